#!/bin/bash
# check.sh SUITE...: run the suites; end with the sum of their counts.
# A suite that dies without its last line counts as one failure.

. "$(dirname "$0")/lib.sh"
cd "$TOP" || exit 2
log=$(mktemp "${TMPDIR:-/tmp}/ou-check.XXXXXX") || exit 2
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

for s; do
	start=$SECONDS
	tests/tools/"$s".sh 2>&1 | tee "$log" | sed '$d'
	last=$(tail -n 1 "$log")
	if [[ $last =~ ^$s:\ ([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)?$ ]]
	then
		n_pass=$((n_pass + BASH_REMATCH[1]))
		n_fail=$((n_fail + BASH_REMATCH[2]))
		n_skip=$((n_skip + ${BASH_REMATCH[4]:-0}))
		echo "$last ($((SECONDS - start)) s)"
	else
		echo "$last"
		echo "FAIL $s: the suite ended without its count"
		n_fail=$((n_fail + 1))
	fi
done

if [ "$n_skip" -gt 0 ]; then
	echo "$n_pass passed, $n_fail failed, $n_skip skipped"
else
	echo "$n_pass passed, $n_fail failed"
fi
[ "$n_fail" -eq 0 ]
