#include <stddef.h>
#include <string.h>

#include "document.h"
#include "private.h"
#include "ou/base/ident.h"
#include "ou/book/approvals.h"
#include "ou/io/file.h"

/* approvals.json, by tables of its members. */

#define RULES_MAX 1000
#define STEPS_MAX 32
#define WORDS_MAX 10000

/* --- values --- */

static int
words(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_approval_words *w = to;
	size_t i, n = json_array_size(v);

	if (!json_is_array(v))
		return ou_document_mistyped(d, v, "a list of texts");
	if (n == 0 || n > WORDS_MAX)
		return ou_document_fail(d, "from 1 to %d texts are expected",
		    WORDS_MAX);
	w->list = ou_arena_array(d->a, n, sizeof(*w->list));
	for (i = 0; i < n; i++) {
		if (ou_document_text(d, &w->list[i], json_array_get(v, i)) !=
		    0)
			return ou_err_in(d->err, "%zu", i);
	}
	w->n = (uint32_t)n;
	return 0;
}

/* Money is text, or a whole number: a JSON fraction has been through binary
 * floating point. */
static int
decimal_text(struct ou_document *d, struct ou_str *to, const json_t *v,
    const char *expected)
{
	if (json_is_integer(v)) {
		*to = ou_str_printf(d->a, "%lld",
		    (long long)json_integer_value(v));
		return 0;
	}
	if (!json_is_string(v))
		return ou_document_mistyped(d, v, expected);
	return ou_document_text(d, to, v);
}

static int
amount(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_str s;

	if (decimal_text(d, &s, v, "an amount (a text as \"100.00\")") != 0)
		return -1;
	return ou_amount_parse(to, s, d->err);
}

static int
percent(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_str s;

	if (decimal_text(d, &s, v, "a percentage (a text as \"12.5\")") != 0)
		return -1;
	return ou_rate_parse(to, s, d->err);
}

static int
flag(struct ou_document *d, void *to, const json_t *v)
{
	if (!json_is_boolean(v))
		return ou_document_mistyped(d, v, "true or false");
	*(enum ou_flag *)to = ou_flag_of(json_is_true(v));
	return 0;
}

/* One more part of a duration: a number and its letter. */
static bool
duration_part(struct ou_str *s, bool clock, uint64_t *seconds)
{
	uint64_t n = 0, unit = 0;
	size_t i = 0;

	while (i < s->n && i < 6 && s->p[i] >= '0' && s->p[i] <= '9')
		n = n * 10 + (uint64_t)(s->p[i++] - '0');
	if (i == 0 || i == s->n)
		return false;
	switch (s->p[i]) {
	case 'W':
		unit = clock ? 0 : 7 * 86400;
		break;
	case 'D':
		unit = clock ? 0 : 86400;
		break;
	case 'H':
		unit = clock ? 3600 : 0;
		break;
	case 'M':
		unit = clock ? 60 : 0;
		break;
	default:
		break;
	}
	*seconds += n * unit;
	*s = ou_str_sub(*s, i + 1, s->n);
	return unit != 0;
}

/* ISO 8601, as far as a length is the same each time. */
static int
duration(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_str s, rest;
	uint64_t seconds = 0;
	bool clock = false, good;

	if (ou_document_text(d, &s, v) != 0)
		return -1;
	good = s.n > 1 && s.p[0] == 'P';
	rest = ou_str_sub(s, 1, s.n);
	while (good && rest.n > 0) {
		if (rest.p[0] == 'T' && !clock && rest.n > 1) {
			clock = true;
			rest = ou_str_sub(rest, 1, rest.n);
		}
		good = duration_part(&rest, clock, &seconds);
	}
	if (!good || seconds == 0 || seconds > 366 * UINT64_C(86400))
		return ou_document_fail(d, "'%.*s' is not a length of time up "
		    "to a year, as P3D, P2W or PT12H",
		    OU_STR_ARG(ou_str_sub(s, 0, 40)));
	*(uint32_t *)to = (uint32_t)seconds;
	return 0;
}

/* --- people --- */

static int
by(struct ou_document *d, void *to, const json_t *v)
{
	static const struct ou_document_member members[] = {
		{ "role", OU_DOCUMENT_TEXT,
		  offsetof(struct ou_approval_by, role), 0, 0, NULL, NULL },
		{ "users", OU_DOCUMENT_OWN,
		  offsetof(struct ou_approval_by, users), 0, 0, NULL, words },
		{ "accountManager", OU_DOCUMENT_FLAG,
		  offsetof(struct ou_approval_by, manager), 0, 0, NULL, NULL },
		{ NULL, OU_DOCUMENT_OWN, 0, 0, 0, NULL, NULL },
	};
	struct ou_approval_by *x = to;

	if (ou_document_object(d, to, v, members) != 0)
		return -1;
	if ((x->role.n > 0) + (x->users.n > 0) + x->manager != 1)
		return ou_document_fail(d, "one of role, users and "
		    "accountManager is expected");
	if (ou_str_find(x->role, ' ') >= 0)
		return ou_document_fail(d, "a role is one word");
	return 0;
}

/* --- steps --- */

struct step {
	struct ou_approval_demand demand;
	struct ou_str side, on_expiry;
};

static int
check_step(struct ou_document *d, struct step *s)
{
	struct ou_approval_demand *x = &s->demand;
	const bool next = x->next.role.n > 0 || x->next.users.n > 0 ||
	    x->next.manager;

	if (x->name.n == 0)
		return ou_document_fail(d, "a step needs a name");
	if (x->by.role.n == 0 && x->by.users.n == 0 && !x->by.manager)
		return ou_document_fail(d, "who is asked (by)?");
	if (s->side.p != NULL && !ou_str_is(s->side, "ours") &&
	    !ou_str_is(s->side, "buyer"))
		return ou_document_fail(d, "side: ours or buyer is expected");
	if (s->on_expiry.p != NULL && !ou_str_is(s->on_expiry, "escalate") &&
	    !ou_str_is(s->on_expiry, "reject"))
		return ou_document_fail(d,
		    "onExpiry: escalate or reject is expected");
	x->buyer = ou_str_is(s->side, "buyer");
	x->escalates = ou_str_is(s->on_expiry, "escalate");
	if ((x->expires != 0) != (s->on_expiry.p != NULL))
		return ou_document_fail(d,
		    "expires and onExpiry go together");
	if (x->escalates != next)
		return ou_document_fail(d, next ?
		    "escalateTo is for onExpiry escalate" :
		    "to whom does it escalate (escalateTo)?");
	if (x->buyer && (x->by.manager || x->next.manager))
		return ou_document_fail(d,
		    "an account manager is one of ours");
	if (x->quorum == 0)
		x->quorum = 1;
	return 0;
}

static int
step(struct ou_document *d, struct ou_approval_demand *to, const json_t *v,
    uint32_t place)
{
#define AT(member) offsetof(struct step, member)
	static const struct ou_document_member members[] = {
		{ "name", OU_DOCUMENT_TEXT, AT(demand.name), 0, 0, NULL,
		  NULL },
		{ "order", OU_DOCUMENT_NUMBER, AT(demand.order), 0, 1000,
		  NULL, NULL },
		{ "side", OU_DOCUMENT_TEXT, AT(side), 0, 0, NULL, NULL },
		{ "by", OU_DOCUMENT_OWN, AT(demand.by), 0, 0, NULL, by },
		{ "quorum", OU_DOCUMENT_NUMBER, AT(demand.quorum), 0, 100,
		  NULL, NULL },
		{ "expires", OU_DOCUMENT_OWN, AT(demand.expires), 0, 0, NULL,
		  duration },
		{ "onExpiry", OU_DOCUMENT_TEXT, AT(on_expiry), 0, 0, NULL,
		  NULL },
		{ "escalateTo", OU_DOCUMENT_OWN, AT(demand.next), 0, 0, NULL,
		  by },
		{ NULL, OU_DOCUMENT_OWN, 0, 0, 0, NULL, NULL },
	};
#undef AT
	struct step s;

	memset(&s, 0, sizeof(s));
	if (ou_document_object(d, &s, v, members) != 0 ||
	    check_step(d, &s) != 0)
		return -1;
	if (s.demand.order == 0)
		s.demand.order = place;
	*to = s.demand;
	return 0;
}

static int
steps(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_approval_rule *r = to;
	size_t i, k, n = json_array_size(v);

	if (!json_is_array(v))
		return ou_document_mistyped(d, v, "a list of steps");
	if (n == 0 || n > STEPS_MAX)
		return ou_document_fail(d, "from 1 to %d steps are expected",
		    STEPS_MAX);
	r->steps = ou_arena_array(d->a, n, sizeof(*r->steps));
	for (i = 0; i < n; i++) {
		if (step(d, &r->steps[i], json_array_get(v, i),
		    (uint32_t)i + 1) != 0)
			return ou_err_in(d->err, "%zu", i);
		for (k = 0; k < i; k++) {
			if (!ou_str_eq(r->steps[k].name, r->steps[i].name))
				continue;
			(void)ou_document_fail(d, "step '%.*s' is there twice",
			    OU_STR_ARG(r->steps[i].name));
			return ou_err_in(d->err, "%zu", i);
		}
	}
	r->n_steps = (uint32_t)n;
	return 0;
}

/* --- rules --- */

static int
check_when(struct ou_document *d, const struct ou_approval_when *w)
{
	uint32_t i;

	if (w->currency.p != NULL && ou_currency_places(w->currency) < 0)
		return ou_document_fail(d, "currency: '%.*s' is not a "
		    "currency of ISO 4217", OU_STR_ARG(w->currency));
	if (w->min.given && w->max.given && w->min.v > w->max.v)
		return ou_document_fail(d, "maxAmount is below minAmount");
	if (w->min_margin.given && w->max_margin.given &&
	    w->min_margin.v > w->max_margin.v)
		return ou_document_fail(d, "maxMargin is below minMargin");
	if ((w->min.given || w->max.given) && w->currency.n == 0)
		return ou_document_fail(d, "amounts need a currency");
	for (i = 0; i < w->countries.n; i++) {
		if (!ou_country_known(w->countries.list[i]))
			return ou_document_fail(d, "countries: '%.*s' is not "
			    "a country of ISO 3166-1",
			    OU_STR_ARG(w->countries.list[i]));
	}
	for (i = 0; i < w->segments.n; i++) {
		if (!ou_str_is(w->segments.list[i], "b2b") &&
		    !ou_str_is(w->segments.list[i], "b2c"))
			return ou_document_fail(d,
			    "segments: b2b or b2c is expected");
	}
	return 0;
}

static int
when(struct ou_document *d, void *to, const json_t *v)
{
#define OWN(name, member, read) { name, OU_DOCUMENT_OWN, \
	offsetof(struct ou_approval_when, member), 0, 0, NULL, read }
	static const struct ou_document_member members[] = {
		OWN("minAmount", min, amount), OWN("maxAmount", max, amount),
		{ "currency", OU_DOCUMENT_TEXT,
		  offsetof(struct ou_approval_when, currency), 0, 0, NULL,
		  NULL },
		OWN("minMargin", min_margin, percent),
		OWN("maxMargin", max_margin, percent),
		OWN("firstOrder", first, flag),
		OWN("categories", categories, words),
		OWN("items", items, words),
		OWN("costCenters", cost_centers, words),
		OWN("countries", countries, words),
		OWN("segments", segments, words),
		OWN("channels", channels, words),
		OWN("customers", customers, words),
		OWN("groups", groups, words),
		OWN("paymentTerms", terms, words),
		{ NULL, OU_DOCUMENT_OWN, 0, 0, 0, NULL, NULL },
	};
#undef OWN

	return ou_document_object(d, to, v, members) != 0 ? -1 :
	    check_when(d, to);
}

static int
rule(struct ou_document *d, struct ou_approval_rule *r, const json_t *v)
{
	static const struct ou_document_member members[] = {
		{ "id", OU_DOCUMENT_TEXT,
		  offsetof(struct ou_approval_rule, id), 0, 0, NULL, NULL },
		{ "when", OU_DOCUMENT_OWN,
		  offsetof(struct ou_approval_rule, when), 0, 0, NULL, when },
		{ "requesterMayApprove", OU_DOCUMENT_FLAG,
		  offsetof(struct ou_approval_rule, requester_may), 0, 0,
		  NULL, NULL },
		{ "steps", OU_DOCUMENT_OWN, 0, 0, 0, NULL, steps },
		{ NULL, OU_DOCUMENT_OWN, 0, 0, 0, NULL, NULL },
	};

	memset(r, 0, sizeof(*r));
	if (ou_document_object(d, r, v, members) != 0)
		return -1;
	if (r->id.n == 0)
		return ou_document_fail(d, "a rule needs an id");
	return r->n_steps > 0 ? 0 : ou_document_fail(d,
	    "a rule needs steps");
}

static int
rules(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_approvals_file *f = to;
	size_t i, k, n = json_array_size(v);

	if (!json_is_array(v))
		return ou_document_mistyped(d, v, "a list of rules");
	if (n > RULES_MAX)
		return ou_document_fail(d, "more than %d rules", RULES_MAX);
	f->rules = ou_arena_array(d->a, n, sizeof(*f->rules));
	for (i = 0; i < n; i++) {
		if (rule(d, &f->rules[i], json_array_get(v, i)) != 0)
			return ou_err_in(d->err, "%zu", i);
		for (k = 0; k < i; k++) {
			if (!ou_str_eq(f->rules[k].id, f->rules[i].id))
				continue;
			(void)ou_document_fail(d, "rule '%.*s' is there twice",
			    OU_STR_ARG(f->rules[i].id));
			return ou_err_in(d->err, "%zu", i);
		}
	}
	f->n_rules = (uint32_t)n;
	return 0;
}

/* --- what asks again --- */

static int
changes(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_approvals_file *f = to;
	struct ou_str rest, word, name;
	size_t i;
	int bit;

	if (!json_is_array(v))
		return ou_document_mistyped(d, v, "a list of texts");
	f->changes = 0;
	for (i = 0; i < json_array_size(v); i++) {
		if (ou_document_text(d, &name, json_array_get(v, i)) != 0)
			return ou_err_in(d->err, "%zu", i);
		rest = OU_STR(OU_APPROVED_CHANGES);
		for (bit = 0; ou_str_split(&rest, '|', &word) &&
		    !ou_str_eq(word, name); bit++)
			continue;
		if (bit >= OU_APPROVED_UNKNOWN) {
			(void)ou_document_fail(d, "'%.*s' is not one of "
			    OU_APPROVED_CHANGES, OU_STR_ARG(name));
			return ou_err_in(d->err, "%zu", i);
		}
		f->changes |= 1U << bit;
	}
	return 0;
}

/* --- what they say of each other --- */

static bool
same_words(const struct ou_approval_words *x,
    const struct ou_approval_words *y)
{
	uint32_t i;

	for (i = 0; i < x->n && i < y->n; i++) {
		if (!ou_str_eq(x->list[i], y->list[i]))
			return false;
	}
	return x->n == y->n;
}

static bool
same_people(const struct ou_approval_by *x, const struct ou_approval_by *y)
{
	return ou_str_eq(x->role, y->role) && x->manager == y->manager &&
	    same_words(&x->users, &y->users);
}

static bool
same_step(const struct ou_approval_demand *x,
    const struct ou_approval_demand *y)
{
	return x->buyer == y->buyer && x->escalates == y->escalates &&
	    same_people(&x->by, &y->by) && same_people(&x->next, &y->next);
}

/* Of steps of the same name it must be the same, whoever's rule they are of. */
static int
check_names(struct ou_document *d, const struct ou_approvals_file *f,
    uint32_t i, uint32_t k)
{
	const struct ou_approval_demand *s = &f->rules[i].steps[k], *x;
	uint32_t r, n;

	for (r = 0; r < i; r++) {
		for (n = 0; n < f->rules[r].n_steps; n++) {
			x = &f->rules[r].steps[n];
			if (ou_str_eq(x->name, s->name) && !same_step(x, s))
				return ou_document_fail(d, "step '%.*s' asks "
				    "others, or otherwise, than in rule "
				    "'%.*s'", OU_STR_ARG(s->name),
				    OU_STR_ARG(f->rules[r].id));
		}
	}
	return 0;
}

/* Is there a user with that name or role on that side? */
static bool
somebody(const struct ou_rows *users, bool buyer, struct ou_str name,
    struct ou_str role)
{
	const struct ou_user *u;
	uint32_t i;

	for (i = 0; i < users->n; i++) {
		u = ou_rows_at(users, i);
		if ((u->customer.n > 0) == buyer && (name.n > 0 ?
		    ou_str_eq(u->user, name) : ou_book_has_word(u->role, role)))
			return true;
	}
	return false;
}

static int
check_people(struct ou_document *d, const struct ou_rows *users,
    const struct ou_approval_by *who, bool buyer)
{
	uint32_t i;

	if (users == NULL || users->n == 0)
		return 0;
	if (who->role.n > 0 && !somebody(users, buyer, OU_STR_NONE,
	    who->role))
		return ou_document_fail(d, "no user of %s has the role '%.*s'",
		    buyer ? "a customer" : "ours", OU_STR_ARG(who->role));
	for (i = 0; i < who->users.n; i++) {
		if (!somebody(users, buyer, who->users.list[i], OU_STR_NONE))
			return ou_document_fail(d, "no user of %s is called "
			    "'%.*s'", buyer ? "a customer" : "ours",
			    OU_STR_ARG(who->users.list[i]));
	}
	return 0;
}

static int
check_all(struct ou_document *d, const struct ou_approvals_file *f,
    const struct ou_rows *users)
{
	const struct ou_approval_demand *s;
	uint32_t i, k;

	for (i = 0; i < f->n_rules; i++) {
		for (k = 0; k < f->rules[i].n_steps; k++) {
			s = &f->rules[i].steps[k];
			if (check_names(d, f, i, k) != 0 ||
			    check_people(d, users, &s->by, s->buyer) != 0 ||
			    check_people(d, users, &s->next, s->buyer) != 0)
				return ou_err_in(d->err, "rules.%u.steps.%u",
				    i, k);
		}
	}
	return 0;
}

int
ou_book_approvals(struct ou_arena *a, const char *dir,
    const struct ou_rows *users, struct ou_approvals_file *file,
    struct ou_err *err)
{
	static const struct ou_document_member credit[] = {
		{ "overdueDays", OU_DOCUMENT_NUMBER,
		  offsetof(struct ou_approvals_file, overdue_days), 0, 36525,
		  NULL, NULL },
		{ NULL, OU_DOCUMENT_OWN, 0, 0, 0, NULL, NULL },
	};
	static const struct ou_document_member members[] = {
		{ "rules", OU_DOCUMENT_OWN, 0, 0, 0, NULL, rules },
		{ "credit", OU_DOCUMENT_OBJECT, 0, 0, 0, credit, NULL },
		{ "changes", OU_DOCUMENT_OWN, 0, 0, 0, NULL, changes },
		{ NULL, OU_DOCUMENT_OWN, 0, 0, 0, NULL, NULL },
	};
	struct ou_document d = { a, err };
	char *path = ou_path_join(a, dir, "approvals.json");
	json_t *root;
	int bad;

	*file = (struct ou_approvals_file){ .overdue_days = UINT32_MAX,
	    .changes = OU_APPROVED_DEFAULT };
	if (!ou_file_exists(path))
		return 0;
	if ((root = ou_document_load(path, err)) == NULL)
		return -1;
	bad = ou_document_object(&d, file, root, members) != 0 ||
	    check_all(&d, file, users) != 0;
	json_decref(root);
	return bad ? ou_document_wrong(path, err) : 0;
}
