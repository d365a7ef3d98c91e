#include <string.h>

#include "ou/ledger/answer.h"
#include "private.h"

/*
 * What somebody decides about what waits: his decision is kept as a record,
 * under an id that is made of his words, so that it is done once.
 */

static bool
waits(const struct ou_exchanged *row)
{
	return row->state == OU_EXCHANGE_AWAITED ||
	    row->state == OU_EXCHANGE_OWED ||
	    (row->state == OU_EXCHANGE_REJECTED &&
	    row->direction == OU_SENT);
}

int
ou_ledger_waiting(struct ou_store *s, struct ou_arena *a,
    struct ou_exchanges *found, struct ou_err *err)
{
	const struct ou_time ever = { .date = { 9999, 12, 31 },
		.has_clock = true, .nanos = -1 };
	uint32_t i, n = 0;

	if (ou_store_exchange_due(s, a, &ever, found, err) != 0)
		return -1;
	for (i = 0; i < found->n; i++) {
		if (waits(&found->rows[i]))
			found->rows[n++] = found->rows[i];
	}
	found->n = n;
	return 0;
}

/* --- which --- */

static bool
is_number(struct ou_str given, struct ou_str is)
{
	return given.n == 0 || ou_ledger_same_number(given, is);
}

static bool
is_about(const struct ou_exchange_decision_row *d,
    const struct ou_exchanged *row)
{
	return (ou_str_eq(d->partner, row->profile) ||
	    ou_str_eq(d->partner, row->partner)) &&
	    (d->document.n == 0 || ou_str_eq(d->document, row->document)) &&
	    (d->message_type.n == 0 || ou_str_eq(d->message_type,
	    row->type)) && is_number(d->interchange, row->reference) &&
	    is_number(d->group, row->group) &&
	    is_number(d->message, row->message);
}

static bool
is_older(const struct ou_exchange_decision_row *d,
    const struct ou_exchanged *row)
{
	return ou_date_given(d->at.date) && ou_time_latest(&d->at) <
	    ou_time_seconds(row->state == OU_EXCHANGE_REJECTED ?
	    &row->answered : &row->at);
}

static bool
is_future(const struct ou_exchange_decision_row *d, const struct ou_time *now)
{
	return d->at.has_clock ? ou_time_seconds(&d->at) >
	    ou_time_seconds(now) : ou_date_given(d->at.date) &&
	    ou_date_cmp(d->at.date, now->date) > 0;
}

/* The only one that it is about, or why there is none. */
static struct ou_exchanged *
find(const struct ou_settling *x, const char **why)
{
	const struct ou_exchanges *waiting = x->waiting;
	const struct ou_exchange_decision_row *d = x->row;
	struct ou_exchanged *found = NULL;
	uint32_t i;

	for (i = 0; i < waiting->n; i++) {
		if (!is_about(d, &waiting->rows[i]))
			continue;
		if (found != NULL) {
			*why = "several wait: name the type, or the control "
			    "number of the interchange and message";
			return NULL;
		}
		found = &waiting->rows[i];
	}
	if (found == NULL)
		*why = "nothing of that waits";
	else if (is_older(d, found))
		*why = found->state == OU_EXCHANGE_REJECTED ?
		    "it is older than the rejection" :
		    "it is older than what it is about";
	else if (is_future(d, &x->now))
		*why = "it is dated after now";
	return *why == NULL ? found : NULL;
}

/* --- what is kept --- */

static struct ou_str
id_of(struct ou_arena *a, const struct ou_exchange_decision_row *d)
{
	struct ou_buf b = OU_BUF_INIT;
	struct ou_digest digest;
	struct ou_str words;

	ou_table_encode(&b, &ou_exchange_decision_row_table, d);
	words = ou_buf_str(&b);
	ou_digest_of(&digest, &words, 1);
	ou_buf_release(&b);
	return ou_str_printf(a, "%.*s/%.*s/%.16s", OU_STR_ARG(d->partner),
	    OU_STR_ARG(d->document.n != 0 ? d->document : d->interchange),
	    ou_digest_text(a, &digest).p);
}

static int
seen(void *arg, const struct ou_stored *r, struct ou_err *err)
{
	(void)r;
	(void)err;
	*(bool *)arg = true;
	return 0;
}

static int
keep(struct ou_store *s, const struct ou_settling *x, struct ou_str id,
    const struct ou_exchanged *row, struct ou_err *err)
{
	const struct ou_exchange_decision_row *d = x->row;
	struct ou_exchange_decision k = {
		.type = OU_STR("ExchangeDecision"),
		.schema = OU_STR("exchange-decision/1"), .id = id,
		.direction = row->direction == OU_SENT ? OU_STR("sent") :
		    OU_STR("received"),
		.status = ou_str_c(ou_exchange_state_name(row->state)),
		.profile = row->profile, .partner = row->partner,
		.document = row->document, .message_type = row->type,
		.interchange = row->reference, .group = row->group,
		.message = row->message, .user = d->user,
		.decision = d->decision, .at = ou_date_given(d->at.date) ?
		    d->at : x->now, .note = d->note,
	};
	struct ou_stored r = { .type = k.type, .id = id,
		.command = x->command, .at = x->now, .status = k.decision,
		.channel = row->profile, .date = x->now.date };
	struct ou_buf b = OU_BUF_INIT;
	int bad;

	ou_table_encode(&b, &ou_exchange_decision_table, &k);
	r.raw = ou_buf_str(&b);
	bad = ou_store_put(s, &r, err) < 0;
	ou_buf_release(&b);
	return bad ? -1 : 0;
}

/* Nobody waits for it any more. */
static void
forget(struct ou_exchanges *waiting, const struct ou_exchanged *row)
{
	uint32_t i = (uint32_t)(row - waiting->rows);

	waiting->n--;
	memmove(waiting->rows + i, waiting->rows + i + 1,
	    (waiting->n - i) * sizeof(*row));
}

int
ou_ledger_settle(struct ou_store *s, struct ou_arena *a,
    const struct ou_settling *x, const char **why, struct ou_err *err)
{
	struct ou_store_filter filter = { .type = OU_STR("ExchangeDecision"),
		.id = id_of(a, x->row) };
	struct ou_exchanged *row;
	bool before = false;

	*why = NULL;
	if (ou_store_query(s, &filter, seen, &before, err) != 0)
		return -1;
	if (before || (row = find(x, why)) == NULL)
		return 0;
	if (keep(s, x, filter.id, row, err) != 0)
		return -1;
	/* the partner's verdict stays what it is */
	if (row->state != OU_EXCHANGE_REJECTED)
		row->state = OU_EXCHANGE_NONE;
	row->due = (struct ou_time){ .nanos = -1 };
	if (ou_store_exchange_change(s, row, err) != 0)
		return -1;
	forget(x->waiting, row);
	return 1;
}
