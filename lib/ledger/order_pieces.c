#include "order.h"

/* What stands at one place of what an order takes. */

int
ou_ledger_in_line(struct ou_err *err, const struct ou_order *o,
    const struct ou_order_line *line, const char *field)
{
	return ou_err_in(err, "orderedItem.%u%s",
	    (unsigned)(line - o->lines), field);
}

/* The part of ${whole} that belongs to ${n} of ${of}; with ${n} growing the
 * parts add up. */
static int64_t
part(int64_t whole, int64_t n, int64_t of)
{
	return of <= 0 ? 0 : (int64_t)((__int128)whole * n / of);
}

/* What stands at one place, of all of an item that an allocation takes. */
struct share {
	int64_t whole, from, n;
};

/* Of the ${whole} units of one item, those in [from, from + n) that belong
 * to ${at} of ${of}. */
static int64_t
taken(const struct share *s, int64_t at, int64_t of)
{
	int64_t n = part(s->whole, at, of) - s->from;

	return n < 0 ? 0 : least(n, s->n);
}

/* One item at one place, its share of all of it in an allocation of at[3]:
 * of which [at[0], at[1]) leave, and then [at[1], at[2]) are wanted. */
static void
add_piece(struct line *x, const struct ou_allocation *al,
    const struct ou_component *c, const struct share *s, const int64_t at[4])
{
	struct piece *p = &x->pieces[x->n++];

	p->key.sku = c != NULL ? c->sku : x->line->product->sku;
	p->key.location = c != NULL && c->location.n != 0 ? c->location
	    : al->location;
	p->key.lot = c != NULL ? c->lot : al->lot;
	p->key.owner = al->owner;
	if (al->backorder == OU_FLAG_YES)
		p->receipt = c != NULL && c->reference.n != 0 ? c->reference
		    : al->reference;
	p->expires = al->expires;
	p->leaves = taken(s, at[1], at[3]) - taken(s, at[0], at[3]);
	p->wanted = taken(s, at[2], at[3]) - taken(s, at[1], at[3]);
}

/* The components of one item stand together, a lot or a place behind the
 * other: the first ones leave first. */
static void
add_components(struct line *x, const struct ou_allocation *al,
    const int64_t at[4])
{
	const struct ou_component *c = al->components;
	struct share s;
	uint32_t i, k;

	for (i = 0; i < al->n_components; i = k) {
		s.whole = 0;
		for (k = i; k < al->n_components &&
		    ou_str_eq(c[k].sku, c[i].sku); k++) {
			if (c[k].quantity.v > 0 && __builtin_add_overflow(
			    s.whole, c[k].quantity.v, &s.whole))
				s.whole = INT64_MAX;
		}
		for (s.from = 0, k = i; k < al->n_components &&
		    ou_str_eq(c[k].sku, c[i].sku); k++) {
			s.n = c[k].quantity.v > 0 ? c[k].quantity.v : 0;
			add_piece(x, al, &c[k], &s, at);
			s.from = s.whole - s.from < s.n ? s.whole
			    : s.from + s.n;
		}
	}
}

/* What was allocated at one place, and has left from others in part. */
static void
add_plain(struct line *x, uint32_t k, const struct share *s,
    const int64_t at[4])
{
	struct piece *own, *p;
	const struct elsewhere *e;
	uint32_t i;

	own = &x->pieces[x->n];
	add_piece(x, &x->line->allocations[k], NULL, s, at);
	for (i = 0; i < x->n_elsewhere; i++) {
		e = &x->elsewhere[i];
		if (e->k != k)
			continue;
		p = &x->pieces[x->n++];
		*p = *own;
		p->key.location = e->goods->location;
		p->key.lot = e->goods->lot;
		p->receipt = OU_STR_NONE;
		p->wanted = 0;
		p->leaves = taken(s, e->to, at[3]) - taken(s, e->from, at[3]);
		own->leaves -= p->leaves;
	}
}

/* An allocation: what of it was shipped before, is now, and is wanted. */
static int
add_allocation(struct line *x, uint32_t k, struct ou_err *err)
{
	const struct ou_allocation *al = &x->line->allocations[k];
	const int64_t q = al->quantity.v;
	int64_t at[4] = { x->gone[k].was, x->gone[k].is, 0, q };
	struct ou_quantity base;
	struct share s;

	at[2] = at[1] + least(q - at[1], x->wanted);
	x->wanted -= at[2] - at[1];
	/* Nothing stands behind a promise without a receipt. */
	if (al->backorder == OU_FLAG_YES && al->reference.n == 0 &&
	    al->n_components == 0)
		at[2] = at[1];
	if (al->n_components != 0) {
		add_components(x, al, at);
		return 0;
	}
	if (!x->factor.given) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_HOLD_UNIT,
		    "its unit cannot be turned into the one that stock is "
		    "kept in");
		return ou_ledger_in_line(err, x->o, x->line, "");
	}
	if (ou_quantity_convert(&base, al->quantity, x->factor, err) != 0)
		return ou_ledger_in_line(err, x->o, x->line, ".allocations");
	s = (struct share){ .whole = base.v, .n = base.v };
	add_plain(x, k, &s, at);
	return 0;
}

/* Goods that are there before goods that were to come. */
int
ou_ledger_pieces(struct line *x, struct ou_err *err)
{
	const struct ou_order_line *line = x->line;
	uint32_t i, n = 0;
	int pass;

	ou_ledger_goods(x);
	for (i = 0; i < line->n_allocations; i++)
		n += line->allocations[i].n_components == 0 ? 1
		    : line->allocations[i].n_components;
	x->pieces = ou_arena_array(x->a, n + x->n_elsewhere,
	    sizeof(*x->pieces));
	for (pass = 0; pass < 2; pass++) {
		for (i = 0; i < line->n_allocations; i++) {
			if ((line->allocations[i].backorder == OU_FLAG_YES) ==
			    (pass == 1) && add_allocation(x, i, err) != 0)
				return -1;
		}
	}
	return 0;
}
