# shellcheck shell=bash
# EDI into orders, with envelope and syntax checks, against jq on the same
# orders as JSON Lines.  Wanted: 100 MB a CPU second for X12 and EDIFACT.

. "$TOP/tests/bench/lib.sh"
need order-import jq
book 10000 1000 100000
data small.jsonl gen-orders -i 10000 -c 1000 -n 20000
data orders.x12 gen-orders -i 10000 -c 1000 -n 60000 -t x12
data orders.edi gen-orders -i 10000 -c 1000 -n 60000 -t edifact
cd "$DATA" || exit 1
cpu -n "$ROUNDS" -c "$CORE" \
    "jq=jq -c '.x=\"1\"' small.jsonl >/dev/null" \
    "x12=order-import --book book orders.x12 >/dev/null" \
    "edifact=order-import --book book orders.edi >/dev/null" |
    figures "jq:$(bytes small.jsonl)" "x12:$(bytes orders.x12)" \
	"edifact:$(bytes orders.edi)"
