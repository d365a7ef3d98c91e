#include <stddef.h>
#include <string.h>

#include "document.h"
#include "ou/base/ident.h"
#include "ou/book/settings.h"
#include "ou/io/file.h"
#include "ou/model/calendar.h"
#include "ou/model/records.h"

/*
 * settings.json.  A member that nobody knows is refused: it is a typing
 * error, and what it was meant to say would be silently left out.
 */

static int
read_currency(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_str *s = to;

	if (ou_document_text(d, s, v) != 0)
		return -1;
	return ou_currency_places(*s) >= 0 ? 0 : ou_document_fail(d,
	    "a currency of ISO 4217 is expected");
}

/* Money is text; a whole number is understood, a JSON fraction is not,
 * because it has been through binary floating point. */
static int
read_amount(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_amount amount;
	struct ou_str *s = to;

	if (json_is_integer(v))
		*s = ou_str_printf(d->a, "%lld",
		    (long long)json_integer_value(v));
	else if (!json_is_string(v))
		return ou_document_mistyped(d, v,
		    "an amount (a text as \"0.05\")");
	else
		*s = ou_str_dup(d->a, ou_str_make(json_string_value(v),
		    json_string_length(v)));
	if (ou_amount_parse(&amount, *s, d->err) != 0)
		return -1;
	return amount.v >= 0 ? 0 : ou_document_fail(d,
	    "a negative tolerance");
}

static int
read_flag(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_str *s = to;

	if (!json_is_boolean(v))
		return ou_document_mistyped(d, v, "true or false");
	*s = json_is_true(v) ? OU_STR("true") : OU_STR("false");
	return 0;
}

static int
read_number(struct ou_document *d, struct ou_str *to, const json_t *v,
    int least, int most)
{
	if (!json_is_integer(v) || json_integer_value(v) < least ||
	    json_integer_value(v) > most)
		return ou_document_mistyped(d, v, ou_str_printf(d->a,
		    "a number from %d to %d", least, most).p);
	*to = ou_str_printf(d->a, "%lld", (long long)json_integer_value(v));
	return 0;
}

static int
read_limit(struct ou_document *d, void *to, const json_t *v)
{
	return read_number(d, to, v, 1, 1000000);
}

static int
read_valid(struct ou_document *d, void *to, const json_t *v)
{
	return read_number(d, to, v, 0, OU_VALID_DAYS_MAX);
}

/* A text that is one of up to three words. */
static int
read_word(struct ou_document *d, struct ou_str *to, const json_t *v,
    const char *one, const char *two, const char *three)
{
	if (ou_document_text(d, to, v) != 0)
		return -1;
	if (ou_str_is(*to, one) || ou_str_is(*to, two) ||
	    (three != NULL && ou_str_is(*to, three)))
		return 0;
	return three == NULL
	    ? ou_document_fail(d, "%s or %s is expected", one, two)
	    : ou_document_fail(d, "%s, %s or %s is expected", one, two,
	    three);
}

static int
read_incoming(struct ou_document *d, void *to, const json_t *v)
{
	return read_word(d, to, v, "verify", "book", "keep");
}

static int
read_price_policy(struct ou_document *d, void *to, const json_t *v)
{
	return read_word(d, to, v, "priority", "best", NULL);
}

static int
read_price_date(struct ou_document *d, void *to, const json_t *v)
{
	return read_word(d, to, v, "order", "delivery", "commitment");
}

static int
read_price_tiers(struct ou_document *d, void *to, const json_t *v)
{
	return read_word(d, to, v, "any", "falling", NULL);
}

static int
read_holidays(struct ou_document *d, void *to, const json_t *v)
{
	return read_word(d, to, v, "computed", "none", NULL);
}

static int
read_working_days(struct ou_document *d, void *to, const json_t *v)
{
	if (ou_document_text(d, to, v) != 0)
		return -1;
	return ou_weekdays_parse(*(struct ou_str *)to) >= 0 ? 0 :
	    ou_document_fail(d, "weekdays from 1 to 7 with blanks between "
	    "are expected");
}

/* What is done about a finding, by its code. */
static int
read_checks(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_policy *p = (void *)((char *)to -
	    offsetof(struct ou_policy, checks));
	uint32_t i;

	if (ou_document_pairs(d, &p->checks, &p->n_checks, v) != 0)
		return -1;
	for (i = 0; i < p->n_checks; i++) {
		if (ou_diag_find(p->checks[i].key.p) != OU_DIAG_NONE)
			continue;
		(void)ou_document_fail(d, "there is no such code");
		return ou_err_in(d->err, "%.*s",
		    OU_STR_ARG(p->checks[i].key));
	}
	return 0;
}

#define AT(base, what)	((base) + offsetof(struct ou_policy, values) + \
	OU_SETTING_##what * sizeof(struct ou_str))
#define TEXT(base, name, what) \
	{ name, OU_DOCUMENT_TEXT, AT(base, what), 0, 0, NULL, NULL }
#define OWN(base, name, what, read) \
	{ name, OU_DOCUMENT_OWN, AT(base, what), 0, 0, NULL, read }

/* What each may say. */
#define ALL(base) \
	TEXT(base, "list", LIST), \
	OWN(base, "incoming", INCOMING, read_incoming), \
	OWN(base, "pricePolicy", PRICE_POLICY, read_price_policy), \
	OWN(base, "priceDate", PRICE_DATE, read_price_date), \
	OWN(base, "priceTolerance", PRICE_TOLERANCE, read_amount), \
	TEXT(base, "carrier", CARRIER), \
	TEXT(base, "service", SERVICE), \
	OWN(base, "riskLimit", RISK_LIMIT, read_limit), \
	OWN(base, "valid", VALID, read_valid), \
	{ "checks", OU_DOCUMENT_OWN, (base) + offsetof(struct ou_policy, \
	    checks), 0, 0, NULL, read_checks }

static const struct ou_document_member policy_members[] = {
	ALL(0),
	{ NULL, 0, 0, 0, 0, NULL, NULL }
};

static const struct ou_document_member channel_members[] = {
	ALL(0),
	TEXT(0, "timeZone", TIME_ZONE),
	OWN(0, "currency", CURRENCY, read_currency),
	OWN(0, "pricesIncludeTax", GROSS, read_flag),
	TEXT(0, "feed", FEED),
	TEXT(0, "buffer", BUFFER),
	TEXT(0, "locations", LOCATIONS),
	{ NULL, 0, 0, 0, 0, NULL, NULL }
};

/* "geodis/messagerie": carrier and service in one. */
static void
split_carrier(struct ou_policy *p)
{
	struct ou_str *carrier = &p->values[OU_SETTING_CARRIER], head;
	struct ou_str *service = &p->values[OU_SETTING_SERVICE];

	if (carrier->p == NULL || service->p != NULL ||
	    ou_str_find(*carrier, '/') < 0)
		return;
	*service = *carrier;
	(void)ou_str_split(service, '/', &head);
	*carrier = head;
}

/* An object with a policy for each name. */
static int
read_policies(struct ou_document *d, struct ou_settings *s,
    enum ou_scope scope, const json_t *v)
{
	struct ou_policy *p;
	const char *name;
	json_t *member;

	if (!json_is_object(v))
		return ou_document_mistyped(d, v, "an object");
	s->policies[scope] = p = ou_arena_array(d->a, json_object_size(v),
	    sizeof(*p));
	json_object_foreach((json_t *)(uintptr_t)v, name, member) {
		memset(p, 0, sizeof(*p));
		p->name = ou_str_dup(d->a, ou_str_c(name));
		if (ou_document_object(d, p, member, scope == OU_SCOPE_CHANNEL
		    ? channel_members : policy_members) != 0)
			return ou_err_in(d->err, "%s", name);
		if (scope == OU_SCOPE_SEGMENT && !ou_str_is(p->name, "b2b") &&
		    !ou_str_is(p->name, "b2c")) {
			(void)ou_document_fail(d, "b2b or b2c is expected");
			return ou_err_in(d->err, "%s", name);
		}
		split_carrier(p++);
	}
	s->n[scope] = (uint32_t)(p - s->policies[scope]);
	return 0;
}

/* The document as it is read: the settings, and the shop's own. */
struct shop {
	struct ou_settings settings;
	struct ou_policy own;
};

#define SCOPE(to, scope) read_policies(d, (void *)((char *)(to) - \
	offsetof(struct shop, settings.policies[scope])), scope, v)

static int
read_channels(struct ou_document *d, void *to, const json_t *v)
{
	return SCOPE(to, OU_SCOPE_CHANNEL);
}

static int
read_portals(struct ou_document *d, void *to, const json_t *v)
{
	return SCOPE(to, OU_SCOPE_PORTAL);
}

static int
read_segments(struct ou_document *d, void *to, const json_t *v)
{
	return SCOPE(to, OU_SCOPE_SEGMENT);
}

struct seller {
	struct ou_seller seller;
	struct ou_str country;
};

#define SELLER(name, to) \
	{ name, OU_DOCUMENT_TEXT, offsetof(struct seller, to), 0, 0, NULL, \
	  NULL }

static int
read_seller(struct ou_document *d, void *to, const json_t *v)
{
	static const struct ou_document_member members[] = {
		SELLER("id", seller.id),
		SELLER("name", seller.name),
		SELLER("gln", seller.gln),
		SELLER("vatID", seller.vat_id),
		SELLER("addressCountry", country),
		{ NULL, 0, 0, 0, 0, NULL, NULL }
	};
	struct ou_settings *s = (void *)((char *)to -
	    offsetof(struct ou_settings, seller));
	struct seller *x = ou_arena_zalloc(d->a, sizeof(*x));
	char plain[OU_VAT_MAX];

	if (ou_document_object(d, x, v, members) != 0)
		return -1;
	s->seller = &x->seller;
	s->seller_country = x->country;
	if (x->country.p == NULL && x->seller.vat_id.p != NULL)
		s->seller_country = ou_vat_country(ou_vat_plain(plain,
		    x->seller.vat_id));
	if (s->seller_country.p == NULL ||
	    ou_country_known(s->seller_country))
		return 0;
	(void)ou_document_fail(d, "a country of ISO 3166-1 is expected");
	return ou_err_in(d->err, "addressCountry");
}

/* --- roles --- */

/* A list of texts. */
static int
read_texts(struct ou_document *d, struct ou_str **to, uint32_t *n,
    const json_t *v)
{
	size_t i;

	if (!json_is_array(v))
		return ou_document_mistyped(d, v, "a list of texts");
	*to = ou_arena_array(d->a, json_array_size(v), sizeof(**to));
	for (i = 0; i < json_array_size(v); i++) {
		if (ou_document_text(d, &(*to)[i], json_array_get(v, i)) != 0)
			return ou_err_in(d->err, "%zu", i);
	}
	*n = (uint32_t)i;
	return 0;
}

static int
read_types(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_role *r = (void *)((char *)to -
	    offsetof(struct ou_role, types));
	uint32_t i;

	if (read_texts(d, &r->types, &r->n_types, v) != 0)
		return -1;
	for (i = 0; i < r->n_types; i++) {
		if (ou_record_type_find(r->types[i]) != NULL)
			continue;
		(void)ou_document_fail(d, "there is no such type of records");
		return ou_err_in(d->err, "%.*s", OU_STR_ARG(r->types[i]));
	}
	return 0;
}

/* Has that type of records such a member, or may it? */
static bool
has_member(const struct ou_table *t, struct ou_str path)
{
	struct ou_str name;
	int i;

	while (ou_str_split(&path, '.', &name)) {
		if (t == NULL)
			return false;
		ou_table_prepare(t);
		if ((i = ou_table_find(t, name.p, name.n)) < 0)
			return false;
		if (t->fields[i].kind == OU_KIND_MAP ||
		    t->fields[i].kind == OU_KIND_ANY)
			return true;
		t = t->fields[i].table;
	}
	return true;
}

/* A member that no record has is a typing error: what it was to hide would
 * be seen. */
static int
read_hide(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_role *r = (void *)((char *)to -
	    offsetof(struct ou_role, hide));
	const struct ou_record_type *type;
	uint32_t i;

	if (read_texts(d, &r->hide, &r->n_hide, v) != 0)
		return -1;
	for (i = 0; i < r->n_hide; i++) {
		for (type = ou_record_types; type->type != NULL &&
		    !has_member(type->table, r->hide[i]); type++)
			;
		if (type->type != NULL)
			continue;
		(void)ou_document_fail(d, "no record has such a member");
		return ou_err_in(d->err, "%.*s", OU_STR_ARG(r->hide[i]));
	}
	return 0;
}

static int
read_roles(struct ou_document *d, void *to, const json_t *v)
{
	static const struct ou_document_member members[] = {
		{ "own", OU_DOCUMENT_FLAG, offsetof(struct ou_role, own), 0,
		  0, NULL, NULL },
		{ "types", OU_DOCUMENT_OWN, offsetof(struct ou_role, types),
		  0, 0, NULL, read_types },
		{ "hide", OU_DOCUMENT_OWN, offsetof(struct ou_role, hide), 0,
		  0, NULL, read_hide },
		{ NULL, 0, 0, 0, 0, NULL, NULL }
	};
	struct ou_settings *s = (void *)((char *)to -
	    offsetof(struct ou_settings, roles));
	struct ou_role *r;
	const char *name;
	json_t *member;

	if (!json_is_object(v))
		return ou_document_mistyped(d, v, "an object");
	s->roles = r = ou_arena_array(d->a, json_object_size(v), sizeof(*r));
	json_object_foreach((json_t *)(uintptr_t)v, name, member) {
		memset(r, 0, sizeof(*r));
		r->name = ou_str_dup(d->a, ou_str_c(name));
		if (ou_document_object(d, r++, member, members) != 0)
			return ou_err_in(d->err, "%s", name);
	}
	s->n_roles = (uint32_t)(r - s->roles);
	return 0;
}

#define SHOP	offsetof(struct shop, own)
#define PART(name, to, read) \
	{ name, OU_DOCUMENT_OWN, offsetof(struct shop, settings.to), 0, 0, \
	  NULL, read }

static const struct ou_document_member shop_members[] = {
	ALL(SHOP),
	TEXT(SHOP, "timeZone", TIME_ZONE),
	TEXT(SHOP, "location", LOCATION),
	OWN(SHOP, "currency", CURRENCY, read_currency),
	OWN(SHOP, "priceTiers", PRICE_TIERS, read_price_tiers),
	OWN(SHOP, "workingDays", WORKING_DAYS, read_working_days),
	OWN(SHOP, "holidays", HOLIDAYS, read_holidays),
	TEXT(SHOP, "stockTolerance", STOCK_TOLERANCE),
	TEXT(SHOP, "countDays", COUNT_DAYS),
	PART("seller", seller, read_seller),
	PART("roles", roles, read_roles),
	PART("channels", policies[OU_SCOPE_CHANNEL], read_channels),
	PART("portals", policies[OU_SCOPE_PORTAL], read_portals),
	PART("segments", policies[OU_SCOPE_SEGMENT], read_segments),
	{ NULL, 0, 0, 0, 0, NULL, NULL }
};

int
ou_book_settings(struct ou_arena *a, const char *dir,
    struct ou_settings *settings, struct ou_err *err)
{
	struct shop *x = ou_arena_zalloc(a, sizeof(*x));
	struct ou_document d = { a, err };
	json_t *root;
	char *path;
	int bad = 0;

	path = ou_path_join(a, dir, "settings.json");
	if (ou_file_exists(path)) {
		if ((root = ou_document_load(path, err)) == NULL)
			return -1;
		bad = json_is_object(root) ? ou_document_object(&d, x, root,
		    shop_members) : ou_document_fail(&d,
		    "settings are one JSON object");
		json_decref(root);
	}
	split_carrier(&x->own);
	x->settings.policies[OU_SCOPE_SHOP] = &x->own;
	x->settings.n[OU_SCOPE_SHOP] = 1;
	*settings = x->settings;
	return bad ? ou_document_wrong(path, err) : 0;
}

/* --- whose settings hold --- */

static const struct ou_policy *
find(const struct ou_settings *s, enum ou_scope scope, struct ou_str name)
{
	uint32_t i;

	for (i = 0; name.n > 0 && i < s->n[scope]; i++) {
		if (ou_str_eq(s->policies[scope][i].name, name))
			return &s->policies[scope][i];
	}
	return NULL;
}

void
ou_policies_of(const struct ou_settings *s, struct ou_str channel,
    struct ou_str portal, struct ou_str segment, struct ou_policies *out)
{
	out->of[OU_SCOPE_CHANNEL] = find(s, OU_SCOPE_CHANNEL, channel);
	out->of[OU_SCOPE_PORTAL] = find(s, OU_SCOPE_PORTAL, portal);
	out->of[OU_SCOPE_SEGMENT] = find(s, OU_SCOPE_SEGMENT, segment);
	out->of[OU_SCOPE_SHOP] = s->policies[OU_SCOPE_SHOP];
}

struct ou_str
ou_policies_get(const struct ou_policies *p, enum ou_setting what)
{
	int i;

	for (i = 0; i < OU_SCOPES; i++) {
		if (p->of[i] != NULL && p->of[i]->values[what].p != NULL)
			return p->of[i]->values[what];
	}
	return OU_STR_NONE;
}

struct ou_str
ou_setting_of_channel(const struct ou_settings *s, enum ou_setting what,
    struct ou_str channel)
{
	struct ou_policies p;

	ou_policies_of(s, channel, OU_STR_NONE, OU_STR_NONE, &p);
	return ou_policies_get(&p, what);
}

struct ou_str
ou_setting_of_shop(const struct ou_settings *s, enum ou_setting what)
{
	return s->policies[OU_SCOPE_SHOP]->values[what];
}

void
ou_policies_carrier(const struct ou_policies *p, struct ou_str *carrier,
    struct ou_str *service)
{
	int i;

	*carrier = *service = OU_STR_NONE;
	for (i = 0; i < OU_SCOPES && carrier->p == NULL; i++) {
		if (p->of[i] == NULL)
			continue;
		*carrier = p->of[i]->values[OU_SETTING_CARRIER];
		if (service->p == NULL)
			*service = p->of[i]->values[OU_SETTING_SERVICE];
	}
}

const struct ou_role *
ou_role_find(const struct ou_settings *s, struct ou_str name)
{
	uint32_t i;

	for (i = 0; i < s->n_roles; i++) {
		if (ou_str_eq(s->roles[i].name, name))
			return &s->roles[i];
	}
	return NULL;
}
