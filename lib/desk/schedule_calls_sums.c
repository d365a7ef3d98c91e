#include "schedule_calls.h"

/*
 * What was sent under a number, as far as a store knows: with orders that
 * stand, what these say now; with those that are not called for any more, a
 * sum for each place and line.
 */

/* --- what is there --- */

struct called_base *
ou_schedule_called_base(struct calling *c, struct ou_str number)
{
	struct ou_arena *a = &c->run->record_arena;
	void **at = ou_names_at(&c->bases, a, number);
	struct called_base *b = *at;
	uint32_t i;

	if (b != NULL)
		return b;
	b = ou_arena_zalloc(a, sizeof(*b));
	b->base = ou_order_id(a, c->d->channel, number, OU_STR_NONE);
	b->state = ou_arena_zalloc(a, sizeof(*b->state));
	if (ou_schedule_load(c->x, c->run, OU_STR("CallOff"), b->base,
	    c->x->called, b->state) < 0)
		return NULL;
	b->n_sums = b->cap_sums = b->state->n_sums;
	b->sums = ou_arena_array(a, b->n_sums, sizeof(*b->sums));
	for (i = 0; i < b->n_sums; i++)
		b->sums[i] = b->state->sums[i];
	*at = b;
	return b;
}

const struct ou_order *
ou_schedule_called_stored(struct calling *c, struct ou_str id)
{
	struct ou_arena *a = &c->run->record_arena;
	void **at = ou_names_at(&c->orders, a, id);
	struct ou_order *o = *at;

	if (o != NULL)
		return o;
	o = ou_arena_zalloc(a, sizeof(*o));
	if (ou_schedule_load(c->x, c->run, OU_STR("Order"), id, c->x->shipped,
	    o) < 0)
		return NULL;
	*at = o;
	return o;
}

const struct ou_quantities *
ou_schedule_called_stands(const struct ou_order *o, struct ou_str line)
{
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		if (ou_str_eq(o->lines[i].number, line))
			return o->lines[i].quantities;
	}
	return NULL;
}

/* --- sums --- */

static struct ou_called_sum *
sum_of(struct calling *c, struct called_base *b, struct ou_str place,
    struct ou_str line)
{
	uint32_t i;

	for (i = 0; i < b->n_sums; i++) {
		if (ou_str_eq(b->sums[i].line, line) &&
		    ou_str_eq(b->sums[i].place, place))
			return &b->sums[i];
	}
	if (b->n_sums == b->cap_sums) {
		b->cap_sums = b->cap_sums * 2 + 8;
		b->sums = ou_arena_extend(&c->run->record_arena, b->sums,
		    b->n_sums * sizeof(*b->sums),
		    b->cap_sums * sizeof(*b->sums));
	}
	b->sums[b->n_sums] = (struct ou_called_sum){ .place = place,
	    .line = line };
	return &b->sums[b->n_sums++];
}

/* base[/place]/day */
static struct ou_str
place_of(const struct called_base *b, struct ou_str order)
{
	size_t from = b->base.n + 1, to = order.n < 11 ? 0 : order.n - 11;

	return from < to ? ou_str_sub(order, from, to) : OU_STR_NONE;
}

void
ou_schedule_called_gone(struct calling *c, struct called_base *b,
    const struct ou_called_line *was, struct ou_quantity shipped)
{
	struct ou_called_sum *s = sum_of(c, b, place_of(b, was->order),
	    was->line);

	s->gone.given = true;
	if (__builtin_add_overflow(s->gone.v, shipped.v, &s->gone.v))
		s->gone.v = INT64_MAX;
}

/* What is known to be shipped of a line. */
static int
known(struct calling *c, struct called_base *b, struct ou_str place,
    struct ou_str line, struct ou_quantity *sum)
{
	const struct ou_called_line *was;
	const struct ou_quantities *q;
	const struct ou_order *o;
	uint32_t i;

	for (i = 0; i < b->state->n_lines; i++) {
		was = &b->state->lines[i];
		if (!ou_str_eq(was->line, line) ||
		    !ou_str_eq(place_of(b, was->order), place))
			continue;
		if ((o = ou_schedule_called_stored(c, was->order)) == NULL)
			return -1;
		q = ou_schedule_called_stands(o, line);
		if (q != NULL && ou_quantity_add(sum, *sum, q->shipped,
		    &c->run->err) != 0)
			return -1;
	}
	return 0;
}

/* --- what is told --- */

struct text {
	char p[OU_DECIMAL_MAX];
	int n;
};

static struct text
text_of(int64_t v)
{
	struct text t;

	t.n = (int)ou_quantity_text(t.p, (struct ou_quantity){ v, true });
	return t;
}

static void
tell(struct calling *c, const struct called_base *b, struct ou_str line,
    const struct ou_call_sum *s, struct ou_quantity received,
    struct ou_quantity theirs)
{
	struct text sent = text_of(s->sent.v), got = text_of(received.v);
	struct text way = text_of(s->sent.v - received.v);
	struct text said = text_of(theirs.v);

	if (received.given && received.v > s->sent.v)
		ou_run_say(c->run, OU_WARNING, OU_DIAG_HOLD_QUANTITY, "order "
		    "'%.*s', line %.*s: %.*s were received, and %.*s sent",
		    OU_STR_ARG(b->base), OU_STR_ARG(line), got.n, got.p,
		    sent.n, sent.p);
	if (theirs.given && theirs.v > s->sent.v)
		ou_run_say(c->run, OU_WARNING, OU_DIAG_HOLD_QUANTITY, "order "
		    "'%.*s', line %.*s: the partner has %.*s as shipped, and "
		    "%.*s were sent", OU_STR_ARG(b->base), OU_STR_ARG(line),
		    said.n, said.p, sent.n, sent.p);
	if (!received.given || received.v >= s->sent.v)
		return;
	ou_run_say(c->run, OU_NOTE, OU_DIAG_HOLD_QUANTITY, "order '%.*s', "
	    "line %.*s: %.*s sent, %.*s received, %.*s on the way",
	    OU_STR_ARG(b->base), OU_STR_ARG(line), sent.n, sent.p, got.n,
	    got.p, way.n, way.p);
	if (c->run->explain != NULL)
		ou_run_explain(c->run, "%.*s, line %.*s: %.*s sent, %.*s "
		    "received, %.*s on the way", OU_STR_ARG(b->base),
		    OU_STR_ARG(line), sent.n, sent.p, got.n, got.p, way.n,
		    way.p);
}

int
ou_schedule_called_sent(struct calling *c, struct ou_str number,
    const struct ou_trade_line *l, struct ou_str line,
    struct ou_quantity received, struct ou_quantity theirs,
    struct ou_quantity *sent)
{
	struct ou_called_sum *s;
	struct ou_call_sum sum;
	struct ou_quantity shipped;
	struct called_base *b;

	if (!received.given && !theirs.given)
		return 0;
	if ((b = ou_schedule_called_base(c, number)) == NULL)
		return -1;
	s = sum_of(c, b, l->location, line);
	shipped = (struct ou_quantity){ s->gone.v, true };
	if (known(c, b, l->location, line, &shipped) != 0)
		return -1;
	sum = (struct ou_call_sum){ .before = s->before,
	    .received = s->received };
	if (ou_calls_sum(&sum, received, theirs, shipped, &c->run->err) != 0)
		return -1;
	s->before = sum.before;
	s->received = sum.received;
	*sent = sum.sent;
	if (sum.sent.given)
		tell(c, b, line, &sum, received, theirs);
	return 0;
}

static bool
has_day(const struct ou_call *calls, uint32_t n, int32_t day)
{
	uint32_t i;

	for (i = 0; i < n && calls[i].day != day; i++)
		continue;
	return i < n;
}

int
ou_schedule_called_begun(struct calling *c, struct ou_str number,
    const struct ou_trade_line *l, struct ou_str line,
    const struct ou_call *calls, uint32_t n, struct ou_quantity *sent)
{
	struct called_base *b = ou_schedule_called_base(c, number);
	const struct ou_called_line *was;
	const struct ou_quantities *q;
	const struct ou_order *o;
	struct ou_quantity left;
	uint32_t i;

	for (i = 0; b != NULL && i < b->state->n_lines; i++) {
		was = &b->state->lines[i];
		if (!ou_str_eq(was->line, line) ||
		    !ou_str_eq(place_of(b, was->order), l->location) ||
		    has_day(calls, n, ou_date_days(was->date)))
			continue;
		if ((o = ou_schedule_called_stored(c, was->order)) == NULL)
			return -1;
		q = ou_schedule_called_stands(o, line);
		if (q == NULL || (q->picked.v <= 0 && q->shipped.v <= 0))
			continue;
		left.v = was->quantity.v - q->cancelled.v - q->shipped.v;
		if (left.v > 0 && ou_quantity_add(sent, *sent, left,
		    &c->run->err) != 0)
			return -1;
	}
	return b != NULL ? 0 : -1;
}
