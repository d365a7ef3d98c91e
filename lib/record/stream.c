#include <inttypes.h>
#include <stdlib.h>

#include "csv-form.h"

/*
 * Streams of records: JSON Lines here, rows of CSV in csv_read.c.  The seal,
 * {"type":"EndOfStream","records":N}, is looked for by its type; nothing may
 * follow it.
 */
#define LINE_MAX_DEFAULT ((size_t)64 << 20)

struct ou_reader {
	struct ou_reader_options o;
	struct ou_source *src;
	struct ou_lines lines;
	struct ou_str raw;
	uint64_t line;
	bool begun;			/* a line was read */
	bool sealed;			/* the seal was read */
	struct ou_rows *rows;		/* of CSV */
	struct ou_record_type row_types[2];
};

struct ou_reader *
ou_reader_new(struct ou_source *src, const struct ou_reader_options *options,
    struct ou_err *err)
{
	const struct ou_record_type *t;
	struct ou_reader *r;

	if ((r = calloc(1, sizeof(*r))) == NULL)
		ou_out_of_memory();
	r->o = *options;
	r->src = src;
	if (r->o.form == OU_STREAM_CSV) {
		r->row_types[0] = *r->o.csv_type;
		r->rows = ou_rows_new(src, r->o.csv_type, err);
		if (r->rows == NULL) {
			free(r);
			return NULL;
		}
		return r;
	}
	for (t = r->o.types; t != NULL && t->type != NULL; t++)
		ou_table_prepare(t->table);
	ou_lines_init(&r->lines, src, r->o.line_max != 0 ? r->o.line_max :
	    LINE_MAX_DEFAULT);
	return r;
}

void
ou_reader_free(struct ou_reader *r)
{
	if (r == NULL)
		return;
	ou_rows_free(r->rows);
	free(r);
}

static int
damaged(struct ou_err *err, enum ou_diag code, const char *text)
{
	return ou_err_set(err, OU_ERR_DAMAGED, code, "%s", text);
}

/* The end of the input, which must have been announced where seals count. */
static int
at_end(struct ou_reader *r, struct ou_err *err)
{
	if (r->o.sealed && !r->sealed)
		return damaged(err, OU_DIAG_SEAL,
		    "the stream ends without its EndOfStream record");
	return 0;
}

/*
 * 1: ${rec} was the seal; -1: it is wrong.  Its count is what its writer
 * wrote: a user's own filter in between may have dropped or added some, so
 * that it is not compared with what came.
 */
static int
seal(struct ou_reader *r, const struct ou_record *rec, struct ou_err *err)
{
	uint32_t node = ou_json_member(&rec->json, 1, "records");
	int64_t n;

	if (node == 0 || rec->json.nodes[node].kind != OU_JSON_NUMBER ||
	    ou_decimal_parse(&n, ou_json_raw(&rec->json, node), 0,
	    OU_DECIMAL_EXPONENT, NULL, NULL) != 0 || n < 0)
		return damaged(err, OU_DIAG_SEAL,
		    "an EndOfStream record without its count of records");
	r->sealed = true;
	return 1;
}

/* The first line tells whether these are JSON Lines at all. */
static int
check_form(const struct ou_reader *r, struct ou_str line, struct ou_err *err)
{
	line = ou_str_trim(line);
	if (r->begun || line.p[0] == '{')
		return 0;
	return damaged(err, OU_DIAG_FORMAT, line.p[0] == '['
	    ? "not JSON Lines but a JSON array; jq -c '.[]' takes it apart"
	    : "not JSON Lines; CSV of records is read with --from=csv, "
	    "partners' orders with order-import, what else they send with "
	    "edi-convert --view=records");
}

static bool
blank(struct ou_str line)
{
	size_t i;

	for (i = 0; i < line.n; i++) {
		if (line.p[i] != ' ' && line.p[i] != '\t')
			return false;
	}
	return true;
}

/* The next line that has something in it: 1, 0 or -1. */
static int
next_line(struct ou_reader *r, struct ou_str *line, struct ou_err *err)
{
	int got;

	do {
		got = ou_lines_next(&r->lines, line, err);
		r->line = r->lines.number;
		if (got <= 0)
			return got;
	} while ((line->n == 0 || line->p[0] <= ' ') && blank(*line));
	return 1;
}

static int
next_rows(struct ou_reader *r, struct ou_record *rec, struct ou_arena *a,
    struct ou_err *err)
{
	struct ou_str json;
	int got = ou_rows_next(r->rows, a, &json, err);

	r->raw = ou_rows_raw(r->rows);
	r->line = ou_rows_line(r->rows);
	if (got > 0 && ou_record_parse(rec, a, json, r->row_types, &r->o.json,
	    err) != 0) {
		if (err != NULL)
			err->column = 0;	/* of our own text */
		got = -1;
	}
	return got >= 0 ? got :
	    ou_err_at(err, ou_source_name(r->src), r->line, 0);
}

int
ou_reader_next(struct ou_reader *r, struct ou_record *rec, struct ou_arena *a,
    struct ou_err *err)
{
	struct ou_str line;
	int got;

	r->raw = OU_STR_NONE;
	if (r->rows != NULL)
		return next_rows(r, rec, a, err);
	got = next_line(r, &line, err);
	if (got == 0)
		return at_end(r, err);
	if (got < 0)
		return ou_err_at(err, ou_source_name(r->src), r->line, 0);
	r->raw = line;
	if (check_form(r, line, err) != 0)
		got = -1;
	else if (r->sealed)
		got = damaged(err, OU_DIAG_SEAL,
		    "something stands behind the EndOfStream record");
	else if (!r->lines.complete)
		got = damaged(err, OU_DIAG_TRUNCATED,
		    "the last line is not finished");
	else if (ou_record_parse(rec, a, line, r->o.types, &r->o.json,
	    err) != 0)
		got = -1;
	else if (rec->type.n == 11 &&
	    memcmp(rec->type.p, "EndOfStream", 11) == 0) {
		got = seal(r, rec, err);
		if (got > 0)
			return ou_reader_next(r, rec, a, err);
	}
	r->begun = true;
	if (got >= 0)
		return 1;
	if (err != NULL)
		err->byte = r->lines.byte + (err->column != 0 ?
		    err->column - 1 : 0);
	return ou_err_at(err, ou_source_name(r->src), r->line, 0);
}

struct ou_str
ou_reader_raw(const struct ou_reader *r)
{
	return r->raw;
}

uint64_t
ou_reader_line(const struct ou_reader *r)
{
	return r->line;
}

struct ou_str
ou_reader_envelope(const struct ou_reader *r)
{
	return r->rows != NULL ? ou_rows_envelope(r->rows) : OU_STR_NONE;
}

bool
ou_reader_would_block(const struct ou_reader *r)
{
	struct ou_str window;

	if (r->rows == NULL)
		return ou_lines_would_block(&r->lines);
	/* An order's rows end where the next one's begin, so what is meant
	 * is the row behind the last one read. */
	window = ou_source_window(r->src);
	return ou_str_find(window, '\n') < 0 && ou_source_would_block(r->src);
}
