#include <string.h>

#include "approve.h"
#include "ou/io/source.h"

/* What comes, what was answered before, and orders that only the store has. */

/* --- orders that are only there --- */

struct again {
	struct ou_approve *x;
	struct ou_run *run;
	struct ou_str id;
	bool all;			/* send it out, changed or not */
	bool found;
};

static int
look_again(struct again *g, struct ou_str raw)
{
	const struct ou_record_type types[] = {
		*ou_record_type_find(OU_STR("Order")), { .type = NULL } };
	struct ou_run *run = g->run;
	struct ou_buf b = OU_BUF_INIT;
	struct ou_record record;
	struct ou_order o;
	int bad;

	if (ou_record_parse(&record, &run->record_arena, raw, types, NULL,
	    &run->err) != 0 || ou_record_load(&record, g->x->order_view, &o,
	    &run->err) != 0 || ou_approve_order(g->x, run, &record, &o) != 0)
		return -1;
	if (g->x->pending || (!g->all && !ou_record_changed(&record)))
		return 0;
	ou_record_write(&record, &b);
	bad = ou_run_write_json(run, ou_buf_str(&b));
	ou_buf_release(&b);
	return bad;
}

struct raw {
	struct ou_arena *a;
	struct ou_str text;
};

static int
take_raw(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct raw *raw = arg;
	char *p = ou_arena_zalloc(raw->a, r->raw.n + OU_SOURCE_PADDING);

	(void)err;
	memcpy(p, r->raw.p, r->raw.n);
	raw->text = ou_str_make(p, r->raw.n);
	return 0;
}

/* The order of that id is looked at, if there is one. */
static int
one_again(struct again *g)
{
	struct raw raw = { &g->run->record_arena, OU_STR_NONE };

	g->found = false;
	if (ou_store_query(g->x->store, &(struct ou_store_filter){
	    .type = OU_STR("Order"), .id = g->id }, take_raw, &raw,
	    &g->run->err) != 0)
		return -1;
	if (raw.text.p == NULL)
		return 0;
	g->found = true;
	return look_again(g, raw.text);
}

static int
act(struct ou_run *run, void *arg)
{
	struct again *g = arg;

	ou_arena_reset(&run->record_arena);
	ou_approve_forget(g->x, run);
	return one_again(g);
}

static void
say_missing(struct ou_approve *x, struct ou_run *run, struct ou_str id)
{
	const struct ou_approve_decisions *of = ou_names_find(&x->decisions,
	    id);
	const struct ou_approve_decision *d;
	struct ou_err err = { 0 };

	for (d = of->first; d != NULL; d = d->next) {
		if (d->done)
			continue;
		ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_DECISION, x->store !=
		    NULL ? "there is no order '%.*s' to decide about" :
		    "no order '%.*s' came to decide about", OU_STR_ARG(id));
		err.source[0] = '\0';
		err.line = 0;
		if (d->file != NULL)
			(void)ou_err_at(&err, d->file, d->line, 0);
		ou_run_message(run, OU_ERROR, &err);
		run->differs = true;
	}
}

static bool
left(const struct ou_approve *x, struct ou_str id)
{
	const struct ou_approve_decisions *of = ou_names_find(&x->decisions,
	    id);
	const struct ou_approve_decision *d;

	for (d = of->first; d != NULL; d = d->next) {
		if (!d->done)
			return true;
	}
	return false;
}

/* What was decided about an order, as the content of its effect. */
static struct ou_str
content(const struct ou_approve *x, struct ou_arena *a, struct ou_str id)
{
	const struct ou_approve_decisions *of = ou_names_find(&x->decisions,
	    id);
	const struct ou_approve_decision *d;
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str text;

	for (d = of->first; d != NULL; d = d->next)
		ou_table_encode(&b, &ou_decision_row_table, &d->row);
	text = ou_str_dup(a, ou_buf_str(&b));
	ou_buf_release(&b);
	return text;
}

static int
there_is(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct again *g = arg;

	(void)r;
	(void)err;
	g->found = true;
	return 0;
}

static int
decide_left(struct ou_approve *x, struct ou_run *run)
{
	struct again g = { .x = x, .run = run, .all = true };
	uint32_t i;

	for (i = 0; i < x->n_decided; i++) {
		g.id = x->decided[i];
		if (!left(x, g.id))
			continue;
		g.found = false;
		if (x->store != NULL && ou_store_query(x->store,
		    &(struct ou_store_filter){ .type = OU_STR("Order"),
		    .id = g.id }, there_is, &g, &run->err) != 0)
			return -1;
		if (g.found && ou_run_effect(run, OU_STR("Decision"), g.id,
		    content(x, &run->arena, g.id), act, &g) != 0)
			return -1;
		if (!g.found)
			say_missing(x, run, g.id);
	}
	return 0;
}

/* --- those that wait --- */

struct waiting {
	struct ou_arena *a;
	struct ou_str *ids;
	uint32_t n, cap;
};

static int
take_id(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	struct waiting *w = arg;

	(void)err;
	if (w->n == w->cap) {
		w->cap = w->cap * 2 + 64;
		w->ids = ou_arena_extend(w->a, w->ids,
		    w->n * sizeof(*w->ids), w->cap * sizeof(*w->ids));
	}
	w->ids[w->n++] = ou_str_dup(w->a, r->id);
	return 0;
}

static int
look_at_all(struct ou_approve *x, struct ou_run *run)
{
	struct waiting w = { .a = &run->arena };
	struct again g = { .x = x, .run = run };
	char now[OU_TIME_MAX];
	struct ou_str at;
	uint32_t i;

	if (ou_store_query(x->store, &(struct ou_store_filter){
	    .type = OU_STR("Order"), .status = OU_STR("held") }, take_id, &w,
	    &run->err) != 0)
		return -1;
	at = ou_str_printf(&run->arena, "--recheck %.*s",
	    (int)ou_time_text(now, &run->now), now);
	for (i = 0; i < w.n; i++) {
		g.id = w.ids[i];
		if (x->pending) {
			ou_arena_reset(&run->record_arena);
			if (one_again(&g) != 0)
				return -1;
		} else if (ou_run_effect(run, OU_STR("Order"), g.id, at, act,
		    &g) != 0)
			return -1;
	}
	return 0;
}

int
ou_approve_store_end(struct ou_approve *x, struct ou_run *run)
{
	if (!x->pending && decide_left(x, run) != 0)
		return -1;
	return x->store != NULL && (x->recheck || x->pending) ?
	    look_at_all(x, run) : 0;
}

/* --- what comes --- */

static struct ou_approve_decision *
same_place(const struct ou_approve *x, const struct ou_run *run,
    struct ou_str order)
{
	const struct ou_approve_decisions *of = ou_names_find(&x->decisions,
	    order);
	struct ou_approve_decision *d;

	for (d = of != NULL ? of->first : NULL; d != NULL; d = d->next) {
		if (d->line == run->line && d->file != NULL &&
		    run->source != NULL && strcmp(d->file, run->source) == 0)
			return d;
	}
	return NULL;
}

static struct ou_str
kept(struct ou_arena *a, struct ou_str s)
{
	return s.p == NULL ? s : ou_str_dup(a, s);
}

/* A decision of the stream: about an order that comes behind it, or one that
 * the store has, which is sent out first. */
static enum ou_answer
decision(struct ou_approve *x, struct ou_run *run, struct ou_record *record)
{
	struct ou_arena *a = &run->arena;
	struct ou_approve_decision *d;
	struct ou_decision o;
	struct again g = { .x = x, .run = run, .all = true };

	if (ou_record_load(record, x->decision_view, &o, &run->err) != 0)
		return OU_REJECT;
	if (!ou_str_is(o.decision, "approved") &&
	    !ou_str_is(o.decision, "refused")) {
		(void)ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "'%.*s' is not approved or refused",
		    OU_STR_ARG(o.decision));
		(void)ou_err_in(&run->err, "decision");
		return OU_REJECT;
	}
	d = same_place(x, run, o.order);
	if (d == NULL)
		d = ou_approve_decision(x, run, &(struct ou_decision_row){
		    .order = kept(a, o.order), .step = kept(a, o.step),
		    .user = kept(a, o.user), .decision = kept(a, o.decision),
		    .at = o.at, .note = kept(a, o.note), .amount = o.amount,
		    .content = kept(a, o.content) },
		    run->source != NULL ? ou_str_cdup(a,
		    ou_str_c(run->source)) : NULL, run->line);
	d->done = false;
	if (x->pending)
		return OU_DROP;
	if (x->store == NULL)
		return OU_PASS;
	g.id = d->row.order;
	if (one_again(&g) != 0)
		return run->err.kind == OU_ERR_RECORD ? OU_REJECT : OU_STOP;
	if (!d->done) {
		/* its order may still come */
		ou_batch_no_effect(ou_run_batch(run));
		return OU_PASS;
	}
	o.status = d->verdict <= OU_APPROVAL_AGAIN ? OU_STR("accepted") :
	    OU_STR("rejected");
	ou_record_put(record, &ou_decision_table, &o,
	    OU_FIELD(decision, status));
	if (d->verdict > OU_APPROVAL_AGAIN)
		o.reason = ou_str_c(ou_approval_verdict_text(d->verdict));
	ou_record_put(record, &ou_decision_table, &o,
	    OU_FIELD(decision, reason));
	return OU_PASS;
}

enum ou_answer
ou_approve_record(struct ou_approve *x, struct ou_run *run,
    struct ou_record *record)
{
	struct ou_batch *b = ou_run_batch(run);
	struct ou_order o;

	if (record->table == &ou_decision_table)
		return decision(x, run, record);
	if (record->table != &ou_order_table) {
		if (b != NULL)
			ou_batch_no_effect(b);
		return x->pending ? OU_DROP : OU_PASS;
	}
	if (ou_record_load(record, x->order_view, &o, &run->err) != 0)
		return OU_REJECT;
	if (ou_approve_order(x, run, record, &o) != 0)
		return run->err.kind == OU_ERR_RECORD ? OU_REJECT : OU_STOP;
	return x->pending ? OU_DROP : OU_PASS;
}

/* --- the run --- */

int
ou_approve_begin(struct ou_approve *x, struct ou_run *run)
{
	struct ou_arena *a = &run->arena;

	if (ou_approve_pending_begin(x, run) != 0 ||
	    ou_approve_load(x, run) != 0)
		return -1;
	ou_table_prepare(&ou_order_table);
	ou_table_prepare(&ou_decision_table);
	x->order_view = ou_view_new(a, &ou_order_table, ou_approve_view,
	    &run->err);
	x->decision_view = ou_view_new(a, &ou_decision_table, NULL,
	    &run->err);
	return x->order_view == NULL || x->decision_view == NULL ? -1 :
	    ou_approve_open(x, run);
}

int
ou_approve_end(struct ou_approve *x, struct ou_run *run)
{
	if (ou_approve_store_end(x, run) != 0)
		return -1;
	return x->pending ? ou_approve_pending_end(x, run) : 0;
}
