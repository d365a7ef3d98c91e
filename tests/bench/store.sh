# shellcheck shell=bash disable=SC2016
# Reservations per second, wall clock: each with its effect, its place in the
# log and its output, as a command makes them; on a SQLite file one per
# transaction and in batches, from one and from four processes, and on
# PostgreSQL.  What a commit costs is the disk: beside it stands how many
# writes a second can be synced, and a commit of SQLite syncs five times.
#
# Wanted: batches of 100 at least 10 times one per transaction, and 10,000 a
# second or what the disk allows.

. "$TOP/tests/bench/lib.sh"
need reserve cpu dd
WORK=$(mktemp -d "$DATA/store.XXXXXX") || exit 1
trap 'rm -rf "$WORK"' EXIT
cd "$WORK" || exit 1
rounds=$((ROUNDS < 3 ? ROUNDS : 3))
seed='$(date +%s%N | cut -c8-18)'

# rates LABEL:NUMBER...: cpu's lines as reservations a second.
rates()
{
	awk -F '\t' -v numbers="$*" '
	BEGIN {
		n = split(numbers, s, " ")
		for (i = 1; i <= n; i++) {
			split(s[i], x, ":")
			number[x[1]] = x[2]
		}
		printf "%-24s %9s %9s %9s\n", "", "per s", "ratio",
		    "cpu us"
	}
	{
		rate = $4 > 0 ? number[$1] / $4 : 0
		if (NR == 1)
			base = rate
		printf "%-24s %9.0f %9.1f %9.1f%s\n", $1, rate,
		    base ? rate / base : 0, $2 * 1e6 / number[$1],
		    $6 ? " (exit " $6 ")" : ""
	}'
}

# One process or four.
once()
{
	echo "reserve run '$1' $2 $3 $seed >/dev/null"
}

four()
{
	echo "for i in 1 2 3 4; do reserve run '$1' $(($2 / 4)) $3 \
	    \$i$seed >/dev/null & p=\"\$p \$!\"; done; s=0
	    for p in \$p; do wait \$p || s=1; done; exit \$s"
}

dd if=/dev/zero of=synced bs=4096 count=200 oflag=dsync 2>&1 |
    awk '/copied/ { for (i = 1; i < NF; i++) if ($(i + 1) == "s,")
	printf "synced writes of 4 KiB: %.0f per s\n", 200 / $i }'

reserve init s.db 1000 10000000 || exit 1
cpu -n "$rounds" "one=$(once s.db 100 1)" \
    "batch-100=$(once s.db 10000 100)" \
    "batch-500=$(once s.db 20000 500)" \
    "batch-100*4=$(four s.db 10000 100)" |
    rates one:100 batch-100:10000 batch-500:20000 'batch-100*4:10000'

have()
{
	command -v "$1" >/dev/null 2>&1
}
. "$TOP/tests/tools/postgres.sh"
if postgres_start; then
	echo "PostgreSQL, its own settings, on a Unix socket:"
	u=$OU_TEST_POSTGRES
	reserve init "$u" 1000 10000000 || exit 1
	cpu -n "$rounds" "one=$(once "$u" 200 1)" \
	    "one*4=$(four "$u" 400 1)" \
	    "batch-100=$(once "$u" 5000 100)" \
	    "batch-100*4=$(four "$u" 10000 100)" |
	    rates one:200 'one*4:400' batch-100:5000 'batch-100*4:10000'
	reserve check "$u" </dev/null | tail -n 3
else
	echo "(no PostgreSQL here: make deps-postgres)"
fi
reserve check s.db </dev/null | tail -n 3
