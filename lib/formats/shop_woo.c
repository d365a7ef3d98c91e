#include "ou/formats/shop.h"
#include "shop_woo.h"

/*
 * Orders of WooCommerce's REST API: an array of them, one, or one after the
 * other.
 */
static int
order(struct shop_doc *d, uint32_t root, struct ou_err *err)
{
	struct woo w = { .doc = *d };

	return ou_woo_order(&w, root, err);
}

static const struct shop_json woocommerce = {
	.name = "woocommerce", .order = order,
};

static int
run(struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	return ou_shop_json_run(&woocommerce, NULL, im, src, err);
}

static const struct ou_format_mark marks[] = {
	{ "\"line_items\"", 97,
	  "JSON with the member line_items of WooCommerce" },
	{ "\"date_created_gmt\"", 97,
	  "JSON with the member date_created_gmt of WooCommerce" },
	{ "\"order_key\"", 97,
	  "JSON with the member order_key of WooCommerce" },
	{ NULL, 0, NULL }
};

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	(void)a, (void)name;
	return ou_format_mark(ou_shop_json_head(head), marks, why);
}

const struct ou_format ou_format_woocommerce = {
	"woocommerce", "WooCommerce orders of the REST API v3", detect, run,
	false
};
