#ifndef OU_LIB_RECORD_VIEW_H
#define OU_LIB_RECORD_VIEW_H

#include "record-internal.h"

struct ou_view_field {
	uint32_t number;
	uint32_t offset;
	uint32_t limit;
	bool text;			/* TEXT or CODE */
	bool decimal;			/* of that many places */
	uint8_t scale;
	bool required;
	const struct ou_field *f;
	const struct ou_view *sub;	/* of OBJECT and LIST */
};

struct ou_view {
	const struct ou_table *table;
	uint32_t n;
	struct ou_view_field fields[];
};

#endif
