#include <stdlib.h>
#include <string.h>

#include "approval.h"

/* What is asked, and what the decisions that are there come to. */

static int
by_customer(const void *x, const void *y)
{
	const struct ou_approver *a = x, *b = y;
	int c = ou_str_cmp(a->customer, b->customer);

	return c != 0 ? c : ou_str_cmp(a->user, b->user);
}

struct ou_approvals *
ou_approvals_new(struct ou_arena *a, const struct ou_approval_book *book)
{
	struct ou_approvals *x = ou_arena_zalloc(a, sizeof(*x));

	x->book = *book;
	if (book->n_users > 1)
		qsort(book->users, book->n_users, sizeof(*book->users),
		    by_customer);
	return x;
}

/* --- the users --- */

static const struct ou_approver *
users_of(const struct ou_approvals *x, struct ou_str customer, uint32_t *n)
{
	const struct ou_approver *u = x->book.users;
	uint32_t low = 0, high = x->book.n_users, at;

	while (low < high) {
		at = low + (high - low) / 2;
		if (ou_str_cmp(u[at].customer, customer) < 0)
			low = at + 1;
		else
			high = at;
	}
	for (*n = 0; low + *n < x->book.n_users && ou_str_eq(
	    u[low + *n].customer, customer); (*n)++)
		continue;
	return u + low;
}

const struct ou_approver *
ou_approval_side(const struct ou_approvals *x,
    const struct ou_approval_case *c, bool buyer, uint32_t *n)
{
	/* A guest has nobody, least of all ours. */
	if (buyer && c->customer.n == 0) {
		*n = 0;
		return x->book.users;
	}
	return users_of(x, buyer ? c->customer : OU_STR_NONE, n);
}

const struct ou_approver *
ou_approval_user(const struct ou_approvals *x, struct ou_str customer,
    struct ou_str name)
{
	const struct ou_approver *u;
	uint32_t i, n;

	u = users_of(x, customer, &n);
	for (i = 0; name.n > 0 && i < n; i++) {
		if (ou_str_eq(u[i].user, name) ||
		    (u[i].email.n > 0 && ou_str_caseeq(u[i].email, name)))
			return &u[i];
	}
	return NULL;
}

bool
ou_approval_word(struct ou_str list, struct ou_str word)
{
	struct ou_str w;

	while (word.n > 0 && list.p != NULL && ou_str_split(&list, ' ', &w)) {
		if (ou_str_eq(w, word))
			return true;
	}
	return false;
}

/* --- times --- */

static struct ou_time
later(const struct ou_time *t, uint32_t seconds)
{
	struct ou_time to;

	memset(&to, 0, sizeof(to));
	ou_time_from_seconds(&to, ou_time_seconds(t) + seconds,
	    t->has_offset ? t->offset : 0);
	return to;
}

/* --- steps --- */

static const struct ou_approval_step *
recorded(const struct ou_approval_case *c, struct ou_str name)
{
	uint32_t i;

	for (i = 0; i < c->n_recorded; i++) {
		if (ou_str_eq(c->recorded[i].step, name))
			return &c->recorded[i];
	}
	return NULL;
}

/* An amount that is not known covers, and is covered by, one that is not. */
bool
ou_approval_counts(const struct ou_approval_case *c,
    const struct ou_approval *d, struct ou_str step)
{
	if (d->accepted == OU_FLAG_NO || !ou_str_eq(d->step, step) ||
	    !ou_approved_holds(&c->about, d->content))
		return false;
	if (d->amount.given != c->amount.given)
		return false;
	if (!c->amount.given)
		return true;
	if (!ou_str_eq(d->currency, c->currency))
		return false;
	return ou_str_is(d->decision, "approved") ?
	    d->amount.v >= c->amount.v : d->amount.v == c->amount.v;
}

/* How many approve, or -1: somebody has refused. */
static int64_t
count(const struct ou_approval_case *c, struct ou_str step)
{
	int64_t n = 0;
	uint32_t i;

	for (i = 0; i < c->n_decisions; i++) {
		if (!ou_approval_counts(c, &c->decisions[i], step))
			continue;
		if (!ou_str_is(c->decisions[i].decision, "approved"))
			return -1;
		n++;
	}
	return n;
}

/* Was it asked before, and about no less than now? */
static bool
goes_on(const struct ou_approval_case *c, const struct ou_approval_step *r)
{
	if (r == NULL || !ou_date_given(r->since.date) ||
	    (!ou_str_is(r->state, "open") && !ou_str_is(r->state, "expired")) ||
	    !ou_approved_holds(&c->about, r->content))
		return false;
	if (!r->amount.given || !c->amount.given)
		return r->amount.given == c->amount.given;
	return ou_str_eq(r->currency, c->currency) && (ou_str_is(r->state,
	    "open") ? r->amount.v >= c->amount.v :
	    r->amount.v == c->amount.v);
}

/* Since when it is asked, until when, and whether that is over. */
static void
open_step(const struct ou_approval_case *c, struct ou_approval_step *s,
    const struct ou_approval_demand *d)
{
	const struct ou_approval_step *r = recorded(c, s->step);

	s->state = OU_STR("open");
	s->since = c->now;
	if (goes_on(c, r)) {
		s->since = r->since;
		s->escalated = r->escalated;
		s->due = r->due;
		s->content = r->content;
	}
	if (d->expires == 0) {
		s->due = (struct ou_time){ .date = { 0, 0, 0 } };
		return;
	}
	if (!ou_date_given(s->due.date))
		s->due = later(&s->since, d->expires);
	if (ou_time_seconds(&c->now) <= ou_time_seconds(&s->due))
		return;
	if (!d->escalates)
		s->state = OU_STR("expired");
	else if (s->escalated != OU_FLAG_YES) {
		s->escalated = OU_FLAG_YES;
		s->due = later(&s->due, d->expires);
	}
}

/* Why the last who has approved it must be asked again, if somebody has. */
static struct ou_str
why_again(struct ou_arena *a, const struct ou_approval_case *c,
    struct ou_str step)
{
	struct ou_approved_difference differs;
	const struct ou_approval *d;
	char was[OU_DECIMAL_MAX], is[OU_DECIMAL_MAX];
	uint32_t i;

	for (i = c->n_decisions; i > 0; i--) {
		d = &c->decisions[i - 1];
		if (d->accepted == OU_FLAG_NO || !ou_str_eq(d->step, step) ||
		    !ou_str_is(d->decision, "approved") ||
		    ou_approval_counts(c, d, step))
			continue;
		differs = ou_approved_differs(&c->about, d->content);
		if (differs.change != OU_APPROVED_SAME)
			return ou_approved_text(a, &differs);
		if (!d->amount.given || !c->amount.given)
			return OU_STR("what it costs was not known, or is not");
		return ou_str_printf(a, "it costs %.*s %.*s instead of "
		    "%.*s %.*s", (int)ou_amount_text(is, c->amount), is,
		    OU_STR_ARG(c->currency), (int)ou_amount_text(was,
		    d->amount), was, OU_STR_ARG(d->currency));
	}
	return OU_STR_NONE;
}

static void
settle(struct ou_arena *a, const struct ou_approval_case *c,
    struct ou_approval_step *s,
    const struct ou_approval_demand *d, bool turn)
{
	const struct ou_approval_step *r = recorded(c, s->step);
	int64_t n = count(c, s->step);

	s->approved = (struct ou_integer){ n > 0 ? n : 0, n > 0 };
	if (n < 0 || n >= (int64_t)d->quorum) {
		s->state = n < 0 ? OU_STR("refused") : OU_STR("approved");
		if (r != NULL) {
			s->since = r->since;
			s->due = r->due;
			s->escalated = r->escalated;
		}
		return;
	}
	s->again = why_again(a, c, s->step);
	if (turn)
		open_step(c, s, d);
	else
		s->state = OU_STR("waiting");
}

static void
begin_step(const struct ou_approvals *x, struct ou_arena *a,
    const struct ou_approval_case *c, struct ou_approval_step *s,
    const struct ou_approval_demand *d)
{
	const struct ou_approval_rule *r;
	uint32_t i, k;

	memset(s, 0, sizeof(*s));
	s->step = d->name;
	s->order = (struct ou_integer){ d->order, true };
	s->side = d->buyer ? OU_STR("buyer") : OU_STR("ours");
	s->quorum = (struct ou_integer){ d->quorum, true };
	s->amount = c->amount;
	if (c->amount.given)
		s->currency = c->currency;
	if (c->about.now != NULL)
		s->content = c->about.now->id;
	s->rules = ou_arena_array(a, x->book.n_rules, sizeof(*s->rules));
	for (i = 0; i < x->book.n_rules; i++) {
		r = &x->book.rules[i];
		if (ou_approval_fits(x, r, c) != OU_APPROVAL_FITS)
			continue;
		for (k = 0; k < r->n_steps; k++) {
			if (ou_str_eq(r->steps[k].name, d->name))
				break;
		}
		if (k < r->n_steps)
			s->rules[s->n_rules++] = r->id;
	}
}

static void
name_those(const struct ou_approvals *x, struct ou_arena *a,
    struct ou_approval_case *c, uint32_t i)
{
	struct ou_approval_seat seats[OU_APPROVAL_MAY_MAX];
	struct ou_approval_step *s = &c->steps[i];
	uint32_t k, n;

	n = ou_approval_may(x, c, i, seats, OU_APPROVAL_MAY_MAX);
	s->may = ou_arena_array(a, n, sizeof(*s->may));
	s->n_may = n;
	for (k = 0; k < n; k++)
		s->may[k] = seats[k].who->user;
}

enum ou_approval_outcome
ou_approval_look(const struct ou_approvals *x, struct ou_arena *a,
    struct ou_approval_case *c)
{
	enum ou_approval_outcome outcome;
	uint32_t i, before = 0;
	bool turn = true, refused = false;

	c->n_steps = ou_approval_demands(x, a, c);
	c->steps = ou_arena_array(a, c->n_steps, sizeof(*c->steps));
	outcome = c->n_steps == 0 ? OU_APPROVAL_NONE : OU_APPROVAL_GIVEN;
	for (i = 0; i < c->n_steps; i++) {
		/* those of the orders before must be approved */
		if (i > 0 && c->demands[i].order != c->demands[before].order) {
			turn = outcome == OU_APPROVAL_GIVEN;
			before = i;
		}
		begin_step(x, a, c, &c->steps[i], &c->demands[i]);
		settle(a, c, &c->steps[i], &c->demands[i], turn);
		if (ou_str_is(c->steps[i].state, "refused") ||
		    ou_str_is(c->steps[i].state, "expired"))
			refused = true;
		if (!ou_str_is(c->steps[i].state, "approved"))
			outcome = OU_APPROVAL_WAITS;
	}
	for (i = 0; i < c->n_steps; i++) {
		if (ou_str_is(c->steps[i].state, "open"))
			name_those(x, a, c, i);
	}
	return refused ? OU_APPROVAL_REFUSED : outcome;
}
