#!/bin/bash
# crash.sh: what a store has promised outlives whoever promised it.
#
#   killed      eight processes reserve from one store and are killed at
#               random times, again and again, and started again with the same
#               input: an order that was printed once is never printed
#               otherwise, no unit is lost and none is given twice
#   swept       one process is killed at its Nth write, sync, unlink and
#               rename, for every N: the same run afterwards prints what a
#               clean run prints, byte for byte, and --resume what was lost on
#               the way out
#   cut         the power fails: the file system is shut down under the store
#               (ext4 on a loop file), or the server dies: what was printed is
#               there
#
# KILLS and CUTS say how many, SWEEP how many calls are passed over (`make
# torture` takes 1000, 100 and none); BACKENDS which stores.  Skipped where it
# may not be done.

. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/postgres.sh"
suite crash
cd "$WORK" || exit 2
KILLS=${KILLS:-48}
CUTS=${CUTS:-3}
BACKENDS=${BACKENDS:-sqlite postgres}
SWEEP=${SWEEP:-37}
WORKERS=8
LC_ALL=C.UTF-8 TZ=UTC
export LC_ALL TZ
unset ORDERUTILS_SEALED ORDERUTILS_STORE
ORDERUTILS_BOOK=$WORK/book
export ORDERUTILS_BOOK
ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0
NOW=2026-11-20T09:00:00Z

# The shop: forty items, of which there are not enough; and for those who cut
# the power four thousand with one unit each, so that each order has its own.
mkdir book own
awk 'BEGIN {
	print "sku,unitCode" >"book/items.csv"
	print "sku,location,onHand,safety" >"book/stock.csv"
	for (i = 0; i < 40; i++) {
		printf "S%02d,C62\n", i >"book/items.csv"
		printf "S%02d,A,%d,%d\n", i, 600 + i % 7 * 100, i % 3 \
		    >"book/stock.csv"
	}
	print "sku,location,onHand" >"own/stock.csv"
	for (i = 0; i < 4000; i++)
		printf "S%02d,A,1\n", i >"own/stock.csv"
}'

# orders FIRST N: that many, one to three lines each
orders()
{
	awk -v first="$1" -v n="$2" 'BEGIN {
		srand(first + 1)
		for (i = first; i < first + n; i++) {
			k = 1 + int(rand() * 3)
			lines = ""
			for (j = 1; j <= k; j++)
				lines = lines line(j, 1 + int(rand() * 4),
				    int(rand() * 40))
			order(i, lines)
		}
	}
	'"$ORDER"
}

# own_orders N: each of one unit that nobody else wants
own_orders()
{
	awk -v n="$1" 'BEGIN {
		for (i = 0; i < n; i++)
			order(i, line(1, 1, i))
	}
	'"$ORDER"
}

ORDER='
function line(j, quantity, item)
{
	return sprintf("%s{\"orderItemNumber\":\"%d\",\"orderQuantity\":" \
	    "%d,\"unitCode\":\"C62\",\"product\":{\"sku\":\"S%02d\"}}",
	    (j > 1 ? "," : ""), j, quantity, item)
}
function order(i, lines)
{
	printf "{\"type\":\"Order\",\"schema\":\"order/1\",\"id\":" \
	    "\"t:%d\",\"orderNumber\":\"%d\",\"channel\":\"t\"," \
	    "\"orderedItem\":[%s]}\n", i, i, lines
}'

allocate()
{
	"$BIN/stock-allocate" --now "$NOW" --store "$store" "$@"
}

# new_store NAME [BOOK]: empty but for the stock of the book
new_store()
{
	case $backend in
	sqlite)		store=$WORK/$1.db ;;
	postgres)	store=$(postgres_database "$1") || return ;;
	esac
	"$BIN/order-store" --now "$NOW" --store "$store" init \
	    --book "${2:-book}" \
	    >/dev/null
}

# given FILE...: what the answers say, per item
given()
{
	jq -r '.orderedItem[] | .product.sku as $s | .allocations[]? |
	    select(.backorder | not) | "\($s) \(.quantity)"' "$@" |
	    awk '{ n[$1] += $2 } END { for (s in n) print s, n[s] }' | sort
}

# What the store says, as it stands in levels.jsonl.
reserved()
{
	jq -r 'select(.reserved != null and .reserved != 0) |
	    "\(.sku) \(.reserved)"' levels.jsonl | sort
}

# Is the store whole, and does it hold what the lines in the files say?
settled()
{
	if ! "$BIN/order-store" --store "$store" verify >found 2>&1; then
		sed 's/^/    /' found | head -n 5
		return 1
	fi
	allocate --stock-out levels.jsonl </dev/null || return
	given "$@" >answered
	reserved >kept
	diff answered kept >difference ||
	    { sed 's/^/    /' difference | head -n 5; return 1; }
	# More than there is would be less than nothing left.
	jq -e -s 'all(.[]; .onHand - (.reserved // 0) - (.safety // 0) >= 0)' \
	    levels.jsonl >/dev/null
}

say()
{
	if [ "$2" = 0 ]; then
		pass 1
	else
		fail "$backend: $1"
	fi
}

# seconds N: N milliseconds as timeout and sleep read them
seconds()
{
	printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000))
}

# A time within which a run may be killed: what one of ${1} at once takes.
measure()
{
	local from=${EPOCHREALTIME/./}

	allocate --dry-run "$2" >/dev/null
	window=$((((${EPOCHREALTIME/./} - from) / 1000 + 3) * $1))
}

# One of the eight: killed TIMES times, on the way through one input after the
# other, then let run through all of them.
worker()
{
	local w=$1 times=$2 k n=0

	RANDOM=$((w + 1))
	orders $((w * 100000)) 200 >"in.$w.0"
	for ((k = 0; times > 0 && k < 9999; k++)); do
		timeout -s KILL "$(seconds $((RANDOM % window + 3)))" \
		    "$BIN/stock-allocate" --now "$NOW" --store "$store" \
		    "in.$w.$n" >"out.$w.$k" 2>"err.$w.$k"
		case $? in
		137)	times=$((times - 1)); echo killed >>"status.$w" ;;
		0)	n=$((n + 1))
			orders $((w * 100000 + n * 200)) 200 >"in.$w.$n" ;;
		*)	break ;;
		esac
	done
	for ((k = 0; k <= n; k++)); do
		timeout 120 "$BIN/stock-allocate" --now "$NOW" --wait 60 \
		    --store "$store" "in.$w.$k" 2>>"err.$w.end" ||
		    echo "$w" >>failed
	done >"out.$w.end"
}

killed()
{
	local w bad pids=()

	new_store killed || return
	rm -f in.* out.* err.* status.* failed
	orders 0 200 >in
	measure $((WORKERS / 2)) in
	for ((w = 0; w < WORKERS; w++)); do
		worker "$w" $(((KILLS + WORKERS - 1) / WORKERS)) 2>/dev/null &
		pids+=($!)
	done
	wait "${pids[@]}"
	echo "  $backend: $(cat status.* | wc -l) runs were killed," \
	    "$(cat in.* | wc -l) orders"
	[ ! -e failed ]
	say "every last run ends well" $?
	# A line that came out whole came out the same every time.
	cat out.*.end | sort >final
	for f in out.*.[0-9]*; do
		[ -z "$(tail -c 1 "$f")" ] || sed -i '$d' "$f"
	done
	find . -name 'out.*.[0-9]*' -exec cat {} + | sort -u >acknowledged
	echo "  $backend: $(wc -l <acknowledged) answers given by killed runs"
	comm -23 acknowledged final >lost
	bad=0
	[ -s lost ] && bad=1
	say "no answer was lost or changed ($(wc -l <lost))" $bad
	[ "$(wc -l <final)" = "$(cat in.* | wc -l)" ]
	say "every order is answered" $?
	settled final
	say "the books balance and nothing is given twice" $?
}

# Killed at the Nth CALL, for every N; a second run completes the first.
swept()
{
	local call n bad

	[ "$backend" = sqlite ] || return 0
	if ! have strace || ! strace -o /dev/null -e trace=write true \
	    2>/dev/null; then
		skip "strace is not installed or may not trace here"
		return
	fi
	new_store clean
	cp clean.db empty.db
	orders 0 600 >in
	allocate in >clean
	for call in write pwrite64 fsync fdatasync unlink ftruncate rename; do
		bad=0
		for ((n = 1; n <= 1000; n += SWEEP)); do
			cp empty.db swept.db
			rm -f swept.db-*
			store=$WORK/swept.db
			timeout 60 strace -f -qq -o trace -e "trace=$call" \
			    -e "inject=$call:signal=KILL:when=$n" \
			    "$BIN/stock-allocate" --now "$NOW" --store \
			    "$store" in >first 2>/dev/null
			grep -qa 'killed by' trace || break
			[ -z "$(tail -c 1 first)" ] || sed -i '$d' first
			cp "$store" before.db
			[ ! -e "$store-journal" ] ||
			    cp "$store-journal" before.db-journal
			if ! allocate in >second || ! cmp -s clean second ||
			    ! settled second; then
				echo "    $call $n: the second run differs"
				bad=1
			fi
			# Without the input: what was committed, printed or not.
			mv before.db swept.db
			rm -f swept.db-*
			[ ! -e before.db-journal ] ||
			    mv before.db-journal swept.db-journal
			if ! allocate --resume >rest ||
			    ! cat first rest | awk '!seen[$0]++' |
			    cmp -s -n "$(cat first rest | awk '!seen[$0]++' |
			    wc -c)" - clean; then
				echo "    $call $n: --resume differs"
				bad=1
			fi
		done 2>/dev/null
		[ "$n" = 1 ] || echo "  $backend: killed at 1 to $n $call," \
		    "every ${SWEEP}th"
		[ "$n" = 1 ] || say "killed at every $call" $bad
	done
}

# The power fails while one process reserves: what stands below the store
# stops at once, and comes back.
fail_power()
{
	case $backend in
	sqlite)
		"$OUT/tools/power-cut" disk
		{ kill -KILL "$1"; wait "$1"; } 2>/dev/null
		umount disk && mount -o loop disk.img disk ;;
	postgres)
		postgres_crash
		{ kill -KILL "$1"; wait "$1"; } 2>/dev/null
		return 0 ;;
	esac
}

# What the power is to fail for.
plug_in()
{
	[ "$backend" = sqlite ] || return 0
	dd if=/dev/zero of=disk.img bs=1M count=48 status=none
	mkdir -p disk
	mkfs.ext4 -q -F disk.img 2>/dev/null &&
	    mount -o loop disk.img disk 2>/dev/null || return
	trap 'umount -l "$WORK/disk" 2>/dev/null; postgres_stop
	    rm -rf "$WORK"' EXIT
}

cut()
{
	local i bad=0 lost=0 answers=0 name

	if ! plug_in; then
		skip "a file system cannot be mounted here"
		return
	fi
	RANDOM=1
	own_orders 4000 >in
	for ((i = 0; i < CUTS; i++)); do
		name=cut$i
		[ "$backend" != sqlite ] || name=disk/$name
		new_store "$name" own
		[ "$i" != 0 ] || measure 2 in
		sync
		"$BIN/stock-allocate" --now "$NOW" --book own --store \
		    "$store" in >first 2>/dev/null &
		sleep "$(seconds $((RANDOM % window + 20)))"
		fail_power $! || { bad=1; break; }
		[ -z "$(tail -c 1 first)" ] || sed -i '$d' first
		answers=$((answers + $(wc -l <first)))
		"$BIN/order-store" --store "$store" verify >/dev/null || bad=1
		allocate --book own --stock-out levels.jsonl </dev/null ||
		    bad=1
		reserved >there
		given first | comm -23 - there >missing
		lost=$((lost + $(wc -l <missing)))
		allocate --book own in >second && settled second || bad=1
		grep -Fxvf second first >/dev/null && bad=1
		[ "$backend" != sqlite ] || rm -f "$store"*
	done
	[ "$backend" != sqlite ] || umount -l disk
	echo "  $backend: $CUTS cuts, $answers answers given, $lost lost"
	[ "$lost" = 0 ]
	say "what was printed is there after power is back" $?
	say "the books balance and a second run completes the first" $bad
}

for backend in $BACKENDS; do
	if [ "$backend" = postgres ] && ! postgres_start; then
		skip "no PostgreSQL to test with"
		continue
	fi
	killed
	swept
	cut
done
cd "$TOP" || exit 2
suite_end
