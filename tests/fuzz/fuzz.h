/* What every harness has: its entry, and a claim that ends it when wrong. */
#ifndef OU_TESTS_FUZZ_FUZZ_H
#define OU_TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static inline void
want(bool cond)
{
	if (!cond)
		abort();
}

#endif
