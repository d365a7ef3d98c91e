#ifndef OU_LIB_RECORD_CSV_FORM_H
#define OU_LIB_RECORD_CSV_FORM_H

#include "ou/record/csv.h"
#include "ou/record/stream.h"
#include "record-internal.h"

/*
 * The CSV form of records: one row for each member of the list that is
 * flagged OU_FIELD_ROWS, or one for the record where there is none.  Columns
 * are the dotted paths of the tables, depth first; other lists and free
 * members are cells of compact JSON.  What no column can hold (unknown
 * members, values of the wrong kind) stands as one JSON object in "_other",
 * one for the record and one for its row's member.
 *
 * On each row stand the record's plain values; its JSON cells stand on the
 * first row only.  On reading, an empty cell says nothing, rows next to each
 * other with the same id are one record, and where they disagree it is
 * refused.
 */
enum ou_leaf {
	OU_LEAF_NONE,			/* an object */
	OU_LEAF_TEXT,
	OU_LEAF_NUMBER,
	OU_LEAF_DECIMAL,		/* a number or digits in a string */
	OU_LEAF_FLAG,
	OU_LEAF_TEXTS,
	OU_LEAF_ARRAY,
	OU_LEAF_OBJECT,
	OU_LEAF_OTHER,
};

/* The tables as a tree: an object with its members, or a column. */
struct ou_plan {
	struct ou_str name;
	struct ou_str path;		/* the column's name */
	struct ou_plan *sub;		/* of an object: its first member */
	struct ou_plan *next;
	const struct ou_field *f;	/* NULL: no table knows it */
	int column;			/* -1: none (in this file) */
	enum ou_leaf leaf;
	bool line;			/* below the list that makes rows */
};

struct ou_form {
	struct ou_arena arena;
	const struct ou_record_type *type;
	struct ou_plan *root;
	struct ou_plan *rows;		/* the list that makes rows, or NULL */
	struct ou_plan *other;		/* of the record, of the line */
	struct ou_plan *line_other;
	struct ou_plan **columns;	/* in the order of the header */
	uint32_t n_columns;
};

struct ou_form *ou_form_new(const struct ou_record_type *type);
void ou_form_free(struct ou_form *form);

/* The member of that name of an object of the plan, or NULL. */
struct ou_plan *ou_plan_find(const struct ou_plan *object, struct ou_str name);

/* Add a member to an object of the plan. */
struct ou_plan *ou_plan_add(struct ou_form *form, struct ou_plan *object,
    struct ou_str name, enum ou_leaf leaf);

/* Header line. */
void ou_form_header(const struct ou_form *form, struct ou_buf *out);

/**
 * ou_form_flatten(form, a, json, out, err):
 * Append the rows of one record's JSON.
 */
int ou_form_flatten(const struct ou_form *form, struct ou_arena *a,
    struct ou_str json, struct ou_buf *out, struct ou_err *err);

/* Rows to records; see ou_reader_next for what next returns. */
struct ou_rows;
struct ou_rows *ou_rows_new(struct ou_source *src,
    const struct ou_record_type *type, struct ou_err *err);
void ou_rows_free(struct ou_rows *r);
int ou_rows_next(struct ou_rows *r, struct ou_arena *a, struct ou_str *json,
    struct ou_err *err);
struct ou_str ou_rows_raw(const struct ou_rows *r);
struct ou_str ou_rows_envelope(const struct ou_rows *r);
uint64_t ou_rows_line(const struct ou_rows *r);

#endif
