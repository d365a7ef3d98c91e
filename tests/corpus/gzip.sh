#!/bin/bash
# The edges of gzip: each file of gzip-edge is taken or refused as its
# EXPECT.tsv wants, and refused with words, not by a crash.  Where the
# expectation leaves it open: zero padding is taken, an empty file is an
# empty input, and what is no gzip passes as it is.

. "$(dirname "$0")/../tools/lib.sh"
suite gzip

dir=$CORPUS/hostile/gzip-edge
if [ ! -r "$dir/EXPECT.tsv" ]; then
	skip "no gzip-edge"
	suite_end
	exit
fi

while IFS=$'\t' read -r name want; do
	"$OUT/tools/source-cat" "$dir/$name" >"$WORK/out" 2>"$WORK/err"
	got=$?
	size=$(stat -c %s "$WORK/out")
	case $want in
	'accept, '*) status=0 bytes=${want//[!0-9]/} ;;
	accept*) status=0 bytes=4280 ;;
	'as plain text'*) status=0 bytes=$(stat -c %s "$dir/$name") ;;
	'REJECT or treat as empty'*) status=0 bytes=0 ;;
	'stop at configured'*) status=3 bytes= ;;
	REJECT*) status=3 bytes= ;;
	*)
		fail "$name: expectation not understood: $want"
		continue
		;;
	esac
	if [ "$got" != "$status" ]; then
		fail "$name: exit $got, wanted $status ($want)"
	elif [ "$status" = 0 ] && [ "$size" != "$bytes" ]; then
		fail "$name: $size bytes, wanted $bytes"
	elif [ "$status" = 3 ] && [ ! -s "$WORK/err" ]; then
		fail "$name: refused without a word"
	elif [ "$size" -gt $((4 << 20)) ]; then
		fail "$name: $size bytes went out"
	elif LC_ALL=C grep -q $'[\x01-\x09\x0b-\x1f\x7f]' "$WORK/err"; then
		fail "$name: control characters in the message"
	else
		pass
	fi
done <"$dir/EXPECT.tsv"

# A good file cut at every byte: nothing but the whole is taken.
"$OUT/tools/source-cat" "$dir/ok-two-members.gz" >"$WORK/whole" || fail whole
size=$(stat -c %s "$dir/ok-two-members.gz")
first=$((size / 2))
bad=0
for ((cut = 1; cut < size; cut++)); do
	head -c "$cut" "$dir/ok-two-members.gz" >"$WORK/cut"
	"$OUT/tools/source-cat" "$WORK/cut" >"$WORK/out" 2>"$WORK/err"
	got=$?
	# One member alone is a whole file.
	[ "$got" = 0 ] && [ "$cut" = "$first" ] && continue
	[ "$got" = 3 ] && cmp -s -n "$(stat -c %s "$WORK/out")" \
	    "$WORK/out" "$WORK/whole" || bad=$((bad + 1))
done
if [ "$bad" = 0 ]; then
	pass
else
	fail "$bad cuts of ok-two-members.gz were not refused"
fi
suite_end
