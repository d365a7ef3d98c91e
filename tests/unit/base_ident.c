#include "ou/base/ident.h"
#include "unit.h"

/* Check digits by the standards' own examples or worked out by hand. */
static void
test_gs1(void)
{
	static const struct {
		const char *text;
		bool gtin, gln, sscc;
	} rows[] = {
		{ "96385074", true, false, false },
		{ "96385075", false, false, false },
		{ "036000291452", true, false, false },
		{ "4006381333931", true, true, false },
		{ "4006381333932", false, false, false },
		{ "10614141000415", true, false, false },
		{ "106141412345678908", false, false, true },
		{ "106141412345678909", false, false, false },
		{ "000000000000", true, false, false }, { "", false, false,
		    false },
		{ "400638133393", false, false, false },
		{ "400638133393x", false, false, false },
		{ "12345670", true, false, false },
	};
	char to[14];
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ou_str s = ou_str_c(rows[i].text);

		ROW("%s", rows[i].text);
		CHECK_INT(ou_gtin_valid(s), rows[i].gtin);
		CHECK_INT(ou_gln_valid(s), rows[i].gln);
		CHECK_INT(ou_sscc_valid(s), rows[i].sscc);
		CHECK_INT(ou_gtin_normal(to, s), rows[i].gtin);
	}
	ROW("normal");
	CHECK(ou_gtin_normal(to, OU_STR("96385074")));
	CHECK_STRN(to, 14, "00000096385074");
	CHECK_INT(ou_gs1_check_digit(OU_STR("400638133393")), 1);
	CHECK_INT(ou_gs1_check_digit(OU_STR("40x")), -1);
	CHECK_INT(ou_gs1_check_digit(OU_STR("")), -1);
}

static void
test_siren(void)
{
	CHECK(ou_siren_valid(OU_STR("732829320")));
	CHECK(!ou_siren_valid(OU_STR("732829321")));
	CHECK(!ou_siren_valid(OU_STR("73282932")));
	CHECK(ou_siret_valid(OU_STR("73282932000074")));
	CHECK(!ou_siret_valid(OU_STR("73282932000075")));
	/* La Poste: Luhn at the head office, digit sums elsewhere. */
	CHECK(ou_siret_valid(OU_STR("35600000000048")));
	CHECK(ou_siret_valid(OU_STR("35600000000051")));
	CHECK(!ou_siret_valid(OU_STR("35600000000052")));
	CHECK(!ou_siret_valid(OU_STR("7328293200007")));
	CHECK(!ou_siret_valid(OU_STR("7328293200007x")));
}

static void
test_vat(void)
{
	static const struct {
		const char *id, *country;	/* NULL: refused */
	} rows[] = {
		{ "ATU12345678", "AT" }, { "AT12345678", NULL },
		{ "BE0123456789", "BE" }, { "BE1123456789", "BE" },
		{ "BE2123456789", NULL }, { "BG123456789", "BG" },
		{ "BG1234567890", "BG" }, { "CY12345678X", "CY" },
		{ "CZ12345678", "CZ" }, { "DE123456789", "DE" },
		{ "DE12345678", NULL }, { "DK12345678", "DK" },
		{ "EE123456789", "EE" }, { "EL123456789", "GR" },
		{ "GR123456789", NULL }, { "ESX12345678", "ES" },
		{ "ES12345678X", "ES" }, { "ESX1234567X", "ES" },
		{ "ES123456789", NULL }, { "FI12345678", "FI" },
		{ "FR44732829320", "FR" }, { "FR45732829320", NULL },
		{ "FRK7399859412", "FR" }, { "FRO7399859412", NULL },
		{ "HR12345678901", "HR" }, { "HU12345678", "HU" },
		{ "IE1234567W", "IE" }, { "IE1234567WA", "IE" },
		{ "IE1+12345W", "IE" }, { "IE12345678", NULL },
		{ "IT12345678901", "IT" }, { "LT123456789", "LT" },
		{ "LT123456789012", "LT" }, { "LT1234567890", NULL },
		{ "LU12345678", "LU" }, { "LV12345678901", "LV" },
		{ "MT12345678", "MT" }, { "NL123456789B01", "NL" },
		{ "NL123456789A01", NULL }, { "PL1234567890", "PL" },
		{ "PT123456789", "PT" }, { "RO12", "RO" },
		{ "RO1234567890", "RO" }, { "RO1", NULL },
		{ "SE123456789001", "SE" }, { "SE123456789002", NULL },
		{ "SI12345678", "SI" }, { "SK1234567890", "SK" },
		{ "GB123456789", "GB" }, { "GB123456789012", "GB" },
		{ "GBGD123", "GB" }, { "GBHA500", "GB" }, { "GBHB500", NULL },
		{ "XI123456789", "GB" }, { "CHE123456789", "CH" },
		{ "CHE123456789MWST", "CH" }, { "CHE123456789TVA", "CH" },
		{ "CHE123456789IVA", "CH" }, { "CHE123456789XVA", NULL },
		{ "NO123456789", "NO" }, { "NO123456789MVA", "NO" },
		{ "US123456789", NULL }, { "", NULL }, { "F", NULL },
		{ "fr44732829320", NULL }, { "FR 44732829320", NULL },
	};
	struct ou_str s;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].id);
		CHECK_INT(ou_vat_valid(ou_str_c(rows[i].id)),
		    rows[i].country != NULL);
		s = ou_vat_country(ou_str_c(rows[i].id));
		if (rows[i].country == NULL)
			CHECK(s.p == NULL);
		else
			CHECK_STRN(s.p, s.n, rows[i].country);
	}
}

static void
test_vat_plain(void)
{
	static const struct {
		const char *given, *plain;
	} rows[] = {
		{ "", "" }, { "FR44732829320", "FR44732829320" },
		{ "FR 44 732 829 320", "FR44732829320" },
		{ "FR-44.732.829.320", "FR44732829320" },
		{ "BE 0123.456.789", "BE0123456789" },
		{ "CHE-123.456.789 MWST", "CHE123456789MWST" },
		{ "NL\302\2408001.23.456.B01", "NL800123456B01" },
		{ "FR\342\200\25744\342\200\211732", "FR44732" },
		{ "DE\342\200\223123\342\200\224456\342\200\220789",
		    "DE123456789" },
		{ "IE 1+12345 W", "IE1+12345W" }, { "fr 44", "fr44" },
		{ " . - ", "" }, { "FR/44", "FR/44" },
		/* the beginning of another character */
		{ "DE\342\200", "DE\342\200" }, { "\303\251 1", "\303\2511" },
		/* as long as any may be, and longer: it is left as it is */
		{ "0123456789 0123456789 0123456789 01",
		    "01234567890123456789012345678901" },
		{ "0123456789 0123456789 0123456789 012",
		    "0123456789 0123456789 0123456789 012" },
	};
	char to[OU_VAT_MAX];
	struct ou_str s;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].given);
		s = ou_vat_plain(to, ou_str_c(rows[i].given));
		CHECK_STRN(s.p, s.n, rows[i].plain);
	}
}

static void
test_country(void)
{
	static const struct {
		const char *text, *code;	/* NULL: not known */
	} rows[] = {
		{ "FR", "FR" }, { "fr", "FR" }, { "FRA", "FR" },
		{ "fra", "FR" }, { "France", "FR" }, { " FRANCE ", "FR" },
		{ "Allemagne", "DE" }, { "GERMANY", "DE" },
		{ "Deutschland", "DE" }, { "\303\211tats-Unis", "US" },
		{ "etats unis", "US" }, { "U.S.A.", NULL }, { "USA", "US" },
		{ "UK", "GB" }, { "EL", "GR" }, { "XX", NULL },
		{ "C\303\264te d'Ivoire", "CI" },
		{ "R\303\251union", "RE" }, { "Ile de la R\303\251union",
		    "RE" },
		{ "Korea, Republic of", "KR" },
		{ "Cor\303\251e, R\303\251publique de", "KR" },
		{ "Niger", "NE" }, { "Nigeria", "NG" }, { "Guinea", "GN" },
		{ "Guinea-Bissau", "GW" }, { "Dominica", "DM" },
		{ "", NULL }, { "?", NULL }, { "Atlantis", NULL },
		{ "Franc", NULL }, { "rance", NULL }, { "AD|", NULL },
		{ "Zimbabwe", "ZW" }, { "AND", "AD" }, { "ZWE", "ZW" },
		{ "a very long name of a country that nobody has ever heard "
		    "of, and that is longer than any that there is", NULL },
	};
	static const char members[][3] = {
		"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI",
		"FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MC",
		"MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"
	};
	struct ou_str s;
	char code[2];
	size_t i;
	int known = 0, eu = 0;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].text);
		s = ou_country_code(ou_str_c(rows[i].text));
		if (rows[i].code == NULL)
			CHECK(s.p == NULL);
		else
			CHECK_STRN(s.p, s.n, rows[i].code);
	}
	ROW("membership");
	for (i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		CHECK(ou_country_eu(ou_str_c(members[i])));
	for (i = 0; i < 26 * 26; i++) {
		code[0] = (char)('A' + i / 26);
		code[1] = (char)('A' + i % 26);
		known += ou_country_known(ou_str_make(code, 2));
		eu += ou_country_eu(ou_str_make(code, 2));
	}
	/* 249 of the standard, and XK. */
	CHECK_INT(known, 250);
	CHECK_INT(eu, 28);
	CHECK(!ou_country_known(OU_STR("fr")));
	CHECK(!ou_country_eu(OU_STR("GB")));
}

int
main(void)
{
	RUN(test_gs1);
	RUN(test_siren);
	RUN(test_vat);
	RUN(test_vat_plain);
	RUN(test_country);
	return (UNIT_DONE());
}
