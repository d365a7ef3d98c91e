#!/bin/bash
# holidays: the holidays that are computed are those that the French
# administration publishes: the table of all zones, day, name and zones row by
# row; the tables of each zone; and each zone's days in JSON, which begin some
# years earlier and name one holiday a day.

. "$(dirname "$0")/../tools/lib.sh"
suite holidays
src=$CORPUS/data/holidays-fr
if [ ! -d "$src" ] || [ ! -x "$OUT/tools/holidays" ]; then
	skip 'no data, or no tool'
	suite_end
	exit
fi
cd "$WORK" || exit 2

slug()
{
	sed 'y/ABCDEFGHIJKLMNOPQRSTUVWXYZ/abcdefghijklmnopqrstuvwxyz/
	    s/é/e/g; s/É/e/g; s/ç/c/g; s/ /-/g'
}

# compare WHAT: the files want and got are the same.
compare()
{
	if [ -s want ] && diff want got >log; then
		pass
	else
		fail "$1"
		head -n 10 log
	fi
}

"$OUT/tools/holidays" 2006 2031 | sort >computed
rows=0
for f in "$src"/csv/*.csv; do
	# date,name,zones (with |), or date,year,zone,name
	awk -F , '
	NR == 1 { whole = $3 == "zones"; next }
	whole { n = split($3, z, "|"); for (i = 1; i <= n; i++)
		print z[i] "\t" $1 "\t" $2; next }
	{ print $3 "\t" $1 "\t" $4 }' "$f" >raw
	cut -f 1 raw | slug | paste - raw | cut -f 1,3,4 | sort >want
	cut -f 1 want | sort -u >zones
	awk -F '\t' 'NR == FNR { z[$1]; next } $1 in z' zones computed >got
	n=$(($(wc -l <"$f") - 1))
	case $f in
	*/jours_feries.csv) echo "table of all zones: $n rows" ;;
	*) rows=$((rows + n)) ;;
	esac
	compare "$f"
done
echo "tables of each zone: $rows rows"

if have jq; then
	"$OUT/tools/holidays" 2000 2031 | cut -f 1,2 | sort -u >computed
	for d in "$src"/json/*/; do
		zone=$(basename "$d")
		jq -r --arg z "$zone" 'keys[] | $z + "\t" + .' "$d"*.json |
		    sort >want
		years=$(cut -f 2 want | cut -c 1-4 | sort -u | wc -l)
		days=$(wc -l <want)
		awk -F '\t' -v z="$zone" '$1 == z' computed >got
		echo "JSON of $zone: $days days in $years years"
		compare "$d"
	done
else
	skip 'no jq'
fi
suite_end
