#include "ou/io/source.h"
#include "ou/model/change.h"
#include "ou/model/records.h"
#include "change-model.h"

/*
 * Changes of orders against a model that counts units one by one: a random
 * order, a random change.  The record says what the model says, what the change
 * does not speak of is there byte for byte, a change that is refused changes
 * nothing, and one that is done again changes nothing more.
 */
static struct ou_record_type types[3];	/* ends with none */

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
