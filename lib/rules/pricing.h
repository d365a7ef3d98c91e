#ifndef OU_LIB_RULES_PRICING_H
#define OU_LIB_RULES_PRICING_H

#include "ou/base/names.h"
#include "ou/model/lines.h"
#include "ou/rules/pricing.h"

/*
 * What the files of the pricing share.
 *
 * Every name that a price can be for (a contract, a customer, a group, a
 * list) has a number; so have units, currencies, countries and tax classes.
 * The rules of one item lie side by side, sorted by level and whom they are
 * for; next to them lie their keys, so that a line reads a few words to find
 * the one or two rows that concern it, whatever the length of the book.
 */
enum level {
	CONTRACT,
	CUSTOMER,
	GROUP,
	LIST,
	EVERYBODY,
	/* Prices of promotions, for a list and for everybody: before those
	 * of the two levels above that are no volume tiers. */
	OFFER_LIST,
	OFFER,
	LEVELS,
};
#define COLUMNS EVERYBODY	/* who[] of a rule */

/* Products of two numbers of 64 bits. */
__extension__ typedef __int128 ou_wide;

/* The greatest common divisor; ${b} when ${a} is 0. */
ou_wide ou_pricing_gcd(ou_wide a, ou_wide b);

struct rule {
	int64_t min;			/* quantity x 10^6 of its own unit */
	int64_t price;			/* x 10^6 */
	int64_t base;			/* quantity x 10^6 */
	uint32_t who[COLUMNS];		/* 0: not filled */
	int32_t from, through;		/* days since 1970 */
	int32_t priority;
	uint32_t row;
	uint16_t unit, currency;
	bool gross;
	bool promotion, terms;		/* see struct extra */
};
_Static_assert(sizeof(struct rule) == 64, "rule");

/* What few rules have; by row. */
struct extra {
	uint32_t row;
	struct ou_str promotion;
	int64_t least, multiple;	/* quantity x 10^6; 0: any */
};

/*
 * What nearly every line asks of a rule, in half a cache line, in the same
 * order.  Days are those since 1970, cut off at both ends (the last one is in
 * 2149), where a validity begins or ends nowhere.
 */
struct hot_rule {
	int64_t min;
	int64_t price;
	uint32_t row;
	uint16_t from, through;
	uint16_t unit, currency;
	uint8_t flags;
};
_Static_assert(sizeof(struct hot_rule) == 32, "hot_rule");

#define HOT_GROSS 1
#define HOT_LOOK 2		/* the rule itself must be asked: it has more
				 * columns than its key, or odd days */
#define HOT_BASE 4		/* its base is not 1 */
#define HOT_ALWAYS 8		/* it has no validity */
#define HOT_EXTRA 16		/* it has a struct extra */
#define HOT_DAY_MAX UINT16_MAX

/* Level and number, of whom a rule is for; sorted by it. */
#define KEY_SHIFT 29
#define KEY_NUMBER (((uint32_t)1 << KEY_SHIFT) - 1)

static inline uint16_t
ou_pricing_hot_day(int32_t day)
{
	return day < 0 ? 0 : day > HOT_DAY_MAX ? HOT_DAY_MAX : (uint16_t)day;
}

#define ALWAYS_FROM INT32_MIN
#define ALWAYS_THROUGH INT32_MAX
#define NO_DAY INT32_MIN

struct item {
	struct ou_pricing_item say;
	uint32_t row;
	uint16_t unit;			/* number of its stock unit */
	uint16_t tax_class;
	bool class_said;		/* it was not absent */
};

/*
 * One cache line of what every line of an order asks about its item; the
 * item itself is only looked at for packs and codes.
 */
#define SKU_INLINE 23
struct product {
	struct ou_str sku;
	const struct item *item;	/* NULL: the book has no items */
	uint32_t first, n;		/* rules */
	uint16_t unit;			/* of the item; 1 without one */
	uint16_t tax_class;
	uint8_t flags;
	char text[SKU_INLINE];		/* the sku again, if it is short */
};
_Static_assert(sizeof(struct product) == 64, "product");

#define PRODUCT_PACK_GTIN 1
#define PRODUCT_INACTIVE 2

/* Item numbers, open addressing: half a hash and a number of a product. */
struct sku_slot {
	uint32_t hash;
	uint32_t product;		/* number + 1, 0: free */
};

struct skus {
	struct sku_slot *slots;
	uint32_t mask, n;
};

#define PRODUCTS_BLOCK 256
struct product_list {
	struct product **blocks;
	uint32_t n, blocks_room;
};

struct customer {
	struct ou_pricing_customer say;
	uint32_t id, group, list;	/* numbers */
	struct ou_tax tax;		/* of what it buys, or no category */
};

struct contract {
	struct ou_pricing_contract say;
	uint32_t row, customer;		/* number of a name */
	int32_t from, through;
};

/* Whether the contract that a line names holds for it. */
enum agreed { AGREED, AGREED_UNKNOWN, AGREED_OTHER, AGREED_EARLY,
    AGREED_LATE };

struct name {
	uint32_t number;
	bool customer;			/* of the customers' file */
	struct ou_str text;
	const struct contract *contract;	/* of that number, or NULL */
};

struct code {
	struct ou_pricing_code say;
	uint32_t row;
	struct product *product;
	struct code *next;		/* the same code of another party */
};

struct tax_row {
	struct ou_pricing_tax say;
	int32_t from, through;
	uint32_t row;
	uint16_t country, tax_class;
};

/* One own unit is num / 10^6 (or 10^6 / num) of the order's. */
struct rate {
	uint16_t from, to;
	int32_t day;
	uint32_t row;
	int64_t rate;			/* x 10^6 */
};

/* A growing array. */
struct list {
	void *rows;
	uint32_t n, room;
};

/* Texts and their numbers, from 1; 0 is an absent text.  More than 65,534
 * are not told apart: such a text is NO_NUMBER, which nothing matches. */
struct numbers {
	struct ou_names map;		/* to the place in texts */
	struct list texts;		/* struct ou_str, by number - 1 */
	struct ou_str last;		/* the one added last */
	uint16_t last_number;
};
#define NO_NUMBER UINT16_MAX

/*
 * The reasons of prices are few: kept once, by key and tier of their rule.
 * When all places are taken a line gets its own.
 */
#define SOURCES 4096
#define SOURCES_MOST (SOURCES / 2)
struct source {
	uint32_t key;
	bool used;
	int64_t min;
	struct ou_price_source say;
};

struct sources {
	struct ou_arena *a;
	uint32_t n;
	struct source *places;		/* SOURCES of them */
};

struct ou_pricing {
	struct ou_arena *a;
	struct ou_arena scratch;	/* until it is built */
	struct ou_pricing_policy policy;

	struct skus skus;
	struct product_list products;
	struct ou_names gtins;		/* struct item, 14 digits */
	struct ou_names codes;		/* struct code */
	struct ou_names names;		/* struct name */
	struct list name_texts;		/* struct name *, by number - 1 */
	struct numbers units;		/* pieces by any name are C62 */
	struct numbers currencies;
	struct numbers countries;
	struct numbers classes;

	struct list items;		/* struct item * */
	struct list code_rows;		/* struct code * */
	struct list added;		/* struct rule, as they came */
	struct list added_to;		/* uint32_t: product of each */
	struct list taxes;		/* struct tax_row */
	struct list extras;		/* struct extra, by row */
	struct list rates;		/* struct rate */
	struct list customers;		/* struct customer *, by row */
	struct list contracts;		/* struct contract *, by row */

	struct sources *sources;
	struct rule *rules;
	struct hot_rule *hot;
	uint32_t *keys;
	uint32_t n_rules;
	uint32_t *tax_at;		/* by country and class: first row */
	bool level_used[LEVELS];
	bool offers;			/* a level of offers is */
	/* what the row before said */
	struct ou_str last_who[COLUMNS];
	uint32_t last_numbers[COLUMNS];
	uint32_t last_product;		/* number + 1 */
};

/* An item that more than one row claims. */
extern struct item ou_pricing_no_item;

/* How taxes are chosen for an order. */
enum tax_road {
	TAX_BY_COUNTRY,
	TAX_INTRA_COMMUNITY,
	TAX_EXPORT,
	TAX_OF_CUSTOMER,
	TAX_NO_COUNTRY,
};

struct ou_pricing_context {
	const struct ou_pricing_terms *terms;
	const struct customer *customer;
	uint32_t who[LEVELS];		/* CONTRACT: of the order */
	uint16_t currency;		/* NO_NUMBER: no row has it */
	bool gross;
	struct ou_date date;
	int32_t day;			/* of it; NO_DAY: none */
	enum tax_road tax_road;
	struct ou_str country;
	uint16_t country_number;
	int places;			/* of the currency */
	struct ou_str currency_text;
	bool b2b;
	/* where no row has the order's currency; NULL: none has another */
	const struct rate *rate;
	bool divided;			/* it is of the order's in ours */
	uint16_t own_currency;
};

/* A line, as the rules see it. */
struct question {
	const struct product *product;	/* NULL: not known */
	const struct code *code;	/* by which it was found */
	uint32_t contract;		/* that holds, or 0 */
	uint32_t named;			/* that the line names, where the book
					 * keeps contracts */
	uint32_t contract_row;
	enum agreed agreed;
	uint16_t currency;		/* that rows are looked for in */
	int32_t day;			/* NO_DAY: none */
	uint16_t hot_day;
	bool odd_day;			/* it does not fit into hot_day */
	struct ou_date date;
	int64_t quantity;		/* not negative */
	struct ou_str unit;		/* absent: the item's */
	uint16_t unit_number;		/* NO_NUMBER: no row has it */
	/* how many stock units one of the line's is; num 0: not known */
	int64_t num, den;
	bool plain;			/* the line's unit is what it says */
	bool by_sku;			/* found by the line's own sku */
	enum ou_line_factor by;		/* who said num / den */
};

struct answer {
	const struct rule *rule;	/* NULL: none */
	int64_t num, den;		/* row units in a line unit */
	int64_t min, price, base;	/* of the rule */
	uint32_t key, row;
	bool turned;			/* price is in the shop's currency */
	bool extra;
};

static inline struct product *
ou_pricing_product(const struct ou_pricing *p, uint32_t number)
{
	return &p->products.blocks[number / PRODUCTS_BLOCK][number %
	    PRODUCTS_BLOCK];
}

/* The product of that number, or NULL. */
struct product *ou_pricing_sku(const struct ou_pricing *p, struct ou_str sku,
    uint32_t hash);

/*
 * Only the book's own numbers are in the table of items, so nobody from
 * outside can make them collide, and the hash need not be a keyed one.
 */
static inline uint32_t
ou_pricing_sku_hash(struct ou_str sku)
{
	uint64_t h = sku.n * UINT64_C(0x9e3779b97f4a7c15), w;
	const char *p = sku.p, *end = sku.p + sku.n;

	for (; end - p >= 8; p += 8) {
		memcpy(&w, p, 8);
		h = (h ^ w) * UINT64_C(0xff51afd7ed558ccd);
		h ^= h >> 32;
	}
	for (w = 0; p < end; p++)
		w = w << 8 | (unsigned char)*p;
	h = (h ^ w) * UINT64_C(0xff51afd7ed558ccd);
	return (uint32_t)(h >> 32);
}

/* A fixed order of what is compared, see ou_pricing_ask. */
enum ou_verdict ou_pricing_fits(const struct rule *r,
    const struct ou_pricing_context *c, const struct question *q);

void ou_pricing_context(const struct ou_pricing *p,
    const struct ou_pricing_terms *terms, struct ou_order *o,
    uint32_t customer, struct ou_pricing_context *c, struct ou_quote *quote);

/* pricing_order.c: a hold; names as reasons show them. */
void ou_pricing_hold(struct ou_arena *a, struct ou_quote *q,
    enum ou_diag code, const struct ou_order_line *line, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
struct ou_str ou_pricing_shown(struct ou_str s);

/* pricing_source.c: where a price is from. */
void ou_pricing_source_row(const struct ou_pricing *p, struct ou_arena *a,
    const struct ou_pricing_context *c, struct ou_order_line *line,
    const struct answer *r, struct ou_quote_line *out);
void ou_pricing_source_incoming(struct ou_arena *a,
    struct ou_order_line *line, struct ou_quote_line *out);
bool ou_pricing_source_ours(const struct ou_order_line *line);
struct ou_str ou_pricing_source_words(const struct ou_pricing *p,
    struct ou_arena *a, const struct answer *r);

/* pricing_contract.c */
void ou_pricing_agree(const struct ou_pricing *p,
    const struct ou_pricing_context *c, struct ou_str named,
    struct question *q);
void ou_pricing_hold_contract(struct ou_arena *a,
    const struct ou_pricing_context *c, const struct ou_order *o,
    const struct ou_order_line *line, const struct question *q,
    struct ou_quote *quote);

/* pricing_build.c: the name of that text, which gets a number. */
struct name *ou_pricing_name_add(struct ou_pricing *p, struct ou_str text,
    bool customer);

/* pricing_terms.c: hold a line that orders too little, or no multiple. */
void ou_pricing_check_terms(const struct ou_pricing *p, struct ou_arena *a,
    const struct question *q, const struct ou_order_line *line,
    const struct answer *x, struct ou_quote *quote);

/* pricing_quoted.c: a quotation's price that does not hold becomes one that
 * came in. */
void ou_pricing_unquote(struct ou_arena *a, struct ou_order_line *line,
    struct ou_quote_line *out, struct ou_quote *quote);

/* pricing_charge.c */
void ou_pricing_decide_tax(const struct ou_pricing *p, struct ou_arena *a,
    const struct question *q, struct ou_order_line *line,
    struct ou_quote_line *out, struct ou_quote *quote);
void ou_pricing_decide_head_tax(struct ou_arena *a, const struct ou_order *o,
    struct ou_quote *quote);

void ou_pricing_question(const struct ou_pricing *p,
    const struct ou_pricing_context *c, const struct ou_order *o,
    const struct ou_order_line *line, uint32_t sku_hash, struct question *q);

/* The factor from the line's unit to the rule's; false when there is none. */
bool ou_pricing_ratio(const struct ou_pricing *p, const struct question *q,
    const struct rule *r, int64_t *num, int64_t *den);

/* Is that much of the rule's unit reached? */
bool ou_pricing_reached(const struct question *q, const struct rule *r,
    int64_t num, int64_t den);

/* The row that wins, or rule = NULL; the question is then left in the
 * currency in which it was asked last. */
void ou_pricing_ask(const struct ou_pricing *p,
    const struct ou_pricing_context *c, struct question *q,
    struct answer *answer);

/* Does its price go before one of a promotion?  Volume tiers do, and what
 * was agreed with somebody. */
bool ou_pricing_before_offers(const struct rule *r);

/* pricing_rate.c: the rate of the order's day, where there is one; a price
 * in the shop's currency turned into the order's: 0, or -1 when it is too
 * large. */
void ou_pricing_rate(const struct ou_pricing *p,
    struct ou_pricing_context *c);
int ou_pricing_turn(const struct ou_pricing_context *c, int64_t *price,
    struct ou_err *err);
struct ou_str ou_pricing_rate_text(const struct ou_pricing *p,
    struct ou_arena *a, const struct ou_pricing_context *c);
bool ou_pricing_sort_rates(struct ou_pricing *p, struct ou_pricing_fault *f);

/* What the rule of a row has beside its price, or NULL. */
const struct extra *ou_pricing_extra(const struct ou_pricing *p,
    uint32_t row);

enum level ou_pricing_level(const struct rule *r);
uint32_t ou_pricing_key(const struct rule *r);

/* The tax of a line, or NULL. */
const struct ou_tax *ou_pricing_tax(const struct ou_pricing *p,
    const struct ou_pricing_context *c, const struct question *q);

void ou_pricing_tax_road(const struct ou_pricing *p, const struct ou_order *o,
    struct ou_pricing_context *c);

/* The number of a text, 0 when it is absent; with _add it gets one. */
uint16_t ou_pricing_number(const struct numbers *n, struct ou_str text);
uint16_t ou_pricing_number_add(struct ou_pricing *p, struct numbers *n,
    struct ou_str text);
uint16_t ou_pricing_unit(const struct ou_pricing *p, struct ou_str unit);
struct ou_str ou_pricing_unit_text(const struct ou_pricing *p, uint16_t unit);

/* The number of a contract, customer, group or list that a row names, or
 * 0. */
uint32_t ou_pricing_name(const struct ou_pricing *p, struct ou_str text);
struct ou_str ou_pricing_name_text(const struct ou_pricing *p, uint32_t n);

/* Order of rules that are the same but for when they hold; 0: the same. */
int ou_pricing_compare(const struct rule *a, const struct rule *b);

/* Remember a fault, unless ${best} has one whose row comes first. */
void ou_pricing_note(struct ou_pricing_fault *best, bool *found,
    enum ou_pricing_rows rows, enum ou_diag code, uint32_t row,
    uint32_t other, const char *column);

/* True when there is a fault: rows that refer to nothing (before rules are
 * sorted), and rules that an order could both be left with (after). */
bool ou_pricing_references(struct ou_pricing *p, struct ou_pricing_fault *f);
bool ou_pricing_ties(struct ou_pricing *p, struct ou_pricing_fault *f);

void *ou_pricing_list_add(struct ou_arena *a, struct list *l, size_t size);

#endif
