#include "ou/base/utf8.h"
#include "ou/rules/risk.h"

static const struct {
	const char *name, *text;
} kinds[] = {
#define OU_RISK_KIND(id, name, doc) { name, doc },
	OU_RISK_KINDS(OU_RISK_KIND)
#undef OU_RISK_KIND
};

enum ou_risk_kind
ou_risk_kind_find(struct ou_str name)
{
	int i;

	for (i = 0; i < OU_RISK_KIND_COUNT; i++) {
		if (ou_str_is(name, kinds[i].name))
			break;
	}
	return (enum ou_risk_kind)i;
}

const char *
ou_risk_kind_text(enum ou_risk_kind kind)
{
	return kinds[kind].text;
}

bool
ou_risk_takes_value(enum ou_risk_kind kind)
{
	return kind <= OU_RISK_ORDERS_OVER;
}

bool
ou_risk_takes_text(enum ou_risk_kind kind)
{
	return kind == OU_RISK_COUNTRY || kind == OU_RISK_EMAIL_DOMAIN ||
	    kind == OU_RISK_SKU;
}

static const struct ou_address *
goes_to(const struct ou_order *o)
{
	return o->delivery != NULL ? o->delivery->address : NULL;
}

/* An amount has four decimals inside, a quantity six. */
static bool
amount_over(const struct ou_risk_rule *rule, const struct ou_order *o)
{
	if (o->totals == NULL || !o->totals->payable.given ||
	    (rule->currency.n > 0 && !ou_str_eq(rule->currency, o->currency)))
		return false;
	return (__int128)o->totals->payable.v * 100 > rule->value.v;
}

static bool
quantity_over(const struct ou_risk_rule *rule, const struct ou_order *o)
{
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		if (o->lines[i].quantity.v > rule->value.v)
			return true;
	}
	return false;
}

static bool
count_over(const struct ou_risk_rule *rule, uint64_t n)
{
	return (__int128)n * 1000000 > rule->value.v;
}

static bool
has_sku(const struct ou_risk_rule *rule, const struct ou_order *o)
{
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		if (o->lines[i].product != NULL &&
		    ou_str_eq(o->lines[i].product->sku, rule->text))
			return true;
	}
	return false;
}

static bool
country_differs(const struct ou_order *o)
{
	const struct ou_address *to = goes_to(o), *from = o->billing_address;

	return to != NULL && from != NULL && to->country.n > 0 &&
	    from->country.n > 0 && !ou_str_eq(to->country, from->country);
}

#define NAME_BYTES 128

static bool
name_differs(const struct ou_order *o)
{
	const struct ou_address *to = goes_to(o), *from = o->billing_address;
	char a[NAME_BYTES], b[NAME_BYTES];

	if (to == NULL || from == NULL || to->name.n == 0 ||
	    from->name.n == 0)
		return false;
	return !ou_str_eq(ou_str_make(a, ou_utf8_fold(a, sizeof(a),
	    to->name)), ou_str_make(b, ou_utf8_fold(b, sizeof(b),
	    from->name)));
}

static struct ou_str
email(const struct ou_order *o)
{
	const struct ou_address *to = goes_to(o);

	if (o->customer != NULL && o->customer->email.n > 0)
		return o->customer->email;
	return to != NULL ? to->email : OU_STR_NONE;
}

static bool
has_telephone(const struct ou_order *o)
{
	const struct ou_address *to = goes_to(o);

	return (o->customer != NULL && o->customer->telephone.n > 0) ||
	    (to != NULL && to->telephone.n > 0);
}

static bool
domain_is(struct ou_str address, struct ou_str domain)
{
	struct ou_str tail;

	if (address.n <= domain.n || domain.n == 0)
		return false;
	tail = ou_str_sub(address, address.n - domain.n, domain.n);
	return ou_str_caseeq(tail, domain) && (domain.p[0] == '@' ||
	    address.p[address.n - domain.n - 1] == '@' ||
	    address.p[address.n - domain.n - 1] == '.');
}

bool
ou_risk_fits(const struct ou_risk_rule *rule, const struct ou_order *o,
    const struct ou_risk_facts *facts)
{
	const struct ou_address *to = goes_to(o);

	if ((rule->segment.n > 0 && !ou_str_eq(rule->segment, o->segment)) ||
	    (rule->channel.n > 0 && !ou_str_eq(rule->channel, o->channel)))
		return false;
	switch (rule->kind) {
	case OU_RISK_AMOUNT_OVER:
		return amount_over(rule, o);
	case OU_RISK_QUANTITY_OVER:
		return quantity_over(rule, o);
	case OU_RISK_LINES_OVER:
		return count_over(rule, o->n_lines);
	case OU_RISK_ORDERS_OVER:
		return count_over(rule, facts->orders_before);
	case OU_RISK_NEW_CUSTOMER:
		return !facts->known_customer;
	case OU_RISK_GUEST:
		return o->customer != NULL &&
		    o->customer->guest == OU_FLAG_YES;
	case OU_RISK_COUNTRY:
		return to != NULL && ou_str_eq(to->country, rule->text);
	case OU_RISK_COUNTRY_DIFFERS:
		return country_differs(o);
	case OU_RISK_NAME_DIFFERS:
		return name_differs(o);
	case OU_RISK_EMAIL_DOMAIN:
		return domain_is(email(o), rule->text);
	case OU_RISK_NO_EMAIL:
		return email(o).n == 0;
	case OU_RISK_NO_TELEPHONE:
		return !has_telephone(o);
	case OU_RISK_PICKUP_POINT:
		return o->delivery != NULL &&
		    ou_str_is(o->delivery->method, "pickupPoint");
	case OU_RISK_SKU:
		return has_sku(rule, o);
	default:
		return false;
	}
}
