#!/bin/bash
# corpus.sh [NAME...]: run tests/corpus/NAME.sh (all without a name), what is
# measured on a collection of real and hostile files that is no part of this
# project ($CORPUS, else ../shared/corpus beside it).  Each is a suite of its
# own and may print tables; they are shown when names are given or with
# TABLES=1, else failures only.  Skipped where there is no collection.

. "$(dirname "$0")/lib.sh"
suite corpus
cd "$TOP" || exit 2
if [ -z "${CORPUS:-}" ] && [ -d ../shared/corpus ]; then
	CORPUS=$(cd ../shared/corpus && pwd)
fi
if [ -z "${CORPUS:-}" ]; then
	skip "no corpus here"
	suite_end
	exit
fi
export CORPUS OUT BIN JOBS

tables=${TABLES:-}
if [ $# -gt 0 ]; then
	tables=1
else
	for f in tests/corpus/*.sh; do
		[ -e "$f" ] && set -- "$@" "$(basename "$f" .sh)"
	done
fi
for name; do
	[ -z "$tables" ] || echo "== $name"
	bash "tests/corpus/$name.sh" >"$WORK/log" 2>&1
	last=$(tail -n 1 "$WORK/log")
	if [[ $last =~ ^$name:\ ([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)?$ ]]
	then
		n_pass=$((n_pass + BASH_REMATCH[1]))
		n_fail=$((n_fail + BASH_REMATCH[2]))
		n_skip=$((n_skip + ${BASH_REMATCH[4]:-0}))
		if [ -n "$tables" ]; then
			cat "$WORK/log"
		else
			grep -aE '^(FAIL|skip|    )' "$WORK/log"
		fi
	else
		fail "$name ended without its count"
		tail -n 20 "$WORK/log" | sed 's/^/    /'
	fi
done
suite_end
