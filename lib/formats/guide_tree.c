#include "guide_parts.h"

/*
 * The levels of a despatch: shipment, orders, pallets, cartons; what is in
 * which.  X12 856 has them as HL, DESADV as CPS.
 */
struct builder {
	struct ou_arena *a;
	const struct ou_shipment *s;
	struct guide_node *nodes;
	uint32_t n;
	bool *placed;			/* lines */
	bool *shown;			/* packages */
};

static uint32_t
add(struct builder *b, const char *level, uint32_t parent,
    const void *object)
{
	struct guide_node *node;

	node = ou_import_append(b->a, &b->nodes, &b->n, sizeof(*node));
	*node = (struct guide_node){ .id = b->n, .parent = parent,
	    .level = level, .object = object };
	if (parent > 0)
		b->nodes[parent - 1].children = true;
	return node->id;
}

static struct ou_str
order_of(const struct builder *b, const struct ou_shipment_line *line)
{
	return line->order_number.n > 0 ? line->order_number :
	    b->s->order_number;
}

static void
add_line(struct builder *b, uint32_t node, uint32_t line)
{
	uint32_t *to;

	to = ou_import_append(b->a, &b->nodes[node - 1].lines,
	    &b->nodes[node - 1].n_lines, sizeof(*to));
	*to = line;
	b->nodes[node - 1].children = true;
	b->placed[line] = true;
}

static bool
has_children(const struct builder *b, struct ou_str id)
{
	uint32_t i;

	for (i = 0; i < b->s->n_packages && id.n > 0; i++) {
		if (ou_str_eq(b->s->packages[i].parent, id))
			return true;
	}
	return false;
}

/* Does a package, or one in it, hold a line of this order? */
static bool
holds(const struct builder *b, uint32_t package, struct ou_str order,
    bool any, unsigned depth)
{
	struct ou_str id = b->s->packages[package].id;
	uint32_t i;

	for (i = 0; i < b->s->n_lines && id.n > 0; i++) {
		if (ou_str_eq(b->s->lines[i].package, id) && (any ||
		    ou_str_eq(order_of(b, &b->s->lines[i]), order)))
			return true;
	}
	for (i = 0; i < b->s->n_packages && id.n > 0 && depth < 8; i++) {
		if (i != package && ou_str_eq(b->s->packages[i].parent, id) &&
		    holds(b, i, order, any, depth + 1))
			return true;
	}
	return false;
}

static void
add_packages(struct builder *b, struct ou_str parent, uint32_t node,
    struct ou_str order, bool any, bool empty, unsigned depth)
{
	const struct ou_package *p;
	uint32_t i, k, at;

	for (i = 0; i < b->s->n_packages && depth < 8; i++) {
		p = &b->s->packages[i];
		if (b->shown[i] || !ou_str_eq(p->parent, parent) ||
		    !(holds(b, i, order, any, 0) || empty))
			continue;
		b->shown[i] = true;
		at = add(b, has_children(b, p->id) ? "T" : "P", node, p);
		for (k = 0; k < b->s->n_lines && p->id.n > 0; k++) {
			if (!b->placed[k] && ou_str_eq(b->s->lines[k].package,
			    p->id) && (any || ou_str_eq(order_of(b,
			    &b->s->lines[k]), order)))
				add_line(b, at, k);
		}
		add_packages(b, p->id, at, order, any, empty, depth + 1);
	}
}

static void
add_order(struct builder *b, struct ou_str order, uint32_t node, bool any,
    bool empty)
{
	uint32_t i;

	add_packages(b, OU_STR_NONE, node, order, any, empty, 0);
	for (i = 0; i < b->s->n_lines; i++) {
		if (!b->placed[i] && b->s->lines[i].package.n == 0 && (any ||
		    ou_str_eq(order_of(b, &b->s->lines[i]), order)))
			add_line(b, node, i);
	}
}

/* A package that is nowhere, or a line of a package that is split over
 * orders, would be lost or told twice. */
static int
all_placed(const struct builder *b, struct ou_err *err)
{
	uint32_t i;

	for (i = 0; i < b->s->n_lines; i++) {
		if (b->placed[i])
			continue;
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_CARRY,
		    "package '%.*s' is not there, or holds lines of several "
		    "orders", OU_STR_ARG(b->s->lines[i].package));
		return ou_err_in(err, "shippedItem.%u.package", i);
	}
	for (i = 0; i < b->s->n_packages; i++) {
		if (b->shown[i])
			continue;
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_CARRY,
		    "package '%.*s' is not there",
		    OU_STR_ARG(b->s->packages[i].parent));
		return ou_err_in(err, "packages.%u.parent", i);
	}
	return 0;
}

int
ou_guide_levels(struct ou_arena *a, const struct ou_shipment *s, bool orders,
    struct guide_node **nodes, uint32_t *n, struct ou_err *err)
{
	struct builder b = { .a = a, .s = s };
	struct ou_str order;
	uint32_t i;

	b.placed = ou_arena_array(a, s->n_lines + 1, sizeof(*b.placed));
	b.shown = ou_arena_array(a, s->n_packages + 1, sizeof(*b.shown));
	(void)add(&b, "S", 0, s);
	if (!orders)
		add_order(&b, OU_STR_NONE, 1, true, true);
	for (i = 0; orders && i <= s->n_lines; i++) {
		/* first the shipment's own, then those of the lines */
		order = i == 0 ? s->order_number :
		    order_of(&b, &s->lines[i - 1]);
		if (i > 0 && (b.placed[i - 1] || order.n == 0))
			continue;
		if (i == 0 && order.n == 0 && s->n_lines > 0 &&
		    order_of(&b, &s->lines[0]).n > 0)
			continue;
		uint32_t node = add(&b, "O", 1, s);

		b.nodes[node - 1].order = order;
		add_order(&b, order, node, false, i == 0);
	}
	*nodes = b.nodes;
	*n = b.n;
	return all_placed(&b, err);
}
