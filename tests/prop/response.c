/*
 * Orders in any state: the answers of each line add up to what was ordered,
 * none is empty, and the answer as a whole says what they say.
 */
#include "ou/rules/response.h"
#include "unit.h"

static struct ou_quantity
units(unsigned n)
{
	return ou_quantity_of(n);
}

static void
make_line(struct ou_arena *a, struct ou_order_line *l, uint32_t i)
{
	unsigned ordered = (unsigned)unit_rand(50), left = ordered, n, k;
	struct ou_quantities *q = ou_arena_zalloc(a, sizeof(*q));
	struct ou_allocation *al;

	l->number = ou_str_number(a, OU_STR(""), "", i + 1);
	l->quantity = units(ordered);
	if (unit_rand(3) == 0)
		l->requested_date = (struct ou_date){ 2026, 12, 10 };
	if (unit_rand(5) == 0)
		return;
	l->quantities = q;
	q->ordered = units(ordered);
	n = (unsigned)unit_rand(left + 1) * (unit_rand(3) == 0);
	q->cancelled = units(n);
	left -= n;
	n = (unsigned)unit_rand(left + 1);
	q->allocated = units(n);
	left -= n;
	q->backordered = units((unsigned)unit_rand(left + 1));
	/* allocations, which may say more or less than the quantities */
	l->allocations = ou_arena_array(a, 6, sizeof(*al));
	l->n_allocations = (uint32_t)unit_rand(6);
	for (k = 0; k < l->n_allocations; k++) {
		al = &l->allocations[k];
		al->quantity = units(1 + (unsigned)unit_rand(30));
		al->backorder = unit_rand(3) == 0 ? OU_FLAG_YES :
		    OU_FLAG_ABSENT;
		if (unit_rand(2) == 0)
			al->expected_date = (struct ou_date){ 2026, 12,
			    (uint8_t)(1 + unit_rand(3) * 8) };
		if (unit_rand(4) == 0) {
			al->components = ou_arena_array(a, 2,
			    sizeof(*al->components));
			al->n_components = 1 + (uint32_t)unit_rand(2);
			al->components[0].sku = OU_STR("OTHER");
			al->components[1].sku = OU_STR("PART");
		}
	}
}

static bool
check_line(const struct ou_response_line *l)
{
	int64_t sum = 0;
	uint32_t i;

	for (i = 0; i < l->n_answers; i++) {
		if (!CHECK(l->answers[i].quantity.v > 0) ||
		    !CHECK(l->answers[i].status.n > 0))
			return false;
		sum += l->answers[i].quantity.v;
	}
	return CHECK_INT(sum, l->quantity.v);
}

static bool
says(const struct ou_order_response *r, const char *status, bool all)
{
	uint32_t i, k;

	for (i = 0; i < r->n_lines; i++) {
		for (k = 0; k < r->lines[i].n_answers; k++) {
			if (ou_str_is(r->lines[i].answers[k].status, status)
			    != all)
				return !all;
		}
	}
	return all;
}

static bool
check_status(const struct ou_order_response *r)
{
	const char *want = says(r, "held", false) ? "acknowledged" :
	    says(r, "accepted", true) ? "accepted" :
	    says(r, "rejected", true) ? "rejected" : "changed";

	return CHECK(ou_str_is(r->status, want));
}

static void
prop_responses(void)
{
	const struct ou_time now = { .date = { 2026, 11, 22 },
	    .has_clock = true, .has_offset = true, .utc = true, .nanos = -1 };
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_order_response r;
	struct ou_err err = { 0 };
	long i, n = unit_rounds(20000);
	struct ou_order o;
	uint32_t k;

	for (i = 0; i < n && !unit.bad; i++) {
		ou_arena_reset(&a);
		memset(&o, 0, sizeof(o));
		o.id = OU_STR("t:1");
		o.number = OU_STR("1");
		if (unit_rand(20) == 0)
			o.status = OU_STR("OrderCancelled");
		o.n_lines = (uint32_t)unit_rand(5);
		o.lines = ou_arena_array(&a, 5, sizeof(*o.lines));
		for (k = 0; k < o.n_lines; k++)
			make_line(&a, &o.lines[k], k);
		if (!CHECK_INT(ou_response_make(&a, &o, &now, &r, &err), 0) ||
		    !CHECK_INT(r.n_lines, o.n_lines) || !check_status(&r))
			break;
		for (k = 0; k < r.n_lines; k++)
			(void)check_line(&r.lines[k]);
	}
	ou_arena_release(&a);
}

int
main(void)
{
	unit_seed();
	RUN(prop_responses);
	return (UNIT_DONE());
}
