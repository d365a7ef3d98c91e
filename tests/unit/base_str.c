#include <errno.h>

#include "ou/base/err.h"
#include "unit.h"

static void
test_arena(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	size_t held, i;
	char *p, *q;
	int round;

	CHECK(ou_arena_alloc(&a, 0) != NULL);
	p = ou_arena_alloc(&a, 3);
	q = ou_arena_alloc(&a, 3);
	CHECK((uintptr_t)p % 8 == 0 && q == p + 8);
	memcpy(q, "abc", 3);
	CHECK(ou_arena_extend(&a, q, 3, 100) == q);
	p = ou_arena_extend(&a, q, 100, 5000000);
	CHECK(p != q && memcmp(p, "abc", 3) == 0);
	q = ou_arena_array(&a, 10, 7);
	for (i = 0; i < 70; i++)
		CHECK_INT(q[i], 0);
	ou_arena_reset(&a);
	CHECK(a.total <= 1 << 20);
	/* A steady stream settles: the second round allocates nothing. */
	for (held = 0, round = 0; round < 8; round++) {
		for (i = 0; i < 100; i++)
			memset(ou_arena_alloc(&a, 3000), 1, 3000);
		ou_arena_reset(&a);
		if (round >= 6)
			CHECK_INT(a.total, held);
		held = a.total;
	}
	ou_arena_release(&a);
	CHECK(a.total == 0 && a.blocks == NULL);
	ou_arena_release(&a);
}

static void
test_large_blocks(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	char *p[64];
	size_t i, k;

	/* Large and small by turns: nothing overlaps. */
	for (i = 0; i < 64; i++) {
		k = i % 3 == 0 ? 300000 : 40 + i;
		p[i] = ou_arena_alloc(&a, k);
		memset(p[i], (int)i, k);
	}
	for (i = 0; i < 64; i++) {
		k = i % 3 == 0 ? 300000 : 40 + i;
		CHECK_INT(p[i][0], i);
		CHECK_INT(p[i][k - 1], i);
	}
	ou_arena_release(&a);
}

static void
test_compare(void)
{
	CHECK(ou_str_cmp(OU_STR_NONE, OU_STR("")) < 0);
	CHECK(ou_str_cmp(OU_STR(""), OU_STR_NONE) > 0);
	CHECK(ou_str_cmp(OU_STR_NONE, OU_STR_NONE) == 0);
	CHECK(ou_str_cmp(OU_STR("a"), OU_STR("ab")) < 0);
	CHECK(ou_str_cmp(OU_STR("b"), OU_STR("ab")) > 0);
	CHECK(ou_str_cmp(OU_STR("\377"), OU_STR("a")) > 0);
	CHECK(ou_str_caseeq(OU_STR("aZ9"), OU_STR("Az9")));
	CHECK(!ou_str_caseeq(OU_STR("\303\251"), OU_STR("\303\211")));
	CHECK(!ou_str_caseeq(OU_STR("@"), OU_STR("`")));
	CHECK(ou_str_starts(OU_STR("abc"), "ab"));
	CHECK(!ou_str_starts(OU_STR("a"), "ab"));
	CHECK(ou_str_ends(OU_STR("abc"), "bc"));
	CHECK(ou_str_ends(OU_STR_NONE, ""));
	CHECK_INT(ou_str_find(OU_STR("abca"), 'a'), 0);
	CHECK_INT(ou_str_find(OU_STR_NONE, 'a'), -1);
	CHECK_INT(ou_str_search(OU_STR("abcabd"), OU_STR("abd")), 3);
	CHECK_INT(ou_str_search(OU_STR("abc"), OU_STR("abd")), -1);
	CHECK_INT(ou_str_search(OU_STR_NONE, OU_STR("a")), -1);
	CHECK(ou_str_eq(ou_str_trim(OU_STR(" \t a b\r\n")), OU_STR("a b")));
	CHECK(ou_str_eq(ou_str_trim(OU_STR(" \t ")), OU_STR("")));
	CHECK(ou_str_eq(ou_str_sub(OU_STR("abc"), 1, 1), OU_STR("b")));
	CHECK(ou_str_eq(ou_str_sub(OU_STR("abc"), 5, 9), OU_STR("")));
	CHECK(ou_str_hash(OU_STR("abc")) == ou_str_hash(OU_STR("abc")));
	CHECK(ou_str_hash(OU_STR("abc")) != ou_str_hash(OU_STR("abd")));
	CHECK(ou_str_hash(OU_STR("")) != ou_str_hash(OU_STR("\0")));
	CHECK(ou_str_hash(OU_STR_NONE) == ou_str_hash(OU_STR("")));
}

static void
test_split(void)
{
	static const struct {
		const char *text;
		size_t n;
		const char *parts[4];
	} rows[] = {
		{ "a,b", 2, { "a", "b" } }, { "a,", 2, { "a", "" } },
		{ ",", 2, { "", "" } }, { "", 1, { "" } },
		{ "abc", 1, { "abc" } }, { "a,,b", 3, { "a", "", "b" } },
	};
	struct ou_str s, head;
	size_t i, n;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].text);
		s = ou_str_c(rows[i].text);
		for (n = 0; ou_str_split(&s, ',', &head) && n < 4; n++) {
			if (CHECK(n < rows[i].n))
				CHECK_STRN(head.p, head.n, rows[i].parts[n]);
		}
		CHECK_INT(n, rows[i].n);
		CHECK(s.p == NULL);
	}
}

static void
test_buf(void)
{
	struct ou_buf b = OU_BUF_INIT;
	char *to, big[1000];

	CHECK_STRN(ou_buf_str(&b).p, ou_buf_str(&b).n, "");
	ou_buf_addi(&b, INT64_MIN);
	ou_buf_addc(&b, ' ');
	ou_buf_addi(&b, 0);
	ou_buf_puts(&b, " x");
	ou_buf_printf(&b, " %d", 7);
	CHECK_STRN(b.p, b.n, "-9223372036854775808 0 x 7");
	ou_buf_clear(&b);
	ou_buf_printf(&b, "%900s", "x");
	CHECK_INT(b.n, 900);
	ou_buf_release(&b);

	ou_buf_init(&b, 10);
	ou_buf_puts(&b, "12345678");
	CHECK(!b.overflow);
	ou_buf_puts(&b, "abc");
	CHECK(b.overflow);
	/* Nothing that would fit gets in behind what did not. */
	ou_buf_addc(&b, 'x');
	CHECK_STRN(b.p, b.n, "12345678");
	CHECK(ou_buf_reserve(&b, 1) == NULL);
	ou_buf_clear(&b);
	CHECK(!b.overflow);
	to = ou_buf_reserve(&b, 10);
	if (CHECK(to != NULL)) {
		memcpy(to, "0123456789", 10);
		b.n += 10;
	}
	CHECK(ou_buf_reserve(&b, 0) != NULL && !b.overflow);
	memset(big, 'x', sizeof(big));
	ou_buf_add(&b, big, sizeof(big));
	CHECK(b.overflow);
	CHECK_STRN(b.p, b.n, "0123456789");
	ou_buf_release(&b);
	CHECK_INT(b.max, 10);
}

static void
test_copies(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_str s;
	char big[600];

	s = ou_str_dup(&a, OU_STR("abc"));
	CHECK_STR(s.p, "abc");
	CHECK(ou_str_dup(&a, OU_STR_NONE).p == NULL);
	CHECK_STR(ou_str_cdup(&a, OU_STR_NONE), "");
	CHECK(ou_str_is(ou_str_number(&a, OU_STR("x:1"), "/p", 0), "x:1/p0"));
	CHECK(ou_str_is(ou_str_number(&a, OU_STR_NONE, "", UINT32_MAX),
	    "4294967295"));
	CHECK(ou_str_is(ou_str_number(&a, OU_STR("x"), "/s", 10), "x/s10"));
	s = ou_str_printf(&a, "%s-%d", "x", 5);
	CHECK_STR(s.p, "x-5");
	memset(big, 'y', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	s = ou_str_printf(&a, "%s", big);
	CHECK_STRN(s.p, s.n, big);
	ou_arena_release(&a);
}

static void
test_err(void)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_err err;
	char big[1000];

	CHECK_INT(ou_err_set(NULL, OU_ERR_RECORD, OU_DIAG_VALUE, "x"), -1);
	CHECK_INT(ou_err_in(NULL, "x"), -1);
	CHECK_INT(ou_err_at(NULL, "x", 1, 1), -1);
	CHECK_INT(ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_VALUE,
	    "'%s' is not an amount", "1e3"), -1);
	ou_err_in(&err, "unitPrice");
	ou_err_in(&err, "orderedItem.%d", 2);
	ou_err_at(&err, NULL, 17, 0);
	ou_err_at(&err, "orders.jsonl", 18, 4);
	ou_err_text(&err, &b);
	CHECK_STRN(b.p, b.n, "orders.jsonl:17:4: orderedItem.2.unitPrice: "
	    "'1e3' is not an amount");
	ou_buf_clear(&b);
	errno = ENOSPC;
	ou_err_errno(&err, OU_ERR_OUTPUT, OU_DIAG_WRITE, "cannot be written");
	ou_err_text(&err, &b);
	CHECK_STRN(b.p, b.n, "cannot be written: No space left on device");
	memset(big, 'x', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_VALUE, "%s", big);
	ou_err_at(&err, big, 1, 1);
	ou_err_in(&err, "%s", big);
	ou_err_in(&err, "%s", big);
	CHECK(strlen(err.text) < sizeof(err.text));
	ou_buf_release(&b);
}

static void
test_escape(void)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "plain \303\251", "plain \303\251" },
		{ "a\033[2Jb", "a\\x1b[2Jb" }, { "\177", "\\x7f" },
		{ "\n\t", "\\x0a\\x09" },
		{ "\302\233", "\\xc2\\x9b" },
		{ "\342\200\256x", "\\xe2\\x80\\xaex" },
		{ "\342\201\246", "\\xe2\\x81\\xa6" },
		{ "\330\234", "\\xd8\\x9c" },
		{ "\357\273\277", "\\xef\\xbb\\xbf" },
		{ "\377a\303", "\\xffa\\xc3" }, { "\355\240\200",
		    "\\xed\\xa0\\x80" },
		{ "\342\202\254", "\342\202\254" },
		{ "\360\237\230\200", "\360\237\230\200" },
		{ "\363\240\201\201", "\\xf3\\xa0\\x81\\x81" },
	};
	struct ou_buf b = OU_BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].want);
		ou_buf_clear(&b);
		ou_err_escape(&b, ou_str_c(rows[i].text));
		CHECK_STRN(b.p, b.n, rows[i].want);
	}
	ou_buf_release(&b);
}

static void
test_diag(void)
{
	int d, e;

	CHECK_STR(ou_diag_name(OU_DIAG_EDI_COUNT), "EDI-COUNT");
	CHECK_INT(ou_diag_severity(OU_DIAG_EDI_UNMAPPED), OU_NOTE);
	CHECK_INT(ou_diag_find("nothing"), OU_DIAG_NONE);
	CHECK_STR(ou_diag_name((enum ou_diag)9999), "");
	for (d = OU_DIAG_NONE + 1; d < OU_DIAG_COUNT; d++) {
		e = (int)ou_diag_find(ou_diag_name((enum ou_diag)d));
		CHECK_INT(e, d);
		CHECK(strlen(ou_diag_text((enum ou_diag)d)) > 10);
	}
}

int
main(void)
{
	RUN(test_arena);
	RUN(test_large_blocks);
	RUN(test_compare);
	RUN(test_split);
	RUN(test_buf);
	RUN(test_copies);
	RUN(test_err);
	RUN(test_escape);
	RUN(test_diag);
	return (UNIT_DONE());
}
