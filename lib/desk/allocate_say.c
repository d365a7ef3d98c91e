#include "allocate.h"

/*
 * --explain: a line for every part of an answer, and for what was given back
 * or stayed out of reach.
 */
struct says {
	struct ou_run *run;
	const struct ou_order *o;
	const struct ou_order_line *l;
};

static struct ou_str
quantity(char *to, struct ou_quantity q)
{
	return (struct ou_str){ to, ou_quantity_text(to, q) };
}

static struct ou_str
sku_of(const struct ou_order_line *l)
{
	return l->product != NULL ? l->product->sku : OU_STR_NONE;
}

/* "from LYO1, lot L2" or "backordered, expected 2026-12-15". */
static struct ou_str
where(struct ou_arena *a, const struct ou_allocation *x)
{
	char d[10];
	size_t n = ou_date_given(x->expected_date)
	    ? ou_date_text(d, x->expected_date) : 0;
	bool wait = x->backorder == OU_FLAG_YES;

	return ou_str_printf(a, "%s%.*s%.*s%s%.*s", !wait ? "from "
	    : n != 0 ? "backordered, expected " : "backordered",
	    OU_STR_ARG(wait ? OU_STR_NONE : x->location), (int)n, d,
	    x->lot.n != 0 ? ", lot " : "", OU_STR_ARG(x->lot));
}

/* What stands in for the line's item. */
static void
say_components(const struct says *s, const struct ou_allocation *x)
{
	char q[OU_DECIMAL_MAX], r[OU_DECIMAL_MAX];
	const struct ou_component *c;
	uint32_t i;

	for (i = 0; i < x->n_components; i++) {
		c = &x->components[i];
		ou_run_explain(s->run, "%.*s line %.*s: %.*s of %.*s: %.*s of "
		    "%.*s %s%.*s%s%.*s", OU_STR_ARG(s->o->id),
		    OU_STR_ARG(s->l->number),
		    OU_STR_ARG(quantity(q, x->quantity)),
		    OU_STR_ARG(sku_of(s->l)),
		    OU_STR_ARG(quantity(r, c->quantity)), OU_STR_ARG(c->sku),
		    c->reference.n != 0 ? "of receipt " : "from ",
		    OU_STR_ARG(c->reference.n != 0 ? c->reference
		    : c->location), c->lot.n != 0 ? ", lot " : "",
		    OU_STR_ARG(c->lot));
	}
}

static void
say_line(const struct says *s, const struct ou_allocator_line *know)
{
	char q[OU_DECIMAL_MAX];
	const struct ou_allocation *x;
	uint32_t i;

	for (i = 0; know->changed && i < s->l->n_allocations; i++) {
		x = &s->l->allocations[i];
		if (x->n_components == 0 || x->backorder == OU_FLAG_YES)
			ou_run_explain(s->run, "%.*s line %.*s: %.*s of %.*s "
			    "%.*s", OU_STR_ARG(s->o->id),
			    OU_STR_ARG(s->l->number),
			    OU_STR_ARG(quantity(q, x->quantity)),
			    OU_STR_ARG(sku_of(s->l)),
			    OU_STR_ARG(where(&s->run->record_arena, x)));
		say_components(s, x);
	}
	if (know->kept.v != 0)
		ou_run_explain(s->run, "%.*s line %.*s: %.*s in stock kept "
		    "for others", OU_STR_ARG(s->o->id),
		    OU_STR_ARG(s->l->number),
		    OU_STR_ARG(quantity(q, know->kept)));
	if (know->cap.given && know->backordered.v != 0)
		ou_run_explain(s->run, "%.*s line %.*s: fair share %.*s",
		    OU_STR_ARG(s->o->id), OU_STR_ARG(s->l->number),
		    OU_STR_ARG(quantity(q, know->cap)));
}

void
ou_allocate_explain_back(struct ou_run *run, const struct ou_order *o,
    const struct ou_allocator_line *lines, const char *why)
{
	char q[OU_DECIMAL_MAX];
	const struct ou_order_line *l;
	uint32_t i;

	for (i = 0; run->explain != NULL && i < o->n_lines; i++) {
		l = &o->lines[i];
		if (lines[i].released.v != 0)
			ou_run_explain(run, "%.*s line %.*s: %.*s of %.*s "
			    "given back, %s", OU_STR_ARG(o->id),
			    OU_STR_ARG(l->number),
			    OU_STR_ARG(quantity(q, lines[i].released)),
			    OU_STR_ARG(sku_of(l)), why);
	}
}

void
ou_allocate_explain(struct ou_run *run, const struct ou_order *o,
    const struct ou_allocator_line *lines)
{
	struct says s = { run, o, NULL };
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		s.l = &o->lines[i];
		say_line(&s, &lines[i]);
	}
}
