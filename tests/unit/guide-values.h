/*
 * The fields of an object at random, from the elements of a guide's segment:
 * all that a message can carry.
 */
#ifndef OU_TESTS_UNIT_GUIDE_VALUES_H
#define OU_TESTS_UNIT_GUIDE_VALUES_H

#include "../../lib/formats/guide_parts.h"
#include "unit.h"

struct maker {
	const struct ou_guide *g;
	const struct ou_partner *partner;
	struct ou_import im;
	char *record;
	bool used[64][12];		/* cells of the segment at hand */
	bool clocked;			/* it has a clock element */
	bool odd;			/* characters that need care */
	const struct guide_rule *loop;	/* around the segment at hand */
	const struct guide_rule *rule;	/* of the segment */
	bool all;			/* the segment that opens a group */
	bool whole;			/* every element has its value */
};

static const struct ou_slot_forms wire = { .number = { .decimal = '.' } };

/* --- values --- */

static struct ou_str
words(struct maker *m, unsigned most)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 abc";
	static const char odd[] = "AB?+:' .,-/";
	const char *from = m->odd && m->g->family == OU_EDI_EDIFACT ? odd :
	    plain;
	unsigned i, n = 1 + (unsigned)unit_rand(most < 12 ? most : 12);
	char *to = ou_arena_alloc(&m->im.arena, n);

	for (i = 0; i < n; i++)
		to[i] = from[unit_rand(strlen(from))];
	/* blanks at the ends are none of a value */
	if (to[0] == ' ')
		to[0] = 'X';
	if (to[n - 1] == ' ')
		to[n - 1] = 'X';
	return ou_str_make(to, n);
}

static struct ou_str
number(struct maker *m, unsigned decimals)
{
	unsigned whole = (unsigned)unit_rand(100000);
	unsigned places = (unsigned)unit_rand(decimals + 1);
	unsigned part = 1, i;

	for (i = 0; i < places; i++)
		part *= 10;
	if (places == 0)
		return ou_str_printf(&m->im.arena, "%u", whole);
	return ou_str_printf(&m->im.arena, "%u.%0*u", whole, (int)places,
	    (unsigned)unit_rand(part));
}

static struct ou_str
day(struct maker *m)
{
	return ou_str_printf(&m->im.arena, "20%02u-%02u-%02u",
	    (unsigned)unit_rand(60), 1 + (unsigned)unit_rand(12),
	    1 + (unsigned)unit_rand(28));
}

static struct ou_str
moment(struct maker *m, bool clock)
{
	struct ou_str d = day(m);

	return !clock ? d : ou_str_printf(&m->im.arena, "%.*sT%02u:%02u",
	    OU_STR_ARG(d), (unsigned)unit_rand(24), (unsigned)unit_rand(60));
}

/* Would a member with this code be written by another loop? */
static bool
elsewhere(const struct guide_rule *rule, const struct guide_element *x,
    struct ou_str code)
{
	const struct guide_condition *c;
	uint32_t i, k;
	bool is;

	for (i = 0; rule != NULL && i < rule->n_only; i++) {
		c = &rule->only[i];
		if (c->element != x->element || c->component != x->component)
			continue;
		is = false;
		for (k = 0; k < c->n_values; k++)
			is = is || ou_str_eq(c->values[k], code);
		if (is == c->not)
			return true;
	}
	return false;
}

static struct ou_str
word(struct maker *m, const struct guide_element *x)
{
	const struct guide_code *k;
	unsigned tries;
	struct ou_str code;
	uint32_t i;

	for (tries = 0; tries < 500; tries++) {
		k = &x->codes[unit_rand(x->n_codes)];
		/* the first with that word is the one that is written */
		code = k->code;
		for (i = x->n_codes; i > 0; i--) {
			if (ou_str_eq(x->codes[i - 1].word, k->word))
				code = x->codes[i - 1].code;
		}
		/* and the first of that code the one that is read */
		for (i = 0; !ou_str_eq(x->codes[i].code, code); i++)
			;
		if (!ou_str_eq(x->codes[i].word, k->word))
			continue;
		if (!elsewhere(m->loop, x, code) && !elsewhere(m->rule, x,
		    code))
			return k->word;
	}
	return OU_STR("");
}

/* No code by which another loop would be meant. */
static struct ou_str
free_text(struct maker *m, const struct guide_element *x)
{
	struct ou_str s = words(m, x->most > 0 ? x->most : 30);
	unsigned tries;

	for (tries = 0; tries < 500 && (elsewhere(m->loop, x, s) ||
	    elsewhere(m->rule, x, s)); tries++)
		s = words(m, x->most > 0 ? x->most : 30);
	return s;
}

static struct ou_str
value(struct maker *m, const struct guide_element *x, bool ended)
{
	static const char *const units[] = { "C62", "XCS", "XCT", "DZN",
	    "LTR" };
	static const char *const countries[] = { "FR", "DE", "US", "CH" };
	static const char *const currencies[] = { "EUR", "USD" };
	const struct ou_field *f = x->slot.steps[x->slot.n - 1];

	if (x->n_codes > 0)
		return word(m, x);
	if (x->form == GUIDE_UNIT)
		/* kilograms may have a field of their own */
		return ou_str_c(units[unit_rand(5)]);
	if (x->form == GUIDE_COUNTRY)
		return ou_str_c(countries[unit_rand(4)]);
	if (strcmp(f->name, "currency") == 0)
		return ou_str_c(currencies[unit_rand(2)]);
	switch (f->kind) {
	case OU_KIND_DATE:
		return day(m);
	case OU_KIND_TIME:
		return moment(m, !ended && (m->clocked ||
		    x->form == GUIDE_DTM) && unit_rand(2) == 0);
	case OU_KIND_AMOUNT:
		return number(m, x->form == GUIDE_IMPLIED ? x->decimals < 2 ?
		    x->decimals : 2 : 2);
	case OU_KIND_PRICE:
		return number(m, x->form == GUIDE_IMPLIED ? x->decimals : 4);
	case OU_KIND_QUANTITY:
	case OU_KIND_RATE:
		return number(m, x->form == GUIDE_IMPLIED ? x->decimals : 3);
	case OU_KIND_INTEGER:
		return number(m, 0);
	case OU_KIND_FLAG:
		return unit_rand(2) == 0 ? OU_STR("true") : OU_STR("false");
	default:
		return free_text(m, x);
	}
}

static void
put(struct maker *m, const struct ou_slot *slot, char *object,
    struct ou_str s)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_err err = { 0 };
	bool list = slot->steps[slot->n - 1]->kind == OU_KIND_TEXTS;

	/* several lines of a guide may be of one field: the first counts */
	if (list || !ou_slot_text(slot, object, &b))
		CHECK_INT(ou_slot_put(&m->im, slot, object, s, &wire, &err),
		    0);
	ou_buf_release(&b);
}

/* --- elements --- */

static bool
take(struct maker *m, unsigned e, unsigned c)
{
	bool before = m->used[e][c];

	m->used[e][c] = true;
	return !before;
}

static void
make_pairs(struct maker *m, const struct guide_element *x, char *object)
{
	const struct guide_code *k;
	unsigned step = m->g->family == OU_EDI_X12 ? 2 : 1;
	unsigned most = x->ranged && !m->rule->repeat ?
	    (x->last - x->element + 1u) / step : 6, n = 0;
	struct ou_str digits;
	uint32_t i;

	for (i = 0; i < x->n_codes && n < most; i++) {
		k = &x->codes[i];
		if (k->kept || k->dropped || k->read_only ||
		    unit_rand(3) != 0)
			continue;
		digits = k->length > 0 ? ou_str_printf(&m->im.arena, "%0*u",
		    (int)k->length, (unsigned)unit_rand(1000000)) :
		    words(m, 12);
		/* of a field that has a length, another is of no code */
		if (k->length == 0 && ou_str_ends(k->word, "tin"))
			continue;
		put(m, &k->slot, object, digits);
		n++;
	}
}

static void
make_range(struct maker *m, const struct guide_element *x, char *object)
{
	const struct ou_field *f = x->slot.steps[x->slot.n - 1];
	unsigned i, from = x->of_elements ? x->element : x->component;
	unsigned n = 1 + (unsigned)unit_rand(x->last - from + 1u);

	if (f->kind != OU_KIND_TEXTS) {
		put(m, &x->slot, object, words(m, 30));
		return;
	}
	for (i = 0; i < n; i++)
		put(m, &x->slot, object, words(m, x->most > 0 ? x->most :
		    30));
}

/* An element that is taken: its code may say something of this field too. */
static void
make_alike(struct maker *m, const struct guide_element *x, char *object)
{
	const struct guide_element *other = m->rule->elements;
	struct ou_buf b = OU_BUF_INIT;
	uint32_t i, k;

	for (; other < x; other++) {
		ou_buf_clear(&b);
		if (other->element != x->element || other->component !=
		    x->component || other->what != GUIDE_FIELD ||
		    !ou_slot_text(&other->slot, object, &b))
			continue;
		for (i = 0; i < other->n_codes; i++) {
			if (!ou_str_eq(other->codes[i].word, ou_buf_str(&b)))
				continue;
			for (k = 0; k < x->n_codes; k++) {
				if (ou_str_eq(x->codes[k].code,
				    other->codes[i].code))
					put(m, &x->slot, object,
					    x->codes[k].word);
			}
		}
	}
	ou_buf_release(&b);
}

static void
make_element(struct maker *m, const struct guide_element *x, char *object)
{
	struct ou_str s;

	if (x->read_only || x->outer)
		return;
	if (x->what == GUIDE_PAIRS || x->what == GUIDE_IDS) {
		make_pairs(m, x, object);
		return;
	}
	if (x->what == GUIDE_TEXT)
		(void)take(m, x->element, x->component);
	if (x->what != GUIDE_FIELD || x->form == GUIDE_CLOCK || x->has_with ||
	    (!x->required && !x->numbered && !m->all && !m->whole &&
	    unit_rand(4) == 0))
		return;
	if (!take(m, x->element, x->component)) {
		make_alike(m, x, object);
		return;
	}
	if (x->only.n_values > 0 && !x->only.not &&
	    !take(m, x->only.element, x->only.component))
		return;
	if (x->word.n > 0)
		object = ou_guide_chosen(&m->im.arena, x, object);
	if (x->has_sign)
		put(m, &x->sign, object, unit_rand(2) == 0 ? OU_STR("true") :
		    OU_STR("false"));
	if (x->last > (x->of_elements ? x->element : x->component)) {
		make_range(m, x, object);
		return;
	}
	if (x->has_end && unit_rand(2) == 0) {
		put(m, &x->slot, object, value(m, x, true));
		put(m, &x->end, object, day(m));
		return;
	}
	s = value(m, x, false);
	put(m, &x->slot, object, s);
}

static void
make_segment(struct maker *m, const struct guide_rule *rule, char *object)
{
	uint32_t i;

	if (rule->read_only ||
	    (!rule->required && !m->all && rule->n_only > 0 &&
	    unit_rand(3) == 0))
		return;
	m->rule = rule;
	memset(m->used, 0, sizeof(m->used));
	m->clocked = false;
	for (i = 0; i < rule->n_elements; i++)
		m->clocked = m->clocked ||
		    rule->elements[i].form == GUIDE_CLOCK;
	for (i = 0; i < rule->n_elements; i++)
		make_element(m, &rule->elements[i], object);
}

#endif
