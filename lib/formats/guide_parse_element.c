#include "guide_parser.h"

/* A line of an element: where it stands, of which field, in which form. */

static int
codes(struct guide_parser *p, struct guide_element *x, struct ou_str s,
    const struct ou_table *table)
{
	struct guide_code *c;
	struct ou_str word, code, length;
	bool read_only = false;

	s = ou_str_sub(s, 1, s.n - 2);
	while ((word = ou_guide_next_word(&s)).n > 0) {
		if (ou_str_is(word, "*")) {
			x->open = true;
			continue;
		}
		if (ou_str_is(word, "read")) {
			read_only = true;
			continue;
		}
		c = ou_import_append(p->a, &x->codes, &x->n_codes, sizeof(*c));
		if (!ou_str_split(&word, '=', &code) || word.p == NULL)
			return ou_guide_wrong(p, "'%.*s' is not CODE=WORD",
			    OU_STR_ARG(code));
		c->word = word;
		c->read_only = read_only;
		if (ou_str_split(&code, ':', &length) && code.p != NULL &&
		    (c->length = ou_guide_number(code, UINT8_MAX)) == 0)
			return ou_guide_wrong(p, "'%.*s' is no length",
			    OU_STR_ARG(code));
		c->code = length;
		if ((x->what != GUIDE_PAIRS && x->what != GUIDE_IDS) ||
		    ou_slot_find(&c->slot, table, word, NULL) == 0)
			continue;
		/* a shared list is for tables that have not all of it */
		c->kept = p->shared;
		if (!c->kept)
			return ou_guide_wrong(p, "'%.*s' is no field",
			    OU_STR_ARG(word));
	}
	return 0;
}

/* The codes that a line "codes NAME {...}" of the common guide has. */
static int
shared_codes(struct guide_parser *p, struct guide_element *x,
    struct ou_str name, const struct ou_table *table)
{
	struct guide_parser q = *p;

	ou_guide_go_to(&q, 1);
	q.shared = true;
	while (ou_guide_next_line(&q)) {
		if (q.n == 3 && ou_str_is(q.words[0], "codes") &&
		    ou_str_eq(q.words[1], name))
			return codes(&q, x, q.words[2], table);
	}
	return ou_guide_wrong(p, "there are no codes '%.*s'", OU_STR_ARG(name));
}

/* "3.4-5!", "2-6", "7!!" */
static int
element_place(struct guide_parser *p, struct guide_element *x)
{
	struct ou_str s = p->words[0], head;

	x->required = ou_str_ends(s, "!");
	x->ours = ou_str_ends(s, "!!");
	s.n -= (size_t)x->required + x->ours;
	(void)ou_str_split(&s, '-', &head);
	if (!ou_guide_place(head, &x->element, &x->component))
		return ou_guide_wrong(p, "'%.*s' is neither a line of a "
		    "guide nor an element", OU_STR_ARG(p->words[0]));
	x->of_elements = ou_str_find(head, '.') < 0;
	x->last = x->of_elements ? x->element : x->component;
	x->ranged = s.p != NULL;
	if (x->ranged)
		x->last = (uint8_t)ou_guide_number(s, UINT8_MAX);
	return x->last > 0 ? 0 : ou_guide_wrong(p, "'%.*s' is no element",
	    OU_STR_ARG(s));
}

/* =count PATH, =sum PATH.FIELD, =segments TAG, =index, ="TEXT" */
static int
computed(struct guide_parser *p, struct guide_element *x, uint32_t *at)
{
	struct ou_str what = ou_str_sub(p->words[1], 1, p->words[1].n);
	struct ou_str path = *at < p->n ? p->words[*at] : OU_STR_NONE;
	const struct ou_table *root = p->g->record->table;
	size_t dot = path.n;

	if (ou_str_is(what, "index") || ou_str_is(what, "structure")) {
		x->what = *what.p == 'i' ? GUIDE_INDEX : GUIDE_STRUCTURE;
		return 0;
	}
	if (what.n > 1 && *what.p == '"') {
		x->what = GUIDE_TEXT;
		x->text = ou_str_sub(what, 1, what.n - 2);
		return 0;
	}
	(*at)++;
	x->text = path;
	if (ou_str_is(what, "segments")) {
		x->what = GUIDE_SEGMENTS;
		return 0;
	}
	if (ou_str_is(what, "sum")) {
		x->what = GUIDE_SUM;
		while (dot > 0 && path.p[dot - 1] != '.')
			dot--;
		if (dot == 0 || ou_slot_inner(&x->slot, root,
		    ou_str_sub(path, 0, dot - 1), p->err) != 0 ||
		    ou_slot_find(&x->part, ou_slot_table(&x->slot, root),
		    ou_str_sub(path, dot, path.n), p->err) != 0)
			return ou_guide_wrong(p, "'%.*s' is no field of a list",
			    OU_STR_ARG(path));
		return 0;
	}
	if (!ou_str_is(what, "count"))
		return ou_guide_wrong(p, "'%.*s' is not known",
		    OU_STR_ARG(what));
	x->what = GUIDE_COUNT;
	return ou_slot_inner(&x->slot, root, path, p->err) == 0 ? 0 :
	    ou_guide_wrong(p, "'%.*s' is no list", OU_STR_ARG(path));
}

/* Words that stand alone: what an element is written as, and when. */
static bool
lone_word(struct guide_element *x, struct ou_str w)
{
	static const struct {
		const char *word;
		enum guide_form form;
	} forms[] = {
		{ "date", GUIDE_DATE }, { "clock", GUIDE_CLOCK },
		{ "dtm", GUIDE_DTM }, { "unit", GUIDE_UNIT },
		{ "country", GUIDE_COUNTRY }, { "sscc", GUIDE_SSCC },
	};
	bool *flag = ou_str_is(w, "read") ? &x->read_only :
	    ou_str_is(w, "index") ? &x->numbered :
	    ou_str_is(w, "else") ? &x->otherwise : NULL;
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		if (ou_str_is(w, forms[i].word)) {
			x->form = forms[i].form;
			return true;
		}
	}
	if (w.n == 2 && *w.p == 'n' && w.p[1] >= '0' && w.p[1] <= '6') {
		x->form = GUIDE_IMPLIED;
		x->decimals = (uint8_t)(w.p[1] - '0');
		return true;
	}
	if (flag != NULL)
		*flag = true;
	return flag != NULL;
}

/* "<=35", "<=35?" */
static int
longest(struct guide_parser *p, struct guide_element *x, struct ou_str w)
{
	x->may_miss = ou_str_ends(w, "?");
	w.n -= x->may_miss;
	x->most = (uint16_t)ou_guide_number(ou_str_sub(w, 2, w.n), 9999);
	return x->most > 0 ? 0 : ou_guide_wrong(p, "'%.*s' is no length",
	    OU_STR_ARG(w));
}

/* The field behind "period=" and the like. */
static int
named(struct guide_parser *p, const struct ou_table *table, struct ou_str w,
    bool *has, struct ou_slot *slot)
{
	struct ou_str name;

	(void)ou_str_split(&w, '=', &name);
	*has = true;
	return ou_slot_find(slot, table, w, p->err) == 0 ? 0 :
	    ou_guide_wrong(p, "'%.*s' is no field", OU_STR_ARG(w));
}

static int
beside(struct guide_parser *p, struct guide_element *x, struct ou_str w)
{
	struct ou_str name;

	(void)ou_str_split(&w, '=', &name);
	x->beside = (uint8_t)ou_guide_number(w, UINT8_MAX);
	return x->beside > 0 ? 0 : ou_guide_wrong(p, "'%.*s' is no element",
	    OU_STR_ARG(w));
}

static int
form(struct guide_parser *p, struct guide_element *x,
    const struct ou_table *table, uint32_t *at)
{
	struct ou_str w = p->words[(*at)++];

	if (*w.p == '{')
		return codes(p, x, w, table);
	if (lone_word(x, w))
		return 0;
	if (ou_str_starts(w, "<="))
		return longest(p, x, w);
	if (ou_str_starts(w, "sign="))
		return named(p, table, w, &x->has_sign, &x->sign);
	if (ou_str_starts(w, "period=") && x->form == GUIDE_DTM)
		return named(p, table, w, &x->has_end, &x->end);
	if (ou_str_starts(w, "with=") && (x->what == GUIDE_TEXT ||
	    x->what == GUIDE_FIELD))
		return named(p, table, w, &x->has_with, &x->with);
	if (ou_str_starts(w, "beside=") && x->what == GUIDE_TEXT)
		return beside(p, x, w);
	if (ou_str_is(w, "as") && *at < p->n)
		return shared_codes(p, x, p->words[(*at)++], table);
	if (ou_str_is(w, "if") && *at < p->n)
		return ou_guide_condition(p, p->words[(*at)++], &x->only);
	return ou_guide_wrong(p, "'%.*s' is not known here", OU_STR_ARG(w));
}

/* LIST[WORD].FIELD, or a path of the object. */
static int
field(struct guide_parser *p, struct guide_element *x,
    const struct ou_table *table)
{
	struct ou_str rest = p->words[1], list;

	if (ou_str_split(&rest, '[', &list) && rest.p != NULL) {
		if (ou_slot_inner(&x->list, table, list, p->err) != 0)
			return -1;
		table = ou_slot_table(&x->list, table);
		x->kind = ou_guide_kind_field(table);
		if (x->kind == NULL || !ou_str_split(&rest, ']', &x->word) ||
		    !ou_str_starts(rest, "."))
			return -1;
		list = ou_str_sub(rest, 1, rest.n);
	}
	return ou_slot_find(&x->slot, table, list, p->err);
}

/* PATH, /PATH of the record, ^PATH of the object around. */
static int
path(struct guide_parser *p, struct guide_element *x,
    const struct ou_table **table)
{
	struct ou_str *s = &p->words[1];

	x->absolute = *s->p == '/';
	x->outer = *s->p == '^';
	if (x->absolute)
		*table = p->g->record->table;
	if (x->outer && p->outer != NULL)
		*table = p->outer;
	*s = ou_str_sub(*s, x->absolute || x->outer, s->n);
	return field(p, x, *table) == 0 ? 0 : ou_guide_wrong(p,
	    "'%.*s' is no field of %s", OU_STR_ARG(*s), (*table)->name);
}

/* What the lines above cannot read is not theirs. */
static void
tell_others(struct guide_rule *rule, const struct guide_element *x)
{
	struct guide_element *other;

	for (other = rule->elements; x->otherwise && other < x; other++) {
		if (other->element == x->element &&
		    other->component == x->component)
			other->maybe = true;
	}
}

int
ou_guide_parse_element(struct guide_parser *p, struct guide_rule *rule,
    const struct ou_table *table)
{
	struct guide_element *x;
	uint32_t at = 2;
	int r = 0;

	if (rule->n_elements == GUIDE_ELEMENTS_MAX)
		return ou_guide_wrong(p, "a segment of too many lines");
	x = ou_import_append(p->a, &rule->elements, &rule->n_elements,
	    sizeof(*x));
	if (element_place(p, x) != 0)
		return -1;
	if (p->n < 2)
		return ou_guide_wrong(p, "an element of nothing");
	if (ou_str_is(p->words[1], "pairs"))
		x->what = GUIDE_PAIRS;
	else if (ou_str_is(p->words[1], "ids")) {
		x->what = GUIDE_IDS;
		if (p->n < 4 || ou_slot_find(&x->slot, table, p->words[at++],
		    p->err) != 0)
			r = ou_guide_wrong(p, "not ids PATH {CODE=PATH ...}");
	} else if (*p->words[1].p == '=')
		r = computed(p, x, &at);
	else
		r = path(p, x, &table);
	while (r == 0 && at < p->n)
		r = form(p, x, table, &at);
	tell_others(rule, x);
	return r;
}
