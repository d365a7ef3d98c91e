#!/bin/bash
# Acknowledgements of real and of broken files.  hostile/edi-bad with --strict
# as edi-ack.tsv says; and whatever is acknowledged of edi/**, the
# acknowledgement is clean, but for the codes, references and names that it
# repeats from a file that had them wrong.

. "$(dirname "$0")/../tools/lib.sh"
suite ack
here=$(cd "$(dirname "$0")" && pwd)
cd "$WORK" || exit 2

told()
{
	tr "~'" '\n\n' <"$1" | grep -aE '^(TA1|AK[59]|UC[IM])' |
	    sed -E 's/^TA1.*\*([AER])\*([0-9]+)$/TA1 \1 \2/
		s/^AK9\*([A-Z])\*[0-9]+\*[0-9]+\*[0-9]+\*?/AK9 \1 /
		s/^AK5\*([AER])\*?/AK5 \1 /
		s/^UCI\+[^+]*\+[^+]*\+[^+]*\+([478])\+?/UCI \1 /
		s/^UCM\+[^+]*\+[^+]*\+([478])\+?/UCM \1 /; s/ $//' |
	    paste -sd' '
}

while IFS=$'\t' read -r name status want why; do
	case $name in ''|'#'*) continue;; esac
	file=$CORPUS/hostile/edi-bad/$name
	if [ ! -e "$file" ]; then
		skip "no $name"
		continue
	fi
	rm -f "$WORK/ack.edi"
	"$BIN/edi-convert" -q --strict --now 2026-11-26T06:00:00Z \
	    --ack "$WORK/ack.edi" "$file" 2>/dev/null
	r=$?
	touch "$WORK/ack.edi"
	got=$(told "$WORK/ack.edi")
	if [ "$r" = "$status" ] && [ "${got:--}" = "$want" ]; then
		pass
	else
		fail "ack of $name: exit $r '$got', expected $status" \
		    "'$want' ($why)"
	fi
	"$BIN/edi-convert" -q --check "$WORK/ack.edi" >"$WORK/found" 2>&1
	r=$?
	if [ $r = 0 ]; then
		pass
	else
		fail "ack of $name is not clean: $(head -n 1 "$WORK/found")"
	fi
done <"$here/edi-ack.tsv"

n=0
while read -r file; do
	rm -f "$WORK/ack.edi"
	"$BIN/edi-convert" -q --now 2026-11-26T06:00:00Z \
	    --ack "$WORK/ack.edi" "$file" >"$WORK/said" 2>&1
	r=$?
	[ $r -le 3 ] || fail "ack of ${file#"$CORPUS"/}: exit $r"
	[ -s "$WORK/ack.edi" ] || continue
	n=$((n + 1))
	"$BIN/edi-convert" -q --check "$WORK/ack.edi" >"$WORK/found" 2>&1
	# What it made itself: counts, references, order, trailers.
	if grep -qE '"code":"EDI-(COUNT|REFERENCE|TRAILER|SEGMENT|SYNTAX|HEADER|EMPTY|MIXED|STRAY|DUPLICATE)"' \
	    "$WORK/found"; then
		fail "ack of ${file#"$CORPUS"/}: $(head -n 1 "$WORK/found")"
	else
		pass
	fi
done < <(find "$CORPUS/edi" -type f ! -name '*.tsv' ! -name '*.md' | sort)
[ "$n" -gt 500 ] && pass || fail "only $n files were acknowledged"
suite_end
