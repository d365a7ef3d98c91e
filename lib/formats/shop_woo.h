#ifndef OU_FORMATS_SHOP_WOO_H
#define OU_FORMATS_SHOP_WOO_H

#include "ou/record/json.h"
#include "shop.h"

/*
 * One order of the REST API v3, indexed; into s->order.
 */
struct woo {
	struct shop shop;
	const struct ou_json *json;
	bool gross;			/* prices_include_tax */
	/* what lines, shipping and fees add up to, as the order has prices */
	struct ou_amount sum;
	/* tax_lines: which rate id is how many per cent */
	struct woo_rate {
		struct ou_str id;
		struct ou_rate rate;
	} *rates;
	uint32_t n_rates;
	struct ou_str coupons;		/* their codes, with commas */
};

/* What its statuses mean. */
extern const struct shop_status ou_woo_statuses[];

int ou_woo_order(struct woo *w, uint32_t root, struct ou_err *err);

/* Members (shop_woo_value.c).  Absent, null and "" are all absent. */
uint32_t ou_woo_member(const struct woo *w, uint32_t object, const char *name);
struct ou_str ou_woo_text(const struct woo *w, uint32_t object,
    const char *name);
/* 0 with out->given false when absent; -1 when it is no amount. */
int ou_woo_amount(const struct woo *w, uint32_t object, const char *name,
    struct ou_amount *out, struct ou_err *err);
/* The net amount, and with its tax when prices are gross. */
int ou_woo_money(const struct woo *w, uint32_t object, const char *net,
    const char *tax, struct ou_amount *out, struct ou_err *err);
/* Members of an array, one after the other: 0 at the end. */
uint32_t ou_woo_first(const struct woo *w, uint32_t array);
uint32_t ou_woo_next(const struct woo *w, uint32_t array, uint32_t node);
/* local time and the same in UTC give the offset. */
int ou_woo_time(const struct woo *w, uint32_t object, const char *local,
    const char *gmt, struct ou_time *out, struct ou_err *err);

/* Lines, shipping, fees, taxes (shop_woo_line.c). */
int ou_woo_lines(struct woo *w, uint32_t root, struct ou_err *err);
int ou_woo_charges(struct woo *w, uint32_t root, struct ou_err *err);
int ou_woo_taxes(struct woo *w, uint32_t root, struct ou_err *err);

#endif
