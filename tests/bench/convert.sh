# shellcheck shell=bash
# EDI into records and back, on generated interchanges of 100 MB, against the
# npm packages edifact and node-x12, both as streams.  Those are fetched into
# the bench's folder only; without node or network they are left out.  Wanted:
# 100 MB a CPU second, 8 MiB.

. "$TOP/tests/bench/lib.sh"
need edi-convert
data big.x12 gen-orders -i 10000 -c 1000 -n 160000 -t x12
data big.edi gen-orders -i 10000 -c 1000 -n 120000 -t edifact
data small.x12 gen-orders -i 10000 -c 1000 -n 16000 -t x12
data small.edi gen-orders -i 10000 -c 1000 -n 12000 -t edifact
cd "$DATA" || exit 1
[ -s big.jsonl ] || edi-convert -o big.jsonl big.x12
peers=()
if command -v npm >/dev/null && mkdir -p npm && { [ -d npm/node_modules ] ||
    npm --prefix npm install --silent --no-fund --no-audit --ignore-scripts \
	edifact@1 node-x12@1 >/dev/null 2>&1; }; then
	cat >npm/edifact.js <<'JS'
const fs = require('fs');
const { Reader, Parser } = require('edifact');
const p = new Parser();
let segment = null, element = null, n = 0;
p.onopensegment = (s) => { segment = [s]; };
p.onelement = () => { element = []; segment.push(element); };
p.oncomponent = (d) => { element.push(d); };
p.onclosesegment = () => { n += JSON.stringify(segment).length; };
const s = fs.createReadStream(process.argv[2], { encoding: 'utf8' });
s.on('data', (d) => p.write(d));
s.on('end', () => { p.end(); console.log(n); });
JS
	cat >npm/x12.js <<'JS'
const fs = require('fs');
const { X12Parser } = require('node-x12');
let n = 0;
const p = new X12Parser(false);
p.on('data', (s) => { n += JSON.stringify(s).length; });
p.on('end', () => console.log(n));
fs.createReadStream(process.argv[2], { encoding: 'utf8' }).pipe(p);
JS
	peers=("edifact-npm=node npm/edifact.js small.edi >/dev/null"
	    "node-x12=node npm/x12.js small.x12 >/dev/null")
else
	echo "(no npm packages here: the peers are left out)"
fi
cpu -n "$ROUNDS" -c "$CORE" \
    "x12=edi-convert big.x12 >/dev/null" \
    "edifact=edi-convert big.edi >/dev/null" \
    "check=edi-convert --check big.x12 >/dev/null" \
    "back=edi-convert --to=edi big.jsonl >/dev/null" \
    "${peers[@]}" |
    figures "x12:$(bytes big.x12)" "edifact:$(bytes big.edi)" \
	"check:$(bytes big.x12)" "back:$(bytes big.x12)" \
	"edifact-npm:$(bytes small.edi)" "node-x12:$(bytes small.x12)"
