#include "ou/rules/denied.h"
#include "ou/rules/duplicates.h"
#include "ou/rules/persons.h"
#include "ou/rules/similar.h"
#include "unit.h"

/* The values of the papers (Winkler 1990, table 1), to a ten-thousandth. */
static void
test_similar(void)
{
	static const struct {
		const char *a, *b;
		unsigned like;
	} rows[] = {
		{ "martha", "marhta", 9610 }, { "dwayne", "duane", 8400 },
		{ "dixon", "dicksonx", 8132 }, { "jones", "johnson", 8323 },
		{ "abc", "abc", 10000 }, { "", "", 10000 }, { "a", "", 0 },
		{ "abc", "xyz", 0 }, { "a", "a", 10000 }, { "a", "b", 0 },
		{ "ab", "ba", 0 },
		/* equal in the first 64 bytes */
		{ "0123456789012345678901234567890123456789012345678901234567"
		    "890123x", "01234567890123456789012345678901234567890123"
		    "45678901234567890123yz", 10000 },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ou_str a = ou_str_c(rows[i].a), b = ou_str_c(rows[i].b);
		unsigned like = ou_similar(a, b);

		ROW("%s %s", rows[i].a, rows[i].b);
		/* divisions are rounded down */
		CHECK(like <= rows[i].like && like + 3 >= rows[i].like);
		CHECK_INT(ou_similar(b, a), like);
	}
}

#define S(text) OU_STR(text)

static void
test_persons(void)
{
	static const struct {
		const char *name;
		struct ou_person a, b;
		bool same;
	} rows[] = {
		{ "slips", { S("Chlo\303\251"), S("Lefebvre"),
		    S("12 rue des Lilas"), S("Lyon"), S("69003"),
		    S("chloe.l@mail.example"), S("+33 6 99 00 12 34") },
		    { S("Chloe"), S("Lefevbre"), S("12, Rue des lilas"),
		    S("LYON"), S("69003"), S("chloe.l@mail.example"),
		    S("0699001234") }, true },
		{ "swapped", { S("Lefebvre"), S("Chloe"), S("12 rue X"),
		    S("Lyon"), S("69003"), S(""), S("") },
		    { S("Chloe"), S("Lefebvre"), S("12 rue X"), S("Lyon"),
		    S("69003"), S(""), S("") }, true },
		{ "in one", { S(""), S("Chloe Lefebvre"), S("12 rue X"),
		    S("Lyon"), S("69003"), S(""), S("") },
		    { S("Chloe"), S("Lefebvre"), S("12 rue X"), S("Lyon"),
		    S("69003"), S(""), S("") }, true },
		{ "neighbours", { S("Anna"), S("Weber"), S("3 rue X"),
		    S("Lyon"), S("69003"), S("anna@mail.example"),
		    S("0699000001") },
		    { S("Luc"), S("Moreau"), S("9 rue Z"), S("Lyon"),
		    S("69003"), S("luc@mail.example"), S("0799123456") },
		    false },
		{ "a name alone", { S("Anna"), S("Weber"), S(""), S(""),
		    S(""), S(""), S("") }, { S("Anna"), S("Weber"), S(""),
		    S(""), S(""), S(""), S("") }, false },
		{ "nothing", { S(""), S(""), S(""), S(""), S(""), S(""),
		    S("") }, { S(""), S(""), S(""), S(""), S(""), S(""),
		    S("") }, false },
	};
	struct ou_person_card a, b;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].name);
		ou_person_card_make(&a, &rows[i].a);
		ou_person_card_make(&b, &rows[i].b);
		CHECK_INT(ou_person_score(&a, &b) >= OU_PERSON_SAME,
		    rows[i].same);
		CHECK_INT(ou_person_score(&b, &a), ou_person_score(&a, &b));
	}
}

static struct ou_order_line line = { .quantity = { 2000000, true } };
static struct ou_product product = { .sku = { "A", 1 } };

static struct ou_order
order(const char *id, const char *number, struct ou_buyer *b, int day)
{
	struct ou_order o = { .id = ou_str_c(id), .number = ou_str_c(number),
	    .customer = b, .lines = &line, .n_lines = 1,
	    .currency = { "EUR", 3 } };

	line.product = &product;
	o.date.date = ou_date_from_days(20000 + day);
	return o;
}

static void
test_duplicates(void)
{
	struct ou_buyer anna = { .name = S("Anna Weber"),
	    .email = S("anna@mail.example") }, acme = { .id = S("C-1") };
	struct ou_duplicates_options options = { 4, 3, OU_PERSON_SAME };
	struct ou_duplicates *d = ou_duplicates_new(&options);
	struct ou_duplicate f[OU_DUPLICATES_FOUND];
	struct ou_order o;
	uint64_t before;

	ROW("first");
	o = order("a:1", "1", &anna, 0);
	CHECK_INT(ou_duplicates_look(d, &o, f, &before), 0);
	CHECK_INT(before, 0);
	ROW("the same id");
	CHECK_INT(ou_duplicates_look(d, &o, f, &before), 1);
	CHECK_INT(f[0].kind, OU_DUPLICATE_ID);
	CHECK(f[0].same_lines);
	CHECK_INT(before, 1);
	ROW("likely");
	o = order("a:2", "2", &anna, 2);
	CHECK_INT(ou_duplicates_look(d, &o, f, &before), 2);
	CHECK_INT(f[0].kind, OU_DUPLICATE_LIKELY);
	CHECK_STRN(f[0].id.p, f[0].id.n, "a:1");
	ROW("other lines");
	line.quantity.v = 1000000;
	o = order("a:3", "3", &anna, 2);
	CHECK_INT(ou_duplicates_look(d, &o, f, &before), 0);
	CHECK_INT(before, 3);
	line.quantity.v = 2000000;
	ROW("too late");
	o = order("a:4", "4", &anna, 4);
	CHECK_INT(ou_duplicates_look(d, &o, f, &before), 1);
	CHECK_STRN(f[0].id.p, f[0].id.n, "a:2");
	ROW("the customer's number");
	o = order("x:77", "77", &acme, 0);
	CHECK_INT(ou_duplicates_look(d, &o, f, &before), 0);
	o = order("y:77", "77", &acme, 50);
	CHECK_INT(ou_duplicates_look(d, &o, f, &before), 1);
	CHECK_INT(f[0].kind, OU_DUPLICATE_NUMBER);
	ROW("forgotten");
	o = order("a:1", "1", &anna, 90);
	CHECK_INT(ou_duplicates_look(d, &o, f, &before), 0);
	ou_duplicates_free(d);
	ROW("none remembered");
	options.max = 0;
	d = ou_duplicates_new(&options);
	CHECK_INT(ou_duplicates_look(d, &o, f, &before), 0);
	CHECK_INT(ou_duplicates_look(d, &o, f, &before), 0);
	ou_duplicates_free(d);
}

/* Orders of one number: which of two is a duplicate of the other. */
static void
test_parts(void)
{
	static const struct {
		const char *id, *number, *release;
		const char *again, *again_number, *again_release;
		int kind;		/* -1: none */
	} rows[] = {
		/* days of a schedule, places of a document, releases */
		{ "a:7/2026-12-01", "7", "2026-12-01",
		    "a:7/2026-12-08", "7", "2026-12-08", -1 },
		{ "a:7/L1/2026-12-01", "7", "R1",
		    "a:7/L2/2026-12-01", "7", "R1", -1 },
		{ "a:7/0001", "7", "", "a:7/0002", "7", "", -1 },
		{ "a:SO/1", "7", "1", "a:SO/2", "7", "2", -1 },
		/* the same of them again */
		{ "a:7/2026-12-01", "7", "2026-12-01",
		    "a:7/2026-12-01", "7", "2026-12-01", OU_DUPLICATE_ID },
		{ "a:7/2026-12-01", "7", "2026-12-01",
		    "b:7/2026-12-01", "7", "R9", OU_DUPLICATE_NUMBER },
		{ "a:7/2026-12-01", "7", "",
		    "mail:1", "7", "2026-12-01", OU_DUPLICATE_NUMBER },
		/* the whole, and a part of it */
		{ "a:7", "7", "", "a:7/2026-12-01", "7", "2026-12-01",
		    OU_DUPLICATE_NUMBER },
		/* parts of two orders */
		{ "a:7/1", "7", "", "a:8/2", "8", "", OU_DUPLICATE_LIKELY },
		/* the number has a slash itself */
		{ "a:7/1", "7/1", "", "b:7/1", "7/1", "",
		    OU_DUPLICATE_NUMBER },
	};
	struct ou_duplicates_options options = { 4, 3, OU_PERSON_SAME };
	struct ou_buyer acme = { .id = S("C-1") };
	struct ou_buyer anna = { .name = S("Anna Weber"),
	    .email = S("anna@mail.example") };
	struct ou_duplicate f[OU_DUPLICATES_FOUND];
	struct ou_references a = { 0 }, b = { 0 };
	struct ou_duplicates *d;
	struct ou_order o, again;
	uint64_t before;
	unsigned n;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s %s", rows[i].id, rows[i].again);
		d = ou_duplicates_new(&options);
		o = order(rows[i].id, rows[i].number, &acme, 0);
		a.release = ou_str_c(rows[i].release);
		o.references = &a;
		again = order(rows[i].again, rows[i].again_number, &acme, 0);
		b.release = ou_str_c(rows[i].again_release);
		again.references = &b;
		CHECK_INT(ou_duplicates_look(d, &o, f, &before), 0);
		n = ou_duplicates_look(d, &again, f, &before);
		CHECK_INT(n, rows[i].kind >= 0);
		if (n > 0)
			CHECK_INT((int)f[0].kind, rows[i].kind);
		ou_duplicates_free(d);
	}
	ROW("of a buyer without a number");
	d = ou_duplicates_new(&options);
	o = order("a:7/2026-12-01", "7", &anna, 0);
	CHECK_INT(ou_duplicates_look(d, &o, f, &before), 0);
	o = order("a:7/2026-12-02", "7", &anna, 1);
	CHECK_INT(ou_duplicates_look(d, &o, f, &before), 0);
	o = order("a:8/2026-12-02", "8", &anna, 1);
	CHECK_INT(ou_duplicates_look(d, &o, f, &before), 2);
	ou_duplicates_free(d);
}

static void
test_denied(void)
{
	static const struct {
		const char *name, *country;
		int row;
	} rows[] = {
		{ "Evil Trading Company Ltd", "", 0 },
		{ "TRADING, Evil", "FR", 0 }, { "Evil Trading", "XX", 0 },
		{ "\303\211vil Tradng", "", 0 }, { "Evil", "", -1 },
		{ "Good Trading", "", -1 }, { "Jean Sorel", "FR", 1 },
		{ "Jean Sorel", "BE", -1 }, { "Jean Sorel", "", 1 },
		{ "Jean Paul Sorel", "FR", 1 }, { "Jeanne Sorbier", "FR", -1 },
		{ "anybody", "KP", 2 }, { "", "KP", 2 }, { "", "", -1 },
		{ "Evil Trading", "KP", 0 }, { "Ltd", "", -1 },
	};
	struct ou_arena arena = OU_ARENA_INIT;
	struct ou_denied *d = ou_denied_new(&arena);
	uint32_t row;
	size_t i;

	ou_denied_add(d, S("Evil Trading Co."), S(""), 0);
	ou_denied_add(d, S("Sorel, Jean"), S("FR"), 1);
	ou_denied_add(d, S(""), S("KP"), 2);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s %s", rows[i].name, rows[i].country);
		row = UINT32_MAX;
		CHECK_INT(ou_denied_find(d, ou_str_c(rows[i].name),
		    ou_str_c(rows[i].country), &row), rows[i].row >= 0);
		CHECK_INT((int32_t)row, rows[i].row);
	}
	ou_arena_release(&arena);
}

int
main(void)
{
	RUN(test_similar);
	RUN(test_persons);
	RUN(test_duplicates);
	RUN(test_parts);
	RUN(test_denied);
	return UNIT_DONE();
}
