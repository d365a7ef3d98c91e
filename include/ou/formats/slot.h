#ifndef OU_FORMATS_SLOT_H
#define OU_FORMATS_SLOT_H

#include "ou/formats/import.h"

/*
 * A place in a record, named by its dotted path and resolved once: the way
 * from a column of somebody's file to "orderDelivery.deliveryAddress.name",
 * and back.  Objects on the way are made when something is put into them.  A
 * list on the way means its last member, made when there is none; a number
 * from 0 to 99 behind it means that one, and those in front of it are made
 * too.
 */
#define OU_SLOT_STEPS 6

struct ou_slot {
	const struct ou_field *steps[OU_SLOT_STEPS];
	int32_t index[OU_SLOT_STEPS];	/* of a list's member; -1: the last */
	int n;
	struct ou_str key;		/* of a free member: "extra.Risk" */
};

/* How foreign text is read. */
struct ou_slot_forms {
	struct ou_number_form number;
	const char *const *dates;	/* patterns, ends with NULL; or NULL:
					 * only what has one reading */
	bool iso;			/* and ISO 8601, whatever is said */
	int year;			/* for two-digit years */
};

/**
 * ou_slot_find(slot, table, path, err):
 * Resolve ${path} from ${table} on.  The path is borrowed.  OU_ERR_USAGE,
 * OU_DIAG_MAP when there is no such field, or when the path ends at an object
 * or list.
 */
int ou_slot_find(struct ou_slot *slot, const struct ou_table *table,
    struct ou_str path, struct ou_err *err);

/**
 * ou_slot_put(im, slot, object, text, forms, err):
 * Read ${text} as the kind of the slot's field and put it there; a text is
 * borrowed, as long as ${object} is used.  Lists of texts and free members are
 * added to.  0, or -1 with OU_DIAG_VALUE or OU_DIAG_AMBIGUOUS and the path in
 * err->field.
 */
int ou_slot_put(struct ou_import *im, const struct ou_slot *slot,
    void *object, struct ou_str text, const struct ou_slot_forms *forms,
    struct ou_err *err);

/**
 * ou_slot_text(slot, object, out):
 * Append the value as wire text.  False when it is absent.
 */
bool ou_slot_text(const struct ou_slot *slot, const void *object,
    struct ou_buf *out);

/**
 * ou_slot_inner(slot, table, path, err):
 * Resolve a path that ends at an object or list of objects; "" is the record
 * itself.
 */
int ou_slot_inner(struct ou_slot *slot, const struct ou_table *table,
    struct ou_str path, struct ou_err *err);

/* Of such a slot: the table of what is there. */
const struct ou_table *ou_slot_table(const struct ou_slot *slot,
    const struct ou_table *table);

/* A new member of the list, or the object, made if need be. */
void *ou_slot_enter(struct ou_arena *a, const struct ou_slot *slot,
    void *object);

/* Member ${i} of the list, or the object (0); NULL when there is none. */
const void *ou_slot_member(const struct ou_slot *slot, const void *object,
    uint32_t i);

/* yes, no, true, false, 1, 0, oui, non, ja, nein, x ... */
int ou_flag_parse(enum ou_flag *out, struct ou_str s, struct ou_err *err);

#endif
