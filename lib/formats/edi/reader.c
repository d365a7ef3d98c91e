#include <stdlib.h>

#include "edi.h"

/*
 * The window of the source begins at what comes next.  What was handed out is
 * taken off the window by the next call.
 */

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

/* The window with at least ${n} bytes, or all there is. */
static struct ou_str
look(struct ou_edi *edi, size_t n)
{
	struct ou_str w = ou_source_window(edi->src);

	if (w.n < n)
		w = ou_source_fill(edi->src, n, NULL);
	return w;
}

bool
ou_edi_look_further(struct ou_edi *edi, struct ou_str *w)
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
		w = look(edi, EDI_LOOK);
		if (ou_source_offset(edi->src) == 0 &&
		    ou_str_starts(w, "\xef\xbb\xbf")) {
			ou_source_skip(edi->src, 3);
			continue;
		}
		for (i = 0; i < w.n && (edi_blank(w.p[i]) ||
		    w.p[i] == '\x1a' || w.p[i] == '\0' ||
		    (edi->marked && w.p[i] == edi->marks.terminator)); i++)
			;
		if (i == 0)
			return w;
		ou_source_skip(edi->src, i);
	}
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
			if (w.n > at + EDI_LOOK)
				at = w.n - EDI_LOOK;
			if (!ou_edi_look_further(edi, &w))
				return w.n;
			continue;
		}
		edi->segments++;
		for (at = end + 1; at < w.n && edi_blank(w.p[at]); at++)
			;
		if (w.n - at < EDI_LOOK)
			(void)ou_edi_look_further(edi, &w);
		if (edi_interrupts(ou_edi_kind(edi, w.p + at, w.n - at)))
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
		if (w.n > edi->message_max || !ou_edi_look_further(edi, &w))
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
		if (!ou_edi_look_further(edi, &w)) {
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
	struct ou_str w = look(edi, EDI_LOOK);

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
		if (!ou_edi_look_further(edi, &w))
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
		ou_edi_read_message(edi);
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
