#include "ou/base/sixteen.h"
#include "ou/formats/edi/token.h"

bool
ou_edi_released(const struct ou_edi_marks *m, const char *p, size_t at)
{
	size_t run = 0;

	while (m->release != 0 && run < at && p[at - run - 1] == m->release)
		run++;
	return (run & 1) != 0;
}

/*
 * The end of a BIN (length, data) or BDS (filter, length, data) segment, or 0
 * when its length is no number or does not lead to a terminator, which makes
 * it a segment like any other.
 */
static size_t
binary_end(const struct ou_edi_marks *m, const char *p, size_t n, size_t from)
{
	struct ou_str length, s = ou_str_make(p + from, n - from);
	bool filter = p[from + 1] == 'D';
	int64_t v;
	size_t end;

	if (!ou_str_split(&s, m->element, &length) ||
	    (filter && !ou_str_split(&s, m->element, &length)) ||
	    !ou_str_split(&s, m->element, &length) || s.p == NULL ||
	    length.n > 10 || (v = ou_edi_number(length)) < 0 ||
	    memchr(p + from, (unsigned char)m->terminator,
	    (size_t)(s.p - p) - from) != NULL)
		return 0;
	end = (size_t)(s.p - p) + (size_t)v;
	if (end >= n)
		return n;
	return p[end] == m->terminator ? end : 0;
}

/* Where X12 has a BIN or BDS segment at ${from}. */
static bool
is_binary(const struct ou_edi_marks *m, const char *p, size_t n, size_t from)
{
	return m->family == OU_EDI_X12 && n - from > 4 &&
	    p[from + 3] == m->element && (memcmp(p + from, "BIN", 3) == 0 ||
	    memcmp(p + from, "BDS", 3) == 0);
}

/* The first terminator behind ${from}, which a release character takes back
 * that stands in front of it. */
__attribute__((noinline)) static size_t
released_end(const struct ou_edi_marks *m, const char *p, size_t n,
    size_t from)
{
	const char *t;

	for (; from < n; from = (size_t)(t - p) + 1) {
		t = memchr(p + from, (unsigned char)m->terminator, n - from);
		if (t == NULL)
			return n;
		if (!ou_edi_released(m, p, (size_t)(t - p)))
			return (size_t)(t - p);
	}
	return n;
}

size_t
ou_edi_end(const struct ou_edi_marks *m, const char *p, size_t n, size_t from)
{
	const char *t;
	size_t end;

	if (from >= n)
		return n;
	if (p[from] == 'B' && is_binary(m, p, n, from) &&
	    (end = binary_end(m, p, n, from)) != 0)
		return end;
	t = memchr(p + from, (unsigned char)m->terminator, n - from);
	if (t == NULL)
		return n;
	if (m->release != 0 && t > p && t[-1] == m->release)
		return released_end(m, p, n, from);
	return (size_t)(t - p);
}

__attribute__((noinline)) static int
split_elements(struct ou_edi_segment *seg, const struct ou_edi_marks *m,
    struct ou_str raw)
{
	const char *from = raw.p, *end = raw.p + raw.n, *at, *p;
	struct ou_str *e = seg->e, *last = e + OU_EDI_ELEMENTS_MAX - 1;
	uint32_t bits, all, lines = 0, cuts = 0;

	for (at = raw.p; at < end; at += 16) {
		all = ou_sixteen_of((size_t)(end - at));
		lines |= ou_sixteen(at, '\n') & all;
		cuts |= (ou_sixteen(at, m->component) |
		    ou_sixteen(at, m->repetition)) & all;
		bits = ou_sixteen(at, m->element) & all;
		for (; bits != 0; bits &= bits - 1) {
			if (e == last)
				goto full;
			p = at + __builtin_ctz(bits);
			*e++ = ou_str_make(from, (size_t)(p - from));
			from = p + 1;
		}
	}
full:
	*e++ = ou_str_make(from, (size_t)(end - from));
	seg->n = (uint32_t)(e - seg->e);
	seg->broken = lines != 0;
	/* where the last element is all the rest not all was seen */
	seg->plain = cuts == 0 && at >= end;
	return at < end ? -1 : 0;
}

/* Which of sixteen bytes are taken back by ${releases} in front of them, or by
 * the last of the sixteen before: ${carry}, which becomes that of these. */
static uint32_t
taken_back(uint32_t releases, uint32_t *carry)
{
	uint32_t back = *carry, bit;

	for (releases &= ~back; releases != 0; releases &= ~(bit | bit << 1)) {
		bit = releases & -releases;
		back |= bit << 1;
	}
	*carry = back >> 16;
	return back;
}

/* Elements and components in one walk. */
__attribute__((noinline)) static int
split_parts(struct ou_edi_segment *seg, const struct ou_edi_marks *m,
    struct ou_str raw)
{
	const char *from = raw.p, *begin = raw.p, *end = raw.p + raw.n, *at;
	const char *p;
	struct ou_str *part = seg->part, *e = seg->e;
	const struct ou_str *last = part + OU_EDI_PARTS_MAX - 1;
	uint16_t *first = seg->first;
	uint32_t bits, elements, releases, all, lines = 0, carry = 0;

	*first++ = 0;
	for (at = raw.p; at < end; at += 16) {
		all = ou_sixteen_of((size_t)(end - at));
		lines |= ou_sixteen(at, '\n') & all;
		elements = ou_sixteen(at, m->element);
		bits = (ou_sixteen(at, m->component) | elements) & all;
		releases = m->release != 0 ? ou_sixteen(at, m->release) & all :
		    0;
		if ((releases | carry) != 0) {
			seg->released = true;
			bits &= ~taken_back(releases, &carry);
		}
		for (; bits != 0; bits &= bits - 1) {
			/* there are never more elements than components */
			if (part == last)
				goto full;
			p = at + __builtin_ctz(bits);
			*part++ = ou_str_make(begin, (size_t)(p - begin));
			begin = p + 1;
			if ((elements & bits & -bits) == 0)
				continue;
			*e++ = ou_str_make(from, (size_t)(p - from));
			*first++ = (uint16_t)(part - seg->part);
			from = begin;
		}
	}
full:
	*part++ = ou_str_make(begin, (size_t)(end - begin));
	*e++ = ou_str_make(from, (size_t)(end - from));
	*first = (uint16_t)(part - seg->part);
	seg->n = (uint32_t)(e - seg->e);
	seg->broken = lines != 0;
	return at < end ? -1 : 0;
}

int
ou_edi_split(struct ou_edi_segment *seg, const struct ou_edi_marks *m,
    struct ou_str raw)
{
	/* Lines that end with CR LF where LF is the terminator. */
	if (m->terminator == '\n' && raw.n > 0 && raw.p[raw.n - 1] == '\r')
		raw.n--;
	seg->marks = m;
	seg->raw = raw;
	/* repetitions come before components and are cut when asked for */
	seg->released = false;
	seg->plain = false;
	seg->parted = m->family == OU_EDI_EDIFACT && m->repetition == 0 &&
	    m->component != 0;
	return m->family == OU_EDI_EDIFACT ? split_parts(seg, m, raw) :
	    split_elements(seg, m, raw);
}

/* The length of the part in front of ${mark}. */
static size_t
part(struct ou_str s, char mark, char release)
{
	const char *at;
	size_t i;

	if (mark == 0 || s.n == 0)
		return s.n;
	if (release == 0) {
		at = memchr(s.p, (unsigned char)mark, s.n);
		return at != NULL ? (size_t)(at - s.p) : s.n;
	}
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == mark)
			return i;
		if (release != 0 && s.p[i] == release)
			i++;
	}
	return s.n;
}

static struct ou_str
first_repetition(const struct ou_edi_segment *seg, unsigned e)
{
	const struct ou_edi_marks *m = seg->marks;
	struct ou_str s;

	if (e >= seg->n)
		return OU_STR_NONE;
	s = seg->e[e];
	if (m->repetition != 0)
		s.n = part(s, m->repetition, m->release);
	return s;
}

struct ou_str
ou_edi_component_slow(const struct ou_edi_segment *seg, unsigned e,
    unsigned c)
{
	const struct ou_edi_marks *m = seg->marks;
	struct ou_str s = first_repetition(seg, e);
	size_t n;

	for (;; c--) {
		n = part(s, m->component, m->release);
		if (c <= 1)
			return ou_str_make(s.p, n);
		if (n >= s.n)
			return OU_STR_NONE;
		s.p += n + 1;
		s.n -= n + 1;
	}
}

unsigned
ou_edi_components(const struct ou_edi_segment *seg, unsigned e)
{
	const struct ou_edi_marks *m = seg->marks;
	struct ou_str s;
	unsigned c;
	size_t n;

	if (seg->parted && e < seg->n)
		return (unsigned)(seg->first[e + 1] - seg->first[e]);
	s = first_repetition(seg, e);
	if (s.p == NULL)
		return 0;
	for (c = 1; (n = part(s, m->component, m->release)) < s.n; c++) {
		s.p += n + 1;
		s.n -= n + 1;
	}
	return c;
}

struct ou_str
ou_edi_repeated(const struct ou_edi_segment *seg, unsigned e)
{
	struct ou_str s = ou_edi_element(seg, e);
	struct ou_str first = first_repetition(seg, e);

	if (first.n >= s.n)
		return OU_STR_NONE;
	return ou_str_sub(s, first.n + 1, s.n);
}

struct ou_str
ou_edi_plain(struct ou_arena *a, const struct ou_edi_marks *m,
    struct ou_str raw)
{
	char *to;
	size_t i, n = 0;

	if (m->release == 0 || raw.n == 0 ||
	    memchr(raw.p, (unsigned char)m->release, raw.n) == NULL)
		return raw;
	to = ou_arena_alloc(a, raw.n);
	for (i = 0; i < raw.n; i++) {
		/* one at the very end releases nothing and is dropped */
		if (raw.p[i] == m->release && ++i == raw.n)
			break;
		to[n++] = raw.p[i];
	}
	return ou_str_make(to, n);
}

static struct ou_str
without_zeros(struct ou_str s)
{
	while (s.n > 1 && *s.p == '0')
		s = ou_str_make(s.p + 1, s.n - 1);
	return s;
}

bool
ou_edi_same(struct ou_str a, struct ou_str b)
{
	a = ou_str_trim(a);
	b = ou_str_trim(b);
	if (ou_str_eq(a, b))
		return true;
	return ou_str_digits(a) && ou_str_digits(b) &&
	    ou_str_eq(without_zeros(a), without_zeros(b));
}

int64_t
ou_edi_number(struct ou_str s)
{
	int64_t v = 0;
	size_t i;

	s = ou_str_trim(s);
	if (!ou_str_digits(s) || s.n > 18)
		return -1;
	for (i = 0; i < s.n; i++)
		v = v * 10 + (s.p[i] - '0');
	return v;
}
