#include <string.h>

#include "ou/book/settings.h"
#include "ou/formats/edi/envelope.h"
#include "trade.h"

/* --- messages as records --- */

static int
take_record(void *arg, const struct ou_record_type *type, void *record)
{
	struct ou_trade *x = arg;

	x->run->records++;
	if (ou_sent_answered(&x->sent, &x->partners, x->in.sender, type,
	    record) != 0)
		return -1;
	return ou_run_write_struct(x->run, type, record);
}

static int
take_reject(void *arg, struct ou_reject *reject)
{
	struct ou_trade *x = arg;

	x->run->records++;
	return ou_run_reject(x->run, reject);
}

static void
take_finding(void *arg, const struct ou_err *finding)
{
	struct ou_trade *x = arg;
	struct ou_err e = *finding;

	ou_err_at(&e, ou_source_name(x->in.src), 0, 0);
	ou_run_message(x->run, ou_diag_severity(e.code), &e);
}

static void
take_fault(void *arg, const struct ou_edi_fault *fault)
{
	struct ou_trade *x = arg;

	ou_run_message(x->run, ou_diag_severity(fault->err.code),
	    &fault->err);
}

/* What is no record lies where it can be read again. */
static int
take_other(void *arg, const struct ou_edi *edi, const struct ou_err *why)
{
	struct ou_trade *x = arg;
	struct ou_reject r = { .format = edi->family == OU_EDI_X12 ?
	    OU_STR("x12") : OU_STR("edifact") };
	struct ou_origin from = { .file = ou_str_c(ou_source_name(edi->src)) };
	struct ou_buf envelope = OU_BUF_INIT;
	int ret;

	from.segment = (struct ou_integer){ (int64_t)edi->message.segment,
	    true };
	from.byte = (struct ou_integer){ (int64_t)edi->message.byte, true };
	r.source = &from;
	ou_edi_envelope(edi, &envelope);
	ret = ou_import_reject(&x->in.im, &r, edi->message.bytes,
	    ou_buf_str(&envelope), why);
	ou_buf_release(&envelope);
	return ret;
}

int
ou_trade_read(struct ou_trade *x, struct ou_source *source,
    enum ou_edi_family family)
{
	return ou_exchange_run(&x->in, source, family, &x->run->err);
}

/* --- records as messages --- */

static void
left_out(void *arg, const char *path)
{
	struct ou_trade *x = arg;

	ou_run_say(x->run, OU_NOTE, OU_DIAG_EDI_UNMAPPED,
	    "%s: the message has no place for it", path);
}

/* The interchange of a folder that a record goes into: one for each partner
 * and family, whatever comes between. */
static struct ou_trade_to *
find_to(struct ou_trade *x, const struct ou_record_type *type,
    const void *object)
{
	struct ou_run *run = x->run;
	const struct ou_partner *partner;
	enum ou_edi_family family;
	struct ou_trade_to **to;

	if (ou_exchange_addressee(&x->out, type, object, &partner, &family,
	    &run->err) != 0)
		return NULL;
	for (to = &x->to; *to != NULL; to = &(*to)->next) {
		if ((*to)->partner == partner && (*to)->family == family)
			return *to;
	}
	*to = ou_arena_zalloc(&run->arena, sizeof(**to));
	(*to)->partner = partner;
	(*to)->family = family;
	(*to)->out = x->out;
	(*to)->out.to = &(*to)->bytes;
	return *to;
}

static int
write_into_folder(struct ou_trade *x, const struct ou_record_type *type,
    const void *object)
{
	struct ou_trade_to *to = find_to(x, type, object);
	struct ou_run *run = x->run;

	return to == NULL ? -1 : ou_exchange_write(&to->out,
	    &run->record_arena, type, object, &run->err);
}

/* Into the one output, after what records that are messages have put there. */
static int
write_one(struct ou_trade *x, const struct ou_record_type *type,
    const void *object)
{
	if (x->outbox->written) {
		x->out.written = true;
		x->out.family = x->outbox->family;
	}
	return ou_exchange_write(&x->out, &x->run->record_arena, type, object,
	    &x->run->err);
}

enum ou_answer
ou_trade_write(struct ou_trade *x, struct ou_record *record)
{
	const struct ou_record_type *type = ou_record_type_find(record->type);
	struct ou_run *run = x->run;
	struct ou_arena *a = &run->record_arena;
	const struct ou_view *view;
	bool gathered;
	void *object;

	if (type == NULL) {
		ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_EDI_TYPE,
		    "there is no message for a record of type %.*s",
		    OU_STR_ARG(record->type));
		return OU_REJECT;
	}
	view = ou_views_of(&x->views, &run->arena, type, &run->err);
	if (view == NULL)
		return OU_STOP;
	object = ou_arena_zalloc(a, type->table->size);
	gathered = x->outbox->folder && x->sent.store == NULL;
	if (ou_record_load(record, view, object, &run->err) != 0)
		return run->err.kind == OU_ERR_RECORD ? OU_REJECT : OU_STOP;
	if (type->table == &ou_shipment_table)
		ou_trade_own_shipment(a, x->us, &run->now, object);
	if ((gathered ? write_into_folder(x, type, object) :
	    write_one(x, type, object)) != 0)
		return run->err.kind == OU_ERR_RECORD ? OU_REJECT : OU_STOP;
	run->passed += x->sent.store == NULL;
	if (gathered)
		return OU_DROP;
	/* With a store each record has an interchange of its own: what was
	 * sent before is then the same, whatever comes with it now. */
	if (x->sent.store != NULL)
		return ou_sent_end(&x->sent, &x->out, type, object,
		    &run->err) == 0 ? OU_DROP : OU_STOP;
	x->outbox->written = true;
	x->outbox->family = x->out.family;
	if (ou_run_write_bytes(run, ou_buf_str(&x->bytes)) != 0)
		return OU_STOP;
	ou_buf_clear(&x->bytes);
	return OU_DROP;
}

int
ou_trade_end(struct ou_trade *x)
{
	struct ou_trade_to *to;
	struct ou_err *err = &x->run->err;

	for (to = x->to; to != NULL; to = to->next) {
		if (ou_exchange_end(&to->out, err) != 0 || (to->bytes.n != 0 &&
		    ou_outbox_file(x->outbox, to->family,
		    ou_buf_str(&to->bytes)) != 0))
			return -1;
	}
	if (ou_exchange_end(&x->out, err) != 0)
		return -1;
	return x->bytes.n == 0 ? 0 : ou_run_write_bytes(x->run,
	    ou_buf_str(&x->bytes));
}

/* --- options --- */

/* Another partner or message makes another interchange of the same record. */
static int
open_store(struct ou_trade *x, struct ou_run *run)
{
	if (run->store == NULL || (!x->writes && !x->reads))
		return 0;
	if (x->reads)
		return ou_sent_open(&x->sent, run, false);
	if (x->control != 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--control goes without a store, which has the control "
		    "numbers");
	x->out.number = ou_sent_number;
	x->out.numbers = &x->sent;
	run->effect_key = ou_str_printf(&run->arena, "%s\n%s",
	    x->partner_name != NULL ? x->partner_name : "",
	    x->message != NULL ? x->message : "");
	return ou_sent_open(&x->sent, run, true);
}

static int
find_us(struct ou_trade *x, struct ou_run *run)
{
	struct ou_settings settings;

	if (ou_book_settings(&run->arena, run->book, &settings, &run->err) !=
	    0)
		return -1;
	x->us = settings.seller;
	return 0;
}

int
ou_trade_begin(struct ou_trade *x, struct ou_run *run)
{
	x->run = run;
	if (ou_partners_load(&run->arena, run->book, &x->partners, &run->err)
	    != 0)
		return -1;
	x->in.arena = x->out.arena = &run->arena;
	x->in.partners = x->out.partners = &x->partners;
	x->in.types = x->types;
	x->in.im.year = run->now.date.year;
	x->in.im.reject = take_reject;
	x->in.im.finding = take_finding;
	x->in.im.arg = x;
	x->in.arg = x->out.arg = x;
	x->in.record = take_record;
	x->in.other = take_other;
	x->in.fault = take_fault;
	x->out.type = ou_str_c(x->message);
	x->out.now = run->now;
	x->out.to = &x->bytes;
	x->out.first = (int64_t)x->control;
	x->out.left = left_out;
	x->out.apart = !x->outbox->folder;
	if (open_store(x, run) != 0 || (x->writes && find_us(x, run) != 0))
		return -1;
	if (x->partner_name == NULL)
		return 0;
	x->out.partner = ou_partners_named(&x->partners,
	    ou_str_c(x->partner_name));
	x->in.partner = x->out.partner;
	return x->out.partner != NULL ? 0 : ou_err_set(&run->err,
	    OU_ERR_USAGE, OU_DIAG_BOOK, "option --partner: the book has no "
	    "partner '%s'", x->partner_name);
}

void
ou_trade_release(struct ou_trade *x)
{
	struct ou_trade_to *to;

	for (to = x->to; to != NULL; to = to->next)
		ou_buf_release(&to->bytes);
	ou_sent_release(&x->sent);
	ou_buf_release(&x->bytes);
	ou_arena_release(&x->in.im.arena);
}
