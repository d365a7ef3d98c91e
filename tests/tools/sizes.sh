#!/bin/bash
# sizes.sh: what has outgrown its room: files above 600 lines, functions above
# 60, lines above 80 columns (field tables, which are wide on purpose, and
# links apart).  A report, not a test.

. "$(dirname "$0")/lib.sh"
LC_ALL=C.UTF-8
cd "$TOP" || exit 2
find lib cmd include tests -name '*.[ch]' 2>/dev/null | sort |
    xargs -r awk '
function end_file() {
	if (name != "" && last > 600)
		printf "%s: %d lines\n", name, last
}
FNR == 1 { end_file(); name = FILENAME; open = 0 }
{ last = FNR }
/^[a-z_][a-z_0-9]*\(/ { fn = $0; sub(/\(.*/, "", fn) }
/^\{$/ { open = FNR }
/^\}/ && open {
	if (FNR - open > 61)
		printf "%s:%d: %s: %d lines\n", FILENAME, open, fn, FNR - open - 1
	open = 0
}
{
	line = $0
	while ((i = index(line, "\t")) > 0)
		line = substr(line, 1, i - 1) \
		    substr("        ", 1, 8 - (i - 1) % 8) substr(line, i + 1)
	# mawk counts bytes: what is not ASCII counts once too often.
	gsub(/[\200-\277]/, "", line)
	if (length(line) > 80 && line !~ /^ *[A-Z]+\(T, |https?:\/\//)
		long[FILENAME]++
}
END {
	end_file()
	for (f in long)
		printf "%s: %d lines above 80 columns\n", f, long[f]
}'
