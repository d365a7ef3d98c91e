#include "private.h"

/*
 * Reservations.  The guard against selling twice is in the statements
 * themselves: no row of the position is changed unless the units are there.
 */
#define KEY(k) db_key((k).sku), db_key((k).location), db_key((k).lot), \
	db_key(ou_store_status((k).status)), db_key((k).owner)
#define QUANTITY_MAX INT64_C(1000000000000000000)

static int
check_quantity(struct ou_quantity q, struct ou_err *err)
{
	if (q.v > 0 && q.v <= QUANTITY_MAX)
		return 0;
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
	    "a reservation is of more than nothing, and not of more than "
	    "there can be");
}

static int
add(struct ou_store *s, const struct ou_reservation *r, int64_t quantity,
    struct ou_err *err)
{
	return ou_store_run(s, DB_RESERVATION_ADD, 1, err,
	    V(db_key(r->order), db_key(r->line), KEY(r->key),
	    db_key(r->receipt), db_int(quantity), db_text(r->channel),
	    db_text(r->segment), db_text(r->customer),
	    ou_db_time(&r->expires)));
}

int
ou_store_reserve(struct ou_store *s, const struct ou_reservation *r,
    struct ou_err *err)
{
	int bad;

	if (check_quantity(r->quantity, err) != 0 || ou_store_check(err,
	    V(db_text(r->order), db_text(r->line), KEY(r->key),
	    db_text(r->receipt), db_text(r->channel), db_text(r->segment),
	    db_text(r->customer))) != 0)
		return -1;
	if (r->receipt.n != 0)
		bad = ou_store_run(s, DB_RECEIPT_RESERVE, 1, err,
		    V(db_key(r->key.sku), db_key(r->receipt),
		    db_key(r->key.location), db_int(r->quantity.v)));
	else
		bad = ou_store_run(s, DB_POSITION_RESERVE, 1, err,
		    V(KEY(r->key), db_int(r->quantity.v)));
	return bad != 0 ? bad : add(s, r, r->quantity.v, err);
}

static void
reservation_of(struct ou_reservation *r, const struct db_value *v)
{
	*r = (struct ou_reservation){ .number = v[0].i,
	    .order = v[1].s, .line = ou_db_as_text(&v[2]),
	    .key = { v[3].s, ou_db_as_text(&v[4]), ou_db_as_text(&v[5]),
	    ou_db_as_text(&v[6]), ou_db_as_text(&v[7]) },
	    .receipt = ou_db_as_text(&v[8]), .quantity = { v[9].i, true },
	    .channel = ou_db_as_text(&v[10]), .segment = ou_db_as_text(&v[11]),
	    .customer = ou_db_as_text(&v[12]), .expires = ou_db_as_time(&v[13]),
	    .state = (enum ou_reservation_state)v[14].i };
}

static int
give_back(struct ou_store *s, const struct ou_reservation *r,
    int64_t quantity, struct ou_err *err)
{
	if (r->receipt.n != 0)
		return ou_store_run(s, DB_RECEIPT_GIVE, 1, err,
		    V(db_key(r->key.sku), db_key(r->receipt),
		    db_key(r->key.location), db_int(quantity)));
	return ou_store_run(s, DB_POSITION_GIVE, 1, err, V(KEY(r->key),
	    db_int(quantity)));
}

int
ou_store_reservation_close(struct ou_store *s, int64_t number,
    struct ou_quantity quantity, enum ou_reservation_state state,
    struct ou_err *err)
{
	struct ou_reservation r;
	struct db_rows got;

	if (ou_store_writing(s, err) != 0 ||
	    check_quantity(quantity, err) != 0)
		return -1;
	if (state == OU_RESERVED)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "a reservation cannot be closed as open");
	if (ou_store_rows(s, DB_RESERVATION_ONE, &s->arena, &got, err,
	    V(db_int(number))) != 0)
		return -1;
	if (got.n == 0) {
		s->failed = true;
		return ou_err_set(err, OU_ERR_BUSY, OU_DIAG_BUSY,
		    "reservation %lld is open no more", (long long)number);
	}
	reservation_of(&r, got.v);
	if (quantity.v > r.quantity.v)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "more is closed than reservation %lld has",
		    (long long)number);
	if (ou_store_run(s, DB_RESERVATION_CLOSE, 1, err, V(db_int(number),
	    db_int(quantity.v), db_int(state), ou_db_time(&s->now))) != 0 ||
	    give_back(s, &r, quantity.v, err) != 0)
		return -1;
	if (quantity.v == r.quantity.v)
		return 0;
	return add(s, &r, r.quantity.v - quantity.v, err);
}

/* The statement whose index serves the filter best; the others of its
 * conditions are part of each. */
static enum db_statement
choose(const struct ou_reservation_filter *f)
{
	if (f->orders != NULL)
		return DB_RESERVATIONS_ORDERS;
	if (f->skus != NULL)
		return f->all_states ? DB_RESERVATIONS_SKUS
		    : DB_RESERVATIONS_OPEN_SKUS;
	if (f->all_states)
		return DB_RESERVATIONS_ALL;
	return f->expired != NULL ? DB_RESERVATIONS_OPEN_EXPIRED
	    : DB_RESERVATIONS_OPEN;
}

int
ou_store_reservations(struct ou_store *s, struct ou_arena *a,
    const struct ou_reservation_filter *filter, struct ou_reservation **rows,
    uint32_t *n_rows, struct ou_err *err)
{
	static const struct ou_reservation_filter none;
	const struct ou_reservation_filter *f = filter != NULL ? filter
	    : &none;
	const struct db_value no_list = { .kind = DB_LIST, .null = true };
	struct db_rows got;
	uint32_t i;

	if (ou_store_rows(s, choose(f), a, &got, err,
	    V(f->orders != NULL ? ou_db_list(a, f->orders, f->n_orders)
	    : no_list, f->skus != NULL ? ou_db_list(a, f->skus, f->n_skus)
	    : no_list, ou_db_time(f->expired), db_int(f->receipts_only),
	    db_int(f->all_states))) != 0)
		return -1;
	*rows = ou_arena_array(a, got.n, sizeof(**rows));
	*n_rows = got.n;
	for (i = 0; i < got.n; i++)
		reservation_of(&(*rows)[i], &got.v[i * got.width]);
	return 0;
}
