#include "guide_writer.h"

/* Groups in the order of the guide's lines, and which members a loop is for.
 */

static int
member_error(struct guide_writer *w, const struct guide_rule *rule, uint32_t i)
{
	const char *name = rule->into.n > 0 ?
	    rule->into.steps[rule->into.n - 1]->name : "";

	return rule->list ? ou_err_in(w->err, "%s.%u", name, i) :
	    ou_err_in(w->err, "%s", name);
}

static const struct guide_element *
element_at(const struct guide_rule *loop, const struct guide_condition *c)
{
	const struct guide_rule *rule;
	uint32_t i, k;

	for (i = 0; i < loop->n_rules; i++) {
		rule = &loop->rules[i];
		for (k = 0; k < rule->n_elements && !rule->loop &&
		    ou_str_eq(rule->tag, loop->tag); k++) {
			if (rule->elements[k].what == GUIDE_FIELD &&
			    rule->elements[k].element == c->element &&
			    rule->elements[k].component == c->component)
				return &rule->elements[k];
		}
	}
	return NULL;
}

static bool
has_word(struct guide_writer *w, const struct guide_rule *rule, const void
    *member)
{
	struct ou_str text = ou_guide_field_text(w, &rule->by, member);
	uint32_t i;

	for (i = 0; i < rule->n_words; i++) {
		if (ou_str_eq(rule->words[i], text))
			return true;
	}
	return false;
}

/* Of several loops for one list, those with words have theirs, and one
 * without has the others. */
static bool
by_word(struct guide_writer *w, const struct guide_rule *group,
    const struct guide_rule *rule, const void *member)
{
	const struct guide_rule *other;
	uint32_t i;

	if (rule->n_words > 0)
		return has_word(w, rule, member);
	for (i = 0; i < group->n_rules; i++) {
		other = &group->rules[i];
		if (other->n_words > 0 && ou_guide_same_slot(&other->into,
		    &rule->into) && has_word(w, other, member))
			return false;
	}
	return true;
}

/* Loops over one list divide its members by their conditions. */
static bool
by_condition(struct guide_writer *w, const struct guide_rule *rule,
    const void *member)
{
	const struct guide_condition *c;
	const struct guide_element *x;
	struct ou_str s, format;
	uint32_t i, k;
	bool is;

	for (i = 0; i < rule->n_only; i++) {
		c = &rule->only[i];
		x = element_at(rule, c);
		if (x == NULL)
			continue;
		is = false;
		s = ou_guide_field_text(w, &x->slot, member);
		if (s.n > 0 && ou_guide_outward(w->a, w->g, x, s,
		    OU_STR_NONE, &s, &format, NULL) != 0)
			return false;
		for (k = 0; k < c->n_values && !is; k++)
			is = ou_str_eq(s, c->values[k]);
		if (is == c->not)
			return false;
	}
	return true;
}

bool
ou_guide_is_for(struct guide_writer *w, const struct guide_rule *group,
    const struct guide_rule *rule, const void *member)
{
	return !rule->list || (by_word(w, group, rule, member) &&
	    by_condition(w, rule, member));
}

/* A member that no loop is for would be lost. */
static int
check_members(struct guide_writer *w, const struct guide_rule *group,
    const struct guide_rule *rule, const void *object)
{
	const struct guide_rule *other;
	const void *member;
	uint32_t i, k;

	for (i = 0; (member = ou_slot_member(&rule->into, object, i)) != NULL
	    && rule->list; i++) {
		for (k = 0; k < group->n_rules; k++) {
			other = &group->rules[k];
			if (other->loop && !other->read_only &&
			    ou_guide_same_slot(&other->into, &rule->into) &&
			    ou_guide_is_for(w, group, other, member))
				break;
		}
		if (k < group->n_rules ||
		    ou_guide_elsewhere(group, rule, object, member))
			continue;
		ou_err_set(w->err, OU_ERR_RECORD, OU_DIAG_EDI_CARRY,
		    "no segment of the message is for it");
		return member_error(w, rule, i);
	}
	return 0;
}

/* "parties.0" behind what the path has. */
static void
push_path(struct guide_writer *w, const struct guide_rule *rule, uint32_t i)
{
	int k;

	for (k = 0; k < rule->into.n; k++) {
		if (w->path.n > 0)
			ou_buf_addc(&w->path, '.');
		ou_buf_puts(&w->path, rule->into.steps[k]->name);
	}
	if (rule->list) {
		ou_buf_addc(&w->path, '.');
		ou_buf_addi(&w->path, i);
	}
}

int
ou_guide_write_member(struct guide_writer *w, const struct guide_rule *rule,
    const void *member, uint32_t i)
{
	size_t before = w->path.n;
	int r;

	w->index = i + 1;
	push_path(w, rule, i);
	r = ou_guide_write_rules(w, rule, member);
	w->path.n = before;
	return r == 0 ? 0 : member_error(w, rule, i);
}

/* The next rule, when it is a loop of the same list: they divide the members,
 * which stay in their order. */
static const struct guide_rule *
beside(const struct guide_rule *group, const struct guide_rule *rule)
{
	const struct guide_rule *next = rule + 1;

	return next < group->rules + group->n_rules && next->loop &&
	    next->list && rule->loop && rule->list && !rule->read_only &&
	    !next->read_only && !next->gives && !rule->gives &&
	    next->absolute == rule->absolute && next->levels.n == 0 &&
	    rule->levels.n == 0 &&
	    ou_guide_same_slot(&next->into, &rule->into) ? next : NULL;
}

static int
write_loop(struct guide_writer *w, const struct guide_rule *group,
    const struct guide_rule *rule, const void *object)
{
	const struct guide_rule *one;
	uint32_t i, before = w->index;
	const void *member, *outer = w->outer;

	w->outer = object;
	if (check_members(w, group, rule, object) != 0)
		return -1;
	for (i = 0; (member = ou_slot_member(&rule->into, object, i)) != NULL;
	    i++) {
		if (ou_guide_elsewhere(group, rule, object, member))
			continue;
		one = rule;
		while (one != NULL && !ou_guide_is_for(w, group, one, member))
			one = beside(group, one);
		if (one != NULL && ou_guide_write_member(w, one, member, i) !=
		    0)
			return -1;
		if (!rule->list)
			break;
	}
	w->index = before;
	w->outer = outer;
	if (i == 0 && rule->required && rule->list && !rule->read_only)
		return ou_err_set(w->err, OU_ERR_RECORD, OU_DIAG_EDI_MISSING,
		    "the message must have a segment %.*s, and the record has "
		    "nothing for it", OU_STR_ARG(rule->tag));
	return 0;
}

/* Is the first segment of the group the only one that opens it? */
static bool
opens(const struct guide_rule *group)
{
	uint32_t i;

	if (!group->loop || group->tag.n == 0 || group->levels.n > 0 ||
	    group->gives)
		return false;
	for (i = 1; i < group->n_rules; i++) {
		if (!group->rules[i].loop &&
		    ou_str_eq(group->rules[i].tag, group->tag))
			return false;
	}
	return group->n_rules > 0 && !group->rules[0].loop &&
	    ou_str_eq(group->rules[0].tag, group->tag);
}

/* Without the segment that opens it, the rest would be of another group. */
static int
unopened(struct guide_writer *w, const struct guide_rule *group)
{
	return ou_err_set(w->err, OU_ERR_RECORD, OU_DIAG_EDI_MISSING,
	    "the record has nothing for the segment %.*s that other segments "
	    "stand behind", OU_STR_ARG(group->tag));
}

int
ou_guide_write_rules(struct guide_writer *w, const struct guide_rule *group,
    const void *object)
{
	const struct guide_rule *rule;
	uint64_t before = w->out->segments;
	bool open = true;
	uint32_t i;
	int r;

	for (i = 0; i < group->n_rules; i++) {
		rule = &group->rules[i];
		r = 0;
		if (rule->loop && rule->read_only)
			continue;
		if (rule->levels.n > 0) {
			if (!w->levels_done) {
				w->levels_done = true;
				r = ou_guide_write_levels(w);
			}
		} else if (!rule->loop) {
			w->force = i == 0 && opens(group) && group->list;
			r = ou_guide_write_segment(w, group, rule, object);
			w->force = false;
			if (i == 0)
				open = !opens(group) ||
				    w->out->segments > before;
		} else if (rule->gives)
			r = ou_guide_write_runs(w, rule);
		else if (group->gives)
			/* lists in it are the members' and written there */
			r = rule->absolute ? ou_guide_write_run(w, group, rule)
			    : 0;
		else if (!rule->absolute)
			r = ou_guide_in_runs(group, rule) || (i > 0 &&
			    beside(group, rule - 1) == rule) ? 0 :
			    write_loop(w, group, rule, object);
		else if (w->node != NULL && rule->table ==
		    &ou_shipment_line_table)
			r = ou_guide_write_node_lines(w, rule);
		if (r != 0)
			return -1;
		if (!open && w->out->segments > before)
			return unopened(w, group);
	}
	return 0;
}
