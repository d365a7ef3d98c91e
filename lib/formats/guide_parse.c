#include <stdio.h>
#include <stdlib.h>

#include "guide_parts.h"

/*
 * Guides are read line by line, words with blanks between; {} and "" hold
 * words together.  Lines for other versions are left out here, so that who
 * reads and writes knows of one version only.
 */
#define WORDS_MAX 24
#define VALUES_MAX 64
#define DEPTH_MAX 8

struct parser {
	struct ou_arena *a;
	struct ou_guide *g;
	struct ou_str rest;		/* of the text at hand */
	struct ou_str defines[2];	/* the guide, and what all have */
	struct ou_str words[WORDS_MAX];
	uint32_t n;			/* of the line at hand */
	uint32_t line;
	uint32_t depth;
	bool foreign;			/* a segment of another version */
	const struct ou_table *outer;	/* around the group at hand */
	bool shared;			/* codes of the common guide */
	struct ou_err *err;
};

bool
ou_guide_one_of(struct ou_str list, struct ou_str level)
{
	struct ou_str one;

	while (ou_str_split(&list, '|', &one)) {
		if (ou_str_eq(one, level))
			return true;
	}
	return false;
}

static int wrong(struct parser *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static int
wrong(struct parser *p, const char *fmt, ...)
{
	char text[200];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	ou_err_set(p->err, OU_ERR_USAGE, OU_DIAG_MAP, "guide %.*s, line %u: "
	    "%s", OU_STR_ARG(p->g->type), p->line, text);
	return -1;
}

/* --- words --- */

static struct ou_str
next_word(struct ou_str *s)
{
	char close = 0;
	size_t i = 0;

	*s = ou_str_trim(*s);
	if (s->n == 0 || *s->p == '#')
		return OU_STR_NONE;
	for (; i < s->n; i++) {
		if (close != 0) {
			if (s->p[i] == close)
				close = 0;
		} else if (s->p[i] == '{' || s->p[i] == '"')
			close = s->p[i] == '{' ? '}' : '"';
		else if (s->p[i] == ' ' || s->p[i] == '\t')
			break;
	}
	struct ou_str word = ou_str_sub(*s, 0, i);
	*s = ou_str_sub(*s, i, s->n);
	return word;
}

/* "2005B" of "D:05B:UN", "1996A" of "96A"; the number of X12. */
static struct ou_str
version_key(struct parser *p, struct ou_str v)
{
	struct ou_str part;

	if (p->g->family == OU_EDI_X12)
		return ou_str_sub(v, 0, 6);
	if (ou_str_split(&v, ':', &part) && v.p == NULL)
		v = part;
	(void)ou_str_split(&v, ':', &part);
	v = ou_str_trim(part);
	if (v.n < 3)
		return OU_STR_NONE;
	return ou_str_printf(p->a, "%s%.3s", v.p[0] >= '8' ? "19" : "20", v.p);
}

/* Take "since V" and "until V" off the line; false when it is not for us. */
static bool
for_version(struct parser *p)
{
	struct ou_str ours = version_key(p, p->g->version), theirs;
	bool yes = true;
	int cmp;

	while (p->n > 2 && (ou_str_is(p->words[p->n - 2], "since") ||
	    ou_str_is(p->words[p->n - 2], "until"))) {
		theirs = version_key(p, p->words[p->n - 1]);
		cmp = ou_str_cmp(ours, theirs);
		if (ou_str_is(p->words[p->n - 2], "since") ? cmp < 0 : cmp > 0)
			yes = false;
		p->n -= 2;
	}
	return yes;
}

/* The next line that says something, whatever its version. */
static bool
next_line(struct parser *p)
{
	struct ou_str line, word;

	while (ou_str_split(&p->rest, '\n', &line)) {
		p->line++;
		p->n = 0;
		while ((word = next_word(&line)).n > 0 && p->n < WORDS_MAX)
			p->words[p->n++] = word;
		if (p->n > 0)
			return true;
	}
	p->n = 0;
	return false;
}

static bool
opens(const struct parser *p)
{
	return ou_str_is(p->words[0], "loop") ||
	    ou_str_is(p->words[0], "level") ||
	    ou_str_is(p->words[0], "define");
}

/* Behind a line that opened something: go on behind its end. */
static void
skip_block(struct parser *p)
{
	uint32_t depth = 1;

	while (depth > 0 && next_line(p)) {
		if (opens(p))
			depth++;
		else if (ou_str_is(p->words[0], "end"))
			depth--;
	}
}

static bool
number(struct ou_str s, uint8_t *out)
{
	unsigned v = 0;
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || v > 99)
			return false;
		v = v * 10 + (unsigned)(s.p[i] - '0');
	}
	*out = (uint8_t)v;
	return s.n > 0 && v > 0;
}

/* "3" or "3.2"; an element without components is its first. */
static bool
place(struct ou_str s, uint8_t *element, uint8_t *component)
{
	struct ou_str head;

	*component = 1;
	if (!ou_str_split(&s, '.', &head) || !number(head, element))
		return false;
	return s.p == NULL || number(s, component);
}

/* "1=IA|VR", "2.3!=9" */
static int
condition(struct parser *p, struct ou_str s, struct guide_condition *to)
{
	struct ou_str head, value;

	if (!ou_str_split(&s, '=', &head) || s.p == NULL)
		return wrong(p, "'%.*s' is not ELEMENT=VALUE",
		    OU_STR_ARG(head));
	to->not = ou_str_ends(head, "!");
	head.n -= to->not;
	if (!place(head, &to->element, &to->component))
		return wrong(p, "'%.*s' is no element", OU_STR_ARG(head));
	to->values = ou_arena_array(p->a, VALUES_MAX, sizeof(*to->values));
	while (ou_str_split(&s, '|', &value)) {
		if (to->n_values == VALUES_MAX)
			return wrong(p, "too many values");
		to->values[to->n_values++] = value;
	}
	return 0;
}

/* --- elements --- */

static int
codes(struct parser *p, struct guide_element *x, struct ou_str s,
    const struct ou_table *table)
{
	struct guide_code *c;
	struct ou_str word, code, length;
	bool read_only = false;

	s = ou_str_sub(s, 1, s.n - 2);
	while ((word = next_word(&s)).n > 0) {
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
			return wrong(p, "'%.*s' is not CODE=WORD",
			    OU_STR_ARG(code));
		c->word = word;
		c->read_only = read_only;
		if (ou_str_split(&code, ':', &length) && code.p != NULL) {
			c->length = (uint32_t)strtoul(ou_str_cdup(p->a, code),
			    NULL, 10);
		}
		c->code = length;
		if (x->what != GUIDE_PAIRS && x->what != GUIDE_IDS)
			continue;
		c->kept = ou_str_is(word, "-");
		if (c->kept || ou_slot_find(&c->slot, table, word, NULL) == 0)
			continue;
		/* a shared list is for tables that have not all of it */
		c->kept = p->shared;
		if (!c->kept)
			return wrong(p, "'%.*s' is no field",
			    OU_STR_ARG(word));
	}
	return 0;
}

/* The codes that a line "codes NAME {...}" of the common guide has. */
static int
shared_codes(struct parser *p, struct guide_element *x, struct ou_str name,
    const struct ou_table *table)
{
	struct parser q = *p;

	q.rest = p->defines[1];
	q.shared = true;
	while (next_line(&q)) {
		if (q.n == 3 && ou_str_is(q.words[0], "codes") &&
		    ou_str_eq(q.words[1], name))
			return codes(&q, x, q.words[2], table);
	}
	return wrong(p, "there are no codes '%.*s'", OU_STR_ARG(name));
}

/* "3.4-5!", "2-6", "7" */
static int
element_place(struct parser *p, struct guide_element *x)
{
	struct ou_str s = p->words[0], head;

	if (ou_str_ends(s, "!")) {
		x->required = true;
		s.n--;
	}
	(void)ou_str_split(&s, '-', &head);
	if (!place(head, &x->element, &x->component))
		return wrong(p, "'%.*s' is neither a line of a guide nor an "
		    "element", OU_STR_ARG(p->words[0]));
	x->of_elements = ou_str_find(head, '.') < 0;
	x->last = x->of_elements ? x->element : x->component;
	x->ranged = s.p != NULL;
	if (x->ranged && !number(s, &x->last))
		return wrong(p, "'%.*s' is no element", OU_STR_ARG(s));
	return 0;
}

/* =count PATH, =sum PATH.FIELD, =segments TAG, =index, ="TEXT" */
static int
computed(struct parser *p, struct guide_element *x, uint32_t *at)
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
			return wrong(p, "'%.*s' is no field of a list",
			    OU_STR_ARG(path));
		return 0;
	}
	if (!ou_str_is(what, "count"))
		return wrong(p, "'%.*s' is not known", OU_STR_ARG(what));
	x->what = GUIDE_COUNT;
	return ou_slot_inner(&x->slot, root, path, p->err) == 0 ? 0 :
	    wrong(p, "'%.*s' is no list", OU_STR_ARG(path));
}

static int
form(struct parser *p, struct guide_element *x, const struct ou_table *table,
    uint32_t *at)
{
	static const struct {
		const char *word;
		enum guide_form form;
	} forms[] = {
		{ "date", GUIDE_DATE }, { "clock", GUIDE_CLOCK },
		{ "dtm", GUIDE_DTM }, { "unit", GUIDE_UNIT },
		{ "country", GUIDE_COUNTRY }, { "sscc", GUIDE_SSCC },
	};
	struct ou_str w = p->words[(*at)++];
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		if (ou_str_is(w, forms[i].word)) {
			x->form = forms[i].form;
			return 0;
		}
	}
	if (*w.p == '{')
		return codes(p, x, w, table);
	if (ou_str_is(w, "read") || ou_str_is(w, "write") ||
	    ou_str_is(w, "index")) {
		x->read_only = x->read_only || *w.p == 'r';
		x->write_only = x->write_only || *w.p == 'w';
		x->numbered = x->numbered || *w.p == 'i';
		return 0;
	}
	if (ou_str_is(w, "maybe") || ou_str_is(w, "else")) {
		x->maybe = x->maybe || *w.p == 'm';
		x->otherwise = x->otherwise || *w.p == 'e';
		return 0;
	}
	if (w.n == 2 && *w.p == 'n' && w.p[1] >= '0' && w.p[1] <= '6') {
		x->form = GUIDE_IMPLIED;
		x->decimals = (uint8_t)(w.p[1] - '0');
		return 0;
	}
	if (ou_str_starts(w, "<=")) {
		x->may_miss = ou_str_ends(w, "?");
		x->most = (uint16_t)strtoul(ou_str_cdup(p->a,
		    ou_str_sub(w, 2, w.n)), NULL, 10);
		return 0;
	}
	if (ou_str_starts(w, "sign=")) {
		x->has_sign = true;
		return ou_slot_find(&x->sign, table, ou_str_sub(w, 5, w.n),
		    p->err) == 0 ? 0 : wrong(p, "'%.*s' is no field",
		    OU_STR_ARG(w));
	}
	if (ou_str_starts(w, "period=") || ou_str_starts(w, "with=")) {
		x->has_end = true;
		return ou_slot_find(&x->end, table, ou_str_sub(w,
		    (size_t)ou_str_find(w, '=') + 1, w.n),
		    p->err) == 0 ? 0 : wrong(p, "'%.*s' is no field",
		    OU_STR_ARG(w));
	}
	if (ou_str_is(w, "as") && *at < p->n)
		return shared_codes(p, x, p->words[(*at)++], table);
	if (ou_str_is(w, "if") && *at < p->n)
		return condition(p, p->words[(*at)++], &x->only);
	return wrong(p, "'%.*s' is not known", OU_STR_ARG(w));
}

/* LIST[WORD].FIELD, or a path of the object. */
static int
field(struct parser *p, struct guide_element *x,
    const struct ou_table *table)
{
	struct ou_str path = p->words[1], list;
	int kind = -1;

	if (ou_str_split(&path, '[', &list) && path.p != NULL) {
		if (ou_slot_inner(&x->list, table, list, p->err) != 0)
			return -1;
		table = ou_slot_table(&x->list, table);
		ou_table_prepare(table);
		kind = ou_table_find(table, "kind", 4);
		if (kind < 0)
			kind = ou_table_find(table, "role", 4);
		if (kind < 0 || !ou_str_split(&path, ']', &x->word) ||
		    !ou_str_starts(path, "."))
			return -1;
		x->kind = &table->fields[kind];
		list = ou_str_sub(path, 1, path.n);
	}
	return ou_slot_find(&x->slot, table, list, p->err);
}

static int
element(struct parser *p, struct guide_rule *rule,
    const struct ou_table *table)
{
	struct guide_element *x;
	uint32_t at = 2;

	if (rule->n_elements == GUIDE_ELEMENTS_MAX)
		return wrong(p, "a segment of too many lines");
	x = ou_import_append(p->a, &rule->elements, &rule->n_elements,
	    sizeof(*x));
	if (element_place(p, x) != 0)
		return -1;
	if (p->n < 2)
		return wrong(p, "an element of nothing");
	if (ou_str_is(p->words[1], "pairs"))
		x->what = GUIDE_PAIRS;
	else if (ou_str_is(p->words[1], "ids")) {
		x->what = GUIDE_IDS;
		if (p->n < 4 || ou_slot_find(&x->slot, table, p->words[at++],
		    p->err) != 0)
			return wrong(p, "not ids PATH {CODE=PATH ...}");
	}
	else if (*p->words[1].p == '=') {
		if (computed(p, x, &at) != 0)
			return -1;
	} else {
		x->absolute = *p->words[1].p == '/';
		table = x->absolute ? p->g->record->table : table;
		x->outer = *p->words[1].p == '^';
		table = x->outer && p->outer != NULL ? p->outer : table;
		p->words[1] = ou_str_sub(p->words[1], x->absolute || x->outer,
		    p->words[1].n);
		if (field(p, x, table) != 0)
			return wrong(p, "'%.*s' is no field of %s",
			    OU_STR_ARG(p->words[1]), table->name);
	}
	while (at < p->n) {
		if (form(p, x, table, &at) != 0)
			return -1;
	}
	return 0;
}

/* --- segments and groups --- */

/* TAG [condition...] [!] [*] [read] */
static int
head(struct parser *p, struct guide_rule *rule)
{
	struct guide_condition *c;
	uint32_t i;

	rule->line = p->line;
	if (p->n < 2)
		return wrong(p, "no tag");
	rule->tag = p->words[1];
	for (i = 2; i < p->n && !ou_str_is(p->words[i], "->") &&
	    !ou_str_is(p->words[i], "=>"); i++) {
		if (ou_str_is(p->words[i], "!")) {
			rule->required = true;
			continue;
		}
		if (ou_str_is(p->words[i], "*") ||
		    ou_str_is(p->words[i], "read")) {
			rule->repeat = rule->repeat || *p->words[i].p == '*';
			rule->read_only = rule->read_only ||
			    *p->words[i].p == 'r';
			continue;
		}
		c = ou_import_append(p->a, &rule->only, &rule->n_only,
		    sizeof(*c));
		if (condition(p, p->words[i], c) != 0)
			return -1;
	}
	return 0;
}

/* FIELD=WORD|WORD: the members that a loop is for. */
static int
members(struct parser *p, struct guide_rule *rule, struct ou_str s)
{
	struct ou_str path, word;

	if (!rule->list || !ou_str_split(&s, '=', &path) || s.p == NULL)
		return wrong(p, "'%.*s' is not FIELD=WORD", OU_STR_ARG(path));
	if (ou_slot_find(&rule->by, rule->table, path, p->err) != 0)
		return wrong(p, "'%.*s' is no field of %s", OU_STR_ARG(path),
		    rule->table->name);
	rule->words = ou_arena_array(p->a, VALUES_MAX, sizeof(*rule->words));
	while (ou_str_split(&s, '|', &word)) {
		if (rule->n_words == VALUES_MAX)
			return wrong(p, "too many values");
		rule->words[rule->n_words++] = word;
	}
	return 0;
}

/* TAG ... [-> [/]PATH[[]] [FIELD=WORD]] */
static int
into(struct parser *p, struct guide_rule *rule, const struct ou_table *table)
{
	struct ou_str path = OU_STR("");
	uint32_t i;

	for (i = 2; i + 1 < p->n; i++) {
		rule->gives = ou_str_is(p->words[i], "=>");
		if (rule->gives || ou_str_is(p->words[i], "->"))
			break;
	}
	if (i + 1 < p->n)
		path = p->words[i + 1];
	rule->absolute = rule->gives || ou_str_starts(path, "/");
	if (rule->absolute)
		table = p->g->record->table;
	if (ou_str_starts(path, "/"))
		path = ou_str_sub(path, 1, path.n);
	rule->list = ou_str_ends(path, "[]");
	path.n -= rule->list ? 2 : 0;
	if (ou_slot_inner(&rule->into, table, path, p->err) != 0)
		return wrong(p, "'%.*s' is no object or list of %s",
		    OU_STR_ARG(path), table->name);
	rule->table = ou_slot_table(&rule->into, table);
	if (rule->gives && !rule->list)
		return wrong(p, "=> is of a list: PATH[]");
	return i + 2 < p->n ? members(p, rule, p->words[i + 2]) : 0;
}

static int rules(struct parser *p, struct guide_rule *parent,
    struct guide_rule *now, bool block);

static int
loop(struct parser *p, struct guide_rule *parent)
{
	struct guide_rule *rule;
	const struct ou_table *outer = p->outer;
	bool level = ou_str_is(p->words[0], "level");

	if (p->depth == DEPTH_MAX)
		return wrong(p, "too deep");
	rule = ou_import_append(p->a, &parent->rules, &parent->n_rules,
	    sizeof(*rule));
	rule->loop = true;
	if (head(p, rule) != 0 || into(p, rule, parent->table) != 0)
		return -1;
	if (level) {
		rule->levels = rule->tag;
		rule->tag = p->g->tree.tag;
	}
	p->depth++;
	p->outer = parent->table;
	/* the list may move while its members grow lists of their own */
	if (rules(p, rule, NULL, true) != 0)
		return -1;
	p->outer = outer;
	p->depth--;
	return 0;
}

/* Go on behind "define NAME". */
static bool
find_define(struct parser *p, struct ou_str name)
{
	size_t i;

	for (i = 0; i < 2; i++) {
		p->rest = p->defines[i];
		while (next_line(p)) {
			if (ou_str_is(p->words[0], "define") && p->n == 2 &&
			    ou_str_eq(p->words[1], name))
				return true;
		}
	}
	return false;
}

/* The lines of "define NAME": segments, or elements of the one at hand. */
static int
use(struct parser *p, struct guide_rule *parent, struct guide_rule *now)
{
	struct ou_str name = p->n > 1 ? p->words[1] : OU_STR_NONE;
	struct ou_str rest = p->rest;
	uint32_t line = p->line;

	if (p->depth == DEPTH_MAX)
		return wrong(p, "too deep");
	if (!find_define(p, name)) {
		p->line = line;
		return wrong(p, "'%.*s' is not defined", OU_STR_ARG(name));
	}
	p->depth++;
	if (rules(p, parent, now, true) != 0)
		return -1;
	p->depth--;
	p->rest = rest;
	p->line = line;
	return 0;
}

static int
tree(struct parser *p)
{
	struct guide_tree *t = &p->g->tree;

	if (p->n < 4 || !number(p->words[2], &t->id) ||
	    !number(p->words[3], &t->parent) ||
	    (p->n > 4 && !number(p->words[4], &t->level)))
		return wrong(p, "not tree TAG ID PARENT [LEVEL]");
	t->tag = p->words[1];
	return 0;
}

/* set PATH WORD */
static int
setting(struct parser *p, struct guide_rule *parent)
{
	struct guide_setting *s;

	s = ou_import_append(p->a, &parent->settings, &parent->n_settings,
	    sizeof(*s));
	if (p->n != 3 || ou_slot_find(&s->slot, parent->table, p->words[1],
	    p->err) != 0)
		return wrong(p, "not set PATH WORD");
	s->word = p->words[2];
	return 0;
}

static int
segment(struct parser *p, struct guide_rule *parent, struct guide_rule **now)
{
	*now = ou_import_append(p->a, &parent->rules, &parent->n_rules,
	    sizeof(**now));
	return head(p, *now);
}

/* Up to "end" in a block, else up to the end of the text. */
static int
rules(struct parser *p, struct guide_rule *parent, struct guide_rule *now,
    bool block)
{
	bool ours = !p->foreign;
	int r;

	p->foreign = false;

	while (next_line(p)) {
		if (ou_str_is(p->words[0], "end"))
			return block ? 0 : wrong(p, "an end of nothing");
		if (ou_str_is(p->words[0], "define")) {
			skip_block(p);
			continue;
		}
		if (!for_version(p)) {
			ours = ours && !ou_str_is(p->words[0], "segment");
			if (opens(p))
				skip_block(p);
			continue;
		}
		r = 0;
		if (ou_str_is(p->words[0], "segment")) {
			r = segment(p, parent, &now);
			ours = true;
		} else if (opens(p)) {
			now = NULL;
			r = loop(p, parent);
		} else if (ou_str_is(p->words[0], "use")) {
			uint32_t before = parent->n_rules;

			p->foreign = !ours;
			r = use(p, parent, now);
			if (parent->n_rules > before) {
				now = NULL;
				ours = true;
			}
		} else if (ou_str_is(p->words[0], "tree"))
			r = tree(p);
		else if (ou_str_is(p->words[0], "set"))
			r = setting(p, parent);
		else if (now == NULL && ours)
			r = wrong(p, "an element of no segment");
		else if (ours)
			r = element(p, now, parent->table);
		if (r != 0)
			return -1;
	}
	return block ? wrong(p, "an end is missing") : 0;
}

static struct ou_str
source(const char *name)
{
	const struct guide_source *s;

	for (s = ou_guide_sources; s->name != NULL; s++) {
		if (strcmp(s->name, name) == 0)
			return ou_str_c(s->text);
	}
	return OU_STR_NONE;
}

static int
first_line(struct parser *p)
{
	bool x12 = p->g->family == OU_EDI_X12;

	if (!next_line(p))
		return wrong(p, "there is no line");
	/* "also": it is not the first choice for its record */
	if (ou_str_is(p->words[p->n - 1], "also"))
		p->n--;
	if (p->n != (x12 ? 4 : 3) ||
	    !ou_str_is(p->words[0], x12 ? "x12" : "edifact"))
		return wrong(p, "the first line is not: %s", x12 ?
		    "x12 TYPE GROUP RECORD" : "edifact TYPE RECORD");
	p->g->group = x12 ? p->words[2] : OU_STR_NONE;
	p->g->record = ou_record_type_find(p->words[p->n - 1]);
	if (p->g->record == NULL)
		return wrong(p, "'%.*s' is no record",
		    OU_STR_ARG(p->words[p->n - 1]));
	p->g->root.loop = true;
	p->g->root.table = p->g->record->table;
	return 0;
}

const struct ou_guide *
ou_guide_find(struct ou_arena *a, const struct ou_guide_name *name,
    struct ou_str text, struct ou_err *err)
{
	const char *family = name->family == OU_EDI_X12 ? "x12" : "edifact";
	struct ou_guide *g = ou_arena_zalloc(a, sizeof(*g));
	struct parser p = { .a = a, .g = g, .err = err };

	g->family = name->family;
	g->type = ou_str_dup(a, name->type);
	g->version = ou_str_dup(a, name->version);
	p.rest = text.p != NULL ? text : source(ou_str_printf(a, "%s-%.*s",
	    family, OU_STR_ARG(name->type)).p);
	if (p.rest.p == NULL) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_TYPE,
		    "there is no guide for %.*s", OU_STR_ARG(name->type));
		return NULL;
	}
	p.defines[0] = p.rest;
	p.defines[1] = source(ou_str_printf(a, "%s-common", family).p);
	return first_line(&p) == 0 && rules(&p, &g->root, NULL, false) == 0 ? g :
	    NULL;
}

const struct ou_record_type *
ou_guide_record(const struct ou_guide *g)
{
	return g->record;
}

struct ou_str
ou_guide_group(const struct ou_guide *g)
{
	return g->group;
}

struct ou_str
ou_guide_type(enum ou_edi_family family, struct ou_str record)
{
	const char *prefix = family == OU_EDI_X12 ? "x12 " : "edifact ";
	const struct guide_source *s;
	struct ou_str line, text, word, type;

	for (s = ou_guide_sources; s->name != NULL; s++) {
		text = ou_str_c(s->text);
		if (!ou_str_starts(text, prefix) ||
		    !ou_str_split(&text, '\n', &line))
			continue;
		(void)next_word(&line);
		type = next_word(&line);
		while ((word = next_word(&line)).n > 0) {
			if (ou_str_eq(word, record) &&
			    !ou_str_is(next_word(&line), "also"))
				return type;
		}
	}
	return OU_STR_NONE;
}
