#include "ou/formats/edi/out.h"

/*
 * X12.5, X12.6 and ISO 9735-1 clause 8: trailing empty elements and components
 * are left out.
 */
void
ou_edi_marks_usual(struct ou_edi_marks *m, enum ou_edi_family family)
{
	*m = (struct ou_edi_marks){ .family = family, .component = ':',
	    .decimal = '.' };
	m->element = family == OU_EDI_X12 ? '*' : '+';
	m->terminator = family == OU_EDI_X12 ? '~' : '\'';
	m->release = family == OU_EDI_X12 ? 0 : '?';
}

enum ou_charset
ou_edi_charset(struct ou_str level)
{
	static const enum ou_charset sets[] = {
		OU_CHARSET_ASCII, OU_CHARSET_ASCII,	/* UNOA UNOB */
		OU_CHARSET_LATIN1, OU_CHARSET_LATIN2,
		OU_CHARSET_CYRILLIC, OU_CHARSET_GREEK,
		OU_CHARSET_LATIN3, OU_CHARSET_LATIN4,
		OU_CHARSET_ARABIC, OU_CHARSET_HEBREW,
		OU_CHARSET_LATIN5,			/* UNOK */
	};
	char c = level.n >= 4 && ou_str_starts(level, "UNO") ? level.p[3] : 0;

	if (c >= 'A' && c <= 'K')
		return sets[c - 'A'];
	return c >= 'W' && c <= 'Y' ? OU_CHARSET_UTF8 : OU_CHARSET_UNKNOWN;
}

enum ou_charset
ou_edi_charset_of(struct ou_str bytes, enum ou_charset said)
{
	if (ou_utf8_valid(bytes.p, bytes.n) == bytes.n)
		return OU_CHARSET_UTF8;
	return said == OU_CHARSET_UTF8 || said == OU_CHARSET_ASCII ||
	    said == OU_CHARSET_UNKNOWN ? OU_CHARSET_LATIN1 : said;
}

void
ou_edi_out_begin(struct ou_edi_out *o, struct ou_str tag)
{
	ou_buf_adds(o->to, tag);
	o->segments++;
	o->element = 0;
	o->component = 1;
}

static bool
is_mark(const struct ou_edi_marks *m, char c)
{
	/* those that there are not are 0 */
	return c != 0 && (c == m->element || c == m->component ||
	    c == m->terminator || c == m->repetition || c == m->release);
}

/* As level A has it, or a blank. */
static char
capital(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	return ou_edi_level_a((unsigned char)c) ? c : ' ';
}

/* What the set does not have, in letters that it has. */
static void
put_plain(struct ou_edi_out *o, struct ou_str s)
{
	const char *text = ou_utf8_plain(ou_utf8_take(&s));

	if (text == NULL)
		text = o->marks.release == '?' ? " " : "?";
	for (; *text != '\0'; text++) {
		/* the letter may be a mark itself */
		if (!is_mark(&o->marks, *text))
			ou_buf_addc(o->to, o->level_a ? capital(*text) :
			    *text);
		else if (o->marks.release != 0) {
			ou_buf_addc(o->to, o->marks.release);
			ou_buf_addc(o->to, *text);
		} else
			ou_buf_addc(o->to, ' ');
	}
}

static int
refuse(const struct ou_edi_out *o, char c, struct ou_err *err)
{
	if ((unsigned char)c < ' ')
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_CARRY,
		    "a control character, 0x%02x, cannot be written",
		    (unsigned char)c);
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_CARRY,
	    "'%c' separates %s and cannot stand in a text", c,
	    c == o->marks.element ? "elements" : c == o->marks.component ?
	    "components" : c == o->marks.terminator ? "segments" :
	    "repetitions");
}

/* A separator as data. */
static int
put_mark(struct ou_edi_out *o, char c, struct ou_err *err)
{
	if (o->marks.release != 0) {
		ou_buf_addc(o->to, o->marks.release);
		ou_buf_addc(o->to, c);
		return 0;
	}
	if (!o->substitute)
		return refuse(o, c, err);
	ou_buf_addc(o->to, ' ');
	return 0;
}

static int
put_control(struct ou_edi_out *o, char c, struct ou_err *err)
{
	if (!o->controls && !o->substitute)
		return refuse(o, c, err);
	ou_buf_addc(o->to, o->controls ? c : ' ');
	return 0;
}

static int
put_small(struct ou_edi_out *o, char c, struct ou_err *err)
{
	if (!o->substitute)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_CARRY,
		    "'%c' is no character of UNOA", c);
	ou_buf_addc(o->to, capital(c));
	return 0;
}

/* One character, of ${n} bytes. */
static int
put_character(struct ou_edi_out *o, const char *p, size_t n,
    struct ou_err *err)
{
	size_t before = o->to->n;
	struct ou_str s = ou_str_make(p, n);

	if (n == 1 && is_mark(&o->marks, *p))
		return put_mark(o, *p, err);
	if (n == 1 && (unsigned char)*p < ' ')
		return put_control(o, *p, err);
	if (n == 1 && o->level_a && !ou_edi_level_a((unsigned char)*p))
		return put_small(o, *p, err);
	if (ou_charset_encode(o->to, s, o->charset, err) == 0) {
		/* there are marks above 127 */
		if (o->to->n != before + 1 ||
		    !is_mark(&o->marks, o->to->p[before]))
			return 0;
		return put_mark(o, o->to->p[--o->to->n], err);
	}
	if (!o->substitute) {
		if (err != NULL)
			err->code = OU_DIAG_EDI_CARRY;
		return -1;
	}
	o->to->n = before;
	put_plain(o, s);
	return 0;
}

static size_t
character(const char *p, size_t n)
{
	size_t k = 1;

	while (k < n && ((unsigned char)p[k] & 0xc0) == 0x80)
		k++;
	return k;
}

static bool
same_marks(const struct ou_edi_marks *a, const struct ou_edi_marks *b)
{
	return a->element == b->element && a->component == b->component &&
	    a->repetition == b->repetition && a->release == b->release &&
	    a->terminator == b->terminator;
}

/* All but plain ASCII needs a look, and so do separators. */
static void
look_out(struct ou_edi_out *o)
{
	const struct ou_edi_marks *m = &o->marks;
	int c;

	memset(o->stop, true, ' ');
	memset(o->stop + ' ', false, 128 - ' ');
	memset(o->stop + 128, true, 128);
	for (c = ' '; c < 128 && o->level_a; c++)
		o->stop[c] = !ou_edi_level_a((unsigned char)c);
	/* those that there are not are 0 */
	o->stop[(unsigned char)m->element] = true;
	o->stop[(unsigned char)m->component] = true;
	o->stop[(unsigned char)m->repetition] = true;
	o->stop[(unsigned char)m->release] = true;
	o->stop[(unsigned char)m->terminator] = true;
	o->stopping = *m;
}

int
ou_edi_out_text(struct ou_edi_out *o, struct ou_str s, struct ou_err *err)
{
	const char *p = s.p, *end = p + s.n;
	size_t n;
	char *to;

	if (!o->stop[0] || !same_marks(&o->stopping, &o->marks))
		look_out(o);
	for (; p < end; p += n) {
		/* a buffer that is full says so itself */
		if ((to = ou_buf_reserve(o->to, (size_t)(end - p))) == NULL)
			return 0;
		while (p < end && !o->stop[(unsigned char)*p])
			*to++ = *p++;
		o->to->n = (size_t)(to - o->to->p);
		n = p < end ? character(p, (size_t)(end - p)) : 0;
		if (n > 0 && put_character(o, p, n, err) != 0) {
			if (err != NULL)
				err->column = 0;
			return -1;
		}
	}
	return 0;
}

int
ou_edi_out_put(struct ou_edi_out *o, unsigned element, unsigned component,
    struct ou_str text, struct ou_err *err)
{
	if (text.n == 0)
		return 0;
	for (; o->element < element; o->element++, o->component = 1)
		ou_buf_addc(o->to, o->marks.element);
	for (; o->component < component; o->component++)
		ou_buf_addc(o->to, o->marks.component);
	return ou_edi_out_text(o, text, err);
}

void
ou_edi_out_end(struct ou_edi_out *o)
{
	ou_buf_addc(o->to, o->marks.terminator);
	if (o->line_end != NULL)
		ou_buf_puts(o->to, o->line_end);
}
