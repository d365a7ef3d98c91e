#include "offers.h"

/* Whom an offer is for, and when. */

const char *
ou_offer_verdict_text(enum ou_offer_verdict v)
{
	static const char *const texts[] = {
		[OU_OFFER_APPLIES] = "applies",
		[OU_OFFER_EARLY] = "not valid yet",
		[OU_OFFER_LATE] = "not valid any more",
		[OU_OFFER_HOURS] = "not on this day or at this time",
		[OU_OFFER_CURRENCY] = "another currency",
		[OU_OFFER_TAX_INCLUDED] =
		    "with or without tax, other than the order",
		[OU_OFFER_CUSTOMER] = "for another customer",
		[OU_OFFER_GROUP] = "for another group",
		[OU_OFFER_CHANNEL] = "for another channel",
		[OU_OFFER_SEGMENT] = "for another segment",
		[OU_OFFER_COUNTRY] = "for another country",
		[OU_OFFER_NO_LINES] = "no lines that are open to it",
		[OU_OFFER_QUANTITY] = "its quantity is not reached",
		[OU_OFFER_AMOUNT] = "its amount is not met",
		[OU_OFFER_NOTHING] = "it comes to nothing",
		[OU_OFFER_NO_STORE] =
		    "its uses are counted in a store, and there is none",
		[OU_OFFER_USES] = "it is used up",
		[OU_OFFER_CUSTOMER_USES] = "the customer has used it up",
		[OU_OFFER_BUDGET] = "not enough is left of its budget",
	};

	return texts[v];
}

static bool
meant(struct ou_str wanted, struct ou_str have)
{
	return wanted.p == NULL || (have.p != NULL &&
	    ou_str_eq(wanted, have));
}

/* The same of currencies, which nearly every offer has. */
static bool
meant_currency(struct ou_str wanted, struct ou_str have)
{
	if (wanted.n != 3 || have.n != 3)
		return meant(wanted, have);
	return wanted.p[0] == have.p[0] && wanted.p[1] == have.p[1] &&
	    wanted.p[2] == have.p[2];
}

/* What is behind midnight belongs to the night that began the day before, and
 * is as valid as that day is. */
static bool
is_behind_midnight(const struct ou_offer *x, const struct state *s)
{
	return is_night(x) && s->minute >= 0 && s->minute < x->ends;
}

/* Of the day on which it began. */
static bool
in_hours(const struct ou_offer *x, const struct state *s, int weekday)
{
	int from = x->begins < 0 ? 0 : x->begins;
	int to = x->ends < 0 ? 24 * 60 : x->ends;

	if ((x->begins >= 0 || x->ends >= 0) && (s->minute < 0 ||
	    (from <= to ? s->minute < from || s->minute >= to :
	    s->minute < from && s->minute >= to)))
		return false;
	return x->days == 0 || (weekday != 0 &&
	    (x->days >> (weekday - 1) & 1) != 0);
}

enum ou_offer_verdict
ou_offers_fit(const struct state *s, const struct ou_offer *x,
    const struct turn *turn)
{
	const struct ou_order *o = s->q->order;
	int32_t day = s->day;
	int weekday = s->weekday;

	if (is_behind_midnight(x, s) && day != INT32_MIN) {
		day--;
		weekday = weekday == 1 ? 7 : weekday - 1;
	}
	if (day == INT32_MIN) {
		if (turn->from != INT32_MIN || turn->through != INT32_MAX)
			return OU_OFFER_EARLY;
	} else if (day < turn->from || day > turn->through)
		return day < turn->from ? OU_OFFER_EARLY : OU_OFFER_LATE;
	if (!meant(x->channel, o->channel))
		return OU_OFFER_CHANNEL;
	if (!meant(x->segment, o->segment))
		return OU_OFFER_SEGMENT;
	if (!meant(x->customer, s->q->customer))
		return OU_OFFER_CUSTOMER;
	if (!meant(x->group, s->q->group))
		return OU_OFFER_GROUP;
	if (!meant(x->country, s->q->country))
		return OU_OFFER_COUNTRY;
	if (!meant_currency(x->currency, o->currency))
		return OU_OFFER_CURRENCY;
	if (x->gross != OU_FLAG_ABSENT && (x->gross == OU_FLAG_YES) !=
	    (o->prices_include_tax == OU_FLAG_YES))
		return OU_OFFER_TAX_INCLUDED;
	return in_hours(x, s, weekday) ? OU_OFFER_APPLIES : OU_OFFER_HOURS;
}
