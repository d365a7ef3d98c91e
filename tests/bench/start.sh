# shellcheck shell=bash
# What it costs to start: every command on empty input, with the example book.
# Wanted: 5 ms of CPU and 6 MiB without a store.

. "$TOP/tests/bench/lib.sh"
ORDERUTILS_BOOK=$EXAMPLES/savonnerie/book
export ORDERUTILS_BOOK
set --
for c in "$BIN"/*; do
	[ -x "$c" ] && set -- "$@" "$(basename "$c")=$c"
done
[ $# -gt 0 ] || exit 0
printf '%-24s %9s %9s\n' '' 'ms' 'RSS MiB'
cpu -n 31 -c "$CORE" -d "true=true" "$@" | awk -F '\t' '{
	printf "%-24s %9.2f %9.2f%s\n", $1, $2 * 1000, $5 / 1024,
	    $6 ? " (exit " $6 ")" : ""
}'
