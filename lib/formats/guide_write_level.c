#include "guide_writer.h"

/* Levels of a despatch, each with what is in it. */

/* In a level: the lines that are in it. */
int
ou_guide_write_node_lines(struct guide_writer *w, const struct guide_rule *rule)
{
	const struct guide_node *node = w->node;
	const struct ou_shipment *s = w->record;
	uint32_t i;

	for (i = 0; i < node->n_lines; i++) {
		if (ou_guide_write_member(w, rule, &s->lines[node->lines[i]],
		    node->lines[i]) != 0)
			return -1;
	}
	return 0;
}

static const struct guide_rule *
level_rule(const struct ou_guide *g, const char *code)
{
	uint32_t i;

	for (i = 0; i < g->root.n_rules; i++) {
		if (ou_guide_one_of(g->root.rules[i].levels, ou_str_c(code)))
			return &g->root.rules[i];
	}
	return NULL;
}

static int
begin_level(struct guide_writer *w, const struct guide_node *node)
{
	const struct guide_tree *t = &w->g->tree;

	ou_guide_clear(w);
	if (ou_guide_set(w, t->id, 1, ou_str_number(w->a, OU_STR(""), "",
	    node->id)) != 0)
		return -1;
	if (node->parent > 0 && ou_guide_set(w, t->parent, 1,
	    ou_str_number(w->a, OU_STR(""), "", node->parent)) != 0)
		return -1;
	if (t->level != 0 && (ou_guide_set(w, t->level, 1,
	    ou_str_c(node->level)) != 0 || ou_guide_set(w, t->level + 1u, 1,
	    node->children ? OU_STR("1") : OU_STR("0")) != 0))
		return -1;
	return ou_guide_put_cells(w, t->tag);
}

static int
write_level(struct guide_writer *w, const struct guide_node *node)
{
	const struct guide_rule *rule = level_rule(w->g, node->level);
	int r;

	if (begin_level(w, node) != 0)
		return -1;
	if (rule == NULL)
		return 0;
	w->node = node;
	/* an order that the shipment does not list is no member of it */
	r = rule->list && node->index != UINT32_MAX ?
	    ou_guide_write_member(w, rule, node->object, node->index) :
	    ou_guide_write_rules(w, rule, node->object);
	w->node = NULL;
	return r;
}

int
ou_guide_write_levels(struct guide_writer *w)
{
	struct guide_node *nodes;
	uint32_t i, n;

	if (ou_guide_levels(w->a, w->record, w->g->tree.level != 0, &nodes,
	    &n, w->err) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (write_level(w, &nodes[i]) != 0)
			return -1;
	}
	return 0;
}
