#!/bin/bash
# bench.sh [NAME...]: run tests/bench/NAME.sh (all without a name).  Each
# prints a small table of ratios.  Figures are CPU seconds of the process tree
# on one core, medians of interleaved rounds: absolute numbers move by a third
# between runs, ratios of one run do not.
#
# A bench finds in its environment: BIN and TOOLS (built programs), DATA (a
# folder to generate into, kept between runs), EXAMPLES, CORPUS (or nothing),
# ROUNDS.

. "$(dirname "$0")/lib.sh"
suite bench
cd "$TOP" || exit 2
DATA=$OUT/bench
mkdir -p "$DATA"
TOOLS=$OUT/tools EXAMPLES=$TOP/examples ROUNDS=${ROUNDS:-5} CORPUS=
[ -d "$TOP/../shared/corpus" ] && CORPUS=$(cd "$TOP/../shared/corpus" && pwd)
PATH=$BIN:$TOOLS:$PATH
export BIN TOOLS DATA EXAMPLES CORPUS ROUNDS PATH TOP

[ $# -gt 0 ] || {
	for f in tests/bench/*.sh; do
		name=$(basename "$f" .sh)
		[ -e "$f" ] && [ "$name" != lib ] && set -- "$@" "$name"
	done
}
status=0
for name; do
	echo "== $name"
	bash "tests/bench/$name.sh" || status=1
done
exit $status
