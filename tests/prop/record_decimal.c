/*
 * Decimals in records: what the loader makes of a text is what the base layer
 * makes of it, as a string and as a number; and putting it back changes
 * nothing.
 */
#include "ou/record/record.h"
#include "random-json.h"
#include "record-tables.h"

static struct ou_arena arena = OU_ARENA_INIT;

/* Mostly a decimal; sometimes something near one. */
static void
random_text(char *to, size_t size)
{
	static const char *const near[] = { "", "-", ".", "1.", ".5", "-0",
		"+1", "1e2", "1.5e1", "00", "01.50", "1..2", "1,5", "1 1",
		"--1", "9223372036854.775807", "9223372036854775807", "1.0000000",
		"0.000001", "123456789012", "1234567890123", "12345678901.5" };
	int whole = (int)unit_rand(13), places = (int)unit_rand(8);
	size_t n = 0;

	if (unit_rand(4) == 0) {
		(void)snprintf(to, size, "%s", near[unit_rand(22)]);
		return;
	}
	if (unit_rand(5) == 0)
		to[n++] = '-';
	do
		to[n++] = (char)('0' + unit_rand(10));
	while (whole-- > 0);
	if (places > 0)
		to[n++] = '.';
	while (places-- > 0)
		to[n++] = (char)('0' + (unit_rand(2) ? 0 : unit_rand(10)));
	to[n] = '\0';
}

static const char *const names[] = { "total", "price", "rate", "quantity" };

/* What the base layer says: 0 and value and places, or -1. */
static int
base_parse(int which, struct ou_str s, int64_t *v, int *places)
{
	struct ou_amount a = { 0, 0, false };
	struct ou_price p = { 0, 0, false };
	struct ou_rate r = { 0, 0, false };
	struct ou_quantity q = { 0, false };
	int got;

	got = which == 0 ? ou_amount_parse(&a, s, NULL) :
	    which == 1 ? ou_price_parse(&p, s, NULL) :
	    which == 2 ? ou_rate_parse(&r, s, NULL) :
	    ou_quantity_parse(&q, s, NULL);
	*v = which == 0 ? a.v : which == 1 ? p.v : which == 2 ? r.v : q.v;
	*places = which == 0 ? a.places : which == 1 ? p.places :
	    which == 2 ? r.places : 0;
	return got;
}

static void
one(const char *text, int which, bool quoted)
{
	struct ou_buf b = OU_BUF_INIT, out = OU_BUF_INIT;
	struct ou_record rec;
	struct ou_t_order o;
	struct ou_t_line *l;
	int64_t v, got;
	int want, places, got_places, loaded;

	ou_arena_reset(&arena);
	ou_buf_printf(&b, "{\"type\":\"T\",\"schema\":\"t/1\",\"id\":\"a\","
	    "\"lines\":[{\"%s\":%s%s%s}]}", names[which], quoted ? "\"" : "",
	    text, quoted ? "\"" : "");
	want = base_parse(which, ou_str_c(text), &v, &places);
	if (ou_record_parse(&rec, &arena, t_padded(&arena, b.p, b.n), t_types,
	    NULL, NULL) != 0) {
		/* No JSON number. */
		CHECK(!quoted);
		ou_buf_release(&b);
		return;
	}
	loaded = ou_record_load(&rec, ou_view_new(&arena, &ou_t_order_table,
	    NULL, NULL), &o, NULL);
	if (quoted && (which == 3 || text[0] == '\0'))
		want = text[0] == '\0' ? 0 : -1;
	if (CHECK_INT(loaded, want) && loaded == 0 && text[0] != '\0') {
		l = &o.lines[0];
		got = which == 0 ? l->total.v : which == 1 ? l->price.v :
		    which == 2 ? l->rate.v : l->quantity.v;
		got_places = which == 0 ? l->total.places :
		    which == 1 ? l->price.places :
		    which == 2 ? l->rate.places : 0;
		CHECK_INT(got, v);
		CHECK_INT(got_places, places);
		CHECK(which == 0 ? l->total.given : which == 1 ?
		    l->price.given : which == 2 ? l->rate.given :
		    l->quantity.given);
		ou_record_put(&rec, &ou_t_line_table, l,
		    ou_table_find(&ou_t_line_table, names[which],
		    strlen(names[which])));
		CHECK(!ou_record_changed(&rec));
		/* Another value is another text. */
		l->total.v ^= 1;
		l->price.v ^= 1;
		l->rate.v ^= 1;
		l->quantity.v ^= 1;
		ou_record_put(&rec, &ou_t_line_table, l,
		    ou_table_find(&ou_t_line_table, names[which],
		    strlen(names[which])));
		CHECK(ou_record_changed(&rec));
	}
	ou_buf_release(&b);
	ou_buf_release(&out);
}

static void
test_decimals(void)
{
	long i, n = unit_rounds(30000);
	char text[64];

	for (i = 0; i < n && !unit.bad; i++) {
		int which = (int)unit_rand(4);
		bool quoted = unit_rand(2);

		random_text(text, sizeof(text));
		one(text, which, quoted);
		if (unit.bad)
			printf("# %s %s'%s'\n", names[which],
			    quoted ? "quoted " : "", text);
	}
}

int
main(void)
{
	unit_seed();
	RUN(test_decimals);
	ou_arena_release(&arena);
	return UNIT_DONE();
}
