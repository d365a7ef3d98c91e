#!/bin/bash
# lint.sh: man pages (mandoc), scripts (shellcheck), and what a script can see
# of the house rules: marks of unfinished work, long lines, a page, a
# folder of cases and a line in the overviews for every command.

. "$(dirname "$0")/lib.sh"
suite lint
cd "$TOP" || exit 2

tracked()
{
	if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
		git ls-files -co --exclude-standard "$@" |
		    while read -r f; do [ -f "$f" ] && echo "$f"; done
	else
		find "$@" -type f | grep -v '^build/'
	fi
}

# Man pages.
for page in man/*.[1-9]; do
	[ -e "$page" ] || continue
	if ! have mandoc; then
		skip "mandoc is not installed"
		break
	fi
	if mandoc -T lint -W warning "$page" >"$WORK/log" 2>&1 &&
	    [ ! -s "$WORK/log" ]; then
		pass
	else
		fail "$page"
		sed 's/^/    /' "$WORK/log" | head -n 20
	fi
done

# Scripts.
tracked . | while read -r f; do
	case $f in
	*.sh | .ci/run) echo "$f" ;;
	tests/golden/*/cmd | *.c | *.h) ;;
	*) head -c 64 "$f" | head -n 1 | tr -d '\0' |
	    grep -qE '^#! */.*(ba|da|/)sh( |$)' && echo "$f" ;;
	esac
done >"$WORK/scripts"
while read -r f; do
	if ! have shellcheck; then
		skip "shellcheck is not installed"
		break
	fi
	if shellcheck -x -S warning "$f" >"$WORK/log" 2>&1; then
		pass
	else
		fail "$f"
		sed 's/^/    /' "$WORK/log" | head -n 30
	fi
done <"$WORK/scripts"

# Marks of unfinished work, and paths of one machine.
tracked . | grep -E '\.(c|h|sh|awk|[1-9]|md|map|json)$|Makefile$|/cmd$' |
    grep -v '^tests/fuzz/corpus/' >"$WORK/texts"
xargs -r grep -HnE 'TO[D]O|FIX[M]E|XX[X]:|not impl[e]mented' \
    <"$WORK/texts" 2>/dev/null >"$WORK/hits"
xargs -r grep -HnE '(^|[^A-Za-z.])/(wo[r]k|tm[p]/w|hom[e])/' \
    <"$WORK/texts" 2>/dev/null >>"$WORK/hits"
if [ -s "$WORK/hits" ]; then
	fail "left undone, or a path of one machine"
	sed 's/^/    /' "$WORK/hits" | head -n 20
else
	pass
fi

# Lines to 80 columns.  A row of a table has what belongs together in one.
tracked cmd include lib | grep '\.[ch]$' | while read -r f; do
	expand "$f" | LC_ALL=C.UTF-8 awk -v f="$f" 'length($0) > 80 &&
	    !/\\$/ && !/^ *[A-Z][A-Z_]*\(/ { print f ":" NR }'
done >"$WORK/hits"
if [ -s "$WORK/hits" ]; then
	fail "lines of more than 80 columns"
	sed 's/^/    /' "$WORK/hits" | head -n 20
else
	pass
fi

# Every command is documented, tested and named.
for src in cmd/*.c; do
	[ -e "$src" ] || continue
	name=$(basename "$src" .c)
	miss=
	[ -e "man/$name.1" ] || miss="$miss man/$name.1"
	[ -d "tests/golden/$name" ] || miss="$miss tests/golden/$name/"
	grep -qs "$name" man/orderutils.7 || miss="$miss (in orderutils.7)"
	grep -qs "$name" README.md || miss="$miss (in README.md)"
	if [ -n "$miss" ]; then
		fail "$name has no$miss"
	else
		pass
	fi
done
suite_end
