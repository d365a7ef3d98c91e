# shellcheck shell=bash
# A PostgreSQL server of the test's own: on a Unix socket in a folder of its
# own, run by a user without rights when the tests are run by root, with the
# settings that a server has by default (every commit is synced), stopped and
# removed at the end.  Sourced behind lib.sh, after suite.
#
#	postgres_start [OPTION...] || skip "no PostgreSQL here"
#					options of the server: -c fsync=off
#	postgres_database NAME		make an empty database, print its URL
#	postgres_crash			its last moment, and a new start
#
# OU_TEST_POSTGRES is the URL of the server's first database.  A server that
# it names already is used and left alone.

postgres_dir=''
postgres_options=''

# The newest server that is installed (make deps-postgres).
postgres_bin()
{
	local d best=

	for d in /usr/lib/postgresql/*/bin; do
		[ -x "$d/initdb" ] && [ -x "$d/postgres" ] && best=$d
	done
	if [ -z "$best" ] && have initdb && have postgres && have pg_ctl; then
		best=$(dirname "$(readlink -f "$(command -v initdb)")")
	fi
	[ -n "$best" ] && echo "$best"
}

# The server refuses to be root.
postgres_as()
{
	local user=nobody

	if [ "$(id -u)" != 0 ]; then
		"$@"
		return
	fi
	id postgres >/dev/null 2>&1 && user=postgres
	(cd "$postgres_dir" && setpriv --reuid="$user" \
	    --regid="$(id -g "$user")" --clear-groups \
	    env -i PATH="$PATH" LC_ALL=C HOME="$postgres_dir" "$@")
}

postgres_stop()
{
	[ -n "$postgres_dir" ] || return 0
	postgres_as "$(postgres_bin)/pg_ctl" -D "$postgres_dir/data" -m fast \
	    -w -t 20 stop >/dev/null 2>&1 ||
	    postgres_as "$(postgres_bin)/pg_ctl" -D "$postgres_dir/data" \
		-m immediate stop >/dev/null 2>&1
	rm -rf "$postgres_dir"
	postgres_dir=
	unset OU_TEST_POSTGRES
}

postgres_serve()
{
	postgres_as "$(postgres_bin)/pg_ctl" -D "$postgres_dir/data" -w -t 120 \
	    -l "$postgres_dir/log" -o "-c listen_addresses='' \
	    -c unix_socket_directories='$postgres_dir' \
	    -c max_connections=50 $postgres_options" start \
	    >>"$WORK/postgres.log" 2>&1
}

# The server dies where it stands and is started again.
postgres_crash()
{
	postgres_as "$(postgres_bin)/pg_ctl" -D "$postgres_dir/data" \
	    -m immediate -w -t 60 stop >>"$WORK/postgres.log" 2>&1
	postgres_serve
}

postgres_start()
{
	local bin user=nobody

	[ -z "${OU_TEST_POSTGRES:-}" ] || return 0
	bin=$(postgres_bin) || return 1
	[ "$(id -u)" != 0 ] || have setpriv || return 1
	# A short name: that of a socket has a limit.
	postgres_dir=$(mktemp -d "${TMPDIR:-/tmp}/ou-pg.XXXXXX") || return 1
	trap 'postgres_stop; rm -rf "$WORK"' EXIT
	postgres_options=$*
	id postgres >/dev/null 2>&1 && user=postgres
	[ "$(id -u)" != 0 ] || chown "$user" "$postgres_dir"
	if ! postgres_as "$bin/initdb" -D "$postgres_dir/data" -U orderutils \
	    -A trust -E UTF8 --locale=C -N >"$WORK/postgres.log" 2>&1 ||
	    ! postgres_serve; then
		echo "# PostgreSQL is installed but does not start:"
		tail -n 5 "$WORK/postgres.log" "$postgres_dir/log" \
		    2>/dev/null | sed 's/^/#   /'
		postgres_stop
		return 1
	fi
	postgres_psql="$bin/psql"
	OU_TEST_POSTGRES="postgresql://orderutils@/postgres?host=$postgres_dir"
	export OU_TEST_POSTGRES
}

postgres_database()
{
	"${postgres_psql:-psql}" -q -X -d "$OU_TEST_POSTGRES" \
	    -c "DROP DATABASE IF EXISTS \"$1\"" -c "CREATE DATABASE \"$1\"" \
	    >/dev/null 2>&1 || return 1
	echo "${OU_TEST_POSTGRES/\/postgres\?//$1?}"
}
