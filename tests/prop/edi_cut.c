/*
 * Good interchanges, cut at every byte and damaged at random places, read
 * leniently and strictly.  An order that is handed out without a hold is one
 * of the orders of the whole file, and the input never ends well when any of
 * them is missing and was not rejected.
 */
#include "ou/formats/edifact.h"
#include "ou/formats/x12.h"
#include "unit.h"

#define ORDERS_MAX 8

static const char x12[] =
    "ISA*00*          *00*          *ZZ*ACMESTORES     *ZZ*SAVEX          "
    "*261120*0914*U*00401*000000905*0*P*>~\n"
    "GS*PO*ACME*SAVEX*20261120*0914*1*X*004010~\n"
    "ST*850*0001~\nBEG*00*SA*4500**20261120~\nCUR*BY*EUR~\n"
    "N1*BY*Acme Stores*92*C-00981~\n"
    "PO1*10*240*EA*1.42*PE*BP*ACM-77120*VN*SAV-LAV-100~\n"
    "PID*F*08***Savon lavande~\nPO1*20*60*EA*4.10**VN*BOU-CIR-200~\n"
    "CTT*2*300~\nSE*9*0001~\n"
    "ST*850*0002~\nBEG*00*SA*4501**20261120~\nCUR*BY*EUR~\n"
    "PO1*1*7*EA*1**VN*A~\nPO1*2*5*EA*1**VN*B~\nCTT*2~\nSE*7*0002~\n"
    "GE*2*1~\nIEA*1*000000905~\n";

static const char edifact[] =
    "UNA:+.? 'UNB+UNOC:3+9520002000019:14+9520002000903:14+261120:0914+"
    "REF905++ORDERS'UNH+1+ORDERS:D:96A:UN:EAN008'BGM+220+4500?'1+9'"
    "DTM+137:20261120:102'NAD+BY+9520002000019::9'CUX+2:EUR:9'"
    "LIN+10++9520001001017:EN'IMD+F++:::Savon ?+ lavande'QTY+21:240'"
    "PRI+AAA:1.42'LIN+20++9520001002014:EN'QTY+21:60'PRI+AAA:4.10'"
    "UNS+S'CNT+2:2'UNT+15+1'UNH+2+ORDERS:D:96A:UN:EAN008'BGM+220+4501+9'"
    "DTM+137:20261120:102'LIN+1++A:SA'QTY+21:7'LIN+2++B:SA'QTY+21:5'"
    "UNS+S'UNT+9+2'UNZ+2+REF905'";

struct taken {
	struct ou_buf text[ORDERS_MAX];
	bool held[ORDERS_MAX];
	unsigned n;
	unsigned rejects;
	bool well;			/* the input ended well */
};

static int
on_order(void *arg, struct ou_order *o)
{
	struct taken *t = arg;

	if (!CHECK(t->n < ORDERS_MAX))
		return -1;
	t->held[t->n] = o->n_holds > 0;
	ou_buf_init(&t->text[t->n], 0);
	ou_table_encode(&t->text[t->n++], &ou_order_table, o);
	return 0;
}

static int
on_reject(void *arg, struct ou_reject *r)
{
	struct taken *t = arg;

	(void)r;
	t->rejects++;
	return 0;
}

static void
take(struct taken *t, const struct ou_format *format, struct ou_str bytes,
    bool strict)
{
	struct ou_import im = { .year = 2026, .strict = strict, .arg = t,
		.order = on_order, .reject = on_reject };
	struct ou_source *s = ou_source_memory("cut", bytes);
	struct ou_err err = { 0 };

	memset(t, 0, sizeof(*t));
	t->well = format->run(&im, s, &err) == 0;
	if (!t->well)
		CHECK_INT(err.kind, OU_ERR_DAMAGED);
	ou_source_close(s);
	ou_arena_release(&im.arena);
}

static void
drop(struct taken *t)
{
	while (t->n > 0)
		ou_buf_release(&t->text[--t->n]);
}

static bool
among(const struct taken *whole, const struct ou_buf *text)
{
	unsigned i;

	for (i = 0; i < whole->n; i++) {
		if (whole->text[i].n == text->n && memcmp(whole->text[i].p,
		    text->p, text->n) == 0)
			return true;
	}
	return false;
}

static void
cut_everywhere(const struct ou_format *format, const char *bytes, bool strict)
{
	struct taken whole, part;
	size_t i, n = strlen(bytes);
	unsigned k;

	take(&whole, format, ou_str_make(bytes, n), strict);
	CHECK_INT(whole.n, 2);
	CHECK_INT(whole.rejects, 0);
	CHECK(whole.well);
	for (i = 1; i < n; i++) {
		ROW("%s%s cut at %zu", format->name, strict ? " strict" : "",
		    i);
		take(&part, format, ou_str_make(bytes, i), strict);
		for (k = 0; k < part.n; k++)
			CHECK(among(&whole, &part.text[k]));
		/* the only good ends are those of the whole file, with its
		 * last terminator or line end missing */
		if (part.well)
			CHECK(part.n + part.rejects == 2 && i + 3 > n);
		drop(&part);
	}
	drop(&whole);
}

static void
test_cut(void)
{
	cut_everywhere(&ou_format_x12, x12, false);
	cut_everywhere(&ou_format_x12, x12, true);
	cut_everywhere(&ou_format_edifact, edifact, false);
	cut_everywhere(&ou_format_edifact, edifact, true);
}

/* A piece of the file is gone: whole segments, or any bytes.  Documents do
 * not vanish silently: there is an order or reject for each that still has
 * its header, or the end is not a good one, or the counts were complained
 * about. */
static unsigned complaints;

static void
on_finding(void *arg, const struct ou_err *finding)
{
	(void)arg;
	complaints += ou_diag_severity(finding->code) >= OU_WARNING;
}

static void
test_damage(void)
{
	const struct ou_format *format;
	struct taken t;
	struct ou_import im;
	struct ou_source *s;
	struct ou_err err;
	char bytes[2048];
	const char *from;
	size_t n, at, len;
	int round, rounds = (int)unit_rounds(3000);

	for (round = 0; round < rounds; round++) {
		format = round & 1 ? &ou_format_x12 : &ou_format_edifact;
		from = round & 1 ? x12 : edifact;
		n = strlen(from);
		at = (size_t)unit_rand(n - 1);
		len = 1 + (size_t)unit_rand(round & 2 ? 4 : 200);
		if (len > n - at - 1)
			len = n - at - 1;
		memcpy(bytes, from, at);
		memcpy(bytes + at, from + at + len, n - at - len);
		n -= len;
		ROW("%s without %zu bytes at %zu", format->name, len, at);
		complaints = 0;
		memset(&t, 0, sizeof(t));
		im = (struct ou_import){ .year = 2026, .arg = &t,
			.order = on_order, .reject = on_reject,
			.finding = on_finding };
		s = ou_source_memory("damaged", ou_str_make(bytes, n));
		t.well = format->run(&im, s, &err) == 0;
		if (t.n + t.rejects < 2)
			CHECK(!t.well || complaints > 0);
		ou_source_close(s);
		ou_arena_release(&im.arena);
		drop(&t);
	}
}

/* What is left of a header reads as the tag of a service segment: with no
 * separators known it would swallow the rest of the file without a word. */
static void
test_service_first(void)
{
	static const char *const tags[] = { "ISE", "ISB", "TA1" };
	struct taken t;
	char bytes[2048];
	size_t i;

	for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
		ROW("%s", tags[i]);
		(void)snprintf(bytes, sizeof(bytes), "%s%s", tags[i],
		    strstr(x12, "*SAVEX*2026"));
		take(&t, &ou_format_x12, ou_str_c(bytes), false);
		CHECK_INT(t.n, 2);
		drop(&t);
	}
}

int
main(void)
{
	unit_seed();
	RUN(test_cut);
	RUN(test_damage);
	RUN(test_service_first);
	return UNIT_DONE();
}
