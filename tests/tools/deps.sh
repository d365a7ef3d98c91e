#!/bin/sh
# deps.sh: install the Debian packages that the build and the tests need, when
# any is missing.  With DEPS=postgres also the server that the store is tested
# with, with DEPS=all that and what fuzzing and the full run need (clang,
# miller, python3, valgrind).

set -eu

need='gcc libc6-dev make pkg-config libcsv-dev libjansson-dev libxml2-dev
zlib1g-dev libseccomp-dev libmd-dev libsqlite3-dev libpq-dev jq libxml2-utils
locales mandoc shellcheck sqlite3 strace tzdata'
[ "${DEPS:-}" != all ] || need="$need clang miller postgresql python3 valgrind"
[ "${DEPS:-}" != postgres ] || need="$need postgresql"

if ! command -v dpkg-query >/dev/null 2>&1; then
	# shellcheck disable=SC2086
	echo "deps: this is no Debian; please install:" $need >&2
	exit 0
fi

missing=
for p in $need; do
	case $(dpkg-query -W -f='${Status}' "$p" 2>/dev/null) in
	*' installed') ;;
	*) missing="$missing $p" ;;
	esac
done
[ -n "$missing" ] || exit 0

sudo=
if [ "$(id -u)" != 0 ]; then
	if ! command -v sudo >/dev/null 2>&1; then
		echo "deps: not root and no sudo; please install:$missing" >&2
		exit 1
	fi
	sudo='sudo'
fi
echo "deps: installing$missing"
DEBIAN_FRONTEND=noninteractive
export DEBIAN_FRONTEND
$sudo apt-get -q update
# shellcheck disable=SC2086
$sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
    install --no-install-recommends $missing
