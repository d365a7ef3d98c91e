#include "ou/base/base64.h"
#include "lossless.h"

/*
 * From records to bytes.  What is open follows from the records alone: a
 * message whose interchange is another one than that of the message before
 * closes that one.  Line ends stand in front of segments, but for the first
 * of an interchange, and behind its last.
 */
struct frame {
	struct ou_lossless_out *o;
	const struct ou_json *j;
	struct ou_err *err;
	uint32_t interchange, group, segments;
	struct ou_edi_out edi;		/* that of the record */
	char line_end[9], terminator[3];
	struct ou_str key, group_key;
	struct ou_str reference, group_reference;
	uint64_t number;
	bool x12, complete;
	bool fresh;			/* another interchange, or the first */
};

/* --- what the record says --- */

static struct ou_str
member_text(const struct frame *f, uint32_t object, const char *name)
{
	uint32_t node = object == 0 ? 0 : ou_json_member(f->j, object, name);

	return ou_lossless_scalar(f->j, node, &f->o->arena);
}

/* A separator: one byte, the character of that number. */
static int
mark(const struct frame *f, uint32_t object, const char *name, char *to)
{
	struct ou_str s = member_text(f, object, name);
	struct ou_buf b = OU_BUF_INIT;
	int r;

	*to = 0;
	if (s.n == 0)
		return 0;
	r = ou_charset_encode(&b, s, OU_CHARSET_LATIN1, NULL);
	if (r == 0 && b.n == 1)
		*to = b.p[0];
	ou_buf_release(&b);
	return *to != 0 ? 0 : ou_err_set(f->err, OU_ERR_RECORD, OU_DIAG_VALUE,
	    "delimiters.%s is not one character", name);
}

static int
ends(struct frame *f, uint32_t object)
{
	struct ou_str t = member_text(f, object, "terminator");
	struct ou_str l = member_text(f, object, "lineEnd");

	if (ou_str_is(t, "\r\n")) {
		f->edi.marks.terminator = '\n';
		memcpy(f->terminator, "\r\n", 3);
	} else if (mark(f, object, "terminator",
	    &f->edi.marks.terminator) != 0)
		return -1;
	else
		f->terminator[0] = f->edi.marks.terminator;
	if (l.n >= sizeof(f->line_end) || ou_str_trim(l).n > 0)
		return ou_err_set(f->err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "delimiters.lineEnd is no line end");
	if (l.n > 0)
		memcpy(f->line_end, l.p, l.n);
	return 0;
}

static int
delimiters(struct frame *f, uint32_t object)
{
	struct ou_edi_marks *m = &f->edi.marks;

	ou_edi_marks_usual(m, f->x12 ? OU_EDI_X12 : OU_EDI_EDIFACT);
	f->terminator[0] = m->terminator;
	if (object == 0)
		return 0;
	if (mark(f, object, "element", &m->element) != 0 ||
	    mark(f, object, "component", &m->component) != 0 ||
	    mark(f, object, "repetition", &m->repetition) != 0 ||
	    mark(f, object, "release", &m->release) != 0 ||
	    ends(f, object) != 0)
		return -1;
	if (m->element != 0 && m->terminator != 0)
		return 0;
	return ou_err_set(f->err, OU_ERR_RECORD, OU_DIAG_VALUE,
	    "delimiters have no %s", m->element == 0 ? "element" :
	    "terminator");
}

/* What texts are written in: as the record says, else as the UNB does. */
static enum ou_charset
charset(const struct frame *f, uint32_t object)
{
	struct ou_str name = member_text(f, object, "charset"), syntax;
	uint32_t header = f->interchange == 0 ? 0 : ou_json_member(f->j,
	    f->interchange, "header");
	uint32_t s001 = ou_lossless_item(f->j, header, 1);
	enum ou_charset said;

	if (name.n > 0)
		return ou_charset_find(name);
	if (s001 != 0 && f->j->nodes[s001].kind == OU_JSON_ARRAY)
		s001 = ou_lossless_item(f->j, s001, 0);
	syntax = ou_lossless_scalar(f->j, s001, &f->o->arena);
	if (f->x12 || syntax.n == 0)
		return OU_CHARSET_LATIN1;
	said = ou_edi_charset(syntax);
	return said == OU_CHARSET_UNKNOWN ? OU_CHARSET_LATIN1 : said;
}

static bool
is_false(const struct ou_json *j, uint32_t node)
{
	return node != 0 && j->nodes[node].kind == OU_JSON_FALSE;
}

static int
look(struct frame *f, uint32_t root)
{
	const struct ou_lossless_out *o = f->o;
	const struct ou_json *j = f->j;

	f->x12 = !ou_str_is(member_text(f, root, "family"), "edifact");
	f->interchange = ou_json_member(j, root, "interchange");
	f->group = ou_json_member(j, root, "group");
	f->segments = ou_json_member(j, root, "segments");
	f->complete = !is_false(j, ou_json_member(j, root, "complete"));
	if (f->interchange != 0)
		f->key = ou_json_raw(j, f->interchange);
	if (f->group != 0)
		f->group_key = ou_json_raw(j, f->group);
	f->number = (uint64_t)ou_edi_number(member_text(f, f->interchange,
	    "number"));
	f->edi.controls = true;
	f->edi.charset = charset(f, root);
	f->fresh = !o->open || !ou_str_eq(ou_buf_str(&o->key), f->key);
	if (f->fresh)
		return delimiters(f, ou_json_member(j, root, "delimiters"));
	/* the separators are those of the header */
	f->edi.marks = o->edi.marks;
	memcpy(f->line_end, o->line_end, sizeof(f->line_end));
	memcpy(f->terminator, o->terminator, sizeof(f->terminator));
	return 0;
}

/* --- pieces --- */

static void
end_segment(const struct frame *f, struct ou_buf *to)
{
	ou_buf_puts(to, f->terminator);
}

/* The bytes of one element, which a trailer repeats. */
static struct ou_str
element_bytes(struct frame *f, enum ou_charset cs, uint32_t header,
    uint32_t i)
{
	struct ou_str s = ou_lossless_scalar(f->j, ou_lossless_item(f->j,
	    header, i), &f->o->arena);
	struct ou_edi_out out = f->edi;
	struct ou_buf b = OU_BUF_INIT;

	out.to = &b;
	out.charset = cs;
	if (s.p != NULL && ou_edi_out_text(&out, s, NULL) == 0)
		s = ou_str_dup(&f->o->arena, ou_buf_str(&b));
	else
		s = OU_STR_NONE;
	ou_buf_release(&b);
	return s;
}

static int
put_header(struct frame *f, uint32_t of, struct ou_buf *to)
{
	uint32_t header = ou_json_member(f->j, of, "header");
	struct ou_edi_out out = f->edi;

	if (header == 0)
		return 0;
	out.to = to;
	out.charset = charset(f, of);
	if (f->x12 && of == f->interchange) {
		/* the separators stand in it as values */
		out.marks.component = out.marks.repetition = 0;
		out.marks.terminator = 0;
	}
	if (ou_lossless_segment(&out, &f->o->arena, f->j, header,
	    f->err) != 0)
		return -1;
	end_segment(f, to);
	return 0;
}

static int
put_service(struct frame *f, struct ou_buf *to)
{
	uint32_t list = ou_json_member(f->j, f->interchange, "service"), i,
	    node;
	struct ou_edi_out out = f->edi;

	out.to = to;
	for (i = 0; (node = ou_lossless_item(f->j, list, i)) != 0; i++) {
		ou_buf_puts(to, f->line_end);
		if (ou_lossless_segment(&out, &f->o->arena, f->j, node,
		    f->err) != 0)
			return -1;
		end_segment(f, to);
	}
	return 0;
}

/* ISA or UNA and UNB; nothing where messages stand alone. */
static int
open_interchange(struct frame *f, struct ou_buf *to)
{
	struct ou_str una;
	uint32_t header;

	if (f->interchange == 0)
		return 0;
	header = ou_json_member(f->j, f->interchange, "header");
	una = member_text(f, f->interchange, "una");
	f->reference = element_bytes(f, charset(f, f->interchange), header,
	    f->x12 ? 13 : 5);
	if (una.n > 0 && ou_charset_encode(to, una, OU_CHARSET_LATIN1,
	    f->err) != 0)
		return -1;
	if (una.n > 0 && header != 0)
		ou_buf_puts(to, f->line_end);
	return put_header(f, f->interchange, to) != 0 ? -1 :
	    put_service(f, to);
}

/* Say that a trailer is not what it was. */
static void
anew(struct ou_lossless_out *o, struct ou_str trailer)
{
	ou_buf_puts(&o->anew, o->anew.n == 0 ? "written anew: " : ", ");
	ou_buf_adds(&o->anew, trailer);
}

static void
put_trailer(const struct ou_lossless_out *o, struct ou_buf *to,
    const char *tag, uint64_t count, struct ou_str reference)
{
	const char e = o->edi.marks.element;

	ou_buf_printf(to, "%s%s%c%llu%c", o->line_end, tag, e,
	    (unsigned long long)count, e);
	ou_buf_adds(to, reference);
	ou_buf_puts(to, o->terminator);
}

static void
close_group(const struct ou_lossless_out *o, struct ou_buf *to)
{
	if (o->group_open)
		put_trailer(o, to, o->edi.marks.family == OU_EDI_X12 ?
		    "GE" : "UNE", o->group_messages,
		    ou_buf_str(&o->group_reference));
}

static void
close_interchange(const struct ou_lossless_out *o, struct ou_buf *to)
{
	bool x12 = o->edi.marks.family == OU_EDI_X12;

	if (!o->open)
		return;
	close_group(o, to);
	if (o->headed)
		put_trailer(o, to, x12 ? "IEA" : "UNZ", x12 || o->groups > 0 ?
		    o->groups : o->messages, ou_buf_str(&o->reference));
	ou_buf_puts(to, o->line_end);
}

static void
remember(struct ou_lossless_out *o, const struct frame *f)
{
	struct ou_buf *key = &o->key;

	ou_buf_clear(key);
	ou_buf_adds(key, f->key);
	ou_buf_clear(&o->reference);
	ou_buf_adds(&o->reference, f->reference);
	o->edi = f->edi;
	memcpy(o->line_end, f->line_end, sizeof(o->line_end));
	memcpy(o->terminator, f->terminator, sizeof(o->terminator));
	o->number = f->number;
	o->open = true;
	o->headed = f->interchange != 0 && ou_json_member(f->j,
	    f->interchange, "header") != 0;
	o->group_open = false;
	o->messages = o->groups = o->group_messages = 0;
}

/* --- a message --- */

/* SE or UNT: count and reference are what they must be; what is right already
 * stays as it stands. */
static int
put_message_end(struct frame *f, uint32_t node, uint32_t n,
    struct ou_str reference, struct ou_buf *to)
{
	struct ou_str count = element_bytes(f, f->edi.charset, node, 1);
	struct ou_str repeated = element_bytes(f, f->edi.charset, node, 2);
	const char *tag = f->x12 ? "SE" : "UNT";
	struct ou_edi_out out = f->edi;
	size_t from = to->n;
	uint32_t i, item;

	out.to = to;
	if (node != 0 && ou_edi_number(count) == n &&
	    ou_edi_same(repeated, reference))
		return ou_lossless_segment(&out, &f->o->arena, f->j, node,
		    f->err);
	ou_buf_printf(to, "%s%c%u%c", tag, f->edi.marks.element, n,
	    f->edi.marks.element);
	ou_buf_adds(to, reference);
	for (i = 3; (item = ou_lossless_item(f->j, node, i)) != 0; i++) {
		ou_buf_addc(to, f->edi.marks.element);
		ou_buf_adds(to, element_bytes(f, f->edi.charset, node, i));
	}
	if (node != 0)
		anew(f->o, ou_str_make(to->p + from, to->n - from));
	return 0;
}

static bool
is_trailer(struct frame *f, uint32_t node)
{
	return ou_str_is(ou_lossless_scalar(f->j, ou_lossless_item(f->j,
	    node, 0), &f->o->arena), f->x12 ? "SE" : "UNT");
}

static bool
is_object(const struct ou_json *j, uint32_t list, uint32_t at)
{
	return at > list + 1 && j->nodes[at].kind == OU_JSON_OBJECT;
}

/* Segments, and objects of packages, which nothing ends: neither line ends nor
 * a terminator are around them.  How many segments; -1: an error. */
static int64_t
put_items(struct frame *f, struct ou_str reference, struct ou_buf *to,
    bool *trailer)
{
	const struct ou_json *j = f->j;
	struct ou_edi_out out = f->edi;
	uint32_t n = 0, i = 0, at, list = f->segments;
	uint32_t end = j->nodes[list].next;
	bool object = true;
	int r;

	out.to = to;
	for (at = list + 1; at < end; at = j->nodes[at].next, i++) {
		if (!object && !is_object(j, list, at))
			ou_buf_puts(to, f->line_end);
		object = is_object(j, list, at);
		n += !object;
		*trailer = j->nodes[at].next >= end && is_trailer(f, at);
		r = object ? ou_lossless_bytes(&out, &f->o->arena, j, at,
		    f->err) : *trailer ?
		    put_message_end(f, at, n, reference, to) :
		    ou_lossless_segment(&out, &f->o->arena, j, at, f->err);
		if (r != 0) {
			ou_err_at(f->err, NULL, 0, 0);
			return ou_err_in(f->err, "segments.%u", i);
		}
		if (!object)
			ou_buf_puts(to, f->terminator);
	}
	return n;
}

static int
put_message(struct frame *f, struct ou_buf *to)
{
	const struct ou_json *j = f->j;
	struct ou_str reference;
	uint32_t list = f->segments;
	bool trailer = false;
	int64_t n;

	if (list == 0 || j->nodes[list].kind != OU_JSON_ARRAY ||
	    ou_lossless_item(j, list, 0) == 0)
		return ou_err_set(f->err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "segments is no array of segments");
	reference = element_bytes(f, f->edi.charset,
	    ou_lossless_item(j, list, 0), f->x12 ? 2 : 1);
	n = put_items(f, reference, to, &trailer);
	if (n < 0)
		return -1;
	if (trailer || !f->complete)
		return 0;
	ou_buf_puts(to, f->line_end);
	(void)put_message_end(f, 0, (uint32_t)n + 1, reference, to);
	ou_buf_puts(to, f->terminator);
	return 0;
}

/* What stands in front of a message: headers, and the trailer of the group
 * that is over. */
static int
put_before(struct frame *f, bool regroup)
{
	const bool fresh = f->fresh;
	struct ou_lossless_out *o = f->o;
	struct ou_buf *to = &o->before;
	uint32_t header;

	if (fresh && open_interchange(f, to) != 0)
		return -1;
	if (!fresh && regroup)
		close_group(o, to);
	if (regroup && f->group != 0) {
		header = ou_json_member(f->j, f->group, "header");
		f->group_reference = element_bytes(f, charset(f, f->group),
		    header, f->x12 ? 6 : 5);
		if (!fresh || to->n > 0)
			ou_buf_puts(to, f->line_end);
		if (put_header(f, f->group, to) != 0)
			return -1;
	}
	if (!fresh || to->n > 0)
		ou_buf_puts(to, f->line_end);
	return 0;
}

static bool
same_group(const struct ou_lossless_out *o, const struct frame *f)
{
	if (f->group == 0)
		return !o->group_open;
	return o->group_open && ou_str_eq(ou_buf_str(&o->group_key),
	    f->group_key);
}

static void
enter_group(struct ou_lossless_out *o, const struct frame *f)
{
	o->group_open = f->group != 0;
	o->group_messages = 0;
	o->groups += o->group_open;
	ou_buf_clear(&o->group_key);
	ou_buf_adds(&o->group_key, f->group_key);
	ou_buf_clear(&o->group_reference);
	ou_buf_adds(&o->group_reference, f->group_reference);
}

static int
render_message(struct frame *f, bool body)
{
	struct ou_lossless_out *o = f->o;
	bool regroup = f->fresh || !same_group(o, f);

	if (body && put_message(f, &o->body) != 0)
		return -1;
	if (put_before(f, regroup) != 0)
		return -1;
	if (f->fresh) {
		close_interchange(o, &o->late);
		remember(o, f);
	}
	if (regroup)
		enter_group(o, f);
	return 0;
}

/* --- the end of an interchange --- */

static int
render_end(struct frame *f, uint32_t root)
{
	struct ou_lossless_out *o = f->o;
	struct ou_str messages = member_text(f, root, "messages");
	struct ou_str stated = member_text(f, root, "stated");
	bool mine = !f->fresh || (o->open && o->number == f->number);

	if (!mine) {
		/* its messages did not come this way */
		if (ou_edi_number(messages) > 0)
			return 0;
		if (open_interchange(f, &o->body) != 0)
			return -1;
		close_interchange(o, &o->late);
		remember(o, f);
	}
	close_interchange(o, &o->body);
	if (stated.n > 0 && ou_edi_number(stated) != (int64_t)
	    (f->x12 || o->groups > 0 ? o->groups : o->messages))
		anew(o, f->x12 ? OU_STR("IEA") : OU_STR("UNZ"));
	o->open = o->group_open = false;
	return 0;
}

int
ou_lossless_render(struct ou_lossless_out *o, const struct ou_json *j,
    uint32_t root, bool interchange, bool body, struct ou_err *err)
{
	struct frame f = { .o = o, .j = j, .err = err };

	ou_buf_clear(&o->late);
	ou_buf_clear(&o->before);
	ou_buf_clear(&o->body);
	ou_buf_clear(&o->anew);
	if (look(&f, root) != 0)
		return -1;
	return interchange ? render_end(&f, root) : render_message(&f, body);
}

void
ou_lossless_count(struct ou_lossless_out *o)
{
	o->messages++;
	o->group_messages++;
}

/* --- records --- */

/* What stands there exactly, as long as it is of the arrays; else what
 * follows from those. */
static int
put_exact(struct ou_lossless_out *o, const struct ou_record *r,
    const char *name, const struct ou_buf *canonical, struct ou_buf *to,
    struct ou_err *err)
{
	const struct ou_json *j = &r->json;
	struct frame f = { .o = o, .j = j };
	uint32_t object = ou_json_member(j, 1, name);
	struct ou_str of, text, base64;

	of = member_text(&f, object, "of");
	if (of.n == 0 || !ou_str_eq(of, ou_lossless_digest(&o->arena,
	    ou_buf_str(canonical)))) {
		ou_buf_adds(to, ou_buf_str(canonical));
		return 1;
	}
	text = member_text(&f, object, "text");
	base64 = member_text(&f, object, "base64");
	if (base64.n > 0 && ou_base64_decode(&o->arena, &text, base64,
	    err) != 0)
		return ou_err_in(err, "%s.base64", name);
	ou_buf_adds(to, text);
	return 0;
}

static void
tell(struct ou_lossless_out *o)
{
	if (o->note == NULL || o->anew.n == 0)
		return;
	ou_buf_addc(&o->anew, '\0');
	o->note(o->arg, o->anew.p);
}

int
ou_lossless_write(struct ou_lossless_out *o, const struct ou_record *r,
    struct ou_buf *to, struct ou_err *err)
{
	bool interchange = ou_str_is(r->type, "EdiInterchange");
	size_t before = to->n;
	int done;

	ou_arena_reset(&o->arena);
	if (ou_lossless_render(o, &r->json, 1, interchange, true, err) != 0)
		return -1;
	ou_buf_adds(to, ou_buf_str(&o->late));
	if (!interchange &&
	    put_exact(o, r, "before", &o->before, to, err) < 0)
		done = -1;
	else
		done = put_exact(o, r, "exact", &o->body, to, err);
	if (done < 0) {
		to->n = before;
		return -1;
	}
	if (done > 0)
		tell(o);
	if (!interchange)
		ou_lossless_count(o);
	return 0;
}

size_t
ou_lossless_late(const struct ou_lossless_out *o)
{
	return o->late.n;
}

void
ou_lossless_finish(struct ou_lossless_out *o, struct ou_buf *to)
{
	close_interchange(o, to);
	o->open = o->group_open = false;
}
