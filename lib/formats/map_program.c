#include "map_parser.h"

/*
 * Lines that become statements of the program that runs once a row.
 */

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
find_slot(const struct map_root *root, struct ou_slot *slot, bool *of_line,
    struct ou_str path, struct ou_err *err)
{
	*of_line = ou_str_starts(path, root->line_prefix);
	if (*of_line)
		return ou_slot_find(slot, root->line, ou_str_sub(path,
		    strlen(root->line_prefix), path.n), err);
	return ou_slot_find(slot, root->head, path, err);
}

/* record NAME: what the rows are, before anything is said of them. */
int
ou_map_do_record(struct map_parser *p)
{
	static const struct map_root *const roots[] = { &ou_map_orders,
	    &ou_map_catalogues };
	static const char *const names[] = { "Order", "PriceCatalogue",
	    NULL };
	int i;

	if (p->m->n_program > 0 || p->of_orders || p->m->export.given)
		return ou_map_wrong(p, "'record' comes before all fields and "
		    "what is for orders only");
	if (ou_map_choice(p, names, &i) != 0)
		return -1;
	p->m->root = roots[i];
	return 0;
}

int
ou_map_do_assignment(struct map_parser *p, struct ou_str path)
{
	struct ou_slot slot;
	struct map_stmt *s;
	bool of_line;

	path = ou_str_dup(p->m->arena, path);
	if (find_slot(p->m->root, &slot, &of_line, path, p->err) != 0)
		return -1;
	if (p->rest.n == 0)
		return ou_map_wrong(p,
		    "'%.*s' gets no value", OU_STR_ARG(path));
	s = stmt(p, MAP_SET);
	s->slot = slot;
	s->of_line = of_line;
	s->code_like = code_like(slot.steps[slot.n - 1]);
	return ou_map_value_parse(p->m, &s->value, p->rest, p->line, p->err);
}

/* first FIELD...: the first row's value counts, whatever later rows say. */
int
ou_map_do_first(struct map_parser *p)
{
	struct ou_str w;
	struct ou_slot slot;
	bool of_line, found;
	uint32_t i;

	do {
		if (ou_map_word(p, &w) != 0 ||
		    find_slot(p->m->root, &slot, &of_line, w, p->err) != 0)
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
			return ou_map_wrong(p, "no line above sets '%.*s' "
			    "for the order", OU_STR_ARG(w));
	} while (p->rest.n > 0);
	return 0;
}

int
ou_map_do_if(struct map_parser *p)
{
	static const char *const tests[] = {
		"is", "not", "empty", "given", "below", "above", NULL
	};
	struct ou_str value, test;
	struct map_stmt *s;
	int i;

	if (p->n_ifs == IF_MAX)
		return ou_map_wrong(p, "more than %d conditions in each other",
		    IF_MAX);
	if (ou_map_word(p, &value) != 0 || ou_map_word(p, &test) != 0)
		return -1;
	for (i = 0; tests[i] != NULL && !ou_str_is(test, tests[i]); i++)
		continue;
	if (tests[i] == NULL)
		return ou_map_wrong(p, "'%.*s': expected is, not, empty, "
		    "given, below or above", OU_STR_ARG(test));
	p->ifs[p->n_ifs++] = p->m->n_program;
	s = stmt(p, MAP_IF);
	s->test = (enum map_test)i;
	s->pattern = ou_map_rest(p);
	if ((s->test == TEST_EMPTY || s->test == TEST_GIVEN) &&
	    ou_map_no_more(p) != 0)
		return -1;
	if ((s->test == TEST_BELOW || s->test == TEST_ABOVE) &&
	    ou_decimal_parse(&s->number, s->pattern, 6, OU_DECIMAL_PLAIN,
	    NULL, p->err) != 0)
		return ou_map_wrong(p, "'%.*s' is not a number",
		    OU_STR_ARG(s->pattern));
	return ou_map_value_parse(p->m, &s->value, value, p->line, p->err);
}

int
ou_map_do_else(struct map_parser *p)
{
	uint32_t open;

	if (p->n_ifs == 0)
		return ou_map_wrong(p, "'else' without 'if'");
	open = p->ifs[p->n_ifs - 1];
	if (p->m->program[open].op != MAP_IF)
		return ou_map_wrong(p, "a second 'else'");
	p->ifs[p->n_ifs - 1] = p->m->n_program;
	(void)stmt(p, MAP_GOTO);
	p->m->program[open].jump = p->m->n_program;
	return ou_map_no_more(p);
}

int
ou_map_do_end_block(struct map_parser *p)
{
	if (p->where != IN_MAP)
		p->where = IN_MAP;
	else if (p->n_ifs > 0)
		p->m->program[p->ifs[--p->n_ifs]].jump = p->m->n_program;
	else
		return ou_map_wrong(p, "'end' without a beginning");
	return ou_map_no_more(p);
}

static int
charge(struct map_parser *p, bool is_charge)
{
	static const char *const scopes[] = { "first", "sum", "line", NULL };
	struct ou_str scope, code, value;
	struct map_stmt *s;
	int i;

	if (ou_map_word(p, &scope) != 0 || ou_map_word(p, &code) != 0 ||
	    ou_map_word(p, &value) != 0)
		return -1;
	for (i = 0; scopes[i] != NULL && !ou_str_is(scope, scopes[i]); i++)
		continue;
	if (scopes[i] == NULL)
		return ou_map_wrong(p, "'%.*s': expected first, sum or line",
		    OU_STR_ARG(scope));
	s = stmt(p, MAP_CHARGE);
	s->charge = is_charge;
	s->scope = (enum map_scope)i;
	if (!ou_str_is(code, "-"))
		s->reason_code = ou_str_dup(p->m->arena, code);
	if (ou_map_value_parse(p->m, &s->value, value, p->line, p->err) != 0)
		return -1;
	return ou_map_value_parse(p->m, &s->reason, p->rest, p->line, p->err);
}

int
ou_map_do_charge(struct map_parser *p)
{
	return charge(p, true);
}

int
ou_map_do_allowance(struct map_parser *p)
{
	return charge(p, false);
}

int
ou_map_do_hold(struct map_parser *p)
{
	struct ou_str w;
	struct map_stmt *s;
	enum ou_diag code;

	if (ou_map_word(p, &w) != 0)
		return -1;
	code = ou_diag_find(ou_str_cdup(p->m->arena, w));
	if (code == OU_DIAG_NONE)
		return ou_map_wrong(p, "'%.*s' is no code of "
		    "orderutils-diagnostics(7)", OU_STR_ARG(w));
	s = stmt(p, MAP_HOLD);
	s->code = code;
	return ou_map_value_parse(p->m, &s->reason, p->rest, p->line, p->err);
}

int
ou_map_do_skip_row(struct map_parser *p)
{
	struct map_stmt *s = stmt(p, MAP_SKIP);

	return ou_map_value_parse(p->m, &s->reason, p->rest, p->line, p->err);
}

int
ou_map_do_reject(struct map_parser *p)
{
	struct map_stmt *s = stmt(p, MAP_REJECT);

	return ou_map_value_parse(p->m, &s->reason, p->rest, p->line, p->err);
}

int
ou_map_do_table(struct map_parser *p)
{
	struct map_table *t = ou_arena_zalloc(p->m->arena, sizeof(*t));
	struct ou_str name;

	if (ou_map_only_word(p, &name) != 0)
		return -1;
	t->name = ou_str_dup(p->m->arena, name);
	t->next = p->m->tables;
	p->m->tables = t;
	p->table = t;
	p->where = IN_TABLE;
	return 0;
}

int
ou_map_do_table_row(struct map_parser *p, struct ou_str from)
{
	struct map_table_row *row;
	struct ou_str to = ou_map_rest(p);

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
