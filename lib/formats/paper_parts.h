#ifndef OU_FORMATS_PAPER_PARTS_H
#define OU_FORMATS_PAPER_PARTS_H

#include "ou/formats/paper.h"
#include "ou/formats/slot.h"
#include "xml_tree.h"

/*
 * A row says that an element and a field of a record say the same; the same
 * rows read and write.  They stand in the order of the schema, which is that of
 * writing.
 *
 *	at	"cac:Item/cbc:Name" from the element around; "." is its text
 *	field	"product.name" of the object at hand, "/currency" of the
 *		record; NULL with text
 *	rows	the element is of an object, or makes a member of a list; with
 *		"" for a field, of the object at hand
 *	set	"role=seller": said of such a member, and only such a one is
 *		written
 *	only	"schemeID=0088": only with that attribute, which is written;
 *		"cac:TaxScheme/cbc:ID=VAT": with that text below, which a row
 *		of its own writes
 *	with	"unitCode>unitCode|C62": an attribute and its field, and what
 *		is written where that is absent
 *	words	"AP=accepted RE=rejected *": codes and our words; with * others
 *		stay as they are
 *	text	always this, at the root or beside something that is written
 *	first	with rows: "cbc:ID", written in front of them with the
 *		member's number, or "ram:TypeCode=VAT" with that text; and read
 *		by nobody
 */
enum {
	PAPER_NEED = 1,			/* not written without it */
	PAPER_READ = 2,			/* only read */
	PAPER_WRITE = 4,		/* only written */
	PAPER_CLOCK = 8,		/* of the time that has its day */
	PAPER_INDEX = 16,		/* written: the member's number */
	PAPER_ELSE = 32,		/* read where the field is absent,
					 * written where the rows in front,
					 * of the same element, are not */
	PAPER_102 = 64,			/* a day as CCYYMMDD */
	PAPER_203 = 1024,		/* a time as CCYYMMDDHHMM */
	PAPER_205 = 2048,		/* with its offset behind it, +0100 */
	PAPER_AGAIN = 128,		/* its parent is one more of them */
	PAPER_BESIDE = 512,		/* written where its parent has
					 * something in front of it; with NEED
					 * it is needed there */
	PAPER_MADE = 256,		/* of a field that write() fills: what
					 * stands there is not written */
};

struct paper_row {
	const char *at, *field;
	const struct paper_row *rows;
	const char *set, *only, *with, *words, *text, *first;
	unsigned flags;
};

/* Documents of one standard. */
struct paper_family {
	const char *as;			/* "ubl", of --as */
	const char *channel;		/* its channels begin so */
	const struct xml_namespace *namespaces;
};

struct paper_form {
	const char *name;		/* "ubl-order-response" */
	const char *root, *uri;		/* the namespace, or how it begins */
	const char *only;		/* "Head/ns:Type=231": only with that
					 * text below; NULL: always */
	const char *record;		/* "OrderResponse" */
	const struct paper_row *rows;
	const struct paper_family *family;
	const char *sender;		/* role of the party whose it is */
	bool write_only;		/* order-import reads it */
	bool read_only;
	/* is it this form that a record is written in?  NULL: always */
	bool (*fits)(const void *record);
	/* what rows cannot say; may be NULL.  ${read} completes a record,
	 * ${write} answers with the one to be written. */
	int (*read)(struct ou_import *im, void *record, struct ou_err *err);
	const void *(*write)(struct ou_arena *a, const void *record);
};

extern const struct paper_form *const ou_paper_forms[];
/* Of all that are read, by how they begin. */
extern const struct xml_namespace ou_paper_namespaces[];

/**
 * ou_paper_take(im, source, text, types, form, type, record, err):
 * The record of a document's text, without what its source says of it; the
 * name of that is for findings.
 */
enum ou_paper_answer ou_paper_take(struct ou_import *im, const char *source,
    struct ou_str text, const char *types, const struct paper_form **form,
    const struct ou_record_type **type, void **record, struct ou_err *err);

/* --- order responses (paper_answers.c) --- */

/* Answers to a line of the order that follow each other are one line's. */
int ou_paper_join_answers(struct ou_import *im, void *record,
    struct ou_err *err);

/* A line for each answer; none where the whole order is answered. */
const void *ou_paper_split_answers(struct ou_arena *a, const void *record);

/* --- rows, taken apart once (paper_form.c) --- */

#define PAPER_STEPS 6

struct paper_node {
	const struct paper_row *row;
	const char *steps[PAPER_STEPS];	/* none: the element itself */
	int n_steps;
	struct ou_slot slot;
	const struct ou_field *last;	/* of the slot, NULL: none */
	const struct ou_table *table;	/* of rows */
	bool absolute;
	struct paper_node *nodes;	/* of rows; ends with row = NULL */
	struct ou_slot set;
	struct ou_str set_word;
	bool has_set;
	const char *only_name, *only_path;	/* attribute, or below */
	struct ou_str only_word;
	const char *with_name;
	struct ou_slot with;
	bool has_with, with_absolute;
	struct ou_str with_else;
};

/* The rows of a form, ends with row = NULL. */
const struct paper_node *ou_paper_nodes(const struct paper_form *form);

/* From a code to our word and back: false when there is none. */
bool ou_paper_word(const char *words, struct ou_str code,
    struct ou_str *word);
bool ou_paper_code(const char *words, struct ou_str word,
    struct ou_str *code);

/* What a record has that its rows do not write (paper_left.c). */
void ou_paper_left(const struct paper_form *form, struct ou_arena *a,
    const void *record, void (*left)(void *arg, const char *path),
    void *arg);

/* Is the member one that the row writes? */
bool ou_paper_is_for(const struct paper_node *n, const void *member);

#endif
