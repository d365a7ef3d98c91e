#!/bin/bash
# unit.sh: run every program of tests/unit.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/tools/programs.sh"
. "$TOP/tests/tools/postgres.sh"
suite unit
# Many small commits; what a commit survives is tested elsewhere.
postgres_start -c fsync=off || skip "the store on PostgreSQL: no server here"
run_programs unit
suite_end
