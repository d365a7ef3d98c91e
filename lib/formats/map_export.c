#include <stdio.h>

#include "map_parts.h"

/*
 * Carrier files: fixed columns, one line a shipment or a package.
 */
struct map_writer {
	const struct ou_map *m;
	const struct ou_shipment *s;
	const struct ou_package *package;
	uint32_t number;		/* of the package, from 1 */
	struct ou_buf cell;		/* of get_field */
	struct ou_buf scratch, one;
	struct ou_buf text;		/* a cell, cut to its width */
	int warned;
	struct ou_err *err;
};

static struct ou_str
get_field(void *arg, uint32_t column)
{
	struct map_writer *w = arg;
	const struct map_column *c = &w->m->columns[column];

	ou_buf_clear(&w->cell);
	switch (c->from) {
	case FROM_SHIPMENT:
		(void)ou_slot_text(&c->slot, w->s, &w->cell);
		break;
	case FROM_PACKAGE:
		if (w->package != NULL)
			(void)ou_slot_text(&c->slot, w->package, &w->cell);
		break;
	case PACKAGE_NUMBER:
		ou_buf_addi(&w->cell, w->number);
		break;
	case PACKAGE_COUNT:
		ou_buf_addi(&w->cell, w->s->n_packages > 0 ?
		    w->s->n_packages : 1);
		break;
	}
	return ou_buf_str(&w->cell);
}

/* A first warning is told; the line is written all the same. */
static void
notice(struct map_writer *w, const struct map_export_column *c,
    const char *what, struct ou_str text)
{
	if (w->warned++ > 0)
		return;
	ou_err_set(w->err, OU_ERR_RECORD, OU_DIAG_VALUE, "column %.*s: "
	    "'%.*s' %s", OU_STR_ARG(c->name),
	    OU_STR_ARG(ou_str_sub(text, 0, 100)), what);
}

/* No line ends in a cell: a line is a parcel. */
static void
one_line(struct ou_buf *b)
{
	size_t i;

	for (i = 0; i < b->n; i++) {
		if ((unsigned char)b->p[i] < ' ')
			b->p[i] = ' ';
	}
}

static size_t
cut_at(struct ou_str s, uint32_t width)
{
	size_t i = 0;

	for (; i < s.n && width > 0; width--) {
		i++;
		while (i < s.n && ((unsigned char)s.p[i] & 0xc0) == 0x80)
			i++;
	}
	return i;
}

static void
put_cell(const struct map_export *x, struct ou_str s, struct ou_buf *line)
{
	bool quote = x->quote_always;
	size_t i;

	for (i = 0; i < s.n && !quote; i++)
		quote = s.p[i] == x->separator || s.p[i] == '"';
	if (!quote) {
		ou_buf_adds(line, s);
		return;
	}
	ou_buf_addc(line, '"');
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			ou_buf_addc(line, '"');
		ou_buf_addc(line, s.p[i]);
	}
	ou_buf_addc(line, '"');
}

static void
put_column(struct map_writer *w, const struct map_export_column *c,
    struct ou_str s, struct ou_buf *line)
{
	const struct map_export *x = &w->m->export;
	size_t n;

	ou_buf_clear(&w->text);
	ou_buf_adds(&w->text, s);
	one_line(&w->text);
	s = ou_buf_str(&w->text);
	if (c->width > 0 && (n = cut_at(s, c->width)) < s.n) {
		notice(w, c, "is longer than the column and was cut", s);
		s.n = n;
	}
	if (!x->fixed) {
		put_cell(x, s, line);
		return;
	}
	ou_buf_adds(line, s);
	for (n = ou_utf8_length(s); n < c->width; n++)
		ou_buf_addc(line, ' ');
}

/* A finished line, in the character set. */
static int
put_line(struct map_writer *w, struct ou_str line, struct ou_buf *out)
{
	const struct map_export *x = &w->m->export;
	size_t mark = out->n;
	int rc = ou_map_encode(out, line, x->charset, x->transliterate);

	if (rc < 0) {
		out->n = mark;
		return ou_err_set(w->err, OU_ERR_RECORD, OU_DIAG_ENCODING,
		    "a character that %s does not have; the map does not say "
		    "'transliterate yes'", ou_charset_name(x->charset));
	}
	if (rc > 0 && w->warned++ == 0)
		ou_err_set(w->err, OU_ERR_RECORD, OU_DIAG_ENCODING,
		    "a character that %s does not have was written as ?",
		    ou_charset_name(x->charset));
	ou_buf_puts(out, x->crlf ? "\r\n" : "\n");
	return 0;
}

static int
write_row(struct map_writer *w, struct ou_buf *out)
{
	const struct map_export *x = &w->m->export;
	struct map_cells cells = { get_field, w, &w->one };
	struct ou_buf line;
	struct ou_str s;
	uint32_t i;
	int rc = 0;

	ou_buf_init(&line, 0);
	for (i = 0; i < x->n_columns && rc == 0; i++) {
		if (i > 0 && !x->fixed)
			ou_buf_addc(&line, x->separator);
		s = OU_STR("");
		rc = ou_map_value_text(
		    &x->columns[i].value, &cells, &w->scratch, &s, w->err);
		if (rc == 0)
			put_column(w, &x->columns[i], s, &line);
		else if (w->err->field[0] == '\0')
			(void)snprintf(w->err->field, sizeof(w->err->field),
			    "%.*s", OU_STR_ARG(x->columns[i].name));
	}
	if (rc == 0)
		rc = put_line(w, ou_buf_str(&line), out);
	ou_buf_release(&line);
	return rc;
}

void
ou_map_export_header(const struct ou_map *m, struct ou_buf *out)
{
	const struct map_export *x = &m->export;
	struct ou_err err;
	struct map_writer w = { .m = m, .err = &err };
	struct ou_buf line;
	uint32_t i;

	for (i = 0; i < x->n_lines; i++)
		(void)put_line(&w, x->lines[i], out);
	if (!x->header)
		return;
	ou_buf_init(&line, 0);
	for (i = 0; i < x->n_columns; i++) {
		if (i > 0)
			ou_buf_addc(&line, x->separator);
		put_cell(x, x->columns[i].name, &line);
	}
	(void)put_line(&w, ou_buf_str(&line), out);
	ou_buf_release(&line);
}

int
ou_map_export(const struct ou_map *m, struct ou_arena *a,
    const struct ou_shipment *s, struct ou_buf *out, struct ou_err *err)
{
	struct map_writer w = { .m = m, .s = s, .err = err, .number = 1 };
	size_t mark = out->n;
	uint32_t i, n = m->export.per_package && s->n_packages > 0 ?
	    s->n_packages : 1;
	int rc = 0;

	(void)a;
	if (!m->export.given)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_MAP,
		    "%s is a map for reading", m->name);
	ou_buf_init(&w.cell, 0);
	ou_buf_init(&w.scratch, 0);
	ou_buf_init(&w.one, 0);
	ou_buf_init(&w.text, 0);
	for (i = 0; i < n && rc == 0; i++) {
		w.package = i < s->n_packages ? &s->packages[i] : NULL;
		w.number = i + 1;
		rc = write_row(&w, out);
	}
	ou_buf_release(&w.cell);
	ou_buf_release(&w.scratch);
	ou_buf_release(&w.one);
	ou_buf_release(&w.text);
	if (rc != 0)
		out->n = mark;
	return rc != 0 ? -1 : w.warned > 0 ? 1 : 0;
}
