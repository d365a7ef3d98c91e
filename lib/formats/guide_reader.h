#ifndef GUIDE_READER_H
#define GUIDE_READER_H

#include "guide_parts.h"

/*
 * A message is read segment by segment against a stack of open groups.  Each
 * segment belongs to the innermost group that has a line for it.
 */
#define GUIDE_OPEN_MAX 10
#define GUIDE_COMPONENTS_MAX 32

/* An open group: its lines, what they fill, and which are used up. */
struct guide_open {
	const struct guide_rule *rule;
	const struct ou_table *table;
	char *object;
	uint32_t number;		/* of the member, from 1 */
	uint64_t *used;
	struct ou_quantity stated;	/* before it was divided */
	struct ou_quantity divided;	/* the parts, together */
};

/* A level of a tree, found again by its id. */
struct guide_level {
	struct ou_str id, parent;
	struct ou_str code;
	struct ou_str package;		/* id of ours */
	struct ou_str outer;		/* what that one is in */
	bool own;			/* it has one of its own */
	uint32_t order;			/* the one it is of, from 1 */
	uint32_t line;			/* it is below, or is itself */
};

struct guide_reader {
	const struct ou_guide *g;
	struct ou_import *im;
	struct ou_arena *a;
	const struct ou_edi_marks *marks;
	enum ou_charset charset;
	const struct ou_edi_message *message;
	char *record;
	struct guide_open stack[GUIDE_OPEN_MAX];
	uint32_t depth;
	struct ou_edi_segment *seg;
	uint32_t taken[OU_EDI_ELEMENTS_MAX];	/* bit of each component */
	struct guide_level *levels;
	uint32_t n_levels;
	uint32_t packages;
	struct guide_level *level;	/* the one that is open */
	struct ou_edi *edi;		/* gets faults, and nobody findings:
					 * the message is only looked at */
	struct ou_err *err;
};

/* --- guide_read.c --- */

/* With the guide open, ${seg} room to work in; NULL with ${err}. */
struct guide_reader *ou_guide_reader(const struct ou_guide *g,
    struct ou_import *im, const struct ou_edi_marks *marks,
    const struct ou_edi_message *message, struct ou_edi_segment *seg,
    void *to, struct ou_err *err);

/* The segment in r->seg. */
int ou_guide_read_segment(struct guide_reader *r);

/* --- guide_read_segment.c: the segment at hand --- */

/* As text: trimmed, without release characters, in UTF-8.  Absent when it is
 * empty. */
int ou_guide_text(struct guide_reader *r, unsigned e, unsigned c,
    struct ou_str *out);

/* What is taken is not kept in extra. */
void ou_guide_take(struct guide_reader *r, unsigned e, unsigned c);
bool ou_guide_is_taken(const struct guide_reader *r, unsigned e, unsigned c);

bool ou_guide_meets(struct guide_reader *r,
    const struct guide_condition *only);

/* Something must be there: segment ${tag}, or in the one at hand ${x}. */
void ou_guide_missing_segment(struct guide_reader *r,
    const struct guide_rule *rule);
void ou_guide_missing(struct guide_reader *r, const struct guide_element *x);

/* What stands in the element at hand is not what the standard has there. */
void ou_guide_fault(struct guide_reader *r, const struct guide_element *x,
    enum ou_edi_fault_kind kind, const char *text);

/* What is not as it should be, in its element; 0: in the segment. */
void ou_guide_finding(struct guide_reader *r, enum ou_diag code,
    unsigned element, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* The same of what may be more than was read: see ou_import_doubt. */
void ou_guide_doubt(struct guide_reader *r, enum ou_diag code,
    unsigned element, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* --- guide_read_extra.c: what no line takes --- */

void ou_guide_keep(struct guide_reader *r, struct ou_str key,
    struct ou_str value);

/* TAG.CODE: a number whose code the guide does not have. */
void ou_guide_keep_coded(struct guide_reader *r, struct ou_str code,
    struct ou_str value);

/* TAG[.CODE].EE[.C]. */
struct ou_str ou_guide_extra_key(struct guide_reader *r, struct ou_str code,
    unsigned e, unsigned c);

/* All of the segment that is not taken. */
int ou_guide_keep_rest(struct guide_reader *r);

/* --- guide_read_value.c: fields --- */

/* A value into a field; ${e} is where it stood. */
int ou_guide_put(struct guide_reader *r, const struct ou_slot *slot,
    char *object, struct ou_str s, unsigned e);

bool ou_guide_is_filled(const struct ou_slot *slot, const char *object);
bool ou_guide_is_same(const struct ou_slot *slot, const char *object,
    struct ou_str s);

/* What stands in a field stays to be seen where something comes before it. */
void ou_guide_keep_said(struct guide_reader *r, const struct ou_slot *slot,
    const char *object);

int ou_guide_read_element(struct guide_reader *r,
    const struct guide_element *x, char *object);

/* --- guide_read_pairs.c: numbers with codes --- */

int ou_guide_read_pairs(struct guide_reader *r,
    const struct guide_element *x, char *object);
int ou_guide_read_ids(struct guide_reader *r, const struct guide_element *x,
    char *object);

/* --- guide_read_group.c: groups, and their lines for segments --- */

/* Is the line for the segment at hand? */
bool ou_guide_fits(struct guide_reader *r, const struct guide_rule *rule);

int ou_guide_open_group(struct guide_reader *r,
    const struct guide_rule *rule, char *object);
void ou_guide_close_group(struct guide_reader *r);

/* Read the segment by its line. */
int ou_guide_place_segment(struct guide_reader *r);

/* --- guide_read_each.c: one segment of several members --- */

/* The elements that are of a member each; ${at} is the group. */
int ou_guide_read_each(struct guide_reader *r, const struct guide_rule *rule,
    struct guide_open *group);

/* At the end of a group: do the parts add up? */
void ou_guide_compare_parts(struct guide_reader *r,
    const struct guide_open *group);

/* --- guide_read_level.c: where an object is --- */

/* A level begins with the segment at hand. */
int ou_guide_open_level(struct guide_reader *r);

/* Orders, packages and lines of a shipment know where they are. */
void ou_guide_place_in_tree(struct guide_reader *r,
    const struct ou_table *table, char *object);

/* Of a member: what the group that it is in says of it. */
void ou_guide_take_from(struct guide_reader *r,
    const struct guide_open *group, const struct ou_table *table,
    char *object);

/* --- guide_read_total.c --- */

/* What the message states of itself is compared with what was read. */
void ou_guide_compare_all(struct guide_reader *r);

/* --- guide_read_partner.c: the codes of a profile --- */

/* What was read is told in our codes. */
void ou_guide_tell_partner(struct guide_reader *r);

/* --- guide_read_invoice.c --- */

/* Do the lines, charges and taxes add up to the total? */
void ou_guide_compare_invoice(struct guide_reader *r,
    const struct ou_invoice *v);

#endif
