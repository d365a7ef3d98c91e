#include "ou/base/utf8.h"

/* Length of the sequence at ${p}, 0 when it is none (Unicode table 3-7). */
static size_t
sequence(const unsigned char *p, size_t n)
{
	unsigned char c = p[0];

	if (c < 0x80)
		return 1;
	if (c < 0xc2 || n < 2 || (p[1] & 0xc0) != 0x80)
		return 0;
	if (c < 0xe0)
		return 2;
	if (n < 3 || (p[2] & 0xc0) != 0x80)
		return 0;
	if (c < 0xf0) {
		if ((c == 0xe0 && p[1] < 0xa0) || (c == 0xed && p[1] > 0x9f))
			return 0;
		return 3;
	}
	if (n < 4 || (p[3] & 0xc0) != 0x80 || c > 0xf4)
		return 0;
	if ((c == 0xf0 && p[1] < 0x90) || (c == 0xf4 && p[1] > 0x8f))
		return 0;
	return 4;
}

size_t
ou_utf8_valid(const char *p, size_t n)
{
	const unsigned char *u = (const unsigned char *)p;
	const uint64_t highs = UINT64_C(0x8080808080808080);
	uint64_t w[4];
	size_t i = 0, k;

	while (i < n) {
		for (; n - i >= sizeof(w); i += sizeof(w)) {
			memcpy(w, u + i, sizeof(w));
			if (((w[0] | w[1] | w[2] | w[3]) & highs) != 0)
				break;
		}
		for (; n - i >= sizeof(w[0]); i += sizeof(w[0])) {
			memcpy(w, u + i, sizeof(w[0]));
			if ((w[0] & highs) == 0)
				continue;
			/* the first of them, where it is the lowest */
			if (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)
				i += (size_t)__builtin_ctzll(w[0] & highs) / 8;
			break;
		}
		while (i < n && u[i] < 0x80)
			i++;
		while (i < n && u[i] >= 0x80) {
			if ((k = sequence(u + i, n - i)) == 0)
				return i;
			i += k;
		}
	}
	return n;
}

struct ou_str
ou_utf8_cut(struct ou_str s, size_t most)
{
	if (s.n <= most)
		return s;
	s.n = most;
	while (s.n > 0 && ((unsigned char)s.p[s.n] & 0xc0) == 0x80)
		s.n--;
	return s;
}

size_t
ou_utf8_encode(char to[4], uint32_t cp)
{
	if (cp < 0x80) {
		to[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		to[0] = (char)(0xc0 | cp >> 6);
		to[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp >= 0xd800 && cp <= 0xdfff)
		return 0;
	if (cp < 0x10000) {
		to[0] = (char)(0xe0 | cp >> 12);
		to[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		to[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	if (cp > 0x10ffff)
		return 0;
	to[0] = (char)(0xf0 | cp >> 18);
	to[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	to[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	to[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

size_t
ou_utf8_length(struct ou_str s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}
