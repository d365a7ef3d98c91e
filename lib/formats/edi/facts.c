#include "ou/formats/edi/envelope.h"
#include "ou/formats/edi/out.h"

/*
 * The members of the envelope by their place.  EDIFACT's interactive and
 * batch headers differ; those of the batch standard are read here.
 */
static struct ou_edi_party
x12_party(const struct ou_edi_segment *seg, unsigned qualifier, unsigned id)
{
	return (struct ou_edi_party){
		.id = ou_str_trim(ou_edi_element(seg, id)),
		.qualifier = ou_edi_element(seg, qualifier),
	};
}

static struct ou_edi_party
edifact_party(const struct ou_edi_segment *seg, unsigned e)
{
	return (struct ou_edi_party){
		.id = ou_edi_component(seg, e, 1),
		.qualifier = ou_edi_component(seg, e, 2),
		.internal = ou_edi_component(seg, e, 3),
	};
}

static struct ou_edi_stated
stated(const struct ou_edi_header *h)
{
	return (struct ou_edi_stated){ .count = h->count,
	    .reference = h->reference, .given = h->ended };
}

static void
isa(const struct ou_edi_segment *seg, struct ou_edi_interchange *to)
{
	to->reference = ou_edi_element(seg, 13);
	to->sender = x12_party(seg, 5, 6);
	to->recipient = x12_party(seg, 7, 8);
	to->date = ou_edi_element(seg, 9);
	to->time = ou_edi_element(seg, 10);
	to->syntax = to->version = ou_edi_element(seg, 12);
	to->wants_answer = ou_str_is(ou_edi_element(seg, 14), "1");
	to->test = ou_str_is(ou_edi_element(seg, 15), "T");
}

static void
unb(const struct ou_edi_segment *seg, struct ou_edi_interchange *to)
{
	to->syntax = ou_edi_component(seg, 1, 1);
	to->version = ou_edi_component(seg, 1, 2);
	to->sender = edifact_party(seg, 2);
	to->recipient = edifact_party(seg, 3);
	to->date = ou_edi_component(seg, 4, 1);
	to->time = ou_edi_component(seg, 4, 2);
	to->reference = ou_edi_element(seg, 5);
	to->application = ou_edi_element(seg, 7);
	to->wants_answer = ou_str_is(ou_edi_element(seg, 9), "1");
	to->agreement = ou_edi_element(seg, 10);
	to->test = ou_str_is(ou_edi_element(seg, 11), "1");
}

void
ou_edi_envelope(const struct ou_edi *edi, struct ou_buf *to)
{
	ou_buf_adds(to, ou_buf_str(&edi->interchange.bytes));
	if (edi->group.open)
		ou_buf_adds(to, ou_buf_str(&edi->group.bytes));
}

void
ou_edi_interchange(const struct ou_edi *edi, struct ou_edi_interchange *to)
{
	const struct ou_edi_header *h = &edi->interchange;

	*to = (struct ou_edi_interchange){ .family = edi->family,
	    .given = h->seg.n > 0, .groups = h->groups,
	    .messages = h->messages, .stated = stated(h) };
	if (!to->given)
		return;
	if (edi->family == OU_EDI_X12)
		isa(&h->seg, to);
	else
		unb(&h->seg, to);
}

void
ou_edi_group(const struct ou_edi *edi, struct ou_edi_group *to)
{
	const struct ou_edi_header *h = &edi->group;
	const struct ou_edi_segment *seg = &h->seg;

	*to = (struct ou_edi_group){ .given = seg->n > 0,
	    .messages = h->messages, .stated = stated(h) };
	if (!to->given)
		return;
	to->type = ou_edi_element(seg, 1);
	if (edi->family == OU_EDI_X12) {
		to->sender.id = ou_edi_element(seg, 2);
		to->recipient.id = ou_edi_element(seg, 3);
		to->date = ou_edi_element(seg, 4);
		to->time = ou_edi_element(seg, 5);
		to->reference = ou_edi_element(seg, 6);
		to->agency = ou_edi_element(seg, 7);
		to->version = ou_edi_element(seg, 8);
		return;
	}
	to->sender = edifact_party(seg, 2);
	to->recipient = edifact_party(seg, 3);
	to->date = ou_edi_component(seg, 4, 1);
	to->time = ou_edi_component(seg, 4, 2);
	to->reference = ou_edi_element(seg, 5);
	to->agency = ou_edi_element(seg, 6);
	to->version = ou_edi_component(seg, 7, 1);
	to->release = ou_edi_component(seg, 7, 2);
	to->association = ou_edi_component(seg, 7, 3);
}

static void
st(const struct ou_edi_segment *seg, struct ou_edi_heading *to)
{
	to->type = ou_edi_element(seg, 1);
	to->reference = ou_edi_element(seg, 2);
	to->version = ou_edi_element(seg, 3);
}

static void
unh(const struct ou_edi_segment *seg, struct ou_edi_heading *to)
{
	to->reference = ou_edi_element(seg, 1);
	to->type = ou_edi_component(seg, 2, 1);
	to->version = ou_edi_component(seg, 2, 2);
	to->release = ou_edi_component(seg, 2, 3);
	to->agency = ou_edi_component(seg, 2, 4);
	to->association = ou_edi_component(seg, 2, 5);
	to->access = ou_edi_element(seg, 3);
}

void
ou_edi_heading(const struct ou_edi_marks *marks,
    const struct ou_edi_message *message, struct ou_edi_segment *seg,
    struct ou_edi_heading *to)
{
	*to = (struct ou_edi_heading){ .segments = message->n };
	if (message->n == 0)
		return;
	(void)ou_edi_segment(marks, message, 0, seg);
	if (marks->family == OU_EDI_X12)
		st(seg, to);
	else
		unh(seg, to);
	if (!message->whole)
		return;
	(void)ou_edi_segment(marks, message, message->n - 1, seg);
	to->stated.given = true;
	to->stated.count = ou_edi_element(seg, 1);
	to->stated.reference = ou_edi_element(seg, 2);
}

enum ou_charset
ou_edi_declared(enum ou_edi_family family, const struct ou_edi_segment *header)
{
	if (family == OU_EDI_X12 || header->n == 0)
		return OU_CHARSET_UNKNOWN;
	return ou_edi_charset(ou_edi_component(header, 1, 1));
}

bool
ou_edi_is_answer(enum ou_edi_family family, struct ou_str type)
{
	if (family == OU_EDI_EDIFACT)
		return ou_str_is(type, "CONTRL");
	return ou_str_is(type, "997") || ou_str_is(type, "999") ||
	    ou_str_is(type, "TA1");
}
