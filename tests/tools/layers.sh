#!/bin/bash
# layers.sh: hold the layers.  The include path names the layer, so reading
# the include lines is enough:
#
#	base	nothing
#	io	base
#	record	io base
#	model	record base
#	book	model record io base
#	formats	book model record io base	(formats/edi: only io base)
#	rules	model base			(no I/O, store, clock, printing)
#	render	model record io base
#	store	record base
#	ledger	store book model record io base	(what records do to a store)
#	cli	book model record io base
#	desk	all of these		(what a command does)
#	cmd	all
#
# Also: no floating point near money; the library neither prints nor exits;
# every header has its guard and compiles alone; what the library exports
# begins with ou_.

. "$(dirname "$0")/lib.sh"
suite layers
cd "$TOP" || exit 2

find lib cmd include -name '*.[ch]' 2>/dev/null | sort >"$WORK/files"
if [ ! -s "$WORK/files" ]; then
	suite_end
	exit
fi
xargs awk -f tests/tools/strip.awk <"$WORK/files" >"$WORK/code"

may_use()
{
	case $1 in
	base)		echo ;;
	io)		echo base ;;
	record)		echo io base ;;
	model)		echo record base ;;
	book)		echo model record io base ;;
	formats/edi)	echo io base ;;
	formats)	echo book model record io base ;;
	rules)		echo model base ;;
	render)		echo model record io base ;;
	store)		echo record base ;;
	ledger)		echo store book model record io base ;;
	cli)		echo book model record io base ;;
	desk)		echo base io record model book formats rules render \
			    store ledger cli ;;
	cmd)		echo base io record model book formats rules render \
			    store ledger cli desk ;;
	*)		return 1 ;;
	esac
}

# layer_of FILE
layer_of()
{
	case $1 in
	lib/formats/edi/* | lib/formats/edi_* | include/ou/formats/edi/* | \
	    include/ou/formats/edi_*)
		echo formats/edi ;;
	lib/*/*)	echo "$1" | cut -d/ -f2 ;;
	include/ou/*/*)	echo "$1" | cut -d/ -f3 ;;
	cmd/*)		echo cmd ;;
	*)		echo none ;;
	esac
}

# Every file against its layer: one case a file.
while read -r file; do
	layer=$(layer_of "$file")
	if ! allowed=$(may_use "$layer"); then
		fail "$file: it lies in no layer"
		continue
	fi
	bad=
	while read -r inc; do
		to=${inc#ou/}
		case $inc in
		ou/*/*)	to=${to%%/*} ;;
		ou/*)	bad="$bad $inc(names no layer)"; continue ;;
		../*)	bad="$bad $inc(leaves its folder)"; continue ;;
		*)	continue ;;
		esac
		[ "$to" = "${layer%%/*}" ] && continue
		case " $allowed " in
		*" $to "*) ;;
		*) bad="$bad $inc" ;;
		esac
	done < <(sed -n 's/^[ \t]*#[ \t]*include[ \t]*["<]\([^">]*\)[">].*/\1/p' \
	    "$file")
	if [ -n "$bad" ]; then
		fail "$file ($layer) must not include:$bad"
	else
		pass
	fi
done <"$WORK/files"

# forbid TEXT FILES-PATTERN CODE-PATTERN: no line of these files may match.
forbid()
{
	grep -E "^($2)[^:]*:[0-9]+:" "$WORK/code" | grep -E "\\b($3)" >"$WORK/hits"
	if [ -s "$WORK/hits" ]; then
		fail "$1"
		sed 's/^/    /' "$WORK/hits" | head -n 20
	else
		pass
	fi
}

# Forecasts are estimates: they alone may be floating point, in one folder
# and the header it speaks through.
estimates='^(lib/rules/forecast/[a-z]+\.[ch]|include/ou/rules/forecast\.h):'
grep -vE "$estimates" "$WORK/code" >"$WORK/exact"
mv "$WORK/code" "$WORK/all"
mv "$WORK/exact" "$WORK/code"
forbid 'floating point near money' \
    'lib/rules/|include/ou/rules/|lib/base/(decimal|money)|include/ou/base/(decimal|money)' \
    '(double|float|strtod|strtof|atof|strtold)\b'
mv "$WORK/all" "$WORK/code"
forbid 'a call this code does without' 'lib/|cmd/' \
    '(system|popen|gets|strcpy|strcat|sprintf|vsprintf|atoi|atol|strtok|rand|srand)[ \t]*\('
forbid 'rules: no input, output or clock' 'lib/rules/' \
    '(FILE|stdin|stdout|stderr)\b|(fopen|open|read|write|getenv|time|clock_gettime|gettimeofday|localtime|f?printf|snprintf|vsnprintf)[ \t]*\('
forbid 'the library does not print' \
    'lib/(base|io|record|model|book|formats|rules|render|store|ledger|desk)/' \
    'stdout\b|(printf|vprintf|puts|putchar|perror|vwarn|warn|warnx|verr|err|errx)[ \t]*\('
# Out of memory ends the program: that one place is lib/base.
forbid 'the library does not end the program' \
    'lib/(io|record|model|book|formats|rules|render|store|ledger|desk)/' \
    'stderr\b|(exit|_exit|_Exit|abort|quick_exit)[ \t]*\('
forbid 'the clock is asked by the driver only' \
    'lib/(base|io|record|model|book|formats|rules|render|store|ledger|desk)/' \
    '(time|gettimeofday)[ \t]*\(|clock_gettime\(CLOCK_REALTIME'

# Headers.
while read -r file; do
	case $file in
	*-table.h) continue ;;	# read many times, on purpose
	*.h) ;;
	*) continue ;;
	esac
	awk '/^#ifndef [A-Z_0-9]+$/ && !g { g = $2 }
	    /^#define [A-Z_0-9]+$/ && g == $2 { ok = 1 }
	    END { exit !ok }' "$file" || {
		fail "$file: no include guard"
		continue
	}
	echo "#include \"${file#include/}\"" >"$WORK/alone.c"
	if ${CC:-gcc} @"$OUT/flags" -I. -fsyntax-only "$WORK/alone.c" \
	    2>"$WORK/err"; then
		pass
	else
		fail "$file: does not compile alone"
		head -n 5 "$WORK/err" | sed 's/^/    /'
	fi
done <"$WORK/files"

# Exported names.
if [ -e "$OUT/liborderutils.a" ] && have nm; then
	nm -g --defined-only "$OUT/liborderutils.a" 2>/dev/null |
	    awk 'NF == 3 && $3 !~ /^(ou_|__|_)/ { print $3 }' >"$WORK/hits"
	if [ -s "$WORK/hits" ]; then
		fail "exported without ou_: $(tr '\n' ' ' <"$WORK/hits")"
	else
		pass
	fi
fi
suite_end
