# shellcheck shell=bash disable=SC2034,SC2154
# What suites share that let a command loose on one store, from eight processes
# at once, on SQLite and on PostgreSQL.  Sourced behind lib.sh and postgres.sh.
#
# A suite has the functions
#	serve ARG...		the command, with the store $url
#	balance TEXT FILE...	what it wrote and what the store has agree
#	backend			all that is tried on stores of one kind
# and the orders of each process in the files in1 to in8.

# same TEXT WANTED GOT
same()
{
	if [ "$2" = "$3" ]; then
		pass
	else
		fail "$kind: $1: '$3', expected '$2'"
	fi
}

# new_url: $url is that of a new store, which is to be made.
new_url()
{
	n_store=$((${n_store:-0} + 1))
	url=$WORK/s$n_store.db
	[ "$kind" = SQLite ] || url=$(postgres_database "s$n_store")
}

# crowd [killed]: eight at once; those that are killed are run again.
crowd()
{
	local i k pids=()

	for i in 1 2 3 4 5 6 7 8; do
		serve in$i >out$i 2>err$i &
		pids[i]=$!
	done
	for i in 1 2 3 4 5 6 7 8; do
		if [ -n "${1:-}" ]; then
			sleep "0.0$((RANDOM % 9))"
			kill -9 "${pids[i]}" 2>/dev/null
		fi
		wait "${pids[i]}" 2>/dev/null
		k=$?
		[ -n "${1:-}" ] || same "process $i" 0 $k
	done
	[ -z "${1:-}" ] || for i in 1 2 3 4 5 6 7 8; do
		serve in$i >out$i || fail "$kind: process $i, again"
	done
	balance "eight at once ${1:-}" out[1-8]
	cat out[1-8] >one
	for i in 1 2 3 4 5 6 7 8; do
		serve in$i
	done >two
	same "eight again ${1:-}" "$(cksum <one)" "$(cksum <two)"
}

# both_stores: the backends that there are.
both_stores()
{
	kind=SQLite
	backend
	if postgres_start -c fsync=off; then
		kind=PostgreSQL
		backend
	else
		skip 'the store on PostgreSQL: no server here'
	fi
}
