#ifndef EXCHANGE_GUIDE_H
#define EXCHANGE_GUIDE_H

#include "ou/formats/exchange.h"

/* A text or code of a record by its name; absent when it has none. */
struct ou_str ou_exchange_text(const struct ou_table *t, const void *record,
    const char *name);

/* Amounts are written with the decimals of the record's currency, with two
 * where none is named. */
void ou_exchange_places(const struct ou_table *t, void *record);

#endif
