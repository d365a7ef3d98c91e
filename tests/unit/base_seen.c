#include "ou/base/seen.h"
#include "unit.h"

static struct ou_str
key(char *to, size_t size, unsigned n)
{
	return ou_str_make(to, (size_t)snprintf(to, size, "key %u", n));
}

static void
test_limits(void)
{
	static const uint64_t sizes[] = { 0, 1, 2, 3, 64, 1000, 65536 };
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_seen s;
	char text[32];
	unsigned i, n, again;
	size_t k;

	for (k = 0; k < sizeof(sizes) / sizeof(sizes[0]); k++) {
		ROW("%u keys", (unsigned)sizes[k]);
		ou_seen_init(&s, &a, sizes[k]);
		n = (unsigned)sizes[k];
		for (i = 0, again = 0; i < n + 10; i++)
			again += ou_seen_again(&s, key(text, sizeof(text), i));
		CHECK_INT(again, 0);
		/* Those within the limit are known, the others are not. */
		for (i = 0, again = 0; i < n + 10; i++)
			again += ou_seen_again(&s, key(text, sizeof(text), i));
		CHECK_INT(again, n);
	}
	ou_arena_release(&a);
}

static void
test_keys(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_seen s;

	ou_seen_init(&s, &a, 10);
	CHECK(!ou_seen_again(&s, OU_STR("a")));
	CHECK(!ou_seen_again(&s, OU_STR("")));
	CHECK(!ou_seen_again(&s, OU_STR("ab")));
	CHECK(ou_seen_again(&s, OU_STR("a")));
	CHECK(ou_seen_again(&s, OU_STR("")));
	CHECK(ou_seen_again(&s, OU_STR("ab")));
	CHECK(!ou_seen_again(&s, OU_STR("b")));
	ou_arena_release(&a);
}

int
main(void)
{

	RUN(test_limits);
	RUN(test_keys);
	return (UNIT_DONE());
}
