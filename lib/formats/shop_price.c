#include "shop.h"

int
ou_shop_unit_price(struct ou_order_line *l, struct ou_amount total,
    int64_t step, struct ou_err *err)
{
	/* scales: amount 4, quantity 6, price 6 */
	__int128 top = (__int128)total.v * 100000000, each;

	l->unit_price = (struct ou_price){ .places = 2, .given = true };
	if (l->quantity.v == 0)
		return 0;
	each = top / l->quantity.v;
	if (top % l->quantity.v == 0 && each % step == 0 &&
	    each <= INT64_MAX && each >= INT64_MIN) {
		l->unit_price.v = (int64_t)each;
		return 0;
	}
	if (l->quantity.v < 0 || __builtin_mul_overflow(total.v,
	    (int64_t)100, &l->unit_price.v))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "a line total that no price gives");
	l->price_base = l->quantity;
	return 1;
}

struct ou_allowance *
ou_shop_allowance(struct shop *s, struct ou_allowance **list, uint32_t *n,
    bool charge, struct ou_amount amount, const char *code,
    struct ou_str reason)
{
	struct ou_allowance *a;

	if (!amount.given || amount.v == 0)
		return NULL;
	a = ou_import_append(&s->im->arena, list, n, sizeof(*a));
	if (charge && amount.v < 0) {
		charge = false;
		code = "95";
		amount.v = -amount.v;
	}
	a->charge = ou_flag_of(charge);
	if (code != NULL)
		a->reason_code = ou_str_c(code);
	a->reason = reason;
	a->amount = amount;
	return a;
}
