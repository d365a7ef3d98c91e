#ifndef OU_LIB_RULES_GRAIN_H
#define OU_LIB_RULES_GRAIN_H

#include <stdbool.h>
#include <stdint.h>

/*
 * A line's unit and the unit that stock is kept in.  All quantities are
 * micro-units (x 10^-6).
 *
 * The grain of a line is the smallest amount of stock that is a whole number
 * of its units (or of the fraction it asks for): no case is opened, and every
 * part can be written with six decimals.
 */
#define OU_MICRO 1000000

/* Units into stock units; 0 when that is not exact or too much. */
int64_t ou_grain_to_stock(int64_t units, int64_t factor);

/* Back; ${stock} is a multiple of the grain. */
int64_t ou_grain_to_units(int64_t stock, int64_t factor);

/* The grain in stock units; 0 when there is none. */
int64_t ou_grain(int64_t units, int64_t factor, bool divisible);

#endif
