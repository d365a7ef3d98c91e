#include "pricing.h"

/* What was agreed for a time: whether it holds, and what it asks of orders. */

void
ou_pricing_add_contract(struct ou_pricing *p,
    const struct ou_pricing_contract *say)
{
	struct contract *c = ou_arena_zalloc(p->a, sizeof(*c)), **to;
	struct name *name;

	c->say = *say;
	c->row = p->contracts.n;
	c->customer = ou_pricing_name_add(p, say->customer, false)->number;
	c->from = ou_date_given(say->from) ? ou_date_days(say->from) :
	    ALWAYS_FROM;
	c->through = ou_date_given(say->through) ?
	    ou_date_days(say->through) : ALWAYS_THROUGH;
	name = ou_pricing_name_add(p, say->contract, false);
	name->contract = c;
	to = ou_pricing_list_add(p->a, &p->contracts, sizeof(*to));
	*to = c;
}

static enum agreed
agreed(const struct contract *x, const struct ou_pricing_context *c,
    int32_t day)
{
	if (x == NULL)
		return AGREED_UNKNOWN;
	if (x->customer != c->who[CUSTOMER])
		return AGREED_OTHER;
	if (day == NO_DAY)
		return x->from == ALWAYS_FROM && x->through == ALWAYS_THROUGH ?
		    AGREED : AGREED_EARLY;
	if (day < x->from)
		return AGREED_EARLY;
	return day > x->through ? AGREED_LATE : AGREED;
}

/* A line is under the contract that it names, while that holds. */
void
ou_pricing_agree(const struct ou_pricing *p,
    const struct ou_pricing_context *c, struct ou_str named,
    struct question *q)
{
	struct name **names = p->name_texts.rows;
	uint32_t n = ou_pricing_name(p, named);
	const struct contract *x = n != 0 ? names[n - 1]->contract : NULL;

	q->named = n;
	q->contract = 0;
	if (named.p == NULL)
		return;
	q->agreed = agreed(x, c, q->day);
	if (q->agreed != AGREED)
		return;
	q->contract = n;
	q->contract_row = x->row;
}

void
ou_pricing_hold_contract(struct ou_arena *a,
    const struct ou_pricing_context *c, const struct ou_order *o,
    const struct ou_order_line *line, const struct question *q,
    struct ou_quote *quote)
{
	static const char *const why[] = {
		[AGREED_UNKNOWN] = "is not in the book",
		[AGREED_OTHER] = "is another customer's",
		[AGREED_EARLY] = "does not hold yet",
		[AGREED_LATE] = "holds no more",
	};
	bool own = line->references != NULL &&
	    line->references->contract.p != NULL;
	struct ou_str named = own ? line->references->contract :
	    o->references->contract;
	char day[16] = "";

	if (ou_date_given(q->date) && q->agreed >= AGREED_EARLY)
		(void)ou_date_text(day, q->date);
	/* What the head names is told once, but for lines of other days. */
	ou_pricing_hold(a, quote, OU_DIAG_HOLD_CONTRACT,
	    own || q->day != c->day ? line : NULL, "contract %.*s %s%s%s",
	    OU_STR_ARG(ou_pricing_shown(named)), why[q->agreed],
	    day[0] != '\0' ? " on " : "", day);
}

/* --- what it asks of an order --- */

static void
hold_value(const struct ou_pricing *p, struct ou_arena *a,
    const struct ou_order *o, const struct ou_quote_contract *x,
    struct ou_quote *quote)
{
	const struct contract *c =
	    ((struct contract **)p->contracts.rows)[x->row];
	struct ou_str currency = c->say.currency.p != NULL ?
	    c->say.currency : p->policy.currency;
	char least[OU_DECIMAL_MAX], is[OU_DECIMAL_MAX];
	bool other = currency.p != NULL && !ou_str_eq(currency, o->currency);

	if (!c->say.min_value.given || (!other &&
	    x->worth.v >= c->say.min_value.v))
		return;
	ou_pricing_hold(a, quote, OU_DIAG_HOLD_CONTRACT, NULL, "contract %.*s "
	    "is for orders of %.*s %.*s at least, not %.*s %.*s",
	    OU_STR_ARG(ou_pricing_shown(c->say.contract)),
	    (int)ou_amount_text(least, c->say.min_value), least,
	    OU_STR_ARG(other ? currency : o->currency),
	    (int)ou_amount_text(is, x->worth), is, OU_STR_ARG(o->currency));
}

/* The contract of a row among ${n}, or a new one. */
static struct ou_quote_contract *
use_of(struct ou_quote_contract *list, uint32_t *n, uint32_t row, int places)
{
	uint32_t i;

	for (i = 0; i < *n; i++) {
		if (list[i].row == row)
			return &list[i];
	}
	list[*n] = (struct ou_quote_contract){ .row = row,
	    .worth = { 0, (uint8_t)places, true } };
	return &list[(*n)++];
}

static int
add(struct ou_quote_contract *x, const struct ou_order_line *line,
    int64_t units, struct ou_err *err)
{
	if (!line->total.given)
		x->open = true;
	else if (__builtin_add_overflow(x->worth.v, line->total.v,
	    &x->worth.v))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
		    "an order under a contract is too large for exact "
		    "arithmetic");
	/* What comes back is no use of it. */
	if (line->quantity.v > 0 && (units < 0 ||
	    __builtin_add_overflow(x->units, units, &x->units)))
		x->unknown = true;
	return 0;
}

int
ou_pricing_contracts(const struct ou_pricing *p, struct ou_arena *a,
    const struct ou_order *o, struct ou_quote *quote,
    struct ou_quote_contract **list, uint32_t *n, struct ou_err *err)
{
	uint32_t i, row;

	*n = 0;
	*list = NULL;
	if (p->contracts.n == 0)
		return 0;
	*list = ou_arena_array(a, o->n_lines, sizeof(**list));
	for (i = 0; i < o->n_lines; i++) {
		row = quote->lines[i].contract;
		if (row != OU_QUOTE_NO_ROW && add(use_of(*list, n, row,
		    ou_order_places(o)), &o->lines[i], quote->lines[i].units,
		    err) != 0)
			return -1;
	}
	for (i = 0; i < *n; i++) {
		if (!(*list)[i].open)
			hold_value(p, a, o, &(*list)[i], quote);
	}
	return 0;
}
