# shellcheck shell=bash
# price-quote alone, on orders of 1 KB and of 3.8 KB, with a book of 100,000
# prices: with the prices that came in replaced, and verified (which holds
# most of these orders); against `jq -c .x="1"`.  Then what the book costs by
# itself: the time to load it, and its memory.  Then the same orders with 1,000
# promotions and 10 surcharges in the book, and the best price of all levels.
#
# Wanted: 20 times jq with --incoming=book; the book in well under a second
# and 64 MiB; with promotions 100,000 orders of 1 KB a second.

. "$TOP/tests/bench/lib.sh"
need jq price-quote
book 10000 1000 100000
shape="-i 10000 -c 1000"
# shellcheck disable=SC2086
{
	data small.jsonl gen-orders $shape -n 20000
	data small-long.jsonl gen-orders $shape -n 200000
	data large.jsonl gen-orders $shape -n 5000 -k large
	data large-long.jsonl gen-orders $shape -n 50000 -k large
}
cd "$DATA" || exit 1
for k in small large; do
	cpu -n "$ROUNDS" -c "$CORE" \
	    "jq=jq -c '.x=\"1\"' $k.jsonl >/dev/null" \
	    "book=price-quote --book book --incoming book $k-long.jsonl \
		>/dev/null" \
	    "verify=price-quote --book book $k-long.jsonl >/dev/null" |
	    figures "jq:$(bytes $k.jsonl)" "book:$(bytes $k-long.jsonl)" \
		"verify:$(bytes $k-long.jsonl)"
done
echo "(the book alone: $(wc -l <book/prices.csv) lines of prices)"
cpu -n "$ROUNDS" -c "$CORE" \
    "load=price-quote --book book </dev/null >/dev/null" |
    figures "load:$(bytes book/prices.csv)"

# Seven of ten promotions are for an item, the rest for categories, coupons,
# channels and sums.
offers=$DATA/offers
if [ ! -e "$offers/surcharges.csv" ]; then
	cp -r book "$offers"
	awk -F, -v OFS=, 'NR == 1 { print $0, "category"; next }
	    { print $0, "CAT" NR % 500 }' book/items.csv >"$offers/items.csv"
	awk 'BEGIN {
		OFS = ","
		print "id,kind,code,sku,category,channel,minAmount,value," \
		    "percent,stackable,currency,validFrom,priority"
		for (i = 0; i < 1000; i++) {
			m = i % 20
			code = m == 17 || m == 18 ? "C" i : ""
			sku = m < 14 ? sprintf("SAV-%06d", i * 10) : ""
			cat = m == 14 || m == 15 ? "CAT" i % 500 : ""
			shop = m == 16 ? "shop" i : ""
			rest = m == 19 ? "100000,5.00," : ",," 1 + i % 9
			print "P" i, m == 19 ? "amount" : "percent", code,
			    sku, cat, shop, rest, i % 2 ? "yes" : "no",
			    "EUR", "2026-01-01", i % 7
		}
	}' >"$offers/promotions.csv"
	awk 'BEGIN {
		print "id,reasonCode,category,belowAmount,value,currency," \
		    "priority"
		for (i = 0; i < 8; i++)
			printf "ECO%d,AEO,CAT%d,,0.12,EUR,1\n", i, i * 50
		print "PORT,FC,,300,12.00,EUR,2\nPETITE,,,50,9.00,EUR,2"
	}' >"$offers/surcharges.csv.new"
	mv "$offers/surcharges.csv.new" "$offers/surcharges.csv"
fi
cpu -n "$ROUNDS" -c "$CORE" \
    "book=price-quote --book book --incoming book small-long.jsonl \
	>/dev/null" \
    "offers=price-quote --book offers --incoming book small-long.jsonl \
	>/dev/null" \
    "best=price-quote --book offers --incoming book --policy best \
	small-long.jsonl >/dev/null" >"times"
figures "book:$(bytes small-long.jsonl)" "offers:$(bytes small-long.jsonl)" \
    "best:$(bytes small-long.jsonl)" <"times"
awk -F '\t' -v n="$(wc -l <small-long.jsonl)" \
    '{ printf "%s: %d orders a CPU second\n", $1, n / $2 }' times
price-quote --book offers --incoming book small.jsonl |
    awk '{ n += gsub(/"rule":"P[0-9]/, "x"); m += gsub(/"rule":"(ECO|PO|PE)/,
    "x") } END { printf "(in %d orders %d promotions and %d surcharges)\n",
    NR, n, m }'
