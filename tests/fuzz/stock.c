/*
 * Stock files: reading comes to an end; every row is a level, a reject or
 * left out; a level has an item and a figure, a reject its own bytes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ou/formats/stock.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
must(int good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "not so: %s\n", what);
	abort();
}

struct seen {
	uint64_t levels, rejects;
	struct ou_stock_import *im;
};

static int
level(void *arg, struct ou_stock_level *l)
{
	struct seen *s = arg;
	struct ou_err err;

	must(l->sku.n > 0, "an item");
	must(l->on_hand.given, "a figure");
	must(l->source != NULL && l->source->line.v > 0, "a place");
	s->levels++;
	/* What the caller refuses is a reject like any other. */
	if (s->levels % 5 == 0) {
		memset(&err, 0, sizeof(err));
		ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_DUPLICATE, "twice");
		return ou_stock_refuse(s->im, &err);
	}
	return 0;
}

static int
reject(void *arg, struct ou_reject *r)
{
	struct seen *s = arg;

	must(r->raw.n > 0 || r->raw_base64.n > 0, "its bytes");
	must(r->code.n > 0, "a code");
	s->rejects++;
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const forms[] = { NULL, "book", "shopify", "fba",
	    "plain" };
	static const char marks[] = { 0, '.', ',' };
	struct ou_stock_import im;
	struct ou_source *src;
	struct ou_err err;
	struct seen s = { .im = &im };

	if (n == 0)
		return 0;
	memset(&im, 0, sizeof(im));
	memset(&err, 0, sizeof(err));
	im.format = forms[data[0] % 5];
	im.numbers.decimal = marks[data[0] / 5 % 3];
	im.charset = data[0] & 0x80 ? OU_CHARSET_WINDOWS1252
	    : OU_CHARSET_UNKNOWN;
	im.arg = &s;
	im.level = level;
	im.reject = reject;
	src = ou_source_memory("in", ou_str_make((const char *)data + 1,
	    n - 1));
	if (ou_stock_read(&im, src, &err) == 0)
		must(im.rows == s.levels + s.rejects - s.levels / 5 +
		    im.left_out, "all rows");
	else
		must(err.kind != OU_ERR_NONE, "an error");
	must(im.levels == s.levels && im.rejects == s.rejects, "the counts");
	ou_source_close(src);
	ou_arena_release(&im.arena);
	return 0;
}
