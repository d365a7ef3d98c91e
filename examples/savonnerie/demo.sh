#!/bin/sh
# demo.sh [FOLDER]: one day of the savonnerie, from the spool to the lorry.
# What it makes stays in FOLDER (a new one under the temporary folder
# otherwise).  The commands must be in PATH, and jq for the summaries.

set -eu
shown=${1:-$(mktemp -d "${TMPDIR:-/tmp}/savonnerie.XXXXXX")}
mkdir -p "$shown"
out=$(cd "$shown" && pwd)
cd "$(dirname "$0")"
now=2026-11-24T18:00:00+01:00
ORDERUTILS_BOOK=$PWD/book
export ORDERUTILS_BOOK
rm -f "$out/rejects.jsonl"

# The main job.  A rejected file makes order-import exit 1; the rest goes on.
{
	order-import --now $now --rejects "$out/rejects.jsonl" spool/* ||
	    [ $? = 1 ] || [ $? = 3 ]
} 2>"$out/messages.txt" |
    price-quote --now $now --explain="$out/prices.txt" |
    stock-allocate --now $now --stock-out "$out/stock-left.jsonl" |
    pick-list --now $now --print "$out/wave.txt" |
    ship-manifest --now $now --print "$out/slip.txt" \
	--file "$out/manifest.csv" >"$out/shipped.jsonl"

title()
{
	printf '\n== %s\n' "$1"
}

title 'orders by channel'
jq -rs 'map(select(.type == "Order")) | group_by(.channel)[] |
    [.[0].channel, length, (map(.orderedItem | length) | add),
	(map(select([.holds[]? | select(.released == null)] != [])) | length),
	(map(select(.shipments != null)) | length)] | @tsv' \
    "$out/shipped.jsonl" |
    awk -F '\t' 'BEGIN {
	printf "%-28s %6s %6s %6s %8s\n", "channel", "orders", "lines",
	    "held", "shipped" }
    { printf "%-28s %6d %6d %6d %8d\n", $1, $2, $3, $4, $5 }'

title 'held'
jq -r 'select(.type == "Order") | .id as $id | .holds[]? |
    "\($id)  \(.code)  \(.reason)"' "$out/shipped.jsonl"

title 'rejected'
if [ -s "$out/rejects.jsonl" ]; then
	jq -r '"\(.source.file):\(.source.line // "")  \(.code)  \(.reason)"' \
	    "$out/rejects.jsonl"
fi

title 'pick list'
cat "$out/wave.txt"

title "the carrier's file"
cat "$out/manifest.csv"

printf '\nall of it is in %s\n' "$shown"
