#include <stdio.h>

#include "ou/formats/slot.h"

static int
no_field(struct ou_str path, struct ou_err *err)
{
	return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_MAP,
	    "'%.*s' is no field", OU_STR_ARG(path));
}

/* "0" behind a list; the rest of the path goes on. */
static bool
take_index(struct ou_slot *slot, struct ou_str *rest)
{
	struct ou_str after = *rest, head;
	int32_t v = 0;
	size_t i;

	if (!ou_str_split(&after, '.', &head) || head.n > 2 ||
	    !ou_str_digits(head))
		return false;
	for (i = 0; i < head.n; i++)
		v = v * 10 + (head.p[i] - '0');
	slot->index[slot->n - 1] = v;
	*rest = after;
	return true;
}

/* The last field of the path, or NULL. */
static const struct ou_field *
walk(struct ou_slot *slot, const struct ou_table *table, struct ou_str path)
{
	struct ou_str rest = path, name;
	const struct ou_field *f;
	int i;

	memset(slot, 0, sizeof(*slot));
	ou_table_prepare(table);
	for (;;) {
		if (table == NULL || !ou_str_split(&rest, '.', &name) ||
		    slot->n == OU_SLOT_STEPS ||
		    (i = ou_table_find(table, name.p, name.n)) < 0)
			return NULL;
		f = &table->fields[i];
		slot->index[slot->n] = -1;
		slot->steps[slot->n++] = f;
		if (f->kind == OU_KIND_LIST || f->kind == OU_KIND_TEXTS)
			(void)take_index(slot, &rest);
		if (f->kind == OU_KIND_MAP && rest.n > 0) {
			slot->key = rest;
			return f;
		}
		if (rest.p == NULL)
			return f;
		table = f->table;
		if (table != NULL)
			ou_table_prepare(table);
	}
}

int
ou_slot_find(struct ou_slot *slot, const struct ou_table *table,
    struct ou_str path, struct ou_err *err)
{
	const struct ou_field *f = walk(slot, table, path);

	if (f == NULL)
		return no_field(path, err);
	if (slot->key.n > 0)
		return 0;
	if (f->kind == OU_KIND_OBJECT || f->kind == OU_KIND_MAP ||
	    f->kind == OU_KIND_LIST || f->kind == OU_KIND_ANY)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_MAP,
		    "'%.*s' has fields of its own; name one of them",
		    OU_STR_ARG(path));
	return 0;
}

int
ou_slot_inner(struct ou_slot *slot, const struct ou_table *table,
    struct ou_str path, struct ou_err *err)
{
	const struct ou_field *f;

	memset(slot, 0, sizeof(*slot));
	if (path.n == 0)
		return 0;
	f = walk(slot, table, path);
	if (f == NULL)
		return no_field(path, err);
	if (f->kind != OU_KIND_OBJECT && f->kind != OU_KIND_LIST)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_MAP,
		    "'%.*s' is neither an object nor a list",
		    OU_STR_ARG(path));
	return 0;
}

const struct ou_table *
ou_slot_table(const struct ou_slot *slot, const struct ou_table *table)
{
	return slot->n > 0 ? slot->steps[slot->n - 1]->table : table;
}

/* --- going there --- */

static void *
step_into(struct ou_arena *a, const struct ou_field *f, int32_t index,
    char *object)
{
	char *at = object + f->offset, *to;
	uint32_t *n, want = index >= 0 ? (uint32_t)index + 1 : 1;

	memcpy(&to, at, sizeof(to));
	if (f->kind == OU_KIND_OBJECT) {
		if (to == NULL) {
			to = ou_arena_zalloc(a, f->table->size);
			memcpy(at, &to, sizeof(to));
		}
		return to;
	}
	n = (uint32_t *)(void *)(object + f->count_offset);
	while (*n < want)
		(void)ou_import_append(a, at, n, f->table->size);
	memcpy(&to, at, sizeof(to));
	return to + (size_t)(index >= 0 ? want - 1 : *n - 1) *
	    f->table->size;
}

void *
ou_slot_enter(struct ou_arena *a, const struct ou_slot *slot, void *object)
{
	const struct ou_field *last;
	char *at = object;
	int i;

	for (i = 0; i < slot->n - 1; i++)
		at = step_into(a, slot->steps[i], slot->index[i], at);
	if (slot->n == 0)
		return at;
	last = slot->steps[slot->n - 1];
	if (last->kind == OU_KIND_LIST)
		return ou_import_append(a, at + last->offset,
		    (uint32_t *)(void *)(at + last->count_offset),
		    last->table->size);
	return step_into(a, last, -1, at);
}

static void
path_text(const struct ou_slot *s, char *to, size_t size)
{
	size_t n = 0;
	int i;

	for (i = 0; i < s->n && n < size; i++)
		n += (size_t)snprintf(to + n, size - n, "%s%s",
		    i > 0 ? "." : "", s->steps[i]->name);
	if (s->key.n > 0 && n < size)
		(void)snprintf(to + n, size - n, ".%.*s",
		    OU_STR_ARG(s->key));
}

/* --- values --- */

int
ou_flag_parse(enum ou_flag *out, struct ou_str s, struct ou_err *err)
{
	static const struct {
		const char *text;
		enum ou_flag flag;
	} words[] = {
		{ "true", OU_FLAG_YES }, { "false", OU_FLAG_NO },
		{ "yes", OU_FLAG_YES }, { "no", OU_FLAG_NO },
		{ "1", OU_FLAG_YES }, { "0", OU_FLAG_NO },
		{ "y", OU_FLAG_YES }, { "n", OU_FLAG_NO },
		{ "oui", OU_FLAG_YES }, { "non", OU_FLAG_NO },
		{ "ja", OU_FLAG_YES }, { "nein", OU_FLAG_NO },
		{ "o", OU_FLAG_YES }, { "x", OU_FLAG_YES },
		{ "vrai", OU_FLAG_YES }, { "faux", OU_FLAG_NO },
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (ou_str_caseeq(s, ou_str_c(words[i].text))) {
			*out = words[i].flag;
			return 0;
		}
	}
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
	    "'%.*s' is neither yes nor no", OU_STR_ARG(s));
}

static int
read_time(struct ou_time *t, struct ou_str s,
    const struct ou_slot_forms *forms, struct ou_err *err)
{
	size_t i = 0;

	if (forms->dates == NULL || forms->dates[0] == NULL)
		return ou_time_guess(t, s, err);
	if (forms->iso && ou_time_parse(t, s, NULL) == 0)
		return 0;
	/* what is wrong is said of the last one */
	for (; forms->dates[i + 1] != NULL; i++) {
		if (ou_time_pattern(t, s, forms->dates[i], forms->year,
		    NULL) == 0)
			return 0;
	}
	return ou_time_pattern(t, s, forms->dates[i], forms->year, err);
}

/* The decimals that a number was written with, to show at least those. */
static uint8_t
places_of(int64_t v, int scale)
{
	int places = scale;

	while (places > 0 && v % 10 == 0) {
		v /= 10;
		places--;
	}
	return (uint8_t)places;
}

/* Digits, a minus, and a point where that is the decimal mark: what most cells
 * are, and what has one reading only. */
static bool
is_plain(struct ou_str s, const struct ou_number_form *form)
{
	size_t i, points = 0;

	for (i = s.n > 1 && *s.p == '-'; i < s.n; i++) {
		if (s.p[i] == '.' && form->decimal == '.' && i > 0 &&
		    i + 1 < s.n)
			points++;
		else if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	}
	return points <= 1;
}

static int
read_number(int64_t *v, struct ou_str s, int scale,
    const struct ou_number_form *form, struct ou_err *err)
{
	if (is_plain(s, form) && ou_decimal_scan(v, s, scale,
	    OU_DECIMAL_PLAIN, NULL) == OU_DECIMAL_OK)
		return 0;
	return ou_number_parse(v, s, scale, form, err);
}

static int
put_number(void *member, enum ou_kind kind, struct ou_str s,
    const struct ou_slot_forms *forms, struct ou_err *err)
{
	static const int scales[] = {
		[OU_KIND_AMOUNT] = OU_AMOUNT_SCALE,
		[OU_KIND_PRICE] = OU_PRICE_SCALE,
		[OU_KIND_QUANTITY] = OU_QUANTITY_SCALE,
		[OU_KIND_RATE] = OU_RATE_SCALE,
		[OU_KIND_INTEGER] = 0,
	};
	int scale = scales[kind];
	int64_t v;

	if (read_number(&v, s, scale, &forms->number, err) != 0)
		return -1;
	switch (kind) {
	case OU_KIND_AMOUNT:
		*(struct ou_amount *)member = (struct ou_amount){ v,
		    places_of(v, scale), true };
		break;
	case OU_KIND_PRICE:
		*(struct ou_price *)member = (struct ou_price){ v,
		    places_of(v, scale), true };
		break;
	case OU_KIND_QUANTITY:
		*(struct ou_quantity *)member = (struct ou_quantity){ v,
		    true };
		break;
	case OU_KIND_RATE:
		*(struct ou_rate *)member = (struct ou_rate){ v, 2, true };
		break;
	default:
		*(struct ou_integer *)member = (struct ou_integer){ v, true };
		break;
	}
	return 0;
}

static int
put_value(struct ou_import *im, const struct ou_field *f, char *object,
    struct ou_str s, const struct ou_slot_forms *forms, struct ou_err *err)
{
	void *at = object + f->offset;
	struct ou_str *text;
	struct ou_time t;

	switch (f->kind) {
	case OU_KIND_TEXT:
	case OU_KIND_CODE:
		*(struct ou_str *)at = s;
		return 0;
	case OU_KIND_TEXTS:
		text = ou_import_append(&im->arena, at, (uint32_t *)(void *)
		    (object + f->count_offset), sizeof(*text));
		*text = s;
		return 0;
	case OU_KIND_FLAG:
		return ou_flag_parse(at, s, err);
	case OU_KIND_TIME:
		return read_time(at, s, forms, err);
	case OU_KIND_DATE:
		memset(&t, 0, sizeof(t));
		if (read_time(&t, s, forms, err) != 0)
			return -1;
		*(struct ou_date *)at = t.date;
		return 0;
	default:
		return put_number(at, (enum ou_kind)f->kind, s, forms, err);
	}
}

int
ou_slot_put(struct ou_import *im, const struct ou_slot *slot, void *object,
    struct ou_str text, const struct ou_slot_forms *forms,
    struct ou_err *err)
{
	const struct ou_field *last = slot->steps[slot->n - 1];
	char *at = object;
	struct ou_pair *pairs;
	int i;

	for (i = 0; i < slot->n - 1; i++)
		at = step_into(&im->arena, slot->steps[i], slot->index[i],
		    at);
	if (last->kind == OU_KIND_MAP) {
		memcpy(&pairs, at + last->offset, sizeof(pairs));
		ou_import_extra(im, &pairs, (uint32_t *)(void *)(at +
		    last->count_offset), slot->key, text);
		memcpy(at + last->offset, &pairs, sizeof(pairs));
		return 0;
	}
	if (put_value(im, last, at, text, forms, err) == 0)
		return 0;
	path_text(slot, err->field, sizeof(err->field));
	return -1;
}

/* --- reading --- */

static bool
put_text(struct ou_buf *out, const char *text, size_t n)
{
	ou_buf_add(out, text, n);
	return true;
}

static bool
value_text(const struct ou_field *f, const void *at, struct ou_buf *out)
{
	char b[OU_TIME_MAX > OU_DECIMAL_MAX ? OU_TIME_MAX : OU_DECIMAL_MAX];
	const struct ou_str *s = at;

	switch (f->kind) {
	case OU_KIND_TEXT:
	case OU_KIND_CODE:
		return s->n > 0 && put_text(out, s->p, s->n);
#define NUMBER(KIND, kind) \
	case OU_KIND_##KIND: \
		return ((const struct ou_##kind *)at)->given && \
		    put_text(out, b, ou_##kind##_text(b, \
		    *(const struct ou_##kind *)at))
	NUMBER(AMOUNT, amount);
	NUMBER(PRICE, price);
	NUMBER(QUANTITY, quantity);
	NUMBER(RATE, rate);
#undef NUMBER
	case OU_KIND_INTEGER:
		if (!((const struct ou_integer *)at)->given)
			return false;
		ou_buf_addi(out, ((const struct ou_integer *)at)->v);
		return true;
	case OU_KIND_FLAG:
		if (*(const enum ou_flag *)at == OU_FLAG_ABSENT)
			return false;
		ou_buf_puts(out, *(const enum ou_flag *)at == OU_FLAG_YES ?
		    "true" : "false");
		return true;
	case OU_KIND_DATE:
		return ou_date_given(*(const struct ou_date *)at) &&
		    put_text(out, b, ou_date_text(b,
		    *(const struct ou_date *)at));
	case OU_KIND_TIME:
		return ou_date_given(((const struct ou_time *)at)->date) &&
		    put_text(out, b, ou_time_text(b, at));
	default:
		return false;
	}
}

static bool
texts_text(const struct ou_slot *slot, const struct ou_field *f,
    const char *object, struct ou_buf *out)
{
	const struct ou_str *all;
	uint32_t i, n;

	memcpy(&all, object + f->offset, sizeof(all));
	memcpy(&n, object + f->count_offset, sizeof(n));
	if (slot->index[slot->n - 1] >= 0) {
		i = (uint32_t)slot->index[slot->n - 1];
		return i < n && put_text(out, all[i].p, all[i].n);
	}
	for (i = 0; i < n; i++) {
		ou_buf_puts(out, i > 0 ? ", " : "");
		ou_buf_adds(out, all[i]);
	}
	return n > 0;
}

static bool
pair_text(const struct ou_slot *slot, const struct ou_field *f,
    const char *object, struct ou_buf *out)
{
	const struct ou_pair *all;
	uint32_t i, n;

	memcpy(&all, object + f->offset, sizeof(all));
	memcpy(&n, object + f->count_offset, sizeof(n));
	for (i = 0; i < n; i++) {
		if (ou_str_eq(all[i].key, slot->key))
			return put_text(out, all[i].value.p, all[i].value.n);
	}
	return false;
}

/* Member ${which} of a list (-1: the last), or the object; NULL when there is
 * none. */
static const char *
look_into(const struct ou_field *f, int32_t which, const char *object)
{
	const char *to;
	uint32_t n;

	memcpy(&to, object + f->offset, sizeof(to));
	if (to == NULL || f->kind != OU_KIND_LIST)
		return to;
	memcpy(&n, object + f->count_offset, sizeof(n));
	if (n == 0 || (which >= 0 && (uint32_t)which >= n))
		return NULL;
	return to + (size_t)(which >= 0 ? (uint32_t)which : n - 1) *
	    f->table->size;
}

const void *
ou_slot_member(const struct ou_slot *slot, const void *object, uint32_t i)
{
	const struct ou_field *f;
	const char *at = object;
	int k;

	for (k = 0; k < slot->n && at != NULL; k++) {
		f = slot->steps[k];
		if (k < slot->n - 1)
			at = look_into(f, slot->index[k], at);
		else if (f->kind == OU_KIND_LIST || i == 0)
			at = look_into(f, (int32_t)i, at);
		else
			at = NULL;
	}
	return slot->n > 0 || i == 0 ? at : NULL;
}

bool
ou_slot_text(const struct ou_slot *slot, const void *object,
    struct ou_buf *out)
{
	const struct ou_field *f = slot->steps[0];
	const char *at = object;
	int i;

	for (i = 0; i < slot->n - 1; i++, f = slot->steps[i]) {
		at = look_into(f, slot->index[i], at);
		if (at == NULL)
			return false;
	}
	if (f->kind == OU_KIND_TEXTS)
		return texts_text(slot, f, at, out);
	if (f->kind == OU_KIND_MAP)
		return pair_text(slot, f, at, out);
	return value_text(f, at + f->offset, out);
}
