#ifndef OU_BASE_SIXTEEN_H
#define OU_BASE_SIXTEEN_H

#include <stddef.h>
#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/*
 * Looking for separators sixteen bytes at a time.  Where they stand close to
 * each other, finding all of them at once is faster than the next one.
 */

/* Which of the sixteen bytes at ${p} are ${c}: a bit each, the first byte's
 * lowest. */
static inline uint32_t
ou_sixteen(const char *p, char c)
{
#ifdef __SSE2__
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);

	return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v,
	    _mm_set1_epi8(c)));
#else
	uint32_t bits = 0;
	int i;

	for (i = 0; i < 16; i++)
		bits |= (uint32_t)(p[i] == c) << i;
	return bits;
#endif
}

/* Which of them are no ASCII. */
static inline uint32_t
ou_sixteen_high(const char *p)
{
#ifdef __SSE2__
	return (uint32_t)_mm_movemask_epi8(_mm_loadu_si128(
	    (const __m128i *)(const void *)p));
#else
	uint32_t bits = 0;
	int i;

	for (i = 0; i < 16; i++)
		bits |= (uint32_t)((unsigned char)p[i] >> 7) << i;
	return bits;
#endif
}

/* Which of them are control characters (below a blank) or no ASCII. */
static inline uint32_t
ou_sixteen_odd(const char *p)
{
#ifdef __SSE2__
	return (uint32_t)_mm_movemask_epi8(_mm_cmplt_epi8(
	    _mm_loadu_si128((const __m128i *)(const void *)p),
	    _mm_set1_epi8(' ')));
#else
	uint32_t bits = 0;
	int i;

	for (i = 0; i < 16; i++)
		bits |= (uint32_t)((unsigned char)p[i] < ' ' ||
		    (unsigned char)p[i] > 0x7f) << i;
	return bits;
#endif
}

/* Which of them are above ${c}, and ASCII. */
static inline uint32_t
ou_sixteen_above(const char *p, char c)
{
#ifdef __SSE2__
	return (uint32_t)_mm_movemask_epi8(_mm_cmpgt_epi8(
	    _mm_loadu_si128((const __m128i *)(const void *)p),
	    _mm_set1_epi8(c)));
#else
	uint32_t bits = 0;
	int i;

	for (i = 0; i < 16; i++)
		bits |= (uint32_t)((unsigned char)p[i] > (unsigned char)c &&
		    (unsigned char)p[i] <= 0x7f) << i;
	return bits;
#endif
}

/* The bits of the bytes that belong to a text with ${left} bytes to come. */
static inline uint32_t
ou_sixteen_of(size_t left)
{
	return left < 16 ? (UINT32_C(1) << left) - 1 : 0xffff;
}

#endif
