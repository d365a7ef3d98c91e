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
	ou_buf_release(&edi->interchange.trailer);
	ou_buf_release(&edi->group.trailer);
	ou_buf_release(&edi->una);
	ou_edi_references_release(&edi->references);
	free(edi->pieces);
}

struct ou_str
ou_edi_look(struct ou_edi *edi, size_t n)
{
	struct ou_str w = ou_source_window(edi->src);

	if (w.n < n)
		w = ou_source_fill(edi->src, n, NULL);
	return w;
}

void
ou_edi_pass(struct ou_edi *edi, size_t n, enum ou_edi_passed what)
{
	if (edi->passed != NULL && n > 0)
		edi->passed(edi->arg,
		    ou_str_sub(ou_source_window(edi->src), 0, n), what);
	ou_source_skip(edi->src, n);
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
		w = ou_edi_look(edi, EDI_LOOK);
		if (ou_source_offset(edi->src) == 0 &&
		    ou_str_starts(w, "\xef\xbb\xbf")) {
			ou_edi_pass(edi, 3, OU_EDI_PASSED);
			continue;
		}
		for (i = 0; i < w.n && (edi_blank(w.p[i]) ||
		    w.p[i] == '\x1a' || w.p[i] == '\0' ||
		    (edi->marked && w.p[i] == edi->marks.terminator)); i++)
			;
		if (i == 0)
			return w;
		ou_edi_pass(edi, i, OU_EDI_PASSED);
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

/* The bytes of the package that begins the window, as far as they may be
 * looked at at once; 0: it is none that can be believed. */
static size_t
package(struct ou_edi *edi)
{
	struct edi_package p;

	if (!edi->marked || !ou_edi_package(edi, 0, &p))
		return 0;
	edi->interchange.packages++;
	edi->group.packages++;
	if (p.end != 0)
		return p.end;
	edi->object = p.length;
	return p.object;
}

/* What begins the window is of no message: how much of it, and why. */
static enum ou_edi_fault_kind
read_stray(struct ou_edi *edi, enum edi_kind kind)
{
	enum ou_edi_fault_kind fault = OU_EDI_FAULT_STRAY;
	size_t n = kind == EDI_PACKAGE ? package(edi) : 0;
	const char *what = n > 0 ? "a package (UNO)" :
	    "an interactive interchange (UIB)";

	if (n > 0 || kind == EDI_INTERACTIVE)
		fault = OU_EDI_FAULT_PACKAGE;
	edi->taken = n > 0 ? n : stray_bytes(edi);
	edi->stray = ou_str_sub(ou_source_window(edi->src), 0, edi->taken);
	edi->stray_byte = ou_source_offset(edi->src);
	if (fault == OU_EDI_FAULT_STRAY)
		ou_err_set(&edi->stray_err, OU_ERR_RECORD, OU_DIAG_EDI_STRAY,
		    "%zu bytes that belong to no message", edi->taken);
	else
		ou_err_set(&edi->stray_err, OU_ERR_RECORD, OU_DIAG_EDI_TYPE,
		    "%s of %llu bytes is not read", what,
		    (unsigned long long)(edi->taken + edi->object));
	return fault;
}

struct ou_str
ou_edi_read_segment(struct ou_edi *edi)
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

/* What was opened is closed from the inside outwards, one event a call; true:
 * there is one. */
static bool
close_open(struct ou_edi *edi, enum ou_edi_event *event)
{
	if (edi->group.open) {
		ou_edi_close_group(edi, NULL);
		*event = OU_EDI_GROUP_CLOSE;
		return true;
	}
	if (edi->interchange.open) {
		ou_edi_close_interchange(edi, NULL);
		*event = OU_EDI_CLOSE;
		return true;
	}
	return false;
}

/* There is nothing any more: END, CLOSE where one is due, or an error. */
static int
at_end(struct ou_edi *edi, enum ou_edi_event *event, struct ou_err *err)
{
	struct ou_str w = ou_source_fill(edi->src, 1, err);

	if (edi->interchange.open && !edi->refeed)
		damage(edi, "the input ends inside an interchange");
	if (close_open(edi, event))
		return 0;
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
stray(struct ou_edi *edi, enum edi_kind kind, enum ou_edi_event *event,
    struct ou_err *err)
{
	struct ou_edi_fault fault = { .level = OU_EDI_IN_INTERCHANGE };

	fault.kind = read_stray(edi, kind);
	if (!edi->seen && edi->stray.n == ou_source_window(edi->src).n) {
		if (fault.kind == OU_EDI_FAULT_STRAY)
			ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
			    "no %s in it", ou_edi_name(edi,
			    EDI_INTERCHANGE));
		else
			ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_EDI_TYPE,
			    "%s", edi->stray_err.text);
		return ou_err_at(err, ou_source_name(edi->src), 0, 0);
	}
	fault.data = edi->stray;
	ou_edi_report(edi, &fault, edi->segments + 1, edi->stray_byte,
	    "%s", edi->stray_err.text);
	*event = OU_EDI_STRAY;
	return 0;
}

/* More bytes of an object that is too long to be looked at at once; it was
 * reported already. */
static int
more_object(struct ou_edi *edi, enum ou_edi_event *event, struct ou_err *err)
{
	size_t most = edi->object < edi->message_max ?
	    (size_t)edi->object : edi->message_max;
	struct ou_str w = ou_source_fill(edi->src, most, err);

	if (w.n == 0)
		edi->object = 0;
	if (w.p == NULL || w.n == 0)
		return w.p == NULL ? -1 : 0;
	edi->taken = w.n < most ? w.n : most;
	edi->object -= edi->taken;
	edi->stray = ou_str_sub(w, 0, edi->taken);
	edi->stray_byte = ou_source_offset(edi->src);
	*event = OU_EDI_STRAY;
	return 1;
}

/* A trailer of a group or of the interchange; false: not one yet. */
static bool
read_trailer(struct ou_edi *edi, enum edi_kind kind)
{
	struct ou_str raw = ou_edi_read_segment(edi);
	struct ou_edi_fault fault = { .kind = OU_EDI_FAULT_TERMINATOR,
	    .level = kind == EDI_GROUP_END ? OU_EDI_IN_GROUP :
	    OU_EDI_IN_INTERCHANGE };
	struct ou_edi_segment trailer;
	bool ended = raw.n > 0 && raw.p[raw.n - 1] == edi->marks.terminator;

	trailer.number = ++edi->segments;
	trailer.byte = ou_source_offset(edi->src);
	(void)ou_edi_split(&trailer, &edi->marks,
	    ou_str_trim(ou_str_sub(raw, 0, raw.n - ended)));
	edi->taken = raw.n;
	if (!ended) {
		fault.tag = trailer.e[0];
		ou_edi_report(edi, &fault, trailer.number, trailer.byte,
		    "%.*s without its terminator", OU_STR_ARG(trailer.e[0]));
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

/* A header of what cannot stand inside of what is open.  1: an event, 0: go
 * on, -1: it cannot be read. */
static int
header(struct ou_edi *edi, enum edi_kind kind, enum ou_edi_event *event)
{
	if (close_open(edi, event))
		return 1;
	if (kind == EDI_UNA) {
		ou_edi_read_una(edi);
		return 0;
	}
	if (ou_edi_open_interchange(edi) != 0)
		return -1;
	edi->marked = edi->seen = true;
	*event = OU_EDI_OPEN;
	return 1;
}

static int
group(struct ou_edi *edi, enum ou_edi_event *event)
{
	if (edi->group.open)
		return close_open(edi, event);
	if (!edi->interchange.open && ou_edi_open_bare(edi) != 0)
		return -1;
	edi->seen = true;
	ou_edi_open_group(edi);
	*event = OU_EDI_GROUP;
	return 1;
}

static int
message(struct ou_edi *edi, enum ou_edi_event *event)
{
	if (!edi->interchange.open && ou_edi_open_bare(edi) != 0)
		return -1;
	edi->seen = true;
	ou_edi_read_message(edi);
	if (edi->message.cut)
		damage(edi, "a message is cut off");
	*event = OU_EDI_MESSAGE;
	return 1;
}

static int
trailer(struct ou_edi *edi, enum edi_kind kind, enum ou_edi_event *event)
{
	bool open = kind == EDI_GROUP_END ? edi->group.open :
	    edi->interchange.open;

	if (!edi->marked)
		return -1;
	if (kind == EDI_INTERCHANGE_END && edi->group.open)
		return close_open(edi, event);
	if (!read_trailer(edi, kind) || !open)
		return 0;
	*event = kind == EDI_GROUP_END ? OU_EDI_GROUP_CLOSE : OU_EDI_CLOSE;
	return 1;
}

static int
service(struct ou_edi *edi, enum ou_edi_event *event)
{
	struct ou_str raw;

	if (!edi->marked)
		return -1;
	raw = ou_edi_read_segment(edi);
	edi->segments++;
	edi->taken = raw.n;
	edi->service_byte = ou_source_offset(edi->src);
	if (raw.n > 0 && raw.p[raw.n - 1] == edi->marks.terminator)
		raw.n--;
	edi->service = raw;
	*event = OU_EDI_SERVICE;
	return 1;
}

/* What begins the window; 1: there is an event, 0: go on, -1: error. */
static int
step(struct ou_edi *edi, enum ou_edi_event *event, struct ou_err *err)
{
	enum edi_kind kind;
	struct ou_str w;
	int r = -1;

	if (edi->object > 0)
		return more_object(edi, event, err);
	w = skip_padding(edi);
	if (w.n == 0)
		return at_end(edi, event, err) != 0 ? -1 : 1;
	kind = ou_edi_kind(edi, w.p, w.n);
	switch (kind) {
	case EDI_UNA:
	case EDI_INTERCHANGE:
		r = header(edi, kind, event);
		break;
	case EDI_GROUP:
		r = group(edi, event);
		break;
	case EDI_MESSAGE:
		r = message(edi, event);
		break;
	case EDI_GROUP_END:
	case EDI_INTERCHANGE_END:
		r = trailer(edi, kind, event);
		break;
	case EDI_SERVICE:
		r = service(edi, event);
		break;
	default:
		break;
	}
	/* what cannot be read belongs to nothing */
	if (r < 0)
		return stray(edi, kind, event, err) != 0 ? -1 : 1;
	return r;
}

int
ou_edi_next(struct ou_edi *edi, enum ou_edi_event *event, struct ou_err *err)
{
	int r;

	do {
		if (edi->message_taken)
			ou_source_skip(edi->src, edi->taken);
		else
			ou_edi_pass(edi, edi->taken, OU_EDI_PASSED);
		edi->taken = 0;
		edi->message_taken = false;
		r = step(edi, event, err);
	} while (r == 0);
	return r < 0 ? -1 : 0;
}
