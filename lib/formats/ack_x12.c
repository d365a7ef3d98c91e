#include "ack.h"

/* TA1 (X12.56), 997 and 999 (X12.20). */

static const char letters[] = "AER";

static bool
separates(char c)
{
	return c > 0 && c < 0x7f && c != ' ' && !(c >= '0' && c <= '9') &&
	    !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z');
}

/*
 * With the separators of what is acknowledged there is nothing in its ids and
 * numbers that could not be said again.  Where these are none, the usual ones
 * are taken, and ids that have one of them in them lose it.
 */
static void
choose_marks(struct ack_run *r, struct ou_partner_output *o)
{
	const struct ou_edi_marks *m = &r->edi.marks;

	if (!separates(m->element) || !separates(m->component) ||
	    !separates(m->terminator) || m->element == m->component ||
	    m->element == m->terminator || m->component == m->terminator)
		return;
	o->element = m->element;
	o->component = m->component;
	o->terminator = m->terminator;
	o->repetition = m->repetition;
	if (m->terminator == '\n' || m->terminator == '\r')
		o->line_end = OU_STR_NONE;
}

static struct ou_str
sayable(struct ack_run *r, const struct ou_partner_output *o,
    struct ou_str s, size_t most)
{
	const char marks[] = { o->element != 0 ? o->element : '*',
	    o->component != 0 ? o->component : ':', o->terminator != 0 ?
	    o->terminator : '~', o->repetition != 0 ? o->repetition : '^',
	    '\r', '\n', '\0' };
	char *to;
	size_t i;

	s = ou_str_dup(&r->arena, ou_str_sub(s, 0, most));
	to = (char *)(uintptr_t)s.p;
	for (i = 0; i < s.n; i++) {
		if (memchr(marks, to[i], sizeof(marks)) != NULL)
			to[i] = '_';
	}
	return s;
}

/* From whom it was for, to where it came from. */
static void
address(struct ack_run *r, const struct ack_group *g, struct ou_str version)
{
	struct ou_partner_output *o = ou_ack_address(r);

	choose_marks(r, o);
	o->sender.id = sayable(r, o, o->sender.id, 15);
	o->sender.qualifier = sayable(r, o, o->sender.qualifier, 2);
	o->receiver.id = sayable(r, o, o->receiver.id, 15);
	o->receiver.qualifier = sayable(r, o, o->receiver.qualifier, 2);
	o->group_sender = g != NULL ? g->recipient.id : OU_STR_NONE;
	o->group_receiver = g != NULL ? g->sender.id : OU_STR_NONE;
	o->version = version;
	o->n_versions = 0;
}

static int
begin(struct ack_run *r, const struct ack_group *g, struct ou_str version,
    struct ou_err *err)
{
	address(r, g, version);
	return ou_ack_begin(r, err);
}

/* --- TA1 --- */

static int
write_ta1(struct ack_run *r, struct ou_err *err)
{
	const char letter[2] = { letters[r->verdict], '\0' };

	ou_edi_out_begin(&r->out.out, OU_STR("TA1"));
	if (ou_ack_put(r, 1, 1, r->in.reference, err) != 0 ||
	    ou_ack_put(r, 2, 1, r->in.date, err) != 0 ||
	    ou_ack_put(r, 3, 1, r->in.time, err) != 0 ||
	    ou_ack_put(r, 4, 1, ou_str_c(letter), err) != 0 ||
	    ou_ack_put(r, 5, 1, r->codes.n != 0 ?
	    ou_str_c(r->codes.codes[0]) : OU_STR("000"), err) != 0)
		return -1;
	ou_edi_out_end(&r->out.out);
	return 0;
}

/* --- 997 and 999 --- */

struct writer {
	struct ack_run *r;
	bool implementation;		/* a 999 */
	char reference[16];
	uint64_t from;			/* segments before ST */
};

static int
put_codes(struct ack_run *r, unsigned e, const struct ack_codes *c,
    struct ou_err *err)
{
	uint32_t i;

	for (i = 0; i < c->n; i++) {
		if (ou_ack_put(r, e + i, 1, ou_str_c(c->codes[i]), err) != 0)
			return -1;
	}
	return 0;
}

static int
write_element(struct writer *w, const struct ack_element *e,
    struct ou_err *err)
{
	struct ack_run *r = w->r;

	ou_edi_out_begin(&r->out.out, w->implementation ? OU_STR("IK4") :
	    OU_STR("AK4"));
	if (ou_ack_number(r, 1, 1, e->element, err) != 0 ||
	    (e->component != 0 && ou_ack_number(r, 1, 2, e->component, err)
	    != 0) || (e->repetition > 1 &&
	    ou_ack_number(r, 1, 3, e->repetition, err) != 0) ||
	    ou_ack_put(r, 3, 1, ou_str_c(e->code != NULL ? e->code : "7"),
	    err) != 0 || ou_ack_put(r, 4, 1, e->data, err) != 0)
		return -1;
	ou_edi_out_end(&r->out.out);
	return 0;
}

static int
write_segment(struct writer *w, const struct ack_segment *s,
    struct ou_err *err)
{
	struct ack_run *r = w->r;
	const struct ack_element *e;

	ou_edi_out_begin(&r->out.out, w->implementation ? OU_STR("IK3") :
	    OU_STR("AK3"));
	if (ou_ack_put(r, 1, 1, s->tag.n >= 2 ? s->tag : OU_STR("ZZZ"), err)
	    != 0 || ou_ack_number(r, 2, 1, s->position, err) != 0 ||
	    ou_ack_put(r, 4, 1, ou_str_c(s->code != NULL ? s->code : "8"),
	    err) != 0)
		return -1;
	ou_edi_out_end(&r->out.out);
	for (e = s->elements; e != NULL; e = e->next) {
		if (write_element(w, e, err) != 0)
			return -1;
	}
	return 0;
}

static int
write_message(struct writer *w, const struct ack_message *m,
    struct ou_err *err)
{
	const char letter[2] = { letters[m->verdict], '\0' };
	struct ack_run *r = w->r;
	const struct ack_segment *s;

	ou_edi_out_begin(&r->out.out, OU_STR("AK2"));
	if (ou_ack_put(r, 1, 1, m->type, err) != 0 ||
	    ou_ack_put(r, 2, 1, m->reference, err) != 0 ||
	    (w->implementation && ou_ack_put(r, 3, 1, m->version, err) != 0))
		return -1;
	ou_edi_out_end(&r->out.out);
	for (s = m->segments; s != NULL; s = s->next) {
		if (write_segment(w, s, err) != 0)
			return -1;
	}
	ou_edi_out_begin(&r->out.out, w->implementation ? OU_STR("IK5") :
	    OU_STR("AK5"));
	if (ou_ack_put(r, 1, 1, ou_str_c(letter), err) != 0 ||
	    put_codes(r, 2, &m->codes, err) != 0)
		return -1;
	ou_edi_out_end(&r->out.out);
	return 0;
}

static const char *
group_letter(const struct ack_group *g)
{
	if (g->verdict == ACK_REJECTED || (g->received > 0 &&
	    g->rejected == g->received))
		return "R";
	if (g->rejected > 0)
		return "P";
	return g->errors > 0 || g->verdict == ACK_ERRORS ? "E" : "A";
}

static int
write_group_end(struct writer *w, const struct ack_group *g,
    struct ou_err *err)
{
	struct ack_run *r = w->r;
	int64_t stated = ou_edi_number(g->stated);

	ou_edi_out_begin(&r->out.out, OU_STR("AK9"));
	if (ou_ack_put(r, 1, 1, ou_str_c(group_letter(g)), err) != 0 ||
	    ou_ack_number(r, 2, 1, stated >= 0 && stated <= 999999 ?
	    (uint64_t)stated : g->received, err) != 0 ||
	    ou_ack_number(r, 3, 1, g->received, err) != 0 ||
	    ou_ack_number(r, 4, 1, g->verdict == ACK_REJECTED ? 0 :
	    g->received - g->rejected, err) != 0 ||
	    put_codes(r, 5, &g->codes, err) != 0)
		return -1;
	ou_edi_out_end(&r->out.out);
	return 0;
}

static int
write_group(struct ack_run *r, const struct ack_group *g,
    bool implementation, struct ou_str version, struct ou_err *err)
{
	struct writer w = { .r = r, .implementation = implementation };
	struct ou_str type = implementation ? OU_STR("999") : OU_STR("997");
	const struct ack_message *m;

	if (ou_interchange_message(&r->out, OU_STR("FA"), type, version,
	    w.reference, err) != 0)
		return -1;
	w.from = r->out.out.segments;
	ou_edi_out_begin(&r->out.out, OU_STR("ST"));
	if (ou_ack_put(r, 1, 1, type, err) != 0 ||
	    ou_ack_put(r, 2, 1, ou_str_c(w.reference), err) != 0 ||
	    (implementation && ou_ack_put(r, 3, 1, version, err) != 0))
		return -1;
	ou_edi_out_end(&r->out.out);
	ou_edi_out_begin(&r->out.out, OU_STR("AK1"));
	if (ou_ack_put(r, 1, 1, g->type, err) != 0 ||
	    ou_ack_put(r, 2, 1, g->reference, err) != 0 ||
	    (implementation && ou_ack_put(r, 3, 1, g->version, err) != 0))
		return -1;
	ou_edi_out_end(&r->out.out);
	for (m = g->messages; m != NULL; m = m->next) {
		if (!m->answer && write_message(&w, m, err) != 0)
			return -1;
	}
	return write_group_end(&w, g, err) != 0 ? -1 : ou_ack_trailer(r,
	    OU_STR("SE"), w.from, w.reference, err);
}

static bool
is_implementation(const struct ack_run *r, const struct ack_group *g)
{
	return r->form == OU_ACK_999 || (r->form != OU_ACK_997 &&
	    ou_str_starts(g->version, "005010X"));
}

/* A group of nothing but acknowledgements is not acknowledged; nor is what
 * stands in no group, which has no number to name it by. */
static bool
is_answered(const struct ack_group *g)
{
	return g->given && (g->answers == 0 || g->answers < g->received) &&
	    g->type.n != 0 && g->reference.n != 0;
}

int
ou_ack_write_x12(struct ack_run *r, struct ou_err *err)
{
	const struct ack_group *g;
	struct ou_str version = OU_STR("004010");
	bool alone = r->form == OU_ACK_TA1;
	bool ta1 = alone || r->in.wants_answer ||
	    r->verdict != ACK_ACCEPTED;

	if (!r->in.given)
		return 0;
	for (g = r->groups; g != NULL; g = g->next) {
		if (g->given && g->version.n >= 6) {
			version = ou_str_sub(g->version, 0, 6);
			break;
		}
	}
	if (ta1 && (begin(r, NULL, version, err) != 0 ||
	    write_ta1(r, err) != 0 || ou_ack_end(r, err) != 0))
		return -1;
	if (alone || r->verdict == ACK_REJECTED)
		return 0;
	for (g = r->groups; g != NULL; g = g->next) {
		if (!is_answered(g))
			continue;
		version = is_implementation(r, g) ? OU_STR("005010X231A1") :
		    g->version.n >= 6 ? ou_str_sub(g->version, 0, 6) :
		    OU_STR("004010");
		if (begin(r, g, version, err) != 0 || write_group(r, g,
		    is_implementation(r, g), version, err) != 0 ||
		    ou_ack_end(r, err) != 0)
			return -1;
	}
	return 0;
}
