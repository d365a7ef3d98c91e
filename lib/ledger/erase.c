#include <string.h>

#include "private.h"

/*
 * Forgetting a person: first the orders are found, then all records and kept
 * answers that are of the customer, are one of those orders, or name one;
 * then what is personal is taken out of each that has any, in any of its
 * versions.
 */
struct key {
	struct key *next;
	struct ou_str type, id;
	struct ou_str raw;		/* the current one without */
	struct ou_date date;		/* of it */
	bool record;			/* not only an answer */
	bool personal;			/* some version has any */
};

struct order {
	struct order *next;
	struct ou_str id;
	struct ou_str quoted;		/* as records name it */
};

struct search {
	struct ou_ledger *l;
	struct ou_arena *a;
	struct ou_arena *scratch;	/* of a record */
	struct ou_str customer;
	struct order *orders;		/* of the customer, or the one */
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

static void
add_order(struct search *s, struct ou_str id)
{
	struct order *o = ou_arena_zalloc(s->a, sizeof(*o));
	struct ou_buf b = OU_BUF_INIT;

	ou_json_put_string(&b, id);
	o->id = ou_str_dup(s->a, id);
	o->quoted = ou_str_dup(s->a, ou_buf_str(&b));
	ou_buf_release(&b);
	o->next = s->orders;
	s->orders = o;
}

static bool
is_order(const struct search *s, struct ou_str id)
{
	const struct order *o;

	for (o = s->orders; o != NULL; o = o->next) {
		if (ou_str_eq(o->id, id))
			return true;
	}
	return false;
}

static int
note_order(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct search *s = arg;

	(void)err;
	if (!is_order(s, r->id))
		add_order(s, r->id);
	return 0;
}

/* Whose is a line that was answered? */
static int
customer_of(struct search *s, struct ou_str line, struct ou_str *customer,
    struct ou_err *err)
{
	struct ou_record record;

	ou_arena_reset(s->scratch);
	if (parse(&record, s->scratch, line, err) != 0)
		return -1;
	*customer = ou_ledger_member(&record.json, s->scratch, "customer",
	    "id");
	return 0;
}

static int
note_answered_order(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct search *s = arg;
	struct ou_str rest = r->raw, line, customer;

	while (ou_str_split(&rest, '\n', &line)) {
		if (line.n == 0)
			continue;
		if (customer_of(s, line, &customer, err) != 0)
			return -1;
		if (ou_str_eq(customer, s->customer))
			return note_order(s, r, err);
	}
	return 0;
}

/* Is it about the person? */
static bool
concerns(const struct search *s, const struct ou_stored *r)
{
	const struct order *o;

	if (s->customer.n != 0 && ou_str_eq(r->customer, s->customer))
		return true;
	if (ou_str_is(r->type, "Order"))
		return is_order(s, r->id);
	for (o = s->orders; o != NULL; o = o->next) {
		if (ou_str_search(r->raw, o->quoted) >= 0)
			return true;
	}
	return false;
}

static void
note(struct search *s, const struct ou_stored *r)
{
	struct key *k;

	for (k = s->keys; k != NULL; k = k->next) {
		if (ou_str_eq(k->type, r->type) && ou_str_eq(k->id, r->id))
			return;
	}
	k = ou_arena_zalloc(s->a, sizeof(*k));
	k->type = ou_str_dup(s->a, r->type);
	k->id = ou_str_dup(s->a, r->id);
	*s->end = k;
	s->end = &k->next;
}

static int
note_record(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct search *s = arg;

	(void)err;
	if (concerns(s, r))
		note(s, r);
	return 0;
}

static int
note_answer(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct search *s = arg;

	(void)err;
	if (r->raw.n != 0 && concerns(s, r))
		note(s, r);
	return 0;
}

/* A line without what is personal. */
static int
strip(struct search *s, struct ou_str line, bool keep, struct ou_err *err)
{
	struct ou_buf text = OU_BUF_INIT;
	struct ou_record record;

	ou_arena_reset(s->scratch);
	if (parse(&record, s->scratch, line, err) != 0)
		return -1;
	ou_record_strip(&record, s->scratch, &text);
	if (!ou_str_eq(ou_buf_str(&text), line))
		s->key->personal = true;
	if (keep)
		s->key->raw = ou_str_dup(s->a, ou_buf_str(&text));
	ou_buf_release(&text);
	return 0;
}

/* The last one is the current one. */
static int
look(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct search *s = arg;

	s->key->record = true;
	s->key->date = r->date;
	return strip(s, r->raw, true, err);
}

static int
look_answer(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct search *s = arg;
	struct ou_str rest = r->raw, line;

	while (ou_str_split(&rest, '\n', &line)) {
		if (line.n != 0 && strip(s, line, !s->key->record, err) != 0)
			return -1;
	}
	return 0;
}

/* It is found by what it still says, and by its day. */
static int
erase_key(struct search *s, const struct key *k, struct ou_err *err)
{
	struct ou_stored row = { .type = k->type, .id = k->id,
	    .raw = k->raw };
	struct ou_record record;

	if (k->record) {
		ou_arena_reset(s->scratch);
		if (parse(&record, s->scratch, k->raw, err) != 0 ||
		    ou_ledger_row(s->l, s->scratch, &record, &row, err) != 0)
			return -1;
		row.id = k->id;
		row.date = k->date;
	}
	return ou_store_erase(s->l->o.store, &row, err);
}

static int
erase(struct search *s, uint32_t *n, struct ou_err *err)
{
	struct ou_store *store = s->l->o.store;
	struct ou_store_filter f = { .history = true };
	struct ou_store_filter answers = { .effects = true };
	struct key *k;

	for (k = s->keys; k != NULL; k = k->next) {
		f.type = answers.type = k->type;
		f.id = answers.id = k->id;
		s->key = k;
		if (ou_store_query(store, &f, look, s, err) != 0 ||
		    ou_store_query(store, &answers, look_answer, s,
		    err) != 0)
			return -1;
		if (!k->personal)
			continue;
		if (erase_key(s, k, err) != 0)
			return -1;
		++*n;
	}
	return 0;
}

int
ou_ledger_erase(struct ou_ledger *l, struct ou_arena *a,
    struct ou_str customer, struct ou_str order, uint32_t *n,
    struct ou_err *err)
{
	struct ou_store *store = l->o.store;
	struct ou_store_filter f = { .type = OU_STR("Order"),
	    .customer = customer };
	const struct ou_store_filter answered = { .type = OU_STR("Order"),
	    .effects = true };
	const struct ou_store_filter all = { .type = OU_STR_NONE };
	const struct ou_store_filter answers = { .effects = true };
	struct ou_arena scratch = OU_ARENA_INIT;
	struct search s = { .l = l, .a = a, .scratch = &scratch,
	    .customer = customer };
	int r = 0;

	s.end = &s.keys;
	*n = 0;
	if (order.n != 0)
		add_order(&s, order);
	if (customer.n != 0 &&
	    (ou_store_query(store, &f, note_order, &s, err) != 0 ||
	    ou_store_query(store, &answered, note_answered_order, &s,
	    err) != 0))
		r = -1;
	if (r == 0)
		r = ou_store_query(store, &all, note_record, &s, err);
	if (r == 0)
		r = ou_store_query(store, &answers, note_answer, &s, err);
	if (r == 0)
		r = erase(&s, n, err);
	ou_arena_release(&scratch);
	return r == 0 && s.keys == NULL ? 1 : r;
}
