#include "schedule_calls.h"

/*
 * Who calls off, where it is delivered and in which currency it is paid:
 * what the schedule says, what the partner's profile makes of it, and what
 * the book has of the customer and of the place.
 */
static const struct ou_party *
party_of(const struct ou_party *list, uint32_t n, const char *role)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (ou_str_is(list[i].role, role))
			return &list[i];
	}
	return NULL;
}

/* The customer of the profile is the one who buys, whatever numbers he uses;
 * who receives the goods only where nobody else is named. */
static const struct ou_customer *
put_buyer(struct calling *c, const struct ou_partner *profile,
    struct ou_order *o)
{
	struct ou_buyer *to = ou_arena_zalloc(&c->x->piece, sizeof(*to));
	const struct ou_party *p = party_of(c->d->parties, c->d->n_parties,
	    "buyer");
	const struct ou_customer *known;

	if (profile != NULL)
		to->id = profile->customer;
	if (p == NULL && to->id.n == 0)
		p = party_of(c->d->parties, c->d->n_parties, "shipTo");
	if (p == NULL && to->id.n == 0)
		return NULL;
	o->customer = to;
	if (p != NULL) {
		to->name = p->name;
		to->gln = p->gln;
		to->vat_id = p->vat_id;
	}
	known = ou_customers_find(&c->x->customers, to);
	if (to->id.n == 0 && known != NULL)
		to->id = known->id;
	else if (to->id.n == 0 && ou_str_is(p->scheme, "seller"))
		to->id = p->id;
	if (to->name.n == 0 && known != NULL)
		to->name = known->name;
	return known;
}

/* By our id of it, else by its GLN. */
static const struct ou_address_row *
row_of(const struct calling *c, const struct ou_customer *customer,
    const struct ou_address *at)
{
	const struct ou_address_row *row;

	if (customer == NULL)
		return NULL;
	row = ou_address_row_find(c->x->addresses_of, customer->id, at->id);
	if (row != NULL || at->id.n > 0 || at->gln.n == 0)
		return row;
	row = ou_index_find(c->x->addresses_of, customer->id);
	while (row != NULL && !ou_str_eq(row->gln, at->gln))
		row = ou_index_next(c->x->addresses_of, row);
	return row;
}

static struct ou_address *
address_of(struct calling *c, const struct called *k,
    const struct ou_partner *profile, const struct ou_customer *customer)
{
	struct ou_address *to = ou_arena_zalloc(&c->x->piece, sizeof(*to));
	const struct ou_party *p = party_of(k->line->parties,
	    k->line->n_parties, "shipTo");
	const struct ou_address_row *row;
	struct ou_str ours = OU_STR_NONE;

	if (p == NULL)
		p = party_of(c->d->parties, c->d->n_parties, "shipTo");
	if (p == NULL)
		p = party_of(c->d->parties, c->d->n_parties, "buyer");
	if (p != NULL)
		*to = (struct ou_address){ .id = p->id, .name = p->name,
		    .gln = p->gln, .street = p->street,
		    .n_street = p->n_street, .postal_code = p->postal_code,
		    .locality = p->locality, .region = p->region,
		    .country = p->country };
	if (k->place.n > 0)
		to->id = k->place;
	if (profile != NULL)
		ours = ou_book_pair(profile->locations, profile->n_locations,
		    to->id.n > 0 ? to->id : to->gln);
	if (ours.n > 0)
		to->id = ours;
	row = row_of(c, customer, to);
	if (row == NULL)
		return to;
	to->id = row->id;
	ou_address_row_fill(&c->x->piece, row, to);
	return to;
}

void
ou_schedule_called_parties(struct calling *c, const struct called *k,
    struct ou_order *o)
{
	const struct ou_partner *profile = ou_partners_of_channel(
	    &c->x->partners, c->d->channel);
	const struct ou_customer *customer = put_buyer(c, profile, o);

	o->delivery->address = address_of(c, k, profile, customer);
	if (o->currency.n == 0)
		o->currency = ou_currency_of(&c->x->settings, o->channel,
		    customer);
}
