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
	printf '#!/bin/sh\nexec valgrind -q --error-exitcode=99 %s "%s" "$@"\n' \
	    '--leak-check=full --show-leak-kinds=definite' "$c" \
	    >"$WORK/bin/$(basename "$c")"
done
chmod -R +x "$WORK/bin"
BIN_DIR=$WORK/bin GOLDEN_TIMEOUT=120 "$TOP/tests/tools/golden.sh" "$@" \
    >"$WORK/log" 2>&1
n_pass=$(sed -n '$s/golden: \([0-9]*\) passed.*/\1/p' "$WORK/log")
n_fail=$(sed -n '$s/.*passed, \([0-9]*\) failed.*/\1/p' "$WORK/log")
sed '$d' "$WORK/log"
suite_end
