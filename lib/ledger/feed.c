#include <inttypes.h>
#include <string.h>

#include "private.h"

/*
 * The log and the journal as records.
 */
static void
put_member(struct ou_buf *out, const char *name, struct ou_str value)
{
	if (value.n == 0)
		return;
	ou_buf_printf(out, ",\"%s\":", name);
	ou_json_put_string(out, value);
}

void
ou_ledger_change(struct ou_buf *out, const struct ou_stored *r)
{
	char at[OU_TIME_MAX];

	ou_buf_printf(out, "{\"type\":\"Change\",\"schema\":\"change/1\","
	    "\"seq\":%" PRId64, r->seq);
	put_member(out, "at", ou_str_make(at, ou_time_text(at, &r->at)));
	put_member(out, "by", r->command);
	put_member(out, "recordType", r->type);
	put_member(out, "id", r->id);
	put_member(out, "status", r->status);
	ou_buf_puts(out, ",\"record\":");
	ou_buf_adds(out, r->raw);
	ou_buf_addc(out, '}');
}

void
ou_ledger_journal(struct ou_buf *out, const struct ou_move *m)
{
	struct ou_stock_move r;

	memset(&r, 0, sizeof(r));
	r.type = OU_STR("StockMove");
	r.schema = OU_STR("stock-move/1");
	r.id = m->id;
	r.at = m->at;
	r.sku = m->key.sku;
	r.location = m->key.location;
	r.lot = m->key.lot;
	r.status = m->key.status;
	r.owner = m->key.owner;
	r.quantity = m->quantity;
	r.reason = m->reason;
	r.reference = m->reference;
	r.justification = m->justification;
	r.by = m->by;
	r.seq = (struct ou_integer){ m->seq, true };
	ou_table_encode(out, &ou_stock_move_table, &r);
}
