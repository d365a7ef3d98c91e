/*
 * ship-manifest: what goes out today, by carrier.
 */
#include <string.h>

#include "ou/book/lookup.h"
#include "ou/cli/command.h"
#include "ou/formats/carrier.h"
#include "ou/formats/map.h"
#include "ou/io/file.h"
#include "ou/render/slip.h"
#include "ou/rules/shipping.h"

#define MAP_MAX 1048576

static const char *only_carrier, *manifest_name;
static struct ou_date ship_date;
static int ship_complete;

static const struct ou_option options[] = {
	{ 0, "carrier", "NAME", OU_OPTION_TEXT, &only_carrier,
	    "ship only what this carrier takes" },
	{ 0, "date", "DATE", OU_OPTION_DATE, &ship_date,
	    "day of despatch (the day of --now)" },
	{ 0, "ship-complete", OU_COMPLETE_CHOICE, OU_OPTION_CHOICE,
	    &ship_complete, "who gets all or nothing otherwise" },
	{ 0, "manifest", "NAME", OU_OPTION_TEXT, &manifest_name,
	    "name of the manifests (the day, -1)" },
	{ 0, NULL, NULL, OU_OPTION_FLAG, NULL, NULL },
};

/* What was written for one shipment. */
struct chunk {
	struct chunk *next;
	struct ou_str text;
};

/* The documents of one carrier. */
struct manifest {
	struct manifest *next;
	struct ou_str carrier;
	struct ou_slip slip;
	const struct ou_map *map;
	struct chunk *file, **file_end;
};

static struct ou_settings settings;
static struct ou_items items;
static struct ou_customers customers;
static struct ou_carriers carriers;
static struct manifest *manifests;	/* sorted by carrier */
static struct ou_buf scratch;
static const struct ou_map *as_map;
static bool file_is_folder, print_is_folder, emit;
static const struct ou_record_type *shipment_type;

static const struct ou_map *
load_map(struct ou_run *run, const char *name)
{
	const char *file = ou_str_printf(&run->arena, "maps/%s.map", name).p;
	struct ou_str text;

	file = ou_run_book_file(run, file);
	if (ou_file_load(&run->arena, file, MAP_MAX, &text, &run->err) != 0)
		return NULL;
	return ou_map_parse(&run->arena, file, text, &run->err);
}

static int
check_options(struct ou_run *run)
{
	const char *p = run->print;

	if (run->emit != NULL && strcmp(run->emit, "Shipment") != 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --emit: '%s' is not Shipment", run->emit);
	emit = run->emit != NULL;
	file_is_folder = run->file != NULL && ou_file_is_folder(run->file);
	print_is_folder = p != NULL && ou_file_is_folder(p);
	if (p != NULL && !print_is_folder && strcmp(p, "-") != 0 &&
	    !ou_str_ends(ou_str_c(p), ".txt"))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --print: '%s' does not end in .txt", p);
	if (run->as == NULL || strcmp(run->as, "csv") == 0)
		return 0;
	return (as_map = load_map(run, run->as)) != NULL ? 0 : -1;
}

static int
begin(struct ou_run *run)
{
	struct ou_arena *a = &run->arena;
	char date[10];

	if (check_options(run) != 0 ||
	    ou_book_settings(a, run->book, &settings, &run->err) != 0 ||
	    ou_items_load(&items, a, run->book, NULL, &run->err) != 0 ||
	    ou_customers_load(&customers, a, run->book, &run->err) != 0 ||
	    ou_carriers_load(&carriers, a, run->book, &run->err) != 0)
		return -1;
	if (!ou_date_given(ship_date))
		ship_date = run->now.date;
	ou_date_text(date, ship_date);
	if (manifest_name == NULL)
		manifest_name = ou_str_printf(a, "%.4s%.2s%.2s-1", date,
		    date + 5, date + 8).p;
	shipment_type = ou_record_type_find(OU_STR("Shipment"));
	return 0;
}

/* --- documents --- */

/* A file that holds several carriers has one form: --as, else our own CSV.
 * A file of one carrier is in that carrier's form. */
static int
choose_map(struct ou_run *run, struct manifest *m,
    const struct ou_carrier *row)
{
	m->map = as_map;
	if (run->file == NULL || run->as != NULL || row == NULL ||
	    row->map.n == 0 || (!file_is_folder && only_carrier == NULL))
		return 0;
	m->map = load_map(run, ou_str_cdup(&run->arena, row->map));
	return m->map != NULL ? 0 : -1;
}

static struct manifest *
manifest_of(struct ou_run *run, struct ou_str carrier,
    const struct ou_carrier *row)
{
	struct manifest **at = &manifests, *m;
	struct ou_arena *a = &run->arena;

	while (*at != NULL && ou_str_cmp((*at)->carrier, carrier) < 0)
		at = &(*at)->next;
	if (*at != NULL && ou_str_eq((*at)->carrier, carrier))
		return *at;
	m = ou_arena_zalloc(a, sizeof(*m));
	m->carrier = ou_str_dup(a, carrier);
	m->slip.carrier = m->carrier;
	m->slip.manifest = ou_str_printf(a, "%.*s-%s", OU_STR_ARG(carrier),
	    manifest_name);
	m->slip.date = ship_date;
	m->file_end = &m->file;
	if (settings.seller != NULL)
		m->slip.sender = settings.seller->name;
	if (choose_map(run, m, row) != 0)
		return NULL;
	m->next = *at;
	*at = m;
	return m;
}

static int
keep_chunk(struct ou_run *run, struct manifest *m)
{
	struct chunk *c = ou_arena_zalloc(&run->arena, sizeof(*c));

	c->text = ou_str_dup(&run->arena, ou_buf_str(&scratch));
	*m->file_end = c;
	m->file_end = &c->next;
	return 0;
}

/* A shipment's rows of the carrier's file. */
static int
write_rows(struct ou_run *run, struct manifest *m,
    const struct ou_shipment *s)
{
	int x;

	ou_buf_clear(&scratch);
	if (m->map == NULL) {
		ou_carrier_csv(s, &scratch);
		return keep_chunk(run, m);
	}
	x = ou_map_export(m->map, &run->record_arena, s, &scratch, &run->err);
	if (x < 0)
		return x;
	keep_chunk(run, m);
	if (x == 0)
		return 0;
	/* Something was cut to the width of its column. */
	ou_err_in(&run->err, "%.*s", OU_STR_ARG(s->id));
	ou_run_message(run, OU_WARNING, &run->err);
	return 0;
}

/* An order goes into the documents with all of its shipments or, when it is
 * rejected, with none. */
static int
write_documents(struct ou_run *run, struct manifest *m,
    const struct ou_shipment *shipments, uint32_t n)
{
	struct chunk **before = m->file_end;
	uint32_t i;

	for (i = 0; run->file != NULL && i < n; i++) {
		if (write_rows(run, m, &shipments[i]) == 0)
			continue;
		m->file_end = before;
		*before = NULL;
		return -1;
	}
	for (i = 0; run->print != NULL && i < n; i++)
		ou_slip_add(&m->slip, &run->arena, &shipments[i]);
	return 0;
}

/* --- an order --- */

struct shipping {
	struct ou_run *run;
	struct ou_record *record;
	struct ou_order *order;
	struct ou_line_index index;
	struct ou_ship_line *lines;
	const struct ou_carrier *row;
	struct ou_str carrier, service;
	struct manifest *manifest;
};

/* What one unit of a line weighs in packages that somebody else has filled:
 * known where all that is allocated weighs the same. */
static struct ou_quantity
weight_of_line(const struct ou_order_line *l, struct ou_quantity own)
{
	const struct ou_allocation *x;
	struct ou_quantity weight = own, each;
	bool first = true;
	uint32_t i;

	for (i = 0; i < l->n_allocations; i++) {
		x = &l->allocations[i];
		if (x->backorder == OU_FLAG_YES)
			continue;
		each = x->n_components != 0 ? ou_items_weigh(&items, x) : own;
		if (!each.given || (!first && each.v != weight.v))
			return (struct ou_quantity){ 0, false };
		weight = each;
		first = false;
	}
	return weight;
}

static void
weigh_lines(struct shipping *s, bool packed)
{
	const struct ou_order *o = s->order;
	const struct ou_item *item;
	const struct ou_product *p;
	struct ou_quantity factor, each;
	uint32_t i;

	ou_items_fetch(&items, o);
	for (i = 0; i < o->n_lines; i++) {
		p = o->lines[i].product;
		item = p != NULL ? ou_items_find(&items, p->sku) : NULL;
		each = item != NULL && item->net_weight_kg.given
		    ? item->net_weight_kg : p != NULL ? p->net_weight_kg
		    : (struct ou_quantity){ 0, false };
		if (!ou_item_factor(&items, item, o, &o->lines[i],
		    &factor, &s->lines[i].divisible) || !each.given ||
		    ou_quantity_convert(&s->lines[i].weight, each, factor,
		    NULL) != 0)
			s->lines[i].weight.given = false;
		if (packed)
			s->lines[i].weight = weight_of_line(&o->lines[i],
			    s->lines[i].weight);
	}
}

/* What is really in the box of a line with components. */
static void
weigh_components(struct ou_ship_part *parts, uint32_t n)
{
	struct ou_ship_part *p;

	for (p = parts; p < parts + n; p++) {
		if (p->instead != NULL)
			p->weight = ou_items_weigh(&items, p->instead);
	}
}

static bool
hold(struct shipping *s, enum ou_diag code, const char *why)
{
	ou_run_hold(s->run, s->order, code, OU_STR_NONE, "ship", "%s", why);
	ou_record_put(s->record, &ou_order_table, s->order,
	    OU_FIELD(order, holds));
	return false;
}

/* May it go, and with whom?  What may not is held, or left for another run. */
static bool
may_ship(struct shipping *s, const struct ou_ship_part *parts, uint32_t n)
{
	struct ou_order *o = s->order;
	const struct ou_customer *c = ou_customers_find(&customers,
	    o->customer);

	s->row = ou_carriers_choose(&carriers, o, c, &settings, &s->carrier,
	    &s->service);
	if (only_carrier != NULL && !ou_str_is(s->carrier, only_carrier))
		return false;
	if (s->carrier.n == 0)
		return hold(s, OU_DIAG_HOLD_CARRIER, "nobody carries it: no "
		    "carrier in the order, the customer's routing guide and "
		    "the settings");
	if (s->row == NULL && carriers.rows.n != 0 &&
	    !ou_str_is(s->carrier, "collect"))
		return hold(s, OU_DIAG_HOLD_CARRIER,
		    ou_str_printf(&s->run->record_arena, "the book has no "
		    "carrier '%.*s'%s%.*s%s", OU_STR_ARG(s->carrier),
		    s->service.n != 0 ? " with service '" : "",
		    OU_STR_ARG(s->service), s->service.n != 0 ? "'" : "").p);
	if (ou_ships_complete(o, c, (enum ou_complete)ship_complete) &&
	    ou_shipping_short(&s->run->record_arena, o, parts, n))
		return hold(s, OU_DIAG_HOLD_QUANTITY, "ships complete, and "
		    "part of it is not there");
	return true;
}

static void
put_order(struct shipping *s)
{
	static const int fields[] = { OU_FIELD(order, packages),
	    OU_FIELD(order, shipments) };
	const struct ou_order_line *l;
	uint32_t i;

	for (i = 0; i < 2; i++)
		ou_record_put(s->record, &ou_order_table, s->order,
		    fields[i]);
	for (i = 0; i < s->order->n_lines; i++) {
		l = &s->order->lines[i];
		if (l->quantities == NULL || l->quantities->shipped.v == 0)
			continue;
		if (l->quantities->node == 0)
			ou_record_put(s->record, &ou_order_line_table, l,
			    OU_FIELD(order_line, quantities));
		else
			ou_record_put(s->record, &ou_quantities_table,
			    l->quantities, OU_FIELD(quantities, shipped));
	}
}

static void
warn_weight(struct shipping *s, const struct ou_shipment *shipment)
{
	if (shipment->gross_weight_kg.given)
		return;
	ou_err_set(&s->run->err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
	    "shipment '%.*s' has something in it whose weight nobody knows",
	    OU_STR_ARG(shipment->id));
	ou_run_message(s->run, OU_WARNING, &s->run->err);
}

/* One shipment for each place that goods leave from. */
static int
ship(struct shipping *s, struct ou_ship_part *parts, uint32_t n, bool packed,
    struct ou_shipment *shipments, uint32_t *n_shipments)
{
	struct ou_quantity none = { 0, false };
	struct ou_shipment *to;
	uint32_t k;

	for (; n > 0; parts += k, n -= k) {
		k = ou_shipping_location(parts, n);
		to = &shipments[(*n_shipments)++];
		to->carrier = s->carrier;
		to->service = s->service;
		to->manifest = s->manifest->slip.manifest;
		to->ship_date = ship_date;
		if (ou_shipping_ship(&s->run->record_arena, s->order,
		    &s->index, parts, k, packed, s->lines, s->row != NULL
		    ? s->row->max_weight_kg : none, to, &s->run->err) != 0)
			return -1;
		warn_weight(s, to);
	}
	return 0;
}

/* The order, and behind it its shipments when they are asked for. */
static enum ou_answer
send(struct shipping *s, const struct ou_shipment *shipments, uint32_t n)
{
	uint32_t i;

	put_order(s);
	if (write_documents(s->run, s->manifest, shipments, n) != 0)
		return s->run->err.kind == OU_ERR_RECORD ? OU_REJECT
		    : OU_STOP;
	if (!emit)
		return OU_PASS;
	if (ou_run_write(s->run, s->record) != 0)
		return OU_STOP;
	for (i = 0; i < n; i++) {
		if (ou_run_write_struct(s->run, shipment_type,
		    &shipments[i]) != 0)
			return OU_STOP;
	}
	return OU_DROP;
}

static enum ou_answer
process(struct ou_run *run, struct ou_record *record, void *object)
{
	struct ou_arena *a = &run->record_arena;
	struct ou_order *o = object;
	struct shipping s = { .run = run, .record = record, .order = o };
	struct ou_shipment *shipments;
	struct ou_ship_part *parts;
	uint32_t n, n_shipments = 0;
	bool packed;

	if (ou_order_held(o, "ship") != NULL)
		return OU_PASS;
	if (ou_line_index_init(&s.index, a, o, &run->err) != 0)
		return OU_REJECT;
	n = ou_shipping_packed(a, o, &s.index, &parts);
	if (!(packed = n != 0))
		n = ou_shipping_ready(a, o, &s.index, &parts);
	if (n == 0 || !may_ship(&s, parts, n))
		return OU_PASS;
	if ((s.manifest = manifest_of(run, s.carrier, s.row)) == NULL)
		return OU_STOP;
	s.lines = ou_arena_array(a, o->n_lines, sizeof(*s.lines));
	weigh_lines(&s, packed);
	weigh_components(parts, n);
	shipments = ou_arena_array(a, n, sizeof(*shipments));
	if (ship(&s, parts, n, packed, shipments, &n_shipments) != 0)
		return OU_REJECT;
	return send(&s, shipments, n_shipments);
}

/* --- the end --- */

/* A document of one carrier in a folder, or the one document. */
static struct ou_sink *
open_document(struct ou_run *run, const char *path, bool folder,
    const struct manifest *m, const char *ending)
{
	struct ou_str name;

	if (!folder)
		return ou_run_side(run, path);
	name = ou_str_printf(&run->arena, "%s%s", ou_path_safe(&run->arena,
	    m->slip.manifest), ending);
	return ou_run_side(run, ou_path_join(&run->arena, path, name.p));
}

static void
put_header(struct ou_sink *sink, const struct ou_map *map)
{
	struct ou_buf b = OU_BUF_INIT;

	if (map != NULL)
		ou_map_export_header(map, &b);
	else
		ou_carrier_csv_header(&b);
	ou_sink_puts(sink, ou_buf_str(&b));
	ou_buf_release(&b);
}

static int
write_files(struct ou_run *run)
{
	struct ou_sink *sink = NULL;
	struct manifest *m;
	struct chunk *c;

	if (!file_is_folder) {
		if ((sink = ou_run_side(run, run->file)) == NULL)
			return -1;
		put_header(sink, as_map != NULL ? as_map : only_carrier != NULL
		    && manifests != NULL ? manifests->map : NULL);
	}
	for (m = manifests; m != NULL; m = m->next) {
		if (file_is_folder) {
			sink = open_document(run, run->file, true, m, ".csv");
			if (sink == NULL)
				return -1;
			put_header(sink, m->map);
		}
		for (c = m->file; c != NULL; c = c->next)
			ou_sink_puts(sink, c->text);
	}
	return 0;
}

static int
write_slips(struct ou_run *run)
{
	struct ou_text_page page;
	struct manifest *m;
	bool first = true;

	memset(&page, 0, sizeof(page));
	if (manifests == NULL && !print_is_folder) {
		page.sink = ou_run_side(run, run->print);
		page.title = OU_STR("Deposit slip");
		if (page.sink == NULL)
			return -1;
		ou_text_begin(&page);
		ou_text_line(&page, OU_STR("Nothing goes out."));
	}
	for (m = manifests; m != NULL; m = m->next) {
		if (first || print_is_folder)
			page.sink = open_document(run, run->print,
			    print_is_folder, m, ".txt");
		if (page.sink == NULL)
			return -1;
		ou_slip_print(&m->slip, &run->arena, &page,
		    first || print_is_folder);
		first = false;
	}
	return 0;
}

static int
end(struct ou_run *run)
{
	ou_buf_release(&scratch);
	if (run->file != NULL && write_files(run) != 0)
		return -1;
	return run->print != NULL ? write_slips(run) : 0;
}

static const struct ou_command command = {
	.name = "ship-manifest",
	.title = "shipments by carrier and day, with the carrier's files",
	.options = options,
	.flags = OU_HAS_PRINT | OU_HAS_FILE | OU_HAS_EMIT | OU_NO_EXPLAIN,
	.type = "Order",
	.view = "id channel segment orderNumber currency customer "
	    "orderDelivery holds picks packages shipments "
	    "orderedItem.orderItemNumber orderedItem.orderQuantity "
	    "orderedItem.unitCode orderedItem.product "
	    "orderedItem.packaging.packQuantity orderedItem.quantities "
	    "orderedItem.allocations",
	.begin = begin,
	.process = process,
	.end = end,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
