#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ou/formats/feed.h"
#include "ou/record/csv.h"

/*
 * The last rows, in a list that is sorted by its name (channel, location,
 * code with a NUL between) when something is looked for.
 */
enum { CHANNEL, CODE, LOCATION, QUANTITY, COLUMNS };

static const char *const names[COLUMNS] = { "channel", "code", "location",
    "quantity" };

struct told {
	struct ou_str key;
	struct ou_str parts[3];
	struct ou_quantity quantity;
};

struct ou_feed_state {
	struct ou_arena *arena;
	struct told *rows;
	uint32_t n, cap, sorted;	/* of the first so many */
	char *room;			/* to put a key together */
	size_t room_n;
};

static struct ou_str
make_key(struct ou_feed_state *s, const struct ou_str *parts)
{
	size_t n = parts[0].n + parts[1].n + parts[2].n + 2, at = 0;
	static const int order[] = { CHANNEL, LOCATION, CODE };
	char *p;
	int i;

	if (n > s->room_n) {
		s->room_n = n * 2;
		s->room = ou_arena_alloc(s->arena, s->room_n);
	}
	p = s->room;
	for (i = 0; i < 3; i++) {
		if (i != 0)
			p[at++] = '\0';
		if (parts[order[i]].n != 0)
			memcpy(p + at, parts[order[i]].p, parts[order[i]].n);
		at += parts[order[i]].n;
	}
	return ou_str_make(p, n);
}

static int
compare(const void *x, const void *y)
{
	const struct told *a = x, *b = y;

	return ou_str_cmp(a->key, b->key);
}

static struct told *
find(struct ou_feed_state *s, struct ou_str key)
{
	struct told want = { .key = key };
	uint32_t i;

	/* New ones come in numbers once, and hardly ever later. */
	if (s->n - s->sorted > 64) {
		qsort(s->rows, s->n, sizeof(*s->rows), compare);
		s->sorted = s->n;
	}
	for (i = s->sorted; i < s->n; i++) {
		if (ou_str_eq(s->rows[i].key, key))
			return &s->rows[i];
	}
	if (s->sorted == 0)
		return NULL;
	return bsearch(&want, s->rows, s->sorted, sizeof(*s->rows), compare);
}

static void
add(struct ou_feed_state *s, const struct ou_str *parts, struct ou_str key,
    struct ou_quantity quantity)
{
	struct told *t;
	int i;

	if (s->n == s->cap) {
		s->cap = s->cap == 0 ? 256 : s->cap * 2;
		s->rows = ou_arena_extend(s->arena, s->rows,
		    s->n * sizeof(*t), s->cap * sizeof(*t));
	}
	t = &s->rows[s->n++];
	t->key = ou_str_dup(s->arena, key);
	for (i = 0; i < 3; i++)
		t->parts[i] = ou_str_dup(s->arena, parts[i]);
	t->quantity = quantity;
}

static int
read_rows(struct ou_feed_state *s, struct ou_csv *csv, const int *columns,
    struct ou_err *err)
{
	struct ou_str cells[COLUMNS];
	struct ou_quantity quantity;
	struct ou_csv_row row;
	int got, i;

	while ((got = ou_csv_next(csv, &row, err)) > 0) {
		for (i = 0; i < COLUMNS; i++)
			cells[i] = row.cells[columns[i]];
		if (ou_quantity_parse(&quantity, cells[QUANTITY], err) != 0)
			return ou_err_at(err, NULL, row.line,
			    (uint64_t)columns[QUANTITY] + 1);
		add(s, cells, make_key(s, cells), quantity);
	}
	return got;
}

static int
read_file(struct ou_feed_state *s, struct ou_source *src, struct ou_err *err)
{
	static const struct ou_csv_options options;
	struct ou_csv *csv = ou_csv_new(src, &options, err);
	int columns[COLUMNS], i, r = 0;

	if (csv == NULL)
		return -1;
	for (i = 0; r == 0 && i < COLUMNS; i++) {
		columns[i] = ou_csv_column(csv, names[i]);
		if (columns[i] < 0)
			r = ou_err_set(err, OU_ERR_USAGE, OU_DIAG_FORMAT,
			    "is not what was told a channel: it has no column "
			    "'%s'", names[i]);
	}
	if (r == 0)
		r = read_rows(s, csv, columns, err);
	ou_csv_free(csv);
	return r;
}

struct ou_feed_state *
ou_feed_state_load(struct ou_arena *a, const char *path, struct ou_err *err)
{
	struct ou_feed_state *s = ou_arena_zalloc(a, sizeof(*s));
	struct ou_source *src;
	struct stat st;
	int r;

	s->arena = a;
	if (stat(path, &st) != 0 || (S_ISREG(st.st_mode) && st.st_size == 0))
		return s;
	if ((src = ou_source_open(path, NULL, err)) == NULL)
		return NULL;
	r = read_file(s, src, err);
	ou_source_close(src);
	if (r == 0)
		return s;
	if (err != NULL)
		err->kind = OU_ERR_USAGE;
	ou_err_at(err, path, 0, 0);
	return NULL;
}

bool
ou_feed_state_changed(struct ou_feed_state *s,
    const struct ou_channel_stock *row)
{
	struct ou_str parts[3] = { row->channel, row->code, row->location };
	struct ou_str key = make_key(s, parts);
	struct told *t = find(s, key);

	if (t == NULL) {
		add(s, parts, key, row->quantity);
		return true;
	}
	if (t->quantity.v == row->quantity.v)
		return false;
	t->quantity = row->quantity;
	return true;
}

void
ou_feed_state_write(struct ou_feed_state *s, struct ou_buf *out)
{
	char text[OU_DECIMAL_MAX];
	uint32_t i;
	int k;

	if (s->n != 0)
		qsort(s->rows, s->n, sizeof(*s->rows), compare);
	s->sorted = s->n;
	ou_buf_puts(out, "channel,code,location,quantity\n");
	for (i = 0; i < s->n; i++) {
		for (k = 0; k < 3; k++) {
			ou_csv_put(out, s->rows[i].parts[k], ',');
			ou_buf_addc(out, ',');
		}
		ou_buf_add(out, text, ou_quantity_text(text,
		    s->rows[i].quantity));
		ou_buf_addc(out, '\n');
	}
}
