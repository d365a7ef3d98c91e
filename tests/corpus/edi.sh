#!/bin/bash
# Every X12 850 and EDIFACT ORDERS message of the collection: messages in =
# messages imported + rejected, line quantities in = out + rejected, and at
# least 98 % of the messages that have an order number and a line with item
# and quantity become orders.  What goes in is counted by edi-count, which
# knows nothing of the library.  Then hostile/edi-bad at the default
# settings, as edi-bad.tsv says, and the other hostile EDI files, which must
# end with one of our exit statuses.

. "$(dirname "$0")/../tools/lib.sh"
suite edi
here=$(cd "$(dirname "$0")" && pwd)
PATH=$BIN:$OUT/tools:$PATH
have jq || {
	skip "jq is not installed"
	suite_end
	exit
}

# lost REJECTS FAMILY: what the rejected bytes hold, counted from themselves:
# messages, orders, readable, millionths.
lost()
{
	local n=0 envelope envelope64 raw raw64

	rm -f "$WORK"/lost.*
	jq -r 'select(.code != "LINE") | [(.envelope // "" | @base64),
	    .envelopeBase64 // "", (.raw // "" | @base64),
	    .rawBase64 // ""] | join("|")' "$1" |
	    while IFS='|' read -r envelope envelope64 raw raw64; do
		n=$((n + 1))
		{
			base64 -d <<<"$envelope$envelope64"
			base64 -d <<<"$raw$raw64"
		} >"$WORK/lost.$n"
	done
	find "$WORK" -name 'lost.*' -print0 | xargs -0 -r edi-count "$2" |
	    awk -F '\t' '{ m += $1; o += $2; r += $3; q += $4 }
		END { printf "%d %d %d %.0f\n", m, o, r, q }'
}

# sum: decimal numbers, one a line, in millionths.
sum()
{
	awk '{
		n = split($1, p, ".")
		v += p[1] * 1000000 + (n > 1 ? substr(p[2] "000000", 1, 6) : 0)
	}
	END { printf "%.0f\n", v }'
}

printf '%-8s %6s %8s %7s %9s %9s %9s %11s %11s %9s\n' family files messages \
    orders imported rejected readable "quantity in" out lost
for family in x12 edifact; do
	find "$CORPUS/edi/$family" -type f 2>/dev/null | sort >"$WORK/files"
	if [ ! -s "$WORK/files" ]; then
		skip "no $family files"
		continue
	fi
	xargs order-import -f $family --rejects "$WORK/$family.rejects" \
	    --diagnostics=jsonl -v <"$WORK/files" >"$WORK/$family.out" \
	    2>"$WORK/$family.err"
	case $? in
	0 | 1 | 3 | 123) pass ;;
	*) fail "$family: order-import crashed" ;;
	esac
	xargs edi-count $family <"$WORK/files" >"$WORK/$family.count"
	read -r messages orders readable in < <(awk -F '\t' '
	    { m += $1; o += $2; r += $3; q += $4 }
	    END { printf "%d %d %d %.0f\n", m, o, r, q }' \
	    "$WORK/$family.count")
	# A message that was taken apart has one place in its file.
	imported=$(jq -r '"\(.source.file) \(.source.byte)"' \
	    "$WORK/$family.out" | sort -u | wc -l)
	# those of warehouses (940) are orders too, but counted apart, and so
	# are changes of orders
	stored=$(jq -r 'select(.type == "OrderChange" or
	    (.source.format | startswith("x12-940"))) |
	    "\(.source.file) \(.source.byte)"' "$WORK/$family.out" |
	    sort -u | wc -l)
	out=$(jq -r 'select(.type == "Order" and
	    (.source.format | startswith("x12-940") | not)) |
	    .orderedItem[].orderQuantity' "$WORK/$family.out" | sum)
	read -r lost_messages lost_orders lost_readable lost_quantity \
	    < <(lost "$WORK/$family.rejects" $family)
	lines=$(jq -r 'select(.code == "LINE") | .reason' \
	    "$WORK/$family.rejects" |
	    sed -n 's/.*cannot be taken, quantity \([0-9.]*\):.*/\1/p' | sum)
	gone=$((lost_quantity + lines))
	printf '%-8s %6d %8d %7d %9d %9d %9d %11s %11s %9s\n' $family \
	    "$(wc -l <"$WORK/files")" "$messages" "$orders" "$imported" \
	    "$lost_messages" "$readable" $((in / 1000000)) \
	    $((out / 1000000)) $((gone / 1000000))
	if [ $((imported + lost_messages)) -eq "$messages" ]; then
		pass
	else
		fail "$family: $messages messages, $imported imported," \
		    "$lost_messages rejected"
	fi
	if [ $((imported - stored + lost_orders)) -eq "$orders" ]; then
		pass
	else
		fail "$family: $orders orders, $((imported - stored))" \
		    "imported, $lost_orders rejected"
	fi
	if [ $((out + gone)) -eq "$in" ]; then
		pass
	else
		fail "$family: quantity $in in, $out out, $gone rejected"
	fi
	if [ $((100 * (readable - lost_readable))) -ge \
	    $((98 * readable)) ]; then
		pass
	else
		fail "$family: $readable readable, $lost_readable rejected"
	fi
	echo "  readable: $readable, of those rejected: $lost_readable"
	echo "  rejects:  $(jq -r .code "$WORK/$family.rejects" | sort |
	    uniq -c | awk '{ printf "%s%s %s", s, $2, $1; s = ", " }')"
	echo "  findings: $(jq -r 'select(.severity == "warning" or
	    .severity == "note") | .code // empty' "$WORK/$family.err" |
	    sort | uniq -c | awk '{ printf "%s%s %s", s, $2, $1; s = ", " }')"
	echo "  holds:    $(jq -r '.holds[]?.code' "$WORK/$family.out" |
	    sort | uniq -c | awk '{ printf "%s%s %s", s, $2, $1; s = ", " }')"
done

# hostile/edi-bad without --strict.
printf '%-28s %6s %7s %8s %s\n' file exit orders rejects why
while IFS=$'\t' read -r name code orders rejects why; do
	case $name in
	'#'* | '') continue ;;
	esac
	file=$CORPUS/hostile/edi-bad/$name
	[ -e "$file" ] || {
		skip "no $name"
		continue
	}
	rm -f "$WORK/r"
	order-import --rejects "$WORK/r" "$file" >"$WORK/o" 2>"$WORK/e"
	got=$?
	n=$(wc -l <"$WORK/o")
	codes=$(jq -r .code "$WORK/r" 2>/dev/null | paste -sd ,)
	printf '%-28s %6s %7s %8s %s\n' "$name" $got "$n" "${codes:--}" "$why"
	if [ "$got $n ${codes:--}" = "$code $orders $rejects" ]; then
		pass
	else
		fail "$name: exit $got, $n orders, rejects ${codes:--};" \
		    "expected $code, $orders, $rejects"
	fi
done <"$here/edi-bad.tsv"

# All other hostile EDI: any end is right that is one of ours.
n=0
while read -r file; do
	n=$((n + 1))
	for family in x12 edifact; do
		timeout 20 order-import -f $family "$file" >/dev/null \
		    2>"$WORK/e"
		code=$?
		case $code in
		0 | 1 | 3) pass ;;
		*) fail "$family ${file#"$CORPUS/"}: exit $code"
		   tail -n 2 "$WORK/e" | sed 's/^/    /' ;;
		esac
	done
done < <(find "$CORPUS"/hostile/edi-* -type f -size -2M \
    -iregex '.*\.\(edi\|txt\|x12\|dat\)' | sort)
echo "$n hostile files read as x12 and as edifact"
suite_end
