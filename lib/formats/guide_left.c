#include <stdio.h>

#include "guide_parts.h"

/*
 * Every field of a record that has a value is looked for among the paths of
 * the guide's lines: "parties.#.name" of any member, "notes.0.text" of one,
 * "quantities.[weight].quantity" of the first of a kind.
 */
#define PATH_MAX_BYTES 300
#define DEPTH_MAX 8

struct paths {
	struct ou_arena *a;
	struct ou_str *all;
	uint32_t n;
	void (*left)(void *arg, const char *path);
	void *arg;
};

static void
put_step(char *to, const char *step)
{
	size_t n = strlen(to);

	(void)snprintf(to + n, PATH_MAX_BYTES - n, "%s%s",
	    n > 0 ? "." : "", step);
}

/* ${to} is ${prefix} and the slot's steps; of a list's members any. */
static void
path_of(const char *prefix, const struct ou_slot *slot, bool list, char *to)
{
	const struct ou_field *f;
	char number[12], key[80];
	int i;

	(void)snprintf(to, PATH_MAX_BYTES, "%s", prefix);
	for (i = 0; i < slot->n; i++) {
		f = slot->steps[i];
		put_step(to, f->name);
		if (f->kind != OU_KIND_LIST || (i == slot->n - 1 && !list))
			continue;
		(void)snprintf(number, sizeof(number), "%d",
		    (int)slot->index[i]);
		put_step(to, slot->index[i] < 0 ? "#" : number);
	}
	if (slot->key.n > 0) {
		(void)snprintf(key, sizeof(key), "%.*s",
		    OU_STR_ARG(slot->key));
		put_step(to, key);
	}
}

static void
add(struct paths *p, const char *prefix, const struct ou_slot *slot)
{
	char path[PATH_MAX_BYTES];
	struct ou_str *s;

	path_of(prefix, slot, false, path);
	s = ou_import_append(p->a, &p->all, &p->n, sizeof(*s));
	*s = ou_str_dup(p->a, ou_str_c(path));
}

static void
add_element(struct paths *p, const struct guide_element *x,
    const char *prefix)
{
	char path[PATH_MAX_BYTES], word[80];
	struct ou_str *s;
	uint32_t c;

	if (x->read_only)
		return;
	if (x->absolute)
		prefix = "";
	if (x->word.n > 0) {
		path_of(prefix, &x->list, false, path);
		(void)snprintf(word, sizeof(word), "[%.*s]",
		    (int)x->word.n, x->word.p);
		put_step(path, word);
		s = ou_import_append(p->a, &p->all, &p->n, sizeof(*s));
		*s = ou_str_printf(p->a, "%s.%s", path, x->kind->name);
		prefix = path;
	}
	if (x->what == GUIDE_FIELD || x->what == GUIDE_IDS)
		add(p, prefix, &x->slot);
	if (x->has_end)
		add(p, prefix, &x->end);
	if (x->has_sign)
		add(p, prefix, &x->sign);
	for (c = 0; (x->what == GUIDE_PAIRS || x->what == GUIDE_IDS) &&
	    c < x->n_codes; c++) {
		if (!x->codes[c].kept && !x->codes[c].dropped)
			add(p, prefix, &x->codes[c].slot);
	}
}

static void
collect(struct paths *p, const struct guide_rule *group, const char *prefix)
{
	const struct guide_rule *rule;
	char path[PATH_MAX_BYTES];
	uint32_t i, k;

	for (i = 0; i < group->n_settings; i++)
		add(p, prefix, &group->settings[i].slot);
	for (i = 0; i < group->n_rules; i++) {
		rule = &group->rules[i];
		/* lists in a group that gives are the members' */
		if (rule->loop && !rule->read_only &&
		    (!group->gives || rule->absolute)) {
			path_of(rule->absolute ? "" : prefix, &rule->into,
			    rule->list, path);
			collect(p, rule, path);
		}
		for (k = 0; k < rule->n_elements && !rule->read_only; k++)
			add_element(p, &rule->elements[k], prefix);
	}
}

/* Step by step; ${kinds} is ${shown} with kinds instead of numbers. */
static bool
matches(struct ou_str pattern, struct ou_str shown, struct ou_str kinds)
{
	struct ou_str x, y, z;

	while (ou_str_split(&pattern, '.', &x)) {
		if (!ou_str_split(&shown, '.', &y) ||
		    !ou_str_split(&kinds, '.', &z))
			return false;
		if (!ou_str_eq(x, y) && !ou_str_eq(x, z) &&
		    !(ou_str_is(x, "#") && *y.p >= '0' && *y.p <= '9'))
			return false;
	}
	return shown.p == NULL || shown.n == 0;
}

static bool
known(const struct paths *p, const char *shown, const char *kinds)
{
	uint32_t i;

	for (i = 0; i < p->n; i++) {
		if (matches(p->all[i], ou_str_c(shown), ou_str_c(kinds)))
			return true;
	}
	return false;
}

/* Free members, each by its name: "extra.department". */
static bool
keys_known(const struct paths *p, const struct ou_field *f,
    const char *object, const char *shown, const char *kinds)
{
	char next[PATH_MAX_BYTES], next_kinds[PATH_MAX_BYTES];
	const struct ou_pair *pairs;
	uint32_t i, n;

	if (f->kind != OU_KIND_MAP)
		return false;
	memcpy(&pairs, object + f->offset, sizeof(pairs));
	memcpy(&n, object + f->count_offset, sizeof(n));
	for (i = 0; i < n; i++) {
		if ((size_t)snprintf(next, sizeof(next), "%s.%.*s", shown,
		    OU_STR_ARG(pairs[i].key)) >= sizeof(next) ||
		    (size_t)snprintf(next_kinds, sizeof(next_kinds),
		    "%s.%.*s", kinds, OU_STR_ARG(pairs[i].key)) >=
		    sizeof(next_kinds) || !known(p, next, next_kinds))
			return false;
	}
	return true;
}

/* "[weight]" of the first member of that kind, else its number. */
static void
put_kind(char *to, const struct ou_field *f, const char *list, uint32_t i,
    const char *number)
{
	const struct ou_field *says = ou_guide_kind_field(f->table);
	struct ou_str kind, other;
	char step[80];
	uint32_t k;

	if (says == NULL) {
		put_step(to, number);
		return;
	}
	list += says->offset;
	memcpy(&kind, list + (size_t)i * f->table->size, sizeof(kind));
	for (k = 0; k < i; k++) {
		memcpy(&other, list + (size_t)k * f->table->size,
		    sizeof(other));
		if (ou_str_eq(kind, other))
			break;
	}
	(void)snprintf(step, sizeof(step), "[%.*s]", OU_STR_ARG(kind));
	put_step(to, k < i || kind.n == 0 || ou_str_find(kind, '.') >= 0 ?
	    number : step);
}

static void
look(const struct paths *p, const struct ou_table *table, const char *object,
    const char *shown, const char *kinds, unsigned depth)
{
	char next[PATH_MAX_BYTES], next_kinds[PATH_MAX_BYTES], number[12];
	const struct ou_field *f;
	const char *to;
	uint32_t i, n;
	uint16_t k;

	ou_table_prepare(table);
	for (k = 0; k < table->n_fields && depth < DEPTH_MAX; k++) {
		f = &table->fields[k];
		if ((ou_table_given(table, object, (uint64_t)1 << k) >> k & 1)
		    == 0)
			continue;
		(void)snprintf(next, sizeof(next), "%s", shown);
		(void)snprintf(next_kinds, sizeof(next_kinds), "%s", kinds);
		put_step(next, f->name);
		put_step(next_kinds, f->name);
		if (f->kind != OU_KIND_OBJECT && f->kind != OU_KIND_LIST) {
			if (!known(p, next, next_kinds) && !keys_known(p, f,
			    object, next, next_kinds))
				p->left(p->arg, next);
			continue;
		}
		memcpy(&to, object + f->offset, sizeof(to));
		if (f->kind == OU_KIND_OBJECT) {
			look(p, f->table, to, next, next_kinds, depth + 1);
			continue;
		}
		memcpy(&n, object + f->count_offset, sizeof(n));
		for (i = 0; i < n; i++) {
			size_t at = strlen(next), kinds_at =
			    strlen(next_kinds);

			(void)snprintf(number, sizeof(number), "%u", i);
			put_step(next, number);
			put_kind(next_kinds, f, to, i, number);
			look(p, f->table, to + (size_t)i * f->table->size,
			    next, next_kinds, depth + 1);
			next[at] = '\0';
			next_kinds[kinds_at] = '\0';
		}
	}
}

void
ou_guide_left(const struct ou_guide *g, struct ou_arena *a,
    const void *record, void (*left)(void *arg, const char *path), void *arg)
{
	static const char *const ours[] = { "type", "schema", "id", "channel",
	    "source", "segment", "order", "packages.#.id", "packages.#.parent",
	    "shippedItem.#.package" };
	struct paths p = { .a = a, .left = left, .arg = arg };
	struct ou_str *s;
	size_t i;

	for (i = 0; i < sizeof(ours) / sizeof(*ours); i++) {
		s = ou_import_append(a, &p.all, &p.n, sizeof(*s));
		*s = ou_str_c(ours[i]);
	}
	/* orders are levels of their own */
	for (i = 0; i < 2 && g->tree.level != 0; i++) {
		s = ou_import_append(a, &p.all, &p.n, sizeof(*s));
		*s = i == 0 ? OU_STR("orderNumber") : OU_STR("orderDate");
	}
	collect(&p, &g->root, "");
	look(&p, g->record->table, record, "", "", 0);
}
