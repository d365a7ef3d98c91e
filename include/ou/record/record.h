#ifndef OU_RECORD_RECORD_H
#define OU_RECORD_RECORD_H

#include "ou/record/json.h"
#include "ou/record/table.h"

/*
 * A record: the line it came in as, its index, and the changes made to it.
 *
 * There is one truth, the source text.  Typed views (struct ou_order, ...)
 * are copies of what a command declared it wants to see; each remembers its
 * node.  A change is made by assigning to the view and then putting the
 * field: ou_record_put writes the member's value over the old text, or
 * appends the member to its object.  A value that is equal to what stands
 * there (also when written another way, "12.10" and "12.1") is no change.
 * Everything else goes out byte for byte and in place, unknown members
 * included.
 *
 * Putting a field twice: the last one counts.  Putting a LIST writes its
 * members in the order of the array: those with a node are the source's own
 * text (with the changes put to them, before or after), those without are
 * written new.  So line items can be inserted, dropped and moved, and keep
 * what we do not know.  An OBJECT with a node is changed by putting its
 * fields; one without is written new when its parent's field is put.
 */
struct ou_record {
	struct ou_arena *arena;		/* the record's */
	struct ou_json json;
	const struct ou_table *table;	/* of the root; NULL = unknown type */
	struct ou_str type;		/* "Order" */
	struct ou_str schema;		/* "order/1" */
	/* the rest belongs to lib/record */
	uint32_t *slots;
	uint32_t n_slots;
	uint32_t cap_slots;
	struct ou_edit *edits;
	uint32_t n_edits;
	uint32_t cap_edits;
	uint32_t *order;		/* of the edits, if it is not theirs */
	struct ou_clone *clones;
	uint32_t n_clones;
	uint32_t cap_clones;
	bool unsorted;			/* edits were not put in order */
	bool marked;			/* some edit refers to nodes */
	bool raw;			/* members without field were put */
};

/* Which table describes which record type; ends with type NULL. */
struct ou_record_type {
	const char *type;		/* "Order" */
	const char *schema;		/* "order" */
	int major;			/* 1 */
	const struct ou_table *table;
};

/**
 * ou_record_parse(r, a, text, types, limits, err):
 * Index ${text}, find its type and bind the type's table: from here on
 * look-ups cost one load.  Duplicate keys are refused everywhere.  A type
 * that ${types} does not have leaves r->table NULL (it passes through); a
 * known type of another major version is refused (OU_DIAG_SCHEMA), as is a
 * record without type.
 */
int ou_record_parse(struct ou_record *r, struct ou_arena *a,
    struct ou_str text, const struct ou_record_type *types,
    const struct ou_json_limits *limits, struct ou_err *err);

/**
 * ou_record_peek(src, a):
 * The type of the first record of a source, of which nothing is taken; empty
 * when it is JSON of no type (or too long to see), absent when it does not
 * begin as a record.
 */
struct ou_source;
struct ou_str ou_record_peek(struct ou_source *src, struct ou_arena *a);

/*
 * A view says which fields a command reads: those are checked, converted and
 * stored; others cost nothing.  It is compiled once from paths.
 */
struct ou_view;

/**
 * ou_view_new(a, table, paths, err):
 * ${paths} as in "currency orderDate orderedItem.unitPrice customer": names
 * with blanks between; naming an object or list without more means all of
 * it, NULL means the whole record.  A path that the table does not have is a
 * programmer's mistake and is reported as OU_ERR_USAGE.
 */
struct ou_view *ou_view_new(struct ou_arena *a, const struct ou_table *table,
    const char *paths, struct ou_err *err);

/**
 * ou_record_load(r, view, out, err):
 * Fill the struct of r->table at ${out} (all zeros first) from the record.
 * A value of the wrong kind, over its limit or unreadable is an error with
 * its field path, as is an absent required field of the view.  Null, "", []
 * and {} count as absent.  Texts point into the line where they have no
 * escapes.
 */
int ou_record_load(struct ou_record *r, const struct ou_view *view, void *out,
    struct ou_err *err);

/**
 * ou_record_put(r, table, object, field):
 * Write ${object}'s field, see above.  ${object} is a struct of ${table}
 * that was loaded from ${r} (object->node is not 0).  An absent value takes
 * the member away.
 */
void ou_record_put(struct ou_record *r, const struct ou_table *table,
    const void *object, int field);

/**
 * ou_field_text(a, table, object, field):
 * The text of a field that is present, made once for ou_record_append: what
 * is the same in record after record need not be written again.  ${object}
 * is not of a record.
 */
struct ou_str ou_field_text(struct ou_arena *a, const struct ou_table *table,
    const void *object, int field);

/**
 * ou_record_append(r, table, object, field, text):
 * Put ready text where ${object} has no such member yet; false, and nothing
 * is done, when it has or one was put: then ou_record_put it.  ${text} is
 * borrowed until the record is written.
 */
bool ou_record_append(struct ou_record *r, const struct ou_table *table,
    const void *object, int field, struct ou_str text);

/* The same for a member that no table describes; ${json} is raw JSON. */
void ou_record_put_raw(struct ou_record *r, uint32_t object, const char *name,
    struct ou_str json);

/**
 * ou_record_split(r, table, object):
 * A second copy of a loaded object, for a line item that is split: as it
 * stands now, with all that no table knows.  Return its struct, in the
 * record's arena: a deep copy of ${object}, whose own nested structs are
 * copies too.  Puts to one do not show in the other.  It is written where a
 * LIST puts it.
 */
void *ou_record_split(struct ou_record *r, const struct ou_table *table,
    const void *object);

/**
 * ou_record_clone(r, node):
 * The half of that which is done to the record: return the copy's node.  The
 * nodes below it keep their distance.
 */
uint32_t ou_record_clone(struct ou_record *r, uint32_t node);

/* True when anything was changed. */
bool ou_record_changed(const struct ou_record *r);

/**
 * ou_record_write(r, out):
 * Append the record as it stands now, without a line end.
 */
void ou_record_write(struct ou_record *r, struct ou_buf *out);

/* What all records have: what is kept of one that no table describes. */
#define OU_BARE_FIELDS(F, T) \
	F(T, CODE, type, "type", _, 0, 0, "type") \
	F(T, CODE, schema, "schema", _, 0, 0, "schema") \
	F(T, TEXT, id, "id", _, 0, 0, "id")
OU_RECORD_STRUCT(bare, OU_BARE_FIELDS);

/**
 * ou_record_strip(r, a, out):
 * Append the record as it was read, without its fields that are personal
 * (OU_FIELD_PERSONAL), without free members and without members that no table
 * knows, which may be.  Of a record of unknown type only type, schema and id
 * are left.  Stripping again changes nothing.
 */
void ou_record_strip(const struct ou_record *r, struct ou_arena *a,
    struct ou_buf *out);

/**
 * ou_table_encode(out, table, object):
 * Append a struct as a JSON object: known members in table order, nothing
 * absent.  Used for records that are new.
 */
void ou_table_encode(struct ou_buf *out, const struct ou_table *table,
    const void *object);

/**
 * ou_table_schema(out, type):
 * Append the JSON Schema (2020-12) of a record type, one line.
 */
void ou_table_schema(struct ou_buf *out, const struct ou_record_type *type);

/**
 * ou_table_manual(out, tables, n, except, elsewhere):
 * Append the mdoc lists of the fields of ${n} tables and of those that they
 * lead to, for a man page; of several each has a title and says what it is.
 * What ${except} leads to is left out (NULL: nothing is): the page
 * ${elsewhere} ("orderutils-order 5") has it.
 */
void ou_table_manual(struct ou_buf *out, const struct ou_table *const *tables,
    size_t n, const struct ou_table *except, const char *elsewhere);

#endif
