#!/bin/bash
# pages.sh [--write]: the parts of man pages that are printed from tables in
# the code.  They stand in a page between two comment lines,
#
#	.\" begin generated: NAME
#	.\" end generated
#
# and this looks whether they are what `manual NAME` prints today; --write
# writes it there.

. "$(dirname "$0")/lib.sh"
suite pages
cd "$TOP" || exit 2

for page in man/*.[1-9]; do
	grep -q '^\.\\" begin generated: ' "$page" || continue
	awk -v manual="$OUT/tools/manual" '
	/^\.\\" end generated/ { skip = 0 }
	!skip { print }
	/^\.\\" begin generated: / {
		skip = 1
		command = manual " " $NF
		while ((command | getline line) > 0)
			print line
		if (close(command) != 0)
			exit 1
	}' "$page" >"$WORK/page" || {
		fail "$page: nothing is printed for it"
		continue
	}
	if cmp -s "$WORK/page" "$page"; then
		pass
	elif [ "${1:-}" = --write ]; then
		cat "$WORK/page" >"$page"
		echo "wrote $page"
		pass
	else
		fail "$page is not what the tables say: make pages"
		diff "$page" "$WORK/page" | head -n 10 | sed 's/^/    /'
	fi
done
suite_end
