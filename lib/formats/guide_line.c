#include <stdio.h>

#include "guide_parser.h"

/*
 * Guides are read line by line, words with blanks between; {} and "" hold
 * words together.  Lines for other versions are left out here, so that who
 * reads and writes knows of one version only.
 */

int
ou_guide_wrong(struct guide_parser *p, const char *fmt, ...)
{
	char text[200];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return ou_err_set(p->err, OU_ERR_USAGE, OU_DIAG_MAP,
	    "guide %.*s, line %u: %s", OU_STR_ARG(p->at == 0 ? p->g->type :
	    OU_STR("common")), p->line, text);
}

struct ou_str
ou_guide_next_word(struct ou_str *s)
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
version_key(struct guide_parser *p, struct ou_str v)
{
	struct ou_str part = OU_STR_NONE;

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
bool
ou_guide_for_version(struct guide_parser *p)
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
bool
ou_guide_next_line(struct guide_parser *p)
{
	struct ou_str line, word;

	while (ou_str_split(&p->rest, '\n', &line)) {
		p->line++;
		p->n = 0;
		while ((word = ou_guide_next_word(&line)).n > 0 &&
		    p->n < GUIDE_WORDS_MAX)
			p->words[p->n++] = word;
		p->too_long = word.n > 0;
		if (p->n > 0)
			return true;
	}
	p->n = 0;
	return false;
}

void
ou_guide_go_to(struct guide_parser *p, int text)
{
	p->rest = p->texts[text];
	p->at = text;
	p->line = 0;
}

bool
ou_guide_opens(const struct guide_parser *p)
{
	return ou_str_is(p->words[0], "loop") ||
	    ou_str_is(p->words[0], "level") ||
	    ou_str_is(p->words[0], "define");
}

/* Behind a line that opened something: go on behind its end. */
void
ou_guide_skip_block(struct guide_parser *p)
{
	uint32_t depth = 1;

	while (depth > 0 && ou_guide_next_line(p)) {
		if (ou_guide_opens(p))
			depth++;
		else if (ou_str_is(p->words[0], "end"))
			depth--;
	}
}

unsigned
ou_guide_number(struct ou_str s, unsigned most)
{
	unsigned v = 0;
	size_t i;

	for (i = 0; i < s.n && v <= most; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return 0;
		v = v * 10 + (unsigned)(s.p[i] - '0');
	}
	return v <= most ? v : 0;
}

/* "3" or "3.2"; an element without components is its first. */
bool
ou_guide_place(struct ou_str s, uint8_t *element, uint8_t *component)
{
	struct ou_str head;

	(void)ou_str_split(&s, '.', &head);
	*element = (uint8_t)ou_guide_number(head, UINT8_MAX);
	*component = s.p == NULL ? 1 :
	    (uint8_t)ou_guide_number(s, UINT8_MAX);
	return *element > 0 && *component > 0;
}

int
ou_guide_values(struct guide_parser *p, struct ou_str s,
    struct ou_str **values, uint32_t *n)
{
	struct ou_str value;

	*values = ou_arena_array(p->a, GUIDE_VALUES_MAX, sizeof(**values));
	while (ou_str_split(&s, '|', &value)) {
		if (*n == GUIDE_VALUES_MAX)
			return ou_guide_wrong(p, "too many values");
		(*values)[(*n)++] = value;
	}
	return 0;
}

/* "1=IA|VR", "2.3!=9" */
int
ou_guide_condition(struct guide_parser *p, struct ou_str s,
    struct guide_condition *to)
{
	struct ou_str head;

	if (!ou_str_split(&s, '=', &head) || s.p == NULL)
		return ou_guide_wrong(p, "'%.*s' is not ELEMENT=VALUE",
		    OU_STR_ARG(head));
	to->not = ou_str_ends(head, "!");
	head.n -= to->not;
	if (!ou_guide_place(head, &to->element, &to->component))
		return ou_guide_wrong(p, "'%.*s' is no element",
		    OU_STR_ARG(head));
	return ou_guide_values(p, s, &to->values, &to->n_values);
}
