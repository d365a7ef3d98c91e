#include "ou/desk/views.h"

struct ou_type_view {
	const struct ou_record_type *type;
	const struct ou_view *view;
};

const struct ou_view *
ou_views_of(struct ou_views *x, struct ou_arena *a,
    const struct ou_record_type *type, struct ou_err *err)
{
	struct ou_view *view;
	uint32_t i;

	for (i = 0; i < x->n; i++) {
		if (x->all[i].type == type)
			return x->all[i].view;
	}
	view = ou_view_new(a, type->table, NULL, err);
	if (view == NULL)
		return NULL;
	x->all = ou_arena_extend(a, x->all, x->n * sizeof(*x->all),
	    (x->n + 1) * sizeof(*x->all));
	x->all[x->n++] = (struct ou_type_view){ type, view };
	return view;
}
