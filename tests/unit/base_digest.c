#include "ou/base/digest.h"
#include "unit.h"

/* FIPS 180-4's own examples, whole and in pieces. */
static const struct {
	const char *parts[3];
	const char *text;
} rows[] = {
	{ { "" }, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b78"
	    "52b855" },
	{ { "abc" }, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff6"
	    "1f20015ad" },
	{ { "a", "", "bc" }, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9"
	    "cb410ff61f20015ad" },
	{ { "abcdbcdecdefdefgefghfghighij", "hijkijkljklmklmnlmnomnopnopq" },
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06"
	    "c1" },
};

static void
test_known(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_str parts[3], text;
	struct ou_digest d;
	size_t i, k;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%zu", i);
		for (k = 0; k < 3 && rows[i].parts[k] != NULL; k++)
			parts[k] = ou_str_c(rows[i].parts[k]);
		ou_digest_of(&d, parts, k);
		text = ou_digest_text(&a, &d);
		CHECK_STRN(text.p, text.n, rows[i].text);
	}
	ou_arena_release(&a);
}

int
main(void)
{
	RUN(test_known);
	return (UNIT_DONE());
}
