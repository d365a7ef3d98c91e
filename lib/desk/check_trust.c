#include "check.h"
#include "ou/rules/similar.h"

/* --- those who get nothing --- */

static void
look_up(struct checking *c, const char *field, struct ou_str name,
    struct ou_str country)
{
	const struct ou_denied_party *row;
	uint32_t i;

	if (!ou_denied_find(c->x->denied, name, country, &i))
		return;
	row = ou_rows_at(&c->x->denied_rows, i);
	if (row->name.n == 0) {
		ou_remark(&c->remarks, OU_DIAG_HOLD_DENIED, field,
		    "country %.*s is on the list %.*s%s%.*s",
		    OU_STR_ARG(row->country), OU_STR_ARG(row->list.n > 0 ?
		    row->list : OU_STR("denied-parties")),
		    row->reference.n > 0 ? " " : "",
		    OU_STR_ARG(row->reference));
		return;
	}
	ou_remark(&c->remarks, OU_DIAG_HOLD_DENIED, field,
	    "'%.*s' may be '%.*s' of %.*s%s%.*s", OU_STR_ARG(name),
	    OU_STR_ARG(row->name), OU_STR_ARG(row->list.n > 0 ? row->list :
	    OU_STR("denied-parties")), row->reference.n > 0 ? " " : "",
	    OU_STR_ARG(row->reference));
}

static void
look_up_address(struct checking *c, const char *at,
    const struct ou_address *x)
{
	if (x == NULL)
		return;
	c->remarks.at = ou_str_c(at);
	look_up(c, "name", x->name, x->country);
	if (x->company.n > 0)
		look_up(c, "company", x->company, OU_STR_NONE);
	c->remarks.at = OU_STR_NONE;
}

/* Shops give a consumer's name in two parts. */
static void
look_up_customer(struct checking *c, const struct ou_buyer *b)
{
	look_up(c, "customer.name", b->name, OU_STR_NONE);
	if (b->family_name.n > 0)
		look_up(c, "customer.familyName",
		    ou_str_printf(c->remarks.arena, "%.*s %.*s",
		    OU_STR_ARG(b->given_name), OU_STR_ARG(b->family_name)),
		    OU_STR_NONE);
	if (b->contact != NULL)
		look_up(c, "customer.contact.name", b->contact->name,
		    OU_STR_NONE);
}

void
ou_check_denied(struct checking *c)
{
	const struct ou_order *o = c->o;

	if (c->x->denied_rows.n == 0)
		return;
	if (o->customer != NULL)
		look_up_customer(c, o->customer);
	look_up_address(c, "billingAddress.", o->billing_address);
	if (o->delivery != NULL)
		look_up_address(c, "orderDelivery.deliveryAddress.",
		    o->delivery->address);
}

/* --- was it here before? --- */

static void
say_again(struct checking *c, const struct ou_duplicate *x)
{
	const char *lines = x->same_lines ? "the same" : "other";

	switch (x->kind) {
	case OU_DUPLICATE_ID:
		ou_remark(&c->remarks, OU_DIAG_HOLD_DUPLICATE, "id",
		    "an order of this id came before, with %s lines", lines);
		break;
	case OU_DUPLICATE_NUMBER:
		ou_remark(&c->remarks, OU_DIAG_HOLD_DUPLICATE, "orderNumber",
		    "order '%.*s' has the customer's same number, and %s "
		    "lines", OU_STR_ARG(x->id), lines);
		break;
	case OU_DUPLICATE_LIKELY:
		ou_remark(&c->remarks, OU_DIAG_HOLD_LIKELY, "id", "order "
		    "'%.*s' has the same lines and probably the same buyer "
		    "(%u %%)", OU_STR_ARG(x->id),
		    x->score * 100 / OU_SIMILAR_SAME);
		break;
	}
}

static void
explain_again(struct checking *c, const struct ou_duplicate *found,
    unsigned n)
{
	static const char *const kinds[] = { "same id", "same number",
	    "likely the same" };
	unsigned i;

	for (i = 0; i < n; i++)
		ou_run_explain(c->run, "%.*s: %s: %.*s: %u %%",
		    OU_STR_ARG(c->o->id), kinds[found[i].kind],
		    OU_STR_ARG(found[i].id),
		    found[i].score * 100 / OU_SIMILAR_SAME);
}

void
ou_check_again(struct checking *c, struct ou_risk_facts *facts)
{
	struct ou_duplicate found[OU_DUPLICATES_FOUND];
	const struct ou_order *o = c->o;
	unsigned n;

	/* a change, a replacement or a copy says itself what it is */
	if (o->document_function.n > 0 &&
	    !ou_str_is(o->document_function, "original"))
		return;
	n = ou_duplicates_look(c->x->duplicates, o, found,
	    &facts->orders_before);
	if (n > 0)
		say_again(c, &found[0]);
	if (c->run->explain != NULL)
		explain_again(c, found, n);
}

/* --- risk --- */

#define RISK_LIMIT 100

void
ou_check_risk(struct checking *c, const struct ou_risk_facts *facts)
{
	const struct ou_risk_row *row;
	struct ou_buf fired = OU_BUF_INIT;
	struct ou_str said = ou_policies_get(&c->policies,
	    OU_SETTING_RISK_LIMIT);
	int64_t limit = RISK_LIMIT;
	uint64_t sum = 0;
	uint32_t i;

	if (said.p != NULL)
		(void)ou_decimal_parse(&limit, said, 0, OU_DECIMAL_PLAIN,
		    NULL, NULL);
	for (i = 0; i < c->x->risk_rows.n; i++) {
		if (!ou_risk_fits(&c->x->rules[i], c->o, facts))
			continue;
		row = ou_rows_at(&c->x->risk_rows, i);
		sum += (uint64_t)row->weight.v;
		ou_buf_printf(&fired, "%s%.*s %lld", fired.n > 0 ? ", " : "",
		    OU_STR_ARG(row->rule), (long long)row->weight.v);
		if (c->run->explain != NULL)
			ou_run_explain(c->run, "%.*s: risk %lld: %.*s: %s",
			    OU_STR_ARG(c->o->id), (long long)row->weight.v,
			    OU_STR_ARG(row->rule),
			    ou_risk_kind_text(c->x->rules[i].kind));
	}
	if (sum >= (uint64_t)limit)
		ou_remark(&c->remarks, OU_DIAG_HOLD_RISK, "id", "risk %llu of "
		    "%llu: %.*s", (unsigned long long)sum,
		    (unsigned long long)limit,
		    OU_STR_ARG(ou_buf_str(&fired)));
	ou_buf_release(&fired);
}
