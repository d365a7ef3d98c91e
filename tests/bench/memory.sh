# shellcheck shell=bash
# Memory of commands that look at one record, at 10 MB and at 1 GB of input
# (GB=0 leaves the long one out).  Wanted: the same.

. "$TOP/tests/bench/lib.sh"
need price-quote order-import
book 10000 1000 100000
cd "$DATA" || exit 1
set --
sizes="10000:10MB"
[ "${GB:-1}" = 0 ] || sizes="$sizes 1000000:1GB"
for s in $sizes; do
	n=${s%:*}
	g="gen-orders -i 10000 -c 1000 -n $n"
	set -- "$@" \
	    "price-quote/${s#*:}=$g | price-quote --book book >/dev/null" \
	    "three-more/${s#*:}=$g | stock-allocate --book book |
		pick-list --book book | ship-manifest --book book >/dev/null" \
	    "import-json/${s#*:}=$g | order-import --book book >/dev/null" \
	    "import-x12/${s#*:}=$g -t x12 | order-import --book book >/dev/null"
done
printf '%-24s %9s %9s\n' '' 'cpu-s' 'RSS MiB'
cpu -n 1 -c "$CORE" "$@" | awk -F '\t' '{
	printf "%-24s %9.2f %9.2f%s\n", $1, $2, $5 / 1024,
	    $6 ? " (exit " $6 ")" : ""
}'
