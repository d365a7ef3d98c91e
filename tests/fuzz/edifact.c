#include "ou/formats/edifact.h"

#include "edi.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_edi(&ou_format_edifact, data, size);
}
