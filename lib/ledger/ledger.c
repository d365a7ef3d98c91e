#include <string.h>

#include "ou/io/source.h"
#include "private.h"

/*
 * Which record does what, and how those are kept that do nothing else.
 */
const char ou_ledger_order_view[] = "id channel segment orderDate orderStatus "
    "documentFunction changes "
    "currency customer.id holds totals.payableAmount payment.status "
    "orderedItem.orderItemNumber orderedItem.orderQuantity "
    "orderedItem.unitCode orderedItem.product.sku orderedItem.product.gtin "
    "orderedItem.product.buyerItemId customer.gln "
    "orderedItem.packaging.packQuantity orderedItem.quantities "
    "orderedItem.allocations approvals approvalSteps approvedContents "
    "commitments picks packages shipments";

struct ou_ledger *
ou_ledger_new(struct ou_arena *a, const struct ou_ledger_options *options,
    struct ou_err *err)
{
	struct ou_ledger *l = ou_arena_zalloc(a, sizeof(*l));

	l->o = *options;
	l->types[0] = *ou_record_type_find(OU_STR("Order"));
	l->types[1] = *ou_record_type_find(OU_STR("OrderChange"));
	l->order = ou_view_new(a, &ou_order_table, ou_ledger_order_view, err);
	l->level = ou_view_new(a, &ou_stock_level_table, NULL, err);
	l->move = ou_view_new(a, &ou_stock_move_table, NULL, err);
	l->receipt = ou_view_new(a, &ou_receipt_record_table, NULL, err);
	l->whole = ou_view_new(a, &ou_order_table, NULL, err);
	l->change = ou_view_new(a, &ou_order_change_table, NULL, err);
	return l->order != NULL && l->level != NULL && l->move != NULL &&
	    l->receipt != NULL && l->whole != NULL && l->change != NULL ?
	    l : NULL;
}

struct ou_str
ou_ledger_text(struct ou_arena *a, struct ou_str text)
{
	char *p = ou_arena_alloc(a, text.n + OU_SOURCE_PADDING);

	memcpy(p, text.p, text.n);
	memset(p + text.n, 0, OU_SOURCE_PADDING);
	return ou_str_make(p, text.n);
}

struct ou_str
ou_ledger_member(const struct ou_json *j, struct ou_arena *a,
    const char *name, const char *inner)
{
	uint32_t node = ou_json_member(j, 1, name);

	if (node != 0 && inner != NULL)
		node = j->nodes[node].kind == OU_JSON_OBJECT
		    ? ou_json_member(j, node, inner) : 0;
	if (node == 0 || j->nodes[node].kind != OU_JSON_STRING ||
	    j->nodes[node].end - j->nodes[node].value == 2)
		return OU_STR_NONE;
	return ou_json_text(j, node, a);
}

int
ou_ledger_ahead(struct ou_ledger *l, const struct ou_str *ids, uint32_t n,
    struct ou_err *err)
{
	return ou_store_ahead(l->o.store, OU_STR("Order"), ids, n, err);
}

struct ou_str
ou_ledger_id(const struct ou_record *record, struct ou_arena *a)
{
	return ou_ledger_member(&record->json, a, "id", NULL);
}

int
ou_ledger_keep(struct ou_ledger *l, struct ou_stored *r, struct ou_err *err)
{
	r->command = l->o.command;
	r->at = l->o.now;
	return ou_store_put(l->o.store, r, err) < 0 ? -1 : 0;
}

struct found {
	struct ou_arena *a;
	struct ou_ledger_row *row;
};

static int
take_row(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct found *f = arg;

	(void)err;
	f->row->raw = ou_ledger_text(f->a, r->raw);
	f->row->seq = r->seq;
	f->row->at = r->at;
	return 0;
}

int
ou_ledger_current(struct ou_ledger *l, struct ou_arena *a,
    const struct ou_store_filter *filter, struct ou_ledger_row *row,
    struct ou_err *err)
{
	struct found f = { a, row };

	*row = (struct ou_ledger_row){ .raw = OU_STR_NONE };
	return ou_store_query(l->o.store, filter, take_row, &f, err);
}

/* The day that a record is of, by whatever its type calls it. */
static struct ou_date
day_of(const struct ou_json *j, struct ou_arena *a)
{
	static const char *const names[] = { "date", "shipDate", "issueDate",
	    "orderDate", "at" };
	struct ou_date none = { 0, 0, 0 };
	struct ou_time t;
	struct ou_str text;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		text = ou_ledger_member(j, a, names[i], NULL);
		if (text.n != 0 && ou_time_parse(&t, text, NULL) == 0)
			return t.date;
	}
	return none;
}

/* Any record: found by the members that records have in common. */
static struct ou_stored
other_row(struct ou_arena *a, const struct ou_record *record)
{
	const struct ou_json *j = &record->json;
	struct ou_stored r = { .type = record->type };
	struct ou_digest d;

	r.raw = ou_str_make(j->text, j->len);
	r.id = ou_ledger_member(j, a, "id", NULL);
	if (r.id.n == 0) {
		ou_digest_of(&d, &r.raw, 1);
		r.id = ou_digest_text(a, &d);
	}
	r.status = ou_ledger_member(j, a, "status", NULL);
	r.channel = ou_ledger_member(j, a, "channel", NULL);
	r.segment = ou_ledger_member(j, a, "segment", NULL);
	r.customer = ou_ledger_member(j, a, "customer", "id");
	r.date = day_of(j, a);
	return r;
}

static int
keep_other(struct ou_ledger *l, struct ou_arena *a,
    const struct ou_record *record, struct ou_err *err)
{
	struct ou_stored r = other_row(a, record);

	return ou_ledger_keep(l, &r, err);
}

int
ou_ledger_row(struct ou_ledger *l, struct ou_arena *a,
    struct ou_record *record, struct ou_stored *r, struct ou_err *err)
{
	struct ou_order order;

	if (record->table != &ou_order_table) {
		*r = other_row(a, record);
		return 0;
	}
	if (ou_record_load(record, l->order, &order, err) != 0)
		return -1;
	*r = ou_ledger_order_row(&order);
	r->raw = ou_str_make(record->json.text, record->json.len);
	return 0;
}

static int
take_level(struct ou_ledger *l, struct ou_arena *a, struct ou_record *record,
    struct ou_err *err)
{
	struct ou_str raw = ou_str_make(record->json.text, record->json.len);
	struct ou_stock_level level;
	struct ou_digest d;

	if (ou_record_load(record, l->level, &level, err) != 0)
		return -1;
	ou_digest_of(&d, &raw, 1);
	return ou_ledger_level(l, a, &level, ou_digest_text(a, &d), err);
}

int
ou_ledger_take(struct ou_ledger *l, struct ou_arena *a,
    struct ou_record *record, struct ou_err *err)
{
	struct ou_str raw = ou_str_make(record->json.text, record->json.len);
	struct ou_receipt_record receipt;
	struct ou_stock_move move;
	struct ou_order order;
	int r;

	if (record->table == &ou_order_change_table) {
		r = ou_ledger_order_change(l, a, record, err);
		return r != 0 ? r < 0 ? -1 : 0 : keep_other(l, a, record, err);
	}
	if (record->table == &ou_order_table)
		return ou_record_load(record, l->order, &order, err) != 0 ||
		    ou_ledger_order(l, a, &order, raw, err) != 0 ? -1 : 0;
	if (record->table == &ou_stock_level_table)
		return take_level(l, a, record, err);
	if (record->table == &ou_receipt_record_table)
		return ou_record_load(record, l->receipt, &receipt, err) != 0
		    || ou_ledger_receipt(l, &receipt, err) != 0 ? -1 : 0;
	if (record->table == &ou_stock_move_table &&
	    (ou_record_load(record, l->move, &move, err) != 0 ||
	    ou_ledger_move(l, &move, err) != 0))
		return -1;
	return keep_other(l, a, record, err);
}
