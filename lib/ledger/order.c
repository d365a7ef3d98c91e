#include <string.h>

#include "order.h"
#include "ou/model/lines.h"

/*
 * What an order does.  Each allocation of a line is one piece, or one for each
 * of its components, at one place of one item; and one more for what was
 * picked elsewhere.  Of a piece a part has been shipped (order_goods.c), and a
 * part is still wanted: what was ordered, less what is cancelled and shipped.
 *
 *   what is shipped now and was not in the version before   leaves
 *   what is wanted                                          is reserved
 *   what is reserved beyond that                            is released
 */
static const struct ou_quantities nothing;

static const struct ou_quantities *
quantities(const struct ou_order_line *line)
{
	return line->quantities != NULL ? line->quantities : &nothing;
}

/* --- what leaves --- */

static bool
same_place(const struct ou_stock_key *x, const struct ou_stock_key *y)
{
	return ou_str_eq(x->sku, y->sku) &&
	    ou_str_eq(x->location, y->location) &&
	    ou_str_eq(x->lot, y->lot) && ou_str_eq(x->owner, y->owner);
}

static int
close_some(struct line *x, struct ou_reservation *r, int64_t *n,
    enum ou_reservation_state state, struct ou_err *err)
{
	struct ou_quantity q = { least(*n, r->quantity.v), true };
	struct ou_reservation_filter f = { .orders = &r->order,
	    .n_orders = 1 };
	struct ou_reservation *rows;
	uint32_t i, n_rows;

	if (ou_store_reservation_close(x->l->o.store, r->number, q, state,
	    err) != 0)
		return -1;
	*n -= q.v;
	r->quantity.v -= q.v;
	if (r->quantity.v == 0)
		return 0;
	/* What is left of it has another number. */
	if (ou_store_reservations(x->l->o.store, x->a, &f, &rows, &n_rows,
	    err) != 0)
		return -1;
	for (i = 0; i < n_rows; i++) {
		if (rows[i].number > r->number)
			r->number = rows[i].number;
	}
	return 0;
}

/* The reservations that the units had: of that place first, else of the item,
 * for a picker may have taken them elsewhere. */
static int
close_shipped(struct line *x, const struct piece *p, struct ou_err *err)
{
	struct ou_reservation *r;
	int64_t n = p->leaves;
	uint32_t i;
	int pass;

	for (pass = 0; pass < 2; pass++) {
		for (i = 0; i < x->n_held && n > 0; i++) {
			r = &x->held[i];
			if (r->quantity.v == 0 || !ou_str_eq(r->line,
			    x->number) || (pass == 0
			    ? r->receipt.n != 0 ||
			    !same_place(&r->key, &p->key)
			    : !ou_str_eq(r->key.sku, p->key.sku)))
				continue;
			if (close_some(x, r, &n, OU_RESERVATION_SHIPPED,
			    err) != 0)
				return -1;
		}
	}
	return 0;
}

static int
ship(struct line *x, uint32_t i, struct ou_err *err)
{
	const struct piece *p = &x->pieces[i];
	char shipped[OU_DECIMAL_MAX];
	struct ou_move m = {
		.key = p->key,
		.quantity = { -p->leaves, true },
		.reason = OU_STR("shipment"),
		.reference = x->o->id,
		.by = x->l->o.command,
		.at = x->l->o.now,
	};

	if (p->leaves <= 0)
		return 0;
	/* More of the line is shipped each time, so each time has its own. */
	m.id = ou_str_printf(x->a, "%.*s/%.*s/shipped:%.*s/%u",
	    OU_STR_ARG(x->o->id), OU_STR_ARG(x->number),
	    (int)ou_quantity_text(shipped, quantities(x->line)->shipped),
	    shipped, i + 1);
	if (ou_store_move(x->l->o.store, &m, err) < 0)
		return ou_ledger_in_line(err, x->o, x->line,
		    ".quantities.shipped");
	return close_shipped(x, p, err);
}

/* --- what is reserved --- */

/* Take what there is already from what is wanted; what nobody wants any more
 * is given back. */
static int
match(struct line *x, struct ou_err *err)
{
	struct ou_reservation *r;
	struct piece *p;
	uint32_t i, k;
	int64_t n, spare;

	for (i = 0; i < x->n_held; i++) {
		r = &x->held[i];
		if (r->quantity.v == 0 || !ou_str_eq(r->line, x->number))
			continue;
		spare = r->quantity.v;
		for (k = 0; k < x->n && spare > 0; k++) {
			p = &x->pieces[k];
			if (!ou_str_eq(r->receipt, p->receipt) ||
			    !same_place(&r->key, &p->key))
				continue;
			n = least(spare, p->wanted);
			p->wanted -= n;
			spare -= n;
		}
		if (spare > 0 && close_some(x, r, &spare,
		    OU_RESERVATION_RELEASED, err) != 0)
			return -1;
	}
	return 0;
}

/* What of a place or a receipt can be reserved. */
static int
available(struct line *x, const struct piece *p, int64_t *n,
    struct ou_err *err)
{
	struct ou_store *s = x->l->o.store;
	struct ou_store_receipt *receipts;
	struct ou_position *positions;
	uint32_t i, n_rows;

	*n = 0;
	if (p->receipt.n != 0) {
		if (ou_store_receipts(s, x->a, &p->key.sku, 1, &receipts,
		    &n_rows, err) != 0)
			return -1;
		for (i = 0; i < n_rows; i++) {
			if (ou_str_eq(receipts[i].reference, p->receipt) &&
			    ou_str_eq(receipts[i].location,
			    p->key.location))
				*n = receipts[i].quantity.v -
				    receipts[i].promised.v;
		}
		return 0;
	}
	if (ou_store_positions(s, x->a, &p->key.sku, 1, &positions, &n_rows,
	    err) != 0)
		return -1;
	for (i = 0; i < n_rows; i++) {
		if (positions[i].key.status.n == 0 &&
		    same_place(&positions[i].key, &p->key))
			*n = positions[i].on_hand.v - positions[i].safety.v -
			    positions[i].reserved.v;
	}
	return 0;
}

static void
warn_short(struct line *x, const struct piece *p, int64_t missing)
{
	struct ou_quantity q = { missing, true };
	char text[OU_DECIMAL_MAX];
	struct ou_err e;

	if (x->l->o.tell == NULL)
		return;
	memset(&e, 0, sizeof(e));
	ou_err_set(&e, OU_ERR_RECORD, OU_DIAG_STOCK, "order '%.*s' has "
	    "%.*s of '%.*s' allocated that the store does not have",
	    OU_STR_ARG(x->o->id), (int)ou_quantity_text(text, q), text,
	    OU_STR_ARG(p->key.sku));
	ou_ledger_in_line(&e, x->o, x->line, "");
	x->l->o.tell(x->l->o.arg, &e);
}

static int
reserve(struct line *x, const struct piece *p, struct ou_err *err)
{
	const struct ou_order *o = x->o;
	struct ou_reservation r = {
		.order = o->id, .line = x->number, .key = p->key,
		.receipt = p->receipt, .quantity = { p->wanted, true },
		.channel = o->channel, .segment = o->segment,
		.customer = o->customer != NULL ? o->customer->id
		    : OU_STR_NONE,
		.expires = p->expires,
	};
	int64_t n;

	if (p->wanted <= 0)
		return 0;
	if (!x->l->o.strict) {
		if (available(x, p, &n, err) != 0)
			return -1;
		r.quantity.v = least(n > 0 ? n : 0, p->wanted);
		if (r.quantity.v < p->wanted)
			warn_short(x, p, p->wanted - r.quantity.v);
	}
	return r.quantity.v == 0 ? 0
	    : ou_store_reserve(x->l->o.store, &r, err);
}

/* --- an order --- */

/* What was shipped and cancelled never becomes less: then the record is an
 * older version of what the store has.  What was cancelled comes to life only
 * in an order that says that it replaces the other. */
static int
check_age(const struct line *x, const struct ou_quantities *before,
    struct ou_err *err)
{
	const struct ou_quantities *now = quantities(x->line);
	bool anew = ou_str_is(x->o->document_function, "replace");

	if (x->l->own || (now->shipped.v >= before->shipped.v &&
	    (anew || now->cancelled.v >= before->cancelled.v)))
		return 0;
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE, "less is %s than the "
	    "store has: this is an older version of the order",
	    now->shipped.v < before->shipped.v ? "shipped" : "cancelled");
	return ou_ledger_in_line(err, x->o, x->line, now->shipped.v <
	    before->shipped.v ? ".quantities.shipped"
	    : ".quantities.cancelled");
}

/* ${names}: what its lines are called. */
static const struct ou_quantities *
line_before(const struct ou_order *before, const struct ou_str *names,
    struct ou_str number, uint32_t i)
{
	uint32_t k;

	if (before == NULL)
		return &nothing;
	if (i < before->n_lines && ou_str_eq(names[i], number))
		return quantities(&before->lines[i]);
	for (k = 0; k < before->n_lines; k++) {
		if (ou_str_eq(names[k], number))
			return quantities(&before->lines[k]);
	}
	return &nothing;
}

/* A line without allocations, whose quantities are none but that ordered, says
 * nothing about its stock, unless the whole order is cancelled. */
static bool
silent(const struct line *x)
{
	const struct ou_quantities *q = quantities(x->line);

	return x->line->n_allocations == 0 && !q->allocated.given &&
	    !q->backordered.given && !q->picked.given && !q->shipped.given &&
	    !q->cancelled.given && !q->returned.given &&
	    !ou_str_is(x->o->status, "OrderCancelled");
}

static int
one_line(struct line *x, const struct ou_quantities *before,
    struct ou_err *err)
{
	const struct ou_quantities *q = quantities(x->line);
	uint32_t i;

	if (check_age(x, before, err) != 0)
		return -1;
	if (silent(x))
		return 0;
	if (x->line->product == NULL && x->line->n_allocations != 0) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "an allocation of no item");
		return ou_ledger_in_line(err, x->o, x->line, ".product");
	}
	x->is = q->shipped.v;
	x->was = x->l->o.adopt ? x->is : before->shipped.v;
	x->wanted = x->line->quantity.v - q->cancelled.v - q->shipped.v;
	if (x->wanted < 0 || ou_str_is(x->o->status, "OrderCancelled"))
		x->wanted = 0;
	if (ou_ledger_pieces(x, err) != 0)
		return -1;
	for (i = 0; i < x->n; i++) {
		if (ship(x, i, err) != 0)
			return -1;
	}
	if (match(x, err) != 0)
		return -1;
	for (i = 0; i < x->n; i++) {
		if (reserve(x, &x->pieces[i], err) != 0)
			return -1;
	}
	return 0;
}

/* What the order's record does not name any more gives back what it has. */
static int
drop_lines(struct line *x, const struct ou_str *names, struct ou_err *err)
{
	int64_t n;
	uint32_t i, k;

	for (i = 0; i < x->n_held; i++) {
		for (k = 0; k < x->o->n_lines && !ou_str_eq(x->held[i].line,
		    names[k]); k++)
			continue;
		n = k < x->o->n_lines ? 0 : x->held[i].quantity.v;
		if (n > 0 && close_some(x, &x->held[i], &n,
		    OU_RESERVATION_RELEASED, err) != 0)
			return -1;
	}
	return 0;
}

static bool
speaks_of_stock(const struct ou_order *o)
{
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		if (o->lines[i].quantities != NULL ||
		    o->lines[i].n_allocations != 0)
			return true;
	}
	return ou_str_is(o->status, "OrderCancelled");
}

static void
find_factor(struct line *x)
{
	const struct ou_items *items = x->l->o.items;
	const struct ou_product *p = x->line->product;
	bool divisible;

	x->factor = ou_quantity_of(1);
	if (items != NULL && (p == NULL || !ou_item_factor(items,
	    ou_items_find(items, p->sku), x->o, x->line, &x->factor,
	    &divisible)))
		x->factor.given = false;
}

/* Picks name their line by its number. */
static void
find_goods(struct line *x)
{
	struct ou_line_index index;
	struct ou_goods *goods;

	if (x->o->n_picks == 0 ||
	    ou_line_index_init(&index, x->a, x->o, NULL) != 0)
		return;
	x->n_goods = ou_goods_of(x->a, x->o, &index, &goods);
	x->goods = goods;
}

static int
stock_of(struct ou_ledger *l, struct ou_arena *a, const struct ou_order *o,
    const struct ou_order *before, struct ou_err *err)
{
	const struct ou_reservation_filter f = { .orders = &o->id,
	    .n_orders = 1 };
	struct line x = { .l = l, .a = a, .o = o };
	struct ou_str *names, *names_before = NULL;
	uint32_t i;

	if (!speaks_of_stock(o) && before == NULL)
		return 0;
	if (ou_store_reservations(l->o.store, a, &f, &x.held, &x.n_held,
	    err) != 0)
		return -1;
	find_goods(&x);
	names = ou_line_names(a, o);
	if (before != NULL)
		names_before = ou_line_names(a, before);
	for (i = 0; i < o->n_lines; i++) {
		x.line = &o->lines[i];
		x.number = names[i];
		find_factor(&x);
		x.n = 0;
		if (one_line(&x, line_before(before, names_before, x.number,
		    i), err) != 0)
			return -1;
	}
	return speaks_of_stock(o) ? drop_lines(&x, names, err) : 0;
}

int
ou_ledger_version(struct ou_ledger *l, struct ou_arena *a, struct ou_str id,
    int64_t since, struct ou_ledger_version *to, struct ou_err *err)
{
	const struct ou_store_filter filter = { .type = OU_STR("Order"),
	    .id = id, .since = since };
	struct ou_ledger_row row;
	struct ou_order *o;
	struct ou_record r;

	*to = (struct ou_ledger_version){ .order = NULL };
	if (ou_ledger_current(l, a, &filter, &row, err) != 0)
		return -1;
	if (row.raw.p == NULL)
		return 0;
	to->seq = row.seq;
	to->at = row.at;
	o = ou_arena_zalloc(a, sizeof(*o));
	if (ou_record_parse(&r, a, row.raw, l->types, NULL, err) != 0 ||
	    ou_record_load(&r, l->order, o, err) != 0)
		return ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
		    "the store's own version of order '%.*s' cannot be read",
		    OU_STR_ARG(id));
	to->order = o;
	return 0;
}

/* What was answered to an older version of an order says nothing about it. */
static int
check_overtaken(const struct ou_order *o, struct ou_err *err)
{
	const struct ou_hold *h = ou_order_overtaken(o);

	if (h == NULL)
		return 0;
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_HOLD_OVERTAKEN,
	    "order '%.*s' is an older version: %.*s", OU_STR_ARG(o->id),
	    OU_STR_ARG(h->reason));
	return ou_err_in(err, "holds.%u", (unsigned)(h - o->holds));
}

/* Who has worked on a version without a change that is done does not undo it;
 * only an order that replaces another one begins anew. */
static int
check_changes(const struct ou_ledger *l, const struct ou_order *o,
    const struct ou_order *before, struct ou_err *err)
{
	uint32_t i, k;

	if (before == NULL || l->own ||
	    ou_str_is(o->document_function, "replace"))
		return 0;
	for (i = 0; i < before->n_changes; i++) {
		for (k = 0; k < o->n_changes; k++) {
			if (ou_str_eq(o->changes[k].id,
			    before->changes[i].id))
				break;
		}
		if (k < o->n_changes)
			continue;
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "change '%.*s' is done and is not in it: this is an older "
		    "version of the order", OU_STR_ARG(before->changes[i].id));
		return ou_err_in(err, "changes");
	}
	return 0;
}

struct ou_stored
ou_ledger_order_row(const struct ou_order *o)
{
	return (struct ou_stored){ .type = OU_STR("Order"), .id = o->id,
	    .status = ou_order_state_name(ou_order_state(o)),
	    .channel = o->channel, .segment = o->segment,
	    .customer = o->customer != NULL ? o->customer->id : OU_STR_NONE,
	    .date = o->date.date };
}

int
ou_ledger_order(struct ou_ledger *l, struct ou_arena *a,
    const struct ou_order *o, struct ou_str raw, struct ou_err *err)
{
	struct ou_ledger_version before;
	struct ou_stored r = ou_ledger_order_row(o);

	r.raw = raw;
	if (check_overtaken(o, err) != 0 ||
	    ou_ledger_version(l, a, o->id, 0, &before, err) != 0 ||
	    check_changes(l, o, before.order, err) != 0 ||
	    stock_of(l, a, o, before.order, err) != 0 ||
	    ou_ledger_commit(l, a, o, before.order, err) != 0)
		return -1;
	return ou_ledger_keep(l, &r, err);
}
