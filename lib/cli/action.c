#include <stdio.h>
#include <string.h>

#include "private.h"

/*
 * Commands that do one of several things: the first operand says which.
 */

/* Only a value other than the option's zero counts as given. */
static bool
given(const struct ou_option *o)
{
	switch (o->kind) {
	case OU_OPTION_FLAG:
		return *(const bool *)o->to;
	case OU_OPTION_TEXT:
	case OU_OPTION_OPTIONAL:
		return *(const char *const *)o->to != NULL;
	case OU_OPTION_SIZE:
	case OU_OPTION_COUNT:
		return *(const uint64_t *)o->to != 0;
	case OU_OPTION_CHOICE:
		return *(const int *)o->to != 0;
	case OU_OPTION_DECIMAL:
		return ((const struct ou_str *)o->to)->p != NULL;
	case OU_OPTION_DATE:
		return ou_date_given(*(const struct ou_date *)o->to);
	}
	return false;
}

static int
wrong(struct ou_run *run, const char *what, const char *why,
    struct ou_str action)
{
	return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
	    "%.100s%s '%.*s'", what, why, OU_STR_ARG(action));
}

/* Is there an option or an operand that the action does not have? */
static int
check_action(struct ou_run *run, struct ou_str action)
{
	const struct ou_command *c = run->command;
	const unsigned bit = 1U << run->action;
	char name[80];
	size_t i;

	for (i = 0; c->fits != NULL && c->options[i].name != NULL; i++) {
		if ((c->fits[i] & bit) != 0 || !given(&c->options[i]))
			continue;
		snprintf(name, sizeof(name), "option --%s",
		    c->options[i].name);
		return wrong(run, name, ": does not go with", action);
	}
	if (((c->readers | c->operators) & bit) == 0 &&
	    run->private->n_inputs != 0)
		return wrong(run, run->private->inputs[0],
		    ": there are no operands with", action);
	return 0;
}

int
ou_cli_action(struct ou_run *run)
{
	struct ou_run_private *p = run->private;
	const char *actions = run->command->actions;
	struct ou_str rest = ou_str_c(actions), one;

	if (actions == NULL)
		return 0;
	if (p->n_inputs == 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "what to do is missing: one of %s", actions);
	for (; ou_str_split(&rest, '|', &one); run->action++) {
		if (!ou_str_is(one, p->inputs[0]))
			continue;
		p->inputs++;
		p->n_inputs--;
		return check_action(run, one);
	}
	return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
	    "'%.100s' is not one of %s", p->inputs[0], actions);
}

/* Which operands are files; without any, standard input is read, but not
 * when only the output of before is wanted. */
void
ou_cli_inputs(struct ou_run *run)
{
	static const char *no_file[] = { "-" };
	struct ou_run_private *p = run->private;

	run->operands = p->inputs;
	run->n_operands = p->n_inputs;
	if (run->command->actions != NULL &&
	    (run->command->readers & 1U << run->action) == 0)
		p->n_inputs = 0;
	else if (p->n_inputs == 0 && !p->resume) {
		p->inputs = no_file;
		p->n_inputs = 1;
	}
}
