#include <stdio.h>
#include <stdlib.h>

#include "rows.h"

/* --- keys seen --- */

/*
 * The last 32,768 orders at least: rows that stand further apart are found
 * by whoever knows all orders.  Two generations, so that memory has an end.
 */
#define SEEN 32768
#define SLOTS_FIRST 256

struct seen_set {
	struct seen_key {
		uint64_t hash;
		uint64_t line;		/* 0: free */
	} *slots;
	size_t mask;
	uint32_t n;
};

struct rows_seen {
	struct seen_set young, old;
};

static struct seen_key *
seen_slot(const struct seen_set *s, uint64_t hash)
{
	size_t i = hash & s->mask;

	while (s->slots[i].line != 0 && s->slots[i].hash != hash)
		i = (i + 1) & s->mask;
	return &s->slots[i];
}

static void
seen_empty(struct seen_set *s, size_t slots)
{
	s->slots = calloc(slots, sizeof(*s->slots));
	if (s->slots == NULL)
		ou_out_of_memory();
	s->mask = slots - 1;
	s->n = 0;
}

static void
seen_grow(struct seen_set *s)
{
	struct seen_set more;
	size_t i;

	seen_empty(&more, (s->mask + 1) * 2);
	for (i = 0; i <= s->mask; i++) {
		if (s->slots[i].line != 0)
			*seen_slot(&more, s->slots[i].hash) = s->slots[i];
	}
	more.n = s->n;
	free(s->slots);
	*s = more;
}

static void
seen_add(struct seen_set *s, uint64_t hash, uint64_t line)
{
	if (s->slots == NULL)
		seen_empty(s, SLOTS_FIRST);
	else if ((size_t)s->n * 2 > s->mask)
		seen_grow(s);
	*seen_slot(s, hash) = (struct seen_key){ hash, line };
	s->n++;
}

/* The line of that key, or 0. */
static uint64_t
seen_line(const struct seen_set *s, uint64_t hash)
{
	return s->slots != NULL ? seen_slot(s, hash)->line : 0;
}

/* The line where a group with that key began, or 0; it is remembered. */
static uint64_t
seen_before(struct rows_seen *s, struct ou_str key, uint64_t line)
{
	uint64_t hash = ou_str_hash(key), before = seen_line(&s->old, hash);

	if (before == 0)
		before = seen_line(&s->young, hash);
	if (before != 0)
		return before;
	if (s->young.n == SEEN) {
		free(s->old.slots);
		s->old = s->young;
		s->young = (struct seen_set){ 0 };
	}
	seen_add(&s->young, hash, line);
	return 0;
}

static void
seen_release(struct rows_seen *s)
{
	free(s->young.slots);
	free(s->old.slots);
}

/* --- small things --- */

struct ou_str
ou_rows_bare(struct ou_str cell)
{
	struct ou_str s = ou_str_trim(cell);

	if (s.n >= 1 && s.p[0] == '\'')
		return ou_str_trim(ou_str_sub(s, 1, s.n));
	if (s.n >= 3 && s.p[0] == '=' && s.p[1] == '"' &&
	    s.p[s.n - 1] == '"')
		return ou_str_trim(ou_str_sub(s, 2, s.n - 3));
	return s;
}

struct ou_origin *
ou_rows_origin(struct rows *r)
{
	struct ou_origin *o = ou_arena_zalloc(&r->im->arena, sizeof(*o));

	o->format = ou_str_c(r->format);
	o->file = ou_str_c(ou_source_name(r->src));
	o->line = (struct ou_integer){ (int64_t)r->line, true };
	o->byte = (struct ou_integer){ (int64_t)r->byte, true };
	return o;
}

void
ou_rows_finding(struct rows *r, uint64_t line, enum ou_diag code,
    const char *field, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	ou_import_found(r->im, code, ou_source_name(r->src), line, field, fmt,
	    ap);
	va_end(ap);
}

/* --- groups --- */

static struct ou_str
envelope_of(const struct rows *r)
{
	struct ou_str header = ou_csv_header(r->csv)->raw;
	struct ou_str preamble = ou_csv_preamble(r->csv);
	char *p;

	if (preamble.n == 0)
		return header;
	p = ou_arena_alloc(&r->im->arena, preamble.n + header.n);
	memcpy(p, preamble.p, preamble.n);
	if (header.n > 0)
		memcpy(p + preamble.n, header.p, header.n);
	return ou_str_make(p, preamble.n + header.n);
}

static int
refuse(struct rows *r, const struct ou_err *err)
{
	struct ou_reject *reject = ou_arena_zalloc(&r->im->arena,
	    sizeof(*reject));
	enum ou_charset charset = ou_csv_charset(r->csv);

	reject->source = ou_rows_origin(r);
	/* The row that is wrong; the byte is where the first one begins. */
	if (err->line != 0)
		reject->source->line.v = (int64_t)err->line;
	if (!r->unknown)
		reject->number = ou_str_dup(&r->im->arena,
		    ou_buf_str(&r->group_key));
	if (r->part)
		reject->part_of = reject->number;
	reject->format = ou_str_c(r->format);
	reject->map = r->map;
	if (ou_source_is_table(r->src))
		reject->charset = OU_STR("workbook");
	else if (charset != OU_CHARSET_UTF8)
		reject->charset = ou_str_c(ou_charset_name(charset));
	return ou_import_reject(r->im, reject, ou_buf_str(&r->raw),
	    envelope_of(r), err);
}

static void
spoil(struct rows *r, struct ou_err *err)
{
	if (r->bad.kind == OU_ERR_NONE) {
		r->bad = *err;
		if (r->bad.kind == OU_ERR_NONE)
			r->bad.kind = OU_ERR_RECORD;
	}
}

/* It is not all of the order: it waits for the rest. */
static void
hold_part(struct rows *r, struct ou_order *o)
{
	uint64_t line = seen_line(r->apart, ou_str_hash(ou_buf_str(
	    &r->group_key)));

	if (line != 0)
		ou_import_hold(r->im, o, OU_DIAG_GROUPING, ou_str_printf(
		    &r->im->arena, "further rows of it stand apart, from line "
		    "%ju on: it is not whole", (uintmax_t)line), OU_STR_NONE);
}

static int
close_group(struct rows *r)
{
	struct ou_order *o = NULL;
	struct ou_err err;
	int rc = 0;

	err.kind = OU_ERR_NONE;
	if (!r->open)
		return 0;
	r->open = false;
	if (r->bad.kind == OU_ERR_NONE &&
	    (o = r->end(r->arg, &err)) == NULL && err.kind != OU_ERR_NONE)
		r->bad = err;
	if (o != NULL) {
		hold_part(r, o);
		ou_import_finish(r->im, o);
		if (ou_import_refuses(r->im, &err)) {
			r->bad = err;
			o = NULL;
		}
	}
	if (o != NULL)
		rc = ou_import_order(r->im, o);
	else if (r->bad.kind != OU_ERR_NONE)
		rc = refuse(r, &r->bad);
	else
		r->im->documents--;
	ou_arena_reset(&r->im->arena);
	return r->stopped ? -1 : rc;
}

static void
open_group(struct rows *r, const struct ou_csv_row *row, struct ou_str key)
{
	struct ou_err err;
	uint64_t before;

	ou_import_begin(r->im);
	r->open = true;
	r->unknown = key.n == 0;
	r->part = false;
	r->n_rows = 0;
	r->line = row->line;
	r->byte = row->byte;
	r->bad.kind = OU_ERR_NONE;
	ou_buf_clear(&r->raw);
	ou_buf_clear(&r->group_key);
	ou_buf_adds(&r->group_key, key);
	r->begin(r->arg);
	if (key.n == 0)
		return;
	before = seen_before(r->seen, key, r->line);
	if (before == 0)
		return;
	ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_GROUPING,
	    "rows of '%.*s' stand apart: the order was read from line %ju on",
	    OU_STR_ARG(ou_str_sub(key, 0, 80)), (uintmax_t)before);
	ou_err_at(&err, ou_source_name(r->src), r->line, 0);
	spoil(r, &err);
	r->part = true;
}

static void
take_bytes(struct rows *r, const struct ou_csv_row *row)
{
	struct ou_err err;
	size_t max = ou_import_message_max(r->im);

	if (r->raw.n + row->raw.n <= max)
		ou_buf_adds(&r->raw, row->raw);
	else if (r->bad.kind == OU_ERR_NONE) {
		ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "an order of more than %zu bytes; the reject has the "
		    "first of them", max);
		spoil(r, &err);
	}
	if (++r->n_rows > ou_import_lines_max(r->im) &&
	    r->bad.kind == OU_ERR_NONE) {
		ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "more than %u order lines", ou_import_lines_max(r->im));
		spoil(r, &err);
	}
}

/* A row that is whole. */
static int
good_row(struct rows *r, const struct ou_csv_row *row)
{
	struct ou_str key = r->key != NULL ? r->key(r->arg, row) :
	    OU_STR_NONE;
	struct ou_err err;

	err.kind = OU_ERR_NONE;
	if (r->ignore != NULL && r->ignore(r->arg, row))
		return 0;
	if (r->open && r->unknown && key.n > 0 && r->bad.kind !=
	    OU_ERR_NONE && ou_str_search(ou_buf_str(&r->raw), key) >= 0) {
		/* the row nobody could read names this order */
		r->unknown = false;
		ou_buf_adds(&r->group_key, key);
		(void)seen_before(r->seen, key, r->line);
	}
	if (!r->open || r->unknown ||
	    !ou_str_eq(key, ou_buf_str(&r->group_key))) {
		if (close_group(r) != 0)
			return -1;
		open_group(r, row, key);
	}
	take_bytes(r, row);
	if (key.n == 0 && r->key != NULL) {
		ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_NO_ORDER_NUMBER,
		    "the row has no order number");
		ou_err_at(&err, ou_source_name(r->src), r->line, 0);
		spoil(r, &err);
	} else if (r->bad.kind == OU_ERR_NONE &&
	    r->row(r->arg, row, &err) != 0) {
		ou_err_at(&err, ou_source_name(r->src), row->line, 0);
		spoil(r, &err);
	}
	return 0;
}

/* A row that is not: it belongs to the open group when it names its key. */
static int
bad_row(struct rows *r, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_str key = OU_STR_NONE, open = ou_buf_str(&r->group_key);
	bool same;

	if (row->raw.n == 0)
		return 0;
	if (row->cells != NULL && r->key != NULL)
		key = r->key(r->arg, row);
	same = r->open && !r->unknown && (key.n > 0 ? ou_str_eq(key, open) :
	    ou_str_search(row->raw, open) >= 0);
	if (!same) {
		if (close_group(r) != 0)
			return -1;
		open_group(r, row, key);
	}
	take_bytes(r, row);
	spoil(r, err);
	return 0;
}

/* The input is damaged: whether more rows belong to the open group, nobody
 * can say any more, so that it is refused too. */
static int
damage(struct rows *r, const struct ou_csv_row *row, struct ou_err *err)
{
	struct ou_err cut = { 0 };

	if (r->open && r->key == NULL) {
		if (close_group(r) != 0)
			return -1;
	} else if (r->open) {
		ou_err_set(&cut, OU_ERR_RECORD, OU_DIAG_TRUNCATED,
		    "the input is damaged behind these rows, and more may "
		    "belong to the order");
		ou_err_at(&cut, ou_source_name(r->src), r->line, 0);
		spoil(r, &cut);
		if (close_group(r) != 0)
			return -1;
	}
	if (row->raw.n == 0)
		return 0;
	open_group(r, row, OU_STR_NONE);
	take_bytes(r, row);
	spoil(r, err);
	return close_group(r);
}

/* A last row that has neither all its cells nor a line end was cut off: what
 * its cells say is not to be believed. */
static bool
is_cut(const struct rows *r, const struct ou_csv_row *row)
{
	struct ou_str raw = row->raw;
	/* a line end of UTF-16 is two bytes */
	struct ou_str end = ou_str_sub(raw, raw.n < 2 ? 0 : raw.n - 2, 2);

	return row->cells != NULL && row->n < ou_csv_header(r->csv)->n &&
	    raw.n != 0 && ou_str_find(end, '\n') < 0 &&
	    ou_str_find(end, '\r') < 0;
}

static int
all_rows(struct rows *r, struct ou_err *err)
{
	struct ou_csv_row row;
	struct ou_err bad;
	int got;

	for (;;) {
		bad.kind = OU_ERR_NONE;
		bad.line = bad.column = bad.byte = 0;
		bad.source[0] = bad.field[0] = '\0';
		got = ou_csv_next(r->csv, &row, &bad);
		if (got == 0)
			return close_group(r);
		if (got > 0) {
			if (good_row(r, &row) != 0)
				return -1;
		} else if (bad.kind == OU_ERR_RECORD && row.raw.n > 0 &&
		    r->ignore != NULL && r->ignore(r->arg, &row)) {
			continue;
		} else if (bad.kind == OU_ERR_RECORD && !is_cut(r, &row)) {
			if (bad_row(r, &row, &bad) != 0)
				return -1;
		} else {
			if (bad.kind == OU_ERR_RECORD) {
				bad.kind = OU_ERR_DAMAGED;
				bad.code = OU_DIAG_TRUNCATED;
			}
			*err = bad;
			if (damage(r, &row, &bad) != 0)
				err->kind = OU_ERR_OUTPUT;
			return -1;
		}
	}
}

/* --- keys first --- */

static void
nobody(void *arg, const struct ou_err *finding)
{
	(void)arg, (void)finding;
}

/* Which keys come again behind another one.  None of them is forgotten, however
 * many there are: the first is the first that is asked for. */
static void
find_apart(struct rows *r)
{
	struct rows_seen seen = { 0 };
	struct ou_buf last = OU_BUF_INIT;
	struct ou_csv_row row;
	struct ou_str key;
	struct ou_err bad;
	int got;

	while ((got = ou_csv_next(r->csv, &row, &bad)) > 0 ||
	    (got < 0 && bad.kind == OU_ERR_RECORD)) {
		if (r->ignore != NULL && r->ignore(r->arg, &row))
			continue;
		key = row.cells != NULL ? r->key(r->arg, &row) : OU_STR_NONE;
		if (got < 0 && key.n == 0 && last.n > 0 && ou_str_search(
		    row.raw, ou_buf_str(&last)) >= 0)
			continue;
		if (ou_str_eq(key, ou_buf_str(&last)))
			continue;
		ou_buf_clear(&last);
		ou_buf_adds(&last, key);
		if (key.n > 0 && seen_before(&seen, key, row.line) != 0 &&
		    seen_line(r->apart, ou_str_hash(key)) == 0)
			seen_add(r->apart, ou_str_hash(key), row.line);
	}
	ou_buf_release(&last);
	seen_release(&seen);
}

/* What is wrong with rows is told when they are read again. */
static int
keys_first(struct rows *r, struct ou_err *err)
{
	void (*told)(void *arg, const struct ou_err *finding) =
	    r->im->finding;
	uint64_t findings = r->im->findings;

	r->im->finding = nobody;
	find_apart(r);
	r->im->finding = told;
	r->im->findings = findings;
	return ou_csv_again(r->csv, err);
}

int
ou_rows_run(struct rows *r, struct ou_err *err)
{
	struct rows_seen seen = { 0 };
	struct seen_set apart = { 0 };
	int rc = 0;

	r->seen = &seen;
	r->apart = &apart;
	ou_buf_init(&r->raw, 0);
	ou_buf_init(&r->group_key, 0);
	if (r->key != NULL && ou_csv_rereads(r->csv))
		rc = keys_first(r, err);
	if (rc == 0)
		rc = all_rows(r, err);
	ou_buf_release(&r->raw);
	ou_buf_release(&r->group_key);
	seen_release(&seen);
	free(apart.slots);
	return rc;
}
