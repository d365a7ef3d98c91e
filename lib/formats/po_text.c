#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "ou/formats/edi/syntax.h"
#include "po.h"

/*
 * Elements become text on the way into the order, and what was taken is
 * marked: bit 0 of taken[e] is the whole element, bit n its component n.  At
 * the end of a segment the rest is put into extra, so that adding a target to
 * a table is all it takes to read more, and nothing is lost before that.
 */
#define COMPONENTS_MAX 31
#define KEY_MAX 60

/* A file that is wrapped into lines breaks anywhere: join it again. */
static int
unwrap(struct po *c, uint32_t i)
{
	const struct ou_edi_piece *piece = &c->message->pieces[i];
	const char *p = c->message->bytes.p + piece->at;
	char *to = ou_arena_alloc(c->a, piece->n + OU_EDI_PADDING);
	size_t k, n = 0;

	for (k = 0; k < piece->n; k++) {
		if (p[k] != '\n' && p[k] != '\r')
			to[n++] = p[k];
	}
	c->seg.number = c->message->segment + i;
	c->seg.byte = c->message->byte + piece->at;
	return ou_edi_split(&c->seg, c->marks, ou_str_make(to, n));
}

void
ou_po_begin_segment(struct po *c, uint32_t i)
{
	int r = ou_edi_segment(c->marks, c->message, i, &c->seg);

	if (c->seg.broken && c->marks->terminator != '\n')
		r = unwrap(c, i);
	if (r != 0)
		ou_po_refuse(c, OU_DIAG_LIMIT, 0,
		    "a segment has more than %d elements",
		    OU_EDI_ELEMENTS_MAX - 1);
	memset(c->taken, 0, c->seg.n * sizeof(c->taken[0]));
	c->plain = c->ascii && !c->seg.released && c->marks->repetition == 0;
	c->qualifier = OU_STR_NONE;
}

struct ou_str
ou_po_key(struct po *c, struct ou_str first, char mark, struct ou_str second)
{
	char *to = ou_arena_alloc(c->a, first.n + 1 + second.n);

	memcpy(to, first.p, first.n);
	to[first.n] = mark;
	memcpy(to + first.n + 1, second.p != NULL ? second.p : "", second.n);
	return ou_str_make(to, first.n + 1 + second.n);
}

struct ou_str
ou_po_next_tag(struct po *c, uint32_t n)
{
	const struct ou_edi_message *m = c->message;
	struct ou_str s;
	size_t i;

	if (n >= m->n - c->at)
		return OU_STR_NONE;
	s = ou_str_make(m->bytes.p + m->pieces[c->at + n].at,
	    m->pieces[c->at + n].n);
	for (i = 0; i < s.n && i < 4 && s.p[i] != c->marks->element; i++)
		;
	return ou_str_sub(s, 0, i);
}

static struct ou_str
text(struct po *c, struct ou_str raw, bool plain)
{
	struct ou_err err;
	struct ou_str s = raw;

	if (s.n > 0 && (s.p[0] <= ' ' || s.p[s.n - 1] <= ' '))
		s = ou_str_trim(s);
	if (s.n == 0)
		return OU_STR_NONE;
	if (s.n > ou_import_field_max(c->im)) {
		ou_po_refuse(c, OU_DIAG_LIMIT, 0,
		    "an element has %zu bytes, the limit is %zu", s.n,
		    ou_import_field_max(c->im));
		return OU_STR_NONE;
	}
	if (plain && c->marks->release != 0)
		s = ou_edi_plain(c->a, c->marks, s);
	if (c->ascii)
		return s;
	if (ou_charset_decode(c->a, &s, s, c->charset, &err) != 0) {
		ou_po_refuse(c, OU_DIAG_ENCODING, 0, "not %s: %s",
		    ou_charset_name(c->charset), err.text);
		return OU_STR_NONE;
	}
	return s;
}

struct ou_str
ou_po_text(struct po *c, struct ou_str raw)
{
	return text(c, raw, true);
}

struct ou_str
ou_po_header_text(struct po *c, struct ou_str raw)
{
	struct ou_str s = ou_str_trim(raw), out;

	if (s.n > ou_import_field_max(c->im))
		s.n = ou_import_field_max(c->im);
	s = ou_edi_plain(c->a, c->marks, s);
	if (ou_utf8_valid(s.p, s.n) == s.n)
		return s;
	if (ou_charset_decode(c->a, &out, s, OU_CHARSET_LATIN1, NULL) != 0)
		return OU_STR_NONE;
	return out;
}

struct ou_str
ou_po_element(struct po *c, unsigned e)
{
	struct ou_str s = ou_edi_element(&c->seg, e);

	if (c->marks->repetition != 0)
		s = ou_str_sub(s, 0, s.n - ou_edi_repeated(&c->seg, e).n -
		    (ou_edi_repeated(&c->seg, e).p != NULL));
	return text(c, s, c->seg.released);
}

struct ou_str
ou_po_component(struct po *c, unsigned e, unsigned component)
{
	return text(c, ou_edi_component(&c->seg, e, component),
	    c->seg.released);
}

struct ou_str
ou_po_qualify(struct po *c, unsigned e, unsigned component)
{
	c->qualifier = component == 0 ? po_take(c, e) :
	    po_part(c, e, component);
	return c->qualifier;
}

void
ou_po_extra(struct po *c, struct ou_str key, struct ou_str value)
{
	if (c->line != NULL)
		ou_import_extra(c->im, &c->line->extra, &c->line->n_extra, key,
		    value);
	else
		ou_import_extra(c->im, &c->o->extra, &c->o->n_extra, key,
		    value);
}

/* Codes are letters and digits; whatever else a file has there is not let
 * into a key. */
static char *
key_add(char *to, const char *end, struct ou_str s)
{
	size_t i;
	char ch;

	for (i = 0; i < s.n && to < end; i++) {
		ch = s.p[i];
		*to++ = (ch >= '0' && ch <= '9') || (ch >= 'A' && ch <= 'Z') ||
		    (ch >= 'a' && ch <= 'z') || ch == '.' ? ch : '_';
	}
	return to;
}

/* [prefix.]TAG[.qualifier] */
static size_t
key_begin(struct po *c, char key[KEY_MAX])
{
	const char *end = key + KEY_MAX - 12;
	char *to = key;

	if (c->prefix.n > 0) {
		to = key_add(to, key + 20, c->prefix);
		*to++ = '.';
	}
	to = key_add(to, key + 30, c->seg.e[0]);
	if (c->qualifier.n > 0 && to < end) {
		*to++ = '.';
		to = key_add(to, end, c->qualifier);
	}
	return (size_t)(to - key);
}

static void
keep(struct po *c, unsigned e, unsigned component, struct ou_str raw)
{
	char key[KEY_MAX];
	struct ou_buf b = { key, 0, KEY_MAX, KEY_MAX, false };

	raw = text(c, raw, c->seg.released);
	if (raw.n == 0)
		return;
	b.n = key_begin(c, key);
	c->family->key(&b, &c->seg, e, component);
	ou_po_extra(c, ou_str_dup(c->a, ou_str_make(key, b.n)), raw);
}

static void
keep_parts(struct po *c, unsigned e)
{
	unsigned k, n = ou_edi_components(&c->seg, e);
	struct ou_str first, rest;

	for (k = 1; k <= n && k < COMPONENTS_MAX; k++) {
		if ((c->taken[e] >> k & 1) == 0)
			keep(c, e, k, ou_edi_component(&c->seg, e, k));
	}
	if (n < COMPONENTS_MAX)
		return;
	first = ou_edi_component(&c->seg, e, COMPONENTS_MAX);
	rest = ou_edi_element(&c->seg, e);
	keep(c, e, COMPONENTS_MAX, ou_str_sub(rest,
	    (size_t)(first.p - rest.p), rest.n));
}

void
ou_po_keep_rest(struct po *c)
{
	bool parts = c->marks->family == OU_EDI_EDIFACT;
	bool repeats = c->marks->repetition != 0;
	const struct ou_edi_segment *seg = &c->seg;
	uint32_t n = seg->n, taken;
	unsigned e;

	for (e = 1; e < n; e++) {
		taken = c->taken[e];
		if (seg->e[e].n == 0 || ((taken & 1) != 0 && !repeats))
			continue;
		/* the only component is the element */
		if ((taken & 2) != 0 && seg->parted &&
		    seg->first[e + 1] - seg->first[e] == 1)
			continue;
		if ((taken & 1) != 0)
			keep(c, e, 0, ou_edi_repeated(seg, e));
		else if (parts)
			keep_parts(c, e);
		else
			keep(c, e, 0, seg->e[e]);
	}
}

void
ou_po_keep_value(struct po *c, struct ou_str qualifier, struct ou_str value)
{
	char key[KEY_MAX];
	size_t n;

	if (value.n == 0)
		return;
	c->qualifier = qualifier;
	n = key_begin(c, key);
	c->qualifier = OU_STR_NONE;
	ou_po_extra(c, ou_str_dup(c->a, ou_str_make(key, n)), value);
}

/* Once a run for each key. */
static void
tell(struct po *c, struct ou_str key)
{
	uint64_t hash = ou_str_hash(key);
	uint32_t i;

	for (i = 0; i < c->n_told; i++) {
		if (c->told[i] == hash)
			return;
	}
	if (c->n_told == sizeof(c->told) / sizeof(c->told[0]))
		return;
	c->told[c->n_told++] = hash;
	ou_po_finding(c, OU_DIAG_EDI_UNMAPPED, 0, "%.*s is kept in extra",
	    OU_STR_ARG(key));
}

void
ou_po_keep_all(struct po *c, unsigned from)
{
	char key[KEY_MAX];
	struct ou_str rest;
	bool several;
	size_t n;

	if (from + 1 >= c->seg.n)
		return;
	rest = c->seg.e[from + 1];
	/* one value is text; several are as they stand, marks and all */
	several = from + 2 < c->seg.n ||
	    ou_edi_components(&c->seg, from + 1) > 1;
	if (several)
		rest.n = (size_t)(c->seg.raw.p + c->seg.raw.n - rest.p);
	rest = text(c, rest, !several);
	if (rest.n == 0)
		return;
	n = key_begin(c, key);
	tell(c, ou_str_make(key, n));
	ou_po_extra(c, ou_str_dup(c->a, ou_str_make(key, n)), rest);
}

void
ou_po_no_segment(struct po *c)
{
	struct ou_str tag = c->seg.e[0];

	ou_po_finding(c, OU_DIAG_EDI_SYNTAX, 0,
	    "'%.*s' is no segment; a separator in a text?",
	    tag.n > 20 ? 20 : (int)tag.n, tag.p);
	/* a line of the order, perhaps: nobody ships what may be half of it */
	if (!c->no_segment)
		ou_import_hold(c->im, c->o, OU_DIAG_EDI_SYNTAX,
		    ou_str_printf(c->a, "segment %" PRIu64 " has no tag: part "
		    "of the order may be missing", c->seg.number),
		    OU_STR_NONE);
	c->no_segment = true;
}

void
ou_po_unknown_segment(struct po *c)
{
	struct ou_err err = { 0 };

	if (ou_edi_segment_known(c->family->edi, c->seg.e[0]))
		return;
	ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_EDI_SEGMENT,
	    "'%.*s': the standard has no such segment, and what it says is "
	    "not in the order", OU_STR_ARG(c->seg.e[0]));
	err.byte = c->seg.byte;
	ou_err_at(&err, ou_source_name(c->edi->src), c->seg.number, 0);
	ou_import_doubt(c->im, &err);
}

static void
place(struct po *c, struct ou_err *err, enum ou_diag code, unsigned e)
{
	memset(err, 0, offsetof(struct ou_err, text));
	err->kind = OU_ERR_RECORD;
	err->code = code;
	err->byte = c->seg.byte;
	if (c->seg.n > 0 && e > 0)
		(void)snprintf(err->field, sizeof(err->field), "%.*s %02u",
		    (int)(c->seg.e[0].n > 8 ? 8 : c->seg.e[0].n),
		    c->seg.e[0].p, e);
	ou_err_at(err, ou_source_name(c->edi->src), c->seg.number, e);
}

/* A text that was too long may end within a character. */
static void
whole_characters(struct ou_err *err)
{
	size_t n = strlen(err->text);

	if (n == sizeof(err->text) - 1)
		err->text[ou_utf8_valid(err->text, n)] = '\0';
}

static void
find(struct po *c, enum ou_diag code, unsigned e,
    void (*to)(struct ou_import *im, const struct ou_err *finding),
    const char *fmt, va_list ap) __attribute__((format(printf, 5, 0)));

static void
find(struct po *c, enum ou_diag code, unsigned e,
    void (*to)(struct ou_import *im, const struct ou_err *finding),
    const char *fmt, va_list ap)
{
	struct ou_err err;

	place(c, &err, code, e);
	(void)vsnprintf(err.text, sizeof(err.text), fmt, ap);
	to(c->im, &err);
}

void
ou_po_finding(struct po *c, enum ou_diag code, unsigned e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	find(c, code, e, ou_import_finding, fmt, ap);
	va_end(ap);
}

void
ou_po_doubt(struct po *c, enum ou_diag code, unsigned e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	find(c, code, e, ou_import_doubt, fmt, ap);
	va_end(ap);
}

void
ou_po_fault(struct po *c, enum ou_diag code, unsigned e, const char *fmt, ...)
{
	struct ou_err err;
	va_list ap;

	if (c->li == NULL || c->li->fault.p != NULL)
		return;
	place(c, &err, code, e);
	va_start(ap, fmt);
	(void)vsnprintf(err.text, sizeof(err.text), fmt, ap);
	va_end(ap);
	whole_characters(&err);
	c->li->fault_code = code;
	c->li->fault = ou_str_printf(c->a, "segment %llu%s%s: %s",
	    (unsigned long long)c->seg.number, e > 0 ? ", " : "", err.field,
	    err.text);
	c->bad_lines++;
}

void
ou_po_refuse(struct po *c, enum ou_diag code, unsigned e, const char *fmt, ...)
{
	va_list ap;

	if (c->refusal.kind != OU_ERR_NONE)
		return;
	place(c, &c->refusal, code, e);
	va_start(ap, fmt);
	(void)vsnprintf(c->refusal.text, sizeof(c->refusal.text), fmt, ap);
	va_end(ap);
	whole_characters(&c->refusal);
}
