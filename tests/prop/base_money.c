/*
 * Decimal text goes there and back; sums of parts are the whole; products,
 * percentages and quotients are what 128-bit arithmetic, written down as
 * plainly as can be, says they are.
 */
#include "ou/base/money.h"
#include "../unit/unit.h"

__extension__ typedef __int128 wide;

/* Small and large numbers, and those at the edges, equally often. */
static int64_t
number(void)
{
	int64_t v = (int64_t)unit_rand64() >> unit_rand(64);

	switch (unit_rand(12)) {
	case 0:
		return INT64_MAX - (int64_t)unit_rand(3);
	case 1:
		return -INT64_MAX + (int64_t)unit_rand(3);
	case 2:
		return (int64_t)unit_rand(4) * ou_decimal_pow10(
		    (int)unit_rand(18));
	default:
		return v == INT64_MIN ? 0 : v;
	}
}

static void
prop_text(void)
{
	long i, n = unit_rounds(200000);
	char to[OU_DECIMAL_MAX];
	int64_t v, back;
	int scale, places, written;
	size_t len;

	for (i = 0; i < n; i++) {
		v = number();
		scale = (int)unit_rand(10);
		places = (int)unit_rand(10);
		len = ou_decimal_text(to, v, scale, places);
		if (!CHECK(len <= sizeof(to)) ||
		    !CHECK_INT(ou_decimal_parse(&back, ou_str_make(to, len),
		    scale, OU_DECIMAL_PLAIN, &written, NULL), 0) ||
		    !CHECK_INT(back, v) || !CHECK(written >= places))
			return;
		/* No further zeros than asked for. */
		if (written > places && !CHECK(to[len - 1] != '0'))
			return;
	}
}

/* The slow road reads what the fast one reads. */
static void
prop_forms(void)
{
	long i, n = unit_rounds(100000);
	char text[80];
	int64_t v, a, b;
	int scale, shift, len;
	char plain[OU_DECIMAL_MAX];

	for (i = 0; i < n; i++) {
		v = number() % 1000000000;
		scale = (int)unit_rand(10);
		shift = (int)unit_rand(6);
		len = (int)ou_decimal_text(plain, v, 9, 0);
		a = b = 0;
		snprintf(text, sizeof(text), "%s%.*s", v < 0 ? "-00000000"
		    "0000000000" : "0000000000000000000", v < 0 ? len - 1 : len,
		    v < 0 ? plain + 1 : plain);
		if (!CHECK_INT(ou_decimal_scan(&a, ou_str_make(plain,
		    (size_t)len), scale, OU_DECIMAL_PLAIN, NULL),
		    ou_decimal_scan(&b, ou_str_c(text), scale,
		    OU_DECIMAL_PLAIN, NULL)) || !CHECK_INT(a, b))
			return;
		/* 12.5 is 12500e-3. */
		snprintf(text, sizeof(text), "%" PRId64 "%.*se-%d", v, shift,
		    "00000000", 9 + shift);
		b = 0;
		if (!CHECK_INT(ou_decimal_scan(&a, ou_str_make(plain,
		    (size_t)len), scale, OU_DECIMAL_PLAIN, NULL),
		    ou_decimal_scan(&b, ou_str_c(text), scale,
		    OU_DECIMAL_EXPONENT, NULL)) || !CHECK_INT(a, b))
			return;
	}
}

/* Half away from zero by twice the rest; false when it does not fit. */
static bool
oracle(wide num, wide den, int places, int64_t *v)
{
	bool negative = num < 0;
	wide q, r;

	if (negative)
		num = -num;
	q = num / den;
	r = num % den;
	if (r * 2 >= den)
		q++;
	q *= ou_decimal_pow10(4 - places);
	if (q > (wide)INT64_MAX + negative)
		return false;
	*v = (int64_t)(negative ? -q : q);
	return true;
}

static bool
agrees(bool fits, int64_t want, int r, struct ou_amount got, int places)
{
	if (!CHECK_INT(r, fits ? 0 : -1))
		return false;
	return r != 0 || (CHECK_INT(got.v, want) &&
	    CHECK_INT(got.places, places) && CHECK(got.given));
}

static void
prop_products(void)
{
	long i, n = unit_rounds(200000);
	struct ou_amount got = { 0, 0, false }, a = { 0, 2, true };
	struct ou_quantity q = { 0, true }, base = { 0, true };
	struct ou_price p = { 0, 2, true };
	struct ou_rate rate = { 0, 2, true };
	int64_t want = 0, b;
	int places, r;
	bool fits;

	for (i = 0; i < n; i++) {
		places = (int)unit_rand(5);
		p.v = number();
		q.v = number();
		b = number();
		base.v = b > 0 ? b : b < 0 ? -b : 1;
		base.given = unit_rand(2) == 0;
		/* The oracle doubles a rest below the divisor: no overflow. */
		fits = oracle((wide)p.v * q.v, (wide)(base.given ? base.v :
		    1000000) * ou_decimal_pow10(6 - places), places, &want);
		r = ou_price_extend(&got, p, q, base, places, NULL);
		if (!agrees(fits, want, r, got, places))
			return;
		a.v = number();
		rate.v = number();
		fits = oracle((wide)a.v * rate.v, ou_decimal_pow10(12 -
		    places), places, &want);
		r = ou_rate_of(&got, rate, a, places, NULL);
		if (!agrees(fits, want, r, got, places))
			return;
		if (rate.v <= -100000000)
			rate.v = -rate.v;
		fits = oracle((wide)a.v * 100000000, ((wide)100000000 +
		    rate.v) * ou_decimal_pow10(4 - places), places, &want);
		r = ou_rate_net(&got, rate, a, places, NULL);
		if (!agrees(fits, want, r, got, places))
			return;
	}
}

/* One total over one set of weights; false when a law is broken. */
static bool
check_spread(const struct ou_amount *parts, const struct ou_amount *weights,
    size_t n, struct ou_amount total)
{
	wide sum = 0, all = 0, exact, part, coin = 100;
	size_t i;

	for (i = 0; i < n; i++) {
		sum += parts[i].v;
		all += weights[i].v;
	}
	if (!CHECK(sum == total.v))
		return false;
	for (i = 0; i < n; i++) {
		/* Each is less than a coin from its exact share. */
		exact = (wide)total.v * (all ? weights[i].v : 1);
		part = (wide)parts[i].v * (all ? all : (wide)n);
		exact -= part;
		if (exact < 0)
			exact = -exact;
		if (!CHECK(exact < coin * (all ? all : (wide)n)))
			return false;
		if (all != 0 && weights[i].v == 0 && !CHECK(parts[i].v == 0))
			return false;
	}
	/* Equal weights differ by a coin at most, the first has more. */
	for (i = 1; i < n; i++) {
		if (weights[i].v == weights[i - 1].v &&
		    !CHECK(total.v >= 0 ? parts[i].v <= parts[i - 1].v :
		    parts[i].v >= parts[i - 1].v))
			return false;
	}
	return true;
}

static void
prop_spread(void)
{
	long round, rounds = unit_rounds(20000);
	struct ou_amount parts[200], weights[200], total = { 0, 2, true };
	size_t i, n;

	for (round = 0; round < rounds; round++) {
		n = 1 + (size_t)unit_rand(round % 50 == 0 ? 200 : 12);
		for (i = 0; i < n; i++) {
			weights[i].v = number();
			if (weights[i].v < 0)
				weights[i].v = -weights[i].v;
			if (unit_rand(3) == 0)
				weights[i].v %= 4;
			/* Keeps the oracle within 128 bits. */
			weights[i].v >>= 12;
		}
		total.v = (number() >> 4) / 100 * 100;
		if (!CHECK_INT(ou_amount_spread(parts, n, weights, total, 2,
		    NULL), 0) || !check_spread(parts, weights, n, total))
			return;
	}
}

static void
prop_convert(void)
{
	long i, n = unit_rounds(100000);
	struct ou_quantity q = { 0, true }, f = { 0, true }, out, back;

	for (i = 0; i < n; i++) {
		q.v = number() >> unit_rand(40);
		f.v = (number() >> unit_rand(40)) / 1000 * 1000;
		if (ou_quantity_convert(&out, q, f, NULL) != 0) {
			wide exact = (wide)q.v * f.v;

			if (!CHECK(exact % 1000000 != 0 ||
			    exact / 1000000 != (int64_t)(exact / 1000000)))
				return;
			continue;
		}
		if (!CHECK((wide)out.v * 1000000 == (wide)q.v * f.v))
			return;
		/* What was multiplied can be divided again. */
		if (f.v != 0 && (!CHECK_INT(ou_quantity_ratio(&back, out, f,
		    NULL), 0) || !CHECK_INT(back.v, q.v)))
			return;
	}
}

int
main(void)
{
	unit_seed();
	RUN(prop_text);
	RUN(prop_forms);
	RUN(prop_products);
	RUN(prop_spread);
	RUN(prop_convert);
	return (UNIT_DONE());
}
