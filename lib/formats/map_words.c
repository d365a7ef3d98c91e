#include <stdio.h>

#include "map_parser.h"

int
ou_map_wrong(struct map_parser *p, const char *fmt, ...)
{
	va_list ap;

	ou_err_set(p->err, OU_ERR_USAGE, OU_DIAG_MAP, "%s", "");
	va_start(ap, fmt);
	(void)vsnprintf(p->err->text, sizeof(p->err->text), fmt, ap);
	va_end(ap);
	return -1;
}

/* The next word: blanks end it, quotes keep them; "" in quotes is one. */
int
ou_map_word(struct map_parser *p, struct ou_str *out)
{
	struct ou_str s = ou_str_trim(p->rest);
	struct ou_buf b;
	size_t i = 0;

	*out = OU_STR_NONE;
	if (s.n == 0)
		return ou_map_wrong(p,
		    "something is missing at the end of the line");
	if (*s.p != '"') {
		/* a column in braces may have blanks in it */
		for (; i < s.n && s.p[i] != ' ' && s.p[i] != '\t'; i++) {
			if (s.p[i] == '{')
				while (i < s.n && s.p[i] != '}')
					i++;
		}
		*out = ou_str_sub(s, 0, i);
		p->rest = ou_str_trim(ou_str_sub(s, i, s.n));
		return 0;
	}
	ou_buf_init(&b, 0);
	for (i = 1; i < s.n; i++) {
		if (s.p[i] == '"' && !(i + 1 < s.n && s.p[i + 1] == '"'))
			break;
		i += s.p[i] == '"';
		ou_buf_addc(&b, s.p[i]);
	}
	*out = ou_str_dup(p->m->arena, ou_buf_str(&b));
	ou_buf_release(&b);
	if (i >= s.n)
		return ou_map_wrong(p, "a quote that is not closed");
	p->rest = ou_str_trim(ou_str_sub(s, i + 1, s.n));
	return 0;
}

int
ou_map_no_more(struct map_parser *p)
{
	return p->rest.n == 0 ? 0 : ou_map_wrong(p, "'%.*s' is too much",
	    OU_STR_ARG(p->rest));
}

int
ou_map_only_word(struct map_parser *p, struct ou_str *out)
{
	return ou_map_word(p, out) != 0 ? -1 : ou_map_no_more(p);
}

/* The rest of the line as it is; quotes around all of it go. */
struct ou_str
ou_map_rest(struct map_parser *p)
{
	struct ou_str s = p->rest;

	if (s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"')
		s = ou_str_sub(s, 1, s.n - 2);
	return ou_str_dup(p->m->arena, s);
}

int
ou_map_words(struct map_parser *p, struct ou_str **list, uint32_t *n)
{
	struct ou_str w, *to;

	do {
		if (ou_map_word(p, &w) != 0)
			return -1;
		to = ou_import_append(p->m->arena, list, n, sizeof(*to));
		*to = ou_str_dup(p->m->arena, w);
	} while (p->rest.n > 0);
	return 0;
}

int
ou_map_choice(struct map_parser *p, const char *const *names, int *out)
{
	struct ou_str w;
	int i;

	if (ou_map_only_word(p, &w) != 0)
		return -1;
	for (i = 0; names[i] != NULL; i++) {
		if (ou_str_is(w, names[i])) {
			*out = i;
			return 0;
		}
	}
	return ou_map_wrong(p,
	    "'%.*s' is none of the words that may stand here", OU_STR_ARG(w));
}

int
ou_map_yes_no(struct map_parser *p, bool *out)
{
	static const char *const names[] = { "no", "yes", NULL };
	int i;

	if (ou_map_choice(p, names, &i) != 0)
		return -1;
	*out = i == 1;
	return 0;
}

/* One byte, by itself or by name. */
int
ou_map_byte(struct map_parser *p, char *out)
{
	static const struct { const char *name; char c; } names[] = {
		{ "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' },
		{ "pipe", '|' }, { "space", ' ' }, { "point", '.' },
		{ "apostrophe", '\'' },
	};
	struct ou_str w;
	size_t i;

	if (ou_map_only_word(p, &w) != 0)
		return -1;
	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (ou_str_is(w, names[i].name)) {
			*out = names[i].c;
			return 0;
		}
	}
	if (w.n != 1)
		return ou_map_wrong(p, "'%.*s' is not one character",
		    OU_STR_ARG(w));
	*out = *w.p;
	return 0;
}

int
ou_map_charset(struct map_parser *p, enum ou_charset *out)
{
	struct ou_str w;

	if (ou_map_only_word(p, &w) != 0)
		return -1;
	*out = ou_charset_find(w);
	return *out != OU_CHARSET_UNKNOWN ? 0 :
	    ou_map_wrong(p, "'%.*s' is no character set", OU_STR_ARG(w));
}

int
ou_map_integer(
    struct map_parser *p, struct ou_str w, uint32_t max, uint32_t *out)
{
	int64_t v;

	if (ou_decimal_parse(&v, w, 0, OU_DECIMAL_PLAIN, NULL, p->err) != 0 ||
	    v < 0 || v > max)
		return ou_map_wrong(p, "'%.*s' is not a number from 0 to %u",
		    OU_STR_ARG(w), max);
	*out = (uint32_t)v;
	return 0;
}
