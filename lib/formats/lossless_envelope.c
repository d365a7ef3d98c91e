#include "ou/base/sixteen.h"
#include "lossless_read.h"

/*
 * The members that all messages of an interchange share, made once, and the
 * character set of each.
 */
/* How lines end, as the first two segments show. */
static void
see_lines(struct lossless_run *r, const struct ou_edi_message *m)
{
	const struct ou_edi_marks *marks = &r->edi.marks;
	const struct ou_edi_piece *first = m->pieces;
	struct ou_str s;
	size_t from, n;

	r->crlf = marks->terminator == '\n' && first->n > 0 &&
	    m->bytes.p[first->at + first->n - 1] == '\r';
	if (m->n < 2)
		return;
	from = (size_t)first->at + first->n + 1;
	s = ou_str_make(m->bytes.p + from, m->pieces[1].at - from);
	/* blanks behind it are somebody's indentation */
	for (n = 0; n < s.n && (s.p[n] == '\r' || s.p[n] == '\n'); n++)
		;
	if (n < sizeof(r->line_end))
		memcpy(r->line_end, s.p, n);
}

/* One byte as the character of that number. */
static void
put_mark(struct ou_buf *to, const char *name, struct ou_str s)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_str text;

	if (s.n == 0 || *s.p == '\0' || ou_charset_decode(&a, &text, s,
	    OU_CHARSET_LATIN1, NULL) != 0)
		return;
	if (to->n > 1)
		ou_buf_addc(to, ',');
	ou_buf_printf(to, "\"%s\":", name);
	ou_json_put_string(to, text);
	ou_arena_release(&a);
}

static void
put_delimiters(struct lossless_run *r)
{
	const struct ou_edi_marks *m = &r->edi.marks;
	struct ou_buf *to = &r->delimiters;

	ou_buf_clear(to);
	ou_buf_addc(to, '{');
	put_mark(to, "element", ou_str_make(&m->element, 1));
	put_mark(to, "component", ou_str_make(&m->component, 1));
	put_mark(to, "repetition", ou_str_make(&m->repetition, 1));
	put_mark(to, "release", ou_str_make(&m->release, 1));
	put_mark(to, "terminator", r->crlf ? OU_STR("\r\n") :
	    ou_str_make(&m->terminator, 1));
	put_mark(to, "lineEnd", ou_str_c(r->line_end));
	ou_buf_addc(to, '}');
}

/* The character set of a header; it is said where it matters. */
static void
begin_header(struct lossless_run *r, struct lossless_put *put,
    struct ou_buf *to, struct ou_str bytes)
{
	enum ou_charset cs = ou_edi_charset_of(bytes,
	    ou_edi_declared(r->edi.family, &r->edi.interchange.seg));
	size_t i;

	for (i = 0; i < bytes.n && (bytes.p[i] & 0x80) == 0; i++)
		;
	if (i == bytes.n)
		cs = OU_CHARSET_ASCII;
	ou_lossless_put_begin(put, &r->edi.marks, cs);
	if (!ou_lossless_decodes(put, bytes))
		ou_lossless_put_begin(put, &r->edi.marks,
		    cs = OU_CHARSET_LATIN1);
	if (cs != OU_CHARSET_ASCII)
		ou_buf_printf(to, ",\"charset\":\"%s\"", ou_charset_name(cs));
}

static void
put_facts(struct lossless_run *r, struct lossless_put *put)
{
	struct ou_edi_interchange i;
	struct ou_buf *to = &r->envelope;

	ou_edi_interchange(&r->edi, &i);
	ou_lossless_put_member(put, to, "reference", i.reference);
	ou_lossless_put_member(put, to, "sender", i.sender.id);
	ou_lossless_put_member(put, to, "recipient", i.recipient.id);
	if (i.test)
		ou_buf_puts(to, ",\"test\":true");
}

static void
put_envelope(struct lossless_run *r)
{
	const struct ou_edi_header *h = &r->edi.interchange;
	static const struct ou_edi_marks none = { .family = OU_EDI_EDIFACT };
	struct ou_str bytes = ou_buf_str(&h->bytes);
	struct ou_buf *to = &r->envelope;
	struct lossless_put put, plain;

	ou_buf_clear(to);
	ou_buf_printf(to, "{\"number\":%llu",
	    (unsigned long long)r->interchanges);
	begin_header(r, &put, to, bytes);
	put_facts(r, &put);
	if (ou_str_starts(bytes, "UNA") && bytes.n >= 9) {
		ou_lossless_put_begin(&plain, &none, OU_CHARSET_LATIN1);
		ou_lossless_put_member(&plain, to, "una",
		    ou_str_sub(bytes, 0, 9));
	}
	if (h->seg.n > 0) {
		ou_buf_puts(to, ",\"header\":");
		if (r->edi.family == OU_EDI_X12)
			ou_lossless_put_isa(&put, to, h->seg.raw);
		else
			ou_lossless_put_segment(&put, to, h->seg.raw);
	}
	if (r->service.n > 0) {
		ou_buf_puts(to, ",\"service\":[");
		ou_buf_adds(to, ou_buf_str(&r->service));
		ou_buf_addc(to, ']');
	}
	ou_buf_addc(to, '}');
}

void
ou_lossless_know(struct lossless_run *r, const struct ou_edi_message *message)
{
	if (r->known)
		return;
	r->known = true;
	r->crlf = false;
	memset(r->line_end, 0, sizeof(r->line_end));
	if (message != NULL)
		see_lines(r, message);
	put_delimiters(r);
	put_envelope(r);
}

void
ou_lossless_know_group(struct lossless_run *r)
{
	struct ou_buf *to = &r->set;
	struct ou_str raw = r->edi.group.seg.raw;
	struct lossless_put put;

	r->changed = true;
	ou_buf_clear(to);
	ou_buf_printf(to, "{\"number\":%llu", (unsigned long long)++r->groups);
	begin_header(r, &put, to, raw);
	ou_buf_puts(to, ",\"header\":");
	ou_lossless_put_segment(&put, to, raw);
	ou_buf_addc(to, '}');
}

void
ou_lossless_know_service(struct lossless_run *r)
{
	struct lossless_put put;

	/* behind messages they are bytes of the gap */
	if (r->known)
		return;
	if (r->service.n > 0)
		ou_buf_addc(&r->service, ',');
	ou_lossless_put_begin(&put, &r->edi.marks, OU_CHARSET_LATIN1);
	ou_lossless_put_segment(&put, &r->service, r->edi.service);
}

static bool
is_ascii(struct ou_str s)
{
	size_t i;

	for (i = 0; i < s.n; i += 16) {
		if ((ou_sixteen_high(s.p + i) & ou_sixteen_of(s.n - i)) != 0)
			return false;
	}
	return true;
}

void
ou_lossless_choose(struct lossless_run *r, struct ou_str s)
{
	enum ou_charset cs = OU_CHARSET_ASCII;
	struct ou_edi_fault fault = { .kind = OU_EDI_FAULT_CHARACTER,
	    .level = OU_EDI_IN_MESSAGE };
	enum ou_charset said = ou_edi_declared(r->edi.family,
	    &r->edi.interchange.seg);

	if (!is_ascii(s))
		cs = r->x->charset != OU_CHARSET_UNKNOWN ? r->x->charset :
		    ou_edi_charset_of(s, said);
	if (cs != r->put.charset || r->changed)
		ou_lossless_put_begin(&r->put, &r->edi.marks, cs);
	if (!ou_lossless_decodes(&r->put, s) && cs != OU_CHARSET_ASCII)
		ou_lossless_put_begin(&r->put, &r->edi.marks,
		    cs = OU_CHARSET_LATIN1);
	r->put.odd = false;
	if (cs == OU_CHARSET_ASCII || cs == said ||
	    r->x->charset != OU_CHARSET_UNKNOWN)
		return;
	ou_edi_report(&r->edi, &fault, r->edi.message.segment,
	    r->edi.message.byte, "bytes above 127 are read as %s%s%s",
	    ou_charset_name(cs),
	    said == OU_CHARSET_UNKNOWN ? "" : ", the interchange says ",
	    said == OU_CHARSET_UNKNOWN ? "" : ou_charset_name(said));
}
