# shellcheck shell=bash
# Filters over JSON Lines against jq: one filter against one `jq -c .x="1"`,
# four in a pipe against four.  The filters price every line from a book of
# 100,000 prices, whose loading is counted; they read more data than jq so
# that both run for seconds.
#
# Wanted: price-quote 20 times jq on 1 KB and on 3.8 KB orders, four filters
# 15 times four jq.

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
quote="price-quote --book book --incoming book"
for k in small large; do
	cpu -n "$ROUNDS" -c "$CORE" \
	    "jq=jq -c '.x=\"1\"' $k.jsonl >/dev/null" \
	    "price-quote=$quote $k-long.jsonl >/dev/null" |
	    figures "jq:$(bytes $k.jsonl)" \
		"price-quote:$(bytes $k-long.jsonl)"
done
need stock-allocate pick-list ship-manifest
j="jq -c '.x=\"1\"'"
for k in small large; do
	cpu -n "$ROUNDS" -c "$CORE" \
	    "jq*4=$j $k.jsonl | $j | $j | $j >/dev/null" \
	    "filters*4=$quote $k-long.jsonl | stock-allocate --book book |
		pick-list --book book | ship-manifest --book book >/dev/null" |
	    figures "jq*4:$(bytes $k.jsonl)" \
		"filters*4:$(bytes $k-long.jsonl)"
done
