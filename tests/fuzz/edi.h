/*
 * Bytes from a stranger through an EDI importer.  The first byte chooses how
 * it reads.  Whatever the rest is: it ends; orders and rejects are records
 * that our own reader takes; the bytes of a reject are bytes of the input;
 * and a reject that is fed again is an order or a reject, never nothing.
 */
#ifndef OU_TESTS_FUZZ_EDI_H
#define OU_TESTS_FUZZ_EDI_H

#include "ou/formats/import.h"

#include "fuzz.h"

struct taken {
	const struct ou_format *format;
	struct ou_str input;
	bool again;			/* it is a reject that is read again */
	bool closely;			/* records are read back: one input in
					 * eight, it costs more than all else */
	unsigned orders;
	unsigned rejects;
	struct ou_buf text;
};

/* What is written must be a record: valid JSON, no key twice. */
static void
check_record(struct taken *t, const struct ou_table *table,
    const void *object, const char *type)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_record record;
	struct ou_err err = { 0 };
	size_t n;

	if (!t->closely)
		return;
	ou_buf_clear(&t->text);
	ou_table_encode(&t->text, table, object);
	n = t->text.n;
	want(ou_buf_reserve(&t->text, OU_SOURCE_PADDING) != NULL);
	want(ou_record_parse(&record, &a, ou_str_make(t->text.p, n),
	    ou_record_types, NULL, &err) == 0);
	want(ou_str_is(record.type, type));
	ou_arena_release(&a);
}

static int
on_order(void *arg, struct ou_order *o)
{
	struct taken *t = arg;
	uint32_t i;

	t->orders++;
	want(o->number.n > 0 && o->id.n > o->number.n && o->n_lines > 0);
	for (i = 0; i < o->n_lines; i++)
		want(o->lines[i].quantity.given &&
		    o->lines[i].quantity.v >= 0 && o->lines[i].number.n > 0);
	check_record(t, &ou_order_table, o, "Order");
	return 0;
}

static unsigned run(const struct ou_format *format, struct ou_str input,
    unsigned how, bool again);

/* An ISA as it should be, with the separator that ends ${raw}. */
static bool
is_usual(struct ou_str isa, struct ou_str raw)
{
	static const unsigned char marks[] = { 3, 6, 17, 20, 31, 34, 50, 53,
		69, 76, 81, 83, 89, 99, 101, 103 };
	size_t i, n = 0;

	if (!ou_str_starts(isa, "ISA") || isa.n < 106)
		return false;
	for (i = 3; i < 105; i++) {
		if (isa.p[i] == isa.p[3] &&
		    (n == sizeof(marks) || i != marks[n++]))
			return false;
	}
	return n == sizeof(marks) && isa.p[105] == raw.p[raw.n - 1];
}

static void
feed_again(struct taken *t, const struct ou_reject *r)
{
	struct ou_buf b = OU_BUF_INIT;

	/* The separators must be those of the envelope: not of other messages
	 * where there is none, nor guessed where ISA has another length. */
	if (t->again || r->raw.n == 0 ||
	    !(ou_str_starts(r->envelope, "UN") ||
	    is_usual(r->envelope, r->raw)) ||
	    !ou_str_is(r->format, t->format->name) ||
	    ou_str_is(r->code, "EDI-STRAY") ||
	    ou_str_starts(r->reason, "a package (UNO)") ||
	    ou_str_starts(r->raw, "UIB") ||
	    ou_str_is(r->code, "EDI-HEADER") ||
	    ou_str_is(r->code, "TRUNCATED") || ou_str_is(r->code, "LIMIT"))
		return;
	ou_buf_adds(&b, r->envelope);
	ou_buf_adds(&b, r->raw);
	want(run(t->format, ou_buf_str(&b), 0, true) > 0);
	ou_buf_release(&b);
}

static int
on_reject(void *arg, struct ou_reject *r)
{
	struct taken *t = arg;
	size_t at;

	t->rejects++;
	want(r->code.n > 0 && r->reason.n > 0);
	want(ou_utf8_valid(r->reason.p, r->reason.n) == r->reason.n);
	if (r->source != NULL && r->source->byte.given && r->raw.p != NULL) {
		at = (size_t)r->source->byte.v;
		want(at <= t->input.n && r->raw.n <= t->input.n - at &&
		    memcmp(t->input.p + at, r->raw.p, r->raw.n) == 0);
	}
	check_record(t, &ou_reject_table, r, "Reject");
	feed_again(t, r);
	return 0;
}

static void
on_finding(void *arg, const struct ou_err *finding)
{
	(void)arg;
	want(finding->text[0] != '\0' && finding->code != OU_DIAG_NONE);
}

static unsigned
run(const struct ou_format *format, struct ou_str input, unsigned how,
    bool again)
{
	struct taken t = { .format = format, .input = input,
	    .again = again, .closely = input.n % 8 == 0,
	    .text = OU_BUF_INIT };
	struct ou_import im = {
		.year = 2026,
		.strict = (how & 1) != 0,
		.refeed = again,
		.message_max = (how & 2) != 0 ? 300 : 0,
		.field_max = (how & 4) != 0 ? 20 : 0,
		.lines_max = (how & 8) != 0 ? 2 : 0,
		.charset = (how & 16) != 0 ? OU_CHARSET_WINDOWS1252 :
		    OU_CHARSET_UNKNOWN,
		.arg = &t,
		.order = on_order,
		.reject = on_reject,
		.finding = on_finding,
	};
	struct ou_source *s = ou_source_memory("fuzz", input);
	struct ou_err err = { 0 };

	if (format->run(&im, s, &err) != 0)
		want(err.kind == OU_ERR_DAMAGED && err.text[0] != '\0');
	ou_source_close(s);
	ou_arena_release(&im.arena);
	ou_buf_release(&t.text);
	return t.orders + t.rejects;
}

static int
fuzz_edi(const struct ou_format *format, const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	(void)run(format, ou_str_make((const char *)data + 1, size - 1),
	    data[0], false);
	return 0;
}

#endif
