#include <stdlib.h>

#include "private.h"

/* Positions, receipts and moves. */

/* Far above any stock, and three of them are still within 63 bits. */
#define FIGURE_MAX INT64_C(1000000000000000000)

static int
check_figure(struct ou_quantity q, struct ou_err *err)
{
	if (q.v >= -FIGURE_MAX && q.v <= FIGURE_MAX)
		return 0;
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
	    "a figure is too large for the store");
}

static struct ou_quantity
quantity(const struct db_value *v)
{
	return (struct ou_quantity){ v->i, true };
}

static struct ou_stock_key
key_of(const struct db_value *v)
{
	return (struct ou_stock_key){ v[0].s, ou_db_as_text(&v[1]),
	    ou_db_as_text(&v[2]), ou_db_as_text(&v[3]), ou_db_as_text(&v[4]) };
}

/* The five values of a key. */
#define KEY(k) db_key((k).sku), db_key((k).location), db_key((k).lot), \
	db_key(ou_store_status((k).status)), db_key((k).owner)

/* Of those items, or of all when none is named. */
static int
rows_of(struct ou_store *s, enum db_statement all, enum db_statement some,
    struct ou_arena *a, const struct ou_str *skus, uint32_t n,
    struct db_rows *got, struct ou_err *err)
{
	if (n == 0)
		return ou_store_rows(s, all, a, got, err, NULL, 0);
	return ou_store_rows(s, some, a, got, err, V(ou_db_list(a, skus, n)));
}

int
ou_store_positions(struct ou_store *s, struct ou_arena *a,
    const struct ou_str *skus, uint32_t n, struct ou_position **rows,
    uint32_t *n_rows, struct ou_err *err)
{
	struct db_rows got;
	uint32_t i;

	if (rows_of(s, DB_POSITIONS_ALL, DB_POSITIONS, a, skus, n, &got, err)
	    != 0)
		return -1;
	*rows = ou_arena_array(a, got.n, sizeof(**rows));
	*n_rows = got.n;
	for (i = 0; i < got.n; i++) {
		const struct db_value *v = &got.v[i * got.width];

		(*rows)[i] = (struct ou_position){ key_of(v),
		    ou_db_as_day(&v[5]), quantity(&v[6]), quantity(&v[7]),
		    quantity(&v[8]) };
	}
	return 0;
}

int
ou_store_arrivals(struct ou_store *s, struct ou_arena *a,
    const struct ou_str *skus, uint32_t n, struct ou_stock_key **rows,
    uint32_t *n_rows, struct ou_err *err)
{
	struct db_rows got;
	uint32_t i;

	if ((s->open && ou_store_flush(s, err) != 0) ||
	    ou_store_rows(s, DB_ARRIVALS, a, &got, err,
	    V(ou_db_list(a, skus, n))) != 0)
		return -1;
	*rows = ou_arena_array(a, got.n, sizeof(**rows));
	*n_rows = got.n;
	for (i = 0; i < got.n; i++)
		(*rows)[i] = key_of(&got.v[i * got.width]);
	return 0;
}

int
ou_store_receipts(struct ou_store *s, struct ou_arena *a,
    const struct ou_str *skus, uint32_t n, struct ou_store_receipt **rows,
    uint32_t *n_rows, struct ou_err *err)
{
	struct db_rows got;
	uint32_t i;

	if (rows_of(s, DB_RECEIPTS_ALL, DB_RECEIPTS, a, skus, n, &got, err)
	    != 0)
		return -1;
	*rows = ou_arena_array(a, got.n, sizeof(**rows));
	*n_rows = got.n;
	for (i = 0; i < got.n; i++) {
		const struct db_value *v = &got.v[i * got.width];

		(*rows)[i] = (struct ou_store_receipt){ v[0].s, v[1].s,
		    ou_db_as_text(&v[2]), ou_db_as_text(&v[3]), quantity(&v[4]),
		    quantity(&v[5]), ou_db_as_day(&v[6]) };
	}
	return 0;
}

int
ou_store_position_set(struct ou_store *s, const struct ou_position *p,
    struct ou_err *err)
{
	char day[16];

	if (check_figure(p->safety, err) != 0)
		return -1;
	if (p->safety.v < 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "the safety stock of '%.*s' is below zero",
		    OU_STR_ARG(p->key.sku));
	return ou_store_run(s, DB_POSITION_SET, 1, err, V(KEY(p->key),
	    ou_db_day(day, p->expiry), db_int(p->safety.v)));
}

int
ou_store_receipt_set(struct ou_store *s, const struct ou_store_receipt *r,
    struct ou_err *err)
{
	char day[16];

	if (check_figure(r->quantity, err) != 0)
		return -1;
	if (r->quantity.v < 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "receipt '%.*s' is of less than nothing",
		    OU_STR_ARG(r->reference));
	return ou_store_run(s, DB_RECEIPT_SET, 1, err, V(db_key(r->sku),
	    db_key(r->reference), db_key(r->location), db_text(r->supplier),
	    db_int(r->quantity.v), ou_db_day(day, r->expected)));
}

/* What makes a move the same; not when it was booked, nor by whom. */
static bool
same_move(const struct ou_move *a, const struct ou_move *b)
{
	return ou_str_eq(a->key.sku, b->key.sku) &&
	    ou_str_eq(a->key.location, b->key.location) &&
	    ou_str_eq(a->key.lot, b->key.lot) &&
	    ou_str_eq(ou_store_status(a->key.status),
	    ou_store_status(b->key.status)) &&
	    ou_str_eq(a->key.owner, b->key.owner) &&
	    a->quantity.v == b->quantity.v &&
	    ou_str_eq(a->reason, b->reason) &&
	    ou_str_eq(a->justification, b->justification) &&
	    ou_str_eq(a->reference, b->reference);
}

/* 1 the same is there, 0 none of this id, -1 another one is. */
static int
find_move(struct ou_store *s, const struct ou_move *m, struct ou_err *err)
{
	struct ou_move old = { 0 };
	const struct ou_move *found = NULL;
	struct db_rows got;
	const struct db_value *v;
	uint32_t i;

	for (i = 0; i < s->n_moves && found == NULL; i++) {
		if (ou_str_eq(s->moves[i].id, m->id))
			found = &s->moves[i];
	}
	if (found == NULL) {
		if (ou_store_rows(s, DB_MOVE_FIND, &s->arena, &got, err,
		    V(db_key(m->id))) != 0)
			return -1;
		if (got.n == 0)
			return 0;
		v = got.v;
		old.key = key_of(v);
		old.quantity = quantity(&v[5]);
		old.reason = ou_db_as_text(&v[6]);
		old.justification = ou_db_as_text(&v[7]);
		old.reference = ou_db_as_text(&v[8]);
		found = &old;
	}
	if (same_move(found, m))
		return 1;
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_DUPLICATE,
	    "a move '%.*s' with other content is booked already",
	    OU_STR_ARG(m->id));
}

int
ou_store_move_booked(struct ou_store *s, struct ou_str id,
    struct ou_err *err)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct db_rows got;
	int r = s->open ? ou_store_flush(s, err) : 0;

	if (r == 0)
		r = ou_store_rows(s, DB_MOVE_FIND, &a, &got, err,
		    V(db_key(id)));
	if (r == 0)
		r = got.n != 0;
	ou_arena_release(&a);
	return r;
}

static void
keep_move(struct ou_store *s, const struct ou_move *m)
{
	struct ou_str *texts[10];
	struct ou_move *to;
	size_t i;

	if (s->n_moves == s->cap_moves) {
		s->cap_moves = s->cap_moves == 0 ? 64 : s->cap_moves * 2;
		s->moves = reallocarray(s->moves, s->cap_moves,
		    sizeof(*s->moves));
		if (s->moves == NULL)
			ou_out_of_memory();
	}
	to = &s->moves[s->n_moves++];
	*to = *m;
	if (!ou_date_given(to->at.date))
		to->at = s->now;
	texts[0] = &to->id;
	texts[1] = &to->key.sku;
	texts[2] = &to->key.location;
	texts[3] = &to->key.lot;
	texts[4] = &to->key.status;
	texts[5] = &to->key.owner;
	texts[6] = &to->reason;
	texts[7] = &to->justification;
	texts[8] = &to->reference;
	texts[9] = &to->by;
	for (i = 0; i < 10; i++)
		*texts[i] = ou_str_dup(&s->arena, *texts[i]);
}

int
ou_store_move(struct ou_store *s, const struct ou_move *m,
    struct ou_err *err)
{
	int found;

	if (ou_store_writing(s, err) != 0 ||
	    check_figure(m->quantity, err) != 0 || ou_store_check(err,
	    V(db_text(m->id), KEY(m->key), db_text(m->reason),
	    db_text(m->justification), db_text(m->reference),
	    db_text(m->by))) != 0)
		return -1;
	if (m->id.n == 0 || m->key.sku.n == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "a move without %s", m->id.n == 0 ? "an id"
		    : "an item");
	if ((found = find_move(s, m, err)) != 0)
		return found;
	if (ou_store_run(s, DB_POSITION_MOVE, 1, err, V(KEY(m->key),
	    db_int(m->quantity.v))) != 0)
		return -1;
	keep_move(s, m);
	return s->n_moves < 4096 ? 0 : ou_store_flush(s, err);
}

static void
move_of(struct ou_move *m, const struct db_value *v)
{
	*m = (struct ou_move){ .seq = v[0].i, .id = v[1].s,
	    .key = key_of(v + 2), .quantity = quantity(&v[7]),
	    .reason = ou_db_as_text(&v[8]),
	    .justification = ou_db_as_text(&v[9]),
	    .reference = ou_db_as_text(&v[10]), .by = ou_db_as_text(&v[11]),
	    .at = ou_db_as_time(&v[12]) };
	memcpy(m->digest.b, v[13].s.p, v[13].s.n < OU_DIGEST_SIZE
	    ? v[13].s.n : OU_DIGEST_SIZE);
}

int
ou_store_moves(struct ou_store *s, int64_t since,
    int (*each)(void *arg, const struct ou_move *m, struct ou_err *err),
    void *arg, struct ou_err *err)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct db_rows got = { NULL, 0, 0 };
	struct ou_move m;
	uint32_t i;
	int bad = s->open ? ou_store_flush(s, err) : 0;

	while (bad == 0) {
		ou_arena_reset(&a);
		bad = ou_store_rows(s, DB_MOVES, &a, &got, err,
		    V(db_int(since)));
		if (bad != 0 || got.n == 0)
			break;
		for (i = 0; i < got.n && bad == 0; i++) {
			move_of(&m, &got.v[i * got.width]);
			since = m.seq;
			bad = each(arg, &m, err);
		}
	}
	ou_arena_release(&a);
	return bad;
}
