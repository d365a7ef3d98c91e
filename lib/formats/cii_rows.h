#ifndef OU_FORMATS_CII_ROWS_H
#define OU_FORMATS_CII_ROWS_H

#include "trade.h"

#define CII_LINE_AGREED "SpecifiedLineTradeAgreement/"
#define CII_ORDER_LINE "BuyerOrderReferencedDocument/LineID"

/* The rows of a CII order's root. */
extern const struct trade_row ou_cii_order_rows[];

#endif
