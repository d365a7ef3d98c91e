#include "ou/base/decimal.h"
#include "ou/rules/margin.h"

__extension__ typedef __int128 wide;

static int
overflow(struct ou_err *err)
{
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_OVERFLOW,
	    "a margin is too large for exact arithmetic");
}

/* To a hundredth of a percent, half away from zero. */
static struct ou_rate
percent_of(int64_t amount, int64_t net)
{
	wide v = (wide)amount * 10000, n = net, r;

	if (n < 0) {
		v = -v;
		n = -n;
	}
	if (n == 0)
		return (struct ou_rate){ 0, 0, false };
	r = (v < 0 ? v * 2 - n : v * 2 + n) / (2 * n);
	if (r > INT64_MAX / 10000 || r < INT64_MIN / 10000)
		return (struct ou_rate){ 0, 0, false };
	return (struct ou_rate){ (int64_t)r * 10000, 2, true };
}

/* The margin of a line or order, new or as it is; NULL takes it away. */
static int
set(struct ou_arena *a, struct ou_margin **to, int64_t net, int64_t cost,
    int places, struct ou_err *err)
{
	int64_t left;

	if (__builtin_sub_overflow(net, cost, &left))
		return overflow(err);
	if (*to == NULL)
		*to = ou_arena_zalloc(a, sizeof(**to));
	(*to)->cost = (struct ou_amount){ cost, (uint8_t)places, true };
	(*to)->amount = (struct ou_amount){ left, (uint8_t)places, true };
	(*to)->percent = percent_of(left, net);
	return 0;
}

/* What the head takes off each line; what gives something back has no
 * part. */
static int
head_shares(struct ou_arena *a, const struct ou_order *o, int places,
    struct ou_amount **shares, struct ou_err *err)
{
	struct ou_amount *weights = ou_arena_array(a, o->n_lines + 1,
	    sizeof(*weights));
	struct ou_amount off = { 0, (uint8_t)places, true };
	uint32_t i;

	*shares = ou_arena_array(a, o->n_lines + 1, sizeof(**shares));
	for (i = 0; i < o->n_lines; i++) {
		weights[i] = o->lines[i].total;
		if (weights[i].v < 0)
			weights[i].v = 0;
	}
	for (i = 0; i < o->n_allowances; i++) {
		if (o->allowances[i].charge != OU_FLAG_YES &&
		    __builtin_add_overflow(off.v, o->allowances[i].amount.v,
		    &off.v))
			return overflow(err);
	}
	return o->n_lines == 0 ? 0 : ou_amount_spread(*shares, o->n_lines,
	    weights, off, places, err);
}

/* What a line leaves without tax; absent where that is not known. */
static int
net_of(const struct ou_order *o, uint32_t i, struct ou_amount share,
    int places, struct ou_amount *net, struct ou_err *err)
{
	const struct ou_order_line *l = &o->lines[i];

	*net = l->total;
	if (!net->given)
		return 0;
	if (__builtin_sub_overflow(net->v, share.v, &net->v))
		return overflow(err);
	if (o->prices_include_tax != OU_FLAG_YES)
		return 0;
	if (l->tax == NULL || !l->tax->percent.given) {
		net->given = l->tax != NULL && ou_str_is(l->tax->category,
		    "O");
		return 0;
	}
	return ou_rate_net(net, l->tax->percent, *net, places, err);
}

int
ou_margins(struct ou_arena *a, struct ou_order *o,
    const struct ou_amount *costs, struct ou_err *err)
{
	int places = ou_order_places(o);
	struct ou_amount *shares, net;
	int64_t nets = 0, sum = 0;
	bool all = o->n_lines > 0;
	uint32_t i;

	if (head_shares(a, o, places, &shares, err) != 0)
		return -1;
	for (i = 0; i < o->n_lines; i++) {
		if (net_of(o, i, shares[i], places, &net, err) != 0)
			return -1;
		if (!net.given || !costs[i].given) {
			o->lines[i].margin = NULL;
			all = false;
			continue;
		}
		if (set(a, &o->lines[i].margin, net.v, costs[i].v, places,
		    err) != 0)
			return -1;
		if (__builtin_add_overflow(nets, net.v, &nets) ||
		    __builtin_add_overflow(sum, costs[i].v, &sum))
			return overflow(err);
	}
	if (!all) {
		o->margin = NULL;
		return 0;
	}
	return set(a, &o->margin, nets, sum, places, err);
}
