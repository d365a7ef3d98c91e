#include <string.h>

#include "approve.h"
#include "ou/base/digest.h"

/*
 * What an order is about: kept once for all decisions and steps that speak of
 * it, under a digest.  It says nothing of persons: an address is a digest.
 */
#define DIGITS 16

/* --- what it is now --- */

static void
add_part(struct ou_digesting *d, struct ou_str part)
{
	char n[OU_DECIMAL_MAX];

	/* so that "a" "bc" is not "ab" "c" */
	ou_digest_add(d, ou_str_make(n, ou_quantity_text(n,
	    ou_quantity_of((int64_t)part.n))));
	ou_digest_add(d, OU_STR(":"));
	if (part.n > 0)
		ou_digest_add(d, part);
}

static struct ou_str
end(struct ou_arena *a, const struct ou_digesting *d)
{
	struct ou_digest digest;

	ou_digest_so_far(d, &digest);
	return ou_str_sub(ou_digest_text(a, &digest), 0, DIGITS);
}

static struct ou_str
address_of(struct ou_arena *a, const struct ou_delivery *to)
{
	const struct ou_address *at = to != NULL ? to->address : NULL;
	const struct ou_pickup_point *p = to != NULL ? to->pickup_point :
	    NULL;
	struct ou_digesting d;
	uint32_t i;

	if (at == NULL && p == NULL)
		return OU_STR_NONE;
	ou_digest_begin(&d);
	if (at != NULL) {
		add_part(&d, at->id);
		add_part(&d, at->name);
		add_part(&d, at->company);
		add_part(&d, at->gln);
		for (i = 0; i < at->n_street; i++)
			add_part(&d, at->street[i]);
		add_part(&d, OU_STR_NONE);
		add_part(&d, at->postal_code);
		add_part(&d, at->locality);
		add_part(&d, at->region);
		add_part(&d, at->country);
	}
	if (p != NULL) {
		add_part(&d, p->network);
		add_part(&d, p->id);
	}
	return end(a, &d);
}

/* The item, whatever the line calls it. */
static struct ou_str
item_of(struct approving *p, const struct ou_product *product)
{
	const struct ou_item *item;

	if (product == NULL)
		return OU_STR_NONE;
	item = ou_items_resolve(&p->x->items, p->o, p->customer, product);
	if (item != NULL)
		return item->sku;
	return product->sku.n > 0 ? product->sku : product->gtin.n > 0 ?
	    product->gtin : product->buyer_item_id.n > 0 ?
	    product->buyer_item_id : product->manufacturer_item_id.n > 0 ?
	    product->manufacturer_item_id : product->name;
}

static struct ou_str
id_of(struct ou_arena *a, struct ou_approved_content c)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_digesting d;
	struct ou_str id;

	c.id = OU_STR_NONE;
	ou_table_encode(&b, &ou_approved_content_table, &c);
	ou_digest_begin(&d);
	ou_digest_add(&d, ou_buf_str(&b));
	id = end(a, &d);
	ou_buf_release(&b);
	return id;
}

int
ou_approve_about(struct approving *p, struct ou_approved_content *c)
{
	const struct ou_order *o = p->o;
	int64_t n;
	uint32_t i;

	*c = (struct ou_approved_content){ .customer = p->c.customer,
	    .cost_center = p->c.cost_center, .terms = p->c.terms,
	    .address = address_of(p->a, o->delivery) };
	c->lines = ou_arena_array(p->a, o->n_lines, sizeof(*c->lines));
	for (i = 0; i < o->n_lines; i++)
		c->lines[i] = (struct ou_approved_line){
		    .item = item_of(p, o->lines[i].product),
		    .unit = o->lines[i].unit,
		    .quantity = o->lines[i].quantity,
		    .price = o->lines[i].unit_price,
		    .base = o->lines[i].price_base };
	if ((n = ou_approved_lines(c->lines, o->n_lines, &p->run->err)) < 0)
		return ou_err_in(&p->run->err, "orderedItem");
	c->n_lines = (uint32_t)n;
	c->id = id_of(p->a, *c);
	return 0;
}

/* What is not what its digest says was not decided about. */
static void
find_known(struct approving *p, struct ou_approved_case *x)
{
	struct ou_approved_content *known = ou_arena_array(p->a,
	    p->o->n_contents, sizeof(*known));
	uint32_t i;

	for (i = 0; i < p->o->n_contents; i++) {
		if (ou_str_eq(p->o->contents[i].id, id_of(p->a,
		    p->o->contents[i])))
			known[x->n_known++] = p->o->contents[i];
	}
	x->known = known;
}

int
ou_approve_content(struct approving *p)
{
	struct ou_approved_content *now = ou_arena_alloc(p->a, sizeof(*now));

	if (ou_approve_about(p, now) != 0)
		return -1;
	p->c.about = (struct ou_approved_case){ .now = now };
	find_known(p, &p->c.about);
	ou_approved_look(p->a, &p->c.about, p->x->file.changes);
	p->outcome = ou_approval_look(p->x->approvals, p->a, &p->c);
	return 0;
}

/* --- keeping it --- */

static bool
is_spoken_of(const struct approving *p, struct ou_str id)
{
	uint32_t i;

	for (i = 0; i < p->c.n_decisions; i++) {
		if (ou_str_eq(p->c.decisions[i].content, id))
			return true;
	}
	for (i = 0; i < p->c.n_steps; i++) {
		if (ou_str_eq(p->c.steps[i].content, id))
			return true;
	}
	return false;
}

void
ou_approve_put_contents(struct approving *p)
{
	const struct ou_approved_case *x = &p->c.about;
	struct ou_order *o = p->o;
	struct ou_approved_content *list = ou_arena_array(p->a,
	    o->n_contents + 1, sizeof(*list));
	bool there = false;
	uint32_t i, n = 0;

	for (i = 0; i < o->n_contents; i++) {
		if (!is_spoken_of(p, o->contents[i].id))
			continue;
		there = there || (x->now != NULL && ou_str_eq(x->now->id,
		    o->contents[i].id));
		list[n++] = o->contents[i];
	}
	if (x->now != NULL && !there && is_spoken_of(p, x->now->id))
		list[n++] = *x->now;
	else if (n == o->n_contents)
		return;
	o->contents = list;
	o->n_contents = n;
	ou_record_put(p->record, &ou_order_table, o,
	    OU_FIELD(order, contents));
}

/* A copy that is of no record. */
static struct ou_approved_content
copy_of(struct ou_arena *a, const struct ou_approved_content *from)
{
	struct ou_approved_content to = *from;
	uint32_t i;

	to.node = 0;
	to.lines = ou_arena_array(a, from->n_lines, sizeof(*to.lines));
	for (i = 0; i < from->n_lines; i++) {
		to.lines[i] = from->lines[i];
		to.lines[i].node = 0;
	}
	return to;
}

static bool
is_among(const struct ou_approved_content *list, uint32_t n,
    struct ou_str id)
{
	uint32_t i;

	for (i = 0; i < n && !ou_str_eq(list[i].id, id); i++)
		continue;
	return i < n;
}

void
ou_approve_adopt_contents(struct ou_arena *a, struct ou_record *record,
    struct ou_order *o, const struct ou_order *stored, bool all)
{
	struct ou_approved_content *list = ou_arena_array(a,
	    stored->n_contents + o->n_contents, sizeof(*list));
	uint32_t i, n = 0;
	bool other = false;

	for (i = 0; i < stored->n_contents; i++) {
		list[n++] = copy_of(a, &stored->contents[i]);
		other = other || i >= o->n_contents ||
		    !ou_str_eq(o->contents[i].id, stored->contents[i].id);
	}
	for (i = 0; !all && i < o->n_contents; i++) {
		if (!is_among(stored->contents, stored->n_contents,
		    o->contents[i].id))
			list[n++] = o->contents[i];
	}
	if (!other && n == o->n_contents)
		return;
	o->contents = list;
	o->n_contents = n;
	ou_record_put(record, &ou_order_table, o,
	    OU_FIELD(order, contents));
}
