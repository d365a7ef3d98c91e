#!/bin/bash
# unit.sh: run every program of tests/unit.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/tools/programs.sh"
. "$TOP/tests/tools/postgres.sh"
suite unit
postgres_start || skip "the store on PostgreSQL: no server here"
run_programs unit
suite_end
