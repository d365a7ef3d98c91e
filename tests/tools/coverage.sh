#!/bin/bash
# coverage.sh SUITE...: run the suites on the cov build, then print the line
# coverage of every file of the library, least first, and the sum.

. "$(dirname "$0")/lib.sh"
cd "$TOP" || exit 2
find "$OUT" -name '*.gcda' -delete
tests/tools/check.sh "$@" | tail -n 1
for src in lib/*/*.c lib/formats/*/*.c cmd/*.c; do
	[ -e "$src" ] || continue
	gcov -n -o "$OUT/${src%.c}.o" "$src" 2>/dev/null |
	    awk -v src="$src" '
		/^File / { want = (index($0, "\047" src "\047") > 0) }
		want && /^Lines executed/ {
			sub(/.*:/, "")
			split($0, x, /% of /)
			printf "%6.1f %% of %5d  %s\n", x[1], x[2], src
			exit
		}'
done | sort -n | awk '
	{ print; hit += $1 * $4 / 100; all += $4 }
	END { if (all) printf "%6.1f %% of %5d  all\n", hit * 100 / all, all }'
