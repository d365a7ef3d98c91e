#ifndef OU_LIB_RULES_OFFERS_H
#define OU_LIB_RULES_OFFERS_H

#include "ou/base/names.h"
#include "ou/rules/offers.h"

/*
 *	offers.c		what was added, and what an order can meet
 *	offers_fit.c		whom it is for and when
 *	offers_kind.c		what each kind of promotion takes off
 *	offers_apply.c		one after the other
 *	offers_charge.c		surcharges, free shipping
 *
 * A promotion is found by its coupon, by an item of the order, by the order's
 * channel, or, where it has none of these, by being there.  They lead to lists
 * of ranks: the place of a promotion in the order of trying.
 */
__extension__ typedef __int128 ou_wide;

struct list {
	uint32_t *v;
	uint32_t n, room;
};

struct part {			/* an item of a promotion */
	struct ou_str sku;
	int64_t quantity;	/* x 10^6 */
};

/* When a promotion or surcharge is tried. */
struct turn {
	uint32_t row;
	int32_t from, through;		/* days since 1970 */
	int64_t priority;
};

/*
 * What rules most of them out, apart from what they are, which is large: an
 * order meets many, and few apply.
 */
struct gate {
	int32_t from, through;
	int64_t least;			/* worth of the order */
};

struct category {
	struct list ranks;
	bool charged;			/* a surcharge is about it */
};

struct sku {
	const struct category *category;
	struct list ranks;
	bool charged;
};

struct promotion {
	struct ou_promotion say;
	struct turn turn;
	struct sku *sku;		/* the only one that it is about */
	struct category *category;
	struct part *parts;
	uint32_t n_parts, parts_room;
};

struct surcharge {
	struct ou_surcharge say;
	struct turn turn;
	struct sku *sku;
	struct category *category;
	bool per_unit;
};

struct ou_offers {
	struct ou_arena *a;
	struct promotion *promotions;	/* by rank once it is built */
	struct gate *gates;		/* of the promotions, by rank */
	uint32_t n_promotions, promotions_room;
	struct surcharge *surcharges;
	uint32_t n_surcharges, surcharges_room;
	struct ou_names ids;		/* row + 1 of a promotion */
	struct ou_names skus;		/* struct sku */
	struct ou_names categories;	/* struct category */
	struct ou_names codes;		/* struct list */
	struct ou_names channels;	/* struct list: for orders of one */
	struct list general;		/* ranks */
	bool by_sku;			/* some are found by items */
};

/* What is left of an order's lines while promotions are tried. */
struct state {
	const struct ou_offers *x;
	struct ou_arena *a;
	const struct ou_offers_question *q;
	struct ou_offers_answer *answer;
	int32_t day;			/* INT32_MIN: none */
	int minute;			/* -1: no time */
	int weekday;			/* 0: none */
	uint32_t n;			/* lines */
	int64_t *rest;			/* x 10^4 */
	int64_t *used;			/* units, by buyGet and bundles */
	int64_t *used_before;		/* the promotion at hand */
	int64_t worth;			/* of all lines at first */
	int64_t *off;			/* what the promotion at hand takes */
	bool *open;			/* lines that it may touch */
	bool *scope;			/* lines that it is about */
	uint32_t n_scope, last_scope;
	bool *touched, *closed;
	const struct sku **skus;	/* of the lines */
	bool free_shipping;
	const struct promotion *free_by;
	struct ou_offer_try untold;	/* when nobody asks for tries */
};

/* From 22:00 to 02:00 is over midnight. */
static inline bool
is_night(const struct ou_offer *x)
{
	return x->begins >= 0 && x->ends >= 0 && x->begins > x->ends;
}

/* The units of a line that nobody has used; 0: none are known. */
static inline int64_t
units_left(const struct state *s, uint32_t i)
{
	return s->q->units[i] <= s->used[i] ? 0 :
	    s->q->units[i] - s->used[i];
}

/* offers.c */
void ou_offers_list_add(struct ou_arena *a, struct list *l, uint32_t v);
bool ou_offers_has(const struct promotion *p, const struct sku *sku,
    struct ou_str name);

/* offers_fit.c */
enum ou_offer_verdict ou_offers_fit(const struct state *s,
    const struct ou_offer *x, const struct turn *turn);

/* offers_kind.c: fill s->off and return what it comes to together, or -1. */
int ou_offers_discount(struct state *s, const struct promotion *p,
    int64_t *total, struct ou_err *err);
/* v x num / den, rounded once, half away from zero, to ${places}. */
int ou_offers_share(int64_t *out, int64_t v, int64_t num, int64_t den,
    int places, struct ou_err *err);

/* offers_apply.c: room for what is found of one. */
struct ou_offer_try *ou_offers_try(struct state *s, uint32_t row,
    bool surcharge);
enum ou_offer_verdict ou_offers_may(const struct state *s,
    const struct promotion *p, struct ou_amount off);
struct ou_allowance *ou_offers_put(struct ou_arena *a,
    struct ou_allowance **list, uint32_t *n, const struct ou_offer *x,
    bool charge, int64_t amount, int places);

/* offers_charge.c */
int ou_offers_charge(struct state *s, struct ou_err *err);
int ou_offers_free_shipping(struct state *s, struct ou_err *err);

#endif
