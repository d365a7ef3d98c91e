#include <string.h>

#include "ou/ledger/exchange.h"

/* What was exchanged with partners, and what follows from it. */

/* Some hours later; absent for 0. */
static struct ou_time
hours_later(struct ou_time t, uint32_t hours)
{
	struct ou_time later = { .nanos = -1 };

	if (hours != 0)
		ou_time_from_seconds(&later,
		    ou_time_seconds(&t) + (int64_t)hours * 3600, t.offset);
	return later;
}

/* --- received --- */

static bool
same_content(const struct ou_exchanged *x, const struct ou_exchanged *y)
{
	return memcmp(&x->digest, &y->digest, sizeof(x->digest)) == 0;
}

static bool
binds(const struct ou_received *x)
{
	return ou_partner_severity(x->profile, OU_DIAG_EDI_DUPLICATE) !=
	    OU_PARTNER_IGNORE && (x->profile == NULL ||
	    x->profile->severity[OU_DIAG_EDI_DUPLICATE] !=
	    OU_PARTNER_WARN);
}

static int
conflict(const struct ou_received *x, const struct ou_exchanged *row,
    struct ou_err *err)
{
	char at[OU_TIME_MAX];

	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_DUPLICATE,
	    "the control reference '%.*s' of '%.*s' was received at %.*s with "
	    "other content", OU_STR_ARG(x->row.reference),
	    OU_STR_ARG(x->row.partner), (int)ou_time_text(at, &row->at), at);
}

/* Is it there?  1, with what is noted; 0; -1.  ${other} is another content that
 * has its reference. */
static int
find(struct ou_store *s, struct ou_arena *a, struct ou_exchanged *x,
    const struct ou_exchanged **other, struct ou_err *err)
{
	const struct ou_exchanged *row;
	struct ou_exchanges found;
	uint32_t i;
	int there = 0;

	*other = NULL;
	if (ou_store_exchange(s, a, x, &found, err) != 0)
		return -1;
	for (i = 0; i < found.n; i++) {
		row = &found.rows[i];
		if (same_content(row, x)) {
			x->number = row->number;
			x->at = row->at;
			x->state = row->state;
			x->due = row->due;
			x->answered = row->answered;
			x->answer = row->answer;
			there = 1;
		} else if (row->state != OU_EXCHANGE_REJECTED)
			*other = row;
	}
	return there;
}

static enum ou_exchange_state
taken(const struct ou_received *x)
{
	return x->profile != NULL && x->profile->acknowledgement.hours != 0
	    ? OU_EXCHANGE_OWED : OU_EXCHANGE_NONE;
}

/* A new row: of the interchange, which is what is acknowledged, or of a
 * message, which is to be delivered. */
static int
add(struct ou_store *s, const struct ou_received *x, struct ou_exchanged *row,
    struct ou_err *err)
{
	row->direction = OU_RECEIVED;
	row->partner = x->row.partner;
	row->own = x->row.own;
	row->reference = x->row.reference;
	if (x->profile != NULL)
		row->profile = ou_str_c(x->profile->name);
	row->at = x->now;
	row->due.nanos = row->answered.nanos = -1;
	row->state = OU_EXCHANGE_OWED;
	if (row->message.n == 0) {
		row->state = taken(x);
		if (row->state == OU_EXCHANGE_OWED)
			row->due = hours_later(x->now,
			    x->profile->acknowledgement.hours);
		if (!x->whole || x->rejected)
			row->state = OU_EXCHANGE_REJECTED;
	}
	return ou_store_exchange_add(s, row, err);
}

/* The document came before, as an order or not at all. */
static int
look_back(struct ou_store *s, struct ou_arena *a,
    struct ou_received_message *m, struct ou_err *err)
{
	const struct ou_exchanged *row = &m->row, *was;
	bool copy = ou_str_is(row->function, "duplicate");
	struct ou_exchanges found;
	char at[OU_TIME_MAX];
	uint32_t i;

	if (row->document.n == 0 || (!copy &&
	    !ou_str_is(row->function, "original")))
		return 0;
	if (ou_store_exchange_document(s, a, OU_RECEIVED, row->partner,
	    row->type, row->document, &found, err) != 0)
		return -1;
	for (i = 0; i < found.n; i++) {
		was = &found.rows[i];
		if (was->number >= row->number ||
		    was->state == OU_EXCHANGE_REJECTED ||
		    !ou_str_is(was->function, "original"))
			continue;
		m->verdict = copy ? OU_RECEIVED_COPY : OU_RECEIVED_HELD;
		/* who sends no interchange has no reference of his own */
		m->why = ou_str_printf(a, "%.*s '%.*s' came before, %s%.*s%sat "
		    "%.*s%s", OU_STR_ARG(row->type),
		    OU_STR_ARG(row->document), was->own.n != 0 ?
		    "in interchange '" : "", was->own.n != 0 ?
		    (int)was->reference.n : 0, was->reference.p,
		    was->own.n != 0 ? "' " : "",
		    (int)ou_time_text(at, &was->at), at,
		    copy ? "; this is a copy of it" : "");
		break;
	}
	return 0;
}

static int
find_message(struct ou_store *s, struct ou_arena *a,
    const struct ou_received *x, struct ou_received_message *m,
    struct ou_err *err)
{
	const struct ou_exchanged *other;

	m->row.direction = OU_RECEIVED;
	m->row.partner = x->row.partner;
	m->row.own = x->row.own;
	m->row.reference = x->row.reference;
	return find(s, a, &m->row, &other, err);
}

static int
receive_message(struct ou_store *s, struct ou_arena *a,
    const struct ou_received *x, struct ou_received_message *m,
    struct ou_err *err)
{
	int there = find_message(s, a, x, m, err);

	if (there < 0 || (there == 0 && add(s, x, &m->row, err) != 0))
		return -1;
	return look_back(s, a, m, err);
}

/* Did something of it go out before?  1, 0, -1. */
static int
went_out(struct ou_store *s, struct ou_arena *a, const struct ou_received *x,
    struct ou_err *err)
{
	struct ou_received_message m;
	uint32_t i;
	int there;

	for (i = 0; i < x->n; i++) {
		m = x->messages[i];
		if ((there = find_message(s, a, x, &m, err)) < 0)
			return -1;
		if (there != 0 && m.row.state != OU_EXCHANGE_REJECTED)
			return 1;
	}
	return 0;
}

int
ou_ledger_received(struct ou_store *s, struct ou_arena *a,
    struct ou_received *x, struct ou_err *err)
{
	const struct ou_exchanged *other;
	uint32_t i;
	int there, out = 0;

	x->row.direction = OU_RECEIVED;
	if ((there = find(s, a, &x->row, &other, err)) < 0)
		return -1;
	if (other != NULL && !x->rejected && binds(x)) {
		/* what it was rejected for may have been mended since: too
		 * late */
		if (there != 0 && (x->row.state != OU_EXCHANGE_REJECTED ||
		    (out = went_out(s, a, x, err)) != 0))
			other = NULL;
		if (out < 0 || other != NULL)
			return out < 0 ? -1 : conflict(x, other, err);
	}
	x->again = there != 0;
	if (there == 0 && add(s, x, &x->row, err) != 0)
		return -1;
	for (i = 0; i < x->n; i++) {
		if (receive_message(s, a, x, &x->messages[i], err) != 0)
			return -1;
	}
	return 0;
}

int
ou_ledger_refused(struct ou_store *s, struct ou_arena *a,
    struct ou_received *x, struct ou_err *err)
{
	const struct ou_str parts[2] = { ou_digest_text(a, &x->row.digest),
	    OU_STR("refused") };

	ou_digest_of(&x->row.digest, parts, 2);
	x->rejected = true;
	x->n = 0;
	return ou_ledger_received(s, a, x, err);
}

/* --- what became of it --- */

/* The state that a message has then.  What went out once did. */
static enum ou_exchange_state
settled(const struct ou_received_message *m)
{
	if (m->row.state != OU_EXCHANGE_OWED &&
	    m->row.state != OU_EXCHANGE_REJECTED)
		return m->row.state;
	return m->rejected ? OU_EXCHANGE_REJECTED : OU_EXCHANGE_NONE;
}

/* The interchange: what was whole once was, whatever is missing now. */
static enum ou_exchange_state
settled_whole(const struct ou_received *x)
{
	const struct ou_exchanged *row = &x->row;
	uint32_t i;

	for (i = 0; i < x->n; i++) {
		if (settled(&x->messages[i]) != OU_EXCHANGE_REJECTED)
			break;
	}
	if (i == x->n || (row->state == OU_EXCHANGE_REJECTED && !x->whole))
		return OU_EXCHANGE_REJECTED;
	if (row->state != OU_EXCHANGE_REJECTED)
		return row->state;
	if (row->answer.n != 0)
		return OU_EXCHANGE_ANSWERED;
	return row->due.date.year != 0 ? taken(x) : OU_EXCHANGE_NONE;
}

bool
ou_ledger_received_changes(const struct ou_received *x)
{
	uint32_t i;

	for (i = 0; i < x->n; i++) {
		if (settled(&x->messages[i]) != x->messages[i].row.state)
			return true;
	}
	return settled_whole(x) != x->row.state;
}

static int
settle(struct ou_store *s, struct ou_exchanged *row,
    enum ou_exchange_state state, struct ou_err *err)
{
	if (state == row->state)
		return 0;
	row->state = state;
	return ou_store_exchange_change(s, row, err);
}

int
ou_ledger_received_end(struct ou_store *s, struct ou_received *x,
    struct ou_err *err)
{
	uint32_t i;

	for (i = 0; i < x->n; i++) {
		if (settle(s, &x->messages[i].row, settled(&x->messages[i]),
		    err) != 0)
			return -1;
	}
	return settle(s, &x->row, settled_whole(x), err);
}

/* --- sent --- */

/* ${level} as the numbers of formats have it. */
enum { INTERCHANGE, GROUP, MESSAGE };

/* Is something sent under this number still to be acknowledged?  1, 0, -1.
 * Messages are told apart by the interchange or group that they are in. */
static int
is_awaited(struct ou_store *s, struct ou_arena *a, struct ou_str partner,
    enum ou_partner_family family, int level, int64_t number,
    struct ou_err *err)
{
	struct ou_exchanges found = { NULL, 0 };
	struct ou_str text = ou_str_printf(a, "%0*lld",
	    level == INTERCHANGE && family == OU_PARTNER_X12 ? 9 : 1,
	    (long long)number);
	uint32_t i;

	if (level == INTERCHANGE && ou_store_exchange_reference(s, a, OU_SENT,
	    partner, text, &found, err) != 0)
		return -1;
	if (level == GROUP && ou_store_exchange_group(s, a, partner, text,
	    &found, err) != 0)
		return -1;
	for (i = 0; i < found.n; i++) {
		if (found.rows[i].state == OU_EXCHANGE_AWAITED)
			return 1;
	}
	return 0;
}

/* Nobody waits for more than so many answers. */
#define PASSED_OVER 10000

int
ou_ledger_control(struct ou_store *s, struct ou_arena *a,
    struct ou_str partner, const struct ou_partner_output *output,
    enum ou_partner_family family, int level, int64_t *number,
    struct ou_err *err)
{
	static const char *const levels[] = { "interchange", "group",
	    "message" };
	const int64_t last = ou_partner_control_last(output, family);
	const int64_t first = output != NULL && output->control_first != 0 ?
	    output->control_first : 1;
	struct ou_str name = ou_str_printf(a, "%s.%s.%.*s",
	    family == OU_PARTNER_X12 ? "x12" : "edifact", levels[level],
	    OU_STR_ARG(partner));
	int64_t i;
	int awaited;

	for (i = 0; i < last && i < PASSED_OVER; i++) {
		if (ou_store_number_from(s, name, first, last, number, err)
		    != 0)
			return -1;
		awaited = is_awaited(s, a, partner, family, level, *number,
		    err);
		if (awaited <= 0)
			return awaited;
	}
	return ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_LIMIT,
	    "no control number is left for '%.*s': what was sent under those "
	    "up to %lld is not acknowledged yet", OU_STR_ARG(partner),
	    (long long)last);
}

static bool
is_answer(struct ou_str type)
{
	static const char *const types[] = { "997", "999", "TA1", "CONTRL",
	    "APERAK", "824" };
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (ou_str_is(type, types[i]))
			return true;
	}
	return false;
}

/* What was rejected of a document is done with when it is sent again. */
static int
sent_again(struct ou_store *s, const struct ou_exchanged *x,
    struct ou_err *err)
{
	struct ou_arena a = { 0 };
	struct ou_exchanges found = { NULL, 0 };
	uint32_t i;
	int bad = 0;

	if (x->message.n == 0 || x->document.n == 0)
		return 0;
	bad = ou_store_exchange_document(s, &a, OU_SENT, x->partner, x->type,
	    x->document, &found, err);
	for (i = 0; i < found.n && bad == 0; i++) {
		if (found.rows[i].state != OU_EXCHANGE_REJECTED ||
		    !ou_date_given(found.rows[i].due.date))
			continue;
		found.rows[i].due = (struct ou_time){ .nanos = -1 };
		bad = ou_store_exchange_change(s, &found.rows[i], err);
	}
	ou_arena_release(&a);
	return bad;
}

int
ou_ledger_sent(struct ou_store *s, struct ou_exchanged *x,
    const struct ou_partner *profile, struct ou_time now,
    struct ou_err *err)
{
	x->direction = OU_SENT;
	x->at = now;
	x->state = OU_EXCHANGE_NONE;
	x->due.nanos = x->answered.nanos = -1;
	if (profile != NULL) {
		x->profile = ou_str_c(profile->name);
		if (profile->expected.hours != 0 && x->message.n != 0 &&
		    !is_answer(x->type)) {
			x->state = OU_EXCHANGE_AWAITED;
			x->due = hours_later(now, profile->expected.hours);
		}
	}
	if (sent_again(s, x, err) != 0)
		return -1;
	return ou_store_exchange_add(s, x, err);
}
