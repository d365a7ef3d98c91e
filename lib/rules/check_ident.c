#include <string.h>

#include "ou/base/ident.h"
#include "ou/base/names.h"
#include "ou/rules/check.h"

/* The EU and its neighbours have forms; what others have is not known.  Small
 * letters are nobody's form: no tax is chosen by them. */
static bool
vat_valid(struct ou_str given)
{
	char prefix[2] = { ' ', ' ' }, plain[OU_VAT_MAX];
	struct ou_str country = ou_str_make(prefix, 2);
	struct ou_str s = ou_vat_plain(plain, given);
	size_t i;

	for (i = 0; i < 2 && i < s.n; i++)
		prefix[i] = (char)(s.p[i] >= 'a' && s.p[i] <= 'z' ?
		    s.p[i] - 'a' + 'A' : s.p[i]);

	return ou_vat_valid(s) || !(ou_country_eu(country) ||
	    ou_str_is(country, "EL") || ou_str_is(country, "XI") ||
	    ou_str_is(country, "GB") || ou_str_is(country, "CH") ||
	    ou_str_is(country, "NO"));
}

enum form { GTIN, GLN, SSCC, SIRET, VAT_ID, COUNTRY };
static const struct {
	bool (*valid)(struct ou_str s);
	const char *what;
} forms[] = {
	[GTIN] = { ou_gtin_valid, "a GTIN with its check digit" },
	[GLN] = { ou_gln_valid, "a GLN with its check digit" },
	[SSCC] = { ou_sscc_valid, "an SSCC with its check digit" },
	[SIRET] = { ou_siret_valid, "a SIRET with its check digits" },
	[VAT_ID] = { vat_valid, "of the form of a VAT id" },
	[COUNTRY] = { ou_country_known, "a country of ISO 3166-1" },
};

static void
check(struct ou_remarks *r, enum form form, const char *name,
    struct ou_str s)
{
	if (s.n != 0 && !forms[form].valid(s))
		ou_remark(r, OU_DIAG_HOLD_IDENTIFIER, name,
		    "'%.*s' is not %s", OU_STR_ARG(ou_str_sub(s, 0, 40)),
		    forms[form].what);
}

static void
check_line(struct ou_remarks *r, const struct ou_order *o, uint32_t i,
    struct ou_names *numbers)
{
	const struct ou_order_line *l = &o->lines[i];
	void **at;

	ou_remarks_at_line(r, o, i);
	if (l->product != NULL) {
		check(r, GTIN, "product.gtin", l->product->gtin);
		check(r, COUNTRY, "product.countryOfOrigin",
		    l->product->country_of_origin);
	}
	if (l->packaging != NULL)
		check(r, GTIN, "packaging.packGtin", l->packaging->pack_gtin);
	if (l->number.n == 0)
		return;
	/* one that stands there twice makes holds and changes ambiguous */
	at = ou_names_at(numbers, r->arena, l->number);
	if (*at != NULL)
		ou_remark(r, OU_DIAG_HOLD_IDENTIFIER, "orderItemNumber",
		    "another line has the number '%.*s' too",
		    OU_STR_ARG(ou_str_sub(l->number, 0, 40)));
	*at = numbers;
}

static void
check_packages(struct ou_remarks *r, const struct ou_order *o)
{
	uint32_t i;

	for (i = 0; i < o->n_packages; i++) {
		r->at = ou_str_printf(r->arena, "packages.%u.", i);
		check(r, SSCC, "sscc", o->packages[i].sscc);
	}
	r->at = OU_STR_NONE;
}

void
ou_check_identifiers(struct ou_remarks *r, const struct ou_order *o)
{
	const struct ou_buyer *b = o->customer;
	struct ou_names numbers = { 0 };
	uint32_t i;

	if (o->currency.n == 0 || ou_currency_places(o->currency) < 0)
		ou_remark(r, OU_DIAG_HOLD_CURRENCY, "currency",
		    o->currency.n == 0 ? "no currency" :
		    "'%.*s' is not a currency of ISO 4217",
		    OU_STR_ARG(ou_str_sub(o->currency, 0, 40)));
	if (b != NULL) {
		check(r, GLN, "customer.gln", b->gln);
		check(r, VAT_ID, "customer.vatID", b->vat_id);
		check(r, SIRET, "customer.siret", b->siret);
	}
	if (o->seller != NULL) {
		check(r, GLN, "seller.gln", o->seller->gln);
		check(r, VAT_ID, "seller.vatID", o->seller->vat_id);
	}
	if (o->billing_address != NULL) {
		check(r, GLN, "billingAddress.gln", o->billing_address->gln);
		check(r, COUNTRY, "billingAddress.addressCountry",
		    o->billing_address->country);
	}
	if (o->delivery != NULL && o->delivery->address != NULL) {
		check(r, GLN, "orderDelivery.deliveryAddress.gln",
		    o->delivery->address->gln);
		check(r, COUNTRY,
		    "orderDelivery.deliveryAddress.addressCountry",
		    o->delivery->address->country);
	}
	for (i = 0; i < o->n_lines; i++)
		check_line(r, o, i, &numbers);
	ou_remarks_at_line(r, o, UINT32_MAX);
	check_packages(r, o);
}
