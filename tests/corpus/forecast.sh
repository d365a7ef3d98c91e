#!/bin/bash
# Forecasts on published series, against what is published: half of the M3
# competition, weekly and hourly series of M4, and monthly demand for car
# parts with gaps.  What is compared was not in the history.  The figures are
# worked out here, from the records that stock-forecast writes.  M3's mean only
# unless TABLES is set (make corpus).

. "$(dirname "$0")/../tools/lib.sh"
suite forecast
src=$CORPUS/data/forecast
if [ ! -d "$src" ] || ! have jq || [ ! -x "$BIN/stock-forecast" ]; then
	skip 'no data, no jq, or no stock-forecast'
	suite_end
	exit
fi
PATH=$BIN:$PATH
cd "$WORK" || exit 2
mkdir book
run()
{
	stock-forecast --book book --now 2020-06-01T00:00:00Z "$@"
}

# expect WHAT FIGURE LIMIT: it is not above it.
expect()
{
	if awk -v a="$2" -v b="$3" 'BEGIN { exit !(a > 0 && a <= b) }'; then
		pass
	else
		fail "$1: $2, expected at most $3"
	fi
}

# smape ACTUAL: mean sMAPE, MASE-free, and how many of the actual figures lie
# in the interval, from Forecast records on standard input and lines "id h
# figures...".
smape()
{
	jq -r '[.sku, "f", (.values[] | .quantity, .low, .high)] | @tsv' |
	    tr '\t' ' ' | cat "$1" - | awk '
	$2 != "f" { h[$1] = $2; for (i = 1; i <= $2; i++) y[$1, i] = $(i + 2)
	    next }
	{
		e = 0
		for (i = 1; i <= h[$1]; i++) {
			f = $(3 * i); a = y[$1, i]
			d = a - f; if (d < 0) d = -d
			s = (a < 0 ? -a : a) + (f < 0 ? -f : f)
			e += s > 0 ? 200 * d / s : 0
			inside += a >= $(3 * i + 1) && a <= $(3 * i + 2)
			n++
		}
		sum += e / h[$1]; series++
	}
	END { printf "%d %.4f %.1f\n", series, series ? sum / series : 0,
	    n ? 100 * inside / n : 0 }'
}

# series FILE: "id h v..." into a table with a column a period and the rest.
series()
{
	awk -v file="$1" '
	{ n = NF - 2 - $2; if (n > most) most = n; row[NR] = $0 }
	END {
		printf "sku" >file ".csv"
		for (i = 1; i <= most; i++)
			printf ",p%d", i >file ".csv"
		print "" >file ".csv"
		for (r = 1; r <= NR; r++) {
			k = split(row[r], x, " ")
			printf "%s", x[1] >file ".csv"
			for (i = 3; i <= k - x[2]; i++)
				printf ",%s", x[i] >file ".csv"
			for (i = k - 2 - x[2]; i < most; i++)
				printf "," >file ".csv"
			print "" >file ".csv"
			printf "%s %d", x[1], x[2] >file ".test"
			for (i = k - x[2] + 1; i <= k; i++)
				printf " %s", x[i] >file ".test"
			print "" >file ".test"
		}
	}'
}

# M3: each kind with its season and horizon; the mean over all series.
for kind in YEARLY:1:6 QUARTERLY:4:8 MONTHLY:12:18 OTHER:1:8; do
	IFS=: read -r name season h <<<"$kind"
	awk -F , -v name="$name" '$2 == name { print $1, $5, $6 }' \
	    "$src/m3_even.csv" | series "m3-$name"
	for method in ${TABLES:+naive snaive ses damped theta} mean auto; do
		run --period day --season "$season" --horizon "$h" \
		    --method "$method" "m3-$name.csv" >out.jsonl ||
		    fail "m3 $name $method"
		echo "$method $name $(smape "m3-$name.test" <out.jsonl)"
	done
done >m3.all
echo 'M3, half (mean sMAPE, share in the 80% interval); Theta, all: 13.05'
awk '{ n[$1] += $3; s[$1] += $3 * $4; c[$1] += $3 * $5
    if (!($1 in seen)) { seen[$1] = 1; order[++k] = $1 } }
    END { for (i = 1; i <= k; i++) { m = order[i]
	printf "%-8s %6.2f %6.1f%%  %d series\n", m, s[m] / n[m],
	    c[m] / n[m], n[m] } }' m3.all | tee m3.table
expect 'M3, mean' "$(awk '$1 == "mean" { print $2 }' m3.table)" 12.8
expect 'M3, auto' "$(awk '$1 == "auto" { print $2 }' m3.table)" 12.8

if [ -z "${TABLES:-}" ]; then
	suite_end
	exit
fi

# M4: a year of weeks, a day of hours; six decimals of each figure.
for kind in Weekly:52:13 Hourly:24:48; do
	IFS=: read -r name season h <<<"$kind"
	tr -d '"' <"$src/m4/$name-Train.csv" | awk -F , -v OFS=, '
	{ for (i = 2; i <= NF; i++)
		if (match($i, /\.[0-9]*/) && RLENGTH > 7)
			$i = sprintf("%.6f", $i)
	    print }' >train
	tr -d '"' <"$src/m4/$name-Test.csv" | awk -F , -v h="$h" '
	FNR == 1 { next }
	FILENAME == "-" { printf "%s %d", $1, h >"m4.test"
	    for (i = 2; i <= h + 1; i++) printf " %s", $i >"m4.test"
	    print "" >"m4.test" }' -
	for method in naive snaive theta mean auto; do
		run --period day --season "$season" --horizon "$h" \
		    --method "$method" train >out.jsonl || fail "m4 $name"
		echo "$name $method $(smape m4.test <out.jsonl)"
	done
done >m4.table
echo 'M4 (sMAPE); published: weekly Theta 9.09, hourly Theta 18.14'
awk '{ printf "%-8s %-8s %6.2f %6.1f%%  %d series\n", $1, $2, $4, $5, $3 }' m4.table
expect 'M4 weekly, auto' \
    "$(awk '$1 $2 == "Weeklyauto" { print $4 }' m4.table)" 9.09

# Car parts that were there all 51 months and asked for twice: a forecast of
# each of the last 12 months from those before it.
tr -d '"' <"$src/carparts_even.csv" | awk -F , 'NR > 1 {
	d = 0
	for (i = 2; i <= NF; i++) {
		if ($i == "NA")
			next
		d += $i > 0
	}
	if (d > 1)
		print
}' >parts
for method in naive ses croston sba tsb auto; do
	rm -f all
	for t in 39 40 41 42 43 44 45 46 47 48 49 50; do
		{ echo "sku$(seq -s, -f,p%g 1 "$t" | sed 's/,,/,/g')"
		cut -d, -f1-$((t + 1)) parts; } >in.csv
		run --period day --season 12 --horizon 1 --method "$method" \
		    --lead-time 2 --review 1 in.csv |
		    jq -r --arg t "$t" '[$t, .sku, .values[0].quantity,
			.reorderPoint, .expectedDemand, .deviation] | @tsv' \
		    >>all
	done
	awk -v method="$method" '
	FILENAME == "parts" {
		split($0, x, ",")
		q = 0
		for (i = 3; i <= 40; i++)
			q += (x[i] - x[i - 1]) ^ 2
		if (q == 0)
			next
		scale[x[1]] = q / 38
		for (i = 2; i <= 52; i++)
			y[x[1], i - 1] = x[i]
		next
	}
	!($2 in scale) { next }
	{
		e[$2] += ($3 - y[$2, $1 + 1]) ^ 2
		f += $3
		a += y[$2, $1 + 1]
		if ($1 > 48)
			next
		d = y[$2, $1 + 1] + y[$2, $1 + 2] + y[$2, $1 + 3]
		n++
		ok += d <= $4
		stock += $4 > d ? $4 - d : 0
		z = $5 + 1.6449 * $6
		z = z > int(z) ? int(z) + 1 : z
		nok += d <= z
		nstock += z > d ? z - d : 0
	}
	END {
		for (s in e) { r += sqrt(e[s] / 12 / scale[s]); k++ }
		printf "%s %.4f %.1f %.2f %.3f %.2f %.3f %d\n", method,
		    r / k, 100 * (f / a - 1), 100 * ok / n, stock / n,
		    100 * nok / n, nstock / n, k
	}' FS='\t' parts all
done >parts.table
echo 'Car parts, one month ahead (RMSSE, bias); three months at 95%: service'
echo 'and stock left, of the same with the normal distribution'
awk '{ printf "%-8s %.3f %+5.1f%%   %.1f%% %.2f   %.1f%% %.2f  %d series\n",
    $1, $2, $3, $4, $5, $6, $7, $8 }' parts.table
figure()
{
	awk -v m="$1" -v f="$2" '$1 == m { print $f }' parts.table
}
expect 'car parts, tsb' "$(figure tsb 2)" 0.66
expect 'car parts, ses' "$(figure ses 2)" 0.66
expect 'car parts, auto: service too far from 95%' "$(figure auto 4 |
    awk '{ d = $1 - 95; print (d < 0 ? -d : d) + .001 }')" 1.5
expect 'car parts, auto: stock, against the normal rule' \
    "$(figure auto 5)" "$(figure auto 7)"
suite_end
