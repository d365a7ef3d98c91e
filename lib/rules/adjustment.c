#include <string.h>

#include "ou/rules/adjustment.h"

void
ou_adjustment_of(struct ou_arena *a, const struct ou_stock_difference *d,
    struct ou_str source, struct ou_str count, const struct ou_time *at,
    struct ou_stock_adjustment *to)
{
	memset(to, 0, sizeof(*to));
	to->type = OU_STR("StockAdjustment");
	to->schema = OU_STR("stock-adjustment/1");
	to->id = ou_str_printf(a, "%.*s:%.*s:%.*s:%.*s:%.*s:%.*s%s%.*s",
	    OU_STR_ARG(source), OU_STR_ARG(count), OU_STR_ARG(d->sku),
	    OU_STR_ARG(d->location), OU_STR_ARG(d->lot),
	    OU_STR_ARG(d->status), d->owner.n != 0 ? ":" : "",
	    OU_STR_ARG(d->owner));
	/* The same all day, as the id is. */
	to->at.date = at->date;
	to->sku = d->sku;
	to->location = d->location;
	to->lot = d->lot;
	to->status = d->status;
	to->owner = d->owner;
	to->quantity = d->adjustment;
	to->reason = d->reason;
	to->abc = d->abc;
	to->decision = OU_STR("proposed");
	to->reference = d->reference.n != 0 ? d->reference : count;
}

void
ou_adjustment_price(struct ou_stock_adjustment *adjustment,
    struct ou_price cost, struct ou_str currency)
{
	struct ou_quantity units = adjustment->quantity, none = { 0, false };
	int places = currency.n != 0 ? ou_currency_places(currency) : 2;

	if (!cost.given || places < 0 || units.v == INT64_MIN)
		return;
	units.v = units.v < 0 ? -units.v : units.v;
	if (ou_price_extend(&adjustment->value, cost, units, none, places,
	    NULL) != 0) {
		adjustment->value = (struct ou_amount){ 0, 0, false };
		return;
	}
	adjustment->currency = currency;
}

static int
no(struct ou_err *err, const char *field, const char *text)
{
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE, "%s", text);
	return ou_err_in(err, "%s", field);
}

/* Is the value one that anybody may decide with this code? */
static bool
within_limit(const struct ou_stock_adjustment *adj,
    const struct ou_justification *code, struct ou_str shop_currency)
{
	struct ou_str currency = code->currency.n != 0 ? code->currency
	    : shop_currency;

	return code->limit.given && adj->value.given &&
	    ou_str_eq(currency, adj->currency) &&
	    adj->value.v <= code->limit.v;
}

static int
check_right(const struct ou_stock_adjustment *adj,
    const struct ou_adjuster *who, struct ou_err *err)
{
	if (!who->right)
		return no(err, "by", "the value is above what the code "
		    "allows, and this user has no right to approve it");
	if (!who->limit.given)
		return 0;
	if (!adj->value.given)
		return no(err, "by", "the value is not known, because the "
		    "item has no cost, and this user has a limit");
	return adj->value.v <= who->limit.v ? 0
	    : no(err, "by", "the value is above this user's limit");
}

static int
check_approval(const struct ou_stock_adjustment *adj,
    const struct ou_stock_decision *decision,
    const struct ou_justification *code, const struct ou_adjuster *who,
    struct ou_str shop_currency, struct ou_err *err)
{
	if (decision->code.n == 0)
		return no(err, "code", "an adjustment needs a justification");
	if (code == NULL)
		return no(err, "code", "no such justification");
	if (decision->quantity.given &&
	    decision->quantity.v != adj->quantity.v)
		return no(err, "quantity", "another quantity is proposed now");
	if (within_limit(adj, code, shop_currency))
		return 0;
	return check_right(adj, who, err);
}

int
ou_adjustment_decide(struct ou_stock_adjustment *adj,
    const struct ou_stock_decision *decision,
    const struct ou_justification *code, const struct ou_adjuster *who,
    struct ou_str shop_currency, struct ou_err *err)
{
	bool approved = ou_str_is(decision->decision, "approved");

	if (!approved && !ou_str_is(decision->decision, "refused"))
		return no(err, "decision", "neither approved nor refused");
	if (!who->known)
		return no(err, "by", "no user of ours");
	if (approved && check_approval(adj, decision, code, who,
	    shop_currency, err) != 0)
		return -1;
	adj->decision = decision->decision;
	adj->justification = decision->code;
	adj->by = decision->by;
	adj->decided_at = decision->at;
	adj->note = decision->note;
	return 0;
}

void
ou_adjustment_move(const struct ou_stock_adjustment *adjustment,
    struct ou_stock_move *move)
{
	memset(move, 0, sizeof(*move));
	move->type = OU_STR("StockMove");
	move->schema = OU_STR("stock-move/1");
	move->id = adjustment->id;
	move->at = adjustment->at;
	move->sku = adjustment->sku;
	move->location = adjustment->location;
	move->lot = adjustment->lot;
	move->status = adjustment->status;
	move->owner = adjustment->owner;
	move->quantity = adjustment->quantity;
	move->reason = OU_STR("count");
	move->reference = adjustment->reference;
	move->justification = adjustment->justification;
	move->by = adjustment->by;
}
