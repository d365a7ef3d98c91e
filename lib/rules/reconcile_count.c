#include <stdlib.h>
#include <string.h>

#include "reconciling.h"

/*
 * What a count of the warehouse begins with.  The class decides how often,
 * the last count when.
 */
enum why { DIFFERENCE, NEGATIVE, NEVER, DUE };

struct proposal {
	enum why why;
	char abc;
	int32_t counted, due;		/* days */
	struct ou_reconcile_entry *entry;
};

struct ou_str
ou_abc_text(char abc)
{
	return abc == 'A' ? OU_STR("A") : abc == 'B' ? OU_STR("B")
	    : abc == 'C' ? OU_STR("C") : OU_STR_NONE;
}

int
ou_abc_number(char abc)
{
	return abc >= 'A' && abc <= 'C' ? abc - 'A' + 1 : 0;
}

/* "A=30": the class and what stands behind it; 0 for none, -1 for another. */
static int
split_class(struct ou_str *part)
{
	if (part->n < 2 || part->p[1] != '=')
		return 0;
	if (part->p[0] < 'A' || part->p[0] > 'C')
		return -1;
	*part = ou_str_sub(*part, 2, part->n);
	return part->p[-2] - 'A' + 1;
}

static int
parse_tolerance(struct ou_tolerance *t, struct ou_str s, struct ou_err *err)
{
	struct ou_str number = s;

	t->percent = ou_str_ends(s, "%");
	if (t->percent)
		number.n--;
	if (ou_quantity_parse(&t->of, number, NULL) == 0 && t->of.v >= 0)
		return 0;
	return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_VALUE,
	    "'%.*s' is neither a quantity nor a percentage", OU_STR_ARG(s));
}

int
ou_tolerances_parse(struct ou_tolerances *t, struct ou_str s,
    struct ou_err *err)
{
	bool given[4] = { false };
	struct ou_tolerance *to;
	struct ou_str part;
	int class, i;

	memset(t, 0, sizeof(*t));
	t->none.of.given = true;
	while (ou_str_split(&s, ',', &part)) {
		part = ou_str_trim(part);
		class = split_class(&part);
		if (class < 0 || given[class])
			return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_VALUE,
			    "'%.*s' is not one of the classes A, B and C, "
			    "or stands twice", OU_STR_ARG(part));
		to = class == 0 ? &t->none : &t->classes[class - 1];
		if (parse_tolerance(to, part, err) != 0)
			return -1;
		given[class] = true;
	}
	for (i = 1; i < 4; i++) {
		if (!given[i])
			t->classes[i - 1] = t->none;
	}
	return 0;
}

int
ou_count_days_parse(struct ou_count_days *d, struct ou_str s,
    struct ou_err *err)
{
	struct ou_quantity q;
	struct ou_str part;
	int class;

	while (ou_str_split(&s, ',', &part)) {
		part = ou_str_trim(part);
		class = split_class(&part);
		if (class < 0 || ou_quantity_parse(&q, part, NULL) != 0 ||
		    q.v < 0 || q.v % 1000000 != 0 || q.v / 1000000 > 36500)
			return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_VALUE,
			    "'%.*s' is not a number of days, or A=, B= or C= "
			    "and one", OU_STR_ARG(part));
		d->of[class] = (int32_t)(q.v / 1000000);
	}
	return 0;
}

/* When it was counted last by anybody; INT32_MIN: never. */
static int32_t
last_count(const struct ou_reconcile_entry *e)
{
	const struct ou_reconcile_trail *t;
	int32_t day = INT32_MIN, d;

	for (t = e->trails; t != NULL; t = t->next) {
		if (!ou_date_given(t->counted.date))
			continue;
		d = ou_date_days(t->counted.date);
		day = d > day ? d : day;
	}
	return day;
}

/* 0 when there is nothing to count. */
static int
propose(const struct ou_reconciler *r, const struct ou_count_days *days,
    int32_t today, struct proposal *p)
{
	struct ou_reconcile_item item = { 0, { 0, false } };
	struct ou_str parts[OU_RECONCILE_PARTS];
	int32_t after;

	ou_reconcile_parts(p->entry, parts);
	if (r->options.item != NULL)
		r->options.item(r->options.arg, parts[0], &item);
	p->abc = item.abc;
	after = days->of[ou_abc_number(item.abc)];
	p->counted = last_count(p->entry);
	p->due = today;
	if (p->why == DIFFERENCE)
		return 1;
	if (p->entry->figures[0].on_hand < 0) {
		p->why = NEGATIVE;
		return 1;
	}
	if (after == 0)
		return 0;
	if (p->counted == INT32_MIN) {
		p->why = NEVER;
		return 1;
	}
	p->why = DUE;
	p->due = p->counted + after;
	return p->due <= today;
}

static int
compare(const void *x, const void *y)
{
	const struct proposal *a = x, *b = y;
	int m = ou_abc_number(a->abc), n = ou_abc_number(b->abc);

	if (a->why != b->why)
		return a->why < b->why ? -1 : 1;
	/* Without a class comes behind C. */
	m = m == 0 ? 4 : m;
	n = n == 0 ? 4 : n;
	if (m != n)
		return m < n ? -1 : 1;
	if (a->due != b->due)
		return a->due < b->due ? -1 : 1;
	return ou_reconcile_order(&a->entry, &b->entry);
}

/* The differences are sorted as entries are. */
static bool
differs(const struct ou_reconcile_entry *e,
    const struct ou_stock_difference *d, uint32_t n)
{
	struct ou_str parts[OU_RECONCILE_PARTS];
	uint32_t low = 0, high = n, mid;
	int c = 1;

	ou_reconcile_parts(e, parts);
	while (c != 0 && low < high) {
		mid = low + (high - low) / 2;
		if ((c = ou_str_cmp(parts[0], d[mid].sku)) == 0 &&
		    (c = ou_str_cmp(parts[1], d[mid].location)) == 0 &&
		    (c = ou_str_cmp(parts[2], d[mid].lot)) == 0 &&
		    (c = ou_str_cmp(parts[3], d[mid].status)) == 0)
			c = ou_str_cmp(parts[4], d[mid].owner);
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return c == 0;
}

static void
write_count(const struct proposal *p, uint32_t rank,
    struct ou_stock_count *to)
{
	static const char *const why[] = { "difference", "negative", "never",
	    "due" };
	struct ou_str parts[OU_RECONCILE_PARTS];

	ou_reconcile_parts(p->entry, parts);
	memset(to, 0, sizeof(*to));
	to->type = OU_STR("StockCount");
	to->schema = OU_STR("stock-count/1");
	to->rank = (struct ou_integer){ rank, true };
	to->reason = ou_str_c(why[p->why]);
	to->sku = parts[0];
	to->location = parts[1];
	to->lot = parts[2];
	to->status = parts[3];
	to->owner = parts[4];
	to->abc = ou_abc_text(p->abc);
	to->expected = (struct ou_quantity){ p->entry->figures[0].on_hand,
	    true };
	if (p->counted != INT32_MIN)
		to->counted = ou_date_from_days(p->counted);
	to->due = ou_date_from_days(p->due);
}

struct ou_stock_count *
ou_reconciler_recount(struct ou_reconciler *r,
    const struct ou_stock_difference *differences, uint32_t n_differences,
    const struct ou_count_days *days, struct ou_date today, uint32_t *n)
{
	struct ou_reconcile_entry *e;
	struct ou_stock_count *all;
	struct proposal *p;
	uint32_t i, k = 0;

	p = ou_arena_array(r->arena, r->n, sizeof(*p));
	for (e = r->first; e != NULL; e = e->next) {
		if (!ou_reconcile_asked(e, 0))
			continue;
		p[k].entry = e;
		p[k].why = differs(e, differences, n_differences) ? DIFFERENCE
		    : DUE;
		k += (uint32_t)propose(r, days, ou_date_days(today), &p[k]);
	}
	if (k != 0)
		qsort(p, k, sizeof(*p), compare);
	all = ou_arena_array(r->arena, k, sizeof(*all));
	for (i = 0; i < k; i++)
		write_count(&p[i], i + 1, &all[i]);
	*n = k;
	return all;
}
