#!/bin/bash
# fuzz.sh: run the harnesses of build/fuzz in turn, FUZZ=NAME for one, each
# until RUNS executions or SECONDS_MAX seconds are over, starting from its corpus.  Prints
# a table; a find is kept in build/fuzz/finds/ and makes the exit status 1.

. "$(dirname "$0")/lib.sh"
suite fuzz
cd "$TOP" || exit 2
FUZZ=${FUZZ:-} RUNS=${RUNS:-100000} seconds=${SECONDS_MAX:-60}
finds=$OUT/finds
mkdir -p "$finds"
status=0

printf '%-16s %12s %8s %10s %6s\n' harness executions seconds exec/s finds
for src in tests/fuzz/*.c; do
	[ -e "$src" ] || continue
	name=$(basename "$src" .c)
	[ -z "$FUZZ" ] || [ "$FUZZ" = "$name" ] || continue
	grown=$OUT/corpus/$name
	mkdir -p "$grown" "tests/fuzz/corpus/$name"
	dict=
	[ -e "tests/fuzz/$name.dict" ] && dict=-dict=tests/fuzz/$name.dict
	before=$(find "$finds" -name "$name-*" | wc -l)
	start=$(date +%s%N)
	# New inputs go to the build folder, not into the repository.  Without
	# -entropic=0 half of the time goes into choosing among them.
	ASAN_OPTIONS=quarantine_size_mb=8:malloc_context_size=8 \
	    "$OUT/tests/fuzz/$name" -runs="$RUNS" -max_total_time="$seconds" \
	    -max_len="${MAX_LEN:-8192}" -timeout=10 -rss_limit_mb=1024 \
	    -entropic=0 -print_final_stats=1 -artifact_prefix="$finds/$name-" \
	    ${dict:+"$dict"} "$grown" "tests/fuzz/corpus/$name" \
	    >"$WORK/log" 2>&1 </dev/null
	code=$?
	spent=$(((($(date +%s%N) - start)) / 1000000))
	found=$(($(find "$finds" -name "$name-*" | wc -l) - before))
	# A crash that is already kept is still one.
	[ $code = 0 ] || [ $found -gt 0 ] || found=1
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$WORK/log")
	printf '%-16s %12s %8s %10s %6s\n' "$name" "${runs:-none}" \
	    "$((spent / 1000)).$((spent % 1000 / 100))" \
	    "$((${runs:-0} * 1000 / (spent + 1)))" "$found"
	if [ "$found" -gt 0 ] || [ -z "$runs" ]; then
		status=1
		grep -aE '^(==|SUMMARY|.*runtime error|Test unit|.*ERROR)' \
		    "$WORK/log" | head -n 8 | sed 's/^/    /'
	fi
done
exit $status
