/* The tables as JSON Schema. */
#include <jansson.h>

#include "ou/record/record.h"
#include "record-tables.h"
#include "unit.h"

static void
test_schema(void)
{
	struct ou_buf b = OU_BUF_INIT;
	json_t *s, *p, *defs;
	const char *key, *ref;
	json_t *def, *field;

	ou_table_schema(&b, t_types);
	CHECK(memchr(b.p, '\n', b.n) == NULL);
	s = json_loadb(b.p, b.n, JSON_REJECT_DUPLICATES, NULL);
	if (!CHECK(s != NULL))
		return;
	CHECK_STR(json_string_value(json_object_get(s, "$id")),
	    "urn:orderutils:t:1");
	p = json_object_get(s, "properties");
	CHECK_INT(json_object_size(p), ou_fields_of_t_order);
	CHECK_STR(json_string_value(json_object_get(json_object_get(p,
	    "type"), "const")), "T");
	CHECK_INT(json_array_size(json_object_get(s, "required")), 3);
	defs = json_object_get(s, "$defs");
	CHECK_INT(json_object_size(defs), 4);
	/* Every reference leads somewhere. */
	json_object_foreach(defs, key, def) {
		json_object_foreach(json_object_get(def, "properties"), key,
		    field) {
			ref = json_string_value(json_object_get(field,
			    "$ref"));
			if (ref != NULL)
				CHECK(json_object_get(defs, ref + 8) != NULL);
			CHECK(json_object_get(field, "description") != NULL);
		}
	}
	json_decref(s);
	ou_buf_release(&b);
}

int
main(void)
{
	RUN(test_schema);
	return UNIT_DONE();
}
