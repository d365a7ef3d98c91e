#include "db.h"
#include "ou/record/json.h"

static const char *const texts[DB_STATEMENTS] = {
#define DB_STATEMENT(id, text) [DB_##id] = text,
#include "statement-table.h"
#undef DB_STATEMENT
};

static const char lock[] = "@LOCK";

/* What stands for a token in each dialect; longer ones before those that
 * they begin with. */
static const struct {
	const char *token, *to[2];	/* SQLite, PostgreSQL */
} tokens[] = {
	{ "@INT", { "INTEGER", "bigint" } },
	{ "@TEXT", { "TEXT", "text COLLATE \"C\"" } },
	{ "@BYTES", { "BLOB", "bytea" } },
	{ "@SERIAL", { "INTEGER PRIMARY KEY",
	    "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY" } },
	{ "@ROWS", { "STRICT", "" } },
	{ "@KEYS", { "STRICT, WITHOUT ROWID", "" } },
	{ "@EMPTY", { "x''", "''" } },
	{ lock, { "", "FOR UPDATE" } },
	/* The array is made once; a join with it, as PostgreSQL plans for
	 * tables that it knows nothing of yet, would read them all. */
	{ "@IN(", { "IN (SELECT value FROM json_each(",
	    "= ANY (ARRAY(SELECT jsonb_array_elements_text((" } },
	{ "?", { "?", "$" } },
};

const char *
ou_db_text(enum db_statement id)
{
	return texts[id];
}

/* The end of @IN(?1). */
static const char *
close_in(struct ou_buf *out, const char *at, enum db_dialect dialect)
{
	ou_buf_addc(out, dialect == DB_SQLITE ? '?' : '$');
	for (at++; *at >= '0' && *at <= '9'; at++)
		ou_buf_addc(out, *at);
	ou_buf_puts(out, dialect == DB_SQLITE ? "))" : ")::jsonb)))");
	return at + 1;
}

void
ou_db_expand(struct ou_buf *out, const char *text, enum db_dialect dialect)
{
	size_t i, n;

	while (*text != '\0') {
		for (i = 0; i < sizeof(tokens) / sizeof(tokens[0]); i++) {
			n = strlen(tokens[i].token);
			if (strncmp(text, tokens[i].token, n) == 0)
				break;
		}
		if (i == sizeof(tokens) / sizeof(tokens[0])) {
			ou_buf_addc(out, *text++);
			continue;
		}
		text += n;
		if (dialect == DB_POSTGRES_READING && tokens[i].token == lock)
			continue;
		ou_buf_puts(out, tokens[i].to[dialect != DB_SQLITE]);
		if (text[-1] == '(')
			text = close_in(out, text, dialect);
	}
	ou_buf_addc(out, '\0');
}

struct db_value
ou_db_list(struct ou_arena *a, const struct ou_str *s, uint32_t n)
{
	struct ou_buf b = OU_BUF_INIT;
	struct db_value v = { .kind = DB_LIST };
	uint32_t i;

	ou_buf_addc(&b, '[');
	for (i = 0; i < n; i++) {
		if (i != 0)
			ou_buf_addc(&b, ',');
		ou_json_put_string(&b, s[i].p != NULL ? s[i] : OU_STR(""));
	}
	ou_buf_addc(&b, ']');
	v.s = ou_str_dup(a, ou_buf_str(&b));
	ou_buf_release(&b);
	return v;
}

struct db_value
ou_db_day(char to[16], struct ou_date d)
{
	if (!ou_date_given(d))
		return (struct db_value){ .kind = DB_TEXT, .null = true };
	return db_text(ou_str_make(to, ou_date_text(to, d)));
}

struct db_value
ou_db_time(const struct ou_time *t)
{
	if (t == NULL || !ou_date_given(t->date))
		return (struct db_value){ .kind = DB_INT, .null = true };
	return db_int(ou_time_seconds(t) * 1000000 +
	    (t->nanos > 0 ? t->nanos / 1000 : 0));
}

struct ou_str
ou_db_as_text(const struct db_value *v)
{
	return v->null || v->s.n == 0 ? OU_STR_NONE : v->s;
}

struct ou_date
ou_db_as_day(const struct db_value *v)
{
	struct ou_date d = { 0, 0, 0 };

	if (v->null || ou_date_parse(&d, v->s, NULL) != 0)
		return (struct ou_date){ 0, 0, 0 };
	return d;
}

struct ou_time
ou_db_as_time(const struct db_value *v)
{
	struct ou_time t = { .nanos = -1 };
	int64_t rest;

	if (v->null)
		return t;
	rest = v->i % 1000000;
	if (rest < 0)
		rest += 1000000;
	ou_time_from_seconds(&t, (v->i - rest) / 1000000, 0);
	if (rest != 0) {
		t.nanos = (int32_t)rest * 1000;
		t.nano_digits = rest % 1000 == 0 ? 3 : 6;
	}
	return t;
}
