#!/bin/bash
# carts.sh: random carts with promotions, surcharges, allowances and several
# currencies, priced, against carts.py, which computes every amount a second
# time in Python's whole numbers.  CARTS=1000000 for many (make carts), in
# books of 20,000.  Each cart is quoted, too, the quotation accepted, and its
# order priced in a book that is dearer and has no promotions: what is owed is
# what was quoted.

. "$(dirname "$0")/lib.sh"
suite carts
cd "$WORK" || exit 2
if ! have python3; then
	skip 'no python3'
	suite_end
	exit
fi
PATH=$BIN:$PATH
unset ORDERUTILS_STORE ORDERUTILS_SEALED ORDERUTILS_BOOK
money()
{
	jq -c '[.id, .taxes, .totals, .allowanceCharges, [.orderedItem[] |
	    .unitPrice, .priceBaseQuantity, .lineTotal, .allowanceCharges]]' \
	    "$1"
}

quoted()
{
	cp -r x/book x/dear && rm -f x/dear/promotion* x/dear/surcharges* &&
	    awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++)
		if ($i == "unitPrice") at = i }
		NR > 1 { $at = "99999.99" } { print }' \
		x/book/prices.csv >x/dear/prices.csv &&
	    price-quote -q --book=x/book --quote --valid=36500 \
		x/orders.jsonl >x/quotes.jsonl &&
	    price-quote --accept --date=2100-01-01 x/quotes.jsonl \
		>x/accepted.jsonl &&
	    price-quote -q --book=x/dear --incoming=book x/accepted.jsonl \
		>x/owed.jsonl &&
	    money x/priced.jsonl >x/was && money x/owed.jsonl | cmp - x/was &&
	    [ -s x/was ]
}

left=${CARTS:-1000} seed=${SEED:-$RANDOM} part=20000
[ "$left" -gt 20000 ] || part=250
echo "# SEED=$seed"
while [ "$left" -gt 0 ]; do
	n=$((left < part ? left : part))
	python3 "$TOP/tests/tools/carts.py" make x "$n" "$seed"
	if price-quote -q --book=x/book x/orders.jsonl >x/priced.jsonl &&
	    python3 "$TOP/tests/tools/carts.py" check x >log; then
		pass
	else
		fail "seed $seed"
		cat log
	fi
	if quoted; then
		pass
	else
		fail "seed $seed: what is owed is not what was quoted"
	fi
	tail -n 1 log >>sum
	left=$((left - n)) seed=$((seed + 1))
done
awk -F '[:,;]' '{ split($2, a, " "); split($3, b, " "); split($4, c, " ")
	carts += a[1]; lines += b[2]; made += c[4]; bad += $NF }
    END { printf "# %d carts, %d lines, %d allowances and charges, %d of " \
	"the carts with another amount\n", carts, lines, made, bad }' sum
suite_end
