#include "import_walk.h"

static void
walk_path(const struct walk *w, struct ou_buf *b)
{
	int i;

	for (i = 0; i < w->depth; i++) {
		if (i > 0)
			ou_buf_addc(b, '.');
		ou_buf_puts(b, w->names[i]);
		if (w->numbers[i] >= 0) {
			ou_buf_addc(b, '.');
			ou_buf_addi(b, w->numbers[i]);
		}
	}
}

void
ou_walk_finding(struct walk *w, struct ou_err *err)
{
	const struct ou_origin *from = w->order->source;
	struct ou_buf path;

	ou_buf_init(&path, sizeof(err->field) - 1);
	walk_path(w, &path);
	memcpy(err->field, ou_buf_str(&path).p, path.n);
	err->field[path.n] = '\0';
	ou_buf_release(&path);
	if (from != NULL && from->segment.given)
		err->line = (uint64_t)from->segment.v;
	else if (from != NULL && from->line.given)
		err->line = (uint64_t)from->line.v;
	ou_import_finding(w->im, err);
}

static void
settle_amount(struct walk *w, struct ou_amount *a)
{
	char was[OU_DECIMAL_MAX], is[OU_DECIMAL_MAX];
	size_t n_was, n_is;
	struct ou_err err = { 0 };

	w->priced = true;
	if (w->places < 0)
		return;
	a->places = (uint8_t)w->places;
	if (w->places >= OU_AMOUNT_SCALE ||
	    a->v % ou_decimal_pow10(OU_AMOUNT_SCALE - w->places) == 0)
		return;
	n_was = ou_amount_text(was, *a);
	if (ou_decimal_round(&a->v, OU_AMOUNT_SCALE, w->places) != 0)
		return;
	n_is = ou_amount_text(is, *a);
	ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_DECIMALS,
	    "'%.*s' has more decimals than %.*s has; taken as %.*s",
	    (int)n_was, was, OU_STR_ARG(w->order->currency), (int)n_is, is);
	ou_walk_finding(w, &err);
}

/* No time is guessed: the order waits for somebody who knows. */
static void
hold_time(struct walk *w, const struct ou_time *t, const char *why)
{
	char text[OU_TIME_MAX];
	struct ou_buf b;
	size_t n;

	n = ou_time_text(text, t);
	ou_buf_init(&b, 0);
	walk_path(w, &b);
	ou_buf_printf(&b, ": '%.*s' has no offset, and %s", (int)n, text, why);
	ou_import_hold(w->im, w->order, OU_DIAG_HOLD_TIMEZONE,
	    ou_str_dup(&w->im->arena, ou_buf_str(&b)), OU_STR_NONE);
	ou_buf_release(&b);
}

static void
settle_time(struct walk *w, struct ou_time *t)
{
	struct ou_err err;

	if (!t->has_clock || t->has_offset)
		return;
	if (w->im->zone == NULL)
		hold_time(w, t, "no zone is configured");
	else if (ou_zone_apply(w->im->zone, t, &err) != 0)
		hold_time(w, t, err.text);
}

/* What our own readers would refuse must not go out as an order. */
static void
over_limit(struct walk *w, const struct ou_field *f)
{
	struct ou_err *err = &w->im->over_limit;
	struct ou_buf path;

	if (err->kind != OU_ERR_NONE)
		return;
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_LIMIT, "more than %u %s",
	    ou_field_limit(f), f->kind == OU_KIND_TEXT ||
	    f->kind == OU_KIND_CODE ? "bytes" : "members");
	ou_buf_init(&path, sizeof(err->field) - 1);
	walk_path(w, &path);
	memcpy(err->field, ou_buf_str(&path).p, path.n);
	err->field[path.n] = '\0';
	ou_buf_release(&path);
}

/*
 * Which fields of a table the walk has to look at: amounts, prices, times,
 * lists, and what has such within; and texts, nearly all of which are short.
 * Where no text can be longer than OU_TEXT_MAX, those without a limit
 * of their own need no look.  Worked out once a table, as long as no other
 * table takes its place.
 */
#define PLANS_MAX 256
#define SHORT_TEXT 64			/* below any limit but a field's own */

struct plan {
	const struct ou_table *table;
	uint64_t texts[2];		/* where none is long; where some are */
	uint64_t rest[2];
};

static void make_plan(struct plan *p, const struct ou_table *t, int depth);

static inline const struct plan *
plan(const struct ou_table *t, int depth)
{
	static struct plan plans[PLANS_MAX];
	struct plan *p = &plans[(uintptr_t)t / sizeof(*t) % PLANS_MAX];

	if (p->table != t)
		make_plan(p, t, depth);
	return p;
}

static bool
worth_a_look(const struct ou_field *f, int depth, bool texts)
{
	const struct plan *p;

	switch (f->kind) {
	case OU_KIND_OBJECT:
		if (depth == WALK_DEPTH)
			return false;
		p = plan(f->table, depth + 1);
		return (p->texts[texts] | p->rest[texts]) != 0;
	case OU_KIND_AMOUNT:
	case OU_KIND_PRICE:
	case OU_KIND_TEXTS:
	case OU_KIND_LIST:
	case OU_KIND_TIME:
		return true;
	default:
		return false;
	}
}

static void
make_plan(struct plan *p, const struct ou_table *t, int depth)
{
	struct plan new = { .table = t };
	const struct ou_field *f;
	uint64_t bit;
	int i;

	for (i = 0; i < t->n_fields; i++) {
		f = &t->fields[i];
		bit = (uint64_t)1 << i;
		if (f->kind == OU_KIND_TEXT || f->kind == OU_KIND_CODE)
			new.texts[1] |= bit;
		if (f->kind == OU_KIND_CODE ||
		    (f->kind == OU_KIND_TEXT && f->limit != 0))
			new.texts[0] |= bit;
		if (worth_a_look(f, depth, false))
			new.rest[0] |= bit;
		if (worth_a_look(f, depth, true))
			new.rest[1] |= bit;
	}
	*p = new;
}

static void settle(struct walk *w, const struct ou_table *t, void *object);

static void
settle_list(struct walk *w, const struct ou_field *f, char *members,
    uint32_t n)
{
	uint32_t i;

	if (n > ou_field_limit(f))
		over_limit(w, f);
	for (i = 0; i < n; i++) {
		w->numbers[w->depth - 1] = i;
		settle(w, f->table, members + (size_t)i * f->table->size);
	}
}

/* A value that is there. */
static void
settle_value(struct walk *w, const struct ou_field *f, void *at, uint32_t n)
{
	char *to;

	switch (f->kind) {
	case OU_KIND_TEXTS:
		if (n > ou_field_limit(f))
			over_limit(w, f);
		break;
	case OU_KIND_AMOUNT:
		settle_amount(w, at);
		break;
	case OU_KIND_PRICE:
		w->priced = true;
		if (w->places >= 0)
			((struct ou_price *)at)->places = (uint8_t)w->places;
		break;
	case OU_KIND_TIME:
		settle_time(w, at);
		break;
	case OU_KIND_OBJECT:
		memcpy(&to, at, sizeof(to));
		settle(w, f->table, to);
		break;
	case OU_KIND_LIST:
		memcpy(&to, at, sizeof(to));
		settle_list(w, f, to, n);
		break;
	}
}

static void
settle(struct walk *w, const struct ou_table *t, void *object)
{
	const struct plan *todo = plan(t, 0);
	const struct ou_field *f;
	char *p = object;
	uint64_t fields;
	size_t n;

	if (w->depth == WALK_DEPTH)
		return;
	w->numbers[w->depth++] = -1;
	for (fields = todo->texts[w->texts]; fields != 0;
	    fields &= fields - 1) {
		f = &t->fields[__builtin_ctzll(fields)];
		n = ((struct ou_str *)(void *)(p + f->offset))->n;
		if ((n > SHORT_TEXT || f->limit != 0) &&
		    n > ou_field_limit(f)) {
			w->names[w->depth - 1] = f->name;
			over_limit(w, f);
		}
	}
	fields = ou_table_given(t, object, todo->rest[w->texts]);
	for (; fields != 0; fields &= fields - 1) {
		f = &t->fields[__builtin_ctzll(fields)];
		w->names[w->depth - 1] = f->name;
		w->numbers[w->depth - 1] = -1;
		settle_value(w, f, p + f->offset,
		    *(uint32_t *)(void *)(p + f->count_offset));
	}
	w->depth--;
}

void
ou_walk_order(struct walk *w)
{
	ou_table_prepare(&ou_order_table);
	settle(w, &ou_order_table, w->order);
}
