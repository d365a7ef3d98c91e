#include "ou/model/units.h"
#include "unit.h"

static void
test_codes(void)
{
	static const struct {
		enum ou_unit_family family;
		const char *code, *want;
	} rows[] = {
		/* the traps: the same letters, another thing */
		{ OU_UNITS_X12, "CA", "XCS" },
		{ OU_UNITS_EDIFACT, "CA", "CA" },
		{ OU_UNITS_X12, "CS", NULL },
		{ OU_UNITS_EDIFACT, "CS", "XCS" },
		{ OU_UNITS_X12, "ST", "SET" },
		{ OU_UNITS_REC20, "ST", "ST" },
		{ OU_UNITS_X12, "SH", "ST" },
		{ OU_UNITS_X12, "PL", "XPX" },
		{ OU_UNITS_X12, "PA", "XPL" },
		{ OU_UNITS_X12, "ML", "MLT" },
		{ OU_UNITS_X12, "MJ", "MIN" },
		/* X12 */
		{ OU_UNITS_X12, "EA", "C62" },
		{ OU_UNITS_X12, "UN", "C62" },
		{ OU_UNITS_X12, "DZ", "DZN" },
		{ OU_UNITS_X12, "DP", "DPR" },
		{ OU_UNITS_X12, "LB", "LBR" },
		{ OU_UNITS_X12, "GA", "GLL" },
		{ OU_UNITS_X12, "PH", "XPK" },
		{ OU_UNITS_X12, "BX", "XBX" },
		{ OU_UNITS_X12, "ea", NULL },
		{ OU_UNITS_X12, "C62", NULL },
		{ OU_UNITS_X12, "", NULL },
		{ OU_UNITS_X12, "??", NULL },
		/* EDIFACT and UBL */
		{ OU_UNITS_EDIFACT, "PCE", "C62" },
		{ OU_UNITS_EDIFACT, "H87", "H87" },
		{ OU_UNITS_EDIFACT, "EA", "EA" },
		{ OU_UNITS_EDIFACT, "NAR", "NAR" },
		{ OU_UNITS_EDIFACT, "KGM", "KGM" },
		{ OU_UNITS_REC20, "C62", "C62" },
		{ OU_UNITS_REC20, "XPP", "XPP" },
		{ OU_UNITS_REC20, "KG", "KGM" },
		{ OU_UNITS_REC20, "04", "04" },
		{ OU_UNITS_REC20, "MO", "MON" },
		{ OU_UNITS_REC20, "BOX", NULL },
		{ OU_UNITS_REC20, "C622", NULL },
		{ OU_UNITS_REC20, "ZZ", "ZZ" },
	};
	struct ou_str got;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%d %s", (int)rows[i].family, rows[i].code);
		got = ou_unit_code(rows[i].family, ou_str_c(rows[i].code));
		if (rows[i].want == NULL)
			CHECK(got.p == NULL);
		else
			CHECK_STRN(got.p, got.n, rows[i].want);
	}
}

/*
 * Every code of three characters: what one family gives is a code of Rec 20
 * that stays itself, so no table points into the void and all are in order.
 */
static void
test_closed(void)
{
	static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	int n[3] = { 0, 0, 0 }, family;
	char code[3];
	struct ou_str s, got, again;
	size_t i, len, all;

	for (len = 1; len <= 3; len++) {
		all = len == 1 ? 36 : len == 2 ? 36 * 36 : 36 * 36 * 36;
		for (i = 0; i < all; i++) {
			code[0] = digits[i % 36];
			code[1] = digits[i / 36 % 36];
			code[2] = digits[i / 36 / 36];
			s = ou_str_make(code, len);
			for (family = 0; family < 3; family++) {
				got = ou_unit_code(
				    (enum ou_unit_family)family, s);
				if (got.p == NULL)
					continue;
				n[family]++;
				again = ou_unit_code(OU_UNITS_REC20, got);
				CHECK_MEM(again.p, again.n, got.p, got.n);
			}
		}
	}
	CHECK(n[OU_UNITS_REC20] > 700);
	CHECK_INT(n[OU_UNITS_EDIFACT], n[OU_UNITS_REC20]);
	CHECK(n[OU_UNITS_X12] > 100);
}

static void
test_same(void)
{
	static const char *const pieces[] = { "C62", "H87", "EA", "PCE",
	    "XPP", "NAR", "XUN" };
	size_t i, k, n = sizeof(pieces) / sizeof(pieces[0]);

	for (i = 0; i < n; i++) {
		for (k = 0; k < n; k++)
			CHECK(ou_unit_same(ou_str_c(pieces[i]),
			    ou_str_c(pieces[k])));
		CHECK(!ou_unit_same(ou_str_c(pieces[i]), OU_STR("DZN")));
		CHECK(!ou_unit_same(OU_STR_NONE, ou_str_c(pieces[i])));
		CHECK(!ou_unit_is_pack(ou_str_c(pieces[i])));
	}
	CHECK(ou_unit_same(OU_STR("KGM"), OU_STR("KGM")));
	CHECK(ou_unit_same(OU_STR("own unit"), OU_STR("own unit")));
	CHECK(!ou_unit_same(OU_STR("own unit"), OU_STR("own units")));
	CHECK(ou_unit_same(OU_STR_NONE, OU_STR_NONE));
	CHECK(ou_unit_is_pack(OU_STR("XCT")));
	CHECK(ou_unit_is_pack(OU_STR("XPX")));
	CHECK(!ou_unit_is_pack(OU_STR("CT")));
	CHECK(!ou_unit_is_pack(OU_STR("CA")));
	CHECK(!ou_unit_is_pack(OU_STR_NONE));
}

static void
test_factor(void)
{
	static const struct {
		const char *from, *to;
		int64_t want;		/* x 10^-6; 0: none */
	} rows[] = {
		{ "DZN", "C62", 12000000 },
		{ "DZN", "EA", 12000000 },
		{ "GRO", "DZN", 12000000 },
		{ "GRO", "H87", 144000000 },
		{ "GGR", "GRO", 12000000 },
		{ "PR", "C62", 2000000 },
		{ "C62", "PR", 500000 },
		{ "C62", "DZN", 0 },		/* 0.083333... */
		{ "DPR", "PR", 12000000 },
		{ "CEN", "C62", 100000000 },
		{ "MIL", "CEN", 10000000 },
		{ "KGM", "GRM", 1000000000 },
		{ "GRM", "KGM", 1000 },
		{ "MGM", "KGM", 1 },
		{ "MGM", "TNE", 0 },
		{ "LBR", "GRM", 453592370 },
		{ "LBR", "KGM", 0 },		/* 0.45359237 */
		{ "LBR", "ONZ", 16000000 },
		{ "STN", "LBR", 2000000000 },
		{ "LTN", "LBR", 2240000000 },
		{ "FOT", "INH", 12000000 },
		{ "YRD", "MTR", 914400 },
		{ "SMI", "KMT", 1609344 },
		{ "YDK", "FTK", 9000000 },
		{ "FTK", "INK", 144000000 },
		{ "MTK", "CMK", 10000000000 },
		{ "LTR", "DMQ", 1000000 },
		{ "MTQ", "LTR", 1000000000 },
		{ "GLL", "QT", 4000000 },
		{ "QT", "PT", 2000000 },
		{ "PT", "OZA", 16000000 },
		{ "GLL", "MLT", 3785411784 },
		{ "GLI", "LTR", 4546090 },
		{ "HUR", "MIN", 60000000 },
		{ "ANN", "MON", 12000000 },
		{ "MON", "DAY", 0 },
		{ "KWH", "WHR", 1000000000 },
		{ "KWH", "KWT", 0 },
		{ "RM", "ST", 500000000 },
		{ "KGM", "C62", 0 },
		{ "XCT", "C62", 0 },
		{ "CS", "CS", 1000000 },
		{ "", "C62", 0 },
	};
	struct ou_quantity q;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s in %s", rows[i].from, rows[i].to);
		q = (struct ou_quantity){ 0, false };
		CHECK_INT(ou_unit_factor(ou_str_c(rows[i].from),
		    ou_str_c(rows[i].to), &q), rows[i].want != 0);
		CHECK_INT(q.v, rows[i].want);
		CHECK_INT(q.given, rows[i].want != 0);
	}
	CHECK(!ou_unit_factor(OU_STR_NONE, OU_STR_NONE, &q));
}

static void
test_ratio(void)
{
	static const struct {
		const char *from, *to;
		int64_t num, den;	/* 0: none */
	} rows[] = {
		{ "LBR", "KGM", 45359237, 100000000 },
		{ "KGM", "LBR", 100000000, 45359237 },
		{ "C62", "DZN", 1, 12 },
		{ "DZN", "PR", 6, 1 },
		{ "GRO", "SCO", 36, 5 },
		{ "EA", "C62", 1, 1 },
		{ "XCT", "XCT", 1, 1 },
		{ "XCT", "C62", 0, 0 },
		{ "KGM", "LTR", 0, 0 },
	};
	int64_t num, den;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s in %s", rows[i].from, rows[i].to);
		if (!CHECK_INT(ou_unit_ratio(ou_str_c(rows[i].from),
		    ou_str_c(rows[i].to), &num, &den), rows[i].num != 0) ||
		    rows[i].num == 0)
			continue;
		CHECK_INT(num, rows[i].num);
		CHECK_INT(den, rows[i].den);
	}
}

static void
test_resolve(void)
{
	struct ou_unit_packs packs = { OU_STR_NONE, ou_quantity_of(24),
	    { 0, false }, ou_quantity_of(1920) };
	static const struct {
		const char *unit;	/* NULL: absent */
		int64_t want;
	} rows[] = {
		{ NULL, 1 }, { "C62", 1 }, { "EA", 1 }, { "DZN", 12 },
		{ "XCT", 24 }, { "XCS", 24 }, { "XBX", 24 }, { "XPX", 1920 },
		{ "LR", 0 }, { "CS", 0 }, { "KGM", 0 }, { "dozen", 0 },
	};
	struct ou_quantity q;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].unit != NULL ? rows[i].unit : "none");
		q = (struct ou_quantity){ 0, false };
		CHECK_INT(ou_unit_resolve(ou_str_c(rows[i].unit), &packs, &q),
		    rows[i].want != 0);
		CHECK_INT(q.v, rows[i].want * 1000000);
	}
	ROW("sold by weight");
	packs.unit = OU_STR("KGM");
	CHECK(ou_unit_resolve(OU_STR("GRM"), &packs, &q) && q.v == 1000);
	CHECK(!ou_unit_resolve(OU_STR("C62"), &packs, &q));
	ROW("a case of nothing");
	packs.pack = ou_quantity_of(0);
	CHECK(!ou_unit_resolve(OU_STR("XCT"), &packs, &q));
}

int
main(void)
{
	RUN(test_codes);
	RUN(test_closed);
	RUN(test_same);
	RUN(test_factor);
	RUN(test_ratio);
	RUN(test_resolve);
	return (UNIT_DONE());
}
