#include "ou/store/exchange.h"
#include "private.h"

/* What was exchanged with partners. */

static const char *const states[] = { "none", "owed", "answered", "awaited",
    "accepted", "acceptedWithErrors", "rejected" };

const char *
ou_exchange_state_name(enum ou_exchange_state state)
{
	return (size_t)state < sizeof(states) / sizeof(states[0])
	    ? states[state] : NULL;
}

/* --- rows --- */

static void
from_row(struct ou_exchanged *x, const struct db_value *v)
{
	memset(x, 0, sizeof(*x));
	x->number = v[0].i;
	x->direction = (enum ou_direction)v[1].i;
	x->partner = ou_db_as_text(&v[2]);
	x->own = ou_db_as_text(&v[3]);
	x->reference = ou_db_as_text(&v[4]);
	x->group = ou_db_as_text(&v[5]);
	x->message = ou_db_as_text(&v[6]);
	if (v[7].s.n == OU_DIGEST_SIZE)
		memcpy(x->digest.b, v[7].s.p, OU_DIGEST_SIZE);
	x->profile = ou_db_as_text(&v[8]);
	x->type = ou_db_as_text(&v[9]);
	x->document = ou_db_as_text(&v[10]);
	x->function = ou_db_as_text(&v[11]);
	x->at = ou_db_as_time(&v[12]);
	x->state = (enum ou_exchange_state)v[13].i;
	x->due = ou_db_as_time(&v[14]);
	x->answered = ou_db_as_time(&v[15]);
	x->answer = v[16].null ? OU_STR_NONE : v[16].s;
}

/* Within a transaction one looks at a time: what is not there is not added by
 * another before the end. */
static int
look(struct ou_store *s, enum db_statement id, struct ou_arena *a,
    struct ou_exchanges *found, struct ou_err *err, const struct db_value *v,
    size_t n)
{
	struct db_rows got;
	uint32_t i;

	if ((s->open && ou_store_rows(s, DB_NUMBER_LOCK, a, &got, err,
	    V(db_text(OU_STR("exchange")))) != 0) ||
	    ou_store_rows(s, id, a, &got, err, v, n) != 0)
		return -1;
	found->n = got.n;
	found->rows = ou_arena_array(a, got.n, sizeof(*found->rows));
	for (i = 0; i < got.n; i++)
		from_row(&found->rows[i], got.v + (size_t)i * got.width);
	return 0;
}

int
ou_store_exchange(struct ou_store *s, struct ou_arena *a,
    const struct ou_exchanged *key, struct ou_exchanges *found,
    struct ou_err *err)
{
	return look(s, DB_EXCHANGE, a, found, err, V(db_int(key->direction),
	    db_key(key->partner), db_key(key->own), db_key(key->reference),
	    db_key(key->group), db_key(key->message)));
}

int
ou_store_exchange_document(struct ou_store *s, struct ou_arena *a,
    enum ou_direction direction, struct ou_str partner, struct ou_str type,
    struct ou_str document, struct ou_exchanges *found, struct ou_err *err)
{
	if (type.n == 0)
		return look(s, DB_EXCHANGE_NUMBERED, a, found, err,
		    V(db_key(partner), db_key(document), db_int(direction)));
	return look(s, DB_EXCHANGE_DOCUMENT, a, found, err,
	    V(db_key(partner), db_key(type), db_key(document),
	    db_int(direction)));
}

int
ou_store_exchange_group(struct ou_store *s, struct ou_arena *a,
    struct ou_str partner, struct ou_str group, struct ou_exchanges *found,
    struct ou_err *err)
{
	return look(s, DB_EXCHANGE_GROUP, a, found, err, V(db_key(partner),
	    db_key(group)));
}

int
ou_store_exchange_reference(struct ou_store *s, struct ou_arena *a,
    enum ou_direction direction, struct ou_str partner,
    struct ou_str reference, struct ou_exchanges *found, struct ou_err *err)
{
	return look(s, DB_EXCHANGE_REFERENCE, a, found, err,
	    V(db_int(direction), db_key(partner), db_key(reference)));
}

int
ou_store_exchange_due(struct ou_store *s, struct ou_arena *a,
    const struct ou_time *by, struct ou_exchanges *found, struct ou_err *err)
{
	return look(s, DB_EXCHANGE_DUE, a, found, err, V(ou_db_time(by)));
}

int
ou_store_exchange_add(struct ou_store *s, struct ou_exchanged *x,
    struct ou_err *err)
{
	if (!ou_date_given(x->at.date))
		x->at = s->now;
	if (ou_store_number(s, OU_STR("exchange"), 0, &x->number, err) != 0)
		return -1;
	return ou_store_run(s, DB_EXCHANGE_ADD, 1, err, V(db_int(x->number),
	    db_int(x->direction), db_key(x->partner), db_key(x->own),
	    db_key(x->reference), db_key(x->group), db_key(x->message),
	    db_digest(&x->digest), db_key(x->profile), db_key(x->type),
	    db_key(x->document), db_key(x->function), ou_db_time(&x->at),
	    db_int(x->state), ou_db_time(&x->due), ou_db_time(&x->answered),
	    db_bytes(x->answer)));
}

int
ou_store_exchange_change(struct ou_store *s, const struct ou_exchanged *x,
    struct ou_err *err)
{
	return ou_store_run(s, DB_EXCHANGE_STATE, 1, err, V(db_int(x->number),
	    db_int(x->state), ou_db_time(&x->due), ou_db_time(&x->answered),
	    db_bytes(x->answer)));
}
