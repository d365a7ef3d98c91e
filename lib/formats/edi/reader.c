#include <stdlib.h>

#include "edi.h"

/*
 * The window of the source begins at what comes next.  A message is found by
 * looking for terminators only; its segments are noted as offsets, so that the
 * window may move and grow until the message is in it as a whole.  What was
 * handed out is taken off the window by the next call.
 */
#define SEGMENTS_MAX ((uint32_t)4 << 20)
#define LOOK 16			/* bytes that tell what begins here */
#define LONG_SEGMENT 1024	/* it may have swallowed a header */

void
ou_edi_init(struct ou_edi *edi, struct ou_source *src,
    enum ou_edi_family family)
{
	memset(edi, 0, sizeof(*edi));
	edi->src = src;
	edi->family = family;
	edi->message_max = (size_t)64 << 20;
}

void
ou_edi_release(struct ou_edi *edi)
{
	ou_buf_release(&edi->interchange.bytes);
	ou_buf_release(&edi->group.bytes);
	ou_buf_release(&edi->una);
	free(edi->pieces);
}

int
ou_edi_segment(const struct ou_edi_marks *marks,
    const struct ou_edi_message *message, uint32_t i,
    struct ou_edi_segment *seg)
{
	const struct ou_edi_piece *piece = &message->pieces[i];

	seg->number = message->segment + i;
	seg->byte = message->byte + piece->at;
	return ou_edi_split(seg, marks,
	    ou_str_make(message->bytes.p + piece->at, piece->n));
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The window with at least ${n} bytes, or all there is. */
static struct ou_str
look(struct ou_edi *edi, size_t n)
{
	struct ou_str w = ou_source_window(edi->src);

	if (w.n < n)
		w = ou_source_fill(edi->src, n, NULL);
	return w;
}

/* More than the ${n} bytes that are there; false at the end. */
static bool
look_further(struct ou_edi *edi, struct ou_str *w)
{
	size_t n = w->n;

	*w = ou_source_fill(edi->src, n + 1, NULL);
	if (w->p == NULL)
		w->n = 0;
	return w->n > n;
}

/* Line ends and blanks between segments, a byte order mark in front of the
 * first, and the end-of-file marks of old systems. */
static struct ou_str
skip_padding(struct ou_edi *edi)
{
	struct ou_str w;
	size_t i;

	for (;;) {
		w = look(edi, LOOK);
		if (ou_source_offset(edi->src) == 0 &&
		    ou_str_starts(w, "\xef\xbb\xbf")) {
			ou_source_skip(edi->src, 3);
			continue;
		}
		for (i = 0; i < w.n && (is_blank(w.p[i]) ||
		    w.p[i] == '\x1a' || w.p[i] == '\0' ||
		    (edi->marked && w.p[i] == edi->marks.terminator)); i++)
			;
		if (i == 0)
			return w;
		ou_source_skip(edi->src, i);
	}
}

__attribute__((noinline)) static void
more_pieces(struct ou_edi *edi)
{
	edi->cap_pieces = edi->cap_pieces == 0 ? 256 : edi->cap_pieces * 2;
	edi->pieces = realloc(edi->pieces,
	    edi->cap_pieces * sizeof(*edi->pieces));
	if (edi->pieces == NULL)
		ou_out_of_memory();
}

static inline void
note_piece(struct ou_edi *edi, uint32_t n, size_t at, size_t len)
{
	if (n == edi->cap_pieces)
		more_pieces(edi);
	edi->pieces[n] = (struct ou_edi_piece){ (uint32_t)at, (uint32_t)len };
}

/*
 * The last segment of a message that did not end well may have swallowed the
 * header of the next interchange, when the file in front was cut off and the
 * two were written behind each other.
 */
static void
dig_up(struct ou_edi *edi, struct ou_edi_message *m, const char *p)
{
	struct ou_edi_piece *last = &edi->pieces[m->n - 1];
	size_t at = ou_edi_buried(edi, ou_str_make(p + last->at, last->n));

	if (at == last->n || at == 0)
		return;
	last->n = (uint32_t)at;
	m->bytes.n = last->at + at;
	m->cut = true;
}

/* Is a last segment without terminator a trailer that is complete? */
static bool
ends_message(struct ou_edi *edi, const char *p, size_t at, size_t n,
    uint32_t count)
{
	struct ou_edi_segment seg;
	struct ou_str reference;

	if (count == 0 ||
	    ou_edi_kind(edi, p + at, n - at) != EDI_MESSAGE_END)
		return false;
	(void)ou_edi_split(&seg, &edi->marks,
	    ou_str_make(p + edi->pieces[0].at, edi->pieces[0].n));
	reference = ou_edi_element(&seg, edi->family == OU_EDI_X12 ? 2 : 1);
	(void)ou_edi_split(&seg, &edi->marks, ou_str_make(p + at, n - at));
	return ou_edi_number(ou_edi_element(&seg, 1)) == count + 1 &&
	    ou_edi_same(ou_edi_element(&seg, 2), reference);
}

/* Behind the last terminator: the message stops where the window does. */
static void
read_tail(struct ou_edi *edi, struct ou_edi_message *m, struct ou_str w,
    size_t at)
{
	m->cut = true;
	if (at < w.n && ends_message(edi, w.p, at, w.n, m->n)) {
		m->cut = false;
		m->whole = true;
	}
	if (at < w.n)
		note_piece(edi, m->n++, at, w.n - at);
}

/* A header or trailer that cannot stand inside a message. */
static bool
interrupts(enum edi_kind kind)
{
	return kind > EDI_MORE && kind != EDI_MESSAGE_END;
}

/* A header in a segment that has been long without a terminator.  There is
 * none in front of ${searched}. */
static bool
swallowed(struct ou_edi *edi, struct ou_edi_message *m, struct ou_str w,
    size_t *at, size_t *searched)
{
	size_t from = *searched > *at ? *searched : *at, hit;

	if (w.n - *at < LONG_SEGMENT)
		return false;
	hit = from + ou_edi_buried(edi, ou_str_sub(w, from, w.n));
	/* it may lie across the end of the window */
	*searched = w.n - LOOK;
	if (hit == *at || hit == w.n)
		return false;
	note_piece(edi, m->n++, *at, hit - *at);
	m->cut = true;
	*at = hit;
	return true;
}

/* The segments of the message that begins the window, up to its trailer or
 * what comes where that should be; how many bytes they are. */
static size_t
read_segments(struct ou_edi *edi, struct ou_edi_message *m, struct ou_str *w)
{
	size_t at = 0, from = 0, searched = 0, end;
	enum edi_kind kind;

	for (;;) {
		while (at < w->n && is_blank(w->p[at]))
			at++;
		kind = ou_edi_kind(edi, w->p + at, w->n - at);
		if (m->n > 0 && interrupts(kind)) {
			m->cut = kind == EDI_INTERCHANGE || kind == EDI_UNA;
			return at;
		}
		if (from < at || (at < w->n && w->p[at] == 'B'))
			from = at;
		end = kind == EDI_MORE ? w->n :
		    ou_edi_end(&edi->marks, w->p, w->n, from);
		m->too_long = end > edi->message_max || m->n >= SEGMENTS_MAX;
		if (m->too_long)
			return at;
		if (end == w->n) {
			from = end;
			if (swallowed(edi, m, *w, &at, &searched))
				return at;
			if (look_further(edi, w))
				continue;
			read_tail(edi, m, *w, at);
			return w->n;
		}
		if (end > at)
			note_piece(edi, m->n++, at, end - at);
		from = at = end + 1;
		m->whole = kind == EDI_MESSAGE_END;
		if (m->whole)
			return at;
	}
}

static void
read_message(struct ou_edi *edi)
{
	struct ou_edi_message *m = &edi->message;
	struct ou_str w = ou_source_window(edi->src);
	size_t n;

	*m = (struct ou_edi_message){
		.byte = ou_source_offset(edi->src),
		.segment = edi->segments + 1,
	};
	n = read_segments(edi, m, &w);
	/* one segment that is too long by itself: what there is of it */
	if (m->too_long && n == 0)
		n = w.n < edi->message_max ? w.n : edi->message_max;
	m->bytes = ou_str_make(w.p, n);
	if (m->n == 0)
		note_piece(edi, m->n++, 0, n);
	if (!m->whole && !m->too_long)
		dig_up(edi, m, w.p);
	m->pieces = edi->pieces;
	edi->segments += m->n;
	edi->taken = m->bytes.n;
	edi->interchange.messages++;
	edi->group.messages++;
}

/*
 * Bytes that belong to nothing: up to the next segment that the envelope
 * knows.  Before the first header there are no separators to go by.
 */
static size_t
stray_bytes(struct ou_edi *edi)
{
	struct ou_str w = ou_source_window(edi->src);
	size_t at = 1, end, hit;

	for (;;) {
		end = edi->marked && at < w.n ?
		    ou_edi_end(&edi->marks, w.p, w.n, at) : w.n;
		hit = at + ou_edi_buried(edi, ou_str_sub(w, at, end - at));
		if (hit < end)
			return hit;
		if (end > edi->message_max)
			return end;
		if (end == w.n) {
			/* a header may lie across the end of the window */
			if (w.n > at + LOOK)
				at = w.n - LOOK;
			if (!look_further(edi, &w))
				return w.n;
			continue;
		}
		edi->segments++;
		for (at = end + 1; at < w.n && is_blank(w.p[at]); at++)
			;
		if (w.n - at < LOOK)
			(void)look_further(edi, &w);
		if (interrupts(ou_edi_kind(edi, w.p + at, w.n - at)))
			return at;
	}
}

static void
read_stray(struct ou_edi *edi)
{
	edi->taken = stray_bytes(edi);
	edi->stray = ou_str_sub(ou_source_window(edi->src), 0, edi->taken);
	edi->stray_byte = ou_source_offset(edi->src);
}

/* The segment that begins the window, with its terminator when it has one. */
static struct ou_str
read_segment(struct ou_edi *edi)
{
	struct ou_str w = ou_source_window(edi->src);
	size_t end, from = 0;

	while ((end = ou_edi_end(&edi->marks, w.p, w.n, from)) == w.n) {
		from = end;
		if (w.n > edi->message_max || !look_further(edi, &w))
			return ou_str_make(w.p, w.n);
	}
	return ou_str_make(w.p, end + 1);
}

/* A UNB without its terminator is ended by the line. */
static struct ou_str
read_header(struct ou_edi *edi)
{
	struct ou_str raw = read_segment(edi);
	ptrdiff_t line;

	line = ou_str_find(raw, '\n');
	if (edi->family == OU_EDI_EDIFACT && line > 0 &&
	    (size_t)line + 4 < raw.n &&
	    memcmp(raw.p + line + 1, "UN", 2) == 0) {
		ou_edi_finding(edi, OU_DIAG_EDI_SYNTAX, edi->segments + 1, 0,
		    ou_source_offset(edi->src),
		    "%.3s ends with the line, without its terminator", raw.p);
		/* and so do all others, when the next one does */
		if (memchr(raw.p + line + 1, '\n', raw.n - (size_t)line - 1)
		    != NULL)
			edi->marks.terminator = '\n';
		raw.n = (size_t)line;
		if (raw.p[raw.n - 1] == '\r')
			raw.n--;
	}
	return raw;
}

static int
open_x12(struct ou_edi *edi)
{
	struct ou_edi_marks m;
	struct ou_err err = { 0 };
	struct ou_str w = ou_source_window(edi->src);
	size_t used = 0;
	int r;

	while ((r = ou_edi_marks_isa(&m, w.p, w.n, false, &used, &err)) ==
	    -2) {
		if (!look_further(edi, &w)) {
			r = ou_edi_marks_isa(&m, w.p, w.n, true, &used, &err);
			break;
		}
	}
	if (r != 0)
		ou_edi_finding(edi, err.code, edi->segments + 1, err.column,
		    ou_source_offset(edi->src), "%s", err.text);
	if (r < 0)
		return -1;
	edi->marks = m;
	ou_edi_open(edi, &edi->interchange, OU_STR_NONE,
	    ou_str_sub(w, 0, used));
	edi->taken = used;
	return 0;
}

static int
open_edifact(struct ou_edi *edi)
{
	struct ou_str w = ou_source_window(edi->src), raw, syntax;
	char repetition;

	if (!edi->una_given) {
		/* one of a message without interchange is over */
		ou_buf_clear(&edi->una);
		ou_edi_marks_default(&edi->marks);
		ou_edi_marks_unb(&edi->marks, w.p, w.n);
	}
	raw = read_header(edi);
	repetition = edi->marks.repetition;
	edi->marks.repetition = '\0';
	ou_edi_open(edi, &edi->interchange, ou_buf_str(&edi->una), raw);
	edi->taken = raw.n;
	/* reserved before syntax 4, whatever stands in the UNA */
	syntax = ou_edi_component(&edi->interchange.seg, 1, 2);
	if (ou_edi_number(syntax) >= 4)
		edi->marks.repetition = edi->una_given ? repetition : '*';
	ou_buf_clear(&edi->una);
	edi->una_given = false;
	return 0;
}

static void
read_una(struct ou_edi *edi)
{
	struct ou_err err = { 0 };
	struct ou_str w = look(edi, LOOK);

	edi->una_given = true;
	if (ou_edi_marks_una(&edi->marks, w.p, w.n, &err) != 0)
		ou_edi_finding(edi, err.code, edi->segments + 1, 0,
		    ou_source_offset(edi->src), "%s", err.text);
	ou_buf_clear(&edi->una);
	ou_buf_adds(&edi->una, ou_str_sub(w, 0, 9));
	ou_source_skip(edi->src, w.n < 9 ? w.n : 9);
	edi->marked = true;
}

/* A group or message with no interchange around it. */
static int
open_bare(struct ou_edi *edi)
{
	struct ou_str w = ou_source_window(edi->src);
	int r = 0;

	while (!edi->marked &&
	    (r = ou_edi_marks_bare(&edi->marks, w.p, w.n)) == -2) {
		if (!look_further(edi, &w))
			return -1;
	}
	if (r != 0)
		return -1;
	edi->marked = true;
	if (!edi->bare && !edi->refeed)
		ou_edi_finding(edi, OU_DIAG_EDI_HEADER, edi->segments + 1, 0,
		    ou_source_offset(edi->src), "%.2s without %s", w.p,
		    ou_edi_name(edi, EDI_INTERCHANGE));
	edi->bare = true;
	edi->interchange.seg.n = 0;
	ou_buf_clear(&edi->interchange.bytes);
	/* separators that a UNA gave are needed again */
	ou_buf_adds(&edi->interchange.bytes, ou_buf_str(&edi->una));
	edi->una_given = false;
	return 0;
}

static void
damage(struct ou_edi *edi, const char *what)
{
	if (edi->damaged)
		return;
	edi->damaged = true;
	edi->damage = what;
	edi->damage_byte = ou_source_offset(edi->src);
	edi->damage_segment = edi->segments;
}

/* There is nothing any more: END, CLOSE where one is due, or an error. */
static int
at_end(struct ou_edi *edi, enum ou_edi_event *event, struct ou_err *err)
{
	struct ou_str w = ou_source_fill(edi->src, 1, err);

	if (edi->interchange.open) {
		if (!edi->refeed)
			damage(edi, "the input ends inside an interchange");
		ou_edi_close_interchange(edi, NULL);
		*event = OU_EDI_CLOSE;
		return 0;
	}
	if (w.p == NULL)
		return -1;
	if (edi->una_given)
		damage(edi, "the input ends behind UNA");
	if (edi->damaged) {
		ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_TRUNCATED, "%s",
		    edi->damage);
		err->byte = edi->damage_byte;
		return ou_err_at(err, ou_source_name(edi->src),
		    edi->damage_segment, 0);
	}
	*event = OU_EDI_END;
	return 0;
}

static int
stray(struct ou_edi *edi, enum ou_edi_event *event, struct ou_err *err)
{
	read_stray(edi);
	if (!edi->seen && edi->stray.n == ou_source_window(edi->src).n) {
		ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
		    "no %s in it", ou_edi_name(edi, EDI_INTERCHANGE));
		return ou_err_at(err, ou_source_name(edi->src), 0, 0);
	}
	ou_edi_finding(edi, OU_DIAG_EDI_STRAY, edi->segments + 1, 0,
	    edi->stray_byte, "%zu bytes that belong to no message",
	    edi->stray.n);
	*event = OU_EDI_STRAY;
	return 0;
}

/* A trailer of a group or of the interchange; false: not one yet. */
static bool
read_trailer(struct ou_edi *edi, enum edi_kind kind)
{
	struct ou_str raw = read_segment(edi);
	struct ou_edi_segment trailer;
	bool ended = raw.n > 0 && raw.p[raw.n - 1] == edi->marks.terminator;

	trailer.number = ++edi->segments;
	trailer.byte = ou_source_offset(edi->src);
	(void)ou_edi_split(&trailer, &edi->marks,
	    ou_str_trim(ou_str_sub(raw, 0, raw.n - ended)));
	edi->taken = raw.n;
	if (!ended) {
		ou_edi_finding(edi, OU_DIAG_EDI_TRAILER, trailer.number, 0,
		    trailer.byte, "%.*s without its terminator",
		    OU_STR_ARG(trailer.e[0]));
		if (kind == EDI_GROUP_END || !ou_edi_same(
		    ou_edi_element(&trailer, 2),
		    ou_edi_element(&edi->interchange.seg,
		    edi->family == OU_EDI_X12 ? 13 : 5)))
			return false;
	}
	if (kind == EDI_GROUP_END)
		ou_edi_close_group(edi, &trailer);
	else
		ou_edi_close_interchange(edi, &trailer);
	return true;
}

static void
open_group(struct ou_edi *edi)
{
	struct ou_str raw = read_header(edi);

	ou_edi_close_group(edi, NULL);
	ou_edi_open(edi, &edi->group, OU_STR_NONE, raw);
	edi->interchange.groups++;
	edi->taken = raw.n;
}

/* What begins the window; 1: there is an event, 0: go on, -1: error. */
static int
step(struct ou_edi *edi, enum ou_edi_event *event, struct ou_err *err)
{
	struct ou_str w = skip_padding(edi);
	enum edi_kind kind;

	if (w.n == 0)
		return at_end(edi, event, err) != 0 ? -1 : 1;
	kind = ou_edi_kind(edi, w.p, w.n);
	if ((kind == EDI_INTERCHANGE || kind == EDI_UNA) &&
	    edi->interchange.open) {
		ou_edi_close_interchange(edi, NULL);
		*event = OU_EDI_CLOSE;
		return 1;
	}
	switch (kind) {
	case EDI_UNA:
		read_una(edi);
		return 0;
	case EDI_INTERCHANGE:
		if ((edi->family == OU_EDI_X12 ? open_x12 : open_edifact)(edi)
		    != 0)
			break;
		edi->marked = edi->seen = true;
		*event = OU_EDI_OPEN;
		return 1;
	case EDI_GROUP:
	case EDI_MESSAGE:
		if (!edi->interchange.open && open_bare(edi) != 0)
			break;
		edi->seen = true;
		if (kind == EDI_GROUP) {
			open_group(edi);
			return 0;
		}
		read_message(edi);
		if (edi->message.cut)
			damage(edi, "a message is cut off");
		*event = OU_EDI_MESSAGE;
		return 1;
	case EDI_GROUP_END:
	case EDI_INTERCHANGE_END:
		if (!edi->marked)
			break;
		if (read_trailer(edi, kind) && kind == EDI_INTERCHANGE_END) {
			*event = OU_EDI_CLOSE;
			return 1;
		}
		return 0;
	case EDI_SERVICE:
		edi->segments++;
		edi->taken = read_segment(edi).n;
		return 0;
	default:
		break;
	}
	return stray(edi, event, err) != 0 ? -1 : 1;
}

int
ou_edi_next(struct ou_edi *edi, enum ou_edi_event *event, struct ou_err *err)
{
	int r;

	do {
		ou_source_skip(edi->src, edi->taken);
		edi->taken = 0;
		r = step(edi, event, err);
	} while (r == 0);
	return r < 0 ? -1 : 0;
}
