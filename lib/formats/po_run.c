#include <stdlib.h>

#include "ou/formats/edi/out.h"
#include "po_run.h"

/*
 * A run over the interchanges of a source.  Usually each message is taken or
 * refused when it has been read.  With im->strict, or when the partner's
 * profile says so, the messages of an interchange are held back, as bytes,
 * until its trailer has come: a finding at the envelope refuses all of them,
 * one in a message refuses that one.
 *
 * What is found around messages waits until the event that it belongs to:
 * only when a header was read is it known whose it is, and what the partner's
 * profile makes of the finding.
 */

static void
found(struct po_run *r, const struct ou_err *finding)
{
	if (!r->in_message && r->envelope.kind == OU_ERR_NONE &&
	    ou_import_refusing(r->c.im, finding->code))
		r->envelope = *finding;
	ou_import_finding(r->c.im, finding);
}

static void
let_findings_go(struct po_run *r)
{
	unsigned i;

	for (i = 0; i < r->n_waiting; i++)
		found(r, &r->waiting[i]);
	r->n_waiting = 0;
}

static void
on_fault(void *arg, const struct ou_edi_fault *fault)
{
	struct po_run *r = arg;
	const struct ou_err *finding = &fault->err;

	if (r->in_message || r->n_waiting == WAITING_MAX) {
		let_findings_go(r);
		found(r, finding);
	} else
		r->waiting[r->n_waiting++] = *finding;
}

/* --- one message --- */

static void
source_of(struct po *c, struct ou_origin *from, struct ou_str format)
{
	const struct po_family *f = c->family;

	from->format = format;
	from->file = ou_str_c(ou_source_name(c->edi->src));
	from->message = ou_po_text(c, ou_edi_element(&c->seg,
	    f->reference_element));
	from->segment = (struct ou_integer){ (int64_t)c->message->segment,
	    true };
	from->byte = (struct ou_integer){ (int64_t)c->message->byte, true };
}

static struct ou_str
channel_of(struct po *c)
{
	struct ou_str s = OU_STR_NONE;
	const char *prefix = c->family->channel;
	size_t n = strlen(prefix), i;
	char *to;

	if (c->im->channel != NULL)
		return ou_str_c(c->im->channel);
	if (c->dialect != NULL)
		return ou_str_c(c->dialect->channel);
	if (c->interchange->n > 0)
		s = ou_po_header_text(c, ou_edi_component(c->interchange,
		    c->family->sender_element, 1));
	/* without a sender, only the family's name */
	if (s.n == 0)
		return ou_str_make(prefix, n - 1);
	to = ou_arena_alloc(c->a, n + s.n);
	memcpy(to, prefix, n);
	/* a colon would end the channel in the order's id */
	for (i = 0; i < s.n; i++)
		to[n + i] = s.p[i] == ':' ? '-' : s.p[i];
	return ou_str_make(to, n + s.n);
}

/* The reason of a reject is text, whatever bytes it quotes. */
static void
make_text(struct po *c, struct ou_err *err)
{
	struct ou_buf b;
	size_t n = strlen(err->text);

	(void)c;
	if (ou_utf8_valid(err->text, n) == n)
		return;
	ou_buf_init(&b, 0);
	ou_err_escape(&b, ou_str_make(err->text, n));
	n = b.n < sizeof(err->text) ? b.n : sizeof(err->text) - 1;
	memcpy(err->text, b.p, n);
	err->text[n] = '\0';
	ou_buf_release(&b);
}

int
ou_po_reject(struct po *c, const struct ou_err *why)
{
	struct ou_reject r = { 0 };
	struct ou_err err = *why;
	struct ou_buf envelope = OU_BUF_INIT;
	struct ou_origin *from = ou_arena_zalloc(c->a, sizeof(*from));
	int result;

	make_text(c, &err);
	/* nothing that is said here may refuse for a second time */
	c->refusal.kind = OU_ERR_RECORD;
	(void)ou_edi_segment(c->marks, c->message, 0, &c->seg);
	source_of(c, from, OU_STR_NONE);
	r.source = from;
	r.format = ou_str_c(c->family->format);
	r.channel = channel_of(c);
	if (c->o != NULL)
		r.number = c->o->number;
	ou_buf_adds(&envelope, ou_buf_str(&c->edi->interchange.bytes));
	if (c->group != NULL)
		ou_buf_add(&envelope, c->group->raw.p, c->group->raw.n);
	if (c->group != NULL)
		ou_buf_addc(&envelope, c->marks->terminator);
	result = ou_import_reject(c->im, &r, c->message->bytes,
	    ou_buf_str(&envelope), &err);
	ou_buf_release(&envelope);
	return result;
}

static size_t
ascii_prefix(struct ou_str s)
{
	uint64_t w[4];
	size_t i;

	for (i = 0; s.n - i >= sizeof(w); i += sizeof(w)) {
		memcpy(w, s.p + i, sizeof(w));
		if (((w[0] | w[1] | w[2] | w[3]) & 0x8080808080808080u) != 0)
			break;
	}
	while (i < s.n && (s.p[i] & 0x80) == 0)
		i++;
	return i;
}

/* UTF-8 or not, and what it is taken for when the partner did not say, or
 * says otherwise. */
static void
choose_charset(struct po *c)
{
	struct ou_str s = c->message->bytes;
	enum ou_charset said = OU_CHARSET_UNKNOWN;
	size_t i;

	i = ascii_prefix(s);
	c->ascii = i == s.n;
	if (c->ascii)
		return;
	c->charset = c->im->charset;
	if (c->charset == OU_CHARSET_UNKNOWN && c->dialect != NULL)
		c->charset = c->dialect->partner->charset;
	if (c->charset != OU_CHARSET_UNKNOWN)
		return;
	if (c->interchange->n > 0)
		said = c->family->charset(c->interchange);
	c->charset = ou_edi_charset_of(s, said);
	if (c->charset == said)
		return;
	c->seg.number = c->message->segment;
	c->seg.byte = c->message->byte + i;
	c->seg.n = 0;
	ou_po_finding(c, OU_DIAG_CHARSET, 0,
	    "bytes above 127 are read as %s%s%s", ou_charset_name(c->charset),
	    said == OU_CHARSET_UNKNOWN ? "" : ", the interchange says ",
	    said == OU_CHARSET_UNKNOWN ? "" : ou_charset_name(said));
}

/* Room for the lines at once. */
static void
make_room(struct po *c)
{
	const char *tag = c->family->line_tag;
	const struct ou_edi_message *m = c->message;
	uint32_t i, n = 0;
	const char *p;

	for (i = 0; i < m->n; i++) {
		p = m->bytes.p + m->pieces[i].at;
		n += m->pieces[i].n > 3 && p[0] == tag[0] &&
		    p[1] == tag[1] && p[2] == tag[2];
	}
	if (n > ou_import_lines_max(c->im))
		n = ou_import_lines_max(c->im);
	c->cap_lines = n;
	c->o->lines = ou_arena_alloc(c->a, n * sizeof(*c->o->lines));
	c->info = ou_arena_alloc(c->a, n * sizeof(*c->info));
}

static void
begin(struct po *c, struct ou_edi *edi, const struct ou_edi_message *message,
    const struct ou_edi_segment *group)
{
	/* all but the segment's elements and what belongs to the run */
	c->message = message;
	c->marks = &edi->marks;
	c->interchange = &edi->interchange.seg;
	c->group = group;
	c->field_max = ou_import_field_max(c->im);
	c->im->document_bytes = message->bytes.n +
	    edi->interchange.bytes.n + edi->group.bytes.n;
	memset(&c->prefix, 0, offsetof(struct po, unit_text) -
	    offsetof(struct po, prefix));
	c->o = ou_arena_zalloc(c->a, sizeof(*c->o));
	ou_po_partner_message(c);
	choose_charset(c);
	make_room(c);
}

static int
wrong_message(struct po *c)
{
	const struct po_family *f = c->family;
	struct ou_str type;

	if (c->message->too_long)
		ou_po_refuse(c, OU_DIAG_LIMIT, 0,
		    "the message is longer than the limit of %zu bytes",
		    ou_import_message_max(c->im));
	if (c->message->cut)
		ou_po_refuse(c, OU_DIAG_TRUNCATED, 0, "the message is cut off");
	ou_po_begin_segment(c, 0);
	type = po_see_part(c, f->type_element, f->type_component);
	if (f->types[PO_GUIDED] != NULL && po_is(type, f->types[PO_GUIDED]))
		c->kind = PO_GUIDED;
	else if (c->im->record != NULL && po_is(type, f->types[PO_CHANGE]))
		c->kind = PO_CHANGE;
	else if (!po_is(type, f->types[PO_ORDER]))
		ou_po_refuse(c, OU_DIAG_EDI_TYPE, f->type_element,
		    "message type '%.*s' is not read here, expected %s",
		    OU_STR_ARG(type), f->types[PO_ORDER]);
	if (memchr(c->message->bytes.p, '\0', c->message->bytes.n) != NULL)
		ou_po_refuse(c, OU_DIAG_EDI_SYNTAX, 0, "a NUL byte at offset "
		    "%llu", (unsigned long long)(c->message->byte +
		    (size_t)((const char *)memchr(c->message->bytes.p, '\0',
		    c->message->bytes.n) - c->message->bytes.p)));
	return c->refusal.kind != OU_ERR_NONE;
}

/* --- segments --- */

static uint32_t
place_of(uint32_t tag)
{
	return tag * UINT32_C(0x9e3779b1) >> 16 & (PO_PLACES - 1);
}

static void
place_segments(struct po *c)
{
	const struct po_family *f = c->family;
	uint32_t i, at;

	for (i = 0; i < f->n_segments; i++) {
		at = place_of(f->segments[i].tag);
		while (c->place[at] != 0)
			at = (at + 1) & (PO_PLACES - 1);
		c->place[at] = (uint8_t)(i + 1);
	}
}

static const struct po_segment *
find_segment(const struct po *c, struct ou_str tag)
{
	const struct po_segment *s;
	uint32_t code = po_code(tag), at;

	for (at = place_of(code); c->place[at] != 0;
	    at = (at + 1) & (PO_PLACES - 1)) {
		s = &c->family->segments[c->place[at] - 1];
		if (s->tag == code)
			return s;
	}
	return NULL;
}

static void
take_segment(struct po *c)
{
	const struct po_family *f = c->family;
	const struct po_segment *s;

	ou_po_begin_segment(c, c->at);
	if (c->at == 0)
		f->header(c);
	else if ((s = find_segment(c, c->seg.e[0])) != NULL) {
		f->enter(c, s);
		s->read(c);
	} else if (c->at + 1 < c->message->n ||
	    !po_is(c->seg.e[0], f->trailer))
		f->keep(c);
}

/* --- one message, whole --- */

/* A message without its trailer may lack lines: it waits. */
static void
hold_incomplete(struct po *c)
{
	if (!c->message->whole)
		ou_import_hold(c->im, c->o, OU_DIAG_EDI_TRAILER,
		    OU_STR("the message has no trailer and may be incomplete"),
		    OU_STR_NONE);
}

/* What is known already, in the words of who keeps record. */
static void
pass_copy(struct po *c, const struct ou_import_message *own)
{
	(void)ou_edi_segment(c->marks, c->message, 0, &c->seg);
	ou_po_finding(c, OU_DIAG_DUPLICATE, 0, "%.*s", OU_STR_ARG(own->why));
}

static int
read_message(struct po_run *r, const struct ou_edi_message *message,
    const struct ou_import_message *own)
{
	struct po *c = &r->c;
	struct ou_origin *from;

	ou_edi_check(&r->edi, message, &c->seg);
	hold_incomplete(c);
	from = c->o->source = ou_arena_zalloc(c->a, sizeof(*from));
	(void)ou_edi_segment(c->marks, message, 0, &c->seg);
	source_of(c, from, c->family->version(c));
	c->o->segment = OU_STR("b2b");
	c->o->channel = channel_of(c);
	c->test = c->interchange->n > 0 &&
	    c->family->is_test(c->interchange);
	if (c->dialect != NULL && c->dialect->zone != NULL)
		c->im->zone = c->dialect->zone;
	if (c->kind == PO_CHANGE)
		return ou_po_change(c, own);
	if (c->kind == PO_GUIDED)
		ou_po_guided(c);
	for (c->at = 0; c->kind == PO_ORDER && c->at < message->n &&
	    c->refusal.kind == OU_ERR_NONE; c->at++)
		take_segment(c);
	ou_po_line_end(c);
	if (c->family->end != NULL && c->kind == PO_ORDER)
		c->family->end(c);
	if (own != NULL && own->verdict == OU_IMPORT_HOLD)
		ou_import_hold(c->im, c->o, OU_DIAG_DUPLICATE, own->why,
		    OU_STR_NONE);
	return ou_po_hand_out(c);
}

int
ou_po_take(struct po_run *r, const struct ou_edi_message *message,
    const struct ou_edi_segment *group, struct ou_import_message *own)
{
	struct po *c = &r->c;
	const struct ou_zone *zone = c->im->zone;
	uint64_t orders = c->im->orders, rejects = c->im->rejects;
	int result = 0;

	r->in_message = true;
	c->im->message = own;
	ou_import_begin(c->im);
	begin(c, &r->edi, message, group);
	if (r->envelope.kind != OU_ERR_NONE && r->waits)
		result = ou_po_reject(c, &r->envelope);
	else if (wrong_message(c))
		result = ou_po_reject(c, &c->refusal);
	else if (own != NULL && own->verdict == OU_IMPORT_COPY)
		pass_copy(c, own);
	else
		result = read_message(r, message, own);
	if (own != NULL)
		own->rejected = c->im->orders == orders &&
		    c->im->rejects != rejects;
	ou_arena_reset(c->a);
	c->im->zone = zone;
	c->im->message = NULL;
	r->in_message = false;
	return result;
}

/* --- events --- */

/* More than may be held back: the interchange is refused, not forgotten. */
static int
overfull(struct po_run *r)
{
	if (r->bytes.n <= ou_import_message_max(r->c.im))
		return 0;
	if (r->envelope.kind == OU_ERR_NONE) {
		ou_err_set(&r->envelope, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "the interchange is longer than the limit of %zu bytes "
		    "when its trailer is waited for",
		    ou_import_message_max(r->c.im));
		ou_err_at(&r->envelope, ou_source_name(r->edi.src),
		    r->edi.segments, 0);
	}
	return ou_po_let_go(r);
}

static int
on_message(struct po_run *r)
{
	if (!r->waits || !r->edi.interchange.open)
		return ou_po_take(r, &r->edi.message,
		    r->edi.group.open ? &r->edi.group.seg : NULL, NULL);
	ou_po_hold_back(r);
	return overfull(r);
}

static int
on_stray(struct po_run *r)
{
	struct ou_reject reject = { 0 };
	struct ou_err err = r->edi.stray_err;
	struct po *c = &r->c;
	int result;

	err.byte = r->edi.stray_byte;
	ou_err_at(&err, ou_source_name(r->edi.src), r->edi.segments, 0);
	reject.format = ou_str_c(c->family->format);
	result = ou_import_reject(c->im, &reject, r->edi.stray,
	    ou_buf_str(&r->edi.interchange.bytes), &err);
	ou_arena_reset(c->a);
	return result;
}

/* The end of an interchange.  One that has nothing in it and is wrong all the
 * same is a reject of its own when reading strictly. */
static int
on_close(struct po_run *r)
{
	struct ou_reject reject = { 0 };
	int result = 0;

	if (r->n_held > 0)
		result = ou_po_let_go(r);
	else if (r->waits && r->envelope.kind != OU_ERR_NONE &&
	    r->edi.interchange.messages == 0) {
		reject.format = ou_str_c(r->c.family->format);
		result = ou_import_reject(r->c.im, &reject,
		    ou_buf_str(&r->edi.interchange.bytes), OU_STR_NONE,
		    &r->envelope);
		ou_arena_reset(r->c.a);
	}
	r->envelope.kind = OU_ERR_NONE;
	return result;
}

static int
on_event(struct po_run *r, enum ou_edi_event event)
{
	if (event == OU_EDI_OPEN) {
		ou_po_partner(&r->c);
		r->waits = r->c.im->strict || (r->c.im->received != NULL &&
		    !r->c.im->refeed) || (r->c.im->partner != NULL &&
		    r->c.im->partner->refuses_envelopes);
	}
	let_findings_go(r);
	switch (event) {
	case OU_EDI_OPEN:
		/* what was found in front of it is not its own */
		if (r->envelope.byte < r->done)
			r->envelope.kind = OU_ERR_NONE;
		return 0;
	case OU_EDI_MESSAGE:
		return on_message(r);
	case OU_EDI_STRAY:
		return on_stray(r);
	case OU_EDI_CLOSE:
		return on_close(r);
	default:
		return 0;
	}
}

int
ou_po_run(struct ou_import *im, struct ou_source *src,
    const struct po_family *family, struct ou_err *err)
{
	struct po_run *r;
	enum ou_edi_event event = OU_EDI_OPEN;
	int result = 0;

	if ((r = calloc(1, sizeof(*r))) == NULL)
		ou_out_of_memory();
	ou_edi_init(&r->edi, src, family->edi);
	r->edi.message_max = ou_import_message_max(im);
	r->edi.refeed = im->refeed;
	r->edi.fault = on_fault;
	r->edi.arg = r;
	r->c.im = im;
	r->c.a = &im->arena;
	r->c.edi = &r->edi;
	r->c.family = family;
	place_segments(&r->c);
	ou_po_partner(&r->c);
	while (result == 0 && event != OU_EDI_END) {
		result = ou_edi_next(&r->edi, &event, err);
		if (result == 0 && on_event(r, event) != 0) {
			result = ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_WRITE,
			    "an order could not be handed on");
			if (r->failure.kind != OU_ERR_NONE)
				*err = r->failure;
		}
		r->done = ou_source_offset(src) + r->edi.taken;
	}
	let_findings_go(r);
	im->document_bytes = 0;
	im->partner = NULL;
	ou_edi_release(&r->edi);
	ou_po_wait_release(r);
	free(r);
	return result;
}
