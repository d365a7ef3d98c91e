#include <stdlib.h>

#include "ack.h"
#include "ou/formats/edi/syntax.h"

/* Interchanges are read to their end, and what was wrong is gathered by the
 * levels that an acknowledgement has. */

#define REMEMBERED 65536	/* interchanges and messages of a file */

/* --- faults --- */

static void
add_code(struct ack_codes *c, const char *code)
{
	uint32_t i;

	if (code == NULL)
		return;
	for (i = 0; i < c->n; i++) {
		if (c->codes[i] == code || strcmp(c->codes[i], code) == 0)
			return;
	}
	if (c->n < sizeof(c->codes) / sizeof(c->codes[0]))
		c->codes[c->n++] = code;
}

static void
worsen(enum ack_verdict *v, enum ack_verdict to)
{
	if (*v < to)
		*v = to;
}

/* Was a message of the group, or the interchange, not rejected? */
static bool
has_taken(const struct ack_run *r, enum ou_edi_level level)
{
	const struct ack_group *g;

	if (level == OU_EDI_IN_GROUP)
		return r->group != NULL &&
		    r->group->received > r->group->rejected;
	for (g = r->groups; g != NULL; g = g->next) {
		if (g->received > g->rejected)
			return true;
	}
	return false;
}

/* What a fault does to what it is in; -1: it is not told. */
static int
verdict_of(const struct ack_run *r, const struct ou_edi_fault *fault)
{
	enum ou_diag code = fault->err.code;

	switch (ou_partner_severity(r->partner, code)) {
	case OU_PARTNER_IGNORE:
		return -1;
	case OU_PARTNER_REJECT:
		return ACK_REJECTED;
	default:
		break;
	}
	/* what came before is not taken twice, unless the profile says so */
	if (fault->kind == OU_EDI_FAULT_DUPLICATE &&
	    fault->level == OU_EDI_IN_INTERCHANGE && (r->partner == NULL ||
	    r->partner->severity[code] == OU_PARTNER_USUAL))
		return ACK_REJECTED;
	if (r->x->strict)
		return ACK_REJECTED;
	/* what is wrong around messages does not take back those that were
	 * taken, unless it was waited for */
	return ou_diag_severity(code) == OU_ERROR &&
	    (fault->level >= OU_EDI_IN_MESSAGE || !has_taken(r, fault->level))
	    ? ACK_REJECTED : ACK_ERRORS;
}

static struct ack_segment *
segment_of(struct ack_run *r, const struct ou_edi_fault *fault)
{
	struct ack_message *m = r->message;
	struct ack_segment *s = m->last;

	if (s != NULL && s->position == fault->position &&
	    ou_str_eq(s->tag, ou_str_sub(fault->tag, 0, 3)))
		return s;
	if (m->n_segments == ACK_SEGMENTS)
		return NULL;
	m->n_segments++;
	s = ou_arena_zalloc(&r->arena, sizeof(*s));
	s->tag = ou_str_dup(&r->arena, ou_str_sub(fault->tag, 0, 3));
	s->position = fault->position;
	s->end = &s->elements;
	*m->end = m->last = s;
	m->end = &s->next;
	return s;
}

/* Bytes that the acknowledgement can carry: it has other separators, and X12
 * nothing to release them with. */
static struct ou_str
copy_data(struct ack_run *r, struct ou_str data)
{
	static const char marks[] = "*>~^:+'?|\\";
	size_t i;

	data = ou_str_sub(data, 0, 35);
	for (i = 0; i < data.n; i++) {
		if (data.p[i] < ' ' || data.p[i] > '~' ||
		    strchr(marks, data.p[i]) != NULL)
			return OU_STR_NONE;
	}
	return ou_str_dup(&r->arena, data);
}

static void
in_message(struct ack_run *r, const struct ou_edi_fault *fault,
    enum ack_verdict v)
{
	const struct ou_edi_codes *codes = ou_edi_codes(fault->kind);
	bool x12 = r->edi.family == OU_EDI_X12;
	struct ack_message *m = r->message;
	struct ack_segment *s;
	struct ack_element *e;

	worsen(&m->verdict, v);
	if (fault->level == OU_EDI_IN_MESSAGE || fault->position == 0) {
		add_code(&m->codes, x12 ? codes->ak5 : codes->contrl);
		return;
	}
	if (x12)
		add_code(&m->codes, "5");
	if ((s = segment_of(r, fault)) == NULL)
		return;
	if (fault->level != OU_EDI_IN_ELEMENT || fault->element == 0) {
		s->code = x12 ? codes->ak3 : codes->contrl;
		return;
	}
	e = ou_arena_zalloc(&r->arena, sizeof(*e));
	e->element = fault->element;
	e->component = fault->component;
	e->repetition = fault->repetition;
	e->code = x12 ? codes->ak4 : codes->contrl;
	e->data = copy_data(r, fault->data);
	*s->end = e;
	s->end = &e->next;
}

static void
on_fault(void *arg, const struct ou_edi_fault *fault)
{
	struct ack_run *r = arg;
	const struct ou_edi_codes *codes = ou_edi_codes(fault->kind);
	int v = verdict_of(r, fault);

	if (v < 0)
		return;
	if (r->x->fault != NULL)
		r->x->fault(r->x->arg, fault);
	if (fault->level >= OU_EDI_IN_MESSAGE && r->message != NULL)
		in_message(r, fault, (enum ack_verdict)v);
	else if (fault->level == OU_EDI_IN_GROUP && r->group != NULL) {
		worsen(&r->group->verdict, (enum ack_verdict)v);
		add_code(&r->group->codes, r->edi.family == OU_EDI_X12 ?
		    codes->ak9 : codes->contrl);
	} else {
		worsen(&r->verdict, (enum ack_verdict)v);
		add_code(&r->codes, r->edi.family == OU_EDI_X12 ?
		    codes->ta1 : codes->contrl);
	}
}

/* --- what is in it --- */

static struct ou_str
copy(struct ack_run *r, struct ou_str s)
{
	s = ou_str_trim(s);
	return ou_str_dup(&r->arena, ou_edi_plain(&r->arena, &r->edi.marks,
	    s));
}

static void
copy_party(struct ack_run *r, struct ou_edi_party *p)
{
	p->id = copy(r, p->id);
	p->qualifier = copy(r, p->qualifier);
	p->internal = copy(r, p->internal);
}

static void
choose_form(struct ack_run *r)
{
	static const struct {
		const char *name;
		enum ou_ack_form form;
	} forms[] = { { "997", OU_ACK_997 }, { "999", OU_ACK_999 },
		{ "TA1", OU_ACK_TA1 }, { "CONTRL", OU_ACK_CONTRL } };
	size_t i;

	r->form = r->x->form;
	for (i = 0; i < sizeof(forms) / sizeof(*forms) &&
	    r->form == OU_ACK_USUAL && r->partner != NULL; i++) {
		if (ou_str_is(r->partner->acknowledgement.form,
		    forms[i].name))
			r->form = forms[i].form;
	}
}

static void
open_interchange(struct ack_run *r)
{
	struct ou_edi_interchange *in = &r->in;
	struct ou_partner_envelope e = { 0 };
	const struct ou_partner *other;

	ou_edi_interchange(&r->edi, in);
	ou_digest_begin(&r->content);
	ou_digest_add(&r->content, ou_buf_str(&r->edi.interchange.bytes));
	copy_party(r, &in->sender);
	copy_party(r, &in->recipient);
	in->reference = copy(r, in->reference);
	in->date = copy(r, in->date);
	in->time = copy(r, in->time);
	in->syntax = copy(r, in->syntax);
	in->version = copy(r, in->version);
	e.family = ou_interchange_family(r->edi.family);
	e.sender.id = in->sender.id;
	e.sender.qualifier = in->sender.qualifier;
	if (r->x->partners != NULL) {
		r->partner = ou_partners_find(r->x->partners, &e, &other);
		if (other != NULL)
			r->partner = NULL;
	}
	choose_form(r);
	ou_edi_look_at_interchange(&r->edi);
}

static void
open_group(struct ack_run *r)
{
	struct ack_group *g = ou_arena_zalloc(&r->arena, sizeof(*g));
	struct ou_edi_group from;

	g->end = &g->messages;
	r->n_groups++;
	*r->end = r->group = g;
	r->end = &g->next;
	if (!r->edi.group.open)
		return;
	ou_edi_group(&r->edi, &from);
	g->given = true;
	g->type = copy(r, from.type);
	g->reference = copy(r, from.reference);
	g->version = copy(r, from.version);
	g->sender = from.sender;
	g->recipient = from.recipient;
	copy_party(r, &g->sender);
	copy_party(r, &g->recipient);
	ou_edi_look_at_group(&r->edi);
}

/* As order-import has it (see po_wait.c), for those who keep record. */
static void
keep_content(struct ack_run *r)
{
	if (r->x->known == NULL)
		return;
	ou_digest_add(&r->content, r->edi.message.bytes);
	if (r->edi.group.open)
		ou_digest_add(&r->content, ou_buf_str(&r->edi.group.bytes));
}

static void
take_message(struct ack_run *r)
{
	const struct ou_edi_message *from = &r->edi.message;
	struct ou_edi_heading h;
	struct ou_edi_fault cut = { .kind = OU_EDI_FAULT_CUT,
	    .level = OU_EDI_IN_MESSAGE };
	struct ack_message *m = ou_arena_zalloc(&r->arena, sizeof(*m));
	struct ou_str type, s009;

	if (r->group == NULL || (!r->edi.group.open && r->group->given))
		open_group(r);
	keep_content(r);
	ou_edi_heading(&r->edi.marks, from, &r->seg, &h);
	m->end = &m->segments;
	m->type = copy(r, h.type);
	m->reference = copy(r, h.reference);
	if (r->edi.family == OU_EDI_X12)
		m->version = copy(r, h.version);
	else {
		(void)ou_edi_segment(&r->edi.marks, from, 0, &r->seg);
		s009 = ou_edi_element(&r->seg, 2);
		(void)ou_str_split(&s009, r->edi.marks.component, &type);
		m->version = copy(r, s009);
	}
	m->answer = ou_edi_is_answer(r->edi.family, m->type);
	*r->group->end = m;
	r->group->end = &m->next;
	r->message = m;
	if (from->cut || from->too_long) {
		if (from->too_long)
			cut.kind = OU_EDI_FAULT_TOO_LONG;
		cut.err.code = ou_edi_codes(cut.kind)->diag;
		in_message(r, &cut, ACK_REJECTED);
	} else {
		ou_edi_check(&r->edi, from, &r->seg);
		ou_guide_check(&r->guides, &r->edi, &r->seg);
	}
	r->message = NULL;
	r->group->received++;
	r->group->answers += m->answer;
	r->group->rejected += m->verdict == ACK_REJECTED;
	r->group->errors += m->verdict == ACK_ERRORS && !m->answer;
}

static void
close_group(struct ack_run *r)
{
	struct ou_edi_group from;

	if (r->group == NULL || !r->group->given)
		return;
	ou_edi_group(&r->edi, &from);
	r->group->stated = copy(r, from.stated.count);
	ou_edi_look_at_end(&r->edi, OU_EDI_IN_GROUP, false);
	r->group = NULL;
}

/* --- the way back --- */

static void
report_twin(struct ack_run *r, const char *before)
{
	const struct ou_edi_interchange *in = &r->in;
	struct ou_edi_fault fault = { .kind = OU_EDI_FAULT_DUPLICATE,
	    .level = OU_EDI_IN_INTERCHANGE };

	ou_edi_report(&r->edi, &fault, r->edi.interchange.seg.number,
	    r->edi.interchange.seg.byte, "an interchange '%.*s' of '%.*s' "
	    "came before%s", OU_STR_ARG(in->reference),
	    OU_STR_ARG(in->sender.id), before);
}

/* What is whole, and was not rejected, uses up its reference. */
static void
look_for_twin(struct ack_run *r)
{
	const struct ou_edi_interchange *in = &r->in;

	if (ou_seen_again(&r->seen, ou_str_printf(&r->arena,
	    "%.*s\n%.*s\n%.*s\n%.*s\n%.*s", OU_STR_ARG(in->sender.qualifier),
	    OU_STR_ARG(in->sender.id), OU_STR_ARG(in->recipient.qualifier),
	    OU_STR_ARG(in->recipient.id), OU_STR_ARG(in->reference))))
		report_twin(r, " in this run");
}

/* Who keeps record of interchanges knows better. */
static int
ask(struct ack_run *r, bool answers, struct ou_err *err)
{
	const struct ou_edi_interchange *in = &r->in;
	bool binds = r->edi.interchange.ended && r->verdict != ACK_REJECTED;
	int known;

	r->record = (struct ou_ack_interchange){ .family = r->edi.family,
	    .sender = ou_interchange_party(&r->arena, r->edi.family,
	    in->sender.id, in->sender.qualifier),
	    .recipient = ou_interchange_party(&r->arena, r->edi.family,
	    in->recipient.id, in->recipient.qualifier),
	    .reference = in->reference, .partner = r->partner,
	    .whole = r->edi.interchange.ended, .rejected = !binds,
	    .answers = answers };
	/* the same without its trailer is another one */
	if (!binds)
		ou_digest_add(&r->content, OU_STR("rejected"));
	ou_digest_so_far(&r->content, &r->record.digest);
	known = r->x->known(r->x->arg, &r->record, err);
	if (known == OU_ACK_OTHER || known == OU_ACK_OTHER_AGAIN)
		report_twin(r, ", with other content");
	return known;
}

static void
add_up(struct ack_run *r)
{
	const struct ack_group *g;

	for (g = r->groups; g != NULL; g = g->next) {
		r->x->rejected += g->rejected;
		r->x->rejected += g->verdict == ACK_REJECTED;
	}
	if (r->verdict == ACK_REJECTED)
		r->x->rejected++;
}

static int
write_answer(struct ack_run *r, struct ou_err *err)
{
	return r->edi.family == OU_EDI_X12 ? ou_ack_write_x12(r, err) :
	    ou_ack_write_contrl(r, err);
}

/* An acknowledgement is not acknowledged; a TA1 alone is one as well, but not
 * what has lost all that its trailer tells of, if it says which it is,
 * and between whom. */
static int
answer(struct ack_run *r, struct ou_err *err)
{
	bool answers = r->groups == NULL && (r->service ||
	    r->codes.n == 0 || r->in.sender.id.n == 0 ||
	    r->in.recipient.id.n == 0 || r->in.reference.n == 0);
	const struct ack_group *g;
	uint64_t messages = 0, of_them = 0;
	int known = OU_ACK_NEW;

	for (g = r->groups; g != NULL; g = g->next) {
		messages += g->received;
		of_them += g->answers;
	}
	answers = answers || (messages != 0 && of_them == messages);
	if (r->x->known != NULL && r->in.given)
		known = ask(r, answers, err);
	else if (r->groups != NULL && r->in.given &&
	    r->edi.interchange.ended && r->verdict != ACK_REJECTED)
		look_for_twin(r);
	add_up(r);
	if (known < 0)
		return -1;
	if (known == OU_ACK_AGAIN || known == OU_ACK_OTHER_AGAIN)
		return 0;
	if (!answers && write_answer(r, err) != 0)
		return -1;
	return r->x->answered != NULL && r->in.given ?
	    r->x->answered(r->x->arg, &r->record, err) : 0;
}

static int
close_interchange(struct ack_run *r, struct ou_err *err)
{
	int result;

	/* a TA1 alone is an interchange as well, and an answer */
	if (r->edi.interchange.groups > 0 || r->groups != NULL)
		ou_edi_look_at_end(&r->edi, OU_EDI_IN_INTERCHANGE, false);
	result = answer(r, err);
	r->groups = r->group = NULL;
	r->end = &r->groups;
	r->verdict = ACK_ACCEPTED;
	r->codes.n = 0;
	r->service = false;
	r->partner = NULL;
	ou_arena_reset(&r->arena);
	return result;
}

static int
on_event(struct ack_run *r, enum ou_edi_event event, struct ou_err *err)
{
	switch (event) {
	case OU_EDI_OPEN:
		open_interchange(r);
		return 0;
	case OU_EDI_GROUP:
		open_group(r);
		return 0;
	case OU_EDI_MESSAGE:
		take_message(r);
		return 0;
	case OU_EDI_GROUP_CLOSE:
		close_group(r);
		return 0;
	case OU_EDI_SERVICE:
		r->service = true;
		return 0;
	case OU_EDI_CLOSE:
		return close_interchange(r, err);
	default:
		return 0;
	}
}

int
ou_ack_read(struct ou_ack *x, struct ou_source *src,
    enum ou_edi_family family, struct ou_err *err)
{
	struct ack_run *r = calloc(1, sizeof(*r));
	enum ou_edi_event event = OU_EDI_OPEN;
	struct ou_err bad = { 0 };
	int result = 0;

	if (r == NULL)
		ou_out_of_memory();
	r->x = x;
	r->end = &r->groups;
	ou_seen_init(&r->seen, &r->run, REMEMBERED);
	ou_edi_init(&r->edi, src, family);
	if (x->message_max != 0)
		r->edi.message_max = x->message_max;
	r->edi.fault = on_fault;
	r->edi.arg = r;
	while (result == 0 && event != OU_EDI_END) {
		result = ou_edi_next(&r->edi, &event, err);
		if (result == 0 && on_event(r, event, &bad) != 0) {
			(void)ou_err_at(&bad, ou_source_name(src),
			    r->edi.segments, 0);
			/* one that cannot be answered holds up no others */
			result = bad.kind == OU_ERR_RECORD ||
			    bad.kind == OU_ERR_USAGE ? 0 : -1;
		}
	}
	if (bad.kind != OU_ERR_NONE) {
		*err = bad;
		result = -1;
	}
	ou_edi_release(&r->edi);
	ou_arena_release(&r->arena);
	ou_arena_release(&r->run);
	ou_guide_check_release(&r->guides);
	free(r);
	return result;
}
