#!/bin/bash
# fault.sh [COMMAND...]: what happens when the machine fails.  With strace a
# system call of a running command is made to fail at its Nth time: write,
# read, fsync, rename, and the command must say so, exit with the right
# status, and leave an old -o file as it was.  Killed at its Nth write, no file
# under its final name is partial.
#
# Skipped where strace is absent or may not trace.

. "$(dirname "$0")/lib.sh"
suite fault
cd "$WORK" || exit 2
LC_ALL=C.UTF-8 TZ=UTC
export LC_ALL TZ
unset ORDERUTILS_SEALED ORDERUTILS_STORE
EXAMPLES=$TOP/examples
BOOK=$EXAMPLES/savonnerie/book
ORDERUTILS_BOOK=$BOOK
export ORDERUTILS_BOOK
# The leak check wants to trace as well.
ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0

if ! have strace; then
	skip "strace is not installed"
	suite_end
	exit
fi
if ! strace -o /dev/null -e trace=write -e inject=write:error=EIO:when=100 \
    true 2>/dev/null; then
	skip "strace may not trace here"
	suite_end
	exit
fi

awk 'BEGIN { for (i = 0; i < 4000; i++)
	printf "{\"type\":\"Note\",\"n\":%d,\"text\":\"%060d\"}\n", i, i }' \
    >in.jsonl
printf 'old\n' >old

# traced EXPR ARGS...: run the command with strace tampering as EXPR says.
traced()
{
	local expr=$1

	shift
	# The shell's own word about a killed child is not wanted.
	{
		timeout 60 strace -f -qq -o trace ${only:+-P "$only"} \
		    -e "trace=${expr%%:*}" -e "inject=$expr" \
		    "$BIN/$c" "${own[@]}" "$@" >out 2>err </dev/null
		status=$?
	} 2>/dev/null
}

temporaries()
{
	find . \( -name '*target?*' -o -name '.ou-*' \) "$@"
}

# Was anything tampered with?  Else the count N was beyond the last call.
hit()
{
	grep -qa 'INJECTED\|+++ killed by' trace
}

result()
{
	if [ "$2" = 0 ]; then
		pass
	else
		fail "$c: $1 (exit $status)"
		head -n 3 err | cut -c1-200 | sed 's/^/    err: /'
	fi
}

# Output to a file with -o: CALL fails with ERROR at every time up to MAX.
fail_output()
{
	local call=$1 error=$2 n bad

	for ((n = 1; n <= $3; n++)); do
		cp old target
		traced "$call:error=$error:when=$n" -o target in.jsonl
		hit || break
		bad=1
		# After the rename only the folder is left to be synced: then
		# the new file is there, whole, and the status is 4 all the
		# same.
		if [ "$status" = 4 ] && [ -s err ]; then
			cmp -s old target && bad=0
			[ "$call$n" = fsync2 ] && cmp -s in.jsonl target &&
			    bad=0
		fi
		result "$call fails with $error at its time $n: 4, -o stands" \
		    $bad
		bad=0
		temporaries | grep -q . && bad=1
		temporaries -delete
		result "and no temporary file stays" $bad
	done
}

fail_stdout()
{
	local n bad

	for n in 1 2 3; do
		traced "write:error=ENOSPC:when=$n" in.jsonl
		hit || break
		bad=1
		[ "$status" = 4 ] && [ -s err ] && bad=0
		result "standard output fails at write $n: 4" $bad
	done
	# Short or interrupted calls harm nothing.
	for n in 1 2; do
		traced "write:error=EINTR:when=$n" in.jsonl
		hit || break
		bad=1
		[ "$status" = 0 ] && cmp -s out in.jsonl && bad=0
		result "write $n is interrupted: nothing is lost" $bad
	done
}

fail_input()
{
	local n bad only

	# Only the input file, not what the loader reads.
	only=$WORK/in.jsonl
	for n in 1 2 3; do
		cp old target
		traced "read:error=EIO:when=$n" -o target "$WORK/in.jsonl"
		hit || break
		bad=1
		[ "$status" = 3 ] && [ -s err ] && cmp -s old target && bad=0
		result "read $n fails: 3, -o stands" $bad
	done
	for n in 1 2; do
		traced "read:error=EINTR:when=$n" "$WORK/in.jsonl"
		hit || break
		bad=1
		[ "$status" = 0 ] && cmp -s out in.jsonl && bad=0
		result "read $n is interrupted: nothing is lost" $bad
	done
	traced "openat:error=EACCES:when=1" "$WORK/in.jsonl"
	if hit; then
		bad=1
		[ "$status" = 2 ] && [ -s err ] && bad=0
		result "the input may not be opened: 2" $bad
	fi
}

kill_output()
{
	local call=$1 n bad

	for ((n = 1; n <= $2; n++)); do
		cp old target
		traced "$call:signal=KILL:when=$n" -o target in.jsonl
		hit || break
		bad=1
		if cmp -s old target || cmp -s in.jsonl target; then
			bad=0
		fi
		result "killed at $call $n: the file is the old or the new" \
		    $bad
		temporaries -delete
	done
}

# Rejects: kept before anything else goes out, or the run ends.
fail_rejects()
{
	local n bad only

	{
		head -n 5 in.jsonl
		echo '{"type":1}'
		tail -n +6 in.jsonl
	} >bad.jsonl
	only=$WORK/rejects
	for n in write:error=ENOSPC write:error=EIO fsync:error=EIO; do
		rm -f rejects
		cp old target
		traced "$n:when=1" --rejects="$WORK/rejects" -o target \
		    bad.jsonl
		hit || continue
		bad=1
		[ "$status" = 4 ] && cmp -s old target && bad=0
		result "rejects fail with $n: 4, -o stands" $bad
	done
	# Killed at a write to standard output: what has gone out by then lies
	# behind the reject, so the reject is there and whole.
	only=
	for n in 1 2 3; do
		rm -f rejects
		traced "write:signal=KILL:when=$n" --rejects=rejects bad.jsonl
		hit || break
		bad=0
		if grep -qa '"n":5,' out; then
			[ "$(grep -c '^{.*"Reject".*}$' rejects)" = 1 ] ||
			    bad=1
		fi
		[ -z "$(tail -c 1 rejects 2>/dev/null)" ] || bad=1
		result "killed at write $n: rejects are kept first, whole" \
		    $bad
	done
}

# Two documents: together or not at all, as far as a disk allows.
fail_documents()
{
	local n bad

	"$BIN/$c" --help | grep -q -- --explain || return
	for n in write:error=ENOSPC:when=1 fsync:error=EIO:when=1 \
	    fsync:error=EIO:when=2 renameat:error=EIO:when=1; do
		cp old target
		cp old why
		traced "$n" --explain=why -o target in.jsonl
		hit || continue
		bad=1
		[ "$status" = 4 ] && cmp -s old target && cmp -s old why &&
		    bad=0
		result "$n with two documents: neither is new" $bad
	done
	for n in 1 2; do
		cp old target
		cp old why
		traced "renameat:signal=KILL:when=$n" --explain=why -o target \
		    in.jsonl
		hit || break
		bad=0
		# The records come last: who sees them sees all.
		cmp -s old target || bad=1
		result "killed at rename $n: the records are not new" $bad
		find . -name "*why?*" -delete
		temporaries -delete
	done
}

[ $# -gt 0 ] || for f in "$TOP"/cmd/*.c; do
	[ -e "$f" ] && set -- "$@" "$(basename "$f" .c)"
done
for c; do
	if [ ! -x "$BIN/$c" ]; then
		fail "$c is not built"
		continue
	fi
	own_options "$c"
	only=
	traced "write:error=EIO:when=9999" -o target in.jsonl
	if ! cmp -s in.jsonl target; then
		fail "$c: does not even run under strace (exit $status)"
		continue
	fi
	fail_stdout
	fail_output write ENOSPC 3
	fail_output fsync EIO 2
	fail_output rename EIO 1
	fail_output renameat EIO 1
	fail_output renameat2 EIO 1
	fail_input
	fail_rejects
	fail_documents
	kill_output write 3
	kill_output fsync 2
	kill_output rename 1
done
cd "$TOP" || exit 2
suite_end
