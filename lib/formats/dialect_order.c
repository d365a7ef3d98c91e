#include "ou/book/lookup.h"
#include "ou/formats/dialect.h"

/* An order that was read in a partner's words is told in ours. */

/* --- places --- */

struct ou_str
ou_dialect_place(const struct ou_dialect *d, struct ou_str code)
{
	return ou_book_pair(d->partner->locations, d->partner->n_locations,
	    code);
}

static const struct ou_address_row *
row_of(const struct ou_dialect *d, struct ou_str id)
{
	const struct ou_address_row *row;
	uint32_t i;

	for (i = 0; d->addresses != NULL && i < d->addresses->n; i++) {
		row = ou_rows_at(d->addresses, i);
		if (ou_str_eq(row->id, id) && (d->customer.n == 0 ||
		    ou_str_eq(row->customer, d->customer)))
			return row;
	}
	return NULL;
}

void
ou_dialect_address(struct ou_import *im, const struct ou_dialect *d,
    struct ou_address *to)
{
	const struct ou_address_row *row = row_of(d, to->id);

	if (row != NULL)
		ou_address_row_fill(&im->arena, row, to);
}

/* The partner's own code of the place stays to be seen. */
static void
place(struct ou_import *im, const struct ou_dialect *d, struct ou_order *o,
    struct ou_address *to, const char *key)
{
	struct ou_str code, ours;

	if (to == NULL || d->partner->n_locations == 0)
		return;
	code = to->id.n != 0 ? to->id : to->gln;
	ours = ou_dialect_place(d, code);
	if (ours.n == 0)
		return;
	if (!ou_str_eq(ours, to->id) && to->id.n != 0)
		ou_import_extra(im, &o->extra, &o->n_extra, ou_str_c(key),
		    to->id);
	to->id = ours;
	ou_dialect_address(im, d, to);
}

/* --- codes --- */

static const struct ou_pair *
code_of(const struct ou_partner_codes *c, struct ou_str text)
{
	uint32_t i;

	for (i = 0; i < c->n; i++) {
		if (ou_str_eq(c->pairs[i].key, text))
			return &c->pairs[i];
	}
	return NULL;
}

static void
translate(struct ou_import *im, const struct ou_partner_codes *c,
    const struct ou_slot *slot, struct ou_order *o)
{
	static const struct ou_slot_forms forms = { .number = {
	    .decimal = '.' } };
	struct ou_buf text = OU_BUF_INIT;
	struct ou_err err = { 0 };
	const struct ou_pair *pair = NULL;

	if (ou_slot_text(slot, o, &text))
		pair = code_of(c, ou_buf_str(&text));
	ou_buf_release(&text);
	if (pair != NULL && ou_slot_put(im, slot, o, pair->value, &forms,
	    &err) != 0)
		ou_import_finding(im, &err);
}

static void
translate_fields(struct ou_import *im, const struct ou_dialect *d,
    struct ou_order *o)
{
	const struct ou_partner_lists *fields = &d->partner->fields;
	struct ou_slot slot;
	uint32_t i, k;

	for (i = 0; i < fields->n; i++) {
		slot = d->fields[i];
		if (slot.steps[0] != &ou_order_table.fields[OU_FIELD(order,
		    lines)] || slot.index[0] >= 0) {
			translate(im, &fields->list[i], &slot, o);
			continue;
		}
		for (k = 0; k < o->n_lines; k++) {
			slot.index[0] = (int32_t)k;
			translate(im, &fields->list[i], &slot, o);
		}
	}
}

void
ou_dialect_order(struct ou_import *im, const struct ou_dialect *d,
    struct ou_order *o)
{
	place(im, d, o, o->delivery != NULL ? o->delivery->address : NULL,
	    "orderDelivery.deliveryAddress.id");
	place(im, d, o, o->billing_address, "billingAddress.id");
	translate_fields(im, d, o);
	if (d->customer.n == 0)
		return;
	if (o->customer == NULL)
		o->customer = ou_arena_zalloc(&im->arena,
		    sizeof(*o->customer));
	if (o->customer->id.n != 0 &&
	    !ou_str_eq(o->customer->id, d->customer))
		ou_import_extra(im, &o->extra, &o->n_extra,
		    OU_STR("customer.id"), o->customer->id);
	o->customer->id = d->customer;
}
