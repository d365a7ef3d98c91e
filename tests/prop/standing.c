/*
 * Laws of what is sold: a channel is never told more than is available, in
 * any order of levels and moves; a buffer never adds; alerts are told once
 * and taken back once.
 */
#include "ou/rules/standing.h"
#include "unit.h"

#define M 1000000
#define KEYS 8

static const char *const skus[] = { "A", "B" };
static const char *const places[] = { "L1", "L2" };

struct oracle {
	int64_t on_hand, reserved, safety;
	bool expired, damaged;
};

static void
level_of(int k, const struct oracle *o, struct ou_stock_level *l)
{
	memset(l, 0, sizeof(*l));
	l->sku = ou_str_c(skus[k % 2]);
	l->location = ou_str_c(places[k / 2 % 2]);
	l->lot = o->expired ? OU_STR("OLD") : OU_STR_NONE;
	l->status = o->damaged ? OU_STR("damaged") : k / 4 != 0
	    ? OU_STR("available") : OU_STR_NONE;
	l->lot = k / 4 != 0 ? OU_STR("X") : l->lot;
	l->on_hand = (struct ou_quantity){ o->on_hand, true };
	l->reserved = (struct ou_quantity){ o->reserved, true };
	l->safety = (struct ou_quantity){ o->safety, true };
	if (o->expired)
		l->expiry_date = (struct ou_date){ 2026, 1, 1 };
}

/* What can be sold of an item, by the letter. */
static int64_t
available(const struct oracle *keys, int sku, int place)
{
	int64_t sum = 0;
	int k;

	for (k = 0; k < KEYS; k++) {
		if (k % 2 != sku || keys[k].damaged ||
		    (place >= 0 && k / 2 % 2 != place))
			continue;
		sum -= keys[k].reserved + keys[k].safety;
		if (!keys[k].expired)
			sum += keys[k].on_hand;
	}
	return sum > 0 ? sum : 0;
}

static void
fill(struct ou_standing *s, struct oracle *keys)
{
	struct ou_stock_level l;
	struct ou_stock_move m;
	struct ou_err err;
	int k;

	for (k = 0; k < KEYS; k++) {
		keys[k].on_hand = (int64_t)unit_rand(10) * M;
		keys[k].reserved = (int64_t)unit_rand(4) * M;
		keys[k].safety = (int64_t)unit_rand(3) * M;
		keys[k].expired = unit_rand(5) == 0;
		keys[k].damaged = unit_rand(5) == 0;
		level_of(k, &keys[k], &l);
		CHECK_INT(ou_standing_level(s, &l, false, &err), 0);
		memset(&m, 0, sizeof(m));
		m.sku = l.sku;
		m.location = l.location;
		m.lot = l.lot;
		m.status = l.status;
		m.quantity = (struct ou_quantity){
		    ((int64_t)unit_rand(9) - 4) * M, true };
		CHECK_INT(ou_standing_move(s, &m, &err), 0);
		keys[k].on_hand += m.quantity.v;
	}
}

static void
check_told(const struct ou_standing *s, const struct oracle *keys)
{
	struct ou_channel_rule rule = { .channel = OU_STR("shop") };
	struct ou_channel_item item;
	struct ou_channel_stock row;
	int sku = (int)unit_rand(2), place = (int)unit_rand(3) - 1;
	int64_t there = available(keys, sku, place), units, expected;

	memset(&item, 0, sizeof(item));
	item.sku = ou_str_c(skus[sku]);
	if (place >= 0)
		item.location = ou_str_c(places[place]);
	if (unit_rand(2) == 0)
		item.factor = (struct ou_quantity){ ((int64_t)unit_rand(5) +
		    1) * M / 2, true };
	if (unit_rand(3) == 0)
		item.most = ou_quantity_of((int64_t)unit_rand(6));
	rule.buffer = ou_quantity_of((int64_t)unit_rand(5));
	ou_channel_tell(s, &rule, &item, &row);
	CHECK_INT(row.available.v, there);
	units = item.factor.given ? item.factor.v : M;
	CHECK(row.quantity.v >= 0 && row.quantity.v % M == 0);
	CHECK(row.quantity.v / M * units <= there);
	expected = there > rule.buffer.v ? (there - rule.buffer.v) / units * M
	    : 0;
	if (item.most.given && expected > item.most.v)
		expected = item.most.v;
	CHECK_INT(row.quantity.v, expected);
	rule.percent = true;
	rule.buffer = ou_quantity_of((int64_t)unit_rand(101));
	ou_channel_tell(s, &rule, &item, &row);
	CHECK(row.quantity.v >= 0 && row.quantity.v / M * units <= there);
	item.active = OU_FLAG_NO;
	ou_channel_tell(s, &rule, &item, &row);
	CHECK_INT(row.quantity.v, 0);
}

static void
test_told(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	long rounds = unit_rounds(10000), r;
	struct oracle keys[KEYS];
	struct ou_standing *s;
	int i;

	for (r = 0; r < rounds && !unit.bad; r++) {
		ou_arena_reset(&a);
		memset(keys, 0, sizeof(keys));
		s = ou_standing_new(&a, (struct ou_date){ 2026, 11, 26 });
		fill(s, keys);
		for (i = 0; i < 4; i++)
			check_told(s, keys);
	}
	ou_arena_release(&a);
}

static bool
must_alert(int alert, int64_t on_hand, int64_t reserved, int64_t safety)
{
	return alert == 0 ? on_hand < 0 : alert == 1 ? reserved > on_hand &&
	    reserved > 0 : safety > 0 && on_hand - reserved < safety;
}

static void
test_alerts(void)
{
	static const char *const names[] = { "negative", "oversell",
	    "belowSafety" };
	struct ou_stock_alert alerts[OU_STANDING_ALERTS];
	struct ou_arena a = OU_ARENA_INIT;
	long rounds = unit_rounds(20000), r;
	struct ou_stock_level l = { .sku = OU_STR("A") };
	bool is[3] = { false };
	struct ou_standing *s;
	struct ou_err err;
	int i, n, told;

	s = ou_standing_new(&a, (struct ou_date){ 2026, 11, 26 });
	for (r = 0; r < rounds && !unit.bad; r++) {
		l.on_hand = ou_quantity_of((int64_t)unit_rand(7) - 2);
		l.reserved = ou_quantity_of((int64_t)unit_rand(4));
		l.safety = ou_quantity_of((int64_t)unit_rand(3));
		CHECK_INT(ou_standing_level(s, &l, false, &err), 0);
		n = ou_standing_alerts(s, alerts);
		for (i = 0, told = 0; i < 3; i++) {
			bool now = must_alert(i, l.on_hand.v, l.reserved.v,
			    l.safety.v);

			if (now == is[i])
				continue;
			is[i] = now;
			if (!CHECK(told < n))
				break;
			CHECK(ou_str_is(alerts[told].alert, names[i]));
			CHECK((alerts[told].over == OU_FLAG_YES) == !now);
			told++;
		}
		CHECK_INT(n, told);
		CHECK_INT(ou_standing_alerts(s, alerts), 0);
	}
	ou_arena_release(&a);
}

int
main(void)
{
	unit_seed();
	RUN(test_told);
	RUN(test_alerts);
	return (UNIT_DONE());
}
