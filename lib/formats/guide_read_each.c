#include "guide_reader.h"

/*
 * SDQ*EA*92*001*5*002*3 says what a line with one location says, twice: the
 * member at hand is the first, others follow it that are like it.
 */

/* The fields that each member has for itself. */
static bool
own_slot(const struct guide_rule *rule, const struct guide_element *x)
{
	return x->element >= rule->each && x->what == GUIDE_FIELD &&
	    x->slot.n == 1;
}

static void
clear(const struct guide_rule *rule, struct guide_open *group, char *object)
{
	const struct ou_field *f;
	struct ou_quantity q;
	uint32_t i;

	for (i = 0; i < rule->n_elements; i++) {
		f = rule->elements[i].slot.steps[0];
		if (!own_slot(rule, &rule->elements[i]))
			continue;
		if (f->kind == OU_KIND_QUANTITY) {
			memcpy(&q, object + f->offset, sizeof(q));
			if (object == group->object && q.given)
				group->stated = q;
			memset(object + f->offset, 0, sizeof(q));
		} else if (f->kind == OU_KIND_TEXT || f->kind == OU_KIND_CODE)
			memset(object + f->offset, 0, sizeof(struct ou_str));
	}
}

static bool
has_own(const struct guide_rule *rule, const char *object)
{
	uint32_t i;

	for (i = 0; i < rule->n_elements; i++) {
		if (own_slot(rule, &rule->elements[i]))
			return ou_guide_is_filled(&rule->elements[i].slot,
			    object);
	}
	return false;
}

/* The member at hand, or one more that is like it. */
static char *
next_member(struct guide_reader *r, const struct guide_rule *rule,
    struct guide_open *group)
{
	char *object = group->object, *first, *from;

	if (r->edi != NULL)
		return object;
	if (has_own(rule, object)) {
		from = group->rule->absolute ? r->record : group[-1].object;
		object = ou_slot_enter(r->a, &group->rule->into, from);
		/* the list may have moved */
		memcpy(&first, from + group->rule->into.steps[0]->offset,
		    sizeof(first));
		group->object = first + (size_t)(group->number - 1) *
		    group->table->size;
		ou_guide_give(r->a, group->table, group->object, object);
		ou_guide_place_in_tree(r, group->table, object);
	}
	clear(rule, group, object);
	return object;
}

static void
add_up(const struct guide_rule *rule, struct guide_open *group,
    const char *object)
{
	const struct ou_field *f;
	struct ou_quantity q;
	uint32_t i;

	for (i = 0; i < rule->n_elements; i++) {
		f = rule->elements[i].slot.steps[0];
		if (!own_slot(rule, &rule->elements[i]) ||
		    f->kind != OU_KIND_QUANTITY)
			continue;
		memcpy(&q, object + f->offset, sizeof(q));
		if (q.given && ou_quantity_add(&group->divided,
		    group->divided, q, NULL) != 0)
			group->stated.given = false;
	}
}

static int
read_one(struct guide_reader *r, const struct guide_rule *rule, unsigned by,
    char *object)
{
	struct guide_element x;
	uint32_t i;

	for (i = 0; i < rule->n_elements; i++) {
		x = rule->elements[i];
		if (x.element < rule->each)
			continue;
		x.element = (uint8_t)(x.element + by);
		x.last = (uint8_t)(x.last + (x.of_elements ? by : 0));
		if (ou_guide_read_element(r, &x, object) != 0)
			return -1;
	}
	return 0;
}

int
ou_guide_read_each(struct guide_reader *r, const struct guide_rule *rule,
    struct guide_open *group)
{
	unsigned by, e, last;
	char *object;
	bool any;

	for (by = 0; rule->each + by < r->seg->n; by += rule->step) {
		last = rule->each + by + rule->step;
		any = false;
		for (e = rule->each + by; e < last && e < r->seg->n; e++)
			any = any || r->seg->e[e].n > 0;
		/* what is written is of an element below 256 */
		if (!any || last > UINT8_MAX)
			continue;
		object = next_member(r, rule, group);
		if (read_one(r, rule, by, object) != 0)
			return -1;
		if (r->edi == NULL)
			add_up(rule, group, object);
	}
	return 0;
}

void
ou_guide_compare_parts(struct guide_reader *r, const struct guide_open *group)
{
	char stated[OU_DECIMAL_MAX], sum[OU_DECIMAL_MAX];

	if (group->stated.given && group->stated.v != group->divided.v)
		ou_guide_finding(r, OU_DIAG_EDI_TOTAL, 0,
		    "%.*s has %.*s, but its parts add up %.*s",
		    OU_STR_ARG(group->rule->tag),
		    (int)ou_quantity_text(stated, group->stated), stated,
		    (int)ou_quantity_text(sum, group->divided), sum);
}
