#include <string.h>

#include "ou/book/stock.h"

int
ou_stock_level_ours(const struct ou_items *items, struct ou_str party,
    struct ou_stock_level *level, struct ou_err *err)
{
	struct ou_quantity *figures[] = { &level->on_hand, &level->reserved,
	    &level->safety, &level->incoming };
	const struct ou_item_code *code;
	size_t i;

	if (items->codes.n == 0)
		return 0;
	code = ou_index_find(items->by_code, level->sku);
	while (code != NULL && !ou_str_eq(code->party, party))
		code = ou_index_next(items->by_code, code);
	if (code == NULL)
		return 0;
	level->sku = code->sku;
	for (i = 0; code->factor.given && i < 4; i++) {
		if (figures[i]->given && ou_quantity_convert(figures[i],
		    *figures[i], code->factor, err) != 0)
			return -1;
	}
	return 0;
}

static uint32_t
from_listings(const struct ou_rows *rows, struct ou_str channel,
    struct ou_channel_item *list)
{
	const struct ou_channel_item *x;
	uint32_t i, n = 0;

	for (i = 0; i < rows->n; i++) {
		x = ou_rows_at(rows, i);
		if (ou_str_eq(x->channel, channel))
			list[n++] = *x;
	}
	return n;
}

static uint32_t
from_codes(const struct ou_rows *rows, struct ou_str channel,
    struct ou_channel_item *list)
{
	const struct ou_item_code *x;
	uint32_t i, n = 0;

	for (i = 0; i < rows->n; i++) {
		x = ou_rows_at(rows, i);
		if (!ou_str_eq(x->party, channel))
			continue;
		list[n++] = (struct ou_channel_item){ .channel = channel,
		    .sku = x->sku, .code = x->code, .factor = x->factor };
	}
	return n;
}

int
ou_channel_listings(struct ou_arena *a, const char *dir,
    const struct ou_items *items, struct ou_str channel,
    const struct ou_channel_item **list, uint32_t *n, struct ou_err *err)
{
	struct ou_channel_item *to;
	struct ou_rows rows;

	if (ou_book_load(a, dir, "channel-items", NULL, &rows, err) != 0)
		return -1;
	to = ou_arena_array(a, (size_t)rows.n + items->codes.n, sizeof(*to));
	*list = to;
	*n = from_listings(&rows, channel, to);
	if (*n == 0)
		*n = from_codes(&items->codes, channel, to);
	return 0;
}

static int
read_buffer(struct ou_channel_rule *rule, struct ou_str text,
    struct ou_err *err)
{
	const int64_t whole = 100 * 1000000;

	rule->percent = ou_str_ends(text, "%");
	if (rule->percent)
		text.n--;
	if (ou_quantity_parse(&rule->buffer, text, NULL) == 0 &&
	    rule->buffer.v >= 0 &&
	    (!rule->percent || rule->buffer.v <= whole))
		return 0;
	ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK, "the buffer of channel "
	    "'%.*s' is neither a quantity nor a percentage",
	    OU_STR_ARG(rule->channel));
	return ou_err_at(err, "settings.json", 0, 0);
}

int
ou_channel_rule_of(struct ou_arena *a, const struct ou_settings *settings,
    struct ou_str channel, struct ou_channel_rule *rule, struct ou_err *err)
{
	struct ou_str text, one, *to;

	memset(rule, 0, sizeof(*rule));
	rule->channel = channel;
	text = ou_setting_of_channel(settings, OU_SETTING_BUFFER, channel);
	if (text.n != 0 && read_buffer(rule, text, err) != 0)
		return -1;
	text = ou_setting_of_channel(settings, OU_SETTING_LOCATIONS, channel);
	rule->locations = to = ou_arena_array(a, text.n + 1, sizeof(*to));
	while (ou_str_split(&text, ' ', &one)) {
		if (one.n != 0)
			to[rule->n_locations++] = one;
	}
	return 0;
}

int
ou_stock_desk_load(struct ou_stock_desk *desk, struct ou_arena *a,
    const char *dir, const char *path, struct ou_err *err)
{
	if (ou_book_load(a, dir, "stock-decisions", path, &desk->decisions,
	    err) != 0 || ou_book_load(a, dir, "justifications", NULL,
	    &desk->justifications, err) != 0 ||
	    ou_book_load(a, dir, "users", NULL, &desk->users, err) != 0)
		return -1;
	desk->by_id = ou_index_new(a, &desk->decisions,
	    &ou_stock_decision_table, OU_FIELD(stock_decision, id));
	desk->by_code = ou_index_new(a, &desk->justifications,
	    &ou_justification_table, OU_FIELD(justification, code));
	desk->by_user = ou_index_new(a, &desk->users, &ou_user_table,
	    OU_FIELD(user, user));
	return 0;
}

const struct ou_stock_decision *
ou_stock_desk_decision(const struct ou_stock_desk *desk, struct ou_str id)
{
	return ou_index_find(desk->by_id, id);
}

const struct ou_justification *
ou_stock_desk_code(const struct ou_stock_desk *desk, struct ou_str code)
{
	return code.n == 0 ? NULL : ou_index_find(desk->by_code, code);
}

const struct ou_user *
ou_stock_desk_user(const struct ou_stock_desk *desk, struct ou_str user,
    struct ou_date day)
{
	const struct ou_user *u;

	for (u = ou_index_find(desk->by_user, user); u != NULL;
	    u = ou_index_next(desk->by_user, u)) {
		if (u->customer.n == 0 && (!ou_date_given(u->valid_from) ||
		    ou_date_cmp(u->valid_from, day) <= 0) &&
		    (!ou_date_given(u->valid_through) ||
		    ou_date_cmp(u->valid_through, day) >= 0))
			break;
	}
	return u;
}

bool
ou_user_has_role(const struct ou_user *user, struct ou_str role)
{
	struct ou_str rest = user->role, one;

	while (ou_str_split(&rest, ' ', &one)) {
		if (ou_str_eq(one, role))
			return true;
	}
	return false;
}
