#include <stdarg.h>
#include <stdio.h>

#include "edi.h"

/*
 * Envelopes: what a header announces and a trailer has to repeat.
 *
 *		header	reference	trailer	count	reference
 *	X12	ISA	13		IEA	01	02	groups
 *		GS	06		GE	01	02	messages
 *		ST	02		SE	01	02	segments
 *	EDIFACT	UNB	5		UNZ	1	2	messages, groups
 *		UNG	5		UNE	1	2	messages
 *		UNH	1		UNT	1	2	segments
 */
enum { ISA_REFERENCE = 13, GS_REFERENCE = 6, ST_REFERENCE = 2,
	UN_REFERENCE = 5, UNH_REFERENCE = 1 };
enum { TRAILER_COUNT = 1, TRAILER_REFERENCE = 2 };

void
ou_edi_report(struct ou_edi *edi, struct ou_edi_fault *fault,
    uint64_t segment, uint64_t byte, const char *fmt, ...)
{
	struct ou_err *err = &fault->err;
	va_list ap;

	if (edi->fault == NULL)
		return;
	*err = (struct ou_err){ .kind = OU_ERR_RECORD,
	    .code = ou_edi_codes(fault->kind)->diag };
	va_start(ap, fmt);
	(void)vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	err->byte = byte;
	ou_err_at(err, ou_source_name(edi->src), segment, fault->element);
	edi->fault(edi->arg, fault);
}

const char *
ou_edi_name(const struct ou_edi *edi, enum edi_kind kind)
{
	bool x12 = edi->family == OU_EDI_X12;

	switch (kind) {
	case EDI_INTERCHANGE:
		return x12 ? "ISA" : "UNB";
	case EDI_GROUP:
		return x12 ? "GS" : "UNG";
	case EDI_MESSAGE:
		return x12 ? "ST" : "UNH";
	case EDI_MESSAGE_END:
		return x12 ? "SE" : "UNT";
	case EDI_GROUP_END:
		return x12 ? "GE" : "UNE";
	case EDI_INTERCHANGE_END:
		return x12 ? "IEA" : "UNZ";
	default:
		return "?";
	}
}

void
ou_edi_header_split(struct ou_edi_segment *seg,
    const struct ou_edi_marks *marks, struct ou_str bytes)
{
	/* The UNA in front of a UNB is no part of the segment. */
	if (ou_str_starts(bytes, "UNA") && bytes.n > 9)
		bytes = ou_str_trim(ou_str_sub(bytes, 9, bytes.n));
	if (bytes.n > 0 && bytes.p[bytes.n - 1] == marks->terminator)
		bytes.n--;
	(void)ou_edi_split(seg, marks, bytes);
}

/* The bytes of a header, so that whatever is put behind them is no part of
 * it. */
static void
copy_header(struct ou_buf *to, const struct ou_edi_marks *m, struct ou_str raw)
{
	size_t i;

	/* one that was cut off at the line end has lost its terminator */
	if (raw.n > 0 && raw.p[raw.n - 1] == m->terminator &&
	    !ou_edi_released(m, raw.p, raw.n - 1))
		raw.n--;
	/* files that are wrapped into lines break anywhere */
	for (i = 0; i < raw.n; i++) {
		if (raw.p[i] == m->terminator || m->terminator == '\n' ||
		    (raw.p[i] != '\n' && raw.p[i] != '\r'))
			ou_buf_addc(to, raw.p[i]);
	}
	/* what releases nothing must not release the terminator */
	if (ou_edi_released(m, to->p, to->n))
		to->n--;
	ou_buf_addc(to, m->terminator);
	(void)ou_buf_reserve(to, OU_EDI_PADDING);
}

void
ou_edi_open(struct ou_edi *edi, struct ou_edi_header *h, struct ou_str prefix,
    struct ou_str raw)
{
	ou_buf_clear(&h->bytes);
	ou_buf_adds(&h->bytes, prefix);
	copy_header(&h->bytes, &edi->marks, raw);
	ou_edi_header_split(&h->seg, &edi->marks, ou_buf_str(&h->bytes));
	h->seg.number = ++edi->segments;
	h->seg.byte = ou_source_offset(edi->src);
	h->messages = 0;
	h->packages = 0;
	h->groups = 0;
	h->count = h->reference = OU_STR_NONE;
	h->ended = false;
	h->open = true;
	ou_edi_references_clear(&edi->references);
}

/* The count and the reference of a trailer against what there was. */
static void
compare(struct ou_edi *edi, enum ou_edi_level level,
    const struct ou_edi_segment *trailer, uint64_t position,
    struct ou_str reference, uint64_t count, const char *what)
{
	struct ou_str stated = ou_edi_element(trailer, TRAILER_COUNT);
	struct ou_str repeated = ou_edi_element(trailer, TRAILER_REFERENCE);
	bool counted = ou_edi_number(stated) == (int64_t)count;
	bool same = ou_edi_same(reference, repeated);
	struct ou_edi_fault fault;

	/* a fault is large, and nearly all trailers are right */
	if (counted && same)
		return;
	fault = (struct ou_edi_fault){ .level = level, .tag = trailer->e[0],
	    .position = position };
	if (!counted) {
		fault.kind = OU_EDI_FAULT_COUNT;
		fault.element = TRAILER_COUNT;
		fault.data = stated;
		ou_edi_report(edi, &fault, trailer->number, trailer->byte,
		    "%.*s states '%.*s' %s, but there are %llu",
		    OU_STR_ARG(trailer->e[0]), OU_STR_ARG(stated), what,
		    (unsigned long long)count);
	}
	if (!same) {
		fault.kind = OU_EDI_FAULT_REFERENCE;
		fault.element = TRAILER_REFERENCE;
		fault.data = repeated;
		ou_edi_report(edi, &fault, trailer->number, trailer->byte,
		    "%.*s has the reference '%.*s', its header '%.*s'",
		    OU_STR_ARG(trailer->e[0]), OU_STR_ARG(repeated),
		    OU_STR_ARG(reference));
	}
}

static void
missing(struct ou_edi *edi, enum ou_edi_level level, enum edi_kind kind)
{
	struct ou_edi_fault fault = { .kind = OU_EDI_FAULT_TRAILER,
	    .level = level, .tag = ou_str_c(ou_edi_name(edi, kind)) };

	if (edi->refeed)
		return;
	ou_edi_report(edi, &fault, edi->segments, ou_source_offset(edi->src),
	    "%s is missing", ou_edi_name(edi, kind));
}

static void
without(struct ou_edi *edi, enum ou_edi_level level,
    const struct ou_edi_segment *trailer, const char *what)
{
	struct ou_edi_fault fault = { .kind = OU_EDI_FAULT_STRAY,
	    .level = level, .tag = trailer->e[0], .data = trailer->raw };

	ou_edi_report(edi, &fault, trailer->number, trailer->byte,
	    "%.*s without %s", OU_STR_ARG(trailer->e[0]), what);
}

/* Keep what a trailer says for those who answer. */
static void
keep_trailer(struct ou_edi_header *h, const struct ou_edi_segment *trailer)
{
	struct ou_str count = ou_edi_element(trailer, TRAILER_COUNT);
	struct ou_str reference = ou_edi_element(trailer, TRAILER_REFERENCE);

	ou_buf_clear(&h->trailer);
	ou_buf_adds(&h->trailer, trailer->raw);
	h->ended = true;
	if (count.p != NULL)
		h->count = ou_str_make(h->trailer.p +
		    (count.p - trailer->raw.p), count.n);
	if (reference.p != NULL)
		h->reference = ou_str_make(h->trailer.p +
		    (reference.p - trailer->raw.p), reference.n);
}

void
ou_edi_close_group(struct ou_edi *edi, const struct ou_edi_segment *trailer)
{
	struct ou_edi_header *g = &edi->group;
	unsigned at = edi->family == OU_EDI_X12 ? GS_REFERENCE : UN_REFERENCE;

	if (trailer != NULL && g->open) {
		keep_trailer(g, trailer);
		compare(edi, OU_EDI_IN_GROUP, trailer, 0,
		    ou_edi_element(&g->seg, at), g->messages + g->packages,
		    "messages");
	} else if (trailer != NULL)
		without(edi, OU_EDI_IN_GROUP, trailer, "a group");
	else if (g->open)
		missing(edi, OU_EDI_IN_GROUP, EDI_GROUP_END);
	g->open = false;
	ou_edi_references_clear(&edi->references);
}

void
ou_edi_close_interchange(struct ou_edi *edi,
    const struct ou_edi_segment *trailer)
{
	struct ou_edi_header *h = &edi->interchange;
	bool x12 = edi->family == OU_EDI_X12;
	bool groups = x12 || h->groups > 0;

	if (trailer != NULL && h->open) {
		keep_trailer(h, trailer);
		compare(edi, OU_EDI_IN_INTERCHANGE, trailer, 0,
		    ou_edi_element(&h->seg,
		    x12 ? ISA_REFERENCE : UN_REFERENCE),
		    groups ? h->groups : h->messages + h->packages,
		    groups ? "groups" : "messages");
	} else if (trailer != NULL)
		without(edi, OU_EDI_IN_INTERCHANGE, trailer,
		    "an interchange");
	else if (h->open)
		missing(edi, OU_EDI_IN_INTERCHANGE, EDI_INTERCHANGE_END);
	h->open = false;
	ou_edi_references_clear(&edi->references);
}

/* A message that is no whole one: why. */
static void
incomplete(struct ou_edi *edi, const struct ou_edi_message *message,
    struct ou_str reference)
{
	struct ou_edi_fault fault = { .level = OU_EDI_IN_MESSAGE,
	    .position = message->n };
	uint64_t segment = message->segment + message->n - 1;
	uint64_t byte = message->byte + message->bytes.n;

	if (message->too_long) {
		fault.kind = OU_EDI_FAULT_TOO_LONG;
		ou_edi_report(edi, &fault, segment, byte,
		    "the message is longer than the limit of %zu bytes",
		    edi->message_max);
	} else if (message->cut) {
		fault.kind = OU_EDI_FAULT_CUT;
		ou_edi_report(edi, &fault, segment, byte,
		    "the message is cut off");
	} else {
		fault.kind = OU_EDI_FAULT_TRAILER;
		ou_edi_report(edi, &fault, segment, byte,
		    "%s is missing behind message '%.*s'",
		    ou_edi_name(edi, EDI_MESSAGE_END), OU_STR_ARG(reference));
	}
}

static void
again(struct ou_edi *edi, const struct ou_edi_message *message,
    struct ou_str reference)
{
	struct ou_edi_fault fault = { .kind = OU_EDI_FAULT_MESSAGE_NUMBER,
	    .level = OU_EDI_IN_MESSAGE };

	ou_edi_report(edi, &fault, message->segment, message->byte,
	    "a message '%.*s' came before under the same header",
	    OU_STR_ARG(reference));
}

void
ou_edi_check(struct ou_edi *edi, const struct ou_edi_message *message,
    struct ou_edi_segment *seg)
{
	unsigned at = edi->family == OU_EDI_X12 ? ST_REFERENCE : UNH_REFERENCE;
	struct ou_str reference;

	if (message->n == 0)
		return;
	(void)ou_edi_segment(&edi->marks, message, 0, seg);
	reference = ou_edi_element(seg, at);
	if (message->again)
		again(edi, message, reference);
	if (message->too_long || message->cut || !message->whole) {
		incomplete(edi, message, reference);
		return;
	}
	(void)ou_edi_segment(&edi->marks, message, message->n - 1, seg);
	compare(edi, OU_EDI_IN_MESSAGE, seg, message->n, reference,
	    message->n, "segments");
}
