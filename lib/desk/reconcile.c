#include <string.h>

#include "reconcile.h"

/*
 * Levels and moves come in here.  The reconciler sees all of them; the
 * standing only those of the first source, and only where somebody asks how
 * that stands: a channel, a journal that is followed, closing levels.
 */
#define MOVES_MAX ((uint64_t)1 << 22)

/* What is known of an item where sources differ. */
static void
know_item(void *arg, struct ou_str sku, struct ou_reconcile_item *to)
{
	struct ou_reconciliation *w = arg;
	const struct ou_item *item = ou_items_find(&w->items, sku);

	if (item != NULL && item->abc.n == 1)
		to->abc = item->abc.p[0];
	else if (w->abc != NULL)
		to->abc = ou_abc_class(w->abc, sku);
	if (item != NULL)
		to->pack = item->pack_quantity;
}

static int
option(struct ou_err *err, const char *name)
{
	struct ou_err was = *err;

	return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_USAGE, "option --%s: %s",
	    name, was.text);
}

static int
read_rules(struct ou_reconciliation *w, struct ou_err *err)
{
	const struct ou_reconciliation_options *o = w->o;
	struct ou_str text = o->tolerance != NULL ? ou_str_c(o->tolerance)
	    : ou_setting_of_shop(&w->settings, OU_SETTING_STOCK_TOLERANCE);

	if (text.n == 0 && o->tolerance == NULL)
		text = OU_STR("0");
	if (ou_tolerances_parse(&w->rules.tolerances, text, err) != 0)
		return o->tolerance != NULL ? option(err, "tolerance")
		    : ou_err_at(err, "settings.json", 0, 0);
	w->days = (struct ou_count_days)OU_COUNT_DAYS;
	text = ou_setting_of_shop(&w->settings, OU_SETTING_COUNT_DAYS);
	if (text.n != 0 && ou_count_days_parse(&w->days, text, err) != 0)
		return ou_err_at(err, "settings.json", 0, 0);
	w->rules.by = o->by;
	w->rules.sum = o->sum;
	w->rules.item = know_item;
	w->rules.arg = w;
	return 0;
}

static void
name_count(struct ou_reconciliation *w)
{
	char date[10];

	w->count = w->o->count != NULL ? ou_str_c(w->o->count)
	    : ou_str_printf(w->arena, "count-%.*s",
	    (int)ou_date_text(date, w->o->now->date), date);
}

static int
load(struct ou_reconciliation *w, struct ou_err *err)
{
	const struct ou_reconciliation_options *o = w->o;

	if (ou_book_settings(w->arena, o->book, &w->settings, err) != 0 ||
	    ou_items_load(&w->items, w->arena, o->book, NULL, err) != 0 ||
	    ou_stock_desk_load(&w->desk, w->arena, o->book, o->decisions,
	    err) != 0 || read_rules(w, err) != 0)
		return -1;
	return o->channel == NULL ? 0 : ou_reconciliation_channel(w, err);
}

struct ou_reconciliation *
ou_reconciliation_new(struct ou_arena *a,
    const struct ou_reconciliation_options *options,
    const struct ou_str *sources, int n_sources, struct ou_err *err)
{
	struct ou_reconciliation *w = ou_arena_zalloc(a, sizeof(*w));
	int i;

	w->arena = a;
	w->o = options;
	w->sources = sources;
	w->n_sources = n_sources;
	w->channel_source = -1;
	w->noted_end = &w->noted;
	if (load(w, err) != 0)
		return NULL;
	name_count(w);
	w->reconciler = ou_reconciler_new(a, &w->rules);
	for (i = 0; i < n_sources; i++)
		ou_reconciler_source(w->reconciler, sources[i]);
	if (options->channel != NULL || options->watch ||
	    options->levels == OU_LEVELS_CLOSING ||
	    (options->emit & OU_EMIT_ALERTS) != 0)
		w->standing = ou_standing_new(a, options->now->date);
	if (options->watch)
		ou_seen_init(&w->moves, a, MOVES_MAX);
	return w;
}

void
ou_reconciliation_free(struct ou_reconciliation *w)
{
	if (w == NULL)
		return;
	ou_arena_release(&w->feed_arena);
	if (w->store != NULL)
		ou_store_close(w->store);
}

int
ou_reconciliation_level(struct ou_reconciliation *w, int source,
    struct ou_str place, struct ou_stock_level *level, struct ou_err *err)
{
	if (level->location.n == 0)
		level->location = place.n != 0 ? place
		    : w->o->location != NULL ? ou_str_c(w->o->location)
		    : ou_setting_of_shop(&w->settings, OU_SETTING_LOCATION);
	if (ou_stock_level_ours(&w->items, w->sources[source], level,
	    err) != 0 ||
	    ou_reconciler_level(w->reconciler, source, level, err) != 0)
		return -1;
	if (source == 0 && w->standing != NULL)
		return ou_standing_level(w->standing, level, w->o->sum, err);
	if (source == w->channel_source)
		return ou_standing_level(w->theirs, level, w->o->sum, err);
	return 0;
}

const struct ou_items *
ou_reconciliation_items(const struct ou_reconciliation *w)
{
	return &w->items;
}

/* What is sold makes the classes of those items that have none. */
static void
add_sale(struct ou_reconciliation *w, const struct ou_stock_move *move)
{
	const struct ou_item *item = ou_items_find(&w->items, move->sku);
	struct ou_quantity units = move->quantity, none = { 0, false };
	struct ou_amount value;

	if (item == NULL || !item->cost.given || units.v == INT64_MIN ||
	    (!ou_str_is(move->reason, "shipment") &&
	    !ou_str_is(move->reason, "sale")))
		return;
	units.v = -units.v;
	if (w->abc == NULL)
		w->abc = ou_abc_new(w->arena);
	if (ou_price_extend(&value, item->cost, units, none, 4, NULL) == 0)
		ou_abc_add(w->abc, move->sku, value);
}

int
ou_reconciliation_move(struct ou_reconciliation *w, int source,
    const struct ou_stock_move *move, struct ou_err *err)
{
	struct ou_stock_move m = *move;

	if (m.location.n == 0)
		m.location = w->o->location != NULL ? ou_str_c(w->o->location)
		    : ou_setting_of_shop(&w->settings, OU_SETTING_LOCATION);
	if (w->o->watch && source == 0) {
		if (ou_seen_again(&w->moves, m.id))
			return ou_err_set(err, OU_ERR_RECORD,
			    OU_DIAG_DUPLICATE, "move '%.*s' stands there "
			    "twice", OU_STR_ARG(m.id));
		return ou_standing_move(w->standing, &m, err);
	}
	if (ou_reconciler_move(w->reconciler, source, &m, err) != 0)
		return -1;
	add_sale(w, &m);
	return source == 0 && w->standing != NULL
	    ? ou_standing_move(w->standing, &m, err) : 0;
}

int
ou_reconciliation_snapshot(struct ou_reconciliation *w,
    const struct ou_stock_level *level, struct ou_err *err)
{
	struct ou_stock_level l = *level;

	if (l.location.n == 0)
		l.location = w->o->location != NULL ? ou_str_c(w->o->location)
		    : ou_setting_of_shop(&w->settings, OU_SETTING_LOCATION);
	return ou_standing_level(w->standing, &l, false, err);
}

int
ou_reconciliation_alerts(struct ou_reconciliation *w,
    const struct ou_stock_move *move)
{
	struct ou_stock_alert alerts[OU_STANDING_ALERTS];
	int i, n = ou_standing_alerts(w->standing, alerts);

	for (i = 0; i < n; i++) {
		alerts[i].at = *w->o->now;
		alerts[i].from = w->sources[0];
		if (move != NULL) {
			alerts[i].move = move->id;
			alerts[i].since = move->at;
		}
		if (ou_reconciliation_write(w, OU_DESK_TYPE("StockAlert"),
		    &alerts[i]) != 0)
			return -1;
	}
	return n;
}

int
ou_reconciliation_watch(struct ou_reconciliation *w)
{
	uint32_t at = 0;

	while (ou_standing_next(w->standing, &at)) {
		if (ou_reconciliation_alerts(w, NULL) < 0)
			return -1;
	}
	return 0;
}

int
ou_reconciliation_changed(struct ou_reconciliation *w,
    const struct ou_stock_move *move)
{
	struct ou_stock_level level;

	ou_standing_last(w->standing, &level);
	level.at = *w->o->now;
	level.from = w->sources[0];
	if (w->o->levels != OU_LEVELS_NONE &&
	    ou_reconciliation_write(w, OU_DESK_TYPE("StockLevel"), &level) != 0)
		return -1;
	return ou_reconciliation_alerts(w, move) < 0 ? -1 : 0;
}
