#include <string.h>

#include "ou/book/settings.h"
#include "ou/desk/outbox.h"
#include "ou/formats/paper.h"
#include "ou/formats/response.h"
#include "ou/io/file.h"
#include "ou/render/response.h"
#include "ou/rules/response.h"
#include "respond.h"

const char ou_respond_view[] = "id channel orderNumber sellerOrderNumber "
    "orderDate orderStatus currency customer seller references.release "
    "orderDelivery holds orderedItem.orderItemNumber "
    "orderedItem.orderQuantity orderedItem.unitCode orderedItem.product "
    "orderedItem.unitPrice orderedItem.priceBaseQuantity "
    "orderedItem.requestedDate orderedItem.quantities "
    "orderedItem.allocations orderedItem.extra changes extra";

/* --- options --- */

static int
open_documents(struct ou_respond *x, struct ou_run *run)
{
	x->file_is_folder = run->file != NULL && ou_file_is_folder(run->file);
	x->print_is_folder = run->print != NULL &&
	    ou_file_is_folder(run->print);
	run->opens = x->file_is_folder || x->print_is_folder;
	if (run->print != NULL && !x->print_is_folder &&
	    !ou_str_ends(ou_str_c(run->print), ".txt"))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --print: '%s' is neither a folder nor ends in "
		    ".txt", run->print);
	if (run->file != NULL && !x->file_is_folder &&
	    (x->file = ou_run_side(run, run->file)) == NULL)
		return -1;
	if (run->print != NULL && !x->print_is_folder &&
	    (x->print = ou_run_side(run, run->print)) == NULL)
		return -1;
	return 0;
}

static int
find_partner(struct ou_respond *x, struct ou_run *run)
{
	if (ou_partners_load(&run->arena, run->book, &x->partners,
	    &run->err) != 0)
		return -1;
	x->out.partners = &x->partners;
	if (x->partner_name == NULL)
		return 0;
	x->out.partner = ou_partners_named(&x->partners,
	    ou_str_c(x->partner_name));
	return x->out.partner != NULL ? 0 : ou_err_set(&run->err,
	    OU_ERR_USAGE, OU_DIAG_BOOK, "option --partner: the book has no "
	    "partner '%s'", x->partner_name);
}

int
ou_respond_begin(struct ou_respond *x, struct ou_run *run)
{
	struct ou_settings settings;

	if (run->emit != NULL && strcmp(run->emit, "OrderResponse") != 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --emit: '%s' is not OrderResponse", run->emit);
	if (run->as != NULL && run->file == NULL)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--as goes with --file");
	x->type = ou_record_type_find(OU_STR("OrderResponse"));
	x->out.arena = &run->arena;
	x->out.now = run->now;
	x->out.to = &x->bytes;
	x->out.first = (int64_t)x->control;
	if (ou_book_settings(&run->arena, run->book, &settings, &run->err) !=
	    0)
		return -1;
	x->seller = settings.seller;
	if (find_partner(x, run) != 0 || open_documents(x, run) != 0)
		return -1;
	x->out.apart = !x->file_is_folder;
	return ou_respond_open(x, run);
}

/* --- which form --- */

static const struct ou_partner *
partner_of(const struct ou_respond *x, const struct ou_order *o)
{
	return x->out.partner != NULL ? x->out.partner :
	    ou_partners_of_channel(&x->partners, o->channel);
}

/* What is kept is of its form; else --as, what the profile says, or a table for
 * those without a profile. */
struct ou_str
ou_respond_form(const struct ou_respond *x, const struct ou_run *run,
    const struct ou_order *o)
{
	const struct ou_partner *p = partner_of(x, o);

	if (x->kept_form.n > 0)
		return x->kept_form;
	if (run->as != NULL)
		return ou_str_c(run->as);
	if (p == NULL)
		return OU_STR("csv");
	if (p->order_response.form.n > 0)
		return p->order_response.form;
	return p->output[OU_PARTNER_X12].given ? OU_STR("855") :
	    p->output[OU_PARTNER_EDIFACT].given ? OU_STR("ORDRSP") :
	    OU_STR("csv");
}

bool
ou_respond_is_edi(struct ou_str form)
{
	return ou_str_is(form, "855") || ou_str_is(form, "865") ||
	    ou_str_caseeq(form, OU_STR("ORDRSP"));
}

static int
write_edi(struct ou_respond *x, struct ou_run *run, struct ou_str form,
    const struct ou_order_response *r)
{
	x->out.type = *form.p == '8' ? form : OU_STR("ORDRSP");
	if (ou_exchange_write(&x->out, &run->record_arena, x->type, r,
	    &run->err) != 0)
		return -1;
	/* a folder has an interchange a file */
	return x->file_is_folder ? ou_exchange_end(&x->out, &run->err) : 0;
}

static int
write_form(struct ou_respond *x, struct ou_run *run, struct ou_str form,
    const struct ou_order *o, const struct ou_order_response *r)
{
	bool edi = ou_respond_is_edi(form);

	/* another form ends the interchange that is open */
	if (!edi && ou_exchange_end(&x->out, &run->err) != 0)
		return -1;
	if (edi)
		return write_edi(x, run, form, r);
	if (ou_str_is(form, "ubl"))
		return ou_paper_write(&run->record_arena, "ubl", x->type, r,
		    NULL, NULL, &x->bytes, &run->err);
	if (ou_str_is(form, "mirakl"))
		return ou_response_mirakl(&x->bytes, o, r, &run->err);
	if (!ou_str_is(form, "csv"))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "'%.*s' is not a form of answers: 855, 865, ORDRSP, ubl, "
		    "mirakl or csv", OU_STR_ARG(form));
	if (x->file_is_folder || !x->csv_begun)
		ou_response_csv_header(&x->bytes);
	x->csv_begun = true;
	ou_response_csv(&x->bytes, r);
	return 0;
}

int
ou_respond_try(struct ou_respond *x, struct ou_run *run, struct ou_str form,
    const struct ou_order *o, const struct ou_order_response *r)
{
	bool begun = x->csv_begun;
	int bad = write_form(x, run, form, o, r);

	x->csv_begun = begun;
	ou_buf_clear(&x->bytes);
	return bad;
}

static const char *
ending(struct ou_str form)
{
	if (ou_respond_is_edi(form))
		return ".edi";
	return ou_str_is(form, "ubl") ? ".xml" :
	    ou_str_is(form, "mirakl") ? ".json" : ".csv";
}

bool
ou_respond_says(const struct ou_respond *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_order_response *r)
{
	return ou_response_unsaid(&run->record_arena, ou_respond_form(x, run,
	    o), o, r).n == 0;
}

/* The order goes on; it is answered when somebody has decided. */
static bool
is_put_off(const struct ou_respond *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_order_response *r)
{
	struct ou_str form = ou_respond_form(x, run, o), why;

	why = run->file == NULL ? OU_STR_NONE : ou_response_unsaid(
	    &run->record_arena, form, o, r);
	if (why.n > 0)
		ou_run_say(run, OU_WARNING, OU_DIAG_NONE, "order '%.*s' is "
		    "not answered: %.*s", OU_STR_ARG(o->id),
		    OU_STR_ARG(why));
	return why.n > 0;
}

/* --- documents --- */

static const char *
kind_of(struct ou_str form)
{
	if (ou_respond_is_edi(form))
		return *form.p == '8' ? "X12" : "EDIFACT";
	return ou_str_is(form, "ubl") ? "UBL" :
	    ou_str_is(form, "mirakl") ? "JSON" : "a table";
}

/* The one file is of one kind, and XML is one document. */
static int
fits(struct ou_respond *x, struct ou_run *run, struct ou_str form,
    const char **there)
{
	const char *kind = kind_of(form);

	if (x->file == NULL)
		return 0;
	if (*there != NULL && strcmp(*there, kind) != 0)
		return ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_EDI_TYPE,
		    "an answer in %s cannot stand in a file behind one in %s: "
		    "give --file a folder", kind, *there);
	if (*there != NULL && strcmp(kind, "UBL") == 0)
		return ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_EDI_TYPE,
		    "a file has one XML document: give --file a folder");
	*there = kind;
	return 0;
}

void
ou_respond_batch(struct ou_respond *x)
{
	x->kept_kind = x->kind;
	x->kept_form = OU_STR_NONE;
}

int
ou_respond_fits(struct ou_respond *x, struct ou_run *run, struct ou_str form)
{
	return fits(x, run, form, &x->kind);
}

int
ou_respond_keeps(struct ou_respond *x, struct ou_run *run, struct ou_str form)
{
	return fits(x, run, form, &x->kept_kind);
}

/* Numbers are without gap: an interchange never takes the place of another,
 * not of one of an earlier run either. */
static int
put_in_folder(struct ou_respond *x, struct ou_run *run,
    const struct ou_order *o, struct ou_str form)
{
	struct ou_arena *a = &run->record_arena;
	struct ou_str bytes = ou_buf_str(&x->bytes), name = o->id;

	if (ou_respond_is_edi(form))
		name = ou_str_printf(a, "%.*s.%.*s", OU_STR_ARG(o->id),
		    OU_STR_ARG(ou_outbox_control(a, *form.p ==
		    '8' ? OU_EDI_X12 : OU_EDI_EDIFACT, bytes)));
	return ou_folder_put(&x->folder, run, run->file, name, ending(form),
	    bytes);
}

int
ou_respond_put(struct ou_respond *x, struct ou_run *run,
    const struct ou_order *o, struct ou_str form)
{
	int bad = 0;

	x->filed = x->filed || x->bytes.n > 0;
	if (x->file != NULL)
		ou_sink_puts(x->file, ou_buf_str(&x->bytes));
	else
		bad = put_in_folder(x, run, o, form);
	ou_buf_clear(&x->bytes);
	return bad;
}

static int
put_print(struct ou_respond *x, struct ou_run *run, const struct ou_order *o,
    const struct ou_order_response *r)
{
	struct ou_buf b = OU_BUF_INIT;
	int bad = 0;

	if (x->print != NULL && x->printed)
		ou_buf_puts(&b, "\f");
	x->printed = true;
	ou_response_text(&b, r, o);
	if (x->print != NULL)
		ou_sink_puts(x->print, ou_buf_str(&b));
	else
		bad = ou_folder_put(&x->folder, run, run->print, o->id, ".txt",
		    ou_buf_str(&b));
	ou_buf_release(&b);
	return bad;
}

static int
put_file(struct ou_respond *x, struct ou_run *run, const struct ou_order *o,
    const struct ou_order_response *r)
{
	struct ou_str form = ou_respond_form(x, run, o);
	const char *was = x->kind;

	if (!ou_respond_says(x, run, o, r))
		return 0;
	/* what the store has is written as it was */
	if (run->transaction != NULL && ou_respond_is_edi(form))
		return 0;
	if (ou_respond_fits(x, run, form) != 0)
		return -1;
	if (write_form(x, run, form, o, r) != 0) {
		x->kind = was;
		return -1;
	}
	return ou_respond_put(x, run, o, form);
}

int
ou_respond_documents(struct ou_respond *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_order_response *r)
{
	return (run->file != NULL && put_file(x, run, o, r) != 0) ||
	    (run->print != NULL && put_print(x, run, o, r) != 0) ? -1 : 0;
}

/* --- orders --- */

static enum ou_answer
failed(const struct ou_run *run)
{
	return run->err.kind == OU_ERR_RECORD ? OU_REJECT : OU_STOP;
}

/* Is the answer that the partner waits for late?  1, 0, or -1. */
static int
is_overdue(struct ou_respond *x, struct ou_run *run,
    const struct ou_order *o)
{
	const struct ou_partner *p = partner_of(x, o);
	int64_t due;
	int answered;

	if (p == NULL || p->order_response.hours == 0)
		return 0;
	due = ou_response_due(o, p->order_response.hours);
	if (due < 0 || due >= ou_time_seconds(&run->now))
		return 0;
	answered = ou_respond_answered(x, run, o);
	if (answered != 0)
		return answered < 0 ? -1 : 0;
	run->differs = true;
	ou_run_say(run, OU_WARNING, OU_DIAG_OVERDUE, "order '%.*s' should "
	    "have been answered within %u hours", OU_STR_ARG(o->id),
	    p->order_response.hours);
	return 1;
}

/* One that is not looked at is not answered. */
static enum ou_answer
leave_out(struct ou_run *run)
{
	if (ou_run_batch(run) != NULL)
		ou_batch_no_effect(ou_run_batch(run));
	return OU_DROP;
}

/* One to which nothing is said is not answered either. */
static enum ou_answer
pass_on(struct ou_run *run)
{
	if (ou_run_batch(run) != NULL)
		ou_batch_no_effect(ou_run_batch(run));
	return OU_PASS;
}

static bool
is_us(const struct ou_seller *s, const struct ou_seller *us)
{
	if (s->gln.n != 0)
		return ou_str_eq(s->gln, us->gln);
	if (s->id.n != 0)
		return ou_str_eq(s->id, us->id);
	return s->name.n == 0 || ou_str_eq(s->name, us->name);
}

/* Who sells: what the order does not say of us, the settings do.  The order
 * itself goes on as it is. */
static void
add_seller(const struct ou_respond *x, struct ou_arena *a, struct ou_order *o)
{
	const struct ou_seller *us = x->seller;
	struct ou_seller *s;

	if (us == NULL || (o->seller != NULL && !is_us(o->seller, us)))
		return;
	s = ou_arena_zalloc(a, sizeof(*s));
	*s = o->seller != NULL ? *o->seller : *us;
	if (s->id.n == 0)
		s->id = us->id;
	if (s->gln.n == 0)
		s->gln = us->gln;
	if (s->name.n == 0)
		s->name = us->name;
	o->seller = s;
}

enum ou_answer
ou_respond_order(struct ou_respond *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o)
{
	struct ou_order_response r;
	int late = x->overdue ? is_overdue(x, run, o) : 1;
	bool off;

	if (late <= 0)
		return late == 0 ? leave_out(run) : OU_STOP;
	if (run->file == NULL && run->print == NULL && run->emit == NULL)
		return OU_PASS;
	add_seller(x, &run->record_arena, o);
	if (ou_response_make(&run->record_arena, o, &run->now, &r,
	    &run->err) != 0)
		return failed(run);
	if (ou_str_is(ou_respond_form(x, run, o), "865"))
		ou_response_of_change(o, &r);
	off = is_put_off(x, run, o, &r);
	if (off && run->print == NULL && run->emit == NULL)
		return pass_on(run);
	if (run->transaction != NULL)
		return ou_respond_keep(x, run, record, o, &r) == 0 ? OU_DROP :
		    failed(run);
	if (ou_respond_documents(x, run, o, &r) != 0)
		return failed(run);
	if (run->emit == NULL)
		return OU_PASS;
	if (ou_run_write(run, record) != 0 ||
	    ou_run_write_struct(run, x->type, &r) != 0)
		return OU_STOP;
	return OU_DROP;
}

int
ou_respond_end(struct ou_respond *x, struct ou_run *run)
{
	if (ou_exchange_end(&x->out, &run->err) != 0)
		return -1;
	/* a table of nothing has its header */
	if (run->as != NULL && strcmp(run->as, "csv") == 0 && !x->csv_begun)
		ou_response_csv_header(&x->bytes);
	if (x->file == NULL)
		return 0;
	ou_sink_puts(x->file, ou_buf_str(&x->bytes));
	/* partners are sent no empty file */
	if (!x->filed && x->bytes.n == 0)
		ou_run_no_side(run, x->file);
	return 0;
}

void
ou_respond_release(struct ou_respond *x)
{
	ou_respond_close(x);
	ou_buf_release(&x->bytes);
}
