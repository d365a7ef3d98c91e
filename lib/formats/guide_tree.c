#include "guide_parts.h"

/*
 * The levels of a despatch: shipment, orders, pallets, cartons; what is in
 * which.  X12 856 has them as HL, DESADV as CPS.
 */
bool
ou_guide_one_of(struct ou_str list, struct ou_str level)
{
	struct ou_str one;

	while (ou_str_split(&list, '|', &one)) {
		if (ou_str_eq(one, level))
			return true;
	}
	return false;
}

struct builder {
	struct ou_arena *a;
	const struct ou_shipment *s;
	bool codes;			/* lines are levels */
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

/* Does the package hold the line without saying how much of it? */
static bool
is_below(const struct ou_package *p, const struct ou_shipment_line *line)
{
	uint32_t i;

	for (i = 0; i < p->n_contents && line->line.n > 0 &&
	    line->package.n == 0; i++) {
		if (!p->contents[i].quantity.given &&
		    ou_str_eq(p->contents[i].line, line->line))
			return true;
	}
	return false;
}

/* In level codes a line is a level, and packages that share it are below. */
static void
add_item(struct builder *b, uint32_t node, uint32_t line)
{
	uint32_t at = add(b, "I", node, &b->s->lines[line]), i, below;

	b->nodes[at - 1].index = line;
	b->placed[line] = true;
	for (i = 0; i < b->s->n_packages; i++) {
		if (b->shown[i] || !is_below(&b->s->packages[i],
		    &b->s->lines[line]))
			continue;
		b->shown[i] = true;
		below = add(b, "P", at, &b->s->packages[i]);
		b->nodes[below - 1].index = i;
	}
}

static void
add_line(struct builder *b, uint32_t node, uint32_t line)
{
	uint32_t *to;

	if (b->codes) {
		add_item(b, node, line);
		return;
	}
	to = ou_import_append(b->a, &b->nodes[node - 1].lines,
	    &b->nodes[node - 1].n_lines, sizeof(*to));
	*to = line;
	b->nodes[node - 1].children = true;
	b->placed[line] = true;
}

/* Is it below a line that is still to come? */
static bool
waits(const struct builder *b, uint32_t package)
{
	uint32_t i;

	for (i = 0; b->codes && i < b->s->n_lines; i++) {
		if (!b->placed[i] && is_below(&b->s->packages[package],
		    &b->s->lines[i]))
			return true;
	}
	return false;
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
		    waits(b, i) || !(holds(b, i, order, any, 0) ||
		    (empty && !holds(b, i, order, true, 0))))
			continue;
		b->shown[i] = true;
		at = add(b, has_children(b, p->id) ? "T" : "P", node, p);
		b->nodes[at - 1].index = i;
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

/* The orders of the shipment as it lists them, then those that only lines
 * know; without a list its own is the first. */
static void
add_orders(struct builder *b)
{
	const struct ou_shipment *s = b->s;
	struct ou_shipment_order *own;
	struct ou_str order;
	uint32_t i, node;

	for (i = 0; i < s->n_orders; i++) {
		node = add(b, "O", 1, &s->orders[i]);
		b->nodes[node - 1].index = i;
		add_order(b, s->orders[i].order_number, node, false, i == 0);
	}
	for (i = 0; i <= s->n_lines; i++) {
		order = i == 0 ? s->order_number : order_of(b,
		    &s->lines[i - 1]);
		if (i > 0 ? b->placed[i - 1] : s->n_orders > 0 ||
		    (order.n == 0 && s->n_lines > 0 &&
		    order_of(b, &s->lines[0]).n > 0))
			continue;
		own = ou_arena_zalloc(b->a, sizeof(*own));
		own->order_number = order;
		if (ou_str_eq(order, s->order_number))
			own->order_date = s->order_date;
		node = add(b, "O", 1, own);
		b->nodes[node - 1].index = UINT32_MAX;
		add_order(b, order, node, false, i == 0);
	}
}

int
ou_guide_levels(struct ou_arena *a, const struct ou_shipment *s, bool codes,
    struct guide_node **nodes, uint32_t *n, struct ou_err *err)
{
	struct builder b = { .a = a, .s = s, .codes = codes };

	b.placed = ou_arena_array(a, s->n_lines + 1, sizeof(*b.placed));
	b.shown = ou_arena_array(a, s->n_packages + 1, sizeof(*b.shown));
	(void)add(&b, "S", 0, s);
	if (codes)
		add_orders(&b);
	else
		add_order(&b, OU_STR_NONE, 1, true, true);
	*nodes = b.nodes;
	*n = b.n;
	return all_placed(&b, err);
}

/* --- lines by the contents of packages --- */

struct divider {
	struct ou_arena *a;
	const struct ou_shipment *from;
	struct ou_shipment *to;
	struct ou_quantity **left;	/* of each package's contents */
};

static bool
names(const struct ou_content *c, const struct ou_shipment_line *line)
{
	return c->line.n > 0 && ou_str_eq(c->line, line->line) &&
	    (c->lot.n == 0 || line->lot.n == 0 ||
	    ou_str_eq(c->lot, line->lot));
}

static struct ou_shipment_line *
add_part(struct divider *d, const struct ou_shipment_line *line,
    struct ou_quantity q)
{
	struct ou_shipment_line *part = ou_import_append(d->a, &d->to->lines,
	    &d->to->n_lines, sizeof(*part));

	*part = *line;
	part->quantity = q;
	return part;
}

/* The parts of a line in the packages that name it and have room left. */
static void
divide(struct divider *d, const struct ou_shipment_line *line)
{
	const struct ou_package *p;
	struct ou_shipment_line *part;
	struct ou_quantity rest = line->quantity, q, *left;
	uint32_t i, k;

	for (i = 0; i < d->from->n_packages && line->package.n == 0; i++) {
		p = &d->from->packages[i];
		for (k = 0; k < p->n_contents; k++) {
			left = &d->left[i][k];
			if (!names(&p->contents[k], line) || left->v <= 0 ||
			    rest.v <= 0)
				continue;
			q = left->v < rest.v ? *left : rest;
			left->v -= q.v;
			rest.v -= q.v;
			part = add_part(d, line, q);
			part->package = p->id;
			if (part->lot.n == 0)
				part->lot = p->contents[k].lot;
		}
	}
	if (rest.v > 0 || !line->quantity.given || line->quantity.v <= 0)
		(void)add_part(d, line, rest);
}

const struct ou_shipment *
ou_guide_packed(struct ou_arena *a, const struct ou_shipment *s)
{
	struct divider d = { .a = a, .from = s };
	const struct ou_package *p;
	uint32_t i, k;

	d.to = ou_arena_zalloc(a, sizeof(*d.to));
	*d.to = *s;
	d.to->lines = NULL;
	d.to->n_lines = 0;
	d.left = ou_arena_array(a, s->n_packages + 1, sizeof(*d.left));
	for (i = 0; i < s->n_packages; i++) {
		p = &s->packages[i];
		d.left[i] = ou_arena_array(a, p->n_contents + 1,
		    sizeof(**d.left));
		for (k = 0; k < p->n_contents; k++)
			d.left[i][k] = p->contents[k].quantity;
	}
	for (i = 0; i < s->n_lines; i++)
		divide(&d, &s->lines[i]);
	return d.to;
}

struct ou_str
ou_guide_structure(const struct ou_shipment *s)
{
	uint32_t i, k;

	for (i = 0; i < s->n_packages; i++) {
		for (k = 0; k < s->n_lines; k++) {
			if (is_below(&s->packages[i], &s->lines[k]))
				return OU_STR("0002");
		}
	}
	return s->n_packages > 0 ? OU_STR("0001") : OU_STR("0004");
}

/* --- the way in --- */

static void
add_content(struct ou_arena *a, struct ou_package *p, struct ou_str line)
{
	struct ou_content *c = ou_import_append(a, &p->contents,
	    &p->n_contents, sizeof(*c));

	c->line = line;
}

void
ou_guide_pack_below(struct ou_arena *a, struct ou_shipment *s, uint32_t line,
    uint32_t package)
{
	struct ou_shipment_line *l = &s->lines[line];
	struct ou_package *p = &s->packages[package];
	struct ou_str number = l->line, first = l->package;
	uint32_t i;
	bool shared = false;

	for (i = 0; i < s->n_packages && first.n == 0 && !shared; i++)
		shared = is_below(&s->packages[i], l);
	if (first.n == 0 && !shared) {
		l->package = p->id;
		return;
	}
	if (number.n == 0)
		number = l->line = ou_str_number(a, OU_STR(""), "", line + 1);
	for (i = 0; i < s->n_packages && first.n > 0; i++) {
		if (ou_str_eq(s->packages[i].id, first))
			add_content(a, &s->packages[i], number);
	}
	l->package = OU_STR_NONE;
	add_content(a, p, number);
}

static void
list_order(struct ou_arena *a, struct ou_shipment *s, struct ou_str number)
{
	struct ou_shipment_order *o;
	uint32_t i;

	for (i = 0; i < s->n_orders; i++) {
		if (ou_str_eq(s->orders[i].order_number, number))
			return;
	}
	if (number.n == 0)
		return;
	o = ou_import_append(a, &s->orders, &s->n_orders, sizeof(*o));
	o->order_number = number;
	if (ou_str_eq(number, s->order_number))
		o->order_date = s->order_date;
}

/* Lines may name their orders without a level of an order above them: those
 * are listed behind the shipment's own. */
static void
list_orders(struct ou_arena *a, struct ou_shipment *s)
{
	bool levels = s->n_orders > 0;
	uint32_t i;

	for (i = 0; i < s->n_lines; i++) {
		if (s->lines[i].order_number.n == 0)
			continue;
		list_order(a, s, s->order_number);
		list_order(a, s, s->lines[i].order_number);
	}
	/* the first is the shipment's own */
	for (i = 0; i < s->n_lines && s->n_orders > 0 && !levels; i++) {
		if (ou_str_eq(s->lines[i].order_number,
		    s->orders[0].order_number))
			s->lines[i].order_number = OU_STR_NONE;
	}
}

/* What the order has no field for, behind what the shipment has none for. */
static void
add_extra(struct ou_arena *a, struct ou_shipment *s,
    const struct ou_shipment_order *o)
{
	struct ou_pair *all = ou_arena_array(a, s->n_extra + o->n_extra + 1,
	    sizeof(*all));
	uint32_t i, k, n = s->n_extra;

	if (n > 0)
		memcpy(all, s->extra, n * sizeof(*all));
	for (i = 0; i < o->n_extra; i++) {
		for (k = 0; k < n; k++) {
			if (ou_str_eq(all[k].key, o->extra[i].key))
				break;
		}
		if (k == n)
			all[n++] = o->extra[i];
		else
			all[k].value = ou_str_printf(a, "%.*s; %.*s",
			    OU_STR_ARG(all[k].value),
			    OU_STR_ARG(o->extra[i].value));
	}
	s->extra = all;
	s->n_extra = n;
}

/* One order that says no more than the shipment can is no list. */
void
ou_guide_settle_orders(struct ou_arena *a, struct ou_shipment *s)
{
	const struct ou_shipment_order *first;

	list_orders(a, s);
	if (s->n_orders == 0)
		return;
	first = s->orders;
	if (s->order_number.n == 0)
		s->order_number = first->order_number;
	if (!ou_date_given(s->order_date))
		s->order_date = first->order_date;
	if (s->n_orders == 1 && first->release.n == 0 &&
	    first->contract.n == 0 && !first->package_count.given &&
	    first->n_parties == 0 && first->n_references == 0 &&
	    first->n_dates == 0 &&
	    ou_str_eq(first->order_number, s->order_number) &&
	    ou_date_cmp(first->order_date, s->order_date) == 0) {
		add_extra(a, s, first);
		s->orders = NULL;
		s->n_orders = 0;
	}
}
