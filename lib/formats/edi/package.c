#include "edi.h"

/*
 * Packages (ISO 9735-8): UNO, a few security segments, an object of any
 * bytes, UNP.  They stand beside messages; some partners put them into one.
 * Nothing here reads an object; but its bytes must not be taken for segments,
 * so it is passed over by the length that UNO states.
 */
enum { STATUS = 4, LENGTH = 1, SEGMENTS = 2 };	/* UNO S022: 0810, 0814 */

/* Behind ${n} segments and the line ends around them, or 0: there are not so
 * many. */
static size_t
behind_segments(struct ou_edi *edi, struct ou_str *w, size_t at, int64_t n)
{
	size_t end;

	for (; n > 0; n--) {
		while ((end = ou_edi_end(&edi->marks, w->p, w->n, at)) ==
		    w->n) {
			if (end > edi->message_max ||
			    !ou_edi_look_further(edi, w))
				return 0;
		}
		at = end + 1;
	}
	return at;
}

/* Where UNP ends that begins at ${at}, or the input in the midst of it; 0: it
 * is none. */
static size_t
behind_trailer(struct ou_edi *edi, struct ou_str *w, size_t at)
{
	const char tag[] = { 'U', 'N', 'P', edi->marks.element };
	size_t n = w->n - at, end;

	if (memcmp(w->p + at, tag, n < sizeof(tag) ? n : sizeof(tag)) != 0)
		return 0;
	end = behind_segments(edi, w, at, 1);
	return end == 0 && w->n <= edi->message_max ? w->n : end;
}

/* Where the UNP of an object stands that begins at ${at}, and where that ends;
 * false: none stands behind it.  Where the input ends within it, both are its
 * end. */
static bool
find_trailer(struct ou_edi *edi, size_t at, struct edi_package *p)
{
	size_t length = (size_t)p->length;
	struct ou_str w;

	/* where lines end behind terminators, the object may come behind */
	for (;; at++) {
		w = ou_edi_look(edi, at + length + EDI_LOOK);
		p->trailer = p->end = w.n;
		if (w.n <= at + length)
			return true;
		p->trailer = at + length;
		p->end = behind_trailer(edi, &w, p->trailer);
		if (p->end != 0)
			return true;
		if (w.p[at] != '\r' && w.p[at] != '\n')
			return false;
	}
}

bool
ou_edi_package(struct ou_edi *edi, size_t at, struct edi_package *p)
{
	struct ou_str w = ou_source_window(edi->src);
	size_t first = behind_segments(edi, &w, at, 1);
	struct ou_edi_segment seg;
	int64_t length;

	if (first == 0)
		return false;
	(void)ou_edi_split(&seg, &edi->marks,
	    ou_str_sub(w, at, first - 1 - at));
	length = ou_edi_number(ou_edi_component(&seg, STATUS, LENGTH));
	if (length < 0)
		return false;
	p->length = (uint64_t)length;
	p->object = behind_segments(edi, &w, first,
	    ou_edi_number(ou_edi_component(&seg, STATUS, SEGMENTS)));
	if (p->object == 0 || p->object > edi->message_max)
		p->object = first;
	if (p->object > edi->message_max ||
	    p->length > edi->message_max - p->object) {
		p->trailer = p->end = 0;
		return true;
	}
	/* some state segments where there are none */
	if (p->object != first && find_trailer(edi, first, p) &&
	    p->end < ou_source_window(edi->src).n) {
		p->object = first;
		return true;
	}
	return find_trailer(edi, p->object, p);
}

bool
ou_edi_package_inside(struct ou_edi *edi, size_t at, struct edi_package *p)
{
	struct ou_str w;
	enum edi_kind kind;
	size_t n;

	if (!ou_edi_package(edi, at, p)) {
		/* a segment like any other */
		p->object = p->trailer = p->end = 0;
		return true;
	}
	if (p->end == 0)
		return true;
	for (n = p->end;; n++) {
		w = ou_edi_look(edi, n + EDI_LOOK);
		if (n >= w.n || !edi_blank(w.p[n]))
			break;
	}
	kind = ou_edi_kind(edi, w.p + n, w.n - n);
	return !edi_interrupts(kind) || kind == EDI_PACKAGE;
}
