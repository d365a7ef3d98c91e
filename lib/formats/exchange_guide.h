#ifndef EXCHANGE_GUIDE_H
#define EXCHANGE_GUIDE_H

#include "ou/formats/exchange.h"

/* Amounts are written with the decimals of the record's currency, with two
 * where none is named. */
void ou_exchange_places(const struct ou_table *t, void *record);

#endif
