#include <string.h>

#include "price.h"

/*
 * Quotations are made: an order is priced and becomes one, and a quotation is
 * priced anew.  What is known of it - the store's, or the one that came in -
 * stands while it says the same and the day is one of its days; otherwise
 * there is a new revision, valid from that day.  One that came in and is over
 * is expired, unless a time for a new one is asked for.
 */
#define PUT(r, T, object, field) \
	ou_record_put(r, &ou_##T##_table, object, OU_FIELD(T, field))

struct making {
	struct ou_price_desk *x;
	struct ou_run *run;
	struct ou_record *r;		/* what came in */
	struct ou_order *o;
	const struct ou_quotation *q;	/* the same, if it is one */
	struct ou_str id;
	struct ou_date day;
	struct ou_price_quotation known;
};

static int
refuse(struct making *m, enum ou_diag code, const char *field,
    const char *why)
{
	(void)ou_err_set(&m->run->err, OU_ERR_RECORD, code, "%s", why);
	return ou_err_in(&m->run->err, "%s", field);
}

/* --- before --- */

/* Whose quotation it is, and of which day. */
static int
identify(struct making *m)
{
	const struct ou_date given = m->x->quotes.day;

	if (m->q != NULL && m->q->order_id.n == 0)
		return refuse(m, OU_DIAG_REQUIRED, "order", "a quotation "
		    "that does not say which order it becomes");
	if (m->q != NULL && m->q->revision.v < 1)
		return refuse(m, OU_DIAG_REQUIRED, "revision", "a quotation "
		    "without a revision");
	if (m->q != NULL && !ou_date_given(m->q->valid_through))
		return refuse(m, OU_DIAG_REQUIRED, "validThrough", "a "
		    "quotation that does not say until when it holds");
	m->id = m->q != NULL ? m->o->id : ou_quotation_id(
	    &m->run->record_arena, m->o->id);
	m->day = ou_date_given(given) ? given : m->q != NULL ?
	    m->q->valid_from : m->o->date.date;
	return ou_date_given(m->day) ? 0 : refuse(m, OU_DIAG_REQUIRED,
	    m->q != NULL ? "validFrom" : "orderDate", "the day whose prices "
	    "it has is not said, and no --date");
}

/* The last revision: the store's, or the one that came in. */
static int
find_known(struct making *m)
{
	if (ou_price_quotation_find(m->x, m->run, m->id, &m->known) != 0)
		return -1;
	if (m->q == NULL || (m->known.q != NULL &&
	    m->known.q->revision.v >= m->q->revision.v))
		return 0;
	return ou_price_quotation_read(m->x, m->run, ou_str_make(
	    m->r->json.text, m->r->json.len), &m->known);
}

/* --- pricing --- */

static bool
is_of_book(const struct ou_price_source *s)
{
	static const char *const rules[] = { "contract", "customer", "group",
	    "promotion", "list", "quotation" };
	size_t i;

	for (i = 0; s != NULL && i < sizeof(rules) / sizeof(rules[0]); i++) {
		if (ou_str_is(s->rule, rules[i]))
			return true;
	}
	return false;
}

static void
forget_line(struct ou_record *r, struct ou_order_line *l)
{
	l->margin = NULL;
	PUT(r, order_line, l, margin);
	if (!is_of_book(l->price_source))
		return;
	memset(&l->unit_price, 0, sizeof(l->unit_price));
	memset(&l->price_base, 0, sizeof(l->price_base));
	memset(&l->total, 0, sizeof(l->total));
	l->price_source = NULL;
	PUT(r, order_line, l, unit_price);
	PUT(r, order_line, l, price_base);
	PUT(r, order_line, l, total);
	PUT(r, order_line, l, price_source);
}

/* What the last pricing has found goes, and what it has held it for. */
static void
forget(struct making *m)
{
	struct ou_order *o = m->o;
	struct ou_hold *holds = ou_arena_array(&m->run->record_arena,
	    o->n_holds, sizeof(*holds));
	uint32_t i, n = 0;

	for (i = 0; i < o->n_lines; i++)
		forget_line(m->r, &o->lines[i]);
	ou_price_offers_strip(m->run, m->r, o);
	o->margin = NULL;
	PUT(m->r, order, o, margin);
	for (i = 0; i < o->n_holds; i++) {
		if (o->holds[i].released != NULL || !ou_str_is(
		    o->holds[i].by, m->run->command->name))
			holds[n++] = o->holds[i];
	}
	o->holds = holds;
	o->n_holds = n;
	PUT(m->r, order, o, holds);
}

/* At the prices of the day, which the order need not be of. */
static enum ou_answer
price(struct making *m)
{
	struct ou_time date = m->o->date;
	enum ou_answer answer;

	if (m->q != NULL)
		forget(m);
	if (ou_date_cmp(date.date, m->day) != 0)
		m->o->date = (struct ou_time){ .date = m->day, .nanos = -1 };
	answer = ou_price_order(m->x, m->run, m->r, m->o);
	m->o->date = date;
	return answer;
}

/* --- what it becomes --- */

/* The record as it is priced, read as a quotation. */
static int
draft(struct making *m, struct ou_price_quotation *to)
{
	struct ou_str order = m->q != NULL ? m->q->order_id : m->o->id;
	struct ou_buf text = OU_BUF_INIT;
	int bad;

	m->o->type = OU_STR("Quote");
	m->o->schema = OU_STR("quote/1");
	m->o->id = m->id;
	PUT(m->r, order, m->o, type);
	PUT(m->r, order, m->o, schema);
	PUT(m->r, order, m->o, id);
	ou_record_write(m->r, &text);
	bad = ou_price_quotation_read(m->x, m->run, ou_buf_str(&text), to);
	ou_buf_release(&text);
	if (bad != 0)
		return -1;
	to->q->number = ou_quotation_number(m->id);
	to->q->order_id = order;
	return 0;
}

static bool
same(const struct ou_order *x, const struct ou_order *y)
{
	struct ou_digest a, b;

	ou_quotation_content(x, &a);
	ou_quotation_content(y, &b);
	return memcmp(&a, &b, sizeof(a)) == 0;
}

/* Nobody has changed it since it was made. */
static bool
is_whole(struct making *m, const struct ou_quotation *q)
{
	return ou_str_eq(q->digest, ou_quotation_digest(
	    &m->run->record_arena, q));
}

static bool
covers(const struct ou_quotation *q, struct ou_date day)
{
	return ou_date_cmp(q->valid_from, day) <= 0 &&
	    ou_date_cmp(day, q->valid_through) <= 0;
}

static enum ou_answer
write_text(struct making *m, struct ou_str text)
{
	return ou_run_write_json(m->run, text) == 0 ? OU_DROP : OU_STOP;
}

static enum ou_answer
keep(struct making *m, struct ou_price_quotation *p)
{
	if (ou_price_quotation_keep(m->x, m->run, p) != 0)
		return m->run->err.kind == OU_ERR_RECORD ? OU_REJECT :
		    OU_STOP;
	return write_text(m, p->text);
}

static enum ou_answer
expire(struct making *m)
{
	struct ou_price_quotation *p = &m->known;

	p->q->status = OU_STR("expired");
	PUT(&p->record, quotation, p->q, status);
	return keep(m, p);
}

/* How long it holds: what the option says, else the settings. */
static int32_t
valid_days(const struct making *m)
{
	const struct ou_order *o = m->o;
	int64_t days = OU_PRICE_VALID;
	struct ou_policies whose;
	struct ou_str said;

	if (m->x->quotes.valid != UINT64_MAX)
		return (int32_t)m->x->quotes.valid;
	ou_policies_of(&m->x->settings, o->channel, o->portal, o->segment,
	    &whose);
	said = ou_policies_get(&whose, OU_SETTING_VALID);
	if (said.p != NULL)
		(void)ou_decimal_parse(&days, said, 0, OU_DECIMAL_PLAIN, NULL,
		    NULL);
	return (int32_t)days;
}

/* Its last day; 9999-12-31 is the last there is. */
static struct ou_date
last_day(const struct making *m)
{
	const struct ou_date end = { 9999, 12, 31 };
	int32_t last = ou_date_days(m->day) + valid_days(m);

	return last > ou_date_days(end) ? end : ou_date_from_days(last);
}

static void
explain(struct making *m, const struct ou_quotation *q,
    const struct ou_quotation *was)
{
	char from[16], through[16];

	if (m->run->explain == NULL)
		return;
	from[ou_date_text(from, q->valid_from)] = '\0';
	through[ou_date_text(through, q->valid_through)] = '\0';
	ou_run_explain(m->run, "%.*s: revision %lld, valid %s through %s%s",
	    OU_STR_ARG(m->id), (long long)q->revision.v, from, through,
	    q == was ? ": stands" : was == NULL ? "" : same(&q->order,
	    &was->order) ? ": the one before is over" :
	    ": the one before says something else");
}

static enum ou_answer
revise(struct making *m, struct ou_price_quotation *p)
{
	const struct ou_quotation *was = m->known.q;
	struct ou_quotation *q = p->q;
	struct ou_record *r = &p->record;

	if (was != NULL && was->revision.v == INT64_MAX) {
		(void)refuse(m, OU_DIAG_QUOTATION, "revision",
		    "there is no revision behind it");
		return OU_REJECT;
	}
	q->revision = (struct ou_integer){ was != NULL ? was->revision.v + 1 :
	    1, true };
	q->status = OU_STR("open");
	q->valid_from = m->day;
	q->valid_through = last_day(m);
	q->accepted = (struct ou_date){ 0, 0, 0 };
	q->digest = ou_quotation_digest(&m->run->record_arena, q);
	PUT(r, quotation, q, number);
	PUT(r, quotation, q, revision);
	PUT(r, quotation, q, status);
	PUT(r, quotation, q, valid_from);
	PUT(r, quotation, q, valid_through);
	PUT(r, quotation, q, accepted);
	PUT(r, quotation, q, order_id);
	PUT(r, quotation, q, digest);
	explain(m, q, was);
	return keep(m, p);
}

static enum ou_answer
decide(struct making *m, struct ou_price_quotation *now)
{
	const struct ou_quotation *was = m->known.q;
	bool accepted = was != NULL && ou_str_is(was->status, "accepted");

	if (was != NULL && same(&was->order, &now->q->order) &&
	    (accepted || (covers(was, m->day) && is_whole(m, was) &&
	    ou_str_is(was->status, "open")))) {
		explain(m, was, was);
		return write_text(m, m->known.text);
	}
	if (!accepted)
		return revise(m, now);
	(void)refuse(m, OU_DIAG_QUOTATION, "id", ou_str_printf(
	    &m->run->record_arena, "quotation %.*s is accepted, and says "
	    "something else", OU_STR_ARG(ou_quotation_name(
	    &m->run->record_arena, was))).p);
	return OU_REJECT;
}

enum ou_answer
ou_price_quote(struct ou_price_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_order *o)
{
	struct making m = { .x = x, .run = run, .r = r, .o = o };
	struct ou_price_quotation now;
	enum ou_answer answer;

	/* The same again may get another answer: the book's of today. */
	if (ou_run_batch(run) != NULL)
		ou_batch_no_effect(ou_run_batch(run));
	if (r->table == &ou_quotation_table)
		m.q = (const struct ou_quotation *)o;
	if (identify(&m) != 0 || find_known(&m) != 0)
		return run->err.kind == OU_ERR_RECORD ? OU_REJECT : OU_STOP;
	if (m.q != NULL && ou_str_is(m.known.q->status, "accepted"))
		return write_text(&m, m.known.text);
	if (m.q != NULL && x->quotes.valid == UINT64_MAX &&
	    ou_date_cmp(m.day, m.known.q->valid_through) > 0)
		return expire(&m);
	answer = price(&m);
	if (answer != OU_PASS)
		return answer;
	return draft(&m, &now) != 0 ? OU_REJECT : decide(&m, &now);
}
