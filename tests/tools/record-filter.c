/*
 * record-filter: a filter that does nothing but what the codec costs.
 *
 *	record-filter [-p PUTS] [-l] [-v PATHS] FILE
 *
 * Orders in, orders out.  Without options they are scanned, bound to their
 * table and written; -l loads the fields of -v (pricing's without it); -p
 * puts so many fields.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ou/model/order.h"
#include "ou/record/stream.h"

static const struct ou_record_type types[] = {
	{ "Order", "order", 1, &ou_order_table },
	{ NULL, NULL, 0, NULL },
};

/* What a price list looks at. */
#define PRICING "currency orderDate pricesIncludeTax customer.id " \
	"customer.priceGroup documentFunction channel segment holds totals " \
	"allowanceCharges taxes orderDelivery.deliveryAddress.addressCountry " \
	"orderedItem.orderItemNumber orderedItem.orderQuantity " \
	"orderedItem.unitCode orderedItem.product.sku orderedItem.unitPrice " \
	"orderedItem.priceBaseQuantity orderedItem.lineTotal orderedItem.tax " \
	"orderedItem.allowanceCharges orderedItem.priceSource"

static void
put_fields(struct ou_record *rec, struct ou_order *o, int puts)
{
	static struct ou_tax tax = { .category = { "S", 1 },
		.percent = { 20000000, 2, true } };
	uint32_t i;

	for (i = 0; i < o->n_lines && puts > 0; i++) {
		struct ou_order_line *l = &o->lines[i];

		l->unit_price.v += 10000;
		l->unit_price.given = true;
		ou_record_put(rec, &ou_order_line_table, l,
		    OU_FIELD(order_line, unit_price));
		l->total = (struct ou_amount){ 123400, 2, true };
		ou_record_put(rec, &ou_order_line_table, l,
		    OU_FIELD(order_line, total));
		l->tax = &tax;
		ou_record_put(rec, &ou_order_line_table, l,
		    OU_FIELD(order_line, tax));
		puts -= 3;
	}
	if (puts > 0) {
		o->status = OU_STR("OrderProcessing");
		ou_record_put(rec, &ou_order_table, o,
		    OU_FIELD(order, status));
	}
}

static int
run(struct ou_source *src, struct ou_sink *sink, const char *paths, int puts,
    struct ou_err *err)
{
	struct ou_reader_options o = { .types = types };
	struct ou_reader *r = ou_reader_new(src, &o, err);
	struct ou_writer *w = ou_writer_new(sink, OU_STREAM_JSONL, NULL);
	struct ou_arena a = OU_ARENA_INIT, run_arena = OU_ARENA_INIT;
	struct ou_view *view = NULL;
	struct ou_record rec;
	struct ou_order order;
	int got = -1;

	if (paths == NULL || (view = ou_view_new(&run_arena, &ou_order_table,
	    paths, err)) != NULL)
		got = 1;
	while (got > 0 && (got = ou_reader_next(r, &rec, &a, err)) > 0) {
		if (view != NULL) {
			if (ou_record_load(&rec, view, &order, err) != 0)
				got = -1;
			else if (puts > 0)
				put_fields(&rec, &order, puts);
		}
		if (got > 0 && ou_writer_record(w, &rec, err) != 0)
			got = -1;
		ou_arena_reset(&a);
	}
	ou_writer_free(w);
	ou_reader_free(r);
	ou_arena_release(&a);
	ou_arena_release(&run_arena);
	return got;
}

int
main(int argc, char **argv)
{
	const char *paths = NULL;
	struct ou_source *src;
	struct ou_sink *sink;
	struct ou_buf text = OU_BUF_INIT;
	struct ou_err err = { .kind = OU_ERR_NONE };
	int c, puts = 0, status;

	while ((c = getopt(argc, argv, "lp:v:")) != -1) {
		if (c == 'v')
			paths = optarg;
		else if (c == 'p')
			puts = (int)strtol(optarg, NULL, 10);
		else if (c != 'l')
			return 2;
		if (paths == NULL)
			paths = PRICING;
	}
	src = ou_source_open(optind < argc ? argv[optind] : "-", NULL, &err);
	sink = ou_sink_stdout(&err);
	status = src == NULL || sink == NULL ||
	    run(src, sink, paths, puts, &err) != 0;
	if (sink != NULL && ou_sink_close(sink, status ? NULL : &err) != 0)
		status = 1;
	if (status) {
		ou_err_text(&err, &text);
		fprintf(stderr, "record-filter: %.*s\n",
		    OU_STR_ARG(ou_buf_str(&text)));
		ou_buf_release(&text);
	}
	ou_source_close(src);
	return status;
}
