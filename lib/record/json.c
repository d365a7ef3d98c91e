#include "record-internal.h"
#include "bytes.h"
#include "ou/base/utf8.h"

/*
 * What stands in the nodes: texts with their escapes resolved, members by
 * name, duplicates, and writing strings.
 */

size_t
ou_json_unescape(char *to, const char *p, size_t n)
{
	static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	const char *end = p + n, *slash;
	char *at = to;
	uint32_t c = 0, low = 0;

	while (p < end) {
		slash = memchr(p, '\\', (size_t)(end - p));
		if (slash == NULL)
			slash = end;
		memcpy(at, p, (size_t)(slash - p));
		at += slash - p;
		if ((p = slash) == end)
			break;
		if (p[1] != 'u') {
			*at++ = values[strchr(names, p[1]) - names];
			p += 2;
			continue;
		}
		(void)ou_hex4(p + 2, end, &c);
		p += 6;
		if ((c & 0xfc00) == 0xd800) {
			(void)ou_hex4(p + 2, end, &low);
			c = 0x10000 + ((c & 0x3ff) << 10) + (low & 0x3ff);
			p += 6;
		}
		at += ou_utf8_encode(at, c);
	}
	return (size_t)(at - to);
}

static struct ou_str
resolve(struct ou_arena *a, const char *p, size_t n)
{
	/* Sixteen more, so that it can be looked at by words. */
	char *to = ou_arena_zalloc(a, n + 16);

	return ou_str_make(to, ou_json_unescape(to, p, n));
}

struct ou_str
ou_json_text(const struct ou_json *j, uint32_t node, struct ou_arena *a)
{
	const struct ou_node *n = &j->nodes[node];
	const char *p = j->text + n->value + 1;
	size_t len = n->end - n->value - 2;

	if ((n->flags & OU_NODE_ESCAPED) != 0)
		return resolve(a, p, len);
	return ou_str_make(p, len);
}

struct ou_str
ou_json_key(const struct ou_json *j, uint32_t node, struct ou_arena *a)
{
	const struct ou_node *n = &j->nodes[node];

	if ((n->flags & OU_NODE_KEY_ESCAPED) != 0)
		return resolve(a, j->text + n->key, n->key_len);
	return ou_str_make(j->text + n->key, n->key_len);
}

static bool
is_escaped(const struct ou_json *j, uint32_t node, struct ou_str name)
{
	struct ou_arena a = OU_ARENA_INIT;
	bool same = ou_str_eq(ou_json_key(j, node, &a), name);

	ou_arena_release(&a);
	return same;
}

uint32_t
ou_json_member(const struct ou_json *j, uint32_t object, const char *name)
{
	const struct ou_node *n = &j->nodes[object];
	const struct ou_str want = ou_str_c(name);
	uint32_t i, end = n->next;

	if (n->kind != OU_JSON_OBJECT)
		return 0;
	for (i = object + 1; i < end; i = n->next) {
		n = &j->nodes[i];
		if ((n->flags & OU_NODE_KEY_ESCAPED) != 0 ?
		    is_escaped(j, i, want) : n->key_len == want.n &&
		    memcmp(j->text + n->key, want.p, want.n) == 0)
			return i;
	}
	return 0;
}

static int
twice(const struct ou_json *j, uint32_t node, struct ou_str key,
    struct ou_err *err)
{
	struct ou_str shown = ou_str_sub(key, 0, 64);

	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_DUPLICATE_KEY,
	    "the member '%.*s' stands there twice", OU_STR_ARG(shown));
	return ou_err_at(err, NULL, 0, j->nodes[node].key);
}

/*
 * Names are compared through their hashes, in parts that fit into the
 * processor's first cache: a table of millions of names, looked into at
 * random, would take several times as long for each.
 */
#define PART_NAMES 1024
#define PART_PLACES 4096

struct name {
	uint32_t hash;
	uint32_t node;
};

/* Two names of a part that are the same: the later one, or 0. */
static uint32_t
part_twice(const struct ou_json *j, const struct name *names, uint32_t n,
    struct name *places, uint32_t mask, struct ou_arena *a)
{
	uint32_t i, k;

	memset(places, 0, (mask + 1) * sizeof(*places));
	for (i = 0; i < n; i++) {
		for (k = names[i].hash & mask; places[k].node != 0;
		    k = (k + 1) & mask) {
			if (places[k].hash == names[i].hash &&
			    ou_str_eq(ou_json_key(j, places[k].node, a),
			    ou_json_key(j, names[i].node, a)))
				return names[i].node;
		}
		places[k] = names[i];
	}
	return 0;
}

/* Sort names into ${parts} parts by the upper bits of their hashes; ${ends}
 * says where each begins, and ends in the next one. */
static struct name *
sort_names(const struct name *names, uint32_t n, uint32_t *ends,
    uint32_t shift, uint32_t parts, struct ou_arena *a)
{
	struct name *sorted = ou_arena_alloc(a, n * sizeof(*sorted));
	uint32_t i, sum = 0;

	for (i = 0; i < n; i++)
		ends[(names[i].hash >> shift) + 1]++;
	for (i = 0; i <= parts; i++)
		ends[i] = sum += ends[i];
	for (i = 0; i < n; i++)
		sorted[ends[names[i].hash >> shift]++] = names[i];
	return sorted;
}

static uint32_t
find_twice(const struct ou_json *j, struct name *names, uint32_t n,
    struct ou_arena *a)
{
	uint32_t bits = 0, i, *ends, from = 0, found = 0, one, mask = 15;
	struct name *places;

	while (n >> bits > PART_NAMES)
		bits++;
	if (bits == 0) {
		while (mask < 2 * n)
			mask = mask * 2 + 1;
		places = ou_arena_alloc(a, (mask + 1) * sizeof(*places));
		return part_twice(j, names, n, places, mask, a);
	}
	ends = ou_arena_array(a, ((size_t)1 << bits) + 1, sizeof(*ends));
	names = sort_names(names, n, ends, 32 - bits, 1u << bits, a);
	places = ou_arena_alloc(a, PART_PLACES * sizeof(*places));
	for (i = 0; i < 1u << bits; from = ends[i++]) {
		mask = PART_PLACES - 1;
		/* Hashes are seeded: a part that is twice as large as the
		 * rest does not occur, but must not hang. */
		if (ends[i] - from >= PART_PLACES / 2) {
			while (mask < 2 * (ends[i] - from))
				mask = mask * 2 + 1;
			places = ou_arena_alloc(a, ((size_t)mask + 1) *
			    sizeof(*places));
		}
		one = part_twice(j, names + from, ends[i] - from, places,
		    mask, a);
		/* The first in the text, whatever the seed. */
		if (one != 0 && (found == 0 || one < found))
			found = one;
	}
	return found;
}

int
ou_json_unique(const struct ou_json *j, uint32_t object, struct ou_err *err)
{
	struct ou_arena a = OU_ARENA_INIT;
	uint32_t end = j->nodes[object].next, i, n = 0, found;
	struct name *names;

	if (j->nodes[object].kind != OU_JSON_OBJECT)
		return 0;
	for (i = object + 1; i < end; i = j->nodes[i].next)
		n++;
	if (n < 2)
		return 0;
	names = ou_arena_alloc(&a, n * sizeof(*names));
	for (n = 0, i = object + 1; i < end; i = j->nodes[i].next) {
		names[n].hash = (uint32_t)ou_str_hash(ou_json_key(j, i, &a));
		names[n++].node = i;
	}
	found = find_twice(j, names, n, &a);
	if (found != 0)
		twice(j, found, ou_json_key(j, found, &a), err);
	ou_arena_release(&a);
	return found != 0 ? -1 : 0;
}

size_t
ou_string_bound(struct ou_str s)
{
	size_t i, n = s.n + 2;

	if (s.n < 64)
		return s.n * 6 + 2 + 16;
	for (i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] < 0x20)
			n += 5;
		else if (s.p[i] == '"' || s.p[i] == '\\')
			n++;
	}
	return n + 16;
}

char *
ou_escape_encode(char *to, char ch)
{
	unsigned char c = (unsigned char)ch;
	static const char digits[] = "0123456789abcdef";
	static const char short_forms[] = "btn?fr";

	*to++ = '\\';
	if (c == '"' || c == '\\')
		*to++ = (char)c;
	else if (c >= 8 && c <= 13 && c != 11)
		*to++ = short_forms[c - 8];
	else {
		memcpy(to, "u00", 3);
		to[3] = digits[c >> 4];
		to[4] = digits[c & 15];
		to += 5;
	}
	return to;
}

char *
ou_string_encode(char *to, struct ou_str s)
{
	const char *p = s.p, *end = p + s.n;

	*to++ = '"';
	while (p < end) {
		const char *from = p;

		while (p < end && (unsigned char)*p >= 0x20 && *p != '"' &&
		    *p != '\\')
			p++;
		memcpy(to, from, (size_t)(p - from));
		to += p - from;
		if (p < end)
			to = ou_escape_encode(to, *p++);
	}
	*to++ = '"';
	return to;
}

void
ou_json_put_string(struct ou_buf *b, struct ou_str s)
{
	char *to = ou_buf_reserve(b, ou_string_bound(s));

	if (to != NULL)
		b->n = (size_t)(ou_string_encode(to, s) - b->p);
}

/* A node without the white space around it and in it. */
void
ou_json_compact(struct ou_buf *b, const struct ou_json *j, uint32_t node)
{
	const struct ou_node *n = &j->nodes[node];
	bool object = n->kind == OU_JSON_OBJECT;
	uint32_t i;

	if (!object && n->kind != OU_JSON_ARRAY) {
		ou_buf_adds(b, ou_json_raw(j, node));
		return;
	}
	ou_buf_addc(b, object ? '{' : '[');
	for (i = node + 1; i < n->next; i = j->nodes[i].next) {
		if (i != node + 1)
			ou_buf_addc(b, ',');
		if (object) {
			ou_buf_addc(b, '"');
			ou_buf_add(b, j->text + j->nodes[i].key,
			    j->nodes[i].key_len);
			ou_buf_add(b, "\":", 2);
		}
		ou_json_compact(b, j, i);
	}
	ou_buf_addc(b, object ? '}' : ']');
}
