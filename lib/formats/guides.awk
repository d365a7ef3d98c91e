# The guides as a table of C strings, without comments and empty lines.
function name(path)
{
	sub(/.*\//, "", path)
	sub(/\.guide$/, "", path)
	return path
}
function finish()
{
	if (names != "")
		print "\t\"\" },"
}
BEGIN {
	print "#include \"guide_parts.h\"\n"
	print "const struct guide_source ou_guide_sources[] = {"
}
FNR == 1 {
	finish()
	names = names "\t\"" name(FILENAME) "\",\n"
	printf "\t{ \"%s\",\n", name(FILENAME)
}
{
	sub(/^[ \t]+/, "")
	if (substr($0, 1, 1) == "#")
		$0 = ""
	gsub(/\\/, "\\\\")
	gsub(/"/, "\\\"")
	printf "\t\"%s\\n\"\n", $0
}
END {
	finish()
	print "\t{ NULL, NULL },\n};\n"
	print "const char *const ou_guide_names[] = {"
	printf "%s\tNULL,\n};\n", names
}
