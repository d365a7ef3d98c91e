#include <string.h>

#include "reconcile.h"

/* What a channel is told. */

static const struct ou_feed_format *
find_format(const struct ou_reconciliation *w, struct ou_str channel)
{
	struct ou_str name = w->o->format != NULL ? ou_str_c(w->o->format)
	    : ou_setting_of_channel(&w->settings, OU_SETTING_FEED,
	    channel);

	return ou_feed_format_find(name.n != 0 ? name : channel);
}

int
ou_reconciliation_channel(struct ou_reconciliation *w, struct ou_err *err)
{
	struct ou_str channel = ou_str_c(w->o->channel);
	int i;

	w->format = find_format(w, channel);
	if (w->format == NULL)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --feed: neither --as nor the settings say which "
		    "of %s channel '%s' takes", OU_FEED_FORMATS,
		    w->o->channel);
	if (ou_channel_rule_of(w->arena, &w->settings, channel, &w->rule,
	    err) != 0 || ou_channel_listings(w->arena, w->o->book, &w->items,
	    channel, &w->listings, &w->n_listings, err) != 0)
		return -1;
	for (i = 1; i < w->n_sources; i++) {
		if (ou_str_eq(w->sources[i], channel))
			w->channel_source = i;
	}
	if (w->channel_source > 0)
		w->theirs = ou_standing_new(w->arena, w->o->now->date);
	if (w->o->changed_only == NULL)
		return 0;
	w->state = ou_feed_state_load(w->arena, w->o->changed_only, err);
	return w->state != NULL ? 0 : -1;
}

int
ou_reconciliation_feed(struct ou_reconciliation *w, struct ou_buf *out,
    uint32_t *told)
{
	struct ou_channel_line *lines;
	uint32_t i, n;

	ou_arena_reset(&w->feed_arena);
	lines = ou_channel_lines(w->standing, w->theirs, &w->rule,
	    w->listings, w->n_listings, &w->feed_arena, &n);
	ou_feed_header(w->format, out);
	*told = 0;
	for (i = 0; i < n; i++) {
		if (w->state != NULL &&
		    !ou_feed_state_changed(w->state, &lines[i].row))
			continue;
		(*told)++;
		ou_feed_row(w->format, out, &lines[i].item, &lines[i].row);
		if ((w->o->emit & OU_EMIT_TOLD) != 0 &&
		    ou_reconciliation_write(w, OU_DESK_TYPE("ChannelStock"),
		    &lines[i].row) != 0)
			return -1;
	}
	return 0;
}

struct ou_str
ou_reconciliation_name(const struct ou_reconciliation *w, struct ou_arena *a,
    unsigned number)
{
	char text[OU_TIME_MAX], plain[OU_TIME_MAX];
	size_t n, i, k = 0;
	struct ou_time utc;

	ou_time_from_seconds(&utc, ou_time_seconds(w->o->now), 0);
	n = ou_time_text(text, &utc);
	for (i = 0; i < n; i++) {
		if (text[i] != ':' && text[i] != '-')
			plain[k++] = text[i];
	}
	if (number == 0)
		return ou_str_printf(a, "%s-%.*s.%s", w->o->channel, (int)k,
		    plain, ou_feed_ending(w->format));
	return ou_str_printf(a, "%s-%.*s-%06u.%s", w->o->channel, (int)k,
	    plain, number, ou_feed_ending(w->format));
}

void
ou_reconciliation_state(struct ou_reconciliation *w, struct ou_buf *out)
{
	ou_feed_state_write(w->state, out);
}
