#include "ou/rules/credit.h"

static const char *
text(char *to, struct ou_amount x)
{
	to[ou_amount_text(to, x)] = '\0';
	return to;
}

bool
ou_credit_free(const struct ou_order *o)
{
	const struct ou_payment *p = o->payment;

	if (ou_str_is(o->status, "OrderCancelled"))
		return true;
	if (p != NULL && (ou_str_is(p->status, "paid") ||
	    ou_str_is(p->status, "refunded")))
		return true;
	return o->totals != NULL && o->totals->payable.given &&
	    o->totals->payable.v <= 0;
}

/* --- payment terms --- */

/* Days and end of month of a code: digits in it, and behind them nothing, D or
 * J (days, jours), or EOM or FDM (end of month, fin de mois). */
static bool
read_code(struct ou_str code, int64_t *days, bool *end_of_month)
{
	size_t i = 0, from;

	while (i < code.n && (code.p[i] < '0' || code.p[i] > '9'))
		i++;
	from = i;
	for (*days = 0; i < code.n && i - from < 6 && code.p[i] >= '0' &&
	    code.p[i] <= '9'; i++)
		*days = *days * 10 + (code.p[i] - '0');
	*end_of_month = ou_str_ends(code, "EOM") || ou_str_ends(code, "FDM");
	return i > from && (i == code.n || *end_of_month || (i + 1 == code.n &&
	    (code.p[i] == 'D' || code.p[i] == 'J')));
}

bool
ou_credit_terms(const struct ou_terms *terms, struct ou_str agreed)
{
	int64_t days, most;
	bool end, may_end;

	if (terms == NULL || agreed.n == 0 || (terms->code.n == 0 &&
	    !terms->net_days.given))
		return true;
	if (terms->code.n > 0 && ou_str_caseeq(terms->code, agreed))
		return true;
	if (!read_code(agreed, &most, &may_end))
		return false;
	if (terms->net_days.given) {
		days = terms->net_days.v;
		end = terms->end_of_month == OU_FLAG_YES;
	} else if (!read_code(terms->code, &days, &end))
		return false;
	return days <= most && (!end || may_end);
}

/* --- the limit --- */

static void
also(struct ou_buf *b)
{
	if (b->n > 0)
		ou_buf_puts(b, "; ");
}

static int
check_limit(const struct ou_credit *x, struct ou_buf *b, struct ou_err *err)
{
	char o[OU_DECIMAL_MAX + 1], u[OU_DECIMAL_MAX + 1],
	    t[OU_DECIMAL_MAX + 1], l[OU_DECIMAL_MAX + 1];
	struct ou_amount sum;

	if (!x->limit.given)
		return 0;
	if (!x->order.given) {
		also(b);
		ou_buf_printf(b, "what it costs in %.*s is not known",
		    OU_STR_ARG(x->currency));
		return 0;
	}
	if (ou_amount_add(&sum, x->orders, x->unpaid, err) != 0 ||
	    ou_amount_add(&sum, sum, x->order, err) != 0)
		return -1;
	if (sum.v <= x->limit.v)
		return 0;
	also(b);
	ou_buf_printf(b, "open orders %s + unpaid invoices %s + this order %s "
	    "exceed the limit %s %.*s", text(o, x->orders),
	    text(u, x->unpaid), text(t, x->order), text(l, x->limit),
	    OU_STR_ARG(x->currency));
	return 0;
}

int
ou_credit_hold(struct ou_arena *a, const struct ou_credit *x,
    struct ou_str *reason, struct ou_err *err)
{
	struct ou_buf b = OU_BUF_INIT;
	bool held;

	if (check_limit(x, &b, err) != 0) {
		ou_buf_release(&b);
		return -1;
	}
	if (x->overdue > 0 && (uint32_t)x->overdue >= x->overdue_from) {
		also(&b);
		ou_buf_printf(&b, "an invoice is overdue by %d days",
		    (int)x->overdue);
	}
	if (!ou_credit_terms(x->terms, x->agreed)) {
		also(&b);
		ou_buf_printf(&b, "payment terms %.*s, and %.*s were agreed",
		    OU_STR_ARG(x->terms->code.n > 0 ? x->terms->code :
		    ou_str_printf(a, "%lld days",
		    (long long)x->terms->net_days.v)), OU_STR_ARG(x->agreed));
	}
	held = b.n > 0;
	if (held)
		*reason = ou_str_dup(a, ou_buf_str(&b));
	ou_buf_release(&b);
	return held;
}

int
ou_budget_hold(struct ou_arena *a, struct ou_str name,
    struct ou_str currency, struct ou_amount budget, struct ou_amount taken,
    struct ou_amount order, struct ou_str *reason, struct ou_err *err)
{
	char t[OU_DECIMAL_MAX + 1], o[OU_DECIMAL_MAX + 1],
	    l[OU_DECIMAL_MAX + 1];
	struct ou_amount sum;

	if (!order.given) {
		*reason = ou_str_printf(a, "budget %.*s: what the order costs "
		    "in %.*s is not known", OU_STR_ARG(name),
		    OU_STR_ARG(currency));
		return 1;
	}
	if (ou_amount_add(&sum, taken, order, err) != 0)
		return -1;
	if (sum.v <= budget.v)
		return 0;
	*reason = ou_str_printf(a, "budget %.*s: %s taken + this order %s "
	    "exceed %s %.*s", OU_STR_ARG(name), text(t, taken),
	    text(o, order), text(l, budget), OU_STR_ARG(currency));
	return 1;
}
