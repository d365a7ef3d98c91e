#include "ou/model/order.h"

/*
 * The state of an order is what its lines' quantities say, in this order:
 * what is over, what has left, what stops it, how far it has come.
 */
struct sums {
	uint32_t lines, cancelled, shipped_all, picked_all, allocated_all;
	bool shipped, returned, kept, picked, allocated, backordered;
};

static void
add(struct sums *s, const struct ou_order_line *l)
{
	static const struct ou_quantities none;
	const struct ou_quantities *q = l->quantities != NULL ? l->quantities
	    : &none;
	int64_t open = l->quantity.v - q->cancelled.v;

	s->lines++;
	if (open <= 0)
		s->cancelled++;
	s->shipped_all += q->shipped.v >= open;
	s->picked_all += q->picked.v >= open;
	s->allocated_all += q->allocated.v >= open;
	s->shipped |= q->shipped.v > 0;
	s->returned |= q->returned.v > 0;
	s->kept |= q->shipped.v > q->returned.v;
	s->picked |= q->picked.v > 0;
	s->allocated |= q->allocated.v > 0;
	s->backordered |= q->backordered.v > 0;
}

static enum ou_order_state
shipped_state(const struct ou_order *o, const struct sums *s)
{
	if (s->shipped_all < s->lines)
		return OU_ORDER_PARTLY_SHIPPED;
	if (s->returned)
		return s->kept ? OU_ORDER_PARTLY_RETURNED
		    : OU_ORDER_RETURNED;
	return ou_str_is(o->status, "OrderDelivered") ? OU_ORDER_DELIVERED
	    : OU_ORDER_SHIPPED;
}

enum ou_order_state
ou_order_state(const struct ou_order *o)
{
	struct sums s = { 0 };
	uint32_t i;

	for (i = 0; i < o->n_lines; i++)
		add(&s, &o->lines[i]);
	if (s.shipped)
		return shipped_state(o, &s);
	if (ou_str_is(o->status, "OrderCancelled") ||
	    (s.lines != 0 && s.cancelled == s.lines))
		return OU_ORDER_CANCELLED;
	if (ou_order_held(o, "ship") != NULL)
		return OU_ORDER_HELD;
	if (s.picked)
		return s.picked_all == s.lines ? OU_ORDER_PICKED
		    : OU_ORDER_PICKING;
	if (s.allocated)
		return s.allocated_all == s.lines ? OU_ORDER_ALLOCATED
		    : OU_ORDER_PARTLY_ALLOCATED;
	return s.backordered ? OU_ORDER_BACKORDERED : OU_ORDER_NEW;
}

static const char *const names[] = { "new", "backordered",
    "partly-allocated", "allocated", "picking", "picked", "held",
    "cancelled", "partly-shipped", "shipped", "delivered",
    "partly-returned", "returned" };

struct ou_str
ou_order_state_name(enum ou_order_state state)
{
	return ou_str_c(names[state]);
}

bool
ou_order_state_find(struct ou_str name, enum ou_order_state *state)
{
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!ou_str_is(name, names[i]))
			continue;
		*state = (enum ou_order_state)i;
		return true;
	}
	return false;
}
