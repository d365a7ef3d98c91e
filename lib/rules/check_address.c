#include "ou/base/contact.h"
#include "ou/base/ident.h"
#include "ou/base/utf8.h"
#include "ou/rules/check.h"

static void
needed(struct ou_remarks *r, const char *name, struct ou_str s,
    const char *what)
{
	if (ou_str_trim(s).n == 0)
		ou_remark(r, OU_DIAG_HOLD_ADDRESS, name, "no %s", what);
}

static void
width(struct ou_remarks *r, const char *name, struct ou_str s, uint32_t most)
{
	size_t n = ou_utf8_length(s);

	if (most > 0 && n > most)
		ou_remark(r, OU_DIAG_HOLD_WIDTH, name, "%zu characters, and "
		    "the carrier takes %u", n, (unsigned)most);
}

static void
postal_code(struct ou_remarks *r, const struct ou_address *x)
{
	struct ou_str country = x->country, own;

	if (x->postal_code.n == 0) {
		if (ou_postal_code_needed(country))
			ou_remark(r, OU_DIAG_HOLD_ADDRESS, "postalCode",
			    "no postal code");
		return;
	}
	if (!ou_postal_code_valid(country, x->postal_code)) {
		ou_remark(r, OU_DIAG_HOLD_ADDRESS, "postalCode",
		    "'%.*s' is not a postal code of %.*s",
		    OU_STR_ARG(ou_str_sub(x->postal_code, 0, 20)),
		    OU_STR_ARG(country));
		return;
	}
	/* another tax, another tariff, a customs declaration */
	own = ou_str_is(country, "FR") ?
	    ou_postal_territory(x->postal_code) : OU_STR_NONE;
	if (own.n != 0)
		ou_remark(r, OU_DIAG_HOLD_ADDRESS, "addressCountry",
		    "postal code %.*s is in %.*s, which has a tax and tariff "
		    "of its own", OU_STR_ARG(ou_str_sub(x->postal_code, 0,
		    20)), OU_STR_ARG(own));
}

static void
check_email(struct ou_remarks *r, const char *name, struct ou_str s)
{
	if (s.n != 0 && !ou_email_valid(s))
		ou_remark(r, OU_DIAG_HOLD_CONTACT, name,
		    "'%.*s' is not an e-mail address",
		    OU_STR_ARG(ou_str_sub(s, 0, 80)));
}

static void
check_telephone(struct ou_remarks *r, const char *name, struct ou_str s)
{
	char digits[15];
	bool international;

	if (s.n != 0 && ou_telephone_digits(digits, s, &international) == 0)
		ou_remark(r, OU_DIAG_HOLD_CONTACT, name,
		    "'%.*s' is not a telephone number",
		    OU_STR_ARG(ou_str_sub(s, 0, 40)));
}

static void
delivery_address(struct ou_remarks *r, const struct ou_address *x,
    uint32_t most)
{
	uint32_t i;

	needed(r, "name", x->name.n != 0 ? x->name : x->company,
	    "name to deliver to");
	needed(r, "streetAddress", x->n_street > 0 ? x->street[0] :
	    OU_STR_NONE, "street");
	needed(r, "addressLocality", x->locality, "town");
	needed(r, "addressCountry", x->country, "country");
	postal_code(r, x);
	width(r, "name", x->name, most);
	width(r, "company", x->company, most);
	for (i = 0; i < x->n_street; i++)
		width(r, ou_str_printf(r->arena, "streetAddress.%u", i).p,
		    x->street[i], most);
	width(r, "addressLocality", x->locality, most);
	check_email(r, "email", x->email);
	check_telephone(r, "telephone", x->telephone);
}

/* Who waits for a parcel elsewhere must be told that it is there. */
static void
can_be_told(struct ou_remarks *r, const struct ou_order *o)
{
	const struct ou_buyer *b = o->customer;
	const struct ou_address *x = o->delivery->address;

	if ((b != NULL && (b->email.n != 0 || b->telephone.n != 0)) ||
	    (x != NULL && (x->email.n != 0 || x->telephone.n != 0)))
		return;
	ou_remark(r, OU_DIAG_HOLD_CONTACT, "customer.email", "neither an "
	    "e-mail address nor a telephone number, to be told where it "
	    "waits");
}

static bool
is_fetched(const struct ou_delivery *d)
{
	return d != NULL && (ou_str_is(d->method, "pickupPoint") ||
	    ou_str_is(d->method, "collect"));
}

void
ou_check_addresses(struct ou_remarks *r, const struct ou_order *o,
    uint32_t most)
{
	const struct ou_delivery *d = o->delivery;
	const struct ou_buyer *b = o->customer;

	if (b != NULL) {
		check_email(r, "customer.email", b->email);
		check_telephone(r, "customer.telephone", b->telephone);
	}
	if (is_fetched(d)) {
		if (ou_str_is(d->method, "pickupPoint") &&
		    (d->pickup_point == NULL || d->pickup_point->id.n == 0))
			ou_remark(r, OU_DIAG_HOLD_ADDRESS,
			    "orderDelivery.pickupPoint.id",
			    "which pick-up point?");
		can_be_told(r, o);
		return;
	}
	if (d == NULL || d->address == NULL) {
		ou_remark(r, OU_DIAG_HOLD_ADDRESS,
		    "orderDelivery.deliveryAddress", "no address to deliver "
		    "to");
		return;
	}
	r->at = OU_STR("orderDelivery.deliveryAddress.");
	delivery_address(r, d->address, most);
	r->at = OU_STR_NONE;
}
