#ifndef OU_DESK_PRICE_H
#define OU_DESK_PRICE_H

#include "ou/book/code_list.h"
#include "ou/book/contract.h"
#include "ou/book/lookup.h"
#include "ou/book/price_list.h"
#include "ou/cli/batch.h"
#include "ou/formats/intake.h"
#include "ou/model/exchange.h"
#include "ou/ledger/ledger.h"
#include "ou/model/quotation.h"
#include "ou/model/quote.h"
#include "ou/rules/offers.h"
#include "ou/rules/pricing.h"
#include "ou/store/store.h"

/*
 * What price-quote does: the book becomes a pricing and its offers, each order
 * is put to them, and what they found is written into the record.
 *
 * Promotions and surcharges are for orders that come without prices, and for
 * all with OU_INCOMING_BOOK: who states a price has been told what to pay.
 * Uses of promotions that are counted are commitments in the store, of kind
 * "promotion", under the id of the order: an order that is priced again gives
 * back what it had.  So are quantities of contracts that have a maximum, kind
 * "contract", in units of 10^-4.
 */
enum ou_price_tables { OU_PRICE_ITEMS, OU_PRICE_CODES, OU_PRICE_PRICES,
    OU_PRICE_TAXES, OU_PRICE_RATES, OU_PRICE_PROMOTIONS,
    OU_PRICE_PROMOTION_ITEMS, OU_PRICE_SURCHARGES, OU_PRICE_CONTRACTS,
    OU_PRICE_TABLES };

#define OU_PRICE_INCOMING "verify|book|keep"
#define OU_PRICE_POLICIES "priority|best"
#define OU_PRICE_DAYS "order|delivery|commitment"

/* What --import works with. */
struct ou_price_import {
	/* asked for */
	const char *to;			/* NULL: it is not; "": the book's */
	struct ou_str list;
	const char *list_name;		/* the same, as it was given */
	const char *kind, *trade_class;
	struct ou_date from;
	bool gross;
	const char *map_name;		/* of tables; NULL: the one that fits */
	/* its own */
	const char *file;
	int lock;			/* 0: none */
	struct ou_intake intake;	/* of tables */
	struct ou_map_file map;
	struct ou_customers customers;
	struct ou_code_list *codes;	/* NULL: they stay as they are */
	bool broken;			/* not all was read: nothing comes of
					 * it */
	struct ou_items items;
	struct ou_index *by_gtin, *by_pack_gtin;
	struct ou_rows rows;		/* of prices, as they were */
	struct ou_rows *new_rows;	/* and as they will be */
	struct ou_price_list *prices;
	const struct ou_item *item;	/* of the line at hand */
};

/*
 * What --quote and --accept work with.  With a store the record Quote is kept
 * there, revision after revision, and a quotation that is accepted: what one
 * has promised is what it says and not what comes back.  Promotions and
 * contracts of which there are only so many are for orders: they are counted
 * when the order that comes of a quotation is priced.
 */
#define OU_PRICE_VALID 30		/* days, where nothing is said */

struct ou_price_quotes {
	/* asked for */
	bool make, accept;
	uint64_t valid;			/* days; UINT64_MAX: nothing is said */
	struct ou_date day;		/* of both; absent: see there */
	/* its own */
	struct ou_record_type types[2];	/* what is read back */
	struct ou_view *view;
	struct ou_store *store;		/* or NULL */
	struct ou_ledger *ledger;
};

struct ou_price_desk {
	/* asked for */
	int incoming;			/* enum ou_incoming; -1: the
					 * settings' */
	int policy;			/* enum ou_price_policy, the same */
	int price_date;			/* enum ou_price_day, the same */
	struct ou_str tolerance;	/* absent: the settings' */
	const char *prices_file;
	bool margin;			/* tell what orders leave */
	struct ou_price_import import;
	struct ou_price_quotes quotes;
	/* of the book */
	struct ou_settings settings;
	struct ou_rows tables[OU_PRICE_TABLES];
	struct ou_customers customers;
	/* what it works with */
	struct ou_quote_writer *writer;
	struct ou_pricing *pricing;
	struct ou_price_terms *terms;	/* those asked for so far */
	struct ou_index *items;		/* with their costs, for that */
	bool contracts;			/* some have a maximum */
	struct ou_offers *offers;	/* NULL: the book has none */
	struct ou_store *store;		/* NULL: none was given, or the book
					 * counts no uses */
	bool told_no_store, told_no_use;
};

/* The fields of an order that it looks at. */
extern const char ou_price_view[];

/* Load the book.  0, or -1 with run->err. */
int ou_price_begin(struct ou_price_desk *x, struct ou_run *run);

/* Instead of that: a catalogue, and all that was read. */
enum ou_answer ou_price_import_one(struct ou_price_desk *x,
    struct ou_run *run, const struct ou_price_catalogue *catalogue);
int ou_price_import_end(struct ou_price_desk *x, struct ou_run *run);

/* Read an input: records, or with --import a table of somebody else's by a
 * map.  0, or -1 with run->err. */
int ou_price_read(struct ou_price_desk *x, struct ou_run *run,
    struct ou_source *source);

/* What is wrong between the rows that prices are made of, in the book and in
 * no order.  0, or -1 with run->err. */
int ou_price_check_book(struct ou_run *run);

void ou_price_release(struct ou_price_desk *x);

/* What was answered before: does it stand?  0, or -1 with run->err. */
int ou_price_again(struct ou_price_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_order *o, const struct ou_effect *effect);

/* A batch begins: nobody else counts uses until its transaction ends.  0, or
 * -1 with run->err. */
int ou_price_uses_lock(struct ou_price_desk *x, struct ou_run *run);

/* Price an order; with --quote and --accept what becomes of an order or a
 * quotation: ${o} is of the record's type. */
enum ou_answer ou_price_one(struct ou_price_desk *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o);

#endif
