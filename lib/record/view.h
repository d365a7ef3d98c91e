#ifndef OU_LIB_RECORD_VIEW_H
#define OU_LIB_RECORD_VIEW_H

#include "record-internal.h"

/* How most values of a field's kind are read, others than by that. */
enum ou_view_way {
	OU_VIEW_OTHER,
	OU_VIEW_TEXT,			/* TEXT and CODE */
	OU_VIEW_DECIMAL,		/* AMOUNT, PRICE, RATE */
	OU_VIEW_NUMBER,			/* QUANTITY, INTEGER: no strings */
};

struct ou_view_field {
	uint32_t number;
	uint32_t offset;
	uint32_t limit;
	uint8_t way;			/* enum ou_view_way */
	uint8_t scale;			/* decimal places */
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
