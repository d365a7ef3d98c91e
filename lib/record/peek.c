#include <string.h>

#include "ou/io/source.h"
#include "ou/record/record.h"

#define PEEK ((size_t)64 << 10)

/* The first line as far as it stands in the window, with padding. */
static struct ou_str
first_line(struct ou_str head, struct ou_arena *a)
{
	const char *lf = memchr(head.p, '\n', head.n);
	size_t n = lf != NULL ? (size_t)(lf - head.p) : head.n;
	char *to = ou_arena_alloc(a, n + OU_SOURCE_PADDING);

	memcpy(to, head.p, n);
	memset(to + n, 0, OU_SOURCE_PADDING);
	return ou_str_make(to, n);
}

struct ou_str
ou_record_peek(struct ou_source *src, struct ou_arena *a)
{
	struct ou_str head = ou_source_fill(src, 64, NULL), key;
	struct ou_json json;
	uint32_t node;

	if (head.p == NULL || (head = ou_str_trim(head)).n == 0 ||
	    head.p[0] != '{')
		return OU_STR_NONE;
	/* No more than is there: what comes slowly is not waited for. */
	head = ou_source_window(src);
	while (head.n > 0 && head.p[0] != '{')
		head = ou_str_sub(head, 1, head.n);
	head = ou_str_sub(head, 0, PEEK);
	memset(&json, 0, sizeof(json));
	if (ou_json_index(&json, a, first_line(head, a), NULL, NULL) != 0)
		return OU_STR("");
	for (node = 2; node < json.nodes[1].next;
	    node = json.nodes[node].next) {
		key = ou_json_key(&json, node, a);
		if (ou_str_is(key, "type") &&
		    json.nodes[node].kind == OU_JSON_STRING)
			return ou_json_text(&json, node, a);
	}
	return OU_STR("");
}
