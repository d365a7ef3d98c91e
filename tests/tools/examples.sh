#!/bin/bash
# examples.sh: run the examples of the man pages and the README.
#
# In a page they are the `.Bd -literal` displays of section EXAMPLES, in the
# README the blocks fenced ```sh.  Convention:
#
#	$ command		a command, run by `sh -e`
#	> more of it		its further lines
#	output			what it prints, standard error included
#	...			stands for any lines, also none
#
# Blank lines do not count.
# A command without output below it may print what it likes.  It must exit
# with 0, or with N where the command ends in "# exit N".  The commands of one
# file run in order in one temporary copy of examples/savonnerie.
# `$ make ... demo` runs in the project's folder; other lines with make, git
# and sudo are for people.

. "$(dirname "$0")/lib.sh"
suite examples
cd "$TOP" || exit 2

# page_blocks FILE: the text of the displays in EXAMPLES, unescaped.
page_blocks()
{
	awk '
	$1 == ".Sh" { ex = ($2 == "EXAMPLES"); next }
	ex && $1 == ".Bd" { lit = 1; next }
	ex && $1 == ".Ed" { lit = 0; print ""; next }
	ex && lit && !/^$/ {
		gsub(/\\\(aq/, "\047")
		gsub(/\\\(dq/, "\"")
		gsub(/\\\(ti/, "~")
		gsub(/\\\(ha/, "^")
		gsub(/\\-/, "-")
		gsub(/\\&/, "")
		gsub(/\\e/, "\\")
		print
	}' "$1"
}

readme_blocks()
{
	awk '/^```sh/ { on = 1; next } /^```/ { on = 0; print ""; next }
	    on && !/^$/' "$1"
}

# split DIR: make DIR/N.cmd, DIR/N.out and, if there is output, DIR/N.check
# from the blocks on standard input; print the number of commands.
split_blocks()
{
	awk -v dir="$1" '
	function done() {
		if (!n)
			return
		printf "%s", cmd >(dir "/" n ".cmd")
		printf "%s", out >(dir "/" n ".want")
		close(dir "/" n ".cmd")
		close(dir "/" n ".want")
	}
	/^\$ / { done(); n++; cmd = substr($0, 3) "\n"; out = ""; on = 1; next }
	on && /^> / { cmd = cmd substr($0, 3) "\n"; next }
	/^$/ { on = 0; next }
	on { out = out $0 "\n" }
	END { done(); print n + 0 }'
}

# matches WANT GOT: line by line, where "..." stands for any lines.
matches()
{
	awk '
	NR == FNR { want[++n] = $0; next }
	/^$/ { next }
	{ got[++m] = $0 }
	function match_from(i, j,   k) {
		for (; i <= n; i++) {
			if (want[i] == "...") {
				if (i == n)
					return 1
				for (k = j; k <= m + 1; k++)
					if (match_from(i + 1, k))
						return 1
				return 0
			}
			if (j > m || want[i] != got[j++])
				return 0
		}
		return j > m
	}
	END { exit !match_from(1, 1) }' "$1" "$2"
}

# run_file FILE READER
run_file()
{
	local file=$1 dir=$WORK/blocks box=$WORK/box i n want status cmd

	rm -rf "$dir" "$box"
	mkdir -p "$dir" "$box"
	[ -d examples/savonnerie ] && cp -r examples/savonnerie/. "$box"
	n=$("$2" "$file" | split_blocks "$dir")
	for ((i = 1; i <= n; i++)); do
		cmd=$(cat "$dir/$i.cmd")
		here=$box
		case $cmd in
		make*demo*)
			here=$TOP
			cmd="make --no-print-directory OUT='${OUT#"$TOP"/}' \
			    BUILD='${BUILD:-opt}' CC='${CC:-gcc}' \
			    CFLAGS='${CFLAGS:-}' CPPFLAGS='${CPPFLAGS:-}' \
			    LDFLAGS='${LDFLAGS:-}' demo" ;;
		make* | git* | sudo* | apt*)
			continue ;;
		esac
		want=0
		[[ $cmd =~ \#\ exit\ ([0-9]+)$ ]] && want=${BASH_REMATCH[1]}
		(
			cd "$here" || exit 99
			exec env -i PATH="$BIN:$PATH" HOME="$box" \
			    TMPDIR="$WORK" LC_ALL=C.UTF-8 TZ=UTC \
			    MANPATH="$TOP/man" \
			    ASAN_OPTIONS="$ASAN_OPTIONS" \
			    UBSAN_OPTIONS="$UBSAN_OPTIONS" \
			    timeout 60 sh -ec "$cmd"
		) >"$WORK/got" 2>&1 </dev/null
		status=$?
		if [ "$status" != "$want" ]; then
			fail "$file: exit $status, expected $want: $cmd"
			head -n 10 "$WORK/got" | sed 's/^/    /'
		elif [ -s "$dir/$i.want" ] &&
		    ! matches "$dir/$i.want" "$WORK/got"; then
			fail "$file: $cmd"
			diff -u --label page --label got "$dir/$i.want" \
			    "$WORK/got" | head -n 40 | sed 's/^/    /'
		else
			pass
		fi
	done
}

for page in man/*.[1-9]; do
	[ -e "$page" ] && run_file "$page" page_blocks
done
for f in README.md examples/*/README.md examples/README.md; do
	[ -e "$f" ] && run_file "$f" readme_blocks
done
suite_end
