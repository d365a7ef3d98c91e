#include "map_parser.h"
#include "ou/record/csv.h"

/*
 * Lines that say how a file is read, and how a carrier's file is written.
 */

int
ou_map_do_separator(struct map_parser *p)
{
	return ou_map_byte(p, p->where == IN_EXPORT ? &p->m->export.separator :
	    &p->m->separator);
}

int
ou_map_do_quote(struct map_parser *p)
{
	static const char *const names[] = { "minimal", "always", NULL };
	int i;

	if (p->where != IN_EXPORT && ou_str_is(p->rest, "none")) {
		/* a byte that no text has */
		p->m->quote = OU_CSV_NO_QUOTE;
		return 0;
	}
	if (p->where != IN_EXPORT)
		return ou_map_byte(p, &p->m->quote);
	if (ou_map_choice(p, names, &i) != 0)
		return -1;
	p->m->export.quote_always = i == 1;
	return 0;
}

int
ou_map_do_charset(struct map_parser *p)
{
	if (p->where != IN_EXPORT)
		return ou_map_charset(p, &p->m->charset);
	if (ou_map_charset(p, &p->m->export.charset) != 0)
		return -1;
	return ou_map_charset_writes(p->m->export.charset) ? 0 :
	    ou_map_wrong(p, "this character set can be read but not written");
}

int
ou_map_do_decimal(struct map_parser *p)
{
	char c;

	if (ou_map_byte(p, &c) != 0)
		return -1;
	if (c != '.' && c != ',')
		return ou_map_wrong(p, "a decimal mark is . or ,");
	p->m->forms.number.decimal = c;
	return 0;
}

int
ou_map_do_thousands(struct map_parser *p)
{
	return ou_map_byte(p, &p->m->forms.number.thousands);
}

int
ou_map_do_date(struct map_parser *p)
{
	const char **to;

	if (p->rest.n == 0)
		return ou_map_wrong(p,
		    "a pattern such as %%d/%%m/%%Y is missing");
	to = ou_import_append(p->m->arena, &p->m->dates, &p->m->n_dates,
	    sizeof(*to));
	*to = ou_map_rest(p).p;
	return 0;
}

int
ou_map_do_zone(struct map_parser *p)
{
	return ou_map_only_word(p, &p->m->zone);
}

int
ou_map_do_skip(struct map_parser *p)
{
	struct ou_str w;

	return ou_map_only_word(p, &w) != 0 ? -1 :
	    ou_map_integer(p, w, 1000, &p->m->skip);
}

int
ou_map_do_skip_until(struct map_parser *p)
{
	p->m->skip_until = ou_map_rest(p);
	return p->m->skip_until.n > 0 ? 0 :
	    ou_map_wrong(p, "a pattern is missing");
}

int
ou_map_do_header(struct map_parser *p)
{
	bool yes;

	if (ou_map_yes_no(p, &yes) != 0)
		return -1;
	if (p->where == IN_EXPORT)
		p->m->export.header = yes;
	else
		p->m->no_header = !yes;
	return 0;
}

int
ou_map_do_columns(struct map_parser *p)
{
	p->m->no_header = true;
	return ou_map_words(p, &p->m->names, &p->m->n_names);
}

int
ou_map_do_match(struct map_parser *p)
{
	return ou_map_words(p, &p->m->match, &p->m->n_match);
}

int
ou_map_do_ignore(struct map_parser *p)
{
	struct ou_str *to;

	if (p->rest.n == 0)
		return ou_map_wrong(p, "a pattern is missing");
	to = ou_import_append(p->m->arena, &p->m->ignore, &p->m->n_ignore,
	    sizeof(*to));
	*to = ou_map_rest(p);
	return 0;
}

int
ou_map_do_group(struct map_parser *p)
{
	if (p->rest.n == 0)
		return ou_map_wrong(p, "a value is missing");
	return ou_map_value_parse(p->m, &p->m->group, p->rest, p->line, p->err);
}

int
ou_map_do_negative(struct map_parser *p)
{
	static const char *const names[] = {
		"hold", "keep", "skip", "reject", NULL
	};
	int i = 0, rc = ou_map_choice(p, names, &i);

	p->m->negative = (enum map_negative)i;
	return rc;
}

int
ou_map_do_duplicate(struct map_parser *p)
{
	static const char *const names[] = {
		"finding", "keep", "skip", "reject", NULL
	};
	int i = 0, rc = ou_map_choice(p, names, &i);

	p->m->duplicate = (enum map_duplicate)i;
	return rc;
}

int
ou_map_do_units(struct map_parser *p)
{
	static const char *const names[] = { "rec20", "x12", "edifact", NULL };
	int i = 0, rc = ou_map_choice(p, names, &i);

	p->m->units = (enum ou_unit_family)i;
	return rc;
}

int
ou_map_do_price(struct map_parser *p)
{
	static const char *const names[] = { "unit", "line", NULL };
	int i = 0, rc = ou_map_choice(p, names, &i);

	p->m->price_of_line = i == 1;
	return rc;
}

/* --- export --- */

int
ou_map_do_export(struct map_parser *p)
{
	if (p->n_ifs > 0)
		return ou_map_wrong(p, "'export' inside 'if'");
	p->m->export.given = true;
	p->where = IN_EXPORT;
	return ou_map_no_more(p);
}

int
ou_map_do_newline(struct map_parser *p)
{
	static const char *const names[] = { "lf", "crlf", NULL };
	int i = 0, rc = ou_map_choice(p, names, &i);

	p->m->export.crlf = i == 1;
	return rc;
}

int
ou_map_do_rows(struct map_parser *p)
{
	static const char *const names[] = { "shipment", "package", NULL };
	int i = 0, rc = ou_map_choice(p, names, &i);

	p->m->export.per_package = i == 1;
	return rc;
}

int
ou_map_do_layout(struct map_parser *p)
{
	static const char *const names[] = { "separated", "fixed", NULL };
	int i = 0, rc = ou_map_choice(p, names, &i);

	p->m->export.fixed = i == 1;
	return rc;
}

int
ou_map_do_transliterate(struct map_parser *p)
{
	return ou_map_yes_no(p, &p->m->export.transliterate);
}

int
ou_map_do_line(struct map_parser *p)
{
	struct map_export *x = &p->m->export;
	struct ou_str *to = ou_import_append(p->m->arena, &x->lines,
	    &x->n_lines, sizeof(*to));

	*to = ou_map_rest(p);
	return 0;
}

int
ou_map_do_column(struct map_parser *p)
{
	struct map_export *x = &p->m->export;
	struct map_export_column *c;
	struct ou_str name, width;

	if (ou_map_word(p, &name) != 0 || ou_map_word(p, &width) != 0)
		return -1;
	c = ou_import_append(p->m->arena, &x->columns, &x->n_columns,
	    sizeof(*c));
	c->name = ou_str_dup(p->m->arena, name);
	if (!ou_str_is(width, "-") &&
	    ou_map_integer(p, width, 10000, &c->width) != 0)
		return -1;
	return ou_map_value_parse(p->m, &c->value, p->rest, p->line, p->err);
}
