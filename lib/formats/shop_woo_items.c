#include "ou/record/json.h"
#include "shop_woo_csv.h"

/*
 * Items in one cell.  Between items is a semicolon, between their members a
 * bar, between name and value a colon.  Names of products have all of these
 * in them too, and not every version of the plug-in marks them: so only what
 * a known name follows is a separator, and behind a value that is no free
 * text any name, because plug-ins add members of their own.
 */
static const struct member {
	const char *name;
	size_t offset;			/* NONE: known, and not wanted */
	bool text;			/* may have bars and colons in it */
} members[] = {
#define NONE ((size_t)-1)
	{ "id", offsetof(struct woo_item, id), false },
	{ "product_id", offsetof(struct woo_item, product), false },
	{ "variation_id", offsetof(struct woo_item, variation), false },
	{ "name", offsetof(struct woo_item, name), true },
	{ "sku", offsetof(struct woo_item, sku), false },
	{ "quantity", offsetof(struct woo_item, quantity), false },
	{ "qty", offsetof(struct woo_item, quantity), false },
	{ "subtotal", offsetof(struct woo_item, subtotal), false },
	{ "sub_total", offsetof(struct woo_item, subtotal), false },
	{ "total", offsetof(struct woo_item, total), false },
	{ "amount", offsetof(struct woo_item, total), false },
	{ "refunded", offsetof(struct woo_item, refunded), false },
	{ "refunded_qty", offsetof(struct woo_item, refunded_quantity),
	  false },
	{ "meta", offsetof(struct woo_item, meta), true },
	{ "title", offsetof(struct woo_item, title), true },
	{ "label", offsetof(struct woo_item, title), true },
	{ "method", offsetof(struct woo_item, title), true },
	{ "method_title", offsetof(struct woo_item, title), true },
	{ "method_id", offsetof(struct woo_item, method), false },
	{ "code", offsetof(struct woo_item, code), true },
	{ "tax_class", offsetof(struct woo_item, tax_class), false },
	{ "description", offsetof(struct woo_item, description), true },
	{ "subtotal_tax", NONE, false }, { "total_tax", NONE, false },
	{ "tax", NONE, false }, { "taxes", NONE, false },
	{ "rate_id", NONE, false }, { "compound", NONE, false },
	{ "tax_rate_compound", NONE, false }, { "tax_data", NONE, false },
	{ "price", NONE, false }, { "type", NONE, false },
	{ "items", NONE, true },
};
#define N_MEMBERS (sizeof(members) / sizeof(members[0]))

static const struct member *
member_at(struct ou_str s)
{
	size_t i, n;

	for (i = 0; i < N_MEMBERS; i++) {
		n = strlen(members[i].name);
		if (s.n > n && s.p[n] == ':' &&
		    memcmp(s.p, members[i].name, n) == 0)
			return &members[i];
	}
	return NULL;
}

/* How long the name in front of a colon is, if one could be there. */
static size_t
name_at(struct ou_str s)
{
	size_t i;

	for (i = 0; i < s.n && i < 80 && strchr(":|;\\\"{}", s.p[i]) == NULL;
	     i++)
		continue;
	return i < s.n && s.p[i] == ':' ? i : 0;
}

/* Up to the next separator that is one; with ${any} before any name. */
static struct ou_str
take(struct ou_str *rest, char separator, bool any)
{
	struct ou_str s = *rest, behind;
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' && i + 1 < s.n) {
			i++;
			continue;
		}
		if (s.p[i] != separator)
			continue;
		behind = ou_str_sub(s, i + 1, s.n);
		while (behind.n > 0 && (behind.p[0] == ' ' ||
		    behind.p[0] == '\n' || behind.p[0] == '\r'))
			behind = ou_str_sub(behind, 1, behind.n);
		if (behind.n == 0 || member_at(behind) != NULL ||
		    (any && name_at(behind) > 0)) {
			*rest = behind;
			return ou_str_sub(s, 0, i);
		}
	}
	*rest = OU_STR_NONE;
	return s;
}

static struct ou_str
unmarked(struct ou_arena *a, struct ou_str s)
{
	char *to;
	size_t i, n = 0;

	s = ou_str_trim(s);
	if (ou_str_find(s, '\\') < 0)
		return s;
	to = ou_arena_alloc(a, s.n);
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' && i + 1 < s.n &&
		    strchr("\\|;:=,", s.p[i + 1]) != NULL)
			i++;
		to[n++] = s.p[i];
	}
	return ou_str_make(to, n);
}

static int
set(struct woo_item *item, const struct member *m, struct ou_str value,
    struct ou_err *err)
{
	uint64_t bit = UINT64_C(1) << (m - members);
	struct ou_str *to;

	if (m->offset == NONE)
		return 0;
	if ((item->seen & bit) != 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_DUPLICATE_KEY,
		    "'%s' stands in an item twice", m->name);
	item->seen |= bit;
	to = (struct ou_str *)(void *)((char *)item + m->offset);
	/* of two names for the same the first that says something */
	if (to->n == 0)
		*to = value;
	return 0;
}

/* A plug-in's own. */
static void
add_other(struct ou_arena *a, struct woo_item *item, struct ou_str key,
    struct ou_str value)
{
	struct ou_pair *p;

	if (value.n == 0)
		return;
	p = ou_import_append(a, &item->others, &item->n_others, sizeof(*p));
	p->key = ou_str_printf(a, "meta.%.*s", OU_STR_ARG(key));
	p->value = value;
}

static int
packed(struct ou_arena *a, struct ou_str text, struct woo_item *item,
    struct ou_err *err)
{
	const struct member *m;
	struct ou_str part, value;
	size_t n;

	for (text = ou_str_trim(text); text.n > 0; text = ou_str_trim(text)) {
		m = member_at(text);
		n = m != NULL ? strlen(m->name) : name_at(text);
		part = ou_str_trim(take(&text, '|', m == NULL || !m->text));
		if (n == 0)
			return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
			    "'%.*s' is no member of an item",
			    OU_STR_ARG(ou_str_sub(part, 0, 80)));
		value = unmarked(a, ou_str_sub(part, n + 1, part.n));
		if (m == NULL)
			add_other(a, item, ou_str_trim(ou_str_sub(part, 0, n)),
			    value);
		else if (set(item, m, value, err) != 0)
			return -1;
	}
	return 0;
}

/* --- JSON --- */

static int
json_item(struct ou_arena *a, const struct ou_json *j, uint32_t node,
    struct woo_item *item, struct ou_err *err)
{
	struct ou_str key, value;
	uint32_t m;
	size_t i;

	if (j->nodes[node].kind != OU_JSON_OBJECT)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "an item is no object");
	for (m = node + 1; m < j->nodes[node].next; m = j->nodes[m].next) {
		key = ou_json_key(j, m, a);
		value = j->nodes[m].kind == OU_JSON_STRING ?
		    ou_json_text(j, m, a) : ou_json_raw(j, m);
		for (i = 0; i < N_MEMBERS &&
		     !ou_str_is(key, members[i].name); i++)
			continue;
		if (j->nodes[m].kind == OU_JSON_NULL ||
		    ou_str_is(value, "[]") || ou_str_is(value, "{}"))
			continue;
		if (i == N_MEMBERS)
			add_other(a, item, key, value);
		else if (set(item, &members[i], value, err) != 0)
			return -1;
	}
	return 0;
}

static int
json_items(struct ou_arena *a, struct ou_str cell,
    int (*each)(void *arg, const struct woo_item *item, struct ou_err *err),
    void *arg, struct ou_err *err)
{
	char *p = ou_arena_zalloc(a, cell.n + OU_SOURCE_PADDING);
	struct woo_item item;
	struct ou_json j;
	uint32_t n;

	memcpy(p, cell.p, cell.n);
	if (ou_json_index(&j, a, ou_str_make(p, cell.n), NULL, err) != 0)
		return -1;
	if (j.nodes[1].kind != OU_JSON_ARRAY)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "the items are no array");
	for (n = 2; n < j.nodes[1].next; n = j.nodes[n].next) {
		memset(&item, 0, sizeof(item));
		if (json_item(a, &j, n, &item, err) != 0 ||
		    each(arg, &item, err) != 0)
			return -1;
	}
	return 0;
}

int
ou_woo_items(struct ou_arena *a, struct ou_str cell,
    int (*each)(void *arg, const struct woo_item *item, struct ou_err *err),
    void *arg, struct ou_err *err)
{
	struct woo_item item;
	struct ou_str one;

	cell = ou_str_trim(cell);
	if (cell.n > 0 && cell.p[0] == '[')
		return json_items(a, cell, each, arg, err);
	while (cell.n > 0) {
		one = take(&cell, ';', false);
		memset(&item, 0, sizeof(item));
		if (packed(a, one, &item, err) != 0 ||
		    each(arg, &item, err) != 0)
			return -1;
	}
	return 0;
}
