#!/bin/bash
# golden-postgres.sh [COMMAND[/CASE]...]: the golden cases with a store, each
# with a database of its own on PostgreSQL instead of the file s.db, against
# the same expected files.  Left out are cases with a file named sqlite, which
# are about a store that is a file.

. "$(dirname "$0")/lib.sh"
. "$TOP/tests/tools/postgres.sh"
suite golden-postgres

if ! postgres_start -c fsync=off; then
	skip "the golden cases on PostgreSQL: no server here"
	suite_end
	exit
fi

# The case with the store's name replaced.
n=0
prepare()
{
	local case=$1 url

	n=$((n + 1))
	url=$(postgres_database "g$n") || return
	mkdir -p "$WORK/golden/$case"
	cp -r "$TOP/tests/golden/$case/." "$WORK/golden/$case"
	sed -e "s|rm -f s\.db\*|$postgres_psql -q -X -d '$url' -c 'SET client_min_messages = error; DROP SCHEMA public CASCADE; CREATE SCHEMA public'|" \
	    -e "s|s\.db|$url|g" "$TOP/tests/golden/$case/cmd" \
	    >"$WORK/golden/$case/cmd"
}

[ $# -gt 0 ] || set -- '*/*'
for arg; do
	[ "${arg#*/}" != "$arg" ] || arg="$arg/*"
	# The pattern is meant to expand.
	# shellcheck disable=SC2231
	for cmd in "$TOP"/tests/golden/$arg/cmd; do
		case=${cmd#"$TOP"/tests/golden/}
		case=${case%/cmd}
		[ ! -e "${cmd%cmd}sqlite" ] && grep -q 's\.db' "$cmd" ||
			continue
		prepare "$case" || fail "$case: no database"
	done
done
if ! GOLDEN_DIR=$WORK/golden "$TOP/tests/tools/golden.sh" >"$WORK/golden.out"
then
	n=$((n - $(grep -c '^FAIL' "$WORK/golden.out")))
	n_fail=$(grep -c '^FAIL' "$WORK/golden.out")
	sed -n '/^golden:/!p' "$WORK/golden.out"
fi
pass "$n"
suite_end
