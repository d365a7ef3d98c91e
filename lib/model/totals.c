#include "ou/model/totals.h"

/*
 * The amounts of an order fall into groups, one for each tax category and
 * rate (EN 16931 BG-23).  Lines and head allowances are added up in their
 * group as they are, net or gross; only then is a group netted and taxed, so
 * that there is one rounding a group and none a line (BR-CO-17).
 */
struct group {
	struct ou_str category;
	struct ou_rate rate;
	const struct ou_tax *tax;	/* the first one met */
	struct ou_amount sum;		/* gross or net, as the lines are */
	struct ou_amount share;		/* of the allowance at hand */
};

/* Many groups are found through a hash table; the usual one or two are not. */
#define FEW 8

struct sums {
	struct ou_arena *arena;
	struct ou_order *o;
	int places;
	bool gross;
	struct group *groups;
	uint32_t n_groups;
	uint32_t *line_group;		/* of each line */
	uint32_t *slots;		/* number + 1; NULL while few */
	uint32_t mask;
	struct ou_amount lines;		/* sum of lineTotals */
	/* for allowances that are spread over the lines */
	struct ou_amount *weights;
	struct ou_amount *parts;
	uint64_t spread;		/* shares handed out so far */
};

/* So many shares are handed out and no more: an order of a hostile partner,
 * with as many lines as allowances, ends here and not tomorrow. */
#define SPREAD_MAX 50000000

/* Amounts that came in must be payable. */
static int
check_decimals(const struct sums *s, struct ou_amount a, struct ou_err *err)
{
	char text[OU_DECIMAL_MAX];

	if (a.v % ou_decimal_pow10(OU_AMOUNT_SCALE - s->places) == 0)
		return 0;
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_DECIMALS,
	    "'%.*s' has more decimals than %.*s has",
	    (int)ou_amount_text(text, a), text, OU_STR_ARG(s->o->currency));
}

/* "0.500" stands as it came, but sums have the currency's decimals. */
static struct ou_amount
written_with(struct ou_amount a, int places)
{
	a.places = (uint8_t)places;
	return a;
}

/* Recompute what has a percent; sum = charges - allowances. */
static int
allowances_sum(struct ou_allowance *list, uint32_t n, struct ou_amount base,
    int places, struct ou_amount *sum, struct ou_err *err)
{
	struct ou_allowance *x;
	struct ou_amount v;
	uint32_t i;
	int bad;

	for (i = 0; i < n; i++) {
		x = &list[i];
		if (x->percent.given) {
			x->base = base;
			if (ou_rate_of(&x->amount, x->percent, base, places,
			    err) != 0)
				return ou_err_in(err, "allowanceCharges.%u",
				    (unsigned)i);
		}
		v = written_with(x->amount, places);
		bad = x->charge == OU_FLAG_YES ?
		    ou_amount_add(sum, *sum, v, err) :
		    ou_amount_sub(sum, *sum, v, err);
		if (bad)
			return ou_err_in(err, "allowanceCharges.%u",
			    (unsigned)i);
	}
	return 0;
}

int
ou_line_total(struct ou_order_line *line, int places, struct ou_err *err)
{
	struct ou_amount sum;

	if (ou_price_extend(&sum, line->unit_price, line->quantity,
	    line->price_base, places, err) != 0 ||
	    allowances_sum(line->allowances, line->n_allowances, sum, places,
	    &sum, err) != 0)
		return -1;
	line->total = sum;
	return 0;
}

static uint32_t
slot_of(const struct sums *s, struct ou_str category, int64_t rate)
{
	uint64_t h = (uint64_t)rate * UINT64_C(0x9e3779b97f4a7c15);

	if (category.n > 0)
		h ^= (uint64_t)category.p[0] * UINT64_C(0xff51afd7ed558ccd);
	return (uint32_t)(h >> 32) & s->mask;
}

static bool
is_group(const struct group *g, struct ou_str category, int64_t rate)
{
	return g->rate.v == rate && ou_str_eq(g->category, category);
}

static void
index_groups(struct sums *s)
{
	uint32_t i, at, size = 64;

	while (size < 2 * (s->o->n_lines + s->o->n_allowances))
		size *= 2;
	s->mask = size - 1;
	s->slots = ou_arena_array(s->arena, size, sizeof(*s->slots));
	for (i = 0; i < s->n_groups; i++) {
		at = slot_of(s, s->groups[i].category, s->groups[i].rate.v);
		while (s->slots[at] != 0)
			at = (at + 1) & s->mask;
		s->slots[at] = i + 1;
	}
}

/* The group of a tax, made when it is new. */
static uint32_t
group_of(struct sums *s, const struct ou_tax *tax)
{
	struct group *g;
	uint32_t i, at = 0;

	if (s->slots == NULL) {
		for (i = 0; i < s->n_groups; i++) {
			if (is_group(&s->groups[i], tax->category,
			    tax->percent.v))
				return i;
		}
		if (s->n_groups == FEW)
			index_groups(s);
	}
	if (s->slots != NULL) {
		at = slot_of(s, tax->category, tax->percent.v);
		for (; s->slots[at] != 0; at = (at + 1) & s->mask) {
			i = s->slots[at] - 1;
			if (is_group(&s->groups[i], tax->category,
			    tax->percent.v))
				return i;
		}
		s->slots[at] = s->n_groups + 1;
	}
	g = &s->groups[s->n_groups];
	memset(g, 0, sizeof(*g));
	g->category = tax->category;
	g->rate = tax->percent;
	g->tax = tax;
	g->sum.places = (uint8_t)s->places;
	return s->n_groups++;
}

static int
line_decimals(const struct sums *s, const struct ou_order_line *line,
    struct ou_err *err)
{
	uint32_t i;

	for (i = 0; i < line->n_allowances; i++) {
		if (check_decimals(s, line->allowances[i].amount, err) != 0) {
			ou_err_in(err, "amount");
			return ou_err_in(err, "allowanceCharges.%u",
			    (unsigned)i);
		}
	}
	return 0;
}

bool
ou_tax_complete(const struct ou_tax *tax)
{
	return tax != NULL && tax->category.p != NULL &&
	    (tax->percent.given || !ou_str_is(tax->category, "S"));
}

bool
ou_tax_begun(const struct ou_tax *tax)
{
	return tax != NULL && (tax->category.p != NULL ||
	    tax->percent.given);
}

/* Line totals; 1 when a line is not complete. */
static int
add_lines(struct sums *s, struct ou_err *err)
{
	struct ou_order *o = s->o;
	struct ou_order_line *line;
	struct group *g;
	uint32_t i;
	int incomplete = 0;

	for (i = 0; i < o->n_lines; i++) {
		line = &o->lines[i];
		if (!line->unit_price.given) {
			incomplete = 1;
			continue;
		}
		if (ou_line_total(line, s->places, err) != 0 ||
		    line_decimals(s, line, err) != 0)
			return ou_err_in(err, "orderedItem.%u", (unsigned)i);
		if (!ou_tax_complete(line->tax)) {
			incomplete = 1;
			continue;
		}
		s->line_group[i] = group_of(s, line->tax);
		g = &s->groups[s->line_group[i]];
		if (ou_amount_add(&g->sum, g->sum, line->total, err) != 0 ||
		    ou_amount_add(&s->lines, s->lines, line->total, err) != 0)
			return -1;
	}
	return incomplete;
}

static void
set_weights(struct sums *s)
{
	uint32_t n = s->o->n_lines, i;

	s->weights = ou_arena_array(s->arena, n, sizeof(*s->weights));
	s->parts = ou_arena_array(s->arena, n, sizeof(*s->parts));
	for (i = 0; i < n; i++) {
		/* What is given back takes no part in a discount. */
		if (s->o->lines[i].total.v > 0)
			s->weights[i] = s->o->lines[i].total;
	}
}

/* Book one allowance's share of a group; total += its net. */
static int
book_share(struct sums *s, struct group *g, struct ou_amount share,
    bool charge, struct ou_amount *total, struct ou_err *err)
{
	struct ou_amount net = share;

	if (s->gross && ou_rate_net(&net, g->rate, share, s->places,
	    err) != 0)
		return -1;
	if ((charge ? ou_amount_add(&g->sum, g->sum, share, err) :
	    ou_amount_sub(&g->sum, g->sum, share, err)) != 0)
		return -1;
	return ou_amount_add(total, *total, net, err);
}

/* Share a head allowance without tax out over the lines (rule 6). */
static int
spread_allowance(struct sums *s, struct ou_amount amount, bool charge,
    struct ou_amount *total, struct ou_err *err)
{
	uint32_t n = s->o->n_lines, i;
	struct group *g;

	if (s->weights == NULL)
		set_weights(s);
	s->spread += n;
	if (s->spread > SPREAD_MAX)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "too many lines and allowances to share out");
	if (ou_amount_spread(s->parts, n, s->weights, amount, s->places,
	    err) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		g = &s->groups[s->line_group[i]];
		if (ou_amount_add(&g->share, g->share, s->parts[i], err) != 0)
			return -1;
	}
	for (i = 0; i < s->n_groups; i++) {
		g = &s->groups[i];
		if (g->share.v != 0 && book_share(s, g, g->share, charge,
		    total, err) != 0)
			return -1;
		g->share.v = 0;
	}
	return 0;
}

static int
add_allowances(struct sums *s, struct ou_totals *t, struct ou_err *err)
{
	struct ou_amount ignored = { 0, 0, true };
	struct ou_order *o = s->o;
	struct ou_amount *total;
	struct ou_allowance *x;
	bool charge;
	uint32_t i;
	int bad;

	if (allowances_sum(o->allowances, o->n_allowances, s->lines,
	    s->places, &ignored, err) != 0)
		return -1;
	for (i = 0; i < o->n_allowances; i++) {
		x = &o->allowances[i];
		charge = x->charge == OU_FLAG_YES;
		total = charge ? &t->charge_total : &t->allowance_total;
		if (check_decimals(s, x->amount, err) != 0) {
			ou_err_in(err, "amount");
			return ou_err_in(err, "allowanceCharges.%u",
			    (unsigned)i);
		}
		if (ou_tax_begun(x->tax))
			bad = book_share(s, &s->groups[group_of(s, x->tax)],
			    written_with(x->amount, s->places), charge,
			    total, err);
		else
			bad = spread_allowance(s, x->amount, charge, total,
			    err);
		if (bad)
			return ou_err_in(err, "allowanceCharges.%u",
			    (unsigned)i);
	}
	return 0;
}

/* A tax that stands in the order already keeps its place in the text. */
static const struct ou_tax_total *
standing_tax(const struct ou_order *o, const struct group *g, uint32_t hint)
{
	uint32_t i, n = o->n_taxes;

	for (i = 0; i < n; i++) {
		const struct ou_tax_total *t = &o->taxes[(hint + i) % n];

		if (t->percent.v == g->rate.v &&
		    ou_str_eq(t->category, g->category))
			return t;
	}
	return NULL;
}

static bool
has_incomplete_allowance(const struct ou_order *o)
{
	const struct ou_tax *t;
	uint32_t i;

	for (i = 0; i < o->n_allowances; i++) {
		t = o->allowances[i].tax;
		if (ou_tax_begun(t) && !ou_tax_complete(t))
			return true;
	}
	return false;
}

/* No totals: what was paid is known all the same. */
static void
only_prepaid(struct ou_arena *a, struct ou_order *o)
{
	const struct ou_totals *old = o->totals;

	o->taxes = NULL;
	o->n_taxes = 0;
	o->totals = NULL;
	if (old == NULL || old->prepaid.v == 0)
		return;
	o->totals = ou_arena_zalloc(a, sizeof(*o->totals));
	o->totals->node = old->node;
	o->totals->prepaid = old->prepaid;
}

/* Net and tax of each group (rule 7), and their sums. */
static int
tax_groups(struct sums *s, struct ou_totals *t, struct ou_tax_total *out,
    struct ou_err *err)
{
	const struct ou_tax_total *old;
	struct ou_tax_total *x;
	struct ou_amount rest;
	struct group *g;
	uint32_t i;

	for (i = 0; i < s->n_groups; i++) {
		g = &s->groups[i];
		x = &out[i];
		old = standing_tax(s->o, g, i);
		if (old != NULL)
			*x = *old;
		x->category = g->category;
		x->percent = g->rate;
		if (g->tax->reason_code.p != NULL)
			x->reason_code = g->tax->reason_code;
		if (g->tax->reason.p != NULL)
			x->reason = g->tax->reason;
		x->taxable = g->sum;
		if (s->gross && ou_rate_net(&x->taxable, g->rate, g->sum,
		    s->places, err) != 0)
			return -1;
		if (ou_rate_of(&x->tax, g->rate, x->taxable, s->places,
		    err) != 0 ||
		    ou_amount_add(&t->tax_exclusive, t->tax_exclusive,
		    x->taxable, err) != 0 ||
		    ou_amount_add(&t->tax, t->tax, x->tax, err) != 0)
			return -1;
		if (!s->gross)
			continue;
		if (ou_amount_sub(&rest, g->sum, x->taxable, err) != 0 ||
		    ou_amount_sub(&rest, rest, x->tax, err) != 0 ||
		    ou_amount_add(&t->rounding, t->rounding, rest, err) != 0)
			return -1;
	}
	return 0;
}

/* An amount that is only stated when it is not zero. */
static void
drop_zero(struct ou_amount *a)
{
	if (a->v == 0)
		memset(a, 0, sizeof(*a));
}

/* Rule 8. */
static int
sum_up(struct sums *s, struct ou_totals *t, struct ou_err *err)
{
	if (check_decimals(s, t->prepaid, err) != 0) {
		ou_err_in(err, "prepaidAmount");
		return ou_err_in(err, "totals");
	}
	if (ou_amount_add(&t->line_extension, t->tax_exclusive,
	    t->allowance_total, err) != 0 ||
	    ou_amount_sub(&t->line_extension, t->line_extension,
	    t->charge_total, err) != 0 ||
	    ou_amount_add(&t->tax_inclusive, t->tax_exclusive, t->tax,
	    err) != 0 ||
	    ou_amount_sub(&t->payable, t->tax_inclusive,
	    written_with(t->prepaid, s->places), err) != 0 ||
	    ou_amount_add(&t->payable, t->payable, t->rounding, err) != 0)
		return -1;
	drop_zero(&t->allowance_total);
	drop_zero(&t->charge_total);
	drop_zero(&t->prepaid);
	drop_zero(&t->rounding);
	return 0;
}

int
ou_order_totals(struct ou_arena *a, struct ou_order *o, struct ou_err *err)
{
	struct sums s = { .arena = a, .o = o };
	struct ou_tax_total *taxes;
	struct ou_totals *t;
	struct ou_amount zero;
	uint32_t most = o->n_lines + o->n_allowances;
	int incomplete;

	s.places = ou_order_places(o);
	if (s.places < 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_HOLD_CURRENCY,
		    "'%.*s' is not a currency of ISO 4217",
		    OU_STR_ARG(o->currency));
	s.gross = o->prices_include_tax == OU_FLAG_YES;
	s.groups = ou_arena_alloc(a, most * sizeof(*s.groups));
	s.line_group = ou_arena_alloc(a, o->n_lines * sizeof(uint32_t));
	zero = (struct ou_amount){ 0, (uint8_t)s.places, true };
	s.lines = zero;
	incomplete = add_lines(&s, err);
	if (incomplete < 0)
		return -1;
	if (incomplete > 0 || (o->n_lines == 0 && o->n_allowances > 0) ||
	    has_incomplete_allowance(o)) {
		only_prepaid(a, o);
		return 0;
	}
	t = ou_arena_zalloc(a, sizeof(*t));
	if (o->totals != NULL) {
		t->node = o->totals->node;
		t->prepaid = o->totals->prepaid;
	}
	t->allowance_total = t->charge_total = t->rounding = zero;
	t->tax_exclusive = t->tax = zero;
	if (add_allowances(&s, t, err) != 0)
		return -1;
	taxes = ou_arena_array(a, s.n_groups, sizeof(*taxes));
	if (tax_groups(&s, t, taxes, err) != 0 || sum_up(&s, t, err) != 0)
		return -1;
	o->taxes = taxes;
	o->n_taxes = s.n_groups;
	o->totals = t;
	return 0;
}

bool
ou_order_overdrawn(const struct ou_order *o)
{
	uint32_t i;

	if (o->totals == NULL || o->totals->tax_exclusive.v >= 0)
		return false;
	for (i = 0; i < o->n_lines; i++) {
		if (o->lines[i].quantity.v < 0)
			return false;
	}
	return true;
}
