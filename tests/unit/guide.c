/*
 * The language of guides: what is wrong in one is told with its line; and what
 * their forms make of values.
 */
#include "../../lib/formats/guide_parts.h"
#include "ou/book/partner.h"
#include "unit.h"

static const struct {
	const char *text;
	const char *says;		/* NULL: it is a guide */
} rows[] = {
	{ "x12 850 PO Order\nsegment BEG !\n  3! orderNumber\n", NULL },
	{ "x12 850 PO Order also\nsegment BEG\n", NULL },
	{ "# nothing\n", "line 2: there is no line" },
	{ "x12 850 Order\n",
	    "line 1: the first line is not: x12 TYPE GROUP RECORD" },
	{ "edifact ORDERS Order\n",
	    "line 1: the first line is not: x12 TYPE GROUP RECORD" },
	{ "x12 850 PO Ordre\n", "line 1: 'Ordre' is no record" },
	{ "x12 850 PO Order\n  3 number\n",
	    "line 2: an element of no segment" },
	{ "x12 850 PO Order\nsegment BEG\n  0 number\n",
	    "line 3: '0' is neither a line of a guide nor an element" },
	{ "x12 850 PO Order\nsegment BEG\n  3\n",
	    "line 3: an element of nothing" },
	{ "x12 850 PO Order\nsegment BEG\n  3 numbre\n",
	    "line 3: 'numbre' is no field of order" },
	{ "x12 850 PO Order\nsegment BEG\n  3 orderNumber dates\n",
	    "line 3: 'dates' is not known here" },
	{ "x12 850 PO Order\nsegment BEG\n  3 orderNumber <=x\n",
	    "line 3: '<=x' is no length" },
	{ "x12 850 PO Order\nsegment BEG\n  3 orderNumber with=currency\n",
	    NULL },
	{ "x12 850 PO Order\nsegment BEG\n  3 orderNumber with=dollars\n",
	    "line 3: 'dollars' is no field" },
	{ "x12 850 PO Order\nsegment BEG\n  2 =\"SA\" beside=3\n", NULL },
	{ "x12 850 PO Order\nsegment BEG\n  2 =\"SA\" beside=x\n",
	    "line 3: 'x' is no element" },
	{ "x12 850 PO Order\nsegment BEG\n  3 orderNumber beside=2\n",
	    "line 3: 'beside=2' is not known here" },
	{ "x12 850 PO Order\nsegment CTT\n  1 =index with=currency\n",
	    "line 3: 'with=currency' is not known here" },
	{ "x12 850 PO Order\nsegment BEG\n  3 ='F' number\n",
	    "line 3: ''F'' is not known" },
	{ "x12 850 PO Order\nsegment BEG 1\n",
	    "line 2: '1' is not ELEMENT=VALUE" },
	{ "x12 850 PO Order\nsegment BEG x=1\n",
	    "line 2: 'x' is no element" },
	{ "x12 850 PO Order\nsegment BEG\n  1 currency {A}\n",
	    "line 3: 'A' is not CODE=WORD" },
	{ "x12 850 PO Order\nsegment BEG\n  1 currency as nothing\n",
	    "line 3: there are no codes 'nothing'" },
	{ "x12 850 PO Order\nuse nothing\n", "line 2: 'nothing' is not defined" },
	{ "x12 850 PO Order\nloop PO1 -> lines\nend\n",
	    "line 2: 'lines' is no object or list of order" },
	{ "x12 850 PO Order\nloop PO1 -> orderedItem[]\n",
	    "line 3: an end is missing" },
	{ "x12 850 PO Order\nsegment SDQ each 3 2\n",
	    "line 2: not each ELEMENT COUNT, in a loop of a list" },
	{ "x12 850 PO Order\nend\n", "line 2: an end of nothing" },
	{ "x12 850 PO Order\nlevel S\nend\n", "line 2: a level of no tree" },
	{ "x12 850 PO Order\ntree HL 1\n",
	    "line 2: not tree TAG ID PARENT [LEVEL]" },
	{ "x12 850 PO Order\nset segment\n", "line 2: not set PATH WORD" },
	{ "x12 945 SW Shipment\nloop LX => shippedItem\nend\n",
	    "line 2: => is of a list: PATH[]" },
	{ "x12 945 SW Shipment\nloop LX => shippedItem[]\n"
	    "  loop MAN => packages[]\n  end\nend\n",
	    "line 3: a group of => cannot hold another" },
	{ "x12 945 SW Shipment\nloop LX => shippedItem[]\n"
	    "  loop W12 -> /shippedItem[]\n    loop N9 => packages[]\n"
	    "    end\n  end\nend\n",
	    "line 4: a group of => cannot hold another" },
};

static void
test_wrong(void)
{
	struct ou_guide_name name = { OU_EDI_X12, OU_STR("850"),
	    OU_STR("004010") };
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct ou_arena a = OU_ARENA_INIT;
		struct ou_err err = { 0 };
		const struct ou_guide *g;

		ROW("%zu", i);
		g = ou_guide_find(&a, &name, ou_str_c(rows[i].text), &err);
		CHECK_INT(g != NULL, rows[i].says == NULL);
		CHECK_STR(err.text, rows[i].says == NULL ? "" :
		    ou_str_printf(&a, "guide 850, %s", rows[i].says).p);
		ou_arena_release(&a);
	}
}

/* Two digits: the year nearest to the one of the run, or what the profile
 * says. */
static void
test_centuries(void)
{
	static const struct {
		int now, from;
		const char *raw, *want;
	} dates[] = {
		{ 2026, 0, "751231", "2075-12-31" },
		{ 2026, 0, "760101", "1976-01-01" },
		{ 2080, 0, "291231", "2129-12-31" },
		{ 2080, 0, "300101", "2030-01-01" },
		{ 2026, 2000, "991231", "2099-12-31" },
		{ 2026, 1930, "300101", "1930-01-01" },
		{ 2026, 1930, "291231", "2029-12-31" },
	};
	const struct ou_guide g = { .family = OU_EDI_X12 };
	const struct guide_element x = { .form = GUIDE_DATE };
	struct ou_str out, end;
	size_t i;

	for (i = 0; i < sizeof(dates) / sizeof(*dates); i++) {
		struct ou_partner p = { .year_from = dates[i].from };
		struct ou_import im = { .year = dates[i].now, .partner = &p };
		struct ou_arena a = OU_ARENA_INIT;

		ROW("%d %d %s", dates[i].now, dates[i].from, dates[i].raw);
		CHECK_INT(ou_guide_inward(&a, &g, &x, &im, '.',
		    ou_str_c(dates[i].raw), OU_STR_NONE, &out, &end, NULL), 0);
		CHECK_STRN(out.p, out.n, dates[i].want);
		ou_arena_release(&a);
	}
}

static void
test_implied(void)
{
	static const char *const figures[][2] = {
		{ "12.5", "1250" }, { "-12.50", "-1250" }, { "0.05", "5" },
		{ "-0.05", "-5" }, { "0", "0" }, { "0.00", "0" },
		{ "100", "10000" }, { "1.250", "125" }, { "1.255", NULL },
	};
	const struct ou_guide g = { .family = OU_EDI_X12 };
	const struct guide_element x = { .form = GUIDE_IMPLIED,
	    .decimals = 2 };
	struct ou_str out, format;
	size_t i;

	for (i = 0; i < sizeof(figures) / sizeof(*figures); i++) {
		struct ou_arena a = OU_ARENA_INIT;
		bool can = figures[i][1] != NULL;

		ROW("%s", figures[i][0]);
		CHECK_INT(ou_guide_outward(&a, &g, &x, ou_str_c(figures[i][0]),
		    OU_STR_NONE, &out, &format, NULL), can ? 0 : -1);
		if (can)
			CHECK_STRN(out.p, out.n, figures[i][1]);
		ou_arena_release(&a);
	}
}

int
main(void)
{
	RUN(test_wrong);
	RUN(test_centuries);
	RUN(test_implied);
	return (UNIT_DONE());
}
