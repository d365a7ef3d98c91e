#ifndef OU_FORMATS_TRADE_H
#define OU_FORMATS_TRADE_H

#include "split.h"

/*
 * The XML documents of the trade, UBL, CII and cXML, as they are written:
 * texts, not yet understood, under the names that UBL has for them.  Each
 * form has tables of rows that say which element goes where (ubl_rows.c,
 * cii_rows.c, cxml_rows.c); the reader walks them as a trie of names
 * (trade_trie.c, trade_read.c); trade_order.c turns the result into an order.
 */

struct trade_leaf {
	struct ou_str text;		/* trimmed; p = NULL: absent */
	struct ou_str scheme;		/* schemeID, unitCode ... */
	uint32_t line;			/* in the file */
};

/* A list of structs, in the document's arena. */
struct trade_list {
	void *p;
	uint32_t n;
};

struct trade_address {
	struct trade_leaf id, street, additional, number, building, department,
	    floor, room, postbox, city, zip, region, region_code, country,
	    country_name;
	struct trade_list lines;		/* of trade_leaf */
};

struct trade_contact {
	struct trade_leaf name, telephone, email, fax;
	/* in front of and behind the number, where they stand apart */
	struct trade_leaf country, area, extension;
};

struct trade_tax_scheme {
	struct trade_leaf company, scheme;
};

struct trade_party {
	struct trade_leaf endpoint, name, first, middle, family, job,
	    legal_name, legal_id;
	struct trade_list ids;		/* of trade_leaf */
	struct trade_list taxes;		/* of trade_tax_scheme */
	struct trade_list persons;	/* of trade_leaf: who is there */
	struct trade_address address, legal_address;
	struct trade_contact contact;
};

struct trade_tax_category {
	struct trade_leaf id, percent, reason_code, reason, scheme;
};

struct trade_allowance {
	struct trade_leaf charge, code, reason, factor, amount, base;
	struct trade_tax_category tax;
};

struct trade_subtotal {
	struct trade_leaf taxable, amount, percent;
	struct trade_tax_category tax;
};

struct trade_tax_total {
	struct trade_leaf amount;
	struct trade_list subtotals;	/* of trade_subtotal */
};

struct trade_period {
	struct trade_leaf start, start_time, end, end_time;
	struct trade_leaf day;		/* the one day, beside a period */
};

struct trade_delivery {
	struct trade_leaf id, quantity, location_id, location_name,
	    despatch_date, despatch_time, priority, marks, instructions;
	struct trade_address address, old_address;
	struct trade_party party;
	struct trade_period period;
};

struct trade_property {
	struct trade_leaf name, value;
};

/* A text and what it is about. */
struct trade_note {
	struct trade_leaf text, subject;
};

/* Who somebody is in a network of companies. */
struct trade_credential {
	struct trade_leaf domain, identity;
};

struct trade_line {
	struct trade_leaf id, quantity, net, partial, price, base, gross,
	    discount, price_charge, name, buyer_id, seller_id, maker_id, gtin,
	    origin, pack_size, lot, quotation, gross_base, base_unit, unit,
	    requested_date, despatch_date, contract, kind, status, order_line;
	struct trade_list notes;		/* of trade_leaf */
	struct trade_list descriptions;	/* of trade_leaf */
	struct trade_list allowances;	/* of trade_allowance */
	struct trade_list deliveries;	/* of trade_delivery */
	struct trade_list taxes;		/* of trade_tax_category */
	struct trade_list properties;	/* of trade_property */
	struct trade_list classes;	/* of trade_leaf; scheme is listID */
	struct trade_list remarks;	/* of trade_note */
	struct trade_list price_allowances;	/* of trade_allowance */
	struct trade_list ship_to;	/* of trade_party; the last counts */
	/* what no row describes; goes on to the order's line */
	struct ou_pair *extra;
	uint32_t n_extra;
	uint32_t at;			/* line in the file */
};

struct trade_doc {
	struct trade_leaf version, id, seller_number, copy, issue_date,
	    issue_time, type, currency, customer_reference, cost,
	    cost_code, quotation, previous, contract, valid_to,
	    our_number, their_number, incoterm, incoterm_place,
	    incoterm_description, special_terms, payment_code, terms_note,
	    terms_discount, line_extension, tax_exclusive, tax_inclusive,
	    allowance_total, charge_total, prepaid, rounding, payable;
	/* what CII and cXML say beside that */
	struct trade_leaf purpose, test, blanket, ordered, complete, total,
	    shipping, tax_amount, net_days, kind, sequence;
	struct trade_list notes;		/* of trade_leaf */
	struct trade_list terms;		/* of trade_leaf */
	struct trade_list deliveries;	/* of trade_delivery */
	struct trade_list allowances;	/* of trade_allowance */
	struct trade_list tax_totals;	/* of trade_tax_total */
	struct trade_list remarks;	/* of trade_note */
	struct trade_list tax_groups;	/* of trade_subtotal */
	struct trade_list from, to;	/* of trade_credential */
	struct trade_list contacts;	/* of trade_contact */
	struct trade_list properties;	/* of trade_property */
	struct trade_party buyer, seller, payer, originator;
	struct trade_contact delivery_contact;
	struct ou_pair *extra;
	uint32_t n_extra;
};

/* What a row of the tables does. */
enum trade_op {
	TRADE_ONE,	/* a leaf; twice is an error */
	TRADE_FIRST,	/* a leaf; later ones go to extra */
	TRADE_MORE,	/* appended to a list of leaves */
	TRADE_IN,		/* a struct inside, with its own rows */
	TRADE_OPEN,	/* a new member of a list, described by its rows */
	TRADE_LINE,	/* the order line: handed over when it ends */
	TRADE_SKIP,	/* nothing in it is kept: secrets, card numbers */
};

/*
 * A path is of local names with / between.  "@name" at its end is an
 * attribute, "." the text of an element that has rows of its own.
 */
struct trade_row {
	const char *path;
	uint8_t op;
	uint32_t offset;
	uint32_t size;			/* of a member of the list */
	const struct trade_row *rows;	/* of TRADE_IN, _OPEN and _LINE */
};

/* For tables; each says which struct its rows are of. */
#define TRADE_ROW_ONE(path, T, m) \
	{ path, TRADE_ONE, offsetof(struct trade_##T, m), 0, NULL }
#define TRADE_ROW_FIRST(path, T, m) \
	{ path, TRADE_FIRST, offsetof(struct trade_##T, m), 0, NULL }
#define TRADE_ROW_MORE(path, T, m) \
	{ path, TRADE_MORE, offsetof(struct trade_##T, m), \
	  sizeof(struct trade_leaf), NULL }
#define TRADE_ROW_IN(path, T, m, rows) \
	{ path, TRADE_IN, offsetof(struct trade_##T, m), 0, rows }
#define TRADE_ROW_OPEN(path, T, m, S, rows) \
	{ path, TRADE_OPEN, offsetof(struct trade_##T, m), \
	  sizeof(struct trade_##S), rows }
#define TRADE_ROW_LINE(path, rows) \
	{ path, TRADE_LINE, 0, sizeof(struct trade_line), rows }
#define TRADE_ROW_SKIP(path) { path, TRADE_SKIP, 0, 0, NULL }
#define TRADE_ROW_END { NULL, 0, 0, 0, NULL }

struct trade_order;

/* A form of trade documents. */
struct trade_form {
	const char *name;		/* -f NAME, and in front of channels */
	const char *origin;		/* source.format */
	const char *property;		/* what it calls free members */
	bool doctype;			/* it may be there; it is not read */
	bool mixed;			/* text beside elements is kept */
	bool attributes;		/* what no row takes goes to extra */
	bool hold_sums;			/* what does not add up is held */
	bool lineless;			/* may have no lines */
	/* Which form has that root?  NULL with ${err}: OU_ERR_RECORD for
	 * another document of the family, else OU_ERR_DAMAGED. */
	const struct trade_form *(*root)(const char *name, const char *uri,
	    struct ou_err *err);
	/* May an element of that namespace be one of our rows' ? */
	bool (*fits)(bool leaf, const char *uri);
	const struct trade_row *rows;
	/* what the form has of its own: before a line and before the head
	 * become model (which may refuse the document), and behind */
	void (*line)(struct trade_order *u, struct trade_line *line);
	int (*before)(struct trade_order *u, struct ou_err *err);
	void (*after)(struct trade_order *u);
};


/* The names of a form's rows (trade_trie.c). */
struct trade_node {
	const char *name;
	struct trade_node *child, *next;
	const struct trade_row *row;	/* NULL: only on the way */
	uint32_t offset;		/* in the frame */
};

/* A form's trie, built once; it lives as long as the program. */
const struct trade_node *ou_trade_trie(const struct trade_form *form);
const struct trade_node *ou_trade_child(const struct trade_node *n,
    const char *name, size_t len);

/**
 * ou_trade_read_text(im, form, text, line, arg, doc, err):
 * Read the document ${text} (UTF-8, no byte order mark) into ${doc}, both in
 * im->arena, and call ${line} for each order line as it ends.  0, or -1 with
 * ${err}: OU_ERR_DAMAGED when it is not XML, else OU_ERR_RECORD.  ${form} is
 * the one of the root when the first line is handed over.
 */
int ou_trade_read_text(struct ou_import *im, const struct trade_form **form,
    struct ou_str text, int (*line)(void *arg, struct trade_line *line,
    struct ou_err *err), void *arg, struct trade_doc *doc,
    struct ou_err *err);

/* Run an importer of one document a source (trade_document.c). */
int ou_trade_run(const struct trade_form *form, struct ou_import *im,
    struct ou_source *src, struct ou_err *err);

/* --- the way into the model --- */

/* A delivery that a line asks for. */
struct trade_goes_to {
	struct ou_address *address;	/* or NULL */
	struct ou_str delivery;		/* id of one of the head's */
	struct ou_quantity quantity;
	struct ou_date date;
};

struct trade_goes {
	struct trade_goes_to *list;
	uint32_t n;
};

/* What a change does to a line. */
struct trade_action {
	struct ou_str code;		/* UNCL 1229 */
};

struct trade_order {
	const struct trade_form *form;
	struct ou_import *im;
	struct trade_doc *doc;
	struct ou_order *order;
	const char *source;		/* name for findings */
	uint32_t *line_at;		/* of each order line: line in file */
	uint32_t n_line_at;
	/* the currency that amounts of lines name, and one that differs */
	struct ou_str currency, other_currency;
	struct trade_goes *goes;	/* of each order line: where to */
	uint32_t n_goes;
	struct ou_str change;		/* number of the document that is not
					 * the order itself */
	bool is_change;			/* and it says what changes of it */
	struct trade_action *actions;	/* of each line of the order then */
	uint32_t n_actions;
	/* how lines are split over places; NULL: all go to one */
	struct split_line *splits;
	/* lines that cannot be read */
	uint32_t bad_lines;
	struct ou_err first_bad;
	struct ou_buf bad_quantities;
};

static inline bool
trade_has(const struct trade_leaf *l)
{
	return l->text.n > 0;
}

/* A finding at a line of the file (0: not said) or at a leaf. */
void ou_trade_finding_at(struct trade_order *u, enum ou_diag code,
    uint32_t line, const char *field, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
#define trade_finding(u, code, leaf, field, ...) \
	ou_trade_finding_at(u, code, (leaf)->line, field, __VA_ARGS__)

/*
 * Values as XML Schema writes them (trade_value.c).  False and a finding when
 * the text is none, false without one when it is absent.  What has more
 * decimals than the kind is rounded, with a finding.
 */
bool ou_trade_amount(struct trade_order *u, struct ou_amount *out,
    const struct trade_leaf *l, const char *field);
bool ou_trade_price(struct trade_order *u, struct ou_price *out,
    const struct trade_leaf *l, const char *field);
bool ou_trade_quantity(struct trade_order *u, struct ou_quantity *out,
    const struct trade_leaf *l, const char *field);
bool ou_trade_rate(struct trade_order *u, struct ou_rate *out,
    const struct trade_leaf *l, const char *field);
bool ou_trade_flag(struct trade_order *u, bool *out, const struct trade_leaf *l,
    const char *field);
bool ou_trade_date(struct trade_order *u, struct ou_date *out,
    const struct trade_leaf *l, const char *field);
bool ou_trade_time(struct trade_order *u, struct ou_time *out,
    const struct trade_leaf *date, const struct trade_leaf *clock,
    const char *field);
void ou_trade_period_of(struct trade_order *u, const struct trade_period *p,
    struct ou_date *date, struct ou_window **window, const char *field);

/* Parties and places (trade_party.c). */
void ou_trade_parties(struct trade_order *u);
bool ou_trade_same_place(const struct ou_address *a,
    const struct ou_address *b);
void ou_trade_delivery_of(struct trade_order *u, struct ou_delivery *to,
    const struct trade_delivery *from);

/* Where lines go (trade_place.c): set the place of the order, or how its lines
 * are split over several; hold it when nothing tells.  ${to} is the head's. */
void ou_trade_places(struct trade_order *u, struct ou_delivery *to);
/* Hand the order out, or one for each place: 0; 1 when it is refused, with
 * ${err}; -1: stop. */
int ou_trade_hand_out(struct trade_order *u, struct ou_err *err);

/* Money (trade_money.c). */
void ou_trade_allowances(struct trade_order *u, struct ou_allowance **to,
    uint32_t *n_to, const struct trade_list *from, const char *field);
struct ou_tax *ou_trade_tax_of(struct trade_order *u,
    const struct trade_tax_category *from, const char *field);
void ou_trade_money(struct trade_order *u);

/* What the sums say (trade_check.c). */
void ou_trade_check(struct trade_order *u);

/* A line's place and times, from where forms have them, into its deliveries
 * (trade_line.c). */
void ou_trade_line_place(struct trade_order *u, struct trade_line *line);

/* One line; one that cannot be read is counted and remembered
 * (trade_line.c). */
void ou_trade_line_of(struct trade_order *u, struct trade_line *line);

/* Hand out an order as the change of one that it is: as ou_trade_hand_out
 * (trade_change.c). */
int ou_trade_change(struct trade_order *u, struct ou_err *err);

/* The order's head, when its lines are there (trade_order.c). */
void ou_trade_head_of(struct trade_order *u);

#endif
