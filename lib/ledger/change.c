#include "ou/model/change.h"
#include "private.h"

/*
 * Changes of orders.  The order's record is read, changed and put back in the
 * transaction in which the change is kept.
 */
static struct ou_str
order_id(struct ou_arena *a, const struct ou_order_change *c)
{
	if (c->order.n > 0)
		return c->order;
	if (c->channel.n == 0 || c->order_number.n == 0)
		return OU_STR_NONE;
	return ou_order_id(a, c->channel, c->order_number, c->release);
}

/* What a change says, however it is written, but not where it was read; of a
 * copy, not that it is one. */
static int
content(struct ou_arena *a, struct ou_str raw, bool copy,
    struct ou_digest *digest, struct ou_err *err)
{
	struct ou_json j;
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str text;
	uint32_t node, last;

	if (ou_json_index(&j, a, ou_ledger_text(a, raw), NULL, err) != 0)
		return -1;
	last = j.nodes[1].next;
	for (node = 2; node < last; node = j.nodes[node].next) {
		text = ou_json_key(&j, node, a);
		if (ou_str_is(text, "source") ||
		    (copy && ou_str_is(text, "documentFunction")))
			continue;
		ou_buf_adds(&b, text);
		ou_json_compact(&b, &j, node);
	}
	text = ou_buf_str(&b);
	ou_digest_of(digest, &text, 1);
	ou_buf_release(&b);
	return 0;
}

/* 1 when the store has this change, 0 when it has none of the id. */
static int
done_before(struct ou_ledger *l, struct ou_arena *a,
    const struct ou_record *record, const struct ou_order_change *c,
    struct ou_err *err)
{
	const bool copy = ou_str_is(c->function, "duplicate");
	struct ou_str ours = ou_str_make(record->json.text,
	    record->json.len);
	struct ou_digest before, now;
	struct ou_ledger_row row;

	if (c->id.n == 0)
		return 0;
	if (ou_ledger_current(l, a, &(struct ou_store_filter){
	    .type = OU_STR("OrderChange"), .id = c->id }, &row, err) != 0)
		return -1;
	if (row.raw.p == NULL)
		return 0;
	if (content(a, row.raw, copy, &before, err) != 0 ||
	    content(a, ours, copy, &now, err) != 0)
		return -1;
	if (memcmp(&before, &now, sizeof(now)) == 0)
		return 1;
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_DUPLICATE,
	    "change '%.*s' was done before, and said something else",
	    OU_STR_ARG(c->id));
}

static int
change_order(struct ou_ledger *l, struct ou_arena *a,
    const struct ou_order_change *c, struct ou_str raw, struct ou_err *err)
{
	struct ou_order *o = ou_arena_zalloc(a, sizeof(*o));
	struct ou_record order, after;
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str text;
	int r;

	if (ou_record_parse(&order, a, raw, l->types, NULL, err) != 0 ||
	    ou_record_load(&order, l->whole, o, err) != 0)
		return -1;
	r = ou_change_apply(&order, o, c, err);
	if (r <= 0)
		return r;
	ou_record_write(&order, &b);
	text = ou_ledger_text(a, ou_buf_str(&b));
	ou_buf_release(&b);
	memset(o, 0, sizeof(*o));
	if (ou_record_parse(&after, a, text, l->types, NULL, err) != 0 ||
	    ou_record_load(&after, l->order, o, err) != 0)
		return -1;
	return ou_ledger_order(l, a, o, text, err);
}

int
ou_ledger_order_change(struct ou_ledger *l, struct ou_arena *a,
    struct ou_record *record, struct ou_err *err)
{
	struct ou_order_change *c = ou_arena_zalloc(a, sizeof(*c));
	struct ou_ledger_row row;
	struct ou_str id;
	int r;

	if (ou_record_load(record, l->change, c, err) != 0)
		return -1;
	id = order_id(a, c);
	if (id.n == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_CHANGE,
		    "it does not say which order it changes");
	r = done_before(l, a, record, c, err);
	if (r != 0)
		return r;
	if (ou_ledger_current(l, a, &(struct ou_store_filter){
	    .type = OU_STR("Order"), .id = id }, &row, err) != 0)
		return -1;
	if (row.raw.p == NULL)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_CHANGE,
		    "there is no order '%.*s'", OU_STR_ARG(id));
	return change_order(l, a, c, row.raw, err);
}
