/*
 * Random JSON: of any shape, or in the likeness of a table, with unknown
 * members, escapes, blanks and now and then a value of the wrong kind.
 */
#ifndef OU_TESTS_RANDOM_JSON_H
#define OU_TESTS_RANDOM_JSON_H

#include "ou/record/record.h"
#include "unit.h"

struct rj {
	struct ou_buf *b;
	int blanks;		/* one in so many places has some; 0: none */
	int wrong;		/* one in so many known values is of no kind;
				 * 0: none */
	int numbers;		/* 0: integers only */
	int next;		/* for names that are unique */
};

UNIT_FN void
rj_blank(struct rj *r)
{
	static const char *const all[] = { " ", "  ", "\t", " \t " };

	if (r->blanks != 0 && unit_rand((uint64_t)r->blanks) == 0)
		ou_buf_puts(r->b, all[unit_rand(4)]);
}

UNIT_FN void
rj_string(struct rj *r)
{
	static const char *const pieces[] = { "a", "Zo", " ", "0", ",", ";",
		"\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\\\"",
		"\\\\", "\\n", "\\u00e9", "\\/", "\\ud83d\\ude00", "\\t",
		"long text that is longer than a word ", "=", "'" };
	uint64_t n = unit_rand(6);

	ou_buf_addc(r->b, '"');
	while (n-- > 0)
		ou_buf_puts(r->b, pieces[unit_rand(19)]);
	ou_buf_addc(r->b, '"');
}

UNIT_FN void
rj_number(struct rj *r)
{
	static const char *const more[] = { "", ".5", ".10", "e2", "E-3",
		".25e+1" };

	int64_t v = (int64_t)unit_rand(unit_rand(2) ? 10 : 100000);

	ou_buf_addi(r->b, unit_rand(3) == 0 ? -v : v);
	if (r->numbers)
		ou_buf_puts(r->b, more[unit_rand(6)]);
}

UNIT_FN void
rj_any(struct rj *r, int depth)
{
	uint64_t kind = unit_rand(depth > 0 ? 9 : 7), n = unit_rand(4);
	static const char *const words[] = { "true", "false", "null" };

	if (kind < 2)
		rj_string(r);
	else if (kind < 4)
		rj_number(r);
	else if (kind < 7)
		ou_buf_puts(r->b, words[kind - 4]);
	else {
		ou_buf_addc(r->b, kind == 7 ? '{' : '[');
		rj_blank(r);
		while (n-- > 0) {
			if (kind == 7)
				ou_buf_printf(r->b, "\"%s%d\":",
				    unit_rand(9) == 0 ? "\\u0041" : "m",
				    r->next++);
			rj_blank(r);
			rj_any(r, depth - 1);
			rj_blank(r);
			if (n > 0)
				ou_buf_addc(r->b, ',');
			rj_blank(r);
		}
		ou_buf_addc(r->b, kind == 7 ? '}' : ']');
	}
}

UNIT_FN void rj_object(struct rj *r, const struct ou_table *t, int depth,
    const char *head);

UNIT_FN void
rj_list(struct rj *r, const struct ou_field *f, int depth)
{
	uint64_t n = unit_rand(f->limit != 0 ? f->limit : 5);

	ou_buf_addc(r->b, '[');
	while (n-- > 0) {
		rj_blank(r);
		if (f->table != NULL)
			rj_object(r, f->table, depth - 1, NULL);
		else
			rj_string(r);
		rj_blank(r);
		if (n > 0)
			ou_buf_addc(r->b, ',');
	}
	ou_buf_addc(r->b, ']');
}

UNIT_FN void
rj_decimal(struct rj *r)
{
	bool quote = unit_rand(3) != 0;
	static const char *const more[] = { "", ".5", ".10", ".00" };

	if (quote)
		ou_buf_addc(r->b, '"');
	ou_buf_addi(r->b, (int64_t)unit_rand(1000) - 100);
	if (r->numbers || quote)
		ou_buf_puts(r->b, more[unit_rand(4)]);
	if (quote)
		ou_buf_addc(r->b, '"');
}

UNIT_FN void
rj_value(struct rj *r, const struct ou_field *f, int depth)
{
	static const char *const nothing[] = { "null", "\"\"", "[]", "{}" };

	if (r->wrong != 0 && unit_rand((uint64_t)r->wrong) == 0) {
		rj_any(r, 2);
		return;
	}
	if (unit_rand(15) == 0) {
		ou_buf_puts(r->b, nothing[unit_rand(4)]);
		return;
	}
	switch ((enum ou_kind)f->kind) {
	case OU_KIND_AMOUNT:
	case OU_KIND_PRICE:
	case OU_KIND_RATE:
		rj_decimal(r);
		break;
	case OU_KIND_QUANTITY:
	case OU_KIND_INTEGER:
		ou_buf_addi(r->b, (int64_t)unit_rand(100));
		break;
	case OU_KIND_FLAG:
		ou_buf_puts(r->b, unit_rand(2) ? "true" : "false");
		break;
	case OU_KIND_DATE:
		ou_buf_printf(r->b, "\"2026-%02d-%02d\"",
		    (int)unit_rand(12) + 1, (int)unit_rand(28) + 1);
		break;
	case OU_KIND_TIME:
		ou_buf_printf(r->b, "\"2026-01-%02dT09:14:00%s\"",
		    (int)unit_rand(28) + 1, unit_rand(2) ? "Z" : "+01:00");
		break;
	case OU_KIND_OBJECT:
		rj_object(r, f->table, depth - 1, NULL);
		break;
	case OU_KIND_LIST:
	case OU_KIND_TEXTS:
		rj_list(r, f, depth);
		break;
	case OU_KIND_MAP:
		ou_buf_puts(r->b, "{\"k\":\"v\",\"n\":");
		rj_any(r, 2);
		ou_buf_addc(r->b, '}');
		break;
	case OU_KIND_ANY:
		rj_any(r, 2);
		break;
	default:
		if (f->limit != 0 && f->limit < 100)
			ou_buf_puts(r->b, "\"short\"");
		else
			rj_string(r);
		break;
	}
}

/* ${head}: members that are written first, with their commas, or NULL. */
UNIT_FN void
rj_object(struct rj *r, const struct ou_table *t, int depth,
    const char *head)
{
	bool any = head != NULL;
	uint32_t i;

	ou_buf_addc(r->b, '{');
	rj_blank(r);
	if (head != NULL)
		ou_buf_puts(r->b, head);
	for (i = 0; i < t->n_fields; i++) {
		const struct ou_field *f = &t->fields[i];

		if (head != NULL && (f->flags & OU_FIELD_REQUIRED) != 0)
			continue;
		if ((f->flags & OU_FIELD_REQUIRED) == 0 &&
		    (unit_rand(2) == 0 || (depth <= 0 && f->table != NULL)))
			continue;
		if (any)
			ou_buf_addc(r->b, ',');
		any = true;
		rj_blank(r);
		ou_buf_printf(r->b, "\"%s\"", f->name);
		rj_blank(r);
		ou_buf_addc(r->b, ':');
		rj_blank(r);
		if ((f->flags & OU_FIELD_REQUIRED) != 0)
			ou_buf_puts(r->b, "1");
		else
			rj_value(r, f, depth);
		rj_blank(r);
		if (unit_rand(6) == 0) {
			ou_buf_printf(r->b, ",\"u%d\":", r->next++);
			rj_any(r, 2);
		}
	}
	ou_buf_addc(r->b, '}');
}

#endif
