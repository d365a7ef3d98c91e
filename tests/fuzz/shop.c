/* What shops export: JSON when it looks like it, else Shopify's CSV. */
#include "import-fuzz.h"
#include "ou/formats/shop.h"

static const struct ou_format *
format_of(struct ou_str s)
{
	if (s.n == 0 || (*s.p != '[' && *s.p != '{'))
		return &ou_format_shopify;
	if (ou_str_search(s, OU_STR("line_items")) >= 0)
		return &ou_format_woocommerce;
	if (ou_str_search(s, OU_STR("order_lines")) >= 0)
		return &ou_format_mirakl;
	if (ou_str_search(s, OU_STR("increment_id")) >= 0)
		return &ou_format_magento;
	if (ou_str_search(s, OU_STR("order_rows")) >= 0)
		return &ou_format_prestashop;
	return &ou_format_shopify_graphql;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ou_str s = ou_str_make((const char *)data, size);

	fuzz_import(format_of(s), NULL, s);
	return 0;
}
