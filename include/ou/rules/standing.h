#ifndef OU_RULES_STANDING_H
#define OU_RULES_STANDING_H

#include "ou/model/records.h"

/*
 * How stock stands now, kept up to date by levels and moves: what is there,
 * what of it can be sold, what needs a look, and what a channel is told.
 */
struct ou_standing;

/* ${today}: what expires before it cannot be sold. */
struct ou_standing *ou_standing_new(struct ou_arena *a, struct ou_date today);

/**
 * ou_standing_level(s, level, add, err):
 * A level replaces what stood under its key (item, location, lot, status,
 * owner), or is added to it; texts are copied.
 */
int ou_standing_level(struct ou_standing *s,
    const struct ou_stock_level *level, bool add, struct ou_err *err);

/* A move changes what is on hand under its key; a new key begins with
 * nothing. */
int ou_standing_move(struct ou_standing *s, const struct ou_stock_move *move,
    struct ou_err *err);

/* How the key that was touched last stands now. */
void ou_standing_last(const struct ou_standing *s,
    struct ou_stock_level *level);

/**
 * ou_standing_alerts(s, alerts):
 * What became true (or, with "over", ceased to be) of the key that was
 * touched last, since it was asked about last: negative, oversell,
 * belowSafety.  How many of at most OU_STANDING_ALERTS.
 */
#define OU_STANDING_ALERTS 3
int ou_standing_alerts(struct ou_standing *s,
    struct ou_stock_alert alerts[OU_STANDING_ALERTS]);

/* All keys one after the other, sorted, as the last one touched; false: no
 * more.  ${at} begins with 0. */
bool ou_standing_next(struct ou_standing *s, uint32_t *at);

/* Items that have a key, sorted. */
const struct ou_str *ou_standing_items(struct ou_standing *s, uint32_t *n);

/*
 * What a channel is told about an item: on hand less reserved and safety, of
 * all that is ours, available, not expired and where the channel sells from;
 * less the buffer; in whole units of the channel's; never below 0.
 */
/**
 * ou_channel_tell(s, rule, item, row):
 * Fill ${row} for a listing, but for what the channel itself says.
 */
void ou_channel_tell(const struct ou_standing *s,
    const struct ou_channel_rule *rule, const struct ou_channel_item *item,
    struct ou_channel_stock *row);

/* A listing, and what is told for it. */
struct ou_channel_line {
	struct ou_channel_item item;
	struct ou_channel_stock row;
};

/**
 * ou_channel_lines(s, theirs, rule, list, n, a, n_lines):
 * A line for each listing, in their order; without any listing one for each
 * item, sorted.  ${theirs}: what the channel itself says, for row.current
 * and row.held (reserved and safety there); NULL: not known.  In ${a}.
 */
struct ou_channel_line *ou_channel_lines(struct ou_standing *s,
    const struct ou_standing *theirs, const struct ou_channel_rule *rule,
    const struct ou_channel_item *list, uint32_t n, struct ou_arena *a,
    uint32_t *n_lines);

#endif
