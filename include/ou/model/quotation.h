#ifndef OU_MODEL_QUOTATION_H
#define OU_MODEL_QUOTATION_H

#include "ou/base/digest.h"
#include "ou/model/order.h"

/*
 * A quotation: what an order would be at these prices until that day.  Its
 * record, Quote, has what an order has, and behind it what follows; the id of
 * the order that asked for it (web:4711) makes its own (web:Q-4711), and is
 * that of the order that its acceptance makes.
 *
 * A revision takes the place of those before it.  What was quoted - customer,
 * payment terms, lines, prices, allowances, taxes, totals, number, revision,
 * days - has a digest, so that a quotation that comes back says whether it is
 * the one that went out.  Who knows no secret can make one: only a store
 * knows.
 */
#define OU_QUOTATION_FIELDS(F, T) \
	F(T, TEXT, number, "quoteNumber", _, 0, 0, "its number, for papers and references") \
	F(T, INTEGER, revision, "revision", _, 0, 0, "from 1; the highest counts") \
	F(T, CODE, status, "status", _, 0, 0, "open, expired, accepted") \
	F(T, DATE, valid_from, "validFrom", _, 0, 0, "day whose prices it has, the first that it holds on") \
	F(T, DATE, valid_through, "validThrough", _, 0, 0, "last day on which it can be accepted") \
	F(T, DATE, accepted, "acceptedDate", _, 0, 0, "when it was") \
	F(T, TEXT, order_id, "order", _, 0, 0, "id of the order that it becomes") \
	F(T, TEXT, digest, "digest", _, 0, 0, "SHA-256 of what was quoted")

struct ou_quotation {
	struct ou_order order;		/* the first: one is the other */
	OU_QUOTATION_FIELDS(OU_FIELD_MEMBER, quotation)
} __attribute__((aligned(8)));
enum {
	ou_before_quotation = ou_fields_of_order - 1,
	OU_QUOTATION_FIELDS(OU_FIELD_NUMBER, quotation)
	ou_fields_of_quotation
};
extern const struct ou_table ou_quotation_table;

/* The id of the quotation that an order of that id asks for; and its number,
 * which is what stands behind the channel. */
struct ou_str ou_quotation_id(struct ou_arena *a, struct ou_str order);
struct ou_str ou_quotation_number(struct ou_str id);

/* "Q-4711/2": the number and revision, for people. */
struct ou_str ou_quotation_name(struct ou_arena *a,
    const struct ou_quotation *q);

/* What is quoted, without number, revision and days: the same for the same
 * goods at the same money for the same customer. */
void ou_quotation_content(const struct ou_order *o, struct ou_digest *d);

/* The text of ${q}'s digest: of that and of number, revision and days. */
struct ou_str ou_quotation_digest(struct ou_arena *a,
    const struct ou_quotation *q);

#endif
