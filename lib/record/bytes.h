#ifndef OU_LIB_RECORD_BYTES_H
#define OU_LIB_RECORD_BYTES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/*
 * The inner loops over the bytes of strings.  All of them may read up to
 * thirty-two bytes behind the end (OU_SOURCE_PADDING allows it).
 */

/*
 * The first byte at or behind p that is not plain text in a JSON string: a
 * quote, a backslash, a control character, or a byte above 0x7f.  Some place
 * at or behind ${end} when there is none.
 */
static inline const char *
ou_plain_end(const char *p, const char *end)
{
#ifdef __SSE2__
	const __m128i quote = _mm_set1_epi8('"');
	const __m128i slash = _mm_set1_epi8('\\');
	__m128i space = _mm_set1_epi8(' ');

	/* Or the compiler turns the comparison round, which takes two more. */
	__asm__("" : "+x"(space));
	do {
		__m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
		/* As signed bytes, what is above 0x7f is below a space too. */
		__m128i m = _mm_or_si128(_mm_or_si128(
		    _mm_cmpeq_epi8(x, quote), _mm_cmpeq_epi8(x, slash)),
		    _mm_cmpgt_epi8(space, x));
		unsigned bits = (unsigned)_mm_movemask_epi8(m);

		if (bits != 0)
			return p + __builtin_ctz(bits);
		p += 16;
	} while (p < end);
#else
	const uint64_t ones = UINT64_C(0x0101010101010101);
	const uint64_t highs = UINT64_C(0x8080808080808080);

	do {
		uint64_t w, q, b, bits;

		memcpy(&w, p, sizeof(w));
		q = w ^ (ones * '"');
		b = w ^ (ones * '\\');
		bits = (((q - ones) & ~q) | ((b - ones) & ~b) |
		    (w - ones * ' ') | w) & highs;
		if (bits != 0) {
			/* A borrow may mark a byte behind the first. */
			while (*p != '"' && *p != '\\' &&
			    (unsigned char)*p >= ' ' &&
			    (unsigned char)*p < 0x80)
				p++;
			return p;
		}
		p += 8;
	} while (p < end);
#endif
	return p;
}

/*
 * Do the bytes at p begin with the n at q?  Both have thirty-two to be read,
 * of which n are looked at; ${mask} has a bit for each of those.
 */
static inline bool
ou_begins(const char *p, const char *q, uint32_t n, uint32_t mask)
{
#ifdef __SSE2__
	const __m128i *a = (const __m128i *)(const void *)p;
	const __m128i *b = (const __m128i *)(const void *)q;
	uint32_t low, high;

	(void)n;
	low = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(
	    _mm_loadu_si128(a), _mm_loadu_si128(b)));
	high = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(
	    _mm_loadu_si128(a + 1), _mm_loadu_si128(b + 1)));
	return (~(low | high << 16) & mask) == 0;
#else
	(void)mask;
	return memcmp(p, q, n) == 0;
#endif
}

/*
 * The sequence of UTF-8 at p, whose first byte is not ASCII: its length, or
 * 0.  No surrogates, no overlong forms, nothing above U+10FFFF (RFC 3629).
 */
static inline unsigned
ou_utf8_step(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	if (p[0] < 0xc2)
		return 0;
	if ((p[1] & 0xc0) != 0x80)
		return 0;
	if (p[0] < 0xe0)
		return 2;
	if ((p[2] & 0xc0) != 0x80)
		return 0;
	if (p[0] < 0xf0) {
		if ((p[0] == 0xe0 && p[1] < 0xa0) ||
		    (p[0] == 0xed && p[1] > 0x9f))
			return 0;
		return 3;
	}
	if ((p[3] & 0xc0) != 0x80 || p[0] > 0xf4 ||
	    (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
		return 0;
	return 4;
}

/* Four hexadecimal digits at p, in front of ${end}. */
static inline bool
ou_hex4(const char *p, const char *end, uint32_t *out)
{
	uint32_t v = 0, d;
	int i;

	if (end - p < 4)
		return false;
	for (i = 0; i < 4; i++) {
		if (p[i] >= '0' && p[i] <= '9')
			d = (uint32_t)(p[i] - '0');
		else if ((p[i] | 0x20) >= 'a' && (p[i] | 0x20) <= 'f')
			d = (uint32_t)((p[i] | 0x20) - 'a') + 10;
		else
			return false;
		v = v << 4 | d;
	}
	*out = v;
	return true;
}

/* Nearly all decimals are a few digits, and perhaps a point and some more:
 * "12", "12.50".  Others are left to those who know more. */
static inline bool
ou_short_decimal(const char *p, uint32_t n, uint8_t scale, int64_t *v,
    uint32_t *places)
{
	static const int64_t powers[] = { 1, 10, 100, 1000, 10000, 100000,
		1000000 };
	const char *end = p + n, *point = NULL;
	int64_t x = 0;
	unsigned d;

	if (n == 0 || n > 12 || *p == '.' || end[-1] == '.')
		return false;
	for (; p < end; p++) {
		d = (unsigned)(unsigned char)*p - '0';
		if (d < 10)
			x = x * 10 + (int64_t)d;
		else if (*p == '.' && point == NULL)
			point = p + 1;
		else
			return false;
	}
	*places = point != NULL ? (uint32_t)(end - point) : 0;
	if (*places > scale)
		return false;
	*v = x * powers[scale - *places];
	return true;
}

#endif
