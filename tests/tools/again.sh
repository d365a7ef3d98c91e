#!/bin/bash
# again.sh: partners send files again.  The example shop's mail, each file one
# to five times, in any order, into one store, over days: every time a file
# gives the bytes, the acknowledgement and the exit status that it gave the first
# time, and the store ends as after each file once.  Then the mail that comes
# behind orders (tests/again): changes of them, answers to what was sent, and
# reports of stock, with the orders in between.  On SQLite, and on PostgreSQL
# where there is one.  The seed is printed; OU_SEED repeats a run.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/tools/postgres.sh"
suite again

PATH=$BIN:$PATH
cp -r "$TOP/examples/savonnerie/book" "$TOP/examples/savonnerie/spool" "$WORK"
cd "$WORK" || exit 2
export TZ=UTC LC_ALL=C.UTF-8
seed=${OU_SEED:-$((RANDOM * 32768 + RANDOM))}
echo "again: seed $seed"
RANDOM=$seed

# import STORE DAY FILE NAME: what a file gives, in NAME.{out,rej,ack,status}.
import()
{
	rm -f "$4.rej" "$4.ack"
	order-import -q --store "$1" --partner auto --rejects "$4.rej" \
	    --ack "$4.ack" --now "2026-12-$2T06:00:00Z" "$3" \
	    >"$4.out" 2>"$4.err"
	echo $? >"$4.status"
	touch "$4.rej" "$4.ack"
	# When a reject was made is not what it is.
	sed 's/"at":"[^"]*"//' "$4.rej" >"$4.rej2"
}

# What a store knows of what came, but for when.
known()
{
	order-store backup --store "$1" "$2.db" || return 1
	sqlite3 "$2.db" "SELECT direction, partner, own, reference, grp,
	    message, hex(digest), profile, type, document, function, state
	    FROM ou_exchange WHERE direction = 0
	    ORDER BY 1, 2, 3, 4, 5, 6, 7" >"$2"
}

# shuffled: each file one to five times, in any order.
shuffled()
{
	local f i
	for f; do
		for ((i = RANDOM % 5; i >= 0; i--)); do
			echo "$RANDOM$RANDOM $f"
		done
	done | sort -n | cut -d' ' -f2
}

round()
{
	local store=$1 name=$2 f n=0 day first
	order-store init --store "$store" || {
		fail "$name: init"
		return
	}
	mkdir -p "$name"
	shuffled spool/* >"$name/files"
	while read -r f; do
		n=$((n + 1))
		day=$(printf %02d $((n % 28 + 1)))
		first=$name/$(basename "$f")
		if [ ! -e "$first.status" ]; then
			import "$store" "$day" "$f" "$first"
			continue
		fi
		import "$store" "$day" "$f" "$name/now"
		if cmp -s "$first.status" "$name/now.status" &&
		    cmp -s "$first.rej2" "$name/now.rej2" &&
		    cmp -s "$first.ack" "$name/now.ack" &&
		    cmp -s <(untimed "$first.out" "$f") \
		    <(untimed "$name/now.out" "$f"); then
			pass
		else
			fail "$name: $f gives something else ($n of" \
			    "$name/files, seed $seed)"
			diff "$first.status" "$name/now.status"
			diff "$first.out" "$name/now.out" | head -n 5
		fi
	done <"$name/files"
	known "$store" "$name/known"
	if cmp -s once/known "$name/known"; then
		pass
	else
		fail "$name: the store knows something else (seed $seed)"
		diff once/known "$name/known" | head -n 10
	fi
}

# Interchanges and trade documents say when they came first; a shop's orders
# are no part of the record, and their holds say when they were read.
untimed()
{
	case $2 in
	*.edi|*.xml)	cat "$1" ;;
	*)		sed 's/"at":"[^"]*"/"at":""/g' "$1" ;;
	esac
}

# --- what comes behind orders ---

now=2026-11-28T06:00:00Z

# Orders that are there, allocated and answered.
before()
{
	mkdir -p "$2/answers" && order-store init --store "$1" &&
	order-import -q --store "$1" --partner auto --now $now \
	    --ack "$2/acks.edi" "${orders[@]}" | price-quote -q --now $now |
	    order-store put --store "$1" --now $now -q >/dev/null &&
	order-store query --store "$1" --type Order |
	    stock-allocate -q --store "$1" --now $now |
	    order-respond -q --store "$1" --now $now --file "$2/answers/" \
	    >/dev/null
}

# follow STORE FILE NAME: what a file of that mail does and gives.
follow()
{
	case $2 in
	*/answer-*)
		edi-convert -q --view records --store "$1" --now $now "$2" \
		    >"$3.out"
		echo $? >"$3.status" ;;
	*/report-846*)
		stock-reconcile -q --levels closing --now $now "loire=$2" \
		    >"$3.out" 2>"$3.err"
		echo $? >"$3.status"
		order-store put -q --store "$1" --now $now "$3.out" >"$3.ack" ;;
	*/report-*)
		stock-reconcile -q --store "$1" --now $now \
		    wms=book/stock.csv "+$2" --levels none >"$3.out" 2>"$3.err"
		sed -i '/"store"/d' "$3.out"
		echo $? >"$3.status" ;;
	*)
		import "$1" 28 "$2" "$3"
		price-quote -q --now $now "$3.out" |
		    order-store put --store "$1" --now $now -q >"$3.put"
		echo $? >>"$3.status" ;;
	esac
	touch "$3.ack" "$3.put"
}

# What the store has then, but for when and the numbers of what was received.
has()
{
	order-store query --store "$1" --type Order | jq -cS . | sort
	order-store query --store "$1" --type OrderChange |
	    jq -cS 'del(.source)' | sort
	order-store export --store "$1" | jq -cS . | sort
	order-store backup --store "$1" "$2.db" || return 1
	sqlite3 "$2.db" "SELECT partner, reference, grp, message, type,
	    document, state FROM ou_exchange
	    WHERE direction = 1 AND type IN ('855', 'ORDRSP')
	    ORDER BY 1, 2, 3, 4; SELECT partner, own, reference, grp, message,
	    hex(digest), type, document, state FROM ou_exchange
	    WHERE direction = 0 ORDER BY 1, 2, 3, 4, 5, 6"
}

behind()
{
	local store=$1 name=$2 f first
	mkdir -p "$name"
	before "$store" "$name" || {
		fail "$name: the orders are not there"
		return
	}
	if [ "$name" = behind-once ]; then
		printf '%s\n' "${mail[@]}"
	else
		shuffled "${mail[@]}" "${orders[@]}"
	fi >"$name/files"
	while read -r f; do
		first=$name/$(basename "$f")
		if [ ! -e "$first.status" ]; then
			follow "$store" "$f" "$first"
			continue
		fi
		follow "$store" "$f" "$name/now"
		if cmp -s "$first.status" "$name/now.status" &&
		    cmp -s "$first.out" "$name/now.out" &&
		    cmp -s "$first.ack" "$name/now.ack" &&
		    cmp -s "$first.put" "$name/now.put"; then
			pass
		else
			fail "$name: $f gives something else (seed $seed)"
			diff "$first.status" "$name/now.status"
			diff "$first.out" "$name/now.out" | head -n 5
		fi
		rm -f "$name"/now.*
	done <"$name/files"
	for f in "${mail[@]}"; do
		f=$(basename "$f")
		if cmp -s "behind-once/$f.status" "$name/$f.status" &&
		    cmp -s "behind-once/$f.out" "$name/$f.out"; then
			pass
		else
			fail "$name: $f gives something else than once" \
			    "(seed $seed)"
			diff "behind-once/$f.out" "$name/$f.out" | head -n 5
		fi
	done
	has "$store" "$name/has" >"$name/has"
	if cmp -s behind-once/has "$name/has"; then
		pass
	else
		fail "$name: the store has something else (seed $seed)"
		diff behind-once/has "$name/has" | head -n 10
	fi
	if order-store verify --store "$store" 2>"$name/err"; then
		pass
	else
		fail "$name: the store is not whole (seed $seed)"
	fi
}

# --- the runs ---

mkdir once
order-store init --store once/store.db
for f in spool/*; do
	import once/store.db 01 "$f" "once/$(basename "$f")"
done
known once/store.db once/known
[ -s once/known ] && pass || fail "once: nothing is known"

for i in 1 2 3; do
	round "sqlite-$i.db" "sqlite-$i"
done

# acme's profile is for more than orders then
jq 'del(.recognise.messages)' book/partners/acme.json >acme.json &&
    mv acme.json book/partners
orders=(spool/01-*.edi spool/02-*.edi)
mail=("$TOP"/tests/again/*)
behind behind.db behind-once
[ "$(grep -c changeSequence behind-once/has)" -gt 3 ] &&
    grep -q '|855|PO-778201|4$' behind-once/has &&
    grep -q '|855|PO-778202|6$' behind-once/has &&
    grep -q '|ORDRSP|4500123456.*|4$' behind-once/has &&
    grep -q '"onHand":470,' behind-once/has && pass || {
	fail "behind: the mail does nothing"
	cat behind-once/has
}
for i in 1 2 3 4; do
	behind "behind-$i.db" "behind-$i"
done
if postgres_start -c fsync=off; then
	round "$(postgres_database again)" postgres
	behind "$(postgres_database behind)" behind-postgres
else
	skip "again on PostgreSQL: no server here"
fi
suite_end
