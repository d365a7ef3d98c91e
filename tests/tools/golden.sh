#!/bin/bash
# golden.sh [--accept] [COMMAND[/CASE]...]: run the golden cases and compare.
#
# A case is a folder tests/golden/COMMAND/CASE with
#   cmd           a shell snippet, run by sh in a fresh copy of the folder
#   out err       what it must write (a missing file means: nothing)
#   status        its exit status (missing: 0)
#   out.NAME      what the file NAME that it writes must hold
#   timeout       seconds, when 20 are too few
#   needs-corpus  the case wants $CORPUS and is skipped where that is absent
#   sqlite        its store must be a file (see golden-postgres.sh)
#   once          too slow to be run again in other locales and zones
# and any input.  build/BUILD/bin comes first in PATH; the environment is
# empty but for LC_ALL, TZ, PATH, HOME, $EXAMPLES, $BOOK and $CORPUS.
#
# The command under test must not stand on the left of a pipe: its exit status
# would be lost.
#
# --accept shows the differences and then rewrites the expected files.
# GOLDEN_LC_ALL and GOLDEN_TZ run the same cases in another locale and zone.

. "$(dirname "$0")/lib.sh"

accept=0
if [ "${1:-}" = --accept ]; then
	accept=1
	shift
fi
suite golden
GOLD=${GOLDEN_DIR:-$TOP/tests/golden}
CORPUS=
[ -d "$TOP/../shared/corpus" ] && CORPUS=$(cd "$TOP/../shared/corpus" && pwd)

# run_case COMMAND/CASE: leaves out, err, status and written files in
# $WORK/res/COMMAND/CASE.
run_case()
{
	local case=$1 src=$GOLD/$1 dir=$WORK/run/$1 res=$WORK/res/$1
	local limit=${GOLDEN_TIMEOUT:-20} status

	[ -e "$src/timeout" ] && limit=$(cat "$src/timeout")
	mkdir -p "$(dirname "$dir")" "$res"
	cp -r "$src" "$dir"
	# What is expected is nobody's input.
	rm -f "$dir/out" "$dir/err" "$dir/status" "$dir"/out.* "$dir/timeout" \
	    "$dir/sqlite"
	(
		cd "$dir" || exit 99
		exec env -i PATH="$BIN:$PATH" HOME="$dir" TMPDIR="$dir" \
		    LC_ALL="${GOLDEN_LC_ALL:-C.UTF-8}" TZ="${GOLDEN_TZ:-UTC}" \
		    EXAMPLES="$TOP/examples" \
		    BOOK="$TOP/examples/savonnerie/book" CORPUS="$CORPUS" \
		    ${LOCPATH:+LOCPATH="$LOCPATH"} \
		    ASAN_OPTIONS="$ASAN_OPTIONS" \
		    UBSAN_OPTIONS="$UBSAN_OPTIONS" \
		    timeout "$limit" sh ./cmd
	) >"$res/out" 2>"$res/err" </dev/null
	status=$?
	[ $status = 124 ] && echo "golden: stopped after $limit s" >>"$res/err"
	echo $status >"$res/status"
	for f in "$src"/out.*; do
		[ -e "$f" ] || continue
		f=${f##*/out.}
		[ -e "$dir/$f" ] && cp "$dir/$f" "$res/out.$f"
	done
	rm -rf "$dir"
}

# compare COMMAND/CASE: print the differences.
compare()
{
	local src=$GOLD/$1 res=$WORK/res/$1 f want

	echo 0 >"$WORK/zero"
	for f in out err status; do
		want=$src/$f
		[ -e "$want" ] || want=/dev/null
		[ "$f" = status ] && [ "$want" = /dev/null ] && want=$WORK/zero
		diff -u --label "expected/$f" --label "got/$f" -a \
		    "$want" "$res/$f"
	done
	for f in "$src"/out.*; do
		[ -e "$f" ] || continue
		f=${f##*/}
		if [ -e "$res/$f" ]; then
			diff -u --label "expected/$f" --label "got/$f" -a \
			    "$src/$f" "$res/$f"
		else
			echo "the file ${f#out.} was not written"
		fi
	done
}

# Refuse a case whose command stands on the left of a pipe.
left_of_pipe()
{
	local command=${1%%/*}

	awk -v c="$command" '
	{
		line = $0
		sub(/^[ \t]*#.*/, "", line)
		gsub(/\047[^\047]*\047/, "Q", line)
		gsub(/"[^"]*"/, "Q", line)
		gsub(/\|\|/, ";", line)
		gsub(/>\|/, ">", line)
		n = split(line, part, /[|]/)
		for (i = 1; i < n; i++) {
			m = split(part[i], seg, /[;&(]/)
			if ((" " seg[m] " ") ~ ("[ \t]" c "[ \t]"))
				bad = 1
		}
	}
	END { exit !bad }' "$GOLD/$1/cmd"
}

list_cases()
{
	local arg d

	[ $# -gt 0 ] || set -- '*/*'
	for arg; do
		case $arg in
		*/*) ;;
		*) arg="$arg/*" ;;
		esac
		# The pattern is meant to expand.
		# shellcheck disable=SC2231
		for d in "$GOLD"/$arg/; do
			d=${d%/}
			[ -d "$d" ] && echo "${d#"$GOLD"/}"
		done
	done
}

list_cases "$@" >"$WORK/cases"
if [ ! -s "$WORK/cases" ] && [ $# -gt 0 ]; then
	fail "no such case: $*"
fi

: >"$WORK/torun"
while read -r case; do
	if [ ! -e "$GOLD/$case/cmd" ]; then
		fail "$case: no file cmd in it"
	elif left_of_pipe "$case"; then
		fail "$case: the command under test is left of a pipe"
	elif [ -e "$GOLD/$case/needs-corpus" ] && [ -z "$CORPUS" ]; then
		skip "$case: no corpus here"
	elif [ -e "$GOLD/$case/once" ] && [ -n "${GOLDEN_LC_ALL:-}" ]; then
		continue
	else
		echo "$case" >>"$WORK/torun"
	fi
done <"$WORK/cases"

export -f run_case
export WORK GOLD BIN TOP CORPUS
xargs -r -P "$JOBS" -I{} bash -c 'run_case {}' <"$WORK/torun"

while read -r case; do
	if compare "$case" >"$WORK/diff" 2>&1 && [ ! -s "$WORK/diff" ]; then
		pass
		continue
	fi
	if [ $accept = 0 ]; then
		fail "$case"
		head -n 60 "$WORK/diff" | sed 's/^/    /'
		continue
	fi
	echo "accept $case"
	sed 's/^/    /' "$WORK/diff"
	src=$GOLD/$case res=$WORK/res/$case
	for f in out err; do
		if [ -s "$res/$f" ]; then
			cp "$res/$f" "$src/$f"
		else
			rm -f "$src/$f"
		fi
	done
	if [ "$(cat "$res/status")" = 0 ]; then
		rm -f "$src/status"
	else
		cp "$res/status" "$src/status"
	fi
	for f in "$src"/out.*; do
		[ -e "$f" ] || continue
		f=${f##*/}
		if [ -e "$res/$f" ]; then
			cp "$res/$f" "$src/$f"
		else
			echo "    not written any more: $f stays"
		fi
	done
	pass
done <"$WORK/torun"
suite_end
