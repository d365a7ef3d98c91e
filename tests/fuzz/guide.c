/*
 * EDI messages from a stranger as records of the trade.  Whatever comes: it
 * ends; a record is one that our own reader takes; and what is written of it
 * is a message that is read again.  What is wrong by its guide has a place in
 * the message.
 */
#include "fuzz.h"
#include "guide-again.h"
#include "ou/formats/guide_check.h"

static void
on_finding(void *arg, const struct ou_err *e)
{
	(void)arg;
	want(e->text[0] != '\0');
}

static void
on_fault(void *arg, const struct ou_edi_fault *fault)
{
	const struct ou_edi_message *m = arg;

	want(fault->err.text[0] != '\0');
	if (m != NULL && m->n > 0)
		want(fault->position <= m->n);
}

static void
check_message(struct ou_edi *edi, struct ou_guide_check *check)
{
	struct ou_edi_segment seg = { 0 };

	edi->fault = on_fault;
	edi->arg = &edi->message;
	ou_guide_check(check, edi, &seg);
	edi->fault = again_fault;
	edi->arg = NULL;
}

static void
check_record(const struct ou_record_type *type, const void *object)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_buf b = OU_BUF_INIT;
	struct ou_record record;
	struct ou_err err = { 0 };
	size_t n;

	ou_table_encode(&b, type->table, object);
	n = b.n;
	want(ou_buf_reserve(&b, OU_SOURCE_PADDING) != NULL);
	want(ou_record_parse(&record, &a, ou_str_make(b.p, n),
	    ou_record_types, NULL, &err) == 0);
	want(ou_str_is(record.type, type->type));
	ou_buf_release(&b);
	ou_arena_release(&a);
}

static void
take(struct ou_edi *edi, struct ou_import *im, struct ou_arena *run)
{
	struct ou_edi_out out = { .substitute = true };
	struct ou_buf b = OU_BUF_INIT;
	struct ou_guide_name name;
	const struct ou_guide *g;
	struct ou_err err = { 0 };
	void *record;

	ou_guide_name(&name, &im->arena, edi);
	g = ou_guide_find(run, &name, OU_STR_NONE, &err);
	if (g == NULL)
		return;
	record = ou_arena_zalloc(&im->arena, ou_guide_record(g)->table->size);
	if (ou_guide_read(g, im, &edi->marks, &edi->message,
	    ou_edi_charset_of(edi->message.bytes, OU_CHARSET_UNKNOWN),
	    record, &err) != 0) {
		want(err.text[0] != '\0');
		return;
	}
	check_record(ou_guide_record(g), record);
	ou_edi_marks_usual(&out.marks, edi->family);
	out.to = &b;
	if (ou_guide_write(g, &im->arena, &out, OU_STR("1"), NULL,
	    record, NULL, NULL, &err) == 0)
		want(guide_again(g, im, ou_buf_str(&b), edi->family, &err) !=
		    NULL);
	ou_buf_release(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ou_import im = { .year = 2026, .finding = on_finding };
	struct ou_guide_check check = { 0 };
	struct ou_arena run = OU_ARENA_INIT;
	enum ou_edi_event event = OU_EDI_OPEN;
	struct ou_source *src;
	struct ou_err err = { 0 };
	struct ou_edi edi;
	unsigned n = 0;

	if (size == 0)
		return 0;
	src = ou_source_memory("fuzz", ou_str_make((const char *)data + 1,
	    size - 1));
	ou_edi_init(&edi, src, (data[0] & 1) != 0 ? OU_EDI_EDIFACT :
	    OU_EDI_X12);
	edi.message_max = 1 << 16;
	edi.fault = again_fault;
	while (event != OU_EDI_END && n < 8 &&
	    ou_edi_next(&edi, &event, &err) == 0) {
		if (event != OU_EDI_MESSAGE || edi.message.too_long)
			continue;
		check_message(&edi, &check);
		take(&edi, &im, &run);
		ou_arena_reset(&im.arena);
		n++;
	}
	ou_edi_release(&edi);
	ou_source_close(src);
	ou_arena_release(&im.arena);
	ou_arena_release(&run);
	ou_guide_check_release(&check);
	return 0;
}
