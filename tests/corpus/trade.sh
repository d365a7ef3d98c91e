#!/bin/bash
# trade: every Order-X and cXML document of the collection through
# order-import.
#
#	an order (type 220, an OrderRequest) is imported, a change (230) becomes
#	an OrderChange, both with the lines and quantities that xmllint counts;
#	anything else is one reject
#
# and hostile XML in each of these forms: no crash, no order, nothing opened
# beside the input, and little memory.

. "$(dirname "$0")/../tools/lib.sh"
suite trade
IMPORT=$BIN/order-import
HOSTILE=$CORPUS/hostile

for tool in xmllint jq; do
	have $tool || { skip "$tool is not here"; suite_end; exit; }
done
[ -d "$CORPUS/xml/orderx" ] || {
	skip "no Order-X documents here"
	suite_end
	exit
}

xpath()
{
	xmllint --nonet --xpath "$2" "$1" 2>/dev/null
}

# document FORMAT FILE IS-ORDER QUANTITIES: one document, and what it must be.
document()
{
	local in out rows

	rm -f "$WORK/rejects"
	"$IMPORT" -q --rejects "$WORK/rejects" "$2" >"$WORK/orders" \
	    2>"$WORK/err"
	status=$?
	rows=$(wc -l <"$WORK/orders")
	if [ "$3" != true ]; then
		rejected=$((rejected + 1))
		if [ $status -eq 1 ] && [ "$rows" -eq 0 ] &&
		    [ "$(wc -l <"$WORK/rejects")" -eq 1 ]; then
			pass
		else
			fail "$2: exit $status, $rows orders"
		fi
		return
	fi
	imported=$((imported + 1))
	jq -r '.holds[]? | "hold \(.code)"' "$WORK/orders" | sort -u \
	    >>"$WORK/table"
	if [ $status -eq 0 ] && [ "$rows" -eq 1 ] &&
	    [ "$(jq -r .source.format "$WORK/orders")" = "$1-order" ]; then
		pass
	else
		fail "$2: exit $status, $rows orders"
	fi
	in=$(xpath "$2" "$4" | grep -o '[0-9.]*' |
	    awk '{ s += $1; n++ } END { printf "%d %.6f", n, s }')
	out=$(jq -r '(.orderedItem // .changedItem)[].orderQuantity' "$WORK/orders" |
	    awk '{ s += $1; n++ } END { printf "%d %.6f", n, s }')
	if [ "$in" = "$out" ]; then
		pass
	else
		fail "$2: lines and quantities $in in, $out out"
	fi
}

: >"$WORK/table"
imported=0 rejected=0
for f in "$CORPUS"/xml/orderx/*/*.xml; do
	type=$(xpath "$f" 'string(//*[local-name()="ExchangedDocument"]/*[local-name()="TypeCode"])')
	document cii "$f" "$([ "$type" = 231 ] || echo true)" \
	    '//*[local-name()="RequestedQuantity"]/text()'
done
echo "Order-X: $imported imported, $rejected rejected"
imported=0 rejected=0
for f in "$CORPUS"/xml/cxml/*/*.xml; do
	n=$(xpath "$f" 'count(//OrderRequestHeader)')
	document cxml "$f" "$([ "$n" = 1 ] && echo true)" \
	    '//ItemOut/@quantity'
done
echo "cXML: $imported imported, $rejected rejected"
sort "$WORK/table" | uniq -c | sort -rn

# Hostile files: an answer, no order, no crash.
files=0 slow=0 most=0
while IFS= read -r -d '' f; do
	[ -s "$f" ] || continue
	for form in cii cxml; do
		files=$((files + 1))
		/usr/bin/env time -f '%M %e' -o "$WORK/time" timeout 20 \
		    "$IMPORT" -f $form -q "$f" >"$WORK/orders" 2>"$WORK/err"
		status=$?
		read -r kb seconds < <(tail -n 1 "$WORK/time") || :
		[ "${kb:-0}" -le "$most" ] || most=$kb
		case ${seconds:-0} in 0.*) ;; *) slow=$((slow + 1)) ;; esac
		if [ $status -gt 3 ] || [ -s "$WORK/orders" ]; then
			fail "$form $f: exit $status"
		else
			pass
		fi
	done
done < <(find "$HOSTILE"/{xml-hostile,xxe-payloads,expat-testdata} \
    "$HOSTILE"/libxml2-test -type f -size -2000k \
    \( -name '*.xml' -o -name '*.txt' -o -name '*.ent' -o -name '*.dtd' \) \
    -print0 2>/dev/null | sort -z)
echo "hostile files in each form: $files, at most $most KiB," \
    "$slow above a second"

# Nothing is opened but the input, nothing connected to: also where the
# hostile DOCTYPE is put in front of a cXML document.
if have strace; then
	for f in "$HOSTILE"/xml-hostile/*.xml; do
		sed 's/<!DOCTYPE  *[^ >[]*/<!DOCTYPE cXML/' "$f" \
		    >"$WORK/hostile.xml"
		strace -f -e trace=open,openat,socket,connect -o "$WORK/trace" \
		    "$IMPORT" -f cxml -q "$WORK/hostile.xml" >/dev/null 2>&1
		if awk '/^[0-9]* *execve/ { next }
		    /hostile.xml/ { on = 1; next }
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
