#ifndef OU_FORMATS_EDI_OUT_H
#define OU_FORMATS_EDI_OUT_H

#include "ou/base/utf8.h"
#include "ou/formats/edi/token.h"

/*
 * Segments on their way out.  Texts come in as UTF-8 without release
 * characters, element by element and component by component, in ascending
 * order; separators are written when something comes behind them, so that
 * what is empty at the end of an element or segment is not there.
 *
 *	ou_edi_out_begin(&out, OU_STR("BIG"));
 *	ou_edi_out_put(&out, 1, 1, date, err);
 *	ou_edi_out_put(&out, 2, 1, number, err);
 *	ou_edi_out_end(&out);
 *
 * In EDIFACT separators within a text are released; X12 has nothing for
 * that, and neither has a control character a place in either family: such a
 * text is refused (OU_ERR_RECORD, OU_DIAG_EDI_CARRY), and so is a character
 * that the charset does not have, or level A, which has no small letters.
 * With ${substitute} a blank stands for the first kind, and a letter without
 * its mark, a capital, or a question mark, for the other.
 */
struct ou_edi_out {
	/* from the caller */
	struct ou_edi_marks marks;
	enum ou_charset charset;	/* UNKNOWN: UTF-8 */
	const char *line_end;		/* behind each terminator; NULL: none */
	bool level_a;			/* UNOA: ISO 9735 annex A */
	bool substitute;
	bool controls;			/* control characters may be written */
	struct ou_buf *to;
	/* the writer's own */
	uint64_t segments;		/* begun so far */
	unsigned element, component;	/* where it stands */
	struct ou_edi_marks stopping;	/* the marks in ${stop} */
	bool stop[256];			/* bytes that need a look */
};

/* The character set of a syntax level, "UNOC" (0001): UNOA and UNOB are ASCII,
 * UNOC to UNOK parts of ISO 8859, UNOW to UNOY UTF-8; else unknown. */
enum ou_charset ou_edi_charset(struct ou_str level);

/* The set that bytes, not all of them ASCII, are in, whatever was said: UTF-8
 * when they are that, else the one that was said, else ISO 8859-1, in which
 * every byte is something. */
enum ou_charset ou_edi_charset_of(struct ou_str bytes, enum ou_charset said);

/* The usual separators: * : ^ ~ or : + ? ' (X12: ^ from 00402 on). */
void ou_edi_marks_usual(struct ou_edi_marks *m, enum ou_edi_family family);

/* ISO 9735 annex A: does level A have it, but for separators? */
static inline bool
ou_edi_level_a(unsigned char c)
{
	return (c >= 'A' && c <= 'Z') ||
	    (c >= ' ' && c <= '?' && c != '#' && c != '$');
}

void ou_edi_out_begin(struct ou_edi_out *o, struct ou_str tag);

/* 0, or -1 with ${err}; the segment is then no longer whole.  An empty text
 * does nothing. */
int ou_edi_out_put(struct ou_edi_out *o, unsigned element, unsigned component,
    struct ou_str text, struct ou_err *err);

void ou_edi_out_end(struct ou_edi_out *o);

/* Text where it stands, for those who write separators themselves. */
int ou_edi_out_text(struct ou_edi_out *o, struct ou_str text,
    struct ou_err *err);

#endif
