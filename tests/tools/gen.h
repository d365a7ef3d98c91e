/*
 * A made-up trade for measuring: items, customers and orders that follow from
 * their number and a seed alone, so that every format and the book tell the
 * same story.  Prices are whole cents here; nothing is rounded.
 */
#ifndef OU_TESTS_GEN_H
#define OU_TESTS_GEN_H

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

#define GEN_MAX_LINES	12

struct gen_line {
	unsigned item;
	unsigned quantity;
};

struct gen_order {
	uint64_t number;
	unsigned customer;
	unsigned day;		/* 1 to 28, of November 2026 */
	unsigned minute;	/* of the day */
	unsigned lines;
	struct gen_line line[GEN_MAX_LINES];
};

static inline uint64_t
gen_mix(uint64_t *state)
{
	uint64_t z = (*state += 0x9e3779b97f4a7c15U);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return (z ^ (z >> 31));
}

/* Append the GS1 check digit to 12 digits: a GTIN-13 or GLN. */
static inline void
gen_gs1(char to[14], unsigned group, unsigned number)
{
	unsigned i, sum = 0;

	(void)snprintf(to, 14, "952%03u%06u", group % 1000U,
	    number % 1000000U);
	for (i = 0; i < 12; i++)
		sum += (unsigned)(to[i] - '0') * (i % 2 ? 3 : 1);
	to[12] = (char)('0' + (10 - sum % 10) % 10);
	to[13] = '\0';
}

static inline unsigned
gen_price(unsigned item)
{

	return (95 + item * 37 % 2400);
}

static inline unsigned
gen_grams(unsigned item)
{

	return (50 + item * 13 % 950);
}

static inline void
gen_order(struct gen_order *o, uint64_t seed, uint64_t n, unsigned items,
    unsigned customers, unsigned minlines, unsigned maxlines)
{
	uint64_t s = seed * 0x2545f4914f6cdd1dU + n;
	unsigned i;

	o->number = 4500000001U + n;
	o->customer = (unsigned)(gen_mix(&s) % customers);
	o->day = 1 + (unsigned)(gen_mix(&s) % 28);
	o->minute = (unsigned)(gen_mix(&s) % 1440);
	o->lines = minlines +
	    (unsigned)(gen_mix(&s) % (maxlines - minlines + 1));
	for (i = 0; i < o->lines; i++) {
		o->line[i].item = (unsigned)(gen_mix(&s) % items);
		o->line[i].quantity = 1 + (unsigned)(gen_mix(&s) % 48);
	}
}

#endif /* !OU_TESTS_GEN_H */
