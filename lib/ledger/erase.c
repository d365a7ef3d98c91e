#include <string.h>

#include "private.h"

/*
 * Forgetting a person: first the orders are found, then all records that are
 * of the customer, are one of those orders, or speak of one; then what is
 * personal is taken out of each that has any, in any of its versions.
 */
struct key {
	struct key *next;
	struct ou_str type, id;
	struct ou_str raw;		/* the current one without */
	bool personal;			/* some version has any */
};

struct search {
	struct ou_arena *a;
	struct ou_arena *scratch;	/* of a record */
	struct ou_str customer, order;
	struct key *orders;		/* of the customer */
	struct key *keys, **end;
	struct key *key;		/* whose versions are looked at */
};

static int
parse(struct ou_record *r, struct ou_arena *a, struct ou_str raw,
    struct ou_err *err)
{
	if (ou_record_parse(r, a, ou_ledger_text(a, raw), ou_record_types,
	    NULL, err) == 0)
		return 0;
	return ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
	    "a record of the store cannot be read");
}

static int
note_order(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct search *s = arg;
	struct key *k = ou_arena_zalloc(s->a, sizeof(*k));

	(void)err;
	k->id = ou_str_dup(s->a, r->id);
	k->next = s->orders;
	s->orders = k;
	return 0;
}

static bool
is_order(const struct search *s, struct ou_str id)
{
	const struct key *k;

	if (id.n == 0)
		return false;
	if (ou_str_eq(s->order, id))
		return true;
	for (k = s->orders; k != NULL; k = k->next) {
		if (ou_str_eq(k->id, id))
			return true;
	}
	return false;
}

/* Is it about the person? */
static int
concerns(struct search *s, const struct ou_stored *r, bool *yes,
    struct ou_err *err)
{
	struct ou_record record;

	*yes = (s->customer.n != 0 && ou_str_eq(r->customer, s->customer)) ||
	    (ou_str_is(r->type, "Order") && is_order(s, r->id));
	if (*yes || ou_str_is(r->type, "Order"))
		return 0;
	if (parse(&record, s->scratch, r->raw, err) != 0)
		return -1;
	*yes = is_order(s, ou_ledger_member(&record.json, s->scratch,
	    "order", NULL));
	return 0;
}

static int
note_record(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct search *s = arg;
	struct key *k;
	bool yes;

	ou_arena_reset(s->scratch);
	if (concerns(s, r, &yes, err) != 0)
		return -1;
	if (!yes)
		return 0;
	k = ou_arena_zalloc(s->a, sizeof(*k));
	k->type = ou_str_dup(s->a, r->type);
	k->id = ou_str_dup(s->a, r->id);
	*s->end = k;
	s->end = &k->next;
	return 0;
}

static int
look(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct search *s = arg;
	struct ou_buf text = OU_BUF_INIT;
	struct ou_record record;

	ou_arena_reset(s->scratch);
	if (parse(&record, s->scratch, r->raw, err) != 0)
		return -1;
	ou_record_strip(&record, s->scratch, &text);
	if (!ou_str_eq(ou_buf_str(&text), r->raw))
		s->key->personal = true;
	/* The last one is the current one. */
	s->key->raw = ou_str_dup(s->a, ou_buf_str(&text));
	ou_buf_release(&text);
	return 0;
}

static int
erase(struct ou_store *store, struct search *s, uint32_t *n,
    struct ou_err *err)
{
	struct ou_store_filter f = { .history = true };
	struct key *k;

	for (k = s->keys; k != NULL; k = k->next) {
		f.type = k->type;
		f.id = k->id;
		s->key = k;
		if (ou_store_query(store, &f, look, s, err) != 0)
			return -1;
		if (!k->personal)
			continue;
		if (ou_store_erase(store, k->type, k->id, k->raw, err) != 0)
			return -1;
		++*n;
	}
	return 0;
}

int
ou_ledger_erase(struct ou_store *store, struct ou_arena *a,
    struct ou_str customer, struct ou_str order, uint32_t *n,
    struct ou_err *err)
{
	struct ou_store_filter f = { .type = OU_STR("Order"),
	    .customer = customer };
	const struct ou_store_filter all = { .type = OU_STR_NONE };
	struct ou_arena scratch = OU_ARENA_INIT;
	struct search s = { .a = a, .scratch = &scratch,
	    .customer = customer, .order = order };
	int r = 0;

	s.end = &s.keys;
	*n = 0;
	if (customer.n != 0)
		r = ou_store_query(store, &f, note_order, &s, err);
	if (r == 0)
		r = ou_store_query(store, &all, note_record, &s, err);
	if (r == 0)
		r = erase(store, &s, n, err);
	ou_arena_release(&scratch);
	return r;
}
