#!/bin/bash
# spend.sh: order-approve with a store, on SQLite and on PostgreSQL: eight
# processes, a thousand orders, one budget and one credit limit.  Never is more
# taken than there is; what is granted is what the store has committed; also
# when the processes are killed and run again, which changes nothing.

. "$(dirname "$0")/lib.sh"
. "$TOP/tests/tools/postgres.sh"
. "$TOP/tests/tools/crowd.sh"
suite spend
cd "$WORK" || exit 2
if ! have jq; then
	skip 'no jq'
	suite_end
	exit
fi
PATH=$BIN:$PATH
unset ORDERUTILS_STORE ORDERUTILS_SEALED ORDERUTILS_BOOK
now=2026-11-26T06:00:00+01:00
budget=17000 limit=22000

mkdir book
cat >book/customers.csv <<END
id,currency,creditLimit
C-1,EUR,$limit.00
C-2,EUR,
END
cat >book/budgets.csv <<END
customer,costCenter,from,through,amount,currency
C-1,CC-7,2026-01-01,2026-12-31,$budget.00,EUR
C-2,,2026-11-01,2026-11-30,3000.00,EUR
END
# A part of the credit is taken by an invoice.
cat >book/invoices.csv <<END
customer,invoice,amount,currency
C-1,F-1,500.00,EUR
END

# orders NUMBER: 125 of them, a part of the whole.
orders()
{
	awk -v part="$1" 'BEGIN {
		srand(part)
		for (i = 1; i <= 125; i++) {
			cents = 100 + int(rand() * 9900)
			printf "{\"type\":\"Order\",\"schema\":\"order/1\"," \
			    "\"id\":\"t:%d-%d\",\"orderDate\":\"2026-11-20\"," \
			    "\"currency\":\"EUR\",\"customer\":{\"id\":\"%s\"," \
			    "\"costCenter\":\"%s\"},\"totals\":{" \
			    "\"taxExclusiveAmount\":\"%.2f\"," \
			    "\"payableAmount\":\"%.2f\"}}\n", part, i,
			    i % 5 ? "C-1" : "C-2", i % 7 ? "CC-7" : "CC-8",
			    cents / 100, cents / 100
		}
	}'
}
for i in 1 2 3 4 5 6 7 8; do
	orders $i >in$i
done

serve()
{
	order-approve -q --book book --store "$url" --now $now --wait=120 "$@"
}

# sum FILTER FILE...: in cents, of what orders say that they take.
sum()
{
	local filter=$1

	shift
	cat "$@" | jq -r ".commitments[]? | select($filter) | .amount" |
	    awk '{ sub(/\./, ""); s += $0 } END { printf "%d\n", s }'
}

# taken CUSTOMER WHAT: what the store has committed, in cents, as an order
# that takes nothing is told.
taken()
{
	echo '{"type":"Order","schema":"order/1","id":"t:probe",
	    "orderDate":"2026-11-20","currency":"EUR","customer":{
	    "id":"'"$1"'","costCenter":"CC-7"},"totals":{
	    "taxExclusiveAmount":"0.00","payableAmount":"0.01"}}' |
	    tr -d '\n\t' >probe
	echo >>probe
	order-approve --book book --store "$url" --now $now --dry-run \
	    --explain probe >probed 2>why || fail "$kind: no answer"
	sed -n "s/.*: $2: \\([0-9]*\\)\\.\\([0-9]*\\) taken.*/\\1\\2/p" why |
	    sed 's/^0*\(.\)/\1/'
}

# balance TEXT FILE...: the outputs, the store and the limits agree.
balance()
{
	local text=$1 budgets credit other

	shift
	budgets=$(sum '.kind == "budget" and .owner == "C-1/CC-7"' "$@")
	other=$(sum '.kind == "budget" and .owner == "C-2/"' "$@")
	credit=$(sum '.kind == "credit"' "$@")
	same "$text: the budget" "$budgets" \
	    "$(taken C-1 'budget C-1\/CC-7')"
	same "$text: the other budget" "$other" "$(taken C-2 'budget C-2\/')"
	same "$text: credit" $((credit + 50000)) "$(taken C-1 credit)"
	if [ "$budgets" -le $((budget * 100)) ] &&
	    [ $((credit + 50000)) -le $((limit * 100)) ] &&
	    [ "$other" -le 300000 ]; then
		pass
	else
		fail "$kind: $text: $budgets, $other, $credit are overspent"
	fi
	# The last of it is spent: what is left is less than an order.
	if [ $((credit + 50000)) -gt $((limit * 100 - 10000)) ] &&
	    [ "$budgets" -gt $((budget * 100 - 10000)) ] &&
	    [ "$other" -gt 290000 ]; then
		pass
	else
		fail "$kind: $text: $budgets, $credit, $other: much is left"
	fi
	same "$text: what is not held is granted" 1000 "$(cat "$@" | jq -c '
	    select((.commitments == null) ==
	    any(.holds[]?; .released == null)) | .id' | sort -u | wc -l)"
	order-store verify --store "$url" >verified 2>&1
	same "$text: the store is whole" 0 $?
}

# Who was granted is cancelled: others get what is free then.
cancelled()
{
	local n

	jq -c 'select(.commitments != null) | .orderStatus = "OrderCancelled"' \
	    out[1-4] >cancel
	order-store put --store "$url" cancel >put || fail "$kind: put"
	serve --recheck </dev/null >again
	order-store query --store "$url" --type Order >all
	n=$(jq -c 'select(.orderStatus == null)' all |
	    tee live | wc -l)
	same 'those that are left' $((1000 - $(wc -l <cancel))) "$n"
	same 'others get what is free' yes \
	    "$([ "$(sum true again)" -gt 0 ] && echo yes)"
	order-store verify --store "$url" >verified 2>&1
	same 'the store is whole' 0 $?
	same 'the budget' "$(sum '.kind == "budget" and
	    .owner == "C-1/CC-7"' live)" "$(taken C-1 'budget C-1\/CC-7')"
	same 'credit' "$(($(sum '.kind == "credit"' live) + 50000))" \
	    "$(taken C-1 credit)"
}

fresh()
{
	new_url
	order-store init --book book --store "$url" ||
	    fail "$kind: no store could be made"
}

backend()
{
	fresh
	crowd
	cancelled
	fresh
	crowd killed
}

both_stores
suite_end
