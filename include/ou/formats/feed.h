#ifndef OU_FORMATS_FEED_H
#define OU_FORMATS_FEED_H

#include "ou/io/source.h"
#include "ou/model/records.h"

/*
 * Stock as channels take it in:
 *
 *	shopify		the inventory import: On hand (new) is what can be
 *			sold and what Shopify holds for orders and otherwise,
 *			because it subtracts both
 *	amazon		price and quantity, tab separated; prices stay empty,
 *			which leaves them as they are
 *	woocommerce	the product import with ID, SKU, In stock?, Stock
 *	mirakl		the offers import, only what is needed for stock
 *
 * Quantities are whole units.
 */
struct ou_feed_format;

/* "shopify|amazon|..." */
#define OU_FEED_FORMATS "shopify|amazon|woocommerce|mirakl"

/* The format of that name, or NULL. */
const struct ou_feed_format *ou_feed_format_find(struct ou_str name);

/* Its ending: "csv" or "txt". */
const char *ou_feed_ending(const struct ou_feed_format *f);

/* Append the header, and a line for each row. */
void ou_feed_header(const struct ou_feed_format *f, struct ou_buf *out);
void ou_feed_row(const struct ou_feed_format *f, struct ou_buf *out,
    const struct ou_channel_item *item, const struct ou_channel_stock *row);

/*
 * What was told last: a CSV file with channel, code, location and quantity,
 * which is read before a feed is made and written again behind it.
 */
struct ou_feed_state;

/**
 * ou_feed_state_load(a, path, err):
 * An absent file knows nothing.  NULL with OU_ERR_USAGE when it is no such
 * file.
 */
struct ou_feed_state *ou_feed_state_load(struct ou_arena *a,
    const char *path, struct ou_err *err);

/* Is this row other than the last one of its channel, code and location?
 * It is kept as the last one then. */
bool ou_feed_state_changed(struct ou_feed_state *s,
    const struct ou_channel_stock *row);

/* All of it, sorted. */
void ou_feed_state_write(struct ou_feed_state *s, struct ou_buf *out);

#endif
