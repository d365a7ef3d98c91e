#include <stdlib.h>

#include "ou/model/recurrence.h"
#include "schedule.h"

/*
 * Standing orders.  The days are those of the rule and the extra ones, without
 * those that are skipped; what becomes of a day that is closed changes the
 * delivery, not the day that an order is called by.
 */
#define OCCURRENCE OU_STR("occurrence")

struct standing {
	struct ou_schedule_desk *x;
	struct ou_run *run;
	struct ou_record *record;
	struct ou_standing_order *o;
	const struct ou_contract_row *contract;	/* or NULL */
	struct ou_recurrence rule;
	bool has_rule;
	enum ou_closed closed;
	int32_t start;				/* the rule counts from it */
	int32_t first, last;		/* no delivery but from and to */
	int32_t *days;
	uint32_t n_days;
	struct ou_str channel, number;
	uint32_t order;				/* node of the template */
	uint32_t made;
};

static int
bad(struct standing *s, const char *field, const char *why)
{
	(void)ou_err_set(&s->run->err, OU_ERR_RECORD, OU_DIAG_VALUE, "%s",
	    why);
	return ou_err_in(&s->run->err, "%s", field);
}

/* --- what it says --- */

static int
read_contract(struct standing *s)
{
	if (s->o->contract.n == 0)
		return 0;
	s->contract = ou_schedule_contract(s->x, s->o->contract);
	if (s->contract != NULL)
		return 0;
	(void)ou_err_set(&s->run->err, OU_ERR_RECORD, OU_DIAG_VALUE,
	    "the book has no contract '%.*s'", OU_STR_ARG(s->o->contract));
	return ou_err_in(&s->run->err, "contract");
}

static int
read_rule(struct standing *s)
{
	const struct ou_contract_row *c = s->contract;
	struct ou_str rule = s->o->rule;

	if (rule.n == 0 && c != NULL)
		rule = c->rule;
	s->has_rule = rule.n > 0;
	if (!s->has_rule)
		return s->o->n_extras > 0 ? 0 : bad(s, "rule",
		    "neither a rule nor extra days");
	if (ou_recurrence_parse(&s->rule, rule, &s->run->err) != 0)
		return ou_err_in(&s->run->err, "rule");
	return 0;
}

/* Its own days, within those of its contract. */
static int
read_days(struct standing *s)
{
	const struct ou_contract_row *c = s->contract;
	struct ou_date first = s->o->start, last = s->o->end, start = first;

	if (c != NULL && ou_date_given(c->valid_from) &&
	    (!ou_date_given(first) || ou_date_cmp(first, c->valid_from) < 0))
		first = c->valid_from;
	if (c != NULL && ou_date_given(c->valid_through) &&
	    (!ou_date_given(last) || ou_date_cmp(last, c->valid_through) > 0))
		last = c->valid_through;
	if (!ou_date_given(first) && s->has_rule)
		return bad(s, "startDate", "it is required with a rule");
	if (!ou_date_given(start))
		start = first;
	s->start = ou_date_given(start) ? ou_date_days(start) : INT32_MIN;
	s->first = ou_date_given(first) ? ou_date_days(first) : INT32_MIN;
	s->last = ou_date_given(last) ? ou_date_days(last) : INT32_MAX;
	if (ou_date_given(s->o->start) && ou_date_given(s->o->end) &&
	    ou_date_cmp(s->o->start, s->o->end) > 0)
		return bad(s, "endDate", "it is before startDate");
	return 0;
}

static int
read_closed(struct standing *s)
{
	struct ou_str rest = OU_STR(OU_CLOSED_DAYS), word;
	int i;

	s->closed = (enum ou_closed)s->x->closed;
	if (s->o->closed.n == 0)
		return 0;
	for (i = 0; ou_str_split(&rest, '|', &word); i++) {
		if (ou_str_eq(word, s->o->closed)) {
			s->closed = (enum ou_closed)i;
			return 0;
		}
	}
	return bad(s, "closedDays", "next, previous, skip or keep is "
	    "expected");
}

static int
read_id(struct standing *s)
{
	struct ou_str rest = s->o->id;

	if (!ou_str_split(&rest, ':', &s->channel) || rest.n == 0 ||
	    s->channel.n == 0)
		return bad(s, "id", "channel:number is expected");
	s->number = rest;
	if (s->o->lead_days.given && (s->o->lead_days.v < 0 ||
	    s->o->lead_days.v > OU_PLACE_DAYS_MAX))
		return bad(s, "leadDays", "0 to 366 are expected");
	s->order = ou_json_member(&s->record->json, 1, "order");
	if (s->order == 0 || s->record->json.nodes[s->order].kind !=
	    OU_JSON_OBJECT)
		return bad(s, "order", "an object is expected");
	return 0;
}

/* --- its days in the window --- */

static bool
skipped(const struct standing *s, int32_t day)
{
	const struct ou_skip *k;
	uint32_t i;

	for (i = 0; i < s->o->n_skips; i++) {
		k = &s->o->skips[i];
		if (day >= ou_date_days(k->from) &&
		    (!ou_date_given(k->through) ||
		    day <= ou_date_days(k->through)))
			return true;
	}
	return false;
}

static int
compare(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static void
add(struct standing *s, int32_t day)
{
	if (day >= s->x->begins && day <= s->x->last && day >= s->first &&
	    day <= s->last && !skipped(s, day))
		s->days[s->n_days++] = day;
}

static void
find_days(struct standing *s)
{
	struct ou_occurrences it;
	uint32_t i, n = 0;
	int32_t day;

	/* A window is at most ten years. */
	s->days = ou_arena_array(&s->run->record_arena,
	    (size_t)(s->x->last - s->x->first + 1) + s->o->n_extras,
	    sizeof(*s->days));
	if (s->has_rule) {
		ou_occurrences_begin(&it, &s->rule, s->start, s->x->begins);
		while (ou_occurrences_next(&it, s->x->last, &day))
			add(s, day);
	}
	for (i = 0; i < s->o->n_extras; i++)
		add(s, ou_date_days(s->o->extras[i].date));
	if (s->n_days == 0)
		return;
	qsort(s->days, s->n_days, sizeof(*s->days), compare);
	for (i = 1; i < s->n_days; i++) {
		if (s->days[i] != s->days[n])
			s->days[++n] = s->days[i];
	}
	s->n_days = n + 1;
}

/* --- an order --- */

/* The template with type, schema and id of its own. */
static struct ou_str
text_of(struct standing *s, struct ou_str id)
{
	const struct ou_json *j = &s->record->json;
	const struct ou_node *n = j->nodes;
	struct ou_buf b = OU_BUF_INIT;
	struct ou_str key, text;
	uint32_t i;

	ou_buf_printf(&b, "{\"type\":\"Order\",\"schema\":\"order/1\",\"id\":");
	ou_json_put_string(&b, id);
	for (i = s->order + 1; i < n[s->order].next; i = n[i].next) {
		key = ou_str_make(j->text + n[i].key, n[i].key_len);
		if (ou_str_is(key, "type") || ou_str_is(key, "schema") ||
		    ou_str_is(key, "id"))
			continue;
		ou_buf_printf(&b, ",\"%.*s\":", OU_STR_ARG(key));
		ou_buf_adds(&b, ou_json_raw(j, i));
	}
	ou_buf_printf(&b, "}");
	text = ou_str_dup(&s->run->record_arena, ou_buf_str(&b));
	ou_buf_release(&b);
	return text;
}

static void
put_head(struct standing *s, struct ou_record *r, struct ou_order *o,
    int32_t day)
{
	struct ou_references *ref = ou_schedule_references(s->x, o);

#define PUT(member) \
	ou_record_put(r, &ou_order_table, o, OU_FIELD(order, member))
	if (o->document_function.n == 0) {
		o->document_function = OU_STR("original");
		PUT(document_function);
	}
	if (o->channel.n == 0) {
		o->channel = s->channel;
		PUT(channel);
	}
	if (o->number.n == 0) {
		o->number = s->number;
		PUT(number);
	}
	/* The same on whichever day it is made. */
	if (!ou_date_given(o->date.date)) {
		o->date = (struct ou_time){ .date = ou_date_from_days(day),
		    .nanos = -1 };
		PUT(date);
	}
#undef PUT
	ref->document = s->o->id;
	ref->release = ou_schedule_day(s->x, day);
	if (ref->contract.n == 0)
		ref->contract = s->o->contract;
	ou_schedule_put_references(r, o);
}

/* The change of a line that holds on ${day}: the latest, of two of one day
 * the one behind. */
static const struct ou_standing_change *
change_of(const struct standing *s, struct ou_str line, int32_t day)
{
	const struct ou_standing_change *c, *found = NULL;
	uint32_t i;

	for (i = 0; i < s->o->n_changes; i++) {
		c = &s->o->changes[i];
		if (ou_str_eq(c->line, line) &&
		    ou_date_days(c->from) <= day && (found == NULL ||
		    ou_date_cmp(c->from, found->from) >= 0))
			found = c;
	}
	return found;
}

/* Each line as it is on that day; lines of zero are gone. */
static void
put_lines(struct standing *s, struct ou_record *r, struct ou_order *o,
    int32_t day)
{
	const struct ou_standing_change *c;
	uint32_t i, n = 0;

	for (i = 0; i < o->n_lines; i++) {
		c = change_of(s, o->lines[i].number, day);
		if ((c != NULL ? c->quantity.v : o->lines[i].quantity.v) == 0)
			continue;
		o->lines[n] = o->lines[i];
		if (c != NULL) {
			o->lines[n].quantity = c->quantity;
			ou_record_put(r, &ou_order_line_table, &o->lines[n],
			    OU_FIELD(order_line, quantity));
		}
		n++;
	}
	if (n == o->n_lines)
		return;
	o->n_lines = n;
	ou_record_put(r, &ou_order_table, o, OU_FIELD(order, lines));
}

/* Changes speak of lines that there are. */
static int
check_changes(struct standing *s, const struct ou_order *o)
{
	const struct ou_standing_change *c;
	uint32_t i, k;

	for (i = 0; i < s->o->n_changes; i++) {
		c = &s->o->changes[i];
		for (k = 0; k < o->n_lines &&
		    !ou_str_eq(o->lines[k].number, c->line); k++)
			;
		if (k < o->n_lines && c->quantity.v >= 0)
			continue;
		(void)bad(s, k < o->n_lines ? "orderQuantity" :
		    "orderItemNumber", k < o->n_lines ?
		    "a negative quantity" : "the order has no such line");
		return ou_err_in(&s->run->err, "changes.%u", i);
	}
	return 0;
}

/* Was it made before?  1, 0, or -1; if not, it is from now on. */
static int
made_before(struct standing *s, struct ou_str day, struct ou_str id)
{
	static const struct ou_amount one = { 10000, 0, true };
	struct ou_amount sum;

	if (s->x->store == NULL)
		return 0;
	if (ou_store_commitments(s->x->store, OCCURRENCE, s->o->id, day,
	    OU_STR_NONE, &sum, &s->run->err) != 0)
		return -1;
	return sum.v > 0 ? 1 : ou_store_commitment_set(s->x->store,
	    OCCURRENCE, s->o->id, day, id, one, OU_STR_NONE, &s->run->err);
}

static int
make(struct standing *s, int32_t day)
{
	struct ou_arena *a = &s->run->record_arena;
	char text[10];
	struct ou_str date = ou_str_make(text, ou_date_text(text,
	    ou_date_from_days(day)));
	struct ou_str id = ou_str_printf(a, "%.*s/%.*s",
	    OU_STR_ARG(s->o->id), OU_STR_ARG(date));
	struct ou_schedule_days days;
	struct ou_record r;
	struct ou_order o;
	int done;

	if (ou_schedule_piece(s->x, s->run, text_of(s, id), &r, &o) != 0)
		return ou_err_in(&s->run->err, "order");
	if (check_changes(s, &o) != 0)
		return -1;
	ou_schedule_find_days(s->x, &o, day, s->closed,
	    s->o->lead_days.given ? s->o->lead_days.v : -1, &days);
	if (days.none) {
		if (s->run->explain != NULL)
			ou_run_explain(s->run, "%.*s: skipped, it is closed: "
			    "%.*s", OU_STR_ARG(id), OU_STR_ARG(days.closed));
		return 0;
	}
	put_lines(s, &r, &o, day);
	if (o.n_lines == 0)
		return 0;
	done = made_before(s, date, id);
	if (done != 0)
		return done < 0 ? -1 : 0;
	put_head(s, &r, &o, day);
	ou_schedule_put_days(s->x, s->run, &r, &o, &days);
	ou_schedule_hold_late(s->x, s->run, &r, &o, &days);
	if (ou_schedule_slot(s->x, s->run, &r, &o) != OU_PASS)
		return -1;
	s->made++;
	return ou_run_write(s->run, &r);
}

/* A contract that has ended is no secret. */
static void
tell_end(const struct standing *s)
{
	struct ou_date end;
	char text[10];

	if (s->contract == NULL || s->n_days > 0)
		return;
	end = s->contract->valid_through;
	if (ou_date_given(end) && ou_date_days(end) < s->x->begins)
		ou_run_say(s->run, OU_WARNING, OU_DIAG_VALUE, "standing order "
		    "'%.*s': contract '%.*s' has ended on %.*s",
		    OU_STR_ARG(s->o->id), OU_STR_ARG(s->o->contract),
		    (int)ou_date_text(text, end), text);
}

enum ou_answer
ou_schedule_standing(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_record *record)
{
	struct ou_standing_order o = { 0 };
	struct standing s = { .x = x, .run = run, .record = record, .o = &o };
	uint32_t i;

	if (ou_record_load(record, x->standing, &o, &run->err) != 0 ||
	    read_contract(&s) != 0 || read_rule(&s) != 0 ||
	    read_days(&s) != 0 || read_closed(&s) != 0 || read_id(&s) != 0)
		return OU_REJECT;
	find_days(&s);
	for (i = 0; i < s.n_days; i++) {
		if (make(&s, s.days[i]) != 0)
			return run->err.kind == OU_ERR_RECORD && s.made == 0 ?
			    OU_REJECT : OU_STOP;
	}
	tell_end(&s);
	return x->keep ? OU_PASS : OU_DROP;
}
