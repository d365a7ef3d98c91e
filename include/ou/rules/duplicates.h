#ifndef OU_RULES_DUPLICATES_H
#define OU_RULES_DUPLICATES_H

#include "ou/model/order.h"

/*
 * Orders that came twice: under the same id, under the same number of the
 * same customer through another channel, and, likely, under another number:
 * the same items and quantities in the same currency, a few days apart, for
 * who is probably the same person or company (ou/rules/persons.h).
 *
 * Orders of one number that say which of them they are (ou_order_part: days of
 * a schedule, releases, places) are no duplicates of each other; the same of
 * them again is.
 *
 * Orders are remembered up to a number, the oldest are forgotten first.  A
 * key that more than OU_DUPLICATES_CHAIN of them have is looked up among the
 * newest of these.
 */
struct ou_duplicates;

#define OU_DUPLICATES_CHAIN 256
#define OU_DUPLICATES_MAX ((uint64_t)1 << 26)

struct ou_duplicates_options {
	uint64_t max;		/* orders remembered, at most the above; 0:
				 * none, and nothing is found */
	int32_t days;		/* a likely one is no further apart */
	unsigned similar;	/* and scores that much (OU_SIMILAR_SAME) */
};

enum ou_duplicate_kind {
	OU_DUPLICATE_ID,
	OU_DUPLICATE_NUMBER,
	OU_DUPLICATE_LIKELY,
};

struct ou_duplicate {
	enum ou_duplicate_kind kind;
	struct ou_str id;	/* the other one's; until the next call */
	bool same_lines;
	unsigned score;		/* likely ones: of OU_SIMILAR_SAME */
};

struct ou_duplicates *ou_duplicates_new(
    const struct ou_duplicates_options *options);
void ou_duplicates_free(struct ou_duplicates *d);

/**
 * ou_duplicates_look(d, o, found):
 * Orders looked at before that ${o} may be a duplicate of, the surest first
 * and of equally sure ones the newest; how many of at most
 * OU_DUPLICATES_FOUND.  From then on ${o} is remembered too.  ${before}: how
 * many orders of the same customer, by id, GLN, VAT id, SIRET or e-mail
 * address, came before.
 *
 * Reads id, orderNumber, references.release, orderDate, currency, customer,
 * orderDelivery.deliveryAddress (else billingAddress), and the lines' items,
 * quantities and units.
 */
#define OU_DUPLICATES_FOUND 8
unsigned ou_duplicates_look(struct ou_duplicates *d, const struct ou_order *o,
    struct ou_duplicate found[OU_DUPLICATES_FOUND], uint64_t *before);

#endif
