# shellcheck shell=bash disable=SC2154
# Run the test programs of one kind (tests/KIND/*.c), JOBS at a time, and add
# up the counts of their last lines.  Sourced by unit.sh and prop.sh.

run_programs()
{
	local kind=$1 src name log status line p f

	for src in "$TOP"/tests/"$kind"/*.c; do
		[ -e "$src" ] && basename "$src" .c
	done >"$WORK/names"
	# One program a job; its output and status land in files.
	# shellcheck disable=SC2016
	xargs -r -P "$JOBS" -I{} sh -c '
		cd "$4" || exit 1
		timeout "$3" "$1/{}" >"$2/{}.log" 2>&1 </dev/null
		echo $? >"$2/{}.status"
		exit 0' sh "$OUT/tests/$kind" "$WORK" \
	    "${PROGRAM_TIMEOUT:-120}" "$TOP" <"$WORK/names"
	while read -r name; do
		log=$WORK/$name.log
		status=$(cat "$WORK/$name.status" 2>/dev/null || echo none)
		line=$(grep -a '^# .*: [0-9]* passed, [0-9]* failed$' "$log" |
		    tail -n 1)
		p=$(expr "$line" : '.*: \([0-9]*\) passed') || p=0
		f=$(expr "$line" : '.*, \([0-9]*\) failed') || f=0
		n_pass=$((n_pass + p))
		if [ "$status" = 0 ] && [ -n "$line" ]; then
			[ "$p" -gt 0 ] || fail "$name: no case in it"
			continue
		fi
		echo "FAIL $suite_name: $name (exit $status)"
		grep -av '^ok ' "$log" | sed 's/^/    /' | tail -n 60
		# What died without a count is one failure.
		[ "$f" -gt 0 ] || f=1
		n_fail=$((n_fail + f))
	done <"$WORK/names"
}
