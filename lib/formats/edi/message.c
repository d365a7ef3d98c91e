#include <stdlib.h>

#include "edi.h"

/*
 * A message is found by looking for terminators only; its segments are noted
 * as offsets, so that the window may move and grow until the message is in it
 * as a whole.
 */
#define SEGMENTS_MAX ((uint32_t)4 << 20)
#define LONG_SEGMENT 1024	/* it may have swallowed a header */

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

struct ou_str
ou_edi_object(const struct ou_edi_marks *marks,
    const struct ou_edi_message *message, uint32_t i)
{
	const struct ou_edi_piece *p = &message->pieces[i];
	struct ou_str s = ou_str_sub(message->bytes, p->at, p->n), e;
	size_t from;
	int64_t n;

	if (i == 0 || marks->family != OU_EDI_EDIFACT || p->n < 4 ||
	    !ou_str_starts(s, "UNP") || s.p[3] != marks->element)
		return OU_STR_NONE;
	(void)ou_str_split(&s, marks->element, &e);
	(void)ou_str_split(&s, marks->element, &e);
	from = (size_t)p[-1].at + p[-1].n + 1;
	n = ou_edi_number(e);
	/* line ends may stand in front of it */
	if (n > 0 && (uint64_t)n <= p->at - from)
		return ou_str_sub(message->bytes, p->at - (size_t)n, (size_t)n);
	s = ou_str_sub(message->bytes, from, p->at - from);
	return ou_str_trim(s).n > 0 ? s : OU_STR_NONE;
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
	*searched = w.n - EDI_LOOK;
	if (hit == *at || hit == w.n)
		return false;
	note_piece(edi, m->n++, *at, hit - *at);
	m->cut = true;
	*at = hit;
	return true;
}

/* Does what begins at ${at} end the message?  A package may be in it. */
static bool
is_over(struct ou_edi *edi, struct ou_edi_message *m, struct ou_str *w,
    size_t at, enum edi_kind kind, struct edi_package *package)
{
	bool inside;

	if (m->n == 0 || !edi_interrupts(kind))
		return false;
	m->cut = kind == EDI_INTERCHANGE || kind == EDI_UNA;
	if (kind != EDI_PACKAGE)
		return true;
	inside = ou_edi_package_inside(edi, at, package);
	*w = ou_source_window(edi->src);
	m->too_long = inside && package->object > 0 && package->end == 0;
	return !inside || m->too_long;
}

/* The segments of the message that begins the window, up to its trailer or
 * what comes where that should be; how many bytes they are. */
static size_t
read_segments(struct ou_edi *edi, struct ou_edi_message *m, struct ou_str *w)
{
	struct edi_package package = { 0 };
	size_t at = 0, from = 0, searched = 0, end;
	enum edi_kind kind;

	for (;;) {
		/* its object is between two segments */
		if (at == package.object && package.trailer > 0)
			at = package.trailer;
		while (at < w->n && edi_blank(w->p[at]))
			at++;
		kind = ou_edi_kind(edi, w->p + at, w->n - at);
		if (is_over(edi, m, w, at, kind, &package))
			return at;
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
			if (ou_edi_look_further(edi, w))
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

/* A message that is read again stands alone. */
static bool
is_again(struct ou_edi *edi, const struct ou_edi_message *m)
{
	struct ou_edi_segment seg;
	struct ou_str reference;

	if (edi->refeed)
		return false;
	(void)ou_edi_segment(&edi->marks, m, 0, &seg);
	reference = ou_str_trim(ou_edi_element(&seg,
	    edi->family == OU_EDI_X12 ? 2 : 1));
	return reference.n > 0 &&
	    ou_edi_reference_again(&edi->references, reference);
}

void
ou_edi_read_message(struct ou_edi *edi)
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
	m->again = is_again(edi, m);
	edi->segments += m->n;
	edi->taken = m->bytes.n;
	edi->message_taken = true;
	edi->interchange.messages++;
	edi->group.messages++;
}
