/*
 * Decimals, human numbers and money.  The first byte chooses scale and marks,
 * the rest is the text.  What is read must come back from its own text, and
 * the arithmetic must neither overflow nor lose a coin.
 */
#include "ou/base/money.h"

#include "fuzz.h"

static void
fuzz_decimal(struct ou_str s, int scale)
{
	char to[OU_DECIMAL_MAX];
	struct ou_err err;
	int64_t v, back;
	int form, places;
	size_t n;

	for (form = 0; form < 4; form++) {
		if (ou_decimal_parse(&v, s, scale, (enum ou_decimal_form)form,
		    &places, &err) != 0) {
			want(err.code == OU_DIAG_VALUE ||
			    err.code == OU_DIAG_OVERFLOW);
			continue;
		}
		want(places >= 0);
		n = ou_decimal_text(to, v, scale, places);
		want(n <= sizeof(to));
		want(ou_decimal_parse(&back, ou_str_make(to, n), scale,
		    OU_DECIMAL_PLAIN, NULL, NULL) == 0 && back == v);
		if (ou_decimal_round(&back, scale, places % 10) == 0)
			want(places % 10 < scale || back == v);
	}
}

static void
fuzz_number(struct ou_str s, int scale, uint8_t choice)
{
	static const char marks[] = { 0, '.', ',', ' ', '\'' };
	struct ou_number_form form;
	char to[OU_DECIMAL_MAX];
	int64_t v, back;
	size_t n;

	form.decimal = marks[choice % 3];
	form.thousands = marks[choice / 3 % 5];
	if (ou_number_parse(&v, s, scale, &form, NULL) != 0)
		return;
	/* Its plain text has no second reading once the mark is known. */
	n = ou_decimal_text(to, v, scale, 0);
	form.decimal = '.';
	form.thousands = 0;
	want(ou_number_parse(&back, ou_str_make(to, n), scale, &form, NULL) ==
	    0 && back == v);
}

static void
fuzz_money(struct ou_str s)
{
	struct ou_amount a = { 0, 0, false }, parts[3], weights[3], sum, out;
	struct ou_price p = { 0, 0, false };
	struct ou_quantity q = { 0, false }, r;
	struct ou_rate rate = { 0, 0, false };
	struct ou_str head;
	int places = 0;

	while (ou_str_split(&s, ' ', &head)) {
		(void)ou_amount_parse(&a, head, NULL);
		(void)ou_price_parse(&p, head, NULL);
		(void)ou_quantity_parse(&q, head, NULL);
		(void)ou_rate_parse(&rate, head, NULL);
		(void)ou_currency_places(head);
		for (places = 0; places <= 4; places++) {
			(void)ou_price_extend(&out, p, q, q, places, NULL);
			(void)ou_rate_of(&out, rate, a, places, NULL);
			(void)ou_rate_net(&out, rate, a, places, NULL);
		}
		(void)ou_quantity_convert(&r, q, q, NULL);
		(void)ou_quantity_ratio(&r, q, q, NULL);
		weights[0] = a;
		weights[1] = weights[2] = (struct ou_amount){ p.v, 0, true };
		if (ou_amount_spread(parts, 3, weights, a, 4, NULL) == 0) {
			want(ou_amount_add(&sum, parts[0], parts[1], NULL) ==
			    0 && ou_amount_add(&sum, sum, parts[2], NULL) ==
			    0 && sum.v == a.v);
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ou_str s;

	if (size == 0)
		return 0;
	s = ou_str_make((const char *)data + 1, size - 1);
	fuzz_decimal(s, data[0] % 10);
	fuzz_number(s, data[0] % 10, data[0] >> 1);
	fuzz_money(s);
	return 0;
}
