#!/bin/bash
# reserve.sh: stock-allocate with a store, on SQLite and on PostgreSQL: what
# it gives out is what the store has reserved, whatever comes again, changed,
# released or run out, from one process or from eight at once, also when they
# are killed.

. "$(dirname "$0")/lib.sh"
. "$TOP/tests/tools/postgres.sh"
. "$TOP/tests/tools/crowd.sh"
suite reserve
cd "$WORK" || exit 2
if ! have jq; then
	skip 'no jq'
	suite_end
	exit
fi
PATH=$BIN:$OUT/tools:$PATH
unset ORDERUTILS_STORE ORDERUTILS_SEALED ORDERUTILS_BOOK
now=2026-11-26T06:00:00+01:00

mkdir book
cat >book/stock.csv <<'END'
sku,location,lot,onHand,reserved,safety
A,L1,X,60,0,0
A,L2,Y,60,0,5
B,L1,,40,0,0
C,L1,,200,0,0
D,L2,,30,0,0
END
cat >book/receipts.csv <<'END'
reference,sku,location,quantity,expectedDate
P1,A,L1,50,2026-12-05
P2,B,L1,20,2026-12-09
END
cat >book/kits.csv <<'END'
sku,component,quantity
KIT,C,2
KIT,D,1
END
cat >book/substitutes.csv <<'END'
sku,substitute
B,C
END
cat >book/quotas.csv <<'END'
sku,segment,quantity
A,b2c,30
END

# order ID SKU:N...
order()
{
	local id=$1 n=0 l

	shift
	printf '{"type":"Order","schema":"order/1","id":"t:%s",' "$id"
	printf '"segment":"b2b","orderedItem":['
	for l; do
		n=$((n + 1))
		[ $n = 1 ] || printf ,
		printf '{"orderItemNumber":"%d","orderQuantity":%d,' $n \
		    "${l#*:}"
		printf '"product":{"sku":"%s"}}' "${l%:*}"
	done
	printf ']}\n'
}

# Each process has orders of its own and some of everybody's.
for i in 1 2 3 4 5 6 7 8; do
	for k in $(seq 30); do
		order "c$i-$k" "A:$((k % 3 + 1))" "KIT:1" "B:1"
		[ $((k % 5)) != 0 ] || order "all-$k" C:2 A:1
	done >in$i
done

serve()
{
	stock-allocate --book book --store "$url" --now $now --wait=120 "$@"
}

# try ARG...: into out.
try()
{
	serve "$@" >out 2>err
	status=$?
}

# What is reserved of each item, and promised of each receipt.
reserved()
{
	rm -f levels.csv coming.csv
	stock-allocate --book book --store "$url" --now $now \
	    --stock-out levels.csv --receipts-out coming.csv </dev/null
	awk -F, 'FNR == 1 { next }
	    FILENAME == "levels.csv" { n[$3] += $11; next }
	    FILENAME == "book/receipts.csv" { n[$1] += $4; next }
	    { n[$1] -= $4 }
	    END { for (s in n) if (n[s] != 0) print s, n[s] }' levels.csv \
	    book/receipts.csv coming.csv | sort
}

# The same as the records say, one of each id: the last that came.
allocated()
{
	jq -rs '[.[] | {key: .id, value: .}] | from_entries | .[] |
	    .orderedItem[] | .product.sku as $s | .allocations[]? |
	    if .components then .components[] | [.reference // .sku, .quantity]
	    elif .backorder then select(.reference) | [.reference, .quantity]
	    else [$s, .quantity] end | @tsv' "$@" |
	    awk -F '\t' '{ n[$1] += $2 }
	    END { for (s in n) print s, n[s] }' | sort
}

balance()
{
	local text=$1

	shift
	same "$text" "$(allocated "$@")" "$(reserved)"
	awk -F, 'NR > 1 && $11 > $10 - $12 { exit 1 }' levels.csv ||
	    fail "$kind: $text: more is reserved than there is"
}

once()
{
	{ order 1 A:20 B:10; order 2 A:10 KIT:5; order 3 B:40; } >in
	try in
	same 'exit status' 0 $status
	stock-allocate --book book --now $now in >files
	same 'as from files' "$(cat files)" "$(cat out)"
	balance 'the first time' out
	cp out first
	try in
	same 'again' "$(cat first)" "$(cat out)"
	try --explain=why first
	same 'its own output' "$(cat first)" "$(cat out)"
	balance 'again' first
	try -n <(order 9 C:50)
	same 'a dry run' 50 "$(jq .orderedItem[].quantities.allocated out)"
	balance 'after a dry run' first
}

# The same orders with another content.
changed()
{
	{ order 1 A:5 B:12; order 2 A:10 KIT:7; order 3 C:40; } >in
	try in
	balance 'changed' out
	same 'less is kept, more is added' '5 12' "$(jq -r 'select(.id ==
	    "t:1") | [.orderedItem[].quantities.allocated] | join(" ")' out)"
	{ order 1 A:7 B:1; order 1 A:30; order 1 B:2 A:1; order 2 A:1; } >in
	cp out before
	try in
	balance 'three times in one batch' before out
	cp out three
	# Cancelled, and back to what it was.
	jq -c 'select(.id == "t:2") | .orderedItem[0].quantities.cancelled = 1' \
	    out >in
	try in
	balance 'cancelled' before three out
	same 'cancelled' '{"ordered":1,"cancelled":1}' \
	    "$(jq -c '.orderedItem[0].quantities' out)"
	cp out cancelled
	# What came before is answered as then, but held, for the store knows
	# better; and nothing happens.
	try first
	same 'an old record' "$(cat first)" "$(jq -c 'del(.holds)' out)"
	same 'an old record is held' OVERTAKEN \
	    "$(jq -r 'select(.id == "t:1").holds[-1].code' out)"
	balance 'an old record' before three cancelled
}

timeless()
{
	jq -c 'del(.orderedItem[].allocations[]?.expires)' "$1"
}

released()
{
	{ order r1 C:10; order r2 D:6 C:4; } >in
	try --expires=30m in
	cp out given
	had=$(reserved)
	try --release=t:r1 --explain=why /dev/null
	same 'a release' 't:r1 line 1: 10 of C given back' "$(cat why)"
	try in
	same 'released and again' "$had" "$(reserved)"
	same 'it is decided again' "$(timeless given)" "$(timeless out)"
	now=2026-11-26T06:31:00+01:00
	try --expire in
	same 'it has run out' '{"ordered":6}' \
	    "$(jq -c 'select(.id == "t:r2") | .orderedItem[0].quantities //
	    {ordered: .orderedItem[0].orderQuantity}' out)"
	try in
	same 'and is served again' 6 "$(jq 'select(.id == "t:r2") |
	    .orderedItem[0].quantities.allocated' out)"
	now=2026-11-26T06:00:00+01:00
}

backend()
{
	for part in 'once changed released' crowd 'crowd killed'; do
		new_url
		store-stock "$url" book || {
			fail "$kind: no store could be made"
			return
		}
		case $part in
		once*)	once; changed; released ;;
		*)	$part ;;
		esac
	done
}

both_stores

# What is asked wrongly.
url=$WORK/none.db
try /dev/null
kind=SQLite
same 'no store' 2 $status
url=$WORK/s1.db
try --stock book/stock.csv /dev/null
same '--stock with a store' 2 $status
suite_end
