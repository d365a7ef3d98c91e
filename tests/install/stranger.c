
/*
 * A program by somebody who has only what was installed: twelve pieces at
 * 1.42, to the cent.  The includes above are all public headers.
 */
#include <stdio.h>

int
main(void)
{
	struct ou_price price;
	struct ou_quantity quantity, none = { 0 };
	struct ou_amount amount;
	struct ou_err err = { 0 };
	char text[OU_DECIMAL_MAX];
	size_t n;

	if (ou_price_parse(&price, OU_STR("1.42"), &err) != 0 ||
	    ou_quantity_parse(&quantity, OU_STR("12"), &err) != 0 ||
	    ou_price_extend(&amount, price, quantity, none,
		ou_currency_places(OU_STR("EUR")), &err) != 0) {
		fprintf(stderr, "%s\n", err.text);
		return (1);
	}
	n = ou_amount_text(text, amount);
	printf("%.*s\n", (int)n, text);
	return (n == 5 && memcmp(text, "17.04", 5) == 0 ? 0 : 1);
}
