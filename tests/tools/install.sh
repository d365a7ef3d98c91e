#!/bin/bash
# install.sh: install into an empty folder, look whether all is there, build
# and run a stranger's program against it with pkg-config, use the commands
# from there, uninstall, and see that nothing stays.

. "$(dirname "$0")/lib.sh"
suite install
cd "$TOP" || exit 2

if [ "${BUILD:-opt}" != opt ]; then
	skip "only the opt build is installed"
	suite_end
	exit
fi
dest=$WORK/dest
prefix=/opt/house
root=$dest$prefix

run_make()
{
	# Not as a part of the make that runs us, but with its flags: other
	# flags would build all anew.
	env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL make --no-print-directory \
	    CC="${CC:-gcc}" OUT="$OUT" BUILD="${BUILD:-opt}" \
	    CFLAGS="${CFLAGS:-}" CPPFLAGS="${CPPFLAGS:-}" \
	    LDFLAGS="${LDFLAGS:-}" \
	    DESTDIR="$dest" PREFIX=$prefix "$@" >"$WORK/log" 2>&1
}

if run_make install; then
	pass
else
	fail "make install"
	tail -n 20 "$WORK/log" | sed 's/^/    /'
	suite_end
	exit
fi

there()
{
	if [ -e "$root/$1" ]; then
		pass
	else
		fail "$1 was not installed"
	fi
}

for src in cmd/*.c; do
	[ -e "$src" ] || continue
	name=$(basename "$src" .c)
	there "bin/$name"
	there "share/bash-completion/completions/$name"
	there "share/zsh/site-functions/_$name"
	there "share/fish/vendor_completions.d/$name.fish"
	if "$root/bin/$name" --version >"$WORK/log" 2>&1; then
		pass
	else
		fail "$name --version from where it is installed"
	fi
	# The completion is valid bash and offers --version.
	if bash -c '. "$1"; COMP_WORDS=("$2" --vers) COMP_CWORD=1
	    f=_${2//-/_}; "$f"; [[ " ${COMPREPLY[*]} " == *" --version "* ]]' \
	    sh "$root/share/bash-completion/completions/$name" "$name"; then
		pass
	else
		fail "$name: completion does not offer --version"
	fi
done
for page in man/*.[1-9]; do
	[ -e "$page" ] && there "share/man/man${page##*.}/${page#man/}"
done
there lib/liborderutils.a
there lib/pkgconfig/orderutils.pc

# A stranger's program: all public headers, and the library where there is
# something to call.
{
	(cd "$root/include" && find ou -name '*.h' ! -name '*-table.h' | sort) |
	    sed 's/.*/#include "&"/'
	cat tests/install/stranger.c 2>/dev/null ||
	    printf 'int\nmain(void)\n{\n\n\treturn (0);\n}\n'
} >"$WORK/stranger.c"
if ! have pkg-config; then
	skip "pkg-config is not installed"
else
	export PKG_CONFIG_PATH=$root/lib/pkgconfig
	# The prefix is where DESTDIR put it; nothing else is relocated.
	pc="pkg-config --define-variable=prefix=$root"
	# shellcheck disable=SC2046
	if ${CC:-gcc} -std=gnu11 -Wall -Wextra -Werror -o "$WORK/stranger" \
	    "$WORK/stranger.c" $($pc --cflags --libs orderutils) \
	    >"$WORK/log" 2>&1; then
		pass
	else
		fail "a stranger's program does not build"
		head -n 20 "$WORK/log" | sed 's/^/    /'
	fi
	if [ -x "$WORK/stranger" ] && "$WORK/stranger" >"$WORK/log" 2>&1; then
		pass
	else
		fail "a stranger's program does not run"
		head -n 5 "$WORK/log" | sed 's/^/    /'
	fi
	if [ "$($pc --modversion orderutils)" = "${VERSION:-}" ]; then
		pass
	else
		fail "the version in orderutils.pc"
	fi
fi

run_make uninstall || fail "make uninstall"
left=$(find "$dest" ! -type d)
if [ -z "$left" ]; then
	pass
else
	fail "uninstall leaves:"
	echo "$left" | head -n 20 | sed 's/^/    /'
fi
left=$(find "$dest" -type d \( -name ou -o -name orderutils \))
if [ -z "$left" ]; then
	pass
else
	fail "uninstall leaves folders: $left"
fi
suite_end
