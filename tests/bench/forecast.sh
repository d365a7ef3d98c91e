# shellcheck shell=bash
# Forecasts of 3,000 items: two years of weeks, a third of them with gaps, all
# methods tried in a backtest.  Wanted: 2 s of CPU.  Beside it the same history
# as 300,000 rows of sales, and slots for 20,000 orders.

. "$TOP/tests/bench/lib.sh"
need stock-forecast
make_series()
{
	awk 'BEGIN {
		srand(5)
		printf "sku"
		for (i = 0; i < 104; i++)
			printf ",p%d", i
		print ""
		for (s = 0; s < 3000; s++) {
			printf "S%04d", s
			m = 1 + rand() * 50
			for (i = 0; i < 104; i++)
				printf ",%d", s % 3 == 0 ? \
				    (rand() < .2 ? 1 + rand() * 5 : 0) : \
				    m * (1 + .3 * sin(i * 6.283 / 52)) + \
				    rand() * m * .5
			print ""
		}
	}'
}
make_sales()
{
	awk 'BEGIN {
		srand(6)
		print "sku,date,quantity"
		for (i = 0; i < 300000; i++)
			printf "S%04d,%04d-%02d-%02d,%d\n", rand() * 3000,
			    2025 + i / 150000, 1 + i / 15000 % 10,
			    1 + rand() * 28, 1 + rand() * 9
	}'
}
make_picks()
{
	awk 'BEGIN {
		srand(7)
		print "order,sku,date,quantity"
		for (i = 0; i < 60000; i++)
			printf "O%d,S%04d,2026-10-05,1\n", i / 3,
			    rand() * rand() * 500
	}'
}
mkdir -p "$DATA/slots"
data slots/bins.csv awk 'BEGIN {
	print "bin,location,zone,aisle,distanceM"
	for (i = 0; i < 500; i++)
		printf "B%03d,L,P,%02d,%d\n", i, i / 25, i % 25 }'
data slots/bin-stock.csv awk 'BEGIN {
	print "bin,sku,quantity,pickFace"
	for (i = 0; i < 500; i++)
		printf "B%03d,S%04d,10,true\n", i, (i * 7) % 500 }'
data series.csv make_series
data sales.csv make_sales
data picks.csv make_picks
cd "$DATA" || exit 1
mkdir -p nobook
now='--now 2026-11-22T00:00:00Z'
printf '%-24s %9s %9s\n' '' 'CPU s' 'RSS MiB'
cpu -n "$ROUNDS" -c "$CORE" \
    "3,000 series=stock-forecast --book nobook $now series.csv >/dev/null" \
    "300,000 sales=stock-forecast --book nobook $now sales.csv >/dev/null" \
    "20,000 orders, slots=stock-forecast --slots --book slots $now picks.csv >/dev/null" |
    awk -F '\t' '{ printf "%-24s %9.2f %9.1f%s\n", $1, $2, $5 / 1024,
	$6 ? " (exit " $6 ")" : "" }'
