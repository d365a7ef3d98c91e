#include "trade.h"

/*
 * A shipment as ship-manifest makes it says what went where.  A despatch
 * advice of it has a number, a day and parties besides.
 */

static struct ou_party *
add_party(struct ou_shipment *s, const char *role, struct ou_str id,
    struct ou_str gln, struct ou_str name)
{
	struct ou_party *p = &s->parties[s->n_parties++];

	p->role = ou_str_c(role);
	p->id = id;
	p->gln = gln;
	p->name = name;
	return p;
}

static void
add_parties(struct ou_arena *a, const struct ou_seller *us,
    struct ou_shipment *s)
{
	const struct ou_address *to = s->delivery != NULL ?
	    s->delivery->address : NULL;
	struct ou_party *p;

	s->parties = ou_arena_array(a, 3, sizeof(*s->parties));
	if (s->customer != NULL)
		add_party(s, "buyer", s->customer->id, s->customer->gln,
		    s->customer->name);
	if (us != NULL)
		add_party(s, "seller", us->id, us->gln, us->name);
	if (to == NULL)
		return;
	p = add_party(s, "shipTo", to->id, to->gln, to->name);
	p->street = to->street;
	p->n_street = to->n_street;
	p->postal_code = to->postal_code;
	p->locality = to->locality;
	p->region = to->region;
	p->country = to->country;
}

void
ou_trade_own_shipment(struct ou_arena *a, const struct ou_seller *us,
    const struct ou_time *now, struct ou_shipment *s)
{
	struct ou_str number = s->id, channel;

	if (s->order.n == 0)
		return;
	if (s->function.n == 0)
		s->function = OU_STR("original");
	if (!ou_date_given(s->date.date))
		s->date = *now;
	if (s->number.n == 0 && ou_str_split(&number, ':', &channel))
		s->number = number;
	if (s->n_parties == 0)
		add_parties(a, us, s);
}
