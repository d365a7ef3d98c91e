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
