#include "change.h"
#include "ou/base/seen.h"
#include "ou/model/units.h"

/* Whether a change can be done: all of it, or nothing is. */

#define EVERYTHING (CHANGE_QUANTITY | CHANGE_PRICE | CHANGE_DATE)

/* What an action speaks of; more is there with or against which quantity the
 * new one must be: 1 no less, -1 no more. */
static const struct action {
	const char *name;
	unsigned says;
	int than;
} actions[] = {
	{ "", EVERYTHING, 0 },
	{ "add", CHANGE_ADD, 0 },
	{ "delete", CHANGE_DELETE, 0 },
	{ "change", EVERYTHING, 0 },
	{ "several", EVERYTHING, 0 },
	{ "replace", EVERYTHING, 0 },
	{ "replaceAll", EVERYTHING, 0 },
	{ "quantity", CHANGE_QUANTITY, 0 },
	{ "quantityIncrease", CHANGE_QUANTITY, 1 },
	{ "quantityDecrease", CHANGE_QUANTITY, -1 },
	{ "price", CHANGE_PRICE, 0 },
	{ "priceAndQuantity", CHANGE_PRICE | CHANGE_QUANTITY, 0 },
	{ "date", CHANGE_DATE, 0 },
	{ "dateAndQuantity", CHANGE_DATE | CHANGE_QUANTITY, 0 },
	{ "none", 0, 0 },
};

static const struct action *
action_of(const struct ou_change_line *c)
{
	size_t i;

	for (i = 0; i < sizeof(actions) / sizeof(*actions); i++) {
		if (c->action.n == strlen(actions[i].name) &&
		    (c->action.n == 0 ||
		    ou_str_is(c->action, actions[i].name)))
			return &actions[i];
	}
	return NULL;
}

unsigned
ou_change_says(const struct ou_change_line *c)
{
	unsigned says = action_of(c)->says;

	if (!c->quantity.given)
		says &= ~(unsigned)CHANGE_QUANTITY;
	if (!c->unit_price.given)
		says &= ~(unsigned)CHANGE_PRICE;
	if (!ou_date_given(c->requested_date) &&
	    !ou_date_given(c->requested_ship_date))
		says &= ~(unsigned)CHANGE_DATE;
	return says;
}

bool
ou_change_says_day(const struct ou_dated *d)
{
	return ou_date_given(d->at.date) &&
	    (ou_str_is(d->kind, "requestedDelivery") ||
	    ou_str_is(d->kind, "requestedShip"));
}

static int
refuse(struct changer *x, const char *why)
{
	return ou_err_set(x->err, OU_ERR_RECORD, OU_DIAG_CHANGE, "%s", why);
}

/* --- lines --- */

/* What a line is known by that has no number. */
static const struct {
	char prefix;
	size_t at;
} codes[] = {
	{ 's', offsetof(struct ou_product, sku) },
	{ 'g', offsetof(struct ou_product, gtin) },
	{ 'b', offsetof(struct ou_product, buyer_item_id) },
};
#define N_CODES (sizeof(codes) / sizeof(*codes))

static struct ou_str
code_of(const struct ou_product *p, size_t i)
{
	struct ou_str code = OU_STR_NONE;

	if (p != NULL)
		memcpy(&code, (const char *)p + codes[i].at, sizeof(code));
	return code;
}

static bool
same_item(const struct ou_order_line *l, const struct ou_change_line *c)
{
	struct ou_str code;
	size_t i;

	for (i = 0; i < N_CODES; i++) {
		code = code_of(c->product, i);
		if (code.n > 0)
			return ou_str_eq(code_of(l->product, i), code);
	}
	return false;
}

struct ou_order_line *
ou_change_find(const struct changer *x, const struct ou_change_line *c)
{
	struct ou_order_line *l;
	uint32_t i;

	for (i = 0; i < x->o->n_lines; i++) {
		l = &x->o->lines[i];
		if (c->number.n > 0 ? ou_str_eq(l->number, c->number) :
		    same_item(l, c))
			return l;
	}
	return NULL;
}

/* The name of a line that is not there yet; absent: it has none. */
static struct ou_str
name_of(struct changer *x, const struct ou_change_line *c)
{
	struct ou_str code;
	size_t i;

	if (c->number.n > 0)
		return ou_str_printf(x->a, "n%.*s", OU_STR_ARG(c->number));
	for (i = 0; i < N_CODES; i++) {
		code = code_of(c->product, i);
		if (code.n > 0)
			return ou_str_printf(x->a, "%c%.*s", codes[i].prefix,
			    OU_STR_ARG(code));
	}
	return OU_STR_NONE;
}

/* Units that have left their bin. */
static int64_t
gone(const struct ou_order_line *l)
{
	const struct ou_quantities *q = l->quantities;

	if (q == NULL)
		return 0;
	return q->picked.v > q->shipped.v ? q->picked.v : q->shipped.v;
}

/* Is the line on a pick list? */
static bool
released(const struct changer *x, const struct ou_order_line *l)
{
	uint32_t i;

	for (i = 0; i < x->o->n_picks; i++) {
		if (ou_str_eq(x->o->picks[i].line, l->number))
			return true;
	}
	return gone(l) > 0;
}

/* --- one line of the change --- */

static int
check_added(struct changer *x, const struct ou_change_line *c,
    struct ou_seen *added)
{
	struct ou_str name = name_of(x, c);

	if (name.n == 0)
		return refuse(x, "a line without a number or an item");
	if (ou_change_find(x, c) != NULL || ou_seen_again(added, name))
		return refuse(x, "the line is there already");
	return c->quantity.given ? 0 : refuse(x, "a line without a quantity");
}

static int
check_quantity(struct changer *x, const struct ou_change_line *c,
    const struct ou_order_line *l, unsigned says)
{
	const int than = action_of(c)->than;
	bool less = (says & CHANGE_DELETE) != 0;

	if ((says & CHANGE_QUANTITY) != 0) {
		less = c->quantity.v < l->quantity.v;
		if (less && than > 0)
			return refuse(x, "it is to be more, and is less");
		if (c->quantity.v > l->quantity.v && than < 0)
			return refuse(x, "it is to be less, and is more");
	}
	if (less && released(x, l))
		return refuse(x, "goods of this line are picked already");
	return 0;
}

static int
check_line(struct changer *x, const struct ou_change_line *c,
    struct ou_seen *added, unsigned *said)
{
	const struct ou_order_line *l;
	unsigned says, *before;

	if (action_of(c) == NULL)
		return ou_err_set(x->err, OU_ERR_RECORD, OU_DIAG_CHANGE,
		    "action '%.*s' is not one that is applied here",
		    OU_STR_ARG(c->action));
	if (c->quantity.given && c->quantity.v < 0)
		return refuse(x, "less than nothing is ordered");
	says = ou_change_says(c);
	if ((says & CHANGE_ADD) != 0)
		return check_added(x, c, added);
	if (action_of(c)->says == 0)
		return 0;
	if ((l = ou_change_find(x, c)) == NULL)
		return refuse(x, "the order has no such line");
	before = &said[l - x->o->lines];
	if ((*before & says) != 0 || ((*before | says) & CHANGE_DELETE &&
	    *before != 0))
		return refuse(x, "the change says two things of this line");
	*before |= says;
	if (c->unit.n > 0 && l->unit.n > 0 && c->quantity.given &&
	    !ou_unit_same(c->unit, l->unit))
		return refuse(x, "the line is ordered in another unit");
	if ((says & CHANGE_PRICE) != 0 && c->price_unit.n > 0 &&
	    l->unit.n > 0 && !ou_unit_same(c->price_unit, l->unit))
		return refuse(x, "the price is per another unit");
	return check_quantity(x, c, l, says);
}

/* --- all of it --- */

static int
check_cancel(struct changer *x)
{
	uint32_t i;

	for (i = 0; i < x->o->n_lines; i++) {
		if (released(x, &x->o->lines[i])) {
			refuse(x, "goods of this line are picked already");
			return ou_err_in(x->err, "orderedItem.%u", i);
		}
	}
	return 0;
}

static bool
says_any_day(const struct ou_order_change *change)
{
	uint32_t i;

	for (i = 0; i < change->n_dates; i++) {
		if (ou_change_says_day(&change->dates[i]))
			return true;
	}
	return false;
}

int
ou_change_check(struct changer *x, const struct ou_order_change *change)
{
	struct ou_str function = change->function;
	struct ou_seen added;
	unsigned *said;
	uint32_t i;

	if (ou_str_is(function, "cancel"))
		return check_cancel(x);
	if (function.n > 0 && !ou_str_is(function, "change") &&
	    !ou_str_is(function, "original"))
		return ou_err_set(x->err, OU_ERR_RECORD, OU_DIAG_CHANGE,
		    "a change of function '%.*s' is not applied here",
		    OU_STR_ARG(function));
	if (change->n_lines == 0 && !says_any_day(change))
		return refuse(x, "it changes nothing");
	ou_seen_init(&added, x->a, OU_SEEN_MAX);
	said = ou_arena_array(x->a, x->o->n_lines, sizeof(*said));
	for (i = 0; i < change->n_lines; i++) {
		if (check_line(x, &change->lines[i], &added, said) != 0)
			return ou_err_in(x->err, "changedItem.%u", i);
	}
	return 0;
}
