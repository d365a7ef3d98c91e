#ifndef OU_LIB_RULES_ALLOCATION_H
#define OU_LIB_RULES_ALLOCATION_H

#include "ou/base/names.h"
#include "ou/rules/allocation.h"
#include "grain.h"

/*
 * What the parts of the allocator share:
 *
 *	allocation_stock.c	rows and receipts of each item, in the order
 *				in which they are taken
 *	allocation_quota.c	what is kept for whom
 *	allocation_take.c	taking from rows, for one who asks, and back
 *	allocation_way.c	kits and substitutes
 *	allocation_promise.c	what comes
 *	allocation_place.c	which warehouses serve an order
 *	allocation_record.c	what a record already has
 *	allocation.c		serving an order
 *
 * Quantities are micro-units.  Whatever is taken is noted in a list of takes,
 * so that it can be given back.
 */
struct row {
	struct ou_str location;
	struct ou_str lot;
	struct ou_date expiry;
	uint32_t number;		/* as added */
	uint32_t place;			/* rank of the location */
	int64_t room;			/* onHand - safety */
	int64_t left;			/* below zero: more is reserved */
	int64_t taken;
	struct row *next;
};

struct receipt {
	struct ou_str location;
	struct ou_str reference;
	struct ou_date expected;	/* absent: none, or overdue */
	uint32_t number;		/* as added */
	uint32_t place;
	int64_t left;
	int64_t promised;
	struct receipt *next;
};

#define ANY_PLACE UINT32_MAX
#define NO_PLACE UINT32_MAX

struct quota {
	struct ou_allocator_quota q;
	uint32_t place;			/* or ANY_PLACE */
	int64_t kept, used;
	struct quota *next;
};

struct part {
	struct item *item;
	int64_t quantity;		/* in one */
	struct part *next;
};

struct substitute {
	struct ou_allocator_substitute s;
	struct part part;
	struct substitute *next;
};

struct item {
	struct ou_str sku;
	struct row *rows;		/* newest first until sorted */
	struct receipt *receipts;
	struct quota *quotas;		/* as added; none: the general ones */
	struct part *parts;		/* of a kit, as added */
	struct substitute *substitutes;	/* lowest priority first */
	uint32_t n_rows, n_receipts;
	int64_t life;
	bool own_quotas;		/* the general ones do not matter */
	bool sorted;
};

struct site {
	struct ou_str location, country, postal_code;
};

struct ou_allocator {
	struct ou_arena *arena;
	struct ou_allocator_options options;
	struct ou_names items;		/* struct item by sku */
	struct row **all;		/* by number */
	uint32_t n_all, cap_all;
	struct receipt **coming;	/* by number */
	uint32_t n_receipts, cap_receipts;
	struct ou_str *places;		/* locations by rank */
	uint32_t n_places, cap_places;
	struct site *sites;
	uint32_t n_sites, cap_sites;
	struct quota *general;		/* of every item */
};

/* Something taken: of a row, or promised of a receipt. */
struct take {
	const struct item *item;
	struct row *row;
	struct receipt *receipt;	/* instead of a row */
	int64_t stock;
	struct use {
		struct quota *quota;
		int64_t stock;
		struct use *next;
	} *uses;
	struct take *next;
};

struct takes {
	struct take *first, *last;
	int64_t stock;
};

/* Who asks. */
struct asker {
	struct ou_allocator *al;
	struct ou_arena *arena;
	struct ou_str channel, segment, customer;
	const uint32_t *places;		/* to be asked in this order; NULL:
					 * all, as they are */
	uint32_t n_places;
};

/* A way to serve part of a line with something else. */
struct made {
	struct takes takes;
	int64_t own;			/* stock units of the line's item */
	bool waits;
	struct made *next;
};

/* A line that is being served. */
struct work {
	const struct ou_allocator_line *line;
	struct item *item;
	int64_t factor;
	int64_t open;			/* line units */
	int64_t grain;			/* stock units; > 0 */
	int64_t want;			/* stock units */
	struct takes rows, receipts;	/* of its own item */
	struct made *made, **made_end;
	int64_t made_now, made_later;	/* own, in ${made} */
};

/* allocation_stock.c */
struct item *ou_allocator_add_item(struct ou_allocator *al,
    struct ou_str sku);
/* The item with its rows and receipts in order, or NULL. */
struct item *ou_allocator_item(struct ou_allocator *al, struct ou_str sku);

/* Have the memory of all items of an order fetched at the same time. */
void ou_allocator_fetch(const struct ou_allocator *al,
    const struct ou_allocator_line *lines, uint32_t n);
void ou_allocator_sort(struct ou_allocator *al, struct item *item);
uint32_t ou_allocator_place(struct ou_allocator *al, struct ou_str location);

static inline int64_t
row_left(const struct row *r)
{
	return r->left > 0 ? r->left : 0;
}

/* allocation_quota.c */
void ou_quota_prepare(struct ou_allocator *al, struct item *item);
bool ou_quota_is_for(const struct quota *q, struct ou_str channel,
    struct ou_str segment);
int64_t ou_quota_kept(const struct quota *q);	/* still */
/* What the asker may take of the item, and of it at a place, next to what is
 * kept for others. */
int64_t ou_quota_free(const struct item *item, struct ou_str channel,
    struct ou_str segment);
int64_t ou_quota_free_at(const struct item *item, struct ou_str channel,
    struct ou_str segment, uint32_t place);
struct use *ou_quota_use(struct ou_arena *a, const struct item *item,
    struct ou_str channel, struct ou_str segment, uint32_t place,
    int64_t stock);
/* The other way, for units that are given back. */
void ou_quota_unuse(const struct item *item, struct ou_str channel,
    struct ou_str segment, uint32_t place, int64_t stock);

/* allocation_take.c */
int64_t ou_take_rows(const struct asker *who, struct item *item,
    const struct work *w, int64_t unit, int64_t want, struct takes *to);
void ou_take_note(struct ou_arena *a, struct takes *to, const struct take *t);
/* Give back until only ${stock} is left of what was taken. */
void ou_take_back(struct takes *takes, int64_t stock);

/* allocation_way.c */
void ou_take_ways(const struct asker *who, struct work *w);
void ou_take_kit_later(const struct asker *who, struct work *w);

/* allocation_promise.c */
/* Receipts of the item, by the line's due day when ${in_time}, at most ${want}
 * in multiples of ${unit}. */
enum when { IN_TIME, LATER };
int64_t ou_take_receipts(const struct asker *who, struct item *item,
    struct ou_date due, enum when when, int64_t unit, int64_t want,
    struct takes *to);
void ou_take_later(const struct asker *who, struct work *w);

/* allocation_place.c */
void ou_choose_places(struct asker *who, const struct ou_order *o,
    struct work *work, uint32_t n, void (*take)(const struct asker *who,
    struct work *w));

/* allocation_record.c */
int64_t ou_allocator_factor(const struct ou_allocator_line *line);

/* allocation.c */
static inline int64_t
work_now(const struct work *w)
{
	return w->rows.stock + w->made_now;
}

static inline int64_t
work_all(const struct work *w)
{
	return w->rows.stock + w->receipts.stock + w->made_now +
	    w->made_later;
}

void ou_work_back(struct work *w);

#endif
