#include "schedule_calls.h"

/*
 * A release replaces the ones before it: with a store the orders that were
 * called off before are known (a record CallOff for each base), and what has
 * changed since is said as an OrderChange.  A line of which goods are picked
 * or shipped cannot become less any more (ou/model/change.h): it stays.
 */
struct before {
	struct called_base *base;
	const struct ou_call_off *state;
	struct ou_called_line *lines;	/* that stand then */
	uint32_t n;
};

static const struct ou_called_line *
line_before(const struct before *b, struct ou_str order, struct ou_str line)
{
	uint32_t i;

	for (i = 0; i < b->state->n_lines; i++) {
		if (ou_str_eq(b->state->lines[i].order, order) &&
		    (line.p == NULL ||
		    ou_str_eq(b->state->lines[i].line, line)))
			return &b->state->lines[i];
	}
	return NULL;
}

static void
keep(struct before *b, struct ou_str order, struct ou_date date,
    struct ou_str line, struct ou_quantity quantity)
{
	b->lines[b->n++] = (struct ou_called_line){ .order = order,
	    .date = date, .line = line, .quantity = quantity };
}

/* All of it that will be. */
static bool
is_gone(const struct ou_order *o, const struct ou_called_line *was)
{
	const struct ou_quantities *q = ou_schedule_called_stands(o,
	    was->line);

	return q != NULL && q->shipped.v > 0 &&
	    q->shipped.v >= was->quantity.v - q->cancelled.v;
}

/* Is it to be less, and cannot?  Nobody needs to be told when all is gone. */
static bool
stays(struct calling *c, const struct ou_order *o,
    const struct ou_called_line *was, struct ou_quantity quantity)
{
	const struct ou_quantities *q = ou_schedule_called_stands(o,
	    was->line);

	if (quantity.v >= was->quantity.v || q == NULL ||
	    (q->picked.v <= 0 && q->shipped.v <= 0))
		return false;
	if (!is_gone(o, was))
		ou_run_say(c->run, OU_WARNING, OU_DIAG_CHANGE, "order "
		    "'%.*s', line %.*s: goods are picked or shipped, so that "
		    "it does not become less", OU_STR_ARG(was->order),
		    OU_STR_ARG(was->line));
	return true;
}

static int
write_change(struct calling *c, struct ou_str order, struct ou_str number,
    struct ou_change_line *lines, uint32_t n, bool cancel)
{
	const struct ou_delivery_schedule *d = c->d;
	struct ou_str release = d->release.n > 0 ? d->release : d->number;
	struct ou_order_change change = { .type = OU_STR("OrderChange"),
	    .schema = OU_STR("order-change/1"), .channel = d->channel,
	    .function = cancel ? OU_STR("cancel") : OU_STR("change"),
	    .order_number = number, .order = order, .lines = lines,
	    .n_lines = cancel ? 0 : n, .source = d->source };

	change.id = ou_str_printf(&c->run->record_arena, "%.*s#%.*s",
	    OU_STR_ARG(order), OU_STR_ARG(release));
	return ou_run_write_struct(c->run,
	    ou_record_type_find(change.type), &change);
}

static struct ou_change_line
change_line(struct ou_str line, struct ou_quantity quantity)
{
	return (struct ou_change_line){ .number = line,
	    .action = quantity.v == 0 ? OU_STR("delete") :
	    OU_STR("quantity"), .quantity = quantity };
}

/* A line that was there before and is called for. */
static bool
change_called(struct calling *c, struct before *b, const struct ou_order *o,
    const struct ou_called_line *was, const struct called *k,
    struct ou_change_line *to)
{
	bool keeps = stays(c, o, was, k->quantity);
	struct ou_quantity quantity = keeps ? was->quantity : k->quantity;

	keep(b, k->order, was->date, was->line, quantity);
	*to = change_line(was->line, quantity);
	return quantity.v != was->quantity.v;
}

/* A line that is not called for any more. */
static bool
change_dropped(struct calling *c, struct before *b, const struct ou_order *o,
    const struct ou_called_line *was, struct ou_change_line *to)
{
	*to = change_line(was->line, ou_quantity_of(0));
	if (!stays(c, o, was, to->quantity))
		return true;
	if (is_gone(o, was))
		ou_schedule_called_gone(c, b->base, was,
		    ou_schedule_called_stands(o, was->line)->shipped);
	else
		keep(b, was->order, was->date, was->line, was->quantity);
	return false;
}

/* An order that there was before: its lines that are other now, those that
 * are new, those that are gone. */
static int
change_order(struct calling *c, struct before *b, const struct called *k,
    uint32_t n)
{
	struct ou_change_line *lines = ou_arena_array(&c->run->record_arena,
	    n + b->state->n_lines, sizeof(*lines));
	const struct ou_called_line *was;
	const struct ou_order *o = ou_schedule_called_stored(c, k->order);
	uint32_t i, j, m = 0;

	if (o == NULL)
		return -1;
	for (i = 0; i < n; i++) {
		was = line_before(b, k->order, k[i].line_number);
		if (was != NULL) {
			m += change_called(c, b, o, was, &k[i], &lines[m]);
			continue;
		}
		keep(b, k->order, ou_date_from_days(k->day),
		    k[i].line_number, k[i].quantity);
		lines[m++] = (struct ou_change_line){
		    .number = k[i].line_number, .action = OU_STR("add"),
		    .quantity = k[i].quantity, .unit = k[i].line->unit,
		    .product = k[i].line->product };
	}
	for (j = 0; j < b->state->n_lines; j++) {
		was = &b->state->lines[j];
		if (!ou_str_eq(was->order, k->order))
			continue;
		for (i = 0; i < n && !ou_str_eq(k[i].line_number, was->line);
		    i++)
			;
		if (i == n)
			m += change_dropped(c, b, o, was, &lines[m]);
	}
	if (ou_schedule_called_change(c, k, n, m > 0) != 0)
		return -1;
	return m == 0 ? 0 : write_change(c, k->order, k->number, lines, m,
	    false);
}

static bool
is_called(const struct called *k, uint32_t n, struct ou_str order)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (ou_str_eq(k[i].order, order))
			return true;
	}
	return false;
}

/* An order that is not called for any more.  ${at}: its first line among
 * those of before. */
static int
drop_order(struct calling *c, struct before *b, uint32_t at,
    struct ou_str number)
{
	struct ou_change_line *lines = ou_arena_array(&c->run->record_arena,
	    b->state->n_lines, sizeof(*lines));
	const struct ou_called_line *was = &b->state->lines[at];
	struct ou_str order = was->order;
	const struct ou_order *o = ou_schedule_called_stored(c, order);
	struct ou_order gone = { .id = order };
	uint32_t i, m = 0, all = 0;

	if (o == NULL)
		return -1;
	for (i = at; i < b->state->n_lines; i++) {
		was = &b->state->lines[i];
		if (!ou_str_eq(was->order, order))
			continue;
		m += change_dropped(c, b, o, was, &lines[m]);
		all++;
	}
	if (m > 0 && m == all && ou_schedule_no_slot(c->x, c->run, &gone,
	    NULL, 0) != 0)
		return -1;
	return m == 0 ? 0 : write_change(c, order, number, lines, m,
	    m == all);
}

static int
drop_orders(struct calling *c, struct before *b, struct ou_str number,
    const struct called *k, uint32_t n)
{
	const struct ou_called_line *was;
	uint32_t i;

	for (i = 0; i < b->state->n_lines; i++) {
		was = &b->state->lines[i];
		/* What is beyond the window is looked at another day. */
		if (ou_date_days(was->date) > c->x->last) {
			keep(b, was->order, was->date, was->line,
			    was->quantity);
			continue;
		}
		if (is_called(k, n, was->order) ||
		    line_before(b, was->order, OU_STR_NONE) != was)
			continue;
		if (drop_order(c, b, i, number) != 0)
			return -1;
	}
	return 0;
}

static int
save(struct calling *c, struct before *b, struct ou_str base)
{
	struct ou_call_off state = { .type = OU_STR("CallOff"),
	    .schema = OU_STR("call-off/1"), .id = base,
	    .release = c->d->release, .date = c->d->date,
	    .lines = b->lines, .n_lines = b->n,
	    .sums = b->base->sums, .n_sums = b->base->n_sums };

	if (!ou_date_given(state.date.date))
		state.date = b->state->date;
	return ou_schedule_save(c->x, c->run, state.type, base,
	    &ou_call_off_table, &state);
}

/* What was issued before the release that is known must not undo it. */
int
ou_schedule_called_late(struct calling *c, struct ou_str number)
{
	const struct called_base *b = ou_schedule_called_base(c, number);
	char was[OU_TIME_MAX];
	const struct ou_time *at;

	if (b == NULL)
		return -1;
	at = &b->state->date;
	if (!ou_date_given(c->d->date.date) || !ou_date_given(at->date) ||
	    ou_time_latest(&c->d->date) >= ou_time_seconds(at))
		return 0;
	ou_err_set(&c->run->err, OU_ERR_RECORD, OU_DIAG_VALUE, "of order "
	    "'%.*s' release '%.*s' came before, which was issued later, on "
	    "%.*s", OU_STR_ARG(b->base), OU_STR_ARG(b->state->release),
	    (int)ou_time_text(was, at), was);
	return ou_err_in(&c->run->err, "issueDate");
}

int
ou_schedule_calls_store(struct calling *c, struct ou_str number,
    const struct called *k, uint32_t n)
{
	struct called_base *base = ou_schedule_called_base(c, number);
	struct before b = { .base = base };
	uint32_t i, j, to;

	if (base == NULL || ou_schedule_called_begin(c, base, k, n) != 0)
		return -1;
	b.state = base->state;
	b.lines = ou_arena_array(&c->run->record_arena, n + b.state->n_lines,
	    sizeof(*b.lines));
	for (i = 0; i < n; i = to) {
		for (to = i + 1; to < n &&
		    ou_str_eq(k[to].order, k[i].order); to++)
			;
		if (line_before(&b, k[i].order, OU_STR_NONE) != NULL) {
			if (change_order(c, &b, k + i, to - i) != 0)
				return -1;
			continue;
		}
		for (j = i; j < to; j++)
			keep(&b, k[j].order, ou_date_from_days(k[j].day),
			    k[j].line_number, k[j].quantity);
		if (ou_schedule_called_order(c, k + i, to - i) != 0)
			return -1;
	}
	return drop_orders(c, &b, number, k, n) != 0 ? -1 :
	    save(c, &b, base->base);
}
