#!/bin/bash
# carts.sh: random carts with promotions, surcharges, allowances and several
# currencies, priced, against carts.py, which computes every amount a second
# time in Python's whole numbers.  CARTS=1000000 for many (make carts), in
# books of 20,000.

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
left=${CARTS:-1000} seed=${SEED:-$RANDOM} part=20000
[ "$left" -gt 20000 ] || part=250
echo "# SEED=$seed"
while [ "$left" -gt 0 ]; do
	n=$((left < part ? left : part))
	python3 "$TOP/tests/tools/carts.py" make x "$n" "$seed"
	if price-quote --book=x/book x/orders.jsonl >x/priced.jsonl &&
	    python3 "$TOP/tests/tools/carts.py" check x >log; then
		pass
	else
		fail "seed $seed"
		cat log
	fi
	tail -n 1 log >>sum
	left=$((left - n)) seed=$((seed + 1))
done
awk -F '[:,;]' '{ split($2, a, " "); split($3, b, " "); split($4, c, " ")
	carts += a[1]; lines += b[2]; made += c[4]; bad += $NF }
    END { printf "# %d carts, %d lines, %d allowances and charges, %d of " \
	"the carts with another amount\n", carts, lines, made, bad }' sum
suite_end
