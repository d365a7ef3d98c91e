#include <stdlib.h>
#include <string.h>

#include "approval.h"

/* Which rules fit an order, and what they ask for together. */

static bool
has(const struct ou_approval_words *words, struct ou_str word)
{
	uint32_t i;

	for (i = 0; i < words->n; i++) {
		if (ou_str_eq(words->list[i], word))
			return true;
	}
	return words->n == 0;
}

/* One of the order's is among them. */
static bool
share(const struct ou_approval_words *words,
    const struct ou_approval_words *of)
{
	uint32_t i;

	for (i = 0; i < of->n; i++) {
		if (has(words, of->list[i]))
			return true;
	}
	return words->n == 0;
}

static enum ou_approval_misfit
amount_fits(const struct ou_approvals *x,
    const struct ou_approval_when *w, const struct ou_approval_case *c)
{
	struct ou_amount turned;

	if (!c->amount.given || (!w->min.given && !w->max.given) ||
	    ou_rates_turn(x->book.rates, c->amount, c->currency,
	    w->currency.n > 0 ? w->currency : c->currency, c->day, &turned,
	    NULL) != 0)
		return OU_APPROVAL_FITS;
	if (w->min.given && turned.v < w->min.v)
		return OU_APPROVAL_BELOW;
	return w->max.given && turned.v > w->max.v ? OU_APPROVAL_ABOVE :
	    OU_APPROVAL_FITS;
}

static bool
margin_fits(const struct ou_approval_when *w, struct ou_rate margin)
{
	if (!margin.given)
		return true;
	return !(w->min_margin.given && margin.v < w->min_margin.v) &&
	    !(w->max_margin.given && margin.v > w->max_margin.v);
}

enum ou_approval_misfit
ou_approval_fits(const struct ou_approvals *x,
    const struct ou_approval_rule *rule, const struct ou_approval_case *c)
{
	const struct ou_approval_when *w = &rule->when;

	if (!has(&w->segments, c->segment))
		return OU_APPROVAL_SEGMENT;
	if (!has(&w->channels, c->channel))
		return OU_APPROVAL_CHANNEL;
	if (!has(&w->customers, c->customer))
		return OU_APPROVAL_CUSTOMER;
	if (!has(&w->groups, c->group))
		return OU_APPROVAL_GROUP;
	if (!has(&w->cost_centers, c->cost_center))
		return OU_APPROVAL_COST_CENTER;
	if (!has(&w->countries, c->country))
		return OU_APPROVAL_COUNTRY;
	if (!has(&w->terms, c->terms))
		return OU_APPROVAL_TERMS;
	if (!share(&w->categories, &c->categories))
		return OU_APPROVAL_CATEGORY;
	if (!share(&w->items, &c->items))
		return OU_APPROVAL_ITEM;
	if (w->first == OU_FLAG_YES && !c->first)
		return OU_APPROVAL_NOT_FIRST;
	if (w->first == OU_FLAG_NO && c->first)
		return OU_APPROVAL_FIRST;
	if (!margin_fits(w, c->margin))
		return OU_APPROVAL_MARGIN;
	return amount_fits(x, w, c);
}

const char *
ou_approval_misfit_text(enum ou_approval_misfit m)
{
	static const char *const texts[OU_APPROVAL_MISFITS] = {
		"it fits", "the amount is lower", "the amount is higher",
		"another margin", "not the customer's first order",
		"the customer's first order", "no item of these categories",
		"none of these items", "another cost centre",
		"another country", "another segment", "another channel",
		"another customer", "another group", "other payment terms",
	};

	return m < OU_APPROVAL_MISFITS ? texts[m] : texts[0];
}

/* --- what they ask for --- */

/* The same step of another rule. */
static void
merge(struct ou_approval_demand *to, const struct ou_approval_demand *d)
{
	if (d->order > to->order)
		to->order = d->order;
	if (d->quorum > to->quorum)
		to->quorum = d->quorum;
	if (d->expires != 0 && (to->expires == 0 ||
	    d->expires < to->expires))
		to->expires = d->expires;
}

static int
compare(const void *x, const void *y)
{
	const struct ou_approval_demand *a = x, *b = y;

	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return ou_str_cmp(a->name, b->name);
}

static uint32_t
find(const struct ou_approval_demand *all, uint32_t n, struct ou_str name)
{
	uint32_t i;

	for (i = 0; i < n && !ou_str_eq(all[i].name, name); i++)
		continue;
	return i;
}

/* In some of the rules that ask for the step it is said that who ordered may
 * not decide. */
static bool
requester_barred(const struct ou_approvals *x, const bool *fits,
    struct ou_str step)
{
	const struct ou_approval_rule *r;
	uint32_t i;

	for (i = 0; i < x->book.n_rules; i++) {
		r = &x->book.rules[i];
		if (fits[i] && !r->requester_may &&
		    find(r->steps, r->n_steps, step) < r->n_steps)
			return true;
	}
	return false;
}

uint32_t
ou_approval_demands(const struct ou_approvals *x, struct ou_arena *a,
    struct ou_approval_case *c)
{
	const struct ou_approval_rule *r;
	bool *fits = ou_arena_array(a, x->book.n_rules, sizeof(*fits));
	uint32_t i, k, at, n = 0, most = 0;

	for (i = 0; i < x->book.n_rules; i++) {
		fits[i] = ou_approval_fits(x, &x->book.rules[i], c) ==
		    OU_APPROVAL_FITS;
		most += fits[i] ? x->book.rules[i].n_steps : 0;
	}
	c->demands = ou_arena_array(a, most, sizeof(*c->demands));
	c->requester_may = ou_arena_array(a, most, sizeof(bool));
	for (i = 0; i < x->book.n_rules; i++) {
		r = &x->book.rules[i];
		for (k = 0; fits[i] && k < r->n_steps; k++) {
			at = find(c->demands, n, r->steps[k].name);
			if (at < n)
				merge(&c->demands[at], &r->steps[k]);
			else
				c->demands[n++] = r->steps[k];
		}
	}
	if (n > 1)
		qsort(c->demands, n, sizeof(*c->demands), compare);
	for (i = 0; i < n; i++)
		c->requester_may[i] = !requester_barred(x, fits,
		    c->demands[i].name);
	return n;
}
