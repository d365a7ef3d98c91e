#include "ou/rules/similar.h"

#define LOOKED_AT 64
#define BONUS_FROM 7000
#define BONUS_BYTES 4

/* Bytes of ${a} that are in ${b}, not further away than ${reach}; a bit for
 * each that found its like. */
static unsigned
match(struct ou_str a, struct ou_str b, size_t reach, uint64_t *in_a,
    uint64_t *in_b)
{
	unsigned n = 0;
	size_t i, j, end;

	*in_a = *in_b = 0;
	for (i = 0; i < a.n; i++) {
		j = i > reach ? i - reach : 0;
		end = i + reach + 1 < b.n ? i + reach + 1 : b.n;
		for (; j < end; j++) {
			if (a.p[i] != b.p[j] || (*in_b >> j & 1) != 0)
				continue;
			*in_a |= (uint64_t)1 << i;
			*in_b |= (uint64_t)1 << j;
			n++;
			break;
		}
	}
	return n;
}

/* Those that matched, in another order than in the other. */
static unsigned
moved(struct ou_str a, struct ou_str b, uint64_t in_a, uint64_t in_b)
{
	unsigned n = 0;

	for (; in_a != 0; in_a &= in_a - 1, in_b &= in_b - 1)
		n += a.p[__builtin_ctzll(in_a)] != b.p[__builtin_ctzll(in_b)];
	return n / 2;
}

unsigned
ou_similar(struct ou_str a, struct ou_str b)
{
	const unsigned one = OU_SIMILAR_SAME;
	size_t longer, reach, front = 0;
	uint64_t in_a, in_b;
	unsigned n, jaro;

	a = ou_str_sub(a, 0, LOOKED_AT);
	b = ou_str_sub(b, 0, LOOKED_AT);
	if (ou_str_eq(a, b) || (a.n == 0 && b.n == 0))
		return one;
	longer = a.n > b.n ? a.n : b.n;
	reach = longer / 2 > 0 ? longer / 2 - 1 : 0;
	if ((n = match(a, b, reach, &in_a, &in_b)) == 0)
		return 0;
	jaro = (unsigned)((one * n / a.n + one * n / b.n +
	    one * (n - moved(a, b, in_a, in_b)) / n) / 3);
	if (jaro <= BONUS_FROM)
		return jaro;
	while (front < BONUS_BYTES && front < a.n && front < b.n &&
	    a.p[front] == b.p[front])
		front++;
	return jaro + (unsigned)front * (one - jaro) / 10;
}
