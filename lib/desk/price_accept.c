#include <string.h>

#include "price.h"

/*
 * Quotations are accepted, on the day that --date says, else that of --now.
 * The order has the prices that were quoted: their source is the quotation,
 * and whoever prices the order again leaves them alone (ou_pricing_quoted).
 * What comes back must be what went out: the store's, or, without one, what
 * its own digest says.  A quotation that was accepted before makes the order
 * of then.
 */
#define PUT(r, T, object, field) \
	ou_record_put(r, &ou_##T##_table, object, OU_FIELD(T, field))

struct accepting {
	struct ou_price_desk *x;
	struct ou_run *run;
	const struct ou_quotation *q;	/* what came in */
	struct ou_price_quotation known;	/* of the store */
	struct ou_date day;
};

static int
refuse(struct accepting *x, enum ou_diag code, const char *field,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

static int
refuse(struct accepting *x, enum ou_diag code, const char *field,
    const char *fmt, ...)
{
	struct ou_str text;
	va_list ap;

	va_start(ap, fmt);
	text = ou_str_vprintf(&x->run->record_arena, fmt, ap);
	va_end(ap);
	(void)ou_err_set(&x->run->err, OU_ERR_RECORD, code, "%.*s",
	    OU_STR_ARG(text));
	return ou_err_in(&x->run->err, "%s", field);
}

static struct ou_str
name(const struct accepting *x, const struct ou_quotation *q)
{
	return ou_quotation_name(&x->run->record_arena, q);
}

static struct ou_str
day_text(const struct accepting *x, struct ou_date day)
{
	char text[16];

	return ou_str_dup(&x->run->record_arena, ou_str_make(text,
	    ou_date_text(text, day)));
}

/* --- may it be accepted? --- */

static int
check_whole(struct accepting *x)
{
	const struct ou_quotation *q = x->q;

	if (q->number.n == 0)
		return refuse(x, OU_DIAG_REQUIRED, "quoteNumber",
		    "a quotation without a number");
	if (q->revision.v < 1)
		return refuse(x, OU_DIAG_REQUIRED, "revision",
		    "a quotation without a revision");
	if (q->order_id.n == 0)
		return refuse(x, OU_DIAG_REQUIRED, "order", "a quotation "
		    "that does not say which order it becomes");
	if (!ou_date_given(q->valid_from) || !ou_date_given(q->valid_through))
		return refuse(x, OU_DIAG_REQUIRED, "validThrough",
		    "a quotation that does not say on which days it holds");
	return 0;
}

/* Is it what was quoted? */
static int
check_content(struct accepting *x)
{
	struct ou_arena *a = &x->run->record_arena;
	struct ou_str is = ou_quotation_digest(a, x->q), was;

	was = x->known.q != NULL ? ou_quotation_digest(a, x->known.q) :
	    x->q->digest;
	if (was.n == 0)
		return refuse(x, OU_DIAG_REQUIRED, "digest", "a quotation "
		    "without a digest, and no store that knows what was "
		    "quoted");
	return ou_str_eq(is, was) ? 0 : refuse(x, OU_DIAG_QUOTATION,
	    "digest", "quotation %.*s is not what was quoted: it was changed",
	    OU_STR_ARG(name(x, x->q)));
}

/* Is it the one that counts? */
static int
check_revision(struct accepting *x)
{
	const struct ou_quotation *known = x->known.q, *q = x->q;

	if (x->x->quotes.store == NULL)
		return 0;
	if (known == NULL || q->revision.v > known->revision.v)
		return refuse(x, OU_DIAG_QUOTATION, known == NULL ? "id" :
		    "revision", "the store has no quotation %.*s (%.*s)",
		    OU_STR_ARG(name(x, q)), OU_STR_ARG(q->order.id));
	if (q->revision.v == known->revision.v)
		return 0;
	if (ou_str_is(known->status, "accepted"))
		return refuse(x, OU_DIAG_QUOTATION, "revision", "%.*s was "
		    "accepted, and not %.*s", OU_STR_ARG(name(x, known)),
		    OU_STR_ARG(name(x, q)));
	return refuse(x, OU_DIAG_QUOTATION, "revision", "quotation %.*s is "
	    "superseded by %.*s", OU_STR_ARG(name(x, q)),
	    OU_STR_ARG(name(x, known)));
}

static int
check_status(struct accepting *x, const struct ou_quotation *q)
{
	if (q->status.n == 0 || ou_str_is(q->status, "open") ||
	    ou_str_is(q->status, "expired") ||
	    ou_str_is(q->status, "accepted"))
		return 0;
	return refuse(x, OU_DIAG_QUOTATION, "status", "quotation %.*s is "
	    "'%.*s', and not open", OU_STR_ARG(name(x, q)),
	    OU_STR_ARG(ou_str_sub(q->status, 0, 40)));
}

static int
check_days(struct accepting *x, const struct ou_quotation *q,
    struct ou_date day)
{
	if (ou_date_cmp(day, q->valid_from) < 0)
		return refuse(x, OU_DIAG_QUOTATION, "validFrom",
		    "quotation %.*s is not valid before %.*s",
		    OU_STR_ARG(name(x, q)), OU_STR_ARG(day_text(x,
		    q->valid_from)));
	if (ou_date_cmp(day, q->valid_through) > 0 ||
	    ou_str_is(q->status, "expired"))
		return refuse(x, OU_DIAG_QUOTATION, "validThrough",
		    "quotation %.*s is expired: it was valid through %.*s",
		    OU_STR_ARG(name(x, q)), OU_STR_ARG(day_text(x,
		    q->valid_through)));
	return 0;
}

/* --- the order --- */

/* A price is for as much as was quoted. */
static void
set_source(struct ou_arena *a, struct ou_record *r, struct ou_order_line *l,
    struct ou_str quotation)
{
	struct ou_price_source *s = l->price_source;
	char quantity[OU_DECIMAL_MAX];

	if (!l->unit_price.given)
		return;
	if (s == NULL)
		s = l->price_source = ou_arena_zalloc(a, sizeof(*s));
	s->rule = OU_STR("quotation");
	s->list = quotation;
	s->tier = l->quantity.v <= 0 ? OU_STR_NONE : ou_str_printf(a,
	    ">=%.*s", (int)ou_quantity_text(quantity, l->quantity),
	    quantity);
	if (s->node == 0) {
		PUT(r, order_line, l, price_source);
		return;
	}
	PUT(r, price_source, s, rule);
	PUT(r, price_source, s, list);
	PUT(r, price_source, s, tier);
}

static void
set_reference(struct ou_arena *a, struct ou_record *r, struct ou_order *o,
    struct ou_str number)
{
	struct ou_references *to = o->references;

	if (to == NULL)
		to = o->references = ou_arena_zalloc(a, sizeof(*to));
	to->quotation = number;
	if (to->node == 0)
		PUT(r, order, o, references);
	else
		PUT(r, references, to, quotation);
}

/* What a quotation has and an order has not. */
static void
take_away(struct ou_record *r, const struct ou_quotation *q)
{
	struct ou_quotation none = { .order = { .node = q->order.node } };
	int f;

	for (f = ou_before_quotation + 1; f < ou_fields_of_quotation; f++)
		ou_record_put(r, &ou_quotation_table, &none, f);
}

static void
make_order(struct ou_arena *a, struct ou_record *r, struct ou_quotation *q)
{
	struct ou_str quotation = ou_quotation_name(a, q);
	struct ou_order *o = &q->order;
	uint32_t i;

	o->type = OU_STR("Order");
	o->schema = OU_STR("order/1");
	o->id = q->order_id;
	o->date = (struct ou_time){ .date = q->accepted, .nanos = -1 };
	PUT(r, order, o, type);
	PUT(r, order, o, schema);
	PUT(r, order, o, id);
	PUT(r, order, o, date);
	set_reference(a, r, o, q->number);
	for (i = 0; i < o->n_lines; i++)
		set_source(a, r, &o->lines[i], quotation);
	take_away(r, q);
}

static void
explain(const struct accepting *x, const struct ou_quotation *q, bool again)
{
	if (x->run->explain != NULL)
		ou_run_explain(x->run, "%.*s: quotation %.*s %s on %.*s: "
		    "order %.*s", OU_STR_ARG(x->q->order.id),
		    OU_STR_ARG(name(x, q)), again ? "was accepted" :
		    "accepted", OU_STR_ARG(day_text(x, q->accepted)),
		    OU_STR_ARG(q->order_id));
}

/* --- together --- */

static int
answer_again(struct accepting *x, struct ou_price_quotation *p)
{
	explain(x, p->q, true);
	make_order(&x->run->record_arena, &p->record, p->q);
	return ou_run_write(x->run, &p->record);
}

static int
accept(struct accepting *x, struct ou_record *r, struct ou_quotation *q)
{
	struct ou_price_quotation p = { .record = *r, .q = q };

	q->status = OU_STR("accepted");
	q->accepted = x->day;
	PUT(&p.record, quotation, q, status);
	PUT(&p.record, quotation, q, accepted);
	if (ou_price_quotation_keep(x->x, x->run, &p) != 0)
		return -1;
	explain(x, p.q, false);
	make_order(&x->run->record_arena, &p.record, p.q);
	return ou_run_write(x->run, &p.record);
}

static int
accept_or_again(struct accepting *x, struct ou_record *r,
    struct ou_quotation *q)
{
	struct ou_price_quotation own = { .record = *r, .q = q };
	const struct ou_quotation *is;

	if (check_whole(x) != 0 || ou_price_quotation_find(x->x, x->run,
	    q->order.id, &x->known) != 0 || check_revision(x) != 0 ||
	    check_content(x) != 0)
		return -1;
	if (x->known.q != NULL && ou_str_is(x->known.q->status, "accepted"))
		return answer_again(x, &x->known);
	/* one that says so itself was, if it could be then */
	if (x->known.q == NULL && ou_str_is(q->status, "accepted") &&
	    ou_date_given(q->accepted))
		return check_days(x, q, q->accepted) != 0 ? -1 :
		    answer_again(x, &own);
	is = x->known.q != NULL ? x->known.q : q;
	return check_status(x, is) != 0 || check_days(x, is, x->day) != 0 ?
	    -1 : accept(x, r, q);
}

enum ou_answer
ou_price_accept(struct ou_price_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_quotation *q)
{
	struct accepting a = { .x = x, .run = run, .q = q,
	    .day = ou_date_given(x->quotes.day) ? x->quotes.day :
	    run->now.date };

	if (accept_or_again(&a, r, q) == 0)
		return OU_DROP;
	return run->err.kind == OU_ERR_RECORD ? OU_REJECT : OU_STOP;
}
