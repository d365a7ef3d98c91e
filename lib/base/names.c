#include "ou/base/names.h"
#include "word.h"

#define FIRST_CAP 64

/* One product, folded: strangers' names are looked up here, but hardly ever
 * kept, and its seeds are drawn anew in each process. */
static uint32_t
hash_of(const uint64_t words[2], uint32_t n)
{
	static uint64_t seeds[2];
	unsigned __int128 product;
	uint64_t low;

	if (__builtin_expect(seeds[0] == 0, 0)) {
		seeds[1] = ou_str_hash(OU_STR("second"));
		seeds[0] = ou_str_hash(OU_STR("first")) | 1;
	}
	product = (unsigned __int128)(words[0] ^ seeds[0]) *
	    (words[1] ^ n ^ seeds[1]);
	low = (uint64_t)product ^ (uint64_t)(product >> 64);
	return (uint32_t)(low ^ low >> 32);
}

static inline struct ou_name
name_of(struct ou_str key)
{
	struct ou_name name = { .n = (uint32_t)key.n };

	if (key.n > OU_NAME_COPIED) {
		name.key.p = key.p;
		name.hash = (uint32_t)ou_str_hash(key);
		return name;
	}
	if (key.n > 8) {
		name.key.words[0] = ou_word_of(key.p, 8);
		name.key.words[1] = ou_word_of(key.p + 8, key.n - 8);
	} else
		name.key.words[0] = ou_word_of(key.p, key.n);
	name.hash = hash_of(name.key.words, name.n);
	return name;
}

static inline bool
same(const struct ou_name *a, const struct ou_name *b)
{
	if (a->hash != b->hash || a->n != b->n)
		return false;
	if (a->n > OU_NAME_COPIED)
		return memcmp(a->key.p, b->key.p, a->n) == 0;
	return a->key.words[0] == b->key.words[0] &&
	    a->key.words[1] == b->key.words[1];
}

static inline struct ou_name *
place(struct ou_name *places, uint32_t cap, const struct ou_name *name)
{
	uint32_t i = name->hash & (cap - 1);

	while (places[i].value != NULL && !same(&places[i], name))
		i = (i + 1) & (cap - 1);
	return &places[i];
}

void *
ou_names_find(const struct ou_names *t, struct ou_str key)
{
	struct ou_name name;

	if (t->n == 0)
		return NULL;
	name = name_of(key);
	return place(t->places, t->cap, &name)->value;
}

void
ou_names_fetch(const struct ou_names *t, struct ou_str key)
{
	if (t->n != 0)
		__builtin_prefetch(&t->places[name_of(key).hash &
		    (t->cap - 1)]);
}

static struct ou_name *
places_new(struct ou_arena *a, uint32_t n)
{
	size_t size = sizeof(struct ou_name);
	uintptr_t p = (uintptr_t)ou_arena_array(a, (size_t)n + 1, size);

	return (struct ou_name *)((p + size - 1) & ~(uintptr_t)(size - 1));
}

static void
grow(struct ou_names *t, struct ou_arena *a)
{
	uint32_t cap = t->cap == 0 ? FIRST_CAP : t->cap * 2, i;
	struct ou_name *places = places_new(a, cap);

	for (i = 0; i < t->cap; i++) {
		if (t->places[i].value != NULL)
			*place(places, cap, &t->places[i]) = t->places[i];
	}
	t->places = places;
	t->cap = cap;
}

void **
ou_names_at(struct ou_names *t, struct ou_arena *a, struct ou_str key)
{
	struct ou_name name = name_of(key), *p;

	if (t->n >= t->cap / 8 * 5)
		grow(t, a);
	p = place(t->places, t->cap, &name);
	if (p->value == NULL) {
		*p = name;
		t->n++;
	}
	return &p->value;
}
