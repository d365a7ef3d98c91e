#include "ou/formats/edi/token.h"
#include "unit.h"

/* Segments are cut from memory with readable bytes behind it. */
static char padded[4096];

static struct ou_str
pad(const char *s)
{
	size_t n = strlen(s);

	memset(padded, 0, sizeof(padded));
	memcpy(padded, s, n);
	return ou_str_make(padded, n);
}

#define ISA_HEAD "ISA*00*          *00*          *ZZ*ACMESTORES     *ZZ*" \
	"SAVEX          *261120*0914*"

static void
test_isa(void)
{
	static const struct {
		const char *name, *text;
		int want;
		char element, component, repetition, terminator;
		size_t used;
	} rows[] = {
		{ "as it should be", ISA_HEAD "U*00401*000000905*0*P*>~GS*PO*",
		    0, '*', '>', 0, '~', 106 },
		{ "line ends behind terminators",
		    ISA_HEAD "U*00401*000000905*0*P*>~\r\nGS*PO*A~\r\nST*850*",
		    0, '*', '>', 0, '~', 106 },
		{ "line ends as terminators",
		    ISA_HEAD "U*00401*000000905*0*P*>\r\nGS*PO*A\r\nST*850*",
		    0, '*', '>', 0, '\n', 107 },
		{ "a blank in front of the line end",
		    ISA_HEAD "U*00401*000000905*0*P*> \nGS*PO*A \nST*850*1 \n",
		    0, '*', '>', 0, '\n', 107 },
		{ "ISA16 left out",
		    ISA_HEAD "U*00401*000000905*0*P*~GS*PO*A~ST*850*1~",
		    1, '*', 0, 0, '~', 105 },
		{ "ISA16 left out, with lines",
		    ISA_HEAD "U*00401*000000905*0*P*~\nGS*PO*A~\nST*850*1~\n",
		    1, '*', 0, 0, '~', 105 },
		{ "ISA16 is the element separator",
		    ISA_HEAD "U*00401*000000905*0*P**\nGS*PO*A\nST*850*1\n",
		    1, '*', 0, 0, '\n', 106 },
		{ "repetition separator from 00402 on",
		    ISA_HEAD "^*00501*000000905*0*P*>~GS*PO*",
		    0, '*', '>', '^', '~', 106 },
		{ "none before, whatever stands there",
		    ISA_HEAD "^*00401*000000905*0*P*>~GS*PO*",
		    0, '*', '>', 0, '~', 106 },
		{ "U in 00501", ISA_HEAD "U*00501*000000905*0*P*>~GS*PO*",
		    0, '*', '>', 0, '~', 106 },
		{ "elements of other lengths",
		    "ISA*00**00**ZZ*A*ZZ*B*261120*0914*U*00401*9*0*P*:~GS*",
		    1, '*', ':', 0, '~', 50 },
		{ "control characters",
		    "ISA\x1d" "00\x1d\x1d" "00\x1d\x1d" "ZZ\x1d" "A\x1dZZ"
		    "\x1d" "B\x1d" "261120\x1d" "0914\x1dU\x1d" "00401\x1d"
		    "9\x1d" "0\x1dP\x1d\x1f\x1cGS\x1d", 1, '\x1d', '\x1f', 0,
		    '\x1c', 50 },
		{ "a letter separates nothing",
		    "ISAX00X          X00X          XZZXACMESTORES     XZZX",
		    -1, 0, 0, 0, 0, 0 },
		{ "too few elements", "ISA*00*          *00*~GS*PO*~", -1,
		    0, 0, 0, 0, 0 },
	};
	struct ou_edi_marks m;
	struct ou_err err;
	struct ou_str s;
	size_t i, used;
	int r;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].name);
		s = pad(rows[i].text);
		used = 0;
		r = ou_edi_marks_isa(&m, s.p, s.n, true, &used, &err);
		if (!CHECK_INT(r, rows[i].want) || r < 0)
			continue;
		CHECK_INT(m.element, rows[i].element);
		CHECK_INT(m.component, rows[i].component);
		CHECK_INT(m.repetition, rows[i].repetition);
		CHECK_INT(m.terminator, rows[i].terminator);
		CHECK_INT(used, rows[i].used);
	}
	ROW("more is needed");
	s = pad(ISA_HEAD);
	CHECK_INT(ou_edi_marks_isa(&m, s.p, s.n, false, &used, &err), -2);
}

static void
test_una(void)
{
	static const struct {
		const char *una;
		int want;
		char component, element, decimal, release, repetition, end;
	} rows[] = {
		{ "UNA:+.? '", 0, ':', '+', '.', '?', 0, '\'' },
		{ "UNA:+,? '", 0, ':', '+', ',', '?', 0, '\'' },
		{ "UNA:+.?*'", 0, ':', '+', '.', '?', '*', '\'' },
		{ "UNA:+.  '", 0, ':', '+', '.', 0, 0, '\'' },
		{ "UNA!^.\\ ~", 0, '!', '^', '.', '\\', 0, '~' },
		{ "UNA:+.? \n", 0, ':', '+', '.', '?', 0, '\n' },
		{ "UNA:+-? '", 1, ':', '+', 0, '?', 0, '\'' },
		{ "UNA++.? '", -1, ':', '+', 0, '?', 0, '\'' },
		{ "UNA:+.?A1", -1, ':', '+', 0, '?', 0, '\'' },
		{ "UNA:+", -1, ':', '+', 0, '?', 0, '\'' },
	};
	struct ou_edi_marks m;
	struct ou_err err;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].una);
		CHECK_INT(ou_edi_marks_una(&m, rows[i].una,
		    strlen(rows[i].una), &err), rows[i].want);
		CHECK_INT(m.component, rows[i].component);
		CHECK_INT(m.element, rows[i].element);
		CHECK_INT(m.decimal, rows[i].decimal);
		CHECK_INT(m.release, rows[i].release);
		CHECK_INT(m.repetition, rows[i].repetition);
		CHECK_INT(m.terminator, rows[i].end);
	}
}

static void
test_end(void)
{
	static const struct {
		bool x12;
		const char *text;
		size_t want;
	} rows[] = {
		{ true, "BEG*00~", 6 },
		{ true, "BEG*00", 6 },
		{ true, "BIN*9*a~b*c~d~e~", 15 },
		{ true, "BIN*9*a~b", 9 },
		{ true, "BIN*x*a~b~", 7 },
		{ true, "BIN*3*a~b*c~d~e~", 7 },
		{ true, "BDS*ASC*3*~~~~", 13 },
		{ false, "BGM+220'", 7 },
		{ false, "FTX+a?'b'", 8 },
		{ false, "FTX+a??" "?'b'", 10 },
		{ false, "FTX+a???" "?'b'", 9 },
		{ false, "FTX+a?'", 7 },
	};
	struct ou_edi_marks m;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].text);
		ou_edi_marks_default(&m);
		if (rows[i].x12)
			m = (struct ou_edi_marks){ .family = OU_EDI_X12,
			    .element = '*', .component = '>',
			    .terminator = '~' };
		CHECK_INT(ou_edi_end(&m, rows[i].text, strlen(rows[i].text),
		    0), rows[i].want);
	}
}

/* Elements are shown as [a][b], components as a|b. */
static void
show(struct ou_buf *out, const struct ou_edi_segment *seg)
{
	struct ou_arena a = OU_ARENA_INIT;
	unsigned e, c;

	for (e = 0; e < seg->n; e++) {
		ou_buf_addc(out, '[');
		for (c = 1; c <= ou_edi_components(seg, e); c++) {
			if (c > 1)
				ou_buf_addc(out, '|');
			ou_buf_adds(out, ou_edi_plain(&a, seg->marks,
			    ou_edi_component(seg, e, c)));
		}
		if (ou_edi_repeated(seg, e).p != NULL) {
			ou_buf_addc(out, '#');
			ou_buf_adds(out, ou_edi_repeated(seg, e));
		}
		ou_buf_addc(out, ']');
	}
	ou_arena_release(&a);
}

static void
test_split(void)
{
	static const struct {
		const char *una, *text, *want;
	} rows[] = {
		{ "UNA:+.? '", "BGM+220+1+9", "[BGM][220][1][9]" },
		{ "UNA:+.? '", "NAD+BY+1::9++A:B",
		    "[NAD][BY][1||9][][A|B]" },
		{ "UNA:+.? '", "FTX+a?+b+c?:d:e", "[FTX][a+b][c:d|e]" },
		{ "UNA:+.? '", "FTX+???++x", "[FTX][?+][x]" },
		{ "UNA:+.? '", "FTX+x?", "[FTX][x]" },
		{ "UNA:+.? '", "UNS", "[UNS]" },
		{ "UNA:+.? '", "", "[]" },
		{ "UNA:+.? '", "A+", "[A][]" },
		{ "UNA:+.? '", "PIA+123456789012+1234567890123:EN+12345678901",
		    "[PIA][123456789012][1234567890123|EN][12345678901]" },
		{ "UNA:+.?*'", "FTX+a*b:c+d", "[FTX][a#b:c][d]" },
		{ "UNA:+.?*'", "FTX+a?*b:c*d", "[FTX][a*b|c#d]" },
		{ "UNA:+.? \n", "BGM+220\r", "[BGM][220]" },
		{ NULL, "PO1*1**EA*>x*", "[PO1][1][][EA][|x][]" },
		{ NULL, "MSG*it?s 100+", "[MSG][it?s 100+]" },
	};
	struct ou_edi_segment seg;
	struct ou_edi_marks m;
	struct ou_buf out = OU_BUF_INIT;
	struct ou_err err;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].text);
		if (rows[i].una != NULL)
			CHECK_INT(ou_edi_marks_una(&m, rows[i].una, 9, &err),
			    0);
		else
			m = (struct ou_edi_marks){ .family = OU_EDI_X12,
			    .element = '*', .component = '>',
			    .terminator = '~' };
		CHECK_INT(ou_edi_split(&seg, &m, pad(rows[i].text)), 0);
		ou_buf_clear(&out);
		show(&out, &seg);
		CHECK_STRN(ou_buf_str(&out).p, out.n, rows[i].want);
	}
	ou_buf_release(&out);
}

/* One more element than fit: told, and nothing is lost. */
static void
test_many(void)
{
	struct ou_edi_segment seg;
	struct ou_edi_marks m;
	struct ou_str s;
	size_t i;

	ou_edi_marks_default(&m);
	s = pad("");
	for (i = 0; i < OU_EDI_ELEMENTS_MAX; i++) {
		padded[2 * i] = '+';
		padded[2 * i + 1] = 'x';
	}
	s.n = 2 * (OU_EDI_ELEMENTS_MAX - 1);
	CHECK_INT(ou_edi_split(&seg, &m, s), 0);
	CHECK_INT(seg.n, OU_EDI_ELEMENTS_MAX);
	s.n += 2;
	CHECK_INT(ou_edi_split(&seg, &m, s), -1);
	CHECK_INT(seg.n, OU_EDI_ELEMENTS_MAX);
	CHECK_STRN(seg.e[seg.n - 1].p, seg.e[seg.n - 1].n, "x+x");
	CHECK(ou_edi_element(&seg, seg.n).p == NULL);
}

static void
test_same(void)
{
	static const struct {
		const char *a, *b;
		bool want;
	} rows[] = {
		{ "0001", "1", true },
		{ "0001", "0001 ", true },
		{ "A01", "A1", false },
		{ "10", "1", false },
		{ "0", "000", true },
		{ "", "", true },
		{ "", "0", false },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("'%s' '%s'", rows[i].a, rows[i].b);
		CHECK_INT(ou_edi_same(ou_str_c(rows[i].a),
		    ou_str_c(rows[i].b)), rows[i].want);
	}
	ROW("numbers");
	CHECK_INT(ou_edi_number(OU_STR(" 0012 ")), 12);
	CHECK_INT(ou_edi_number(OU_STR("1x")), -1);
	CHECK_INT(ou_edi_number(OU_STR("")), -1);
	CHECK_INT(ou_edi_number(OU_STR("1234567890123456789")), -1);
}

int
main(void)
{
	RUN(test_isa);
	RUN(test_una);
	RUN(test_end);
	RUN(test_split);
	RUN(test_many);
	RUN(test_same);
	return UNIT_DONE();
}
