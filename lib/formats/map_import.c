#include <stdio.h>

#include "map_run.h"

/*
 * A map at work: for each row its program runs once.  Fields of the order
 * are set by the first row that has a value for them; later rows must agree.
 */
struct ou_str
ou_map_run_cell(void *arg, uint32_t column)
{
	struct map_run *r = arg;
	int i = r->cell_of[column];

	return i < 0 || (uint32_t)i >= r->row->n ? OU_STR_NONE :
	    ou_rows_cell(r->row->cells[i]);
}

static int
value_of(struct map_run *r, const struct map_value *v, struct ou_str *out,
    struct ou_err *err)
{
	return ou_map_value_text(v, &r->cells, &r->scratch, out, err);
}

static struct ou_str
reason_of(struct map_run *r, const struct map_value *v)
{
	struct ou_str s = OU_STR_NONE;
	struct ou_err err;

	if (ou_map_value_text(v, &r->cells, &r->reason, &s, &err) != 0)
		return OU_STR_NONE;
	return s;
}

/* --- statements --- */

static int
disagree(struct map_run *r, const struct map_stmt *s, struct ou_str then,
    struct ou_str now, struct ou_err *err)
{
	(void)r;
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_GROUPING,
	    "rows of one order disagree: '%.*s' and '%.*s'",
	    OU_STR_ARG(ou_str_sub(then, 0, 80)),
	    OU_STR_ARG(ou_str_sub(now, 0, 80)));
	(void)snprintf(err->field, sizeof(err->field), "%s",
	    s->slot.steps[s->slot.n - 1]->name);
	return -1;
}

/* A field of the order: the value of the first row that has one, in the
 * arena, or absent when there is nothing to set. */
static int
order_text(struct map_run *r, const struct map_stmt *s, uint32_t i,
    struct ou_str *out, struct ou_err *err)
{
	const struct map_part *p = s->value.parts;
	struct ou_str *raw = &r->raws[i], *text = &r->texts[i], cell, now;
	int column = s->value.n_parts == 1 && p->column >= 0 ?
	    r->cell_of[p->column] : -1;

	*out = OU_STR_NONE;
	if (column >= 0 && (uint32_t)column < r->row->n) {
		/* the same cell as in the first row gives the same value */
		cell = r->row->cells[column];
		if (raw->p != NULL && ou_str_eq(*raw, cell))
			return 0;
		if (raw->p == NULL)
			*raw = ou_str_dup(&r->rows.im->arena, cell);
	}
	if (value_of(r, &s->value, &now, err) != 0)
		return -1;
	if (now.n == 0)
		return 0;
	if (text->p != NULL)
		return s->first || ou_str_eq(*text, now) ? 0 :
		    disagree(r, s, *text, now, err);
	*out = *text = ou_str_dup(&r->rows.im->arena, now);
	return 0;
}

static int
set(struct map_run *r, const struct map_stmt *s, uint32_t i,
    struct ou_err *err)
{
	const struct ou_field *field = s->slot.steps[s->slot.n - 1];
	struct ou_str text;
	const char *why;

	if ((s->of_line ? value_of(r, &s->value, &text, err) :
	    order_text(r, s, i, &text, err)) != 0)
		return -1;
	if (text.n == 0)
		return 0;
	why = s->code_like ? ou_number_spoiled(text) : NULL;
	if (why != NULL) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE, "'%.*s': %s",
		    OU_STR_ARG(text), why);
		(void)snprintf(err->field, sizeof(err->field), "%s",
		    field->name);
		return -1;
	}
	if (s->of_line && (field->kind == OU_KIND_TEXT ||
	    field->kind == OU_KIND_CODE || field->kind == OU_KIND_TEXTS))
		text = ou_str_dup(&r->rows.im->arena, text);
	return ou_slot_put(r->rows.im, &s->slot, s->of_line ? r->into :
	    r->head, text, &r->forms, err);
}

static int
test(struct map_run *r, const struct map_stmt *s, bool *yes,
    struct ou_err *err)
{
	struct ou_str text;
	int64_t v;

	if (value_of(r, &s->value, &text, err) != 0)
		return -1;
	switch (s->test) {
	case TEST_IS:
		*yes = ou_map_glob(s->pattern, text);
		return 0;
	case TEST_NOT:
		*yes = !ou_map_glob(s->pattern, text);
		return 0;
	case TEST_EMPTY:
		*yes = text.n == 0;
		return 0;
	case TEST_GIVEN:
		*yes = text.n > 0;
		return 0;
	default:
		*yes = false;
		if (text.n == 0)
			return 0;
		if (ou_number_parse(&v, text, 6, &r->forms.number, err) != 0)
			return -1;
		*yes = s->test == TEST_BELOW ? v < s->number : v > s->number;
		return 0;
	}
}

static void
add_allowance(struct map_run *r, const struct map_stmt *s,
    struct ou_allowance **list, uint32_t *n, struct ou_amount amount,
    struct ou_str reason)
{
	struct ou_allowance *a;

	if (amount.v == 0)
		return;
	a = ou_import_append(&r->rows.im->arena, list, n, sizeof(*a));
	a->charge = ou_flag_of(s->charge);
	a->reason_code = s->reason_code;
	a->reason = reason;
	a->amount = amount;
}

static int
charge(struct map_run *r, const struct map_stmt *s, uint32_t i,
    struct ou_err *err)
{
	struct ou_amount amount = { .places = 2, .given = true };
	struct map_sum *sum = &r->sums[i];
	struct ou_str text, reason;

	if (value_of(r, &s->value, &text, err) != 0)
		return -1;
	if (text.n == 0)
		return 0;
	if (ou_number_parse(&amount.v, text, OU_AMOUNT_SCALE,
	    &r->forms.number, err) != 0) {
		(void)snprintf(err->field, sizeof(err->field),
		    "allowanceCharges");
		return -1;
	}
	reason = ou_str_dup(&r->rows.im->arena, reason_of(r, &s->reason));
	if (s->scope == SCOPE_LINE) {
		add_allowance(r, s, &r->line->allowances,
		    &r->line->n_allowances, amount, reason);
		return 0;
	}
	if (s->scope == SCOPE_FIRST && sum->amount.given)
		return 0;
	if (!sum->amount.given)
		sum->reason = reason;
	return ou_amount_add(&sum->amount, sum->amount, amount, err);
}

enum what_next { GO_ON, SKIP_ROW, FAIL };

static enum what_next
leave(struct map_run *r, const struct map_stmt *s, struct ou_err *err)
{
	struct ou_str why = reason_of(r, &s->reason);

	if (why.n == 0)
		why = OU_STR("the map says so");
	if (s->op == MAP_SKIP) {
		ou_rows_finding(&r->rows, r->row->line,
		    OU_DIAG_FILTERED, "", "%.*s", OU_STR_ARG(why));
		return SKIP_ROW;
	}
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE, "%.*s",
	    OU_STR_ARG(why));
	return FAIL;
}

static enum what_next
run_program(struct map_run *r, struct ou_err *err)
{
	const struct ou_map *m = r->m;
	const struct map_stmt *s;
	uint32_t i = 0;
	bool yes;
	int rc;

	while (i < m->n_program) {
		s = &m->program[i];
		rc = 0;
		yes = true;
		switch (s->op) {
		case MAP_SET:
			rc = set(r, s, i, err);
			break;
		case MAP_IF:
			rc = test(r, s, &yes, err);
			break;
		case MAP_GOTO:
			yes = false;
			break;
		case MAP_CHARGE:
			rc = charge(r, s, i, err);
			break;
		case MAP_HOLD:
			ou_import_hold(r->rows.im, r->o, s->code,
			    ou_str_dup(&r->rows.im->arena,
			    reason_of(r, &s->reason)), OU_STR_NONE);
			break;
		case MAP_SKIP:
		case MAP_REJECT:
			return leave(r, s, err);
		}
		if (rc != 0)
			return FAIL;
		i = yes ? i + 1 : s->jump;
	}
	return GO_ON;
}

bool
ou_map_run_program(struct map_run *r, struct ou_err *err)
{
	return run_program(r, err) == GO_ON;
}

/* --- lines --- */

/* A hash of a whole row, eight bytes at a time; seeded as ou_str_hash is. */
static uint64_t
row_hash(const struct map_run *r, struct ou_str s)
{
	const uint64_t k = UINT64_C(0x9e3779b97f4a7c15);
	const char *p = s.p, *end = s.p + s.n;
	uint64_t h = r->seed ^ s.n, v;

	for (; end - p >= 8; p += 8) {
		memcpy(&v, p, 8);
		h = (h ^ v) * k;
		h ^= h >> 29;
	}
	v = 0;
	if (p < end)
		memcpy(&v, p, (size_t)(end - p));
	h = (h ^ v) * k;
	return h ^ h >> 32;
}

static bool
seen_row(struct map_run *r)
{
	uint64_t hash = row_hash(r, ou_str_trim(r->row->raw)) | 1;
	uint64_t *old = r->hashes;
	uint32_t i, k, n = r->mask + 1;

	if (2 * (r->n_hashes + 1) > r->mask) {
		r->mask = r->mask == 0 ? 15 : r->mask * 2 + 1;
		r->hashes = ou_arena_array(&r->rows.im->arena,
		    (size_t)r->mask + 1, sizeof(*r->hashes));
		for (k = 0; old != NULL && k < n; k++) {
			if (old[k] == 0)
				continue;
			i = (uint32_t)(old[k] >> 1) & r->mask;
			while (r->hashes[i] != 0)
				i = (i + 1) & r->mask;
			r->hashes[i] = old[k];
		}
	}
	i = (uint32_t)(hash >> 1) & r->mask;
	for (; r->hashes[i] != 0; i = (i + 1) & r->mask) {
		if (r->hashes[i] == hash)
			return true;
	}
	r->hashes[i] = hash;
	r->n_hashes++;
	return false;
}

static enum what_next
check_duplicate(struct map_run *r, struct ou_err *err)
{
	if (r->m->duplicate == DUPLICATE_KEEP || !seen_row(r))
		return GO_ON;
	if (r->m->duplicate == DUPLICATE_REJECT) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_DUPLICATE,
		    "the same row stands in the order twice");
		return FAIL;
	}
	ou_rows_finding(&r->rows, r->row->line,
	    OU_DIAG_DUPLICATE, "", "the same row stands in the order twice; "
	    "%s", r->m->duplicate == DUPLICATE_SKIP ? "left out" :
	    "both are kept");
	return r->m->duplicate == DUPLICATE_SKIP ? SKIP_ROW : GO_ON;
}

static enum what_next
check_negative(struct map_run *r, struct ou_err *err)
{
	char q[OU_DECIMAL_MAX];
	int n = (int)ou_quantity_text(q, r->line->quantity);
	struct ou_arena *a = &r->rows.im->arena;

	switch (r->m->negative) {
	case NEGATIVE_KEEP:
		return GO_ON;
	case NEGATIVE_HOLD:
		/* a line without number will have that of its place */
		if (r->line->number.n == 0)
			r->line->number = ou_str_printf(a, "%u",
			    r->o->n_lines);
		ou_import_hold(r->rows.im, r->o, OU_DIAG_HOLD_QUANTITY,
		    ou_str_printf(a, "a quantity of %.*s", n, q),
		    r->line->number);
		return GO_ON;
	case NEGATIVE_SKIP:
		ou_rows_finding(&r->rows, r->row->line,
		    OU_DIAG_FILTERED, "orderQuantity",
		    "a quantity of %.*s", n, q);
		return SKIP_ROW;
	case NEGATIVE_REJECT:
		break;
	}
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
	    "a quantity of %.*s", n, q);
	return FAIL;
}

/* The price of the line as one a unit: exact, or per as many as there are. */
static int
unit_price(struct map_run *r, struct ou_err *err)
{
	struct ou_order_line *l = r->line;
	int64_t v = l->total.v;

	if (!r->m->price_of_line || !l->total.given || l->unit_price.given ||
	    l->quantity.v == 0)
		return 0;
	l->unit_price.given = true;
	l->unit_price.places = 2;
	if (v != 0 && (v < 0) != (l->quantity.v < 0))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "quantity and line total have different signs");
	/* scales: amount 4, quantity 6, price 6 */
	__int128 top = (__int128)v * 100000000;

	if (top % l->quantity.v == 0 && top / l->quantity.v <= INT64_MAX &&
	    top / l->quantity.v >= INT64_MIN) {
		l->unit_price.v = (int64_t)(top / l->quantity.v);
		return 0;
	}
	if (__builtin_mul_overflow(v, (int64_t)100, &l->unit_price.v))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "a line total too large");
	l->price_base = l->quantity;
	if (l->quantity.v < 0) {
		l->unit_price.v = -l->unit_price.v;
		l->price_base.v = -l->price_base.v;
	}
	return 0;
}

void
ou_map_run_unit(struct map_run *r, struct ou_str *unit)
{
	struct ou_str code;

	if (unit->n == 0 || ou_str_is(*unit, "C62"))
		return;
	code = ou_unit_code(r->m->units, *unit);
	if (code.p != NULL) {
		*unit = code;
		return;
	}
	ou_rows_finding(&r->rows, r->row->line, OU_DIAG_UNIT,
	    "unitCode", "'%.*s' is not a known unit of measure",
	    OU_STR_ARG(*unit));
}

static enum what_next
finish_line(struct map_run *r, struct ou_err *err)
{
	const struct ou_product *p = r->line->product;

	if (!r->line->quantity.given || p == NULL || p->sku.n + p->gtin.n +
	    p->buyer_item_id.n + p->manufacturer_item_id.n +
	    p->name.n == 0) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_LINE, "the row has no "
		    "%s", r->line->quantity.given ? "item" : "quantity");
		return FAIL;
	}
	ou_map_run_unit(r, &r->line->unit);
	if (unit_price(r, err) != 0)
		return FAIL;
	return r->line->quantity.v < 0 ? check_negative(r, err) : GO_ON;
}

/* --- rows --- */

struct ou_str
ou_map_run_key(void *arg, const struct ou_csv_row *row)
{
	struct map_run *r = arg;
	struct ou_str key = OU_STR_NONE;
	struct ou_err err;

	r->row = row;
	if (ou_map_value_text(&r->m->group, &r->cells, &r->key, &key, &err) !=
	    0)
		return OU_STR_NONE;
	return key;
}

bool
ou_map_run_ignores(void *arg, const struct ou_csv_row *row)
{
	struct map_run *r = arg;
	uint32_t i;

	for (i = 0; i < r->m->n_ignore; i++) {
		if (ou_map_glob(r->m->ignore[i], ou_str_trim(row->raw)))
			return true;
	}
	return false;
}

void
ou_map_run_begin(void *arg)
{
	struct map_run *r = arg;
	struct ou_arena *a = &r->rows.im->arena;

	r->head = r->o = ou_arena_zalloc(a, sizeof(*r->o));
	r->texts = ou_arena_array(a, r->m->n_program, sizeof(*r->texts));
	r->raws = ou_arena_array(a, r->m->n_program, sizeof(*r->raws));
	r->sums = ou_arena_array(a, r->m->n_program, sizeof(*r->sums));
	r->spare = NULL;
	r->hashes = NULL;
	r->n_hashes = r->mask = 0;
}

static void
new_line(struct map_run *r)
{
	if (r->spare == NULL) {
		r->line = ou_import_append(&r->rows.im->arena, &r->o->lines,
		    &r->o->n_lines, sizeof(*r->line));
		return;
	}
	r->line = r->spare;
	r->spare = NULL;
	memset(r->line, 0, sizeof(*r->line));
	r->o->n_lines++;
}

int
ou_map_run_row(void *arg, const struct ou_csv_row *row, struct ou_err *err)
{
	struct map_run *r = arg;
	enum what_next next;

	r->row = row;
	next = check_duplicate(r, err);
	if (next != GO_ON)
		return next == FAIL ? -1 : 0;
	new_line(r);
	r->into = r->line;
	next = run_program(r, err);
	if (next == GO_ON)
		next = finish_line(r, err);
	if (next == SKIP_ROW) {
		r->spare = r->line;
		r->o->n_lines--;
	}
	return next == FAIL ? -1 : 0;
}

struct ou_order *
ou_map_run_end(void *arg, struct ou_err *err)
{
	struct map_run *r = arg;
	struct ou_order *o = r->o;
	uint32_t i;

	(void)err;
	if (o->n_lines == 0)
		return NULL;
	for (i = 0; i < r->m->n_program; i++) {
		if (r->sums[i].amount.given)
			add_allowance(r, &r->m->program[i], &o->allowances,
			    &o->n_allowances, r->sums[i].amount,
			    r->sums[i].reason);
	}
	if (o->number.n == 0)
		o->number = ou_str_dup(&r->rows.im->arena,
		    ou_buf_str(&r->rows.group_key));
	if (o->channel.n == 0)
		o->channel = r->rows.map;
	o->source = ou_rows_origin(&r->rows);
	return o;
}
