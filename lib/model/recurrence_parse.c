#include <string.h>

#include "ou/model/recurrence.h"

/* Rules as they are written. */
static int
refuse(struct ou_err *err, struct ou_str name, const char *why)
{
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
	    "%.*s: %s", OU_STR_ARG(ou_str_sub(name, 0, 32)), why);
}

/* A number between two limits; false: it is none. */
static bool
number(struct ou_str s, int32_t least, int32_t most, int32_t *to)
{
	int32_t v = 0;
	size_t i;

	if (s.n == 0 || s.n > 7)
		return false;
	for (i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		v = v * 10 + s.p[i] - '0';
	}
	*to = v;
	return v >= least && v <= most;
}

/* The same with a sign, and not zero. */
static bool
signed_number(struct ou_str s, int32_t most, int32_t *to)
{
	bool minus = s.n > 0 && s.p[0] == '-';

	if (s.n > 0 && (minus || s.p[0] == '+'))
		s = ou_str_sub(s, 1, s.n);
	if (!number(s, 1, most, to))
		return false;
	if (minus)
		*to = -*to;
	return true;
}

static int
weekday(struct ou_str s)
{
	static const char names[] = "MOTUWETHFRSASU";
	int i;

	for (i = 0; i < 7; i++) {
		if (s.n == 2 && memcmp(s.p, names + i * 2, 2) == 0)
			return i + 1;
	}
	return 0;
}

static const char *
set_frequency(struct ou_recurrence *r, struct ou_str value)
{
	static const char *const names[] = { "DAILY", "WEEKLY", "MONTHLY",
	    "YEARLY" };
	int i;

	for (i = 0; i < 4; i++) {
		if (ou_str_is(value, names[i])) {
			r->frequency = (enum ou_frequency)i;
			return NULL;
		}
	}
	return "DAILY, WEEKLY, MONTHLY or YEARLY is expected";
}

static const char *
set_interval(struct ou_recurrence *r, struct ou_str value)
{
	return number(value, 1, 9999, &r->interval) ? NULL :
	    "a number from 1 to 9999 is expected";
}

static const char *
set_count(struct ou_recurrence *r, struct ou_str value)
{
	return number(value, 1, OU_RECURRENCE_COUNT, &r->count) ? NULL :
	    "a number from 1 to 1000000 is expected";
}

static const char *
set_until(struct ou_recurrence *r, struct ou_str value)
{
	int32_t y, m, d;

	if (value.n != 8 || !number(ou_str_sub(value, 0, 4), 1, 9999, &y) ||
	    !number(ou_str_sub(value, 4, 2), 1, 12, &m) ||
	    !number(ou_str_sub(value, 6, 2), 1, 31, &d) ||
	    !ou_date_valid(y, m, d))
		return "a day is expected (YYYYMMDD)";
	r->until = ou_date_days((struct ou_date){ (int16_t)y, (uint8_t)m,
	    (uint8_t)d });
	return NULL;
}

static const char *
set_months(struct ou_recurrence *r, struct ou_str value)
{
	struct ou_str one;
	int32_t n;

	while (ou_str_split(&value, ',', &one)) {
		if (!number(one, 1, 12, &n))
			return "months from 1 to 12 are expected";
		r->months |= (uint16_t)(1U << n);
	}
	return NULL;
}

static const char *
set_days(struct ou_recurrence *r, struct ou_str value)
{
	struct ou_str one;
	int32_t n;

	while (ou_str_split(&value, ',', &one)) {
		if (!signed_number(one, 31, &n))
			return "days from 1 to 31 or from -31 to -1 are "
			    "expected";
		if (n > 0)
			r->days |= 1U << n;
		else
			r->days_back |= 1U << -n;
	}
	return NULL;
}

static const char *
set_weekdays(struct ou_recurrence *r, struct ou_str value)
{
	struct ou_str one, nth;
	int32_t n;
	int day;

	while (ou_str_split(&value, ',', &one)) {
		nth = ou_str_sub(one, 0, one.n < 2 ? 0 : one.n - 2);
		day = weekday(ou_str_sub(one, nth.n, 2));
		n = 0;
		if (day == 0 || (nth.n > 0 && !signed_number(nth, 53, &n)))
			return "weekdays as MO, 2TU or -1FR are expected";
		if (r->n_weekdays == OU_RECURRENCE_LIST)
			return "too many weekdays";
		r->weekdays[r->n_weekdays].nth = (int8_t)n;
		r->weekdays[r->n_weekdays++].weekday = (int8_t)day;
	}
	return NULL;
}

static const char *
set_positions(struct ou_recurrence *r, struct ou_str value)
{
	struct ou_str one;
	int32_t n;

	while (ou_str_split(&value, ',', &one)) {
		if (!signed_number(one, 366, &n))
			return "positions from 1 to 366 or from -366 to -1 "
			    "are expected";
		if (r->n_positions == OU_RECURRENCE_LIST)
			return "too many positions";
		r->positions[r->n_positions++] = (int16_t)n;
	}
	return NULL;
}

static const char *
set_week_start(struct ou_recurrence *r, struct ou_str value)
{
	r->week_start = (uint8_t)weekday(value);
	return r->week_start != 0 ? NULL : "a weekday is expected (MO)";
}

static const struct part {
	const char *name;
	const char *(*set)(struct ou_recurrence *r, struct ou_str value);
} parts[] = {
	{ "FREQ", set_frequency }, { "INTERVAL", set_interval },
	{ "COUNT", set_count }, { "UNTIL", set_until },
	{ "BYMONTH", set_months }, { "BYMONTHDAY", set_days },
	{ "BYDAY", set_weekdays }, { "BYSETPOS", set_positions },
	{ "WKST", set_week_start },
};
#define N_PARTS (sizeof(parts) / sizeof(parts[0]))
enum { FREQ, INTERVAL, COUNT, UNTIL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS };

/* What the parts say of each other; ${seen} has a bit for each. */
static int
check(const struct ou_recurrence *r, unsigned seen, struct ou_err *err)
{
	int i;

	if ((seen & 1U << FREQ) == 0)
		return refuse(err, OU_STR("FREQ"), "it is needed");
	if ((seen & 1U << COUNT) != 0 && (seen & 1U << UNTIL) != 0)
		return refuse(err, OU_STR("COUNT"), "not with UNTIL");
	if ((seen & 1U << BYSETPOS) != 0 && (seen & (1U << BYMONTH |
	    1U << BYMONTHDAY | 1U << BYDAY)) == 0)
		return refuse(err, OU_STR("BYSETPOS"),
		    "only with BYDAY, BYMONTHDAY or BYMONTH");
	if ((seen & 1U << BYMONTHDAY) != 0 && r->frequency == OU_WEEKLY)
		return refuse(err, OU_STR("BYMONTHDAY"), "not with WEEKLY");
	for (i = 0; i < r->n_weekdays; i++) {
		if (r->weekdays[i].nth != 0 && r->frequency < OU_MONTHLY)
			return refuse(err, OU_STR("BYDAY"),
			    "numbers only with MONTHLY or YEARLY");
	}
	return 0;
}

int
ou_recurrence_parse(struct ou_recurrence *r, struct ou_str rule,
    struct ou_err *err)
{
	struct ou_str pair, name;
	const char *why;
	unsigned seen = 0;
	size_t i;

	*r = (struct ou_recurrence){ .interval = 1, .until = INT32_MAX,
	    .week_start = 1 };
	if (ou_str_starts(rule, "RRULE:"))
		rule = ou_str_sub(rule, 6, rule.n);
	while (ou_str_split(&rule, ';', &pair)) {
		(void)ou_str_split(&pair, '=', &name);
		for (i = 0; i < N_PARTS; i++) {
			if (ou_str_is(name, parts[i].name))
				break;
		}
		if (i == N_PARTS)
			return refuse(err, name, "it is no part of a rule "
			    "for days");
		if ((seen & 1U << i) != 0)
			return refuse(err, name, "it is there twice");
		seen |= 1U << i;
		why = pair.n == 0 ? "a value is expected" :
		    parts[i].set(r, pair);
		if (why != NULL)
			return refuse(err, name, why);
	}
	return check(r, seen, err);
}
