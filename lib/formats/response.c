#include "ou/book/book.h"
#include "ou/formats/response.h"
#include "ou/record/csv.h"
#include "ou/record/json.h"

/* --- what a form cannot say --- */

static bool
has_answer(const struct ou_response_line *l, const char *status)
{
	uint32_t i;

	for (i = 0; i < l->n_answers; i++) {
		if (ou_str_is(l->answers[i].status, status))
			return true;
	}
	return false;
}

static struct ou_str
extra(const struct ou_order_line *l, const char *name)
{
	return ou_book_pair(l->extra, l->n_extra, ou_str_c(name));
}

/* Nobody asks for what the marketplace has cancelled itself. */
static bool
is_asked(const struct ou_order *o, uint32_t i)
{
	struct ou_str state = i < o->n_lines ? extra(&o->lines[i],
	    "order_line_state") : OU_STR_NONE;

	return !ou_str_is(state, "CANCELED") && !ou_str_is(state, "REFUSED");
}

/* OR21 takes or refuses a line as it is. */
static struct ou_str
unsaid_mirakl(struct ou_arena *a, const struct ou_order *o,
    const struct ou_order_response *r)
{
	const struct ou_response_line *l;
	uint32_t i, asked = 0;

	for (i = 0; i < r->n_lines; i++) {
		l = &r->lines[i];
		if (!is_asked(o, i))
			continue;
		asked++;
		if (l->n_answers == 0 || has_answer(l, "held"))
			return ou_str_printf(a, "nobody has decided about "
			    "line '%.*s' yet", OU_STR_ARG(l->number));
		if (l->n_answers > 1 && has_answer(l, "rejected"))
			return ou_str_printf(a, "line '%.*s' is taken in "
			    "part, and Mirakl has no word for that",
			    OU_STR_ARG(l->number));
	}
	return asked > 0 ? OU_STR_NONE :
	    OU_STR("the marketplace asks for no line of it");
}

struct ou_str
ou_response_unsaid(struct ou_arena *a, struct ou_str form,
    const struct ou_order *o, const struct ou_order_response *r)
{
	if (ou_str_is(form, "mirakl"))
		return unsaid_mirakl(a, o, r);
	if (ou_str_caseeq(form, OU_STR("ORDRSP")) &&
	    ou_str_is(r->status, "acknowledged"))
		return ou_order_held(o, "allocate") != NULL ?
		    OU_STR("it is held, and ORDRSP has no word for that") :
		    OU_STR("nobody has decided about some of it yet, and "
		    "ORDRSP has no word for that");
	return OU_STR_NONE;
}

/* --- Mirakl --- */

int
ou_response_mirakl(struct ou_buf *out, const struct ou_order *o,
    const struct ou_order_response *r, struct ou_err *err)
{
	struct ou_str id;
	size_t before = out->n;
	uint32_t i, n = 0;

	ou_buf_puts(out, "{\"order_lines\":[");
	for (i = 0; i < r->n_lines && i < o->n_lines; i++) {
		if (!is_asked(o, i))
			continue;
		id = extra(&o->lines[i], "order_line_id");
		if (id.n == 0) {
			out->n = before;
			ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
			    "Mirakl knows the line by its id only, and it "
			    "has none");
			return ou_err_in(err,
			    "orderedItem.%u.extra.order_line_id", i);
		}
		ou_buf_puts(out, n++ > 0 ? ",{\"accepted\":" :
		    "{\"accepted\":");
		ou_buf_puts(out, has_answer(&r->lines[i], "rejected") ?
		    "false" : "true");
		ou_buf_puts(out, ",\"id\":");
		ou_json_put_string(out, id);
		ou_buf_addc(out, '}');
	}
	ou_buf_puts(out, "]}\n");
	return 0;
}

/* --- tables --- */

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
