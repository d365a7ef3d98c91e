#include <stdio.h>

#include "guide_parts.h"

/*
 * Every field of a record that has a value is looked for among the paths of
 * the guide's lines.
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
add(struct paths *p, const char *prefix, const struct ou_slot *slot,
    char *to)
{
	struct ou_str *s;
	int i;

	(void)snprintf(to, PATH_MAX_BYTES, "%s", prefix);
	for (i = 0; i < slot->n; i++)
		(void)snprintf(to + strlen(to), PATH_MAX_BYTES - strlen(to),
		    "%s%s", *to != '\0' ? "." : "", slot->steps[i]->name);
	s = ou_import_append(p->a, &p->all, &p->n, sizeof(*s));
	*s = ou_str_dup(p->a, ou_str_c(to));
}

static void
collect(struct paths *p, const struct guide_rule *group, const char *prefix)
{
	const struct guide_rule *rule;
	const struct guide_element *x;
	char path[PATH_MAX_BYTES];
	uint32_t i, k, c;

	for (i = 0; i < group->n_rules; i++) {
		rule = &group->rules[i];
		if (rule->loop) {
			add(p, rule->absolute ? "" : prefix, &rule->into,
			    path);
			p->n--;
			collect(p, rule, path);
		}
		for (k = 0; k < rule->n_elements; k++) {
			x = &rule->elements[k];
			if (x->what == GUIDE_FIELD)
				add(p, prefix, &x->slot, path);
			if (x->has_end)
				add(p, prefix, &x->end, path);
			for (c = 0; x->what == GUIDE_PAIRS && c < x->n_codes;
			    c++) {
				if (!x->codes[c].kept)
					add(p, prefix, &x->codes[c].slot,
					    path);
			}
		}
	}
}

static bool
known(const struct paths *p, const char *path)
{
	uint32_t i;

	for (i = 0; i < p->n; i++) {
		if (ou_str_is(p->all[i], path))
			return true;
	}
	return false;
}

/* ${path} is the guide's, ${shown} has numbers in it. */
static void
look(const struct paths *p, const struct ou_table *table, const char *object,
    const char *path, const char *shown, unsigned depth)
{
	char next[PATH_MAX_BYTES], next_shown[PATH_MAX_BYTES];
	const struct ou_field *f;
	const char *to;
	uint32_t i, n, size;
	uint16_t k;

	ou_table_prepare(table);
	for (k = 0; k < table->n_fields && depth < DEPTH_MAX; k++) {
		f = &table->fields[k];
		if ((ou_table_given(table, object, (uint64_t)1 << k) >> k & 1)
		    == 0)
			continue;
		(void)snprintf(next, sizeof(next), "%s%s%s", path,
		    *path != '\0' ? "." : "", f->name);
		(void)snprintf(next_shown, sizeof(next_shown), "%s%s%s",
		    shown, *shown != '\0' ? "." : "", f->name);
		if (f->kind != OU_KIND_OBJECT && f->kind != OU_KIND_LIST) {
			if (!known(p, next))
				p->left(p->arg, next_shown);
			continue;
		}
		memcpy(&to, object + f->offset, sizeof(to));
		n = 1;
		if (f->kind == OU_KIND_LIST)
			memcpy(&n, object + f->count_offset, sizeof(n));
		size = f->table->size;
		for (i = 0; i < n; i++) {
			size_t at = strlen(next_shown);

			if (f->kind == OU_KIND_LIST)
				(void)snprintf(next_shown + at,
				    sizeof(next_shown) - at, ".%u", i);
			look(p, f->table, to + (size_t)i * size, next,
			    next_shown, depth + 1);
			next_shown[at] = '\0';
		}
	}
}

void
ou_guide_left(const struct ou_guide *g, struct ou_arena *a,
    const void *record, void (*left)(void *arg, const char *path), void *arg)
{
	static const char *const ours[] = { "type", "schema", "id", "channel",
	    "source", "segment", "packages.id", "packages.parent",
	    "shippedItem.package" };
	struct paths p = { .a = a, .left = left, .arg = arg };
	struct ou_str *s;
	size_t i;

	for (i = 0; i < sizeof(ours) / sizeof(*ours); i++) {
		s = ou_import_append(a, &p.all, &p.n, sizeof(*s));
		*s = ou_str_c(ours[i]);
	}
	collect(&p, &g->root, "");
	look(&p, g->record->table, record, "", "", 0);
}
