# strip.awk: C source without comments and with empty string and character
# literals, line for line, so that a grep over it meets only code.
BEGIN {
	OFS = ""
}
FNR == 1 {
	open = 0
}
{
	line = $0
	out = ""
	# The name in an include line is code here.
	if (!open && line ~ /^[ \t]*#[ \t]*include/) {
		sub(/[ \t]*\/[*\/].*/, "", line)
		print FILENAME, ":", FNR, ":", line
		next
	}
	while (line != "") {
		if (open) {
			if (!match(line, /\*\//))
				break
			line = substr(line, RSTART + 2)
			open = 0
			continue
		}
		if (!match(line, /\/\*|\/\/|["\047]/)) {
			out = out line
			break
		}
		out = out substr(line, 1, RSTART - 1)
		what = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		if (what == "/*") {
			open = 1
		} else if (what == "//") {
			break
		} else if (what == "\"") {
			match(line, /^([^"\\]|\\.)*"?/)
			line = substr(line, RLENGTH + 1)
			out = out "\"\""
		} else {
			match(line, /^([^\047\\]|\\.)*\047?/)
			line = substr(line, RLENGTH + 1)
			out = out "\047\047"
		}
	}
	print FILENAME, ":", FNR, ":", out
}
