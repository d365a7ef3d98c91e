#include <stdint.h>

#include "ou/model/components.h"

static struct ou_str
key_of(struct ou_arena *a, uint32_t line, struct ou_str sku)
{
	return ou_str_printf(a, "%u/%.*s", line, OU_STR_ARG(sku));
}

void
ou_component_add(struct ou_names *t, struct ou_arena *a, uint32_t line,
    struct ou_str sku, int64_t quantity)
{
	void **at = ou_names_at(t, a, key_of(a, line, sku));
	int64_t *sum;

	if (*at == NULL)
		*at = ou_arena_zalloc(a, sizeof(*sum));
	sum = *at;
	if (quantity > 0 && __builtin_add_overflow(*sum, quantity, sum))
		*sum = INT64_MAX;
}

static int64_t *
find(const struct ou_names *t, struct ou_arena *a, uint32_t line,
    struct ou_str sku)
{
	return t->n == 0 ? NULL : ou_names_find(t, key_of(a, line, sku));
}

int64_t
ou_component_left(const struct ou_names *t, struct ou_arena *a, uint32_t line,
    struct ou_str sku)
{
	const int64_t *sum = find(t, a, line, sku);

	return sum != NULL ? *sum : 0;
}

int64_t
ou_component_take(struct ou_names *t, struct ou_arena *a, uint32_t line,
    struct ou_str sku, int64_t quantity)
{
	int64_t *sum = find(t, a, line, sku);

	if (sum == NULL || quantity <= 0)
		return 0;
	if (quantity > *sum)
		quantity = *sum;
	*sum -= quantity;
	return quantity;
}

uint32_t
ou_component_item(const struct ou_allocation *x, uint32_t i, int64_t *sum)
{
	uint32_t k;

	*sum = 0;
	for (k = i; k < x->n_components && ou_str_eq(x->components[k].sku,
	    x->components[i].sku); k++) {
		if (x->components[k].quantity.v > 0 && __builtin_add_overflow(
		    *sum, x->components[k].quantity.v, sum))
			*sum = INT64_MAX;
	}
	return k - i;
}
