#include "ou/model/quote.h"

#define PUT(r, T, object, field) \
	ou_record_put(r, &ou_##T##_table, object, OU_FIELD(T, field))

/*
 * Texts that line after line gets are made once.  Whoever comes first has
 * the place; others are written anew.
 */
#define TEXTS 1024

struct shared_text {
	const void *object;
	struct ou_str text;
};

struct ou_quote_writer {
	struct ou_arena *run;
	struct shared_text texts[TEXTS];
};

struct ou_quote_writer *
ou_quote_writer_new(struct ou_arena *run)
{
	struct ou_quote_writer *w = ou_arena_zalloc(run, sizeof(*w));

	w->run = run;
	return w;
}

/* Put a shared object where the line has none; false when it has. */
static bool
put_shared(struct ou_quote_writer *w, struct ou_record *r,
    const struct ou_order_line *l, int field, const void *object)
{
	struct shared_text *t;

	t = &w->texts[((uintptr_t)object / sizeof(void *) *
	    UINT64_C(0x9e3779b97f4a7c15)) >> 54];
	if (t->object == NULL) {
		t->text = ou_field_text(w->run, &ou_order_line_table, l,
		    field);
		t->object = object;
	}
	return t->object == object && ou_record_append(r,
	    &ou_order_line_table, l, field, t->text);
}

static void
put_source(struct ou_quote_writer *w, struct ou_record *r,
    const struct ou_order_line *l, unsigned changed)
{
	if ((changed & OU_QUOTE_SHARED_SOURCE) != 0 && put_shared(w, r, l,
	    OU_FIELD(order_line, price_source), l->price_source))
		return;
	if (l->price_source->node == 0) {
		PUT(r, order_line, l, price_source);
		return;
	}
	PUT(r, price_source, l->price_source, rule);
	PUT(r, price_source, l->price_source, list);
	PUT(r, price_source, l->price_source, tier);
	PUT(r, price_source, l->price_source, rate);
}

static void
put_tax(struct ou_quote_writer *w, struct ou_record *r,
    const struct ou_order_line *l, unsigned changed)
{
	if ((changed & OU_QUOTE_SHARED_TAX) != 0 && put_shared(w, r, l,
	    OU_FIELD(order_line, tax), l->tax))
		return;
	if (l->tax->node == 0) {
		PUT(r, order_line, l, tax);
		return;
	}
	PUT(r, tax, l->tax, category);
	PUT(r, tax, l->tax, percent);
	PUT(r, tax, l->tax, reason_code);
	PUT(r, tax, l->tax, reason);
}

static void
put_allowances(struct ou_record *r, const struct ou_allowance *list,
    uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (!list[i].percent.given)
			continue;
		PUT(r, allowance, &list[i], base);
		PUT(r, allowance, &list[i], amount);
	}
}

void
ou_quote_put_line(struct ou_quote_writer *w, struct ou_record *r,
    const struct ou_order_line *l, unsigned changed)
{
	if (changed & OU_QUOTE_SKU) {
		PUT(r, product, l->product, sku);
		PUT(r, product, l->product, buyer_item_id);
	}
	if (changed & OU_QUOTE_PRICE) {
		PUT(r, order_line, l, unit_price);
		PUT(r, order_line, l, price_base);
	}
	if (changed & OU_QUOTE_SOURCE)
		put_source(w, r, l, changed);
	if (l->unit_price.given) {
		if (l->n_allowances > 0)
			put_allowances(r, l->allowances, l->n_allowances);
		PUT(r, order_line, l, total);
	}
	if (changed & OU_QUOTE_TAX)
		put_tax(w, r, l, changed);
}

void
ou_quote_put_totals(struct ou_record *r, const struct ou_order *o)
{
	const struct ou_totals *t = o->totals;
	const struct ou_tax_total *x;
	uint32_t i;
	int f;

	put_allowances(r, o->allowances, o->n_allowances);
	for (i = 0; i < o->n_taxes; i++) {
		x = &o->taxes[i];
		for (f = 0; x->node != 0 && f < ou_fields_of_tax_total; f++)
			ou_record_put(r, &ou_tax_total_table, x, f);
	}
	PUT(r, order, o, taxes);
	if (t == NULL || t->node == 0) {
		PUT(r, order, o, totals);
		return;
	}
	for (f = 0; f < ou_fields_of_totals; f++)
		ou_record_put(r, &ou_totals_table, t, f);
}

static void
put_margin(struct ou_record *r, const struct ou_table *table,
    const void *object, int field, const struct ou_margin *m)
{
	if (m == NULL || m->node == 0) {
		ou_record_put(r, table, object, field);
		return;
	}
	PUT(r, margin, m, cost);
	PUT(r, margin, m, amount);
	PUT(r, margin, m, percent);
}

void
ou_quote_put_margins(struct ou_record *r, const struct ou_order *o)
{
	uint32_t i;

	for (i = 0; i < o->n_lines; i++)
		put_margin(r, &ou_order_line_table, &o->lines[i],
		    OU_FIELD(order_line, margin), o->lines[i].margin);
	put_margin(r, &ou_order_table, o, OU_FIELD(order, margin),
	    o->margin);
}

void
ou_quote_put_head_tax(struct ou_record *r, const struct ou_order *o)
{
	uint32_t i;

	for (i = 0; i < o->n_allowances; i++) {
		if (o->allowances[i].tax != NULL)
			PUT(r, tax, o->allowances[i].tax, category);
	}
}
