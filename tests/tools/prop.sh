#!/bin/bash
# prop.sh: run every property test of tests/prop.  They print their seed;
# OU_SEED=N repeats a run, OU_ROUNDS=N changes its length.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/tools/programs.sh"
. "$TOP/tests/tools/postgres.sh"
suite prop
# Many small commits; what a commit survives is tested elsewhere.
postgres_start -c fsync=off || skip "the store on PostgreSQL: no server here"
PROGRAM_TIMEOUT=300
run_programs prop
suite_end
