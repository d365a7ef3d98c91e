# shellcheck shell=bash
# The codec alone against jq: orders scanned, bound to their table and written
# unchanged; with the fields that pricing reads; with three fields put to each
# line as well.  And CSV rows to records.
#
# Wanted: 40 times `jq -c '.x="1"'`.

. "$TOP/tests/bench/lib.sh"
need jq record-filter
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
	    "identity=record-filter $k-long.jsonl >/dev/null" \
	    "load=record-filter -l $k-long.jsonl >/dev/null" \
	    "put=record-filter -p 10 $k-long.jsonl >/dev/null" |
	    figures "jq:$(bytes $k.jsonl)" \
		"identity:$(bytes $k-long.jsonl)" \
		"load:$(bytes $k-long.jsonl)" \
		"put:$(bytes $k-long.jsonl)"
done
