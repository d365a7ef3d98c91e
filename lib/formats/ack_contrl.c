#include "ack.h"

/* CONTRL (ISO 9735-4).  What is acknowledged (7) acknowledges all below it
 * that is not told by itself. */
enum { REJECTED = 4, ACKNOWLEDGED = 7 };

static void
address(struct ack_run *r)
{
	struct ou_partner_output *o = ou_ack_address(r);

	if (r->in.syntax.n == 4 && r->in.version.n == 1)
		o->syntax = ou_str_printf(&r->arena, "%.*s:%.*s",
		    OU_STR_ARG(r->in.syntax), OU_STR_ARG(r->in.version));
}

static int
put_party(struct ack_run *r, unsigned e, const struct ou_edi_party *p,
    struct ou_err *err)
{
	return ou_ack_put(r, e, 1, p->id, err) != 0 ||
	    ou_ack_put(r, e, 2, p->qualifier, err) != 0 ||
	    ou_ack_put(r, e, 3, p->internal, err) != 0 ? -1 : 0;
}

static struct ou_str
code_of(const struct ack_codes *c)
{
	return c->n != 0 ? ou_str_c(c->codes[0]) : OU_STR_NONE;
}

static int
write_element(struct ack_run *r, const struct ack_element *e,
    struct ou_err *err)
{
	ou_edi_out_begin(&r->out.out, OU_STR("UCD"));
	/* the tag is the first, elements are counted behind it */
	if (ou_ack_put(r, 1, 1, ou_str_c(e->code != NULL ? e->code : "12"),
	    err) != 0 || ou_ack_number(r, 2, 1, e->element + 1, err) != 0 ||
	    (e->component != 0 && ou_ack_number(r, 2, 2, e->component, err)
	    != 0))
		return -1;
	ou_edi_out_end(&r->out.out);
	return 0;
}

static int
write_segment(struct ack_run *r, const struct ack_segment *s,
    struct ou_err *err)
{
	const struct ack_element *e;

	ou_edi_out_begin(&r->out.out, OU_STR("UCS"));
	if (ou_ack_number(r, 1, 1, s->position, err) != 0 ||
	    (s->code != NULL && ou_ack_put(r, 2, 1, ou_str_c(s->code), err)
	    != 0))
		return -1;
	ou_edi_out_end(&r->out.out);
	for (e = s->elements; e != NULL; e = e->next) {
		if (write_element(r, e, err) != 0)
			return -1;
	}
	return 0;
}

static int
write_message(struct ack_run *r, const struct ack_message *m,
    struct ou_err *err)
{
	struct ou_str rest = m->version, part;
	const struct ack_segment *s;
	unsigned c = 2;

	ou_edi_out_begin(&r->out.out, OU_STR("UCM"));
	if (ou_ack_put(r, 1, 1, m->reference, err) != 0 ||
	    ou_ack_put(r, 2, 1, m->type, err) != 0)
		return -1;
	while (c < 7 && ou_str_split(&rest, r->edi.marks.component, &part)) {
		if (ou_ack_put(r, 2, c++, part, err) != 0)
			return -1;
	}
	if (ou_ack_number(r, 3, 1, m->verdict == ACK_REJECTED ? REJECTED :
	    ACKNOWLEDGED, err) != 0 ||
	    ou_ack_put(r, 4, 1, code_of(&m->codes), err) != 0)
		return -1;
	ou_edi_out_end(&r->out.out);
	for (s = m->segments; s != NULL; s = s->next) {
		if (write_segment(r, s, err) != 0)
			return -1;
	}
	return 0;
}

static int
write_interchange(struct ack_run *r, struct ou_err *err)
{
	ou_edi_out_begin(&r->out.out, OU_STR("UCI"));
	if (ou_ack_put(r, 1, 1, r->in.reference, err) != 0 ||
	    put_party(r, 2, &r->in.sender, err) != 0 ||
	    put_party(r, 3, &r->in.recipient, err) != 0 ||
	    ou_ack_number(r, 4, 1, r->verdict == ACK_REJECTED ? REJECTED :
	    ACKNOWLEDGED, err) != 0 ||
	    ou_ack_put(r, 5, 1, code_of(&r->codes), err) != 0)
		return -1;
	ou_edi_out_end(&r->out.out);
	return 0;
}

static int
write_messages(struct ack_run *r, const struct ack_group *g,
    struct ou_err *err)
{
	const struct ack_message *m;

	for (m = g->messages; m != NULL; m = m->next) {
		if (!m->answer && m->verdict != ACK_ACCEPTED &&
		    write_message(r, m, err) != 0)
			return -1;
	}
	return 0;
}

/* One that is rejected takes its messages with it. */
static int
write_group(struct ack_run *r, const struct ack_group *g, struct ou_err *err)
{
	bool rejected = g->verdict == ACK_REJECTED;

	ou_edi_out_begin(&r->out.out, OU_STR("UCF"));
	if (ou_ack_put(r, 1, 1, g->reference, err) != 0 ||
	    put_party(r, 2, &g->sender, err) != 0 ||
	    put_party(r, 3, &g->recipient, err) != 0 ||
	    ou_ack_number(r, 4, 1, rejected ? REJECTED : ACKNOWLEDGED, err)
	    != 0 || ou_ack_put(r, 5, 1, code_of(&g->codes), err) != 0)
		return -1;
	ou_edi_out_end(&r->out.out);
	return rejected ? 0 : write_messages(r, g, err);
}

/* A group of which nothing is told is acknowledged with its interchange. */
static int
write_groups(struct ack_run *r, struct ou_err *err)
{
	const struct ack_group *g;
	int bad = 0;

	for (g = r->groups; g != NULL && bad == 0; g = g->next) {
		if (!g->given)
			bad = write_messages(r, g, err);
		else if (g->verdict != ACK_ACCEPTED || g->rejected != 0 ||
		    g->errors != 0)
			bad = write_group(r, g, err);
	}
	return bad;
}

static int
write_header(struct ack_run *r, struct ou_str version, const char *reference,
    struct ou_err *err)
{
	struct ou_str part;
	unsigned c = 2;

	ou_edi_out_begin(&r->out.out, OU_STR("UNH"));
	if (ou_ack_put(r, 1, 1, ou_str_c(reference), err) != 0 ||
	    ou_ack_put(r, 2, 1, OU_STR("CONTRL"), err) != 0)
		return -1;
	for (; ou_str_split(&version, ':', &part); c++) {
		if (ou_ack_put(r, 2, c, part, err) != 0)
			return -1;
	}
	ou_edi_out_end(&r->out.out);
	return 0;
}

int
ou_ack_write_contrl(struct ack_run *r, struct ou_err *err)
{
	bool four = ou_str_is(r->in.version, "4");
	struct ou_str version;
	char reference[16];
	uint64_t from;

	if (!r->in.given)
		return 0;
	address(r);
	version = ou_book_pair(
	    r->reply.output[OU_PARTNER_EDIFACT].versions,
	    r->reply.output[OU_PARTNER_EDIFACT].n_versions,
	    OU_STR("CONTRL"));
	if (version.n == 0)
		version = four ? OU_STR("4:1:UN") : OU_STR("2:2:UN");
	if (ou_ack_begin(r, err) != 0 ||
	    ou_interchange_message(&r->out, OU_STR_NONE, OU_STR("CONTRL"),
	    version, reference, err) != 0)
		return -1;
	from = r->out.out.segments;
	if (write_header(r, version, reference, err) != 0 ||
	    write_interchange(r, err) != 0 || (r->verdict != ACK_REJECTED &&
	    write_groups(r, err) != 0) || ou_ack_trailer(r, OU_STR("UNT"),
	    from, reference, err) != 0)
		return -1;
	return ou_ack_end(r, err);
}
