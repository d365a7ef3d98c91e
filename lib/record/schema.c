#include <inttypes.h>

#include "record-internal.h"

/*
 * The JSON Schema of a record as it is written.  The reader takes more: null,
 * "", [] and {} for an absent value, a plain number for an amount.  Members
 * that are not listed are allowed everywhere, as in the stream.
 */
#define TABLES_MAX 128

struct schema {
	struct ou_buf *out;
	const struct ou_table *tables[TABLES_MAX];
	size_t n;
};

/* A table is defined once, in the order in which it is first named. */
static void
name_table(struct schema *s, const struct ou_table *t)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		if (s->tables[i] == t)
			return;
	}
	if (s->n < TABLES_MAX)
		s->tables[s->n++] = t;
}

static void
put_member(struct ou_buf *out, const char *name, const char *value)
{
	ou_buf_printf(out, "\"%s\":", name);
	ou_json_put_string(out, ou_str_c(value));
}

static void
put_decimal(struct ou_buf *out, int places)
{
	ou_buf_printf(out, "\"type\":\"string\","
	    "\"pattern\":\"^-?[0-9]+(\\\\.[0-9]{1,%d})?$\"", places);
}

static void
put_reference(struct schema *s, const struct ou_table *t)
{
	name_table(s, t);
	ou_buf_printf(s->out, "\"$ref\":\"#/$defs/%s\"", t->name);
}

static void
put_list(struct schema *s, const struct ou_field *f)
{
	ou_buf_puts(s->out, "\"type\":\"array\",\"minItems\":1,");
	ou_buf_printf(s->out, "\"maxItems\":%" PRIu32 ",\"items\":{",
	    ou_field_limit(f));
	if (f->kind == OU_KIND_LIST)
		put_reference(s, f->table);
	else
		ou_buf_puts(s->out, "\"type\":\"string\"");
	ou_buf_addc(s->out, '}');
}

static void
put_kind(struct schema *s, const struct ou_field *f)
{
	struct ou_buf *out = s->out;

	switch ((enum ou_kind)f->kind) {
	case OU_KIND_TEXT:
	case OU_KIND_CODE:
		ou_buf_printf(out, "\"type\":\"string\",\"minLength\":1,"
		    "\"maxLength\":%" PRIu32, ou_field_limit(f));
		return;
	case OU_KIND_AMOUNT:
		put_decimal(out, OU_AMOUNT_SCALE);
		return;
	case OU_KIND_PRICE:
		put_decimal(out, OU_PRICE_SCALE);
		return;
	case OU_KIND_RATE:
		put_decimal(out, OU_RATE_SCALE);
		return;
	case OU_KIND_QUANTITY:
		ou_buf_puts(out, "\"type\":\"number\"");
		return;
	case OU_KIND_INTEGER:
		ou_buf_puts(out, "\"type\":\"integer\"");
		return;
	case OU_KIND_FLAG:
		ou_buf_puts(out, "\"type\":\"boolean\"");
		return;
	case OU_KIND_DATE:
		ou_buf_puts(out, "\"type\":\"string\",\"format\":\"date\"");
		return;
	case OU_KIND_TIME:
		/* format date-time would want seconds and an offset. */
		ou_buf_puts(out, "\"type\":\"string\",\"pattern\":"
		    "\"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}"
		    "(:[0-9]{2}(\\\\.[0-9]+)?)?"
		    "(Z|[+-][0-9]{2}:[0-9]{2})?)?$\"");
		return;
	case OU_KIND_OBJECT:
		put_reference(s, f->table);
		return;
	case OU_KIND_LIST:
	case OU_KIND_TEXTS:
		put_list(s, f);
		return;
	case OU_KIND_MAP:
		ou_buf_puts(out, "\"type\":\"object\"");
		return;
	case OU_KIND_ANY:
		ou_buf_puts(out, "\"type\":[\"array\",\"object\","
		    "\"string\",\"number\",\"boolean\"]");
		return;
	}
}

static void
put_required(struct ou_buf *out, const struct ou_table *t)
{
	const char *comma = "";
	uint16_t i;

	for (i = 0; i < t->n_fields; i++) {
		if ((t->fields[i].flags & OU_FIELD_REQUIRED) == 0)
			continue;
		ou_buf_puts(out, *comma == '\0' ? ",\"required\":[" : comma);
		ou_json_put_string(out, ou_str_c(t->fields[i].name));
		comma = ",";
	}
	if (*comma != '\0')
		ou_buf_addc(out, ']');
}

/* The members; of the record itself, with its constant type and schema. */
static void
put_object(struct schema *s, const struct ou_table *t,
    const struct ou_record_type *type)
{
	const struct ou_field *f = t->fields, *end = f + t->n_fields;
	struct ou_buf *out = s->out;

	ou_buf_puts(out, "\"type\":\"object\",\"properties\":{");
	for (; f < end; f++) {
		if (f != t->fields)
			ou_buf_addc(out, ',');
		ou_buf_printf(out, "\"%s\":{", f->name);
		if (type != NULL && strcmp(f->name, "type") == 0)
			put_member(out, "const", type->type);
		else if (type != NULL && strcmp(f->name, "schema") == 0)
			ou_buf_printf(out, "\"const\":\"%s/%d\"",
			    type->schema, type->major);
		else
			put_kind(s, f);
		ou_buf_addc(out, ',');
		put_member(out, "description", f->doc);
		ou_buf_addc(out, '}');
	}
	ou_buf_addc(out, '}');
	put_required(out, t);
}

void
ou_table_schema(struct ou_buf *out, const struct ou_record_type *type)
{
	struct schema s = { .out = out };
	size_t i;

	ou_buf_puts(out, "{\"$schema\":"
	    "\"https://json-schema.org/draft/2020-12/schema\",");
	ou_buf_printf(out, "\"$id\":\"urn:orderutils:%s:%d\",", type->schema,
	    type->major);
	put_member(out, "title", type->type);
	ou_buf_addc(out, ',');
	put_member(out, "description", type->table->doc);
	ou_buf_addc(out, ',');
	put_object(&s, type->table, type);
	ou_buf_puts(out, ",\"$defs\":{");
	/* Those that are named on the way come behind. */
	for (i = 0; i < s.n; i++) {
		ou_buf_printf(out, "%s\"%s\":{", i == 0 ? "" : ",",
		    s.tables[i]->name);
		put_member(out, "description", s.tables[i]->doc);
		ou_buf_addc(out, ',');
		put_object(&s, s.tables[i], NULL);
		ou_buf_addc(out, '}');
	}
	ou_buf_puts(out, "}}");
}
