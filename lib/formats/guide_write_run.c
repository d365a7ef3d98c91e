#include "guide_writer.h"

/* Groups that say something of the members behind them. */

/* Behind a group: the members that it is said of, and their package. */
int
ou_guide_write_run(struct guide_writer *w, const struct guide_rule *group,
    const struct guide_rule *rule)
{
	const struct ou_shipment_line *line = w->said;
	const struct ou_package *package;
	const void *member;
	uint32_t i, before = w->index;
	uint64_t segments;

	for (i = 0; (member = ou_slot_member(&rule->into, w->record, i)) !=
	    NULL; i++) {
		package = member;
		if (rule->table == group->table ? w->run[i] != w->at ||
		    !ou_guide_is_for(w, group, rule, member) :
		    !ou_guide_packs(group) || rule->table !=
		    &ou_package_table || !ou_str_eq(package->id,
		    line->package))
			continue;
		segments = w->out->segments;
		if (ou_guide_write_member(w, rule, member, i) != 0)
			return -1;
		/* a package that has no number is none in the message */
		if (segments == w->out->segments && w->left != NULL)
			w->left(w->arg, ou_str_printf(w->a, "packages.%u",
			    i).p);
	}
	w->index = before;
	return 0;
}

int
ou_guide_write_runs(struct guide_writer *w, const struct guide_rule *group)
{
	uint32_t i, n, before = w->index, index = 0;

	if (ou_guide_runs(w->a, group, w->record, &w->run, &n, w->err) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (w->run[i] != i + 1)
			continue;
		w->at = i + 1;
		w->index = ++index;
		w->said = ou_slot_member(&group->into, w->record, i);
		if (ou_guide_write_rules(w, group, w->said) != 0)
			return -1;
	}
	w->index = before;
	return 0;
}

/* A list that a group gives something to is written behind it. */
bool
ou_guide_in_runs(const struct guide_rule *group, const struct guide_rule *rule)
{
	uint32_t i;

	for (i = 0; i < group->n_rules; i++) {
		if (group->rules[i].gives && !group->rules[i].read_only &&
		    ou_guide_same_slot(&group->rules[i].into, &rule->into))
			return true;
	}
	return false;
}
