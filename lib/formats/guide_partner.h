#ifndef GUIDE_PARTNER_H
#define GUIDE_PARTNER_H

#include "guide_parts.h"
#include "ou/book/partner.h"

/* A qualifier of a profile, in a guide. */
enum guide_sense {
	GUIDE_SENSE_CODE,		/* what ${standard} means */
	GUIDE_SENSE_FIELD,		/* a field of ${path} */
	GUIDE_SENSE_ITEM,		/* a number of the item, ${path} */
	GUIDE_SENSE_NOTHING,
	GUIDE_SENSE_RAW,		/* a party that is none of ours */
};

struct guide_term {
	struct ou_str tag, theirs;
	bool in_head, in_lines;
	enum guide_sense sense;
	struct ou_str standard;
	struct ou_str path;		/* from the record, or from the line */
};

struct guide_terms {
	const struct ou_guide *g;
	struct guide_term *list;
	uint32_t n;
};

/* What a qualifier, the first component of a segment, is known by. */
static inline bool
ou_guide_is_first(uint8_t element, uint8_t component)
{
	return element == 1 && component == 1;
}

/* Where a profile says what the numbers of an item are. */
static inline bool
ou_guide_is_item(const struct ou_guide *g, struct ou_str tag)
{
	return ou_str_is(tag, g->family == OU_EDI_X12 ? "PO1" : "LIN");
}

/* Are the members of the group's list the lines of the record, or parts of
 * them that are said in front? */
static inline bool
ou_guide_is_line(const struct ou_guide *g, const struct guide_rule *rule)
{
	return (rule->list || rule->gives) && rule->into.n == 1 &&
	    (rule->into.steps[0]->flags & OU_FIELD_ROWS) != 0 &&
	    rule->table != g->record->table;
}

/* --- guide_partner_terms.c --- */

/* What the profile's qualifiers are in this guide; those that are nothing in
 * it are left out. */
void ou_guide_terms(struct ou_arena *a, const struct ou_guide *g,
    const struct ou_partner *partner, struct guide_terms *terms);

/* A field of a record, or of its lines, by its path in an order, where what is
 * the order's or its delivery's is the record's. */
bool ou_guide_order_path(const struct ou_table *t, struct ou_str path,
    struct ou_slot *slot);

/* Those that the profile has codes for, beside partner->fields. */
struct guide_field *ou_guide_fields(struct ou_arena *a,
    const struct ou_table *t, const struct ou_partner *partner);

/* Their first code for one of ours; absent when there is none. */
struct ou_str ou_guide_theirs(const struct ou_pair *pairs, uint32_t n,
    struct ou_str ours);

#endif
