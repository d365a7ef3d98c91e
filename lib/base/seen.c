#include "ou/base/seen.h"

void
ou_seen_init(struct ou_seen *s, struct ou_arena *a, uint64_t max)
{
	uint64_t size = 2;

	s->max = max < OU_SEEN_MAX ? max : OU_SEEN_MAX;
	s->n = 0;
	while (size < 2 * s->max)
		size *= 2;
	s->mask = size - 1;
	s->slots = ou_arena_array(a, size, sizeof(*s->slots));
}

bool
ou_seen_again(struct ou_seen *s, struct ou_str key)
{
	uint64_t h = ou_str_hash(key), i;

	if (h == 0)
		h = 1;
	for (i = h & s->mask; s->slots[i] != 0; i = (i + 1) & s->mask) {
		if (s->slots[i] == h)
			return true;
	}
	if (s->n < s->max) {
		s->slots[i] = h;
		s->n++;
	}
	return false;
}
