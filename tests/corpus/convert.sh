#!/bin/bash
# Every file of the collection through edi-convert: to records and back, and
# --check.  Those that are well-formed come back byte for byte; of the others
# it is counted.  Then what --check finds against the remarks of the
# collection's index, class by class, with the reason where the two differ.

. "$(dirname "$0")/../tools/lib.sh"
suite convert
PATH=$BIN:$PATH
index=$CORPUS/edi/INDEX.tsv
if [ ! -r "$index" ]; then
	skip "no edi/INDEX.tsv"
	suite_end
	exit
fi

# file family well_formed remark, with a sign that is no blank between.
cut -f1,2,9,11 "$index" | tail -n +2 | tr '\t' '\001' >"$WORK/index"
: >"$WORK/exact"
: >"$WORK/codes"
while IFS=$'\001' read -r file family well remark; do
	path=$CORPUS/edi/$file
	timeout 20 edi-convert -q -f "$family" "$path" >"$WORK/json" \
	    2>"$WORK/err"
	there=$?
	timeout 20 edi-convert -q --to=edi "$WORK/json" >"$WORK/again" \
	    2>>"$WORK/err"
	back=$?
	timeout 20 edi-convert -f "$family" --check "$path" >"$WORK/found" \
	    2>>"$WORK/err"
	checked=$?
	case "$there $back $checked" in
	[013]\ 0\ [013]) pass ;;
	*) fail "$file: exit $there $back $checked" ;;
	esac
	same=no
	cmp -s "$path" "$WORK/again" && same=yes
	[ "$well $same" != "yes no" ] || fail "$file: not the same bytes"
	echo "$family $well $same" >>"$WORK/exact"
	codes=$(grep -o '"code":"[A-Z-]*"' "$WORK/found" | sort -u |
	    cut -d'"' -f4 | tr '\n' ' ')
	[ "$checked" != 3 ] || codes="$codes DAMAGED"
	printf '%s\t%s\t%s\n' "$file" "$codes" "$remark" >>"$WORK/codes"
done <"$WORK/index"

printf '%-9s %-12s %6s %6s\n' family well-formed files exact
for family in x12 edifact; do
	for well in yes no; do
		printf '%-9s %-12s %6d %6d\n' $family $well \
		    "$(grep -c "^$family $well " "$WORK/exact")" \
		    "$(grep -c "^$family $well yes" "$WORK/exact")"
	done
done

# class LEAST CODE PATTERN REASON [BUT]: the remark says PATTERN and not BUT,
# --check CODE; in at least LEAST of a hundred files with the remark.
class()
{
	awk -F '\t' -v least="$1" -v code="$2" -v pattern="$3" -v why="$4" \
	    -v but="${5:-^$}" '
	$3 ~ but && $3 != "" { next }
	$3 ~ pattern {
		said++
		if ($2 ~ code)
			both++
	}
	$3 !~ pattern && $2 ~ code { ours++ }
	END {
		printf "%-26s %5d %5d %5d  %s\n", code, said, both, ours, why
		exit both * 100 < said * least
	}' "$WORK/codes" && pass || fail "$2: fewer than $1 in 100"
}

printf '%-26s %5s %5s %5s  %s\n' finding said both ours "where they differ"
class 99 EDI-COUNT '(SE01|UNT 0074|GE01|IEA01|UNZ 0036)=' \
    'said: a file whose terminator is a blank; ours: objects (UNO), wrapped'
class 80 EDI-REFERENCE '(SE02|UNT 0062|GE02|IEA02|UNZ 0020)<>' \
    'said: the same number with other leading zeros'
class 95 EDI-HEADER 'ISA element length|ISA not|UNB too few' \
    'ours: no interchange around; ISA elements of another kind'
class 90 'EDI-TRAILER|DAMAGED' 'missing (UNT|UNZ|IEA|SE|GE)' \
    'ours: the file ends within a segment'
class 85 'EDI-HEADER|DAMAGED' 'no UNB/UNZ|no ISA/IEA' \
    'said: interactive EDIFACT, which is not read; ours: the row above'
class 70 'EDI-SYNTAX|DAMAGED|EDI-STRAY' 'last segment not terminated' \
    'said: a trailer that is whole without; ours: empty segments, garbage'
class 70 EDI-CHARACTER 'non-ASCII' \
    'said: text that is what UNB says; ours: small letters under UNOA' \
    'UNO segment' # a package is no text
class 50 'EDI-SEGMENT|EDI-STRAY|DAMAGED' 'odd segment' \
    'said: tags that are well-formed; ours: bytes of no message'
class 99 EDI-STRAY '(UNZ|GE|IEA|SE|UNT) without' \
    'ours: bytes in front of and behind interchanges'
suite_end
