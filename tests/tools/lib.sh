# shellcheck shell=bash disable=SC2034
# What the test scripts share.  Sourced, never run.
#
# A suite calls suite NAME, then pass, fail TEXT or skip TEXT once for every
# case, then suite_end.  Only failures and skips are printed; the last line is
# "NAME: N passed, N failed[, N skipped]", which check.sh adds up.

set -u
LC_ALL=C
export LC_ALL

TOP=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
OUT=${OUT:-build/${BUILD:-opt}}
case $OUT in
/*) ;;
*) OUT=$TOP/$OUT ;;
esac
BIN=${BIN_DIR:-$OUT/bin}
JOBS=${JOBS:-2}

# A sanitizer's find must not look like an exit status of ours.
ASAN_OPTIONS=${ASAN_OPTIONS:-exitcode=99:abort_on_error=0}
UBSAN_OPTIONS=${UBSAN_OPTIONS:-exitcode=99:print_stacktrace=1}
export ASAN_OPTIONS UBSAN_OPTIONS

n_pass=0 n_fail=0 n_skip=0 suite_name=

suite()
{
	suite_name=$1
	WORK=$(mktemp -d "${TMPDIR:-/tmp}/ou-$1.XXXXXX") || exit 2
	trap 'rm -rf "$WORK"' EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
}

pass()
{
	n_pass=$((n_pass + ${1:-1}))
}

fail()
{
	n_fail=$((n_fail + 1))
	echo "FAIL $suite_name: $*"
}

skip()
{
	n_skip=$((n_skip + 1))
	echo "skip $suite_name: $*"
}

suite_end()
{
	if [ "$n_skip" -gt 0 ]; then
		echo "$suite_name: $n_pass passed, $n_fail failed," \
		    "$n_skip skipped"
	else
		echo "$suite_name: $n_pass passed, $n_fail failed"
	fi
	[ "$n_fail" -eq 0 ]
}

have()
{
	command -v "$1" >/dev/null 2>&1
}

# own_options COMMAND: the array own is what the command cannot do without, as
# tests/contract/COMMAND has it; what those options name is made in $WORK by
# COMMAND.setup.
own_options()
{
	local o

	own=()
	[ -e "$TOP/tests/contract/$1" ] || return 0
	while read -r o; do
		o=${o//'$BOOK'/$BOOK}
		o=${o//'$WORK'/$WORK}
		own+=("${o//'$EXAMPLES'/$EXAMPLES}")
	done <"$TOP/tests/contract/$1"
	[ ! -e "$TOP/tests/contract/$1.setup" ] ||
	    (cd "$WORK" && PATH="$BIN:$PATH" sh -e \
		"$TOP/tests/contract/$1.setup")
}
