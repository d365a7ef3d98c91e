#!/bin/bash
# hostile/*/EXPECT.tsv: files that are damaged, huge or meant to do harm, read
# by order-import.  "REJECT" wants an exit status that is not 0, "accept"
# wants 0; anything else wants no crash.  Where we decide otherwise, or the
# sheet leaves it open, hostile.tsv beside this script says so and why.  Every
# run stays below 2 CPU seconds and 32 MiB, at the default limits.

. "$(dirname "$0")/../tools/lib.sh"
suite hostile
here=$(cd "$(dirname "$0")" && pwd)
PATH=$BIN:$OUT/tools:$PATH
mkdir -p "$WORK/book/maps"
cp "$here"/*.map "$WORK/book/maps/" 2>/dev/null

# how FAMILY FILE: the command for a file of a family; the file is $f.
how()
{
	case $1 in
	json-hostile)
		# The files are objects without a type: give them one.
		echo "sed 's/^{/{\"type\":\"Note\",/' '$2' | order-import -f json" ;;
	xml-hostile)	echo "order-import '$2'" ;;
	csv-hostile)	echo "order-import -m hostile '$2'" ;;
	edi-bad)	echo "order-import --strict '$2'" ;;
	*)		return 1 ;;
	esac
}

# fill N: N times 64 KiB of text.
fill()
{
	head -c $(($1 * 65536)) /dev/zero | tr '\0' a
}

# make_file NAME: the files that are to be generated at test time.
make_file()
{
	case $1 in
	line-64MiB.jsonl)
		printf '{"x":"'
		fill 1025
		echo '"}' ;;
	field-64MiB.csv)
		printf 'sku,qty\n"'
		fill 1025
		echo '",1' ;;
	text-20MiB.xml)
		printf '<Order xmlns="urn:oasis:names:specification:ubl:'
		printf 'schema:xsd:Order-2"><ID>'
		fill 320
		echo '</ID></Order>' ;;
	*)	return 1 ;;
	esac >"$WORK/$1"
}

printf '%-34s %-9s %-9s %4s %7s %8s\n' file wanted got exit cpu-s RSS-MiB
for family in json-hostile xml-hostile csv-hostile edi-bad; do
	sheet=$CORPUS/hostile/$family/EXPECT.tsv
	[ -e "$sheet" ] || continue
	if [ $family = csv-hostile ] && [ ! -e "$here/hostile.map" ]; then
		continue
	fi
	while IFS=$'\t' read -r name expect; do
		name=${name%% *}
		file=$CORPUS/hostile/$family/$name
		if [ ! -e "$file" ]; then
			make_file "$name" || {
				skip "$family/$name is not there"
				continue
			}
			file=$WORK/$name
		fi
		# What is as long as the limit is held in memory.
		memory=32768
		[ "${name#*64MiB}" = "$name" ] || memory=262144
		case $expect in
		'REJECT or '* | *' or REJECT'* | 'accept or '*) want=either ;;
		REJECT*)	want=refused ;;
		accept*)	want=accepted ;;
		*)		want=either ;;
		esac
		ours=$(awk -F '\t' -v f="$family/$name" '$1 == f { print $2 }' \
		    "$here/hostile.tsv")
		cmd=$(how $family "$file")
		IFS=$'\t' read -r _ cpu _ _ rss code < <(ORDERUTILS_BOOK=$WORK/book \
		    cpu -n 1 "x=$cmd >'$WORK/out' 2>'$WORK/err'")
		case $code in
		0)		got=accepted ;;
		1 | 2 | 3)	got=refused ;;
		*)		got=broken ;;
		esac
		printf '%-34s %-9s %-9s %4s %7.2f %8.1f\n' \
		    "$name" "${ours:-$want}" $got "$code" "$cpu" \
		    "$(awk -v r="$rss" 'BEGIN { print r / 1024 }')"
		# shellcheck disable=SC2194
		case ${ours:-$want}:$got in
		*:broken)	bad=1 ;;
		either:*)	bad=0 ;;
		"$got:$got")	bad=0 ;;
		*)		bad=1 ;;
		esac
		if [ $bad = 1 ]; then
			fail "$family/$name is $got (exit $code): $expect"
			head -n 2 "$WORK/err" | cut -c1-160 | sed 's/^/    /'
		elif [ "${cpu%.*}" -ge 2 ]; then
			fail "$family/$name takes $cpu CPU seconds"
		elif [ "$rss" -gt "$memory" ]; then
			fail "$family/$name takes $((rss / 1024)) MiB"
		else
			pass
		fi
	done <"$sheet"
done
suite_end
