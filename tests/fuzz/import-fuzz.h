/*
 * What every importer owes, whatever it is fed: orders that our own reader
 * takes, with a number and lines; rejects that say why and hold bytes of the
 * input; no document lost.
 */
#ifndef OU_TESTS_FUZZ_IMPORT_H
#define OU_TESTS_FUZZ_IMPORT_H

#include <stdint.h>
#include "ou/base/base64.h"
#include "ou/formats/map.h"
#include "ou/model/exchange.h"
#include "ou/record/record.h"

#include "fuzz.h"

/* Write it, and read it again; the first few of an input are enough. */
static int fuzz_checked;

static void
there_and_back(const struct ou_table *table, const void *object)
{
	static struct ou_arena a, run;
	static struct {
		const struct ou_table *table;
		struct ou_view *view;
	} views[3];
	struct ou_record r = { 0 };
	struct ou_view *view = NULL;
	int i;
	struct ou_buf b;
	struct ou_err err;
	void *again;
	size_t n;

	if (++fuzz_checked > 3)
		return;
	ou_buf_init(&b, 0);
	ou_table_encode(&b, table, object);
	n = b.n;
	/* the scanner may look a little behind the end */
	want(ou_buf_reserve(&b, 64) != NULL);
	memset(b.p + n, 0, 64);
	want(ou_record_parse(&r, &a, ou_str_make(b.p, n), ou_record_types,
	    NULL, &err) == 0);
	for (i = 0; i < 3 && view == NULL; i++) {
		if (views[i].table == NULL) {
			views[i].table = table;
			views[i].view = ou_view_new(&run, table, NULL, &err);
		}
		if (views[i].table == table)
			view = views[i].view;
	}
	again = ou_arena_zalloc(&a, table->size);
	want(view != NULL && ou_record_load(&r, view, again, &err) == 0);
	ou_buf_release(&b);
	ou_arena_reset(&a);
}

static int
fuzz_order(void *arg, struct ou_order *o)
{
	uint32_t i;

	(void)arg;
	want(o->number.n > 0 && o->n_lines > 0 && o->source != NULL);
	want(o->document_function.n > 0 && o->references != NULL);
	for (i = 0; i < o->n_lines; i++) {
		want(o->lines[i].number.n > 0 && o->lines[i].quantity.given);
		want(o->lines[i].quantities->ordered.v ==
		    o->lines[i].quantity.v);
	}
	there_and_back(&ou_order_table, o);
	return 0;
}

static int
fuzz_reject(void *arg, struct ou_reject *r)
{
	struct ou_str raw = r->raw;
	static struct ou_arena a;

	(void)arg;
	want(r->code.n > 0 && r->reason.n > 0 && r->format.n > 0);
	if (r->raw_base64.n > 0)
		want(ou_base64_decode(&a, &raw, r->raw_base64, NULL) == 0);
	there_and_back(&ou_reject_table, r);
	ou_arena_reset(&a);
	return 0;
}

/* A row of a price list; every other one is refused. */
static int
fuzz_catalogue(void *arg, const struct ou_price_catalogue *c,
    struct ou_err *err)
{
	(void)arg;
	want(c->n_lines == 1 && c->channel.n > 0 && c->source != NULL);
	there_and_back(&ou_price_catalogue_table, c);
	if (c->source->line.v % 2 == 0)
		(void)ou_err_set(err, OU_ERR_RECORD, OU_DIAG_PRICE_LIST,
		    "not taken");
	return 0;
}

static void
fuzz_finding(void *arg, const struct ou_err *f)
{
	(void)arg;
	want(f->code != OU_DIAG_NONE && f->text[0] != '\0');
}

/* Run it; strict for inputs of odd length. */
static void
fuzz_import(const struct ou_format *format, const struct ou_map *map,
    struct ou_str input)
{
	static struct ou_arena arena;
	struct ou_import im = {
		.arena = arena, .map = map, .year = 2026,
		.strict = input.n % 2 == 1, .lines_max = 50,
		.order = fuzz_order, .reject = fuzz_reject,
		.finding = fuzz_finding,
		.catalogue = map != NULL && ou_map_of_prices(map) ?
		    fuzz_catalogue : NULL,
	};
	struct ou_source *src = ou_source_memory("fuzz", input);
	struct ou_err err = { 0 };

	fuzz_checked = 0;
	if (format->run(&im, src, &err) != 0)
		want(err.kind != OU_ERR_NONE && err.text[0] != '\0');
	want(im.documents <= im.orders + im.rejects);
	want(im.orders <= im.documents);
	ou_source_close(src);
	ou_arena_reset(&im.arena);
	arena = im.arena;
}

#endif
