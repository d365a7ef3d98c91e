/* A stranger's XML as one of the trade's other documents. */
#include "import-fuzz.h"
#include "ou/formats/cii.h"
#include "ou/formats/cxml.h"
#include "ou/formats/shop.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ou_str s = ou_str_make((const char *)data, size);

	fuzz_import(ou_str_search(s, OU_STR("cXML")) >= 0 ? &ou_format_cxml :
	    ou_str_search(s, OU_STR("prestashop")) >= 0 ?
	    &ou_format_prestashop : &ou_format_cii, NULL, s);
	return 0;
}
