# shellcheck shell=bash
# price-quote alone, on orders of 1 KB and of 3.8 KB, with a book of 100,000
# prices: with the prices that came in replaced, and verified (which holds
# most of these orders); against `jq -c .x="1"`.  Then what the book costs by
# itself: the time to load it, and its memory.
#
# Wanted: 20 times jq with --incoming=book; the book in well under a second
# and 64 MiB.

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
