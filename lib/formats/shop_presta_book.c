#include "shop_presta.h"

struct presta_entry {
	struct ou_str key;		/* "addresses 12" */
	struct ou_str text;
};

static struct ou_str
key_of(struct ou_arena *a, struct ou_str kind, struct ou_str id)
{
	return ou_str_printf(a, "%.*s %.*s", OU_STR_ARG(kind),
	    OU_STR_ARG(ou_str_sub(id, 0, 40)));
}

static struct presta_entry **
slot_of(const struct presta_book *b, struct ou_str key)
{
	uint32_t i = (uint32_t)ou_str_hash(key) & b->mask;

	while (b->slots[i] != NULL && !ou_str_eq(b->slots[i]->key, key))
		i = (i + 1) & b->mask;
	return &b->slots[i];
}

static void
grow(struct presta_book *b)
{
	struct presta_entry **old = b->slots;
	uint32_t i, n = b->mask + 1;

	if (old == NULL)
		n = 0;
	b->mask = old == NULL ? 1023 : b->mask * 2 + 1;
	b->slots = ou_arena_array(&b->arena, b->mask + 1, sizeof(*b->slots));
	for (i = 0; i < n; i++) {
		if (old[i] != NULL)
			*slot_of(b, old[i]->key) = old[i];
	}
}

int
ou_presta_keep(struct presta_book *b, struct ou_str kind, struct ou_str id,
    struct ou_str text, size_t max, struct ou_err *err)
{
	struct presta_entry **slot, *e;
	struct ou_str key;
	char *copy;

	b->bytes += text.n;
	if (b->bytes > max)
		return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_LIMIT,
		    "addresses and the like of more than %zu bytes", max);
	if (b->slots == NULL || b->n > b->mask / 2)
		grow(b);
	key = key_of(&b->arena, kind, id);
	slot = slot_of(b, key);
	if (*slot == NULL) {
		*slot = ou_arena_zalloc(&b->arena, sizeof(**slot));
		(*slot)->key = key;
		b->n++;
	}
	e = *slot;
	/* the scanner may look a little behind the end */
	copy = ou_arena_zalloc(&b->arena, text.n + 64);
	memcpy(copy, text.p, text.n);
	e->text = ou_str_make(copy, text.n);
	return 0;
}

struct ou_str
ou_presta_find(const struct presta_book *b, const char *kind,
    struct ou_str id)
{
	char key[64];
	struct presta_entry *e;
	size_t n = strlen(kind);

	if (b->slots == NULL || id.n == 0 || id.n > 40 || n > 20)
		return OU_STR_NONE;
	memcpy(key, kind, n);
	key[n++] = ' ';
	memcpy(key + n, id.p, id.n);
	e = *slot_of(b, ou_str_make(key, n + id.n));
	return e != NULL ? e->text : OU_STR_NONE;
}

void
ou_presta_release(struct presta_book *b)
{
	ou_arena_release(&b->arena);
}
