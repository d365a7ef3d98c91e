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

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	struct ou_str s = ou_shop_json_head(head);

	(void)a, (void)name;
	if (s.n == 0 || (ou_str_search(s, OU_STR("\"line_items\"")) < 0 &&
	    ou_str_search(s, OU_STR("\"date_created_gmt\"")) < 0 &&
	    ou_str_search(s, OU_STR("\"order_key\"")) < 0))
		return 0;
	*why = "JSON with the members line_items, order_key or "
	    "date_created_gmt of WooCommerce";
	return 97;
}

const struct ou_format ou_format_woocommerce = {
	"woocommerce", "WooCommerce orders of the REST API v3", detect, run
};
