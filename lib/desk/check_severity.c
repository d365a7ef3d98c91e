#include <string.h>

#include "check.h"

/*
 * What is done about a finding: what the partner's profile says; else the
 * command's option; else the settings of the order's channel, portal or
 * segment, and of the shop; else what is here.
 */
static const struct usual {
	enum ou_diag code;
	enum ou_check_severity severity;
} usual[] = {
	{ OU_DIAG_HOLD_TOTALS, OU_CHECK_HOLD },
	{ OU_DIAG_HOLD_IDENTIFIER, OU_CHECK_HOLD },
	{ OU_DIAG_HOLD_CURRENCY, OU_CHECK_HOLD },
	{ OU_DIAG_HOLD_ADDRESS, OU_CHECK_HOLD },
	{ OU_DIAG_HOLD_WIDTH, OU_CHECK_WARN },
	{ OU_DIAG_HOLD_CONTACT, OU_CHECK_WARN },
	{ OU_DIAG_HOLD_ITEM, OU_CHECK_HOLD },
	{ OU_DIAG_HOLD_CUSTOMER, OU_CHECK_HOLD },
	{ OU_DIAG_HOLD_UNIT, OU_CHECK_HOLD },
	{ OU_DIAG_HOLD_QUANTITY, OU_CHECK_HOLD },
	{ OU_DIAG_HOLD_DELIVERY, OU_CHECK_HOLD },
	{ OU_DIAG_HOLD_RULE, OU_CHECK_HOLD },
	{ OU_DIAG_HOLD_DUPLICATE, OU_CHECK_HOLD },
	{ OU_DIAG_HOLD_LIKELY, OU_CHECK_HOLD },
	{ OU_DIAG_HOLD_COMPLIANCE, OU_CHECK_HOLD },
	{ OU_DIAG_HOLD_DENIED, OU_CHECK_HOLD },
	{ OU_DIAG_HOLD_RISK, OU_CHECK_HOLD },
	{ OU_DIAG_HOLD_CARRIER, OU_CHECK_WARN },
	{ OU_DIAG_HOLD_PROMISE, OU_CHECK_WARN },
};
#define N_USUAL	(sizeof(usual) / sizeof(*usual))

static bool
is_ours(enum ou_diag code)
{
	size_t i;

	for (i = 0; i < N_USUAL; i++) {
		if (usual[i].code == code)
			return true;
	}
	return false;
}

static int
severity_word(struct ou_str s)
{
	static const char *const words[] = { "ignore", "warn", "hold",
	    "reject" };
	int i;

	for (i = 0; i < 4; i++) {
		if (ou_str_is(s, words[i]))
			return i;
	}
	return -1;
}

static int
set_severity(uint8_t *row, struct ou_str name, struct ou_str word,
    struct ou_err *err)
{
	char key[32] = "";
	enum ou_diag code;
	int severity = severity_word(word);

	if (name.n < sizeof(key))
		memcpy(key, name.p, name.n);
	code = ou_diag_find(key);
	if (!is_ours(code))
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "'%.*s' is not a code of this command",
		    OU_STR_ARG(name));
	if (severity < 0)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "%.*s: '%.*s' is not " OU_CHECK_SEVERITIES,
		    OU_STR_ARG(name), OU_STR_ARG(word));
	row[code] = (uint8_t)(severity + 1);
	return 0;
}

/* What a channel, a portal, a segment or the shop says. */
static int
load_policy(const struct ou_policy *p, enum ou_scope scope, uint8_t *row,
    struct ou_run *run)
{
	static const char *const scopes[] = { "channels", "portals",
	    "segments" };
	uint32_t i;

	for (i = 0; i < p->n_checks; i++) {
		if (set_severity(row, p->checks[i].key, p->checks[i].value,
		    &run->err) == 0)
			continue;
		ou_err_in(&run->err, "checks");
		if (scope != OU_SCOPE_SHOP) {
			ou_err_in(&run->err, "%.*s", OU_STR_ARG(p->name));
			ou_err_in(&run->err, "%s", scopes[scope]);
		}
		return ou_err_at(&run->err, ou_run_book_file(run,
		    "settings.json"), 0, 0);
	}
	return 0;
}

/* The option, which goes before all of them. */
static int
load_option(const struct ou_check *x, uint8_t *row, struct ou_run *run)
{
	struct ou_str list = ou_str_c(x->severities), pair, name;

	while (ou_str_split(&list, ',', &pair)) {
		(void)ou_str_split(&pair, '=', &name);
		if (set_severity(row, name, pair, &run->err) != 0)
			return ou_err_in(&run->err, "--severity");
	}
	return 0;
}

int
ou_check_severities_load(struct ou_check *x, struct ou_run *run)
{
	const struct ou_settings *s = &x->settings;
	uint8_t *row;
	uint32_t i;
	int scope;
	size_t k;

	for (scope = 0; scope < OU_SCOPES; scope++) {
		x->severities_of[scope] = ou_arena_array(&run->arena,
		    s->n[scope], sizeof(*x->severities_of[scope]));
		for (i = 0; i < s->n[scope]; i++) {
			row = x->severities_of[scope][i];
			memset(row, 0, OU_DIAG_COUNT);
			for (k = 0; scope == OU_SCOPE_SHOP && k < N_USUAL;
			    k++)
				row[usual[k].code] = (uint8_t)(
				    usual[k].severity + 1);
			if (load_policy(&s->policies[scope][i],
			    (enum ou_scope)scope, row, run) != 0 ||
			    load_option(x, row, run) != 0)
				return -1;
		}
	}
	return 0;
}

enum ou_check_severity
ou_check_severity_of(const struct checking *c, enum ou_diag code)
{
	const struct ou_policy *p;
	int scope, said = 0;

	if (c->partner != NULL) {
		switch (c->partner->severity[code]) {
		case OU_PARTNER_IGNORE:
			return OU_CHECK_IGNORE;
		case OU_PARTNER_WARN:
			return OU_CHECK_WARN;
		case OU_PARTNER_REJECT:
			return OU_CHECK_REJECT;
		default:
			break;
		}
	}
	for (scope = 0; scope < OU_SCOPES && said == 0; scope++) {
		p = c->policies.of[scope];
		if (p != NULL)
			said = c->x->severities_of[scope][p -
			    c->x->settings.policies[scope]][code];
	}
	return (enum ou_check_severity)(said - 1);
}
