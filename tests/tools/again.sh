#!/bin/bash
# again.sh: partners send files again.  The example shop's mail, each file one
# to five times, in any order, into one store, over days: every time a file
# gives the bytes, the acknowledgement and the exit status that it gave the first
# time, and the store ends as after each file once.  On SQLite, and on PostgreSQL where
# there is one.  The seed is printed; OU_SEED repeats a run.
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
	for f in spool/*; do
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
	shuffled >"$name/files"
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
if postgres_start -c fsync=off; then
	round "$(postgres_database again)" postgres
else
	skip "again on PostgreSQL: no server here"
fi
suite_end
