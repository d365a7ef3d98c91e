#include <stdlib.h>

#include "ou/model/totals.h"
#include "offers.h"

/* One promotion after the other, then the surcharges. */

struct ou_offer_try *
ou_offers_try(struct state *s, uint32_t row, bool surcharge)
{
	struct ou_offers_answer *x = s->answer;
	struct ou_offer_try *t;

	if (!s->q->explain)
		return &s->untold;
	/* Room for twice as many whenever they are a power of two. */
	if ((x->n_tries & (x->n_tries - 1)) == 0)
		x->tries = ou_arena_extend(s->a, x->tries,
		    x->n_tries * sizeof(*t),
		    (x->n_tries * 2 + 1) * sizeof(*t));
	t = &x->tries[x->n_tries++];
	memset(t, 0, sizeof(*t));
	t->row = row;
	t->surcharge = surcharge;
	return t;
}

/* Append to a list; the old entries are copied with it. */
struct ou_allowance *
ou_offers_put(struct ou_arena *a, struct ou_allowance **list, uint32_t *n,
    const struct ou_offer *x, bool charge, int64_t amount, int places)
{
	struct ou_allowance *to = ou_arena_array(a, *n + 1, sizeof(*to));

	if (*n > 0)
		memcpy(to, *list, *n * sizeof(*to));
	*list = to;
	to += (*n)++;
	to->charge = ou_flag_of(charge);
	to->reason = x->name.p != NULL ? x->name : x->id;
	to->amount = (struct ou_amount){ amount, (uint8_t)places, true };
	to->rule = x->id;
	return to;
}

static void
strip(struct ou_arena *a, struct ou_allowance **list, uint32_t *n,
    bool *changed)
{
	struct ou_allowance *to;
	uint32_t i, k = 0;

	for (i = 0; i < *n && (*list)[i].rule.p == NULL; i++)
		;
	if (i == *n)
		return;
	to = ou_arena_array(a, *n, sizeof(*to));
	for (i = 0; i < *n; i++) {
		if ((*list)[i].rule.p == NULL)
			to[k++] = (*list)[i];
	}
	*list = to;
	*n = k;
	*changed = true;
}

void
ou_offers_strip(struct ou_arena *a, struct ou_order *o,
    struct ou_offers_answer *answer)
{
	uint32_t i;

	answer->lines = ou_arena_array(a, o->n_lines, sizeof(bool));
	for (i = 0; i < o->n_lines; i++)
		strip(a, &o->lines[i].allowances, &o->lines[i].n_allowances,
		    &answer->lines[i]);
	strip(a, &o->allowances, &o->n_allowances, &answer->head);
}

/* --- what the order can meet --- */

static void
add_all(struct state *s, const struct list *l, bool *seen,
    struct list *found)
{
	uint32_t i;

	for (i = 0; l != NULL && i < l->n; i++) {
		if (seen[l->v[i]])
			continue;
		seen[l->v[i]] = true;
		ou_offers_list_add(s->a, found, l->v[i]);
	}
}

static int
compare(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return a < b ? -1 : a > b;
}

/* All but the general ones, sorted. */
static void
meet(struct state *s, struct list *found)
{
	const struct ou_order *o = s->q->order;
	bool *seen = ou_arena_zalloc(s->a, s->x->n_promotions);
	uint32_t i;

	for (i = 0; i < o->n_discount_codes; i++)
		add_all(s, ou_names_find(&s->x->codes, o->discount_codes[i]),
		    seen, found);
	if (s->x->channels.n > 0 && o->channel.p != NULL)
		add_all(s, ou_names_find(&s->x->channels, o->channel), seen,
		    found);
	for (i = 0; i < s->n; i++) {
		if (s->skus[i] == NULL)
			continue;
		add_all(s, &s->skus[i]->ranks, seen, found);
		if (s->skus[i]->category != NULL)
			add_all(s, &s->skus[i]->category->ranks, seen, found);
	}
	if (found->n > 1)
		qsort(found->v, found->n, sizeof(*found->v), compare);
}

/* --- one promotion --- */

/* The lines that it is about; false when there are none. */
static bool
find_lines(struct state *s, const struct promotion *p, ou_wide *sum,
    ou_wide *units)
{
	const struct ou_order *o = s->q->order;
	const struct ou_product *x;
	uint32_t i;

	*sum = *units = 0;
	s->n_scope = 0;
	for (i = 0; i < s->n; i++) {
		x = o->lines[i].product;
		/* Who pays no freight pays no less for the goods. */
		s->open[i] = s->rest[i] > 0 &&
		    (p->say.kind == OU_PROMOTION_FREE_SHIPPING ||
		    (!s->closed[i] && (p->say.stackable ||
		    !s->touched[i])));
		s->scope[i] = s->open[i] && ou_offers_has(p, s->skus[i],
		    x != NULL ? x->sku : OU_STR_NONE);
		if (!s->scope[i])
			continue;
		s->n_scope++;
		s->last_scope = i;
		*sum += s->rest[i];
		if (s->q->units[i] > 0)
			*units += s->q->units[i];
	}
	return s->n_scope > 0;
}

static enum ou_offer_verdict
conditions(struct state *s, const struct promotion *p)
{
	enum ou_offer_verdict v;
	ou_wide sum, units;

	v = ou_offers_fit(s, &p->say.offer, &p->turn);
	if (v != OU_OFFER_APPLIES)
		return v;
	/* What nothing is left to reach needs no looking at lines. */
	if (p->say.min_amount.given && s->worth < p->say.min_amount.v)
		return OU_OFFER_AMOUNT;
	if (!find_lines(s, p, &sum, &units))
		return OU_OFFER_NO_LINES;
	if (p->say.min_quantity.given && units < p->say.min_quantity.v)
		return OU_OFFER_QUANTITY;
	if (p->say.min_amount.given && sum < p->say.min_amount.v)
		return OU_OFFER_AMOUNT;
	return OU_OFFER_APPLIES;
}

static void
take_off(struct state *s, const struct promotion *p)
{
	struct ou_order_line *l;
	uint32_t i;

	for (i = 0; i < s->n; i++) {
		if (s->off[i] == 0 && !s->scope[i])
			continue;
		s->touched[i] = true;
		if (!p->say.stackable)
			s->closed[i] = true;
		if (s->off[i] == 0)
			continue;
		l = &s->q->order->lines[i];
		ou_offers_put(s->a, &l->allowances, &l->n_allowances,
		    &p->say.offer, false, s->off[i],
		    s->q->places)->reason_code = OU_STR("95");
		s->rest[i] -= s->off[i];
		s->answer->lines[i] = true;
	}
}

enum ou_offer_verdict
ou_offers_may(const struct state *s, const struct promotion *p,
    struct ou_amount off)
{
	return s->q->may == NULL ? OU_OFFER_APPLIES :
	    s->q->may(s->q->arg, p->turn.row, off);
}

static int
try_one(struct state *s, const struct promotion *p, struct ou_err *err)
{
	struct ou_offer_try *t = ou_offers_try(s, p->turn.row, false);
	int64_t total = 0;

	t->verdict = conditions(s, p);
	if (t->verdict != OU_OFFER_APPLIES)
		return 0;
	if (p->say.kind == OU_PROMOTION_FREE_SHIPPING) {
		/* What it takes off is known when freight is. */
		if (!s->free_shipping) {
			s->free_shipping = true;
			s->free_by = p;
		}
		if (s->q->explain)
			s->answer->n_tries--;
		return 0;
	}
	/* Which units it counts is forgotten if it does not apply. */
	memcpy(s->used_before, s->used, s->n * sizeof(*s->used));
	if (ou_offers_discount(s, p, &total, err) != 0)
		return -1;
	t->amount = (struct ou_amount){ total, (uint8_t)s->q->places, true };
	t->verdict = total == 0 ? OU_OFFER_NOTHING :
	    ou_offers_may(s, p, t->amount);
	if (t->verdict != OU_OFFER_APPLIES) {
		memcpy(s->used, s->used_before, s->n * sizeof(*s->used));
		return 0;
	}
	take_off(s, p);
	return 0;
}

/* May it apply, as far as its gate tells? */
static bool
is_open(const struct state *s, uint32_t rank)
{
	const struct gate *g = &s->x->gates[rank];

	return s->day >= g->from && s->day <= g->through &&
	    s->worth >= g->least;
}

/* --- an order --- */

static int
set_line(struct state *s, uint32_t i, struct ou_err *err)
{
	struct ou_order_line *l = &s->q->order->lines[i];

	if (s->x->by_sku && l->product != NULL && l->product->sku.p != NULL)
		s->skus[i] = ou_names_find(&s->x->skus, l->product->sku);
	if (!l->unit_price.given || l->quantity.v <= 0)
		return 0;
	if (ou_line_total(l, s->q->places, err) != 0)
		return ou_err_in(err, "orderedItem.%u", (unsigned)i);
	s->rest[i] = l->total.v > 0 ? l->total.v : 0;
	if (__builtin_add_overflow(s->worth, s->rest[i], &s->worth))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "the goods are worth too much for exact arithmetic");
	return 0;
}

static int
set_state(struct state *s, struct ou_err *err)
{
	const struct ou_time *t = &s->q->order->date;
	uint32_t i, n = s->q->order->n_lines;

	s->n = n;
	s->rest = ou_arena_array(s->a, n, sizeof(*s->rest));
	s->used = ou_arena_array(s->a, n, sizeof(*s->used));
	s->used_before = ou_arena_array(s->a, n, sizeof(*s->used_before));
	s->off = ou_arena_array(s->a, n, sizeof(*s->off));
	s->open = ou_arena_array(s->a, n, sizeof(bool));
	s->scope = ou_arena_array(s->a, n, sizeof(bool));
	s->touched = ou_arena_array(s->a, n, sizeof(bool));
	s->closed = ou_arena_array(s->a, n, sizeof(bool));
	s->skus = ou_arena_array(s->a, n, sizeof(*s->skus));
	s->day = ou_date_given(t->date) ? ou_date_days(t->date) : INT32_MIN;
	s->weekday = ou_date_given(t->date) ? ou_date_weekday(t->date) : 0;
	s->minute = t->has_clock ? t->hour * 60 + t->minute : -1;
	for (i = 0; i < n; i++) {
		if (set_line(s, i, err) != 0)
			return -1;
	}
	return 0;
}

int
ou_offers_apply(const struct ou_offers *x, struct ou_arena *a,
    const struct ou_offers_question *question,
    struct ou_offers_answer *answer, struct ou_err *err)
{
	struct state s = { .x = x, .a = a, .q = question, .answer = answer };
	struct list found = { NULL, 0, 0 };
	const struct list *general = &x->general;
	uint32_t i = 0, k = 0, rank;

	if (set_state(&s, err) != 0)
		return -1;
	if (x->n_promotions > general->n)
		meet(&s, &found);
	while (i < found.n || k < general->n) {
		rank = k == general->n || (i < found.n &&
		    found.v[i] < general->v[k]) ? found.v[i++] :
		    general->v[k++];
		if (!question->explain && !is_open(&s, rank))
			continue;
		if (try_one(&s, &x->promotions[rank], err) != 0)
			return -1;
	}
	if (ou_offers_charge(&s, err) != 0)
		return -1;
	return s.free_shipping ? ou_offers_free_shipping(&s, err) : 0;
}
