/* Which rows of the store an acknowledgement is about. */
#include "ou/ledger/answer.h"
#include "ou/ledger/exchange.h"
#include "store-fixture.h"

static struct ou_arena arena;
static struct ou_time now;
static const struct ou_partner profile = { .name = "them",
    .expected = { .hours = 24 } };

/* interchange, group, message */
static void
send(struct ou_store *s, const char *reference, const char *group,
    const char *message)
{
	struct ou_exchanged x = { .partner = U("ZZ:THEM"), .own = U("ZZ:US"),
	    .reference = ou_str_c(reference), .group = ou_str_c(group),
	    .message = ou_str_c(message), .type = U("810") };

	OK(ou_store_begin(s, &store_err));
	OK(ou_ledger_sent(s, &x, &profile, now, &store_err));
	OK(ou_store_commit(s, &store_err));
}

/* Messages of interchanges of that reference: w awaited, a accepted, r
 * rejected. */
static void
check(struct ou_store *s, const char *reference, const char *states)
{
	struct ou_exchanges found;
	char text[8] = "";
	uint32_t i, n = 0;

	OK(ou_store_exchange_reference(s, &arena, OU_SENT, U("ZZ:THEM"),
	    ou_str_c(reference), &found, &store_err));
	for (i = 0; i < found.n && n < sizeof(text) - 1; i++) {
		if (found.rows[i].message.n != 0)
			text[n++] = found.rows[i].state ==
			    OU_EXCHANGE_AWAITED ? 'w' : found.rows[i].state ==
			    OU_EXCHANGE_ACCEPTED ? 'a' : 'r';
	}
	CHECK_STRN(text, n, states);
}

static void
answer(struct ou_store *s, struct ou_answered_interchange *in,
    const char *group, const char *verdict)
{
	struct ou_answering x = { .store = s, .now = now };
	struct ou_answered_group g = { .control = ou_str_c(group),
	    .verdict = ou_str_c(verdict) };
	struct ou_acknowledgement k = { .form = in != NULL ? U("CONTRL") :
	    U("997"), .sender = U("ZZ:THEM"), .interchange = in,
	    .groups = &g, .n_groups = 1 };

	OK(ou_store_begin(s, &store_err));
	OK(ou_ledger_answer(&x, &arena, &k, &store_err));
	OK(ou_store_commit(s, &store_err));
	CHECK_INT(x.unknown, *verdict == 'r' ? 1 : 0);
}

/* The verdict on a group is none on the others of its interchange. */
static void
test_groups(void)
{
	struct ou_answered_interchange in = { .control = U("7"),
	    .verdict = U("accepted") };
	struct ou_store *s = store_fresh();

	send(s, "7", "1", "1");
	send(s, "7", "2", "2");
	send(s, "7", "", "");
	answer(s, &in, "2", "rejected");
	check(s, "7", "ar");
	store_done(s);
}

/* Numbers come again: an answer is to the last of them. */
static void
test_rollover(void)
{
	struct ou_store *s = store_fresh();

	send(s, "1", "1", "1");
	send(s, "1", "1", "2");
	send(s, "1", "", "");
	send(s, "9", "1", "1");
	send(s, "9", "1", "2");
	send(s, "9", "", "");
	answer(s, NULL, "1", "accepted");
	check(s, "1", "ww");
	check(s, "9", "aa");
	store_done(s);
}

/* A number is given again when what had it is answered. */
static void
test_control(void)
{
	const struct ou_partner_output output = { .control_last = 2 };
	struct ou_store *s = store_fresh();
	int64_t n;

	send(s, "000000001", "1", "1");
	send(s, "000000002", "2", "1");
	OK(ou_store_begin(s, &store_err));
	CHECK_INT(ou_ledger_control(s, &arena, U("ZZ:THEM"), &output,
	    OU_PARTNER_X12, 0, &n, &store_err), -1);
	CHECK_INT(store_err.kind, OU_ERR_OUTPUT);
	CHECK_INT(store_err.code, OU_DIAG_LIMIT);
	CHECK_INT(ou_ledger_control(s, &arena, U("ZZ:THEM"), &output,
	    OU_PARTNER_X12, 1, &n, &store_err), -1);
	store_err = (struct ou_err){ 0 };
	ou_store_rollback(s);
	answer(s, NULL, "2", "accepted");
	OK(ou_store_begin(s, &store_err));
	OK(ou_ledger_control(s, &arena, U("ZZ:THEM"), &output,
	    OU_PARTNER_X12, 0, &n, &store_err));
	CHECK_INT(n, 2);
	OK(ou_ledger_control(s, &arena, U("ZZ:THEM"), &output,
	    OU_PARTNER_X12, 1, &n, &store_err));
	CHECK_INT(n, 2);
	ou_store_rollback(s);
	store_done(s);
}

static void
tests(void)
{
	ou_time_parse(&now, U("2026-11-22T08:00:00Z"), NULL);
	RUN(test_groups);
	RUN(test_rollover);
	RUN(test_control);
}

int
main(void)
{
	int failed = store_main(tests);

	ou_arena_release(&arena);
	return failed;
}
