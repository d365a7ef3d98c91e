#include <string.h>

#include "ou/base/utf8.h"
#include "ou/render/text.h"

#define GAP 2			/* blanks between columns */
#define NARROWEST 8		/* a column is not shrunk below this */

void
ou_text_table_init(struct ou_text_table *t, struct ou_arena *a,
    const struct ou_text_column *columns, unsigned n)
{
	unsigned i;

	memset(t, 0, sizeof(*t));
	t->arena = a;
	t->columns = columns;
	t->n_columns = n;
	t->end = &t->first;
	t->widths = ou_arena_array(a, n, sizeof(*t->widths));
	for (i = 0; i < n; i++)
		t->widths[i] =
		    (unsigned)ou_utf8_length(ou_str_c(columns[i].title));
}

static struct ou_text_row *
add(struct ou_text_table *t, const struct ou_str *cells)
{
	struct ou_text_row *r = ou_arena_zalloc(t->arena, sizeof(*r));
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str *copy;
	unsigned i, width;

	copy = ou_arena_array(t->arena, t->n_columns, sizeof(*copy));
	for (i = 0; i < t->n_columns; i++) {
		ou_buf_clear(&b);
		ou_text_clean(&b, cells[i], 0);
		copy[i] = ou_str_dup(t->arena, ou_buf_str(&b));
		width = (unsigned)ou_utf8_length(copy[i]);
		if (width > t->widths[i])
			t->widths[i] = width;
	}
	ou_buf_release(&b);
	r->cells = copy;
	*t->end = r;
	t->end = &r->next;
	t->n_rows++;
	return r;
}

void
ou_text_table_row(struct ou_text_table *t, const struct ou_str *cells)
{
	add(t, cells);
}

void
ou_text_table_more(struct ou_text_table *t, const struct ou_str *cells)
{
	add(t, cells)->keep = true;
}

/* The widths on this page: what is too much comes off one column. */
static void
fit(const struct ou_text_table *t, unsigned width, unsigned *widths)
{
	unsigned i, sum = 0, shrink = t->n_columns, over;

	for (i = 0; i < t->n_columns; i++) {
		widths[i] = t->widths[i];
		sum += widths[i] + (i > 0 ? GAP : 0);
		if (t->columns[i].shrink)
			shrink = i;
	}
	if (sum <= width || shrink == t->n_columns)
		return;
	over = sum - width;
	if (widths[shrink] <= NARROWEST)
		return;
	widths[shrink] = widths[shrink] < NARROWEST + over ? NARROWEST
	    : widths[shrink] - over;
}

static void
put_row(const struct ou_text_table *t, struct ou_text_page *p,
    const unsigned *widths, const struct ou_str *cells, struct ou_buf *b)
{
	size_t pad, length;
	unsigned i, end;

	ou_buf_clear(b);
	for (i = 0; i < t->n_columns; i++) {
		struct ou_buf cell = OU_BUF_INIT;

		ou_text_clean(&cell, cells[i], widths[i]);
		length = ou_utf8_length(ou_buf_str(&cell));
		pad = length < widths[i] ? widths[i] - length : 0;
		end = i > 0 ? GAP : 0;
		while (end-- > 0)
			ou_buf_addc(b, ' ');
		if (!t->columns[i].right)
			ou_buf_adds(b, ou_buf_str(&cell));
		while (pad-- > 0)
			ou_buf_addc(b, ' ');
		if (t->columns[i].right)
			ou_buf_adds(b, ou_buf_str(&cell));
		ou_buf_release(&cell);
	}
	ou_text_line(p, ou_buf_str(b));
}

static void
put_head(const struct ou_text_table *t, struct ou_text_page *p,
    const unsigned *widths, const struct ou_str *titles, struct ou_buf *b)
{
	unsigned i, k, total = 0;

	put_row(t, p, widths, titles, b);
	ou_buf_clear(b);
	for (i = 0; i < t->n_columns; i++)
		total += widths[i] + (i > 0 ? GAP : 0);
	for (k = 0; k < total && k < p->width; k++)
		ou_buf_addc(b, '-');
	ou_text_line(p, ou_buf_str(b));
}

/* How many rows hang together from here on. */
static unsigned
together(const struct ou_text_row *r)
{
	unsigned n = 1;

	while ((r = r->next) != NULL && r->keep)
		n++;
	return n;
}

void
ou_text_table_print(const struct ou_text_table *t, struct ou_text_page *p)
{
	unsigned *widths, i, number, n;
	const struct ou_text_row *r;
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str *titles;

	widths = ou_arena_array(t->arena, t->n_columns, sizeof(*widths));
	titles = ou_arena_array(t->arena, t->n_columns, sizeof(*titles));
	for (i = 0; i < t->n_columns; i++)
		titles[i] = ou_str_c(t->columns[i].title);
	fit(t, p->width, widths);
	ou_text_need(p, 4);
	put_head(t, p, widths, titles, &b);
	for (r = t->first; r != NULL; r = r->next) {
		number = p->number;
		n = r->keep ? 1 : together(r);
		/* A group longer than half a page may be parted. */
		ou_text_need(p, n < p->height / 2 ? n : 1);
		if (p->number != number)
			put_head(t, p, widths, titles, &b);
		put_row(t, p, widths, r->cells, &b);
	}
	ou_buf_release(&b);
}
