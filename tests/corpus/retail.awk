# retail.awk: read the CSV files on its own terms, knowing nothing of the
# project: a line of fields separated by tabs for every row.  Quotes may hold
# separators, quotes and line ends.
function flush_row(   i, line) {
	line = f[1]
	for (i = 2; i <= n; i++)
		line = line "\t" f[i]
	if (f[1] != "InvoiceNo")
		print line
}
{
	gsub(/\t/, " ")
	sub(/\r$/, "")
	rest = open ? rest "\n" $0 : $0
	# An odd number of quotes: the row goes on in the next line.
	q = gsub(/"/, "\"", rest)
	open = q % 2
	if (open)
		next
	n = 0
	while (1) {
		if (substr(rest, 1, 1) == "\"") {
			rest = substr(rest, 2)
			v = ""
			while ((i = index(rest, "\"")) > 0) {
				v = v substr(rest, 1, i - 1)
				rest = substr(rest, i + 1)
				if (substr(rest, 1, 1) != "\"")
					break
				v = v "\""
				rest = substr(rest, 2)
			}
			gsub(/\n/, " ", v)
			f[++n] = v
			if (rest == "")
				break
			rest = substr(rest, 2)
		} else {
			i = index(rest, ",")
			if (i == 0) {
				f[++n] = rest
				break
			}
			f[++n] = substr(rest, 1, i - 1)
			rest = substr(rest, i + 1)
		}
	}
	rest = ""
	flush_row()
}
