#ifndef GUIDE_PARTS_H
#define GUIDE_PARTS_H

#include "ou/formats/guide.h"
#include "ou/formats/slot.h"

/* A guide, taken apart; a segment has so many lines. */
#define GUIDE_ELEMENTS_MAX 128

struct edi_notes;

struct guide_condition {
	uint8_t element, component;
	bool not;
	struct ou_str *values;
	uint32_t n_values;		/* 0: there is no condition */
};

struct guide_code {
	struct ou_str code;
	struct ou_str word;		/* or the path of a pair */
	uint32_t length;		/* of a pair's value; 0: any */
	struct ou_slot slot;		/* of a pair */
	bool kept;			/* no field of the object is for it */
	bool dropped;			/* it is read, and that is all */
	bool read_only;
};

enum guide_what {
	GUIDE_FIELD, GUIDE_TEXT, GUIDE_COUNT, GUIDE_SUM, GUIDE_SEGMENTS,
	GUIDE_INDEX, GUIDE_PAIRS, GUIDE_IDS, GUIDE_STRUCTURE,
};

enum guide_form {
	GUIDE_PLAIN, GUIDE_DATE, GUIDE_CLOCK, GUIDE_DTM, GUIDE_IMPLIED,
	GUIDE_UNIT, GUIDE_COUNTRY, GUIDE_SSCC,
};

struct guide_element {
	uint8_t element, component;
	uint8_t last;			/* of a range, or the same */
	bool ranged;			/* last was said */
	bool of_elements;		/* the range is */
	bool required;
	bool ours;			/* by us, not by the standard */
	bool open;			/* other codes are kept */
	bool read_only;
	bool otherwise;			/* where no line took it */
	bool first;			/* before what others say */
	bool maybe;			/* such a line is behind it: what
					 * cannot be read is not its */
	bool numbered;			/* where it is absent */
	bool absolute;			/* a field of the record */
	bool outer;			/* of the object around */
	uint8_t decimals;
	uint16_t most;			/* characters; 0: any */
	bool may_miss;			/* what is longer is left out */
	enum guide_what what;
	enum guide_form form;
	struct ou_slot slot;
	struct ou_slot list;		/* of LIST[WORD].FIELD */
	const struct ou_field *kind;	/* of its members: what is WORD */
	struct ou_str word;		/* absent: the slot is the object's */
	bool has_end;
	struct ou_slot end;		/* of a period */
	bool has_with;
	struct ou_slot with;		/* written where that has a value */
	uint8_t beside;			/* a text: where that element has one;
					 * 0: it does not matter */
	bool has_sign;
	struct ou_slot sign;		/* a flag: the number is positive */
	struct ou_slot part;		/* of a sum: in the member */
	struct ou_str text;
	struct guide_code *codes;
	uint32_t n_codes;
	struct guide_condition only;
};

/* What a group says without an element. */
struct guide_setting {
	struct ou_slot slot;
	struct ou_str word;
};

struct guide_rule {
	bool loop;
	bool required;
	bool ours;			/* by us, not by the standard */
	bool list;			/* the loop makes members */
	bool absolute;			/* of the record */
	bool repeat;			/* a segment comes again */
	bool read_only;
	bool gives;			/* => says something of members */
	bool dropped;			/* what the partner says is nothing */
	uint8_t each, step;		/* elements from that one on, so many
					 * at a time, of a member each */
	uint32_t line;			/* of the guide */
	struct ou_str tag;
	struct ou_str next_tag;		/* only in front of such a segment */
	struct ou_str levels;		/* of a tree, "T|P" */
	struct ou_slot into;
	const struct ou_table *table;	/* of what is in the loop */
	struct ou_slot by;		/* members with one of these words */
	struct ou_str *words;
	uint32_t n_words;
	struct guide_condition *only;
	uint32_t n_only;
	struct guide_setting *settings;
	uint32_t n_settings;
	struct guide_element *elements;
	uint32_t n_elements;
	struct guide_rule *rules;
	uint32_t n_rules;
	/* ou_guide_ready */
	bool detail;			/* a loop of members with parts */
	uint16_t *first, *next;		/* rules by their tags */
	uint64_t *demanded;		/* bits of the rules required */
	uint8_t *looked;		/* elements that may be at fault, and
					 * those that decide of what they are */
	uint32_t n_looked;
	const struct edi_notes *notes;	/* of the segment; or NULL */
};

struct guide_tree {
	struct ou_str tag;
	uint8_t id, parent, level;	/* elements; 0: none */
};

struct ou_guide {
	enum ou_edi_family family;
	struct ou_str type, group, version;
	const struct ou_record_type *record;
	struct guide_rule root;
	struct guide_tree tree;		/* tag absent: none */
};

/* A field of codes of a profile, in the record; NULL: it has none. */
struct guide_field {
	const struct ou_field *field;
	struct ou_str key;		/* of a free member */
};

struct guide_source {
	const char *name;
	const char *text;
};

/* Built in; ends with a name NULL. */
extern const struct guide_source ou_guide_sources[];

/* --- guide_ready.c --- */

/* Of a guide that is all there. */
void ou_guide_ready(struct ou_arena *a, struct ou_guide *g);

/* The first of a group's rules that may be for ${tag}; the next ones are
 * next[i], in their order, up to n_rules.  A few are of other tags. */
uint32_t ou_guide_first(const struct guide_rule *group, struct ou_str tag);

/* --- guide_value.c: what stands in an element, and our wire text --- */

/* Is the value one that the condition asks for? */
bool ou_guide_holds(const struct guide_condition *only, struct ou_str s);

/* Bytes of the first ${most} characters. */
size_t ou_guide_characters(struct ou_str s, size_t most);

/* 12.50 is 12.5; no other text is. */
struct ou_str ou_guide_short_number(struct ou_str s);

/**
 * ou_guide_inward(a, g, x, im, raw, format, out, end, err):
 * From the element to wire text; ${format} is that of a DTM.  1 when it is
 * nothing of ours (a code that the guide does not have).
 */
int ou_guide_inward(struct ou_arena *a, const struct ou_guide *g,
    const struct guide_element *x, const struct ou_import *im,
    char decimal_mark, struct ou_str raw, struct ou_str format,
    struct ou_str *out, struct ou_str *end, struct ou_err *err);

/* May ou_guide_inward refuse a value? */
bool ou_guide_may_be_bad(const struct guide_element *x);

/* From wire text to the element; ${format} gets that of a DTM. */
int ou_guide_outward(struct ou_arena *a, const struct ou_guide *g,
    const struct guide_element *x, struct ou_str text, struct ou_str end,
    struct ou_str *out, struct ou_str *format, struct ou_err *err);

/* --- guide_member.c: members of lists, and those named by their kind --- */

/* How many members, or what they add up to; -1 when that is too much. */
int ou_guide_total(const struct guide_element *x, const void *record,
    struct ou_quantity *to);

/* The field that says what a member is: kind, or role; NULL: none does. */
const struct ou_field *ou_guide_kind_field(const struct ou_table *t);

/* LIST[WORD] of an object, or NULL; and made when there is none. */
const void *ou_guide_choose(const struct guide_element *x,
    const void *object);
void *ou_guide_chosen(struct ou_arena *a, const struct guide_element *x,
    void *object);

bool ou_guide_same_slot(const struct ou_slot *a, const struct ou_slot *b);

/* Is all of the member said by LIST[WORD]?  Else a loop of the group writes
 * it, if there is one. */
bool ou_guide_by_kind(const struct guide_rule *group,
    const struct guide_element *x, const void *member);

/* Is a member of the loop's list written by LIST[WORD] of a segment? */
bool ou_guide_elsewhere(const struct guide_rule *group,
    const struct guide_rule *loop, const void *object, const void *member);

/* ${to} gets all that ${from} has, with lists of its own. */
void ou_guide_give(struct ou_arena *a, const struct ou_table *t,
    const void *from, void *to);

/* Does a group that gives hold packages, which its lines are in? */
bool ou_guide_packs(const struct guide_rule *group);

/* Does the group say the same of both members? */
bool ou_guide_alike(const struct guide_rule *group, const void *a,
    const void *b);

/**
 * ou_guide_runs(a, group, record, run, n, err):
 * Which of the ${n} members are written behind one group: those with the same
 * number, one more than the first of them has.
 */
int ou_guide_runs(struct ou_arena *a, const struct guide_rule *group,
    const void *record, uint32_t **run, uint32_t *n, struct ou_err *err);

/* --- guide_tree.c: despatch levels --- */

struct ou_shipment;

/* Is ${level} one of "T|P"? */
bool ou_guide_one_of(struct ou_str list, struct ou_str level);

/* A shipment's levels in the order of the message. */
struct guide_node {
	uint32_t id, parent;		/* from 1; parent 0: none */
	const char *level;		/* "S" "O" "T" "P" "I" */
	const void *object;		/* struct of the level's table */
	uint32_t index;			/* of an order, package or line */
	uint32_t *lines;		/* of the shipment, in it; in level */
	uint32_t n_lines;		/* codes they are nodes of their own */
	bool children;
};

/**
 * ou_guide_levels(a, s, codes, nodes, n, err):
 * The levels of a shipment; with level ${codes} each order and each line is
 * one, and packages may stand below the line that they hold.
 */
int ou_guide_levels(struct ou_arena *a, const struct ou_shipment *s,
    bool codes, struct guide_node **nodes, uint32_t *n, struct ou_err *err);

/* The shipment with its lines as the contents of its packages say: divided
 * where they are in several. */
const struct ou_shipment *ou_guide_packed(struct ou_arena *a,
    const struct ou_shipment *s);

/* BSN05 of such a shipment. */
struct ou_str ou_guide_structure(const struct ou_shipment *s);

/* Package ${package} holds line ${line}, as a level below it says; further
 * ones share it. */
void ou_guide_pack_below(struct ou_arena *a, struct ou_shipment *s,
    uint32_t line, uint32_t package);

/* At the end: what the orders say of the shipment itself. */
void ou_guide_settle_orders(struct ou_arena *a, struct ou_shipment *s);

/* --- guide_left.c: what a message has no place for --- */

void ou_guide_left(const struct ou_guide *g, struct ou_arena *a,
    const void *record, void (*left)(void *arg, const char *path),
    void *arg);

#endif
