#ifndef OU_FORMATS_UBL_DOC_H
#define OU_FORMATS_UBL_DOC_H

#include "split.h"

/*
 * A UBL document as it is written: texts, not yet understood.  Tables of rows
 * say which element goes where (ubl_rows.c); the reader walks them as a trie
 * of local names (ubl_read.c); ubl_order.c turns the result into an order.
 */
#define UBL_ROOT_ORDER "urn:oasis:names:specification:ubl:schema:xsd:Order-2"
#define UBL_ROOT_ANY "urn:oasis:names:specification:ubl:schema:xsd:"
#define UBL_CAC UBL_ROOT_ANY "CommonAggregateComponents-2"
#define UBL_CBC UBL_ROOT_ANY "CommonBasicComponents-2"

struct ubl_leaf {
	struct ou_str text;		/* trimmed; p = NULL: absent */
	struct ou_str scheme;		/* schemeID, unitCode ... */
	uint32_t line;			/* in the file */
};

/* A list of structs, in the document's arena. */
struct ubl_list {
	void *p;
	uint32_t n;
};

struct ubl_address {
	struct ubl_leaf id, street, additional, number, building, department,
	    floor, room, postbox, city, zip, region, region_code, country,
	    country_name;
	struct ubl_list lines;		/* of ubl_leaf */
};

struct ubl_contact {
	struct ubl_leaf name, telephone, email, fax;
};

struct ubl_tax_scheme {
	struct ubl_leaf company, scheme;
};

struct ubl_party {
	struct ubl_leaf endpoint, name, first, middle, family, job,
	    legal_name, legal_id;
	struct ubl_list ids;		/* of ubl_leaf */
	struct ubl_list taxes;		/* of ubl_tax_scheme */
	struct ubl_address address, legal_address;
	struct ubl_contact contact;
};

struct ubl_tax_category {
	struct ubl_leaf id, percent, reason_code, reason, scheme;
};

struct ubl_allowance {
	struct ubl_leaf charge, code, reason, factor, amount, base;
	struct ubl_tax_category tax;
};

struct ubl_subtotal {
	struct ubl_leaf taxable, amount, percent;
	struct ubl_tax_category tax;
};

struct ubl_tax_total {
	struct ubl_leaf amount;
	struct ubl_list subtotals;	/* of ubl_subtotal */
};

struct ubl_period {
	struct ubl_leaf start, start_time, end, end_time;
};

struct ubl_delivery {
	struct ubl_leaf id, quantity, location_id, location_name, despatch_date,
	    despatch_time, priority, marks, instructions;
	struct ubl_address address, old_address;
	struct ubl_party party;
	struct ubl_period period;
};

struct ubl_property {
	struct ubl_leaf name, value;
};

struct ubl_class {
	struct ubl_leaf code, list;
};

struct ubl_line {
	struct ubl_leaf id, quantity, net, partial, price, base, gross,
	    discount, price_charge, name, buyer_id, seller_id, maker_id, gtin,
	    origin,
	    pack_size, lot, quotation;
	struct ubl_list notes;		/* of ubl_leaf */
	struct ubl_list descriptions;	/* of ubl_leaf */
	struct ubl_list allowances;	/* of ubl_allowance */
	struct ubl_list deliveries;	/* of ubl_delivery */
	struct ubl_list taxes;		/* of ubl_tax_category */
	struct ubl_list properties;	/* of ubl_property */
	struct ubl_list classes;	/* of ubl_leaf; scheme is listID */
	/* what no row describes; goes on to the order's line */
	struct ou_pair *extra;
	uint32_t n_extra;
	uint32_t at;			/* line in the file */
};

struct ubl_doc {
	struct ubl_leaf version, id, seller_number, copy, issue_date,
	    issue_time, type, currency, customer_reference, cost,
	    cost_code, quotation, previous, contract, valid_to,
	    our_number, their_number, incoterm, incoterm_place,
	    incoterm_description, special_terms, payment_code, terms_note,
	    terms_discount, line_extension, tax_exclusive, tax_inclusive,
	    allowance_total, charge_total, prepaid, rounding, payable;
	struct ubl_list notes;		/* of ubl_leaf */
	struct ubl_list terms;		/* of ubl_leaf */
	struct ubl_list deliveries;	/* of ubl_delivery */
	struct ubl_list allowances;	/* of ubl_allowance */
	struct ubl_list tax_totals;	/* of ubl_tax_total */
	struct ubl_party buyer, seller, payer, originator;
	struct ubl_contact delivery_contact;
	struct ou_pair *extra;
	uint32_t n_extra;
};

/* What a row of the tables does. */
enum ubl_op {
	UBL_ONE,	/* a leaf; twice is an error */
	UBL_FIRST,	/* a leaf; later ones go to extra */
	UBL_MORE,	/* appended to a list of leaves */
	UBL_IN,		/* a struct inside, with its own rows */
	UBL_OPEN,	/* a new member of a list, described by its rows */
	UBL_LINE,	/* the order line: handed over when it ends */
};

struct ubl_row {
	const char *path;		/* local names with / between */
	uint8_t op;
	uint32_t offset;
	uint32_t size;			/* of a member of the list */
	const struct ubl_row *rows;	/* of UBL_IN, UBL_OPEN, UBL_LINE */
};

/* The rows of the Order element. */
extern const struct ubl_row ou_ubl_order_rows[];

struct ubl_reader;

/**
 * ou_ubl_read(im, text, line, arg, doc, err):
 * Read the document ${text} (UTF-8, no byte order mark) into ${doc}, both in
 * im->arena, and call ${line} for each order line as it ends.  0, or -1 with
 * ${err}: OU_ERR_DAMAGED when it is not XML, else OU_ERR_RECORD.
 */
int ou_ubl_read(struct ou_import *im, struct ou_str text,
    int (*line)(void *arg, struct ubl_line *line, struct ou_err *err),
    void *arg, struct ubl_doc *doc, struct ou_err *err);

/* --- the way into the model --- */

/* A delivery that a line asks for. */
struct ubl_goes_to {
	struct ou_address *address;	/* or NULL */
	struct ou_str delivery;		/* id of one of the head's */
	struct ou_quantity quantity;
	struct ou_date date;
};

struct ubl_goes {
	struct ubl_goes_to *list;
	uint32_t n;
};

struct ubl_order {
	struct ou_import *im;
	struct ubl_doc *doc;
	struct ou_order *order;
	const char *source;		/* name for findings */
	uint32_t *line_at;		/* of each order line: line in file */
	uint32_t n_line_at;
	/* the currency that amounts of lines name, and one that differs */
	struct ou_str currency, other_currency;
	struct ubl_goes *goes;		/* of each order line: where to */
	uint32_t n_goes;
	/* how lines are split over places; NULL: all go to one */
	struct split_line *splits;
	/* lines that cannot be read */
	uint32_t bad_lines;
	struct ou_err first_bad;
	struct ou_buf bad_quantities;
};

static inline bool
ubl_has(const struct ubl_leaf *l)
{
	return l->text.n > 0;
}

/* A finding at a line of the file (0: not said) or at a leaf. */
void ou_ubl_finding_at(struct ubl_order *u, enum ou_diag code, uint32_t line,
    const char *field, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
#define ubl_finding(u, code, leaf, field, ...) \
	ou_ubl_finding_at(u, code, (leaf)->line, field, __VA_ARGS__)

/*
 * Values as XML Schema writes them (ubl_value.c).  False and a finding when
 * the text is none, false without one when it is absent.  What has more
 * decimals than the kind is rounded, with a finding.
 */
bool ou_ubl_amount(struct ubl_order *u, struct ou_amount *out,
    const struct ubl_leaf *l, const char *field);
bool ou_ubl_price(struct ubl_order *u, struct ou_price *out,
    const struct ubl_leaf *l, const char *field);
bool ou_ubl_quantity(struct ubl_order *u, struct ou_quantity *out,
    const struct ubl_leaf *l, const char *field);
bool ou_ubl_rate(struct ubl_order *u, struct ou_rate *out,
    const struct ubl_leaf *l, const char *field);
bool ou_ubl_flag(struct ubl_order *u, bool *out, const struct ubl_leaf *l,
    const char *field);
bool ou_ubl_date(struct ubl_order *u, struct ou_date *out,
    const struct ubl_leaf *l, const char *field);
bool ou_ubl_time(struct ubl_order *u, struct ou_time *out,
    const struct ubl_leaf *date, const struct ubl_leaf *clock,
    const char *field);
void ou_ubl_period_of(struct ubl_order *u, const struct ubl_period *p,
    struct ou_date *date, struct ou_window **window, const char *field);

/* Parties and places (ubl_party.c). */
void ou_ubl_parties(struct ubl_order *u);
bool ou_ubl_same_place(const struct ou_address *a, const struct ou_address *b);
void ou_ubl_delivery_of(struct ubl_order *u, struct ou_delivery *to,
    const struct ubl_delivery *from);

/* Where lines go (ubl_place.c): set the place of the order, or how its lines
 * are split over several; hold it when nothing tells.  ${to} is the head's. */
void ou_ubl_places(struct ubl_order *u, struct ou_delivery *to);
/* Hand the order out, or one for each place: 0; 1 when it is refused, with
 * ${err}; -1: stop. */
int ou_ubl_hand_out(struct ubl_order *u, struct ou_err *err);

/* Money (ubl_money.c). */
void ou_ubl_allowances(struct ubl_order *u, struct ou_allowance **to,
    uint32_t *n_to, const struct ubl_list *from, const char *field);
struct ou_tax *ou_ubl_tax_of(struct ubl_order *u,
    const struct ubl_tax_category *from, const char *field);
void ou_ubl_money(struct ubl_order *u);

/* What the sums say (ubl_check.c). */
void ou_ubl_check(struct ubl_order *u);

/* One line, to be called by ou_ubl_read with the struct ubl_order (ubl_line.c).
 * A line that cannot be read is counted and remembered. */
int ou_ubl_line_of(void *arg, struct ubl_line *line, struct ou_err *err);

#endif
