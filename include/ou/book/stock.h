#ifndef OU_BOOK_STOCK_H
#define OU_BOOK_STOCK_H

#include "ou/book/lookup.h"

/*
 * What the book knows about stock: whose code is which item, what channels
 * list, who may adjust.
 */

/* Turn what ${party} calls an item, and its units, into ours.  0, or -1 when
 * a figure cannot be turned exactly. */
int ou_stock_level_ours(const struct ou_items *items, struct ou_str party,
    struct ou_stock_level *level, struct ou_err *err);

/**
 * ou_channel_listings(a, dir, items, channel, list, n, err):
 * What the channel lists: the rows of channel-items, else the channel's
 * item-codes; none: it has every item under our own number.
 */
int ou_channel_listings(struct ou_arena *a, const char *dir,
    const struct ou_items *items, struct ou_str channel,
    const struct ou_channel_item **list, uint32_t *n, struct ou_err *err);

/**
 * ou_channel_rule_of(a, settings, channel, rule, err):
 * What the settings say of the channel: buffer ("5" or "10%"), locations.
 * 0, or -1 with OU_ERR_USAGE.
 */
int ou_channel_rule_of(struct ou_arena *a, const struct ou_settings *settings,
    struct ou_str channel, struct ou_channel_rule *rule, struct ou_err *err);

/* Who decides about adjustments, by which codes. */
struct ou_stock_desk {
	struct ou_rows decisions;	/* struct ou_stock_decision */
	struct ou_rows justifications;	/* struct ou_justification */
	struct ou_rows users;		/* struct ou_user */
	struct ou_index *by_id, *by_code, *by_user;
};

/* ${path}: the decisions, NULL: the book's own. */
int ou_stock_desk_load(struct ou_stock_desk *desk, struct ou_arena *a,
    const char *dir, const char *path, struct ou_err *err);

const struct ou_stock_decision *ou_stock_desk_decision(
    const struct ou_stock_desk *desk, struct ou_str id);
const struct ou_justification *ou_stock_desk_code(
    const struct ou_stock_desk *desk, struct ou_str code);

/* Our own user of that name who is one on that day, or NULL. */
const struct ou_user *ou_stock_desk_user(const struct ou_stock_desk *desk,
    struct ou_str user, struct ou_date day);

/* Has the user that role? */
bool ou_user_has_role(const struct ou_user *user, struct ou_str role);

#endif
