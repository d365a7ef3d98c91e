/*
 * A record at random from all lines of a guide.
 */
#ifndef OU_TESTS_UNIT_GUIDE_RECORD_H
#define OU_TESTS_UNIT_GUIDE_RECORD_H

#include "guide-values.h"

/* --- groups --- */

static void make(struct maker *m, const struct guide_rule *group,
    char *object);

static void
make_loop(struct maker *m, const struct guide_rule *group,
    const struct guide_rule *rule, char *object)
{
	const struct ou_str other = OU_STR("QQ");
	uint32_t i, n = rule->list ? (uint32_t)unit_rand(3) :
	    (uint32_t)unit_rand(2);
	char *member;

	struct ou_str word;

	if (rule->required && n == 0)
		n = 1;
	for (i = 0; i < n; i++) {
		member = ou_slot_enter(&m->im.arena, &rule->into, object);
		/* an empty member is none */
		do {
			make(m, rule, member);
		} while (ou_table_given(rule->table, member, UINT64_MAX >>
		    (64 - rule->table->n_fields)) == 0 && rule->n_rules > 0);
		/* of a loop for some members only */
		if (rule->n_words > 0) {
			word = rule->words[unit_rand(rule->n_words)];
			put(m, &rule->by, member, word);
		}
		/* a kind that has another place is another */
		if (ou_guide_elsewhere(group, rule, object, member))
			memcpy(member + rule->table->fields[ou_table_find(
			    rule->table, "kind", 4)].offset, &other,
			    sizeof(other));
	}
}

/* Groups that say something of the members within. */
static void
make_run(struct maker *m, const struct guide_rule *group, bool first)
{
	struct ou_shipment_line *said = ou_arena_zalloc(&m->im.arena,
	    group->table->size);
	struct ou_shipment *s = (void *)m->record;
	const struct guide_rule *rule;
	uint32_t i, n;
	char *member;

	do {
		make(m, group, (char *)said);
	} while (!first && ou_table_given(group->table, said, UINT64_MAX >>
	    (64 - group->table->n_fields)) == 0 && !group->rules->required);
	for (i = 0; i < group->n_rules; i++) {
		rule = &group->rules[i];
		if (!rule->absolute)
			continue;
		n = rule->table == group->table ? 1 + (uint32_t)unit_rand(2) :
		    (uint32_t)unit_rand(2);
		while (n-- > 0) {
			member = ou_slot_enter(&m->im.arena, &rule->into,
			    m->record);
			if (rule->table == group->table)
				ou_guide_give(&m->im.arena, group->table,
				    said, member);
			else {
				said->package = ou_str_number(&m->im.arena,
				    OU_STR("p"), "", s->n_packages);
				((struct ou_package *)(void *)member)->id =
				    said->package;
			}
			/* a package has a number */
			do {
				make(m, rule, member);
			} while (rule->table == &ou_package_table &&
			    ou_table_given(rule->table, member, UINT64_MAX >>
			    (64 - rule->table->n_fields)) == 1);
			if (rule->n_words > 0)
				put(m, &rule->by, member, rule->words[0]);
		}
	}
}

/* Where lines of two kinds are in a group, two that say the same would be
 * one, and the lines in another order. */
static uint32_t
runs(const struct guide_rule *group)
{
	uint32_t i, n = 0;

	for (i = 0; i < group->n_rules; i++)
		n += group->rules[i].loop && group->rules[i].table ==
		    group->table;
	return n > 1 ? 1 : (uint32_t)unit_rand(4);
}

static bool
in_runs(const struct guide_rule *group, const struct guide_rule *rule)
{
	uint32_t i;

	for (i = 0; i < group->n_rules; i++) {
		if (group->rules[i].gives && !group->rules[i].read_only &&
		    &group->rules[i] != rule &&
		    ou_guide_same_slot(&group->rules[i].into, &rule->into))
			return true;
	}
	return false;
}

/* A list of what comes after the first, which a field has. */
static bool
further(const struct guide_rule *group, const struct guide_rule *rule)
{
	const struct guide_rule *before = group->rules;

	for (; before < rule; before++) {
		if (!before->list && rule->list && before->n_only == 1 &&
		    rule->n_only == 1 && !rule->only->not &&
		    ou_str_eq(before->tag, rule->tag) &&
		    before->only->element == rule->only->element &&
		    ou_str_eq(before->only->values[0], rule->only->values[0]))
			return true;
	}
	return false;
}

static void
make(struct maker *m, const struct guide_rule *group, char *object)
{
	const struct guide_rule *rule;
	uint32_t i, k;

	for (i = 0; i < group->n_settings; i++)
		put(m, &group->settings[i].slot, object,
		    group->settings[i].word);
	for (i = 0; i < group->n_rules; i++) {
		rule = &group->rules[i];
		for (k = 0; rule->gives && !rule->read_only &&
		    k < runs(rule); k++)
			make_run(m, rule, k == 0);
		if (rule->levels.n > 0 || rule->absolute || rule->read_only ||
		    further(group, rule) || (rule->loop &&
		    (group->gives || in_runs(group, rule))))
			continue;
		m->loop = group;
		if (rule->loop)
			make_loop(m, group, rule, object);
		else {
			m->all = i == 0 && !group->list && group->tag.n > 0;
			make_segment(m, rule, object);
			m->all = false;
		}
	}
}

/* --- shipments: levels in the order in which they are written --- */

static const struct guide_rule *
lines_of(const struct guide_rule *group)
{
	const struct guide_rule *found = NULL;
	uint32_t i;

	for (i = 0; i < group->n_rules && found == NULL; i++) {
		if (group->rules[i].loop && group->rules[i].table ==
		    &ou_shipment_line_table)
			found = &group->rules[i];
		else if (group->rules[i].loop)
			found = lines_of(&group->rules[i]);
	}
	return found;
}

static const struct guide_rule *
level(const struct ou_guide *g, const char *code)
{
	uint32_t i;

	for (i = 0; i < g->root.n_rules; i++) {
		if (ou_guide_one_of(g->root.rules[i].levels, ou_str_c(code)))
			return &g->root.rules[i];
	}
	return NULL;
}

static void
add_lines(struct maker *m, struct ou_str package, struct ou_str order)
{
	struct ou_shipment *s = (void *)m->record;
	const struct guide_rule *rule = lines_of(&m->g->root);
	struct ou_shipment_line *line;
	unsigned n = (unsigned)unit_rand(3);

	while (n-- > 0 && rule != NULL) {
		line = ou_import_append(&m->im.arena, &s->lines, &s->n_lines,
		    sizeof(*line));
		make(m, rule, (void *)line);
		line->package = package;
		if (m->g->tree.level != 0)
			line->order_number = order;
	}
}

static void
add_packages(struct maker *m, struct ou_str parent, unsigned depth)
{
	struct ou_shipment *s = (void *)m->record;
	const struct guide_rule *rule = level(m->g, "P");
	struct ou_package *p;
	struct ou_str id;
	unsigned n = (unsigned)unit_rand(3);

	while (n-- > 0 && rule != NULL && depth < 2) {
		p = ou_import_append(&m->im.arena, &s->packages,
		    &s->n_packages, sizeof(*p));
		make(m, rule, (void *)p);
		id = ou_str_number(&m->im.arena, OU_STR("p"), "",
		    s->n_packages);
		p->id = id;
		p->parent = parent;
		add_lines(m, id, OU_STR_NONE);
		add_packages(m, id, depth + 1);
	}
}

/* The orders of a shipment: none is listed, or one that says more than its
 * number, or several. */
static void
make_orders(struct maker *m)
{
	const struct guide_rule *rule = level(m->g, "O");
	struct ou_shipment *s = (void *)m->record;
	struct ou_shipment_order *o;
	uint32_t n = (uint32_t)unit_rand(3), i;

	for (i = 0; rule != NULL && rule->list && i < n; i++) {
		o = ou_import_append(&m->im.arena, &s->orders, &s->n_orders,
		    sizeof(*o));
		make(m, rule, (void *)o);
		o->order_number = ou_str_number(&m->im.arena, OU_STR("PO-"),
		    "", i + 1);
		if (i == 0)
			s->order_date = o->order_date;
	}
}

static void
make_levels(struct maker *m)
{
	const struct guide_rule *rule = level(m->g, "S");
	struct ou_shipment *s = (void *)m->record;

	if (rule != NULL)
		make(m, rule, m->record);
	if (m->g->tree.level == 0) {
		add_lines(m, OU_STR_NONE, OU_STR_NONE);
		add_packages(m, OU_STR_NONE, 0);
		return;
	}
	make_orders(m);
	s->order_number = OU_STR("PO-1");
	add_packages(m, OU_STR_NONE, 0);
	add_lines(m, OU_STR_NONE, OU_STR_NONE);
	/* of an order that may have no level */
	add_lines(m, OU_STR_NONE, OU_STR("PO-2"));
	ou_guide_settle_orders(&m->im.arena, s);
}

/* The record of m->g, in m->im.arena; the rest of ${m} is the caller's. */
static void
make_record(struct maker *m)
{
	const struct ou_record_type *type = ou_guide_record(m->g);

	m->record = ou_arena_zalloc(&m->im.arena, type->table->size);
	ou_table_prepare(type->table);
	make(m, &m->g->root, m->record);
	if (m->g->tree.tag.p != NULL)
		make_levels(m);
}

/* Its type and schema, as it is read. */
static void
name_record(struct maker *m)
{
	const struct ou_record_type *type = ou_guide_record(m->g);
	struct ou_str text = ou_str_c(type->type);
	int f;

	f = ou_table_find(type->table, "type", 4);
	memcpy(m->record + type->table->fields[f].offset, &text, sizeof(text));
	text = ou_str_printf(&m->im.arena, "%s/%d", type->schema, type->major);
	f = ou_table_find(type->table, "schema", 6);
	memcpy(m->record + type->table->fields[f].offset, &text, sizeof(text));
}

/* Each guide that is built in, in the versions that bring different lines. */
static void
each_guide(void (*use)(const struct ou_guide *g, struct ou_arena *a))
{
	static const char *const x12[] = { "003040", "004010", "005010" };
	static const char *const edifact[] = { "D:93A", "D:96A:UN",
	    "D:01B:UN:EAN010", "D:19B" };
	const char *const *name;
	size_t v;

	for (name = ou_guide_names; *name != NULL; name++) {
		struct ou_str type = ou_str_c(*name), family;
		bool is_x12;

		ou_str_split(&type, '-', &family);
		is_x12 = ou_str_is(family, "x12");
		if (ou_str_is(type, "common"))
			continue;
		for (v = 0; v < (is_x12 ? 3 : 4); v++) {
			struct ou_arena a = OU_ARENA_INIT;
			struct ou_guide_name key = { is_x12 ? OU_EDI_X12 :
			    OU_EDI_EDIFACT, type, ou_str_c(is_x12 ? x12[v] :
			    edifact[v]) };
			const struct ou_guide *g;
			struct ou_err err = { 0 };

			ROW("%s %s", *name, key.version.p);
			g = ou_guide_find(&a, &key, OU_STR_NONE, &err);
			if (g == NULL)
				unit_fail(__FILE__, __LINE__, "%s", err.text);
			else
				use(g, &a);
			ou_arena_release(&a);
		}
	}
}

#endif
