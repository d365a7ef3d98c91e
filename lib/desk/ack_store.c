#include "ack.h"

/*
 * An interchange that was acknowledged has the bytes of that with it.  Whoever
 * is killed before they are printed reads the same file again.  A dry run is
 * one transaction, which is whose the store is.
 */
static int
begin(struct ou_ack_desk *x, struct ou_err *err)
{
	if (x->run->dry_run)
		return 0;
	if (ou_store_begin(x->sent.store, err) != 0)
		return -1;
	x->open = true;
	return 0;
}

static int
commit(struct ou_ack_desk *x, struct ou_err *err)
{
	if (!x->open)
		return 0;
	if (ou_store_commit(x->sent.store, err) != 0)
		return -1;
	x->open = false;
	return 0;
}

void
ou_ack_store_end(struct ou_ack_desk *x)
{
	if (x->open)
		ou_store_rollback(x->sent.store);
	x->open = false;
}

/* What is known of it.  Its reference may be another's: then it is refused,
 * and known as that. */
static int
look_up(struct ou_ack_desk *x, struct ou_err *err)
{
	struct ou_received *r = &x->received;

	x->other = false;
	if (ou_ledger_received(x->sent.store, &x->arena, r, err) == 0)
		return 0;
	if (err->kind != OU_ERR_RECORD)
		return -1;
	*err = (struct ou_err){ 0 };
	x->other = true;
	return ou_ledger_refused(x->sent.store, &x->arena, r, err);
}

static int
known(void *arg, const struct ou_ack_interchange *in, struct ou_err *err)
{
	struct ou_ack_desk *x = arg;
	struct ou_exchanged *row = &x->received.row;

	ou_ack_store_end(x);
	ou_arena_reset(&x->arena);
	x->received = (struct ou_received){ .profile = in->partner,
		.whole = in->whole, .rejected = in->rejected,
		.now = x->run->now };
	row->partner = in->sender;
	row->own = in->recipient;
	row->reference = in->reference;
	row->digest = in->digest;
	x->from = x->bytes.n;
	if (begin(x, err) != 0 || look_up(x, err) != 0)
		return -1;
	if (row->answer.n == 0)
		return x->other ? OU_ACK_OTHER : OU_ACK_NEW;
	ou_buf_adds(&x->bytes, row->answer);
	ou_ack_store_end(x);
	return x->other ? OU_ACK_OTHER_AGAIN : OU_ACK_AGAIN;
}

/* It is answered, or owed nothing.  What was cut off or is rejected does not
 * bind its reference. */
static int
note_answer(struct ou_ack_desk *x, const struct ou_ack_interchange *in,
    struct ou_str bytes, struct ou_err *err)
{
	struct ou_exchanged *row = &x->received.row;

	if (bytes.n == 0 && row->state != OU_EXCHANGE_OWED)
		return 0;
	if (in->rejected)
		row->state = OU_EXCHANGE_REJECTED;
	if (row->state != OU_EXCHANGE_REJECTED)
		row->state = bytes.n != 0 ? OU_EXCHANGE_ANSWERED :
		    OU_EXCHANGE_NONE;
	row->due = (struct ou_time){ .nanos = -1 };
	row->answered = x->run->now;
	row->answer = bytes;
	return ou_store_exchange_change(x->sent.store, row, err);
}

static int
answered(void *arg, const struct ou_ack_interchange *in, struct ou_err *err)
{
	struct ou_ack_desk *x = arg;
	struct ou_str bytes = ou_str_sub(ou_buf_str(&x->bytes), x->from,
	    x->bytes.n - x->from);

	if (note_answer(x, in, bytes, err) != 0 ||
	    (bytes.n != 0 && ou_sent_note(&x->sent, in->partner, in->family,
	    bytes, err) != 0))
		return -1;
	return commit(x, err);
}

static int
number(void *arg, const struct ou_ack_interchange *in,
    enum ou_interchange_level level, int64_t *n, struct ou_err *err)
{
	struct ou_ack_desk *x = arg;

	return ou_sent_number_of(&x->sent, in->sender, in->partner,
	    in->family, level, n, err);
}

int
ou_ack_store_open(struct ou_ack_desk *x, struct ou_run *run)
{
	if (run->store == NULL)
		return 0;
	x->ack.known = known;
	x->ack.answered = answered;
	x->ack.number = number;
	if (x->store == NULL)
		return ou_sent_open(&x->sent, run, false);
	ou_sent_use(&x->sent, run, x->store);
	return 0;
}
