# shellcheck shell=bash
# order-check on orders of 1 KB, against `jq -c .x="1"`, with a book of 10,000
# items: all checks on orders in which it finds nothing, the same without the
# search for duplicates, and on orders that have neither name nor street, so
# that each of them is held twice.  Then the search for duplicates
# by itself: a collection of persons written with slips of the pen, each with
# the same order, where there is one.
#
# Wanted: 100,000 orders of 1 KB in a CPU second in 64 MiB; 10,000 persons in
# less than 2 CPU seconds.

. "$TOP/tests/bench/lib.sh"
need jq order-check
book 10000 1000 100000
data small.jsonl gen-orders -i 10000 -c 1000 -n 20000
data small-long.jsonl gen-orders -i 10000 -c 1000 -n 200000
# A name and a street to deliver to, in each order others.
named()
{
	awk -v key='"deliveryAddress":{' '{
		at = index($0, key) + length(key)
		print substr($0, 1, at - 1) "\"name\":\"Magasin " NR % 7919 \
		    "\",\"streetAddress\":[\"" NR % 83 + 1 " rue " \
		    NR % 9973 "\"]," substr($0, at)
	}' "$DATA/small-long.jsonl"
}
data small-named.jsonl named
cd "$DATA" || exit 1
now=2026-11-20T09:00:00Z
cpu -n "$ROUNDS" -c "$CORE" \
    "jq=jq -c '.x=\"1\"' small.jsonl >/dev/null" \
    "all=order-check -q --now $now --book book small-named.jsonl >/dev/null" \
    "not-again=order-check -q --now $now --book book --remember 0 \
	small-named.jsonl >/dev/null" \
    "held=order-check -q --now $now --book book small-long.jsonl >/dev/null" |
    figures "jq:$(bytes small.jsonl)" "all:$(bytes small-named.jsonl)" \
	"not-again:$(bytes small-named.jsonl)" "held:$(bytes small-long.jsonl)"
echo "(200,000 orders of $(($(bytes small-named.jsonl) / 200000)) bytes)"
[ -n "$CORPUS" ] || exit 0
for k in 1 2; do
	awk -f "$TOP/tests/corpus/persons.awk" -v copy=$k \
	    "$CORPUS/data/febrl/dataset2.csv"
done >persons.jsonl
mkdir -p empty-book
echo "$(wc -l <persons.jsonl) persons:"
cpu -n "$ROUNDS" -c "$CORE" \
    "persons=order-check -q --book empty-book --days 36500 persons.jsonl \
	>/dev/null" | figures "persons:$(bytes persons.jsonl)"
