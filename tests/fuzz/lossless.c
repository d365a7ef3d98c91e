#include <stdlib.h>

#include "ou/formats/lossless.h"

/*
 * Any bytes become records, and those, as long as nothing was rejected, the
 * same bytes again; padding around nothing becomes nothing.  The other views
 * and the check are only walked through, one of them for each input: its
 * length says which.
 */
static struct ou_lossless_out *back;
static struct ou_buf again;
static bool rejected;
static unsigned records;

static int
on_record(void *arg, struct ou_str json)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_buf line = OU_BUF_INIT;
	struct ou_record record;

	(void)arg;
	ou_buf_adds(&line, json);
	(void)ou_buf_reserve(&line, OU_SOURCE_PADDING);
	if (ou_record_parse(&record, &a, ou_buf_str(&line), ou_record_types,
	    NULL, NULL) != 0)
		abort();
	records++;
	if (back != NULL &&
	    ou_lossless_write(back, &record, &again, NULL) != 0)
		abort();
	ou_buf_release(&line);
	ou_arena_release(&a);
	return 0;
}

static int
on_reject(void *arg, struct ou_reject *reject)
{
	(void)arg;
	(void)reject;
	rejected = true;
	return 0;
}

static int
on_finding(void *arg, const struct ou_finding *finding,
    const struct ou_edi_fault *fault)
{
	(void)arg;
	(void)finding;
	(void)fault;
	return 0;
}

static int
run(struct ou_lossless *x, struct ou_str bytes)
{
	struct ou_source *src = ou_source_memory("fuzz", bytes);
	struct ou_arena a = OU_ARENA_INIT;
	enum ou_edi_family family = OU_EDI_X12;
	struct ou_err err;
	const char *why;
	int r;

	if (ou_edi_detect(OU_EDI_EDIFACT, bytes, &why) >
	    ou_edi_detect(OU_EDI_X12, bytes, &why))
		family = OU_EDI_EDIFACT;
	x->arena = &a;
	x->record = on_record;
	x->reject = on_reject;
	x->finding = on_finding;
	rejected = false;
	records = 0;
	r = ou_lossless_read(x, src, family, &err);
	ou_arena_release(&a);
	ou_source_close(src);
	return r;
}

/* What may become no record at all. */
static bool
is_padding(struct ou_str bytes)
{
	size_t i = ou_str_starts(bytes, "\xef\xbb\xbf") ? 3 : 0;

	while (i < bytes.n && memchr(" \t\r\n\x1a", bytes.p[i], 6) != NULL)
		i++;
	return i == bytes.n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ou_lossless whole = { .message_max = 0 }, views[] = {
		{ .check = true, .silent = true },
		{ .view = OU_EDI_VIEW_TYPED },
		{ .tree = true },
		{ .message_max = 60, .types = "850,ORDERS" },
	};
	char *p = malloc(size + OU_SOURCE_PADDING);
	struct ou_str bytes = ou_str_make(p, size);

	if (p == NULL)
		abort();
	if (size > 0)
		memcpy(p, data, size);
	memset(p + size, 0, OU_SOURCE_PADDING);
	back = ou_lossless_out_new(NULL, NULL);
	ou_buf_clear(&again);
	if (run(&whole, bytes) == 0 && !rejected) {
		ou_lossless_finish(back, &again);
		if (records > 0 ? !ou_str_eq(ou_buf_str(&again), bytes) :
		    !is_padding(bytes))
			abort();
	}
	ou_lossless_out_free(back);
	back = NULL;
	(void)run(&views[size % (sizeof(views) / sizeof(*views))], bytes);
	ou_buf_release(&again);
	free(p);
	return 0;
}
