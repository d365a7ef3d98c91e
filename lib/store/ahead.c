#include "private.h"

/*
 * Records of a batch are asked for in one query, so that each alone need not
 * be waited for.  What is written in the transaction is asked for as always.
 */
struct known {
	struct ou_str id;
	struct ou_str content;		/* absent: there is none */
	bool written;
};

struct ahead {
	struct ou_str type;
	struct known *at;		/* open addressing; no id: free */
	uint64_t mask;
};

static struct known *
place_of(const struct ahead *x, struct ou_str id)
{
	uint64_t i = ou_str_hash(id);

	while (x->at[i & x->mask].id.p != NULL &&
	    !ou_str_eq(x->at[i & x->mask].id, id))
		i++;
	return &x->at[i & x->mask];
}

int
ou_store_ahead(struct ou_store *s, struct ou_str type,
    const struct ou_str *ids, uint32_t n, struct ou_err *err)
{
	struct ahead *x;
	struct db_rows got;
	uint32_t i;

	s->ahead = NULL;
	if (n == 0)
		return 0;
	if (ou_store_writing(s, err) != 0 || ou_store_flush(s, err) != 0 ||
	    ou_store_rows(s, DB_RECORD_CONTENTS, &s->arena, &got, err,
	    V(db_key(type), ou_db_list(&s->arena, ids, n))) != 0)
		return -1;
	x = ou_arena_zalloc(&s->arena, sizeof(*x));
	x->type = ou_str_dup(&s->arena, type);
	for (x->mask = 15; x->mask < 2 * (uint64_t)n; x->mask = x->mask * 2 + 1)
		continue;
	x->at = ou_arena_array(&s->arena, x->mask + 1, sizeof(*x->at));
	for (i = 0; i < n; i++)
		place_of(x, ids[i])->id = ou_str_dup(&s->arena, ids[i]);
	for (i = 0; i < got.n; i++)
		place_of(x, got.v[2 * i].s)->content = got.v[2 * i + 1].s;
	s->ahead = x;
	return 0;
}

int
ou_ahead_find(const struct ou_store *s, struct ou_str type,
    struct ou_str id, struct ou_str *content)
{
	const struct known *k;

	if (s->ahead == NULL || !ou_str_eq(s->ahead->type, type))
		return -1;
	k = place_of(s->ahead, id);
	if (k->id.p == NULL || k->written)
		return -1;
	*content = k->content;
	return k->content.p != NULL;
}

void
ou_ahead_written(struct ou_store *s, struct ou_str type, struct ou_str id)
{
	struct known *k;

	if (s->ahead == NULL || !ou_str_eq(s->ahead->type, type))
		return;
	k = place_of(s->ahead, id);
	k->written = k->id.p != NULL;
}
