#ifndef OU_LIB_FORMATS_EDI_TAGGED_H
#define OU_LIB_FORMATS_EDI_TAGGED_H

#include <string.h>

#include "ou/base/str.h"

/* What is said of a segment's tag, or of another code of up to four
 * characters. */
struct edi_tagged {
	char tag[4];			/* filled up with NUL */
	const char *text;
};

/* The text of ${tag}, or NULL.  Segments ask for it one by one. */
static inline const char *
edi_tagged(const struct edi_tagged *rows, size_t n, struct ou_str tag)
{
	char want[sizeof(rows->tag)] = { 0 };
	size_t i;

	if (tag.n == 0 || tag.n > sizeof(want))
		return NULL;
	memcpy(want, tag.p, tag.n);
	for (i = 0; i < n; i++) {
		if (memcmp(rows[i].tag, want, sizeof(want)) == 0)
			return rows[i].text;
	}
	return NULL;
}

#endif
