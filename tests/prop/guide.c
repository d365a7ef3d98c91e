/*
 * Every guide that is built in: a record made at random from its lines, with
 * all that a message can carry, is written, read and written again.  The same
 * record comes back, nothing of it is left out, and the bytes are the same; so
 * it is in the words of a partner, whatever its profile makes of qualifiers.
 */
#include "guide-again.h"
#include "guide-profile.h"
#include "guide-record.h"

/* --- there and back --- */

/* JSON with "12.50" as "12.5": how many decimals are shown is the currency's
 * business. */
static void
as_json(struct ou_buf *out, const struct ou_guide *g, const void *record)
{
	struct ou_buf b = OU_BUF_INIT;
	size_t i, n;

	ou_table_encode(&b, ou_guide_record(g)->table, record);
	for (i = 0; i < b.n; i++) {
		if (b.p[i] == '.' && i > 0 && b.p[i - 1] >= '0' &&
		    b.p[i - 1] <= '9') {
			for (n = i + 1; n < b.n && b.p[n] >= '0' &&
			    b.p[n] <= '9'; n++)
				;
			size_t end = n;

			while (end > i + 1 && b.p[end - 1] == '0')
				end--;
			if (n < b.n && b.p[n] == '"') {
				if (end > i + 1)
					ou_buf_add(out, b.p + i, end - i);
				i = n - 1;
				continue;
			}
		}
		ou_buf_addc(out, b.p[i]);
	}
	ou_buf_release(&b);
}

static void
left(void *arg, const char *path)
{
	(void)arg;
	unit_fail(__FILE__, __LINE__, "%s is left out", path);
}

static void
finding(void *arg, const struct ou_err *e)
{
	(void)arg;
	/* what must be there and is not is told when it is read, and that an
	 * invoice at random does not add up; counts are right */
	if (e->code != OU_DIAG_EDI_MISSING &&
	    strstr(e->text, "but the total is") == NULL)
		unit_fail(__FILE__, __LINE__, "%s", e->text);
}

static bool
write_record(struct maker *m, const void *record, struct ou_buf *to)
{
	struct ou_edi_out out = { .to = to };
	struct ou_err err = { 0 };

	ou_edi_marks_usual(&out.marks, m->g->family);
	if (ou_guide_write(m->g, &m->im.arena, &out, OU_STR("1"),
	    m->partner, record, left, NULL, &err) == 0)
		return true;
	unit_fail(__FILE__, __LINE__, "%s: %s", err.field, err.text);
	return false;
}

/* A record of no kind is written as the usual one of its message, and then is
 * of that. */
static void
take_usual_kind(struct maker *m, const void *record)
{
	struct ou_order_response *made = (void *)m->record;
	const struct ou_order_response *read = record;

	if (ou_guide_record(m->g)->table == &ou_order_response_table &&
	    m->g->family == OU_EDI_EDIFACT && made->kind.n == 0 &&
	    ou_str_is(read->kind, "response"))
		made->kind = read->kind;
}

static void
compare(struct maker *m, struct ou_buf *first, const void *record)
{
	struct ou_buf a = OU_BUF_INIT, b = OU_BUF_INIT, again = OU_BUF_INIT;

	take_usual_kind(m, record);
	as_json(&a, m->g, m->record);
	as_json(&b, m->g, record);
	if (a.n != b.n || memcmp(a.p, b.p, a.n) != 0)
		unit_fail(__FILE__, __LINE__, "%.*s\nread again is %.*s\n"
		    "by %.*s", (int)a.n, a.p, (int)b.n, b.p, (int)first->n,
		    first->p);
	else if (write_record(m, record, &again))
		CHECK_MEM(again.p, again.n, first->p, first->n);
	ou_buf_release(&a);
	ou_buf_release(&b);
	ou_buf_release(&again);
}

static void
there_and_back(struct maker *m)
{
	struct ou_buf bytes = OU_BUF_INIT;
	struct ou_err err = { 0 };
	void *record;

	if (write_record(m, m->record, &bytes)) {
		record = guide_again(m->g, &m->im, ou_buf_str(&bytes),
		    m->g->family, &err);
		if (record == NULL)
			unit_fail(__FILE__, __LINE__, "%s: %s", err.field,
			    err.text);
		else
			compare(m, &bytes, record);
	}
	ou_buf_release(&bytes);
}

/* What the directory says of elements that ask for others is the business of
 * tests/prop/guide_sparse.c. */
static void
forget_notes(struct guide_rule *rule)
{
	uint32_t i;

	rule->notes = NULL;
	for (i = 0; i < rule->n_rules; i++)
		forget_notes(&rule->rules[i]);
}

static void
one(const struct ou_guide *g, struct ou_arena *a, bool partner)
{
	struct maker m = { .g = g, .odd = unit_rand(2) == 0 };

	if (partner) {
		m.im.partner = m.partner = profile_make(a);
		m.g = ou_guide_for(a, g, m.partner);
	}
	forget_notes((struct guide_rule *)(uintptr_t)&m.g->root);
	m.im.year = 2026;
	m.im.finding = finding;
	make_record(&m);
	/* orders are told by who reads them */
	if (partner && ou_guide_record(g)->table != &ou_order_table)
		profile_use(ou_guide_record(g)->table, m.record, 0);
	name_record(&m);
	there_and_back(&m);
	if (unit.bad)
		profile_show(m.partner);
	ou_arena_release(&m.im.arena);
}

static void
use(const struct ou_guide *g, struct ou_arena *a)
{
	long i, n = unit_rounds(60);

	for (i = 0; i < n && !unit.bad; i++)
		one(g, a, i % 2 == 1);
}

static void
prop_guides(void)
{
	each_guide(use);
}

int
main(void)
{
	unit_seed();
	RUN(prop_guides);
	return (UNIT_DONE());
}
