#include "map_run.h"

#include "ou/model/exchange.h"

/*
 * A map at work on a price list: each row is a line of one, with what the map
 * says of the list as a whole, and is taken or refused by itself.
 */
const struct map_root ou_map_orders = { "Order", &ou_order_table,
	"orderedItem.", &ou_order_line_table };
const struct map_root ou_map_catalogues = { "PriceCatalogue",
	&ou_price_catalogue_table, "lines.", &ou_trade_line_table };

void
ou_map_catalogue_begin(void *arg)
{
	struct map_run *r = arg;
	struct ou_arena *a = &r->rows.im->arena;
	struct ou_price_catalogue *c = ou_arena_zalloc(a, sizeof(*c));

	c->type = OU_STR("PriceCatalogue");
	c->schema = OU_STR("price-catalogue/1");
	c->lines = ou_arena_zalloc(a, sizeof(*c->lines));
	r->catalogue = c;
	r->head = c;
	r->into = c->lines;
	r->texts = ou_arena_array(a, r->m->n_program, sizeof(*r->texts));
	r->raws = ou_arena_array(a, r->m->n_program, sizeof(*r->raws));
}

int
ou_map_catalogue_row(void *arg, const struct ou_csv_row *row,
    struct ou_err *err)
{
	struct map_run *r = arg;
	struct ou_trade_line *l = r->into;
	uint32_t i;

	r->row = row;
	err->kind = OU_ERR_NONE;
	if (!ou_map_run_program(r, err))
		return err->kind == OU_ERR_NONE ? 0 : -1;
	ou_map_run_unit(r, &l->unit);
	for (i = 0; i < l->n_prices; i++)
		ou_map_run_unit(r, &l->prices[i].unit);
	r->catalogue->n_lines = 1;
	return 0;
}

/* Who takes it may refuse it: then the row is the reject. */
struct ou_order *
ou_map_catalogue_end(void *arg, struct ou_err *err)
{
	struct map_run *r = arg;
	struct ou_price_catalogue *c = r->catalogue;
	struct ou_import *im = r->rows.im;

	if (c->n_lines == 0)
		return NULL;
	if (c->channel.n == 0)
		c->channel = im->channel != NULL ? ou_str_c(im->channel) :
		    r->rows.map;
	c->source = ou_rows_origin(&r->rows);
	if (im->catalogue(im->arg, c, err) < 0)
		r->rows.stopped = true;
	return NULL;
}
