#ifndef OU_FORMATS_CXML_ROWS_H
#define OU_FORMATS_CXML_ROWS_H

#include "trade.h"

/* The rows of the cXML element, for an OrderRequest. */
extern const struct trade_row ou_cxml_order_rows[];

#endif
