#ifndef OU_RULES_ADJUSTMENT_H
#define OU_RULES_ADJUSTMENT_H

#include "ou/model/records.h"

/*
 * Adjustments of stock: proposed by a comparison, decided by people, booked
 * as moves.  A decision names who decided and why (a code of the book's
 * justifications).  Up to the limit of the code anybody may decide; above it
 * only who has the right and a limit that is high enough.
 */

/**
 * ou_adjustment_of(a, d, source, count, at, to):
 * The adjustment that a difference proposes.  Its id is made of the source,
 * the count's name and what is adjusted, so that the same difference has the
 * same id whenever it is found; ${at} is the day of the count.  Who knows what
 * is booked numbers the second one of a day.
 */
void ou_adjustment_of(struct ou_arena *a,
    const struct ou_stock_difference *d, struct ou_str source,
    struct ou_str count, const struct ou_time *at,
    struct ou_stock_adjustment *to);

/* Its value at the item's cost; absent when there is no cost, or more than
 * can be counted. */
void ou_adjustment_price(struct ou_stock_adjustment *adjustment,
    struct ou_price cost, struct ou_str currency);

/* Who decides. */
struct ou_adjuster {
	bool known;			/* a user of ours, valid on the day;
					 * or nobody keeps users */
	bool right;			/* may decide above limits at all */
	struct ou_amount limit;		/* up to this value; absent: any */
};

/**
 * ou_adjustment_decide(adj, decision, code, who, shop_currency, err):
 * Take a decision over: 0 and adj->decision is approved or refused.  -1 with
 * ${err} (OU_ERR_RECORD) when it has no effect: an unknown code (${code}
 * NULL where decision->code is filled, or none is), an unknown user, a value
 * above what the user may decide, another quantity than is proposed now.
 * A refusal needs neither code nor limit.
 */
int ou_adjustment_decide(struct ou_stock_adjustment *adj,
    const struct ou_stock_decision *decision,
    const struct ou_justification *code, const struct ou_adjuster *who,
    struct ou_str shop_currency, struct ou_err *err);

/* The move that books an approved adjustment; its id is the adjustment's. */
void ou_adjustment_move(const struct ou_stock_adjustment *adjustment,
    struct ou_stock_move *move);

#endif
