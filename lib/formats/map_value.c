#include <stdio.h>

#include "map_parts.h"

/*
 * Values: text with columns and functions in it.
 */

/* --- patterns --- */

/* One alternative.  Linear but for backtracking to the last star. */
static bool
glob_one(struct ou_str p, struct ou_str s)
{
	size_t i = 0, k = 0, star = SIZE_MAX, mark = 0;

	while (k < s.n) {
		if (i < p.n && p.p[i] == '*') {
			star = i++;
			mark = k;
		} else if (i < p.n && (p.p[i] == '?' || p.p[i] == s.p[k])) {
			i++;
			k++;
		} else if (star != SIZE_MAX) {
			i = star + 1;
			k = ++mark;
		} else {
			return false;
		}
	}
	while (i < p.n && p.p[i] == '*')
		i++;
	return i == p.n;
}

bool
ou_map_glob(struct ou_str pattern, struct ou_str s)
{
	struct ou_str one;

	while (ou_str_split(&pattern, '|', &one)) {
		if (glob_one(one, s))
			return true;
	}
	return false;
}

/* --- parsing --- */

enum fn_arg { ARG_NONE, ARG_TEXT, ARG_NUMBER };

static const struct {
	const char *name;
	enum map_fn_op op;
	enum fn_arg arg;
} functions[] = {
	{ "upper", FN_UPPER, ARG_NONE },
	{ "lower", FN_LOWER, ARG_NONE },
	{ "digits", FN_DIGITS, ARG_NONE },
	{ "letters", FN_LETTERS, ARG_NONE },
	{ "ascii", FN_ASCII, ARG_NONE },
	{ "comma", FN_COMMA, ARG_NONE },
	{ "first", FN_FIRST, ARG_NUMBER },
	{ "last", FN_LAST, ARG_NUMBER },
	{ "scale", FN_SCALE, ARG_NUMBER },
	{ "decimals", FN_DECIMALS, ARG_NUMBER },
	{ "pad", FN_PAD, ARG_NUMBER },
	{ "before", FN_BEFORE, ARG_TEXT },
	{ "after", FN_AFTER, ARG_TEXT },
	{ "default", FN_DEFAULT, ARG_TEXT },
	{ "date", FN_DATE, ARG_TEXT },
};

static int
parse_fn(struct ou_map *m, struct map_fn *fn, struct ou_str text,
    struct ou_err *err)
{
	struct ou_str name;
	size_t i, n = sizeof(functions) / sizeof(*functions);

	text = ou_str_trim(text);
	if (!ou_str_split(&text, ' ', &name))
		name = OU_STR("");
	fn->arg = ou_str_dup(m->arena, ou_str_trim(text));
	for (i = 0; i < n && !ou_str_is(name, functions[i].name); i++)
		continue;
	if (i == n) {
		/* a table's name, known later */
		fn->op = FN_TABLE;
		fn->arg = ou_str_dup(m->arena, name);
		return 0;
	}
	fn->op = functions[i].op;
	if (functions[i].arg == ARG_NONE && fn->arg.n > 0)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_MAP,
		    "'%s' takes nothing behind it", functions[i].name);
	if (functions[i].arg != ARG_NONE && fn->arg.n == 0)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_MAP,
		    "'%s' needs something behind it", functions[i].name);
	if (functions[i].arg != ARG_NUMBER)
		return 0;
	if (ou_decimal_parse(&fn->n, fn->arg, 0, OU_DECIMAL_PLAIN, NULL,
	    err) != 0 || fn->n < 0 || fn->n > 1000000)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_MAP,
		    "'%.*s' is no number for '%s'", OU_STR_ARG(fn->arg),
		    functions[i].name);
	return 0;
}

static int32_t
column_of(struct ou_map *m, struct ou_str name, uint32_t line)
{
	struct map_column *c;
	bool optional = ou_str_ends(name, "?") && name.n > 1;
	uint32_t i;

	if (optional)
		name.n--;
	for (i = 0; i < m->n_columns; i++) {
		if (ou_str_eq(m->columns[i].name, name)) {
			m->columns[i].optional |= optional;
			return (int32_t)i;
		}
	}
	c = ou_import_append(m->arena, &m->columns, &m->n_columns,
	    sizeof(*c));
	c->name = ou_str_dup(m->arena, name);
	c->optional = optional;
	c->line = line;
	return (int32_t)i;
}

static int
parse_column(struct ou_map *m, struct map_part *part, struct ou_str inside,
    uint32_t line, struct ou_err *err)
{
	struct ou_str name, fn;

	if (!ou_str_split(&inside, '|', &name))
		name = inside;
	name = ou_str_trim(name);
	if (name.n == 0)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_MAP,
		    "a column without a name");
	part->column = column_of(m, name, line);
	while (ou_str_split(&inside, '|', &fn)) {
		if (parse_fn(m, ou_import_append(m->arena, &part->fns,
		    &part->n_fns, sizeof(*part->fns)), fn, err) != 0)
			return -1;
	}
	return 0;
}

static bool
name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
	    (unsigned char)c >= 0x80;
}

static struct map_part *
new_part(struct ou_map *m, struct map_value *v)
{
	struct map_part *p = ou_import_append(m->arena, &v->parts,
	    &v->n_parts, sizeof(*p));

	p->column = -1;
	return p;
}

/* The column that begins behind the % at ${at}; returns where it ends. */
static int
parse_percent(struct ou_map *m, struct map_value *v, struct ou_str text,
    size_t *at, uint32_t line, struct ou_err *err)
{
	struct ou_str rest = ou_str_sub(text, *at, text.n);
	ptrdiff_t end;
	size_t n = 0;

	if (rest.n > 0 && *rest.p == '{') {
		if ((end = ou_str_find(rest, '}')) < 0)
			return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_MAP,
			    "'%%{' without '}'");
		*at += (size_t)end + 1;
		return parse_column(m, new_part(m, v), ou_str_sub(rest, 1,
		    (size_t)end - 1), line, err);
	}
	while (n < rest.n && name_byte(rest.p[n]))
		n++;
	if (n == 0)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_MAP,
		    "'%%' without a column's name; a percent sign is %%%%");
	*at += n;
	return parse_column(m, new_part(m, v), ou_str_sub(rest, 0, n), line,
	    err);
}

int
ou_map_value_parse(struct ou_map *m, struct map_value *value,
    struct ou_str text, uint32_t line, struct ou_err *err)
{
	struct ou_buf literal;
	size_t at = 0;
	int rc = 0;

	memset(value, 0, sizeof(*value));
	/* quotes keep blanks at the ends */
	if (text.n >= 2 && text.p[0] == '"' && text.p[text.n - 1] == '"')
		text = ou_str_sub(text, 1, text.n - 2);
	ou_buf_init(&literal, 0);
	while (rc == 0 && at <= text.n) {
		bool percent = at < text.n && text.p[at] == '%';

		if (percent && at + 1 < text.n && text.p[at + 1] == '%') {
			ou_buf_addc(&literal, '%');
			at += 2;
			continue;
		}
		if (at < text.n && !percent) {
			ou_buf_addc(&literal, text.p[at++]);
			continue;
		}
		if (literal.n > 0)
			new_part(m, value)->text = ou_str_dup(m->arena,
			    ou_buf_str(&literal));
		ou_buf_clear(&literal);
		if (at++ == text.n)
			break;
		rc = parse_percent(m, value, text, &at, line, err);
	}
	ou_buf_release(&literal);
	return rc;
}

int
ou_map_value_tables(const struct ou_map *m, struct map_value *value,
    struct ou_err *err)
{
	const struct map_table *t;
	struct map_fn *fn;
	uint32_t i, k;

	for (i = 0; i < value->n_parts; i++) {
		for (k = 0; k < value->parts[i].n_fns; k++) {
			fn = &value->parts[i].fns[k];
			if (fn->op != FN_TABLE)
				continue;
			for (t = m->tables; t != NULL &&
			    !ou_str_eq(t->name, fn->arg); t = t->next)
				continue;
			if (t == NULL)
				return ou_err_set(err, OU_ERR_USAGE,
				    OU_DIAG_MAP, "'%.*s' is neither a "
				    "function nor a table",
				    OU_STR_ARG(fn->arg));
			fn->table = t;
		}
	}
	return 0;
}

/* --- making --- */

static struct ou_str
look_up(const struct map_table *t, struct ou_str s)
{
	uint32_t i;

	for (i = 0; i < t->n_rows; i++) {
		if (ou_str_eq(t->rows[i].from, s))
			return t->rows[i].to;
	}
	return t->other.p != NULL ? t->other : s;
}

/* Where ${n} characters (not bytes) end. */
static size_t
chars_end(struct ou_str s, int64_t n)
{
	size_t i = 0;

	for (; i < s.n && n > 0; n--) {
		i++;
		while (i < s.n && ((unsigned char)s.p[i] & 0xc0) == 0x80)
			i++;
	}
	return i;
}

static int
number_fn(const struct map_fn *fn, struct ou_buf *b, struct ou_err *err)
{
	char text[OU_DECIMAL_MAX];
	int64_t v;
	int places = fn->op == FN_DECIMALS ? (int)fn->n : 0;

	if (b->n == 0)
		return 0;
	if (ou_decimal_parse(&v, ou_buf_str(b), 6, OU_DECIMAL_PLAIN, NULL,
	    err) != 0)
		return -1;
	if (fn->op == FN_SCALE && __builtin_mul_overflow(v, fn->n, &v))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "a number too large to scale");
	if (fn->op == FN_DECIMALS && (places > 6 ||
	    ou_decimal_round(&v, 6, places) != 0))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "a number cannot be rounded");
	b->n = 0;
	ou_buf_add(b, text, ou_decimal_text(text, v, 6, places));
	return 0;
}

static void
pad_fn(const struct map_fn *fn, struct ou_buf *b)
{
	size_t want = (size_t)(fn->n < 256 ? fn->n : 256), n = b->n;

	if (n == 0 || n >= want || ou_buf_reserve(b, want - n) == NULL)
		return;
	memmove(b->p + (want - n), b->p, n);
	memset(b->p, '0', want - n);
	b->n = want;
}

static int
date_fn(const struct map_fn *fn, struct ou_buf *b, struct ou_err *err)
{
	struct ou_time t = { 0 };
	const char *p;

	if (b->n == 0)
		return 0;
	if (ou_time_parse(&t, ou_buf_str(b), err) != 0)
		return -1;
	b->n = 0;
	for (p = fn->arg.p; *p != '\0'; p++) {
		if (*p != '%') {
			ou_buf_addc(b, *p);
			continue;
		}
		switch (*++p) {
		case 'Y': ou_buf_printf(b, "%04d", t.date.year); break;
		case 'y': ou_buf_printf(b, "%02d", t.date.year % 100); break;
		case 'm': ou_buf_printf(b, "%02d", t.date.month); break;
		case 'd': ou_buf_printf(b, "%02d", t.date.day); break;
		case 'H': ou_buf_printf(b, "%02d", t.hour); break;
		case 'M': ou_buf_printf(b, "%02d", t.minute); break;
		case 'S': ou_buf_printf(b, "%02d", t.second); break;
		default:
			return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_MAP,
			    "'%%%c' is no part of a date", *p);
		}
	}
	return 0;
}

/* Put ${s}, which may lie in ${b} itself, alone into ${b}. */
static void
replace(struct ou_buf *b, struct ou_str s)
{
	if (s.n > b->n) {
		ou_buf_clear(b);
		ou_buf_adds(b, s);
		return;
	}
	if (s.n > 0)
		memmove(b->p, s.p, s.n);
	b->n = s.n;
}

static void
keep_bytes(struct ou_buf *b, bool letters)
{
	size_t i, n = 0;

	for (i = 0; i < b->n; i++) {
		bool digit = b->p[i] >= '0' && b->p[i] <= '9';

		if (digit != letters)
			b->p[n++] = b->p[i];
	}
	b->n = n;
}

static void
change_case(struct ou_buf *b, bool upper)
{
	char from = upper ? 'a' : 'A';
	size_t i;

	for (i = 0; i < b->n; i++) {
		if (b->p[i] >= from && b->p[i] <= from + 25)
			b->p[i] = (char)(b->p[i] ^ 0x20);
	}
}

static void
text_fn(const struct map_fn *fn, struct ou_buf *b)
{
	struct ou_str s = ou_buf_str(b);
	ptrdiff_t at;
	size_t n, i;

	switch (fn->op) {
	case FN_FIRST:
		b->n = chars_end(s, fn->n);
		break;
	case FN_LAST:
		n = ou_utf8_length(s);
		i = (int64_t)n > fn->n ? chars_end(s, (int64_t)n - fn->n) : 0;
		replace(b, ou_str_sub(s, i, s.n));
		break;
	case FN_BEFORE:
		if ((at = ou_str_search(s, fn->arg)) >= 0)
			replace(b, ou_str_trim(ou_str_sub(s, 0, (size_t)at)));
		break;
	case FN_AFTER:
		if ((at = ou_str_search(s, fn->arg)) >= 0)
			replace(b, ou_str_trim(ou_str_sub(s, (size_t)at +
			    fn->arg.n, s.n)));
		break;
	case FN_DEFAULT:
		if (b->n == 0)
			ou_buf_adds(b, fn->arg);
		break;
	case FN_TABLE:
		replace(b, look_up(fn->table, s));
		break;
	default:
		break;
	}
}

static int
apply(const struct map_fn *fn, struct ou_buf *b, struct ou_err *err)
{
	struct ou_buf plain;
	size_t i;

	switch (fn->op) {
	case FN_UPPER:
	case FN_LOWER:
		change_case(b, fn->op == FN_UPPER);
		return 0;
	case FN_DIGITS:
	case FN_LETTERS:
		keep_bytes(b, fn->op == FN_LETTERS);
		return 0;
	case FN_SCALE:
	case FN_DECIMALS:
		return number_fn(fn, b, err);
	case FN_COMMA:
		for (i = 0; i < b->n; i++)
			b->p[i] = b->p[i] == '.' ? ',' : b->p[i];
		return 0;
	case FN_PAD:
		pad_fn(fn, b);
		return 0;
	case FN_DATE:
		return date_fn(fn, b, err);
	case FN_ASCII:
		ou_buf_init(&plain, 0);
		ou_utf8_ascii(&plain, ou_buf_str(b));
		ou_buf_clear(b);
		ou_buf_adds(b, ou_buf_str(&plain));
		ou_buf_release(&plain);
		return 0;
	default:
		text_fn(fn, b);
		return 0;
	}
}

int
ou_map_value_make(const struct map_value *value, const struct map_cells *cells,
    struct ou_buf *scratch, struct ou_str *out, struct ou_err *err)
{
	const struct map_part *p = value->parts;
	struct ou_buf *one = cells->one;
	uint32_t i, k;
	int rc = 0;

	ou_buf_clear(scratch);
	for (i = 0; i < value->n_parts && rc == 0; i++, p++) {
		ou_buf_clear(one);
		ou_buf_adds(one, p->column < 0 ? p->text :
		    cells->get(cells->arg, (uint32_t)p->column));
		for (k = 0; k < p->n_fns && rc == 0; k++)
			rc = apply(&p->fns[k], one, err);
		ou_buf_adds(scratch, ou_buf_str(one));
	}
	*out = ou_str_trim(ou_buf_str(scratch));
	return rc;
}
