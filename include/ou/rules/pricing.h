#ifndef OU_RULES_PRICING_H
#define OU_RULES_PRICING_H

#include "ou/model/quote.h"
#include "ou/model/units.h"

/*
 * What a price is.
 *
 * The pricing knows items, what others call them, customers, price rows and
 * tax rows.  Orders are put to it one after the other; each line gets its
 * item, its price with the reason for it, and its tax.
 *
 * The rules (orderutils-book(5), "Prices and totals"):
 *   - A price row is a candidate when currency and pricesIncludeTax are the
 *     order's, it is valid on the price day (both ends included), and its
 *     contract, customer, group and list, where filled, are the line's and
 *     the order's.
 *   - A contract counts while it holds: where contracts are known, for its
 *     customer and on its days.
 *   - By priority, contract beats customer beats group beats list beats rows
 *     that name nobody.  A level where no tier is reached falls to the next.
 *     A row of a promotion (that names no contract, customer or group) beats
 *     a price of a list, or of nobody, that is no volume tier.  Within a
 *     level rows in the line's own unit come first, then rows that a fixed
 *     factor or the item's packs turn into it, the item's stock unit before
 *     others by their code; then the highest minQuantity reached, then the
 *     lowest priority number.
 *   - With the policy BEST the lowest price of all candidates whose quantity
 *     is reached wins, and the order of priority only settles equal ones.
 *   - Two rows that could both be left after that are a fault of the book,
 *     found by ou_pricing_build, in whatever order the rows are.
 *   - What was quoted and accepted is agreed (ou_pricing_quoted), and goes
 *     before all rows.
 *   - Where no row has the order's currency, rows in the shop's own are
 *     looked at, and turned with the rate of the price day: the latest one
 *     that is not after it.
 *
 * The day is the one written in orderDate, in its own offset, or, where the
 * policy says so and there is one, the line's or the order's requested date
 * (DELIVERY), or the promised one (COMMITMENT).  An order without a date
 * only meets rows without validity.
 *
 * Everything is added first, then built, then asked.  Texts are borrowed.
 * Answers do not depend on the order in which rows were added.
 */
struct ou_pricing;

enum ou_incoming {
	OU_INCOMING_VERIFY,	/* keep, and hold when the book differs */
	OU_INCOMING_BOOK,	/* replace */
	OU_INCOMING_KEEP,	/* do not look */
};

enum ou_price_policy {
	OU_PRICE_PRIORITY,		/* the first level that has one */
	OU_PRICE_BEST,			/* the lowest price of all levels */
};

enum ou_price_day {
	OU_PRICE_DAY_ORDER,
	OU_PRICE_DAY_DELIVERY,		/* requested, or else the order's */
	OU_PRICE_DAY_COMMITMENT,	/* promised, or else the order's */
};

/* What holds for all orders. */
struct ou_pricing_policy {
	bool tiers_fall;		/* a dearer tier above is a fault */
	struct ou_str currency;		/* the shop's own, or absent */
	struct ou_str seller_country;	/* ISO 3166-1, or absent */
};

/* What holds for those of a channel, a portal or a segment. */
struct ou_pricing_terms {
	enum ou_incoming incoming;
	struct ou_price tolerance;	/* of VERIFY, per unit; absent: 0 */
	enum ou_price_policy policy;
	enum ou_price_day day;
	struct ou_str list;		/* of customers who have none */
};

struct ou_pricing_item {
	struct ou_str sku;
	struct ou_str gtin;
	struct ou_str pack_gtin;
	struct ou_unit_packs packs;
	struct ou_str tax_class;	/* absent: standard */
	bool inactive;
};

struct ou_pricing_code {
	struct ou_str party;		/* customer id or channel */
	struct ou_str code;
	struct ou_str sku;
	struct ou_str unit;		/* theirs; absent: any */
	struct ou_quantity factor;	/* of it in stock units */
};

struct ou_pricing_customer {
	struct ou_str id;
	struct ou_str group, list;
	struct ou_str vat_id;
	/* what is bought is taxed so, whatever it is; absent: by the rows */
	struct ou_str tax_category, tax_reason_code;
	bool inactive;
};

struct ou_pricing_price {
	struct ou_str contract, customer, group, list;
	struct ou_str promotion;	/* what it is called, or absent */
	struct ou_str sku;
	struct ou_quantity min;
	/* An order for less, or for no multiple, is held; in ${unit}. */
	struct ou_quantity least, multiple;
	struct ou_price price;
	struct ou_quantity base;
	struct ou_str unit;		/* absent: the item's */
	struct ou_str currency;
	bool gross;
	struct ou_date from, through;
	struct ou_integer priority;	/* 0 to 10^9 */
};

struct ou_pricing_tax {
	struct ou_str country;
	struct ou_str tax_class;
	struct ou_tax tax;
	struct ou_date from, through;
};

/* What was agreed with a customer; its price rows name it. */
struct ou_pricing_contract {
	struct ou_str contract, customer;
	struct ou_date from, through;
	struct ou_amount min_value;	/* of an order; absent: any */
	struct ou_str currency;		/* of it; absent: the shop's */
};

/* One ${from} is ${rate} ${to}, from that day on. */
struct ou_pricing_rate {
	struct ou_str from, to;
	struct ou_date date;
	struct ou_price rate;		/* above 0 */
};

/* All that follows lives in the arena. */
struct ou_pricing *ou_pricing_new(struct ou_arena *a,
    const struct ou_pricing_policy *policy);

/* Rows of each kind are counted from 0 in the order they are added. */
void ou_pricing_add_item(struct ou_pricing *p,
    const struct ou_pricing_item *item);
void ou_pricing_add_code(struct ou_pricing *p,
    const struct ou_pricing_code *code);
void ou_pricing_add_customer(struct ou_pricing *p,
    const struct ou_pricing_customer *customer);
void ou_pricing_add_price(struct ou_pricing *p,
    const struct ou_pricing_price *price);
void ou_pricing_add_tax(struct ou_pricing *p,
    const struct ou_pricing_tax *tax);
void ou_pricing_add_contract(struct ou_pricing *p,
    const struct ou_pricing_contract *contract);
void ou_pricing_add_rate(struct ou_pricing *p,
    const struct ou_pricing_rate *rate);

/* So many prices will come; worth saying for long price lists. */
void ou_pricing_reserve(struct ou_pricing *p, uint32_t prices);

enum ou_pricing_rows {
	OU_PRICING_ITEMS,
	OU_PRICING_CODES,
	OU_PRICING_PRICES,
	OU_PRICING_TAXES,
	OU_PRICING_RATES,
	OU_PRICING_CONTRACTS,
};

/* What is wrong between rows. */
struct ou_pricing_fault {
	enum ou_pricing_rows rows;
	enum ou_diag code;	/* BOOK_KEY: the same key as ${other};
				 * BOOK_OVERLAP: nothing tells the two apart;
				 * BOOK_REFERENCE: refers to nothing;
				 * BOOK: a tier that is dearer than ${other},
				 * a lower one */
	uint32_t row, other;
	const char *column;
};

/**
 * ou_pricing_build(p, fault):
 * Put everything in order.  0, or -1 with the first fault: references of
 * items, codes and prices, then prices, then taxes; of each kind the one
 * whose later row comes first.
 */
int ou_pricing_build(struct ou_pricing *p, struct ou_pricing_fault *fault);

/* A hold that the caller puts on the order. */
struct ou_quote_hold {
	enum ou_diag code;
	struct ou_str line;		/* orderItemNumber, or absent */
	struct ou_str reason;
	struct ou_quote_hold *next;
};

#define OU_QUOTE_NO_ROW UINT32_MAX

struct ou_quote_line {
	unsigned changed;
	uint32_t row;			/* the price row that won */
	/* its price in the line's unit */
	struct ou_price price;
	struct ou_quantity base;
	uint32_t contract;		/* row of the one it is under */
	int64_t units;			/* ordered, in stock units x 10^6; -1:
					 * not known */
	struct ou_str unquoted;		/* why its quotation does not hold */
};

struct ou_quote {
	bool priced;			/* false: the order has no currency */
	bool customer_id;		/* customer.id was filled in */
	bool head_tax;			/* a category of a head charge was */
	struct ou_quote_line *lines;	/* as many as the order has */
	struct ou_quote_hold *holds;
	struct ou_quote_hold **holds_end;
	const struct ou_pricing_context *context;	/* for the verdicts */
};

/**
 * ou_pricing_order(p, terms, a, o, customer, q, err):
 * Find items, prices and taxes of the order's lines and write them into the
 * view; ${q} says what changed and what to hold.  0, or -1 with ${err} when
 * an amount overflows.  Totals are the business of ou_order_totals.
 *
 * ${customer} is the number of the buyer's row, or OU_QUOTE_NO_ROW.  Items
 * are found by sku, else by what the customer or the channel calls them, else
 * by GTIN.
 *
 * A price that came in and is the book's, written another way, stands as it
 * is.  With VERIFY a line whose price the book does not have keeps it; with
 * BOOK it keeps it too, and is held.
 */
int ou_pricing_order(const struct ou_pricing *p,
    const struct ou_pricing_terms *terms, struct ou_arena *a,
    struct ou_order *o, uint32_t customer, struct ou_quote *q,
    struct ou_err *err);

/* What the lines under one contract come to. */
struct ou_quote_contract {
	uint32_t row;
	struct ou_amount worth;		/* sum of their lineTotal */
	bool open;			/* some have none */
	int64_t units;			/* in stock units x 10^6 */
	bool unknown;			/* of some that is not known */
};

/**
 * ou_pricing_contracts(p, a, o, q, list, n, err):
 * Behind the totals: the contracts that an order is under, in the order in
 * which its lines name them; an order for less than one is for is held.  0,
 * or -1 with ${err} when an amount overflows.
 */
int ou_pricing_contracts(const struct ou_pricing *p, struct ou_arena *a,
    const struct ou_order *o, struct ou_quote *q,
    struct ou_quote_contract **list, uint32_t *n, struct ou_err *err);

/* What so many stock units (x 10^6) cost at ${price} each, in the order's
 * currency and rounded to it; absent when no rate turns ${currency} (absent:
 * the shop's) into it.  0, or -1 with ${err} when it overflows. */
int ou_pricing_cost(const struct ou_pricing *p, const struct ou_quote *q,
    struct ou_price price, struct ou_str currency, int64_t units,
    struct ou_amount *cost, struct ou_err *err);

/* The line's price is of a quotation (priceSource), and holds: nothing is
 * asked of the book.  It does not where less is ordered than was quoted: then
 * it is a price that came in, and with VERIFY the line is held. */
bool ou_pricing_quoted(const struct ou_order_line *line);

/* The country of delivery, by which taxes are chosen, or absent. */
struct ou_str ou_pricing_country(const struct ou_quote *q);

/* The tax of a class of goods for that order, or NULL. */
const struct ou_tax *ou_pricing_class_tax(const struct ou_pricing *p,
    const struct ou_quote *q, struct ou_str tax_class);

enum ou_verdict {
	OU_VERDICT_WON,
	OU_VERDICT_CURRENCY,		/* another currency */
	OU_VERDICT_TAX_INCLUDED,	/* gross and the order is net, or so */
	OU_VERDICT_CONTRACT,		/* of another contract */
	OU_VERDICT_NOT_AGREED,		/* a contract that does not hold */
	OU_VERDICT_CUSTOMER,
	OU_VERDICT_GROUP,
	OU_VERDICT_LIST,
	OU_VERDICT_EARLY,		/* not valid yet */
	OU_VERDICT_LATE,		/* not valid any more */
	OU_VERDICT_UNIT,		/* no factor to the line's unit */
	OU_VERDICT_TIER,		/* its minQuantity is not reached */
	OU_VERDICT_BEATEN_PRICE,	/* the winner is cheaper */
	OU_VERDICT_BEATEN_PROMOTION,	/* by a promotion's price */
	OU_VERDICT_PROMOTION_TIER,	/* a promotion, and the winner's tier
					 * goes before */
	OU_VERDICT_BEATEN_LEVEL,	/* the winner's level goes before */
	OU_VERDICT_BEATEN_UNIT,		/* the winner's unit goes before */
	OU_VERDICT_BEATEN_TIER,		/* the winner's tier is higher */
	OU_VERDICT_BEATEN_PRIORITY,
	OU_VERDICT_QUOTED,		/* a quotation goes before */
};

/* Why, in words. */
const char *ou_verdict_text(enum ou_verdict v);

struct ou_quote_verdict {
	uint32_t row;
	enum ou_verdict verdict;
};

/**
 * ou_pricing_verdicts(p, a, o, q, line, verdicts):
 * Every price row of the line's item, in the order they were added, and what
 * became of it; the number of them.  For --explain: not fast.
 */
uint32_t ou_pricing_verdicts(const struct ou_pricing *p, struct ou_arena *a,
    const struct ou_order *o, const struct ou_quote *q, uint32_t line,
    struct ou_quote_verdict **verdicts);

/* How the line's unit was turned into the item's, in words: "1 XCS is 24 C62,
 * by its unit"; absent where it is the item's own. */
struct ou_str ou_pricing_units(const struct ou_pricing *p,
    struct ou_arena *a, const struct ou_order *o, const struct ou_quote *q,
    uint32_t line);

#endif
