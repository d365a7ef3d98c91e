# shellcheck shell=bash
# CSV into orders through a map file, against Miller's cat of the same file.
# Wanted: 4 times Miller.

. "$TOP/tests/bench/lib.sh"
need order-import mlr
book 10000 1000 100000
data orders.csv gen-orders -i 10000 -c 1000 -n 40000 -t csv
[ -e "$TOP/tests/bench/orders.map" ] || exit 0
mkdir -p "$DATA/book/maps"
cp "$TOP/tests/bench/orders.map" "$DATA/book/maps/wholesaler.map"
cd "$DATA" || exit 1
size=$(bytes orders.csv)
cpu -n "$ROUNDS" -c "$CORE" \
    "mlr-cat=mlr --icsv --ocsv cat orders.csv >/dev/null" \
    "order-import=order-import --book book --map wholesaler orders.csv >/dev/null" |
    figures "mlr-cat:$size" "order-import:$size"
