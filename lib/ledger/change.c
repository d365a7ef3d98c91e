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

/* --- one change --- */

static int
load_order(struct ou_ledger *l, struct ou_arena *a, struct ou_str raw,
    struct ou_record *record, struct ou_order *o, struct ou_err *err)
{
	memset(o, 0, sizeof(*o));
	return ou_record_parse(record, a, raw, l->types, NULL, err) != 0 ||
	    ou_record_load(record, l->whole, o, err) != 0 ? -1 : 0;
}

/* Numbers by their value, and what is none behind them. */
static int
by_sequence(struct ou_str x, struct ou_str y)
{
	bool x_digits = ou_str_digits(x), y_digits = ou_str_digits(y);

	if (x_digits != y_digits)
		return x_digits ? -1 : 1;
	while (x_digits && x.n > 1 && *x.p == '0')
		x = ou_str_sub(x, 1, x.n);
	while (y_digits && y.n > 1 && *y.p == '0')
		y = ou_str_sub(y, 1, y.n);
	if (x_digits && x.n != y.n)
		return x.n < y.n ? -1 : 1;
	return ou_str_cmp(x, y);
}

/* Which of two changes comes first; two of the same number have no order of
 * their own, so their ids make one. */
static int
by_turn(const struct ou_done_change *d, const struct ou_order_change *c)
{
	int order = by_sequence(d->sequence, c->sequence);

	return order != 0 || c->sequence.n == 0 ? order :
	    ou_str_cmp(d->id, c->id);
}

/* The order says which changes it has seen. */
static void
note(struct ou_record *record, struct ou_order *o,
    const struct ou_order_change *c)
{
	struct ou_done_change *d;
	uint32_t i = o->n_changes, k;
	int order = -1;

	while (i > 0 && (order = by_turn(&o->changes[i - 1], c)) > 0)
		i--;
	if (i > 0 && order == 0 && ou_str_eq(o->changes[i - 1].id, c->id))
		return;
	o->changes = ou_arena_extend(record->arena, o->changes,
	    o->n_changes * sizeof(*d), (o->n_changes + 1) * sizeof(*d));
	d = &o->changes[i];
	for (k = o->n_changes++; k > i; k--)
		o->changes[k] = o->changes[k - 1];
	*d = (struct ou_done_change){ .id = c->id, .sequence = c->sequence };
	ou_record_put(record, &ou_order_table, o, OU_FIELD(order, changes));
}

/* ${raw} becomes the order with the change done to it.  1, or 0 when that
 * makes no difference, or -1. */
static int
do_change(struct ou_ledger *l, struct ou_arena *a, struct ou_str *raw,
    const struct ou_order_change *c, struct ou_err *err)
{
	struct ou_order *o = ou_arena_alloc(a, sizeof(*o));
	struct ou_buf b = OU_BUF_INIT;
	struct ou_record order;
	int r;

	if (load_order(l, a, *raw, &order, o, err) != 0 ||
	    (r = ou_change_apply(&order, o, c, err)) < 0)
		return -1;
	if (c->sequence.n != 0 && c->id.n != 0) {
		note(&order, o, c);
		r = 1;
	}
	if (r == 0)
		return 0;
	ou_record_write(&order, &b);
	*raw = ou_ledger_text(a, ou_buf_str(&b));
	ou_buf_release(&b);
	return 1;
}

static int
keep_order(struct ou_ledger *l, struct ou_arena *a, struct ou_str raw,
    struct ou_err *err)
{
	struct ou_order *o = ou_arena_zalloc(a, sizeof(*o));
	struct ou_record order;
	int r;

	if (ou_record_parse(&order, a, raw, l->types, NULL, err) != 0 ||
	    ou_record_load(&order, l->order, o, err) != 0)
		return -1;
	l->own = true;
	r = ou_ledger_order(l, a, o, raw, err);
	l->own = false;
	return r;
}

/* --- one that comes behind later ones --- */

/* The last of the order's changes, if that is later. */
static const struct ou_done_change *
later_one(const struct ou_order *o, const struct ou_order_change *c)
{
	const struct ou_done_change *last;

	if (c->sequence.n == 0 || o->n_changes == 0)
		return NULL;
	last = &o->changes[o->n_changes - 1];
	return by_turn(last, c) > 0 ? last : NULL;
}

struct before {
	struct ou_ledger *l;
	const struct ou_order_change *c;
	struct ou_arena scratch;
	struct ou_buf raw;		/* the last without a later one */
};

static int
look_at_version(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct before *x = arg;
	struct ou_record record;
	struct ou_order o;

	ou_arena_reset(&x->scratch);
	if (load_order(x->l, &x->scratch, ou_ledger_text(&x->scratch,
	    r->raw), &record, &o, err) != 0)
		return -1;
	if (later_one(&o, x->c) != NULL)
		return 0;
	ou_buf_clear(&x->raw);
	ou_buf_adds(&x->raw, r->raw);
	return 0;
}

/* The order as it was before the later changes. */
static int
find_before(struct ou_ledger *l, struct ou_arena *a,
    const struct ou_order *o, const struct ou_order_change *c,
    struct ou_str *raw, struct ou_err *err)
{
	const struct ou_store_filter versions = { .type = OU_STR("Order"),
	    .id = o->id, .history = true };
	struct before x = { .l = l, .c = c, .scratch = OU_ARENA_INIT,
	    .raw = OU_BUF_INIT };
	int r = ou_store_query(l->o.store, &versions, look_at_version, &x,
	    err);

	*raw = x.raw.n != 0 ? ou_ledger_text(a, ou_buf_str(&x.raw)) :
	    OU_STR_NONE;
	ou_arena_release(&x.scratch);
	ou_buf_release(&x.raw);
	return r;
}

/* ${c}, as the store has it. */
static int
load_change(struct ou_ledger *l, struct ou_arena *a, struct ou_str id,
    struct ou_order_change *c, struct ou_err *err)
{
	struct ou_ledger_row row;
	struct ou_record record;

	if (ou_ledger_current(l, a, &(struct ou_store_filter){
	    .type = OU_STR("OrderChange"), .id = id }, &row, err) != 0)
		return -1;
	if (row.raw.p == NULL)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_CHANGE,
		    "there is no change '%.*s'", OU_STR_ARG(id));
	memset(c, 0, sizeof(*c));
	return ou_record_parse(&record, a, row.raw, l->types, NULL, err) != 0
	    || ou_record_load(&record, l->change, c, err) != 0 ? -1 : 0;
}

/* Do to ${raw} all that was done to ${o}, and ${c} (or NULL) at its place. */
static int
do_all(struct ou_ledger *l, struct ou_arena *a, struct ou_str *raw,
    const struct ou_order *o, const struct ou_order_change *c,
    struct ou_err *err)
{
	struct ou_order *before = ou_arena_alloc(a, sizeof(*before));
	struct ou_order_change done;
	struct ou_record record;
	uint32_t i, k;

	if (load_order(l, a, *raw, &record, before, err) != 0)
		return -1;
	for (i = 0; i < o->n_changes; i++) {
		for (k = 0; k < before->n_changes; k++) {
			if (ou_str_eq(before->changes[k].id,
			    o->changes[i].id))
				break;
		}
		if (k < before->n_changes)
			continue;
		if (c != NULL && by_turn(&o->changes[i], c) > 0) {
			if (do_change(l, a, raw, c, err) < 0)
				return -1;
			c = NULL;
		}
		if (load_change(l, a, o->changes[i].id, &done, err) != 0 ||
		    do_change(l, a, raw, &done, err) < 0)
			return -1;
	}
	return 0;
}

/*
 * The change goes in front of the later ones: the order is made again from
 * what it was before them.  That is what the same changes make in their order;
 * but where somebody else has worked on the order since, his work would be
 * lost: there the change is refused, and people decide.
 */
static int
do_late(struct ou_ledger *l, struct ou_arena *a, struct ou_str now,
    const struct ou_order *o, const struct ou_done_change *later,
    const struct ou_order_change *c, struct ou_err *err)
{
	struct ou_str before, text;
	struct ou_err why = { 0 };
	int r;

	if (find_before(l, a, o, c, &before, err) != 0)
		return -1;
	text = before;
	r = before.n == 0 ? 1 : do_all(l, a, &text, o, NULL, &why);
	if (r == 0 && ou_str_eq(text, now)) {
		text = before;
		return do_all(l, a, &text, o, c, err) != 0 ? -1 :
		    keep_order(l, a, text, err);
	}
	if (r < 0 && why.code != OU_DIAG_CHANGE) {
		*err = why;
		return -1;
	}
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_CHANGE,
	    "change %.*s comes too late: change %.*s of order '%.*s' is done, "
	    "and the order has gone on since", OU_STR_ARG(c->sequence),
	    OU_STR_ARG(later->sequence), OU_STR_ARG(o->id));
}

/* --- */

static int
change_order(struct ou_ledger *l, struct ou_arena *a,
    const struct ou_order_change *c, struct ou_str raw, struct ou_err *err)
{
	struct ou_order *o = ou_arena_alloc(a, sizeof(*o));
	const struct ou_done_change *later;
	struct ou_record order;
	int r;

	if (load_order(l, a, raw, &order, o, err) != 0)
		return -1;
	if ((later = later_one(o, c)) != NULL)
		return do_late(l, a, raw, o, later, c, err);
	r = do_change(l, a, &raw, c, err);
	return r <= 0 ? r : keep_order(l, a, raw, err);
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
