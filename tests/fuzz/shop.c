/* What shops export: JSON when it looks like it, else Shopify's CSV. */
#include "import-fuzz.h"
#include "ou/formats/shop.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ou_str s = ou_str_make((const char *)data, size);

	fuzz_import(size > 0 && (*s.p == '[' || *s.p == '{') ?
	    &ou_format_woocommerce : &ou_format_shopify, NULL, s);
	return 0;
}
