#include <stdlib.h>
#include <string.h>

#include "ou/desk/sent.h"
#include "ou/formats/edi/envelope.h"
#include "ou/formats/lossless.h"
#include "ou/ledger/answer.h"

int
ou_sent_number(void *sent, const struct ou_partner *partner,
    enum ou_edi_family family, enum ou_interchange_level level,
    int64_t *number, struct ou_err *err)
{
	struct ou_sent *x = sent;

	return ou_sent_number_of(x, ou_partner_receiver(
	    &x->run->record_arena, partner, ou_interchange_family(family)),
	    partner, family, level, number, err);
}

int
ou_sent_number_of(struct ou_sent *x, struct ou_str id,
    const struct ou_partner *profile, enum ou_edi_family family,
    enum ou_interchange_level level, int64_t *number, struct ou_err *err)
{
	const enum ou_partner_family f = ou_interchange_family(family);

	return ou_ledger_control(x->store, &x->arena, id,
	    profile != NULL ? &profile->output[f] : NULL, f, (int)level,
	    number, err);
}

/* --- what it is --- */

/* What a message is of: a record, by its table. */
struct document {
	struct ou_str number, function;
};

static struct document
document_of(enum ou_edi_family family, const struct ou_record_type *type,
    const void *record)
{
	/* a despatch advice has its order's number, too */
	static const char *const names[] = { "number", "shipmentNumber",
	    "orderNumber", "traceNumber", "id" };
	/* 855 and 865 have no number of their own */
	size_t i = family == OU_EDI_X12 &&
	    strcmp(type->type, "OrderResponse") == 0;
	struct document of = { .function = ou_table_text(type->table, record,
	    "documentFunction") };

	for (; i < sizeof(names) / sizeof(*names) && of.number.n == 0; i++)
		of.number = ou_table_text(type->table, record, names[i]);
	if (of.function.n == 0)
		of.function = OU_STR("original");
	return of;
}

/* --- rows --- */

struct notes {
	struct ou_sent *x;
	const struct ou_partner *partner;
	const struct document *document;
	struct ou_exchanged in;		/* of the interchange */
};

static struct ou_str
kept(struct ou_sent *x, struct ou_str s)
{
	return ou_str_dup(&x->arena, ou_str_trim(s));
}

static struct ou_str
party(struct ou_sent *x, enum ou_edi_family family,
    const struct ou_edi_party *p)
{
	return ou_interchange_party(&x->arena, family, kept(x, p->id),
	    kept(x, p->qualifier));
}

static void
open_interchange(struct notes *n, const struct ou_edi *edi)
{
	struct ou_edi_interchange e;

	ou_edi_interchange(edi, &e);
	n->in = (struct ou_exchanged){
		.partner = party(n->x, edi->family, &e.recipient),
		.own = party(n->x, edi->family, &e.sender),
		.reference = kept(n->x, e.reference),
	};
	ou_buf_clear(&n->x->content);
	ou_buf_adds(&n->x->content, ou_buf_str(&edi->interchange.bytes));
}

static int
note_message(struct notes *n, const struct ou_edi *edi, struct ou_err *err)
{
	struct ou_exchanged row = n->in;
	struct ou_edi_heading h;
	struct ou_edi_group g;
	struct ou_str parts[2];

	ou_edi_heading(&edi->marks, &edi->message, n->x->seg, &h);
	row.message = kept(n->x, h.reference);
	row.type = n->in.type = kept(n->x, h.type);
	if (edi->group.open) {
		ou_edi_group(edi, &g);
		row.group = kept(n->x, g.reference);
	}
	if (n->document != NULL) {
		row.document = n->document->number;
		row.function = n->document->function;
	}
	/* the same message again is another one, also when its numbers come
	 * again: its header has a time */
	parts[0] = ou_buf_str(&edi->interchange.bytes);
	parts[1] = edi->message.bytes;
	ou_digest_of(&row.digest, parts, 2);
	ou_buf_adds(&n->x->content, edi->message.bytes);
	return ou_ledger_sent(n->x->store, &row, n->partner, n->x->run->now,
	    err);
}

static int
note_interchange(struct notes *n, struct ou_err *err)
{
	struct ou_str content = ou_buf_str(&n->x->content);

	ou_digest_of(&n->in.digest, &content, 1);
	return ou_ledger_sent(n->x->store, &n->in, n->partner, n->x->run->now,
	    err);
}

static int
note_all(struct notes *n, struct ou_edi *edi, struct ou_err *err)
{
	enum ou_edi_event event = OU_EDI_OPEN;
	int bad = 0;

	while (bad == 0 && event != OU_EDI_END) {
		bad = ou_edi_next(edi, &event, err);
		if (bad == 0 && event == OU_EDI_OPEN)
			open_interchange(n, edi);
		else if (bad == 0 && event == OU_EDI_MESSAGE)
			bad = note_message(n, edi, err);
		else if (bad == 0 && event == OU_EDI_CLOSE)
			bad = note_interchange(n, err);
	}
	return bad;
}

static int
note_document(struct ou_sent *x, const struct ou_partner *partner,
    enum ou_edi_family family, const struct document *document,
    struct ou_str bytes, struct ou_err *err)
{
	struct notes n = { .x = x, .partner = partner, .document = document };
	struct ou_source *src = ou_source_memory("sent", bytes);
	struct ou_edi edi;
	int bad;

	ou_arena_reset(&x->arena);
	ou_edi_init(&edi, src, family);
	bad = note_all(&n, &edi, err);
	ou_edi_release(&edi);
	ou_source_close(src);
	return bad;
}

int
ou_sent_note(struct ou_sent *x, const struct ou_partner *partner,
    enum ou_edi_family family, struct ou_str bytes, struct ou_err *err)
{
	return note_document(x, partner, family, NULL, bytes, err);
}

/* --- what is kept of it --- */

static int
keep_record(void *arg, struct ou_str json)
{
	return ou_run_write_json(arg, json);
}

static int
keep_reject(void *arg, struct ou_reject *reject)
{
	return ou_run_reject(arg, reject);
}

static int
no_finding(void *arg, const struct ou_finding *finding,
    const struct ou_edi_fault *fault)
{
	(void)arg;
	(void)finding;
	(void)fault;
	return 0;
}

/* Interchanges as EdiMessage and EdiInterchange records, for the record of the
 * batch. */
static int
keep(struct ou_sent *x, enum ou_edi_family family, struct ou_str bytes,
    struct ou_err *err)
{
	const struct ou_lossless reader = { .arena = &x->arena,
		.arg = x->run, .record = keep_record, .reject = keep_reject,
		.finding = no_finding };
	struct ou_source *src = ou_source_memory("sent", bytes);
	int bad;

	ou_arena_reset(&x->arena);
	bad = ou_lossless_read(&reader, src, family, err);
	ou_source_close(src);
	return bad;
}

int
ou_sent_end(struct ou_sent *x, struct ou_exchange_out *out,
    const struct ou_record_type *type, const void *record,
    struct ou_err *err)
{
	const struct ou_interchange *to = &out->interchange;
	const struct document document = document_of(to->family, type,
	    record);
	int bad;

	bad = ou_exchange_end(out, err) != 0 ||
	    note_document(x, to->partner, to->family, &document,
	    ou_buf_str(out->to), err) != 0 ||
	    keep(x, to->family, ou_buf_str(out->to), err) != 0;
	ou_buf_clear(out->to);
	return bad ? -1 : 0;
}

/* --- what becomes of it --- */

static void
tell_answer(void *arg, const struct ou_err *e)
{
	struct ou_run *run = arg;

	ou_run_message(run, ou_diag_severity(e->code), e);
}

static int
answer(struct ou_sent *x, struct ou_answering *k, struct ou_str partner,
    const struct ou_record_type *type, void *record)
{
	struct ou_err *err = &x->run->err;

	return strcmp(type->type, "Acknowledgement") == 0 ?
	    ou_ledger_answer(k, &x->arena, record, err) :
	    ou_ledger_advice(k, &x->arena, partner, record, err);
}

static int
answer_in(struct ou_sent *x, const struct ou_partners *partners,
    struct ou_str partner, const struct ou_record_type *type, void *record)
{
	struct ou_run *run = x->run;
	struct ou_answering k = { .store = x->store, .partners = partners,
		.now = run->now, .tell = tell_answer, .arg = run };

	ou_arena_reset(&x->arena);
	if (!run->dry_run && ou_store_begin(x->store, &run->err) != 0)
		return -1;
	if (answer(x, &k, partner, type, record) != 0 || (!run->dry_run &&
	    ou_store_commit(x->store, &run->err) != 0)) {
		ou_store_rollback(x->store);
		return -1;
	}
	if (k.unknown != 0)
		run->differs = true;
	return 0;
}

int
ou_sent_answered(struct ou_sent *x, const struct ou_partners *partners,
    struct ou_str partner, const struct ou_record_type *type, void *record)
{
	if (x->store == NULL || (strcmp(type->type, "Acknowledgement") != 0 &&
	    strcmp(type->type, "ApplicationAdvice") != 0))
		return 0;
	return answer_in(x, partners, partner, type, record);
}

/* --- */

void
ou_sent_use(struct ou_sent *x, struct ou_run *run, struct ou_store *store)
{
	x->store = store;
	x->run = run;
	x->seg = ou_arena_alloc(&run->arena, sizeof(*x->seg));
}

int
ou_sent_open(struct ou_sent *x, struct ou_run *run, bool sends)
{
	const struct ou_store_options o = { .wait_ms = run->wait_ms };

	x->run = run;
	if (run->store == NULL)
		return 0;
	x->store = ou_store_open(run->store, &o, &run->err);
	if (x->store == NULL)
		return -1;
	ou_sent_use(x, run, x->store);
	x->own = true;
	ou_store_now(x->store, &run->now);
	if (sends)
		run->transaction = ou_store_transaction(x->store);
	/* its journal, and what it shares with others */
	run->opens = true;
	/* a dry run that reads is one transaction */
	return run->dry_run && !sends ? ou_store_begin(x->store, &run->err)
	    : 0;
}

void
ou_sent_release(struct ou_sent *x)
{
	if (x->store == NULL)
		return;
	if (x->own) {
		ou_store_rollback(x->store);
		ou_store_close(x->store);
	}
	ou_arena_release(&x->arena);
	ou_buf_release(&x->content);
}
