#include "ou/base/ident.h"
#include "trade.h"

/*
 * Parties and places of a trade document.
 */

/* Countries where the house number is written before the street. */
static bool
number_first(struct ou_str country)
{
	static const char *const codes[] = {
		"AU", "CA", "FR", "GB", "IE", "LU", "NZ", "US", NULL
	};
	size_t i;

	for (i = 0; codes[i] != NULL; i++) {
		if (ou_str_is(country, codes[i]))
			return true;
	}
	return false;
}

static void
street_line(struct ou_arena *a, struct ou_address *to, struct ou_str line)
{
	struct ou_str *s;

	/* the table allows ten */
	if (line.n == 0 || to->n_street == 10)
		return;
	s = ou_import_append(a, &to->street, &to->n_street, sizeof(*s));
	*s = line;
}

static struct ou_str
pair_of(struct ou_arena *a, struct ou_str x, struct ou_str y,
    const char *between)
{
	if (x.n == 0 || y.n == 0)
		return x.n > 0 ? x : y;
	return ou_str_printf(a, "%.*s%s%.*s", OU_STR_ARG(x), between,
	    OU_STR_ARG(y));
}

static void
street_of(struct trade_order *u, struct ou_address *to,
    const struct trade_address *from)
{
	struct ou_arena *a = &u->im->arena;
	const struct trade_leaf *lines = from->lines.p;
	struct ou_str s;
	uint32_t i;

	street_line(a, to, from->department.text);
	s = pair_of(a, from->building.text, from->floor.text, ", ");
	street_line(a, to, pair_of(a, s, from->room.text, ", "));
	s = number_first(to->country) ?
	    pair_of(a, from->number.text, from->street.text, " ") :
	    pair_of(a, from->street.text, from->number.text, " ");
	street_line(a, to, s);
	street_line(a, to, from->additional.text);
	for (i = 0; i < from->lines.n; i++)
		street_line(a, to, lines[i].text);
	street_line(a, to, from->postbox.text);
}

static bool
address_given(const struct trade_address *a)
{
	return a->street.text.n + a->additional.text.n + a->city.text.n +
	    a->zip.text.n + a->country.text.n + a->building.text.n +
	    a->postbox.text.n + a->id.text.n + a->number.text.n > 0 ||
	    a->lines.n > 0;
}

static void
country_of(struct trade_order *u, struct ou_address *to,
    const struct trade_address *from, const char *field)
{
	struct ou_str s = from->country.text, code;

	if (s.n == 0)
		s = from->country_name.text;
	if (s.n == 0)
		return;
	code = ou_country_code(s);
	to->country = code.p != NULL ? code : s;
	if (code.p == NULL)
		trade_finding(u, OU_DIAG_VALUE, trade_has(&from->country) ?
		    &from->country : &from->country_name, field,
		    "'%.*s' is not a country of ISO 3166", OU_STR_ARG(s));
}

/* What ${from} says and ${to} does not know yet. */
static void
fill_address(struct trade_order *u, struct ou_address *to,
    const struct trade_address *from, const char *field)
{
	if (!address_given(from))
		return;
	country_of(u, to, from, field);
	street_of(u, to, from);
	to->postal_code = from->zip.text;
	to->locality = from->city.text;
	to->region = from->region.text.n > 0 ? from->region.text :
	    from->region_code.text;
	if (trade_has(&from->id) && to->id.n == 0 && to->gln.n == 0) {
		if (ou_gln_valid(from->id.text))
			to->gln = from->id.text;
		else
			to->id = from->id.text;
	}
}

/* --- identifiers --- */

/* The kinds of party ids that have a field of their own. */
enum id_kind { ID_OTHER, ID_GLN, ID_SIRET, ID_VAT };

static enum id_kind
id_kind(const struct trade_leaf *l)
{
	static const struct {
		const char *scheme;
		enum id_kind kind;
	} schemes[] = {
		{ "0088", ID_GLN }, { "GLN", ID_GLN }, { "EAN", ID_GLN },
		{ "0009", ID_SIRET }, { "FR:SIRET", ID_SIRET },
		{ "SIRET", ID_SIRET }, { "9957", ID_VAT },
		{ "FR:VAT", ID_VAT },
	};
	size_t i;

	for (i = 0; i < sizeof(schemes) / sizeof(*schemes); i++) {
		if (ou_str_is(l->scheme, schemes[i].scheme))
			return schemes[i].kind;
	}
	/* without a scheme: thirteen digits whose check digit is right */
	if (l->scheme.n == 0 && ou_gln_valid(l->text))
		return ID_GLN;
	return ID_OTHER;
}

static void
check_gln(struct trade_order *u, const struct trade_leaf *l, const char *field)
{
	if (!ou_gln_valid(l->text))
		trade_finding(u, OU_DIAG_VALUE, l, field,
		    "'%.*s' is not a GLN: wrong length or check digit",
		    OU_STR_ARG(l->text));
}

static void
take_id(struct trade_order *u, const struct trade_leaf *l, const char *who,
    struct ou_str *gln, struct ou_str *siret, struct ou_str *vat,
    struct ou_str *other)
{
	struct ou_arena *a = &u->im->arena;
	struct ou_str *to = NULL;

	if (!trade_has(l))
		return;
	switch (id_kind(l)) {
	case ID_GLN:
		to = gln;
		check_gln(u, l, who);
		break;
	case ID_SIRET:
		to = siret;
		break;
	case ID_VAT:
		to = vat;
		break;
	case ID_OTHER:
		to = other;
		break;
	}
	if (to != NULL && (to->n == 0 || ou_str_eq(*to, l->text))) {
		*to = l->text;
		if (to != other || l->scheme.n == 0)
			return;
	}
	ou_import_extra(u->im, &u->order->extra, &u->order->n_extra,
	    ou_str_printf(a, "%s.id%s%.*s", who, l->scheme.n > 0 ? "@" : "",
	    OU_STR_ARG(l->scheme)), l->text);
}

static void
party_ids(struct trade_order *u, const struct trade_party *p, const char *who,
    struct ou_str *gln, struct ou_str *siret, struct ou_str *vat,
    struct ou_str *other)
{
	const struct trade_leaf *ids = p->ids.p;
	const struct trade_tax_scheme *t = p->taxes.p;
	struct ou_str scheme;
	uint32_t i;

	for (i = 0; i < p->ids.n; i++)
		take_id(u, &ids[i], who, gln, siret, vat, other);
	take_id(u, &p->endpoint, who, gln, siret, vat, NULL);
	take_id(u, &p->legal_id, who, gln, siret, vat, NULL);
	for (i = 0; i < p->taxes.n; i++) {
		/* CII: VA and FC beside the number itself */
		scheme = trade_has(&t[i].scheme) ? t[i].scheme.text :
		    t[i].company.scheme;
		if (vat != NULL && vat->n == 0 && (scheme.n == 0 ||
		    ou_str_is(scheme, "VA") || ou_str_ends(scheme, "VAT")))
			*vat = t[i].company.text;
		else
			ou_import_extra(u->im, &u->order->extra,
			    &u->order->n_extra, ou_str_printf(&u->im->arena,
			    "%s.tax@%.*s", who, OU_STR_ARG(scheme)),
			    t[i].company.text);
	}
}

static struct ou_str
person_of(struct trade_order *u, const struct trade_party *p)
{
	struct ou_arena *a = &u->im->arena;

	return pair_of(a, pair_of(a, p->first.text, p->middle.text, " "),
	    p->family.text, " ");
}

static struct ou_str
name_of(struct trade_order *u, const struct trade_party *p)
{
	if (trade_has(&p->legal_name))
		return p->legal_name.text;
	return trade_has(&p->name) ? p->name.text : person_of(u, p);
}

/* --- roles --- */

static struct ou_contact *
contact_of(struct trade_order *u, const struct trade_party *p, const char *role)
{
	const struct trade_contact *from = &p->contact;
	struct ou_str name = from->name.text;
	struct ou_contact *to;

	if (name.n == 0)
		name = person_of(u, p);
	if (name.n == 0 && !trade_has(&from->telephone) &&
	    !trade_has(&from->email))
		return NULL;
	to = ou_arena_zalloc(&u->im->arena, sizeof(*to));
	to->name = name;
	to->email = from->email.text;
	to->telephone = from->telephone.text;
	to->role = ou_str_c(role);
	return to;
}

static void
extra_of(struct trade_order *u, const char *key, const struct trade_leaf *l)
{
	ou_import_extra(u->im, &u->order->extra, &u->order->n_extra,
	    ou_str_c(key), l->text);
}

static void
customer(struct trade_order *u)
{
	struct ou_buyer *b = ou_arena_zalloc(&u->im->arena, sizeof(*b));
	const struct trade_party *p = &u->doc->buyer;
	struct ou_str other = OU_STR_NONE;

	b->type = OU_STR("Organization");
	b->name = name_of(u, p);
	if (!ou_str_eq(b->name, p->name.text))
		extra_of(u, "buyer.name", &p->name);
	b->id = u->doc->our_number.text;
	party_ids(u, p, "buyer", &b->gln, &b->siret, &b->vat_id, &other);
	/* what the buyer calls itself is not our number for it */
	ou_import_extra(u->im, &u->order->extra, &u->order->n_extra,
	    OU_STR("buyer.id"), other);
	b->cost_center = trade_has(&u->doc->cost_code) ?
	    u->doc->cost_code.text : u->doc->cost.text;
	b->contact = contact_of(u, p, "buyer");
	if (b->contact == NULL)
		b->contact = contact_of(u, &u->doc->originator, "originator");
	extra_of(u, "buyer.telefax", &p->contact.fax);
	extra_of(u, "buyer.jobTitle", &p->job);
	u->order->customer = b;
}

static void
seller(struct trade_order *u)
{
	struct ou_seller *s = ou_arena_zalloc(&u->im->arena, sizeof(*s));
	const struct trade_party *p = &u->doc->seller;

	s->name = name_of(u, p);
	party_ids(u, p, "seller", &s->gln, NULL, &s->vat_id, &s->id);
	extra_of(u, "seller.contact", &p->contact.name);
	if (s->name.n + s->id.n + s->gln.n + s->vat_id.n > 0)
		u->order->seller = s;
}

static void
billing(struct trade_order *u)
{
	const struct trade_party *p = &u->doc->payer;
	struct ou_address *to;
	struct ou_str other = OU_STR_NONE;

	if (name_of(u, p).n == 0 && !address_given(&p->address))
		p = &u->doc->buyer;
	to = ou_arena_zalloc(&u->im->arena, sizeof(*to));
	fill_address(u, to, address_given(&p->address) ? &p->address :
	    &p->legal_address, "billingAddress");
	to->name = name_of(u, p);
	if (p != &u->doc->buyer) {
		party_ids(u, p, "payer", &to->gln, NULL, NULL, &other);
		if (to->id.n == 0)
			to->id = other;
		to->telephone = p->contact.telephone.text;
		to->email = p->contact.email.text;
	}
	if (to->name.n > 0 || to->locality.n > 0 || to->gln.n > 0)
		u->order->billing_address = to;
}

bool
ou_trade_same_place(const struct ou_address *a, const struct ou_address *b)
{
	if (a->gln.n > 0 && b->gln.n > 0)
		return ou_str_eq(a->gln, b->gln);
	return ou_str_eq(a->id, b->id) && ou_str_eq(a->name, b->name) &&
	    ou_str_eq(a->postal_code, b->postal_code) &&
	    ou_str_eq(a->locality, b->locality) &&
	    a->n_street == b->n_street && (a->n_street == 0 ||
	    ou_str_eq(a->street[0], b->street[0]));
}

void
ou_trade_delivery_of(struct trade_order *u, struct ou_delivery *to,
    const struct trade_delivery *from)
{
	static const char field[] = "orderDelivery.deliveryAddress";
	struct ou_address *a = ou_arena_zalloc(&u->im->arena, sizeof(*a));
	const struct trade_party *p = &from->party;

	if (trade_has(&from->location_id)) {
		if (id_kind(&from->location_id) == ID_GLN) {
			a->gln = from->location_id.text;
			check_gln(u, &from->location_id, field);
		} else {
			a->id = from->location_id.text;
		}
	}
	if (address_given(&from->address))
		fill_address(u, a, &from->address, field);
	else if (address_given(&from->old_address))
		fill_address(u, a, &from->old_address, field);
	else
		fill_address(u, a, &p->address, field);
	a->name = name_of(u, p);
	if (a->name.n == 0)
		a->name = from->location_name.text;
	else
		a->company = from->location_name.text;
	party_ids(u, p, "delivery", &a->gln, NULL, NULL,
	    a->id.n == 0 ? &a->id : NULL);
	a->telephone = p->contact.telephone.text;
	a->email = p->contact.email.text;
	if (a->name.n + a->locality.n + a->gln.n + a->id.n + a->n_street > 0)
		to->address = a;
	ou_trade_period_of(u, &from->period, &to->requested_date, &to->window,
	    "orderDelivery.requestedDate");
	ou_trade_date(u, &to->requested_ship_date, &from->despatch_date,
	    "orderDelivery.requestedShipDate");
}

void
ou_trade_parties(struct trade_order *u)
{
	customer(u);
	seller(u);
	billing(u);
	u->order->references->department =
	    trade_has(&u->doc->originator.name) ?
	    u->doc->originator.name.text :
	    u->doc->originator.legal_name.text;
}
