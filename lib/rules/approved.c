#include <stdlib.h>

#include "ou/rules/approved.h"

static int
compare(const void *a, const void *b)
{
	const struct ou_approved_line *x = a, *y = b;
	int c = ou_str_cmp(x->item, y->item);

	return c != 0 ? c : ou_str_cmp(x->unit, y->unit);
}

/* Prices of a thousand and of one, with a product that cannot overflow; one
 * that is not known is not another. */
static int
compare_prices(const struct ou_approved_line *x,
    const struct ou_approved_line *y)
{
	const int64_t one = ou_quantity_of(1).v;
	__int128 a, b;

	if (!x->price.given || !y->price.given)
		return 0;
	a = (__int128)x->price.v * (y->base.given ? y->base.v : one);
	b = (__int128)y->price.v * (x->base.given ? x->base.v : one);
	return a < b ? -1 : a > b;
}

static int
add(struct ou_approved_line *to, const struct ou_approved_line *l,
    struct ou_err *err)
{
	if (!to->price.given || compare_prices(l, to) > 0) {
		to->price = l->price;
		to->base = l->base;
	}
	return ou_quantity_add(&to->quantity, to->quantity, l->quantity, err);
}

int64_t
ou_approved_lines(struct ou_approved_line *lines, uint32_t n,
    struct ou_err *err)
{
	uint32_t i, k = 0;

	if (n == 0)
		return 0;
	qsort(lines, n, sizeof(*lines), compare);
	for (i = 1; i < n; i++) {
		if (compare(&lines[k], &lines[i]) != 0)
			lines[++k] = lines[i];
		else if (add(&lines[k], &lines[i], err) != 0)
			return -1;
	}
	return (int64_t)k + 1;
}

/* --- differences --- */

static bool
asks(uint32_t matters, enum ou_approved_change change)
{
	return (matters >> change & 1) != 0;
}

/* A line that there was and is, was only, or is only. */
static enum ou_approved_change
compare_line(const struct ou_approved_line *was,
    const struct ou_approved_line *is, uint32_t matters)
{
	int64_t before = was != NULL ? was->quantity.v : 0;
	int64_t now = is != NULL ? is->quantity.v : 0;
	int price = was != NULL && is != NULL ? compare_prices(was, is) : 0;

	if (asks(matters, OU_APPROVED_GOODS) && was == NULL && now != 0)
		return OU_APPROVED_GOODS;
	if (asks(matters, OU_APPROVED_QUANTITY_UP) && now > before)
		return OU_APPROVED_QUANTITY_UP;
	if (asks(matters, OU_APPROVED_QUANTITY_DOWN) && now < before)
		return OU_APPROVED_QUANTITY_DOWN;
	if (asks(matters, OU_APPROVED_PRICE_UP) && price < 0)
		return OU_APPROVED_PRICE_UP;
	if (asks(matters, OU_APPROVED_PRICE_DOWN) && price > 0)
		return OU_APPROVED_PRICE_DOWN;
	return OU_APPROVED_SAME;
}

static struct ou_approved_difference
compare_lines(const struct ou_approved_content *was,
    const struct ou_approved_content *is, uint32_t matters)
{
	struct ou_approved_difference d = { OU_APPROVED_SAME, NULL, NULL };
	uint32_t i = 0, k = 0;
	int c;

	while (i < was->n_lines || k < is->n_lines) {
		c = i == was->n_lines ? 1 : k == is->n_lines ? -1 :
		    compare(&was->lines[i], &is->lines[k]);
		d.was = c <= 0 ? &was->lines[i++] : NULL;
		d.is = c >= 0 ? &is->lines[k++] : NULL;
		d.change = compare_line(d.was, d.is, matters);
		if (d.change != OU_APPROVED_SAME)
			return d;
	}
	return (struct ou_approved_difference){ OU_APPROVED_SAME, NULL,
	    NULL };
}

static struct ou_approved_difference
compare_contents(const struct ou_approved_content *was,
    const struct ou_approved_content *is, uint32_t matters)
{
	struct ou_approved_difference d = compare_lines(was, is, matters);

	if (d.change != OU_APPROVED_SAME)
		return d;
	if (asks(matters, OU_APPROVED_ADDRESS) &&
	    !ou_str_eq(was->address, is->address))
		d.change = OU_APPROVED_ADDRESS;
	else if (asks(matters, OU_APPROVED_BUYER) &&
	    (!ou_str_eq(was->customer, is->customer) ||
	    !ou_str_eq(was->cost_center, is->cost_center)))
		d.change = OU_APPROVED_BUYER;
	else if (asks(matters, OU_APPROVED_TERMS) &&
	    !ou_str_eq(was->terms, is->terms))
		d.change = OU_APPROVED_TERMS;
	return d;
}

/* --- in words --- */

/* "12", "12 CT" */
static struct ou_str
quantity_text(struct ou_arena *a, const struct ou_approved_line *l)
{
	char n[OU_DECIMAL_MAX];

	return ou_str_printf(a, "%.*s%s%.*s", (int)ou_quantity_text(n,
	    l != NULL ? l->quantity : ou_quantity_of(0)), n,
	    l != NULL && l->unit.n > 0 ? " " : "",
	    OU_STR_ARG(l != NULL ? l->unit : OU_STR_NONE));
}

/* "12.50", "12.50 for 100" */
static struct ou_str
price_text(struct ou_arena *a, const struct ou_approved_line *l)
{
	char price[OU_DECIMAL_MAX], base[OU_DECIMAL_MAX];
	size_t n = l->base.given ? ou_quantity_text(base, l->base) : 0;

	return ou_str_printf(a, "%.*s%s%.*s", (int)ou_price_text(price,
	    l->price), price, n > 0 ? " for " : "", (int)n, base);
}

struct ou_str
ou_approved_text(struct ou_arena *a, const struct ou_approved_difference *d)
{
	const struct ou_approved_line *l = d->is != NULL ? d->is : d->was;

	switch (d->change) {
	case OU_APPROVED_GOODS:
		return ou_str_printf(a, "%.*s of %.*s is new",
		    OU_STR_ARG(quantity_text(a, l)), OU_STR_ARG(l->item));
	case OU_APPROVED_QUANTITY_UP:
	case OU_APPROVED_QUANTITY_DOWN:
		return ou_str_printf(a, "%.*s of %.*s instead of %.*s",
		    OU_STR_ARG(quantity_text(a, d->is)), OU_STR_ARG(l->item),
		    OU_STR_ARG(quantity_text(a, d->was)));
	case OU_APPROVED_PRICE_UP:
	case OU_APPROVED_PRICE_DOWN:
		return ou_str_printf(a, "%.*s costs %.*s instead of %.*s",
		    OU_STR_ARG(l->item), OU_STR_ARG(price_text(a, d->is)),
		    OU_STR_ARG(price_text(a, d->was)));
	case OU_APPROVED_ADDRESS:
		return OU_STR("it goes to another place");
	case OU_APPROVED_BUYER:
		return OU_STR("another customer or cost centre pays");
	case OU_APPROVED_TERMS:
		return OU_STR("other payment terms");
	case OU_APPROVED_UNKNOWN:
		return OU_STR("what was decided about is not known");
	case OU_APPROVED_SAME:
		break;
	}
	return OU_STR_NONE;
}

/* --- of an order --- */

void
ou_approved_look(struct ou_arena *a, struct ou_approved_case *x,
    uint32_t matters)
{
	uint32_t i;

	x->differ = ou_arena_array(a, x->n_known, sizeof(*x->differ));
	for (i = 0; i < x->n_known; i++)
		x->differ[i] = compare_contents(&x->known[i], x->now,
		    matters);
}

struct ou_approved_difference
ou_approved_differs(const struct ou_approved_case *x, struct ou_str id)
{
	struct ou_approved_difference d = { OU_APPROVED_SAME, NULL, NULL };
	uint32_t i;

	if (x->now == NULL || id.n == 0 || ou_str_eq(x->now->id, id))
		return d;
	for (i = 0; i < x->n_known; i++) {
		if (ou_str_eq(x->known[i].id, id))
			return x->differ[i];
	}
	d.change = OU_APPROVED_UNKNOWN;
	return d;
}

bool
ou_approved_holds(const struct ou_approved_case *x, struct ou_str id)
{
	return ou_approved_differs(x, id).change == OU_APPROVED_SAME;
}
