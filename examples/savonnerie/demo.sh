#!/bin/sh
# demo.sh: the order line over the example shop, in a temporary folder.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
cp -r "$here/book" "$here/spool" "$here/sales.csv" "$here/standing.jsonl" \
    "$here/requests.jsonl" "$box"
cd "$box"

title()
{
	printf '\n== %s\n\n' "$*"
}

title 'order-import spool/* | price-quote | stock-allocate |' \
    'pick-list --print wave.txt | ship-manifest --file manifest.csv'
now='--now 2026-11-26T06:00:00+01:00'
# $now is two words.
# shellcheck disable=SC2086
order-import $now --rejects rejects.jsonl spool/* 2>import.txt |
    price-quote $now | stock-allocate $now 2>allocate.txt |
    pick-list $now --print wave.txt 2>pick.txt |
    ship-manifest $now --print slip.txt --file manifest.csv >shipped.jsonl
wc -c spool/* rejects.jsonl wave.txt slip.txt manifest.csv shipped.jsonl |
    sed '$d'

title 'Orders that come again: order-schedule (standing.jsonl)'
order-schedule $now --horizon P5W --explain=days.txt standing.jsonl |
    price-quote $now --incoming book 2>quote.txt |
    jq -r '[.id, .orderDelivery.requestedDate, .orderedItem[0].orderQuantity,
    .totals.payableAmount] | @tsv'
grep closed days.txt | sed 's/^[^ ]*: //'

title 'Quotations (requests.jsonl), and one that is accepted in January'
# shellcheck disable=SC2086
price-quote $now --quote --valid 60 requests.jsonl >quotes.jsonl
jq -r '[.quoteNumber, .revision, .validThrough, .customer.id,
    .totals.taxExclusiveAmount] | @tsv' quotes.jsonl
grep D-0101 quotes.jsonl | price-quote --accept --date 2027-01-15 |
    price-quote --incoming book |
    jq -r '[.id, .orderDate, .references.quotation,
    .totals.taxExclusiveAmount] | @tsv'

title 'Orders by channel: orders, held, lines, shipments, packages'
jq -r '[.channel, (.holds // [] | length > 0), (.orderedItem | length),
    (.shipments // [] | length), (.packages // [] | length)] | @tsv' \
    shipped.jsonl |
    awk -F '\t' '{ o[$1]++; h[$1] += ($2 == "true"); l[$1] += $3
	s[$1] += $4; p[$1] += $5 }
    END { for (c in o) printf "%-26s %3d %3d %3d %3d %3d\n", c, o[c], h[c],
	l[c], s[c], p[c] }' | LC_ALL=C sort

title 'Held, and why'
jq -r '.id as $o | .holds[]? |
    "\($o)\t\(.code)\t\(.reason)"' shipped.jsonl |
    awk -F '\t' '{ printf "%-38s %-9s %s\n", $1, $2, $3 }'

title 'Waiting for goods'
jq -r '.id as $o | .orderedItem[] | .product.sku as $s | .allocations[]? |
    select(.backorder) | "\($o)\t\($s)\t\(.quantity)\t\(.expectedDate //
    "no date")"' shipped.jsonl |
    awk -F '\t' '{ printf "%-38s %-12s %5s  %s\n", $1, $2, $3, $4 }'

title 'Who must agree before they go out (order-approve --pending)'
# shellcheck disable=SC2086
order-import -q $now spool/* 2>/dev/null | price-quote -q $now |
    order-approve $now --pending |
    jq -r '[.order, "\(.amount) \(.currency)", .step, .user, .due] | @tsv' |
    awk -F '\t' '{ printf "%-28s %12s  %-8s %-6s %s\n", $1, $2, $3, $4, $5 }'

title 'Rejected, and why (rejects.jsonl can be repaired and fed again)'
jq -r '"\(.source.file):\(.source.line // .source.segment)\t\(.code)\t\(.reason)"' \
    rejects.jsonl |
    awk -F '\t' '{ printf "%-31s %-13s %s\n", $1, $2, substr($3, 1, 76) }'

title 'What order-import and pick-list said'
cat import.txt allocate.txt pick.txt

title 'The pick list (wave.txt)'
head -n 44 wave.txt
echo '...'

title 'The deposit slips (slip.txt)'
tr -d '\f' <slip.txt | awk '/^Deposit/ { n++ } n > 1 && n < 5' | sed -n 1,44p

title 'The manifest (manifest.csv)'
cut -d, -f1-6,8,12-13,19-21 manifest.csv

title 'stock-forecast --period month sales.csv: what to order'
# shellcheck disable=SC2086
stock-forecast $now --period month --print report.txt sales.csv \
    >forecast.jsonl
sed -n '/^To order$/,/^$/p' report.txt
sed -n '/^Not asked for/,/^$/p' report.txt
