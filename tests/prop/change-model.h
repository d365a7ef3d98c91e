/*
 * change-model.h: orders and changes of a model that counts units one by one:
 * random ones, as the text of a record, and what a change does to an order.
 */
#ifndef OU_TESTS_CHANGE_MODEL_H
#define OU_TESTS_CHANGE_MODEL_H

#include "unit.h"

#define LINES 4
#define ADDED 3
#define PARTS 3

struct part {
	int units;
	bool waits, kit;
};

struct line {
	int number, item;		/* item 0: none is named */
	int ordered, price, day;	/* price 0, day 0: none */
	bool counted;			/* has quantities */
	int allocated, waiting, cancelled, picked;
	struct part parts[PARTS];
	int n_parts;
	bool listed, total, added;
};

struct order {
	struct line lines[LINES + ADDED];
	int n, day;
	bool cancelled, totals, prepaid;
};

struct said {
	int number, item;		/* 0: not said */
	const char *action;
	int units, price, day;		/* -1, 0, 0: not said */
};

struct change {
	const char *function;
	struct said lines[ADDED];
	int n, day;
};

/* --- as text --- */

static void
put_text_line(struct ou_buf *b, const struct line *l)
{
	int i;

	ou_buf_printf(b, "{\"orderItemNumber\":\"%d\", \"x\":1e2,"
	    "\"orderQuantity\":%d", l->number, l->ordered);
	if (l->item != 0)
		ou_buf_printf(b, ",\"product\":{\"sku\":\"I%d\",\"y\":0.10}",
		    l->item);
	if (l->price != 0)
		ou_buf_printf(b, ",\"unitPrice\":\"%d.00\"", l->price);
	if (l->day != 0)
		ou_buf_printf(b, ",\"requestedDate\":\"2026-12-%02d\"",
		    l->day);
	if (l->total)
		ou_buf_puts(b, ",\"lineTotal\":\"9.00\"");
	if (l->counted)
		ou_buf_printf(b, ",\"quantities\":{\"ordered\":%d,"
		    "\"allocated\":%d,\"backordered\":%d,\"picked\":%d,"
		    "\"cancelled\":%d}", l->ordered, l->allocated,
		    l->waiting, l->picked, l->cancelled);
	for (i = 0; i < l->n_parts; i++)
		ou_buf_printf(b, "%s{\"location\":\"W%d\",\"quantity\":%d%s"
		    "%s}", i == 0 ? ",\"allocations\":[" : ",", i,
		    l->parts[i].units, l->parts[i].waits ?
		    ",\"backorder\":true" : "", l->parts[i].kit ?
		    ",\"components\":[{\"sku\":\"P\",\"quantity\":1}]" : "");
	ou_buf_puts(b, l->n_parts > 0 ? "]}" : "}");
}

static void
put_order(struct ou_buf *b, const struct order *o)
{
	int i, n = 0;

	ou_buf_puts(b, "{\"type\":\"Order\",\"schema\":\"order/1\","
	    "\"id\":\"c:1\", \"mine\":[1.0,\"\\u00e9\"],\"orderedItem\":[");
	for (i = 0; i < o->n; i++) {
		if (i > 0)
			ou_buf_addc(b, ',');
		put_text_line(b, &o->lines[i]);
	}
	ou_buf_addc(b, ']');
	if (o->day != 0)
		ou_buf_printf(b, ",\"orderDelivery\":{\"z\":2,"
		    "\"requestedDate\":\"2026-12-%02d\"}", o->day);
	if (o->totals)
		ou_buf_printf(b, ",\"taxes\":[{\"category\":\"S\"}],"
		    "\"totals\":{\"payableAmount\":\"9.00\"%s}",
		    o->prepaid ? ",\"prepaidAmount\":\"1.00\"" : "");
	for (i = 0; i < o->n; i++) {
		if (o->lines[i].listed)
			ou_buf_printf(b, "%s{\"orderItemNumber\":\"%d\","
			    "\"quantity\":1}", n++ == 0 ? ",\"picks\":[" :
			    ",", o->lines[i].number);
	}
	ou_buf_puts(b, n > 0 ? "]}" : "}");
}

static void
put_change(struct ou_buf *b, const struct change *c)
{
	const struct said *s;
	int i;

	ou_buf_puts(b, "{\"type\":\"OrderChange\",\"schema\":"
	    "\"order-change/1\",\"id\":\"c:1/1\",\"orderNumber\":\"1\"");
	if (*c->function != '\0')
		ou_buf_printf(b, ",\"documentFunction\":\"%s\"",
		    c->function);
	if (c->day != 0)
		ou_buf_printf(b, ",\"dates\":[{\"kind\":\"requestedDelivery\""
		    ",\"at\":\"2026-12-%02d\"}]", c->day);
	for (i = 0; i < c->n; i++) {
		s = &c->lines[i];
		ou_buf_printf(b, "%s{\"action\":\"%s\"",
		    i == 0 ? ",\"changedItem\":[" : ",", s->action);
		if (s->number != 0)
			ou_buf_printf(b, ",\"orderItemNumber\":\"%d\"",
			    s->number);
		if (s->item != 0)
			ou_buf_printf(b, ",\"product\":{\"sku\":\"I%d\"}",
			    s->item);
		if (s->units >= 0)
			ou_buf_printf(b, ",\"orderQuantity\":%d", s->units);
		if (s->price != 0)
			ou_buf_printf(b, ",\"unitPrice\":\"%d.00\"",
			    s->price);
		if (s->day != 0)
			ou_buf_printf(b, ",\"requestedDate\":\"2026-12-%02d\"",
			    s->day);
		ou_buf_addc(b, '}');
	}
	ou_buf_puts(b, c->n > 0 ? "]}" : "}");
}

/* --- what may be --- */

static void
make_line(struct line *l, int number)
{
	int i, left;

	*l = (struct line){ .number = number,
	    .item = (int)unit_rand(4), .ordered = (int)unit_rand(8),
	    .price = (int)unit_rand(3), .day = (int)unit_rand(3),
	    .counted = unit_rand(3) != 0, .total = unit_rand(2) == 0,
	    .listed = unit_rand(8) == 0 };
	if (!l->counted)
		return;
	left = l->ordered;
	l->cancelled = unit_rand(4) == 0 ? (int)unit_rand(
	    (uint64_t)left + 1) : 0;
	left -= l->cancelled;
	for (i = 0; i < PARTS && left > 0; i++) {
		struct part *p = &l->parts[l->n_parts++];

		p->units = 1 + (int)unit_rand((uint64_t)left);
		p->waits = unit_rand(3) == 0;
		p->kit = unit_rand(4) == 0;
		left -= p->units;
		*(p->waits ? &l->waiting : &l->allocated) += p->units;
	}
	if (l->allocated > 0 && unit_rand(6) == 0)
		l->picked = 1;
}

static void
make_order(struct order *o)
{
	int i, first = 1 + (int)unit_rand(3);

	*o = (struct order){ .n = 1 + (int)unit_rand(LINES),
	    .day = (int)unit_rand(3), .totals = unit_rand(2) == 0,
	    .prepaid = unit_rand(2) == 0 };
	for (i = 0; i < o->n; i++)
		make_line(&o->lines[i], first + i);
}

static void
make_change(struct change *c)
{
	static const char *const actions[] = { "add", "delete", "change",
	    "quantity", "quantityIncrease", "quantityDecrease", "price",
	    "priceAndQuantity", "date", "dateAndQuantity", "replaceAll",
	    "none", "frobnicate" };
	static const char *const functions[] = { "cancel", "replace",
	    "original", "", "change", "change", "change", "change" };
	int i;

	*c = (struct change){ .function = functions[unit_rand(8)],
	    .n = (int)unit_rand(ADDED + 1),
	    .day = unit_rand(4) == 0 ? 1 + (int)unit_rand(2) : 0 };
	for (i = 0; i < c->n; i++)
		c->lines[i] = (struct said){
		    .number = unit_rand(4) != 0 ? 1 + (int)unit_rand(6) : 0,
		    .item = (int)unit_rand(4),
		    .action = actions[unit_rand(unit_rand(8) == 0 ? 13 : 11)],
		    .units = (int)unit_rand(9) - 1,
		    .price = (int)unit_rand(3), .day = (int)unit_rand(3) };
}

/* --- the model --- */

static bool
is(const struct said *s, const char *action)
{
	return strcmp(s->action, action) == 0;
}

static bool
of_all(const struct said *s)
{
	return is(s, "change") || is(s, "replaceAll");
}

static bool
of_units(const struct said *s)
{
	return s->units >= 0 && (of_all(s) || strstr(s->action, "uantity"));
}

static bool
of_price(const struct said *s)
{
	return s->price != 0 && (of_all(s) || is(s, "price") ||
	    is(s, "priceAndQuantity"));
}

static bool
of_day(const struct said *s)
{
	return s->day != 0 && (of_all(s) || is(s, "date") ||
	    is(s, "dateAndQuantity"));
}

static struct line *
find(struct order *o, const struct said *s)
{
	int i;

	for (i = 0; i < o->n; i++) {
		if (s->number != 0 ? o->lines[i].number == s->number :
		    s->item != 0 && o->lines[i].item == s->item)
			return &o->lines[i];
	}
	return NULL;
}

static bool
left(const struct line *l)
{
	return l->listed || (l->counted && l->picked > 0);
}

static bool
may_be(struct order *o, const struct change *c, int i)
{
	const struct said *s = &c->lines[i], *t;
	struct line *l = find(o, s);
	int k;

	if (is(s, "frobnicate"))
		return false;
	for (k = 0; k < i; k++) {
		t = &c->lines[k];
		if (is(s, "add") && is(t, "add") && (s->number != 0 ?
		    s->number == t->number : t->number == 0 &&
		    s->item == t->item))
			return false;
		if (is(s, "none") || is(t, "none") || is(s, "add") ||
		    is(t, "add") || l == NULL || find(o, t) != l)
			continue;
		if ((of_units(s) && of_units(t)) ||
		    (of_price(s) && of_price(t)) || (of_day(s) && of_day(t)))
			return false;
		if (is(s, "delete") && (is(t, "delete") || of_units(t) ||
		    of_price(t) || of_day(t)))
			return false;
		if (is(t, "delete"))
			return false;
	}
	if (is(s, "add"))
		return l == NULL && s->units >= 0 &&
		    (s->number != 0 || s->item != 0);
	if (is(s, "none"))
		return true;
	if (l == NULL)
		return false;
	if (is(s, "delete"))
		return !left(l);
	if (!of_units(s))
		return true;
	if (is(s, "quantityIncrease") && s->units < l->ordered)
		return false;
	if (is(s, "quantityDecrease") && s->units > l->ordered)
		return false;
	return s->units >= l->ordered || !left(l);
}

static void
take_one(struct line *l, bool waits)
{
	int i, taken = 1;

	for (i = l->n_parts - 1; i >= 0; i--) {
		if (l->parts[i].waits != waits || l->parts[i].units == 0)
			continue;
		taken = l->parts[i].kit ? l->parts[i].units : 1;
		l->parts[i].units -= taken;
		break;
	}
	*(waits ? &l->waiting : &l->allocated) -= taken;
}

static void
fit(struct line *l)
{
	if (l->cancelled > l->ordered)
		l->cancelled = l->ordered;
	while (l->allocated + l->waiting + l->cancelled > l->ordered)
		take_one(l, l->waiting > 0);
}

static bool
cancel_line(struct line *l)
{
	if ((l->counted ? l->cancelled : 0) == l->ordered)
		return false;
	l->counted = true;
	l->allocated = l->waiting = l->n_parts = 0;
	l->cancelled = l->ordered;
	return true;
}

static bool
change_line(struct line *l, const struct said *s)
{
	bool changed = false;

	if (is(s, "delete"))
		changed = cancel_line(l);
	if (of_units(s) && s->units != l->ordered) {
		l->ordered = s->units;
		if (l->counted)
			fit(l);
		changed = true;
	}
	if (of_price(s) && s->price != l->price) {
		l->price = s->price;
		changed = true;
	}
	if (of_day(s) && s->day != l->day) {
		l->day = s->day;
		changed = true;
	}
	if (changed)
		l->total = false;
	return changed;
}

static void
add_line(struct order *o, const struct said *s)
{
	struct said other = { .number = s->number };

	if (other.number == 0) {
		other.number = o->n + 1;
		while (find(o, &other) != NULL)
			other.number++;
	}
	o->lines[o->n++] = (struct line){ .number = other.number,
	    .item = s->item, .ordered = s->units, .price = s->price,
	    .day = s->day, .added = true };
}

static bool
cancel(struct order *o)
{
	bool changed = !o->cancelled;
	int i;

	for (i = 0; i < o->n; i++)
		changed |= cancel_line(&o->lines[i]);
	o->cancelled = true;
	return changed;
}

static bool
change_lines(struct order *o, const struct change *c)
{
	bool changed = c->day != 0 && c->day != o->day;
	int i;

	if (c->day != 0)
		o->day = c->day;
	for (i = 0; i < c->n; i++) {
		if (is(&c->lines[i], "add")) {
			add_line(o, &c->lines[i]);
			changed = true;
		} else if (!is(&c->lines[i], "none"))
			changed |= change_line(find(o, &c->lines[i]),
			    &c->lines[i]);
	}
	return changed;
}

/* 1, 0 or -1, as the function says. */
static int
apply(struct order *o, const struct change *c)
{
	bool changed, all = strcmp(c->function, "cancel") == 0;
	int i;

	for (i = 0; all && i < o->n; i++) {
		if (left(&o->lines[i]))
			return -1;
	}
	if (!all && (strcmp(c->function, "replace") == 0 ||
	    (c->n == 0 && c->day == 0)))
		return -1;
	for (i = 0; !all && i < c->n; i++) {
		if (!may_be(o, c, i))
			return -1;
	}
	changed = all ? cancel(o) : change_lines(o, c);
	if (changed)
		o->totals = o->totals && o->prepaid;
	return changed;
}

#endif /* !OU_TESTS_CHANGE_MODEL_H */
