#include "guide_reader.h"

/*
 * Where an object is: in a level of a despatch, or in a group that says
 * something of the members within.
 */
#define LEVELS_MAX 20000

static struct guide_level *
level_of(struct guide_reader *r, struct ou_str id)
{
	uint32_t i;

	for (i = r->n_levels; i > 0 && id.n > 0; i--) {
		if (ou_str_eq(r->levels[i - 1].id, id))
			return &r->levels[i - 1];
	}
	return NULL;
}

/* A level begins: who is above it says what it does not say itself. */
int
ou_guide_open_level(struct guide_reader *r)
{
	const struct guide_tree *t = &r->g->tree;
	struct guide_level *l, *above;

	if (r->n_levels == LEVELS_MAX) {
		ou_err_set(r->err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "a message has more than %d levels", LEVELS_MAX);
		return ou_err_at(r->err, NULL, r->seg->number, 0);
	}
	if (r->edi != NULL) {
		r->n_levels++;
		return 0;
	}
	l = ou_import_append(r->a, &r->levels, &r->n_levels, sizeof(*l));
	if (ou_guide_text(r, t->id, 1, &l->id) != 0 ||
	    ou_guide_text(r, t->parent, 1, &l->parent) != 0)
		return -1;
	ou_guide_take(r, t->id, 1);
	ou_guide_take(r, t->parent, 1);
	/* whether levels are below it, and of which kind, is seen */
	ou_guide_take(r, t->parent + 1u, 1);
	ou_guide_take(r, t->level + 1u, 1);
	if (t->level != 0) {
		if (ou_guide_text(r, t->level, 1, &l->code) != 0)
			return -1;
		ou_guide_take(r, t->level, 1);
	}
	above = level_of(r, l->parent);
	if (above == NULL && l->parent.n > 0)
		ou_guide_finding(r, OU_DIAG_EDI_REFERENCE, t->parent,
		    "level %.*s is below %.*s, which did not come",
		    OU_STR_ARG(l->id), OU_STR_ARG(l->parent));
	if (above != NULL && above != l) {
		l->package = above->package;
		l->outer = above->package;
		l->order = above->order;
		l->line = above->line;
	}
	r->level = l;
	return 0;
}

/* Orders, packages and lines of a shipment know where they are. */
void
ou_guide_place_in_tree(struct guide_reader *r, const struct ou_table *table,
    char *object)
{
	struct ou_shipment *s = (void *)r->record;
	struct ou_shipment_line *line = (void *)object;
	struct ou_package *package = (void *)object;
	struct guide_level *l = r->level;

	if (r->g->tree.tag.p == NULL || l == NULL)
		return;
	if (table == &ou_shipment_order_table)
		l->order = s->n_orders;
	else if (table == &ou_package_table) {
		package->id = ou_str_number(r->a, OU_STR("p"), "",
		    ++r->packages);
		package->parent = l->outer;
		/* further ones stand beside the level's own */
		if (!l->own)
			l->package = package->id;
		l->own = true;
		if (l->line > 0 && !ou_str_is(l->code, "I"))
			ou_guide_pack_below(r->a, s, l->line - 1,
			    s->n_packages - 1);
	} else if (table == &ou_shipment_line_table) {
		line->package = l->package;
		/* the first order is the shipment's own */
		if (l->order > 1)
			line->order_number =
			    s->orders[l->order - 1].order_number;
		/* without codes a line is no level */
		if (r->g->tree.level != 0)
			l->line = s->n_lines;
	}
}

/* Of a member: what the group that it is in says of it.  A package is said of
 * the lines that come. */
void
ou_guide_take_from(struct guide_reader *r, const struct guide_open *group,
    const struct ou_table *table, char *object)
{
	struct ou_package *package = (void *)object;
	struct ou_shipment_line *line = (void *)group->object;

	if (group->table == table)
		ou_guide_give(r->a, table, group->object, object);
	if (table != &ou_package_table || !ou_guide_packs(group->rule))
		return;
	package->id = ou_str_number(r->a, OU_STR("p"), "", ++r->packages);
	line->package = package->id;
}
