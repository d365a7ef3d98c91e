#!/bin/sh
# lib/cli/completion.sh SHELL COMMAND: print completion for a command, from its
# own --help.  An option line there is two spaces, then "-x, --name[=ARG]" or
# "    --name[=ARG]", then spaces and a text, which may go on in lines that
# begin with more spaces.  Option values that are words joined by | are
# completed too, and the words of a line that begins with "ACTION:".

set -eu
shell=$1 bin=$2
name=$(basename "$bin")

"$bin" --help | awk -v shell="$shell" -v name="$name" '
/^  (-[A-Za-z0-9?], |    )--[a-z]/ {
	short = ($1 ~ /^-[^-],$/) ? substr($1, 2, 1) : ""
	line = $0
	match(line, /--[^ ]+/)
	spec = substr(line, RSTART, RLENGTH)
	text = substr(line, RSTART + RLENGTH)
	sub(/^ +/, "", text)
	long = spec
	sub(/^--/, "", long)
	sub(/\[?=.*/, "", long)
	sub(/\[$/, "", long)
	arg = ""
	if (match(spec, /=.*/)) {
		arg = substr(spec, RSTART + 1)
		sub(/\]$/, "", arg)
	}
	n++
	s[n] = short; l[n] = long; a[n] = arg; t[n] = text
	opt[n] = (spec ~ /\[=/)
	values[n] = ""
	if (arg ~ /^[a-z0-9-]+(\|[a-z0-9-]+)+$/) {
		values[n] = arg
		gsub(/\|/, " ", values[n])
	}
}
!n && /^ACTION: / {
	actions = $2
	gsub(/\|/, " ", actions)
}
n && /^          / {
	line = $0
	sub(/^ +/, "", line)
	t[n] = t[n] (t[n] != "" ? " " : "") line
}
function quote(x) {
	gsub(/\047/, "\047\\\047\047", x)
	return "\047" x "\047"
}
function bash(   i, words, f) {
	f = "_" name
	gsub(/-/, "_", f)
	for (i = 1; i <= n; i++)
		words = words (i > 1 ? " " : "") "--" l[i] \
		    (a[i] != "" && !opt[i] ? "=" : "")
	print f "()"
	print "{"
	print "\tlocal cur prev"
	print "\tcur=${COMP_WORDS[COMP_CWORD]}"
	print "\tprev=${COMP_WORDS[COMP_CWORD-1]}"
	print "\t# bash splits words at =: --name = value"
	print "\tif [ \"$cur\" = \"=\" ]; then cur=; " \
	    "elif [ \"$prev\" = \"=\" ]; then " \
	    "prev=${COMP_WORDS[COMP_CWORD-2]}; fi"
	print "\tcase $prev in"
	for (i = 1; i <= n; i++) {
		if (a[i] == "" || opt[i])
			continue
		if (values[i] != "")
			what = "COMPREPLY=($(compgen -W \"" values[i] \
			    "\" -- \"$cur\"))"
		else if (a[i] == "DIR")
			what = "COMPREPLY=($(compgen -d -- \"$cur\"))"
		else if (a[i] ~ /FILE|PATH/)
			what = "COMPREPLY=($(compgen -f -- \"$cur\"))"
		else
			what = "COMPREPLY=()"
		print "\t" (s[i] != "" ? "-" s[i] "|" : "") "--" l[i] ")"
		print "\t\t" what "; return ;;"
	}
	print "\tesac"
	print "\tcase $cur in"
	print "\t-*) COMPREPLY=($(compgen -W \"" words "\" -- \"$cur\"))"
	print "\t\t[ ${#COMPREPLY[@]} = 1 ] && " \
	    "[[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null"
	print "\t\treturn 0 ;;"
	if (actions != "")
		print "\t*) if [ \"$COMP_CWORD\" = 1 ]; then" \
		    " COMPREPLY=($(compgen -W \"" actions \
		    "\" -- \"$cur\")); return; fi ;;&"
	print "\t*) COMPREPLY=($(compgen -f -- \"$cur\")) ;;"
	print "\tesac"
	print "}"
	print "complete -o filenames -F " f " " name
}
function zsh(   i, x, d) {
	print "#compdef " name
	print "_arguments -s \\"
	for (i = 1; i <= n; i++) {
		d = t[i]
		gsub(/\\/, "", d)
		gsub(/\[/, "\\[", d)
		gsub(/\]/, "\\]", d)
		gsub(/:/, "\\:", d)
		x = "[" d "]"
		if (a[i] != "") {
			x = x (opt[i] ? "::" : ":") a[i] ":"
			if (values[i] != "")
				x = x "(" values[i] ")"
			else if (a[i] == "DIR")
				x = x "_files -/"
			else if (a[i] ~ /FILE|PATH/)
				x = x "_files"
		}
		print "  " quote("--" l[i] (a[i] != "" ? "=" : "") x) " \\"
		if (s[i] != "")
			print "  " quote("-" s[i] (a[i] != "" && !opt[i] ? \
			    "+" : "") x) " \\"
	}
	if (actions != "")
		print "  \0471:action:(" actions ")\047 \\"
	print "  \047*:file:_files\047"
}
function fish(   i, x) {
	for (i = 1; i <= n; i++) {
		x = "complete -c " name " -l " l[i]
		if (s[i] != "")
			x = x " -s " s[i]
		if (a[i] != "" && !opt[i])
			x = x " -r"
		if (values[i] != "")
			x = x " -f -a " quote(values[i])
		print x " -d " quote(t[i])
	}
	if (actions != "")
		print "complete -c " name " -n __fish_use_subcommand -a " \
		    quote(actions)
}
END {
	if (n == 0) {
		print name ": no options in its --help" >"/dev/stderr"
		exit 1
	}
	if (shell == "bash")
		bash()
	else if (shell == "zsh")
		zsh()
	else if (shell == "fish")
		fish()
	else
		exit 2
}'
