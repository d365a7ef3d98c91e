#include "map_parser.h"

/*
 * The grammar of map files, line by line; see orderutils-map(5).  A line is a
 * word and what stands behind it.  A word that is a field's path sets that
 * field; the others are in the table below.
 */

#define MAP 1
#define EXPORT 2
#define ORDERS 4			/* and of no other records */

static const struct {
	const char *name;
	int where;
	int (*take)(struct map_parser *p);
} directives[] = {
	{ "record", MAP, ou_map_do_record },
	{ "separator", MAP | EXPORT, ou_map_do_separator },
	{ "quote", MAP | EXPORT, ou_map_do_quote },
	{ "charset", MAP | EXPORT, ou_map_do_charset },
	{ "header", MAP | EXPORT, ou_map_do_header },
	{ "decimal", MAP, ou_map_do_decimal },
	{ "thousands", MAP, ou_map_do_thousands },
	{ "date", MAP, ou_map_do_date },
	{ "zone", MAP, ou_map_do_zone },
	{ "skip-lines", MAP, ou_map_do_skip },
	{ "skip-until", MAP, ou_map_do_skip_until },
	{ "columns", MAP, ou_map_do_columns },
	{ "match", MAP, ou_map_do_match },
	{ "ignore", MAP, ou_map_do_ignore },
	{ "group", MAP | ORDERS, ou_map_do_group },
	{ "negative", MAP | ORDERS, ou_map_do_negative },
	{ "duplicate", MAP | ORDERS, ou_map_do_duplicate },
	{ "units", MAP, ou_map_do_units },
	{ "price", MAP | ORDERS, ou_map_do_price },
	{ "first", MAP | ORDERS, ou_map_do_first },
	{ "if", MAP, ou_map_do_if },
	{ "else", MAP, ou_map_do_else },
	{ "end", MAP | EXPORT, ou_map_do_end_block },
	{ "charge", MAP | ORDERS, ou_map_do_charge },
	{ "allowance", MAP | ORDERS, ou_map_do_allowance },
	{ "hold", MAP | ORDERS, ou_map_do_hold },
	{ "skip", MAP, ou_map_do_skip_row },
	{ "reject", MAP, ou_map_do_reject },
	{ "table", MAP, ou_map_do_table },
	{ "export", MAP, ou_map_do_export },
	{ "newline", EXPORT, ou_map_do_newline },
	{ "rows", EXPORT, ou_map_do_rows },
	{ "layout", EXPORT, ou_map_do_layout },
	{ "transliterate", EXPORT, ou_map_do_transliterate },
	{ "line", EXPORT, ou_map_do_line },
	{ "column", EXPORT, ou_map_do_column },
};

static int
take_line(struct map_parser *p)
{
	struct ou_str name;
	size_t i;
	int where = p->where == IN_EXPORT ? EXPORT : MAP;

	if (ou_map_word(p, &name) != 0)
		return -1;
	if (p->where == IN_TABLE && !ou_str_is(name, "end"))
		return ou_map_do_table_row(p, name);
	for (i = 0; i < sizeof(directives) / sizeof(*directives); i++) {
		if ((directives[i].where & where) == 0 ||
		    !ou_str_is(name, directives[i].name))
			continue;
		if ((directives[i].where & ORDERS) != 0 &&
		    p->m->root != &ou_map_orders)
			return ou_map_wrong(p, "'%s' is for orders only",
			    directives[i].name);
		p->of_orders |= (directives[i].where & ORDERS) != 0;
		return directives[i].take(p);
	}
	if (p->where == IN_MAP)
		return ou_map_do_assignment(p, name);
	return ou_map_wrong(p, "'%.*s' is nothing that 'export' knows",
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
		if (ou_map_value_tables(m, &s->value, err) != 0 ||
		    ou_map_value_tables(m, &s->reason, err) != 0)
			return ou_err_at(err, NULL, s->line, 0);
	}
	for (i = 0; i < m->export.n_columns; i++) {
		if (ou_map_value_tables(m, &m->export.columns[i].value,
		    err) != 0)
			return -1;
	}
	return ou_map_value_tables(m, &m->group, err);
}

/* Without 'group', rows with the same order number are one order. */
static int
find_group(struct map_parser *p)
{
	struct ou_map *m = p->m;
	const struct map_stmt *s;
	uint32_t i;

	if (m->group.n_parts > 0 || m->n_program == 0 ||
	    m->root != &ou_map_orders)
		return 0;
	for (i = 0; i < m->n_program; i++) {
		s = &m->program[i];
		if (s->op == MAP_SET && !s->of_line && s->slot.n == 1 &&
		    strcmp(s->slot.steps[0]->name, "orderNumber") == 0) {
			m->group = s->value;
			return 0;
		}
	}
	return ou_map_wrong(p,
	    "neither 'group' nor 'orderNumber' says which rows "
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
		return ou_map_wrong(p,
		    "a map either reads or writes: 'export' and "
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
		return ou_map_wrong(p, "the map ends before its last 'end'");
	if (p->m->n_dates > 0) {
		end = ou_import_append(p->m->arena, &p->m->dates,
		    &p->m->n_dates, sizeof(*end));
		*end = NULL;
		p->m->forms.dates = p->m->dates;
	}
	if (p->m->n_program == 0 && !p->m->export.given)
		return ou_map_wrong(p, "the map sets no field");
	return resolve_tables(p->m, p->err) != 0 || find_group(p) != 0 ||
	    resolve_export(p) != 0 ? -1 : 0;
}

static int
parse(struct map_parser *p, struct ou_str text)
{
	struct ou_str line;

	if (ou_str_starts(text, "\xef\xbb\xbf"))
		text = ou_str_sub(text, 3, text.n);
	while (ou_str_split(&text, '\n', &line)) {
		p->line++;
		if (ou_utf8_valid(line.p, line.n) != line.n)
			return ou_map_wrong(p, "the map is not UTF-8");
		line = ou_str_trim(line);
		if (line.n == 0 || *line.p == '#')
			continue;
		if (memchr(line.p, '\0', line.n) != NULL)
			return ou_map_wrong(p, "a NUL byte");
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
	m->root = &ou_map_orders;
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
