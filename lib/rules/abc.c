#include <stdlib.h>

#include "ou/base/names.h"
#include "ou/rules/abc.h"

struct item {
	struct item *next;
	struct ou_str sku;
	__int128 value;
	char class;
};

struct ou_abc {
	struct ou_arena *arena;
	struct ou_names names;
	struct item *first;
	uint32_t n;
};

struct ou_abc *
ou_abc_new(struct ou_arena *a)
{
	struct ou_abc *x = ou_arena_zalloc(a, sizeof(*x));

	x->arena = a;
	return x;
}

void
ou_abc_add(struct ou_abc *x, struct ou_str sku, struct ou_amount value)
{
	struct item *i = ou_names_find(&x->names, sku);

	if (i == NULL) {
		i = ou_arena_alloc(x->arena, sizeof(*i) + 15);
		i = (struct item *)(((uintptr_t)i + 15) & ~(uintptr_t)15);
		*i = (struct item){ .next = x->first,
		    .sku = ou_str_dup(x->arena, sku) };
		x->first = i;
		x->n++;
		*ou_names_at(&x->names, x->arena, i->sku) = i;
	}
	i->value += value.v;
}

static int
compare(const void *x, const void *y)
{
	const struct item *a = *(const struct item *const *)x;
	const struct item *b = *(const struct item *const *)y;

	if (a->value != b->value)
		return a->value > b->value ? -1 : 1;
	return ou_str_cmp(a->sku, b->sku);
}

void
ou_abc_classify(struct ou_abc *x)
{
	struct item **all, *i;
	__int128 total = 0, before = 0;
	uint32_t n = 0, k;

	all = ou_arena_array(x->arena, x->n, sizeof(struct item *));
	for (i = x->first; i != NULL; i = i->next) {
		all[n++] = i;
		total += i->value > 0 ? i->value : 0;
	}
	if (n != 0)
		qsort(all, n, sizeof(struct item *), compare);
	for (k = 0; k < n; k++) {
		i = all[k];
		i->class = i->value <= 0 ? 'C' : before * 100 < total * 80
		    ? 'A' : before * 100 < total * 95 ? 'B' : 'C';
		before += i->value > 0 ? i->value : 0;
	}
}

char
ou_abc_class(const struct ou_abc *x, struct ou_str sku)
{
	const struct item *i = ou_names_find(&x->names, sku);

	return i != NULL ? i->class : 0;
}
