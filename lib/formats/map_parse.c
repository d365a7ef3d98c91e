#include <stdio.h>

#include "map_parts.h"

/*
 * The grammar of map files, line by line; see orderutils-map(5).  A line is a
 * word and what stands behind it.  A word that is a field's path sets that
 * field; the others are in the tables below.
 */
#define IF_MAX 8

struct map_parser {
	struct ou_map *m;
	struct ou_err *err;
	struct ou_str rest;		/* of the line, behind the first word */
	uint32_t line;
	enum { IN_MAP, IN_TABLE, IN_EXPORT } where;
	struct map_table *table;
	uint32_t ifs[IF_MAX];		/* open conditions: what to patch */
	int n_ifs;
};

static int
wrong(struct map_parser *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static int
wrong(struct map_parser *p, const char *fmt, ...)
{
	va_list ap;

	ou_err_set(p->err, OU_ERR_USAGE, OU_DIAG_MAP, "%s", "");
	va_start(ap, fmt);
	(void)vsnprintf(p->err->text, sizeof(p->err->text), fmt, ap);
	va_end(ap);
	return -1;
}

/* --- words --- */

/* The next word: blanks end it, quotes keep them; "" in quotes is one. */
static int
word(struct map_parser *p, struct ou_str *out)
{
	struct ou_str s = ou_str_trim(p->rest);
	struct ou_buf b;
	size_t i = 0;

	*out = OU_STR_NONE;
	if (s.n == 0)
		return wrong(p, "something is missing at the end of the line");
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
		return wrong(p, "a quote that is not closed");
	p->rest = ou_str_trim(ou_str_sub(s, i + 1, s.n));
	return 0;
}

static int
no_more(struct map_parser *p)
{
	return p->rest.n == 0 ? 0 : wrong(p, "'%.*s' is too much",
	    OU_STR_ARG(p->rest));
}

static int
only_word(struct map_parser *p, struct ou_str *out)
{
	return word(p, out) != 0 ? -1 : no_more(p);
}

/* The rest of the line as it is; quotes around all of it go. */
static struct ou_str
rest_text(struct map_parser *p)
{
	struct ou_str s = p->rest;

	if (s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"')
		s = ou_str_sub(s, 1, s.n - 2);
	return ou_str_dup(p->m->arena, s);
}

static int
words(struct map_parser *p, struct ou_str **list, uint32_t *n)
{
	struct ou_str w, *to;

	do {
		if (word(p, &w) != 0)
			return -1;
		to = ou_import_append(p->m->arena, list, n, sizeof(*to));
		*to = ou_str_dup(p->m->arena, w);
	} while (p->rest.n > 0);
	return 0;
}

static int
choice(struct map_parser *p, const char *const *names, int *out)
{
	struct ou_str w;
	int i;

	if (only_word(p, &w) != 0)
		return -1;
	for (i = 0; names[i] != NULL; i++) {
		if (ou_str_is(w, names[i])) {
			*out = i;
			return 0;
		}
	}
	return wrong(p, "'%.*s' is none of the words that may stand here",
	    OU_STR_ARG(w));
}

static int
yes_no(struct map_parser *p, bool *out)
{
	static const char *const names[] = { "no", "yes", NULL };
	int i;

	if (choice(p, names, &i) != 0)
		return -1;
	*out = i == 1;
	return 0;
}

/* One byte, by itself or by name. */
static int
byte(struct map_parser *p, char *out)
{
	static const struct { const char *name; char c; } names[] = {
		{ "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' },
		{ "pipe", '|' }, { "space", ' ' }, { "point", '.' },
		{ "apostrophe", '\'' },
	};
	struct ou_str w;
	size_t i;

	if (only_word(p, &w) != 0)
		return -1;
	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (ou_str_is(w, names[i].name)) {
			*out = names[i].c;
			return 0;
		}
	}
	if (w.n != 1)
		return wrong(p, "'%.*s' is not one character",
		    OU_STR_ARG(w));
	*out = *w.p;
	return 0;
}

static int
charset(struct map_parser *p, enum ou_charset *out)
{
	struct ou_str w;

	if (only_word(p, &w) != 0)
		return -1;
	*out = ou_charset_find(w);
	return *out != OU_CHARSET_UNKNOWN ? 0 :
	    wrong(p, "'%.*s' is no character set", OU_STR_ARG(w));
}

static int
integer(struct map_parser *p, struct ou_str w, uint32_t max, uint32_t *out)
{
	int64_t v;

	if (ou_decimal_parse(&v, w, 0, OU_DECIMAL_PLAIN, NULL, p->err) != 0 ||
	    v < 0 || v > max)
		return wrong(p, "'%.*s' is not a number from 0 to %u",
		    OU_STR_ARG(w), max);
	*out = (uint32_t)v;
	return 0;
}

/* --- settings --- */

static int
set_separator(struct map_parser *p)
{
	return byte(p, p->where == IN_EXPORT ? &p->m->export.separator :
	    &p->m->separator);
}

static int
set_quote(struct map_parser *p)
{
	static const char *const names[] = { "minimal", "always", NULL };
	int i;

	if (p->where != IN_EXPORT)
		return byte(p, &p->m->quote);
	if (choice(p, names, &i) != 0)
		return -1;
	p->m->export.quote_always = i == 1;
	return 0;
}

static int
set_charset(struct map_parser *p)
{
	if (p->where != IN_EXPORT)
		return charset(p, &p->m->charset);
	if (charset(p, &p->m->export.charset) != 0)
		return -1;
	return map_charset_writes(p->m->export.charset) ? 0 :
	    wrong(p, "this character set can be read but not written");
}

static int
set_decimal(struct map_parser *p)
{
	char c;

	if (byte(p, &c) != 0)
		return -1;
	if (c != '.' && c != ',')
		return wrong(p, "a decimal mark is . or ,");
	p->m->forms.number.decimal = c;
	return 0;
}

static int
set_thousands(struct map_parser *p)
{
	return byte(p, &p->m->forms.number.thousands);
}

static int
set_date(struct map_parser *p)
{
	const char **to;

	if (p->rest.n == 0)
		return wrong(p, "a pattern such as %%d/%%m/%%Y is missing");
	to = ou_import_append(p->m->arena, &p->m->dates, &p->m->n_dates,
	    sizeof(*to));
	*to = rest_text(p).p;
	return 0;
}

static int
set_zone(struct map_parser *p)
{
	return only_word(p, &p->m->zone);
}

static int
set_skip(struct map_parser *p)
{
	struct ou_str w;

	return only_word(p, &w) != 0 ? -1 :
	    integer(p, w, 1000, &p->m->skip);
}

static int
set_skip_until(struct map_parser *p)
{
	p->m->skip_until = rest_text(p);
	return p->m->skip_until.n > 0 ? 0 : wrong(p, "a pattern is missing");
}

static int
set_header(struct map_parser *p)
{
	bool yes;

	if (yes_no(p, &yes) != 0)
		return -1;
	if (p->where == IN_EXPORT)
		p->m->export.header = yes;
	else
		p->m->no_header = !yes;
	return 0;
}

static int
set_columns(struct map_parser *p)
{
	p->m->no_header = true;
	return words(p, &p->m->names, &p->m->n_names);
}

static int
set_match(struct map_parser *p)
{
	return words(p, &p->m->match, &p->m->n_match);
}

static int
set_ignore(struct map_parser *p)
{
	struct ou_str *to;

	if (p->rest.n == 0)
		return wrong(p, "a pattern is missing");
	to = ou_import_append(p->m->arena, &p->m->ignore, &p->m->n_ignore,
	    sizeof(*to));
	*to = rest_text(p);
	return 0;
}

static int
set_group(struct map_parser *p)
{
	if (p->rest.n == 0)
		return wrong(p, "a value is missing");
	return map_value_parse(p->m, &p->m->group, p->rest, p->line, p->err);
}

static int
set_negative(struct map_parser *p)
{
	static const char *const names[] = {
		"hold", "keep", "skip", "reject", NULL
	};
	int i = 0, rc = choice(p, names, &i);

	p->m->negative = (enum map_negative)i;
	return rc;
}

static int
set_duplicate(struct map_parser *p)
{
	static const char *const names[] = {
		"finding", "keep", "skip", "reject", NULL
	};
	int i = 0, rc = choice(p, names, &i);

	p->m->duplicate = (enum map_duplicate)i;
	return rc;
}

static int
set_units(struct map_parser *p)
{
	static const char *const names[] = { "rec20", "x12", "edifact", NULL };
	int i = 0, rc = choice(p, names, &i);

	p->m->units = (enum ou_unit_family)i;
	return rc;
}

static int
set_price(struct map_parser *p)
{
	static const char *const names[] = { "unit", "line", NULL };
	int i = 0, rc = choice(p, names, &i);

	p->m->price_of_line = i == 1;
	return rc;
}

/* --- statements --- */

static struct map_stmt *
stmt(struct map_parser *p, enum map_op op)
{
	struct map_stmt *s = ou_import_append(p->m->arena, &p->m->program,
	    &p->m->n_program, sizeof(*s));

	s->op = op;
	s->line = p->line;
	return s;
}

/* Texts whose digits are a name: a spreadsheet must not have cut them. */
static bool
code_like(const struct ou_field *f)
{
	static const char *const names[] = {
		"sku", "gtin", "gln", "packGtin", "buyerItemId",
		"manufacturerItemId", "siret", "orderNumber", "telephone",
		"postalCode"
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcmp(f->name, names[i]) == 0)
			return true;
	}
	return false;
}

static int
find_slot(struct ou_slot *slot, bool *of_line, struct ou_str path,
    struct ou_err *err)
{
	*of_line = ou_str_starts(path, "orderedItem.");
	if (*of_line)
		return ou_slot_find(slot, &ou_order_line_table,
		    ou_str_sub(path, 12, path.n), err);
	return ou_slot_find(slot, &ou_order_table, path, err);
}

static int
assignment(struct map_parser *p, struct ou_str path)
{
	struct ou_slot slot;
	struct map_stmt *s;
	bool of_line;

	path = ou_str_dup(p->m->arena, path);
	if (find_slot(&slot, &of_line, path, p->err) != 0)
		return -1;
	if (p->rest.n == 0)
		return wrong(p, "'%.*s' gets no value", OU_STR_ARG(path));
	s = stmt(p, MAP_SET);
	s->slot = slot;
	s->of_line = of_line;
	s->code_like = code_like(slot.steps[slot.n - 1]);
	return map_value_parse(p->m, &s->value, p->rest, p->line, p->err);
}

/* first FIELD...: the first row's value counts, whatever later rows say. */
static int
set_first(struct map_parser *p)
{
	struct ou_str w;
	struct ou_slot slot;
	bool of_line, found;
	uint32_t i;

	do {
		if (word(p, &w) != 0 ||
		    find_slot(&slot, &of_line, w, p->err) != 0)
			return -1;
		found = false;
		for (i = 0; i < p->m->n_program; i++) {
			struct map_stmt *s = &p->m->program[i];

			if (s->op != MAP_SET || s->of_line || of_line ||
			    s->slot.n != slot.n || memcmp(s->slot.steps,
			    slot.steps, sizeof(slot.steps)) != 0)
				continue;
			s->first = found = true;
		}
		if (!found)
			return wrong(p, "no line above sets '%.*s' for the "
			    "order", OU_STR_ARG(w));
	} while (p->rest.n > 0);
	return 0;
}

static int
begin_if(struct map_parser *p)
{
	static const char *const tests[] = {
		"is", "not", "empty", "given", "below", "above", NULL
	};
	struct ou_str value, test;
	struct map_stmt *s;
	int i;

	if (p->n_ifs == IF_MAX)
		return wrong(p, "more than %d conditions in each other",
		    IF_MAX);
	if (word(p, &value) != 0 || word(p, &test) != 0)
		return -1;
	for (i = 0; tests[i] != NULL && !ou_str_is(test, tests[i]); i++)
		continue;
	if (tests[i] == NULL)
		return wrong(p, "'%.*s': expected is, not, empty, given, "
		    "below or above", OU_STR_ARG(test));
	p->ifs[p->n_ifs++] = p->m->n_program;
	s = stmt(p, MAP_IF);
	s->test = (enum map_test)i;
	s->pattern = rest_text(p);
	if ((s->test == TEST_EMPTY || s->test == TEST_GIVEN) &&
	    no_more(p) != 0)
		return -1;
	if ((s->test == TEST_BELOW || s->test == TEST_ABOVE) &&
	    ou_decimal_parse(&s->number, s->pattern, 6, OU_DECIMAL_PLAIN,
	    NULL, p->err) != 0)
		return wrong(p, "'%.*s' is not a number",
		    OU_STR_ARG(s->pattern));
	return map_value_parse(p->m, &s->value, value, p->line, p->err);
}

static int
begin_else(struct map_parser *p)
{
	uint32_t open;

	if (p->n_ifs == 0)
		return wrong(p, "'else' without 'if'");
	open = p->ifs[p->n_ifs - 1];
	if (p->m->program[open].op != MAP_IF)
		return wrong(p, "a second 'else'");
	p->ifs[p->n_ifs - 1] = p->m->n_program;
	(void)stmt(p, MAP_GOTO);
	p->m->program[open].jump = p->m->n_program;
	return no_more(p);
}

static int
end_block(struct map_parser *p)
{
	if (p->where != IN_MAP)
		p->where = IN_MAP;
	else if (p->n_ifs > 0)
		p->m->program[p->ifs[--p->n_ifs]].jump = p->m->n_program;
	else
		return wrong(p, "'end' without a beginning");
	return no_more(p);
}

static int
charge(struct map_parser *p, bool is_charge)
{
	static const char *const scopes[] = { "first", "sum", "line", NULL };
	struct ou_str scope, code, value;
	struct map_stmt *s;
	int i;

	if (word(p, &scope) != 0 || word(p, &code) != 0 ||
	    word(p, &value) != 0)
		return -1;
	for (i = 0; scopes[i] != NULL && !ou_str_is(scope, scopes[i]); i++)
		continue;
	if (scopes[i] == NULL)
		return wrong(p, "'%.*s': expected first, sum or line",
		    OU_STR_ARG(scope));
	s = stmt(p, MAP_CHARGE);
	s->charge = is_charge;
	s->scope = (enum map_scope)i;
	if (!ou_str_is(code, "-"))
		s->reason_code = ou_str_dup(p->m->arena, code);
	if (map_value_parse(p->m, &s->value, value, p->line, p->err) != 0)
		return -1;
	return map_value_parse(p->m, &s->reason, p->rest, p->line, p->err);
}

static int
add_charge(struct map_parser *p)
{
	return charge(p, true);
}

static int
add_allowance(struct map_parser *p)
{
	return charge(p, false);
}

static int
add_hold(struct map_parser *p)
{
	struct ou_str w;
	struct map_stmt *s;
	enum ou_diag code;

	if (word(p, &w) != 0)
		return -1;
	code = ou_diag_find(ou_str_cdup(p->m->arena, w));
	if (code == OU_DIAG_NONE)
		return wrong(p, "'%.*s' is no code of "
		    "orderutils-diagnostics(7)", OU_STR_ARG(w));
	s = stmt(p, MAP_HOLD);
	s->code = code;
	return map_value_parse(p->m, &s->reason, p->rest, p->line, p->err);
}

static int
add_skip_row(struct map_parser *p)
{
	struct map_stmt *s = stmt(p, MAP_SKIP);

	return map_value_parse(p->m, &s->reason, p->rest, p->line, p->err);
}

static int
add_reject(struct map_parser *p)
{
	struct map_stmt *s = stmt(p, MAP_REJECT);

	return map_value_parse(p->m, &s->reason, p->rest, p->line, p->err);
}

static int
begin_table(struct map_parser *p)
{
	struct map_table *t = ou_arena_zalloc(p->m->arena, sizeof(*t));
	struct ou_str name;

	if (only_word(p, &name) != 0)
		return -1;
	t->name = ou_str_dup(p->m->arena, name);
	t->next = p->m->tables;
	p->m->tables = t;
	p->table = t;
	p->where = IN_TABLE;
	return 0;
}

static int
table_row(struct map_parser *p, struct ou_str from)
{
	struct map_table_row *row;
	struct ou_str to = rest_text(p);

	if (ou_str_is(from, "*")) {
		p->table->other = to;
		return 0;
	}
	row = ou_import_append(p->m->arena, &p->table->rows,
	    &p->table->n_rows, sizeof(*row));
	row->from = ou_str_dup(p->m->arena, from);
	row->to = to;
	return 0;
}

/* --- export --- */

static int
begin_export(struct map_parser *p)
{
	if (p->n_ifs > 0)
		return wrong(p, "'export' inside 'if'");
	p->m->export.given = true;
	p->where = IN_EXPORT;
	return no_more(p);
}

static int
set_newline(struct map_parser *p)
{
	static const char *const names[] = { "lf", "crlf", NULL };
	int i = 0, rc = choice(p, names, &i);

	p->m->export.crlf = i == 1;
	return rc;
}

static int
set_rows(struct map_parser *p)
{
	static const char *const names[] = { "shipment", "package", NULL };
	int i = 0, rc = choice(p, names, &i);

	p->m->export.per_package = i == 1;
	return rc;
}

static int
set_layout(struct map_parser *p)
{
	static const char *const names[] = { "separated", "fixed", NULL };
	int i = 0, rc = choice(p, names, &i);

	p->m->export.fixed = i == 1;
	return rc;
}

static int
set_transliterate(struct map_parser *p)
{
	return yes_no(p, &p->m->export.transliterate);
}

static int
add_line(struct map_parser *p)
{
	struct map_export *x = &p->m->export;
	struct ou_str *to = ou_import_append(p->m->arena, &x->lines,
	    &x->n_lines, sizeof(*to));

	*to = rest_text(p);
	return 0;
}

static int
add_column(struct map_parser *p)
{
	struct map_export *x = &p->m->export;
	struct map_export_column *c;
	struct ou_str name, width;

	if (word(p, &name) != 0 || word(p, &width) != 0)
		return -1;
	c = ou_import_append(p->m->arena, &x->columns, &x->n_columns,
	    sizeof(*c));
	c->name = ou_str_dup(p->m->arena, name);
	if (!ou_str_is(width, "-") && integer(p, width, 10000, &c->width) != 0)
		return -1;
	return map_value_parse(p->m, &c->value, p->rest, p->line, p->err);
}

/* --- lines --- */

#define MAP 1
#define EXPORT 2

static const struct {
	const char *name;
	int where;
	int (*take)(struct map_parser *p);
} directives[] = {
	{ "separator", MAP | EXPORT, set_separator },
	{ "quote", MAP | EXPORT, set_quote },
	{ "charset", MAP | EXPORT, set_charset },
	{ "header", MAP | EXPORT, set_header },
	{ "decimal", MAP, set_decimal },
	{ "thousands", MAP, set_thousands },
	{ "date", MAP, set_date },
	{ "zone", MAP, set_zone },
	{ "skip-lines", MAP, set_skip },
	{ "skip-until", MAP, set_skip_until },
	{ "columns", MAP, set_columns },
	{ "match", MAP, set_match },
	{ "ignore", MAP, set_ignore },
	{ "group", MAP, set_group },
	{ "negative", MAP, set_negative },
	{ "duplicate", MAP, set_duplicate },
	{ "units", MAP, set_units },
	{ "price", MAP, set_price },
	{ "first", MAP, set_first },
	{ "if", MAP, begin_if },
	{ "else", MAP, begin_else },
	{ "end", MAP | EXPORT, end_block },
	{ "charge", MAP, add_charge },
	{ "allowance", MAP, add_allowance },
	{ "hold", MAP, add_hold },
	{ "skip", MAP, add_skip_row },
	{ "reject", MAP, add_reject },
	{ "table", MAP, begin_table },
	{ "export", MAP, begin_export },
	{ "newline", EXPORT, set_newline },
	{ "rows", EXPORT, set_rows },
	{ "layout", EXPORT, set_layout },
	{ "transliterate", EXPORT, set_transliterate },
	{ "line", EXPORT, add_line },
	{ "column", EXPORT, add_column },
};

static int
take_line(struct map_parser *p)
{
	struct ou_str name;
	size_t i;
	int where = p->where == IN_EXPORT ? EXPORT : MAP;

	if (word(p, &name) != 0)
		return -1;
	if (p->where == IN_TABLE && !ou_str_is(name, "end"))
		return table_row(p, name);
	for (i = 0; i < sizeof(directives) / sizeof(*directives); i++) {
		if ((directives[i].where & where) != 0 &&
		    ou_str_is(name, directives[i].name))
			return directives[i].take(p);
	}
	if (p->where == IN_MAP)
		return assignment(p, name);
	return wrong(p, "'%.*s' is nothing that 'export' knows",
	    OU_STR_ARG(name));
}

/* --- the end --- */

static int
resolve_tables(struct ou_map *m, struct ou_err *err)
{
	struct map_stmt *s;
	uint32_t i;

	for (i = 0; i < m->n_program; i++) {
		s = &m->program[i];
		if (map_value_tables(m, &s->value, err) != 0 ||
		    map_value_tables(m, &s->reason, err) != 0)
			return ou_err_at(err, NULL, s->line, 0);
	}
	for (i = 0; i < m->export.n_columns; i++) {
		if (map_value_tables(m, &m->export.columns[i].value,
		    err) != 0)
			return -1;
	}
	return map_value_tables(m, &m->group, err);
}

/* Without 'group', rows with the same order number are one order. */
static int
find_group(struct map_parser *p)
{
	struct ou_map *m = p->m;
	const struct map_stmt *s;
	uint32_t i;

	if (m->group.n_parts > 0 || m->n_program == 0)
		return 0;
	for (i = 0; i < m->n_program; i++) {
		s = &m->program[i];
		if (s->op == MAP_SET && !s->of_line && s->slot.n == 1 &&
		    strcmp(s->slot.steps[0]->name, "orderNumber") == 0) {
			m->group = s->value;
			return 0;
		}
	}
	return wrong(p, "neither 'group' nor 'orderNumber' says which rows "
	    "are one order");
}

/* The columns of 'export' are fields of the shipment. */
static int
resolve_export(struct map_parser *p)
{
	struct ou_map *m = p->m;
	struct map_column *c;
	uint32_t i;

	if (m->export.given && m->n_program > 0)
		return wrong(p, "a map either reads or writes: 'export' and "
		    "fields of orders do not go together");
	for (i = 0; m->export.given && i < m->n_columns; i++) {
		c = &m->columns[i];
		p->line = c->line;
		if (ou_str_is(c->name, "package.number")) {
			c->from = PACKAGE_NUMBER;
		} else if (ou_str_is(c->name, "package.count")) {
			c->from = PACKAGE_COUNT;
		} else if (ou_str_starts(c->name, "package.")) {
			c->from = FROM_PACKAGE;
			if (ou_slot_find(&c->slot, &ou_package_table,
			    ou_str_sub(c->name, 8, c->name.n), p->err) != 0)
				return -1;
		} else if (ou_slot_find(&c->slot, &ou_shipment_table, c->name,
		    p->err) != 0) {
			return -1;
		}
	}
	return 0;
}

static int
finish(struct map_parser *p)
{
	const char **end;

	if (p->where != IN_MAP || p->n_ifs > 0)
		return wrong(p, "the map ends before its last 'end'");
	if (p->m->n_dates > 0) {
		end = ou_import_append(p->m->arena, &p->m->dates,
		    &p->m->n_dates, sizeof(*end));
		*end = NULL;
		p->m->forms.dates = p->m->dates;
	}
	if (p->m->n_program == 0 && !p->m->export.given)
		return wrong(p, "the map sets no field");
	return resolve_tables(p->m, p->err) != 0 || find_group(p) != 0 ||
	    resolve_export(p) != 0 ? -1 : 0;
}

static int
parse(struct map_parser *p, struct ou_str text)
{
	struct ou_str line;

	if (ou_str_starts(text, "\xef\xbb\xbf"))
		text = ou_str_sub(text, 3, text.n);
	if (ou_utf8_valid(text.p, text.n) != text.n)
		return wrong(p, "the map is not UTF-8");
	while (ou_str_split(&text, '\n', &line)) {
		p->line++;
		line = ou_str_trim(line);
		if (line.n == 0 || *line.p == '#')
			continue;
		if (memchr(line.p, '\0', line.n) != NULL)
			return wrong(p, "a NUL byte");
		p->rest = line;
		if (take_line(p) != 0)
			return -1;
	}
	return finish(p);
}

struct ou_map *
ou_map_parse(struct ou_arena *a, const char *name, struct ou_str text,
    struct ou_err *err)
{
	struct ou_map *m = ou_arena_zalloc(a, sizeof(*m));
	struct map_parser p = { .m = m, .err = err };

	m->arena = a;
	m->name = ou_str_cdup(a, ou_str_c(name));
	m->export.separator = ';';
	m->export.charset = OU_CHARSET_UTF8;
	if (parse(&p, text) == 0)
		return m;
	ou_err_at(err, name, p.line, 0);
	return NULL;
}

struct ou_str
ou_map_zone(const struct ou_map *m)
{
	return m->zone;
}
