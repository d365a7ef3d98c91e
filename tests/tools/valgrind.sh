#!/bin/bash
# valgrind.sh: the golden cases once more with every command under valgrind:
# no bad access, no leak.  Slow, so not a part of `make check`.

. "$(dirname "$0")/lib.sh"
suite valgrind

if ! have valgrind; then
	skip "valgrind is not installed"
	suite_end
	exit
fi
mkdir "$WORK/bin"
for c in "$BIN"/*; do
	[ -x "$c" ] || continue
	# Valgrind knows neither seccomp nor a limit of memory.
	open=
	"$c" --help 2>/dev/null | grep -q -e --sandbox && open=--sandbox=off
	printf '#!/bin/sh\nexec valgrind -q --vgdb=no %s "%s" %s "$@"\n' \
	    '--error-exitcode=99 --leak-check=full --show-leak-kinds=definite' \
	    "$c" "$open" >"$WORK/bin/$(basename "$c")"
done
chmod -R +x "$WORK/bin"
BIN_DIR=$WORK/bin GOLDEN_TIMEOUT=${GOLDEN_TIMEOUT:-300} "$TOP/tests/tools/golden.sh" "$@" \
    >"$WORK/log" 2>&1
n_pass=$(sed -n '$s/golden: \([0-9]*\) passed.*/\1/p' "$WORK/log")
n_fail=$(sed -n '$s/.*passed, \([0-9]*\) failed.*/\1/p' "$WORK/log")
sed '$d' "$WORK/log"
suite_end
