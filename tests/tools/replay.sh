#!/bin/bash
# replay.sh: feed every fuzz harness its corpus (tests/fuzz/corpus/NAME/*).
# A harness passes file by file; what crashes is named.
. "$(dirname "$0")/lib.sh"
suite replay

# harness SECONDS PATH, without the shell's own word about an abort.
harness()
{
	{
		timeout "$1" "$OUT/tests/fuzz/$name" "$2" \
		    >"$WORK/log" 2>&1 </dev/null
	} 2>/dev/null
}

for src in "$TOP"/tests/fuzz/*.c; do
	[ -e "$src" ] || continue
	name=$(basename "$src" .c)
	dir=$TOP/tests/fuzz/corpus/$name
	if [ -z "$(ls -A "$dir" 2>/dev/null)" ]; then
		fail "$name: no corpus in tests/fuzz/corpus/$name"
		continue
	fi
	if harness 300 "$dir"; then
		n=$(tail -n 1 "$WORK/log")
		pass "${n%% *}"
		continue
	fi
	# One file at a time tells which.
	bad=0
	for f in "$dir"/*; do
		if harness 60 "$f"; then
			pass
		else
			bad=1
			fail "$name: ${f#"$TOP"/}"
			sed 's/^/    /' "$WORK/log" | head -n 25
		fi
	done
	[ $bad = 1 ] || fail "$name: only fails on all files together"
done
suite_end
