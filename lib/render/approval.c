#include "ou/record/csv.h"
#include "ou/render/approval.h"
#include "ou/render/text.h"

/* A cell of CSV, on one line. */
static void
cell(struct ou_buf *b, struct ou_str s)
{
	struct ou_buf clean = OU_BUF_INIT;

	ou_text_clean(&clean, s, 0);
	ou_csv_put(b, ou_buf_str(&clean), ',');
	ou_buf_release(&clean);
}

static void
text(struct ou_buf *b, const char *before, struct ou_str s)
{
	if (s.n == 0)
		return;
	ou_buf_puts(b, before);
	ou_text_clean(b, s, 0);
}

static void
put_time(struct ou_buf *b, const struct ou_time *t)
{
	char to[OU_TIME_MAX];

	ou_buf_add(b, to, ou_time_text(to, t));
}

static void
put_row(struct ou_buf *b, const struct ou_pending_approval *r)
{
	char amount[OU_DECIMAL_MAX];
	uint32_t i;

	text(b, "order     ", r->order);
	text(b, ", customer ", r->customer);
	text(b, ", cost centre ", r->cost_center);
	if (r->amount.given) {
		ou_buf_printf(b, "\namount    %.*s ", (int)ou_amount_text(
		    amount, r->amount), amount);
		text(b, "", r->currency);
		ou_buf_puts(b, ", without tax");
	}
	text(b, "\nstep      ", r->step);
	ou_buf_printf(b, ", %lld of %lld have approved",
	    (long long)r->approved.v, (long long)r->quorum.v);
	for (i = 0; i < r->n_rules; i++)
		text(b, i == 0 ? "\nbecause   " : ", ", r->rules[i]);
	text(b, "\nagain     ", r->again);
	text(b, "\nfor       ", r->behalf);
	if (ou_date_given(r->due.date)) {
		ou_buf_puts(b, "\nuntil     ");
		put_time(b, &r->due);
		if (r->overdue == OU_FLAG_YES)
			ou_buf_puts(b, ", which is over");
	}
	ou_buf_puts(b, "\n\n");
}

static void
put_answer(struct ou_buf *b, const struct ou_pending_approval *r)
{
	char amount[OU_DECIMAL_MAX];

	cell(b, r->order);
	ou_buf_addc(b, ',');
	cell(b, r->step);
	ou_buf_addc(b, ',');
	cell(b, r->user);
	ou_buf_puts(b, ",approved,,,");
	if (r->amount.given)
		ou_buf_add(b, amount, ou_amount_text(amount, r->amount));
	ou_buf_addc(b, ',');
	cell(b, r->content);
	ou_buf_addc(b, '\n');
}

void
ou_approval_mail(const struct ou_pending_approval *rows, uint32_t n,
    struct ou_sink *sink)
{
	struct ou_buf b = OU_BUF_INIT;
	uint32_t i;

	if (n == 0)
		return;
	text(&b, "To: ", rows->email);
	if (rows->email.n > 0)
		ou_buf_addc(&b, '\n');
	ou_buf_printf(&b, "Subject: %u order%s to approve\n", n,
	    n == 1 ? "" : "s");
	ou_buf_puts(&b, "MIME-Version: 1.0\n"
	    "Content-Type: text/plain; charset=utf-8\n\n");
	text(&b, "", rows->name.n > 0 ? rows->name : rows->user);
	ou_buf_printf(&b, ",\n\n%s for your decision:\n\n",
	    n == 1 ? "an order waits" : "these orders wait");
	for (i = 0; i < n; i++)
		put_row(&b, &rows[i]);
	ou_buf_printf(&b, "To answer, send back the line%s below, with "
	    "approved or refused,\nand a note before the amount if "
	    "you like.\n\norder,step,user,decision,at,note,amount,content\n",
	    n == 1 ? "" : "s");
	for (i = 0; i < n; i++)
		put_answer(&b, &rows[i]);
	ou_sink_puts(sink, ou_buf_str(&b));
	ou_buf_release(&b);
}
