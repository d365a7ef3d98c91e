#!/bin/bash
# guides: which file of the collection shows a field of a message, and that it
# reaches the record: rows of guides.tsv are
#
#	message	path in the record	file below edi/
#
# and files of each type are read without an error but for those that
# guides.tsv lists with "damaged" as their path.

. "$(dirname "$0")/../tools/lib.sh"
suite guides
TABLE=$TOP/tests/corpus/guides.tsv
GUIDE=$OUT/tools/guide

have jq || { skip "jq is not here"; suite_end; exit; }
[ -d "$CORPUS/edi" ] || {
	skip "no EDI files here"
	suite_end
	exit
}

while IFS=$'\t' read -r message path file; do
	case $message in '' | '#'*) continue ;; esac
	[ "$path" = damaged ] && continue
	"$GUIDE" "$CORPUS/edi/$file" >"$WORK/records" 2>/dev/null
	if jq -e -s --arg path "$path" \
	    '($path | split(".") | map(tonumber? // .)) as $p |
	    any(.[]; getpath($p) != null)' "$WORK/records" >/dev/null 2>&1
	then
		pass
	else
		fail "$message: $path is not in the record of $file"
	fi
done <"$TABLE"

# There and back, for every type that the table speaks of.
for type in $(grep -v '^#' "$TABLE" | cut -f 1 | sort -u); do
	for family in x12 edifact; do
		for f in "$CORPUS/edi/$family/$type"/*; do
			[ -f "$f" ] || continue
			grep -qF "$(printf '%s\tdamaged\t%s' "$type" \
			    "${f#"$CORPUS/edi/"}")" "$TABLE" && continue
			if "$GUIDE" "$f" >/dev/null 2>"$WORK/err"; then
				pass
			else
				fail "$f"
				head -n 3 "$WORK/err" | cut -c 1-200
			fi
		done
	done
done
suite_end
