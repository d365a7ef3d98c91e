#include "ou/base/diag.h"
#include "ou/formats/ack.h"
#include "unit.h"

/* 9321 of an APERAK has eight characters: a partner must be able to tell our
 * codes apart by them. */
static void
test_apart(void)
{
	struct ou_str a, b;
	int i, k;

	for (i = OU_DIAG_NONE + 1; i < OU_DIAG_COUNT; i++) {
		a = ou_ack_advice_code(ou_str_c(ou_diag_name(
		    (enum ou_diag)i)));
		CHECK(a.n > 0 && a.n <= 8);
		for (k = OU_DIAG_NONE + 1; k < i; k++) {
			b = ou_ack_advice_code(ou_str_c(ou_diag_name(
			    (enum ou_diag)k)));
			if (ou_str_eq(a, b))
				printf("# %s and %s\n", ou_diag_name(
				    (enum ou_diag)i), ou_diag_name(
				    (enum ou_diag)k));
			CHECK(!ou_str_eq(a, b));
		}
	}
}

static void
test_known(void)
{
	static const struct {
		const char *code, *is;
	} rows[] = {
		{ "VALUE", "VALUE" },
		{ "FUNCTION", "FUNCTION" },
		{ "CURRENCY", "CURRENCY" },
		{ "IDENTIFIER", "IDENTIFI" },
		{ "DUPLICATE", "DUPLICAT" },
		{ "DUPLICATE-ORDER", "DUP-ORDR" },
		{ "LIKELY-DUPLICATE", "DUP-LIKE" },
		{ "UNIT-OF-MEASURE", "UNIT-MEA" },
		{ "NO-ORDER-NUMBER", "NO-ORDNO" },
		{ "of somebody else", "of someb" },
	};
	struct ou_str code;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		code = ou_ack_advice_code(ou_str_c(rows[i].code));
		CHECK_STRN(code.p, code.n, rows[i].is);
	}
}

int
main(void)
{
	RUN(test_apart);
	RUN(test_known);
	return (UNIT_DONE());
}
