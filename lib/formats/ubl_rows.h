#ifndef OU_FORMATS_UBL_ROWS_H
#define OU_FORMATS_UBL_ROWS_H

#include "trade.h"

/* The rows of the Order element. */
extern const struct trade_row ou_ubl_order_rows[];

#endif
