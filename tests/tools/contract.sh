#!/bin/bash
# contract.sh [COMMAND...]: what holds for every command: help and version,
# usage errors, empty, cut-off and unreadable input, output that cannot be
# written, readers that leave, sealed streams, untouched strangers, and a man
# page that names the same options as --help.
#
# A command that cannot run without certain options has them, one a line, in
# tests/contract/COMMAND ($BOOK and $EXAMPLES are replaced), and what they name
# is made by COMMAND.setup; one that must see all records before it writes any
# has an empty file COMMAND.gathers there.
# Where a command has a reason to do otherwise, the case's text stands in
# COMMAND.except, with the reason in lines that begin with #; then it must do
# otherwise.

. "$(dirname "$0")/lib.sh"
suite contract
cd "$TOP" || exit 2

LC_ALL=C.UTF-8 TZ=UTC
export LC_ALL TZ
unset ORDERUTILS_SEALED ORDERUTILS_STORE
EXAMPLES=$TOP/examples
BOOK=$EXAMPLES/savonnerie/book
ORDERUTILS_BOOK=$BOOK
export ORDERUTILS_BOOK

# Records of a type that no command knows pass through every command.
NOTE='{"type":"Note","n":12.10,"e":1e2,"u":"\u00e9","big":123456789012345678901234567890,"a" : [ 1 ,{}],"z":null}'
SEAL1='{"type":"EndOfStream","records":1}'
cd "$WORK" || exit 2
printf '%s\n' "$NOTE" >note.jsonl
printf '%s\n%s\n' "$NOTE" "$SEAL1" >sealed.jsonl
printf '%s\n{"type":"Note","text":"cut o' "$NOTE" >cut.jsonl
printf '{"type":"Note","n":01}\n%s\n' "$NOTE" >bad.jsonl
printf '{"type":"Note","t":"\xff\xfe"}\n%s\n' "$NOTE" >utf8.jsonl
printf '\0\0\0' >nul.jsonl
: >empty
: >empty2
awk -v r="$NOTE" 'BEGIN { for (i = 0; i < 20000; i++) print r }' >big.jsonl
gzip -nc note.jsonl >note.jsonl.gz
cp note.jsonl note2.jsonl
cp sealed.jsonl sealed2.jsonl
mkdir folder

# run ARGS...: the command with its own options; stdout in out, stderr in err,
# exit status in $status.  Standard input is the file $in.
run()
{
	timeout 20 "$BIN/$c" "${own[@]}" "$@" >out 2>err <"${in:-/dev/null}"
	status=$?
}

# ok TEXT CONDITION...: one case.
ok()
{
	local text=$1 except=$TOP/tests/contract/$c.except

	shift
	if [ -e "$except" ] && grep -qxF -e "$text" "$except"; then
		if "$@"; then
			fail "$c: needs no exception: $text"
		else
			pass
		fi
	elif "$@"; then
		pass
	else
		fail "$c: $text (exit $status)"
		head -n 4 err | cut -c1-200 | sed 's/^/    err: /'
	fi
}

is()		{ [ "$status" = "$1" ]; }
# A message begins with the program's name and says TEXT.
says()		{ grep -qaF "$1" err && head -n 1 err | grep -qa "^$c: "; }
quiet()		{ [ ! -s err ]; }
no_out()	{ [ ! -s out ]; }
is_says()	{ is "$1" && says "$2"; }
is_says_no_out() { is "$1" && says "$2" && no_out; }
is_quiet()	{ is "$1" && quiet; }
is_out()	{ is "$1" && cmp -s out "$2"; }
is_out_quiet()	{ is "$1" && quiet && cmp -s out "$2"; }

offers()
{
	grep -qx -- "--$1" options.help
}

help_options()
{
	awk '/^  (-[A-Za-z0-9?], |    )--[a-z]/ {
		match($0, /--[a-z0-9-]+/)
		print substr($0, RSTART, RLENGTH)
	}' out | sort -u >options.help
}

# The long options that the page's .It lines name.
man_options()
{
	awk '$1 == ".It" {
		for (i = 2; i < NF; i++) {
			o = $(i + 1)
			if ($i == "Fl" && (o ~ /^-/ || o ~ /^\\-/)) {
				sub(/^\\?-/, "", o)
				sub(/[=\\[].*/, "", o)
				print "--" o
			}
			if ($i == "Fl" && o == "Fl")
				print "--" $(i + 2)
		}
	}' "$1" | sort -u
}

test_help()
{
	in=/dev/null
	run --help
	ok '--help is on standard output, exit 0' is_quiet 0
	ok '--help says something' test -s out
	ok '--help fits a terminal of 80 columns' \
	    awk 'length($0) > 80 { exit 1 }' out
	help_options
	cp out help
	for o in help version output quiet verbose diagnostics sealed now \
	    rejects; do
		ok "--help names --$o" offers $o
	done
	run -h
	ok '-h is --help' is_out_quiet 0 help
	run --version
	ok '--version is one line with the version' \
	    grep -qx "$c (orderutils) ${VERSION:-.*}" out
	ok '--version exits 0' is_quiet 0
	cp out version
	run -V
	ok '-V is --version' is_out_quiet 0 version
	# Every option that help names exists: what is said of it is not what
	# is said of an option that does not.
	run --no-such-option=
	cp err unknown
	while read -r o; do
		run "$o=" --no-such-option=
		sed "s/--no-such-option/$o/" unknown >unknown.this
		ok "$o is known" test "$(head -n 1 err)" != \
		    "$(head -n 1 unknown.this)"
	done <options.help
}

test_page()
{
	local page=$TOP/man/$c.1

	if [ ! -e "$page" ]; then
		fail "$c: no man page man/$c.1"
		return
	fi
	man_options "$page" >options.man
	diff options.help options.man >differ
	status=0
	ok "page and --help name the same options: $(tr '\n' ' ' <differ)" \
	    test ! -s differ
	for s in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' EXAMPLES \
	    'SEE ALSO'; do
		ok "the page has $s" grep -qx "\.Sh $s" "$page"
	done
}

test_usage()
{
	in=note.jsonl
	run --no-such-option
	ok 'unknown option: exit 2' is_says_no_out 2 no-such-option
	run -%
	ok 'unknown short option: exit 2' is_says_no_out 2 %
	run no/such/file
	ok 'missing file: exit 2 with its name' is_says_no_out 2 no/such/file
	run note.jsonl no/such/file
	ok 'missing second file: exit 2 with its name' is_says 2 no/such/file
	run folder
	ok 'a folder as input: exit 2 with its name' is_says 2 folder
	run --now=yesterday-ish
	ok 'wrong --now: exit 2' is_says 2 yesterday-ish
	run --diagnostics=braille
	ok 'wrong --diagnostics: exit 2' is_says 2 braille
}

test_input()
{
	in=empty
	run
	ok 'empty input: nothing, exit 0' is_out_quiet 0 empty
	run empty empty2
	ok 'two empty files: nothing, exit 0' is_out_quiet 0 empty
	in=note.jsonl
	run
	ok 'an unknown record passes byte for byte' is_out_quiet 0 note.jsonl
	run -
	ok '- is standard input' is_out_quiet 0 note.jsonl
	in=empty
	run note.jsonl
	ok 'an unknown record of a file passes' is_out_quiet 0 note.jsonl
	run -- note.jsonl
	ok '-- ends the options' is_out_quiet 0 note.jsonl
	run note.jsonl.gz
	ok 'gzip is recognised' is_out_quiet 0 note.jsonl
	cat note.jsonl note.jsonl >two
	run note.jsonl note2.jsonl
	ok 'two files follow one another' is_out_quiet 0 two
	run cut.jsonl
	ok 'cut-off input: exit 3 with its name' is_says 3 cut.jsonl
	ok 'the record before the cut is delivered' \
	    awk 'NR == 1 && $0 == r { ok = 1 } END { exit !ok }' \
	    r="${NOTE//\\/\\\\}" out
	run bad.jsonl
	ok 'a bad record: exit 1, line and name' is_says 1 bad.jsonl:1
	ok 'the record behind the bad one is delivered' \
	    cmp -s out note.jsonl
	rm -f rejects.jsonl
	run --rejects=rejects.jsonl bad.jsonl
	ok 'a bad record lands in --rejects' grep -qs '"Reject"' rejects.jsonl
	run utf8.jsonl
	ok 'bytes that are not UTF-8 are refused' is_says 1 utf8.jsonl:1
	run nul.jsonl
	ok 'NUL bytes are refused' test "$status" = 1 -o "$status" = 3
	run /proc/self/mem
	ok 'a read error: exit 3 with the name' is_says 3 /proc/self/mem
	timeout 20 "$BIN/$c" "${own[@]}" >out 2>err <&-
	status=$?
	ok 'closed standard input: exit 2' is 2
	ok 'closed standard input: a message' test -s err
}

test_output()
{
	in=note.jsonl
	timeout 20 "$BIN/$c" "${own[@]}" note.jsonl >/dev/full 2>err
	status=$?
	ok 'full output: exit 4' is_says 4 ''
	timeout 20 "$BIN/$c" "${own[@]}" big.jsonl >/dev/full 2>err
	status=$?
	ok 'full output, much of it: exit 4' is_says 4 ''
	timeout 20 "$BIN/$c" "${own[@]}" note.jsonl >&- 2>err
	status=$?
	ok 'closed standard output: exit 4' is_says 4 ''
	"$BIN/$c" --help >/dev/full 2>err
	status=$?
	ok '--help to a full disk: exit 4' is 4
	timeout 20 "$BIN/$c" "${own[@]}" note.jsonl >out 2>&-
	status=$?
	ok 'closed standard error harms nothing' is_out 0 note.jsonl

	# The reader leaves: no message, and the status of SIGPIPE.
	{
		timeout 20 "$BIN/$c" "${own[@]}" big.jsonl 2>err
		echo $? >pipe.status
	} | head -n 1 >/dev/null
	status=$(cat pipe.status)
	ok 'a reader that leaves: SIGPIPE, quietly' is_quiet 141

	printf 'old\n' >target
	run -o target note.jsonl
	ok '-o writes the file' cmp -s target note.jsonl
	ok '-o leaves standard output empty' no_out
	printf 'old\n' >target
	run -o target cut.jsonl
	ok '-o is untouched by a run on cut-off input' \
	    test "$status" = 3 -a "$(cat target)" = old
	rm -f fresh
	run -o fresh note.jsonl
	ok '-o makes a file that was not there' cmp -s fresh note.jsonl
	rm -f fresh
	run -o ./fresh cut.jsonl
	ok '-o makes none from cut-off input' \
	    test "$status" = 3 -a ! -e fresh
	printf 'old\n' >behind
	ln -sf behind link
	run -o link note.jsonl
	ok '-o through a link replaces what it points to' \
	    test -L link -a "$(cat behind)" = "$NOTE"
	chmod 640 target
	run -o target note.jsonl
	ok '-o keeps the mode' test "$(stat -c %a target)" = 640
	run -o no/such/folder/file note.jsonl
	ok '-o in a missing folder: exit 4 with the name' is_says 4 no/such
	ok '-o leaves no temporary file' test -z "$(find . \( \
	    -name '*target?*' -o -name '*fresh?*' -o -name '.ou-*' \))"
	if [ "$(id -u)" != 0 ]; then
		mkdir -p closed && chmod 555 closed
		run -o closed/file note.jsonl
		ok '-o in a closed folder fails' test "$status" != 0
	fi
	if [ -e "$TOP/tests/contract/$c.gathers" ]; then
		return
	fi
	# What is produced is written before waiting for more.
	rm -f fifo
	mkfifo fifo
	: >live
	timeout 20 "$BIN/$c" "${own[@]}" <fifo >live 2>err &
	exec 9>fifo
	cat note.jsonl >&9
	for ((i = 0; i < 50; i++)); do
		cmp -s live note.jsonl && break
		sleep 0.1
	done
	status=0
	ok 'output is flushed when the input would block' \
	    cmp -s live note.jsonl
	exec 9>&-
	wait
}

test_sealed()
{
	in=empty
	run --sealed note.jsonl
	ok 'sealed, no seal in the input: exit 3' is_says 3 note.jsonl
	ok 'and no seal is written' test -z "$(grep -a EndOfStream out)"
	run --sealed sealed.jsonl
	ok 'sealed: the seal comes out' is_out_quiet 0 sealed.jsonl
	run sealed.jsonl
	ok 'not sealed: the seal is consumed' is_out_quiet 0 note.jsonl
	printf '%s\n%s\n' "$NOTE" '{"type":"EndOfStream","records":2}' >miscount
	# A program in between may have selected records: the count is that of
	# the writer, and ours counts what we write.
	run --sealed miscount
	ok 'a seal that counts more than there is: ours counts what went out' \
	    is_out_quiet 0 sealed.jsonl
	cat note.jsonl note.jsonl >two
	echo '{"type":"EndOfStream","records":2}' >>two
	run --sealed sealed.jsonl sealed2.jsonl
	ok 'sealed files: one seal with the sum' is_out 0 two
	printf 'old\n' >target
	run --sealed -o target note.jsonl
	ok 'sealed, no seal: -o is untouched' \
	    test "$status" = 3 -a "$(cat target)" = old
	ORDERUTILS_SEALED=1 run note.jsonl
	ok 'ORDERUTILS_SEALED=1 is --sealed' is 3
	printf '%s\n%s\n%s\n' "$NOTE" "$SEAL1" "$NOTE" >behind
	run behind
	ok 'a record behind the seal: exit 3' is 3
}

test_more()
{
	in=empty
	if ! have jq; then
		skip "$c: jq is not installed"
		return
	fi
	run --diagnostics=jsonl bad.jsonl
	ok '--diagnostics=jsonl writes JSON objects' \
	    test -s err -a -z "$(jq -c 'select(type != "object")' err 2>&1)"
	ok 'with program, file, line and text' jq -es \
	    '.[0] | .program and .source and .line and .text' err
	run --diagnostics=jsonl no/such/file
	ok '--diagnostics=jsonl for a missing file' \
	    test -s err -a -z "$(jq -c 'select(type != "object")' err 2>&1)"
	if offers schema; then
		run --schema
		ok '--schema: exit 0' is_quiet 0
		ok '--schema is one JSON object' \
		    jq -e '."$schema" and (type == "object")' out
	fi
	# A hostile name must not reach the terminal raw.
	run "$(printf 'no\033[31msuch')"
	ok 'control characters in messages are escaped' \
	    test -z "$(grep -a "$(printf '\033')" err)"
}

[ $# -gt 0 ] || for f in "$TOP"/cmd/*.c; do
	[ -e "$f" ] && set -- "$@" "$(basename "$f" .c)"
done
for c; do
	if [ ! -x "$BIN/$c" ]; then
		fail "$c is not built"
		continue
	fi
	own_options "$c"
	before=$n_fail
	for t in help page usage input output sealed more; do
		test_$t >log
		# Only what a test says of itself, not of its tools.
		grep -aE '^(FAIL|skip|    err:)' log
	done
	[ "$n_fail" = "$before" ] || echo "    $c: $((n_fail - before)) cases"
done
cd "$TOP" || exit 2
suite_end
