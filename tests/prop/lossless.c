#include "../unit/unit.h"
#include "ou/formats/lossless.h"

/*
 * Messages made from nothing: random segments as records, written as an
 * interchange and read again, are the same segments; the interchange is clean
 * when it is checked, comes back byte for byte, and one that is cut off
 * anywhere in front of its last terminator is never taken for whole.
 */
struct take {
	struct ou_buf segments;		/* of all messages */
	struct ou_buf again;
	struct ou_lossless_out *back;
	unsigned messages, rejects, findings;
};

static const char *const separators[] = { "*:^~", "|>!\n", "\x1d\x1f\x1e\x1c",
	"+:*'", "^;%#" };

static int
on_record(void *arg, struct ou_str json)
{
	struct take *t = arg;
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_buf line = OU_BUF_INIT;
	struct ou_record r;
	struct ou_err err = { 0 };
	uint32_t node;

	ou_buf_adds(&line, json);
	(void)ou_buf_reserve(&line, OU_SOURCE_PADDING);
	CHECK_INT(ou_record_parse(&r, &a, ou_buf_str(&line),
	    ou_record_types, NULL, &err), 0);
	node = ou_json_member(&r.json, 1, "segments");
	if (node != 0) {
		ou_buf_adds(&t->segments, ou_json_raw(&r.json, node));
		t->messages++;
	}
	if (t->back != NULL && !CHECK_INT(ou_lossless_write(t->back, &r,
	    &t->again, &err), 0))
		printf("# %s: %s\n", err.field, err.text);
	ou_buf_release(&line);
	ou_arena_release(&a);
	return 0;
}

static int
on_reject(void *arg, struct ou_reject *reject)
{
	(void)reject;
	((struct take *)arg)->rejects++;
	return 0;
}

static int
on_finding(void *arg, const struct ou_finding *finding,
    const struct ou_edi_fault *fault)
{
	(void)finding;
	/* segments at random are none that the standard has */
	if (ou_diag_severity(fault->err.code) <= OU_NOTE ||
	    fault->kind == OU_EDI_FAULT_UNKNOWN_SEGMENT)
		return 0;
	((struct take *)arg)->findings++;
	return 0;
}

static int
read_all(struct take *t, struct ou_str bytes, bool x12, bool check)
{
	struct ou_source *src = ou_source_memory("t", bytes);
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_err err;
	struct ou_lossless x = { .arena = &a, .check = check, .arg = t,
	    .record = on_record, .reject = on_reject,
	    .finding = on_finding };
	int r;

	r = ou_lossless_read(&x, src, x12 ? OU_EDI_X12 : OU_EDI_EDIFACT,
	    &err);
	ou_arena_release(&a);
	ou_source_close(src);
	return r;
}

/* --- making them --- */

static void
put_value(struct ou_buf *to, bool x12, const char *marks)
{
	static const char *const parts[] = { "A", "7", "x y", "12.50", "\"",
	    "\\", "?", "'", "+", ":", "*", "\xc3\xa9", "\xe6\x97\xa5", "/",
	    "GS", "ST", "UNH" };
	struct ou_buf text = OU_BUF_INIT;
	const char *p;
	uint64_t n = 1 + unit_rand(4);

	while (n-- > 0) {
		p = parts[unit_rand(sizeof(parts) / sizeof(*parts))];
		/* X12 has nothing to release a separator with, nor a way to
		 * say what is above 127 */
		if (!x12 || (*p > 0 && (p[1] != '\0' ||
		    strchr(marks, *p) == NULL)))
			ou_buf_puts(&text, p);
	}
	ou_json_put_string(to, ou_buf_str(&text));
	ou_buf_release(&text);
}

static void
put_list(struct ou_buf *to, bool x12, const char *marks, bool repeat)
{
	uint64_t n = 2 + unit_rand(3), i;

	ou_buf_addc(to, '[');
	for (i = 0; i < n; i++) {
		if (i > 0)
			ou_buf_addc(to, ',');
		if (repeat && unit_rand(2) == 0)
			put_list(to, x12, marks, false);
		else {
			if (repeat)
				ou_buf_addc(to, '[');
			put_value(to, x12, marks);
			if (repeat)
				ou_buf_addc(to, ']');
		}
	}
	ou_buf_addc(to, ']');
}

static void
put_segment(struct ou_buf *to, bool x12, const char *marks)
{
	uint64_t n = unit_rand(7), i;

	ou_buf_printf(to, ",[\"%c%c%c\"", (char)('C' + unit_rand(3)),
	    (char)('J' + unit_rand(8)), (char)('0' + unit_rand(10)));
	for (i = 0; i < n; i++) {
		ou_buf_addc(to, ',');
		switch (unit_rand(6)) {
		case 0:
			ou_buf_puts(to, "\"\"");
			break;
		case 1:
			put_list(to, x12, marks, false);
			break;
		case 2:
			put_list(to, x12, marks, true);
			break;
		default:
			put_value(to, x12, marks);
			break;
		}
	}
	/* bytes of anything behind a length */
	if (x12 && unit_rand(5) == 0)
		ou_buf_puts(to, "],[\"BIN\",\"6\","
		    "{\"base64\":\"fip+fjp+\"}");
	ou_buf_addc(to, ']');
}

static void
put_segments(struct ou_buf *to, bool x12, const char *marks, unsigned number)
{
	uint64_t n = 1 + unit_rand(9), i;
	size_t from;
	unsigned segments = 2;

	ou_buf_printf(to, x12 ? "[[\"ST\",\"864\",\"%04u\"]" :
	    "[[\"UNH\",\"%u\",[\"GENRAL\",\"D\",\"01B\",\"UN\"]]", number);
	for (i = 0; i < n; i++) {
		from = to->n;
		put_segment(to, x12, marks);
		segments += ou_str_search(ou_str_make(to->p + from,
		    to->n - from), OU_STR("\"BIN\"")) >= 0 ? 2 : 1;
	}
	ou_buf_printf(to, x12 ? ",[\"SE\",\"%u\",\"%04u\"]]" :
	    ",[\"UNT\",\"%u\",\"%u\"]]", segments, number);
}

static void
put_one(struct ou_buf *to, const char *name, char c)
{
	ou_buf_printf(to, ",\"%s\":", name);
	ou_json_put_string(to, ou_str_make(&c, 1));
}

/* The headers; what stands between ISA and the first separators must be
 * possible. */
static void
put_headers(struct ou_buf *to, bool x12, const char *m, unsigned group)
{
	char una[10] = "UNA:+.?*'";

	if (x12) {
		ou_buf_puts(to, "\"family\":\"x12\",\"interchange\":{"
		    "\"number\":1,\"header\":[\"ISA\",\"00\","
		    "\"          \",\"00\",\"          \",\"ZZ\","
		    "\"SENDER         \",\"ZZ\",\"RECEIVER       \","
		    "\"261120\",\"0914\",");
		ou_json_put_string(to, ou_str_make(m + 2, 1));
		ou_buf_puts(to, ",\"00501\",\"000000007\",\"0\",\"P\",");
		ou_json_put_string(to, ou_str_make(m + 1, 1));
		ou_buf_printf(to, "]},\"group\":{\"number\":%u,\"header\":["
		    "\"GS\",\"PO\",\"SENDER\",\"RECEIVER\",\"20261120\","
		    "\"0914\",\"%u\",\"X\",\"005010\"]}", group, group);
	} else {
		una[3] = m[1];
		una[4] = m[0];
		una[7] = m[2];
		una[8] = m[3];
		ou_buf_puts(to, "\"family\":\"edifact\",\"interchange\":{"
		    "\"number\":1,\"una\":");
		ou_json_put_string(to, ou_str_c(una));
		ou_buf_puts(to, ",\"header\":[\"UNB\",[\"UNOW\",\"4\"],"
		    "[\"A\",\"14\"],[\"B\",\"14\"],"
		    "[\"20261120\",\"0914\"],\"7\"]}");
	}
	ou_buf_puts(to, ",\"delimiters\":{\"x\":0");
	put_one(to, "element", m[0]);
	put_one(to, "component", m[1]);
	put_one(to, "repetition", m[2]);
	put_one(to, "terminator", m[3]);
	if (!x12)
		put_one(to, "release", '?');
	if (m[3] != '\n' && unit_rand(2) == 0)
		ou_buf_puts(to, ",\"lineEnd\":\"\\r\\n\"");
	ou_buf_puts(to, "},\"charset\":\"utf-8\"");
}

static void
make(struct take *t, struct ou_buf *bytes, bool x12)
{
	const char *m = separators[unit_rand(5)];
	struct ou_buf head = OU_BUF_INIT, line = OU_BUF_INIT;
	unsigned n = 1 + (unsigned)unit_rand(4), i;
	size_t from;

	t->back = ou_lossless_out_new(NULL, NULL);
	/* the element mark must not begin a release, nor be a letter */
	put_headers(&head, x12, m, 1);
	for (i = 1; i <= n; i++) {
		ou_buf_clear(&line);
		ou_buf_puts(&line, "{\"type\":\"EdiMessage\","
		    "\"schema\":\"edi-message/1\",");
		ou_buf_adds(&line, ou_buf_str(&head));
		ou_buf_puts(&line, ",\"segments\":");
		from = line.n;
		put_segments(&line, x12, m, i);
		(void)from;
		ou_buf_addc(&line, '}');
		(void)on_record(t, ou_buf_str(&line));
	}
	ou_lossless_finish(t->back, &t->again);
	ou_lossless_out_free(t->back);
	t->back = NULL;
	ou_buf_adds(bytes, ou_buf_str(&t->again));
	ou_buf_release(&head);
	ou_buf_release(&line);
}

static void
release(struct take *t)
{
	ou_buf_release(&t->segments);
	ou_buf_release(&t->again);
}

static void
one(bool x12)
{
	struct take made = { .messages = 0 }, got = { .messages = 0 };
	struct take cut = { .messages = 0 };
	struct ou_buf bytes = OU_BUF_INIT;
	size_t n;

	make(&made, &bytes, x12);
	got.back = ou_lossless_out_new(NULL, NULL);
	CHECK_INT(read_all(&got, ou_buf_str(&bytes), x12, true), 0);
	ou_lossless_finish(got.back, &got.again);
	CHECK_INT(got.messages, made.messages);
	CHECK_INT(got.rejects, 0);
	CHECK_INT(got.findings, 0);
	CHECK(ou_str_eq(ou_buf_str(&got.segments),
	    ou_buf_str(&made.segments)));
	CHECK(ou_str_eq(ou_buf_str(&got.again), ou_buf_str(&bytes)));
	ou_lossless_out_free(got.back);
	/* in front of the last terminator */
	for (n = bytes.n; n > 0 && (bytes.p[n - 1] == '\n' ||
	    bytes.p[n - 1] == '\r'); n--)
		;
	if (n > 8 && CHECK_INT(read_all(&cut, ou_str_make(bytes.p,
	    (size_t)unit_rand(n - 8)), x12, false) == 0 &&
	    cut.rejects == 0 && cut.messages > 0, false))
		CHECK(cut.messages <= made.messages);
	release(&made);
	release(&got);
	release(&cut);
	ou_buf_release(&bytes);
}

static void
test_there_and_back(void)
{
	long rounds = unit_rounds(300), i;

	for (i = 0; i < rounds; i++) {
		ROW("%ld", i);
		one(unit_rand(2) == 0);
	}
}

int
main(void)
{
	unit_seed();
	RUN(test_there_and_back);
	return UNIT_DONE();
}
