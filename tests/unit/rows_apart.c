/*
 * Tables of which no order's rows stand together, of more orders than are
 * remembered of what was read: each of them is held, none goes out as whole,
 * and what comes later is a reject.
 */
#include "imported.h"

#define HEAD "Name,Created at,Currency,Total,Lineitem quantity,Lineitem name," \
	"Lineitem price,Lineitem sku\n"

static unsigned held, whole, apart;

static int
take_order(void *arg, struct ou_order *o)
{
	uint32_t i;

	(void)arg;
	for (i = 0; i < o->n_holds && !ou_str_is(o->holds[i].code,
	    "GROUPING"); i++)
		continue;
	if (i < o->n_holds)
		held++;
	else
		whole++;
	return 0;
}

static int
take_reject(void *arg, struct ou_reject *r)
{
	(void)arg;
	apart += ou_str_is(r->code, "GROUPING") && r->part_of.n > 0;
	return 0;
}

static void
row(struct ou_buf *text, unsigned i)
{
	ou_buf_printf(text, "#%u,2026-11-24 10:00:00 +0100,EUR,5.00,1,Soap,"
	    "5.00,SAV-1\n", i);
}

/* Two orders at a time, a row of each, again and again. */
static void
check_apart(unsigned orders)
{
	struct ou_import im = { .order = take_order, .reject = take_reject,
	    .finding = imported_finding, .year = 2026 };
	struct ou_buf text = OU_BUF_INIT;
	struct ou_err err = { 0 };
	struct ou_source *src;
	unsigned i;

	held = whole = apart = 0;
	ou_buf_adds(&text, OU_STR(HEAD));
	for (i = 0; i < 2 * orders; i++)
		row(&text, i / 4 * 2 + i % 2);
	src = ou_source_memory("test", ou_buf_str(&text));
	CHECK(ou_format_find("shopify")->run(&im, src, &err) == 0);
	ou_source_close(src);
	CHECK_INT(held, orders);
	CHECK_INT(whole, 0);
	CHECK_INT(apart, orders);
	ou_arena_release(&im.arena);
	ou_buf_release(&text);
}

static void
test_apart(void)
{
	check_apart(2);
	check_apart(70000);
}

int
main(void)
{
	RUN(test_apart);
	ou_buf_release(&imported);
	return (UNIT_DONE());
}
