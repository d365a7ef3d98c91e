#include "edi.h"

/*
 * Packages (ISO 9735-8): UNO, a few security segments, an object of any
 * bytes, UNP.  Nothing here reads one; but its bytes must not be taken for
 * segments, so it is passed over by the length that UNO states.
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

/* Where UNP ends that begins at ${at}, or 0. */
static size_t
behind_trailer(struct ou_edi *edi, struct ou_str *w, size_t at)
{
	if (w->n < at + 4 || memcmp(w->p + at, "UNP", 3) != 0 ||
	    w->p[at + 3] != edi->marks.element)
		return 0;
	return behind_segments(edi, w, at, 1);
}

/* Where the object ends that begins at ${at}, with its UNP; 0: no UNP stands
 * behind it.  All there is when the input ends within it. */
static size_t
behind_object(struct ou_edi *edi, size_t at, size_t length)
{
	struct ou_str w;
	size_t end;

	/* where lines end behind terminators, the object may come behind */
	for (;; at++) {
		w = ou_edi_look(edi, at + length + EDI_LOOK);
		if (w.n <= at + length)
			return w.n;
		end = behind_trailer(edi, &w, at + length);
		if (end != 0 || (w.p[at] != '\r' && w.p[at] != '\n'))
			return end;
	}
}

size_t
ou_edi_package(struct ou_edi *edi)
{
	struct ou_str uno, w;
	struct ou_edi_segment seg;
	int64_t length, segments;
	size_t first, at, end;

	if (!edi->marked)
		return 0;
	uno = ou_edi_read_segment(edi);
	if (uno.n == 0 || uno.p[uno.n - 1] != edi->marks.terminator)
		return 0;
	(void)ou_edi_split(&seg, &edi->marks, ou_str_sub(uno, 0, uno.n - 1));
	length = ou_edi_number(ou_edi_component(&seg, STATUS, LENGTH));
	segments = ou_edi_number(ou_edi_component(&seg, STATUS, SEGMENTS));
	if (length < 0)
		return 0;
	first = uno.n;
	w = ou_source_window(edi->src);
	at = behind_segments(edi, &w, first, segments);
	if (at == 0 || at > edi->message_max)
		at = first;
	if ((uint64_t)length > edi->message_max - at) {
		/* more than may be looked at: by its length alone */
		edi->object = (uint64_t)length;
		return at;
	}
	/* some state segments where there are none */
	end = at == first ? 0 : behind_object(edi, first, (size_t)length);
	return end != 0 && end < ou_source_window(edi->src).n ? end :
	    behind_object(edi, at, (size_t)length);
}
