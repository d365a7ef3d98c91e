#include "guide_parts.h"
#include "edi/directory.h"

/* What is worked out of a guide's lines once, so that no message has to. */

#define TAGS 64

/* The letters of tags differ at their ends. */
static unsigned
place_of(struct ou_str tag)
{
	return tag.n == 0 ? 0 : ((unsigned char)tag.p[0] * 5u +
	    (unsigned char)tag.p[tag.n / 2] * 3u +
	    (unsigned char)tag.p[tag.n - 1]) % TAGS;
}

uint32_t
ou_guide_first(const struct guide_rule *group, struct ou_str tag)
{
	return group->first[place_of(tag)];
}

static void
by_tags(struct ou_arena *a, struct guide_rule *group)
{
	uint16_t *first;
	uint32_t i;

	group->first = ou_arena_array(a, TAGS, sizeof(*group->first));
	group->next = ou_arena_array(a, group->n_rules, sizeof(*group->next));
	for (i = 0; i < TAGS; i++)
		group->first[i] = (uint16_t)group->n_rules;
	for (i = group->n_rules; i-- > 0;) {
		first = &group->first[place_of(group->rules[i].tag)];
		group->next[i] = *first;
		*first = (uint16_t)i;
	}
}

static bool
is_ranged(const struct guide_element *x)
{
	return x->last > (x->of_elements ? x->element : x->component);
}

/* May looking at the element find a fault of the message? */
static bool
finds(const struct guide_element *x)
{
	if (x->outer || x->what == GUIDE_PAIRS || x->what == GUIDE_IDS ||
	    x->what == GUIDE_TEXT)
		return false;
	if (x->what == GUIDE_FIELD && x->most > 0)
		return true;
	if (x->what == GUIDE_FIELD && is_ranged(x))
		return false;
	return (x->required && !x->ours && !x->numbered) ||
	    (x->what == GUIDE_FIELD && !x->maybe && ou_guide_may_be_bad(x));
}

/* May ${x} take the element before ${y} asks whether it is taken? */
static bool
comes_first(const struct guide_element *x, const struct guide_element *y)
{
	if (!y->otherwise && (y->only.n_values == 0 || y->required))
		return false;
	return (x->only.n_values > 0 && x->only.element == y->element) ||
	    (x->element <= y->element && y->element <= (x->of_elements ?
	    x->last : x->element));
}

static void
look_at(struct ou_arena *a, struct guide_rule *rule)
{
	bool looked[GUIDE_ELEMENTS_MAX];
	uint32_t i, k;

	for (i = rule->n_elements; i-- > 0;) {
		looked[i] = finds(&rule->elements[i]);
		for (k = i + 1; k < rule->n_elements && !looked[i]; k++)
			looked[i] = looked[k] && comes_first(
			    &rule->elements[i], &rule->elements[k]);
	}
	rule->looked = ou_arena_array(a, rule->n_elements,
	    sizeof(*rule->looked));
	for (i = 0; i < rule->n_elements; i++) {
		if (looked[i])
			rule->looked[rule->n_looked++] = (uint8_t)i;
	}
}

/* Lines, stops and levels; a party is of the head or of a line. */
static bool
is_detail(const struct guide_rule *rule)
{
	uint32_t i;

	if (!rule->loop || !rule->list ||
	    rule->table == &ou_party_table)
		return false;
	for (i = 0; i < rule->n_rules; i++) {
		if (rule->rules[i].loop)
			return true;
	}
	return rule->levels.n > 0;
}

static void
ready(struct ou_arena *a, const struct ou_edi_directory *directory,
    struct guide_rule *rule)
{
	uint32_t i;

	look_at(a, rule);
	rule->detail = is_detail(rule);
	if (rule->loop)
		by_tags(a, rule);
	else
		rule->notes = edi_directory_entry(directory, rule->tag)->notes;
	rule->demanded = ou_arena_array(a, rule->n_rules / 64 + 1,
	    sizeof(*rule->demanded));
	for (i = 0; i < rule->n_rules; i++) {
		if (rule->rules[i].required)
			rule->demanded[i / 64] |= (uint64_t)1 << i % 64;
		ready(a, directory, &rule->rules[i]);
	}
}

void
ou_guide_ready(struct ou_arena *a, struct ou_guide *g)
{
	struct ou_edi_directories all = { 0 };

	ready(a, ou_edi_directory(&all, a, g->family, g->type, g->version),
	    &g->root);
}
