#ifndef OU_LIB_DESK_RECONCILE_H
#define OU_LIB_DESK_RECONCILE_H

#include "ou/base/seen.h"
#include "ou/book/stock.h"
#include "ou/formats/feed.h"
#include "ou/rules/abc.h"
#include "ou/rules/adjustment.h"
#include "ou/rules/standing.h"
#include "ou/desk/reconcile.h"
#include "ou/ledger/ledger.h"

/* What the parts share. */
struct ou_reconciliation {
	struct ou_arena *arena;
	const struct ou_reconciliation_options *o;
	const struct ou_str *sources;
	int n_sources;
	struct ou_settings settings;
	struct ou_items items;
	struct ou_stock_desk desk;
	struct ou_reconciler *reconciler;
	struct ou_reconcile_options rules;
	struct ou_count_days days;
	struct ou_abc *abc;
	struct ou_str count;
	uint64_t undecided;
	/* how the first source stands, where that is asked for; and what the
	 * channel says itself */
	struct ou_standing *standing, *theirs;
	int channel_source;		/* -1: none */
	struct ou_seen moves;		/* ids, while a journal is followed */
	/* the channel */
	struct ou_channel_rule rule;
	const struct ou_feed_format *format;
	const struct ou_channel_item *listings;
	uint32_t n_listings;
	struct ou_feed_state *state;
	struct ou_arena feed_arena;
	/* the store; and the moves to be booked, as they are printed */
	struct ou_store *store;
	struct ou_ledger *ledger;
	struct ou_noted *noted, **noted_end;
};

/* stock_channel.c: load what is known of the channel. */
int ou_reconciliation_channel(struct ou_reconciliation *w, struct ou_err *err);

/* stock.c: alerts about the key that was touched last, by ${move} if not
 * NULL; how many, or -1 (stop). */
int ou_reconciliation_alerts(struct ou_reconciliation *w,
    const struct ou_stock_move *move);

static inline int
ou_reconciliation_write(struct ou_reconciliation *w,
    const struct ou_record_type *type, const void *object)
{
	return w->o->write(w->o->arg, type, object);
}

/* The row of ou_record_types for a type that is there. */
#define OU_DESK_TYPE(name) ou_record_type_find(OU_STR(name))

#endif
