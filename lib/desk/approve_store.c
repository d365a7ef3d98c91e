#include <stdlib.h>
#include <string.h>

#include "approve.h"

/*
 * Orders of the store: kept with their approvals, found when decisions come,
 * looked at again.  Before a batch all limits that its orders may take from
 * are locked, in one order in all processes, so that they wait for each other
 * and do not stop each other.
 */
struct ou_approve_lock {
	struct ou_str kind, owner, period, currency;
};

/* --- once a run --- */

/* Other decisions make another answer to the same order. */
static struct ou_str
key_of(struct ou_approve *x, struct ou_run *run)
{
	const struct ou_approve_decisions *of;
	const struct ou_approve_decision *d;
	struct ou_buf b = OU_BUF_INIT;
	struct ou_digest digest;
	struct ou_str text;
	uint32_t i;

	if (x->n_decided == 0)
		return OU_STR_NONE;
	for (i = 0; i < x->n_decided; i++) {
		of = ou_names_find(&x->decisions, x->decided[i]);
		for (d = of->first; d != NULL; d = d->next)
			ou_table_encode(&b, &ou_decision_row_table, &d->row);
	}
	text = ou_buf_str(&b);
	ou_digest_of(&digest, &text, 1);
	ou_buf_release(&b);
	return ou_digest_text(&run->arena, &digest);
}

int
ou_approve_open(struct ou_approve *x, struct ou_run *run)
{
	struct ou_store_options o = { .wait_ms = run->wait_ms,
	    .read_only = x->pending };
	struct ou_ledger_options l = {
	    .command = ou_str_c(run->command->name), .now = run->now,
	    .items = &x->items, .tell = ou_run_warn, .arg = run };

	x->purse_arena = &run->arena;
	if (run->store == NULL)
		return 0;
	if ((x->store = ou_store_open(run->store, &o, &run->err)) == NULL)
		return -1;
	ou_store_now(x->store, &run->now);
	l.store = x->store;
	x->ledger = ou_ledger_new(&run->arena, &l, &run->err);
	x->lock_view = ou_view_new(&run->arena, &ou_order_table,
	    "id orderDate currency customer", &run->err);
	if (x->ledger == NULL || x->lock_view == NULL)
		return -1;
	if (x->pending)
		return 0;
	run->transaction = ou_store_transaction(x->store);
	run->effect_key = key_of(x, run);
	return 0;
}

void
ou_approve_release(struct ou_approve *x)
{
	if (x->store != NULL)
		ou_store_close(x->store);
}

/* --- before a batch --- */

struct noting {
	struct ou_approve *x;
	struct ou_run *run;
	struct ou_str customer;
};

static void
lock(struct ou_approve *x, struct ou_run *run, const char *kind,
    struct ou_str owner, struct ou_str period, struct ou_str currency)
{
	struct ou_arena *a = &run->batch_arena;

	if (x->n_locks == x->cap_locks) {
		x->cap_locks = x->cap_locks * 2 + 64;
		x->locks = ou_arena_extend(a, x->locks,
		    x->n_locks * sizeof(*x->locks),
		    x->cap_locks * sizeof(*x->locks));
	}
	x->locks[x->n_locks++] = (struct ou_approve_lock){ ou_str_c(kind),
	    ou_str_dup(a, owner), period.n > 0 ? ou_str_dup(a, period) :
	    OU_STR_NONE, ou_str_dup(a, currency) };
}

static int
lock_budget(void *arg, const struct ou_budget *b)
{
	struct noting *n = arg;
	char day[16];

	lock(n->x, n->run, "budget", ou_approve_owner(&n->run->record_arena,
	    b), ou_str_make(day, ou_date_text(day, b->from)), b->currency);
	return 0;
}

enum ou_answer
ou_approve_note(struct ou_approve *x, struct ou_run *run,
    struct ou_record *record)
{
	struct noting n = { x, run, OU_STR_NONE };
	const struct ou_customer *c;
	struct ou_order o;

	if (record->table != &ou_order_table)
		return OU_PASS;
	if (ou_record_load(record, x->lock_view, &o, &run->err) != 0)
		return OU_REJECT;
	x->ids[x->n_ids++] = ou_str_dup(&run->batch_arena, o.id);
	c = ou_customers_find(&x->customers, o.customer);
	n.customer = c != NULL ? c->id : o.customer != NULL ? o.customer->id :
	    OU_STR_NONE;
	if (n.customer.n > 0 && o.currency.n > 0)
		lock(x, run, "credit", n.customer, OU_STR_NONE, o.currency);
	if (c != NULL)
		lock(x, run, "credit", n.customer, OU_STR_NONE,
		    ou_approve_currency(x, c, &o));
	(void)ou_approve_budgets(x, &o, n.customer, ou_approve_day(run, &o),
	    lock_budget, &n);
	return OU_PASS;
}

static int
compare(const void *x, const void *y)
{
	const struct ou_approve_lock *a = x, *b = y;
	int c = ou_str_cmp(a->kind, b->kind);

	if (c == 0)
		c = ou_str_cmp(a->owner, b->owner);
	if (c == 0)
		c = ou_str_cmp(a->period, b->period);
	return c != 0 ? c : ou_str_cmp(a->currency, b->currency);
}

void
ou_approve_forget(struct ou_approve *x, struct ou_run *run)
{
	x->purses = (struct ou_names){ 0 };
	x->purse_arena = x->store != NULL ? &run->batch_arena : &run->arena;
}

int
ou_approve_batch(struct ou_approve *x, struct ou_run *run,
    struct ou_batch *b, enum ou_answer (*note)(struct ou_run *run,
	struct ou_record *record, void *object))
{
	struct ou_amount sum;
	uint32_t i;

	if (x->store == NULL)
		return 0;
	ou_approve_forget(x, run);
	x->locks = NULL;
	x->n_locks = x->cap_locks = x->n_ids = 0;
	x->ids = ou_arena_array(&run->batch_arena, ou_batch_size(b),
	    sizeof(*x->ids));
	if (ou_batch_each(b, note) != 0)
		return -1;
	if (x->n_locks > 1)
		qsort(x->locks, x->n_locks, sizeof(*x->locks), compare);
	for (i = 0; i < x->n_locks; i++) {
		if (i > 0 && compare(&x->locks[i], &x->locks[i - 1]) == 0)
			continue;
		if (ou_store_commitments(x->store, x->locks[i].kind,
		    x->locks[i].owner, x->locks[i].period,
		    x->locks[i].currency, &sum, &run->err) != 0)
			return -1;
	}
	return ou_ledger_ahead(x->ledger, x->ids, x->n_ids, &run->err);
}

/* --- an order --- */

/* What it has taken, whatever its record says of that. */
static int
find_had(struct approving *p)
{
	static const char *const kinds[] = { "budget", "credit" };
	struct ou_store_commitment *rows;
	struct ou_commitment *had = NULL;
	uint32_t i, k, n;

	for (k = 0; k < 2; k++) {
		if (ou_store_commitments_of(p->x->store, p->a,
		    ou_str_c(kinds[k]), p->o->id, &rows, &n,
		    &p->run->err) != 0)
			return -1;
		had = ou_arena_extend(p->a, had, p->n_had * sizeof(*had),
		    (p->n_had + n) * sizeof(*had));
		for (i = 0; i < n; i++)
			had[p->n_had++] = (struct ou_commitment){
			    .kind = ou_str_c(kinds[k]),
			    .owner = rows[i].owner,
			    .period = rows[i].period,
			    .amount = rows[i].amount,
			    .currency = rows[i].currency };
	}
	p->had = had;
	return 0;
}

int
ou_approve_recall(struct approving *p)
{
	struct ou_ledger_version version;

	p->had = p->o->commitments;
	p->n_had = p->o->n_commitments;
	if (p->x->store == NULL)
		return 0;
	p->n_had = 0;
	if (ou_ledger_version(p->x->ledger, p->a, p->o->id, 0, &version,
	    &p->run->err) != 0)
		return -1;
	p->stored = version.order;
	if (ou_approve_believe(p->a, p->record, p->o, p->stored))
		ou_run_say(p->run, OU_WARNING, OU_DIAG_DECISION, "order "
		    "'%.*s': it came with approvals that nobody has given "
		    "here, which do not count", OU_STR_ARG(p->o->id));
	if (ou_approve_believe_holds(p->a, p->record, p->o, p->stored))
		ou_run_say(p->run, OU_WARNING, OU_DIAG_DECISION, "order "
		    "'%.*s': it came with holds that nobody has released "
		    "here, which stand", OU_STR_ARG(p->o->id));
	return find_had(p);
}

int
ou_approve_keep(struct approving *p)
{
	struct ou_buf b = OU_BUF_INIT;
	int bad;

	if (p->x->store == NULL)
		return 0;
	ou_record_write(p->record, &b);
	bad = ou_ledger_order(p->x->ledger, p->a, p->o, ou_buf_str(&b),
	    &p->run->err);
	ou_buf_release(&b);
	return bad;
}

int
ou_approve_log(struct approving *p, const struct ou_decision_row *row,
    enum ou_approval_verdict v)
{
	struct ou_decision d = { .type = OU_STR("Decision"),
	    .schema = OU_STR("decision/1"), .order = row->order,
	    .step = row->step, .user = row->user, .decision = row->decision,
	    .at = row->at, .note = row->note, .amount = row->amount,
	    .content = row->content, .status = OU_STR("accepted") };
	struct ou_stored r = { .type = d.type, .at = p->run->now,
	    .command = ou_str_c(p->run->command->name),
	    .customer = p->c.customer, .channel = p->o->channel };
	struct ou_buf b = OU_BUF_INIT;
	struct ou_digest digest;
	int bad;

	if (p->x->store == NULL || p->x->pending ||
	    v == OU_APPROVAL_AGAIN)
		return 0;
	/* The same words at the same time are the same decision. */
	ou_table_encode(&b, &ou_decision_table, &d);
	r.raw = ou_buf_str(&b);
	ou_digest_of(&digest, &r.raw, 1);
	d.id = ou_str_printf(p->a, "%.*s/%.*s/%.16s", OU_STR_ARG(row->order),
	    OU_STR_ARG(row->step), ou_digest_text(p->a, &digest).p);
	if (v != OU_APPROVAL_ACCEPTED) {
		d.status = OU_STR("rejected");
		d.reason = ou_str_c(ou_approval_verdict_text(v));
	}
	ou_buf_clear(&b);
	ou_table_encode(&b, &ou_decision_table, &d);
	r.id = d.id;
	r.status = d.status;
	r.date = p->run->now.date;
	r.raw = ou_buf_str(&b);
	bad = ou_store_put(p->x->store, &r, &p->run->err) < 0;
	ou_buf_release(&b);
	return bad ? -1 : 0;
}
