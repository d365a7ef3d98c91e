#include <string.h>

#include "ou/record/record.h"

/*
 * The record types' section of their man page, in mdoc: one list a table, in
 * the order in which the tables are first named.
 */
#define TABLES_MAX 128

static const char *
kind_text(const struct ou_field *f)
{
	switch ((enum ou_kind)f->kind) {
	case OU_KIND_TEXT:
		return "text";
	case OU_KIND_CODE:
		return "code";
	case OU_KIND_AMOUNT:
		return "amount";
	case OU_KIND_PRICE:
		return "price";
	case OU_KIND_QUANTITY:
		return "quantity";
	case OU_KIND_RATE:
		return "percentage";
	case OU_KIND_INTEGER:
		return "integer";
	case OU_KIND_FLAG:
		return "true or false";
	case OU_KIND_DATE:
		return "date";
	case OU_KIND_TIME:
		return "time";
	case OU_KIND_OBJECT:
		return "object";
	case OU_KIND_LIST:
		return "list of objects";
	case OU_KIND_TEXTS:
		return "list of texts";
	case OU_KIND_MAP:
		return "free members";
	case OU_KIND_ANY:
		return "any value";
	}
	return "value";
}

/* Text in a macro line: what roff would take for its own is kept from it. */
static void
put_text(struct ou_buf *out, const char *s)
{
	if (*s == '.' || *s == '\'')
		ou_buf_puts(out, "\\&");
	for (; *s != '\0'; s++) {
		if (*s == '\\')
			ou_buf_puts(out, "\\e");
		else
			ou_buf_addc(out, *s);
	}
}

/* order_line is called "order line". */
static void
put_title(struct ou_buf *out, const struct ou_table *t)
{
	const char *p;

	for (p = t->name; *p != '\0'; p++)
		ou_buf_addc(out, *p == '_' ? ' ' : *p);
}

struct tables {
	const struct ou_table *all[TABLES_MAX];
	size_t n;
};

static bool
has_table(const struct tables *s, const struct ou_table *t)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		if (s->all[i] == t)
			return true;
	}
	return false;
}

/* The table and all that it leads to, those of ${except} left out. */
static void
gather(struct tables *s, const struct ou_table *const *roots, size_t n,
    const struct tables *except)
{
	const struct ou_table *t;
	size_t i;
	uint16_t f;

	s->n = n < TABLES_MAX ? n : TABLES_MAX;
	memcpy(s->all, roots, s->n * sizeof(*roots));
	for (i = 0; i < s->n; i++) {
		for (f = 0; f < s->all[i]->n_fields; f++) {
			t = s->all[i]->fields[f].table;
			if (t != NULL && s->n < TABLES_MAX &&
			    !has_table(s, t) &&
			    (except == NULL || !has_table(except, t)))
				s->all[s->n++] = t;
		}
	}
}

static void
put_field(struct ou_buf *out, const struct ou_field *f,
    const struct tables *here, const char *elsewhere)
{
	ou_buf_printf(out, ".It Cm %s Pq %s%s%s\n", f->name, kind_text(f),
	    f->flags & OU_FIELD_REQUIRED ? ", required" : "",
	    f->flags & OU_FIELD_PERSONAL ? ", personal" : "");
	put_text(out, f->doc);
	if (f->table != NULL && has_table(here, f->table)) {
		ou_buf_puts(out, "; see\n.Sx ");
		put_title(out, f->table);
	} else if (f->table != NULL) {
		ou_buf_puts(out, "; the ");
		put_title(out, f->table);
		ou_buf_printf(out, " of\n.Xr %s", elsewhere);
	}
	ou_buf_puts(out, "\n");
}

static void
put_list(struct ou_buf *out, const struct ou_table *t,
    const struct tables *here, const char *elsewhere)
{
	uint16_t i;

	ou_buf_puts(out, ".Bl -tag -width Ds -compact\n");
	for (i = 0; i < t->n_fields; i++)
		put_field(out, &t->fields[i], here, elsewhere);
	ou_buf_puts(out, ".El\n");
}

void
ou_table_manual(struct ou_buf *out, const struct ou_table *const *tables,
    size_t n, const struct ou_table *except, const char *elsewhere)
{
	struct tables here, there;
	size_t i;

	if (except != NULL)
		gather(&there, &except, 1, NULL);
	gather(&here, tables, n, except != NULL ? &there : NULL);
	for (i = 0; i < here.n; i++) {
		if (i > 0 || n > 1) {
			ou_buf_puts(out, ".Ss ");
			put_title(out, here.all[i]);
			ou_buf_puts(out, "\n");
		}
		if (n > 1 && i < n) {
			put_text(out, here.all[i]->doc);
			ou_buf_puts(out, "\n.Pp\n");
		}
		put_list(out, here.all[i], &here, elsewhere);
	}
}
