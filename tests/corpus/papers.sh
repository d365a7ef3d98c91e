#!/bin/bash
# papers: every UBL document of the collection that edi-convert reads: whole
# documents are records, those are written as documents that the schema takes
#, and read again as the same record.
# SAMPLE=N takes every Nth file of the long folders.

. "$(dirname "$0")/../tools/lib.sh"
suite papers
CONVERT=$BIN/edi-convert
XSD=$CORPUS/xsd/ubl21/maindoc
SAMPLE=${SAMPLE:-12}

for tool in xmllint jq; do
	have $tool || { skip "$tool is not here"; suite_end; exit; }
done
[ -d "$CORPUS/xml/ubl" ] || {
	skip "no UBL documents here"
	suite_end
	exit
}
[ -d "$XSD" ] || skip "no schema of UBL 2.1 here"

# What a record says, without where it was read and what has no field.
said()
{
	jq -S 'del(.source) | del(.. | .extra?)' "$1"
}

document()
{
	local status root out

	rm -rf "$WORK/out"
	mkdir "$WORK/out"
	"$CONVERT" -q --view records --rejects "$WORK/rejects" "$1" \
	    >"$WORK/one" 2>"$WORK/err"
	status=$?
	files=$((files + 1))
	if [ $status -ne 0 ]; then
		# a piece of a document, for the rules of others
		[ $status -eq 1 ] && [ ! -s "$WORK/one" ] && pass ||
		    fail "$1: exit $status"
		return
	fi
	records=$((records + 1))
	if ! "$CONVERT" -q --file "$WORK/out" --as ubl "$WORK/one" \
	    >"$WORK/passed" 2>"$WORK/err"; then
		grep -q 'the document needs\|has no currency' "$WORK/err" &&
		    pass || fail "$1: $(head -n 1 "$WORK/err")"
		return
	fi
	written=$((written + 1))
	out=$(echo "$WORK"/out/*.xml)
	root=$(xmllint --nonet --xpath 'local-name(/*)' "$out")
	if [ -d "$XSD" ]; then
		if xmllint --nonet --noout --schema \
		    "$XSD/UBL-$root-2.1.xsd" "$out" 2>"$WORK/err"; then
			valid=$((valid + 1))
		else
			sed "s|^|$1: |" "$WORK/err" | head -n 1 >>"$WORK/table"
		fi
	fi
	"$CONVERT" -q --view records "$out" >"$WORK/two" 2>"$WORK/err"
	if [ "$(said "$WORK/one")" = "$(said "$WORK/two")" ]; then
		pass
	else
		fail "$1: read again it is another record"
	fi
}

: >"$WORK/table"
for d in OrderResponse OrderResponseSimple DespatchAdvice ReceiptAdvice \
    Catalogue Invoice CreditNote; do
	files=0 records=0 written=0 valid=0 every=1
	case $d in Invoice|CreditNote) every=$SAMPLE ;; esac
	while read -r f; do
		document "$f"
	done < <(find "$CORPUS/xml/ubl/$d" -name '*.xml' | sort |
	    awk -v n="$every" 'NR % n == 0')
	echo "$d: $files files, $records records, $written written," \
	    "$valid of those valid"
done
[ ! -s "$WORK/table" ] || head -n 20 "$WORK/table"
suite_end
