#include <string.h>

#include "approval.h"

/* Who may decide, and what becomes of what somebody says. */

/* --- seats --- */

static bool
valid(const struct ou_approver *u, struct ou_date day)
{
	return (!ou_date_given(u->valid_from) ||
	    ou_date_cmp(u->valid_from, day) <= 0) &&
	    (!ou_date_given(u->valid_through) ||
	    ou_date_cmp(day, u->valid_through) <= 0);
}

static bool
stands_in(const struct ou_approver *seat, const struct ou_approver *who,
    struct ou_date day)
{
	return ou_str_eq(seat->delegate, who->user) && who->user.n > 0 &&
	    (!ou_date_given(seat->delegate_from) ||
	    ou_date_cmp(seat->delegate_from, day) <= 0) &&
	    (!ou_date_given(seat->delegate_through) ||
	    ou_date_cmp(day, seat->delegate_through) <= 0);
}

static bool
is_asked(const struct ou_approval_by *by, const struct ou_approval_case *c,
    const struct ou_approver *u)
{
	uint32_t i;

	if (by->manager)
		return c->manager.n > 0 && (ou_str_eq(u->user, c->manager) ||
		    ou_str_caseeq(u->email, c->manager));
	if (by->role.n > 0)
		return ou_approval_word(u->roles, by->role);
	for (i = 0; i < by->users.n; i++) {
		if (ou_str_eq(by->users.list[i], u->user))
			return true;
	}
	return false;
}

static bool
ordered_it(const struct ou_approval_case *c, uint32_t step,
    const struct ou_approver *u)
{
	return !c->requester_may[step] && c->requester.n > 0 &&
	    u->customer.n > 0 && ou_str_eq(u->customer, c->customer) &&
	    ou_str_eq(u->user, c->requester);
}

/* Has this user's seat in the step, whoever sits there on the day. */
static bool
has_seat(const struct ou_approval_case *c, uint32_t step,
    const struct ou_approval_by *by, const struct ou_approver *u,
    struct ou_date day)
{
	return is_asked(by, c, u) && valid(u, day) &&
	    !ordered_it(c, step, u) && (u->cost_centers.n == 0 ||
	    ou_approval_word(u->cost_centers, c->cost_center));
}

static struct ou_str
seat_of(const struct ou_approval *d)
{
	return d->behalf.n > 0 ? d->behalf : d->actor;
}

static bool
seat_taken(const struct ou_approval_case *c, struct ou_str step,
    struct ou_str user)
{
	uint32_t i;

	for (i = 0; i < c->n_decisions; i++) {
		if (ou_approval_counts(c, &c->decisions[i], step) &&
		    ou_str_eq(seat_of(&c->decisions[i]), user))
			return true;
	}
	return false;
}

static const struct ou_approval *
decided(const struct ou_approval_case *c, struct ou_str step,
    struct ou_str user)
{
	uint32_t i;

	for (i = 0; i < c->n_decisions; i++) {
		if (ou_approval_counts(c, &c->decisions[i], step) &&
		    ou_str_eq(c->decisions[i].actor, user))
			return &c->decisions[i];
	}
	return NULL;
}

/* 0: within; 1: above; -1: it cannot be told. */
static int
above_limit(const struct ou_approvals *x, const struct ou_approval_case *c,
    const struct ou_approver *seat)
{
	struct ou_amount turned;

	if (!seat->limit.given)
		return 0;
	if (!c->amount.given || ou_rates_turn(x->book.rates, c->amount,
	    c->currency, x->book.currency.n > 0 ? x->book.currency :
	    c->currency, c->day, &turned, NULL) != 0)
		return -1;
	return turned.v > seat->limit.v;
}

/* --- a decision --- */

struct deciding {
	const struct ou_approvals *x;
	struct ou_approval_case *c;
	uint32_t step;
	const struct ou_approver *side;
	uint32_t n_side;
	struct ou_str user;
	bool approves;
	struct ou_time at;
	struct ou_date day;	/* on which there must be a right to it */
	/* the seat that was found */
	const struct ou_approver *who, *seat;
	const struct ou_approval_by *by;
};

/* Try a seat that the user may sit on; what is worse than what is known
 * already does not matter: the first obstacle of the first seat is told. */
static enum ou_approval_verdict
try_seat(struct deciding *d, const struct ou_approver *seat,
    enum ou_approval_verdict so_far)
{
	enum ou_approval_verdict v = OU_APPROVAL_ACCEPTED;
	int over;

	if (seat_taken(d->c, d->c->steps[d->step].step, seat->user))
		v = OU_APPROVAL_SEAT;
	else if (d->approves) {
		over = above_limit(d->x, d->c, seat);
		v = over > 0 ? OU_APPROVAL_LIMIT : over < 0 ? OU_APPROVAL_RATE :
		    OU_APPROVAL_ACCEPTED;
	}
	if (v == OU_APPROVAL_ACCEPTED)
		d->seat = seat;
	return v == OU_APPROVAL_ACCEPTED || so_far == OU_APPROVAL_RIGHT ? v :
	    so_far;
}

static enum ou_approval_verdict
sit(struct deciding *d, const struct ou_approval_by *by)
{
	enum ou_approval_verdict v = OU_APPROVAL_RIGHT;
	uint32_t i;

	d->by = by;
	if (has_seat(d->c, d->step, by, d->who, d->day))
		v = try_seat(d, d->who, v);
	for (i = 0; v != OU_APPROVAL_ACCEPTED && i < d->n_side; i++) {
		if (&d->side[i] != d->who && stands_in(&d->side[i], d->who,
		    d->day) && has_seat(d->c, d->step, by, &d->side[i],
		    d->day))
			v = try_seat(d, &d->side[i], v);
	}
	return v;
}

static const struct ou_approver *
find_user(const struct deciding *d)
{
	uint32_t i;

	for (i = 0; i < d->n_side; i++) {
		if (ou_str_eq(d->side[i].user, d->user) &&
		    valid(&d->side[i], d->day))
			return &d->side[i];
	}
	return NULL;
}

static enum ou_approval_verdict
find_seat(struct deciding *d)
{
	const struct ou_approval_demand *demand = &d->c->demands[d->step];
	const struct ou_approval_step *s = &d->c->steps[d->step];
	const bool escalated = s->escalated == OU_FLAG_YES;
	enum ou_approval_verdict v, first = OU_APPROVAL_RIGHT;
	int64_t at = ou_time_seconds(&d->at);

	d->side = ou_approval_side(d->x, d->c, demand->buyer, &d->n_side);
	d->who = find_user(d);
	if (d->who == NULL)
		return OU_APPROVAL_UNKNOWN;
	if (ordered_it(d->c, d->step, d->who))
		return OU_APPROVAL_REQUESTER;
	if (escalated) {
		v = sit(d, &demand->next);
		if (v == OU_APPROVAL_ACCEPTED)
			return v;
		first = v;
		/* those who were asked first had their time */
		if (at > ou_time_seconds(&s->due) - demand->expires) {
			v = sit(d, &demand->by);
			return first != OU_APPROVAL_RIGHT ? first :
			    v == OU_APPROVAL_RIGHT ? v : OU_APPROVAL_LATE;
		}
	}
	v = sit(d, &demand->by);
	return v == OU_APPROVAL_RIGHT ? first : v;
}

/* Was something decided (the same, with ${row}) about what the order was
 * before? */
static bool
is_overtaken(const struct ou_approval_case *c, struct ou_str step,
    const struct ou_decision_row *row)
{
	const struct ou_approval *d;
	uint32_t i;

	for (i = 0; i < c->n_decisions; i++) {
		d = &c->decisions[i];
		if (d->accepted != OU_FLAG_NO && ou_str_eq(d->step, step) &&
		    !ou_approved_holds(&c->about, d->content) &&
		    (row == NULL || (ou_str_eq(d->actor, row->user) &&
		    ou_str_eq(d->decision, row->decision))))
			return true;
	}
	return false;
}

/* Did it count, for what it is about? */
static bool
was_said(const struct ou_approval_case *c, struct ou_str step,
    const struct ou_decision_row *row)
{
	const struct ou_approval *d;
	uint32_t i;

	for (i = 0; row->content.n > 0 && i < c->n_decisions; i++) {
		d = &c->decisions[i];
		if (d->accepted != OU_FLAG_NO && ou_str_eq(d->step, step) &&
		    ou_str_eq(d->actor, row->user) &&
		    ou_str_eq(d->decision, row->decision) &&
		    ou_str_eq(d->content, row->content) &&
		    (!row->amount.given || (d->amount.given &&
		    d->amount.v == row->amount.v)))
			return true;
	}
	return false;
}

/* Is it about what the order is now?  Words without a time of their own are
 * not new for being read again. */
static bool
is_about(const struct ou_approval_case *c, const struct ou_approval_step *s,
    const struct ou_decision_row *row)
{
	if (row->content.n > 0)
		return ou_approved_holds(&c->about, row->content);
	return ou_date_given(row->at.date) || !is_overtaken(c, s->step, row);
}

/* Was it asked already when the order came, and after this was said? */
static bool
is_early(const struct ou_approval_case *c, const struct ou_approval_step *s,
    const struct ou_time *at)
{
	uint32_t i;

	for (i = 0; i < c->n_recorded; i++) {
		if (ou_str_eq(c->recorded[i].step, s->step) &&
		    !ou_str_is(c->recorded[i].state, "waiting"))
			return ou_time_latest(at) <
			    ou_time_seconds(&s->since);
	}
	return false;
}

static enum ou_approval_verdict
judge(struct deciding *d, const struct ou_decision_row *row)
{
	const struct ou_approval_step *s = &d->c->steps[d->step];
	const struct ou_approval *before;

	before = decided(d->c, s->step, d->user);
	if (before != NULL)
		return ou_str_eq(before->decision, row->decision) ?
		    OU_APPROVAL_AGAIN : OU_APPROVAL_DECIDED;
	if (was_said(d->c, s->step, row))
		return OU_APPROVAL_AGAIN;
	if (ou_str_is(s->state, "approved") || ou_str_is(s->state, "refused"))
		return OU_APPROVAL_DECIDED;
	if (ou_str_is(s->state, "waiting"))
		return OU_APPROVAL_WAITING;
	if (ou_time_seconds(&d->at) > ou_time_seconds(&d->c->now))
		return OU_APPROVAL_FUTURE;
	if (ou_str_is(s->state, "expired") &&
	    ou_time_seconds(&d->at) > ou_time_seconds(&s->due))
		return OU_APPROVAL_LATE;
	if (row->amount.given && d->approves && d->c->amount.given &&
	    row->amount.v < d->c->amount.v)
		return OU_APPROVAL_AMOUNT;
	if (!is_about(d->c, s, row))
		return OU_APPROVAL_CONTENT;
	d->day = d->at.date;
	if (is_early(d->c, s, &d->at)) {
		if (!row->amount.given || (row->content.n == 0 &&
		    is_overtaken(d->c, s->step, NULL)))
			return OU_APPROVAL_EARLY;
		/* who has agreed beforehand must still be one to be asked */
		d->day = s->since.date;
	}
	return find_seat(d);
}

/* --- keeping it --- */

/* Without a time of its own it is the same again when it comes to the same. */
static bool
same_refusal(const struct ou_approval_case *c, const struct ou_approval *x)
{
	const struct ou_approval *d;
	uint32_t i;

	for (i = 0; i < c->n_decisions; i++) {
		d = &c->decisions[i];
		if (d->accepted == OU_FLAG_NO && ou_str_eq(d->step, x->step) &&
		    ou_str_eq(d->actor, x->actor) &&
		    ou_str_eq(d->decision, x->decision) &&
		    ou_str_eq(d->reason, x->reason))
			return true;
	}
	return false;
}

static void
add(struct ou_arena *a, struct ou_approval_case *c,
    const struct ou_approval *x)
{
	struct ou_approval *all;

	all = ou_arena_array(a, c->n_decisions + 1, sizeof(*all));
	if (c->n_decisions > 0)
		memcpy(all, c->decisions, c->n_decisions * sizeof(*all));
	all[c->n_decisions++] = *x;
	c->decisions = all;
}

static void
keep(struct deciding *d, struct ou_arena *a,
    const struct ou_decision_row *row, enum ou_approval_verdict v)
{
	struct ou_approval_case *c = d->c;
	struct ou_approval x = { .step = row->step, .actor = row->user,
	    .decision = row->decision, .at = d->at, .note = row->note,
	    .amount = c->amount, .accepted = ou_flag_of(v ==
	    OU_APPROVAL_ACCEPTED) };

	if (c->amount.given)
		x.currency = c->currency;
	if (v != OU_APPROVAL_ACCEPTED) {
		x.reason = ou_str_c(ou_approval_verdict_text(v));
		if (c->n_decisions < OU_APPROVALS_MAX &&
		    (ou_date_given(row->at.date) || !same_refusal(c, &x)))
			add(a, c, &x);
		return;
	}
	if (c->about.now != NULL)
		x.content = row->content.n > 0 ? row->content :
		    c->about.now->id;
	x.role = d->by->role;
	x.limit = d->seat->limit;
	if (d->seat != d->who)
		x.behalf = d->seat->user;
	add(a, c, &x);
}

/* What the same words at the same time came to, when they did not count. */
static bool
was_refused(const struct ou_approval_case *c,
    const struct ou_decision_row *row, enum ou_approval_verdict *v)
{
	const struct ou_approval *d;
	enum ou_approval_verdict was;
	uint32_t i;

	for (i = 0; i < c->n_decisions; i++) {
		d = &c->decisions[i];
		if (d->accepted != OU_FLAG_NO ||
		    !ou_str_eq(d->step, row->step) ||
		    !ou_str_eq(d->actor, row->user) ||
		    !ou_str_eq(d->decision, row->decision) ||
		    ou_time_seconds(&d->at) != ou_time_seconds(&row->at) ||
		    d->at.has_clock != row->at.has_clock)
			continue;
		for (was = OU_APPROVAL_NO_STEP; was < OU_APPROVAL_VERDICTS &&
		    !ou_str_is(d->reason, ou_approval_verdict_text(was));)
			was++;
		/* one that came with the order was not looked at */
		if (was == OU_APPROVAL_VERDICTS)
			continue;
		*v = was;
		return true;
	}
	return false;
}

enum ou_approval_verdict
ou_approval_decide(const struct ou_approvals *x, struct ou_arena *a,
    struct ou_approval_case *c, const struct ou_decision_row *row)
{
	struct deciding d = { .x = x, .c = c, .user = row->user,
	    .approves = ou_str_is(row->decision, "approved"),
	    .at = ou_date_given(row->at.date) ? row->at : c->now };
	enum ou_approval_verdict v = OU_APPROVAL_NO_STEP;

	if (ou_date_given(row->at.date) && was_refused(c, row, &v))
		return v;
	while (d.step < c->n_steps && !ou_str_eq(c->steps[d.step].step,
	    row->step))
		d.step++;
	if (d.step < c->n_steps)
		v = judge(&d, row);
	if (v == OU_APPROVAL_AGAIN)
		return v;
	keep(&d, a, row, v);
	if (v == OU_APPROVAL_ACCEPTED)
		(void)ou_approval_look(x, a, c);
	return v;
}

const char *
ou_approval_verdict_text(enum ou_approval_verdict v)
{
	static const char *const texts[OU_APPROVAL_VERDICTS] = {
		"accepted", "it was decided so before",
		"the order has no such step",
		"steps before it are not approved yet",
		"it is older than what is asked now",
		"it comes too late", "it is dated after now",
		"it was decided otherwise, or by others",
		"it is about less than the order is now",
		"it is not about what the order is now",
		"no user who is valid on that day",
		"nobody decides about an order of one's own",
		"this user has no right to decide it",
		"it was decided already in this place",
		"the amount is above this user's limit",
		"the amount cannot be compared with this user's limit",
	};

	return v < OU_APPROVAL_VERDICTS ? texts[v] : texts[0];
}

/* --- who may --- */

static bool
may(const struct ou_approvals *x, const struct ou_approval_case *c,
    uint32_t i, const struct ou_approval_by *by,
    const struct ou_approver *seat, const struct ou_approver *who)
{
	const struct ou_date day = c->now.date;
	const struct ou_str step = c->steps[i].step;

	return valid(who, day) && !ordered_it(c, i, who) &&
	    has_seat(c, i, by, seat, day) &&
	    (seat == who || stands_in(seat, who, day)) &&
	    !seat_taken(c, step, seat->user) &&
	    decided(c, step, who->user) == NULL &&
	    above_limit(x, c, seat) == 0;
}

/* Of several seats in which one person could sit one is enough. */
static bool
is_there(const struct ou_approval_seat *seats, uint32_t n,
    const struct ou_approver *who)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (seats[i].who == who)
			return true;
	}
	return false;
}

static const struct ou_approver *
by_name(const struct ou_approver *side, uint32_t n, struct ou_str user)
{
	uint32_t low = 0, high = n, at;

	while (low < high) {
		at = low + (high - low) / 2;
		if (ou_str_cmp(side[at].user, user) < 0)
			low = at + 1;
		else
			high = at;
	}
	return low < n && ou_str_eq(side[low].user, user) ? &side[low] : NULL;
}

uint32_t
ou_approval_may(const struct ou_approvals *x,
    const struct ou_approval_case *c, uint32_t i,
    struct ou_approval_seat *seats, uint32_t max)
{
	const struct ou_approval_demand *d = &c->demands[i];
	const struct ou_approval_by *by = c->steps[i].escalated ==
	    OU_FLAG_YES ? &d->next : &d->by;
	const struct ou_approver *side, *who;
	uint32_t n, k, found = 0;

	side = ou_approval_side(x, c, d->buyer, &n);
	for (k = 0; k < n && found < max; k++) {
		if (may(x, c, i, by, &side[k], &side[k]))
			seats[found++] = (struct ou_approval_seat){ &side[k],
			    NULL };
	}
	for (k = 0; k < n && found < max; k++) {
		if (side[k].delegate.n == 0 || (who = by_name(side, n,
		    side[k].delegate)) == NULL || is_there(seats, found,
		    who) || !may(x, c, i, by, &side[k], who))
			continue;
		seats[found++] = (struct ou_approval_seat){ who, &side[k] };
	}
	return found;
}
