#!/bin/bash
# slots.sh: order-schedule with a store, on SQLite and on PostgreSQL: eight
# processes book slots of which there are too few, and call off the same and
# other orders.  Never is more in a slot than it holds, each order has one
# place, no order is made twice and none is lost; also when the processes are
# killed and run again, which changes nothing.  Where each wants something else
# of the same orders, one comes after the other.

. "$(dirname "$0")/lib.sh"
. "$TOP/tests/tools/postgres.sh"
. "$TOP/tests/tools/crowd.sh"
suite slots
cd "$WORK" || exit 2
if ! have jq; then
	skip 'no jq'
	suite_end
	exit
fi
PATH=$BIN:$PATH
unset ORDERUTILS_STORE ORDERUTILS_SEALED ORDERUTILS_BOOK
now=2026-12-01T06:00:00+01:00

mkdir book
echo '{"timeZone":"Europe/Paris"}' >book/settings.json
cat >book/slots.csv <<'END'
slot,from,to,capacity,per
EARLY,06:00,08:00,7,orders
NOON,11:00,13:00,40,units
LATE,18:00,21:00,5,orders
END
echo 'contract,customer,kind,maxQuantity
RV-1,C-1,blanket,2000' >book/contracts.csv
printf 'sku\nA\n' >book/items.csv
printf 'id\nC-1\n' >book/customers.csv

# bookings NUMBER: orders of its own, some of everybody's, and some that are
# delivered in two parts.
bookings()
{
	awk -v part="$1" 'function order(id, n, day, more) {
		printf "{\"type\":\"Order\",\"schema\":\"order/1\"," \
		    "\"id\":\"t:%s\",\"orderDelivery\":{\"requestedDate\":" \
		    "\"2026-12-%02d\"},\"orderedItem\":[{" \
		    "\"orderItemNumber\":\"1\",\"orderQuantity\":%d%s}]}\n",
		    id, day, n, more
	}
	BEGIN {
		srand(part)
		for (i = 1; i <= 24; i++)
			order(part "-" i, 1 + int(rand() * 6),
			    2 + int(rand() * 3))
		for (i = 1; i <= 6; i++)
			order("all-" i, i, 2 + i % 3)
		for (i = 1; i <= 3; i++)
			order(part "-two-" i, 2, 2, ",\"deliverySchedule\":[" \
			    "{\"quantity\":1,\"requestedDate\":\"2026-12-02\"}," \
			    "{\"quantity\":1,\"requestedDate\":\"2026-12-03\"}]")
	}'
}

# calls NUMBER: schedules of numbers of its own and of one of everybody's.
calls()
{
	awk -v part="$1" 'function schedule(number, id, from, n,  i) {
		printf "{\"type\":\"DeliverySchedule\"," \
		    "\"schema\":\"delivery-schedule/1\",\"id\":\"t:%s\"," \
		    "\"channel\":\"t\",\"number\":\"%s\"," \
		    "\"orderNumber\":\"%s\",\"references\":[{\"kind\":" \
		    "\"contract\",\"number\":\"RV-1\"}],\"lines\":[{" \
		    "\"lineNumber\":\"1\",\"product\":{\"sku\":\"A\"}," \
		    "\"quantities\":[", id, id, number
		for (i = from; i < from + n; i++)
			printf "%s{\"kind\":\"firm\",\"quantity\":%d," \
			    "\"date\":\"2026-12-%02d\"}",
			    (i > from ? "," : ""), 5 + i, i
		printf "]}]}\n"
	}
	BEGIN {
		for (i = 1; i <= 6; i++)
			schedule(part "-" i, part "-" i, 2 + i, 8)
		schedule("all", "all", 3, 9)
	}'
}

serve()
{
	order-schedule -q --book book --store "$url" --now $now --wait=120 \
	    $slots "$@"
}

# What the output says that orders have, as the store says it.
booked()
{
	jq -r 'select(.orderDelivery.window) |
	    [.id, (.orderDelivery.window.from | .[:16])] | @tsv' "$@" |
	    sort -u
}

stored()
{
	order-store query --store "$url" --type SlotBooking >bookings
	jq -r 'select(.slot) | [.id, .date + ({EARLY: "T06:00",
	    NOON: "T11:00", LATE: "T18:00"}[.slot])] | @tsv' bookings | sort
}

# load FILE...: slot, day and what is in it, by orders and by units.
load()
{
	jq -rs '[.[] | select(.orderDelivery.window) | {key: .id, value: .}] |
	    from_entries | .[] | [.orderDelivery.window.from[:16],
	    ([.orderedItem[].orderQuantity] | add)] | @tsv' "$@" |
	    awk -F '\t' '{ n[$1]++; units[$1] += $2 }
	    END { for (s in n) print s, n[s], units[s] }'
}

balance_slots()
{
	local text=$1

	shift
	same "$text: each order has one place" "$(stored)" "$(booked "$@")"
	same "$text: no order has two" '' "$(booked "$@" | cut -f 1 | uniq -d)"
	load "$@" >loads
	same "$text: no slot has too many" '' "$(awk '
	    $1 ~ /T06/ && $2 > 7 || $1 ~ /T11/ && $3 > 40 ||
	    $1 ~ /T18/ && $2 > 5' loads)"
	same "$text: the first are full" 3 "$(awk '$1 ~ /-0[234]T06/ &&
	    $2 == 7' loads | wc -l)"
	same "$text: all that came went out" 246 "$(jq -r .id "$@" | sort -u |
	    wc -l)"
	order-schedule --book book --store "$url" --now $now --overbooked \
	    >over 2>&1
	same "$text: nothing is overbooked" 0 $?
}

# Each order is made once, by whoever came first; what was made is what is
# called off.
balance_calls()
{
	local text=$1

	shift
	same "$text: none is made twice" '' "$(jq -r 'select(.type ==
	    "Order") | .id' "$@" | sort | uniq -d | grep -v '^t:all/')"
	same "$text: none is lost" 393 "$(jq -r 'select(.type == "Order") |
	    .id' "$@" | sort -u | wc -l)"
	order-store query --store "$url" --type CallOff >calls
	same "$text: what is called off" "$(jq -r 'select(.type == "Order") |
	    [.id, .orderedItem[0].orderQuantity] | @tsv' "$@" | sort -u)" \
	    "$(jq -r '.lines[] | [.order, .orderQuantity] | @tsv' calls |
	    sort)"
	same "$text: the contract" yes "$(jq -s '[.[] | select(.type ==
	    "Order" and .holds == null) | {key: .id,
	    value: .orderedItem[0].orderQuantity}] | from_entries | add' \
	    "$@" | awk '{ print ($1 <= 2000 && $1 > 1950 ? "yes" : $1) }')"
}

balance()
{
	balance_$what "$@"
	order-store verify --store "$url" >verified 2>&1
	same "$1: the store is whole" 0 $?
}

# moves NUMBER: everybody's orders, each time for another day, and a release
# of everybody's number with other quantities.
moves()
{
	awk -v part="$1" 'BEGIN {
		printf "{\"type\":\"DeliverySchedule\"," \
		    "\"schema\":\"delivery-schedule/1\",\"id\":\"t:D-%d\"," \
		    "\"channel\":\"t\",\"number\":\"D-%d\"," \
		    "\"orderNumber\":\"all\",\"lines\":[{" \
		    "\"lineNumber\":\"1\",\"product\":{\"sku\":\"A\"}," \
		    "\"quantities\":[{\"kind\":\"firm\",\"quantity\":%d," \
		    "\"date\":\"2026-12-08\"}]}]}\n", part, part, part
		for (i = 1; i <= 12; i++)
			printf "{\"type\":\"Order\",\"schema\":\"order/1\"," \
			    "\"id\":\"t:m-%d\",\"orderDelivery\":{" \
			    "\"requestedDate\":\"2026-12-%02d\"}," \
			    "\"orderedItem\":[{\"orderItemNumber\":\"1\"," \
			    "\"orderQuantity\":2}]}\n", i, 7 + (part + i) % 5
	}'
}

# fresh: as many orders for each of those days as its first slot holds
fresh()
{
	awk 'BEGIN {
		for (i = 0; i < 35; i++)
			printf "{\"type\":\"Order\",\"schema\":\"order/1\"," \
			    "\"id\":\"t:f-%d\",\"orderDelivery\":{" \
			    "\"requestedDate\":\"2026-12-%02d\"}," \
			    "\"orderedItem\":[]}\n", i, 7 + i % 5
	}'
}

moved()
{
	local i pids=()

	slots=--slots
	new_url
	order-store init --book book --store "$url" ||
	    fail "$kind: no store could be made"
	for i in 1 2 3 4 5 6 7 8; do
		moves $i >in$i
		serve in$i >out$i 2>err$i &
		pids[i]=$!
	done
	for i in 1 2 3 4 5 6 7 8; do
		wait "${pids[i]}"
		same "moves: process $i" 0 $?
	done
	same 'moves: an order is made once, and then changed' 'Order 1
OrderChange 7' "$(jq -r 'select(.order // .id |
	    startswith("t:all/")) | .type' out[1-8] | sort | uniq -c |
	    awk '{ print $2, $1 }')"
	jq -c 'select(.type == "Order" and (.id | startswith("t:all/")))' \
	    out[1-8] | cat - in1 | jq -c 'select(.type == "Order") |
	    .orderStatus = "OrderCancelled"' >gone
	serve gone >out9
	fresh >in9
	serve in9 >out9
	same 'moves: what is cancelled has left all its slots' 35 \
	    "$(booked out9 | grep -c T06:00)"
	order-store verify --store "$url" >verified 2>&1
	same 'moves: the store is whole' 0 $?
}

backend()
{
	local i

	for what in slots calls; do
		slots=--slots
		[ $what = slots ] || slots=
		for i in 1 2 3 4 5 6 7 8; do
			case $what in
			slots)	bookings $i ;;
			calls)	calls $i ;;
			esac >in$i
		done
		for killed in '' killed; do
			new_url
			order-store init --book book --store "$url" ||
			    fail "$kind: no store could be made"
			crowd $killed
		done
	done
	moved
}

both_stores
suite_end
