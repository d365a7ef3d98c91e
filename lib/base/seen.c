#include "ou/base/seen.h"

#define SLOTS_FIRST 1024

void
ou_seen_init(struct ou_seen *s, struct ou_arena *a, uint64_t max)
{
	uint64_t size = 2;

	s->max = max < OU_SEEN_MAX ? max : OU_SEEN_MAX;
	s->n = 0;
	s->arena = a;
	while (size < 2 * s->max && size < SLOTS_FIRST)
		size *= 2;
	s->mask = size - 1;
	s->slots = ou_arena_array(a, size, sizeof(*s->slots));
}

/* Where a hash is, or would go. */
static uint64_t
find(const struct ou_seen *s, uint64_t h)
{
	uint64_t i = h & s->mask;

	while (s->slots[i] != 0 && s->slots[i] != h)
		i = (i + 1) & s->mask;
	return i;
}

static void
grow(struct ou_seen *s)
{
	uint64_t *old = s->slots, size = s->mask + 1, i;

	s->mask = 2 * size - 1;
	s->slots = ou_arena_array(s->arena, 2 * size, sizeof(*s->slots));
	for (i = 0; i < size; i++) {
		if (old[i] != 0)
			s->slots[find(s, old[i])] = old[i];
	}
}

bool
ou_seen_again(struct ou_seen *s, struct ou_str key)
{
	uint64_t h = ou_str_hash(key), i;

	if (h == 0)
		h = 1;
	i = find(s, h);
	if (s->slots[i] == h)
		return true;
	if (s->n == s->max)
		return false;
	if (2 * (s->n + 1) > s->mask + 1) {
		grow(s);
		i = find(s, h);
	}
	s->slots[i] = h;
	s->n++;
	return false;
}
