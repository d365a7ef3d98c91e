#ifndef GUIDE_WRITER_H
#define GUIDE_WRITER_H

#include "guide_parts.h"

/*
 * A record is written in the order of the guide's lines: the fields of an
 * object go into the cells of a segment, and what has cells is written.
 */
#define GUIDE_CELLS_MAX 64
#define GUIDE_PARTS_MAX 12		/* components of a cell */
#define GUIDE_TAGS_MAX 100

/* What became of an element of the segment at hand. */
enum guide_fate { GUIDE_NOTHING, GUIDE_PLACED, GUIDE_MISSED };

/* What a cell holds: what stands there beside what a field has put; a code,
 * unit or clock of a field, which says nothing alone; or what does. */
enum guide_weight { GUIDE_STANDS, GUIDE_CODES, GUIDE_SAYS };

struct guide_counter {
	struct ou_str tag;
	uint64_t n;
};

struct guide_writer {
	const struct ou_guide *g;
	const struct ou_partner *partner;	/* whose words; NULL: ours */
	struct guide_field *fields;	/* beside partner->fields */
	struct ou_arena *a;
	struct ou_edi_out *out;
	const void *record;
	struct ou_str cells[GUIDE_CELLS_MAX][GUIDE_PARTS_MAX];
	uint8_t weights[GUIDE_CELLS_MAX][GUIDE_PARTS_MAX];
	enum guide_weight weight;	/* of what is put there */
	unsigned elements;		/* cells in use are below it */
	bool given;			/* a field has put a value */
	bool force;			/* written in any case */
	const struct guide_rule *rule;	/* of the segment at hand */
	const struct guide_rule *group;	/* that it is in */
	enum guide_fate fates[GUIDE_ELEMENTS_MAX];	/* of its elements */
	uint32_t pairs_from;		/* codes below it are done */
	uint32_t index;			/* of the member at hand, from 1 */
	struct guide_counter tags[GUIDE_TAGS_MAX];
	uint32_t n_tags;
	const struct guide_node *node;
	bool levels_done;
	const void *outer;		/* the object around the one at hand */
	const void *said;		/* the first member of a run */
	uint32_t *run, at;		/* of each member; the one at hand */
	struct ou_buf buf;
	struct ou_buf path;		/* of the object at hand */
	void (*left)(void *arg, const char *path);
	void *arg;
	struct ou_err *err;
};

/* --- guide_write_cell.c: the cells of a segment --- */

/* Where nothing stands yet. */
int ou_guide_set(struct guide_writer *w, unsigned e, unsigned c,
    struct ou_str text);
bool ou_guide_is_set(const struct guide_writer *w, unsigned e, unsigned c);

/* Does a value that meets the condition stand there? */
bool ou_guide_is_cell(const struct guide_writer *w,
    const struct guide_condition *only);

/* The first value of a condition. */
int ou_guide_set_only(struct guide_writer *w,
    const struct guide_condition *only);

void ou_guide_clear(struct guide_writer *w);

/* Write the cells; and how many segments of that tag there are. */
int ou_guide_put_cells(struct guide_writer *w, struct ou_str tag);
uint64_t ou_guide_count_of(const struct guide_writer *w, struct ou_str tag);

/* --- guide_write_value.c: fields --- */

/* The wire text of a field; absent when it has no value. */
struct ou_str ou_guide_field_text(struct guide_writer *w,
    const struct ou_slot *slot, const void *object);

int ou_guide_put_element(struct guide_writer *w,
    const struct guide_element *x, const void *object);

/* Does another element have the same field, and its value? */
bool ou_guide_is_placed(const struct guide_writer *w,
    const struct guide_element *x);

/* --- guide_write_partner.c: the codes of a profile, turned back --- */

void ou_guide_write_for(struct guide_writer *w,
    const struct ou_partner *partner);

/* The partner's unit, or the usual one. */
struct ou_str ou_guide_their_unit(const struct guide_writer *w,
    struct ou_str ours, struct ou_str usual);

/* What is written for the ${text} of a field. */
struct ou_str ou_guide_their_text(struct guide_writer *w,
    const struct ou_slot *slot, const void *object, struct ou_str text);

/* The number ${s} of an item under code ${which}, which may change: as usual;
 * it is the partner's under this code; or it does not stand here. */
enum guide_turn { GUIDE_USUAL, GUIDE_TURNED, GUIDE_NEVER };
enum guide_turn ou_guide_their_item(struct guide_writer *w,
    const struct guide_element *x, uint32_t which, const void *object,
    struct ou_str *s);

/* --- guide_write_pairs.c: numbers with codes, from an element on --- */

int ou_guide_write_pairs(struct guide_writer *w,
    const struct guide_element *x, unsigned from, const void *object);

/* --- guide_write_settle.c: what says nothing without another --- */

/* Leaves out of the cells what asks for others that are not there; 1 when
 * nothing is left that would be a segment, -1 when what would be left out says
 * something or must be there. */
int ou_guide_settle(struct guide_writer *w);

/* --- guide_write_segment.c --- */

/* What the guide says of the segment at hand, and then what it has. */
int ou_guide_put_segment(struct guide_writer *w);

int ou_guide_write_segment(struct guide_writer *w,
    const struct guide_rule *group, const struct guide_rule *rule,
    const void *object);

/* --- guide_write_group.c: groups and members --- */

int ou_guide_write_rules(struct guide_writer *w,
    const struct guide_rule *group, const void *object);

int ou_guide_write_member(struct guide_writer *w,
    const struct guide_rule *rule, const void *member, uint32_t i);

/* Is the loop for this member of its list? */
bool ou_guide_is_for(struct guide_writer *w, const struct guide_rule *group,
    const struct guide_rule *rule, const void *member);

/* --- guide_write_run.c: groups that say something of members --- */

/* Is the loop's list written behind such a group? */
bool ou_guide_in_runs(const struct guide_rule *group,
    const struct guide_rule *rule);

/* Each group with its members; and in it, those of one loop. */
int ou_guide_write_runs(struct guide_writer *w,
    const struct guide_rule *group);
int ou_guide_write_run(struct guide_writer *w,
    const struct guide_rule *group, const struct guide_rule *rule);

/* --- guide_write_level.c: levels of a despatch --- */

int ou_guide_write_levels(struct guide_writer *w);

/* The lines that are in the level at hand. */
int ou_guide_write_node_lines(struct guide_writer *w,
    const struct guide_rule *rule);

#endif
