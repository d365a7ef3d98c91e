#include <string.h>

#include "private.h"

/*
 * Stock records: moves, counts and announced receipts.
 */

/* The position that a row of stock speaks of. */
static struct ou_stock_key
key_of(const struct ou_stock_level *level)
{
	return (struct ou_stock_key){ level->sku, level->location,
	    level->lot, level->status, level->owner };
}

/* The journal is chained: what was written cannot be taken out again.  So a
 * person stands in it by an id, never by name or address. */
static int
check_nobody(const struct ou_stock_move *m, struct ou_err *err)
{
	const bool address = memchr(m->reference.p != NULL ? m->reference.p
	    : "", '@', m->reference.n) != NULL;
	size_t i;

	for (i = 0; i < m->by.n; i++) {
		if ((unsigned char)m->by.p[i] <= ' ' || m->by.p[i] == '@')
			break;
	}
	if (i == m->by.n && !address)
		return 0;
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE, "'%.*s' is no id: the "
	    "journal cannot forget who somebody is", OU_STR_ARG(address ?
	    m->reference : m->by));
	return ou_err_in(err, address ? "reference" : "by");
}

int
ou_ledger_move(struct ou_ledger *l, const struct ou_stock_move *m,
    struct ou_err *err)
{
	struct ou_move move = {
		.id = m->id,
		.key = { m->sku, m->location, m->lot, m->status, m->owner },
		.quantity = m->quantity,
		.reason = m->reason,
		.justification = m->justification,
		.reference = m->reference,
		.by = m->by.n != 0 ? m->by : l->o.command,
		.at = ou_date_given(m->at.date) ? m->at : l->o.now,
	};

	return check_nobody(m, err) != 0 ||
	    ou_store_move(l->o.store, &move, err) < 0 ? -1 : 0;
}

/* An absent status is available, and so is the one that says so. */
static struct ou_str
status_of(const struct ou_stock_key *key)
{
	return ou_str_is(key->status, "available") ? OU_STR_NONE
	    : key->status;
}

static bool
same_key(const struct ou_stock_key *x, const struct ou_stock_key *y)
{
	return ou_str_eq(x->sku, y->sku) &&
	    ou_str_eq(x->location, y->location) &&
	    ou_str_eq(x->lot, y->lot) &&
	    ou_str_eq(status_of(x), status_of(y)) &&
	    ou_str_eq(x->owner, y->owner);
}

/* The position as it stands; NULL: there is none yet. */
static int
find(struct ou_ledger *l, struct ou_arena *a, const struct ou_stock_key *key,
    const struct ou_position **position, struct ou_err *err)
{
	struct ou_position *rows;
	uint32_t i, n;

	*position = NULL;
	if (ou_store_positions(l->o.store, a, &key->sku, 1, &rows, &n,
	    err) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (same_key(&rows[i].key, key))
			*position = &rows[i];
	}
	return 0;
}

static int
book_count(struct ou_ledger *l, struct ou_arena *a,
    const struct ou_stock_level *level, const struct ou_position *before,
    struct ou_str id, struct ou_err *err)
{
	static const struct ou_quantity nothing = { 0, true };
	struct ou_quantity was = before != NULL ? before->on_hand : nothing;
	struct ou_move move = {
		.key = key_of(level),
		.reason = before != NULL ? OU_STR("count")
		    : OU_STR("opening"),
		.reference = level->from,
		.by = l->o.command,
		.at = ou_date_given(level->at.date) ? level->at : l->o.now,
	};
	char text[OU_DECIMAL_MAX];

	if (ou_quantity_sub(&move.quantity, level->on_hand, was, err) != 0)
		return -1;
	if (before != NULL && move.quantity.v == 0)
		return 0;
	/* The same words about another stock are another count. */
	move.id = ou_str_printf(a, "%.*s:%.*s/%.*s/%.*s/%.*s/%.*s:"
	    "%.16s:%.*s", OU_STR_ARG(move.reason), OU_STR_ARG(move.key.sku),
	    OU_STR_ARG(move.key.location), OU_STR_ARG(move.key.lot),
	    OU_STR_ARG(status_of(&move.key)), OU_STR_ARG(move.key.owner),
	    id.p, (int)ou_quantity_text(text, was), text);
	return ou_store_move(l->o.store, &move, err) < 0 ? -1 : 0;
}

int
ou_ledger_level(struct ou_ledger *l, struct ou_arena *a,
    const struct ou_stock_level *level, struct ou_str id, struct ou_err *err)
{
	struct ou_position p = { .key = key_of(level) };
	const struct ou_position *before;

	if (find(l, a, &p.key, &before, err) != 0)
		return -1;
	if (level->on_hand.given &&
	    book_count(l, a, level, before, id, err) != 0)
		return -1;
	if (before != NULL) {
		p.safety = before->safety;
		p.expiry = before->expiry;
	}
	if (level->safety.given)
		p.safety = level->safety;
	if (ou_date_given(level->expiry_date))
		p.expiry = level->expiry_date;
	if (before != NULL && p.safety.v == before->safety.v &&
	    ou_date_cmp(p.expiry, before->expiry) == 0)
		return 0;
	return ou_store_position_set(l->o.store, &p, err);
}

int
ou_ledger_receipt(struct ou_ledger *l, const struct ou_receipt_record *r,
    struct ou_err *err)
{
	const struct ou_store_receipt row = {
		.reference = r->reference, .sku = r->sku,
		.location = r->location, .supplier = r->supplier,
		.quantity = r->quantity, .expected = r->expected_date,
	};

	if (r->quantity.v < 0) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "a receipt cannot be negative");
		return ou_err_in(err, "quantity");
	}
	return ou_store_receipt_set(l->o.store, &row, err);
}
