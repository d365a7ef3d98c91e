#include <string.h>

#include "exchange_guide.h"
#include "ou/base/base64.h"
#include "ou/formats/reported.h"

/* --- rejects --- */

static int
refuse(struct ou_reported *x, const struct ou_err *err, const char *field,
    struct ou_str raw)
{
	struct ou_reject r;
	struct ou_origin o;

	memset(&r, 0, sizeof(r));
	memset(&o, 0, sizeof(o));
	x->rejects++;
	if (x->from != NULL)
		o = *x->from;
	r.code = ou_str_c(ou_diag_name(err->code));
	r.reason = ou_str_c(err->text);
	r.field = ou_str_c(field);
	r.channel = x->channel;
	r.source = &o;
	ou_base64_unless_text(&x->exchange.im.arena, raw, &r.raw,
	    &r.raw_base64);
	return x->reject(x->arg, &r);
}

/* A message of another type, or one that cannot be read. */
static int
on_other(void *arg, const struct ou_edi *edi, const struct ou_err *why)
{
	struct ou_reported *x = arg;
	struct ou_origin o;

	memset(&o, 0, sizeof(o));
	o.file = ou_str_c(ou_source_name(edi->src));
	o.segment = (struct ou_integer){ (int64_t)(why->line != 0 ?
	    why->line : edi->message.segment), true };
	o.byte = (struct ou_integer){ (int64_t)edi->message.byte, true };
	x->from = &o;
	x->channel = OU_STR_NONE;
	return refuse(x, why, why->field, edi->message.bytes);
}

/* What the line says is in the message, whose place is told. */
static int
refuse_line(struct ou_reported *x, const struct ou_err *err, const char *list,
    uint32_t i)
{
	return refuse(x, err, ou_str_printf(&x->exchange.im.arena, "%s.%u%s%s",
	    list, i, *err->field != '\0' ? "." : "", err->field).p,
	    OU_STR_NONE);
}

/* --- whose code is which item --- */

struct ours {
	struct ou_str sku;
	const struct ou_item *item;
	const struct ou_item_code *code;
};

static const struct ou_item_code *
code_of(const struct ou_reported *x, struct ou_str name)
{
	const struct ou_item_code *c;

	if (name.n == 0 || x->items->codes.n == 0)
		return NULL;
	c = ou_index_find(x->items->by_code, name);
	while (c != NULL && !ou_str_eq(c->party, x->party) &&
	    !ou_str_eq(c->party, x->channel))
		c = ou_index_next(x->items->by_code, c);
	return c;
}

static bool
find_item(struct ou_reported *x, const struct ou_product *p,
    const struct ou_packaging *pack, struct ours *o)
{
	struct ou_str case_gtin = pack != NULL ? pack->pack_gtin :
	    OU_STR_NONE;

	memset(o, 0, sizeof(*o));
	if (p != NULL) {
		o->code = code_of(x, p->sku);
		if (o->code == NULL)
			o->code = code_of(x, p->buyer_item_id);
		if (o->code == NULL)
			o->code = code_of(x, p->gtin);
		if (o->code != NULL)
			o->sku = o->code->sku;
		if (o->sku.n == 0 && ou_items_find(x->items, p->sku) != NULL)
			o->sku = p->sku;
		if (o->sku.n == 0 && p->gtin.n > 0) {
			o->item = ou_index_find(x->by_gtin, p->gtin);
			if (o->item == NULL)
				o->item = ou_index_find(x->by_pack, p->gtin);
		}
	}
	if (o->sku.n == 0 && o->item == NULL && case_gtin.n > 0)
		o->item = ou_index_find(x->by_pack, case_gtin);
	if (o->item != NULL)
		o->sku = o->item->sku;
	else if (o->sku.n > 0)
		o->item = ou_items_find(x->items, o->sku);
	/* what the book does not have goes by its own name */
	if (o->sku.n == 0 && p != NULL)
		o->sku = p->sku.n > 0 ? p->sku : p->gtin.n > 0 ? p->gtin :
		    p->buyer_item_id;
	return o->sku.n > 0;
}

/* How many stock units: absent stays absent. */
static int
in_stock_units(const struct ours *o, struct ou_str unit,
    struct ou_quantity *q, struct ou_err *err)
{
	struct ou_unit_packs packs = { .unit = OU_STR_NONE };
	struct ou_quantity factor;

	if (!q->given)
		return 0;
	if (o->code != NULL && o->code->factor.given)
		return ou_quantity_convert(q, *q, o->code->factor, err);
	if (o->item != NULL) {
		packs.unit = o->item->unit;
		packs.pack = o->item->pack_quantity;
		packs.layer = o->item->layer_quantity;
		packs.pallet = o->item->pallet_quantity;
	}
	if (!ou_unit_resolve(unit, &packs, &factor))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_HOLD_UNIT,
		    "'%.*s' cannot be turned into the unit that stock is kept "
		    "in", OU_STR_ARG(unit));
	return ou_quantity_convert(q, *q, factor, err);
}

/* What a line does: 0; 1: refuse it for what stands in err; -1: stop. */
typedef int put_line(struct ou_reported *x, const void *report, uint32_t i,
    const struct ours *o, struct ou_err *err);

/* A line that does not say which item it is of is refused, and so is what
 * ${put} refuses.  0, or -1 (stop). */
static int
take_line(struct ou_reported *x, const char *list, uint32_t i,
    const struct ou_product *p, const struct ou_packaging *pack,
    put_line *put, const void *report)
{
	struct ou_err err = { 0 };
	struct ours o;
	int ret;

	if (find_item(x, p, pack, &o))
		ret = put(x, report, i, &o, &err);
	else {
		ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "the line does not say which item it is of");
		ret = 1;
	}
	return ret > 0 ? refuse_line(x, &err, list, i) : ret;
}

/* The lines of a report of any kind. */
static int
take_lines(struct ou_reported *x, const struct ou_trade_line *lines,
    uint32_t n, put_line *put, const void *report)
{
	uint32_t i;
	int ret = 0;

	for (i = 0; i < n && ret == 0; i++)
		ret = take_line(x, "lines", i, lines[i].product,
		    lines[i].packaging, put, report);
	return ret;
}

static struct ou_str
place_of(const struct ou_party *parties, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (ou_str_is(parties[i].role, "warehouse"))
			return parties[i].id.n > 0 ? parties[i].id :
			    parties[i].gln;
	}
	return OU_STR_NONE;
}

static struct ou_time
time_of(const struct ou_dated *dates, uint32_t n, const char *kind,
    struct ou_time otherwise)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (ou_str_is(dates[i].kind, kind))
			return dates[i].at;
	}
	return otherwise;
}

/* --- levels --- */

static bool
one_of(struct ou_str s, const char *words)
{
	struct ou_str rest = ou_str_c(words), word;

	while (ou_str_split(&rest, ' ', &word)) {
		if (ou_str_eq(s, word))
			return true;
	}
	return false;
}

/* The sum of the line's quantities of these kinds at a place. */
static int
sum_of(const struct ou_trade_line *l, const struct ours *o,
    const char *kinds, struct ou_str place, struct ou_quantity *sum,
    struct ou_err *err)
{
	const struct ou_kind_quantity *q;
	struct ou_quantity part;
	uint32_t i;

	*sum = (struct ou_quantity){ 0, false };
	for (i = 0; i < l->n_quantities; i++) {
		q = &l->quantities[i];
		if (!one_of(q->kind, kinds) || !q->quantity.given ||
		    !ou_str_eq(q->location, place))
			continue;
		part = q->quantity;
		if (in_stock_units(o, q->unit, &part, err) != 0 ||
		    ou_quantity_add(sum, *sum, part, err) != 0)
			return -1;
		sum->given = true;
	}
	return 0;
}

static int
put_level(struct ou_reported *x, const struct ou_inventory_report *r,
    const struct ou_trade_line *l, const struct ours *o, struct ou_str place,
    struct ou_err *err)
{
	struct ou_stock_level v;
	struct ou_quantity free, other;
	static const char *const apart[][2] = {
		{ "damaged", "damaged" }, { "onHold quarantine", "quarantine" },
	};
	size_t i;
	int ret = 0;

	memset(&v, 0, sizeof(v));
	v.type = OU_STR("StockLevel");
	v.schema = OU_STR("stock-level/1");
	v.sku = o->sku;
	v.gtin = l->product != NULL ? l->product->gtin : OU_STR_NONE;
	v.location = place.n > 0 ? place : l->location.n > 0 ? l->location :
	    r->location.n > 0 ? r->location : place_of(r->parties,
	    r->n_parties);
	v.lot = l->lot;
	v.expiry_date = l->expiry_date;
	v.at = time_of(r->dates, r->n_dates, "inventory", r->date);
	if (sum_of(l, o, "onHand actualStock", place, &v.on_hand, err) != 0 ||
	    sum_of(l, o, "available onShelf", place, &free, err) != 0 ||
	    sum_of(l, o, "committed reserved", place, &v.reserved,
	    err) != 0 || sum_of(l, o, "onOrder inTransit", place, &v.incoming,
	    err) != 0)
		return 1;
	/* what is there and not free is promised */
	if (v.on_hand.given && free.given && !v.reserved.given &&
	    free.v < v.on_hand.v)
		v.reserved = (struct ou_quantity){ v.on_hand.v - free.v,
		    true };
	if (!v.on_hand.given)
		v.on_hand = free;
	if (v.on_hand.given) {
		ret = x->level(x->arg, &v, err);
		x->lines++;
	}
	v.reserved = v.incoming = (struct ou_quantity){ 0, false };
	for (i = 0; ret == 0 && i < 2; i++) {
		if (sum_of(l, o, apart[i][0], place, &other, err) != 0)
			return 1;
		if (!other.given)
			continue;
		v.status = ou_str_c(apart[i][1]);
		v.on_hand = other;
		ret = x->level(x->arg, &v, err);
	}
	return ret;
}

/* Each place that the line speaks of, once. */
static int
put_levels(struct ou_reported *x, const void *report, uint32_t i,
    const struct ours *o, struct ou_err *err)
{
	const struct ou_inventory_report *r = report;
	const struct ou_trade_line *l = &r->lines[i];
	const struct ou_kind_quantity *q = l->quantities;
	uint32_t k, n;
	int ret = 0;

	for (k = 0; ret == 0 && k < l->n_quantities; k++) {
		for (n = 0; n < k && !ou_str_eq(q[n].location,
		    q[k].location); n++)
			continue;
		if (n == k)
			ret = put_level(x, r, l, o, q[k].location, err);
	}
	return ret;
}

/* --- moves --- */

static int
put_move(struct ou_reported *x, struct ou_stock_move *m, const char *status,
    struct ou_quantity q, struct ou_str id, struct ou_err *err)
{
	if (!q.given || q.v == 0) {
		x->left_out++;
		return 0;
	}
	m->status = ou_str_c(status);
	m->quantity = q;
	m->id = *status == '\0' ? id : ou_str_printf(&x->exchange.im.arena,
	    "%.*s/%s", OU_STR_ARG(id), status);
	x->lines++;
	return x->move(x->arg, m, err);
}

static void
begin_move(struct ou_stock_move *m, const struct ours *o,
    const char *reason, struct ou_str place)
{
	memset(m, 0, sizeof(*m));
	m->type = OU_STR("StockMove");
	m->schema = OU_STR("stock-move/1");
	m->sku = o->sku;
	m->reason = ou_str_c(reason);
	m->location = place;
}

/* What came, without what was not taken in; damaged and held goods apart. */
static int
receive(struct ou_reported *x, const void *report, uint32_t i,
    const struct ours *o, struct ou_err *err)
{
	const struct ou_receipt_advice *r = report;
	const struct ou_trade_line *l = &r->lines[i];
	struct ou_quantity all, damaged, held, refused;
	struct ou_stock_move m;
	struct ou_str id;
	int ret;

	if (sum_of(l, o, "received", OU_STR_NONE, &all, err) != 0 ||
	    sum_of(l, o, "damaged", OU_STR_NONE, &damaged, err) != 0 ||
	    sum_of(l, o, "hold onHold", OU_STR_NONE, &held, err) != 0 ||
	    sum_of(l, o, "rejected wrong toReturn", OU_STR_NONE, &refused,
	    err) != 0)
		return 1;
	if (!all.given && sum_of(l, o, "accepted", OU_STR_NONE, &all,
	    err) != 0)
		return 1;
	all.v -= damaged.v + held.v + refused.v;
	if (all.v < 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "more was damaged, held or rejected than came"), 1;
	begin_move(&m, o, "receipt", r->location.n > 0 ? r->location :
	    place_of(r->parties, r->n_parties));
	m.at = time_of(r->dates, r->n_dates, "received", r->date);
	m.lot = l->lot;
	m.reference = l->order_number.n > 0 ? l->order_number :
	    r->order_number.n > 0 ? r->order_number : r->number;
	id = ou_str_printf(&x->exchange.im.arena, "%.*s/%u",
	    OU_STR_ARG(r->id), i + 1);
	ret = put_move(x, &m, "", all, id, err);
	if (ret == 0 && damaged.given)
		ret = put_move(x, &m, "damaged", damaged, id, err);
	if (ret == 0 && held.given)
		ret = put_move(x, &m, "quarantine", held, id, err);
	return ret;
}

static int
ship(struct ou_reported *x, const void *report, uint32_t i,
    const struct ours *o, struct ou_err *err)
{
	const struct ou_shipment *s = report;
	const struct ou_shipment_line *l = &s->lines[i];
	struct ou_quantity q = l->quantity;
	struct ou_stock_move m;

	if (in_stock_units(o, l->unit, &q, err) != 0)
		return 1;
	begin_move(&m, o, "shipment", s->location.n > 0 ? s->location :
	    place_of(s->parties, s->n_parties));
	m.at = time_of(s->dates, s->n_dates, "shipped", s->date);
	m.lot = l->lot;
	m.reference = l->order_number.n > 0 ? l->order_number :
	    s->order_number;
	q.v = -q.v;
	/* one shipment may have several orders of one number each */
	return put_move(x, &m, "", q, ou_str_printf(&x->exchange.im.arena,
	    "%.*s/%.*s/%u", OU_STR_ARG(s->id), OU_STR_ARG(s->order_number),
	    i + 1), err);
}

static int
shipments(struct ou_reported *x, const struct ou_shipment *s)
{
	uint32_t i;
	int ret = 0;

	for (i = 0; i < s->n_lines && ret == 0; i++)
		ret = take_line(x, "shippedItem", i, s->lines[i].product,
		    s->lines[i].packaging, ship, s);
	return ret;
}

/* --- sales --- */

static struct ou_date
day_of(const struct ou_sales_report *r, const struct ou_kind_quantity *q)
{
	return ou_date_given(q->date) ? q->date : ou_date_given(r->from) ?
	    r->from : ou_date_given(r->through) ? r->through : r->date.date;
}

static int
put_sales(struct ou_reported *x, const void *report, uint32_t i,
    const struct ours *o, struct ou_err *err)
{
	const struct ou_sales_report *r = report;
	const struct ou_trade_line *l = &r->lines[i];
	const struct ou_kind_quantity *q;
	struct ou_sale s;
	uint32_t k;
	int ret = 0;

	for (k = 0; k < l->n_quantities && ret == 0; k++) {
		q = &l->quantities[k];
		if (!one_of(q->kind, "sold returned") || !q->quantity.given) {
			x->left_out++;
			continue;
		}
		s = (struct ou_sale){ .sku = o->sku, .quantity = q->quantity,
		    .date = day_of(r, q) };
		s.location = q->location.n > 0 ? q->location :
		    l->location.n > 0 ? l->location : r->location;
		if (!ou_date_given(s.date))
			return ou_err_set(err, OU_ERR_RECORD,
			    OU_DIAG_REQUIRED, "the report does not say of "
			    "which days it is"), 1;
		if (in_stock_units(o, q->unit, &s.quantity, err) != 0)
			return 1;
		if (ou_str_is(q->kind, "returned"))
			s.quantity.v = -s.quantity.v;
		x->lines++;
		ret = x->sale(x->arg, &s, err);
	}
	return ret;
}

/* --- messages --- */

static int
not_asked(struct ou_reported *x, const struct ou_record_type *type)
{
	struct ou_err err = { 0 };

	ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_EDI_TYPE,
	    "%s (%.*s) is not what is read here", type->type,
	    OU_STR_ARG(x->from != NULL ? x->from->format : OU_STR("")));
	return refuse(x, &err, "", OU_STR_NONE);
}

static const struct ou_origin *
source_of(const struct ou_table *t, const void *record)
{
	const struct ou_origin *from = NULL;
	int f = ou_table_find(t, "source", 6);

	if (f >= 0)
		memcpy(&from, (const char *)record + t->fields[f].offset,
		    sizeof(from));
	return from;
}

static int
on_record(void *arg, const struct ou_record_type *type, void *record)
{
	const struct ou_table *t = type->table;
	const struct ou_inventory_report *i = record;
	const struct ou_receipt_advice *a = record;
	const struct ou_sales_report *r = record;
	const struct ou_shipment *s = record;
	struct ou_reported *x = arg;

	x->messages++;
	x->from = source_of(t, record);
	x->channel = ou_table_text(t, record, "channel");
	if (t == &ou_inventory_report_table && x->level != NULL)
		return take_lines(x, i->lines, i->n_lines, put_levels, i);
	if (t == &ou_receipt_advice_table && x->move != NULL)
		return take_lines(x, a->lines, a->n_lines, receive, a);
	if (t == &ou_shipment_table && x->move != NULL &&
	    ou_str_is(s->kind, "warehouse"))
		return shipments(x, s);
	if (t == &ou_sales_report_table && x->sale != NULL &&
	    !ou_str_is(r->kind, "forecast"))
		return take_lines(x, r->lines, r->n_lines, put_sales, r);
	return not_asked(x, type);
}

static void
no_finding(void *arg, const struct ou_err *finding)
{
	(void)arg, (void)finding;
}

int
ou_reported_read(struct ou_reported *x, struct ou_source *src,
    enum ou_edi_family family, struct ou_err *err)
{
	struct ou_exchange *e = &x->exchange;

	x->by_gtin = ou_index_new(e->arena, &x->items->rows, &ou_item_table,
	    ou_field_item_gtin);
	x->by_pack = ou_index_new(e->arena, &x->items->rows, &ou_item_table,
	    ou_field_item_pack_gtin);
	e->arg = x;
	e->record = on_record;
	e->other = on_other;
	if (e->im.finding == NULL)
		e->im.finding = no_finding;
	return ou_exchange_run(e, src, family, err);
}
