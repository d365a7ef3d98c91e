#include <string.h>

#include "ou/base/ident.h"
#include "ou/base/names.h"
#include "ou/rules/check.h"

static void
gtin(struct ou_remarks *r, const char *name, struct ou_str s)
{
	if (s.n != 0 && !ou_gtin_valid(s))
		ou_remark(r, OU_DIAG_HOLD_IDENTIFIER, name,
		    "'%.*s' is not a GTIN with its check digit",
		    OU_STR_ARG(ou_str_sub(s, 0, 40)));
}

static void
gln(struct ou_remarks *r, const char *name, struct ou_str s)
{
	if (s.n != 0 && !ou_gln_valid(s))
		ou_remark(r, OU_DIAG_HOLD_IDENTIFIER, name,
		    "'%.*s' is not a GLN with its check digit",
		    OU_STR_ARG(ou_str_sub(s, 0, 40)));
}

/* The EU and its neighbours have forms; what others have is not known. */
static void
vat_id(struct ou_remarks *r, const char *name, struct ou_str s)
{
	struct ou_str country = ou_str_sub(s, 0, 2);

	if (s.n == 0 || ou_vat_valid(s) || !(ou_country_eu(country) ||
	    ou_str_is(country, "EL") || ou_str_is(country, "XI") ||
	    ou_str_is(country, "GB") || ou_str_is(country, "CH") ||
	    ou_str_is(country, "NO")))
		return;
	ou_remark(r, OU_DIAG_HOLD_IDENTIFIER, name,
	    "'%.*s' is not of the form of a VAT id",
	    OU_STR_ARG(ou_str_sub(s, 0, 40)));
}

static void
siret(struct ou_remarks *r, const char *name, struct ou_str s)
{
	if (s.n != 0 && !ou_siret_valid(s))
		ou_remark(r, OU_DIAG_HOLD_IDENTIFIER, name,
		    "'%.*s' is not a SIRET with its check digits",
		    OU_STR_ARG(ou_str_sub(s, 0, 40)));
}

static void
country(struct ou_remarks *r, const char *name, struct ou_str s)
{
	if (s.n != 0 && !ou_country_known(s))
		ou_remark(r, OU_DIAG_HOLD_IDENTIFIER, name,
		    "'%.*s' is not a country of ISO 3166-1",
		    OU_STR_ARG(ou_str_sub(s, 0, 40)));
}

static void
check_line(struct ou_remarks *r, const struct ou_order *o, uint32_t i,
    struct ou_names *numbers)
{
	const struct ou_order_line *l = &o->lines[i];
	void **at;

	ou_remarks_at_line(r, o, i);
	if (l->product != NULL) {
		gtin(r, "product.gtin", l->product->gtin);
		country(r, "product.countryOfOrigin",
		    l->product->country_of_origin);
	}
	if (l->packaging != NULL)
		gtin(r, "packaging.packGtin", l->packaging->pack_gtin);
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
	struct ou_str s;
	uint32_t i;

	for (i = 0; i < o->n_packages; i++) {
		s = o->packages[i].sscc;
		r->at = ou_str_printf(r->arena, "packages.%u.", i);
		if (s.n != 0 && !ou_sscc_valid(s))
			ou_remark(r, OU_DIAG_HOLD_IDENTIFIER, "sscc",
			    "'%.*s' is not an SSCC with its check digit",
			    OU_STR_ARG(ou_str_sub(s, 0, 40)));
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
		gln(r, "customer.gln", b->gln);
		vat_id(r, "customer.vatID", b->vat_id);
		siret(r, "customer.siret", b->siret);
	}
	if (o->seller != NULL) {
		gln(r, "seller.gln", o->seller->gln);
		vat_id(r, "seller.vatID", o->seller->vat_id);
	}
	if (o->billing_address != NULL) {
		gln(r, "billingAddress.gln", o->billing_address->gln);
		country(r, "billingAddress.addressCountry",
		    o->billing_address->country);
	}
	if (o->delivery != NULL && o->delivery->address != NULL) {
		gln(r, "orderDelivery.deliveryAddress.gln",
		    o->delivery->address->gln);
		country(r, "orderDelivery.deliveryAddress.addressCountry",
		    o->delivery->address->country);
	}
	for (i = 0; i < o->n_lines; i++)
		check_line(r, o, i, &numbers);
	ou_remarks_at_line(r, o, UINT32_MAX);
	check_packages(r, o);
}
