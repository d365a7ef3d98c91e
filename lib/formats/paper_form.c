#include <assert.h>

#include "paper_parts.h"

/*
 * Rows taken apart: paths into steps, fields into slots.  Tables are the
 * library's own, so what is wrong in one is found by the first test.
 */
#define FORMS_MAX 16

static struct ou_arena arena;

static void
resolve(struct ou_slot *slot, const struct ou_table *table,
    const char *field, bool inner)
{
	struct ou_err err;
	struct ou_str path = ou_str_c(field);
	int wrong = inner ? ou_slot_inner(slot, table, path, &err) :
	    ou_slot_find(slot, table, path, &err);

	assert(wrong == 0);
	(void)wrong;
}

/* "a=b": both. */
static void
two(const char *text, char between, const char **first,
    struct ou_str *second)
{
	struct ou_str rest = ou_str_c(text), head;

	(void)ou_str_split(&rest, between, &head);
	assert(rest.p != NULL);
	*first = ou_str_cdup(&arena, head);
	*second = rest;
}

static void
take_path(struct paper_node *n, const char *path)
{
	struct ou_str rest = ou_str_c(path), step;

	if (strcmp(path, ".") == 0)
		return;
	while (ou_str_split(&rest, '/', &step)) {
		assert(n->n_steps < PAPER_STEPS);
		n->steps[n->n_steps++] = ou_str_cdup(&arena, step);
	}
}

static void
take_with(struct paper_node *n, const struct ou_table *root,
    const struct ou_table *table)
{
	struct ou_str rest, field;
	const char *name;

	two(n->row->with, '>', &n->with_name, &rest);
	(void)ou_str_split(&rest, '|', &field);
	n->with_else = rest;
	if (field.n == 0)
		return;
	name = ou_str_cdup(&arena, field);
	n->has_with = true;
	n->with_absolute = *name == '/';
	resolve(&n->with, n->with_absolute ? root : table,
	    name + n->with_absolute, false);
}

static struct paper_node *build(const struct paper_row *rows,
    const struct ou_table *root, const struct ou_table *table);

static void
take_row(struct paper_node *n, const struct paper_row *row,
    const struct ou_table *root, const struct ou_table *table)
{
	const char *name;

	n->row = row;
	take_path(n, row->at);
	if (row->field != NULL) {
		n->absolute = *row->field == '/';
		n->table = n->absolute ? root : table;
		resolve(&n->slot, n->table, row->field + n->absolute,
		    row->rows != NULL);
		n->last = n->slot.n > 0 ? n->slot.steps[n->slot.n - 1] : NULL;
		n->table = ou_slot_table(&n->slot, n->table);
	}
	if (row->rows != NULL)
		n->nodes = build(row->rows, root, n->table);
	if (row->set != NULL) {
		two(row->set, '=', &name, &n->set_word);
		resolve(&n->set, n->table, name, false);
		n->has_set = true;
	}
	if (row->only != NULL) {
		two(row->only, '=', &name, &n->only_word);
		*(strchr(name, ':') != NULL ? &n->only_path :
		    &n->only_name) = name;
	}
	if (row->with != NULL)
		take_with(n, root, table);
}

static struct paper_node *
build(const struct paper_row *rows, const struct ou_table *root,
    const struct ou_table *table)
{
	struct paper_node *nodes;
	size_t i, n = 0;

	while (rows[n].at != NULL)
		n++;
	nodes = ou_arena_zalloc(&arena, (n + 1) * sizeof(*nodes));
	for (i = 0; i < n; i++)
		take_row(&nodes[i], &rows[i], root, table);
	return nodes;
}

const struct paper_node *
ou_paper_nodes(const struct paper_form *form)
{
	static struct {
		const struct paper_form *form;
		struct paper_node *nodes;
	} all[FORMS_MAX];
	const struct ou_table *table;
	size_t i = 0;

	while (all[i].form != NULL && all[i].form != form)
		i++;
	if (all[i].form == NULL) {
		table = ou_record_type_find(ou_str_c(form->record))->table;
		all[i].form = form;
		all[i].nodes = build(form->rows, table, table);
	}
	return all[i].nodes;
}

/* --- words --- */

static bool
find_word(const char *words, struct ou_str from, bool code,
    struct ou_str *to)
{
	struct ou_str rest = ou_str_c(words), pair, left;

	while (ou_str_split(&rest, ' ', &pair)) {
		if (ou_str_is(pair, "*")) {
			*to = from;
			return true;
		}
		(void)ou_str_split(&pair, '=', &left);
		if (ou_str_caseeq(code ? left : pair, from)) {
			*to = code ? pair : left;
			return true;
		}
	}
	return false;
}

bool
ou_paper_word(const char *words, struct ou_str code, struct ou_str *word)
{
	return find_word(words, code, true, word);
}

bool
ou_paper_code(const char *words, struct ou_str word, struct ou_str *code)
{
	return find_word(words, word, false, code);
}

bool
ou_paper_is_for(const struct paper_node *n, const void *member)
{
	struct ou_buf b = OU_BUF_INIT;
	bool yes = !n->has_set || (ou_slot_text(&n->set, member, &b) &&
	    ou_str_eq(ou_buf_str(&b), n->set_word));

	ou_buf_release(&b);
	return yes;
}

bool
ou_paper_writes(const char *as, const struct ou_record_type *type)
{
	const struct paper_form *const *f;

	for (f = ou_paper_forms; *f != NULL; f++) {
		if (!(*f)->read_only && strcmp((*f)->family->as, as) == 0 &&
		    (type == NULL || strcmp((*f)->record, type->type) == 0))
			return true;
	}
	return false;
}
