# shellcheck shell=bash
# order-schedule: orders of 1 KB that standing orders make, orders that pass,
# and orders that get a slot.

. "$TOP/tests/bench/lib.sh"
need jq order-schedule
data small.jsonl gen-orders -i 10000 -c 1000 -n 20000
# A standing order of each of 2,000 orders, for ten weeks.
standing()
{
	head -n 2000 "$DATA/small.jsonl" | jq -c '{type: "StandingOrder",
	    schema: "standing-order/1", id: ("s:" + (input_line_number |
	    tostring)), rule: "FREQ=WEEKLY;BYDAY=TU",
	    startDate: "2026-01-01", order: .}'
}
data standing.jsonl standing
dated()
{
	jq -c '.orderDelivery.requestedDate = "2026-12-02"' "$DATA/small.jsonl"
}
data dated.jsonl dated
cd "$DATA" || exit 1
mkdir -p slot-book
printf 'slot,from,to,capacity\nA,08:00,12:00,15000\nB,14:00,18:00,15000\n' \
    >slot-book/slots.csv
now=2026-11-20T09:00:00Z
order-schedule --now $now --book slot-book --horizon P10W standing.jsonl \
    >made.jsonl
echo "$(wc -l <made.jsonl) orders are made of $(wc -l <standing.jsonl)"
cpu -n "$ROUNDS" -c "$CORE" \
    "made=order-schedule --now $now --book slot-book --horizon P10W \
	standing.jsonl >/dev/null" \
    "pass=order-schedule --now $now --book slot-book small.jsonl >/dev/null" \
    "slots=order-schedule -q --slots --now $now --book slot-book dated.jsonl \
	>/dev/null" |
    figures "made:$(bytes made.jsonl)" "pass:$(bytes small.jsonl)" \
	"slots:$(bytes dated.jsonl)"
