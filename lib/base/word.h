#ifndef OU_LIB_BASE_WORD_H
#define OU_LIB_BASE_WORD_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The n <= 8 bytes at p as a word that no other n bytes make, with zeros
 * above them.  Nothing else is read. */
static inline uint64_t
ou_word_of(const char *p, size_t n)
{
	const unsigned char *u = (const unsigned char *)p;
	uint32_t first, last;
	uint64_t w;

	if (n == 8) {
		memcpy(&w, p, 8);
		return le64toh(w);
	}
	if (n >= 4) {
		/* They overlap, and say the same there. */
		memcpy(&first, p, 4);
		memcpy(&last, p + n - 4, 4);
		return (uint64_t)le32toh(last) << (8 * (n - 4)) |
		    le32toh(first);
	}
	if (n == 0)
		return 0;
	return (uint64_t)u[n - 1] << 16 | (uint64_t)u[n / 2] << 8 | u[0];
}

#endif
