#include "ou/base/base64.h"
#include "lossless_read.h"

/*
 * What is wrong, as findings and as rejects.
 */
#define DATA_MAX 128

struct ou_str
ou_lossless_text(struct ou_arena *a, struct ou_str bytes, size_t most)
{
	enum ou_charset charset = ou_edi_charset_of(bytes, OU_CHARSET_UNKNOWN);
	struct ou_str text;

	if (bytes.n == 0)
		return OU_STR_NONE;
	if (bytes.n > most && charset != OU_CHARSET_UTF8)
		bytes.n = most;
	if (ou_charset_decode(a, &text, bytes, charset, NULL) != 0)
		return OU_STR_NONE;
	return ou_str_dup(a, ou_utf8_cut(text, most));
}

static struct ou_integer
integer(uint64_t v)
{
	return (struct ou_integer){ (int64_t)v, v != 0 };
}

static void
fill(struct lossless_run *r, struct ou_edi_finding *to,
    const struct ou_edi_fault *fault)
{
	static const char *const levels[] = { "interchange", "group",
	    "message", "segment", "element" };
	static const char *const severities[] = { "note", "warning",
	    "error" };
	const struct ou_err *err = &fault->err;

	to->code = ou_str_c(ou_diag_name(err->code));
	to->severity = ou_str_c(severities[ou_diag_severity(err->code)]);
	to->level = ou_str_c(levels[fault->level]);
	to->segment = integer(err->line);
	to->byte = (struct ou_integer){ (int64_t)err->byte, true };
	to->position = integer(fault->position);
	to->tag = ou_lossless_text(r->a, fault->tag, DATA_MAX);
	to->element = integer(fault->element);
	to->component = integer(fault->component);
	to->repetition = integer(fault->repetition);
	to->data = ou_lossless_text(r->a, fault->data, DATA_MAX);
	to->text = ou_err_readable(r->a, err->text);
}

static void
place(struct lossless_run *r, struct ou_finding *to, bool in_group)
{
	struct ou_edi_interchange i;
	struct ou_edi_group g;

	to->file = ou_str_c(ou_source_name(r->edi.src));
	ou_edi_interchange(&r->edi, &i);
	ou_edi_group(&r->edi, &g);
	to->interchange = ou_lossless_text(r->a, i.reference, DATA_MAX);
	if (in_group)
		to->group = ou_lossless_text(r->a, g.reference, DATA_MAX);
	if (!r->in_message)
		return;
	to->message = ou_lossless_text(r->a, r->heading.reference, DATA_MAX);
	to->message_type = ou_lossless_text(r->a, r->heading.type, DATA_MAX);
}

void
ou_lossless_fault(void *arg, const struct ou_edi_fault *fault)
{
	struct lossless_run *r = arg;
	struct ou_buf *list = r->in_message ? &r->found_in_message :
	    &r->found;
	struct ou_edi_finding f = { 0 };
	struct ou_finding said = { .type = OU_STR("Finding"),
	    .schema = OU_STR("finding/1") };

	fill(r, &f, fault);
	if (list->n > 0)
		ou_buf_addc(list, ',');
	ou_table_encode(list, &ou_edi_finding_table, &f);
	place(r, &said, r->edi.group.open ||
	    fault->level == OU_EDI_IN_GROUP);
	said.code = f.code;
	said.severity = f.severity;
	said.level = f.level;
	said.segment = f.segment;
	said.byte = f.byte;
	said.position = f.position;
	said.tag = f.tag;
	said.element = f.element;
	said.component = f.component;
	said.repetition = f.repetition;
	said.data = f.data;
	said.text = f.text;
	if (r->x->finding(r->x->arg, &said, fault) != 0)
		r->stopped = true;
}

int
ou_lossless_refuse(struct lossless_run *r, struct ou_str bytes,
    uint64_t segment, uint64_t byte, const struct ou_err *why)
{
	struct ou_origin *from = ou_arena_zalloc(r->a, sizeof(*from));
	struct ou_buf envelope = OU_BUF_INIT;
	struct ou_reject reject = { .source = from };
	int result;

	from->file = ou_str_c(ou_source_name(r->edi.src));
	from->segment = integer(segment);
	from->byte = (struct ou_integer){ (int64_t)byte, true };
	reject.code = ou_str_c(ou_diag_name(why->code));
	reject.reason = ou_err_readable(r->a, why->text);
	reject.format = r->edi.family == OU_EDI_X12 ? OU_STR("x12") :
	    OU_STR("edifact");
	ou_edi_envelope(&r->edi, &envelope);
	ou_base64_unless_text(r->a, bytes, &reject.raw, &reject.raw_base64);
	ou_base64_unless_text(r->a, ou_buf_str(&envelope), &reject.envelope,
	    &reject.envelope_base64);
	result = r->x->reject(r->x->arg, &reject);
	ou_buf_release(&envelope);
	return result;
}
