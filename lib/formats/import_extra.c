#include "ou/formats/import.h"

/*
 * Lists that grow while a document is read, and what no field has.
 */

void *
ou_import_append(struct ou_arena *a, void *list, uint32_t *n, size_t size)
{
	char *p, *new;

	memcpy(&p, list, sizeof(p));
	/* powers of two from 4 on: the room is used up */
	if (*n == 0 || (*n >= 4 && (*n & (*n - 1)) == 0)) {
		new = ou_arena_array(a, *n == 0 ? 4 : (size_t)*n * 2, size);
		if (*n > 0)
			memcpy(new, p, *n * size);
		p = new;
		memcpy(list, &p, sizeof(p));
	}
	return p + size * (*n)++;
}

/*
 * Values grow by doubling: the room of a value of n bytes is the next power
 * of two, so that a thousand additions copy it ten times.
 */
static size_t
extra_room(size_t n)
{
	size_t room = 32;

	while (room < n)
		room *= 2;
	return room;
}

static void
extra_append(struct ou_arena *a, struct ou_str *value, struct ou_str more)
{
	size_t n = value->n + 2 + more.n;
	char *p = (char *)value->p;

	if (extra_room(n) > extra_room(value->n)) {
		p = ou_arena_alloc(a, extra_room(n));
		memcpy(p, value->p, value->n);
	}
	memcpy(p + value->n, "; ", 2);
	memcpy(p + value->n + 2, more.p, more.n);
	*value = ou_str_make(p, n);
}

void
ou_import_extra(struct ou_import *im, struct ou_pair **pairs, uint32_t *n,
    struct ou_str key, struct ou_str value)
{
	struct ou_pair *p = *pairs, *end;
	char *to;

	if (value.n == 0)
		return;
	end = p != NULL ? p + *n : NULL;
	while (p < end && !ou_str_eq(p->key, key))
		p++;
	if (p < end && p->value.n + value.n <= OU_EXTRA_VALUE_MAX) {
		extra_append(&im->arena, &p->value, value);
		return;
	}
	if (p < end || *n >= OU_EXTRA_MAX) {
		im->extra_left_out++;
		return;
	}
	if (value.n > OU_EXTRA_VALUE_MAX) {
		im->extra_left_out++;
		return;
	}
	to = ou_arena_alloc(&im->arena, extra_room(value.n));
	memcpy(to, value.p, value.n);
	p = ou_import_append(&im->arena, pairs, n, sizeof(*p));
	p->key = key;
	p->value = ou_str_make(to, value.n);
}
