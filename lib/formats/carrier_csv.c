#include "ou/formats/carrier.h"
#include "ou/record/csv.h"

void
ou_carrier_csv_header(struct ou_buf *out)
{
	ou_buf_puts(out, "manifest,carrier,service,shipDate,shipment,"
	    "orderNumber,reference,name,company,street1,street2,postalCode,"
	    "addressLocality,addressRegion,addressCountry,telephone,email,"
	    "pickupPoint,package,packages,grossWeightKg,instructions\n");
}

static void
cell(struct ou_buf *out, struct ou_str s)
{
	ou_csv_put(out, s, ',');
	ou_buf_addc(out, ',');
}

static struct ou_str
first_of(struct ou_str a, struct ou_str b)
{
	return a.n != 0 ? a : b;
}

/* Where to: the person at the address, else who bought. */
static void
put_place(struct ou_buf *out, const struct ou_shipment *s)
{
	static const struct ou_address nowhere;
	static const struct ou_buyer nobody;
	const struct ou_address *a = s->delivery != NULL &&
	    s->delivery->address != NULL ? s->delivery->address : &nowhere;
	const struct ou_buyer *c = s->customer != NULL ? s->customer
	    : &nobody;
	uint32_t i;

	cell(out, first_of(a->name, c->name));
	cell(out, a->company);
	for (i = 0; i < 2; i++)
		cell(out, i < a->n_street ? a->street[i] : OU_STR_NONE);
	cell(out, a->postal_code);
	cell(out, a->locality);
	cell(out, a->region);
	cell(out, a->country);
	cell(out, first_of(a->telephone, c->telephone));
	cell(out, first_of(a->email, c->email));
}

static void
put_row(struct ou_buf *out, const struct ou_shipment *s, struct ou_str package,
    uint32_t packages, struct ou_quantity weight)
{
	char text[OU_DECIMAL_MAX];
	const struct ou_delivery *d = s->delivery;

	cell(out, s->manifest);
	cell(out, s->carrier);
	cell(out, s->service);
	cell(out, (struct ou_str){ text, ou_date_given(s->ship_date)
	    ? ou_date_text(text, s->ship_date) : 0 });
	cell(out, s->id);
	cell(out, s->order_number);
	cell(out, s->order);
	put_place(out, s);
	cell(out, d != NULL && d->pickup_point != NULL ? d->pickup_point->id
	    : OU_STR_NONE);
	cell(out, package);
	ou_buf_addi(out, packages);
	ou_buf_addc(out, ',');
	cell(out, (struct ou_str){ text, weight.given
	    ? ou_quantity_text(text, weight) : 0 });
	ou_csv_put(out, d != NULL ? d->instructions : OU_STR_NONE, ',');
	ou_buf_addc(out, '\n');
}

void
ou_carrier_csv(const struct ou_shipment *s, struct ou_buf *out)
{
	uint32_t i;

	for (i = 0; i < s->n_packages; i++)
		put_row(out, s, s->packages[i].id, s->n_packages,
		    s->packages[i].gross_weight_kg);
	if (s->n_packages == 0)
		put_row(out, s, OU_STR_NONE, 0, s->gross_weight_kg);
}
