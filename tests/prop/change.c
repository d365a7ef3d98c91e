#include "ou/io/source.h"
#include "ou/model/change.h"
#include "ou/model/records.h"
#include "unit.h"

/*
 * Changes of orders against a model that counts units one by one: a random
 * order, a random change.  The record says what the model says, what the change
 * does not speak of is there byte for byte, a change that is refused changes
 * nothing, and one that is done again changes nothing more.
 */
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

static struct ou_record_type types[3];	/* ends with none */

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

/* --- both as one text --- */

static void
model_text(struct ou_buf *b, const struct order *o)
{
	const struct line *l;
	int i, k;

	for (i = 0; i < o->n; i++) {
		l = &o->lines[i];
		ou_buf_printf(b, "%d/I%d: %d price %d day %d total %d",
		    l->number, l->item, l->ordered, l->price, l->day,
		    l->total);
		if (l->counted)
			ou_buf_printf(b, " = %d + %d + %d", l->allocated,
			    l->waiting, l->cancelled);
		for (k = 0; k < l->n_parts; k++) {
			if (l->parts[k].units > 0)
				ou_buf_printf(b, " W%d %d%s", k,
				    l->parts[k].units, l->parts[k].waits ?
				    " waits" : "");
		}
		ou_buf_addc(b, '\n');
	}
	ou_buf_printf(b, "day %d%s%s\n", o->day, o->cancelled ?
	    " cancelled" : "", o->totals ? " totals" : "");
}

#define WHOLE(q) ((int)((q).v / 1000000))

static void
order_text(struct ou_buf *b, const struct ou_order *o)
{
	const struct ou_order_line *l;
	uint32_t i, k;

	for (i = 0; i < o->n_lines; i++) {
		l = &o->lines[i];
		ou_buf_printf(b, "%.*s/%.*s: %d price %d day %d total %d",
		    OU_STR_ARG(l->number), OU_STR_ARG(l->product != NULL ?
		    l->product->sku : OU_STR("I0")), WHOLE(l->quantity),
		    WHOLE(l->unit_price), l->requested_date.day,
		    l->total.given);
		if (l->quantities != NULL)
			ou_buf_printf(b, " = %d + %d + %d",
			    WHOLE(l->quantities->allocated),
			    WHOLE(l->quantities->backordered),
			    WHOLE(l->quantities->cancelled));
		for (k = 0; k < l->n_allocations; k++)
			ou_buf_printf(b, " %.*s %d%s",
			    OU_STR_ARG(l->allocations[k].location),
			    WHOLE(l->allocations[k].quantity),
			    l->allocations[k].backorder == OU_FLAG_YES ?
			    " waits" : "");
		ou_buf_addc(b, '\n');
	}
	ou_buf_printf(b, "day %d%s%s\n", o->delivery != NULL ?
	    o->delivery->requested_date.day : 0,
	    o->status.n > 0 ? " cancelled" : "",
	    o->totals != NULL ? " totals" : "");
}

/* --- */

/* A record of a text, with the padding that readers of lines give. */
static void
load(struct ou_record *r, struct ou_arena *a, struct ou_str text,
    const struct ou_table *table, void *object)
{
	struct ou_err err;
	char *p = ou_arena_zalloc(a, text.n + OU_SOURCE_PADDING);

	memcpy(p, text.p, text.n);
	memset(object, 0, table->size);
	if (ou_record_parse(r, a, ou_str_make(p, text.n), types, NULL, &err)
	    != 0 || ou_record_load(r, ou_view_new(a, table, NULL, &err),
	    object, &err) != 0) {
		unit_fail(__FILE__, __LINE__, "%.*s: %s", OU_STR_ARG(text),
		    err.text);
		exit(1);
	}
}

/* ${text} becomes the order as it is then. */
static int
change_text(struct ou_arena *a, struct ou_buf *text,
    const struct ou_order_change *c)
{
	struct ou_order o;
	struct ou_record r;
	struct ou_err err = { 0 };
	int did;

	load(&r, a, ou_buf_str(text), &ou_order_table, &o);
	did = ou_change_apply(&r, &o, c, &err);
	if (did < 0) {
		CHECK_INT(err.code, OU_DIAG_CHANGE);
		CHECK_INT(err.kind, OU_ERR_RECORD);
	}
	ou_buf_clear(text);
	ou_record_write(&r, text);
	return did;
}

static void
check_same(struct ou_arena *a, struct order *o, struct ou_str text)
{
	static const char *const kept[] = { " \"mine\":[1.0,\"\\u00e9\"]",
	    " \"x\":1e2" };
	struct ou_buf got = OU_BUF_INIT, want = OU_BUF_INIT;
	struct ou_record r;
	struct ou_order now;
	size_t i;

	load(&r, a, text, &ou_order_table, &now);
	order_text(&got, &now);
	/* what has no item has no name for it either */
	model_text(&want, o);
	CHECK_MEM(got.p, got.n, want.p, want.n);
	for (i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		CHECK(ou_str_search(text, ou_str_c(kept[i])) >= 0);
	ou_buf_release(&got);
	ou_buf_release(&want);
}

static void
one(struct ou_arena *a)
{
	struct ou_buf text = OU_BUF_INIT, before = OU_BUF_INIT,
	    change = OU_BUF_INIT;
	struct ou_order_change loaded;
	struct ou_record r;
	struct order o;
	struct change c;
	bool adds = false;
	int did, i;

	make_order(&o);
	make_change(&c);
	put_order(&before, &o);
	put_order(&text, &o);
	put_change(&change, &c);
	ROW("%.150s", ou_str_cdup(a, ou_buf_str(&change)));
	load(&r, a, ou_buf_str(&change), &ou_order_change_table, &loaded);
	did = change_text(a, &text, &loaded);
	if (!CHECK_INT(did, apply(&o, &c)))
		printf("# %.*s\n# %.*s\n", OU_STR_ARG(ou_buf_str(&before)),
		    OU_STR_ARG(ou_buf_str(&change)));
	if (did <= 0)
		CHECK_MEM(text.p, text.n, before.p, before.n);
	else
		check_same(a, &o, ou_buf_str(&text));
	for (i = 0; i < c.n; i++)
		adds |= is(&c.lines[i], "add");
	if (did >= 0) {
		ou_buf_clear(&before);
		ou_buf_adds(&before, ou_buf_str(&text));
		CHECK_INT(change_text(a, &text, &loaded), adds &&
		    strcmp(c.function, "cancel") != 0 ? -1 : 0);
		CHECK_MEM(text.p, text.n, before.p, before.n);
	}
	ou_buf_release(&text);
	ou_buf_release(&before);
	ou_buf_release(&change);
}

static void
test_changes(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	long i;

	for (i = unit_rounds(3000); i > 0; i--) {
		one(&a);
		ou_arena_reset(&a);
	}
	ou_arena_release(&a);
}

int
main(void)
{
	types[0] = *ou_record_type_find(OU_STR("Order"));
	types[1] = *ou_record_type_find(OU_STR("OrderChange"));
	unit_seed();
	RUN(test_changes);
	return UNIT_DONE();
}
