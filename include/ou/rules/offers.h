#ifndef OU_RULES_OFFERS_H
#define OU_RULES_OFFERS_H

#include "ou/model/order.h"

/*
 * What is taken off prices and put on top of them: promotions and
 * surcharges.
 *
 * The rules (orderutils-book(5), "Promotions and surcharges"):
 *   - Promotions are tried one after the other, the lowest priority number
 *     first, then by id.  Each is about the lines that it names and that are
 *     still open, and about what is left of them then: sums and quantities
 *     that it asks for, its percentage, its cap.
 *   - One that is not stackable takes only lines that no other has touched,
 *     and closes them.
 *   - What one takes off is rounded once, and shared out over its lines by
 *     largest remainder, in proportion to what is left of them (units that
 *     are free, and bundles: to what these cost); it becomes an allowance of
 *     each line that says in "rule" whose it is.
 *   - Surcharges for units become charges of their lines; others charges of
 *     the head, by the worth of the goods after all promotions.
 *   - Free shipping is an allowance of the head as large as each charge for
 *     freight (reason codes FC, DL, SAA) and with its tax.  It touches no
 *     lines, and counts those that are closed.
 *   - The answer does not depend on the order of the rows.
 *
 * What has been used of a promotion, and what may still be, is the caller's
 * to know.
 *
 * Everything is added first, then built, then asked.  Texts are borrowed.
 */
enum ou_promotion_kind {
	OU_PROMOTION_PERCENT,
	OU_PROMOTION_AMOUNT,
	OU_PROMOTION_UNIT,
	OU_PROMOTION_BUY_GET,
	OU_PROMOTION_BUNDLE,
	OU_PROMOTION_FREE_SHIPPING,
};

/* Whom it is for and when; absent members do not matter. */
struct ou_offer {
	struct ou_str id;
	struct ou_str name;		/* absent: the id */
	struct ou_str customer, group, channel, segment, country;
	struct ou_str currency;
	enum ou_flag gross;
	struct ou_date from, through;
	struct ou_integer priority;
	uint8_t days;			/* bit 0 is Monday; 0: any */
	int16_t begins, ends;		/* minutes of the day; both -1: any;
					 * a night is of the day it begins */
};

struct ou_promotion {
	struct ou_offer offer;
	enum ou_promotion_kind kind;
	struct ou_str code, sku, category;
	struct ou_quantity min_quantity;
	struct ou_amount min_amount, value, max_amount;
	struct ou_rate percent;
	struct ou_str free_sku;
	struct ou_quantity free_quantity;
	bool stackable;
	/* only told to the caller */
	struct ou_integer max_uses, max_per_customer;
	struct ou_amount budget;
};

struct ou_surcharge {
	struct ou_offer offer;
	struct ou_str reason_code, sku, category;
	struct ou_amount min_amount, below_amount, value;
	struct ou_rate percent;
	struct ou_str tax_class;
};

struct ou_offers;
struct ou_offers *ou_offers_new(struct ou_arena *a);

/* An item of a category; rows are counted from 0 as they are added. */
void ou_offers_add_item(struct ou_offers *x, struct ou_str sku,
    struct ou_str category);
void ou_offers_add_promotion(struct ou_offers *x,
    const struct ou_promotion *p);
void ou_offers_add_surcharge(struct ou_offers *x,
    const struct ou_surcharge *s);

/* An item of a promotion: false when there is no such promotion.  After the
 * promotions. */
bool ou_offers_add_promotion_item(struct ou_offers *x,
    struct ou_str promotion, struct ou_str sku, struct ou_quantity quantity);

void ou_offers_build(struct ou_offers *x);

/* Does any promotion have that coupon? */
bool ou_offers_coupon(const struct ou_offers *x, struct ou_str code);

/* Nothing was added. */
bool ou_offers_none(const struct ou_offers *x);

enum ou_offer_verdict {
	OU_OFFER_APPLIES,
	OU_OFFER_EARLY,
	OU_OFFER_LATE,
	OU_OFFER_HOURS,			/* not on this day or at this time */
	OU_OFFER_CURRENCY,
	OU_OFFER_TAX_INCLUDED,
	OU_OFFER_CUSTOMER,
	OU_OFFER_GROUP,
	OU_OFFER_CHANNEL,
	OU_OFFER_SEGMENT,
	OU_OFFER_COUNTRY,
	OU_OFFER_NO_LINES,		/* others have taken its lines */
	OU_OFFER_QUANTITY,
	OU_OFFER_AMOUNT,
	OU_OFFER_NOTHING,		/* it comes to nothing */
	/* said by the caller */
	OU_OFFER_NO_STORE,
	OU_OFFER_USES,
	OU_OFFER_CUSTOMER_USES,
	OU_OFFER_BUDGET,
};

/* Why, in words. */
const char *ou_offer_verdict_text(enum ou_offer_verdict v);

/* What became of a promotion or surcharge that the order could meet. */
struct ou_offer_try {
	uint32_t row;
	bool surcharge;
	enum ou_offer_verdict verdict;
	struct ou_amount amount;	/* APPLIES */
};

/* An order, as the offers see it. */
struct ou_offers_question {
	struct ou_order *order;		/* line totals are computed */
	struct ou_str customer, group, country;
	int places;
	/* of each line, in stock units x 10^6; -1: not known */
	const int64_t *units;
	/* the tax of a class for this order, or NULL */
	const struct ou_tax *(*tax)(void *arg, struct ou_str tax_class);
	/* may a promotion that takes off so much be had?  NULL: always */
	enum ou_offer_verdict (*may)(void *arg, uint32_t promotion,
	    struct ou_amount amount);
	void *arg;
	bool explain;			/* tries are told */
};

struct ou_offers_answer {
	struct ou_offer_try *tries;	/* in the order of trying; if asked */
	uint32_t n_tries;
	bool *lines;			/* whose allowances have changed */
	bool head;			/* the order's have */
};

/**
 * ou_offers_apply(x, a, question, answer, err):
 * Put allowances and charges into the view.  0, or -1 with ${err} when an
 * amount overflows.  A ${may} that fails says so to its caller by itself.
 */
int ou_offers_apply(const struct ou_offers *x, struct ou_arena *a,
    const struct ou_offers_question *question,
    struct ou_offers_answer *answer, struct ou_err *err);

/**
 * ou_offers_strip(a, o, answer):
 * Take away the allowances and charges that say they are of a rule: the work
 * of an earlier run.
 */
void ou_offers_strip(struct ou_arena *a, struct ou_order *o,
    struct ou_offers_answer *answer);

#endif
