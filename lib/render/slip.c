#include <inttypes.h>

#include "ou/render/slip.h"

void
ou_slip_add(struct ou_slip *s, struct ou_arena *a,
    const struct ou_shipment *shipment)
{
	const struct ou_delivery *d = shipment->delivery;
	const struct ou_address *to = d != NULL ? d->address : NULL;
	struct ou_slip_line *l;

	if (s->n == s->cap) {
		s->cap = s->cap * 2 + 16;
		s->lines = ou_arena_extend(a, s->lines, s->n * sizeof(*l),
		    s->cap * sizeof(*l));
	}
	l = &s->lines[s->n++];
	*l = (struct ou_slip_line){ .packages = shipment->n_packages,
	    .weight = shipment->gross_weight_kg };
	l->order = ou_str_dup(a, shipment->order_number.n != 0
	    ? shipment->order_number : shipment->order);
	l->service = ou_str_dup(a, shipment->service);
	if (to != NULL) {
		l->name = ou_str_dup(a, to->name.n != 0 ? to->name
		    : to->company);
		l->postal_code = ou_str_dup(a, to->postal_code);
		l->locality = ou_str_dup(a, to->locality);
		l->country = ou_str_dup(a, to->country);
	}
	if (l->name.n == 0 && shipment->customer != NULL)
		l->name = ou_str_dup(a, shipment->customer->name);
}

static const struct ou_text_column columns[] = {
	{ "order", false, false },
	{ "service", false, false },
	{ "to", false, true },
	{ "place", false, false },
	{ "pkgs", true, false },
	{ "kg", true, false },
};
#define N_COLUMNS (sizeof(columns) / sizeof(columns[0]))

/* "12.500": grams are what scales show. */
static struct ou_str
kilograms(struct ou_arena *a, struct ou_quantity q)
{
	char text[OU_DECIMAL_MAX];
	int64_t v = q.v;

	if (!q.given || ou_decimal_round(&v, OU_QUANTITY_SCALE, 3) != 0)
		return OU_STR("?");
	return ou_str_dup(a, (struct ou_str){ text,
	    ou_decimal_text(text, v, OU_QUANTITY_SCALE, 3) });
}

static void
put_line(struct ou_text_table *t, struct ou_arena *a,
    const struct ou_slip_line *l)
{
	struct ou_str cells[N_COLUMNS];

	cells[0] = l->order;
	cells[1] = l->service;
	cells[2] = l->name;
	cells[3] = ou_str_printf(a, "%.*s %.*s %.*s", OU_STR_ARG(l->country),
	    OU_STR_ARG(l->postal_code), OU_STR_ARG(l->locality));
	cells[4] = ou_str_printf(a, "%" PRIu32, l->packages);
	cells[5] = kilograms(a, l->weight);
	ou_text_table_row(t, cells);
}

static void
put_totals(const struct ou_slip *s, struct ou_arena *a,
    struct ou_text_page *page)
{
	struct ou_quantity sum = { 0, true };
	uint64_t packages = 0;
	uint32_t i, unknown = 0;

	for (i = 0; i < s->n; i++) {
		packages += s->lines[i].packages;
		if (!s->lines[i].weight.given)
			unknown++;
		else if (__builtin_add_overflow(sum.v, s->lines[i].weight.v,
		    &sum.v))
			sum.given = false;
	}
	ou_text_need(page, 4);
	ou_text_printf(page, "Total: %" PRIu32 " shipment%s, %" PRIu64
	    " package%s, %.*s kg", s->n, s->n == 1 ? "" : "s", packages,
	    packages == 1 ? "" : "s", OU_STR_ARG(kilograms(a, sum)));
	if (unknown != 0)
		ou_text_printf(page, "without the weight of %" PRIu32
		    " shipment%s that is not known", unknown,
		    unknown == 1 ? "" : "s");
	ou_text_line(page, OU_STR(""));
	ou_text_line(page, OU_STR("Handed over ____________________   at "
	    "________   Driver ____________________"));
}

void
ou_slip_print(const struct ou_slip *s, struct ou_arena *a,
    struct ou_text_page *page, bool first)
{
	char date[10];
	struct ou_text_table t;
	uint32_t i;

	page->title = ou_str_printf(a, "Deposit slip %.*s",
	    OU_STR_ARG(s->manifest));
	page->note = ou_str_dup(a, (struct ou_str){ date,
	    ou_date_text(date, s->date) });
	if (first)
		ou_text_begin(page);
	else {
		page->number = 0;
		ou_text_break(page);
	}
	ou_text_printf(page, "Carrier: %.*s", OU_STR_ARG(s->carrier));
	if (s->sender.n != 0)
		ou_text_printf(page, "From: %.*s", OU_STR_ARG(s->sender));
	ou_text_line(page, OU_STR(""));
	ou_text_table_init(&t, a, columns, N_COLUMNS);
	for (i = 0; i < s->n; i++)
		put_line(&t, a, &s->lines[i]);
	ou_text_table_print(&t, page);
	ou_text_line(page, OU_STR(""));
	put_totals(s, a, page);
}
