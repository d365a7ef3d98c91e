#include <string.h>

#include "ou/formats/lossless.h"
#include "respond.h"

/*
 * With a store an answer is an effect of its order.  What is kept of it are
 * the order, the form of its document, the OrderResponse and, where the
 * partner reads EDI, the interchange as EdiMessage and EdiInterchange; when
 * that is committed, or comes again, documents are made of these, whatever the
 * profile says by then.  Other records that pass look the same, so it is known
 * which line comes next.
 */
enum { NOTHING, ANSWER, INTERCHANGE };
#define FORM "AnswerForm"		/* goes to nobody */

int
ou_respond_open(struct ou_respond *x, struct ou_run *run)
{
	bool answers = run->file != NULL || run->print != NULL ||
	    run->emit != NULL;

	if (run->store == NULL && x->overdue)
		ou_run_say(run, OU_WARNING, OU_DIAG_OVERDUE, "--overdue: "
		    "without a store nobody knows what was answered");
	if (run->store == NULL || (!answers && !x->overdue))
		return 0;
	if (x->control != 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--control goes without a store, which has the control "
		    "numbers");
	x->out.number = ou_sent_number;
	x->out.numbers = &x->sent;
	/* another document is another answer */
	run->effect_key = ou_str_printf(&run->arena, "%s\n%s\n%s\n%d",
	    x->partner_name != NULL ? x->partner_name : "",
	    run->as != NULL ? run->as : "", run->file != NULL ? "file" : "",
	    x->overdue);
	x->writer = ou_lossless_out_new(NULL, NULL);
	x->order_view = ou_view_new(&run->arena, &ou_order_table,
	    ou_respond_view, &run->err);
	x->response_view = ou_view_new(&run->arena, x->type->table, NULL,
	    &run->err);
	if (x->order_view == NULL || x->response_view == NULL)
		return -1;
	return ou_sent_open(&x->sent, run, answers);
}

void
ou_respond_close(struct ou_respond *x)
{
	ou_sent_release(&x->sent);
	ou_lossless_out_free(x->writer);
	ou_arena_release(&x->held);
}

/* --- what is kept --- */

static int
keep_edi(struct ou_respond *x, struct ou_run *run, struct ou_str form,
    const struct ou_order_response *r)
{
	x->out.type = *form.p == '8' ? form : OU_STR("ORDRSP");
	return ou_exchange_write(&x->out, &run->record_arena, x->type, r,
	    &run->err) != 0 || ou_sent_end(&x->sent, &x->out, x->type, r,
	    &run->err) != 0 ? -1 : 0;
}

/* It is one that is known by now. */
static int
keep_form(struct ou_run *run, struct ou_str form)
{
	return ou_run_write_json(run, ou_str_printf(&run->record_arena,
	    "{\"type\":\"" FORM "\",\"form\":\"%.*s\"}", OU_STR_ARG(form)));
}

int
ou_respond_keep(struct ou_respond *x, struct ou_run *run,
    struct ou_record *record, const struct ou_order *o,
    const struct ou_order_response *r)
{
	struct ou_str form = ou_respond_form(x, run, o);
	bool said = run->file != NULL && ou_respond_says(x, run, o, r);
	bool edi = said && ou_respond_is_edi(form);

	/* what is rejected has not been written before */
	if (said && !edi && ou_respond_try(x, run, form, o, r) != 0)
		return -1;
	if (said && ou_respond_keeps(x, run, form) != 0)
		return -1;
	if (ou_run_write(run, record) != 0 ||
	    (said && keep_form(run, form) != 0) ||
	    ou_run_write_struct(run, x->type, r) != 0)
		return -1;
	return edi ? keep_edi(x, run, form, r) : 0;
}

/* --- and delivered --- */

/* The order stays until the next one comes. */
static int
deliver_order(struct ou_respond *x, struct ou_run *run, struct ou_str line)
{
	struct ou_record record;

	x->kept_form = OU_STR_NONE;
	ou_arena_reset(&x->held);
	memset(&x->order, 0, sizeof(x->order));
	if (ou_record_parse(&record, &x->held, ou_source_copy(&x->held, line),
	    ou_record_types, NULL, &run->err) != 0 ||
	    ou_record_load(&record, x->order_view, &x->order, &run->err) != 0)
		return -1;
	x->next = ANSWER;
	return ou_run_write_json(run, line);
}

static int
deliver_form(struct ou_respond *x, const struct ou_record *record)
{
	uint32_t node = ou_json_member(&record->json, 1, "form");

	if (node != 0)
		x->kept_form = ou_str_dup(&x->held, ou_json_text(
		    &record->json, node, &x->held));
	return 0;
}

static int
deliver_response(struct ou_respond *x, struct ou_run *run,
    struct ou_str line, struct ou_record *record)
{
	struct ou_order_response r = { 0 };

	if (ou_record_load(record, x->response_view, &r, &run->err) != 0)
		return -1;
	x->next = run->file != NULL && ou_respond_is_edi(ou_respond_form(x,
	    run, &x->order)) && ou_respond_says(x, run, &x->order, &r) ?
	    INTERCHANGE : NOTHING;
	if (run->emit != NULL && ou_run_write_json(run, line) != 0)
		return -1;
	return ou_respond_documents(x, run, &x->order, &r);
}

static int
deliver_edi(struct ou_respond *x, struct ou_run *run,
    struct ou_record *record)
{
	struct ou_str form;

	if (ou_lossless_write(x->writer, record, &x->bytes, &run->err) != 0)
		return -1;
	if (!ou_str_is(record->type, "EdiInterchange"))
		return 0;
	x->next = NOTHING;
	form = ou_respond_form(x, run, &x->order);
	return ou_respond_fits(x, run, form) != 0 ? -1 :
	    ou_respond_put(x, run, &x->order, form);
}

static int
deliver(struct ou_respond *x, struct ou_run *run, struct ou_str line)
{
	struct ou_record record;

	if (ou_record_parse(&record, &run->record_arena, line,
	    ou_record_types, NULL, &run->err) != 0)
		return -1;
	if (ou_str_is(record.type, "Order"))
		return deliver_order(x, run, line);
	if (x->next == ANSWER && ou_str_is(record.type, FORM))
		return deliver_form(x, &record);
	if (x->next == ANSWER && ou_str_is(record.type, "OrderResponse"))
		return deliver_response(x, run, line, &record);
	if (x->next == INTERCHANGE && (ou_str_is(record.type, "EdiMessage") ||
	    ou_str_is(record.type, "EdiInterchange")))
		return deliver_edi(x, run, &record);
	return ou_run_write_json(run, line);
}

/* What cannot stand in the file stays to be printed, with --resume. */
int
ou_respond_deliver(struct ou_respond *x, struct ou_run *run,
    struct ou_str line)
{
	if (deliver(x, run, line) == 0)
		return 0;
	if (run->err.code == OU_DIAG_EDI_TYPE)
		run->err.kind = OU_ERR_USAGE;
	return -1;
}

/* --- what is late --- */

static int
look(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	bool *answered = arg;

	(void)err;
	if (ou_str_is(r->command, "order-respond"))
		*answered = true;
	return 0;
}

int
ou_respond_answered(struct ou_respond *x, struct ou_run *run,
    const struct ou_order *o)
{
	const struct ou_store_filter filter = { .type = OU_STR("Order"),
		.id = o->id, .effects = true };
	bool answered = false;

	if (x->sent.store == NULL || o->id.n == 0)
		return 0;
	if (ou_store_query(x->sent.store, &filter, look, &answered,
	    &run->err) != 0)
		return -1;
	return answered;
}
