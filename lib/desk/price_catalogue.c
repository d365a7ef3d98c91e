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
	bool by_case;			/* the GTIN is that of the case */
	struct ou_date from, through;	/* what the line says; or absent */
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

/* What a number alone names, or NULL. */
static const struct ou_item *
only(const struct ou_index *by, struct ou_str number)
{
	const struct ou_item *item;

	item = number.n > 0 ? ou_index_find(by, number) : NULL;
	return item != NULL && ou_index_next(by, item) != NULL ? NULL : item;
}

/* By its GTIN, or that of its case. */
static const struct ou_item *
find_gtin(struct reading *r, struct ou_str gtin)
{
	const struct ou_item *item = only(r->x->import.by_gtin, gtin);

	r->by_case = item == NULL;
	return item != NULL ? item : only(r->x->import.by_pack_gtin, gtin);
}

/* By their number for it, or ours. */
static const struct ou_item *
find_number(struct reading *r)
{
	const struct ou_product *p = r->line->product;
	struct ou_order o = { .channel = r->c->channel };
	const struct ou_item *item;

	item = ou_items_resolve(&r->x->import.items, &o, NULL, p);
	return item != NULL || p->buyer_item_id.n == 0 ? item :
	    ou_items_find(&r->x->import.items, p->buyer_item_id);
}

/* Whatever it says of the item must say the same one. */
static int
find_item(struct reading *r, const struct ou_item **to)
{
	const struct ou_product *p = r->line->product;
	const struct ou_item *item = find_number(r), *other;
	struct ou_str said = p->sku.n > 0 ? p->sku : p->buyer_item_id;

	other = find_gtin(r, p->gtin);
	if (item != NULL && other != NULL && item != other) {
		ou_price_list_doubt(r->x->import.prices, item->sku);
		ou_price_list_doubt(r->x->import.prices, other->sku);
		return refuse(r, "product", "'%.*s' is item %.*s, and GTIN "
		    "%.*s is item %.*s", OU_STR_ARG(ou_str_sub(said, 0, 64)),
		    OU_STR_ARG(item->sku), OU_STR_ARG(p->gtin),
		    OU_STR_ARG(other->sku));
	}
	*to = item != NULL ? item : other;
	if (*to == NULL)
		return refuse(r, "product", "the book has no item '%.*s'",
		    OU_STR_ARG(ou_str_sub(said.n > 0 ? said : p->gtin, 0,
		    64)));
	r->by_case = r->by_case && other != NULL;
	return 0;
}

/* The numbers that it has for the item are no other item's. */
static int
check_codes(struct reading *r, const struct ou_item *item)
{
	const struct ou_product *p = r->line->product;
	bool sender = ou_price_code_denies(r->x, r->c, p->sku, false, item);

	if (!sender && !ou_price_code_denies(r->x, r->c, p->buyer_item_id,
	    true, item))
		return 0;
	return refuse(r, sender ? "product.sku" : "product.buyerItemId",
	    "'%.*s' is another item's code, and not that of %.*s",
	    OU_STR_ARG(ou_str_sub(sender ? p->sku : p->buyer_item_id, 0,
	    64)), OU_STR_ARG(item->sku));
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
	if (find_item(r, &item) != 0)
		return -1;
	r->row.sku = item->sku;
	r->x->import.item = item;
	return check_codes(r, item);
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

/* How many of ours the line says are in its unit; absent: it does not. */
static struct ou_quantity
content_of(const struct reading *r, struct ou_str unit)
{
	const struct ou_packaging *p = r->line->packaging;

	if (r->by_case)
		return r->x->import.item->pack_quantity;
	return p != NULL && p->pack_quantity.v > 0 && unit.n > 0 &&
	    ou_unit_is_pack(unit) ? p->pack_quantity :
	    (struct ou_quantity){ 0, false };
}

static bool
times(struct ou_quantity *q, struct ou_quantity factor)
{
	__int128 v = (__int128)q->v * factor.v;

	if (v % 1000000 != 0 || v / 1000000 > INT64_MAX ||
	    v / 1000000 < INT64_MIN)
		return false;
	q->v = (int64_t)(v / 1000000);
	return true;
}

/* The book does not have that pack, or as another one: the price is for as
 * many of ours, and all quantities are in ours. */
static int
turn(struct reading *r, struct ou_price_row *row, struct ou_quantity factor)
{
	if (!row->price_base.given)
		row->price_base = (struct ou_quantity){ 1000000, true };
	if (!times(&row->price_base, factor) ||
	    !times(&row->min_quantity, factor) ||
	    !times(&row->least, factor) || !times(&row->multiple, factor))
		return refuse(r, "packaging.packQuantity", "quantities in "
		    "units of item %.*s come out with too many decimals or "
		    "too large", OU_STR_ARG(r->row.sku));
	row->unit = r->x->import.item->unit;
	return 0;
}

static int
set_unit(struct reading *r, struct ou_price_row *row)
{
	const struct ou_item *item = r->x->import.item;
	struct ou_quantity factor, content;
	struct ou_unit_packs packs;
	bool known;

	if (item == NULL || (row->unit.n == 0 && !r->by_case))
		return 0;
	packs = (struct ou_unit_packs){ item->unit, item->pack_quantity,
	    item->layer_quantity, item->pallet_quantity };
	known = row->unit.n > 0 && ou_unit_resolve(row->unit, &packs,
	    &factor);
	content = content_of(r, row->unit);
	if (content.given && content.v > 0)
		return known && factor.v == content.v ? 0 :
		    turn(r, row, content);
	return known && !r->by_case ? 0 : refuse(r, "unitCode", r->by_case ?
	    "the GTIN is of a case of item %.*s%.*s, and how many are in it "
	    "is not known" : "nothing turns '%.*s' into the unit of item %.*s",
	    OU_STR_ARG(r->by_case ? item->sku : row->unit),
	    OU_STR_ARG(r->by_case ? OU_STR("") : item->sku));
}

/* --- when --- */

/* The days of the line are those of its prices that have none. */
static void
set_days(struct reading *r)
{
	static const struct {
		const char *kind;
		bool ends;
	} kinds[] = { { "valid", false }, { "validFrom", false },
	    { "from", false }, { "effective", false }, { "start", false },
	    { "through", true }, { "expiry", true }, { "end", true } };
	const struct ou_dated *d = r->line->dates;
	uint32_t i;
	size_t k;

	r->from = r->through = (struct ou_date){ 0, 0, 0 };
	for (i = 0; i < r->line->n_dates; i++, d++) {
		for (k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
			if (!ou_str_is(d->kind, kinds[k].kind))
				continue;
			if (kinds[k].ends)
				r->through = d->at.date;
			else
				r->from = d->at.date;
			if (ou_date_given(d->through.date))
				r->through = d->through.date;
		}
	}
}

static struct ou_date
first_day(const struct reading *r, struct ou_date said)
{
	const struct ou_price_import *x = &r->x->import;

	if (ou_date_given(x->from))
		return x->from;
	if (ou_date_given(said))
		return said;
	if (ou_date_given(r->from))
		return r->from;
	return ou_date_given(r->c->valid_from) ? r->c->valid_from :
	    r->run->now.date;
}

/* What is taken off the list may have its day where prices have theirs. */
static struct ou_date
last_price_day(const struct reading *r)
{
	const struct ou_trade_line *l = r->line;
	struct ou_date day = { 0, 0, 0 };
	uint32_t i;

	for (i = 0; i < l->n_prices; i++) {
		if (ou_date_given(l->prices[i].valid_from) &&
		    (!ou_date_given(day) ||
		    ou_date_cmp(l->prices[i].valid_from, day) > 0))
			day = l->prices[i].valid_from;
	}
	return day;
}

static int
set_price(struct reading *r, struct ou_price_row *row,
    const struct ou_kind_price *p)
{
	*row = r->row;
	row->min_quantity = p->min_quantity;
	row->unit_price = p->price;
	row->price_base = p->base;
	row->unit = p->unit.n > 0 ? p->unit : r->line->unit;
	row->currency = p->currency.n > 0 ? p->currency : r->c->currency;
	row->valid_from = first_day(r, p->valid_from);
	row->valid_through = ou_date_given(p->valid_through) ?
	    p->valid_through : ou_date_given(r->through) ? r->through :
	    r->c->valid_through;
	if (!p->price.given || p->price.v < 0)
		return refuse(r, "prices", p->price.given ?
		    "a negative price" : "a price without an amount");
	if (ou_currency_places(row->currency) < 0)
		return refuse(r, "prices", row->currency.n == 0 ?
		    "no currency" : "'%.*s' is not a currency of ISO 4217",
		    OU_STR_ARG(ou_str_sub(row->currency, 0, 40)));
	if (row->unit_price.places < ou_currency_places(row->currency))
		row->unit_price.places =
		    (uint8_t)ou_currency_places(row->currency);
	if ((p->base.given && p->base.v <= 0) || p->min_quantity.v < 0)
		return refuse(r, "prices", "a quantity must be above zero");
	if (ou_date_given(row->valid_through) &&
	    ou_date_cmp(row->valid_from, row->valid_through) > 0)
		return refuse(r, "prices", "it ends before it begins");
	return set_terms(r, row) != 0 ? -1 : set_unit(r, row);
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
goes_on(const struct ou_kind_price *const *from, uint32_t n,
    struct ou_quantity max)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (from[i]->min_quantity.v > max.v &&
		    from[i]->min_quantity.v - 1000000 <= max.v)
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
		    !goes_on(from, n, from[i]->max_quantity))
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

/* What the sender, and the buyer it writes to, call the item. */
static void
state_codes(struct reading *r)
{
	const struct ou_product *p = r->line->product;
	struct ou_quantity content;

	if (r->x->import.item == NULL)
		return;
	content = content_of(r, r->line->unit);
	ou_price_code_state(r->x, r->c, p->sku, false, r->x->import.item,
	    r->line->unit, content);
	ou_price_code_state(r->x, r->c, p->buyer_item_id, true,
	    r->x->import.item, r->line->unit, content);
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
	state_codes(r);
	return 0;
}

/* --- lines --- */

static int
read_line(struct reading *r)
{
	struct ou_str action = r->line->action;

	r->x->import.item = NULL;
	r->by_case = false;
	r->row = (struct ou_price_row){ .list = r->x->import.list.p != NULL ?
	    r->x->import.list : r->c->channel,
	    .prices_include_tax = r->x->import.gross ? OU_FLAG_YES :
	    OU_FLAG_ABSENT };
	set_days(r);
	if (set_item(r) != 0)
		return -1;
	if (ou_str_is(action, "delete")) {
		r->row.currency = r->c->currency;
		ou_price_import_stop(r->x, r->run, &r->row,
		    first_day(r, last_price_day(r)));
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
reject(struct reading *r)
{
	struct ou_buf text = OU_BUF_INIT;
	int got;

	ou_table_encode(&text, &ou_trade_line_table, r->line);
	got = ou_run_reject_record(r->run, ou_buf_str(&text));
	ou_buf_release(&text);
	return got;
}

/* What is wrong with the list as a whole. */
static int
check_list(struct reading *r)
{
	if (ou_str_is(r->c->function, "cancel"))
		return refuse(r, "documentFunction", "a list that is "
		    "cancelled: what holds instead is not said");
	if (r->x->import.list.p == NULL && r->c->channel.n == 0)
		return refuse(r, "channel", "whose list it is is not said "
		    "(--list)");
	return 0;
}

/* What a line that is refused would have ended is not ended. */
static int
read_one(struct reading *r, const struct ou_trade_line *line)
{
	r->line = line;
	if (read_line(r) == 0)
		return 0;
	ou_price_list_doubt(r->x->import.prices, r->row.sku);
	return -1;
}

/* The field that is wrong is below this. */
static int
below(struct reading *r, struct ou_str path)
{
	struct ou_err *err = &r->run->err;
	char field[sizeof(err->field)];

	(void)snprintf(field, sizeof(field), "%s", err->field);
	err->field[0] = '\0';
	return ou_err_in(err, "%.*s.%s", OU_STR_ARG(path), field);
}

int
ou_price_import_row(struct ou_price_desk *x, struct ou_run *run,
    const struct ou_price_catalogue *c)
{
	struct reading r = { .x = x, .run = run, .c = c };

	if (check_list(&r) != 0)
		return -1;
	return read_one(&r, c->lines) == 0 ? 0 : below(&r, OU_STR("lines"));
}

enum ou_answer
ou_price_import_one(struct ou_price_desk *x, struct ou_run *run,
    const struct ou_price_catalogue *c)
{
	struct reading r = { .x = x, .run = run, .c = c };
	uint32_t i;

	if (check_list(&r) != 0)
		return OU_REJECT;
	ou_price_list_next(x->import.prices);
	for (i = 0; i < c->n_lines; i++) {
		if (read_one(&r, &c->lines[i]) == 0)
			continue;
		(void)below(&r, ou_str_printf(&run->record_arena, "lines.%u",
		    (unsigned)i));
		if (reject(&r) != 0)
			return OU_STOP;
	}
	return OU_DROP;
}
