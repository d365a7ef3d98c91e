/*
 * Interchanges with random faults are acknowledged, and the acknowledgements
 * read back as records: they answer the interchange, each of its groups and
 * each of its messages, with the verdict that its fault asks for.  The oracle
 * is what the test has put in.
 */
#include "ou/formats/ack.h"
#include "ou/formats/exchange.h"
#include "ou/model/exchange.h"
#include "unit.h"

#define GROUPS_MAX 4
#define MESSAGES_MAX 5

static const struct ou_time now = { .date = { 2026, 11, 26 },
    .has_clock = true, .nanos = -1 };

struct asked {
	unsigned groups, messages[GROUPS_MAX];
	bool faulty[GROUPS_MAX][MESSAGES_MAX];
	unsigned control;
	/* what came back */
	unsigned seen_groups, seen[GROUPS_MAX];
	bool interchange;
	bool x12, strict;
};

static void
draw(struct asked *x)
{
	unsigned g, m;

	memset(x, 0, sizeof(*x));
	x->x12 = unit_rand(2) != 0;
	x->strict = unit_rand(2) != 0;
	x->control = (unsigned)(1 + unit_rand(999999998));
	x->groups = x->x12 ? (unsigned)(1 + unit_rand(GROUPS_MAX)) : 1;
	for (g = 0; g < x->groups; g++) {
		x->messages[g] = (unsigned)(1 + unit_rand(MESSAGES_MAX));
		for (m = 0; m < x->messages[g]; m++)
			x->faulty[g][m] = unit_rand(3) == 0;
	}
}

/* The fault: one segment is missing from the count. */
static void
write_x12(const struct asked *x, struct ou_buf *to)
{
	unsigned g, m;

	ou_buf_printf(to, "ISA*00*          *00*          *ZZ*STORES         "
	    "*ZZ*SAVEX          *261120*0914*U*00401*%09u*0*P*>~", x->control);
	for (g = 0; g < x->groups; g++) {
		ou_buf_printf(to, "GS*PO*STORES*SAVEX*20261120*0914*%u*X*"
		    "004010~", 100 + g);
		for (m = 0; m < x->messages[g]; m++)
			ou_buf_printf(to, "ST*850*%04u~BEG*00*SA*45%u%u**"
			    "20261120~PO1*1*7*EA*1**VN*A~CTT*1~SE*%d*%04u~",
			    10 + m, g, m, x->faulty[g][m] ? 6 : 5, 10 + m);
		ou_buf_printf(to, "GE*%u*%u~", x->messages[g], 100 + g);
	}
	ou_buf_printf(to, "IEA*%u*%09u~", x->groups, x->control);
}

static void
write_edifact(const struct asked *x, struct ou_buf *to)
{
	unsigned m;

	ou_buf_printf(to, "UNB+UNOC:3+9520002000019:14+9520002000903:14+"
	    "261120:0914+%u'", x->control);
	for (m = 0; m < x->messages[0]; m++)
		ou_buf_printf(to, "UNH+%u+ORDERS:D:96A:UN:EAN008'BGM+220+45%u"
		    "+9'DTM+137:20261120:102'LIN+1++A:SA'QTY+21:7'UNS+S'"
		    "UNT+%d+%u'", 10 + m, m, x->faulty[0][m] ? 8 : 7, 10 + m);
	ou_buf_printf(to, "UNZ+%u+%u'", x->messages[0], x->control);
}

static const char *
verdict_of(const struct asked *x, unsigned g, unsigned m)
{
	if (!x->faulty[g][m])
		return "accepted";
	return x->strict ? "rejected" : "acceptedWithErrors";
}

static unsigned
faulty(const struct asked *x, unsigned g)
{
	unsigned m, n = 0;

	for (m = 0; m < x->messages[g]; m++)
		n += x->faulty[g][m];
	return n;
}

static void
look_at_message(struct asked *x, unsigned g,
    const struct ou_answered_message *m)
{
	long long at = ou_edi_number(m->control) - 10;

	if (!CHECK(at >= 0 && at < x->messages[g]))
		return;
	x->seen[g]++;
	CHECK(ou_str_is(m->type, x->x12 ? "850" : "ORDERS"));
	CHECK(ou_str_is(m->verdict, verdict_of(x, g, (unsigned)at)));
	CHECK_INT(m->n_faults, x->faulty[g][at] ? 1 : 0);
	if (m->n_faults == 1)
		CHECK(ou_str_is(m->faults[0].code, x->x12 ? "4" : "29") &&
		    m->faults[0].text.n != 0);
}

static void
look_at_group(struct asked *x, const struct ou_answered_group *g)
{
	unsigned at = x->seen_groups++, i, bad;

	if (!CHECK(at < x->groups))
		return;
	bad = faulty(x, at);
	CHECK(ou_str_is(g->type, "PO"));
	CHECK_INT(ou_edi_number(g->control), 100 + at);
	CHECK_INT(g->stated.v, x->messages[at]);
	CHECK_INT(g->received.v, x->messages[at]);
	CHECK_INT(g->accepted.v, x->messages[at] - (x->strict ? bad : 0));
	CHECK(ou_str_is(g->verdict, bad == 0 ? "accepted" : !x->strict ?
	    "acceptedWithErrors" : bad == x->messages[at] ? "rejected" :
	    "partlyAccepted"));
	CHECK_INT(g->n_messages, x->messages[at]);
	for (i = 0; i < g->n_messages; i++)
		look_at_message(x, at, &g->messages[i]);
}

static int
on_record(void *arg, const struct ou_record_type *type, void *record)
{
	const struct ou_acknowledgement *k = record;
	struct asked *x = arg;
	uint32_t i;

	CHECK_STR(type->type, "Acknowledgement");
	CHECK(ou_str_is(k->sender, x->x12 ? "ZZ:SAVEX" :
	    "9520002000903:14"));
	CHECK(ou_str_is(k->recipient, x->x12 ? "ZZ:STORES" :
	    "9520002000019:14"));
	if (k->interchange != NULL) {
		x->interchange = true;
		CHECK_INT(ou_edi_number(k->interchange->control),
		    x->control);
		CHECK(ou_str_is(k->interchange->verdict, "accepted"));
	}
	for (i = 0; i < k->n_groups; i++)
		look_at_group(x, &k->groups[i]);
	for (i = 0; i < k->n_messages; i++)
		look_at_message(x, 0, &k->messages[i]);
	return 0;
}

static int
on_other(void *arg, const struct ou_edi *edi, const struct ou_err *why)
{
	(void)arg;
	(void)edi;
	CHECK(why == NULL);
	return 0;
}

static void
acknowledge(struct asked *x)
{
	const enum ou_edi_family family = x->x12 ? OU_EDI_X12 :
	    OU_EDI_EDIFACT;
	struct ou_buf bytes = OU_BUF_INIT, answer = OU_BUF_INIT;
	struct ou_ack ack = { .to = &answer, .strict = x->strict, .now = now,
	    .control = 1 + (int64_t)(unit_rand(999999999)) };
	struct ou_arena arena = OU_ARENA_INIT;
	struct ou_exchange in = { .arena = &arena, .arg = x,
	    .record = on_record, .other = on_other, .im.year = 2026 };
	struct ou_source *s;
	struct ou_err err = { 0 };

	(x->x12 ? write_x12 : write_edifact)(x, &bytes);
	s = ou_source_memory("in", ou_buf_str(&bytes));
	CHECK_INT(ou_ack_read(&ack, s, family, &err), 0);
	ou_source_close(s);
	s = ou_source_memory("ack", ou_buf_str(&answer));
	CHECK_INT(ou_exchange_run(&in, s, family, &err), 0);
	ou_source_close(s);
	ou_arena_release(&in.im.arena);
	ou_arena_release(&arena);
	ou_buf_release(&bytes);
	ou_buf_release(&answer);
}

static void
test_read_back(void)
{
	struct asked x;
	long i, n = unit_rounds(2000);
	unsigned g;

	for (i = 0; i < n; i++) {
		draw(&x);
		ROW("round %ld", i);
		acknowledge(&x);
		/* CONTRL names what is wrong, 997 all */
		if (!x.x12) {
			CHECK(x.interchange);
			CHECK_INT(x.seen[0], faulty(&x, 0));
			continue;
		}
		CHECK_INT(x.seen_groups, x.groups);
		for (g = 0; g < x.groups; g++)
			CHECK_INT(x.seen[g], x.messages[g]);
	}
}

int
main(void)
{
	unit_seed();
	RUN(test_read_back);
	return UNIT_DONE();
}
