#include "private.h"

/* Commitments and numbers. */

int
ou_store_commitment_set(struct ou_store *s, struct ou_str kind,
    struct ou_str owner, struct ou_str period, struct ou_str reference,
    struct ou_amount amount, struct ou_str currency, struct ou_err *err)
{
	struct ou_amount sum;
	struct db_rows got;

	/* The limit's row is the lock: it comes first. */
	if (ou_store_check(err, V(db_text(reference))) != 0 ||
	    ou_store_commitments(s, kind, owner, period, currency, &sum,
	    err) != 0 ||
	    ou_store_rows(s, DB_COMMITMENT, &s->arena, &got, err,
	    V(db_key(kind), db_key(owner), db_key(period),
	    db_key(reference))) != 0)
		return -1;
	if (got.n != 0 && ou_store_run(s, DB_LIMIT_CHANGE, 1, err,
	    V(db_key(kind), db_key(owner), db_key(period), got.v[0],
	    db_int(-got.v[1].i))) != 0)
		return -1;
	if (amount.v == 0)
		return ou_store_run(s, DB_COMMITMENT_DROP, DB_ANY, err,
		    V(db_key(kind), db_key(owner), db_key(period),
		    db_key(reference)));
	if (ou_store_run(s, DB_LIMIT_CHANGE, 1, err, V(db_key(kind),
	    db_key(owner), db_key(period), db_key(currency),
	    db_int(amount.v))) != 0)
		return -1;
	return ou_store_run(s, DB_COMMITMENT_SET, 1, err, V(db_key(kind),
	    db_key(owner), db_key(period), db_key(reference),
	    db_key(currency), db_int(amount.v)));
}

int
ou_store_commitments(struct ou_store *s, struct ou_str kind,
    struct ou_str owner, struct ou_str period, struct ou_str currency,
    struct ou_amount *sum, struct ou_err *err)
{
	int places = ou_currency_places(currency);
	struct db_rows got;

	uint64_t changes = s->changes;

	/* A row of zero, to be locked, changes nothing. */
	if ((!s->db->read_only && ou_store_run(s, DB_LIMIT_ADD, DB_ANY, err,
	    V(db_key(kind), db_key(owner), db_key(period),
	    db_key(currency))) != 0) ||
	    ou_store_rows(s, DB_LIMIT, &s->arena, &got, err, V(db_key(kind),
	    db_key(owner), db_key(period), db_key(currency))) != 0)
		return -1;
	s->changes = changes;
	*sum = (struct ou_amount){ got.n != 0 ? got.v[0].i : 0,
	    (uint8_t)(places < 0 ? 0 : places), true };
	return 0;
}

static struct ou_amount
amount_of(int64_t v, struct ou_str currency)
{
	int places = ou_currency_places(currency);

	return (struct ou_amount){ v, (uint8_t)(places < 0 ? 0 : places),
	    true };
}

int
ou_store_commitment(struct ou_store *s, struct ou_arena *a,
    struct ou_str kind, struct ou_str owner, struct ou_str period,
    struct ou_str reference, struct ou_store_commitment *to,
    struct ou_err *err)
{
	struct db_rows got;

	if (ou_store_rows(s, DB_COMMITMENT, a, &got, err, V(db_key(kind),
	    db_key(owner), db_key(period), db_key(reference))) != 0)
		return -1;
	if (got.n == 0)
		return 0;
	*to = (struct ou_store_commitment){ .owner = owner, .period = period,
	    .reference = reference };
	to->currency = ou_db_as_text(&got.v[0]);
	to->amount = amount_of(got.v[1].i, to->currency);
	return 1;
}

int
ou_store_commitments_each(struct ou_store *s, struct ou_arena *a,
    struct ou_str kind, struct ou_str owner, struct ou_str period,
    struct ou_store_commitment **rows, uint32_t *n, struct ou_err *err)
{
	struct ou_store_commitment *x;
	const struct db_value *v;
	struct db_rows got;
	uint32_t i;

	if (ou_store_rows(s, DB_COMMITMENTS, a, &got, err, V(db_key(kind),
	    db_key(owner), db_key(period))) != 0)
		return -1;
	*rows = x = ou_arena_array(a, got.n, sizeof(*x));
	*n = got.n;
	for (i = 0; i < got.n; i++, x++) {
		v = got.v + (size_t)i * got.width;
		x->owner = owner;
		x->period = period;
		x->reference = ou_db_as_text(&v[0]);
		x->currency = ou_db_as_text(&v[1]);
		x->amount = amount_of(v[2].i, x->currency);
	}
	return 0;
}

int
ou_store_commitments_of(struct ou_store *s, struct ou_arena *a,
    struct ou_str kind, struct ou_str reference,
    struct ou_store_commitment **rows, uint32_t *n, struct ou_err *err)
{
	struct ou_store_commitment *x;
	const struct db_value *v;
	struct db_rows got;
	uint32_t i;

	if (ou_store_rows(s, DB_COMMITMENTS_OF, a, &got, err, V(db_key(kind),
	    db_key(reference))) != 0)
		return -1;
	*rows = x = ou_arena_array(a, got.n, sizeof(*x));
	*n = got.n;
	for (i = 0; i < got.n; i++, x++) {
		v = got.v + (size_t)i * got.width;
		x->owner = ou_db_as_text(&v[0]);
		x->period = ou_db_as_text(&v[1]);
		x->reference = reference;
		x->currency = ou_db_as_text(&v[2]);
		x->amount = amount_of(v[3].i, x->currency);
	}
	return 0;
}

int
ou_store_number(struct ou_store *s, struct ou_str name, int64_t max,
    int64_t *number, struct ou_err *err)
{
	return ou_store_number_from(s, name, 1, max, number, err);
}

int
ou_store_number_from(struct ou_store *s, struct ou_str name, int64_t first,
    int64_t max, int64_t *number, struct ou_err *err)
{
	struct db_rows got;

	if (ou_store_writing(s, err) != 0 ||
	    ou_store_rows(s, DB_NUMBER, &s->arena, &got, err,
	    V(db_key(name), db_int(max > 0 ? max : INT64_MAX),
	    db_int(first))) != 0)
		return -1;
	s->changes++;
	*number = got.v[0].i;
	return 0;
}
