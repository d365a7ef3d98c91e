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

size_t
ou_edi_package(struct ou_edi *edi)
{
	struct ou_str uno, w;
	struct ou_edi_segment seg;
	int64_t length, segments;
	size_t at, end;

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
	w = ou_source_window(edi->src);
	at = behind_segments(edi, &w, uno.n, segments);
	if (at == 0 || at > edi->message_max)
		return 0;
	if ((uint64_t)length > edi->message_max - at) {
		/* more than may be looked at: by its length alone */
		edi->object = (uint64_t)length;
		return at;
	}
	/* where lines end behind terminators, the object may come behind */
	for (;; at++) {
		w = ou_edi_look(edi, at + (size_t)length + EDI_LOOK);
		if (w.n <= at + (size_t)length)
			return w.n;
		end = behind_trailer(edi, &w, at + (size_t)length);
		if (end != 0 || (w.p[at] != '\r' && w.p[at] != '\n'))
			return end;
	}
}
