#!/bin/bash
# guides: which file of the collection shows a field of a message, and that it
# reaches the record: rows of guides.tsv are
#
#	message	field	file below edi/
#
# with fields as guides.jq has them (numbers of members are left out), or
# "damaged" for a file that cannot be read, or says what is not written: a
# scheme, qualifier, unit or clock alone.  Then, for every message that has a
# guide, each file is read, written and read again without a difference;
# fragments without the segments that a message must have are counted.

. "$(dirname "$0")/../tools/lib.sh"
suite guides
here=$TOP/tests/corpus
TABLE=$here/guides.tsv
GUIDE=$OUT/tools/guide

have jq || { skip "jq is not here"; suite_end; exit; }
[ -d "$CORPUS/edi" ] || {
	skip "no EDI files here"
	suite_end
	exit
}

# fields MESSAGE FILE: orders are read by order-import.
fields()
{
	case $1 in
	850 | 940 | ORDERS) "$BIN/order-import" -q "$2" ;;
	*) "$GUIDE" "$2" ;;
	esac 2>/dev/null | jq -r -f "$here/guides.jq" | sort -u
}

grep -v -e '^#' -e $'\tdamaged\t' "$TABLE" |
    sed -E ':a; s/^([^\t]*\t[^\t]*)\.[0-9]+(\.|\t)/\1\2/; ta' |
    sort -t $'\t' -k 3,3 -k 1,2 >"$WORK/rows"
last=
while IFS=$'\t' read -r message path file; do
	if [ "$message $file" != "$last" ]; then
		fields "$message" "$CORPUS/edi/$file" >"$WORK/fields"
		last="$message $file"
	fi
	if grep -qxF -e "$path" "$WORK/fields"; then
		pass
		printf '%s\t%s\t%s\n' "$message" "$path" "$file"
	else
		fail "$message: $path is not in the record of $file"
	fi
done <"$WORK/rows" >"$WORK/shown"
grep -a '^FAIL' "$WORK/shown"
grep -av '^FAIL' "$WORK/shown" | sort | expand -t 8,64

# There and back.
for guide in "$TOP"/lib/formats/guides/*.guide; do
	name=$(basename "$guide" .guide)
	files=0 fragments=0
	for f in "$CORPUS/edi/${name%%-*}/${name#*-}"/*; do
		[ -f "$f" ] || continue
		grep -qF $'\tdamaged\t'"${f#"$CORPUS/edi/"}" "$TABLE" &&
		    continue
		files=$((files + 1))
		if "$GUIDE" "$f" >/dev/null 2>"$WORK/err"; then
			pass
		elif grep -q 'the message must have ' "$WORK/err"; then
			fragments=$((fragments + 1))
		else
			fail "$f"
			head -n 3 "$WORK/err" | cut -c 1-200
		fi
	done
	[ $files = 0 ] || printf '%-16s %3d files there and back, %d %s\n' \
	    "$name" $((files - fragments)) $fragments "fragments"
done
suite_end
