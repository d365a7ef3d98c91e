#ifndef OU_FORMATS_SHOP_PRIVATE_H
#define OU_FORMATS_SHOP_PRIVATE_H

#include "ou/formats/import.h"

/*
 * What the shops' importers share: addresses as people type them, note
 * attributes, statuses, and the sums that say whether prices include tax.
 */
struct shop {
	struct ou_import *im;
	struct ou_order *order;
	const char *source;		/* for findings */
	uint64_t line;			/* for findings */
};

struct shop_address {
	struct ou_str name, company, street1, street2, street3, city, zip,
	    region, country, telephone, email;
};

/* A finding at the order's line. */
void ou_shop_finding(struct shop *s, enum ou_diag code, const char *field,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* NULL when nothing is given.  Texts are borrowed. */
struct ou_address *ou_shop_address_of(struct shop *s,
    const struct shop_address *from, const char *field);

/* The order's delivery, made when there is none. */
struct ou_delivery *ou_shop_delivery(struct shop *s);

/* --- money (shop_price.c) --- */

/**
 * ou_shop_unit_price(l, total, step, err):
 * The price of a line whose total is known: one a unit when that is a whole
 * number of ${step}s (of a millionth), else one for all units, which is exact
 * too.  0 a unit, 1 for all, -1 with ${err}.
 */
int ou_shop_unit_price(struct ou_order_line *l, struct ou_amount total,
    int64_t step, struct ou_err *err);

/* An allowance or charge, unless it is zero; a charge below zero is a
 * discount.  NULL when there is none. */
struct ou_allowance *ou_shop_allowance(struct shop *s,
    struct ou_allowance **list, uint32_t *n, bool charge,
    struct ou_amount amount, const char *code, struct ou_str reason);

/**
 * ou_shop_attribute(s, key, value):
 * A free attribute that shops and their gift and pick-up plug-ins add: gift,
 * gift_message, pickup_point_id ...  False when the key is not one of them.
 */
bool ou_shop_attribute(struct shop *s, struct ou_str key, struct ou_str value);

/* Who is at the address can be told when it comes: as the buyer can, where
 * the address itself says nothing. */
void ou_shop_reach(struct shop *s);

/* The order has to go to somebody's door: held when nothing says where. */
void ou_shop_needs_address(struct shop *s);

/* "Ada", "Exemple", or both. */
struct ou_str ou_shop_full_name(struct shop *s, struct ou_str first,
    struct ou_str last);

/* A note of the customer's, if there is a text. */
void ou_shop_note(struct shop *s, struct ou_str text);

/* The order's currency from an amount with its sign.  Where several have the
 * sign, the settings' own does if it is one of them, else it is held. */
void ou_shop_currency(struct shop *s, struct ou_str money);

/* Whether prices include tax, by the setting of the order's channel; false:
 * it has none, and the order has not either. */
bool ou_shop_channel_gross(struct shop *s);

/* The same; held when there is none. */
void ou_shop_ask_channel(struct shop *s, const char *why);

/* To the order's extra. */
void ou_shop_extra(struct shop *s, const char *prefix, struct ou_str key,
    struct ou_str value);

/* The rate in a tax's name: "FR TVA 5,5 %". */
bool ou_shop_tax_rate(struct ou_rate *rate, struct ou_str name);

/* A status and what it means. */
struct shop_status {
	const char *text;
	const char *payment;		/* payment.status, or NULL */
	bool cancel;			/* nothing is to be sent */
	bool hold;			/* not yet */
};

/* The row of that text in a table that ends with text NULL, or NULL. */
const struct shop_status *ou_shop_status_find(const struct shop_status *all,
    struct ou_str text);

/* Do what it says; ${label} names the member. */
void ou_shop_status_apply(struct shop *s, const struct shop_status *status,
    const char *label, struct ou_str text);

/* Of an order that the shop has cancelled nothing comes but what was sent:
 * its lines say so, so that an older state is known for one. */
void ou_shop_cancel_lines(struct shop *s);

/* An amount that was read to be exact at four decimals. */
static inline struct ou_amount
shop_amount(int64_t v)
{
	return (struct ou_amount){ v, 2, true };
}

/* What the head of an order says it adds up to. */
struct shop_sums {
	struct ou_amount lines;		/* our sum of line totals */
	struct ou_amount discount, subtotal, shipping, taxes, total,
	    outstanding, duties;
	struct ou_str discount_reason, shipping_reason;
	struct ou_str missing;		/* columns that the file has not */
};

/**
 * ou_shop_sums_apply(s, sums):
 * Find out by the exact sums whether prices include tax and what the
 * discount was taken from; write the head's allowances, charges and totals.
 * When no reading adds up, or two do, hold the order.  Without tax the sums
 * do not say whether prices include it: then the channel's setting does, else
 * the order is held.
 */
void ou_shop_sums_apply(struct shop *s, const struct shop_sums *sums);

#endif
