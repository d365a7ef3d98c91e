#ifndef OU_RULES_CHECK_H
#define OU_RULES_CHECK_H

#include "ou/base/diag.h"
#include "ou/model/order.h"

/*
 * What is wrong with an order by itself: its arithmetic, its numbers with
 * check digits, its addresses.  Each remark has a code of the catalogue, the
 * field it is about and a sentence; what is done about it is the caller's
 * business.
 */
struct ou_remark {
	struct ou_remark *next;
	enum ou_diag code;
	struct ou_str line;		/* orderItemNumber, if one line */
	struct ou_str field;		/* "orderedItem.0.unitPrice" */
	struct ou_str reason;
};

struct ou_remarks {
	struct ou_arena *arena;
	struct ou_remark *first, *last;
	/* where the next remark is: a line of the order, or the path in front
	 * of names of fields ("totals.") */
	const struct ou_order_line *line;
	uint32_t number;		/* of the line, from 0 */
	struct ou_str at;
};

/* Add one about field ${name} of what ${r}->at says. */
void ou_remark(struct ou_remarks *r, enum ou_diag code, const char *name,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* The remarks from here on are about a line of the order (UINT32_MAX: about
 * none). */
void ou_remarks_at_line(struct ou_remarks *r, const struct ou_order *o,
    uint32_t line);

/**
 * ou_check_totals(r, o, tolerance, err):
 * Line totals, taxes and totals that the order states, against what they are
 * made of (ou/model/totals.h).  A line total must be exact.  Sums and taxes may
 * differ by ${tolerance}, or, when it is absent, by one of the currency's
 * smallest units for each line: so much comes of rounding line by line.  What
 * cannot be computed, because a price or tax is missing, is not compared.
 * The view is left with computed amounts.  0, or -1 with ${err} when an
 * amount is too large for exact arithmetic.
 */
int ou_check_totals(struct ou_remarks *r, struct ou_order *o,
    struct ou_amount tolerance, struct ou_err *err);

/* Check digits and forms: GTIN, GLN, SSCC, VAT id, SIRET, currency, country,
 * unit of measure; line numbers that stand there twice. */
void ou_check_identifiers(struct ou_remarks *r, const struct ou_order *o);

/**
 * ou_check_addresses(r, o, width):
 * Can it be delivered to: who, street, town, country, the postal code of the
 * country's form, overseas territories under their own code; lines that are
 * wider than ${width} characters (0: as wide as they like); e-mail addresses
 * and telephone numbers that cannot be any.  An order for a pick-up point or
 * one that is collected needs no address, but one of both to be told by.
 */
void ou_check_addresses(struct ou_remarks *r, const struct ou_order *o,
    uint32_t width);

/**
 * ou_check_fields(r, o, paths, n):
 * Every field of these is filled: "references.purchaseOrder"; in each line:
 * "orderedItem.product.buyerItemId".  ${who} asks for them.  ou_check_path:
 * is there such a field?
 */
bool ou_check_path(struct ou_str path);
void ou_check_fields(struct ou_remarks *r, const struct ou_order *o,
    const struct ou_str *paths, uint32_t n, const char *who);

#endif
