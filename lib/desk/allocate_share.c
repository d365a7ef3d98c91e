#include <inttypes.h>
#include <string.h>

#include "allocate.h"

/*
 * Scarce stock, shared out among the orders of a batch before they are
 * served.  A pass gathers what every line wants; the rules say who gets what;
 * scarcity takes a pass more, in which complete orders are served.
 */
static struct gather {
	struct ou_allocate *desk;
	struct ou_wish *wishes;
	uint32_t n, cap;
} gather;

static struct ou_allocate_state *
state_of(struct ou_run *run)
{
	return &gather.desk->states[ou_batch_number(ou_run_batch(run))];
}

static struct ou_wish *
add_wish(struct ou_run *run)
{
	struct ou_wish *w;

	if (gather.n == gather.cap) {
		gather.cap = gather.cap * 2 + 256;
		gather.wishes = ou_arena_extend(&run->batch_arena,
		    gather.wishes, gather.n * sizeof(*w),
		    gather.cap * sizeof(*w));
	}
	w = &gather.wishes[gather.n++];
	memset(w, 0, sizeof(*w));
	return w;
}

/* What one line wants of its item; one that cannot be served wants none. */
static void
wish(struct ou_run *run, const struct ou_order *o, uint32_t line,
    const struct ou_allocator_line *know, bool complete)
{
	const struct ou_order_line *l = &o->lines[line];
	struct ou_arena *a = &run->batch_arena;
	struct ou_quantity open, want, grain;
	struct ou_wish *w;

	if (know->sku.n == 0)
		return;
	grain = ou_allocator_grain(l, know);
	if (grain.v == 0 || ou_allocator_line_open(l, &open, NULL) != 0 ||
	    ou_quantity_convert(&want, open, know->factor.given ? know->factor
	    : ou_quantity_of(1), NULL) != 0)
		return;
	w = add_wish(run);
	w->order = ou_batch_number(ou_run_batch(run));
	w->line = line;
	w->id = ou_str_dup(a, o->id);
	w->sku = ou_str_dup(a, know->sku);
	w->channel = ou_str_dup(a, o->channel);
	w->segment = ou_str_dup(a, o->segment);
	w->want = want;
	w->grain = grain;
	w->complete = complete;
	w->whole = know->whole;
}

static bool
known(const struct ou_allocate *x, const struct ou_order *o)
{
	struct ou_allocator_line line;
	struct ou_quantity open;
	enum ou_diag code;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		memset(&line, 0, sizeof(line));
		if (ou_allocate_know_line(x, o, &o->lines[i], &line,
		    &code) != NULL ||
		    ou_allocator_line_open(&o->lines[i], &open, NULL) != 0)
			return false;
	}
	return true;
}

static enum ou_answer
gather_pass(struct ou_run *run, struct ou_record *record, void *object)
{
	struct ou_allocate_state *state = state_of(run);
	struct ou_allocator_line *lines;
	struct ou_order *o = object;
	uint32_t i;

	(void)record;
	state->first = gather.n;
	if (ou_order_held(o, "allocate") != NULL || state->rest ||
	    state->again ||
	    !known(gather.desk, o))
		return OU_PASS;
	lines = ou_allocate_know(gather.desk, &run->record_arena, o);
	for (i = 0; i < o->n_lines; i++)
		wish(run, o, i, &lines[i], ou_allocate_complete(gather.desk,
		    o));
	state->n = gather.n - state->first;
	return OU_PASS;
}

/* --- scarcity first --- */

static const int64_t *scores;

static enum ou_answer
rank_pass(struct ou_run *run, struct ou_record *record, void *object)
{
	struct ou_batch *b = ou_run_batch(run);

	(void)record;
	(void)object;
	ou_batch_rank(b, state_of(run)->again ? INT64_MAX
	    : scores[ou_batch_number(b)]);
	return OU_PASS;
}

static enum ou_answer
complete_pass(struct ou_run *run, struct ou_record *record, void *object)
{
	struct ou_allocate *x = gather.desk;
	struct ou_allocate_state *state = state_of(run);
	struct ou_allocator_line *lines;
	struct ou_order *o = object;
	int r;

	if (state->n == 0)
		return OU_PASS;
	lines = ou_allocate_know(x, &run->record_arena, o);
	r = ou_allocator_complete(x->allocator, &run->record_arena, o, lines,
	    &run->err);
	if (r < 0)
		return OU_REJECT;
	if (r == 0)
		return OU_PASS;
	state->done = true;
	if (x->store != NULL && ou_allocate_store_reserve(x, run,
	    o, lines) != 0)
		return OU_STOP;
	if (run->explain != NULL) {
		ou_run_explain(run, "%.*s: served whole, scarcity %" PRId64
		    ".%06" PRId64, OU_STR_ARG(o->id),
		    scores[ou_batch_number(ou_run_batch(run))] / 1000000,
		    scores[ou_batch_number(ou_run_batch(run))] % 1000000);
		ou_allocate_explain(run, o, lines);
	}
	ou_allocate_put(record, o, lines);
	return OU_PASS;
}

static int
share_scarce(struct ou_run *run, struct ou_batch *b)
{
	uint32_t n = ou_batch_size(b);
	int64_t *of = ou_arena_array(&run->batch_arena, n, sizeof(*of));

	ou_share_scarcity(gather.desk->allocator, &run->batch_arena,
	    gather.wishes, gather.n, of, n);
	scores = of;
	return ou_batch_each(b, rank_pass) != 0 ? -1
	    : ou_batch_each(b, complete_pass);
}

int
ou_allocate_share(struct ou_allocate *x, struct ou_run *run,
    struct ou_batch *b)
{
	uint32_t i;

	gather = (struct gather){ .desk = x };
	if (ou_batch_each(b, gather_pass) != 0)
		return -1;
	for (i = 0; i < ou_batch_size(b); i++)
		x->states[i].wishes = gather.wishes + x->states[i].first;
	if (x->by == OU_SERVE_SCARCITY)
		return share_scarce(run, b);
	ou_share_fair(x->allocator, &run->batch_arena, gather.wishes,
	    gather.n, ou_batch_size(b));
	return 0;
}
