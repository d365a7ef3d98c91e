# shellcheck shell=bash
# What the benches share; bench.sh sets the environment they run in.

set -u
CORE=${CORE:-1}

# need COMMAND...: leave quietly where one is not built or installed.
need()
{
	local c

	for c; do
		command -v "$c" >/dev/null 2>&1 || {
			echo "(skipped: no $c here)"
			exit 0
		}
	done
}

# data FILE GENERATOR...: make a data file once.
data()
{
	local file=$DATA/$1

	shift
	[ -s "$file" ] && return
	"$@" >"$file.new" && mv "$file.new" "$file"
}

# book ITEMS CUSTOMERS PRICES: make the book once.
book()
{
	[ -e "$DATA/book/carriers.csv" ] ||
	    gen-book -i "$1" -c "$2" -p "$3" "$DATA/book"
}

bytes()
{
	stat -c %s "$1"
}

# figures LABEL...: read cpu's lines on standard input and the sizes in bytes
# as LABEL:BYTES arguments; print MB per CPU second, the ratio to the first
# label, the memory, and the exit status if it was not 0.
figures()
{
	awk -F '\t' -v sizes="$*" '
	BEGIN {
		n = split(sizes, s, " ")
		for (i = 1; i <= n; i++) {
			split(s[i], x, ":")
			size[x[1]] = x[2]
		}
		printf "%-24s %9s %9s %8s %9s\n", "", "MB", "MB/cpu-s",
		    "ratio", "RSS MiB"
	}
	{
		rate = $2 > 0 ? size[$1] / 1e6 / $2 : 0
		if (NR == 1)
			base = rate
		printf "%-24s %9.1f %9.1f %8.1f %9.1f%s\n", $1,
		    size[$1] / 1e6, rate, base ? rate / base : 0, $5 / 1024,
		    $6 ? " (exit " $6 ")" : ""
	}'
}
