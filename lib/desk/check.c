#include <string.h>

#include "check.h"
#include "ou/io/file.h"
#include "ou/io/source.h"
#include "ou/rules/similar.h"

const char ou_check_view[] = "id channel segment portal documentFunction "
    "orderNumber orderDate orderStatus currency pricesIncludeTax customer "
    "seller billingAddress orderDelivery references packagingInstructions "
    "orderedItem.orderItemNumber orderedItem.orderQuantity "
    "orderedItem.unitCode orderedItem.product orderedItem.packaging "
    "orderedItem.lot orderedItem.unitPrice orderedItem.priceBaseQuantity "
    "orderedItem.allowanceCharges orderedItem.lineTotal orderedItem.tax "
    "orderedItem.requestedDate orderedItem.requestedShipDate "
    "orderedItem.references allowanceCharges taxes totals payment packages "
    "holds";

/* --- loading --- */

int
ou_check_risk_load(struct ou_check *x, struct ou_run *run)
{
	const struct ou_risk_row *row;
	struct ou_risk_rule *rule;
	uint32_t i;

	if (ou_book_load(&run->arena, run->book, "risk", NULL, &x->risk_rows,
	    &run->err) != 0)
		return -1;
	x->rules = ou_arena_array(&run->arena, x->risk_rows.n,
	    sizeof(*x->rules));
	for (i = 0; i < x->risk_rows.n; i++) {
		row = ou_rows_at(&x->risk_rows, i);
		rule = &x->rules[i];
		*rule = (struct ou_risk_rule){ ou_risk_kind_find(row->kind),
		    row->value, row->text, row->currency, row->segment,
		    row->channel };
		if (rule->kind == OU_RISK_KIND_COUNT)
			return ou_book_error(&x->risk_rows, i, "kind",
			    &run->err, OU_DIAG_BOOK, "'%.*s' is not a kind "
			    "of rule", OU_STR_ARG(row->kind));
		if (ou_risk_takes_value(rule->kind) != row->value.given)
			return ou_book_error(&x->risk_rows, i, "value",
			    &run->err, OU_DIAG_BOOK, row->value.given ?
			    "%.*s takes no value" : "%.*s takes a value",
			    OU_STR_ARG(row->kind));
		if (ou_risk_takes_text(rule->kind) != (row->text.n > 0))
			return ou_book_error(&x->risk_rows, i, "text",
			    &run->err, OU_DIAG_BOOK, row->text.n > 0 ?
			    "%.*s takes no text" : "%.*s takes a text",
			    OU_STR_ARG(row->kind));
	}
	return 0;
}

static int
load_denied(struct ou_check *x, struct ou_run *run)
{
	const struct ou_denied_party *row;
	uint32_t i;

	if (ou_book_load(&run->arena, run->book, "denied-parties", NULL,
	    &x->denied_rows, &run->err) != 0)
		return -1;
	x->denied = ou_denied_new(&run->arena);
	for (i = 0; i < x->denied_rows.n; i++) {
		row = ou_rows_at(&x->denied_rows, i);
		ou_denied_add(x->denied, row->name, row->country, i);
	}
	return 0;
}

static int
load_book(struct ou_check *x, struct ou_run *run)
{
	struct ou_arena *a = &run->arena;
	const char *book = run->book;
	struct ou_err *err = &run->err;

	if (ou_book_settings(a, book, &x->settings, err) != 0 ||
	    ou_items_load(&x->items, a, book, NULL, err) != 0 ||
	    ou_customers_load(&x->customers, a, book, err) != 0 ||
	    ou_book_load(a, book, "addresses", NULL, &x->addresses,
	    err) != 0 || ou_carriers_load(&x->carriers, a, book, err) != 0 ||
	    ou_calendars_load(&x->calendars, a, book, err) != 0 ||
	    ou_partners_load(a, book, &x->partners, err) != 0)
		return -1;
	x->by_gtin = ou_index_new(a, &x->items.rows, &ou_item_table,
	    OU_FIELD(item, gtin));
	x->by_pack_gtin = ou_index_new(a, &x->items.rows, &ou_item_table,
	    OU_FIELD(item, pack_gtin));
	x->addresses_of = ou_index_new(a, &x->addresses,
	    &ou_address_row_table, OU_FIELD(address_row, customer));
	return ou_check_risk_load(x, run) != 0 ? -1 : load_denied(x, run);
}

/* Fields that profiles ask for must be there. */
int
ou_check_profiles(const struct ou_partners *partners, struct ou_run *run)
{
	const struct ou_partner *p;
	uint32_t i, k;

	ou_table_prepare(&ou_order_table);
	for (i = 0; i < partners->n; i++) {
		p = &partners->list[i];
		for (k = 0; k < p->require.n; k++) {
			if (ou_check_path(p->require.list[k]))
				continue;
			ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_BOOK,
			    "an order has no field '%.*s'",
			    OU_STR_ARG(p->require.list[k]));
			ou_err_in(&run->err, "orders.require.%u", k);
			return ou_err_at(&run->err, p->file, 0, 0);
		}
	}
	return 0;
}

/* Orders of before: they are only remembered. */
static int
load_known(struct ou_check *x, struct ou_run *run)
{
	const struct ou_reader_options options = {
		.form = OU_STREAM_JSONL, .types = ou_record_types };
	struct ou_duplicate found[OU_DUPLICATES_FOUND];
	struct ou_view *view = ou_view_new(&run->arena, &ou_order_table,
	    ou_check_view, &run->err);
	struct ou_source *src;
	struct ou_reader *in;
	struct ou_record r;
	struct ou_order o;
	uint64_t before;
	int more;

	src = ou_source_open(x->known, NULL, &run->err);
	if (src == NULL || view == NULL)
		return -1;
	in = ou_reader_new(src, &options, &run->err);
	while ((more = in == NULL ? -1 : ou_reader_next(in, &r,
	    &run->record_arena, &run->err)) > 0) {
		if (r.table == &ou_order_table &&
		    (more = ou_record_load(&r, view, &o, &run->err)) == 0)
			(void)ou_duplicates_look(x->duplicates, &o, found,
			    &before);
		ou_arena_reset(&run->record_arena);
		if (more < 0)
			break;
	}
	if (more < 0) {
		/* what cannot be read of it is not left out */
		if (run->err.kind == OU_ERR_RECORD)
			run->err.kind = OU_ERR_DAMAGED;
		(void)ou_err_at(&run->err, x->known, in != NULL ?
		    ou_reader_line(in) : 0, 0);
	}
	if (in != NULL)
		ou_reader_free(in);
	ou_source_close(src);
	return more;
}

int
ou_check_begin(struct ou_check *x, struct ou_run *run)
{
	if (load_book(x, run) != 0 ||
	    ou_check_profiles(&x->partners, run) != 0 ||
	    ou_check_severities_load(x, run) != 0 ||
	    ou_place_clock(&x->calendars, &run->arena, &x->settings,
	    ou_setting_of_shop(&x->settings, OU_SETTING_LOCATION), &run->now,
	    &x->now, &run->err) != 0)
		return -1;
	x->place = ou_place_warehouse(&x->calendars, &x->settings,
	    ou_setting_of_shop(&x->settings, OU_SETTING_LOCATION));
	if (x->tolerance.p != NULL && (ou_amount_parse(&x->most_apart,
	    x->tolerance, &run->err) != 0 || x->most_apart.v < 0))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--tolerance: '%.*s' is not an amount of zero or more",
		    OU_STR_ARG(x->tolerance));
	if (x->similar > 100 || x->days > 36525)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    x->similar > 100 ? "--similar: a percentage is expected" :
		    "--days: at most 36525");
	x->duplicates = ou_duplicates_new(&(struct ou_duplicates_options){
	    x->remember, (int32_t)x->days,
	    (unsigned)x->similar * OU_SIMILAR_SAME / 100 });
	return x->known != NULL ? load_known(x, run) : 0;
}

void
ou_check_release(struct ou_check *x)
{
	ou_duplicates_free(x->duplicates);
	x->duplicates = NULL;
}

/* --- an order --- */

/* Compliance is a matter of who carries it and hands it over. */
static const char *
blocks(enum ou_diag code)
{
	return code == OU_DIAG_HOLD_COMPLIANCE ||
	    code == OU_DIAG_HOLD_CARRIER ? "ship" : NULL;
}

static void
say(struct checking *c, const struct ou_remark *m, bool held)
{
	struct ou_err err = { 0 };

	ou_err_set(&err, OU_ERR_RECORD, m->code, "order '%.*s'%s%.*s: %.*s%s",
	    OU_STR_ARG(c->o->id), m->line.n > 0 ? ", line " : "",
	    OU_STR_ARG(m->line), OU_STR_ARG(m->reason),
	    held ? " (held)" : "");
	if (m->field.n > 0)
		ou_err_in(&err, "%.*s", OU_STR_ARG(m->field));
	ou_run_message(c->run, OU_WARNING, &err);
}

/* What is done about each; false: the order is refused. */
static bool
decide(struct checking *c)
{
	const struct ou_remark *m;
	bool changed = false, held;

	for (m = c->remarks.first; m != NULL; m = m->next) {
		switch (ou_check_severity_of(c, m->code)) {
		case OU_CHECK_IGNORE:
			break;
		case OU_CHECK_WARN:
			say(c, m, false);
			break;
		case OU_CHECK_HOLD:
			held = ou_run_hold(c->run, c->o, m->code, m->line,
			    blocks(m->code), "%.*s", OU_STR_ARG(m->reason));
			changed = changed || held;
			if (held)
				say(c, m, true);
			break;
		case OU_CHECK_REJECT:
			ou_err_set(&c->run->err, OU_ERR_RECORD, m->code,
			    "%.*s", OU_STR_ARG(m->reason));
			if (m->field.n > 0)
				ou_err_in(&c->run->err, "%.*s",
				    OU_STR_ARG(m->field));
			return false;
		}
	}
	if (changed)
		ou_record_put(c->record, &ou_order_table, c->o,
		    OU_FIELD(order, holds));
	return true;
}

static uint32_t
address_width(const struct checking *c)
{
	return c->carrier != NULL && c->carrier->address_width.given ?
	    (uint32_t)c->carrier->address_width.v : 0;
}

enum ou_answer
ou_check_order(struct ou_check *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o)
{
	struct checking c = { .x = x, .run = run, .record = record, .o = o,
	    .remarks = { .arena = &run->record_arena } };
	struct ou_risk_facts facts = { 0 };

	c.customer = ou_customers_find(&x->customers, o->customer);
	c.partner = ou_partners_of_channel(&x->partners, o->channel);
	ou_policies_of(&x->settings, o->channel, o->portal, o->segment,
	    &c.policies);
	c.carrier = ou_carriers_choose(&x->carriers, o, c.customer,
	    &x->settings, &c.carrier_name, &c.service);
	facts.known_customer = c.customer != NULL;
	ou_items_fetch(&x->items, o);
	ou_check_again(&c, &facts);
	if (ou_str_is(o->status, "OrderCancelled"))
		return decide(&c) ? OU_PASS : OU_REJECT;
	ou_check_customer(&c);
	ou_check_place(&c);
	ou_check_items(&c);
	ou_check_identifiers(&c.remarks, o);
	ou_check_addresses(&c.remarks, o, address_width(&c));
	if (ou_check_totals(&c.remarks, o, x->most_apart, &run->err) != 0)
		return OU_REJECT;
	ou_check_partner(&c);
	ou_check_compliance(&c);
	ou_check_carrier(&c);
	ou_check_promise(&c);
	ou_check_denied(&c);
	ou_check_risk(&c, &facts);
	return decide(&c) ? OU_PASS : OU_REJECT;
}
