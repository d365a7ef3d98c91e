#!/bin/bash
# Days of Online Retail as orders of at most four lines, the 250 best sellers
# of the day at 40 to 70 % of what is wanted of them: how many orders can be
# served whole, first come and scarcity first, and that nothing is given out
# twice.

. "$(dirname "$0")/../tools/lib.sh"
suite allocate
src=$CORPUS/data/online-retail
if [ ! -d "$src" ] || ! have jq || [ ! -x "$BIN/stock-allocate" ]; then
	skip 'no data, no jq, or no stock-allocate'
	suite_end
	exit
fi
PATH=$BIN:$PATH
cd "$WORK" || exit 2
mkdir book

# An invoice's rows of one item are one line; four lines are an order.
cat >orders.awk <<'AWK'
function put(	i, s)
{
	if (n == 0)
		return
	s = sprintf("{\"type\":\"Order\",\"schema\":\"order/1\",\"id\":" \
	    "\"r:%s/%d\",\"orderNumber\":\"%s\",\"orderedItem\":[",
	    last, ++part, last)
	for (i = 1; i <= n; i++)
		s = s sprintf("%s{\"orderItemNumber\":\"%d\"," \
		    "\"orderQuantity\":%d,\"product\":{\"sku\":\"%s\"}}",
		    i > 1 ? "," : "", i, want[sku[i]], sku[i])
	print s "]}"
	n = 0
}
function flush(	k, c)
{
	for (k = 1; k <= total; k++) {
		sku[++n] = all[k]
		if (n == 4)
			put()
	}
	put()
	total = part = 0
	for (c in want)
		delete want[c]
}
FNR == 1 || $1 ~ /^C/ { next }
{
	# The quantity is the last whole number before the date.
	match($0, /,-?[0-9]+,[0-9]+-[0-9]+-[0-9]+ /)
	q = substr($0, RSTART + 1) + 0
	if (RSTART == 0 || q <= 0)
		next
	if ($1 != last)
		flush()
	last = $1
	if (!($2 in want))
		all[++total] = $2
	want[$2] += q
}
END { flush() }
AWK

# Of the 250 that are ordered most often 40 to 70 %, of others all.
cat >stock.awk <<'END'
BEGIN { FS = "\t"; print "sku,onHand" }
{ print $1 "," (NR <= 250 ? int($2 * (40 + NR * 17 % 31) / 100) : $2) }
END

# complete FILE: orders of which nothing waits.
complete()
{
	jq -r 'select([.orderedItem[].quantities.backordered // 0] | add == 0)
	    | .id' "$1" | wc -l
}

printf '%-12s %7s %12s %12s %12s %12s\n' day orders 'first, split' \
    'first, whole' scarcity reached
for day in '2010-12-01 583 539' '2011-03-17 332 314' '2011-09-22 481 447'; do
	# shellcheck disable=SC2086
	set -- $day
	LC_ALL=C awk -F, -f orders.awk "$src/$1.csv" >in.jsonl
	jq -r '.orderedItem[] | [.product.sku, .orderQuantity] | @tsv' \
	    in.jsonl | awk -F '\t' '{ n[$1] += $2; m[$1]++ }
	    END { for (s in n) print s "\t" n[s] "\t" m[s] }' |
	    sort -t "$(printf '\t')" -k 3,3nr -k 2,2nr -k 1,1 |
	    awk -f stock.awk >book/stock.csv
	for way in split:first:nobody whole:first:all scarce:scarcity:all; do
		IFS=: read -r name by whole <<<"$way"
		stock-allocate --book book --now 2011-12-31T00:00:00Z \
		    --by="$by" --ship-complete="$whole" in.jsonl >"$name" ||
		    fail "$1: --by=$by exits $?"
		# Never more than there is.
		{
			tail -n +2 book/stock.csv | sed 's/,/	/'
			jq -r '.orderedItem[] | [.product.sku,
			    -(.quantities.allocated // 0)] | @tsv' "$name"
		} | awk -F '\t' '{ n[$1] += $2 }
		    END { for (s in n) bad += n[s] < 0; exit bad != 0 }'
		if [ $? = 0 ]; then pass; else
			fail "$1: --by=$by gives out what is not there"
		fi
	done
	first=$(complete whole)
	scarce=$(complete scarce)
	printf '%-12s %7d %12d %12d %12d %12s\n' "$1" \
	    "$(wc -l <in.jsonl)" "$(complete split)" "$first" "$scarce" \
	    "$2 to $3"
	if [ "$scarce" -ge "$first" ]; then
		pass
	else
		fail "$1: scarcity first completes $scarce, first come $first"
	fi
done
suite_end
