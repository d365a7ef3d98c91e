#include "ou/base/base64.h"
#include "ou/base/sixteen.h"
#include "lossless.h"

/*
 * A segment becomes an array in one walk: sixteen bytes are copied at once,
 * and those that separate or must be escaped are put right behind.  Whether
 * an element has components is known when the first one ends; its bracket is
 * then put in front of what was written.
 */
enum lossless_byte {
	PLAIN,
	ELEMENT,
	COMPONENT,
	REPETITION,
	RELEASE,
	ESCAPE,
	HIGH,
};

/* A byte may become six, a separator seven. */
#define GROWTH 8

void
ou_lossless_put_begin(struct lossless_put *x, const struct ou_edi_marks *marks,
    enum ou_charset charset)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_str one, text;
	unsigned c;
	char byte;

	x->marks = marks;
	x->odd = false;
	memset(x->kind, PLAIN, sizeof(x->kind));
	memset(x->kind, ESCAPE, ' ');
	memset(x->kind + 128, HIGH, 128);
	x->kind['"'] = x->kind['\\'] = ESCAPE;
	x->kind[(unsigned char)marks->element] = ELEMENT;
	if (marks->component != 0)
		x->kind[(unsigned char)marks->component] = COMPONENT;
	if (marks->repetition != 0)
		x->kind[(unsigned char)marks->repetition] = REPETITION;
	if (marks->release != 0)
		x->kind[(unsigned char)marks->release] = RELEASE;
	x->charset = charset;
	if (charset == OU_CHARSET_ASCII || charset == OU_CHARSET_UTF8)
		return;
	for (c = 128; c < 256; c++) {
		byte = (char)c;
		one = ou_str_make(&byte, 1);
		if (ou_charset_decode(&a, &text, one, charset, NULL) != 0 ||
		    text.n > sizeof(x->text[c]))
			text.n = 0;
		memcpy(x->text[c], text.p, text.n);
		x->length[c] = (unsigned char)text.n;
	}
	ou_arena_release(&a);
}

bool
ou_lossless_decodes(const struct lossless_put *x, struct ou_str s)
{
	size_t i;

	if (x->charset == OU_CHARSET_ASCII || x->charset == OU_CHARSET_UTF8)
		return ou_utf8_valid(s.p, s.n) == s.n;
	for (i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] > 127 &&
		    x->length[(unsigned char)s.p[i]] == 0)
			return false;
	}
	return true;
}

/* --- one walk --- */

struct walk {
	char *to;
	char *element;			/* its opening quote */
	bool parts, repeats;
};

static char *
escape(char *to, unsigned char c)
{
	static const char digits[] = "0123456789abcdef";

	*to++ = '\\';
	switch (c) {
	case '"':
	case '\\':
		*to++ = (char)c;
		return to;
	case '\n':
		*to++ = 'n';
		return to;
	case '\r':
		*to++ = 'r';
		return to;
	case '\t':
		*to++ = 't';
		return to;
	default:
		memcpy(to, "u00", 3);
		to[3] = digits[c >> 4];
		to[4] = digits[c & 15];
		return to + 5;
	}
}

/* One byte of a value. */
static char *
literal(const struct lossless_put *x, char *to, unsigned char c)
{
	if (c > 127 && x->charset != OU_CHARSET_ASCII &&
	    x->charset != OU_CHARSET_UTF8) {
		memcpy(to, x->text[c], sizeof(x->text[c]));
		return to + x->length[c];
	}
	if (c < ' ' || c == '"' || c == '\\')
		return escape(to, c);
	*to++ = (char)c;
	return to;
}

static void
bracket(struct walk *w, size_t n)
{
	memmove(w->element + n, w->element, (size_t)(w->to - w->element));
	memset(w->element, '[', n);
	w->to += n;
}

static void
end_element(struct walk *w)
{
	*w->to++ = '"';
	if (w->parts || w->repeats)
		*w->to++ = ']';
	if (w->repeats)
		*w->to++ = ']';
	w->parts = w->repeats = false;
}

static void
separate(struct walk *w, enum lossless_byte kind)
{
	if (kind == ELEMENT) {
		end_element(w);
		*w->to++ = ',';
		w->element = w->to;
		*w->to++ = '"';
		return;
	}
	if (kind == REPETITION) {
		if (!w->repeats)
			bracket(w, w->parts ? 1 : 2);
		w->repeats = true;
		memcpy(w->to, "\"],[\"", 5);
		w->to += 5;
		return;
	}
	if (!w->parts && !w->repeats)
		bracket(w, 1);
	w->parts = true;
	memcpy(w->to, "\",\"", 3);
	w->to += 3;
}

/* Is what stands behind a release character something that needs one? */
static bool
needs_release(const struct lossless_put *x, char c)
{
	enum lossless_byte kind = x->kind[(unsigned char)c];

	return (kind >= ELEMENT && kind <= RELEASE) ||
	    c == x->marks->terminator;
}

static inline uint32_t
special(const struct lossless_put *x, const char *p)
{
	const struct ou_edi_marks *m = x->marks;

	return ou_sixteen_odd(p) | ou_sixteen(p, '"') | ou_sixteen(p, '\\') |
	    ou_sixteen(p, m->element) | ou_sixteen(p, m->component) |
	    ou_sixteen(p, m->repetition) | ou_sixteen(p, m->release);
}

/* The byte at ${p} is not plain; how many bytes it took. */
static size_t
look_at(struct lossless_put *x, struct walk *w, const char *p,
    const char *end)
{
	enum lossless_byte kind = x->kind[(unsigned char)*p];

	switch (kind) {
	case ELEMENT:
	case COMPONENT:
	case REPETITION:
		separate(w, kind);
		return 1;
	case RELEASE:
		if (p + 1 == end) {
			x->odd = true;
			return 1;
		}
		if (!needs_release(x, p[1]))
			x->odd = true;
		w->to = literal(x, w->to, (unsigned char)p[1]);
		return 2;
	default:
		w->to = literal(x, w->to, (unsigned char)*p);
		return 1;
	}
}

static void
walk_over(struct lossless_put *x, struct walk *w, struct ou_str raw)
{
	const char *at = raw.p, *end = raw.p + raw.n, *from = at, *next, *p;
	uint32_t bits;

	while (at < end) {
		next = at + 16;
		bits = special(x, at) & ou_sixteen_of((size_t)(end - at));
		for (; bits != 0; bits &= bits - 1) {
			p = at + __builtin_ctz(bits);
			if (p < from)
				continue;
			/* never more than fifteen in front of it */
			memcpy(w->to, from, 16);
			w->to += p - from;
			from = p + look_at(x, w, p, end);
		}
		if (next > end)
			next = end;
		if (from < next) {
			memcpy(w->to, from, 16);
			w->to += next - from;
			from = next;
		}
		at = from;
	}
}

void
ou_lossless_put_value(struct lossless_put *x, struct ou_buf *to,
    struct ou_str raw)
{
	const struct ou_edi_marks *m = x->marks;
	size_t i;
	char *p;

	p = ou_buf_reserve(to, raw.n * GROWTH + 16);
	*p++ = '"';
	for (i = 0; i < raw.n; i++) {
		if (x->kind[(unsigned char)raw.p[i]] == PLAIN) {
			*p++ = raw.p[i];
			continue;
		}
		if (m->release != 0 && raw.p[i] == m->release &&
		    ++i == raw.n)
			break;
		p = literal(x, p, (unsigned char)raw.p[i]);
	}
	*p++ = '"';
	to->n = (size_t)(p - to->p);
}

void
ou_lossless_put_member(struct lossless_put *x, struct ou_buf *to,
    const char *name, struct ou_str raw)
{
	if (raw.n == 0)
		return;
	ou_buf_printf(to, ",\"%s\":", name);
	ou_lossless_put_value(x, to, raw);
}

/* The bytes of a BIN or BDS segment, or absent: no length, or a wrong one. */
static struct ou_str
binary(const struct lossless_put *x, struct ou_str raw, struct ou_str *head)
{
	const struct ou_edi_marks *m = x->marks;
	struct ou_str rest = raw, length;
	bool filter;

	if (m->family != OU_EDI_X12 || raw.n < 5 || raw.p[3] != m->element ||
	    (memcmp(raw.p, "BIN", 3) != 0 && memcmp(raw.p, "BDS", 3) != 0))
		return OU_STR_NONE;
	filter = raw.p[1] == 'D';
	if (!ou_str_split(&rest, m->element, &length) ||
	    (filter && !ou_str_split(&rest, m->element, &length)) ||
	    !ou_str_split(&rest, m->element, &length) || rest.p == NULL ||
	    ou_edi_number(length) != (int64_t)rest.n)
		return OU_STR_NONE;
	*head = ou_str_make(raw.p, (size_t)(rest.p - raw.p) - 1);
	return rest;
}

static void
put_array(struct lossless_put *x, struct ou_buf *to, struct ou_str raw)
{
	struct walk w = { .to = ou_buf_reserve(to, raw.n * GROWTH + 64) };

	*w.to++ = '[';
	w.element = w.to;
	*w.to++ = '"';
	walk_over(x, &w, raw);
	end_element(&w);
	*w.to++ = ']';
	to->n = (size_t)(w.to - to->p);
}

void
ou_lossless_put_bytes(struct ou_buf *to, struct ou_str bytes)
{
	struct ou_arena a = OU_ARENA_INIT;

	ou_buf_puts(to, "{\"base64\":\"");
	ou_buf_adds(to, ou_base64_encode(&a, bytes));
	ou_buf_puts(to, "\"}");
	ou_arena_release(&a);
}

void
ou_lossless_put_segment(struct lossless_put *x, struct ou_buf *to,
    struct ou_str raw)
{
	struct ou_str head, bytes = OU_STR_NONE;

	if (raw.n > 0 && raw.p[0] == 'B')
		bytes = binary(x, raw, &head);
	if (bytes.p == NULL) {
		put_array(x, to, raw);
		return;
	}
	put_array(x, to, head);
	to->n--;
	ou_buf_addc(to, ',');
	ou_lossless_put_bytes(to, bytes);
	ou_buf_addc(to, ']');
}

void
ou_lossless_put_isa(struct lossless_put *x, struct ou_buf *to,
    struct ou_str raw)
{
	const struct ou_edi_marks *all = x->marks;
	struct ou_edi_marks plain = { .family = OU_EDI_X12,
	    .element = all->element };
	struct lossless_put y = *x;

	ou_lossless_put_begin(&y, &plain, x->charset);
	put_array(&y, to, raw);
}
