#!/bin/bash
# unit.sh: run every program of tests/unit.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/tools/programs.sh"
suite unit
run_programs unit
suite_end
