#ifdef __SSE2__
#include <emmintrin.h>
#endif

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
	    length.n > 10 || (v = ou_edi_number(length)) < 0)
		return 0;
	end = (size_t)(s.p - p) + (size_t)v;
	if (end >= n)
		return n;
	return p[end] == m->terminator ? end : 0;
}

size_t
ou_edi_end(const struct ou_edi_marks *m, const char *p, size_t n, size_t from)
{
	const char *t;
	size_t end;

	if (m->family == OU_EDI_X12 && n - from > 4 && p[from] == 'B' &&
	    p[from + 3] == m->element &&
	    (memcmp(p + from, "BIN", 3) == 0 ||
	    memcmp(p + from, "BDS", 3) == 0) &&
	    (end = binary_end(m, p, n, from)) != 0)
		return end;
	for (; from < n; from = end + 1) {
		t = memchr(p + from, (unsigned char)m->terminator, n - from);
		if (t == NULL)
			return n;
		end = (size_t)(t - p);
		if (m->release == 0 || !ou_edi_released(m, p, end))
			return end;
	}
	return n;
}

/*
 * Which of the sixteen bytes at ${p} are one of three marks: a bit each; and
 * in the upper half which of them are line ends.
 * Segments are short and full of marks, so that looking for the next one is
 * slower than looking for all of them at once.
 */
#ifdef __SSE2__
static inline uint32_t
marks_in(const char *p, char a, char b, char c)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i hit = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(a)),
	    _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(b)),
	    _mm_cmpeq_epi8(v, _mm_set1_epi8(c))));

	return (uint32_t)_mm_movemask_epi8(hit) | (uint32_t)
	    _mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('\n'))) << 16;
}
#else
static inline uint32_t
marks_in(const char *p, char a, char b, char c)
{
	uint32_t bits = 0;
	int i;

	for (i = 0; i < 16; i++) {
		bits |= (uint32_t)(p[i] == a || p[i] == b || p[i] == c) << i;
		bits |= (uint32_t)(p[i] == '\n') << (i + 16);
	}
	return bits;
}
#endif

/* The marks in the sixteen bytes from ${at} on, none behind the end. */
static inline uint32_t
marks_at(struct ou_edi_segment *seg, struct ou_str raw, size_t at, char a,
    char b, char c)
{
	uint32_t bits = marks_in(raw.p + at, a, b, c), all = 0xffff;

	if (raw.n - at < 16)
		all = (1u << (raw.n - at)) - 1;
	seg->broken |= (bits >> 16 & all) != 0;
	return bits & all;
}

static int
split_plain(struct ou_edi_segment *seg, struct ou_str raw, char mark)
{
	size_t at, i, from = 0;
	uint32_t n = 0, bits;

	for (at = 0; at < raw.n; at += 16) {
		bits = marks_at(seg, raw, at, mark, mark, mark);
		for (; bits != 0; bits &= bits - 1) {
			if (n == OU_EDI_ELEMENTS_MAX - 1)
				goto full;
			i = at + (size_t)__builtin_ctz(bits);
			seg->e[n++] = ou_str_make(raw.p + from, i - from);
			from = i + 1;
		}
	}
full:
	seg->e[n++] = ou_str_make(raw.p + from, raw.n - from);
	seg->n = n;
	return at < raw.n ? -1 : 0;
}

/* Elements and components in one walk. */
static int
split_parts(struct ou_edi_segment *seg, const struct ou_edi_marks *m,
    struct ou_str raw)
{
	const char element = m->element, component = m->component;
	const char release = m->release != 0 ? m->release : element;
	const char *from = raw.p, *begin = raw.p, *released = NULL, *p;
	struct ou_str *part = seg->part, *e = seg->e;
	const struct ou_str *last = part + OU_EDI_PARTS_MAX - 1;
	uint16_t *first = seg->first;
	uint32_t bits;
	size_t at;

	*first++ = 0;
	for (at = 0; at < raw.n; at += 16) {
		bits = marks_at(seg, raw, at, element, component, release);
		for (; bits != 0; bits &= bits - 1) {
			p = raw.p + at + __builtin_ctz(bits);
			if (p == released)
				continue;
			if (*p != element && *p != component) {
				seg->released = true;
				released = p + 1;
				continue;
			}
			/* there are never more elements than components */
			if (part == last)
				goto full;
			*part++ = ou_str_make(begin, (size_t)(p - begin));
			begin = p + 1;
			if (*p != element)
				continue;
			*e++ = ou_str_make(from, (size_t)(p - from));
			*first++ = (uint16_t)(part - seg->part);
			from = begin;
		}
	}
full:
	p = raw.p + raw.n;
	*part++ = ou_str_make(begin, (size_t)(p - begin));
	*e++ = ou_str_make(from, (size_t)(p - from));
	*first = (uint16_t)(part - seg->part);
	seg->n = (uint32_t)(e - seg->e);
	return at < raw.n ? -1 : 0;
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
	seg->released = seg->broken = false;
	seg->parted = m->family == OU_EDI_EDIFACT && m->repetition == 0 &&
	    m->component != 0;
	if (m->family == OU_EDI_EDIFACT)
		return split_parts(seg, m, raw);
	return split_plain(seg, raw, m->element);
}

/* The length of the part in front of ${mark}. */
static size_t
part(struct ou_str s, char mark, char release)
{
	size_t i;

	if (mark == 0)
		return s.n;
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

static bool
all_digits(struct ou_str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	}
	return s.n > 0;
}

bool
ou_edi_same(struct ou_str a, struct ou_str b)
{
	a = ou_str_trim(a);
	b = ou_str_trim(b);
	if (ou_str_eq(a, b))
		return true;
	return all_digits(a) && all_digits(b) &&
	    ou_str_eq(without_zeros(a), without_zeros(b));
}

int64_t
ou_edi_number(struct ou_str s)
{
	int64_t v = 0;
	size_t i;

	s = ou_str_trim(s);
	if (!all_digits(s) || s.n > 18)
		return -1;
	for (i = 0; i < s.n; i++)
		v = v * 10 + (s.p[i] - '0');
	return v;
}
