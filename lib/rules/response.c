#include "ou/rules/response.h"

#define ANSWERS_MAX 16

struct maker {
	struct ou_arena *a;
	const struct ou_order *o;
	const struct ou_order_line *line;
	struct ou_line_answer answers[ANSWERS_MAX];
	uint32_t n;
	int64_t left;			/* not answered yet */
	struct ou_err *err;
};

static const struct ou_quantities none;

static struct ou_date
asked_for(const struct maker *m)
{
	if (ou_date_given(m->line->requested_date))
		return m->line->requested_date;
	if (m->o->delivery != NULL)
		return m->o->delivery->requested_date;
	return (struct ou_date){ 0 };
}

/* Add to the answer of that kind, or begin one. */
static int
answer(struct maker *m, const char *status, int64_t quantity,
    struct ou_date date, struct ou_str sku)
{
	struct ou_line_answer *x;
	uint32_t i;

	if (quantity <= 0)
		return 0;
	for (i = 0; i < m->n; i++) {
		x = &m->answers[i];
		if (ou_str_is(x->status, status) &&
		    ou_date_cmp(x->delivery_date, date) == 0 &&
		    ou_str_eq(x->product != NULL ? x->product->sku :
		    OU_STR_NONE, sku))
			break;
	}
	if (i == ANSWERS_MAX)
		return ou_err_set(m->err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "a line has more than %d answers", ANSWERS_MAX);
	x = &m->answers[i];
	if (i == m->n) {
		m->n++;
		x->status = ou_str_c(status);
		x->quantity.given = true;
		x->unit = m->line->unit;
		x->delivery_date = date;
		if (sku.n > 0) {
			x->product = ou_arena_zalloc(m->a,
			    sizeof(*x->product));
			x->product->sku = sku;
		}
	}
	x->quantity.v += quantity;
	m->left -= quantity;
	return 0;
}

/* Units that are reserved, or are promised out of what comes. */
static int
from_allocation(struct maker *m, const struct ou_allocation *al,
    int64_t quantity)
{
	struct ou_date asked = asked_for(m), day = al->expected_date;
	struct ou_str other = OU_STR_NONE;

	if (al->backorder == OU_FLAG_YES)
		return answer(m, "backordered", quantity, day, OU_STR_NONE);
	if (al->n_components == 1 && (m->line->product == NULL ||
	    !ou_str_eq(al->components[0].sku, m->line->product->sku)))
		other = al->components[0].sku;
	if (other.n > 0)
		return answer(m, "substituted", quantity, day, other);
	if (ou_date_given(day) && ou_date_given(asked) &&
	    ou_date_cmp(day, asked) > 0)
		return answer(m, "dateChanged", quantity, day, OU_STR_NONE);
	return answer(m, "accepted", quantity, day, OU_STR_NONE);
}

static int64_t
smaller(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* What is behind the allocations that a line has, then what only its
 * quantities say. */
static int
from_stock(struct maker *m)
{
	const struct ou_order_line *l = m->line;
	const struct ou_quantities *q = l->quantities != NULL ?
	    l->quantities : &none;
	int64_t allocated = q->allocated.v, waiting = q->backordered.v, n;
	const struct ou_allocation *al;
	uint32_t i;

	for (i = 0; i < l->n_allocations; i++) {
		al = &l->allocations[i];
		n = smaller(al->quantity.v, al->backorder == OU_FLAG_YES ?
		    waiting : allocated);
		n = smaller(n, m->left);
		if (from_allocation(m, al, n) != 0)
			return -1;
		if (al->backorder == OU_FLAG_YES)
			waiting -= n;
		else
			allocated -= n;
	}
	if (answer(m, "accepted", smaller(allocated, m->left),
	    (struct ou_date){ 0 }, OU_STR_NONE) != 0)
		return -1;
	return answer(m, "backordered", smaller(waiting, m->left),
	    (struct ou_date){ 0 }, OU_STR_NONE);
}

/* What is said of a line as a whole; of one that nobody has looked at yet,
 * nothing. */
static struct ou_str
status_of_line(const struct maker *m)
{
	uint32_t i;

	for (i = 0; i < m->n; i++) {
		if (ou_str_is(m->answers[i].status, "held"))
			return OU_STR_NONE;
	}
	if (m->n == 1 && (ou_str_is(m->answers->status, "accepted") ||
	    ou_str_is(m->answers->status, "rejected")))
		return m->answers->status;
	return m->n > 0 ? OU_STR("changed") : OU_STR_NONE;
}

static int
respond_line(struct maker *m, bool cancelled, bool held,
    struct ou_response_line *to)
{
	const struct ou_order_line *l = m->line;
	const struct ou_quantities *q = l->quantities != NULL ?
	    l->quantities : &none;
	struct ou_date no_day = { 0 };

	m->n = 0;
	memset(m->answers, 0, sizeof(m->answers));
	m->left = l->quantity.v;
	if (q->cancelled.v > m->left)
		return ou_err_set(m->err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "more is cancelled than was ordered");
	if (answer(m, "rejected", cancelled ? m->left : q->cancelled.v,
	    no_day, OU_STR_NONE) != 0 ||
	    (!held && from_stock(m) != 0) ||
	    answer(m, "held", m->left, no_day, OU_STR_NONE) != 0)
		return -1;
	to->number = l->number;
	to->status = status_of_line(m);
	to->quantity = l->quantity;
	to->unit = l->unit;
	to->product = l->product;
	to->unit_price = l->unit_price;
	to->price_base = l->price_base;
	to->answers = ou_arena_array(m->a, m->n + 1, sizeof(*to->answers));
	memcpy(to->answers, m->answers, m->n * sizeof(*m->answers));
	to->n_answers = m->n;
	return 0;
}

static struct ou_str
status_of(const struct ou_order_response *r)
{
	uint32_t i, k, answers = 0, accepted = 0, rejected = 0, held = 0;
	struct ou_str s;

	for (i = 0; i < r->n_lines; i++) {
		for (k = 0; k < r->lines[i].n_answers; k++) {
			s = r->lines[i].answers[k].status;
			answers++;
			accepted += ou_str_is(s, "accepted");
			rejected += ou_str_is(s, "rejected");
			held += ou_str_is(s, "held");
		}
	}
	if (held > 0)
		return OU_STR("acknowledged");
	if (accepted == answers)
		return OU_STR("accepted");
	return rejected == answers ? OU_STR("rejected") : OU_STR("changed");
}

static void
add_party(struct ou_order_response *r, const char *role,
    struct ou_str id, struct ou_str gln, struct ou_str name)
{
	struct ou_party *p;

	if (id.n == 0 && gln.n == 0 && name.n == 0)
		return;
	p = &r->parties[r->n_parties++];
	p->role = ou_str_c(role);
	p->id = id;
	p->gln = gln;
	p->name = name;
}

/* The partner's own id, where the profile's took its place. */
static struct ou_str
said(const struct ou_order *o, const char *field, struct ou_str ours)
{
	uint32_t i;

	for (i = 0; i < o->n_extra; i++) {
		if (ou_str_is(o->extra[i].key, field))
			return o->extra[i].value;
	}
	return ours;
}

static void
add_parties(struct maker *m, struct ou_order_response *r)
{
	const struct ou_order *o = m->o;
	const struct ou_address *to = o->delivery != NULL ?
	    o->delivery->address : NULL;

	r->parties = ou_arena_array(m->a, 3, sizeof(*r->parties));
	if (o->customer != NULL)
		add_party(r, "buyer", said(o, "customer.id",
		    o->customer->id), o->customer->gln, o->customer->name);
	if (o->seller != NULL)
		add_party(r, "seller", o->seller->id, o->seller->gln,
		    o->seller->name);
	if (to != NULL)
		add_party(r, "shipTo", said(o,
		    "orderDelivery.deliveryAddress.id", to->id), to->gln,
		    to->name);
}

int
ou_response_make(struct ou_arena *a, const struct ou_order *o,
    const struct ou_time *now, struct ou_order_response *r,
    struct ou_err *err)
{
	struct maker *m = ou_arena_zalloc(a, sizeof(*m));
	bool cancelled = ou_str_is(o->status, "OrderCancelled");
	bool held = ou_order_held(o, "allocate") != NULL;
	char day[10];
	uint32_t i;

	m->a = a;
	m->o = o;
	m->err = err;
	memset(r, 0, sizeof(*r));
	r->type = OU_STR("OrderResponse");
	r->schema = OU_STR("order-response/1");
	r->id = o->id;
	r->channel = o->channel;
	r->function = OU_STR("original");
	ou_date_text(day, now->date);
	r->number = ou_str_printf(a, "%.*s-%.4s%.2s%.2s",
	    OU_STR_ARG(o->number), day, day + 5, day + 8);
	r->date = *now;
	r->order_number = o->number;
	r->order_date = o->date.date;
	r->currency = o->currency;
	r->release = o->references != NULL ? o->references->release :
	    OU_STR_NONE;
	r->seller_number = o->seller_number;
	add_parties(m, r);
	r->lines = ou_arena_array(a, o->n_lines + 1, sizeof(*r->lines));
	r->n_lines = o->n_lines;
	for (i = 0; i < o->n_lines; i++) {
		m->line = &o->lines[i];
		if (respond_line(m, cancelled, held, &r->lines[i]) != 0)
			return ou_err_in(err, "orderedItem.%u", i);
	}
	r->status = status_of(r);
	return 0;
}

void
ou_response_of_change(const struct ou_order *o, struct ou_order_response *r)
{
	struct ou_response_line *l;
	uint32_t i;

	if (o->n_changes > 0)
		r->sequence = o->changes[o->n_changes - 1].sequence;
	for (i = 0; i < r->n_lines; i++) {
		l = &r->lines[i];
		if (ou_str_is(l->status, "rejected"))
			l->action = OU_STR("delete");
		else if (l->n_answers == 1 && ou_str_is(l->answers->status,
		    "dateChanged"))
			l->action = OU_STR("date");
		else
			l->action = ou_str_is(l->status, "changed") ?
			    OU_STR("change") : OU_STR("none");
	}
}

int64_t
ou_response_due(const struct ou_order *o, uint32_t hours)
{
	if (!ou_date_given(o->date.date))
		return -1;
	return ou_time_seconds(&o->date) + (int64_t)hours * 3600;
}
