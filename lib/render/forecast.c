#include <inttypes.h>
#include <string.h>

#include "ou/render/forecast.h"

/* One decimal is enough for people. */
static struct ou_str
tenths(struct ou_arena *a, struct ou_quantity q)
{
	int64_t v = q.v / 10000;

	v = (v + (v >= 0 ? 5 : -5)) / 10;
	return ou_text_quantity(a, (struct ou_quantity){ v * 100000, q.given });
}

/* Per cent of a figure of which one is the whole. */
static struct ou_str
percent(struct ou_arena *a, struct ou_quantity q, bool sign)
{
	int64_t v = (q.v + (q.v >= 0 ? 5000 : -5000)) / 10000;

	if (!q.given)
		return OU_STR("");
	return ou_str_printf(a, "%s%" PRId64 "%%", sign && v > 0 ? "+" : "",
	    v);
}

/* The method's error by the naive one's. */
static struct ou_str
against_naive(struct ou_arena *a, const struct ou_forecast_record *r)
{
	if (!r->error.given || r->naive_error.v <= 0)
		return OU_STR("");
	return percent(a, (struct ou_quantity){ (int64_t)((__int128)
	    r->error.v * 1000000 / r->naive_error.v), true }, false);
}

static struct ou_str
class_of(struct ou_arena *a, const struct ou_forecast_record *r)
{
	return ou_str_printf(a, "%.*s%.*s%.1s", OU_STR_ARG(r->abc),
	    OU_STR_ARG(r->xyz), r->pattern.n != 0 ? r->pattern.p : "");
}

static void
put_rows(const struct ou_forecast_report *f, struct ou_arena *a,
    struct ou_text_page *page)
{
	static const struct ou_text_column columns[] = {
		{ "item", false, true }, { "place", false, false },
		{ "class", false, false }, { "method", false, false },
		{ "of naive", true, false }, { "bias", true, false },
		{ "mean", true, false }, { "there", true, false },
		{ "reorder", true, false }, { "order", true, false },
		{ "", false, false },
	};
	const struct ou_forecast_record *r;
	struct ou_str cells[11];
	struct ou_text_table t;
	uint32_t i;

	ou_text_table_init(&t, a, columns, 11);
	for (i = 0; i < f->n; i++) {
		r = f->rows[i];
		cells[0] = r->sku;
		cells[1] = r->location;
		cells[2] = class_of(a, r);
		cells[3] = r->method;
		cells[4] = against_naive(a, r);
		cells[5] = percent(a, r->bias, true);
		cells[6] = tenths(a, r->mean);
		cells[7] = ou_text_quantity(a, r->on_hand);
		cells[8] = ou_text_quantity(a, r->reorder_point);
		cells[9] = ou_text_quantity(a, r->proposed);
		cells[10] = ou_str_is(r->status, "ok") ||
		    ou_str_is(r->status, "order") ? OU_STR("") : r->status;
		ou_text_table_row(&t, cells);
	}
	ou_text_table_print(&t, page);
}

static void
put_proposals(const struct ou_forecast_report *f, struct ou_arena *a,
    struct ou_text_page *page)
{
	static const struct ou_text_column columns[] = {
		{ "supplier", false, false }, { "item", false, true },
		{ "place", false, false }, { "quantity", true, false },
		{ "packs", true, false }, { "value", true, false },
		{ "expected", false, false },
	};
	const struct ou_purchase_proposal *p;
	char text[OU_DECIMAL_MAX], date[10];
	struct ou_str cells[7];
	struct ou_text_table t;
	uint32_t i;

	ou_text_need(page, 5);
	ou_text_line(page, OU_STR(""));
	ou_text_line(page, OU_STR("To order"));
	ou_text_table_init(&t, a, columns, 7);
	for (i = 0; i < f->n_proposals; i++) {
		p = &f->proposals[i];
		cells[0] = p->supplier;
		cells[1] = p->sku;
		cells[2] = p->location;
		cells[3] = ou_text_quantity(a, p->quantity);
		cells[4] = ou_text_quantity(a, p->packs);
		cells[5] = !p->value.given ? OU_STR("") : ou_str_printf(a,
		    "%.*s %.*s", (int)ou_amount_text(text, p->value), text,
		    OU_STR_ARG(p->currency));
		cells[6] = ou_str_dup(a, (struct ou_str){ date,
		    ou_date_text(date, p->expected_date) });
		ou_text_table_row(&t, cells);
	}
	ou_text_table_print(&t, page);
}

/* Stock that is too much, or that nobody asks for. */
static void
put_list(const struct ou_forecast_report *f, struct ou_arena *a,
    struct ou_text_page *page, const char *status, const char *title)
{
	static const struct ou_text_column columns[] = {
		{ "item", false, true }, { "place", false, false },
		{ "there", true, false }, { "lasts days", true, false },
		{ "too much", true, false }, { "last asked for", false, false },
	};
	const struct ou_forecast_record *r;
	char date[10];
	struct ou_str cells[6];
	struct ou_text_table t;
	uint32_t i, n = 0;

	ou_text_table_init(&t, a, columns, 6);
	for (i = 0; i < f->n; i++) {
		r = f->rows[i];
		if (!ou_str_is(r->status, status))
			continue;
		n++;
		cells[0] = r->sku;
		cells[1] = r->location;
		cells[2] = ou_text_quantity(a, r->on_hand);
		cells[3] = !r->cover_days.given ? OU_STR("")
		    : ou_str_printf(a, "%" PRId64, r->cover_days.v);
		cells[4] = ou_text_quantity(a, r->excess);
		cells[5] = !ou_date_given(r->last) ? OU_STR("never")
		    : ou_str_dup(a, (struct ou_str){ date,
		    ou_date_text(date, r->last) });
		ou_text_table_row(&t, cells);
	}
	if (n == 0)
		return;
	ou_text_need(page, 5);
	ou_text_line(page, OU_STR(""));
	ou_text_line(page, ou_str_c(title));
	ou_text_table_print(&t, page);
}

static uint32_t
count(const struct ou_forecast_report *f, const char *status)
{
	uint32_t i, n = 0;

	for (i = 0; i < f->n; i++)
		n += ou_str_is(f->rows[i]->status, status);
	return n;
}

/* By currency, in the order in which they are met. */
static void
put_value(const struct ou_forecast_report *f, struct ou_arena *a,
    struct ou_text_page *page)
{
	struct ou_buf line = OU_BUF_INIT;
	char text[OU_DECIMAL_MAX];
	struct ou_amount sum;
	uint32_t i, k;

	(void)a;
	for (i = 0; i < f->n_proposals; i++) {
		for (k = 0; k < i && (!f->proposals[k].value.given ||
		    !ou_str_eq(f->proposals[k].currency,
		    f->proposals[i].currency)); k++)
			continue;
		if (k < i || !f->proposals[i].value.given)
			continue;
		memset(&sum, 0, sizeof(sum));
		sum.places = f->proposals[i].value.places;
		for (k = i; k < f->n_proposals; k++) {
			if (f->proposals[k].value.given &&
			    ou_str_eq(f->proposals[k].currency,
			    f->proposals[i].currency) && ou_amount_add(&sum,
			    sum, f->proposals[k].value, NULL) != 0)
				break;
		}
		ou_buf_printf(&line, "%s%.*s %.*s", line.n == 0 ?
		    "To order in all: " : " + ", (int)ou_amount_text(text,
		    sum), text, OU_STR_ARG(f->proposals[i].currency));
	}
	if (line.n != 0)
		ou_text_line(page, ou_buf_str(&line));
	ou_buf_release(&line);
}

void
ou_forecast_print(const struct ou_forecast_report *f, struct ou_arena *a,
    struct ou_sink *sink)
{
	struct ou_text_page page = { .sink = sink, .width = 96,
	    .title = OU_STR("Demand and stock"), .note = f->printed };

	ou_text_begin(&page);
	put_rows(f, a, &page);
	if (f->n_proposals != 0)
		put_proposals(f, a, &page);
	put_list(f, a, &page, "over", "Too much");
	put_list(f, a, &page, "dead", "Not asked for any more");
	ou_text_need(&page, 6);
	ou_text_line(&page, OU_STR(""));
	ou_text_printf(&page, "%" PRIu32 " items in places: %" PRIu32
	    " to order, %" PRIu32 " too much, %" PRIu32 " dead, %" PRIu32
	    " new", f->n, count(f, "order"), count(f, "over"),
	    count(f, "dead"), count(f, "new"));
	put_value(f, a, &page);
	ou_text_line(&page, OU_STR("class: ABC by value, XYZ by steadiness, "
	    "then smooth, erratic, intermittent, lumpy"));
	ou_text_line(&page, OU_STR("of naive: error in the backtest, by that "
	    "of the last period taken again"));
}
