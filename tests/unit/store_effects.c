/*
 * Effects in the store: what was answered is answered again, what was never
 * printed is resumed, and what is overtaken is known; on every backend.
 */
#include "store-fixture.h"

static int
collect(void *arg, const struct ou_effect *e, struct ou_err *err)
{
	(void)err;
	ou_buf_adds(arg, e->output);
	return 0;
}

static void
test_effects(void)
{
	struct ou_store *s = store_fresh();
	const struct ou_transaction *t = ou_store_transaction(s);
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_buf b = OU_BUF_INIT;
	struct ou_effect e[3] = {
		STORE_EFFECT("stock-allocate", "a"),
		STORE_EFFECT("stock-allocate", "b"),
		STORE_EFFECT("price-quote", "a"),
	};

	CHECK(t->store == s);
	OK(t->begin(s, &store_err));
	OK(t->done(s, &a, e, 3, &store_err));
	CHECK(e[0].output.p == NULL && e[1].output.p == NULL);
	OK(store_keep(s, "stock-allocate", "a", "{\"a\":1}\n"));
	CHECK_INT(store_keep(s, "stock-allocate", "a", "{\"a\":2}\n"), -1);
	CHECK_INT(store_err.kind, OU_ERR_RECORD);
	/* Within the transaction it is done already. */
	OK(t->done(s, &a, e, 3, &store_err));
	CHECK_STRN(e[0].output.p, e[0].output.n, "{\"a\":1}\n");
	CHECK(e[1].output.p == NULL && e[2].output.p == NULL);
	OK(store_keep(s, "stock-allocate", "b", ""));
	OK(t->commit(s, &store_err));
	ou_store_close(s);

	/* Another process prints what this one did not. */
	s = store_open(false);
	t = ou_store_transaction(s);
	OK(t->begin(s, &store_err));
	OK(t->done(s, &a, e, 3, &store_err));
	CHECK_STRN(e[0].output.p, e[0].output.n, "{\"a\":1}\n");
	CHECK(e[1].output.p != NULL && e[1].output.n == 0);
	CHECK(e[2].output.p == NULL);
	OK(store_keep(s, "price-quote", "a", "quote\n"));
	OK(t->commit(s, &store_err));
	OK(t->resume(s, U("stock-allocate"), collect, &b, &store_err));
	CHECK_STRN(b.p, b.n, "{\"a\":1}\n");
	OK(t->printed(s, &store_err));
	ou_store_close(s);
	s = store_open(false);
	t = ou_store_transaction(s);
	ou_buf_clear(&b);
	OK(t->resume(s, U("stock-allocate"), collect, &b, &store_err));
	OK(t->resume(s, U("price-quote"), collect, &b, &store_err));
	CHECK_INT(b.n, 0);
	ou_buf_release(&b);
	ou_arena_release(&a);
	store_done(s);
}

static int
keep_as(struct ou_store *s, char input, const char *output)
{
	char digest[OU_DIGEST_SIZE];
	struct ou_effect e = { .command = U("c"), .type = U("Order"),
		.id = U("a"), .output = ou_str_c(output) };

	memset(digest, input, sizeof(digest));
	e.digest = ou_str_make(digest, sizeof(digest));
	return ou_store_transaction(s)->keep(s, &e, &store_err);
}

static struct ou_effect
done_as(struct ou_store *s, struct ou_arena *a, char input)
{
	char digest[OU_DIGEST_SIZE];
	struct ou_effect e = { .command = U("c"), .type = U("Order"),
		.id = U("a"), .overtaken = true };

	memset(digest, input, sizeof(digest));
	e.digest = ou_str_make(digest, sizeof(digest));
	OK(ou_store_transaction(s)->done(s, a, &e, 1, &store_err));
	return e;
}

/* What was answered to an id before something else was. */
static void
test_overtaken(void)
{
	struct ou_store *s = store_fresh();
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_effect e;

	OK(ou_store_begin(s, &store_err));
	OK(keep_as(s, '1', "one\n"));
	e = done_as(s, &a, '1');
	CHECK(!e.overtaken && e.seq == 1);
	OK(keep_as(s, '2', "one\n"));
	CHECK(!done_as(s, &a, '1').overtaken);
	OK(keep_as(s, '3', "three\n"));
	OK(ou_store_commit(s, &store_err));
	OK(ou_store_begin(s, &store_err));
	e = done_as(s, &a, '1');
	CHECK(e.overtaken && e.newer == 3 && ou_date_given(e.newer_at.date));
	e = done_as(s, &a, '2');
	CHECK(e.overtaken && e.newer == 3 && e.seq == 2);
	e = done_as(s, &a, '3');
	CHECK(!e.overtaken && e.seq == 3);
	CHECK(!done_as(s, &a, '4').overtaken);
	/* Taken back, all three are new. */
	OK(ou_store_effect_void(s, U("c"), U("Order"), U("a"), &store_err));
	OK(keep_as(s, '1', "one again\n"));
	e = done_as(s, &a, '1');
	CHECK(!e.overtaken);
	CHECK_INT(e.seq, 5);
	CHECK(done_as(s, &a, '3').output.p == NULL);
	OK(ou_store_commit(s, &store_err));
	ou_arena_release(&a);
	store_done(s);
}

static int
collect_fate(void *arg, const struct ou_effect *e, struct ou_err *err)
{
	(void)err;
	CHECK_STRN(e->command.p, e->command.n, "c");
	CHECK_STRN(e->type.p, e->type.n, "Order");
	CHECK_STRN(e->id.p, e->id.n, "a");
	ou_buf_printf(arg, "%d%s%d ", (int)e->seq, e->overtaken ? "<" : "=",
	    (int)e->newer);
	return 0;
}

/* What was never printed is resumed with what has come since. */
static void
test_resumed_overtaken(void)
{
	struct ou_store *s = store_fresh();
	struct ou_buf b = OU_BUF_INIT;

	OK(ou_store_begin(s, &store_err));
	OK(keep_as(s, '1', "one\n"));
	OK(keep_as(s, '2', "two\n"));
	OK(keep_as(s, '3', "one\n"));
	OK(ou_store_commit(s, &store_err));
	OK(ou_store_transaction(s)->resume(s, U("c"), collect_fate, &b,
	    &store_err));
	CHECK_STRN(ou_buf_str(&b).p, b.n, "1=3 2<3 3=3 ");
	/* Taken back is overtaken by that. */
	OK(ou_store_begin(s, &store_err));
	OK(ou_store_effect_void(s, U("c"), U("Order"), U("a"), &store_err));
	OK(ou_store_commit(s, &store_err));
	ou_store_close(s);
	s = store_open(false);
	ou_buf_clear(&b);
	OK(ou_store_transaction(s)->resume(s, U("c"), collect_fate, &b,
	    &store_err));
	CHECK_STRN(ou_buf_str(&b).p, b.n, "1<4 2<4 3<4 4=4 ");
	ou_buf_release(&b);
	store_done(s);
}

static void
resumed(const char *want)
{
	struct ou_store *s = store_open(false);
	struct ou_buf b = OU_BUF_INIT;

	OK(ou_store_transaction(s)->resume(s, U("c"), collect, &b,
	    &store_err));
	CHECK_STRN(ou_buf_str(&b).p, b.n, want);
	ou_buf_release(&b);
	ou_store_close(s);
}

/* The same input again prints what was not printed: all of it, or a part. */
static void
test_asked_again(void)
{
	struct ou_store *s = store_fresh();
	const struct ou_transaction *t = ou_store_transaction(s);
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_effect e[2] = {
		STORE_EFFECT("c", "2"),
		STORE_EFFECT("c", "3"),
	};
	static const char *const ids[] = { "1", "2", "3", "4", "5" };
	int i;

	for (i = 0; i < 5; i++) {
		if (i == 0 || i == 4)
			OK(t->begin(s, &store_err));
		OK(store_keep(s, "c", ids[i], ids[i]));
		if (i == 3 || i == 4)
			OK(t->commit(s, &store_err));
	}
	resumed("12345");
	OK(t->begin(s, &store_err));
	OK(t->done(s, &a, e, 2, &store_err));
	OK(t->commit(s, &store_err));
	ou_store_close(s);
	/* Not printed. */
	resumed("12345");
	s = store_open(false);
	t = ou_store_transaction(s);
	OK(t->begin(s, &store_err));
	OK(t->done(s, &a, e, 2, &store_err));
	OK(t->commit(s, &store_err));
	OK(t->printed(s, &store_err));
	ou_store_close(s);
	resumed("145");
	ou_arena_release(&a);
	s = store_open(false);
	store_done(s);
}

static void
tests(void)
{
	RUN(test_effects);
	RUN(test_asked_again);
	RUN(test_overtaken);
	RUN(test_resumed_overtaken);
}

int
main(void)
{
	return store_main(tests);
}
