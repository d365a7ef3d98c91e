#include "ou/base/ident.h"
#include "pricing.h"

/*
 * Which tax: the row of the country of delivery, the item's class and the
 * day; but a business with a VAT id of another EU country gets goods tax
 * free there (K), and what leaves the EU for a business is an export (G).
 */
static struct ou_tax intra_community = {
	.category = { "K", 1 },
	.percent = { 0, 2, true },
	.reason_code = { "VATEX-EU-IC", 11 },
};

static struct ou_tax export = {
	.category = { "G", 1 },
	.percent = { 0, 2, true },
	.reason_code = { "VATEX-EU-G", 10 },
};

static struct ou_str
country_of(const struct ou_address *a)
{
	return a != NULL ? a->country : OU_STR_NONE;
}

void
ou_pricing_tax_road(const struct ou_pricing *p, const struct ou_order *o,
    struct ou_pricing_context *c)
{
	struct ou_str seller = p->policy.seller_country, vat, to;
	char theirs[OU_VAT_MAX], ours[OU_VAT_MAX];

	vat = o->customer != NULL ? o->customer->vat_id : OU_STR_NONE;
	if (vat.p == NULL && c->customer != NULL)
		vat = c->customer->say.vat_id;
	vat = ou_vat_plain(theirs, vat);
	if (seller.p == NULL && o->seller != NULL &&
	    o->seller->vat_id.p != NULL)
		seller = ou_vat_country(ou_vat_plain(ours,
		    o->seller->vat_id));
	to = o->delivery != NULL ? country_of(o->delivery->address) :
	    OU_STR_NONE;
	if (to.p == NULL)
		to = country_of(o->billing_address);
	if (to.p == NULL && vat.p != NULL)
		to = ou_vat_country(vat);
	c->country = to;
	if (to.p == NULL) {
		c->tax_road = TAX_NO_COUNTRY;
		return;
	}
	c->country_number = ou_pricing_number(&p->countries, to);
	if (c->customer != NULL && c->customer->tax.category.p != NULL) {
		c->tax_road = TAX_OF_CUSTOMER;
		return;
	}
	c->tax_road = TAX_BY_COUNTRY;
	if (!c->b2b || seller.p == NULL || ou_str_eq(seller, to) ||
	    !ou_country_eu(seller))
		return;
	if (!ou_country_eu(to)) {
		c->tax_road = TAX_EXPORT;
		return;
	}
	if (vat.p == NULL)
		return;
	vat = ou_vat_country(vat);
	if (vat.p != NULL && ou_country_eu(vat) && !ou_str_eq(vat, seller))
		c->tax_road = TAX_INTRA_COMMUNITY;
}

static const struct ou_tax *
class_tax(const struct ou_pricing *p, const struct ou_pricing_context *c,
    uint16_t tax_class, int32_t day)
{
	const struct tax_row *t = p->taxes.rows, *end = t + p->taxes.n;
	uint32_t at, classes = p->classes.texts.n + 1;

	if (c->tax_road == TAX_OF_CUSTOMER)
		return &c->customer->tax;
	if (c->tax_road == TAX_INTRA_COMMUNITY)
		return &intra_community;
	if (c->tax_road == TAX_EXPORT)
		return &export;
	if (c->tax_road == TAX_NO_COUNTRY || p->taxes.n == 0)
		return NULL;
	if (c->country_number == NO_NUMBER || tax_class == NO_NUMBER)
		return NULL;
	at = p->tax_at[c->country_number * classes + tax_class];
	if (at == 0)
		return NULL;
	for (t += at - 1; t < end && t->country == c->country_number &&
	    t->tax_class == tax_class; t++) {
		if (day == NO_DAY ? t->from == ALWAYS_FROM &&
		    t->through == ALWAYS_THROUGH :
		    day >= t->from && day <= t->through)
			return &t->say.tax;
	}
	return NULL;
}

const struct ou_tax *
ou_pricing_tax(const struct ou_pricing *p,
    const struct ou_pricing_context *c, const struct question *q)
{
	return class_tax(p, c, q->product != NULL &&
	    q->product->item != NULL ? q->product->tax_class :
	    ou_pricing_number(&p->classes, OU_STR("standard")), q->day);
}

const struct ou_tax *
ou_pricing_class_tax(const struct ou_pricing *p, const struct ou_quote *q,
    struct ou_str tax_class)
{
	return class_tax(p, q->context, ou_pricing_number(&p->classes,
	    tax_class), q->context->day);
}

struct ou_str
ou_pricing_country(const struct ou_quote *q)
{
	return q->context->country;
}
