# shellcheck shell=bash
# Two files of a million rows compared, against Miller's join of the same
# two.  Wanted: 5 times Miller.

. "$TOP/tests/bench/lib.sh"
need stock-reconcile mlr

# rows ODD: the same items in the same places; every thousandth differs.
rows()
{
	awk -v odd="$1" 'BEGIN {
		srand(1)
		print "sku,location,onHand"
		for (i = 0; i < 1000000; i++)
			printf "SKU-%07d,LYO%d,%d\n", (i * 7919) % 1000003,
			    i % 3, int(rand() * 500) + (odd && i % 1000 == 7)
	}'
}

data stock-a.csv rows 0
data stock-b.csv rows 1
mkdir -p "$DATA/nobook"
cd "$DATA" || exit 1
size=$(($(bytes stock-a.csv) + $(bytes stock-b.csv)))
cpu -n "$ROUNDS" -c "$CORE" \
    "mlr-join=mlr --icsv --ocsv join -j sku,location -f stock-a.csv stock-b.csv >/dev/null" \
    "stock-reconcile=stock-reconcile --book nobook stock-a.csv stock-b.csv >/dev/null; [ \$? = 1 ]" \
    "levels-none=stock-reconcile --book nobook --levels none stock-a.csv stock-b.csv >/dev/null; [ \$? = 1 ]" |
    figures "mlr-join:$size" "stock-reconcile:$size" "levels-none:$size"
