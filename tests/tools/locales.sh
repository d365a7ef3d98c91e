#!/bin/bash
# locales.sh: the golden cases once more in other locales and time zones.
# The results must be the same, byte for byte.  Locales that this machine does
# not have are made in the build folder where localedef and its sources are
# installed, else skipped.  What fails everywhere is golden.sh's to report.

. "$(dirname "$0")/lib.sh"
suite locales

LOCPATH=$OUT/locales
mkdir -p "$LOCPATH"

usable()
{
	case $1 in
	C) return 0 ;;
	esac
	[ -d "$LOCPATH/$1" ] && return 0
	have localedef && localedef -i "${1%.*}" -f UTF-8 "$LOCPATH/$1" \
	    >/dev/null 2>&1
	[ -d "$LOCPATH/$1" ]
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
done <<'END'
C Pacific/Kiritimati
tr_TR.UTF-8 America/St_Johns
fr_FR.UTF-8 Europe/Paris
ja_JP.UTF-8 Pacific/Pago_Pago
END
suite_end
