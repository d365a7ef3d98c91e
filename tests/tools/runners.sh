#!/bin/bash
# runners.sh: the test runners must be able to fail.  Each is given something
# that is wrong, and must say so.

. "$(dirname "$0")/lib.sh"
suite runners
cd "$TOP" || exit 2
mkdir -p "$WORK/bin" "$WORK/golden/say"
printf '#!/bin/sh\necho "$*"\n[ "$1" != bad ] || exit 3\n' >"$WORK/bin/say"
chmod +x "$WORK/bin/say"

# golden TEXT WANTED FILE CONTENT...: a case made of these files; the runner
# must end with WANTED ("pass" or "fail").
golden()
{
	local text=$1 want=$2 dir=$WORK/golden/say/case got=fail

	shift 2
	rm -rf "$dir"
	mkdir -p "$dir"
	while [ $# -gt 1 ]; do
		printf '%s' "$2" >"$dir/$1"
		shift 2
	done
	BIN_DIR=$WORK/bin GOLDEN_DIR=$WORK/golden tests/tools/golden.sh \
	    say/case >"$WORK/log" 2>&1 && got=pass
	if [ $got = "$want" ]; then
		pass
	else
		fail "golden: $text"
		sed 's/^/    /' "$WORK/log"
	fi
}

golden 'the right output passes' pass cmd 'say a' out 'a
'
golden 'another output fails' fail cmd 'say a' out 'b
'
golden 'output where none is expected fails' fail cmd 'say a'
golden 'a message where none is expected fails' fail cmd 'say a >&2'
golden 'another exit status fails' fail cmd 'say bad' out 'bad
'
golden 'the expected exit status passes' pass cmd 'say bad' out 'bad
' status '3
'
golden 'another file written fails' fail cmd 'say a >side' out.side 'b
'
golden 'a file not written fails' fail cmd ':' out.side ''
golden 'a case without cmd fails' fail out ''
golden 'the command left of a pipe is refused' fail cmd 'say a | cat' out 'a
'
golden 'and inside a condition' fail cmd 'if say a|cat; then :; fi' out 'a
'
golden 'the command right of a pipe is not' pass cmd 'echo x | say a' out 'a
'
golden 'nor is || a pipe' pass cmd 'say a || cat' out 'a
'
golden 'nor a pipe in quotes' pass cmd "say 'a|b'" out 'a|b
'
golden 'the input is a copy' pass cmd 'rm in; say a' out 'a
' in x
golden 'a case that hangs fails' fail cmd 'sleep 5' timeout 1

# A unit test program that fails in a row must say which.
cat >"$WORK/t.c" <<'END'
#include "unit.h"
static void
test_row(void)
{
	int i;

	for (i = 0; i < 3; i++) {
		ROW("row %d", i);
		CHECK_INT(i, i == 1 ? 7 : i);
	}
	CHECK_STR("a", "a");
	CHECK_MEM("ab", 2, "ab", 2);
}
int
main(void)
{

	RUN(test_row);
	return (UNIT_DONE());
}
END
if ${CC:-gcc} -std=gnu11 -D_GNU_SOURCE -Itests/unit -o "$WORK/t" \
    "$WORK/t.c" 2>"$WORK/log"; then
	"$WORK/t" >"$WORK/log" && fail 'unit.h: a failed check exits 0'
	if grep -q '^not ok test_row \[row 1\]$' "$WORK/log" &&
	    grep -q ': 2 passed, 1 failed$' "$WORK/log"; then
		pass
	else
		fail 'unit.h: a failed row is not named or counted'
		sed 's/^/    /' "$WORK/log"
	fi
else
	fail 'unit.h does not compile'
	sed 's/^/    /' "$WORK/log"
fi

# The stripper leaves code only, line for line.
cat >"$WORK/s.c" <<'END'
int a; /* double
double */ int b; // double
char *c = "double \" /* double", d = '"'; int e;
END
printf '%s\n' 's.c:1:int a; ' 's.c:2: int b; ' \
    "s.c:3:char *c = \"\", d = ''; int e;" >"$WORK/want"
(cd "$WORK" && awk -f "$TOP/tests/tools/strip.awk" s.c) >"$WORK/got"
if cmp -s "$WORK/want" "$WORK/got"; then
	pass
else
	fail 'strip.awk'
	diff "$WORK/want" "$WORK/got" | sed 's/^/    /'
fi

# check.sh adds up, and counts a suite that dies.
mkdir -p "$WORK/top/tests/tools"
cp tests/tools/check.sh tests/tools/lib.sh "$WORK/top/tests/tools"
printf '#!/bin/sh\necho "one: 2 passed, 1 failed, 3 skipped"\n' \
    >"$WORK/top/tests/tools/one.sh"
printf '#!/bin/sh\necho dying\nexit 1\n' >"$WORK/top/tests/tools/two.sh"
chmod +x "$WORK"/top/tests/tools/*.sh
if "$WORK/top/tests/tools/check.sh" one two >"$WORK/log" 2>&1; then
	fail 'check.sh: exit 0 in spite of failures'
elif [ "$(tail -n 1 "$WORK/log")" = '2 passed, 2 failed, 3 skipped' ]; then
	pass
else
	fail "check.sh: $(tail -n 1 "$WORK/log")"
fi
suite_end
