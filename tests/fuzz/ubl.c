/* A stranger's XML as a UBL order. */
#include "import-fuzz.h"
#include "ou/formats/ubl.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_import(&ou_format_ubl, NULL,
	    ou_str_make((const char *)data, size));
	return 0;
}
