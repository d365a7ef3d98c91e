#include "ou/base/money.h"
#include "unit.h"

static struct ou_price
price(const char *s)
{
	struct ou_price p = { 0, 0, false };

	if (s != NULL)
		CHECK_INT(ou_price_parse(&p, ou_str_c(s), NULL), 0);
	return p;
}

static struct ou_quantity
quantity(const char *s)
{
	struct ou_quantity q = { 0, false };

	if (s != NULL)
		CHECK_INT(ou_quantity_parse(&q, ou_str_c(s), NULL), 0);
	return q;
}

static struct ou_amount
amount(const char *s)
{
	struct ou_amount a = { 0, 0, false };

	CHECK_INT(ou_amount_parse(&a, ou_str_c(s), NULL), 0);
	return a;
}

static struct ou_rate
rate(const char *s)
{
	struct ou_rate r = { 0, 0, false };

	CHECK_INT(ou_rate_parse(&r, ou_str_c(s), NULL), 0);
	return r;
}

static void
check_amount(int answer, struct ou_amount got, const char *want)
{
	char to[OU_DECIMAL_MAX];
	size_t n = ou_amount_text(to, got);

	CHECK_INT(answer, want != NULL ? 0 : -1);
	if (want != NULL && answer == 0) {
		CHECK(got.given);
		CHECK_STRN(to, n, want);
	}
}

static void
test_text(void)
{
	char to[OU_DECIMAL_MAX];

	CHECK_STRN(to, ou_amount_text(to, amount("12.50")), "12.50");
	CHECK_STRN(to, ou_amount_text(to, amount("12.5")), "12.5");
	CHECK_STRN(to, ou_price_text(to, price("0.123456")), "0.123456");
	CHECK_STRN(to, ou_price_text(to, price("1.10")), "1.10");
	CHECK_STRN(to, ou_rate_text(to, rate("20.00")), "20.00");
	CHECK_STRN(to, ou_rate_text(to, rate("20")), "20.00");
	CHECK_STRN(to, ou_rate_text(to, rate("5.5")), "5.50");
	CHECK_STRN(to, ou_rate_text(to, rate("2.1250")), "2.125");
	CHECK_STRN(to, ou_rate_text(to, rate("0.000")), "0.00");
	CHECK_STRN(to, ou_quantity_text(to, quantity("1.500")), "1.5");
	CHECK_STRN(to, ou_quantity_text(to, quantity("1e3")), "1000");
	CHECK_STRN(to, ou_quantity_text(to, ou_quantity_of(-3)), "-3");
}

static void
test_refused(void)
{
	struct ou_err err;
	struct ou_amount a = { 0, 0, false };
	struct ou_price p = { 0, 0, false };
	struct ou_quantity q = { 0, false };

	CHECK_INT(ou_amount_parse(&a, OU_STR("1e2"), &err), -1);
	CHECK_STR(err.text, "'1e2' is not an amount");
	CHECK_INT(ou_amount_parse(&a, OU_STR("1.23456"), &err), -1);
	CHECK_INT(ou_price_parse(&p, OU_STR("abc"), &err), -1);
	CHECK_STR(err.text, "'abc' is not a price");
	CHECK_INT(ou_quantity_parse(&q, OU_STR("9e15"), &err), -1);
	CHECK_INT(err.code, OU_DIAG_OVERFLOW);
	CHECK(!a.given && !p.given && !q.given);
}

static void
test_extend(void)
{
	static const struct {
		const char *price, *quantity, *base;
		int places;
		const char *want;
	} rows[] = {
		{ "12.50", "10", NULL, 2, "125.00" },
		{ "0.333333", "3", NULL, 2, "1.00" },
		{ "0.125", "1", NULL, 2, "0.13" },
		{ "-0.125", "1", NULL, 2, "-0.13" },
		{ "0.125", "-1", NULL, 2, "-0.13" },
		{ "0.124999", "1", NULL, 2, "0.12" },
		{ "12.50", "250", "100", 2, "31.25" },
		{ "1.00", "1", "3", 2, "0.33" },
		{ "2.00", "1", "3", 2, "0.67" },
		{ "1500", "3", NULL, 0, "4500" }, { "0.5", "1", NULL, 0, "1" },
		{ "1.2345", "1", NULL, 3, "1.235" },
		{ "1.23456", "1", NULL, 4, "1.2346" },
		{ "1", "1", "0", 2, NULL }, { "1", "1", "-1", 2, NULL },
		{ "1", "1", NULL, 5, NULL }, { "1", "1", NULL, -1, NULL },
		{ "9000000000000", "100", NULL, 2, "900000000000000.00" },
		{ "9000000000000", "103", NULL, 2, NULL },
		{ "9000000000000", "9000000000000", NULL, 2, NULL },
		{ "9000000000000", "9000000000000", "9000000000000", 2,
		    "9000000000000.00" },
		{ "0.000001", "0.000001", "9000000000000", 2, "0.00" },
	};
	struct ou_amount out = { 0, 0, false };
	size_t i;
	int r;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s x %s / %s", rows[i].quantity, rows[i].price,
		    rows[i].base ? rows[i].base : "1");
		r = ou_price_extend(&out, price(rows[i].price),
		    quantity(rows[i].quantity), quantity(rows[i].base),
		    rows[i].places, NULL);
		check_amount(r, out, rows[i].want);
	}
}

static void
test_rate(void)
{
	static const struct {
		const char *rate, *base, *of, *net;
	} rows[] = {
		{ "20.00", "100.00", "20.00", "83.33" },
		{ "5.5", "19.99", "1.10", "18.95" },
		{ "19", "-10.00", "-1.90", "-8.40" },
		{ "0", "10.00", "0.00", "10.00" },
		{ "-100", "10.00", "-10.00", NULL },
		{ "100", "0.01", "0.01", "0.01" },
		{ "20", "900000000000000", "180000000000000.00",
		    "750000000000000.00" },
		{ "200", "900000000000000", NULL, "300000000000000.00" },
	};
	struct ou_amount out = { 0, 0, false };
	size_t i;
	int r;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s%% of %s", rows[i].rate, rows[i].base);
		r = ou_rate_of(&out, rate(rows[i].rate), amount(rows[i].base),
		    2, NULL);
		check_amount(r, out, rows[i].of);
		r = ou_rate_net(&out, rate(rows[i].rate),
		    amount(rows[i].base), 2, NULL);
		check_amount(r, out, rows[i].net);
	}
}

static void
test_spread(void)
{
	static const struct {
		const char *total, *weights[4], *parts[4];
		size_t n;
		int places;
	} rows[] = {
		{ "10.00", { "1", "1", "1" },
		    { "3.34", "3.33", "3.33" }, 3, 2 },
		{ "-10.00", { "1", "1", "1" },
		    { "-3.34", "-3.33", "-3.33" }, 3, 2 },
		{ "0.01", { "0", "5", "5" }, { "0.00", "0.01", "0.00" }, 3, 2 },
		{ "0.02", { "0", "0", "0" }, { "0.01", "0.01", "0.00" }, 3, 2 },
		{ "100", { "3", "2", "1", "0" }, { "50", "33", "17", "0" }, 4,
		    0 },
		{ "1.005", { "1", "1" }, { "0.503", "0.502" }, 2, 3 },
		{ "0.00", { "1", "2" }, { "0.00", "0.00" }, 2, 2 },
		{ "922337203685477.58", { "922337203685477.58",
		    "922337203685477.58" }, { "461168601842738.79",
		    "461168601842738.79" }, 2, 2 },
	};
	struct ou_amount parts[4], weights[4];
	size_t i, k;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s over %zu", rows[i].total, rows[i].n);
		for (k = 0; k < rows[i].n; k++)
			weights[k] = amount(rows[i].weights[k]);
		CHECK_INT(ou_amount_spread(parts, rows[i].n, weights,
		    amount(rows[i].total), rows[i].places, NULL), 0);
		for (k = 0; k < rows[i].n; k++)
			check_amount(0, parts[k], rows[i].parts[k]);
	}
	ROW("refused");
	weights[0] = amount("-1");
	CHECK_INT(ou_amount_spread(parts, 1, weights, amount("1"), 2, NULL),
	    -1);
	weights[0] = amount("1");
	CHECK_INT(ou_amount_spread(parts, 1, weights, amount("1.005"), 2,
	    NULL), -1);
	CHECK_INT(ou_amount_spread(parts, 0, weights, amount("1"), 2, NULL),
	    -1);
	CHECK_INT(ou_amount_spread(parts, 0, weights, amount("0"), 2, NULL),
	    0);
}

static void
test_sums(void)
{
	struct ou_amount none = { 0, 0, false }, top, a;
	struct ou_quantity q = quantity("1.5"), most = { INT64_MAX, true };
	struct ou_err err;

	top = amount("922337203685477.5807");
	a = amount("1.50");
	check_amount(ou_amount_add(&a, a, none, &err), a, "1.50");
	check_amount(ou_amount_add(&a, a, amount("2"), &err), a, "3.50");
	check_amount(ou_amount_sub(&a, a, amount("4.000"), &err), a, "-0.500");
	CHECK_INT(ou_amount_add(&a, top, amount("0.0001"), &err), -1);
	CHECK_INT(err.code, OU_DIAG_OVERFLOW);
	check_amount(0, a, "-0.500");
	CHECK_INT(ou_quantity_sub(&q, q, quantity("2"), &err), 0);
	CHECK_INT(q.v, -500000);
	CHECK_INT(ou_quantity_add(&q, most, quantity("1"), &err), -1);
}

static void
test_convert(void)
{
	static const struct {
		const char *q, *factor, *product, *quotient;
	} rows[] = {
		{ "12", "6", "72", "2" }, { "1.5", "2", "3", "0.75" },
		{ "1", "3", "3", NULL },
		{ "0.000001", "0.5", NULL, "0.000002" },
		{ "9000000000000", "10", NULL, "900000000000" },
		{ "1", "0", "0", NULL }, { "-6", "4", "-24", "-1.5" },
	};
	struct ou_quantity out;
	char to[OU_DECIMAL_MAX];
	size_t i;
	int r;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s and %s", rows[i].q, rows[i].factor);
		r = ou_quantity_convert(&out, quantity(rows[i].q),
		    quantity(rows[i].factor), NULL);
		CHECK_INT(r, rows[i].product != NULL ? 0 : -1);
		if (r == 0 && rows[i].product != NULL)
			CHECK_STRN(to, ou_quantity_text(to, out),
			    rows[i].product);
		r = ou_quantity_ratio(&out, quantity(rows[i].q),
		    quantity(rows[i].factor), NULL);
		CHECK_INT(r, rows[i].quotient != NULL ? 0 : -1);
		if (r == 0 && rows[i].quotient != NULL)
			CHECK_STRN(to, ou_quantity_text(to, out),
			    rows[i].quotient);
	}
}

static void
test_currency(void)
{
	static const struct {
		const char *code;
		int places;
	} rows[] = {
		{ "EUR", 2 }, { "JPY", 0 }, { "TND", 3 }, { "CLF", 4 },
		{ "AED", 2 }, { "ZWL", 2 }, { "XAF", 0 }, { "XXX", -1 },
		{ "XAU", -1 }, { "eur", -1 }, { "EU", -1 }, { "EURO", -1 },
		{ "", -1 }, { "AAA", -1 }, { "ZZZ", -1 },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].code);
		CHECK_INT(ou_currency_places(ou_str_c(rows[i].code)),
		    rows[i].places);
	}
}

int
main(void)
{
	RUN(test_text);
	RUN(test_refused);
	RUN(test_extend);
	RUN(test_rate);
	RUN(test_spread);
	RUN(test_sums);
	RUN(test_convert);
	RUN(test_currency);
	return (UNIT_DONE());
}
