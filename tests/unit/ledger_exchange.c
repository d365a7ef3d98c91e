/* What the store knows of interchanges that come, in any order and state. */
#include "ou/ledger/exchange.h"
#include "store-fixture.h"

static struct ou_arena arena;
static int reference;

/*
 * A story is what comes under one reference, two messages each: the content's
 * letter, in capitals when the trailer is missing, and the messages of it that
 * are rejected: none -, the first 1, both 2; or k, when the reader is killed
 * before that is known.  Each is answered by what it is: n new, a again, r
 * refused; and then what the interchange and the two messages are: o open,
 * n none, r rejected; of what is refused the row of the refusal alone.
 */
static const struct {
	const char *name, *comes, *gives;
} stories[] = {
	{ "once", "a-", "n nnn" },
	{ "again", "a- a-", "n nnn a nnn" },
	{ "other", "a- b-", "n nnn r r" },
	{ "refused again", "a- b- b- c- b-", "n nnn r r a r r r a r" },
	{ "one rejected", "a1 b-", "n nrn r r" },
	{ "all rejected", "a2 b-", "n rrr n nnn" },
	{ "all rejected, then the other, then mended", "a2 b- a-",
	    "n rrr n nnn r r" },
	{ "mended", "a2 a- b-", "n rrr a nnn r r" },
	{ "mended in part", "a2 a1 a2 b-", "n rrr a nrn a nrn r r" },
	{ "rejected later", "a- a2 b-", "n nnn a nnn r r" },
	{ "cut off", "A- b-", "n rnn n nnn" },
	{ "cut off, then whole", "A- a- b-", "n rnn a nnn r r" },
	{ "whole, then cut off", "a- A- b-", "n nnn a nnn r r" },
	{ "cut off, the other, cut off again", "A- b- A-",
	    "n rnn n nnn a rnn" },
	{ "cut off and rejected, the other, then whole", "A2 b- a-",
	    "n rrr n nnn r r" },
	{ "cut off with other content", "a- B-", "n nnn r r" },
	{ "killed", "ak b-", "n noo r r" },
	{ "killed, then rejected", "ak a2 b-", "n noo a rrr n nnn" },
	{ "killed, then taken", "ak a1 a2", "n noo a nrn a nrn" },
	{ "killed and cut off", "Ak b-", "n roo n nnn" },
};

static void
digest(struct ou_digest *d, char content, int message)
{
	char text[2] = { content, (char)('0' + message) };
	struct ou_str part = ou_str_make(text, 2);

	ou_digest_of(d, &part, 1);
}

static char
letter(enum ou_exchange_state state)
{
	return state == OU_EXCHANGE_OWED ? 'o' :
	    state == OU_EXCHANGE_REJECTED ? 'r' : 'n';
}

/* What the store has of it. */
static char
kept(struct ou_store *s, const struct ou_exchanged *x)
{
	struct ou_exchanges found;
	uint32_t i;

	OK(ou_store_exchange(s, &arena, x, &found, &store_err));
	for (i = 0; i < found.n; i++) {
		if (memcmp(&found.rows[i].digest, &x->digest,
		    sizeof(x->digest)) == 0)
			return letter(found.rows[i].state);
	}
	return '?';
}

static void
comes(struct ou_store *s, const char *what, struct ou_buf *gives)
{
	struct ou_received_message m[2] = { { .verdict = OU_RECEIVED_NEW },
	    { .verdict = OU_RECEIVED_NEW } };
	struct ou_received x = { .messages = m, .n = 2,
	    .whole = what[0] >= 'a', .row = { .partner = U("ZZ:THEM"),
	    .own = U("ZZ:US") } };
	char content = (char)(what[0] | 0x20);
	uint32_t i;
	bool refused;

	x.row.reference = ou_str_printf(&arena, "%09d", reference);
	digest(&x.row.digest, content, 0);
	for (i = 0; i < 2; i++) {
		m[i].row.message = i == 0 ? U("0001") : U("0002");
		m[i].row.type = U("850");
		digest(&m[i].row.digest, content, (int)i + 1);
	}
	OK(ou_store_begin(s, &store_err));
	refused = ou_ledger_received(s, &arena, &x, &store_err) != 0;
	if (refused) {
		CHECK_INT(store_err.code, OU_DIAG_EDI_DUPLICATE);
		store_err = (struct ou_err){ 0 };
		OK(ou_ledger_refused(s, &arena, &x, &store_err));
	}
	OK(ou_store_commit(s, &store_err));
	ou_buf_puts(gives, x.again ? "a " : refused ? "r " : "n ");
	for (i = 0; i < x.n && what[1] != '-'; i++)
		m[i].rejected = what[1] == '2' || i == 0;
	if (!refused && what[1] != 'k') {
		OK(ou_store_begin(s, &store_err));
		OK(ou_ledger_received_end(s, &x, &store_err));
		CHECK(!ou_ledger_received_changes(&x));
		OK(ou_store_commit(s, &store_err));
	}
	ou_buf_addc(gives, kept(s, &x.row));
	for (i = 0; i < x.n; i++)
		ou_buf_addc(gives, kept(s, &m[i].row));
}

static void
test_stories(void)
{
	struct ou_store *s = store_fresh();
	struct ou_buf gives = OU_BUF_INIT;
	const char *what;
	size_t i;

	for (i = 0; i < sizeof(stories) / sizeof(*stories); i++) {
		ROW("%s", stories[i].name);
		reference++;
		ou_buf_clear(&gives);
		for (what = stories[i].comes; *what != '\0'; ) {
			comes(s, what, &gives);
			what += what[2] == ' ' ? 3 : 2;
			if (*what != '\0')
				ou_buf_addc(&gives, ' ');
		}
		CHECK_STRN(gives.p, gives.n, stories[i].gives);
	}
	ou_buf_release(&gives);
	store_done(s);
}

static void
tests(void)
{
	RUN(test_stories);
}

int
main(void)
{
	int failed = store_main(tests);

	ou_arena_release(&arena);
	return failed;
}
