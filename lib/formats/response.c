#include "ou/formats/response.h"
#include "ou/record/csv.h"
#include "ou/record/json.h"

/* What shops and spreadsheets are told. */
static bool
is_taken(const struct ou_response_line *l)
{
	uint32_t i;

	for (i = 0; i < l->n_answers; i++) {
		if (ou_str_is(l->answers[i].status, "rejected") ||
		    ou_str_is(l->answers[i].status, "held"))
			return false;
	}
	return l->n_answers > 0;
}

void
ou_response_mirakl(struct ou_buf *out, const struct ou_order_response *r)
{
	uint32_t i;

	ou_buf_puts(out, "{\"order_lines\":[");
	for (i = 0; i < r->n_lines; i++) {
		ou_buf_puts(out, i > 0 ? ",{\"accepted\":" : "{\"accepted\":");
		ou_buf_puts(out, is_taken(&r->lines[i]) ? "true" : "false");
		ou_buf_puts(out, ",\"id\":");
		ou_json_put_string(out, r->lines[i].number);
		ou_buf_addc(out, '}');
	}
	ou_buf_puts(out, "]}\n");
}

void
ou_response_csv_header(struct ou_buf *out)
{
	ou_buf_puts(out, "orderNumber,orderStatus,orderItemNumber,sku,gtin,"
	    "orderQuantity,status,quantity,unitCode,substituteSku,"
	    "deliveryDate,reason\n");
}

static void
put_cell(struct ou_buf *out, struct ou_str s, bool last)
{
	ou_csv_put(out, s, ',');
	ou_buf_addc(out, last ? '\n' : ',');
}

static void
put_figure(struct ou_buf *out, struct ou_quantity q)
{
	char text[OU_DECIMAL_MAX];

	put_cell(out, ou_str_make(text, q.given ? ou_quantity_text(text, q) :
	    0), false);
}

static void
put_answer(struct ou_buf *out, const struct ou_order_response *r,
    const struct ou_response_line *l, const struct ou_line_answer *x)
{
	static const struct ou_product none;
	const struct ou_product *p = l->product != NULL ? l->product : &none;
	char day[10];

	put_cell(out, r->order_number, false);
	put_cell(out, r->status, false);
	put_cell(out, l->number, false);
	put_cell(out, p->sku, false);
	put_cell(out, p->gtin, false);
	put_figure(out, l->quantity);
	put_cell(out, x->status, false);
	put_figure(out, x->quantity);
	put_cell(out, x->unit, false);
	put_cell(out, x->product != NULL ? x->product->sku : OU_STR_NONE,
	    false);
	put_cell(out, ou_date_given(x->delivery_date) ? ou_str_make(day,
	    ou_date_text(day, x->delivery_date)) : OU_STR_NONE, false);
	put_cell(out, x->reason, true);
}

void
ou_response_csv(struct ou_buf *out, const struct ou_order_response *r)
{
	uint32_t i, k;

	for (i = 0; i < r->n_lines; i++) {
		for (k = 0; k < r->lines[i].n_answers; k++)
			put_answer(out, r, &r->lines[i],
			    &r->lines[i].answers[k]);
	}
}
