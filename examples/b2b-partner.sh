#!/bin/sh
# b2b-partner.sh IN OUT: partners who order by EDI, for cron.
#
#	*/10 * * * *  b2b-partner.sh /srv/edi/in /srv/edi/out
#
# with ORDERUTILS_BOOK and ORDERUTILS_STORE in the environment.  Partners'
# orders lie in IN/orders, and what they acknowledge in IN/answers.  OUT gets a
# file for each interchange to them: acknowledgements, answers to orders,
# despatch advices, invoices.  OUT/done has a folder for each run with the wave,
# the carrier's manifest, rejects, messages and the files that were read.
# Profiles of the book say who gets what, in which form and by when.
#
# All of it is in the store: a file, order or shipment that comes again has no
# second effect, and a run that was killed is finished by the next one.  Exit
# status: 0 all went through and nothing is overdue, 1 look into the run's
# folder, 2 and above it did not go through and will be tried again, 75
# another run is at work.  A file is moved into IN when it is whole: one that
# is cut off or of no format that is known gives 1, and holds up no other.
set -eu

[ $# -eq 2 ] || { echo "usage: b2b-partner.sh IN OUT" >&2; exit 2; }
in=$1
out=$2
: "${ORDERUTILS_BOOK:?the folder of the reference data is not set}"
: "${ORDERUTILS_STORE:?the store is not set}"
export ORDERUTILS_BOOK ORDERUTILS_STORE ORDERUTILS_SEALED=1
now=${NOW:-$(date +%Y-%m-%dT%H:%M:%S%z)}

mkdir -p "$out/done"
exec 9>"$out/done/.lock"
flock -n 9 || exit 75
run=$out/done/$(date +%Y%m%d-%H%M%S)-$$
mkdir "$run"
mkdir -p "$run/in/answers" "$run/in/orders"
exec 2>"$run/messages.txt"

# The worst of what happened; what did not go through ends the run.
status=0
note()
{
	[ "$1" -le "$status" ] || status=$1
	[ "$1" -le 1 ] || exit "$1"
}

# What is damaged does not get better by trying again: what could be read of it
# was taken, rejects.jsonl and messages.txt have the rest.
note_file()
{
	if [ "$1" -eq 3 ]; then note 1; else note "$1"; fi
}

# announce RUN: what a run has shipped is kept, and despatch advices and
# invoices go to those who have a profile; orders are invoiced when all of
# their goods have gone.
announce()
{
	[ -e "$1/kept.jsonl" ] || order-store put --now "$now" \
	    "$1/shipped.jsonl" -o "$1/kept.jsonl" || note $?
	# The seal goes with them: it says that there are no more.
	jq -c --argjson partners "$partners" 'select(.type == "EndOfStream" or
	    (.type == "Shipment" and (.channel | IN($partners[]))))' \
	    "$1/kept.jsonl" >"$1/shipments.jsonl"
	jq -c --argjson partners "$partners" \
	    --slurpfile shipments "$1/shipments.jsonl" '
	    if .type == "EndOfStream" then . else
	    select(.type == "Order" and (.channel | IN($partners[])) and
		(.id | IN($shipments[].order)) and all(.orderedItem[];
		.quantities.shipped == .quantities.ordered)) |
	    {type: "Invoice", schema: "invoice/1",
		id: "\(.channel):F-\(.orderNumber)", channel,
		number: "F-\(.orderNumber)",
		issueDate: .shipments[-1].shipDate, orderNumber,
		orderDate: .orderDate[:10], currency,
		invoicedItem: [.orderedItem[] | {lineNumber: .orderItemNumber,
		    product, unitCode, unitPrice,
		    invoicedQuantity: .quantities.shipped}],
		totals: {payableAmount: .totals.payableAmount}} end' \
	    "$1/kept.jsonl" >"$1/invoices.jsonl"
	for f in "$1/shipments.jsonl" "$1/invoices.jsonl"; do
		edi-convert --to=edi --now "$now" --file "$out" "$f" || note $?
	done
	touch "$1/announced"
}
partners=$(cat "$ORDERUTILS_BOOK"/partners/*.json | jq -cs 'map(.channel)')

# What has a number and was not printed when somebody pulled the plug.
order-respond --now "$now" --resume --file "$out" </dev/null >/dev/null ||
    note $?
edi-convert --to=edi --now "$now" --resume --file "$out" </dev/null || note $?

for d in "$out"/done/*/; do
	if [ -e "$d/shipped.jsonl" ] && [ ! -e "$d/announced" ]; then
		announce "$d"
	fi
done

for f in "$in"/answers/*; do
	[ -e "$f" ] || continue
	edi-convert --view=records --now "$now" --rejects "$run/rejects.jsonl" \
	    "$f" >>"$run/answers.jsonl" || note_file $?
	mv "$f" "$run/in/answers/"
done

for f in "$in"/orders/*; do
	[ -e "$f" ] || continue
	name=$(basename "$f")
	# Partners use a name again, for another file.
	ack=$out/$name.$(cksum <"$f" | cut -d ' ' -f 1).ack
	# The status of each, for a pipe has only the last one's.
	order-import --partner auto --now "$now" --ack "$ack" \
	    --rejects "$run/rejects.jsonl" -o "$run/$name.new" "$f" ||
	    note_file $?
	[ -s "$ack" ] || rm -f "$ack"
	if [ ! -e "$run/$name.new" ]; then
		mv "$f" "$run/in/orders/"
		continue
	fi
	order-check --now "$now" "$run/$name.new" -o "$run/$name.checked" ||
	    note $?
	price-quote --now "$now" "$run/$name.checked" -o "$run/$name.priced" ||
	    note $?
	stock-allocate --now "$now" "$run/$name.priced" -o "$run/$name.ready" ||
	    note $?
	order-store put --now "$now" "$run/$name.ready" \
	    -o "$run/$name.jsonl" || note $?
	order-respond --now "$now" --file "$out" "$run/$name.jsonl" \
	    -o "$run/$name.answered" || note $?
	mv "$f" "$run/in/orders/"
done

# All orders that have goods and were not shipped, of this run or earlier.
order-store query --type Order -o "$run/orders.jsonl" || note $?
pick-list --now "$now" --print "$run/wave.txt" "$run/orders.jsonl" \
    -o "$run/picked.jsonl" || note $?
ship-manifest --now "$now" --emit Shipment --file "$run/manifest.csv" \
    "$run/picked.jsonl" -o "$run/shipped.jsonl" || note $?
announce "$run"

# Whom do we wait for too long, and who waits for us?
edi-convert --pending --now "$now" -o "$run/pending.jsonl" || note $?
exit "$status"
