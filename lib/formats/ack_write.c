#include <stdio.h>

#include "ack.h"

struct ou_partner_output *
ou_ack_address(struct ack_run *r)
{
	const enum ou_partner_family family =
	    ou_interchange_family(r->edi.family);
	struct ou_partner_output *o = &r->reply.output[family];

	memset(&r->reply, 0, sizeof(r->reply));
	r->reply.name = "acknowledgement";
	if (r->partner != NULL)
		*o = r->partner->output[family];
	o->sender = (struct ou_partner_id){ r->in.recipient.id,
	    r->in.recipient.qualifier, r->in.recipient.internal };
	o->receiver = (struct ou_partner_id){ r->in.sender.id,
	    r->in.sender.qualifier, r->in.sender.internal };
	o->acknowledge = false;
	o->transliterate = true;
	r->reply.test = r->in.test;
	return o;
}

static int
number(void *arg, enum ou_interchange_level level, int64_t *n,
    struct ou_err *err)
{
	struct ack_run *r = arg;

	*n = 1;
	if (level == OU_NUMBER_MESSAGE)
		return 0;
	if (r->x->number != NULL)
		return r->x->number(r->x->arg, &r->record, level, n, err);
	*n = r->x->control;
	return 0;
}

int
ou_ack_begin(struct ack_run *r, struct ou_err *err)
{
	ou_interchange_init(&r->out, r->x->to, &r->reply, r->edi.family,
	    r->x->now);
	r->out.number = number;
	r->out.arg = r;
	return ou_interchange_begin(&r->out, err);
}

int
ou_ack_end(struct ack_run *r, struct ou_err *err)
{
	const enum ou_partner_family family =
	    ou_interchange_family(r->edi.family);

	r->x->control = r->x->control % ou_partner_control_last(
	    r->partner != NULL ? &r->partner->output[family] : NULL,
	    family) + 1;
	r->x->written++;
	return ou_interchange_end(&r->out, err);
}

int
ou_ack_put(struct ack_run *r, unsigned e, unsigned c, struct ou_str text,
    struct ou_err *err)
{
	return ou_edi_out_put(&r->out.out, e, c, text, err);
}

int
ou_ack_number(struct ack_run *r, unsigned e, unsigned c, uint64_t n,
    struct ou_err *err)
{
	char text[24];

	(void)snprintf(text, sizeof(text), "%llu", (unsigned long long)n);
	return ou_ack_put(r, e, c, ou_str_c(text), err);
}

int
ou_ack_trailer(struct ack_run *r, struct ou_str tag, uint64_t from,
    const char *reference, struct ou_err *err)
{
	ou_edi_out_begin(&r->out.out, tag);
	if (ou_ack_number(r, 1, 1, r->out.out.segments - from, err) != 0 ||
	    ou_ack_put(r, 2, 1, ou_str_c(reference), err) != 0)
		return -1;
	ou_edi_out_end(&r->out.out);
	return 0;
}
