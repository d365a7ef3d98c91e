#include "guide_parts.h"

/*
 * Members of lists that are not one segment each: one that is named by its
 * kind, "quantities[weight]", and those that a group in front of them says
 * something of.
 */
static uint32_t
count_of(const struct ou_slot *list, const void *object)
{
	uint32_t n = 0;

	while (ou_slot_member(list, object, n) != NULL)
		n++;
	return n;
}

int
ou_guide_total(const struct guide_element *x, const void *record,
    struct ou_quantity *to)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_quantity q;
	const void *member;
	uint32_t i;
	int r = 0;

	*to = ou_quantity_of(x->what == GUIDE_COUNT ?
	    count_of(&x->slot, record) : 0);
	for (i = 0; x->what == GUIDE_SUM && r == 0 && (member =
	    ou_slot_member(&x->slot, record, i)) != NULL; i++) {
		ou_buf_clear(&b);
		if (ou_slot_text(&x->part, member, &b) &&
		    (ou_quantity_parse(&q, ou_buf_str(&b), NULL) != 0 ||
		    ou_quantity_add(to, *to, q, NULL) != 0))
			r = -1;
	}
	ou_buf_release(&b);
	return r;
}

const struct ou_field *
ou_guide_kind_field(const struct ou_table *t)
{
	int f;

	ou_table_prepare(t);
	f = ou_table_find(t, "kind", 4);
	if (f < 0)
		f = ou_table_find(t, "role", 4);
	return f < 0 ? NULL : &t->fields[f];
}

static struct ou_str
kind_of(const struct guide_element *x, const void *member)
{
	struct ou_str s;

	memcpy(&s, (const char *)member + x->kind->offset, sizeof(s));
	return s;
}

const void *
ou_guide_choose(const struct guide_element *x, const void *object)
{
	const void *member;
	uint32_t i;

	for (i = 0; (member = ou_slot_member(&x->list, object, i)) != NULL;
	    i++) {
		if (ou_str_eq(kind_of(x, member), x->word))
			return member;
	}
	return NULL;
}

void *
ou_guide_chosen(struct ou_arena *a, const struct guide_element *x,
    void *object)
{
	char *member;

	if (ou_guide_choose(x, object) == NULL) {
		member = ou_slot_enter(a, &x->list, object);
		memcpy(member + x->kind->offset, &x->word, sizeof(x->word));
		return member;
	}
	/* found above, in what is ours to change */
	return (void *)(uintptr_t)ou_guide_choose(x, object);
}

bool
ou_guide_same_slot(const struct ou_slot *a, const struct ou_slot *b)
{
	int i;

	for (i = 0; i < a->n && i < b->n; i++) {
		if (a->steps[i] != b->steps[i] || a->index[i] != b->index[i])
			return false;
	}
	return a->n == b->n && ou_str_eq(a->key, b->key);
}

static bool
has_place(const struct guide_rule *group, const struct guide_element *like,
    const struct ou_field *field)
{
	const struct guide_rule *rule;
	const struct guide_element *x;
	uint32_t i, k;

	for (i = 0; i < group->n_rules; i++) {
		rule = &group->rules[i];
		for (k = 0; k < rule->n_elements; k++) {
			x = &rule->elements[k];
			if (ou_str_eq(x->word, like->word) &&
			    ou_guide_same_slot(&x->list, &like->list) &&
			    (x->slot.steps[0] == field || (x->has_end &&
			    x->end.steps[0] == field)))
				return true;
		}
	}
	return false;
}

bool
ou_guide_by_kind(const struct guide_rule *group,
    const struct guide_element *x, const void *member)
{
	const struct ou_table *t = ou_slot_table(&x->list, NULL);
	bool loop = false;
	uint32_t i;
	uint16_t k;

	for (i = 0; i < group->n_rules; i++)
		loop = loop || (group->rules[i].loop &&
		    !group->rules[i].read_only && ou_guide_same_slot(
		    &group->rules[i].into, &x->list));
	for (k = 0; k < t->n_fields && loop; k++) {
		if (&t->fields[k] != x->kind && ou_table_given(t, member,
		    (uint64_t)1 << k) != 0 && !has_place(group, x,
		    &t->fields[k]))
			return false;
	}
	return true;
}

bool
ou_guide_elsewhere(const struct guide_rule *group,
    const struct guide_rule *loop, const void *object, const void *member)
{
	const struct guide_rule *rule;
	const struct guide_element *x;
	uint32_t i, k;

	for (i = 0; i < group->n_rules; i++) {
		rule = &group->rules[i];
		for (k = 0; k < rule->n_elements; k++) {
			x = &rule->elements[k];
			if (x->word.n > 0 && ou_guide_same_slot(&x->list,
			    &loop->into) && ou_guide_choose(x, object) ==
			    member)
				return ou_guide_by_kind(group, x, member);
		}
	}
	return false;
}

/* --- groups that say something of the members within --- */

static void
own_list(struct ou_arena *a, const struct ou_field *f, char *object)
{
	size_t size = f->kind == OU_KIND_TEXTS ? sizeof(struct ou_str) :
	    f->kind == OU_KIND_MAP ? sizeof(struct ou_pair) : f->table->size;
	size_t room = 4;
	uint32_t n;
	char *from, *to;

	memcpy(&n, object + f->count_offset, sizeof(n));
	memcpy(&from, object + f->offset, sizeof(from));
	if (n == 0)
		return;
	/* as ou_import_append has it */
	while (room < n)
		room *= 2;
	to = ou_arena_array(a, room, size);
	memcpy(to, from, n * size);
	memcpy(object + f->offset, &to, sizeof(to));
}

void
ou_guide_give(struct ou_arena *a, const struct ou_table *t, const void *from,
    void *to)
{
	const struct ou_field *f;
	char *at, *copy;
	uint16_t i;

	memcpy(to, from, t->size);
	for (i = 0; i < t->n_fields; i++) {
		f = &t->fields[i];
		at = (char *)to + f->offset;
		if (f->kind == OU_KIND_LIST || f->kind == OU_KIND_TEXTS ||
		    f->kind == OU_KIND_MAP)
			own_list(a, f, to);
		if (f->kind != OU_KIND_OBJECT)
			continue;
		memcpy(&copy, at, sizeof(copy));
		if (copy == NULL)
			continue;
		at = copy;
		copy = ou_arena_zalloc(a, f->table->size);
		memcpy(copy, at, f->table->size);
		memcpy((char *)to + f->offset, &copy, sizeof(copy));
	}
}

static bool
same_text(const struct ou_slot *slot, const void *a, const void *b)
{
	struct ou_buf x = OU_BUF_INIT, y = OU_BUF_INIT;
	bool same;

	(void)ou_slot_text(slot, a, &x);
	(void)ou_slot_text(slot, b, &y);
	same = ou_str_eq(ou_buf_str(&x), ou_buf_str(&y));
	ou_buf_release(&x);
	ou_buf_release(&y);
	return same;
}

bool
ou_guide_packs(const struct guide_rule *group)
{
	uint32_t i;

	for (i = 0; i < group->n_rules; i++) {
		if (group->rules[i].absolute && group->rules[i].table ==
		    &ou_package_table && group->table ==
		    &ou_shipment_line_table)
			return true;
	}
	return false;
}

bool
ou_guide_alike(const struct guide_rule *group, const void *a, const void *b)
{
	const struct ou_shipment_line *x = a, *y = b;
	const struct guide_rule *rule;
	uint32_t i, k;

	if (ou_guide_packs(group) && !ou_str_eq(x->package, y->package))
		return false;
	for (i = 0; i < group->n_rules; i++) {
		rule = &group->rules[i];
		for (k = 0; k < rule->n_elements; k++) {
			if (rule->elements[k].what == GUIDE_FIELD &&
			    !rule->elements[k].absolute &&
			    !rule->elements[k].outer &&
			    !same_text(&rule->elements[k].slot, a, b))
				return false;
		}
	}
	return true;
}

/* Has the group something to say, or is it seen in any case? */
static bool
shows(const struct guide_rule *group, const void *member)
{
	static const char nothing[4096];
	uint32_t i;

	for (i = 0; i < group->n_rules; i++) {
		if (!group->rules[i].loop && group->rules[i].required)
			return true;
	}
	return group->table->size > sizeof(nothing) ||
	    !ou_guide_alike(group, member, nothing);
}

/* A package that no line is in would be lost. */
static int
all_held(const struct ou_shipment *s, struct ou_err *err)
{
	uint32_t i, k;

	for (i = 0; i < s->n_packages; i++) {
		for (k = 0; k < s->n_lines; k++) {
			if (ou_str_eq(s->lines[k].package,
			    s->packages[i].id))
				break;
		}
		if (k < s->n_lines && s->packages[i].parent.n == 0)
			continue;
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_CARRY,
		    "package '%.*s' %s", OU_STR_ARG(s->packages[i].id),
		    k < s->n_lines ? "is in another" : "holds nothing");
		return ou_err_in(err, "packages.%u", i);
	}
	return 0;
}

int
ou_guide_runs(struct ou_arena *a, const struct guide_rule *group,
    const void *record, uint32_t **run, uint32_t *n, struct ou_err *err)
{
	const void *first, *member;
	bool packs = ou_guide_packs(group);
	uint32_t i, k;

	*n = count_of(&group->into, record);
	*run = ou_arena_array(a, *n + 1, sizeof(**run));
	if (packs && all_held(record, err) != 0)
		return -1;
	for (i = 0; i < *n; i++) {
		if ((*run)[i] != 0)
			continue;
		first = ou_slot_member(&group->into, record, i);
		if (i > 0 && !shows(group, first)) {
			ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_CARRY,
			    "it would be taken for one of the group in front "
			    "of it");
			return ou_err_in(err, "%s.%u", group->into.steps[
			    group->into.n - 1]->name, i);
		}
		for (k = i; k < *n; k++) {
			member = ou_slot_member(&group->into, record, k);
			if (ou_guide_alike(group, first, member))
				(*run)[k] = i + 1;
			/* a package is written once */
			else if (!packs || ((const struct ou_shipment_line *)
			    first)->package.n == 0)
				break;
		}
	}
	return 0;
}
