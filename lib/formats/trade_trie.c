#include "trade.h"

/*
 * The names of a form's rows as a trie, one level an element.
 */
#define FORMS_MAX 8

const struct trade_node *
ou_trade_child(const struct trade_node *n, const char *name, size_t len)
{
	const struct trade_node *c;

	for (c = n->child; c != NULL; c = c->next) {
		if (strncmp(c->name, name, len) == 0 && c->name[len] == '\0')
			return c;
	}
	return NULL;
}

static struct trade_node *
grow(struct ou_arena *a, struct trade_node *n, const char *path)
{
	size_t len;
	struct trade_node *c;

	for (; *path != '\0'; path += len + (path[len] == '/')) {
		len = strcspn(path, "/");
		for (c = n->child; c != NULL; c = c->next) {
			if (strncmp(c->name, path, len) == 0 &&
			    c->name[len] == '\0')
				break;
		}
		if (c == NULL) {
			c = ou_arena_zalloc(a, sizeof(*c));
			c->name = ou_str_cdup(a, ou_str_make(path, len));
			c->next = n->child;
			n->child = c;
		}
		n = c;
	}
	return n;
}

static void
build(struct ou_arena *a, struct trade_node *n, const struct trade_row *row,
    uint32_t base)
{
	struct trade_node *to;

	for (; row->path != NULL; row++) {
		to = grow(a, n, row->path);
		if (row->op == TRADE_IN) {
			build(a, to, row->rows, base + row->offset);
			continue;
		}
		to->row = row;
		to->offset = base + row->offset;
		if (row->rows != NULL)
			build(a, to, row->rows, 0);
	}
}

const struct trade_node *
ou_trade_trie(const struct trade_form *form)
{
	static struct ou_arena arena;
	static struct {
		const struct trade_form *form;
		struct trade_node root;
	} tries[FORMS_MAX];
	size_t i = 0;

	while (tries[i].form != NULL && tries[i].form != form)
		i++;
	if (tries[i].form == NULL) {
		tries[i].form = form;
		build(&arena, &tries[i].root, form->rows, 0);
	}
	return &tries[i].root;
}
