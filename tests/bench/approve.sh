# shellcheck shell=bash
# order-approve: orders per CPU second, of 1,000 customers with a credit limit
# and a budget each, ten rules (about a third of the orders waits for somebody),
# 5,000 users and 20,000 invoices: as a filter, and with a SQLite store in which
# each order is kept with what it takes.

. "$TOP/tests/bench/lib.sh"
need order-approve order-store cpu awk
WORK=$(mktemp -d "$DATA/approve.XXXXXX") || exit 1
trap 'rm -rf "$WORK"' EXIT
cd "$WORK" || exit 1
rounds=$((ROUNDS < 3 ? ROUNDS : 3))
mkdir book
awk 'BEGIN {
	OFS = ","
	print "id", "segment", "currency", "terms", "creditLimit", \
	    "accountManager" >"book/customers.csv"
	print "customer", "costCenter", "from", "through", "amount", \
	    "currency" >"book/budgets.csv"
	print "customer", "user", "role", "limit" >"book/users.csv"
	print "customer", "invoice", "dueDate", "amount", "openAmount", \
	    "currency" >"book/invoices.csv"
	for (i = 0; i < 1000; i++) {
		print "C-" i, "b2b", "EUR", "NET30", 50000, "m" i % 50 \
		    >"book/customers.csv"
		print "C-" i, "", "2026-01-01", "2026-12-31", 100000, "EUR" \
		    >"book/budgets.csv"
		for (k = 0; k < 5; k++)
			print "C-" i, "u" k, k ? "buyer" : "manager", \
			    1000 * k >"book/users.csv"
		for (k = 0; k < 20; k++)
			print "C-" i, "F-" i "-" k, "2026-12-01", 100, \
			    k < 15 ? 0 : 100, "EUR" >"book/invoices.csv"
	}
	for (i = 0; i < 50; i++)
		print "", "m" i, "sales", "" >"book/users.csv"
	print "{ \"rules\": [" >"book/approvals.json"
	for (i = 1; i <= 10; i++)
		print "{ \"id\": \"r" i "\", \"when\": { \"minAmount\": \"" \
		    600 + i * 30 ".00\", \"currency\": \"EUR\" }, \"steps\": [" \
		    "{ \"name\": \"manager\", \"side\": \"buyer\", \"by\": " \
		    "{ \"role\": \"manager\" }, \"expires\": \"P3D\", " \
		    "\"onExpiry\": \"reject\" }, { \"name\": \"sales\", " \
		    "\"by\": { \"accountManager\": true } } ] }" \
		    (i < 10 ? "," : "] }") >"book/approvals.json"
}'
orders()
{
	awk -v n="$1" 'BEGIN {
		for (i = 0; i < n; i++)
			printf "{\"type\":\"Order\",\"schema\":\"order/1\"," \
			    "\"id\":\"b:%d\",\"segment\":\"b2b\"," \
			    "\"channel\":\"b\",\"orderDate\":\"2026-11-20\"," \
			    "\"currency\":\"EUR\",\"customer\":{\"id\":" \
			    "\"C-%d\"},\"orderedItem\":[{\"orderItemNumber\":" \
			    "\"1\",\"orderQuantity\":%d,\"product\":{\"sku\":" \
			    "\"A-%d\",\"name\":\"Savon %d\"},\"unitPrice\":" \
			    "\"1.00\",\"lineTotal\":\"%d.00\"}],\"totals\":{" \
			    "\"lineExtensionAmount\":\"%d.00\"," \
			    "\"taxExclusiveAmount\":\"%d.00\",\"taxAmount\":" \
			    "\"0.00\",\"payableAmount\":\"%d.00\"}}\n", i, \
			    i * 7919 % 1000, i * 31 % 1000, i % 500, i, \
			    i * 31 % 1000, i * 31 % 1000, i * 31 % 1000, \
			    i * 31 % 1000
	}'
}
orders 100000 >orders.jsonl
orders 10000 >some.jsonl
now=--now=2026-11-22T12:00:00Z
rate()
{
	awk -F '\t' '{ split($1, x, ":")
	    printf "%-24s %9.0f orders/cpu-s %8.1f MiB%s\n", x[1],
	    ($2 > 0 ? x[2] / $2 : 0), $5 / 1024,
	    $6 ? " (exit " $6 ")" : "" }'
}
cpu -n "$rounds" -c "$CORE" \
    "filter:100000=order-approve -q $now --book book orders.jsonl >/dev/null" \
    "store:10000=rm -f s.db; order-store init --store s.db --book book &&
	order-approve -q $now --book book --store s.db some.jsonl >/dev/null" |
    rate
