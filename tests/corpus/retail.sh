#!/bin/bash
# Online Retail (370,931 rows with cancellations, negative quantities,
# duplicates and rows without a customer) through a map file and a book made
# for it into the whole pipe.  For every SKU the units ordered are those
# allocated, backordered, held or rejected, never more is allocated than there
# is, what is allocated is picked or short and what is picked is shipped, a
# second run changes nothing, and the line totals equal an exact sum over the rows, made without the
# project's code.  A part of the days unless TABLES is set (make corpus).

. "$(dirname "$0")/../tools/lib.sh"
suite retail
here=$(cd "$(dirname "$0")" && pwd)
src=$CORPUS/data/online-retail
if [ ! -d "$src" ] || ! have jq || [ ! -x "$BIN/stock-allocate" ] ||
    [ ! -x "$BIN/price-quote" ]; then
	skip 'no data, no jq, or no pipe'
	suite_end
	exit
fi
PATH=$BIN:$PATH
cd "$WORK" || exit 2
days='2010-12-0*.csv'
[ -z "${TABLES:-}" ] || days='*.csv'
# The pattern is meant to expand.
# shellcheck disable=SC2086
awk -f "$here/retail.awk" "$src"/$days >rows.tsv

# A book: every stock code is an item, half of what is asked for is there.
mkdir -p book/maps
cp "$here/retail.map" book/maps
awk -F '\t' '$4 > 0 { want[$2] += $4 } { seen[$2] = 1 } END {
	print "sku,name,unitCode,taxClass,netWeightKg" >"book/items.csv"
	print "sku,location,onHand,reserved,safety" >"book/stock.csv"
	print "bin,location,zone,aisle,distanceM" >"book/bins.csv"
	print "bin,sku,quantity,pickFace" >"book/bin-stock.csv"
	for (s in seen) {
		q = s
		gsub(/"/, "\"\"", q)
		have = int(want[s] / 2) + 5
		printf "\"%s\",item,C62,standard,0.25\n", q >"book/items.csv"
		printf "\"%s\",MAIN,%d,2,3\n", q, have >"book/stock.csv"
		# A face and a reserve; one item in fifty is not all there.
		n++
		printf "F%d,MAIN,%c,%d,%d\nR%d,MAIN,Z,%d,%d\n", n,
		    65 + n % 5, n / 100, n % 20, n, n / 50,
		    n % 50 >"book/bins.csv"
		face = have < 12 ? have : 12
		printf "F%d,\"%s\",%d,true\nR%d,\"%s\",%d,\n", n, q, face, n,
		    q, n % 50 ? have - face : 0 >"book/bin-stock.csv"
	}
}' rows.tsv
cat >book/tax.csv <<'END'
country,taxClass,category,percent,validFrom
GB,standard,S,20.00,2010-01-01
FR,standard,S,20.00,2010-01-01
END
cat >book/warehouses.csv <<'END'
location,name,addressCountry,timeZone
MAIN,Main,GB,Europe/London
END
cat >book/settings.json <<'END'
{"timeZone": "Europe/London", "currency": "GBP", "location": "MAIN",
    "carrier": "post"}
END

now=2011-10-01T00:00:00+01:00
start=$(date +%s%N)
# shellcheck disable=SC2086
order-import --book book -m retail --now $now --rejects rejects.jsonl \
    "$src"/$days >orders.jsonl 2>import.err
status=$?
spent=$(((($(date +%s%N) - start)) / 1000000))
case $status in
0 | 1)	pass ;;
*)	fail "order-import exits $status"; tail -n 3 import.err ;;
esac
price-quote --book book --now $now --incoming keep orders.jsonl \
    >priced.jsonl 2>price.err || {
	fail "price-quote exits $?"
	tail -n 3 price.err
}
stock-allocate --book book --now $now --stock-out left.jsonl priced.jsonl \
    >allocated.jsonl 2>allocate.err || {
	fail "stock-allocate exits $?"
	tail -n 3 allocate.err
}

# What came out: sku, ordered, allocated, backordered, cancelled, total, held.
jq -r 'select(.type == "Order") |
    ([.holds[]? | select(.released == null)] | length) as $held |
    .orderedItem[] | [.product.sku, .orderQuantity,
	.quantities.allocated // 0, .quantities.backordered // 0,
	.quantities.cancelled // 0, .lineTotal // "none",
	if $held > 0 then 1 else 0 end] | @tsv' allocated.jsonl >lines.tsv
# The rows of the rejects, as they came.
jq -r '.raw // (.rawBase64 | @base64d)' rejects.jsonl 2>/dev/null |
    grep -v '^$' >rejected.csv
awk -f "$here/retail.awk" rejected.csv >rejected.tsv

# Units, SKU by SKU.
awk -F '\t' '
FILENAME == "rows.tsv" { in_units[$2] += $4; rows++; next }
FILENAME == "rejected.tsv" { out[$2] += $4; rejected += $4; refused++; next }
FILENAME == "lines.tsv" {
	rest = $2 - $3 - $4 - $5
	if (rest != 0 && !$7)
		lost++
	if (rest < 0)
		over++
	out[$1] += $2
	allocated += $3; backordered += $4; cancelled += $5; held += rest
	lines++
}
END {
	for (s in in_units) {
		skus++
		if (in_units[s] != out[s] + 0) {
			bad++
			if (bad < 4)
				printf "FAIL retail: %s: %d units in, %d out\n",
				    s, in_units[s], out[s]
		}
	}
	for (s in out)
		if (!(s in in_units))
			bad++
	printf "rows %d = lines %d + rejected rows %d\n", rows, lines, refused
	printf "units: allocated %d, backordered %d, cancelled %d, held %d, " \
	    "rejected %d\n", allocated, backordered, cancelled, held, rejected
	printf "SKUs %d, with another sum %d; lines with units unaccounted " \
	    "for %d\n", skus, bad, lost + over
	exit bad + lost + over + (rows != lines + refused) != 0
}' rows.tsv rejected.tsv lines.tsv >units
if [ $? = 0 ]; then pass; else fail 'units'; fi
cat units

# Never more than there is, and what is left is what was not given out.
{
	tail -n +2 book/stock.csv | awk -F '",|,' '{
		sub(/^"/, "", $1); gsub(/""/, "\"", $1)
		print "have\t" $1 "\t" $3 }'
	awk -F '\t' '{ print "gone\t" $1 "\t" $3 }' lines.tsv
	jq -r 'select(.type == "StockLevel") | ["left", .sku,
	    .onHand - (.reserved // 0)] | @tsv' left.jsonl
} | awk -F '\t' '
	{ n[$1, $2] += $3; sku[$2] = 1 }
	END {
		for (s in sku) {
			have = n["have", s] - 2
			if (n["gone", s] > (have > 3 ? have - 3 : 0) ||
			    have - n["gone", s] != n["left", s] + 0)
				bad++
		}
		printf "SKUs with more given out than there was, or another " \
		    "rest: %d\n", bad
		exit bad != 0
	}' >stock
if [ $? = 0 ]; then pass; else fail 'stock'; fi
cat stock

# Picked or short, shipped once.
pick-list --book book --now $now --file wave.csv -q allocated.jsonl \
    >picked.jsonl 2>pick.err || fail "pick-list exits $?"
ship-manifest --book book --now $now --file manifest.csv picked.jsonl \
    >shipped.jsonl 2>ship.err || fail "ship-manifest exits $?"
jq -r 'select(.type == "Order") | .id as $id |
    ([.holds[]? | select(.released == null)] | length) as $held |
    (.orderedItem[] | ["line", .product.sku, (.quantities.allocated // 0),
	(.quantities.shipped // 0), $held]),
    ((.orderedItem | map({key: .orderItemNumber, value: .product.sku}) |
	from_entries) as $sku | .picks[]? | ["pick",
	$sku[.orderItemNumber], .quantity, (.picked // .quantity)]),
    (.packages[]? | ["pack", "", ([.contents[].quantity] | add)])
    | @tsv' shipped.jsonl >ships.tsv
{
	sed 's/^/bin,/' book/bin-stock.csv | awk -F '",|,"|,' '{
		sub(/^"/, "", $3); gsub(/""/, "\"", $3)
		if (NR > 1) print "bin\t" $3 "\t" $4 }'
	cat ships.tsv
} | awk -F '\t' '
	$1 == "bin" { there[$2] += $3 }
	$1 == "line" { given[$2] += $3; sent[$2] += $4; lines++ }
	$1 == "pick" { planned[$2] += $3; taken[$2] += $4
		picks++; all += $3; found += $4 }
	$1 == "pack" { packages++; packed += $3 }
	END {
		for (s in given) {
			shipped += sent[s]
			bad += given[s] != planned[s] + 0 ||
			    taken[s] + 0 > there[s] + 0 ||
			    (taken[s] + 0 < planned[s] + 0 &&
			    taken[s] + 0 != there[s] + 0) ||
			    sent[s] != taken[s] + 0
		}
		printf "picks %d of %d units, %d found in the bins, %d " \
		    "shipped in %d packages; SKUs with another sum: %d\n",
		    picks, all, found, shipped, packages, bad
		exit bad != 0 || shipped != packed
	}' >picks
if [ $? = 0 ]; then pass; else fail 'picks'; fi
cat picks

# Again: the output is fed to all three once more.
stock-allocate --book book --now $now shipped.jsonl 2>again.err |
    pick-list -q --book book --now $now |
    ship-manifest --book book --now $now >again.jsonl
if cmp shipped.jsonl again.jsonl; then pass; else fail 'a second run'; fi

# Money, in whole pennies: each line is quantity x price, half away from zero.
# Two bad debts have a negative price.
awk -F '\t' '
# Digits of a decimal, with so many places, as a whole number.
function whole(t, places,   p, sign) {
	sign = sub(/^-/, "", t) ? -1 : 1
	split(t, p, ".")
	return sign * (p[1] * 10 ^ places + substr(p[2] "000000", 1, places))
}
function pennies(quantity, price,   v) {
	v = quantity * whole(price, 6)
	return v < 0 ? -int((-v + 5000) / 10000) : int((v + 5000) / 10000)
}
FILENAME == "rows.tsv" { want += pennies($4, $6); next }
FILENAME == "rejected.tsv" { want -= pennies($4, $6); next }
$6 == "none" { none++; next }
{ got += whole($6, 2) }
END {
	printf "line totals: %.2f, by the rows %.2f; without a total %d\n",
	    got / 100, want / 100, none
	exit got != want || none
}' rows.tsv rejected.tsv lines.tsv >money
if [ $? = 0 ]; then pass; else fail 'money'; fi
cat money
# Tax: by category and rate, the sum of what the orders say; and how many
# invoices would have another tax if each line were rounded by itself.
jq -r 'select(.type == "Order" and .totals != null) | .id as $id |
    ["tax", $id, .totals.taxAmount],
    (.taxes[] | ["group", .category, .percent, .taxableAmount, .taxAmount]),
    (.orderedItem[] | ["line", $id, .lineTotal, .tax.percent]) | @tsv' \
    priced.jsonl | awk -F '\t' '
function pence(t,   p, sign) {
	sign = sub(/^-/, "", t) ? -1 : 1
	split(t, p, ".")
	return sign * (p[1] * 100 + substr(p[2] "00", 1, 2))
}
function share(v, num, den) {
	if (v < 0)
		return -share(-v, num, den)
	return int((v * num * 2 + den) / (2 * den))
}
$1 == "tax" { tax[$2] = pence($3) }
$1 == "group" {
	base[$2 " " $3] += pence($4); sum[$2 " " $3] += pence($5)
	if (share(pence($4), pence($3), 10000) != pence($5))
		bad++
	total[$2 " " $3]++
}
$1 == "line" { lines[$2] += share(pence($3), pence($4), 10000) }
END {
	for (g in base)
		printf "VAT %s %%: %d invoices, base %.2f, tax %.2f\n", g,
		    total[g], base[g] / 100, sum[g] / 100
	for (o in tax) {
		invoices++
		d = tax[o] - lines[o]
		others += d != 0
		d = d < 0 ? -d : d
		most = d > most ? d : most
	}
	printf "another tax if each line were rounded by itself: %d of %d " \
	    "invoices (%.1f %%), by up to %.2f; groups with a wrong tax: " \
	    "%d\n", others, invoices, invoices ? others * 100 / invoices : 0,
	    most / 100, bad
	exit bad != 0 || !invoices
}' >vat
if [ $? = 0 ]; then pass; else fail 'VAT'; fi
cat vat
echo "order-import: $spent ms for $(cat "$src"/$days | wc -c) bytes"
jq -r .code rejects.jsonl | sort | uniq -c | sort -rn | sed 's|^ *|  |'
suite_end
