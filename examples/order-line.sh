#!/bin/sh
# order-line.sh SPOOL DONE: the order line, for cron.
#
#	*/10 * * * *  ORDERUTILS_BOOK=/srv/shop/book order-line.sh in done
#
# Takes what partners and shops have left in the folder SPOOL.  In DONE each
# run gets a folder of its own with orders.jsonl, wave.txt, slip.txt,
# manifest.csv, rejects.jsonl, messages.txt and the files that were read; DONE
# itself keeps stock.jsonl and receipts.csv, what is left to promise.  Exit
# status: 0 all went through, 1 some of it did not (rejects.jsonl and
# messages.txt say what), 2 and above nothing was done: the files stay in SPOOL
# and the next run takes them again, 75 another run is at work.
#
# Orders that are held or wait for goods stand in orders.jsonl; when the hold
# is released or the goods are there, put them into SPOOL again.  An order is
# known by its id within one run only: what was shipped must not be put there.
#
# POSIX sh has no pipefail: of a pipe, only the last command's status is seen.
# Sealed streams make up for it.  A command that does not finish well writes
# no seal; the next one misses it, writes no document and ends with 3, and so
# on to the last.  What the seal cannot say, that a partner's file was cut off
# or some records were refused while the others went through, the first
# command leaves in a file.
set -eu

[ $# -eq 2 ] || { echo "usage: order-line.sh SPOOL DONE" >&2; exit 2; }
spool=$1
all=$2
: "${ORDERUTILS_BOOK:?the folder of the reference data is not set}"
export ORDERUTILS_BOOK ORDERUTILS_SEALED=1

set -- "$spool"/*
[ -e "$1" ] || exit 0
mkdir -p "$all"
# The lock goes with the process, however it ends.
exec 9>"$all/.lock"
flock -n 9 || exit 75

now=$(date +%Y-%m-%dT%H:%M:%S%z)
run=$all/$(date +%Y%m%d-%H%M%S)-$$
mkdir "$run" || exit 4
exec 2>"$run/messages.txt"

# What an earlier run has left counts until the book's own file is newer.
newer()
{
	if [ -n "$(find "$2" -newer "$1" 2>/dev/null)" ]; then
		echo "$2"
	else
		echo "$1"
	fi
}
stock=$(newer "$ORDERUTILS_BOOK/stock.csv" "$all/stock.jsonl")
receipts=$(newer "$ORDERUTILS_BOOK/receipts.csv" "$all/receipts.csv")

if {
	order-import --now "$now" --rejects "$run/rejects.jsonl" "$@" ||
	    echo $? >"$run/import-status"
} | order-check --now "$now" --rejects "$run/rejects.jsonl" |
    price-quote --now "$now" --rejects "$run/rejects.jsonl" |
    stock-allocate --now "$now" --rejects "$run/rejects.jsonl" \
	--stock "$stock" --stock-out "$run/stock.jsonl" \
	--receipts "$receipts" --receipts-out "$run/receipts.csv" |
    pick-list --now "$now" --rejects "$run/rejects.jsonl" \
	--print "$run/wave.txt" |
    ship-manifest --now "$now" --rejects "$run/rejects.jsonl" \
	--print "$run/slip.txt" --file "$run/manifest.csv" \
	-o "$run/orders.jsonl"
then
	status=0
else
	status=$?
fi
[ "$status" -le 1 ] || exit "$status"

mv "$run/stock.jsonl" "$run/receipts.csv" "$all/"
mkdir "$run/in"
mv "$@" "$run/in/"
if [ -s "$run/rejects.jsonl" ] || [ -e "$run/import-status" ]; then
	status=1
fi
exit "$status"
