#include "ou/rules/approval.h"
#include "ou/rules/credit.h"
#include "unit.h"

/* --- rates --- */

static struct ou_str
s(const char *text)
{
	return ou_str_c(text);
}

static struct ou_amount
amount(const char *text)
{
	struct ou_amount a = { 0, 0, false };

	if (text != NULL && ou_amount_parse(&a, s(text), NULL) != 0)
		abort();
	return a;
}

static struct ou_date
day(const char *text)
{
	struct ou_date d = { 0, 0, 0 };

	if (text != NULL && ou_date_parse(&d, s(text), NULL) != 0)
		abort();
	return d;
}

static struct ou_time
when(const char *text)
{
	struct ou_time t;

	memset(&t, 0, sizeof(t));
	if (text != NULL && ou_time_parse(&t, s(text), NULL) != 0)
		abort();
	return t;
}

static void
test_rates(void)
{
	static const struct {
		const char *amount, *from, *to, *day;
		int answer;
		const char *want;
	} rows[] = {
		{ "10.00", "EUR", "EUR", NULL, 0, "10.00" },
		{ "10.00", "EUR", "USD", "2026-01-01", 0, "11.00" },
		{ "10.00", "EUR", "USD", "2026-01-31", 0, "11.00" },
		{ "10.00", "EUR", "USD", "2026-02-01", 0, "12.50" },
		{ "10.00", "EUR", "USD", "2025-12-31", 1, NULL },
		{ "10.00", "EUR", "USD", NULL, 1, NULL },
		/* the other way round, half away from zero */
		{ "12.50", "USD", "EUR", "2026-02-01", 0, "10.00" },
		{ "0.01", "USD", "EUR", "2026-02-01", 0, "0.01" },
		{ "-0.01", "USD", "EUR", "2026-02-01", 0, "-0.01" },
		{ "0.02", "EUR", "USD", "2026-02-01", 0, "0.03" },
		{ "-0.02", "EUR", "USD", "2026-02-01", 0, "-0.03" },
		{ "10.00", "EUR", "JPY", "2026-02-01", 0, "1605" },
		{ "10.00", "USD", "JPY", "2026-02-01", 1, NULL },
		{ "10.00", "EUR", "XXX", "2026-02-01", 1, NULL },
		{ "900000000000000.00", "EUR", "JPY", "2026-02-01", -1,
		  NULL },
	};
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_rates *r = ou_rates_new(&a);
	char text[OU_DECIMAL_MAX];
	struct ou_amount got;
	struct ou_err err;
	size_t i;

	ou_rates_add(r, s("EUR"), s("USD"), day("2026-02-01"),
	    (struct ou_price){ 1250000, 2, true });
	ou_rates_add(r, s("EUR"), s("JPY"), day("2026-01-01"),
	    (struct ou_price){ 160500000, 2, true });
	ou_rates_add(r, s("EUR"), s("USD"), day("2026-01-01"),
	    (struct ou_price){ 1100000, 2, true });
	ou_rates_sort(r);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s %s %s %s", rows[i].amount, rows[i].from, rows[i].to,
		    rows[i].day != NULL ? rows[i].day : "-");
		if (!CHECK_INT(ou_rates_turn(r, amount(rows[i].amount),
		    s(rows[i].from), s(rows[i].to), day(rows[i].day), &got,
		    &err), rows[i].answer) || rows[i].answer != 0)
			continue;
		CHECK_STRN(text, ou_amount_text(text, got), rows[i].want);
	}
	ou_arena_release(&a);
}

/* --- credit --- */

static void
test_terms(void)
{
	static const struct {
		const char *code;
		int days;		/* -1: not stated */
		bool end;
		const char *agreed;
		bool want;
	} rows[] = {
		{ NULL, -1, false, "NET30", true },
		{ "NET30", -1, false, NULL, true },
		{ "NET30", -1, false, "NET30", true },
		{ "net30", -1, false, "NET30", true },
		{ "NET60", -1, false, "NET30", false },
		{ "NET10", -1, false, "NET30", true },
		{ NULL, 30, false, "NET30", true },
		{ NULL, 31, false, "NET30", false },
		{ NULL, 30, true, "NET30", false },
		{ NULL, 30, true, "NET30EOM", true },
		{ "45FDM", -1, false, "45FDM", true },
		{ "30FDM", -1, false, "45FDM", true },
		{ "30J", -1, false, "NET30", true },
		{ "45FDM", -1, false, "45J", false },
		{ "PREPAID", -1, false, "NET30", false },
		{ "PREPAID", 0, false, "NET30", true },
		{ "NET30", -1, false, "SPECIAL", false },
		{ "2/10NET30", -1, false, "NET30", false },
		{ "2/10NET30", -1, false, "2/10NET30", true },
		{ "99999999", -1, false, "NET30", false },
	};
	struct ou_terms t;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s %d %s", rows[i].code ? rows[i].code : "-",
		    rows[i].days, rows[i].agreed ? rows[i].agreed : "-");
		memset(&t, 0, sizeof(t));
		t.code = s(rows[i].code);
		t.net_days = (struct ou_integer){ rows[i].days,
		    rows[i].days >= 0 };
		t.end_of_month = rows[i].end ? OU_FLAG_YES : OU_FLAG_ABSENT;
		CHECK(ou_credit_terms(&t, s(rows[i].agreed)) ==
		    rows[i].want);
	}
	ROW("no terms");
	CHECK(ou_credit_terms(NULL, s("NET30")));
}

static void
test_credit(void)
{
	static const struct {
		const char *limit, *orders, *unpaid, *order;
		int overdue;
		uint32_t from;
		const char *want;	/* NULL: granted */
	} rows[] = {
		{ NULL, "9.00", "9.00", "9.00", 0, UINT32_MAX, NULL },
		{ "27.00", "9.00", "9.00", "9.00", 0, UINT32_MAX, NULL },
		{ "26.99", "9.00", "9.00", "9.00", 0, UINT32_MAX,
		  "open orders 9.00 + unpaid invoices 9.00 + this order 9.00 "
		  "exceed the limit 26.99 EUR" },
		{ "0.00", "0.00", "-5.00", "5.00", 0, UINT32_MAX, NULL },
		{ "5.00", "0.00", "0.00", NULL, 0, UINT32_MAX,
		  "what it costs in EUR is not known" },
		{ NULL, "0.00", "0.00", NULL, 0, UINT32_MAX, NULL },
		{ NULL, "0.00", "0.00", "1.00", 29, 30, NULL },
		{ NULL, "0.00", "0.00", "1.00", 30, 30,
		  "an invoice is overdue by 30 days" },
		{ NULL, "0.00", "0.00", "1.00", 30000, UINT32_MAX, NULL },
		{ "0.50", "0.00", "0.00", "1.00", 1, 1,
		  "open orders 0.00 + unpaid invoices 0.00 + this order 1.00 "
		  "exceed the limit 0.50 EUR; an invoice is overdue by 1 "
		  "days" },
	};
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_str reason;
	struct ou_err err;
	size_t i;
	int r;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%zu", i);
		r = ou_credit_hold(&a, &(struct ou_credit){
		    .currency = s("EUR"), .limit = amount(rows[i].limit),
		    .orders = amount(rows[i].orders),
		    .unpaid = amount(rows[i].unpaid),
		    .order = amount(rows[i].order),
		    .overdue = rows[i].overdue,
		    .overdue_from = rows[i].from }, &reason, &err);
		if (CHECK_INT(r, rows[i].want != NULL) && r == 1)
			CHECK_STRN(reason.p, reason.n, rows[i].want);
	}
	ROW("overflow");
	CHECK_INT(ou_credit_hold(&a, &(struct ou_credit){
	    .currency = s("EUR"), .limit = amount("1.00"),
	    .orders = amount("900000000000000.00"),
	    .unpaid = amount("900000000000000.00"),
	    .order = amount("1.00"), .overdue_from = UINT32_MAX }, &reason,
	    &err), -1);
	CHECK_INT(err.code, OU_DIAG_OVERFLOW);
	ou_arena_release(&a);
}

/* --- rules --- */

#define TEN { 10 * 1000000, 2, true }

static struct ou_str fr[] = { { "FR", 2 }, { "BE", 2 } };
static struct ou_str glass[] = { { "glass", 5 } };

static void
test_fits(void)
{
	static const struct {
		const char *what;
		struct ou_approval_when when;
		enum ou_approval_misfit want;
	} rows[] = {
		{ "nothing", { .first = OU_FLAG_ABSENT }, OU_APPROVAL_FITS },
		{ "at least", { .min = { 1000000, 2, true },
		  .currency = { "EUR", 3 } }, OU_APPROVAL_FITS },
		{ "a cent more", { .min = { 1000100, 2, true },
		  .currency = { "EUR", 3 } }, OU_APPROVAL_BELOW },
		{ "at most", { .max = { 1000000, 2, true },
		  .currency = { "EUR", 3 } }, OU_APPROVAL_FITS },
		{ "a cent less", { .max = { 999900, 2, true },
		  .currency = { "EUR", 3 } }, OU_APPROVAL_ABOVE },
		{ "no rate", { .min = { 1000100, 2, true },
		  .currency = { "USD", 3 } }, OU_APPROVAL_FITS },
		{ "margin", { .min_margin = TEN, .max_margin = TEN },
		  OU_APPROVAL_FITS },
		{ "more margin", { .min_margin = { 10000001, 2, true } },
		  OU_APPROVAL_MARGIN },
		{ "less margin", { .max_margin = { 9999999, 2, true } },
		  OU_APPROVAL_MARGIN },
		{ "first", { .first = OU_FLAG_YES }, OU_APPROVAL_NOT_FIRST },
		{ "not first", { .first = OU_FLAG_NO }, OU_APPROVAL_FITS },
		{ "country", { .countries = { fr, 2 } }, OU_APPROVAL_FITS },
		{ "another", { .countries = { fr, 1 } },
		  OU_APPROVAL_COUNTRY },
		{ "category", { .categories = { glass, 1 } },
		  OU_APPROVAL_CATEGORY },
		{ "item", { .items = { glass, 1 } }, OU_APPROVAL_FITS },
		{ "centre", { .cost_centers = { glass, 1 } },
		  OU_APPROVAL_COST_CENTER },
		{ "all of it", { .countries = { fr, 2 },
		  .channels = { glass, 1 } }, OU_APPROVAL_CHANNEL },
	};
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_approval_rule rule = { .id = s("r") };
	struct ou_approvals *x = ou_approvals_new(&a,
	    &(struct ou_approval_book){ .rules = &rule, .n_rules = 1 });
	struct ou_approval_case c = { .amount = { 1000000, 2, true },
	    .currency = s("EUR"), .margin = TEN, .country = s("BE"),
	    .items = { glass, 1 }, .day = day("2026-11-20") };
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].what);
		rule.when = rows[i].when;
		CHECK_INT(ou_approval_fits(x, &rule, &c), rows[i].want);
	}
	ROW("what is not known fits");
	c.amount.given = c.margin.given = false;
	rule.when = (struct ou_approval_when){ .min = { 9, 2, true },
	    .min_margin = { 90000000, 2, true } };
	CHECK_INT(ou_approval_fits(x, &rule, &c), OU_APPROVAL_FITS);
	ou_arena_release(&a);
}

/* --- decisions --- */

static struct ou_str names[] = { { "lead", 4 }, { "head", 4 } };

/* Two steps at once, then one; head is asked when lead does not answer. */
static struct ou_approval_demand demands[] = {
	{ .name = { "a", 1 }, .order = 1, .by = { .role = { "r", 1 } },
	  .quorum = 2 },
	{ .name = { "b", 1 }, .order = 1, .buyer = true,
	  .by = { .role = { "r", 1 } }, .quorum = 1, .expires = 3600 },
	{ .name = { "c", 1 }, .order = 2, .by = { .users = { names, 1 } },
	  .quorum = 1, .expires = 3600, .escalates = true,
	  .next = { .users = { names + 1, 1 } } },
};

static struct ou_approver users[] = {
	{ .user = { "u1", 2 }, .roles = { "q r", 3 } },
	{ .user = { "u2", 2 }, .roles = { "r", 1 },
	  .limit = { 1000000, 2, true } },
	{ .user = { "u3", 2 }, .roles = { "r s", 3 }, .delegate = { "u4", 2 },
	  .delegate_from = { 2026, 11, 1 },
	  .delegate_through = { 2026, 11, 30 } },
	{ .user = { "u4", 2 }, .roles = { "rr", 2 } },
	{ .user = { "u5", 2 }, .roles = { "r", 1 },
	  .valid_through = { 2026, 11, 19 } },
	{ .user = { "lead", 4 } }, { .user = { "head", 4 } },
	{ .customer = { "C", 1 }, .user = { "u1", 2 }, .roles = { "r", 1 } },
	{ .customer = { "C", 1 }, .user = { "u2", 2 }, .roles = { "r", 1 } },
	{ .customer = { "C", 1 }, .user = { "u6", 2 },
	  .cost_centers = { "X Y", 3 }, .roles = { "r", 1 } },
	{ .customer = { "D", 1 }, .user = { "u7", 2 }, .roles = { "r", 1 } },
};

static void
test_decide(void)
{
	static const struct {
		const char *step, *user, *decision, *at;
		enum ou_approval_verdict want;
		const char *states;	/* of a, b and c then */
	} rows[] = {
		{ "d", "u1", "approved", NULL, OU_APPROVAL_NO_STEP, "oow" },
		{ "c", "lead", "approved", NULL, OU_APPROVAL_WAITING, "oow" },
		{ "a", "u9", "approved", NULL, OU_APPROVAL_UNKNOWN, "oow" },
		{ "a", "u7", "approved", NULL, OU_APPROVAL_UNKNOWN, "oow" },
		{ "a", "u5", "approved", NULL, OU_APPROVAL_UNKNOWN, "oow" },
		{ "a", "u5", "approved", "2026-11-19", OU_APPROVAL_ACCEPTED,
		  "oow" },
		{ "a", "lead", "approved", NULL, OU_APPROVAL_RIGHT, "oow" },
		{ "a", "u2", "approved", NULL, OU_APPROVAL_LIMIT, "oow" },
		{ "a", "u4", "approved", "2026-10-31", OU_APPROVAL_RIGHT,
		  "oow" },
		{ "b", "u1", "approved", NULL, OU_APPROVAL_REQUESTER, "oow" },
		{ "b", "u1", "refused", NULL, OU_APPROVAL_REQUESTER, "oow" },
		{ "b", "u7", "approved", NULL, OU_APPROVAL_UNKNOWN, "oow" },
		{ "b", "u6", "approved", "2026-11-20T12:00:01Z",
		  OU_APPROVAL_FUTURE, "oow" },
		{ "b", "u6", "approved", "2026-11-20T12:00:00Z",
		  OU_APPROVAL_ACCEPTED, "oaw" },
		{ "b", "u6", "approved", NULL, OU_APPROVAL_AGAIN, "oaw" },
		{ "b", "u2", "approved", NULL, OU_APPROVAL_DECIDED, "oaw" },
		{ "b", "u6", "refused", NULL, OU_APPROVAL_DECIDED, "oaw" },
		{ "a", "u4", "approved", NULL, OU_APPROVAL_ACCEPTED, "aao" },
		{ "a", "u3", "approved", NULL, OU_APPROVAL_DECIDED, "aao" },
		{ "c", "head", "approved", NULL, OU_APPROVAL_RIGHT, "aao" },
		{ "c", "lead", "refused", NULL, OU_APPROVAL_ACCEPTED, "aar" },
	};
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_approval_rule rule = { .id = s("r"), .steps = demands,
	    .n_steps = 3 };
	struct ou_approvals *x = ou_approvals_new(&a,
	    &(struct ou_approval_book){ .rules = &rule, .n_rules = 1,
	    .users = users, .n_users = sizeof(users) / sizeof(users[0]) });
	struct ou_approval_case c = { .amount = amount("100.01"),
	    .currency = s("EUR"), .customer = s("C"), .cost_center = s("Y"),
	    .requester = s("u1"), .now = when("2026-11-20T12:00:00Z") };
	uint32_t k;
	size_t i;

	CHECK_INT(ou_approval_look(x, &a, &c), OU_APPROVAL_WAITS);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%zu %s %s", i, rows[i].step, rows[i].user);
		CHECK_INT(ou_approval_decide(x, &a, &c,
		    &(struct ou_decision_row){ .step = s(rows[i].step),
		    .user = s(rows[i].user),
		    .decision = s(rows[i].decision),
		    .at = when(rows[i].at) }), rows[i].want);
		for (k = 0; k < 3; k++)
			CHECK(c.steps[k].state.p[0] == rows[i].states[k]);
	}
	ROW("outcome");
	CHECK_INT(ou_approval_look(x, &a, &c), OU_APPROVAL_REFUSED);
	ou_arena_release(&a);
}

int
main(void)
{
	RUN(test_rates);
	RUN(test_terms);
	RUN(test_credit);
	RUN(test_fits);
	RUN(test_decide);
	return (UNIT_DONE());
}
