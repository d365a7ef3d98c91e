/*
 * Rules at random: their days are those that are found by walking through all
 * days from the first of the start's period on, one by one, and asking each.
 * And from any day on they are the same as from the start, but for those
 * before.
 */
#include "ou/model/recurrence.h"
#include "unit.h"

#define SPAN 2500
static const char *const names[] = { "", "MO", "TU", "WE", "TH", "FR", "SA",
    "SU" };

static struct rule {
	int frequency, interval, count, until, week_start;
	int months[3], days[3], nth[3], weekdays[3], positions[2];
	int n_months, n_days, n_weekdays, n_positions;
	char text[400];
} rule;

static void
put(const char *fmt, ...)
{
	size_t n = strlen(rule.text);
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(rule.text + n, sizeof(rule.text) - n, fmt, ap);
	va_end(ap);
}

static int
either(int most)
{
	int n = (int)unit_rand((uint64_t)most) + 1;

	return unit_rand(2) == 0 ? n : -n;
}

static void
make_rule(int32_t start)
{
	static const char *const frequencies[] = { "DAILY", "WEEKLY",
	    "MONTHLY", "YEARLY" };
	struct rule *r = &rule;
	char to[10];
	int i;

	memset(r, 0, sizeof(*r));
	r->frequency = (int)unit_rand(4);
	r->interval = unit_rand(2) == 0 ? 1 : (int)unit_rand(4) + 1;
	put("FREQ=%s;INTERVAL=%d", frequencies[r->frequency], r->interval);
	r->week_start = (int)unit_rand(7) + 1;
	put(";WKST=%s", names[r->week_start]);
	r->n_months = unit_rand(3) == 0 ? (int)unit_rand(3) + 1 : 0;
	for (i = 0; i < r->n_months; i++) {
		r->months[i] = (int)unit_rand(12) + 1;
		put("%s%d", i == 0 ? ";BYMONTH=" : ",", r->months[i]);
	}
	r->n_days = r->frequency != 1 && unit_rand(3) == 0 ?
	    (int)unit_rand(3) + 1 : 0;
	for (i = 0; i < r->n_days; i++) {
		r->days[i] = either(31);
		put("%s%d", i == 0 ? ";BYMONTHDAY=" : ",", r->days[i]);
	}
	r->n_weekdays = unit_rand(2) == 0 ? (int)unit_rand(3) + 1 : 0;
	for (i = 0; i < r->n_weekdays; i++) {
		r->weekdays[i] = (int)unit_rand(7) + 1;
		r->nth[i] = r->frequency >= 2 && unit_rand(2) == 0 ?
		    either(r->frequency == 3 ? 53 : 5) : 0;
		put(i == 0 ? ";BYDAY=" : ",");
		if (r->nth[i] != 0)
			put("%d", r->nth[i]);
		put("%s", names[r->weekdays[i]]);
	}
	r->n_positions = r->n_months + r->n_days + r->n_weekdays > 0 &&
	    unit_rand(3) == 0 ? (int)unit_rand(2) + 1 : 0;
	for (i = 0; i < r->n_positions; i++) {
		r->positions[i] = either(5);
		put("%s%d", i == 0 ? ";BYSETPOS=" : ",", r->positions[i]);
	}
	r->until = INT32_MAX;
	switch (unit_rand(3)) {
	case 0:
		r->count = (int)unit_rand(30) + 1;
		put(";COUNT=%d", r->count);
		break;
	case 1:
		r->until = start + (int)unit_rand(SPAN);
		(void)ou_date_text(to, ou_date_from_days(r->until));
		put(";UNTIL=%.4s%.2s%.2s", to, to + 5, to + 8);
		break;
	default:
		break;
	}
}

/* How many of this weekday there are from ${day} to the end of the month or
 * year in one direction: counted one by one. */
static int
count_same(int32_t day, int step, bool month)
{
	struct ou_date d = ou_date_from_days(day), e;
	int n = 0;

	for (; ; day += 7 * step) {
		e = ou_date_from_days(day);
		if (e.year != d.year || (month && e.month != d.month))
			return n;
		n++;
	}
}

static bool
asked(int32_t day, struct ou_date start)
{
	const struct rule *r = &rule;
	struct ou_date d = ou_date_from_days(day), next;
	bool month = r->frequency == 2 || r->n_months > 0, yes;
	int i, back = 1, weekday = ou_date_weekday(d);

	for (next = d; (next = ou_date_from_days(day + back)).month ==
	    d.month; back++)
		;
	yes = r->n_months == 0;
	for (i = 0; i < r->n_months; i++)
		yes |= d.month == r->months[i];
	if (r->frequency == 3 && r->n_months + r->n_days + r->n_weekdays == 0)
		yes = d.month == start.month;
	if (!yes)
		return false;
	yes = r->n_days == 0;
	for (i = 0; i < r->n_days; i++)
		yes |= d.day == r->days[i] || -back == r->days[i];
	if (r->frequency >= 2 && r->n_days + r->n_weekdays == 0)
		yes = d.day == start.day;
	if (!yes)
		return false;
	yes = r->n_weekdays == 0;
	for (i = 0; i < r->n_weekdays; i++)
		yes |= weekday == r->weekdays[i] && (r->nth[i] == 0 ||
		    (r->nth[i] > 0 && count_same(day, -1, month) ==
		    r->nth[i]) || (r->nth[i] < 0 &&
		    count_same(day, 1, month) == -r->nth[i]));
	if (r->frequency == 1 && r->n_weekdays == 0)
		yes = weekday == ou_date_weekday(start);
	return yes;
}

/* Does a period begin on this day? */
static bool
begins(int32_t day)
{
	struct ou_date d = ou_date_from_days(day);

	switch (rule.frequency) {
	case 0:
		return true;
	case 1:
		return ou_date_weekday(d) == rule.week_start;
	case 2:
		return d.day == 1;
	default:
		return d.day == 1 && d.month == 1;
	}
}

static int
slow(int32_t start, int32_t *list)
{
	struct ou_date s = ou_date_from_days(start);
	int32_t day = start, set[400];
	int n = 0, in_set = 0, period = 0, i, k, p;
	bool keep;

	while (!begins(day))
		day--;
	for (; day <= start + SPAN + 800; day++) {
		if (period % rule.interval == 0 && asked(day, s))
			set[in_set++] = day;
		if (!begins(day + 1))
			continue;
		for (i = 0; i < in_set; i++) {
			keep = rule.n_positions == 0;
			for (k = 0; k < rule.n_positions; k++) {
				p = rule.positions[k];
				keep |= p > 0 ? i == p - 1 : i == in_set + p;
			}
			if (keep && set[i] >= start && set[i] <= rule.until &&
			    (rule.count == 0 || n < rule.count))
				list[n++] = set[i];
		}
		in_set = 0;
		period++;
	}
	while (n > 0 && list[n - 1] > start + SPAN)
		n--;
	return n;
}

static void
check(int32_t start, int32_t from)
{
	static int32_t want[SPAN + 1000];
	struct ou_occurrences x;
	struct ou_recurrence r;
	struct ou_err err;
	int n = slow(start, want), i = 0;
	int32_t day;
	char to[10];

	(void)ou_date_text(to, ou_date_from_days(start));
	ROW("%.10s %s from +%d", to, rule.text, (int)(from - start));
	if (!CHECK_INT(ou_recurrence_parse(&r, ou_str_c(rule.text), &err), 0))
		return;
	while (i < n && want[i] < from)
		i++;
	ou_occurrences_begin(&x, &r, start, from);
	while (ou_occurrences_next(&x, start + SPAN, &day)) {
		if (!CHECK(i < n && want[i] == day))
			return;
		i++;
	}
	CHECK_INT(i, n);
}

static void
test_rules(void)
{
	long i, rounds = unit_rounds(1000);
	int32_t start;

	for (i = 0; i < rounds; i++) {
		start = 10000 + (int32_t)unit_rand(20000);
		make_rule(start);
		check(start, start);
		check(start, start + (int32_t)unit_rand(SPAN));
	}
}

int
main(void)
{
	(void)unit_seed();
	RUN(test_rules);
	return (UNIT_DONE());
}
