#!/bin/bash
# exchange.sh: what is sent to partners and what they are answered, by several
# processes at once that are killed again and again, on SQLite and on
# PostgreSQL:
#
#   sent	four processes send the same documents, each in another order:
#		control numbers have no gap and are used once, each document is
#		sent once, and what came out whole is the same everywhere
#   resumed	one that is killed between commit and print: --resume prints
#		what a clean run prints, byte for byte
#   settled	the same of decisions that nobody waits any more: each is
#		taken once, and nobody is told that it came too late
#   answered	the same of acknowledgements of what is read
#
# KILLS says how often each process is killed (8).  The seed is printed;
# OU_SEED repeats a run.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/tools/postgres.sh"
suite exchange
cd "$WORK" || exit 2
if ! have jq; then
	skip 'no jq'
	suite_end
	exit
fi
KILLS=${KILLS:-8}
WORKERS=4
PATH=$BIN:$PATH
LC_ALL=C.UTF-8 TZ=UTC
ORDERUTILS_BOOK=$WORK/book
export LC_ALL TZ ORDERUTILS_BOOK
unset ORDERUTILS_STORE ORDERUTILS_SEALED
now=2026-11-26T06:00:00Z
seed=${OU_SEED:-$((RANDOM * 32768 + RANDOM))}
echo "exchange: seed $seed"
RANDOM=$seed

say()
{
	[ "$2" = 0 ] && pass || fail "$kind: $1 (seed $seed)"
}

# A book with two partners who are written X12: what is of another syntax does
# not stand in the same file.
two_partners()
{
	cp -r "$TOP/examples/savonnerie/book" book
	sed 's/example-stores/acme/; s/EXAMPLESTORES/ACMESTORES/' \
	    book/partners/example-stores.json >book/partners/acme.json
}

# invoices N: for two partners in turn
invoices()
{
	awk -v n="$1" 'BEGIN {
		for (i = 1; i <= n; i++) {
			c = i % 3 == 0 ? "acme" : "example-stores"
			printf "{\"type\":\"Invoice\",\"schema\":\"invoice/1\"," \
			    "\"id\":\"%s:F-%d\",\"channel\":\"%s\"," \
			    "\"number\":\"F-%d\",\"issueDate\":\"2026-11-26\"," \
			    "\"currency\":\"EUR\",\"invoicedItem\":[{" \
			    "\"lineNumber\":\"1\",\"invoicedQuantity\":1," \
			    "\"unitCode\":\"C62\",\"product\":{\"sku\":\"A\"}," \
			    "\"unitPrice\":\"1\",\"lineTotal\":\"1.00\"}]," \
			    "\"totals\":{\"payableAmount\":\"1.00\"}}\n", c, i,
			    c, i
		}
	}'
}

# mail N: interchanges of one order each
mail()
{
	awk -v n="$1" 'BEGIN {
		for (i = 1; i <= n; i++)
			printf "ISA*00*          *00*          *ZZ*EXAMPLESTORES " \
			    " *ZZ*SAVEX          *261124*1412*U*00401*%09d*0*P*" \
			    ">~\nGS*PO*EXAMPLESTORES*SAVEX*20261124*1412*%d*X*" \
			    "004010VICS~\nST*850*0001~\nBEG*00*SA*PO-%d**" \
			    "20261124~\nCUR*BY*EUR~\nPO1*1*72*EA*1.95*PE*VN*A~\n" \
			    "CTT*1~\nSE*6*0001~\nGE*1*%d~\nIEA*1*%09d~\n",
			    i, i, i, i, i
	}'
}

# interchanges FILE...: one a line, those that are whole
interchanges()
{
	cat "$@" | tr -d '\r\n' | sed "s/ISA\*00/\n&/g; s/UNA:/\n&/g" |
	    grep -E "(IEA\*[0-9*]+~|UNZ\+[0-9+]+')$"
}

# killed W COMMAND...: killed KILLS times on its way, then let end; what it
# wrote is in out.W.N
killed()
{
	local w=$1 k

	shift
	RANDOM=$((seed + w))
	for ((k = 0; k < KILLS; k++)); do
		timeout -s KILL "0.$(printf %03d $((RANDOM % 200 + 5)))" \
		    "$@" >"out.$w.$k" 2>>"err.$w"
	done
	timeout 120 "$@" >"out.$w.end" 2>>"err.$w" || echo "$w" >>failed
}

# each control number of a partner once, from 1 without a gap
numbered()
{
	interchanges "$@" | sort -u | sed -nE \
	    's/^ISA.{51}(.{15}).{21}0*([0-9]+)\*.*/\1 \2/p' |
	    sort -k1,1 -k2,2n | awk '$1 != last { last = $1; n = 0 }
	    $2 != ++n { bad = 1 } END { exit bad || NR == 0 }'
}

at_once()
{
	local w pids=()

	rm -f out.* err.* failed
	for ((w = 0; w < WORKERS; w++)); do
		"$1" "$w" 2>/dev/null &
		pids+=($!)
	done
	wait "${pids[@]}"
	[ ! -e failed ]
	say "$1: every last run ends well" $?
}

sends()
{
	sort -R --random-source=<(yes "$seed$1") invoices >"in.$1"
	killed "$1" edi-convert --to edi --store "$store" --now "$now" \
	    --wait 60 "in.$1"
}

sent()
{
	local w

	invoices 300 >invoices
	at_once sends
	interchanges out.0.end | sort >first
	[ "$(wc -l <first)" = 300 ]
	say "every document is sent" $?
	for ((w = 1; w < WORKERS; w++)); do
		interchanges "out.$w.end" | sort | cmp -s - first
		say "process $w sends the same" $?
	done
	interchanges out.*.[0-9]* | sort -u | comm -23 - first >other
	[ ! -s other ]
	say "what was killed has sent nothing else" $?
	numbered out.0.end
	say "control numbers have no gap" $?
	edi-convert --pending --store "$store" --now "$now" |
	    jq -r .documentNumber | sort >pending
	jq -r .number invoices | sort | cmp -s - pending
	say "each is noted once" $?
}

# The reader goes away when the first batch is committed.
resumed()
{
	sed 's/F-/G-/g' invoices >in.more
	edi-convert --to edi --store "$store" --now "$now" in.more \
	    >/dev/full 2>/dev/null
	edi-convert --to edi --store "$store" --now "$now" --resume \
	    >resumed.edi </dev/null
	edi-convert --to edi --store "$store" --now "$now" in.more >clean.edi
	[ -s resumed.edi ] && head -c "$(wc -c <resumed.edi)" clean.edi |
	    cmp -s - resumed.edi
	say "what was committed and not printed is printed by --resume" $?
	edi-convert --to edi --store "$store" --now "$now" --resume \
	    >again.edi </dev/null
	[ ! -s again.edi ]
	say "once" $?
}

settles()
{
	sort -R --random-source=<(yes "$seed$1") decisions | {
		echo partner,documentNumber,decision,user,note
		cat
	} >"decisions.$1.csv"
	killed "$1" edi-convert --pending --store "$store" --now "$now" \
	    --wait 60 --decisions "decisions.$1.csv"
}

settled()
{
	edi-convert --pending --store "$store" --now "$now" |
	    jq -r '"\(.profile),\(.documentNumber),settled,anna,paid"' \
	    >decisions
	at_once settles
	! grep -q 'is not settled' err.*
	say "nothing was settled by somebody else" $?
	order-store query --store "$store" --type ExchangeDecision |
	    jq -r '"\(.profile),\(.documentNumber),settled,anna,paid"' |
	    sort >taken
	[ -s taken ] && sort decisions | cmp -s - taken
	say "each decision is taken once" $?
	edi-convert --pending --store "$store" --now "$now" >pending
	[ ! -s pending ]
	say "nothing waits" $?
}

reads()
{
	rm -f "ack.$1"
	killed "$1" order-import -q --store "$store" --partner auto \
	    --ack "ack.$1" --now "$now" --wait 60 mail.edi
}

answered()
{
	local w

	mail 60 >mail.edi
	at_once reads
	for ((w = 1; w < WORKERS; w++)); do
		cmp -s ack.0 "ack.$w"
		say "process $w answers the same" $?
		cmp -s out.0.end "out.$w.end"
		say "process $w reads the same" $?
	done
	[ "$(grep -c ^AK9 ack.0)" = 60 ]
	say "every interchange is answered" $?
	# behind the documents of the same partner
	interchanges ack.0 | cut -c 91-99 | sort | awk 'NR == 1 { n = $1 - 1 } $1 != ++n { bad = 1 }
	    END { exit bad || NR == 0 }'
	say "their control numbers have no gap" $?
	edi-convert --pending --store "$store" --now "$now" |
	    jq -r 'select(.direction == "received")' >owed
	[ ! -s owed ]
	say "no answer is owed" $?
}

# all STORE
all()
{
	order-store init --store "$store" || {
		fail "$kind: no store"
		return
	}
	sent
	resumed
	settled
	answered
}

two_partners
kind=sqlite
store=$WORK/s.db
all
if postgres_start -c fsync=off; then
	kind=postgres
	store=$(postgres_database exchange)
	all
else
	skip "exchange on PostgreSQL: no server here"
fi
suite_end
