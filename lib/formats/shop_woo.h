#ifndef OU_FORMATS_SHOP_WOO_H
#define OU_FORMATS_SHOP_WOO_H

#include "shop_json.h"

/*
 * One order of the REST API v3, indexed; into s->order.
 */
struct woo {
	struct shop_doc doc;
	bool gross;			/* prices_include_tax */
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

/* The net amount, and with its tax when prices are gross. */
int ou_woo_money(const struct woo *w, uint32_t object, const char *net,
    const char *tax, struct ou_amount *out, struct ou_err *err);
/* Lines, shipping, fees, taxes (shop_woo_line.c). */
int ou_woo_lines(struct woo *w, uint32_t root, struct ou_err *err);
int ou_woo_charges(struct woo *w, uint32_t root, struct ou_err *err);
int ou_woo_taxes(struct woo *w, uint32_t root, struct ou_err *err);

#endif
