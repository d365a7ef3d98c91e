#include <string.h>

#include "ou/desk/outbox.h"
#include "ou/formats/edi/envelope.h"
#include "ou/formats/interchange.h"
#include "ou/io/file.h"

static void
note(void *arg, const char *text)
{
	ou_run_say(arg, OU_NOTE, OU_DIAG_NONE, "%s", text);
}

int
ou_outbox_begin(struct ou_outbox *x, struct ou_run *run,
    const struct ou_partners *partners)
{
	x->run = run;
	x->partners = partners;
	x->writer = ou_lossless_out_new(note, run);
	x->folder = run->file != NULL && run->as == NULL;
	if (!x->folder)
		return 0;
	run->opens = true;
	return ou_file_is_folder(run->file) ? 0 : ou_err_set(&run->err,
	    OU_ERR_USAGE, OU_DIAG_USAGE, "option --file: with --to=edi a "
	    "folder is expected, not '%s'", run->file);
}

static const char *
family_name(enum ou_edi_family family)
{
	return family == OU_EDI_X12 ? "X12" : "EDIFACT";
}

/* May such an interchange stand in the output? */
static int
take(struct ou_outbox *x, enum ou_edi_family family, struct ou_err *err)
{
	if (!x->folder && x->written && x->family != family)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_TYPE,
		    "%s cannot follow %s in a file: with --file and a folder "
		    "each interchange has its own", family_name(family),
		    family_name(x->family));
	x->written = true;
	x->family = family;
	return 0;
}

/* --- what a file is called --- */

struct head {
	struct ou_str control, recipient, qualifier;
};

static struct head
head_of(struct ou_arena *a, enum ou_edi_family family, struct ou_str bytes)
{
	struct ou_source *src = ou_source_memory("sent", bytes);
	struct head head = { .control = OU_STR_NONE };
	struct ou_edi_interchange in;
	enum ou_edi_event event;
	struct ou_err err = { 0 };
	struct ou_edi edi;

	ou_edi_init(&edi, src, family);
	if (ou_edi_next(&edi, &event, &err) == 0 && event == OU_EDI_OPEN) {
		ou_edi_interchange(&edi, &in);
		head.control = ou_str_dup(a, ou_str_trim(in.reference));
		head.recipient = ou_str_dup(a, ou_str_trim(in.recipient.id));
		head.qualifier = ou_str_dup(a,
		    ou_str_trim(in.recipient.qualifier));
	}
	ou_edi_release(&edi);
	ou_source_close(src);
	return head;
}

struct ou_str
ou_outbox_control(struct ou_arena *a, enum ou_edi_family family,
    struct ou_str bytes)
{
	return head_of(a, family, bytes).control;
}

/* The first profile that is written to as that, or the id itself. */
static struct ou_str
addressee(const struct ou_outbox *x, struct ou_arena *a,
    enum ou_edi_family family, const struct head *head)
{
	struct ou_str party = ou_interchange_party(a, family, head->recipient,
	    head->qualifier);
	const struct ou_partner *p;
	uint32_t i;

	for (i = 0; x->partners != NULL && i < x->partners->n; i++) {
		p = &x->partners->list[i];
		if (ou_str_eq(party, ou_partner_receiver(a, p,
		    ou_interchange_family(family))))
			return ou_str_c(p->name);
	}
	return head->recipient;
}

int
ou_outbox_file(struct ou_outbox *x, enum ou_edi_family family,
    struct ou_str bytes)
{
	struct ou_arena *a = &x->run->record_arena;
	struct head head = head_of(a, family, bytes);
	struct ou_str who = addressee(x, a, family, &head);

	return ou_folder_put(&x->files, x->run, x->run->file,
	    ou_str_printf(a, "%.*s.%.*s", OU_STR_ARG(who),
	    OU_STR_ARG(head.control)), ".edi", bytes);
}

/* --- records that are messages --- */

/* The first bytes are an interchange. */
static int
file_first(struct ou_outbox *x, enum ou_edi_family family, size_t n)
{
	struct ou_buf *b = &x->bytes;

	if (n != 0 && ou_outbox_file(x, family, ou_str_make(b->p, n)) != 0)
		return -1;
	if (n != 0)
		memmove(b->p, b->p + n, b->n - n);
	b->n -= n;
	return 0;
}

static enum ou_edi_family
family_of(struct ou_outbox *x, const struct ou_record *record)
{
	uint32_t node = ou_json_member(&record->json, 1, "family");

	return node != 0 && ou_str_is(ou_json_text(&record->json, node,
	    &x->run->record_arena), "edifact") ? OU_EDI_EDIFACT : OU_EDI_X12;
}

static int
put(struct ou_outbox *x, const struct ou_record *record, size_t before,
    enum ou_edi_family family)
{
	size_t late = ou_lossless_late(x->writer);
	int bad;

	if (!x->folder) {
		bad = ou_run_write_bytes(x->run, ou_buf_str(&x->bytes));
		ou_buf_clear(&x->bytes);
		return bad;
	}
	/* its end had not come */
	if (late != 0 && file_first(x, family, before + late) != 0)
		return -1;
	return ou_str_is(record->type, "EdiInterchange") ?
	    file_first(x, x->family, x->bytes.n) : 0;
}

int
ou_outbox_record(struct ou_outbox *x, const struct ou_record *record)
{
	const enum ou_edi_family before = x->family;
	const bool written = x->written;
	const size_t n = x->bytes.n;

	if (take(x, family_of(x, record), &x->run->err) != 0)
		return -1;
	if (ou_lossless_write(x->writer, record, &x->bytes, &x->run->err) ==
	    0) {
		x->run->passed += !ou_str_is(record->type, "EdiInterchange");
		return put(x, record, n, before);
	}
	x->family = before;
	x->written = written;
	return -1;
}

int
ou_outbox_end(struct ou_outbox *x)
{
	ou_lossless_finish(x->writer, &x->bytes);
	if (x->folder && file_first(x, x->family, x->bytes.n) != 0)
		return -1;
	/* also nothing: the output has no records, and no seal */
	return ou_run_write_bytes(x->run, ou_buf_str(&x->bytes));
}

void
ou_outbox_release(struct ou_outbox *x)
{
	ou_lossless_out_free(x->writer);
	ou_buf_release(&x->bytes);
}
