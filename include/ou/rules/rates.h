#ifndef OU_RULES_RATES_H
#define OU_RULES_RATES_H

#include "ou/base/date.h"
#include "ou/base/money.h"

/*
 * Amounts of one currency in another: by the latest rate of the two that is
 * not after the day, else by the one the other way round; rounded once, half
 * away from zero, to the decimals of the currency.
 */
struct ou_rates;

struct ou_rates *ou_rates_new(struct ou_arena *a);

/* One ${from} is ${rate} (above 0) ${to}, from that day on. */
void ou_rates_add(struct ou_rates *r, struct ou_str from, struct ou_str to,
    struct ou_date day, struct ou_price rate);

/* Behind the last one. */
void ou_rates_sort(struct ou_rates *r);

/**
 * ou_rates_turn(r, amount, from, to, day, out, err):
 * 0; 1 when there is no such rate; -1 with ${err} (OU_DIAG_OVERFLOW).
 * ${r} NULL knows no rates.
 */
int ou_rates_turn(const struct ou_rates *r, struct ou_amount amount,
    struct ou_str from, struct ou_str to, struct ou_date day,
    struct ou_amount *out, struct ou_err *err);

#endif
