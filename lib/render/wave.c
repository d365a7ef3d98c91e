#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ou/record/csv.h"
#include "ou/render/wave.h"

static int
add_room(struct ou_quantity *total, struct ou_quantity quantity,
    struct ou_err *err)
{
	if (quantity.v <= 0)
		return 0;
	total->given = true;
	if (ou_quantity_add(total, *total, quantity, NULL) == 0)
		return 0;
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
	    "too much to pick: the wave's sums would be too large");
}

static int
add_allocations(struct ou_quantity *total, const struct ou_order_line *l,
    struct ou_err *err)
{
	const struct ou_allocation *x;
	uint32_t i, c;

	for (i = 0; i < l->n_allocations; i++) {
		x = &l->allocations[i];
		if (add_room(total, x->quantity, err) != 0)
			return -1;
		for (c = 0; c < x->n_components; c++) {
			if (add_room(total, x->components[c].quantity,
			    err) != 0)
				return -1;
		}
	}
	return 0;
}

int
ou_wave_room(struct ou_wave *w, const struct ou_order *o, struct ou_err *err)
{
	struct ou_quantity total = w->total;
	uint32_t i;

	for (i = 0; i < o->n_picks; i++) {
		if (add_room(&total, o->picks[i].quantity, err) != 0)
			return -1;
	}
	for (i = 0; i < o->n_lines; i++) {
		if (add_allocations(&total, &o->lines[i], err) != 0)
			return -1;
	}
	w->total = total;
	return 0;
}

void
ou_wave_add(struct ou_wave *w, struct ou_arena *a,
    const struct ou_wave_line *line)
{
	struct ou_wave_line *to;

	if (w->n == w->cap) {
		w->cap = w->cap == 0 ? 256 : w->cap * 2;
		w->lines = ou_arena_extend(a, w->lines,
		    w->n * sizeof(*to), w->cap * sizeof(*to));
	}
	to = &w->lines[w->n++];
	*to = *line;
	to->pick.line = ou_str_dup(a, line->pick.line);
	to->pick.location = ou_str_dup(a, line->pick.location);
	to->pick.bin = ou_str_dup(a, line->pick.bin);
	to->pick.zone = ou_str_dup(a, line->pick.zone);
	to->pick.lot = ou_str_dup(a, line->pick.lot);
	to->pick.reason = ou_str_dup(a, line->pick.reason);
	to->sku = ou_str_dup(a, line->sku);
	to->name = ou_str_dup(a, line->name);
	to->unit = ou_str_dup(a, line->unit);
	to->order = ou_str_dup(a, line->order);
	to->pick.sku = ou_str_dup(a, line->pick.sku);
	to->line_sku = ou_str_dup(a, line->line_sku);
}

/*
 * Lines that are taken from the same bin make a stop.  What is in no bin has
 * no tour and comes last, under its own heading.
 */
static bool
found(const struct ou_wave_line *l)
{
	return l->pick.reason.n == 0;
}

static int
compare_places(const struct ou_wave_line *a, const struct ou_wave_line *b)
{
	int r;

	if (found(a) != found(b))
		return found(a) ? -1 : 1;
	if (a->pick.tour.v != b->pick.tour.v)
		return a->pick.tour.v < b->pick.tour.v ? -1 : 1;
	if (a->pick.sequence.v != b->pick.sequence.v)
		return a->pick.sequence.v < b->pick.sequence.v ? -1 : 1;
	if ((r = ou_str_cmp(a->pick.location, b->pick.location)) != 0 ||
	    (r = ou_str_cmp(a->pick.bin, b->pick.bin)) != 0 ||
	    (r = ou_str_cmp(a->sku, b->sku)) != 0 ||
	    (r = ou_str_cmp(a->pick.lot, b->pick.lot)) != 0)
		return r;
	return ou_str_cmp(a->unit, b->unit);
}

/* The array is one block, so that addresses tell which came first. */
static int
compare(const void *x, const void *y)
{
	const struct ou_wave_line *a = *(const struct ou_wave_line *const *)x;
	const struct ou_wave_line *b = *(const struct ou_wave_line *const *)y;
	int r = compare_places(a, b);

	if (r != 0)
		return r;
	return a < b ? -1 : a > b;
}

void
ou_wave_sort(struct ou_wave *w)
{
	const struct ou_wave_line **order;
	struct ou_wave_line *sorted;
	uint32_t i;

	if (w->n < 2)
		return;
	order = calloc(w->n, sizeof(*order));
	sorted = calloc(w->n, sizeof(*sorted));
	if (order == NULL || sorted == NULL)
		ou_out_of_memory();
	for (i = 0; i < w->n; i++)
		order[i] = &w->lines[i];
	qsort(order, w->n, sizeof(*order), compare);
	for (i = 0; i < w->n; i++)
		sorted[i] = *order[i];
	memcpy(w->lines, sorted, w->n * sizeof(*sorted));
	free(order);
	free(sorted);
}

static const struct ou_text_column columns[] = {
	{ "stop", true, false },
	{ "bin", false, false },
	{ "item", false, false },
	{ "name", false, true },
	{ "lot", false, false },
	{ "qty", true, false },
	{ "unit", false, false },
	{ "", false, false },
};
#define N_COLUMNS (sizeof(columns) / sizeof(columns[0]))

/* The stop with its total, then one row an order. */
static void
put_stop(struct ou_text_table *t, struct ou_arena *a,
    const struct ou_wave_line *l, uint32_t n)
{
	struct ou_quantity sum = { 0, true };
	struct ou_str cells[N_COLUMNS] = { { 0 } };
	struct ou_err err;
	uint32_t i;

	for (i = 0; i < n; i++)
		(void)ou_quantity_add(&sum, sum, l[i].pick.quantity, &err);
	if (l->pick.sequence.given)
		cells[0] = ou_str_printf(a, "%" PRId64, l->pick.sequence.v);
	cells[1] = l->pick.bin;
	cells[2] = l->sku;
	cells[3] = l->name;
	cells[4] = l->pick.lot;
	cells[5] = ou_text_quantity(a, sum);
	cells[6] = l->unit;
	cells[7] = OU_STR("[ ]");
	ou_text_table_row(t, cells);
	for (i = 0; i < n; i++) {
		struct ou_str part[N_COLUMNS] = { { 0 } };

		part[3] = l[i].line_sku.n == 0
		    ? ou_str_printf(a, "  %.*s", OU_STR_ARG(l[i].order))
		    : ou_str_printf(a, "  %.*s line %.*s for %.*s",
		    OU_STR_ARG(l[i].order), OU_STR_ARG(l[i].pick.line),
		    OU_STR_ARG(l[i].line_sku));
		part[5] = ou_text_quantity(a, l[i].pick.quantity);
		part[7] = OU_STR("[ ]");
		ou_text_table_more(t, part);
	}
}

static uint32_t
put_lines(struct ou_text_table *t, struct ou_arena *a,
    const struct ou_wave_line *l, uint32_t n)
{
	uint32_t i, k, stops = 0;

	for (i = 0; i < n; i = k, stops++) {
		for (k = i + 1; k < n; k++) {
			if (compare_places(&l[i], &l[k]) != 0)
				break;
		}
		put_stop(t, a, l + i, k - i);
	}
	return stops;
}

/* "264 C62, 12.5 KGM": what is carried in each unit. */
static struct ou_str
sums(struct ou_arena *a, const struct ou_wave_line *l, uint32_t n)
{
	struct ou_str units[8];
	struct ou_quantity sum[8];
	uint32_t n_units = 0, i, k;
	struct ou_str text = OU_STR("");
	struct ou_err err;

	for (i = 0; i < n; i++) {
		for (k = 0; k < n_units; k++) {
			if (ou_str_eq(units[k], l[i].unit))
				break;
		}
		if (k == 8)
			return OU_STR("many units");
		if (k == n_units) {
			units[n_units] = l[i].unit;
			sum[n_units++] = (struct ou_quantity){ 0, true };
		}
		(void)ou_quantity_add(&sum[k], sum[k], l[i].pick.quantity,
		    &err);
	}
	for (k = 0; k < n_units; k++)
		text = ou_str_printf(a, "%.*s%s%.*s %.*s", OU_STR_ARG(text),
		    k > 0 ? ", " : "",
		    OU_STR_ARG(ou_text_quantity(a, sum[k])),
		    OU_STR_ARG(units[k]));
	return text;
}

static void
put_tour(struct ou_text_page *p, struct ou_arena *a,
    const struct ou_wave_line *l, uint32_t n)
{
	struct ou_text_table t;
	uint32_t stops;

	ou_text_table_init(&t, a, columns, N_COLUMNS);
	stops = put_lines(&t, a, l, n);
	ou_text_need(p, 6);
	if (!found(l))
		ou_text_printf(p, "In no bin: look for it, and tell the "
		    "office");
	else if (l->pick.tour.given)
		ou_text_printf(p, "Tour %" PRId64 ": %.*s%szone %.*s, %"
		    PRIu32 " stop%s, %.*s", l->pick.tour.v,
		    OU_STR_ARG(l->pick.location),
		    l->pick.location.n != 0 ? " " : "",
		    OU_STR_ARG(l->pick.zone.n != 0 ? l->pick.zone
		    : OU_STR("-")), stops, stops == 1 ? "" : "s",
		    OU_STR_ARG(sums(a, l, n)));
	else
		ou_text_printf(p, "%.*s: %" PRIu32 " item%s, %.*s",
		    OU_STR_ARG(l->pick.location), stops,
		    stops == 1 ? "" : "s", OU_STR_ARG(sums(a, l, n)));
	ou_text_line(p, OU_STR(""));
	ou_text_table_print(&t, p);
	ou_text_line(p, OU_STR(""));
}

/* A tour ends where another one, or another warehouse, begins. */
static bool
same_tour(const struct ou_wave_line *a, const struct ou_wave_line *b)
{
	return found(a) == found(b) && (!found(a) ||
	    (a->pick.tour.v == b->pick.tour.v &&
	    ou_str_eq(a->pick.location, b->pick.location)));
}

void
ou_wave_print(const struct ou_wave *w, struct ou_arena *a,
    struct ou_sink *sink)
{
	struct ou_text_page page;
	uint32_t i, k;

	memset(&page, 0, sizeof(page));
	page.sink = sink;
	page.title = ou_str_printf(a, "Wave %.*s", OU_STR_ARG(w->name));
	page.note = w->printed;
	ou_text_begin(&page);
	if (w->n == 0)
		ou_text_line(&page, OU_STR("Nothing to pick."));
	for (i = 0; i < w->n; i = k) {
		for (k = i + 1; k < w->n; k++) {
			if (!same_tour(&w->lines[i], &w->lines[k]))
				break;
		}
		put_tour(&page, a, &w->lines[i], k - i);
	}
	if (w->n == 0)
		return;
	ou_text_need(&page, 3);
	ou_text_printf(&page, "Wave: %" PRIu32 " pick%s, %.*s", w->n,
	    w->n == 1 ? "" : "s", OU_STR_ARG(sums(a, w->lines, w->n)));
	ou_text_line(&page, OU_STR(""));
	ou_text_line(&page, OU_STR("Picked by ____________________   from "
	    "________   to ________"));
}

static void
put_integer(struct ou_buf *b, struct ou_integer v)
{
	if (v.given)
		ou_buf_addi(b, v.v);
	ou_buf_addc(b, ',');
}

static void
put_text(struct ou_buf *b, struct ou_str s)
{
	ou_csv_put(b, s, ',');
	ou_buf_addc(b, ',');
}

void
ou_wave_csv(const struct ou_wave *w, struct ou_sink *sink)
{
	char text[OU_DECIMAL_MAX];
	const struct ou_wave_line *l;
	struct ou_buf b = OU_BUF_INIT;
	uint32_t i;
	size_t n;

	ou_sink_puts(sink, OU_STR("wave,tour,sequence,location,zone,bin,sku,"
	    "name,lot,quantity,unitCode,order,orderItemNumber,reason,"
	    "lineSku\n"));
	for (i = 0; i < w->n; i++) {
		l = &w->lines[i];
		ou_buf_clear(&b);
		put_text(&b, w->name);
		put_integer(&b, l->pick.tour);
		put_integer(&b, l->pick.sequence);
		put_text(&b, l->pick.location);
		put_text(&b, l->pick.zone);
		put_text(&b, l->pick.bin);
		put_text(&b, l->sku);
		put_text(&b, l->name);
		put_text(&b, l->pick.lot);
		n = ou_quantity_text(text, l->pick.quantity);
		put_text(&b, (struct ou_str){ text, n });
		put_text(&b, l->unit);
		put_text(&b, l->order);
		put_text(&b, l->pick.line);
		put_text(&b, l->pick.reason);
		ou_csv_put(&b, l->line_sku, ',');
		ou_buf_addc(&b, '\n');
		ou_sink_puts(sink, ou_buf_str(&b));
	}
	ou_buf_release(&b);
}
