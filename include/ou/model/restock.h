#ifndef OU_MODEL_RESTOCK_H
#define OU_MODEL_RESTOCK_H

#include "ou/base/money.h"
#include "ou/model/calendar.h"

/*
 * What is known about an item in a place, for whoever orders it: what is
 * there and on its way, and how it is bought.
 */
struct ou_restock {
	struct ou_str name, gtin, unit, supplier;
	struct ou_price cost;		/* of one unit; absent: not known */
	struct ou_str currency;
	const struct ou_calendar *calendar;	/* NULL: always open */
	struct ou_quantity on_hand;	/* available, not out of date; absent:
					 * nobody says what is there */
	struct ou_quantity reserved;
	struct ou_quantity incoming;
	int64_t lead_days;		/* to the first open day then */
	struct ou_quantity minimum, multiple;	/* absent: any */
	bool active;
};

#endif
