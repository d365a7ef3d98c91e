#include <stdlib.h>
#include <string.h>

#include "approve.h"
#include "ou/io/file.h"
#include "ou/render/approval.h"

/* Who must decide what: a record for each person and step, and mails. */

int
ou_approve_pending_begin(struct ou_approve *x, struct ou_run *run)
{
	const char *wrong = NULL;
	bool folder = run->print != NULL && ou_file_is_folder(run->print);

	if (!x->pending && run->print != NULL)
		wrong = "--print goes with --pending only";
	else if (x->recheck && run->store == NULL)
		wrong = "option --recheck: only a store knows what waits";
	else if (x->recheck && x->pending)
		wrong = "--recheck and --pending are two runs";
	else if (run->print != NULL && !folder &&
	    !ou_str_ends(ou_str_c(run->print), ".txt"))
		wrong = "option --print: a folder, or the name of a file that "
		    "ends in .txt, is expected";
	if (wrong != NULL)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "%s", wrong);
	if (!x->pending)
		return 0;
	run->idle = run->store != NULL;
	run->opens = folder;
	if (run->print != NULL && !folder &&
	    (x->print = ou_run_side(run, run->print)) == NULL)
		return -1;
	return 0;
}

/* --- records --- */

static struct ou_pending_approval
row_of(const struct approving *p, const struct ou_approval_step *s)
{
	const struct ou_order *o = p->o;
	struct ou_pending_approval r = {
		.type = OU_STR("PendingApproval"),
		.schema = OU_STR("pending-approval/1"), .order = o->id,
		.number = o->number, .customer = p->c.customer,
		.cost_center = p->c.cost_center, .step = s->step,
		.side = s->side, .quorum = s->quorum,
		.approved = { s->approved.v, true }, .amount = s->amount,
		.currency = s->currency, .content = s->content,
		.again = s->again, .rules = s->rules,
		.n_rules = s->n_rules, .since = s->since, .due = s->due,
		.overdue = ou_flag_of(ou_date_given(s->due.date) &&
		    ou_time_seconds(&s->due) < ou_time_seconds(&p->run->now)),
		.escalated = s->escalated };

	return r;
}

/* A copy that outlives the record. */
static void
keep(struct ou_approve *x, struct ou_arena *a,
    const struct ou_pending_approval *r)
{
	const struct ou_table *t = &ou_pending_approval_table;
	struct ou_pending_approval *to;
	struct ou_str *s;
	uint32_t i;

	if (x->n_rows == x->cap_rows) {
		x->cap_rows = x->cap_rows * 2 + 64;
		x->rows = ou_arena_extend(a, x->rows,
		    x->n_rows * sizeof(*to), x->cap_rows * sizeof(*to));
	}
	to = &x->rows[x->n_rows++];
	*to = *r;
	for (i = 0; i < t->n_fields; i++) {
		if (t->fields[i].kind != OU_KIND_TEXT)
			continue;
		s = (struct ou_str *)(void *)((char *)to +
		    t->fields[i].offset);
		if (s->p != NULL)
			*s = ou_str_dup(a, *s);
	}
	to->currency = r->currency.p != NULL ? ou_str_dup(a, r->currency) :
	    OU_STR_NONE;
	/* rules are texts of the book */
	to->rules = ou_arena_array(a, r->n_rules, sizeof(*to->rules));
	for (i = 0; i < r->n_rules; i++)
		to->rules[i] = r->rules[i];
}

static int
put(struct approving *p, const struct ou_pending_approval *r)
{
	if (r->overdue == OU_FLAG_YES)
		p->run->differs = true;
	if (p->run->print != NULL && r->user.n > 0)
		keep(p->x, &p->run->arena, r);
	return ou_run_write_struct(p->run,
	    ou_record_type_find(OU_STR("PendingApproval")), r);
}

int
ou_approve_pending_add(struct approving *p)
{
	struct ou_approval_seat seats[OU_APPROVAL_MAY_MAX];
	struct ou_pending_approval r;
	uint32_t i, k, n;

	for (i = 0; i < p->c.n_steps; i++) {
		r = row_of(p, &p->c.steps[i]);
		n = 0;
		if (ou_str_is(p->c.steps[i].state, "open"))
			n = ou_approval_may(p->x->approvals, &p->c, i, seats,
			    OU_APPROVAL_MAY_MAX);
		else if (!ou_str_is(p->c.steps[i].state, "expired"))
			continue;
		if (n == 0 && put(p, &r) != 0)
			return -1;
		for (k = 0; k < n; k++) {
			r.user = seats[k].who->user;
			r.name = seats[k].who->name;
			r.email = seats[k].who->email;
			r.behalf = seats[k].behalf != NULL ?
			    seats[k].behalf->user : OU_STR_NONE;
			if (put(p, &r) != 0)
				return -1;
		}
	}
	return 0;
}

/* --- mails --- */

/* The customer's people are not ours of the same name. */
static struct ou_str
company(const struct ou_pending_approval *r)
{
	return ou_str_is(r->side, "buyer") ? r->customer : OU_STR_NONE;
}

static int
compare(const void *a, const void *b)
{
	const struct ou_pending_approval *x = a, *y = b;
	int c = ou_str_cmp(company(x), company(y));

	if (c == 0)
		c = ou_str_cmp(x->user, y->user);
	if (c == 0)
		c = ou_str_cmp(x->order, y->order);
	return c != 0 ? c : ou_str_cmp(x->step, y->step);
}

static int
print(struct ou_approve *x, struct ou_run *run,
    const struct ou_pending_approval *rows, uint32_t n)
{
	struct ou_arena *a = &run->arena;
	struct ou_str name = company(rows);
	struct ou_sink *sink = x->print;

	if (sink == NULL) {
		name = ou_str_printf(a, "%.*s%s%.*s", OU_STR_ARG(name),
		    name.n > 0 ? "-" : "", OU_STR_ARG(rows->user));
		sink = ou_folder_open(&x->folder, run, run->print, name,
		    ".txt");
		if (sink == NULL)
			return -1;
	} else if (rows != x->rows)
		ou_sink_puts(sink, OU_STR("\f"));
	ou_approval_mail(rows, n, sink);
	return 0;
}

int
ou_approve_pending_end(struct ou_approve *x, struct ou_run *run)
{
	struct ou_pending_approval *r = x->rows;
	uint32_t i, n;

	if (x->n_rows > 1)
		qsort(r, x->n_rows, sizeof(*r), compare);
	for (i = 0; i < x->n_rows; i += n) {
		for (n = 1; i + n < x->n_rows && ou_str_eq(r[i].user,
		    r[i + n].user) && ou_str_eq(company(&r[i]),
		    company(&r[i + n])); n++)
			continue;
		if (print(x, run, &r[i], n) != 0)
			return -1;
	}
	return 0;
}
