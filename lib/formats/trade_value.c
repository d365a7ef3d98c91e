#include <stdio.h>

#include "trade.h"

/*
 * Values as XML Schema writes them: decimals with a sign, without exponent;
 * dates and clocks with or without a zone.
 */

void
ou_trade_finding_at(struct trade_order *u, enum ou_diag code, uint32_t line,
    const char *field, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	ou_import_found(u->im, code, u->source, line, field, fmt, ap);
	va_end(ap);
}

/*
 * Text as value x 10^scale.  More decimals than that are rounded, by way of
 * nine decimals.
 */
static bool
decimal(struct trade_order *u, int64_t *out, int *places, int scale,
    const struct trade_leaf *l, const char *field, const char *noun)
{
	struct ou_err err = { 0 };
	enum ou_decimal_fault fault;
	int64_t v;

	if (!trade_has(l))
		return false;
	fault = ou_decimal_scan(&v, l->text, scale, OU_DECIMAL_LOOSE, places);
	if (fault == OU_DECIMAL_FINE &&
	    ou_decimal_scan(&v, l->text, 9, OU_DECIMAL_LOOSE, places) ==
	    OU_DECIMAL_OK && ou_decimal_round(&v, 9, scale) == 0) {
		v /= ou_decimal_pow10(9 - scale);
		*places = scale;
		trade_finding(u, OU_DIAG_DECIMALS, l, field,
		    "'%.*s' has more decimals than %s may have; rounded to %d",
		    OU_STR_ARG(l->text), noun, scale);
		fault = OU_DECIMAL_OK;
	}
	if (fault != OU_DECIMAL_OK) {
		ou_decimal_explain(&err, fault, l->text, scale, noun);
		trade_finding(u, err.code, l, field, "%s", err.text);
		return false;
	}
	*out = v;
	return true;
}

bool
ou_trade_amount(struct trade_order *u, struct ou_amount *out,
    const struct trade_leaf *l, const char *field)
{
	int places;

	if (!decimal(u, &out->v, &places, OU_AMOUNT_SCALE, l, field,
	    "an amount"))
		return false;
	out->places = (uint8_t)places;
	out->given = true;
	return true;
}

bool
ou_trade_price(struct trade_order *u, struct ou_price *out,
    const struct trade_leaf *l, const char *field)
{
	int places;

	if (!decimal(u, &out->v, &places, OU_PRICE_SCALE, l, field,
	    "a price"))
		return false;
	out->places = (uint8_t)places;
	out->given = true;
	return true;
}

bool
ou_trade_quantity(struct trade_order *u, struct ou_quantity *out,
    const struct trade_leaf *l, const char *field)
{
	int places;

	if (!decimal(u, &out->v, &places, OU_QUANTITY_SCALE, l, field,
	    "a quantity"))
		return false;
	out->given = true;
	return true;
}

bool
ou_trade_rate(struct trade_order *u, struct ou_rate *out,
    const struct trade_leaf *l, const char *field)
{
	int places;

	if (!decimal(u, &out->v, &places, OU_RATE_SCALE, l, field,
	    "a percentage"))
		return false;
	out->places = 2;
	out->given = true;
	return true;
}

bool
ou_trade_flag(struct trade_order *u, bool *out, const struct trade_leaf *l,
    const char *field)
{
	if (!trade_has(l))
		return false;
	if (ou_str_is(l->text, "true") || ou_str_is(l->text, "1"))
		*out = true;
	else if (ou_str_is(l->text, "false") || ou_str_is(l->text, "0"))
		*out = false;
	else {
		trade_finding(u, OU_DIAG_VALUE, l, field,
		    "'%.*s' is neither true nor false", OU_STR_ARG(l->text));
		return false;
	}
	return true;
}

/* UNCL 2379, as CII writes it beside a date: digits without anything between
 * them, the zone behind those of 205. */
static struct ou_str
iso_of(struct trade_order *u, const struct trade_leaf *l)
{
	struct ou_str s = l->text, zone;
	bool day = ou_str_is(l->scheme, "102");
	bool zoned = ou_str_is(l->scheme, "205");
	char d[14] = "00000000000000";

	if ((!day && !zoned && !ou_str_is(l->scheme, "203") &&
	    !ou_str_is(l->scheme, "204")) || s.n < 8)
		return s;
	if (day)
		return ou_str_printf(&u->im->arena, "%.4s-%.2s-%.*s", s.p,
		    s.p + 4, (int)(s.n - 6), s.p + 6);
	zone = zoned && s.n > 12 ? ou_str_sub(s, 12, s.n) : OU_STR_NONE;
	if (zoned && s.n > 12)
		s.n = 12;
	if (s.n > sizeof(d))
		return l->text;
	memcpy(d, s.p, s.n);
	return ou_str_printf(&u->im->arena,
	    "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s%.*s%s%.*s", d, d + 4, d + 6, d + 8,
	    d + 10, d + 12, zone.n == 5 ? 3 : (int)zone.n, zone.p,
	    zone.n == 5 ? ":" : "", zone.n == 5 ? 2 : 0,
	    zone.n == 5 ? zone.p + 3 : "");
}

bool
ou_trade_time(struct trade_order *u, struct ou_time *out,
    const struct trade_leaf *date, const struct trade_leaf *clock,
    const char *field)
{
	struct ou_str day, zone = OU_STR_NONE, s;
	struct ou_err err = { 0 };

	if (!trade_has(date))
		return false;
	day = iso_of(u, date);
	/* xs:date may have a zone of its own: 2026-11-20+01:00 */
	if (day.n > 10 && day.p[10] != 'T') {
		zone = ou_str_sub(day, 10, day.n);
		day = ou_str_sub(day, 0, 10);
	}
	s = trade_has(clock) ? ou_str_printf(&u->im->arena, "%.*sT%.*s",
	    OU_STR_ARG(day), OU_STR_ARG(clock->text)) : day;
	if (ou_time_parse(out, s, &err) != 0) {
		memset(out, 0, sizeof(*out));
		trade_finding(u, err.code, date, field, "%s", err.text);
		return false;
	}
	if (zone.n == 0 || !out->has_clock || out->has_offset)
		return true;
	s = ou_str_printf(&u->im->arena, "%.*s%.*s", OU_STR_ARG(s),
	    OU_STR_ARG(zone));
	if (ou_time_parse(out, s, &err) != 0)
		trade_finding(u, err.code, date, field, "%s", err.text);
	return true;
}

bool
ou_trade_date(struct trade_order *u, struct ou_date *out,
    const struct trade_leaf *l, const char *field)
{
	static const struct trade_leaf none;
	struct ou_time t = { 0 };

	if (!ou_trade_time(u, &t, l, &none, field))
		return false;
	*out = t.date;
	return true;
}

/*
 * The date asked for is the period's first day, its last where only that is
 * said; a window is written when the period says more than one day.
 */
void
ou_trade_period_of(struct trade_order *u, const struct trade_period *p,
    struct ou_date *date, struct ou_window **window, const char *field)
{
	struct ou_time from = { 0 }, to = { 0 };
	bool start = ou_trade_time(u, &from, &p->start, &p->start_time, field);
	bool end = ou_trade_time(u, &to, &p->end, &p->end_time, field);

	if (ou_trade_date(u, date, &p->day, field) && !start && !end)
		return;
	if (!start && !end)
		return;
	if (!ou_date_given(*date))
		*date = start ? from.date : to.date;
	if (start && end && ou_date_cmp(to.date, from.date) < 0)
		trade_finding(u, OU_DIAG_VALUE, &p->end, field,
		    "the period ends before it begins");
	if (window == NULL || (!from.has_clock && !to.has_clock &&
	    (!start || !end || ou_date_cmp(from.date, to.date) == 0)))
		return;
	*window = ou_arena_zalloc(&u->im->arena, sizeof(**window));
	(*window)->from = from;
	(*window)->to = to;
}
