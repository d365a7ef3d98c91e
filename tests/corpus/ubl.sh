#!/bin/bash
# ubl: every UBL Order of the collection through order-import.
#
#	documents = imported + rejected
#	line quantities in (counted by xmllint) = out + rejected
#	what has a number and a line with item and quantity is imported: 98 %
#
# and hostile XML: no crash, no order, nothing opened beside the input, and
# little memory.

. "$(dirname "$0")/../tools/lib.sh"
suite ubl
IMPORT=$BIN/order-import
ORDERS=$CORPUS/xml/ubl/Order
HOSTILE=$CORPUS/hostile

for tool in xmllint jq; do
	have $tool || { skip "$tool is not here"; suite_end; exit; }
done
[ -d "$ORDERS" ] || { skip "no UBL orders here"; suite_end; exit; }

xpath()
{
	xmllint --nonet --xpath "$2" "$1" 2>/dev/null
}
n()
{
	echo "*[local-name()='$1']"
}
LINES="//$(n LineItem)/$(n Quantity)"
GOOD="count(/$(n Order)[normalize-space($(n ID))!='']/$(n OrderLine)/$(n LineItem)[number($(n Quantity))=number($(n Quantity))]/$(n Item)[normalize-space(.)!=''])"

: >"$WORK/table"
documents=0 imported=0 rejected=0 good=0 good_imported=0
for f in "$ORDERS"/*.xml; do
	documents=$((documents + 1))
	"$IMPORT" -f ubl --rejects "$WORK/rejects" "$f" \
	    >"$WORK/orders" 2>"$WORK/err"
	status=$?
	[ $status -le 3 ] || fail "$f: exit $status"
	o=$(wc -l <"$WORK/orders")
	r=$([ -e "$WORK/rejects" ] &&
	    jq -r 'select(.code!="LINE").code' "$WORK/rejects" | wc -l)
	r=${r:-0}
	imported=$((imported + o)) rejected=$((rejected + r))
	if [ $((o + r)) -eq 1 ]; then
		pass
	else
		fail "$f: $o orders, $r rejects"
	fi
	if [ -e "$WORK/rejects" ]; then
		jq -r '"reject \(.code): \(.reason)"' "$WORK/rejects" |
		    cut -c 1-70 >>"$WORK/table"
	fi
	# The codes of findings stand in the messages as JSON.
	"$IMPORT" -f ubl --diagnostics=jsonl "$f" 2>&1 >/dev/null |
	    jq -r 'select(.severity=="warning" or .severity=="note") |
	    "finding \(.code)"' 2>/dev/null >>"$WORK/table"

	xpath "$f" "$LINES/text()" >"$WORK/in"
	jq -r '.orderedItem[].orderQuantity' "$WORK/orders" >"$WORK/out"
	if [ "$o" -eq 0 ]; then
		cp "$WORK/in" "$WORK/lost"
	else
		[ -e "$WORK/rejects" ] && jq -r 'select(.code=="LINE").reason |
		    sub(".*quantities "; "") | gsub(", "; "\n")' \
		    "$WORK/rejects" >"$WORK/lost" || : >"$WORK/lost"
	fi
	rm -f "$WORK/rejects"
	in=$(awk '{ s += $1 } END { printf "%.6f", s }' "$WORK/in")
	out=$(cat "$WORK/out" "$WORK/lost" |
	    awk '{ s += $1 } END { printf "%.6f", s }')
	echo "$in" >>"$WORK/sum-in"
	awk '{ s += $1 } END { printf "%.6f\n", s }' "$WORK/out" \
	    >>"$WORK/sum-out"
	if [ "$in" = "$out" ]; then
		pass
	else
		fail "$f: quantities in $in, out and rejected $out"
	fi
	if [ "$(xpath "$f" "$GOOD")" -gt 0 ] 2>/dev/null; then
		good=$((good + 1)) good_imported=$((good_imported + o))
	fi
done
sort "$WORK/table" | uniq -c | sort -rn
echo "documents $documents = imported $imported + rejected $rejected"
echo "line quantities: $(awk '{ s += $1 } END { print s }' "$WORK/sum-in")" \
    "in, $(awk '{ s += $1 } END { print s }' "$WORK/sum-out")" \
    "out, the rest in rejects"
echo "with number, item and quantity: $good, of which imported $good_imported"
if [ $((good_imported * 100)) -ge $((good * 98)) ]; then
	pass
else
	fail "$good_imported of $good documents that can be read are imported"
fi

# Changes and cancellations that name an order are OrderChange records, with
# the lines that xmllint counts; they and other documents of UBL are rejects
# otherwise, one each.
changes=0
for f in "$CORPUS"/xml/ubl/Order{Change,Cancellation,Response}/*.xml; do
	[ -e "$f" ] || continue
	"$IMPORT" -f ubl --rejects "$WORK/rejects" "$f" >"$WORK/orders" \
	    2>/dev/null
	status=$?
	root=$(xpath "$f" 'local-name(/*)')
	named=$(xpath "$f" "string(/*/$(n OrderReference)/$(n ID))")
	if [ "$root" != OrderResponse ] && [ -n "$named" ]; then
		changes=$((changes + 1))
		got=$(jq -r '"\(.type) \(.orderNumber) " +
		    "\(.changedItem // [] | length)"' "$WORK/orders")
		lines=$(xpath "$f" "count(/*/$(n OrderLine))")
		if [ $status -eq 0 ] &&
		    [ "$got" = "OrderChange $named $lines" ]; then
			pass
		else
			fail "$f: exit $status, $got"
		fi
	elif [ $status -eq 1 ] && [ ! -s "$WORK/orders" ] &&
	    [ "$(wc -l <"$WORK/rejects")" -eq 1 ]; then
		pass
	else
		fail "$f: exit $status"
	fi
	rm -f "$WORK/rejects"
done
echo "changes and cancellations: $changes"

# Hostile files: an answer, no order, no crash.
files=0 slow=0 most=0
while IFS= read -r -d '' f; do
	[ -s "$f" ] || continue
	files=$((files + 1))
	/usr/bin/env time -f '%M %e' -o "$WORK/time" timeout 20 "$IMPORT" \
	    -f ubl -q --rejects "$WORK/rejects" "$f" >"$WORK/orders" \
	    2>"$WORK/err"
	status=$?
	rm -f "$WORK/rejects"
	read -r kb seconds < <(tail -n 1 "$WORK/time") || :
	[ "${kb:-0}" -le "$most" ] || most=$kb
	case ${seconds:-0} in 0.*) ;; *) slow=$((slow + 1)) ;; esac
	if [ $status -gt 3 ] || [ -s "$WORK/orders" ]; then
		fail "$f: exit $status"
	else
		pass
	fi
done < <(find "$HOSTILE"/{xml-hostile,xxe-payloads,expat-testdata} \
    "$HOSTILE"/libxml2-test -type f -size -2000k \
    \( -name '*.xml' -o -name '*.txt' -o -name '*.ent' -o -name '*.dtd' \) \
    -print0 2>/dev/null | sort -z)
echo "hostile files: $files, at most $most KiB, $slow above a second"

# Nothing is opened but the input, nothing connected to.
if have strace; then
	for f in "$HOSTILE"/xml-hostile/*.xml; do
		strace -f -e trace=open,openat,socket,connect -o "$WORK/trace" \
		    "$IMPORT" -f ubl -q "$f" >/dev/null 2>&1
		if awk -v f="$f" '/^[0-9]* *execve/ { next }
		    index($0, f) { on = 1; next }
		    on && /open|socket|connect/ && !/ENOENT/ { print }' \
		    "$WORK/trace" | grep -q .; then
			fail "$f: $(tail -n 1 "$WORK/trace")"
		else
			pass
		fi
	done
else
	skip "strace is not here: what is opened is not looked at"
fi
suite_end
