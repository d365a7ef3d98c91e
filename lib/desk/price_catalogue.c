#include <stdio.h>
#include <string.h>

#include "ou/model/exchange.h"
#include "price.h"

/*
 * A line of a catalogue as rows of prices.  What the book has no column for
 * is refused, and not left out, where the price would mean something else
 * without it.
 */
struct reading {
	struct ou_price_desk *x;
	struct ou_run *run;
	const struct ou_price_catalogue *c;
	const struct ou_trade_line *line;
	struct ou_price_row row;	/* what all its prices have */
};

static int
refuse(struct reading *r, const char *field, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static int
refuse(struct reading *r, const char *field, const char *fmt, ...)
{
	struct ou_err *err = &r->run->err;
	struct ou_str text;
	va_list ap;

	va_start(ap, fmt);
	text = ou_str_vprintf(&r->run->record_arena, fmt, ap);
	va_end(ap);
	(void)ou_err_set(err, OU_ERR_RECORD, OU_DIAG_PRICE_LIST, "%.*s",
	    OU_STR_ARG(text));
	return ou_err_in(err, "%s", field);
}

/* Our item: by their number for it, by ours, by its GTIN. */
static const struct ou_item *
find_item(struct reading *r)
{
	const struct ou_product *p = r->line->product;
	struct ou_order o = { .channel = r->c->channel };
	const struct ou_item *item;

	item = ou_items_resolve(&r->x->import.items, &o, NULL, p);
	if (item == NULL && p->buyer_item_id.n > 0)
		item = ou_items_find(&r->x->import.items, p->buyer_item_id);
	if (item == NULL && p->gtin.n > 0) {
		item = ou_index_find(r->x->import.by_gtin, p->gtin);
		if (item != NULL &&
		    ou_index_next(r->x->import.by_gtin, item) != NULL)
			item = NULL;
	}
	return item;
}

static int
set_item(struct reading *r)
{
	const struct ou_product *p = r->line->product;
	const struct ou_item *item;

	if (p == NULL || (p->sku.n == 0 && p->gtin.n == 0 &&
	    p->buyer_item_id.n == 0))
		return refuse(r, "product", "which item it is is not said");
	r->row.sku = p->sku.n > 0 ? p->sku : p->buyer_item_id;
	if (!ou_items_kept(&r->x->import.items))
		return r->row.sku.n > 0 ? 0 : refuse(r, "product.gtin",
		    "the book has no items, so it has no GTINs");
	if ((item = find_item(r)) == NULL)
		return refuse(r, "product", "the book has no item '%.*s'",
		    OU_STR_ARG(ou_str_sub(r->row.sku.n > 0 ? r->row.sku :
		    p->gtin, 0, 64)));
	r->row.sku = item->sku;
	r->x->import.item = item;
	return 0;
}

/* Least and multiple, where they are in the price's unit. */
static int
set_terms(struct reading *r, struct ou_price_row *row)
{
	const struct ou_trade_line *l = r->line;
	const struct ou_kind_quantity *q;
	uint32_t i;

	for (i = 0; i < l->n_quantities; i++) {
		q = &l->quantities[i];
		if (!ou_str_is(q->kind, "minimumOrder") &&
		    !ou_str_is(q->kind, "incrementalOrder"))
			continue;
		if (q->unit.n > 0 && row->unit.n > 0 &&
		    !ou_unit_same(q->unit, row->unit))
			return refuse(r, "quantities", "%.*s in %.*s, and the "
			    "price is for %.*s", OU_STR_ARG(q->kind),
			    OU_STR_ARG(q->unit), OU_STR_ARG(row->unit));
		*(ou_str_is(q->kind, "minimumOrder") ? &row->least :
		    &row->multiple) = q->quantity;
	}
	return 0;
}

static int
set_unit(struct reading *r, struct ou_price_row *row,
    const struct ou_kind_price *p)
{
	const struct ou_item *item = r->x->import.item;
	struct ou_unit_packs packs;
	struct ou_quantity factor;

	row->unit = p->unit.n > 0 ? p->unit : r->line->unit;
	if (row->unit.n == 0 || item == NULL)
		return 0;
	packs = (struct ou_unit_packs){ item->unit, item->pack_quantity,
	    item->layer_quantity, item->pallet_quantity };
	return ou_unit_resolve(row->unit, &packs, &factor) ? 0 :
	    refuse(r, "unitCode", "nothing turns '%.*s' into the unit of item "
	    "%.*s", OU_STR_ARG(row->unit), OU_STR_ARG(item->sku));
}

static struct ou_date
first_day(const struct reading *r, struct ou_date said)
{
	const struct ou_price_import *x = &r->x->import;

	if (ou_date_given(x->from))
		return x->from;
	if (ou_date_given(said))
		return said;
	return ou_date_given(r->c->valid_from) ? r->c->valid_from :
	    r->run->now.date;
}

static int
set_price(struct reading *r, struct ou_price_row *row,
    const struct ou_kind_price *p)
{
	*row = r->row;
	row->min_quantity = p->min_quantity;
	row->unit_price = p->price;
	row->price_base = p->base;
	row->currency = p->currency.n > 0 ? p->currency : r->c->currency;
	row->valid_from = first_day(r, p->valid_from);
	row->valid_through = ou_date_given(p->valid_through) ?
	    p->valid_through : r->c->valid_through;
	if (!p->price.given || p->price.v < 0)
		return refuse(r, "prices", p->price.given ?
		    "a negative price" : "a price without an amount");
	if (ou_currency_places(row->currency) < 0)
		return refuse(r, "prices", row->currency.n == 0 ?
		    "no currency" : "'%.*s' is not a currency of ISO 4217",
		    OU_STR_ARG(ou_str_sub(row->currency, 0, 40)));
	if ((p->base.given && p->base.v <= 0) || p->min_quantity.v < 0)
		return refuse(r, "prices", "a quantity must be above zero");
	if (ou_date_given(row->valid_through) &&
	    ou_date_cmp(row->valid_from, row->valid_through) > 0)
		return refuse(r, "prices", "it ends before it begins");
	return set_unit(r, row, p) != 0 ? -1 : set_terms(r, row);
}

/* --- which of the line's prices --- */

static bool
is_kind(const struct ou_price_import *x, const struct ou_kind_price *p)
{
	static const char *const ours[] = { "net", "contract", "netList",
	    "list", "catalogue" };
	size_t i;

	if (x->kind != NULL)
		return ou_str_is(p->kind, x->kind);
	for (i = 0; i < sizeof(ours) / sizeof(ours[0]); i++) {
		if (ou_str_is(p->kind, ours[i]))
			return true;
	}
	return p->kind.n == 0;
}

/* The first kind that the line has counts, and no other. */
static bool
is_wanted(const struct ou_price_import *x, const struct ou_trade_line *l,
    const struct ou_kind_price *p)
{
	uint32_t i;

	for (i = 0; i < l->n_prices; i++) {
		if (is_kind(x, &l->prices[i]))
			break;
	}
	return i < l->n_prices && ou_str_eq(p->kind, l->prices[i].kind) &&
	    (x->trade_class == NULL || p->trade_class.n == 0 ||
	    ou_str_is(p->trade_class, x->trade_class));
}

/* A price up to a quantity is one where the next begins behind it. */
static bool
goes_on(const struct ou_price_row *rows, uint32_t n, struct ou_quantity max)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (rows[i].min_quantity.v > max.v &&
		    rows[i].min_quantity.v <= max.v + 1000000)
			return true;
	}
	return false;
}

/* By those before it, of the line or of other lines. */
static bool
is_denied(const struct reading *r, const struct ou_price_row *rows,
    uint32_t i)
{
	const struct ou_price_list *l = r->x->import.prices;
	uint32_t k;

	for (k = 0; k < i; k++) {
		if (ou_price_list_differ(l, &rows[k], &rows[i]))
			return true;
	}
	return ou_price_list_denies(l, &rows[i]);
}

static int
check_prices(struct reading *r, const struct ou_kind_price *const *from,
    const struct ou_price_row *rows, uint32_t n)
{
	char most[OU_DECIMAL_MAX];
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (!ou_str_eq(from[i]->trade_class, from[0]->trade_class))
			return refuse(r, "prices", "prices for several classes "
			    "of buyers ('%.*s', '%.*s'): which one is ours?",
			    OU_STR_ARG(from[0]->trade_class),
			    OU_STR_ARG(from[i]->trade_class));
		if (from[i]->max_quantity.given &&
		    !goes_on(rows, n, from[i]->max_quantity))
			return refuse(r, "prices", "a price for up to %.*s, "
			    "and none for more", (int)ou_quantity_text(most,
			    from[i]->max_quantity), most);
		if (is_denied(r, rows, i))
			return refuse(r, "prices", "the list has another "
			    "price for the same from the same day");
	}
	if (n > 0 && ou_str_is(from[0]->kind, "gross") &&
	    r->line->n_allowances > 0)
		return refuse(r, "allowanceCharges", "a price before "
		    "allowances, which the book cannot keep");
	return 0;
}

static int
read_prices(struct reading *r)
{
	const struct ou_trade_line *l = r->line;
	struct ou_arena *a = &r->run->record_arena;
	struct ou_price_row *rows = ou_arena_array(a, l->n_prices + 1,
	    sizeof(*rows));
	const struct ou_kind_price **from = ou_arena_array(a,
	    l->n_prices + 1, sizeof(struct ou_kind_price *));
	uint32_t i, n = 0;

	for (i = 0; i < l->n_prices; i++) {
		if (!is_wanted(&r->x->import, l, &l->prices[i]))
			continue;
		if (set_price(r, &rows[n], &l->prices[i]) != 0)
			return -1;
		from[n++] = &l->prices[i];
	}
	if (n == 0)
		return refuse(r, "prices", "no price of a kind that is asked "
		    "for");
	if (check_prices(r, from, rows, n) != 0)
		return -1;
	for (i = 0; i < n; i++)
		ou_price_import_state(r->x, r->run, &rows[i]);
	return 0;
}

/* --- lines --- */

static int
read_line(struct reading *r)
{
	struct ou_str action = r->line->action;

	r->x->import.item = NULL;
	r->row = (struct ou_price_row){ .list = r->x->import.list.p != NULL ?
	    r->x->import.list : r->c->channel,
	    .prices_include_tax = r->x->import.gross ? OU_FLAG_YES :
	    OU_FLAG_ABSENT };
	if (set_item(r) != 0)
		return -1;
	if (ou_str_is(action, "delete")) {
		r->row.currency = r->c->currency;
		ou_price_import_stop(r->x, r->run, &r->row, first_day(r,
		    (struct ou_date){ 0, 0, 0 }));
		return 0;
	}
	if (action.n > 0 && !ou_str_is(action, "add") &&
	    !ou_str_is(action, "change") && !ou_str_is(action, "change2"))
		return refuse(r, "action", "'%.*s' is not add, change or "
		    "delete", OU_STR_ARG(ou_str_sub(action, 0, 40)));
	return read_prices(r);
}

/* The line alone, as it came. */
static int
reject(struct reading *r, uint32_t i)
{
	struct ou_buf text = OU_BUF_INIT;
	char field[sizeof(r->run->err.field)];
	int got;

	(void)snprintf(field, sizeof(field), "%s", r->run->err.field);
	r->run->err.field[0] = '\0';
	(void)ou_err_in(&r->run->err, "lines.%u.%s", (unsigned)i, field);
	ou_table_encode(&text, &ou_trade_line_table, r->line);
	got = ou_run_reject_record(r->run, ou_buf_str(&text));
	ou_buf_release(&text);
	return got;
}

enum ou_answer
ou_price_import_one(struct ou_price_desk *x, struct ou_run *run,
    const struct ou_price_catalogue *c)
{
	struct reading r = { .x = x, .run = run, .c = c };
	uint32_t i;

	if (ou_str_is(c->function, "cancel")) {
		(void)refuse(&r, "documentFunction", "a list that is "
		    "cancelled: what holds instead is not said");
		return OU_REJECT;
	}
	if (x->import.list.p == NULL && c->channel.n == 0) {
		(void)refuse(&r, "channel", "whose list it is is not said "
		    "(--list)");
		return OU_REJECT;
	}
	ou_price_list_next(x->import.prices);
	for (i = 0; i < c->n_lines; i++) {
		r.line = &c->lines[i];
		if (read_line(&r) != 0 && reject(&r, i) != 0)
			return OU_STOP;
	}
	return OU_DROP;
}
