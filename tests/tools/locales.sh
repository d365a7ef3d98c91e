#!/bin/bash
# locales.sh: the golden cases once more in other locales and time zones.
# The results must be the same, byte for byte.  Locales that this machine does
# not have are made in the build folder where localedef and its sources are
# installed, else skipped.  LOCALES=all takes more of them.  What fails in every
# locale is golden.sh's to report.

. "$(dirname "$0")/lib.sh"
suite locales

LOCPATH=$OUT/locales
mkdir -p "$LOCPATH"

usable()
{
	case $1 in
	C) return 0 ;;
	esac
	[ -s "$LOCPATH/$1/LC_CTYPE" ] && return 0
	have localedef && localedef -i "${1%.*}" -f UTF-8 "$LOCPATH/$1" \
	    >/dev/null 2>&1
	[ -s "$LOCPATH/$1/LC_CTYPE" ]
}

# What fails with the usual locale, asked only when something fails.
usual()
{
	[ -e "$WORK/usual" ] || "$TOP/tests/tools/golden.sh" |
	    sed -n 's/^FAIL golden: //p' >"$WORK/usual"
	cat "$WORK/usual"
}

# The Turkish i, a decimal comma, and clocks on both sides of the date line.
while read -r lc tz; do
	[ -n "$lc" ] || continue
	if ! usable "$lc"; then
		skip "$lc is not available"
		continue
	fi
	if [ "$lc" = C ]; then
		loc=
	else
		loc=$LOCPATH
	fi
	LOCPATH=$loc GOLDEN_LC_ALL=$lc GOLDEN_TZ=$tz \
	    "$TOP/tests/tools/golden.sh" >"$WORK/log" 2>&1
	n=$(sed -n '$s/golden: \([0-9]*\) passed.*/\1/p' "$WORK/log")
	if [ -z "$n" ]; then
		fail "LC_ALL=$lc TZ=$tz: golden.sh ended without its count"
		continue
	fi
	pass "$n"
	sed -n 's/^FAIL golden: //p' "$WORK/log" >"$WORK/failed"
	while read -r case; do
		usual | grep -qxF "$case" ||
		    fail "LC_ALL=$lc TZ=$tz: $case"
	done <"$WORK/failed"
done <<END
tr_TR.UTF-8 Pacific/Kiritimati
fr_FR.UTF-8 America/St_Johns
$([ "${LOCALES:-}" != all ] || printf '%s\n' \
    'ja_JP.UTF-8 Pacific/Pago_Pago' 'C Asia/Kathmandu')
END
suite_end
