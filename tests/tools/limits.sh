#!/bin/bash
# limits.sh: eight processes price a thousand orders against one promotion's
# budget and number of uses, and one contract's quantity, in one store, and
# are killed at random times, KILLS times in all: no limit is passed, and what
# the orders say they got is what the store has given.  BACKENDS says in which
# stores.

. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/postgres.sh"
suite limits
cd "$WORK" || exit 2
KILLS=${KILLS:-24}
BACKENDS=${BACKENDS:-sqlite postgres}
WORKERS=8
EACH=125
BUDGET=1500 USES=700 UNITS=1200
NOW=2026-11-20T09:00:00Z
unset ORDERUTILS_SEALED ORDERUTILS_STORE
ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0

mkdir book
echo 'sku,unitCode
S,C62' >book/items.csv
echo 'id,segment
C-1,b2b' >book/customers.csv
echo 'country,taxClass,category,percent,validFrom
FR,standard,S,20.00,2014-01-01' >book/tax.csv
echo 'sku,contract,unitPrice,currency
S,CT-1,10.00,EUR' >book/prices.csv
echo "contract,customer,kind,maxQuantity
CT-1,C-1,price,$UNITS" >book/contracts.csv
echo "id,kind,percent,budget,currency,maxUses
P,percent,10,$BUDGET.00,EUR,$USES" >book/promotions.csv

# order ID QUANTITY
orders()
{
	awk -v worker="$1" -v n="$EACH" 'BEGIN {
		srand(worker + 1)
		for (i = 0; i < n; i++)
			print worker ":" i, 1 + int(rand() * 5)
	}' | jq -R -c 'split(" ") | { type: "Order", schema: "order/1",
	    id: .[0], segment: "b2b", currency: "EUR",
	    customer: { id: "C-1" }, billingAddress: { addressCountry: "FR" },
	    references: { contract: "CT-1" }, orderedItem: [ {
	    orderItemNumber: "1", orderQuantity: (.[1] | tonumber),
	    product: { sku: "S" } } ] }'
}

price()
{
	timeout -s KILL "${limit:-120}" "$BIN/price-quote" --book book \
	    --now "$NOW" --wait 60 --store "$store" "$@"
}

# One of the eight: killed so many times, then let run to the end.
worker()
{
	local w=$1 times=$2

	RANDOM=$((w + 1))
	while [ "$times" -gt 0 ]; do
		times=$((times - 1))
		limit=0.0$((RANDOM % 90 + 10)) price "in.$w" >>"part.$w" \
		    2>>"err.$w" || true
	done
	price "in.$w" >"out.$w" 2>>"err.$w" || echo "$w" >>failed
}

# What orders got: euros, uses, and units of the contract that are not held.
got()
{
	jq -s -r '[ ([.[] | .orderedItem[0].allowanceCharges[]?.amount |
	    tonumber] | add // 0), ([.[] | select(.orderedItem[0] |
	    .allowanceCharges)] | length), ([.[] | select([.holds[]?.code] |
	    index("CONTRACT") | not) | .orderedItem[0].orderQuantity] |
	    add // 0) ] | @tsv' "$@"
}

say()
{
	if [ "$2" = 0 ]; then
		pass
	else
		fail "$backend: $1"
	fi
}

# A last order of so many units: what does it get?
probe()
{
	jq -c --arg id "p:$1" --argjson q "$1" '.id = $id |
	    .orderedItem[0].orderQuantity = $q' <<<"$(head -n 1 in.0)" |
	    price --dry-run 2>/dev/null
}

all_at_once()
{
	local w euros uses units

	for ((w = 0; w < WORKERS; w++)); do
		orders "$w" >"in.$w"
	done
	rm -f failed part.* out.*
	for ((w = 0; w < WORKERS; w++)); do
		worker "$w" $((KILLS / WORKERS)) &
	done
	wait
	[ ! -e failed ]
	say "every run came to its end" $?
	[ "$(cat out.* | wc -l)" = $((WORKERS * EACH)) ]
	say "every order is answered" $?
	# What was printed once, in whole lines, is never said otherwise.
	cat part.* | jq -c -R 'fromjson?' | sort -u >before
	cat out.* | jq -c . | sort >after
	[ -z "$(comm -23 before after)" ]
	say "no answer changes" $?
	read -r euros uses units <<<"$(got out.*)"
	[ "$euros" -le "$BUDGET" ] && [ "$uses" -le "$USES" ] &&
	    [ "$units" -le "$UNITS" ]
	say "nothing is overspent: $euros $uses $units" $?
	[ "$units" -gt $((UNITS - 5)) ] && { [ "$euros" -gt $((BUDGET - 5)) ] ||
	    [ "$uses" = "$USES" ]; }
	say "and all of it is spent: $euros $uses $units" $?
	# What is left for one more is exactly what nobody got.
	[ "$(probe $((UNITS - units + 1)) | jq '[.holds[]?.code] |
	    index("CONTRACT") != null')" = true ] && { [ "$units" = "$UNITS" ] ||
	    [ "$(probe $((UNITS - units)) | jq '[.holds[]?.code] |
	    index("CONTRACT")')" = null ]; }
	say "the store has given units that orders have" $?
	if [ "$uses" -lt "$USES" ]; then
		[ "$(probe $((BUDGET - euros + 1)) |
		    jq '.orderedItem[0] | has("allowanceCharges")')" = false ] &&
		    { [ "$euros" = "$BUDGET" ] ||
		    [ "$(probe $((BUDGET - euros)) | jq '.orderedItem[0] |
		    has("allowanceCharges")')" = true ]; }
		say "the store has given the euros that orders have" $?
	fi
	"$BIN/order-store" --store "$store" verify >found 2>&1
	say "the store is whole" $?
}

for backend in $BACKENDS; do
	case $backend in
	sqlite)
		store=$WORK/shop.db
		;;
	postgres)
		postgres_start || { skip "no PostgreSQL here"; continue; }
		store=$(postgres_database limits)
		;;
	esac
	"$BIN/order-store" --now "$NOW" --store "$store" init --book book \
	    >/dev/null
	all_at_once
done
[ -z "${postgres_dir:-}" ] || postgres_stop
suite_end
