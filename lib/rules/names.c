#include "names.h"

static struct ou_name *
place(struct ou_name *places, uint32_t cap, struct ou_str key, uint64_t hash)
{
	uint32_t i = (uint32_t)hash & (cap - 1);

	while (places[i].value != NULL && (places[i].hash != hash ||
	    !ou_str_eq(places[i].key, key)))
		i = (i + 1) & (cap - 1);
	return &places[i];
}

void *
ou_names_find(const struct ou_names *t, struct ou_str key)
{
	if (t->n == 0)
		return NULL;
	return place(t->places, t->cap, key, ou_str_hash(key))->value;
}

static void
grow(struct ou_names *t, struct ou_arena *a)
{
	uint32_t cap = t->cap == 0 ? 64 : t->cap * 2, i;
	struct ou_name *places, *p;

	places = ou_arena_array(a, cap, sizeof(*places));
	for (i = 0; i < t->cap; i++) {
		p = &t->places[i];
		if (p->value != NULL)
			*place(places, cap, p->key, p->hash) = *p;
	}
	t->places = places;
	t->cap = cap;
}

void **
ou_names_at(struct ou_names *t, struct ou_arena *a, struct ou_str key)
{
	uint64_t hash = ou_str_hash(key);
	struct ou_name *p;

	if (t->n >= t->cap / 2)
		grow(t, a);
	p = place(t->places, t->cap, key, hash);
	if (p->value == NULL) {
		p->key = key;
		p->hash = hash;
		t->n++;
	}
	return &p->value;
}
