#!/bin/bash
# persons: does order-check find who is the same person?  Collections in which
# it is known (febrl: "rec-12-org" and "rec-12-dup-0" are one); the same thing
# is ordered by everybody, so that only the buyers tell orders apart.  Prints
# precision, recall and F1 by likeness asked for; F1 must be .99 at what
# order-check takes by itself (50).

. "$(dirname "$0")/../tools/lib.sh"
suite persons

mkdir "$WORK/book"
for n in 1 2; do
	f=$CORPUS/data/febrl/dataset$n.csv
	[ -f "$f" ] || { skip "no dataset$n here"; continue; }
	awk -f "$TOP/tests/corpus/persons.awk" -v copy=0 "$f" >"$WORK/orders"
	"$BIN/order-check" -q --book "$WORK/book" --days 36500 --similar 40 \
	    --explain="$WORK/why" "$WORK/orders" >"$WORK/out" || fail "dataset$n"
	awk -v name="dataset$n" '
	function who(id, p) { split(id, p, "-"); return p[2] }
	FILENAME != why && match($0, /"id":"[^"]*"/) {
		n_of[who(substr($0, RSTART + 6, RLENGTH - 7))]++
		persons++
	}
	FILENAME == why && match($0, /p0:.*: likely the same: p0:/) {
		n = split(substr($0, RSTART), f, /: /)
		same = who(f[1]) == who(f[3])
		for (t = 40; t <= 60 && t <= f[4] + 0; t += 5) {
			found[t]++
			right[t] += same
		}
	}
	END {
		for (p in n_of)
			pairs += n_of[p] * (n_of[p] - 1) / 2
		print name ": " persons " persons, " pairs " pairs"
		print "similar  found  precision  recall  F1"
		for (t = 40; t <= 60; t += 5) {
			f1 = 2 * right[t] / (found[t] + pairs)
			printf "%7d %6d  %9.4f  %6.4f  %.4f\n", t, found[t],
			    right[t] / found[t], right[t] / pairs, f1
			if (t == 50)
				print f1 >"/dev/stderr"
		}
	}' why="$WORK/why" "$WORK/orders" "$WORK/why" 2>"$WORK/f1"
	if awk '{ exit !($1 >= .99) }' "$WORK/f1"; then
		pass
	else
		fail "dataset$n: F1 is $(cat "$WORK/f1")"
	fi
done
suite_end
