#include "grain.h"

static int64_t
gcd(int64_t a, int64_t b)
{
	int64_t r;

	while (b != 0) {
		r = a % b;
		a = b;
		b = r;
	}
	return a;
}

int64_t
ou_grain_to_stock(int64_t units, int64_t factor)
{
	__int128 p = (__int128)units * factor;
	int64_t few;

	/* Division by words is much faster, and nearly always enough. */
	if (!__builtin_mul_overflow(units, factor, &few))
		return few % OU_MICRO == 0 ? few / OU_MICRO : 0;
	if (p % OU_MICRO != 0 || p / OU_MICRO > INT64_MAX)
		return 0;
	return (int64_t)(p / OU_MICRO);
}

int64_t
ou_grain_to_units(int64_t stock, int64_t factor)
{
	int64_t few;

	if (!__builtin_mul_overflow(stock, (int64_t)OU_MICRO, &few))
		return few / factor;
	return (int64_t)((__int128)stock * OU_MICRO / factor);
}

int64_t
ou_grain(int64_t units, int64_t factor, bool divisible)
{
	if (units <= 0 || factor <= 0)
		return 0;
	if (divisible)
		return factor / gcd(factor, OU_MICRO);
	return ou_grain_to_stock(gcd(OU_MICRO, units), factor);
}
