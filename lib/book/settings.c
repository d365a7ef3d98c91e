#include <stddef.h>
#include <string.h>

#include "document.h"
#include "ou/base/ident.h"
#include "ou/io/file.h"

/*
 * settings.json.  A member that nobody knows is refused: it is a typing
 * error, and what it was meant to say would be silently left out.
 */
struct settings_loader {
	struct ou_arena *a;
	struct ou_settings *s;
	struct ou_err *err;
};

static int
fail(struct settings_loader *l, const char *name, const char *text)
{
	(void)ou_err_set(l->err, OU_ERR_USAGE, OU_DIAG_BOOK, "%s", text);
	return ou_err_in(l->err, "%s", name);
}

static int
mistyped(struct settings_loader *l, const char *name, const json_t *v,
    const char *expected)
{
	struct ou_document d = { l->a, l->err };

	(void)ou_document_mistyped(&d, v, expected);
	return ou_err_in(l->err, "%s", name);
}

static int
text(struct settings_loader *l, const char *name, const json_t *v,
    struct ou_str *out)
{
	struct ou_document d = { l->a, l->err };

	if (ou_document_text(&d, out, v) == 0)
		return 0;
	return ou_err_in(l->err, "%s", name);
}

/* Money is text; a whole number is understood, a JSON fraction is not,
 * because it has been through binary floating point. */
static int
amount(struct settings_loader *l, const char *name, const json_t *v,
    struct ou_amount *out)
{
	struct ou_str s;

	if (json_is_integer(v))
		s = ou_str_printf(l->a, "%lld",
		    (long long)json_integer_value(v));
	else if (!json_is_string(v))
		return mistyped(l, name, v, "an amount (a text as \"0.05\")");
	else
		s = ou_str_make(json_string_value(v), json_string_length(v));
	if (ou_amount_parse(out, s, l->err) != 0)
		return ou_err_in(l->err, "%s", name);
	return out->v >= 0 ? 0 : fail(l, name, "a negative tolerance");
}

static int
seller_member(struct settings_loader *l, const char *name, const json_t *v)
{
	struct ou_seller *s = l->s->seller;

	if (strcmp(name, "id") == 0)
		return text(l, name, v, &s->id);
	if (strcmp(name, "name") == 0)
		return text(l, name, v, &s->name);
	if (strcmp(name, "gln") == 0)
		return text(l, name, v, &s->gln);
	if (strcmp(name, "vatID") == 0)
		return text(l, name, v, &s->vat_id);
	if (strcmp(name, "addressCountry") == 0)
		return text(l, name, v, &l->s->seller_country);
	return fail(l, name, "there is no such setting");
}

static int
seller(struct settings_loader *l, json_t *v)
{
	const char *name;
	json_t *member;

	if (!json_is_object(v))
		return mistyped(l, "seller", v, "an object");
	l->s->seller = ou_arena_zalloc(l->a, sizeof(*l->s->seller));
	json_object_foreach(v, name, member) {
		if (seller_member(l, name, member) != 0)
			return ou_err_in(l->err, "seller");
	}
	if (l->s->seller_country.p == NULL && l->s->seller->vat_id.p != NULL)
		l->s->seller_country = ou_vat_country(l->s->seller->vat_id);
	if (l->s->seller_country.p != NULL &&
	    !ou_country_known(l->s->seller_country))
		return fail(l, "seller.addressCountry",
		    "a country of ISO 3166-1 is expected");
	return 0;
}

/* A flag, kept as its text like the other settings of a channel. */
static int
channel_flag(struct settings_loader *l, const char *name, const json_t *v,
    struct ou_str *out)
{
	if (!json_is_boolean(v))
		return mistyped(l, name, v, "true or false");
	*out = json_is_true(v) ? OU_STR("true") : OU_STR("false");
	return 0;
}

/* Settings of a channel, each in a list of its own: what a member is called,
 * and where the list and its count are. */
static const struct channel_member {
	const char *name;
	size_t pairs, count;
} channel_members[] = {
	{ "list", offsetof(struct ou_settings, channel_lists),
	  offsetof(struct ou_settings, n_channel_lists) },
	{ "timeZone", offsetof(struct ou_settings, channel_zones),
	  offsetof(struct ou_settings, n_channel_zones) },
	{ "currency", offsetof(struct ou_settings, channel_currencies),
	  offsetof(struct ou_settings, n_channel_currencies) },
	{ "pricesIncludeTax", offsetof(struct ou_settings, channel_gross),
	  offsetof(struct ou_settings, n_channel_gross) },
	{ "feed", offsetof(struct ou_settings, channel_feeds),
	  offsetof(struct ou_settings, n_channel_feeds) },
	{ "buffer", offsetof(struct ou_settings, channel_buffers),
	  offsetof(struct ou_settings, n_channel_buffers) },
	{ "locations", offsetof(struct ou_settings, channel_locations),
	  offsetof(struct ou_settings, n_channel_locations) },
};
#define N_CHANNEL_MEMBERS \
	(sizeof(channel_members) / sizeof(channel_members[0]))

static struct ou_pair **
channel_pairs(struct ou_settings *s, size_t i)
{
	return (struct ou_pair **)(void *)((char *)s +
	    channel_members[i].pairs);
}

/* Where the next pair of that name goes; NULL: there is no such setting. */
static struct ou_pair *
next_pair(struct ou_settings *s, const char *name)
{
	uint32_t *count;
	size_t i;

	for (i = 0; i < N_CHANNEL_MEMBERS; i++) {
		if (strcmp(name, channel_members[i].name) != 0)
			continue;
		count = (uint32_t *)(void *)((char *)s +
		    channel_members[i].count);
		return *channel_pairs(s, i) + (*count)++;
	}
	return NULL;
}

static int
channel(struct settings_loader *l, const char *channel_name, json_t *v)
{
	struct ou_str key = ou_str_dup(l->a, ou_str_c(channel_name)), value;
	const char *name;
	json_t *member;
	struct ou_pair *to;

	if (!json_is_object(v))
		return mistyped(l, channel_name, v, "an object");
	json_object_foreach(v, name, member) {
		if ((to = next_pair(l->s, name)) == NULL) {
			(void)fail(l, name, "there is no such setting");
			return ou_err_in(l->err, "%s", channel_name);
		}
		if ((strcmp(name, "pricesIncludeTax") == 0 ? channel_flag :
		    text)(l, name, member, &value) != 0)
			return ou_err_in(l->err, "%s", channel_name);
		if (strcmp(name, "currency") == 0 &&
		    ou_currency_places(value) < 0) {
			(void)fail(l, name,
			    "a currency of ISO 4217 is expected");
			return ou_err_in(l->err, "%s", channel_name);
		}
		*to = (struct ou_pair){ key, value, false };
	}
	return 0;
}

static int
channels(struct settings_loader *l, json_t *v)
{
	const char *name;
	json_t *member;
	size_t n, i;

	if (!json_is_object(v))
		return mistyped(l, "channels", v, "an object");
	n = json_object_size(v);
	for (i = 0; i < N_CHANNEL_MEMBERS; i++)
		*channel_pairs(l->s, i) = ou_arena_array(l->a, n,
		    sizeof(struct ou_pair));
	json_object_foreach(v, name, member) {
		if (channel(l, name, member) != 0)
			return ou_err_in(l->err, "channels");
	}
	return 0;
}

/* What is done about a finding, by its code. */
static int
checks(struct settings_loader *l, json_t *v)
{
	struct ou_settings *s = l->s;
	struct ou_pair *x;
	const char *name;
	json_t *member;

	if (!json_is_object(v))
		return mistyped(l, "checks", v, "an object");
	s->checks = ou_arena_array(l->a, json_object_size(v),
	    sizeof(*s->checks));
	json_object_foreach(v, name, member) {
		x = &s->checks[s->n_checks++];
		x->key = ou_str_dup(l->a, ou_str_c(name));
		if (text(l, name, member, &x->value) != 0)
			return ou_err_in(l->err, "checks");
		if (ou_diag_find(name) == OU_DIAG_NONE) {
			(void)fail(l, name, "there is no such code");
			return ou_err_in(l->err, "checks");
		}
	}
	return 0;
}

static int
risk_limit(struct settings_loader *l, const json_t *v)
{
	if (!json_is_integer(v) || json_integer_value(v) < 1 ||
	    json_integer_value(v) > 1000000)
		return mistyped(l, "riskLimit", v,
		    "a number from 1 to 1000000");
	l->s->risk_limit = (uint32_t)json_integer_value(v);
	return 0;
}

static int
member(struct settings_loader *l, const char *name, json_t *v)
{
	struct ou_settings *s = l->s;

	if (strcmp(name, "timeZone") == 0)
		return text(l, name, v, &s->time_zone);
	if (strcmp(name, "currency") == 0)
		return text(l, name, v, &s->currency);
	if (strcmp(name, "priceDate") == 0)
		return text(l, name, v, &s->price_date);
	if (strcmp(name, "pricePolicy") == 0)
		return text(l, name, v, &s->price_policy);
	if (strcmp(name, "priceTiers") == 0)
		return text(l, name, v, &s->price_tiers);
	if (strcmp(name, "priceTolerance") == 0)
		return amount(l, name, v, &s->price_tolerance);
	if (strcmp(name, "seller") == 0)
		return seller(l, v);
	if (strcmp(name, "carrier") == 0)
		return text(l, name, v, &s->carrier);
	if (strcmp(name, "service") == 0)
		return text(l, name, v, &s->service);
	if (strcmp(name, "location") == 0)
		return text(l, name, v, &s->location);
	if (strcmp(name, "stockTolerance") == 0)
		return text(l, name, v, &s->stock_tolerance);
	if (strcmp(name, "countDays") == 0)
		return text(l, name, v, &s->count_days);
	if (strcmp(name, "channels") == 0)
		return channels(l, v);
	if (strcmp(name, "checks") == 0)
		return checks(l, v);
	if (strcmp(name, "riskLimit") == 0)
		return risk_limit(l, v);
	return fail(l, name, "there is no such setting");
}

/* "geodis/messagerie": carrier and service in one. */
static void
split_carrier(struct ou_settings *s)
{
	struct ou_str head;

	if (s->carrier.p == NULL || s->service.p != NULL ||
	    ou_str_find(s->carrier, '/') < 0)
		return;
	s->service = s->carrier;
	(void)ou_str_split(&s->service, '/', &head);
	s->carrier = head;
}

/* A text is one of the words before ", " and " or ". */
static int
one_of(struct settings_loader *l, const char *name, struct ou_str s,
    const char *words)
{
	struct ou_str rest = ou_str_c(words), word;

	while (s.p != NULL && ou_str_split(&rest, ' ', &word)) {
		if (word.n > 0 && word.p[word.n - 1] == ',')
			word.n--;
		if (!ou_str_is(word, "or") && ou_str_eq(word, s))
			return 0;
	}
	return s.p == NULL ? 0 : fail(l, name, ou_str_printf(l->a,
	    "%s is expected", words).p);
}

static int
check_settings(struct settings_loader *l)
{
	struct ou_settings *s = l->s;

	split_carrier(s);
	if (s->currency.p != NULL && ou_currency_places(s->currency) < 0)
		return fail(l, "currency",
		    "a currency of ISO 4217 is expected");
	return one_of(l, "priceDate", s->price_date,
	    "order, delivery or commitment") != 0 ||
	    one_of(l, "pricePolicy", s->price_policy,
	    "priority or best") != 0 ||
	    one_of(l, "priceTiers", s->price_tiers,
	    "any or falling") != 0 ? -1 : 0;
}

static int
settings_document(struct settings_loader *l, json_t *root)
{
	const char *name;
	json_t *v;

	if (!json_is_object(root))
		return ou_err_set(l->err, OU_ERR_USAGE, OU_DIAG_BOOK,
		    "settings are one JSON object");
	json_object_foreach(root, name, v) {
		if (member(l, name, v) != 0)
			return -1;
	}
	return check_settings(l);
}

int
ou_book_settings(struct ou_arena *a, const char *dir,
    struct ou_settings *settings, struct ou_err *err)
{
	struct settings_loader l = { a, settings, err };
	json_t *root;
	char *path;
	int bad;

	memset(settings, 0, sizeof(*settings));
	path = ou_path_join(a, dir, "settings.json");
	if (!ou_file_exists(path))
		return 0;
	if ((root = ou_document_load(path, err)) == NULL)
		return -1;
	bad = settings_document(&l, root);
	json_decref(root);
	return bad ? ou_document_wrong(path, err) : 0;
}
