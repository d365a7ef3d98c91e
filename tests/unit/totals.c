#include "ou/model/totals.h"
#include "unit.h"

static struct ou_arena arena;
static struct ou_err err;

static struct ou_amount
amount(const char *s)
{
	struct ou_amount a = { 0, 0, false };

	if (s != NULL)
		CHECK_INT(ou_amount_parse(&a, ou_str_c(s), NULL), 0);
	return (a);
}

static struct ou_tax *
tax(const char *category, const char *percent)
{
	struct ou_tax *t = ou_arena_zalloc(&arena, sizeof(*t));

	t->category = ou_str_c(category);
	if (percent != NULL)
		CHECK_INT(ou_rate_parse(&t->percent, ou_str_c(percent), NULL),
		    0);
	return (t);
}

static void
line(struct ou_order *o, const char *quantity, const char *price,
    const char *base, struct ou_tax *t)
{
	struct ou_order_line *l = &o->lines[o->n_lines++];

	memset(l, 0, sizeof(*l));
	CHECK_INT(ou_quantity_parse(&l->quantity, ou_str_c(quantity), NULL),
	    0);
	if (price != NULL)
		CHECK_INT(ou_price_parse(&l->unit_price, ou_str_c(price),
		    NULL), 0);
	if (base != NULL)
		CHECK_INT(ou_quantity_parse(&l->price_base, ou_str_c(base),
		    NULL), 0);
	l->tax = t;
}

static struct ou_allowance *
allowance(struct ou_allowance **list, uint32_t *n, bool charge,
    const char *percent, const char *value, struct ou_tax *t)
{
	struct ou_allowance *x = ou_arena_array(&arena, *n + 1, sizeof(*x));

	if (*n > 0)
		memcpy(x, *list, *n * sizeof(*x));
	*list = x;
	x += (*n)++;
	x->charge = ou_flag_of(charge);
	if (percent != NULL)
		CHECK_INT(ou_rate_parse(&x->percent, ou_str_c(percent), NULL),
		    0);
	x->amount = amount(value);
	x->tax = t;
	return (x);
}

static void
begin(struct ou_order *o, const char *currency, bool gross)
{
	ou_arena_reset(&arena);
	memset(o, 0, sizeof(*o));
	memset(&err, 0, sizeof(err));
	o->currency = ou_str_c(currency);
	o->prices_include_tax = ou_flag_of(gross);
	o->lines = ou_arena_array(&arena, 8, sizeof(*o->lines));
}

static int
is_amount(const char *file, int at, struct ou_amount a, const char *want)
{
	char text[OU_DECIMAL_MAX];
	size_t n = a.given ? ou_amount_text(text, a) : 0;

	return (unit_check_mem(file, at, "amount", a.given ? text : NULL, n,
	    want, want != NULL ? strlen(want) : 0));
}
#define CHECK_AMOUNT(a, want) is_amount(__FILE__, __LINE__, a, want)

/* A bulk order: contract prices, a line discount, freight with its tax. */
static void
test_net(void)
{
	struct ou_order o;
	struct ou_allowance *x;

	begin(&o, "EUR", false);
	line(&o, "240", "1.42", NULL, tax("S", "20.00"));
	line(&o, "60", "4.10", NULL, tax("S", "20.00"));
	x = allowance(&o.lines[1].allowances, &o.lines[1].n_allowances, false,
	    "5.00", NULL, NULL);
	allowance(&o.allowances, &o.n_allowances, true, NULL, "18.00",
	    tax("S", "20.00"));
	CHECK_INT(ou_order_totals(&arena, &o, &err), 0);
	CHECK_AMOUNT(x->base, "246.00");
	CHECK_AMOUNT(x->amount, "12.30");
	CHECK_AMOUNT(o.lines[0].total, "340.80");
	CHECK_AMOUNT(o.lines[1].total, "233.70");
	if (!CHECK_INT(o.n_taxes, 1) || !CHECK(o.totals != NULL))
		return;
	CHECK_AMOUNT(o.taxes[0].taxable, "592.50");
	CHECK_AMOUNT(o.taxes[0].tax, "118.50");
	CHECK_AMOUNT(o.totals->line_extension, "574.50");
	CHECK_AMOUNT(o.totals->charge_total, "18.00");
	CHECK_AMOUNT(o.totals->allowance_total, NULL);
	CHECK_AMOUNT(o.totals->tax_exclusive, "592.50");
	CHECK_AMOUNT(o.totals->tax, "118.50");
	CHECK_AMOUNT(o.totals->tax_inclusive, "711.00");
	CHECK_AMOUNT(o.totals->prepaid, NULL);
	CHECK_AMOUNT(o.totals->rounding, NULL);
	CHECK_AMOUNT(o.totals->payable, "711.00");
}

/* A web order: gross prices, a coupon on a line, gross shipping, paid. */
static void
test_gross(void)
{
	struct ou_order o;
	struct ou_totals paid = { .prepaid = { 271100, 2, true } };

	begin(&o, "EUR", true);
	line(&o, "2", "4.90", NULL, tax("S", "20.00"));
	line(&o, "1", "14.90", NULL, tax("S", "20.00"));
	allowance(&o.lines[1].allowances, &o.lines[1].n_allowances, false,
	    "10.00", NULL, NULL);
	allowance(&o.allowances, &o.n_allowances, true, NULL, "3.90",
	    tax("S", "20.00"));
	paid.node = 77;
	o.totals = &paid;
	CHECK_INT(ou_order_totals(&arena, &o, &err), 0);
	CHECK_AMOUNT(o.lines[0].total, "9.80");
	CHECK_AMOUNT(o.lines[1].total, "13.41");
	if (!CHECK_INT(o.n_taxes, 1) || !CHECK(o.totals != NULL))
		return;
	CHECK_INT(o.totals->node, 77);
	CHECK_AMOUNT(o.taxes[0].taxable, "22.59");
	CHECK_AMOUNT(o.taxes[0].tax, "4.52");
	CHECK_AMOUNT(o.totals->line_extension, "19.34");
	CHECK_AMOUNT(o.totals->charge_total, "3.25");
	CHECK_AMOUNT(o.totals->tax_inclusive, "27.11");
	CHECK_AMOUNT(o.totals->prepaid, "27.11");
	CHECK_AMOUNT(o.totals->payable, "0.00");
}

/* The lost cent is stated, and never put into the tax. */
static void
test_rounding_amount(void)
{
	struct ou_order o;

	begin(&o, "EUR", true);
	line(&o, "1", "0.03", NULL, tax("S", "20"));
	CHECK_INT(ou_order_totals(&arena, &o, &err), 0);
	/* 0.025 -> 0.03; 0.006 -> 0.01; 0.03 + 0.01 is a cent too much */
	CHECK_AMOUNT(o.taxes[0].taxable, "0.03");
	CHECK_AMOUNT(o.taxes[0].tax, "0.01");
	CHECK_AMOUNT(o.totals->tax_inclusive, "0.04");
	CHECK_AMOUNT(o.totals->rounding, "-0.01");
	CHECK_AMOUNT(o.totals->payable, "0.03");
}

static void
test_groups(void)
{
	struct ou_order o;
	struct ou_tax_total had[2] = { 0 };

	begin(&o, "EUR", false);
	line(&o, "1", "100", NULL, tax("S", "20.00"));
	line(&o, "1", "50", NULL, tax("S", "5.50"));
	line(&o, "1", "30", NULL, tax("S", "20"));
	line(&o, "1", "20", NULL, tax("O", NULL));
	o.lines[3].tax->reason_code = OU_STR("VATEX-EU-O");
	/* 10 over 100, 50, 30, 20: 5, 2.5, 1.5, 1 */
	allowance(&o.allowances, &o.n_allowances, false, NULL, "10.00", NULL);
	had[0].node = 8;
	had[0].category = OU_STR("S");
	had[0].percent = (struct ou_rate){ 5500000, 2, true };
	had[1].node = 9;
	had[1].category = OU_STR("Z");
	had[1].percent = (struct ou_rate){ 0, 2, true };
	o.taxes = had;
	o.n_taxes = 2;
	CHECK_INT(ou_order_totals(&arena, &o, &err), 0);
	if (!CHECK_INT(o.n_taxes, 3))
		return;
	CHECK_AMOUNT(o.taxes[0].taxable, "123.50");
	CHECK_AMOUNT(o.taxes[0].tax, "24.70");
	CHECK_INT(o.taxes[0].node, 0);
	CHECK_AMOUNT(o.taxes[1].taxable, "47.50");
	CHECK_AMOUNT(o.taxes[1].tax, "2.61");	/* 2.6125 */
	CHECK_INT(o.taxes[1].node, 8);
	CHECK_AMOUNT(o.taxes[2].taxable, "19.00");
	CHECK_AMOUNT(o.taxes[2].tax, "0.00");
	CHECK(!o.taxes[2].percent.given);
	CHECK_STRN(o.taxes[2].reason_code.p, o.taxes[2].reason_code.n,
	    "VATEX-EU-O");
	CHECK_AMOUNT(o.totals->line_extension, "200.00");
	CHECK_AMOUNT(o.totals->allowance_total, "10.00");
	CHECK_AMOUNT(o.totals->tax_exclusive, "190.00");
	CHECK_AMOUNT(o.totals->payable, "217.31");
}

static void
test_lines(void)
{
	static const struct {
		const char *quantity, *price, *base, *currency, *want;
	} rows[] = {
		{ "3", "0.335", NULL, "EUR", "1.01" },	/* 1.005 */
		{ "-3", "0.335", NULL, "EUR", "-1.01" },
		{ "250", "12.34", "100", "EUR", "30.85" },
		{ "1", "1", "3", "EUR", "0.33" },
		{ "2", "1", "3", "EUR", "0.67" },
		{ "7", "0", NULL, "EUR", "0.00" },
		{ "0", "9.99", NULL, "EUR", "0.00" },
		{ "0.125", "9.96", NULL, "EUR", "1.25" },	/* 1.245 */
		{ "3", "33.4", NULL, "JPY", "100" },	/* 100.2 */
		{ "5", "0.1", NULL, "JPY", "1" },	/* 0.5 */
		{ "3", "1.2345", NULL, "TND", "3.704" }, /* 3.7035 */
		{ "1000000", "9000000.99", NULL, "EUR", "9000000990000.00" },
	};
	struct ou_order o;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s x %s / %s %s", rows[i].quantity, rows[i].price,
		    rows[i].base != NULL ? rows[i].base : "1",
		    rows[i].currency);
		begin(&o, rows[i].currency, false);
		line(&o, rows[i].quantity, rows[i].price, rows[i].base,
		    tax("Z", "0"));
		CHECK_INT(ou_order_totals(&arena, &o, &err), 0);
		CHECK_AMOUNT(o.lines[0].total, rows[i].want);
		CHECK_AMOUNT(o.totals->payable, rows[i].want);
	}
}

static void
test_incomplete(void)
{
	struct ou_order o;
	struct ou_totals had = { .node = 5 };
	struct ou_tax_total taxes[1] = { { .node = 6 } };

	ROW("a line without price");
	begin(&o, "EUR", false);
	line(&o, "1", "2.00", NULL, tax("S", "20"));
	line(&o, "1", NULL, NULL, tax("S", "20"));
	o.totals = &had;
	o.taxes = taxes;
	o.n_taxes = 1;
	CHECK_INT(ou_order_totals(&arena, &o, &err), 0);
	CHECK_AMOUNT(o.lines[0].total, "2.00");
	CHECK_AMOUNT(o.lines[1].total, NULL);
	CHECK(o.totals == NULL && o.taxes == NULL && o.n_taxes == 0);

	ROW("a line without tax");
	begin(&o, "EUR", false);
	line(&o, "1", "2.00", NULL, NULL);
	CHECK_INT(ou_order_totals(&arena, &o, &err), 0);
	CHECK_AMOUNT(o.lines[0].total, "2.00");
	CHECK(o.totals == NULL);

	ROW("no lines");
	begin(&o, "EUR", false);
	CHECK_INT(ou_order_totals(&arena, &o, &err), 0);
	CHECK(o.totals != NULL && o.n_taxes == 0);
	CHECK_AMOUNT(o.totals->payable, "0.00");

	ROW("no lines, but a charge");
	begin(&o, "EUR", false);
	allowance(&o.allowances, &o.n_allowances, true, NULL, "3.00", NULL);
	CHECK_INT(ou_order_totals(&arena, &o, &err), 0);
	CHECK(o.totals == NULL);

	ROW("a discount over lines of nothing: equal parts");
	begin(&o, "EUR", false);
	line(&o, "1", "0", NULL, tax("S", "20"));
	line(&o, "1", "0", NULL, tax("S", "10"));
	allowance(&o.allowances, &o.n_allowances, false, NULL, "0.03", NULL);
	CHECK_INT(ou_order_totals(&arena, &o, &err), 0);
	CHECK_AMOUNT(o.taxes[0].taxable, "-0.02");
	CHECK_AMOUNT(o.taxes[1].taxable, "-0.01");
}

static void
test_errors(void)
{
	struct ou_order o;

	ROW("no currency");
	begin(&o, "EUX", false);
	CHECK_INT(ou_order_totals(&arena, &o, &err), -1);
	CHECK_INT(err.code, OU_DIAG_HOLD_CURRENCY);

	ROW("overflow in a line");
	begin(&o, "EUR", false);
	line(&o, "1", "1", NULL, tax("S", "20"));
	line(&o, "9000000000000", "9000000000000", NULL, tax("S", "20"));
	CHECK_INT(ou_order_totals(&arena, &o, &err), -1);
	CHECK_INT(err.code, OU_DIAG_OVERFLOW);
	CHECK_STR(err.field, "orderedItem.1");

	ROW("overflow in a sum");
	begin(&o, "EUR", false);
	line(&o, "100", "9000000000000", NULL, tax("S", "20"));
	line(&o, "100", "9000000000000", NULL, tax("S", "20"));
	CHECK_INT(ou_order_totals(&arena, &o, &err), -1);
	CHECK_INT(err.code, OU_DIAG_OVERFLOW);

	ROW("decimals of an allowance");
	begin(&o, "EUR", false);
	line(&o, "1", "1", NULL, tax("S", "20"));
	allowance(&o.lines[0].allowances, &o.lines[0].n_allowances, false,
	    NULL, "0.005", NULL);
	CHECK_INT(ou_order_totals(&arena, &o, &err), -1);
	CHECK_INT(err.code, OU_DIAG_DECIMALS);
	CHECK_STR(err.field, "orderedItem.0.allowanceCharges.0.amount");
	CHECK_STR(err.text, "'0.005' has more decimals than EUR has");

	ROW("decimals that are zeros");
	o.lines[0].allowances[0].amount = amount("0.500");
	CHECK_INT(ou_order_totals(&arena, &o, &err), 0);
	CHECK_AMOUNT(o.lines[0].total, "0.50");

	ROW("a price base of nothing");
	begin(&o, "EUR", false);
	line(&o, "1", "1", "0", tax("S", "20"));
	CHECK_INT(ou_order_totals(&arena, &o, &err), -1);
	CHECK_STR(err.field, "orderedItem.0");
}

/* Many groups take the road through the hash table. */
static void
test_many_groups(void)
{
	enum { N = 5000 };
	struct ou_order o;
	uint32_t i;

	begin(&o, "EUR", false);
	o.lines = ou_arena_array(&arena, N, sizeof(*o.lines));
	for (i = 0; i < N; i++) {
		line(&o, "1", "100.00", NULL, tax("S", "0"));
		o.lines[i].tax->percent.v = (i % (N / 2)) * 10000;
	}
	CHECK_INT(ou_order_totals(&arena, &o, &err), 0);
	CHECK_INT(o.n_taxes, N / 2);
	for (i = 0; i < o.n_taxes; i++) {
		CHECK_AMOUNT(o.taxes[i].taxable, "200.00");
		CHECK_INT(o.taxes[i].percent.v, i * 10000);
		CHECK_INT(o.taxes[i].tax.v, i * 2 * 100);
	}
}

int
main(void)
{
	RUN(test_net);
	RUN(test_gross);
	RUN(test_rounding_amount);
	RUN(test_groups);
	RUN(test_lines);
	RUN(test_incomplete);
	RUN(test_errors);
	RUN(test_many_groups);
	ou_arena_release(&arena);
	return (UNIT_DONE());
}
