/*
 * Approvals against a slow and obvious account of them: random rules, users,
 * stand-ins, amounts, goods and times.  And laws: an approved step has so many people
 * and so many seats; nobody decides about his own order or above the limit of
 * the seat; what was decided can be said again and changes nothing.
 */
#include "ou/rules/approval.h"
#include "unit.h"

#define USERS 7
#define STEPS 3
#define RULES 3
#define EVENTS 14
#define ITEMS 3

static const char *const step_names[STEPS] = { "a", "b", "c" };
static const char *const roles[] = { "r", "s", "r s", "t" };
/* whom a step asks, and whom when they do not answer */
static const char *const asked[STEPS] = { "r", "s", "r" };
static const char *const next[STEPS] = { NULL, NULL, "s" };

struct world {
	struct ou_approver users[USERS];	/* as the oracle knows them */
	char names[USERS][16];
	struct ou_approval_rule rules[RULES];
	struct ou_approval_demand steps[RULES][STEPS];
	int64_t now, amount;
	struct goods {
		int units[ITEMS], price[ITEMS];
		int place, buyer, terms;
	} goods;
	uint32_t matters;
	struct ou_str center, requester;
};

/* What was accepted, as the oracle keeps it. */
struct said {
	int step, actor, seat;
	bool approves;
	int64_t amount;
	struct goods goods;
};

struct oracle {
	struct said said[EVENTS];
	int n;
	struct {
		int step, who;
		bool approves;
		int64_t when;
	} refused[EVENTS];
	int n_refused;
	/* of each step, when it was asked last */
	bool open[STEPS], escalated[STEPS], expired[STEPS];
	int64_t since[STEPS], due[STEPS], about[STEPS];
	struct goods asked[STEPS];
};

static struct ou_time
at(int64_t seconds)
{
	struct ou_time t;

	memset(&t, 0, sizeof(t));
	ou_time_from_seconds(&t, 1795000000 + seconds, 0);
	return t;
}

static struct ou_amount
cents(int64_t v)
{
	return (struct ou_amount){ v * 100, 2, true };
}

static void
make(struct world *w)
{
	struct ou_approval_demand *d;
	struct ou_approver *u;
	int i, k;

	memset(w, 0, sizeof(*w));
	for (i = 0; i < USERS; i++) {
		u = &w->users[i];
		snprintf(w->names[i], sizeof(w->names[i]), "u%d", i);
		u->user = ou_str_c(w->names[i]);
		u->customer = OU_STR("C");
		u->roles = ou_str_c(roles[unit_rand(4)]);
		if (unit_rand(3) == 0)
			u->limit = cents((int64_t)unit_rand(40) + 1);
		if (unit_rand(4) == 0)
			u->cost_centers = OU_STR("X");
	}
	for (i = 0; i < USERS; i++) {
		k = (int)unit_rand(USERS);
		if (unit_rand(3) == 0 && k != i)
			w->users[i].delegate = w->users[k].user;
	}
	for (i = 0; i < RULES; i++) {
		w->rules[i].id = ou_str_c(step_names[i]);
		w->rules[i].requester_may = unit_rand(3) == 0;
		w->rules[i].when.min = cents((int64_t)unit_rand(30));
		w->rules[i].when.currency = OU_STR("EUR");
		w->rules[i].steps = w->steps[i];
		for (k = 0; k < STEPS; k++) {
			if (unit_rand(2) == 0)
				continue;
			d = &w->steps[i][w->rules[i].n_steps++];
			d->name = ou_str_c(step_names[k]);
			d->buyer = true;
			d->by.role = ou_str_c(asked[k]);
			d->quorum = 1 + (uint32_t)unit_rand(2);
			d->order = 1 + (uint32_t)unit_rand(2);
			d->expires = unit_rand(2) == 0 ? 0 :
			    100 + (uint32_t)unit_rand(300);
			d->escalates = next[k] != NULL;
			if (d->escalates)
				d->next.role = ou_str_c(next[k]);
		}
	}
	w->amount = (int64_t)unit_rand(40);
	w->matters = unit_rand(2) == 0 ? OU_APPROVED_DEFAULT :
	    (uint32_t)unit_rand(1 << OU_APPROVED_UNKNOWN);
	w->center = unit_rand(2) == 0 ? OU_STR("X") : OU_STR_NONE;
	w->requester = w->users[unit_rand(USERS)].user;
}

/* --- the slow account --- */

static bool
has_role(const struct ou_approver *u, const char *role)
{
	return role != NULL && strstr(u->roles.p, role) != NULL;
}

/* Is the step asked for, and how? */
static bool
demand(const struct world *w, int step, int *order, int *quorum,
    int64_t *expires, bool *requester_may)
{
	const struct ou_approval_demand *d;
	bool any = false;
	uint32_t k;
	int i;

	*order = *quorum = 0;
	*expires = 0;
	*requester_may = true;
	for (i = 0; i < RULES; i++) {
		if (w->amount * 100 < w->rules[i].when.min.v)
			continue;
		for (k = 0; k < w->rules[i].n_steps; k++) {
			d = &w->steps[i][k];
			if (!ou_str_is(d->name, step_names[step]))
				continue;
			any = true;
			if ((int)d->order > *order)
				*order = (int)d->order;
			if ((int)d->quorum > *quorum)
				*quorum = (int)d->quorum;
			if (d->expires > 0 && (*expires == 0 ||
			    d->expires < *expires))
				*expires = d->expires;
			if (!w->rules[i].requester_may)
				*requester_may = false;
		}
	}
	return any;
}

/* Is the order nothing but what it was then, in what matters? */
static bool
covers(const struct world *w, const struct goods *was)
{
	const struct goods *is = &w->goods;
	int i;

	for (i = 0; i < ITEMS; i++) {
		if ((w->matters & 1 << OU_APPROVED_GOODS) != 0 &&
		    was->units[i] == 0 && is->units[i] > 0)
			return false;
		if ((w->matters & 1 << OU_APPROVED_QUANTITY_UP) != 0 &&
		    is->units[i] > was->units[i])
			return false;
		if ((w->matters & 1 << OU_APPROVED_QUANTITY_DOWN) != 0 &&
		    is->units[i] < was->units[i])
			return false;
		if (was->units[i] == 0 || is->units[i] == 0)
			continue;
		if ((w->matters & 1 << OU_APPROVED_PRICE_UP) != 0 &&
		    is->price[i] > was->price[i])
			return false;
		if ((w->matters & 1 << OU_APPROVED_PRICE_DOWN) != 0 &&
		    is->price[i] < was->price[i])
			return false;
	}
	return ((w->matters & 1 << OU_APPROVED_ADDRESS) == 0 ||
	    is->place == was->place) &&
	    ((w->matters & 1 << OU_APPROVED_BUYER) == 0 ||
	    is->buyer == was->buyer) &&
	    ((w->matters & 1 << OU_APPROVED_TERMS) == 0 ||
	    is->terms == was->terms);
}

static bool
counts(const struct world *w, const struct said *s)
{
	if (!covers(w, &s->goods))
		return false;
	return s->approves ? s->amount >= w->amount : s->amount == w->amount;
}

/* 'n' not asked for, 'a' approved, 'r' refused, 'o' open, 'e' expired, 'w'
 * waiting. */
static char
state(const struct world *w, const struct oracle *o, int step)
{
	int order, quorum, other_order, i, n = 0;
	int64_t expires;
	bool may;

	if (!demand(w, step, &order, &quorum, &expires, &may))
		return 'n';
	for (i = 0; i < o->n; i++) {
		if (o->said[i].step != step || !counts(w, &o->said[i]))
			continue;
		if (!o->said[i].approves)
			return 'r';
		n++;
	}
	if (n >= quorum)
		return 'a';
	for (i = 0; i < STEPS; i++) {
		if (i == step || !demand(w, i, &other_order, &n, &expires,
		    &may) || other_order >= order)
			continue;
		if (state(w, o, i) != 'a')
			return 'w';
	}
	return o->open[step] && o->expired[step] ? 'e' : 'o';
}

/* What is asked now, and since when. */
static void
ask(const struct world *w, struct oracle *o)
{
	int order, quorum, i;
	int64_t expires;
	bool may;
	char c;

	for (i = 0; i < STEPS; i++) {
		c = state(w, o, i);
		if (c != 'o' && c != 'e') {
			o->open[i] = false;
			continue;
		}
		if (!o->open[i] || (c == 'o' ? o->about[i] < w->amount :
		    o->about[i] != w->amount) || !covers(w, &o->asked[i])) {
			o->asked[i] = w->goods;
			o->open[i] = true;
			o->escalated[i] = o->expired[i] = false;
			o->since[i] = w->now;
			o->due[i] = -1;
		}
		o->about[i] = w->amount;
		(void)demand(w, i, &order, &quorum, &expires, &may);
		if (expires == 0) {
			o->due[i] = -1;
			o->expired[i] = false;
			continue;
		}
		if (o->due[i] < 0)
			o->due[i] = o->since[i] + expires;
		o->expired[i] = false;
		if (w->now <= o->due[i])
			continue;
		if (next[i] == NULL)
			o->expired[i] = true;
		else if (!o->escalated[i]) {
			o->escalated[i] = true;
			o->due[i] += expires;
		}
	}
}

static int
number_of(const struct world *w, struct ou_str user)
{
	int i;

	for (i = 0; i < USERS && !ou_str_eq(w->users[i].user, user); i++)
		continue;
	return i;
}

/* The seat that somebody takes, or -1. */
static int
seat_for(const struct world *w, const struct oracle *o, int step, int who,
    bool approves, const char *role)
{
	int order, quorum, i, k, s;
	int64_t expires;
	bool may, taken;

	(void)demand(w, step, &order, &quorum, &expires, &may);
	if (!may && ou_str_eq(w->users[who].user, w->requester))
		return -1;
	/* the own seat, then the others as they are sorted */
	for (i = -1; i < USERS; i++) {
		s = i < 0 ? who : i;
		if ((i >= 0 && (i == who || !ou_str_eq(w->users[s].delegate,
		    w->users[who].user))) || !has_role(&w->users[s], role) ||
		    (!may && ou_str_eq(w->users[s].user, w->requester)) ||
		    (w->users[s].cost_centers.n > 0 && w->center.n == 0) ||
		    (approves && w->users[s].limit.given &&
		    w->users[s].limit.v < w->amount * 100))
			continue;
		taken = false;
		for (k = 0; k < o->n; k++) {
			if (o->said[k].step == step && counts(w,
			    &o->said[k]) && o->said[k].seat == s)
				taken = true;
		}
		if (!taken)
			return s;
	}
	return -1;
}

static char
look_at(const struct world *w, struct oracle *o, int step, int who,
    bool approves, int64_t when)
{
	int order, quorum, i, seat = -1;
	char c = state(w, o, step);
	int64_t expires;
	bool may;

	if (c == 'n')
		return 'n';
	for (i = 0; i < o->n; i++) {
		if (o->said[i].step == step && o->said[i].actor == who &&
		    counts(w, &o->said[i]))
			return o->said[i].approves == approves ? '=' : 'n';
	}
	if ((c != 'o' && c != 'e') || when > w->now || when < o->since[step])
		return 'n';
	(void)demand(w, step, &order, &quorum, &expires, &may);
	if (c == 'e' && when > o->due[step])
		return 'n';
	if (o->escalated[step])
		seat = seat_for(w, o, step, who, approves, next[step]);
	if (seat < 0 && (!o->escalated[step] ||
	    when <= o->due[step] - expires))
		seat = seat_for(w, o, step, who, approves, asked[step]);
	if (seat < 0)
		return 'n';
	o->said[o->n++] = (struct said){ step, who, seat, approves,
	    w->amount, w->goods };
	ask(w, o);
	return 'y';
}

/* 'y' it counts, 'n' it does not, '=' it was said before.  The same words at
 * the same time are what they were. */
static char
judge(const struct world *w, struct oracle *o, int step, int who,
    bool approves, int64_t when)
{
	char c;
	int i;

	for (i = 0; i < o->n_refused; i++) {
		if (o->refused[i].step == step && o->refused[i].who == who &&
		    o->refused[i].approves == approves &&
		    o->refused[i].when == when)
			return 'n';
	}
	c = look_at(w, o, step, who, approves, when);
	if (c == 'n') {
		o->refused[o->n_refused].step = step;
		o->refused[o->n_refused].who = who;
		o->refused[o->n_refused].approves = approves;
		o->refused[o->n_refused++].when = when;
	}
	return c;
}

/* --- both --- */

static void
compare(const struct world *w, const struct oracle *o,
    const struct ou_approval_case *c)
{
	const struct ou_approval_step *s;
	uint32_t k, n = 0;
	int i;
	char want;

	for (i = 0; i < STEPS; i++) {
		want = state(w, o, i);
		s = NULL;
		for (k = 0; k < c->n_steps; k++) {
			if (ou_str_is(c->steps[k].step, step_names[i]))
				s = &c->steps[k];
		}
		if (!CHECK((s == NULL) == (want == 'n')) || s == NULL)
			continue;
		n++;
		CHECK_INT(s->state.p[0], want);
		if (want == 'o' && o->due[i] >= 0)
			CHECK_INT(ou_time_seconds(&s->due) - 1795000000,
			    o->due[i]);
	}
	CHECK_INT(c->n_steps, n);
}

static struct ou_str
seat_of(const struct ou_approval *d)
{
	return d->behalf.n > 0 ? d->behalf : d->actor;
}

static void
laws(const struct world *w, const struct ou_approval_case *c)
{
	const struct ou_approval *d, *e;
	uint32_t i, k;

	for (i = 0; i < c->n_decisions; i++) {
		d = &c->decisions[i];
		if (d->accepted != OU_FLAG_YES)
			continue;
		if (ou_str_is(d->decision, "approved") && d->limit.given)
			CHECK(d->amount.v <= d->limit.v);
		for (k = 0; k < i; k++) {
			e = &c->decisions[k];
			if (e->accepted != OU_FLAG_YES ||
			    !ou_str_eq(e->step, d->step) ||
			    e->amount.v < d->amount.v ||
			    !ou_str_eq(e->content, d->content) ||
			    !ou_str_is(e->decision, "approved"))
				continue;
			CHECK(!ou_str_eq(e->actor, d->actor));
			CHECK(!ou_str_eq(seat_of(e), seat_of(d)));
		}
		CHECK(number_of(w, d->actor) < USERS);
	}
}

/* --- what it is about --- */

/* Lines in any order, perhaps one of an item in two; prices of one, ten or
 * a hundred. */
static void
put_lines(struct ou_arena *a, const struct goods *g,
    struct ou_approved_content *c)
{
	static const char *const items[ITEMS] = { "x", "y", "z" };
	static const int64_t bases[] = { 1, 10, 100 };
	struct ou_approved_line *l = ou_arena_zalloc(a, 2 * ITEMS *
	    sizeof(*l));
	uint32_t n = 0, i;
	int64_t base;
	int part;

	for (i = 0; i < ITEMS; i++) {
		part = g->units[i];
		while (part > 0) {
			base = bases[unit_rand(3)];
			l[n] = (struct ou_approved_line){
			    .item = ou_str_c(items[ITEMS - 1 - i]),
			    .quantity = ou_quantity_of(part > 1 &&
			    part == g->units[i] ? 1 : part),
			    .price = { g->price[i] * 10000 * base, 2, true },
			    .base = { base * 1000000, base > 1 } };
			part -= (int)(l[n++].quantity.v / 1000000);
		}
	}
	c->lines = l;
	c->n_lines = (uint32_t)ou_approved_lines(l, n, NULL);
}

/* The order has other goods; what it was is known. */
static void
change_goods(struct ou_arena *a, struct world *w, struct ou_approval_case *c)
{
	struct ou_approved_content *all = ou_arena_array(a,
	    c->about.n_known + 1, sizeof(*all)), *to;
	int i = (int)unit_rand(ITEMS);

	switch (unit_rand(8)) {
	case 0:
		w->goods.place ^= 1;
		break;
	case 1:
		w->goods.buyer ^= 1;
		break;
	case 2:
		w->goods.terms ^= 1;
		break;
	case 3:
	case 4:
		w->goods.price[i] = 1 + (int)unit_rand(3);
		break;
	default:
		w->goods.units[i] = (int)unit_rand(4);
		break;
	}
	if (c->about.n_known > 0)
		memcpy(all, c->about.known, c->about.n_known * sizeof(*all));
	to = &all[c->about.n_known++];
	*to = (struct ou_approved_content){
	    .id = ou_str_printf(a, "%u", c->about.n_known),
	    .address = w->goods.place > 0 ? OU_STR("p") : OU_STR_NONE,
	    .customer = w->goods.buyer > 0 ? OU_STR("b") : OU_STR_NONE,
	    .terms = w->goods.terms > 0 ? OU_STR("t") : OU_STR_NONE };
	put_lines(a, &w->goods, to);
	c->about.known = all;
	c->about.now = to;
	ou_approved_look(a, &c->about, w->matters);
}

/* The steps as the order records them for the next run. */
static void
record(struct ou_approval_case *c)
{
	c->recorded = c->steps;
	c->n_recorded = c->n_steps;
}

static void
one_world(struct ou_arena *a)
{
	struct ou_approval_case c, copy;
	struct ou_approval_book book = { .n_rules = RULES, .n_users = USERS };
	struct ou_approvals *x;
	struct ou_decision_row row;
	struct oracle o;
	struct world w;
	int e, step, who;
	uint32_t n;
	int64_t when;
	char want;
	enum ou_approval_verdict v;

	make(&w);
	memset(&o, 0, sizeof(o));
	book.rules = w.rules;
	book.users = ou_arena_array(a, USERS, sizeof(*book.users));
	memcpy(book.users, w.users, sizeof(w.users));
	x = ou_approvals_new(a, &book);
	memset(&c, 0, sizeof(c));
	c.currency = c.customer = OU_STR("EUR");
	c.customer = OU_STR("C");
	c.requester = w.requester;
	c.cost_center = w.center;
	c.day = at(0).date;
	change_goods(a, &w, &c);
	for (e = 0; e < EVENTS && !unit.bad; e++) {
		w.now += (int64_t)unit_rand(120);
		if (unit_rand(6) == 0)
			w.amount = (int64_t)unit_rand(40);
		if (unit_rand(5) == 0)
			change_goods(a, &w, &c);
		c.now = at(w.now);
		c.amount = cents(w.amount);
		ask(&w, &o);
		(void)ou_approval_look(x, a, &c);
		record(&c);
		compare(&w, &o, &c);
		step = (int)unit_rand(STEPS);
		who = (int)unit_rand(USERS);
		when = w.now - (int64_t)unit_rand(200) + 20;
		row = (struct ou_decision_row){
		    .step = ou_str_c(step_names[step]),
		    .user = w.users[who].user, .at = at(when),
		    .decision = unit_rand(5) == 0 ? OU_STR("refused") :
		    OU_STR("approved") };
		want = judge(&w, &o, step, who, ou_str_is(row.decision,
		    "approved"), when);
		v = ou_approval_decide(x, a, &c, &row);
		CHECK_INT(v == OU_APPROVAL_ACCEPTED ? 'y' :
		    v == OU_APPROVAL_AGAIN ? '=' : 'n', want);
		compare(&w, &o, &c);
		/* once is enough */
		copy = c;
		n = c.n_decisions;
		v = ou_approval_decide(x, a, &copy, &row);
		CHECK((want == 'n') == (v > OU_APPROVAL_AGAIN));
		CHECK_INT(copy.n_decisions, n);
		laws(&w, &c);
		record(&c);
	}
}

static void
test_worlds(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	long rounds = unit_rounds(20000), r;

	for (r = 0; r < rounds && !unit.bad; r++) {
		ROW("%ld", r);
		one_world(&a);
		ou_arena_reset(&a);
	}
	ou_arena_release(&a);
}

int
main(void)
{
	unit_seed();
	RUN(test_worlds);
	return (UNIT_DONE());
}
