#ifndef OU_LIB_DESK_PRICE_H
#define OU_LIB_DESK_PRICE_H

#include "ou/book/offers.h"
#include "ou/desk/price.h"

/*
 *	price_load.c	the book becomes a pricing
 *	price.c		orders
 *	price_terms.c	which settings hold for an order
 *	price_offers.c	promotions and surcharges
 *	price_uses.c	how often promotions were had, in the store
 *	price_contracts.c	what contracts have left, the same
 *	price_again.c	what comes again
 *	price_say.c	why
 *	price_margin.c	what orders leave
 *	price_import.c	price lists come in
 *	price_catalogue.c	what their lines say
 *	price_codes.c	and what they call items
 *	price_table.c	tables of others as price lists
 *	price_quotes.c	quotations: options, and what is kept of them
 *	price_quoted.c	is what an order says that it was quoted so?
 *	price_quote.c	orders and quotations become quotations
 *	price_accept.c	quotations become orders
 */

/* price.c: an order, or what a quotation has of one. */
enum ou_answer ou_price_order(struct ou_price_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_order *o);

/* price_terms.c: what holds for an order; kept until the run ends. */
const struct ou_pricing_terms *ou_price_terms_of(struct ou_price_desk *x,
    struct ou_run *run, const struct ou_order *o);

/* price_load.c: the book, without the store.  0, or -1 with run->err. */
int ou_price_load(struct ou_price_desk *x, struct ou_run *run);

/* price_import.c: texts are copied. */
int ou_price_import_usage(const struct ou_price_desk *x, struct ou_run *run);
int ou_price_import_begin(struct ou_price_desk *x, struct ou_run *run);
void ou_price_import_state(struct ou_price_desk *x, struct ou_run *run,
    struct ou_price_row *row);
void ou_price_import_stop(struct ou_price_desk *x, struct ou_run *run,
    struct ou_price_row *row, struct ou_date from);

/* price_catalogue.c: a row of a table, which is a line of a list.  0, or -1
 * with run->err: it is refused. */
int ou_price_import_row(struct ou_price_desk *x, struct ou_run *run,
    const struct ou_price_catalogue *c);

/* price_codes.c: is that code, of the sender's or of the buyer's that the list
 * is for, another item's?  And: it is this item's.  Codes that are empty or
 * our own number are nobody's. */
bool ou_price_code_denies(const struct ou_price_desk *x,
    const struct ou_price_catalogue *c, struct ou_str code, bool of_buyer,
    const struct ou_item *item);
void ou_price_code_state(struct ou_price_desk *x,
    const struct ou_price_catalogue *c, struct ou_str code, bool of_buyer,
    const struct ou_item *item, struct ou_str unit,
    struct ou_quantity factor);
int ou_price_codes_begin(struct ou_price_desk *x, struct ou_run *run);
int ou_price_codes_end(struct ou_price_desk *x, struct ou_run *run);

/* price_table.c */
int ou_price_table_begin(struct ou_price_desk *x, struct ou_run *run);

/* price_offers.c */
int ou_price_offers_load(struct ou_price_desk *x, struct ou_run *run);
bool ou_price_offers_wanted(const struct ou_pricing_terms *terms,
    const struct ou_order *o);
enum ou_answer ou_price_offers(struct ou_price_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_order *o, const struct ou_customer *c,
    const struct ou_quote *q, struct ou_offers_answer *answer, bool *held);

/* Coupons that nobody knows are told, not passed over. */
void ou_price_coupons(const struct ou_price_desk *x, struct ou_run *run,
    const struct ou_order *o);

/* price_say.c: an order that names a quotation, and was not made of it, is
 * priced as if it did not, which is told. */
void ou_price_tell_quotation(const struct ou_price_desk *x,
    struct ou_run *run, const struct ou_order *o);

/* What a quotation has of them stays when lines are changed, and the order is
 * held; true when it was not before.  Asked before it is priced. */
bool ou_price_offers_quoted(struct ou_run *run, struct ou_order *o);

/* The work of an earlier run is taken away. */
void ou_price_offers_strip(struct ou_run *run, struct ou_record *r,
    struct ou_order *o);

/* price_uses.c */
struct ou_price_use {			/* of one order */
	struct ou_price_desk *desk;
	struct ou_run *run;
	const struct ou_order *order;
	struct ou_str customer;		/* by what one is known, or absent */
	const struct ou_quote *quote;
	struct ou_str no_tax;		/* a class that has none */
	bool failed;			/* run->err says why */
};
/* Does it count them, or any promotion? */
bool ou_price_is_limited(const struct ou_promotion_row *p);
bool ou_price_uses_counted(const struct ou_price_desk *x);
enum ou_offer_verdict ou_price_may(void *arg, uint32_t promotion,
    struct ou_amount amount);
int ou_price_uses_forget(struct ou_price_use *use);

/* price_margin.c: with --margin.  0, or -1 with run->err. */
void ou_price_margin_load(struct ou_price_desk *x, struct ou_run *run);
int ou_price_margin(const struct ou_price_desk *x, struct ou_run *run,
    struct ou_order *o, const struct ou_quote *q);
void ou_price_explain_margin(const struct ou_price_desk *x,
    struct ou_run *run, struct ou_str of, const struct ou_margin *m);

/* price_contracts.c: 0, or -1 with run->err. */
void ou_price_contracts_load(struct ou_price_desk *x);
/* Its holds by contracts are asked for anew: how many holds it came with.
 * Those of them that were not found again are released, where that was
 * ${judged}. */
uint32_t ou_price_contracts_ask(const struct ou_price_desk *x,
    const struct ou_run *run, struct ou_order *o);
void ou_price_contracts_settle(struct ou_run *run, struct ou_record *r,
    struct ou_order *o, uint32_t n, bool judged);
int ou_price_contracts_forget(const struct ou_price_desk *x,
    struct ou_run *run, const struct ou_order *o);
enum ou_answer ou_price_contracts(struct ou_price_desk *x,
    struct ou_run *run, struct ou_order *o, struct ou_quote *q, bool *held);

/* price_quotes.c: 0, or -1 with run->err. */
int ou_price_quotes_usage(const struct ou_price_desk *x, struct ou_run *run);
int ou_price_quotes_begin(struct ou_price_desk *x, struct ou_run *run);
/* What they are read by. */
int ou_price_quotes_view(struct ou_price_desk *x, struct ou_run *run);

/* A quotation that is read from text, in the record's arena. */
struct ou_price_quotation {
	struct ou_record record;
	struct ou_quotation *q;		/* NULL: there is none */
	struct ou_str text;
};

int ou_price_quotation_read(const struct ou_price_desk *x,
    struct ou_run *run, struct ou_str text, struct ou_price_quotation *to);

/* The one that a store has under that id: which was accepted, else the last
 * of the highest revision. */
int ou_price_quotation_look(const struct ou_price_desk *x,
    struct ou_run *run, struct ou_store *store, struct ou_str id,
    struct ou_price_quotation *to);

/* The same; nobody else changes it until the transaction ends. */
int ou_price_quotation_find(const struct ou_price_desk *x,
    struct ou_run *run, struct ou_str id, struct ou_price_quotation *to);

/* What was put to the record is in the text, and in the store. */
int ou_price_quotation_keep(const struct ou_price_desk *x,
    struct ou_run *run, struct ou_price_quotation *p);

/* price_quote.c */
enum ou_answer ou_price_quote(struct ou_price_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_order *o);

/* price_accept.c */
enum ou_answer ou_price_accept(struct ou_price_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_quotation *q);

/* price_quoted.c: with a store, prices that no quotation of it is accepted
 * for are prices that came in; ${held}: the order is held for it.  0, or -1
 * with run->err. */
int ou_price_quoted(struct ou_price_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_order *o, bool *held);

/* price_say.c */
void ou_price_explain_offers(const struct ou_price_desk *x,
    struct ou_run *run, const struct ou_order *o,
    const struct ou_offers_answer *answer);
int ou_price_tell_fault(const struct ou_price_desk *x, struct ou_run *run,
    const struct ou_pricing_fault *f);
void ou_price_explain_line(const struct ou_price_desk *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_quote *q, uint32_t i);

#endif
