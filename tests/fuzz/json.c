/* The scanner: against Jansson, and what it takes written and read again. */
#include <stdio.h>

#include "ou/record/json.h"
#include "../unit/json-oracle.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static struct ou_arena arena = OU_ARENA_INIT;

static struct ou_str
padded(const void *p, size_t n, int fill)
{
	char *to = ou_arena_alloc(&arena, n + 64);

	if (n != 0)
		memcpy(to, p, n);
	memset(to + n, fill, 64);
	return ou_str_make(to, n);
}

static void
must(int good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "not so: %s\n", what);
	abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char fills[] = "\"}]0, \\\x80";
	struct ou_buf once = OU_BUF_INIT, twice = OU_BUF_INIT;
	struct ou_json j, again;
	const char *wrong;
	struct ou_str text;
	uint32_t i;

	ou_arena_reset(&arena);
	text = padded(data, n, n != 0 ? fills[data[n - 1] % 8] : 0);
	wrong = oracle_check(text, &arena);
	must(wrong == NULL, wrong);
	if (ou_json_index(&j, &arena, text, NULL, NULL) != 0)
		return 0;
	/* Compact, it says the same and is its own compact form. */
	ou_json_compact(&once, &j, 1);
	must(ou_json_index(&again, &arena, padded(once.p, once.n, '}'), NULL,
	    NULL) == 0 && again.n_nodes == j.n_nodes, "compact");
	ou_json_compact(&twice, &again, 1);
	must(ou_str_eq(ou_buf_str(&once), ou_buf_str(&twice)), "twice");
	for (i = 1; i < j.n_nodes; i++) {
		struct ou_str s, t;

		must(ou_str_eq(ou_json_key(&j, i, &arena),
		    ou_json_key(&again, i, &arena)), "key");
		if (j.nodes[i].kind != OU_JSON_STRING)
			continue;
		s = ou_json_text(&j, i, &arena);
		ou_buf_clear(&once);
		ou_json_put_string(&once, s);
		must(ou_json_index(&again, &arena, padded(once.p, once.n,
		    '"'), NULL, NULL) == 0, "string");
		t = ou_json_text(&again, 1, &arena);
		must(ou_str_eq(s, t), "text");
		ou_buf_clear(&twice);
		ou_json_compact(&twice, &j, 1);
		must(ou_json_index(&again, &arena, padded(twice.p, twice.n,
		    ' '), NULL, NULL) == 0, "compact again");
	}
	ou_buf_release(&once);
	ou_buf_release(&twice);
	return 0;
}
