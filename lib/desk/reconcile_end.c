#include <string.h>

#include "reconcile.h"

/* The comparison, and what people decide about it. */

static void
fill_adjuster(const struct ou_reconciliation *w,
    const struct ou_stock_decision *decision, struct ou_adjuster *who)
{
	const struct ou_user *user = ou_stock_desk_user(&w->desk,
	    decision->by, ou_date_given(decision->at.date)
	    ? decision->at.date : w->o->now->date);

	memset(who, 0, sizeof(*who));
	/* A shop that keeps no users trusts whoever writes its files. */
	who->known = who->right = w->desk.users.n == 0;
	if (user == NULL)
		return;
	who->known = true;
	who->right = ou_user_has_role(user, OU_STR("stock"));
	who->limit = user->limit;
}

/* Take over what was decided, if it was and counts. */
static void
decide(struct ou_reconciliation *w, struct ou_stock_adjustment *adj)
{
	const struct ou_stock_decision *decision =
	    ou_stock_desk_decision(&w->desk, adj->id);
	struct ou_adjuster who;
	struct ou_err err;

	if (decision == NULL)
		return;
	memset(&err, 0, sizeof(err));
	fill_adjuster(w, decision, &who);
	if (ou_adjustment_decide(adj, decision,
	    ou_stock_desk_code(&w->desk, decision->code), &who,
	    ou_setting_of_shop(&w->settings, OU_SETTING_CURRENCY), &err) == 0)
		return;
	w->undecided++;
	adj->note = ou_str_dup(w->arena, ou_str_c(err.text));
	ou_err_in(&err, "decision %.*s", OU_STR_ARG(adj->id));
	w->o->tell(w->o->arg, &err);
}

int
ou_reconciliation_adjustment(struct ou_reconciliation *w,
    struct ou_stock_adjustment *adj)
{
	const struct ou_item *item = ou_items_find(&w->items, adj->sku);
	struct ou_stock_move move;

	if (item != NULL && !adj->value.given)
		ou_adjustment_price(adj, item->cost, item->currency.n != 0
		    ? item->currency : ou_setting_of_shop(&w->settings,
		    OU_SETTING_CURRENCY));
	if (ou_str_is(adj->decision, "proposed"))
		decide(w, adj);
	if (w->o->must_decide && !ou_str_is(adj->decision, "approved"))
		return 0;
	ou_adjustment_move(adj, &move);
	if (w->o->apply)
		return ou_reconciliation_note(w, &move);
	return (w->o->emit & OU_EMIT_MOVES) == 0 ? 0
	    : ou_reconciliation_write(w, OU_DESK_TYPE("StockMove"), &move);
}

static int
write_differences(struct ou_reconciliation *w,
    const struct ou_stock_difference *rows, uint32_t n, struct ou_err *err)
{
	struct ou_stock_adjustment adj;
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (ou_reconciliation_write(w, OU_DESK_TYPE("StockDifference"),
		    &rows[i]) != 0)
			return -1;
		if (!rows[i].adjustment.given)
			continue;
		ou_adjustment_of(w->arena, &rows[i], w->sources[0], w->count,
		    w->o->now, &adj);
		if (w->store != NULL &&
		    ou_reconciliation_number(w, &adj, err) != 0)
			return -1;
		if (ou_reconciliation_adjustment(w, &adj) != 0)
			return -1;
		if ((w->o->emit & OU_EMIT_ADJUSTMENTS) != 0 &&
		    ou_reconciliation_write(w, OU_DESK_TYPE("StockAdjustment"),
		    &adj) != 0)
			return -1;
	}
	return 0;
}

/* What the journals have shown. */
static int
write_findings(struct ou_reconciliation *w, bool *differ)
{
	struct ou_stock_alert *alerts;
	uint32_t i, n;

	alerts = ou_reconciler_alerts(w->reconciler, &n);
	for (i = 0; i < n; i++) {
		alerts[i].at = *w->o->now;
		if (ou_reconciliation_write(w, OU_DESK_TYPE("StockAlert"),
		    &alerts[i]) != 0)
			return -1;
		*differ = true;
	}
	return 0;
}

/* How the first source stands in the end. */
static int
write_standing(struct ou_reconciliation *w, bool *differ)
{
	struct ou_stock_level level;
	uint32_t at = 0;
	int n;

	while (ou_standing_next(w->standing, &at)) {
		ou_standing_last(w->standing, &level);
		level.from = w->sources[0];
		if (w->o->levels == OU_LEVELS_CLOSING &&
		    ou_reconciliation_write(w, OU_DESK_TYPE("StockLevel"),
		    &level) != 0)
			return -1;
		if ((w->o->emit & OU_EMIT_ALERTS) == 0)
			continue;
		if ((n = ou_reconciliation_alerts(w, NULL)) < 0)
			return -1;
		*differ = *differ || n != 0;
	}
	return 0;
}

static int
write_counts(struct ou_reconciliation *w, const struct ou_differences *d)
{
	struct ou_stock_count *counts;
	uint32_t i, n;

	counts = ou_reconciler_recount(w->reconciler, d->rows, d->n,
	    &w->days, w->o->now->date, &n);
	for (i = 0; i < n && i < w->o->recount; i++) {
		if (ou_reconciliation_write(w, OU_DESK_TYPE("StockCount"),
		    &counts[i]) != 0)
			return -1;
	}
	return 0;
}

int
ou_reconciliation_end(struct ou_reconciliation *w, struct ou_differences *d,
    bool *differ, struct ou_err *err)
{
	char time[OU_TIME_MAX];

	memset(d, 0, sizeof(*d));
	if (w->abc != NULL)
		ou_abc_classify(w->abc);
	d->rows = ou_reconciler_compare(w->reconciler, &d->n);
	d->sources = w->sources;
	d->n_sources = (uint32_t)w->n_sources;
	d->compared = ou_reconciler_compared(w->reconciler);
	d->printed = ou_str_dup(w->arena, (struct ou_str){ time,
	    ou_time_text(time, w->o->now) });
	*differ = d->n != 0;
	if (write_findings(w, differ) != 0 ||
	    (w->standing != NULL && write_standing(w, differ) != 0) ||
	    write_differences(w, d->rows, d->n, err) != 0)
		return -1;
	if (w->undecided != 0)
		*differ = true;
	return w->o->recount != 0 ? write_counts(w, d) : 0;
}
