#include <string.h>

#include "private.h"

/*
 * What makes another store say the same.
 */
struct out {
	int (*each)(void *arg, struct ou_str json, struct ou_err *err);
	void *arg;
	struct ou_buf text;
};

static int
give(struct out *o, const struct ou_table *table, const void *object,
    struct ou_err *err)
{
	ou_buf_clear(&o->text);
	ou_table_encode(&o->text, table, object);
	return o->each(o->arg, ou_buf_str(&o->text), err);
}

static int
positions(struct ou_store *s, struct ou_arena *a, struct out *o,
    struct ou_err *err)
{
	struct ou_stock_level level;
	struct ou_position *rows;
	uint32_t i, n;

	if (ou_store_positions(s, a, NULL, 0, &rows, &n, err) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		memset(&level, 0, sizeof(level));
		level.type = OU_STR("StockLevel");
		level.schema = OU_STR("stock-level/1");
		level.sku = rows[i].key.sku;
		level.location = rows[i].key.location;
		level.lot = rows[i].key.lot;
		level.status = rows[i].key.status;
		level.owner = rows[i].key.owner;
		level.expiry_date = rows[i].expiry;
		level.on_hand = rows[i].on_hand;
		level.reserved = rows[i].reserved;
		level.safety = rows[i].safety;
		if (give(o, &ou_stock_level_table, &level, err) != 0)
			return -1;
	}
	return 0;
}

static int
receipts(struct ou_store *s, struct ou_arena *a, struct out *o,
    struct ou_err *err)
{
	struct ou_store_receipt *rows;
	struct ou_receipt_record r;
	uint32_t i, n;

	if (ou_store_receipts(s, a, NULL, 0, &rows, &n, err) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		memset(&r, 0, sizeof(r));
		r.type = OU_STR("Receipt");
		r.schema = OU_STR("receipt/1");
		r.reference = rows[i].reference;
		r.sku = rows[i].sku;
		r.location = rows[i].location;
		r.quantity = rows[i].quantity;
		r.expected_date = rows[i].expected;
		r.supplier = rows[i].supplier;
		if (give(o, &ou_receipt_record_table, &r, err) != 0)
			return -1;
	}
	return 0;
}

static int
record(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct out *o = arg;

	if (ou_str_is(r->type, "StockMove"))
		return 0;
	return o->each(o->arg, r->raw, err);
}

int
ou_ledger_export(struct ou_store *s, struct ou_arena *a,
    int (*each)(void *arg, struct ou_str json, struct ou_err *err),
    void *arg, struct ou_err *err)
{
	static const struct ou_store_filter all;
	struct out o = { each, arg, OU_BUF_INIT };
	int r;

	r = positions(s, a, &o, err) != 0 || receipts(s, a, &o, err) != 0 ||
	    ou_store_query(s, &all, record, &o, err) != 0 ? -1 : 0;
	ou_buf_release(&o.text);
	return r;
}
