#include "ou/base/names.h"
#include "private.h"

/* The first row of each key; rows with the same key are chained in file
 * order. */
struct ou_index {
	const struct ou_rows *rows;
	struct ou_names first;
	uint32_t *next;			/* row + 1, of the same key */
};

static uint32_t
table_size(uint32_t n)
{
	uint32_t size = 8;

	while (size / 2 < n)
		size *= 2;
	return size;
}

static uint32_t
row_number(const struct ou_index *x, const void *row)
{
	return (uint32_t)((size_t)((const char *)row -
	    (const char *)x->rows->rows) / x->rows->table->size);
}

struct ou_index *
ou_index_new(struct ou_arena *a, const struct ou_rows *rows,
    const struct ou_table *table, int field)
{
	struct ou_index *x = ou_arena_zalloc(a, sizeof(*x));
	const struct ou_str *key;
	const char *row;
	uint32_t i;
	void **at;

	x->rows = rows;
	x->next = ou_arena_array(a, rows->n, sizeof(*x->next));
	/* From the last to the first, so that chains begin with the first. */
	for (i = rows->n; i-- > 0;) {
		row = ou_rows_at(rows, i);
		key = (const void *)(row + table->fields[field].offset);
		if (key->p == NULL)
			continue;
		at = ou_names_at(&x->first, a, *key);
		if (*at != NULL)
			x->next[i] = row_number(x, *at) + 1;
		*at = (void *)(uintptr_t)row;
	}
	return x;
}

const void *
ou_index_find(const struct ou_index *x, struct ou_str key)
{
	return key.p != NULL ? ou_names_find(&x->first, key) : NULL;
}

void
ou_index_fetch(const struct ou_index *x, struct ou_str key)
{
	if (key.p != NULL)
		ou_names_fetch(&x->first, key);
}

const void *
ou_index_next(const struct ou_index *x, const void *row)
{
	uint32_t i = row_number(x, row);

	return x->next[i] != 0 ? ou_rows_at(x->rows, x->next[i] - 1) : NULL;
}

int
ou_book_references(const struct ou_rows *rows, int field,
    const struct ou_index *to, struct ou_err *err)
{
	const struct ou_field *f = &rows->table->fields[field];
	const struct ou_str *s, *last = NULL;
	uint32_t i;

	if (to->rows->n == 0)
		return 0;
	for (i = 0; i < rows->n; i++) {
		s = (const void *)((const char *)ou_rows_at(rows, i) +
		    f->offset);
		if (s->p == NULL || (last != NULL && last->p == s->p))
			continue;
		if (ou_index_find(to, *s) == NULL)
			return ou_book_error(rows, i, f->name, err,
			    OU_DIAG_BOOK_REFERENCE, "'%.*s' is not in %s",
			    OU_STR_ARG(ou_str_sub(*s, 0, 64)),
			    to->rows->file);
		last = s;
	}
	return 0;
}

/* --- keys --- */

#define KEY_MAX 8

struct key {
	const struct ou_field *fields[KEY_MAX];
	int n;
};

static void
key_parse(struct key *k, const struct ou_table *table, const char *columns)
{
	struct ou_str rest = ou_str_c(columns), name;
	int field;

	k->n = 0;
	while (k->n < KEY_MAX && ou_str_split(&rest, ' ', &name)) {
		field = ou_table_find(table, name.p, name.n);
		if (field >= 0)
			k->fields[k->n++] = &table->fields[field];
	}
}

static uint64_t
key_hash(const struct key *k, const void *row)
{
	const struct ou_field *f;
	uint64_t h = 0, v;
	const void *at;
	int i;

	for (i = 0; i < k->n; i++) {
		f = k->fields[i];
		at = (const char *)row + f->offset;
		if (f->kind == OU_KIND_DATE)
			v = (uint64_t)(uint32_t)(
			    ((const struct ou_date *)at)->year * 512 +
			    ((const struct ou_date *)at)->month * 32 +
			    ((const struct ou_date *)at)->day);
		else
			v = ou_str_hash(*(const struct ou_str *)at);
		h = (h ^ v) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 29;
	}
	return h;
}

static bool
key_equal(const struct key *k, const void *a, const void *b)
{
	const struct ou_field *f;
	const void *x, *y;
	int i;

	for (i = 0; i < k->n; i++) {
		f = k->fields[i];
		x = (const char *)a + f->offset;
		y = (const char *)b + f->offset;
		if (f->kind == OU_KIND_DATE ?
		    ou_date_cmp(*(const struct ou_date *)x,
		    *(const struct ou_date *)y) != 0 :
		    !ou_str_eq(*(const struct ou_str *)x,
		    *(const struct ou_str *)y))
			return false;
	}
	return true;
}

int
ou_book_unique(const struct ou_rows *rows, const char *columns,
    struct ou_err *err)
{
	struct ou_arena scratch = OU_ARENA_INIT;
	uint32_t size = table_size(rows->n), *slots, at, i;
	const void *row;
	struct key key;
	int bad = 0;

	key_parse(&key, rows->table, columns);
	slots = ou_arena_array(&scratch, size, sizeof(*slots));
	for (i = 0; i < rows->n && !bad; i++) {
		row = ou_rows_at(rows, i);
		at = (uint32_t)key_hash(&key, row) & (size - 1);
		while (slots[at] != 0 && !key_equal(&key, row,
		    ou_rows_at(rows, slots[at] - 1)))
			at = (at + 1) & (size - 1);
		if (slots[at] == 0) {
			slots[at] = i + 1;
			continue;
		}
		bad = ou_book_error(rows, i, key.fields[0]->name, err,
		    OU_DIAG_BOOK_KEY, "line %u has the same key (%s)",
		    (unsigned)rows->lines[slots[at] - 1], columns);
	}
	ou_arena_release(&scratch);
	return bad;
}
