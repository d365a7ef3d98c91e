#include <string.h>

#include "ou/base/utf8.h"
#include "price.h"

/* Why: faults of the book, and the rows that won and lost. */
#define NAME_SHOWN_MAX 64

int
ou_price_tell_fault(const struct ou_price_desk *x, struct ou_run *run,
    const struct ou_pricing_fault *f)
{
	const struct ou_rows *rows = &x->tables[f->rows ==
	    OU_PRICING_CONTRACTS ? OU_PRICE_CONTRACTS : (int)f->rows];
	unsigned line = (unsigned)rows->lines[f->other];
	const char *other = line == 0 ? "a new row" : ou_str_printf(
	    &run->arena, "line %u", line).p;
	struct ou_str text;

	switch (f->code) {
	case OU_DIAG_BOOK_KEY:
		return ou_book_error(rows, f->row, f->column, &run->err,
		    f->code, "%s is the same but for its price", other);
	case OU_DIAG_BOOK_OVERLAP:
		if (f->rows == OU_PRICING_TAXES)
			return ou_book_error(rows, f->row, f->column,
			    &run->err, f->code, "%s holds for the same "
			    "country and class on the same days", other);
		return ou_book_error(rows, f->row, f->column, &run->err,
		    f->code, "nothing tells this price from %s: an "
		    "order can meet both, with the same tier and priority",
		    other);
	case OU_DIAG_BOOK:
		return ou_book_error(rows, f->row, f->column, &run->err,
		    f->code, "this and %s: the higher tier is dearer",
		    other);
	default:
		text = ou_rows_text(rows, f->row, f->column);
		return ou_book_error(rows, f->row, f->column, &run->err,
		    f->code, f->rows == OU_PRICING_ITEMS ?
		    "no tax rule has the class '%.*s'" :
		    strcmp(f->column, "customer") == 0 ?
		    "'%.*s' is not among the customers" :
		    strcmp(f->column, "contract") == 0 ?
		    "'%.*s' is not among the contracts" :
		    "'%.*s' is not among the items", OU_STR_ARG(text));
	}
}

void
ou_price_explain_line(const struct ou_price_desk *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_quote *q, uint32_t i)
{
	const struct ou_rows *rows = &x->tables[OU_PRICE_PRICES];
	const struct ou_order_line *l = &o->lines[i];
	const bool quoted = ou_pricing_quoted(l);
	struct ou_arena *a = &run->record_arena;
	struct ou_quote_verdict *v;
	struct ou_buf b = OU_BUF_INIT;
	char quantity[OU_DECIMAL_MAX];
	struct ou_str price, units;
	uint32_t n, k;

	n = ou_pricing_verdicts(x->pricing, a, o, q, i, &v);
	price = l->unit_price.given ? ou_price_per(a, l->unit_price,
	    l->price_base) : OU_STR("no price");
	ou_run_explain(run, "%.*s: line %.*s: %.*s%s%.*s of %.*s: %.*s "
	    "(%.*s%s%.*s)", OU_STR_ARG(o->id), OU_STR_ARG(l->number),
	    (int)ou_quantity_text(quantity, l->quantity), quantity,
	    l->unit.p != NULL ? " " : "", OU_STR_ARG(l->unit),
	    OU_STR_ARG(l->product != NULL ? l->product->sku : OU_STR("?")),
	    OU_STR_ARG(price), OU_STR_ARG(l->price_source != NULL ?
	    l->price_source->rule : OU_STR("held")), quoted ? " " : "",
	    OU_STR_ARG(quoted ? l->price_source->list : OU_STR_NONE));
	if (q->lines[i].unquoted.n > 0)
		ou_run_explain(run, "    %.*s",
		    OU_STR_ARG(q->lines[i].unquoted));
	units = ou_pricing_units(x->pricing, a, o, q, i);
	if (units.n > 0)
		ou_run_explain(run, "    %.*s", OU_STR_ARG(units));
	for (k = 0; k < n; k++) {
		ou_buf_clear(&b);
		ou_price_row_words(a, ou_rows_at(rows, v[k].row),
		    &b);
		ou_run_explain(run, "    %s:%u: %.*s: %s",
		    rows->file,
		    (unsigned)rows->lines[v[k].row],
		    OU_STR_ARG(ou_buf_str(&b)),
		    ou_verdict_text(v[k].verdict));
	}
	ou_price_explain_margin(x, run, OU_STR("    "), l->margin);
	ou_buf_release(&b);
}

void
ou_price_explain_offers(const struct ou_price_desk *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_offers_answer *answer)
{
	const struct ou_rows *rows;
	const struct ou_offer_try *t;
	char amount[OU_DECIMAL_MAX];
	uint32_t i;

	if (answer->n_tries > 0)
		ou_run_explain(run, "%.*s: promotions and surcharges",
		    OU_STR_ARG(o->id));
	for (i = 0; i < answer->n_tries; i++) {
		t = &answer->tries[i];
		rows = &x->tables[t->surcharge ? OU_PRICE_SURCHARGES :
		    OU_PRICE_PROMOTIONS];
		ou_run_explain(run, "    %s:%u: %s %.*s: %s%s%.*s",
		    rows->file, (unsigned)rows->lines[t->row], t->surcharge ?
		    "surcharge" : "promotion", OU_STR_ARG(ou_rows_text(rows,
		    t->row, "id")), ou_offer_verdict_text(t->verdict),
		    t->verdict == OU_OFFER_APPLIES ? ", " : "", t->verdict ==
		    OU_OFFER_APPLIES ? (int)ou_amount_text(amount,
		    t->amount) : 0, amount);
	}
}

void
ou_price_coupons(const struct ou_price_desk *x, struct ou_run *run,
    const struct ou_order *o)
{
	struct ou_str code;
	struct ou_err err;
	uint32_t i;

	for (i = 0; i < o->n_discount_codes; i++) {
		code = o->discount_codes[i];
		if (x->offers != NULL && ou_offers_coupon(x->offers, code))
			continue;
		code = ou_utf8_cut(code, NAME_SHOWN_MAX);
		memset(&err, 0, sizeof(err));
		(void)ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_COUPON,
		    "order '%.*s': no promotion has the coupon '%.*s'",
		    OU_STR_ARG(o->id), OU_STR_ARG(code));
		(void)ou_err_in(&err, "discountCode.%u", (unsigned)i);
		ou_run_message(run, OU_WARNING, &err);
		ou_run_explain(run, "%.*s: coupon '%.*s': no promotion has it",
		    OU_STR_ARG(o->id), OU_STR_ARG(code));
	}
}

void
ou_price_tell_quotation(const struct ou_price_desk *x, struct ou_run *run,
    const struct ou_order *o)
{
	struct ou_str number = o->references != NULL ?
	    o->references->quotation : OU_STR_NONE;
	struct ou_err err;
	uint32_t i;

	if (number.n == 0 || x->quotes.make ||
	    ou_str_is(o->status, "OrderCancelled"))
		return;
	for (i = 0; i < o->n_lines; i++) {
		if (o->lines[i].price_source != NULL &&
		    ou_str_is(o->lines[i].price_source->rule, "quotation"))
			return;
	}
	number = ou_utf8_cut(number, NAME_SHOWN_MAX);
	memset(&err, 0, sizeof(err));
	(void)ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_QUOTATION, "order "
	    "'%.*s' names quotation '%.*s', and is not made of it (--accept): "
	    "its prices are not looked up", OU_STR_ARG(o->id),
	    OU_STR_ARG(number));
	(void)ou_err_in(&err, "references.quotation");
	ou_run_message(run, OU_WARNING, &err);
	ou_run_explain(run, "%.*s: quotation '%.*s': not looked up",
	    OU_STR_ARG(o->id), OU_STR_ARG(number));
}
