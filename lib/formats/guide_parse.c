#include "guide_parser.h"

/* Lines of segments and groups. */
#define DEPTH_MAX 8

static bool
is_arrow(struct ou_str s)
{
	return ou_str_is(s, "->") || ou_str_is(s, "=>");
}

/* "each FROM STEP": of a member of the group's list. */
static int
each(struct guide_parser *p, struct guide_rule *rule, uint32_t *at,
    const struct guide_rule *group)
{
	if (*at + 2 < p->n) {
		rule->each = (uint8_t)ou_guide_number(p->words[*at + 1],
		    UINT8_MAX);
		rule->step = (uint8_t)ou_guide_number(p->words[*at + 2],
		    UINT8_MAX);
	}
	*at += 2;
	return rule->each > 0 && rule->step > 0 && group != NULL &&
	    group->list && group->into.n == 1 ? 0 :
	    ou_guide_wrong(p, "not each ELEMENT COUNT, in a loop of a list");
}

/* TAG [condition...] [next=TAG] [!] [!!] [*] [read] [each FROM STEP] */
static int
head(struct guide_parser *p, struct guide_rule *rule,
    const struct guide_rule *group)
{
	struct guide_condition *c;
	uint32_t i;

	rule->line = p->line;
	if (p->n < 2)
		return ou_guide_wrong(p, "no tag");
	rule->tag = p->words[1];
	for (i = 2; i < p->n; i++) {
		if (rule->loop && is_arrow(p->words[i]))
			break;
		if (ou_str_is(p->words[i], "!") ||
		    ou_str_is(p->words[i], "!!")) {
			rule->required = true;
			rule->ours = p->words[i].n == 2;
			continue;
		}
		if (ou_str_is(p->words[i], "*") ||
		    ou_str_is(p->words[i], "read")) {
			rule->repeat = rule->repeat || *p->words[i].p == '*';
			rule->read_only = rule->read_only ||
			    *p->words[i].p == 'r';
			continue;
		}
		if (ou_str_is(p->words[i], "each")) {
			if (each(p, rule, &i, group) != 0)
				return -1;
			continue;
		}
		if (ou_str_starts(p->words[i], "next=")) {
			rule->next_tag = ou_str_sub(p->words[i], 5,
			    p->words[i].n);
			continue;
		}
		c = ou_import_append(p->a, &rule->only, &rule->n_only,
		    sizeof(*c));
		if (ou_guide_condition(p, p->words[i], c) != 0)
			return -1;
	}
	return 0;
}

/* FIELD=WORD|WORD: the members that a loop is for. */
static int
members(struct guide_parser *p, struct guide_rule *rule, struct ou_str s)
{
	struct ou_str path;

	if (!rule->list || !ou_str_split(&s, '=', &path) || s.p == NULL)
		return ou_guide_wrong(p, "'%.*s' is not FIELD=WORD",
		    OU_STR_ARG(path));
	if (ou_slot_find(&rule->by, rule->table, path, p->err) != 0)
		return ou_guide_wrong(p, "'%.*s' is no field of %s",
		    OU_STR_ARG(path), rule->table->name);
	return ou_guide_values(p, s, &rule->words, &rule->n_words);
}

/* TAG ... [-> [/]PATH[[]] [FIELD=WORD]] */
static int
into(struct guide_parser *p, struct guide_rule *rule,
    const struct ou_table *table)
{
	struct ou_str path = OU_STR("");
	uint32_t i;

	for (i = 2; i + 1 < p->n && !is_arrow(p->words[i]); i++)
		;
	if (i + 1 < p->n) {
		rule->gives = ou_str_is(p->words[i], "=>");
		path = p->words[i + 1];
	}
	rule->absolute = rule->gives || ou_str_starts(path, "/");
	if (rule->absolute)
		table = p->g->record->table;
	if (ou_str_starts(path, "/"))
		path = ou_str_sub(path, 1, path.n);
	rule->list = ou_str_ends(path, "[]");
	path.n -= rule->list ? 2 : 0;
	if (ou_slot_inner(&rule->into, table, path, p->err) != 0)
		return ou_guide_wrong(p, "'%.*s' is no object or list of %s",
		    OU_STR_ARG(path), table->name);
	rule->table = ou_slot_table(&rule->into, table);
	if (rule->gives && !rule->list)
		return ou_guide_wrong(p, "=> is of a list: PATH[]");
	if (rule->gives && p->gives)
		return ou_guide_wrong(p, "a group of => cannot hold "
		    "another");
	if (i + 3 < p->n)
		return ou_guide_wrong(p, "'%.*s' is not known here",
		    OU_STR_ARG(p->words[i + 3]));
	return i + 2 < p->n ? members(p, rule, p->words[i + 2]) : 0;
}

static int
loop(struct guide_parser *p, struct guide_rule *parent)
{
	struct guide_rule *rule;
	const struct ou_table *outer = p->outer;
	bool level = ou_str_is(p->words[0], "level"), gives = p->gives;

	if (p->depth == DEPTH_MAX)
		return ou_guide_wrong(p, "too deep");
	if (level && p->g->tree.tag.p == NULL)
		return ou_guide_wrong(p, "a level of no tree");
	rule = ou_import_append(p->a, &parent->rules, &parent->n_rules,
	    sizeof(*rule));
	rule->loop = true;
	if (head(p, rule, NULL) != 0 || into(p, rule, parent->table) != 0)
		return -1;
	if (level) {
		rule->levels = rule->tag;
		rule->tag = p->g->tree.tag;
	}
	p->depth++;
	p->outer = parent->table;
	p->gives = gives || rule->gives;
	/* the list may move while its members grow lists of their own */
	if (ou_guide_parse_rules(p, rule, NULL, true) != 0)
		return -1;
	p->gives = gives;
	p->outer = outer;
	p->depth--;
	return 0;
}

/* Go on behind "define NAME". */
static bool
find_define(struct guide_parser *p, struct ou_str name)
{
	int i;

	for (i = 0; i < 2; i++) {
		ou_guide_go_to(p, i);
		while (ou_guide_next_line(p)) {
			if (ou_str_is(p->words[0], "define") && p->n == 2 &&
			    ou_str_eq(p->words[1], name))
				return true;
		}
	}
	return false;
}

/* The lines of "define NAME": segments, or elements of the one at hand. */
static int
use(struct guide_parser *p, struct guide_rule *parent, struct guide_rule *now)
{
	struct ou_str name = p->n > 1 ? p->words[1] : OU_STR_NONE;
	struct ou_str rest = p->rest;
	uint32_t line = p->line;
	bool found;
	int at = p->at;

	if (p->depth == DEPTH_MAX)
		return ou_guide_wrong(p, "too deep");
	found = find_define(p, name);
	p->depth++;
	if (found && ou_guide_parse_rules(p, parent, now, true) != 0)
		return -1;
	p->depth--;
	p->rest = rest;
	p->at = at;
	p->line = line;
	return found ? 0 : ou_guide_wrong(p, "'%.*s' is not defined",
	    OU_STR_ARG(name));
}

static int
tree(struct guide_parser *p)
{
	struct guide_tree *t = &p->g->tree;

	if (p->n >= 4) {
		t->id = (uint8_t)ou_guide_number(p->words[2], UINT8_MAX);
		t->parent = (uint8_t)ou_guide_number(p->words[3], UINT8_MAX);
	}
	if (p->n > 4)
		t->level = (uint8_t)ou_guide_number(p->words[4], UINT8_MAX);
	if (t->id == 0 || t->parent == 0 || (p->n > 4 && t->level == 0))
		return ou_guide_wrong(p, "not tree TAG ID PARENT [LEVEL]");
	t->tag = p->words[1];
	return 0;
}

/* set PATH WORD */
static int
setting(struct guide_parser *p, struct guide_rule *parent)
{
	struct guide_setting *s;

	s = ou_import_append(p->a, &parent->settings, &parent->n_settings,
	    sizeof(*s));
	if (p->n != 3 || ou_slot_find(&s->slot, parent->table, p->words[1],
	    p->err) != 0)
		return ou_guide_wrong(p, "not set PATH WORD");
	s->word = p->words[2];
	return 0;
}

static int
segment(struct guide_parser *p, struct guide_rule *parent,
    struct guide_rule **now)
{
	*now = ou_import_append(p->a, &parent->rules, &parent->n_rules,
	    sizeof(**now));
	return head(p, *now, parent);
}

int
ou_guide_parse_rules(struct guide_parser *p, struct guide_rule *parent,
    struct guide_rule *now, bool block)
{
	bool ours = !p->foreign;
	int r;

	p->foreign = false;
	while (ou_guide_next_line(p)) {
		if (p->too_long)
			return ou_guide_wrong(p, "a line of too many words");
		if (ou_str_is(p->words[0], "end"))
			return block ? 0 : ou_guide_wrong(p,
			    "an end of nothing");
		if (ou_str_is(p->words[0], "define")) {
			ou_guide_skip_block(p);
			continue;
		}
		if (!ou_guide_for_version(p)) {
			ours = ours && !ou_str_is(p->words[0], "segment");
			if (ou_guide_opens(p))
				ou_guide_skip_block(p);
			continue;
		}
		r = 0;
		if (ou_str_is(p->words[0], "segment")) {
			r = segment(p, parent, &now);
			ours = true;
		} else if (ou_guide_opens(p)) {
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
			r = ou_guide_wrong(p, "an element of no segment");
		else if (ours)
			r = ou_guide_parse_element(p, now, parent->table);
		if (r != 0)
			return -1;
	}
	return block ? ou_guide_wrong(p, "an end is missing") : 0;
}
