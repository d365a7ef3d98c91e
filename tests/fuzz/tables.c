/* The tables that shops and market places export, each by its header. */
#include "import-fuzz.h"
#include "ou/formats/shop.h"

static const struct ou_format *const formats[] = {
	&ou_format_amazon, &ou_format_ebay, &ou_format_woocommerce_csv,
	&ou_format_square, &ou_format_prestashop_sql, &ou_format_shopify,
};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ou_str s = ou_str_make((const char *)data, size);
	static struct ou_arena a;
	const char *why;
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(formats[0]) - 1 &&
	     formats[i]->detect(&a, ou_format_head(&a, s,
	     OU_CHARSET_UNKNOWN), "fuzz", &why) == 0;
	     i++)
		continue;
	(void)ou_shop_advice(s);
	fuzz_import(formats[i], NULL, s);
	ou_arena_reset(&a);
	return 0;
}
