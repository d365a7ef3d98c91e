#include <stdio.h>

#include "ou/base/ident.h"
#include "shop.h"

void
ou_shop_finding(struct shop *s, enum ou_diag code, const char *field,
    const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	ou_import_found(s->im, code, s->source, s->line, field, fmt, ap);
	va_end(ap);
}

void
ou_shop_extra(struct shop *s, const char *prefix, struct ou_str key,
    struct ou_str value)
{
	struct ou_arena *a = &s->im->arena;

	if (value.n == 0)
		return;
	key = prefix != NULL ? ou_str_printf(a, "%s.%.*s", prefix,
	    OU_STR_ARG(key)) : ou_str_dup(a, key);
	ou_import_extra(s->im, &s->order->extra, &s->order->n_extra, key,
	    value);
}

/* --- addresses --- */

/* French postal codes have five digits; a spreadsheet that takes 06000 for a
 * number leaves four. */
static struct ou_str
zip_of(struct shop *s, struct ou_str zip, struct ou_str country,
    const char *field)
{
	if (!ou_str_is(country, "FR") || zip.n != 4 || !ou_str_digits(zip))
		return zip;
	ou_shop_finding(s, OU_DIAG_VALUE, field, "postal code '%.*s' has lost "
	    "its leading zero; taken as 0%.*s", OU_STR_ARG(zip),
	    OU_STR_ARG(zip));
	return ou_str_printf(&s->im->arena, "0%.*s", OU_STR_ARG(zip));
}

static void
street_of(struct shop *s, struct ou_address *to,
    const struct shop_address *from)
{
	to->street = ou_arena_array(&s->im->arena, 3, sizeof(*to->street));
	if (from->street1.n > 0)
		to->street[to->n_street++] = from->street1;
	if (from->street2.n > 0 && !ou_str_eq(from->street1, from->street2))
		to->street[to->n_street++] = from->street2;
	if (from->street3.n > 0)
		to->street[to->n_street++] = from->street3;
}

struct ou_address *
ou_shop_address_of(struct shop *s, const struct shop_address *from,
    const char *field)
{
	struct ou_address *to;
	struct ou_str code = OU_STR_NONE;
	const char *why;

	if (from->name.n + from->company.n + from->street1.n +
	    from->street2.n + from->street3.n + from->city.n + from->zip.n ==
	    0)
		return NULL;
	to = ou_arena_zalloc(&s->im->arena, sizeof(*to));
	if (from->country.n > 0) {
		code = ou_country_code(from->country);
		if (code.p == NULL)
			ou_shop_finding(s, OU_DIAG_VALUE, field,
			    "'%.*s' is not a country",
			    OU_STR_ARG(from->country));
	}
	to->country = code.p != NULL ? code : from->country;
	to->name = from->name;
	to->company = from->company;
	street_of(s, to, from);
	to->postal_code = zip_of(s, from->zip, to->country, field);
	to->locality = from->city;
	to->region = from->region;
	to->telephone = from->telephone;
	to->email = from->email;
	why = ou_number_spoiled(to->telephone);
	if (why != NULL) {
		ou_shop_finding(s, OU_DIAG_VALUE, field, "telephone '%.*s': "
		    "%s", OU_STR_ARG(to->telephone), why);
		to->telephone = OU_STR_NONE;
	}
	return to;
}

void
ou_shop_reach(struct shop *s)
{
	const struct ou_buyer *b = s->order->customer;
	struct ou_address *to = s->order->delivery != NULL ?
	    s->order->delivery->address : NULL;

	if (to == NULL || b == NULL || to == s->order->billing_address)
		return;
	if (to->telephone.n == 0)
		to->telephone = b->telephone;
	if (to->email.n == 0)
		to->email = b->email;
}

void
ou_shop_needs_address(struct shop *s)
{
	const struct ou_delivery *d = s->order->delivery;

	if (d != NULL && ou_str_is(d->method, "collect"))
		return;
	if (d == NULL || d->address == NULL || (d->address->n_street == 0 &&
	    (d->pickup_point == NULL || d->pickup_point->id.n == 0)))
		ou_import_hold(s->im, s->order, OU_DIAG_HOLD_DELIVERY,
		    OU_STR("the file does not say the street that it goes "
		    "to"), OU_STR_NONE);
}

struct ou_str
ou_shop_full_name(struct shop *s, struct ou_str first, struct ou_str last)
{
	if (first.n == 0 || last.n == 0)
		return first.n > 0 ? first : last;
	return ou_str_printf(&s->im->arena, "%.*s %.*s", OU_STR_ARG(first),
	    OU_STR_ARG(last));
}

void
ou_shop_note(struct shop *s, struct ou_str text)
{
	struct ou_note *note;

	if (text.n == 0)
		return;
	note = ou_import_append(&s->im->arena, &s->order->notes,
	    &s->order->n_notes, sizeof(*note));
	note->from = OU_STR("customer");
	note->text = text;
}

/* --- attributes --- */

enum attribute {
	GIFT, GIFT_WRAP, GIFT_MESSAGE, POINT_ID, POINT_NAME, POINT_NETWORK,
	INSTRUCTIONS,
};

static const struct {
	const char *key;
	enum attribute what;
} attributes[] = {
	{ "gift", GIFT }, { "is_gift", GIFT }, { "cadeau", GIFT },
	{ "gift_wrap", GIFT_WRAP }, { "gift_wrapping", GIFT_WRAP },
	{ "emballage_cadeau", GIFT_WRAP },
	{ "gift_message", GIFT_MESSAGE }, { "gift_note", GIFT_MESSAGE },
	{ "message_cadeau", GIFT_MESSAGE },
	{ "pickup_point_id", POINT_ID }, { "pickup_id", POINT_ID },
	{ "relay_id", POINT_ID }, { "pudo_id", POINT_ID },
	{ "pickup_point_name", POINT_NAME }, { "relay_name", POINT_NAME },
	{ "pickup_point_network", POINT_NETWORK },
	{ "pickup_network", POINT_NETWORK },
	{ "delivery_instructions", INSTRUCTIONS },
};

/* Letters without case, blanks and hyphens as underscores, no underscore in
 * front (WooCommerce hides such keys). */
static bool
key_is(struct ou_str key, const char *name)
{
	size_t i;
	char c;

	while (key.n > 0 && *key.p == '_')
		key = ou_str_sub(key, 1, key.n);
	if (key.n != strlen(name))
		return false;
	for (i = 0; i < key.n; i++) {
		c = key.p[i];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c == ' ' || c == '-')
			c = '_';
		if (c != name[i])
			return false;
	}
	return true;
}

struct ou_delivery *
ou_shop_delivery(struct shop *s)
{
	if (s->order->delivery == NULL)
		s->order->delivery = ou_arena_zalloc(&s->im->arena,
		    sizeof(*s->order->delivery));
	return s->order->delivery;
}

static struct ou_pickup_point *
point(struct shop *s)
{
	struct ou_delivery *d = ou_shop_delivery(s);

	if (d->pickup_point == NULL)
		d->pickup_point = ou_arena_zalloc(&s->im->arena,
		    sizeof(*d->pickup_point));
	d->method = OU_STR("pickupPoint");
	return d->pickup_point;
}

static void
gift_wrap(struct shop *s)
{
	struct ou_order *o = s->order;

	o->is_gift = OU_FLAG_YES;
	if (o->packing_rules == NULL)
		o->packing_rules = ou_arena_zalloc(&s->im->arena,
		    sizeof(*o->packing_rules));
	o->packing_rules->gift_wrap = OU_FLAG_YES;
	o->packing_rules->packing_slip_prices = OU_FLAG_NO;
}

/* Lines may go to several people: nobody's message is lost. */
static void
gift_message(struct shop *s, struct ou_str text)
{
	struct ou_str *all = &s->order->gift_message;

	if (text.n == 0)
		return;
	s->order->is_gift = OU_FLAG_YES;
	if (all->n == 0)
		*all = text;
	else if (ou_str_search(*all, text) < 0 &&
	    all->n + text.n < OU_EXTRA_VALUE_MAX)
		*all = ou_str_printf(&s->im->arena, "%.*s\n%.*s",
		    OU_STR_ARG(*all), OU_STR_ARG(text));
}

static bool
says_yes(struct ou_str value)
{
	static const char *const yes[] = {
		"true", "yes", "1", "on", "oui", "ja", "x"
	};
	size_t i;

	for (i = 0; i < sizeof(yes) / sizeof(*yes); i++) {
		if (ou_str_caseeq(value, ou_str_c(yes[i])))
			return true;
	}
	return false;
}

bool
ou_shop_attribute(struct shop *s, struct ou_str key, struct ou_str value)
{
	size_t i, n = sizeof(attributes) / sizeof(*attributes);

	for (i = 0; i < n && !key_is(key, attributes[i].key); i++)
		continue;
	if (i == n)
		return false;
	value = ou_str_dup(&s->im->arena, value);
	switch (attributes[i].what) {
	case GIFT:
		if (says_yes(value))
			s->order->is_gift = OU_FLAG_YES;
		break;
	case GIFT_WRAP:
		if (says_yes(value))
			gift_wrap(s);
		break;
	case GIFT_MESSAGE:
		gift_message(s, value);
		break;
	case POINT_ID:
		if (value.n > 0)
			point(s)->id = value;
		break;
	case POINT_NAME:
		if (value.n > 0)
			point(s)->name = value;
		break;
	case POINT_NETWORK:
		if (value.n > 0)
			point(s)->network = value;
		break;
	case INSTRUCTIONS:
		if (value.n > 0)
			ou_shop_delivery(s)->instructions = value;
		break;
	}
	return true;
}

/* --- statuses --- */

const struct shop_status *
ou_shop_status_find(const struct shop_status *all, struct ou_str text)
{
	for (; all->text != NULL; all++) {
		if (ou_str_caseeq(text, ou_str_c(all->text)))
			return all;
	}
	return NULL;
}

void
ou_shop_status_apply(struct shop *s, const struct shop_status *status,
    const char *label, struct ou_str text)
{
	struct ou_order *o = s->order;

	if (status == NULL)
		ou_shop_finding(s, OU_DIAG_VALUE, label, "'%.*s' is a status "
		    "that nothing is known about", OU_STR_ARG(text));
	if (status != NULL && status->payment != NULL)
		o->payment->status = ou_str_c(status->payment);
	if (status != NULL && status->cancel)
		o->document_function = OU_STR("cancel");
	else if (status == NULL || status->hold)
		ou_import_hold(s->im, o, OU_DIAG_HOLD_STATUS,
		    ou_str_printf(&s->im->arena, "%s is '%.*s'", label,
		    OU_STR_ARG(text)), OU_STR_NONE);
}

void
ou_shop_cancel_lines(struct shop *s)
{
	struct ou_order *o = s->order;
	struct ou_order_line *l;
	int64_t open;
	uint32_t i;

	if (!ou_str_is(o->document_function, "cancel"))
		return;
	for (i = 0; i < o->n_lines; i++) {
		l = &o->lines[i];
		open = l->quantity.v;
		if (l->quantities != NULL)
			open -= l->quantities->shipped.v;
		if (open <= 0)
			continue;
		if (l->quantities == NULL)
			l->quantities = ou_arena_zalloc(&s->im->arena,
			    sizeof(*l->quantities));
		l->quantities->cancelled.v = open;
		l->quantities->cancelled.given = true;
	}
}

bool
ou_shop_tax_rate(struct ou_rate *rate, struct ou_str name)
{
	ptrdiff_t at = ou_str_find(name, '%');
	char number[16];
	size_t end, begin, i;

	if (at < 0)
		return false;
	end = (size_t)at;
	while (end > 0 && (name.p[end - 1] == ' ' ||
	    (unsigned char)name.p[end - 1] == 0xa0 ||
	    (unsigned char)name.p[end - 1] == 0xc2))
		end--;
	for (begin = end; begin > 0 && ((name.p[begin - 1] >= '0' &&
	    name.p[begin - 1] <= '9') || name.p[begin - 1] == '.' ||
	    name.p[begin - 1] == ','); begin--)
		continue;
	if (end == begin || end - begin > sizeof(number))
		return false;
	for (i = 0; i < end - begin; i++)
		number[i] = name.p[begin + i] == ',' ? '.' :
		    name.p[begin + i];
	if (ou_rate_parse(rate, ou_str_make(number, end - begin), NULL) != 0)
		return false;
	rate->places = 2;
	return true;
}
