#include <string.h>

#include "ack.h"
#include "ou/formats/ack_read.h"

/*
 * TA1 (X12.56), 997 and 999 (X12.20), CONTRL (ISO 9735-4) as records.
 */
struct ack_reader {
	struct ou_import *im;
	const struct ou_edi *edi;
	enum ou_charset charset;
	struct ou_acknowledgement *to;
	struct ou_edi_segment seg;
	struct ou_answered_group *group;	/* the last of its list */
	struct ou_answered_message *message;	/* likewise, or NULL */
	/* the segment that AK3 or UCS names */
	struct ou_str tag, loop;
	struct ou_integer position;
	struct ou_err *err;
};

/* --- texts --- */

static struct ou_str
text(struct ack_reader *r, struct ou_str raw)
{
	struct ou_arena *a = &r->im->arena;
	struct ou_str s = ou_str_trim(ou_edi_plain(a, &r->edi->marks, raw));
	struct ou_err ignored = { 0 };
	struct ou_str out;

	if (ou_charset_decode(a, &out, s, r->charset, &ignored) != 0 &&
	    ou_charset_decode(a, &out, s, OU_CHARSET_LATIN1, &ignored) != 0)
		return OU_STR_NONE;
	return ou_str_dup(a, out);
}

static struct ou_str
element(struct ack_reader *r, unsigned e)
{
	return text(r, ou_edi_element(&r->seg, e));
}

static struct ou_str
component(struct ack_reader *r, unsigned e, unsigned c)
{
	return text(r, ou_edi_component(&r->seg, e, c));
}

static struct ou_integer
number(struct ack_reader *r, unsigned e)
{
	int64_t n = ou_edi_number(ou_str_trim(ou_edi_element(&r->seg, e)));

	return (struct ou_integer){ n < 0 ? 0 : n, n >= 0 };
}

/* --- verdicts --- */

struct word {
	const char *code, *word;
};

static const struct word x12_words[] = {
	{ "A", "accepted" }, { "E", "acceptedWithErrors" },
	{ "P", "partlyAccepted" }, { "R", "rejected" },
	/* for reasons of security */
	{ "M", "rejected" }, { "W", "rejected" }, { "X", "rejected" },
	{ NULL, NULL },
};

static const struct word edifact_words[] = {
	{ "4", "rejected" }, { "7", "accepted" }, { "8", "received" },
	{ NULL, NULL },
};

static struct ou_str
verdict(struct ack_reader *r, unsigned e)
{
	const struct word *w = r->edi->family == OU_EDI_X12 ? x12_words :
	    edifact_words;
	struct ou_str code = element(r, e);

	for (; w->code != NULL; w++) {
		if (ou_str_is(code, w->code))
			return ou_str_c(w->word);
	}
	return code;
}

/* CONTRL has no word for it: what is acknowledged may be faulty. */
static void
with_errors(struct ou_str *v)
{
	if (ou_str_is(*v, "accepted"))
		*v = OU_STR("acceptedWithErrors");
}

/* --- faults --- */

static struct ou_named_fault *
fault(struct ack_reader *r, struct ou_named_fault **list, uint32_t *n,
    enum ack_list codes, struct ou_str code)
{
	struct ou_named_fault *f = ou_import_append(&r->im->arena, list, n,
	    sizeof(*f));

	f->code = code;
	f->text = ou_ack_meaning(codes, code);
	return f;
}

/* The codes of a level, in elements ${from} to ${to}. */
static void
faults(struct ack_reader *r, struct ou_named_fault **list, uint32_t *n,
    enum ack_list codes, unsigned from, unsigned to)
{
	struct ou_str code;

	for (; from <= to; from++) {
		code = element(r, from);
		if (code.n != 0)
			(void)fault(r, list, n, codes, code);
	}
}

/* 2, 2:1, 2:1:3; the numbers as they stand, but for ${before}. */
static struct ou_str
place(struct ack_reader *r, struct ou_str e, struct ou_str c,
    struct ou_str repetition, int64_t before)
{
	struct ou_arena *a = &r->im->arena;
	int64_t n = ou_edi_number(e);

	if (n > before)
		e = ou_str_printf(a, "%lld", (long long)(n - before));
	else if (before > 0)
		return OU_STR_NONE;
	if (repetition.n != 0)
		return ou_str_printf(a, "%.*s:%.*s:%.*s", OU_STR_ARG(e),
		    OU_STR_ARG(c), OU_STR_ARG(repetition));
	return c.n == 0 ? e : ou_str_printf(a, "%.*s:%.*s", OU_STR_ARG(e),
	    OU_STR_ARG(c));
}

static void
locate(struct ack_reader *r, struct ou_named_fault *f)
{
	f->tag = r->tag;
	f->position = r->position;
	f->loop = r->loop;
}

/* --- X12 --- */

static int
missing(struct ack_reader *r, const char *what)
{
	return ou_err_set(r->err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
	    "%s without %s", r->seg.n > 0 && r->seg.e[0].n >= 2 &&
	    r->seg.e[0].n <= 3 ? ou_str_cdup(&r->im->arena,
	    text(r, r->seg.e[0])) : "a segment", what);
}

static int
ak1(struct ack_reader *r)
{
	r->group = ou_import_append(&r->im->arena, &r->to->groups,
	    &r->to->n_groups, sizeof(*r->group));
	r->message = NULL;
	r->group->type = element(r, 1);
	r->group->control = element(r, 2);
	r->group->version = element(r, 3);
	return r->group->control.n != 0 ? 0 : missing(r, "a control number");
}

static int
ak2(struct ack_reader *r)
{
	if (r->group == NULL)
		return missing(r, "AK1");
	r->message = ou_import_append(&r->im->arena, &r->group->messages,
	    &r->group->n_messages, sizeof(*r->message));
	r->message->type = element(r, 1);
	r->message->control = element(r, 2);
	r->message->version = element(r, 3);
	r->tag = r->loop = OU_STR_NONE;
	r->position.given = false;
	return 0;
}

static int
ak3(struct ack_reader *r)
{
	struct ou_answered_message *m = r->message;
	unsigned e;

	if (m == NULL)
		return missing(r, "AK2");
	r->tag = element(r, 1);
	r->position = number(r, 2);
	r->loop = element(r, 3);
	for (e = 4; e < r->seg.n; e++) {
		if (ou_edi_element(&r->seg, e).n != 0)
			locate(r, fault(r, &m->faults, &m->n_faults,
			    ACK_SEGMENT_CODES, element(r, e)));
	}
	return 0;
}

static int
ak4(struct ack_reader *r)
{
	struct ou_answered_message *m = r->message;
	struct ou_named_fault *f;

	if (m == NULL)
		return missing(r, "AK2");
	f = fault(r, &m->faults, &m->n_faults, ACK_ELEMENT_CODES,
	    element(r, 3));
	locate(r, f);
	f->element = place(r, component(r, 1, 1), component(r, 1, 2),
	    component(r, 1, 3), 0);
	f->number = element(r, 2);
	f->value = element(r, 4);
	return 0;
}

static int
ak5(struct ack_reader *r)
{
	struct ou_answered_message *m = r->message;

	if (m == NULL)
		return missing(r, "AK2");
	m->verdict = verdict(r, 1);
	faults(r, &m->faults, &m->n_faults, ACK_MESSAGE_CODES, 2, 6);
	return 0;
}

static int
ak9(struct ack_reader *r)
{
	struct ou_answered_group *g = r->group;

	if (g == NULL)
		return missing(r, "AK1");
	g->verdict = verdict(r, 1);
	g->stated = number(r, 2);
	g->received = number(r, 3);
	g->accepted = number(r, 4);
	faults(r, &g->faults, &g->n_faults, ACK_GROUP_CODES, 5, 9);
	r->message = NULL;
	return 0;
}

/* --- EDIFACT --- */

/* Code, service segment and place in it: elements ${e}, ${e}+1, ${e}+2. */
static void
service(struct ack_reader *r, unsigned e, struct ou_named_fault **list,
    uint32_t *n, struct ou_str *v)
{
	struct ou_named_fault *f;

	if (ou_str_trim(ou_edi_element(&r->seg, e)).n == 0)
		return;
	f = fault(r, list, n, ACK_EDIFACT_CODES, element(r, e));
	f->tag = element(r, e + 1);
	f->element = place(r, component(r, e + 2, 1), component(r, e + 2, 2),
	    component(r, e + 2, 3), 1);
	with_errors(v);
}

static struct ou_str
party(struct ack_reader *r, unsigned e)
{
	return ou_interchange_party(&r->im->arena, OU_EDI_EDIFACT,
	    component(r, e, 1), component(r, e, 2));
}

static int
uci(struct ack_reader *r)
{
	struct ou_answered_interchange *i = ou_arena_zalloc(&r->im->arena,
	    sizeof(*i));

	r->to->interchange = i;
	i->control = element(r, 1);
	i->sender = party(r, 2);
	i->recipient = party(r, 3);
	i->verdict = verdict(r, 4);
	service(r, 5, &i->faults, &i->n_faults, &i->verdict);
	return i->control.n != 0 ? 0 : missing(r, "a control reference");
}

static int
ucf(struct ack_reader *r)
{
	struct ou_answered_group *g;

	g = r->group = ou_import_append(&r->im->arena, &r->to->groups,
	    &r->to->n_groups, sizeof(*g));
	r->message = NULL;
	g->control = element(r, 1);
	g->verdict = verdict(r, 4);
	service(r, 5, &g->faults, &g->n_faults, &g->verdict);
	return g->control.n != 0 ? 0 : missing(r, "a group's reference");
}

static struct ou_str
versions(struct ack_reader *r)
{
	struct ou_arena *a = &r->im->arena;
	struct ou_str s = component(r, 2, 2), more;
	unsigned c;

	for (c = 3; (more = component(r, 2, c)).n != 0; c++)
		s = ou_str_printf(a, "%.*s:%.*s", OU_STR_ARG(s),
		    OU_STR_ARG(more));
	return s;
}

static int
ucm(struct ack_reader *r)
{
	struct ou_answered_message *m;

	m = r->message = r->group != NULL ?
	    ou_import_append(&r->im->arena, &r->group->messages,
	    &r->group->n_messages, sizeof(*m)) :
	    ou_import_append(&r->im->arena, &r->to->messages,
	    &r->to->n_messages, sizeof(*m));
	m->control = element(r, 1);
	m->type = component(r, 2, 1);
	m->version = versions(r);
	m->verdict = verdict(r, 3);
	service(r, 4, &m->faults, &m->n_faults, &m->verdict);
	r->tag = r->loop = OU_STR_NONE;
	return 0;
}

static int
ucs(struct ack_reader *r)
{
	struct ou_answered_message *m = r->message;

	if (m == NULL)
		return missing(r, "UCM");
	r->position = number(r, 1);
	with_errors(&m->verdict);
	if (ou_edi_element(&r->seg, 2).n != 0)
		locate(r, fault(r, &m->faults, &m->n_faults,
		    ACK_EDIFACT_CODES, element(r, 2)));
	return 0;
}

static int
ucd(struct ack_reader *r)
{
	struct ou_answered_message *m = r->message;
	struct ou_named_fault *f;

	if (m == NULL)
		return missing(r, "UCM");
	f = fault(r, &m->faults, &m->n_faults, ACK_EDIFACT_CODES,
	    element(r, 1));
	locate(r, f);
	/* the tag is the first, elements are counted behind it */
	f->element = place(r, component(r, 2, 1), component(r, 2, 2),
	    component(r, 2, 3), 1);
	with_errors(&m->verdict);
	return 0;
}

/* --- messages --- */

struct reads {
	const char *tag;
	int (*read)(struct ack_reader *r);
};

static int
skip(struct ack_reader *r)
{
	(void)r;
	return 0;
}

static const struct reads x12_segments[] = {
	{ "AK1", ak1 }, { "AK2", ak2 }, { "AK3", ak3 }, { "IK3", ak3 },
	{ "AK4", ak4 }, { "IK4", ak4 }, { "AK5", ak5 }, { "IK5", ak5 },
	{ "AK9", ak9 }, { "ST", skip }, { "SE", skip }, { NULL, NULL },
};

static const struct reads edifact_segments[] = {
	{ "UCI", uci }, { "UCF", ucf }, { "UCM", ucm }, { "UCS", ucs },
	{ "UCD", ucd }, { "UNH", skip }, { "UNT", skip }, { NULL, NULL },
};

/* What has no field, such as CTX of a 999. */
static void
keep(struct ack_reader *r)
{
	struct ou_str tag = text(r, r->seg.e[0]), all = text(r, r->seg.raw);

	if (r->message != NULL)
		ou_import_extra(r->im, &r->message->extra,
		    &r->message->n_extra, tag, all);
	else
		ou_import_extra(r->im, &r->to->extra, &r->to->n_extra, tag,
		    all);
}

static int
read_segment(struct ack_reader *r, const struct reads *t)
{
	for (; t->tag != NULL; t++) {
		if (ou_edi_tag_is(&r->seg, t->tag))
			return t->read(r);
	}
	keep(r);
	return 0;
}

/* Who answers whom, and under which number. */
static void
read_envelope(struct ack_reader *r, struct ou_str reference)
{
	struct ou_acknowledgement *to = r->to;
	struct ou_arena *a = &r->im->arena;
	struct ou_edi_interchange in;

	to->number = text(r, reference);
	if (r->edi->interchange.seg.n == 0)
		return;
	ou_edi_interchange(r->edi, &in);
	to->sender = ou_interchange_party(a, r->edi->family,
	    text(r, in.sender.id), text(r, in.sender.qualifier));
	to->recipient = ou_interchange_party(a, r->edi->family,
	    text(r, in.recipient.id), text(r, in.recipient.qualifier));
	/* messages begin with 1 in each interchange */
	to->number = ou_str_printf(a, "%.*s/%.*s",
	    OU_STR_ARG(text(r, in.reference)), OU_STR_ARG(to->number));
}

/* It says nothing without them. */
static int
check_whole(struct ack_reader *r)
{
	const char *without = NULL;

	if (r->edi->family == OU_EDI_EDIFACT)
		without = r->to->interchange == NULL ? "UCI" : NULL;
	else if (r->group == NULL)
		without = "AK1";
	else if (r->group->verdict.n == 0)
		without = "AK9";
	return without == NULL ? 0 : ou_err_set(r->err, OU_ERR_RECORD,
	    OU_DIAG_REQUIRED, "an acknowledgement without %s", without);
}

int
ou_ack_decode(struct ou_import *im, const struct ou_edi *edi,
    struct ou_str form, enum ou_charset charset,
    struct ou_acknowledgement *to, struct ou_err *err)
{
	struct ack_reader *r = ou_arena_zalloc(&im->arena, sizeof(*r));
	const struct ou_edi_message *m = &edi->message;
	bool x12 = edi->family == OU_EDI_X12;
	int bad = 0;
	uint32_t i;

	*r = (struct ack_reader){ .im = im, .edi = edi, .charset = charset,
	    .to = to, .err = err };
	to->type = OU_STR("Acknowledgement");
	to->schema = OU_STR("acknowledgement/1");
	to->form = ou_str_dup(&im->arena, form);
	(void)ou_edi_segment(&edi->marks, m, 0, &r->seg);
	read_envelope(r, ou_edi_element(&r->seg, x12 ? 2 : 1));
	for (i = 0; i < m->n && bad == 0; i++) {
		(void)ou_edi_segment(&edi->marks, m, i, &r->seg);
		bad = read_segment(r, x12 ? x12_segments : edifact_segments);
		if (bad != 0)
			(void)ou_err_at(err, NULL, m->segment + i, 0);
	}
	return bad == 0 ? check_whole(r) : bad;
}

int
ou_ack_decode_ta1(struct ou_import *im, const struct ou_edi *edi,
    struct ou_acknowledgement *to, struct ou_err *err)
{
	struct ack_reader *r = ou_arena_zalloc(&im->arena, sizeof(*r));
	struct ou_answered_interchange *i = ou_arena_zalloc(&im->arena,
	    sizeof(*i));

	*r = (struct ack_reader){ .im = im, .edi = edi,
	    .charset = OU_CHARSET_LATIN1, .to = to, .err = err };
	to->type = OU_STR("Acknowledgement");
	to->schema = OU_STR("acknowledgement/1");
	to->form = OU_STR("TA1");
	ou_edi_header_split(&r->seg, &edi->marks, edi->service);
	read_envelope(r, ou_edi_element(&r->seg, 1));
	to->interchange = i;
	i->control = element(r, 1);
	i->date = element(r, 2);
	i->time = element(r, 3);
	i->verdict = verdict(r, 4);
	/* 000 says that there is nothing to say */
	if (!ou_str_is(element(r, 5), "000"))
		faults(r, &i->faults, &i->n_faults, ACK_INTERCHANGE_CODES, 5,
		    5);
	return i->control.n != 0 ? 0 : missing(r, "a control number");
}
