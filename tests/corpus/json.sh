#!/bin/bash
# JSONTestSuite: every n_ refused, every y_ accepted, but for duplicate keys,
# which are refused by policy.  Where we and Jansson differ is listed.

. "$(dirname "$0")/../tools/lib.sh"
suite json

dir=$CORPUS/hostile/JSONTestSuite/test_parsing
if [ ! -d "$dir" ]; then
	skip "no JSONTestSuite"
	suite_end
	exit
fi
"$OUT/tools/json-check" "$dir"/*.json >"$WORK/verdicts" || fail 'json-check'

while IFS=$'\t' read -r ours _ name why; do
	case $name in
	y_object_duplicated_key*.json) want=refused ;;
	y_*) want=accepted ;;
	n_*) want=refused ;;
	*) continue ;;
	esac
	if [ "$ours" = $want ]; then
		pass
	else
		fail "$name is $ours: $why"
	fi
done <"$WORK/verdicts"

echo 'left open by RFC 8259, and where Jansson differs:'
awk -F '\t' '$3 ~ /^i_/ || $1 != $2 {
	printf "  %-48s ours %-8s Jansson %-8s %s\n", $3, $1, $2, $4
}' "$WORK/verdicts"
suite_end
