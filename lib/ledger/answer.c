#include <stdarg.h>
#include <stdio.h>

#include "ou/ledger/answer.h"
#include "private.h"

/*
 * What was sent is looked for by its references.  The worst verdict stands:
 * so it does not matter in which order answers come, or how often.
 */

/* --- who answers --- */

static void
add_id(struct ou_answering *x, struct ou_arena *a, struct ou_str id)
{
	uint32_t i;

	for (i = 0; i < x->n_ids; i++) {
		if (ou_str_eq(x->ids[i], id))
			return;
	}
	if (id.n == 0)
		return;
	x->ids = ou_arena_extend(a, x->ids, x->n_ids * sizeof(*x->ids),
	    (x->n_ids + 1) * sizeof(*x->ids));
	x->ids[x->n_ids++] = id;
}

/* By which ids it may have been sent to who answers: as whom he signs, and
 * all that a profile knows him by. */
static void
find_ids(struct ou_answering *x, struct ou_arena *a, struct ou_str party)
{
	const struct ou_partner *p;
	uint32_t i, k, family;

	x->ids = NULL;
	x->n_ids = 0;
	add_id(x, a, party);
	for (i = 0; x->partners != NULL && i < x->partners->n; i++) {
		p = &x->partners->list[i];
		for (family = 0; family < OU_PARTNER_FAMILIES; family++) {
			if (!ou_partner_is(p, family, party))
				continue;
			add_id(x, a, ou_partner_receiver(a, p, family));
			for (k = 0; k < p->ids[family].n; k++)
				add_id(x, a, p->ids[family].list[k]);
		}
	}
}

/* --- rows --- */

__attribute__((format(printf, 3, 4))) static void
tell(struct ou_answering *x, bool unknown, const char *fmt, ...)
{
	struct ou_err e = { 0 };
	va_list ap;

	ou_err_set(&e, OU_ERR_RECORD, OU_DIAG_EDI_ANSWER, "%s", "");
	va_start(ap, fmt);
	(void)vsnprintf(e.text, sizeof(e.text), fmt, ap);
	va_end(ap);
	x->unknown += unknown;
	if (x->tell != NULL)
		x->tell(x->arg, &e);
}

bool
ou_ledger_same_number(struct ou_str a, struct ou_str b)
{
	if (ou_str_digits(a) && ou_str_digits(b)) {
		while (a.n > 1 && *a.p == '0')
			a = ou_str_sub(a, 1, a.n);
		while (b.n > 1 && *b.p == '0')
			b = ou_str_sub(b, 1, b.n);
	}
	return ou_str_eq(a, b);
}

static int
rank(enum ou_exchange_state state)
{
	switch (state) {
	case OU_EXCHANGE_ACCEPTED:
		return 1;
	case OU_EXCHANGE_ERRORS:
		return 2;
	case OU_EXCHANGE_REJECTED:
		return 3;
	default:
		return 0;
	}
}

/* However often that is read. */
static void
tell_rejected(struct ou_answering *x, const struct ou_exchanged *row)
{
	if (row->message.n != 0)
		tell(x, true, "%.*s '%.*s' was rejected by the partner",
		    OU_STR_ARG(row->type), OU_STR_ARG(row->document.n != 0 ?
		    row->document : row->reference));
}

static int
settle(struct ou_answering *x, struct ou_exchanged *row,
    enum ou_exchange_state state, struct ou_err *err)
{
	if (rank(state) == 0)
		return 0;
	if (state == OU_EXCHANGE_REJECTED)
		tell_rejected(x, row);
	if (row->state == state)
		return 0;
	if (rank(row->state) != 0)
		tell(x, false, "%.*s '%.*s' was answered otherwise before: "
		    "%s, now %s; the worse stands", OU_STR_ARG(row->type),
		    OU_STR_ARG(row->document.n != 0 ? row->document :
		    row->reference), ou_exchange_state_name(row->state),
		    ou_exchange_state_name(state));
	if (rank(state) <= rank(row->state))
		return 0;
	row->state = state;
	row->due = (struct ou_time){ .nanos = -1 };
	row->answered = x->now;
	/* it is to be done again, now */
	if (state == OU_EXCHANGE_REJECTED && row->message.n != 0)
		row->due = x->now;
	return ou_store_exchange_change(x->store, row, err);
}

/* Whom an application has to answer is not done with a syntax report. */
static bool
awaits_advice(const struct ou_answering *x, const struct ou_exchanged *row)
{
	const struct ou_partner *p = x->partners == NULL ||
	    row->profile.n == 0 ? NULL :
	    ou_partners_named(x->partners, row->profile);

	return p != NULL && (ou_str_is(p->expected.form, "824") ||
	    ou_str_is(p->expected.form, "APERAK"));
}

/* The verdict of a translator. */
static int
read_as(struct ou_answering *x, struct ou_exchanged *row,
    enum ou_exchange_state state, struct ou_err *err)
{
	if (state != OU_EXCHANGE_REJECTED && awaits_advice(x, row))
		return 0;
	return settle(x, row, state, err);
}

static enum ou_exchange_state
state_of(struct ou_str verdict)
{
	static const struct {
		const char *word;
		enum ou_exchange_state state;
	} words[] = {
		{ "accepted", OU_EXCHANGE_ACCEPTED },
		{ "received", OU_EXCHANGE_ACCEPTED },
		{ "itemAccepted", OU_EXCHANGE_ACCEPTED },
		{ "acknowledgement", OU_EXCHANGE_ACCEPTED },
		{ "acceptedWithErrors", OU_EXCHANGE_ERRORS },
		{ "acceptedWithError", OU_EXCHANGE_ERRORS },
		{ "acceptedWithChange", OU_EXCHANGE_ERRORS },
		{ "itemAcceptedWithError", OU_EXCHANGE_ERRORS },
		{ "itemAcceptedWithChange", OU_EXCHANGE_ERRORS },
		{ "partlyAccepted", OU_EXCHANGE_ERRORS },
		{ "acknowledgementAndError", OU_EXCHANGE_ERRORS },
		{ "rejected", OU_EXCHANGE_REJECTED },
		{ "itemRejected", OU_EXCHANGE_REJECTED },
		{ "error", OU_EXCHANGE_REJECTED },
	};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (ou_str_is(verdict, words[i].word))
			return words[i].state;
	}
	return OU_EXCHANGE_NONE;
}

/* --- messages --- */

/* Those that an answer is about: its interchange, or its group. */
struct span {
	struct ou_exchanged *rows;
	uint32_t n;
};

static struct ou_exchanged *
find_message(const struct span *in, const struct ou_answered_group *g,
    const struct ou_answered_message *m)
{
	struct ou_exchanged *row;
	uint32_t i;

	for (i = 0; i < in->n; i++) {
		row = &in->rows[i];
		if (row->message.n != 0 && ou_ledger_same_number(row->message,
		    m->control) && (m->type.n == 0 ||
		    ou_str_eq(m->type, row->type)) && (g == NULL ||
		    ou_ledger_same_number(row->group, g->control)))
			return row;
	}
	return NULL;
}

/* Of a group or interchange: those that are named, then the others, which
 * ${verdict} is about.  A rejection takes all with it. */
static int
settle_messages(struct ou_answering *x, const struct span *in,
    const struct ou_answered_group *g, struct ou_answered_message *list,
    uint32_t n, enum ou_exchange_state verdict, bool *named,
    struct ou_err *err)
{
	bool all = verdict == OU_EXCHANGE_REJECTED;
	enum ou_exchange_state state;
	struct ou_exchanged *row;
	uint32_t i;

	for (i = 0; i < n; i++) {
		row = find_message(in, g, &list[i]);
		if (row == NULL) {
			tell(x, true, "%.*s '%.*s' was never sent",
			    OU_STR_ARG(list[i].type),
			    OU_STR_ARG(list[i].control));
			continue;
		}
		list[i].document = row->document;
		named[row - in->rows] = true;
		state = all ? verdict : state_of(list[i].verdict);
		if (read_as(x, row, state, err) != 0)
			return -1;
	}
	return 0;
}

static int
settle_others(struct ou_answering *x, const struct span *in,
    const struct ou_answered_group *g, enum ou_exchange_state state,
    bool *named, struct ou_err *err)
{
	struct ou_exchanged *row;
	uint32_t i;

	/* what is wrong with the others is not wrong with these */
	if (state == OU_EXCHANGE_ERRORS)
		state = OU_EXCHANGE_ACCEPTED;
	for (i = 0; i < in->n; i++) {
		row = &in->rows[i];
		if (named[i] || row->message.n == 0 || (g != NULL &&
		    !ou_ledger_same_number(row->group, g->control)))
			continue;
		named[i] = true;
		if (read_as(x, row, state, err) != 0)
			return -1;
	}
	return 0;
}

static int
settle_group(struct ou_answering *x, const struct span *in,
    struct ou_answered_group *g, bool *named, struct ou_err *err)
{
	enum ou_exchange_state state = state_of(g->verdict);

	return settle_messages(x, in, g, g->messages, g->n_messages, state,
	    named, err) != 0 || settle_others(x, in, g, state, named, err) != 0
	    ? -1 : 0;
}

/* --- X12: groups by themselves --- */

/* Numbers come again when there are no more: the last ones are meant. */
static void
last_reference(struct span *in, const struct ou_exchanges *found)
{
	const struct ou_exchanged *last = &found->rows[found->n - 1];
	uint32_t i = found->n - 1;

	while (i > 0 && ou_str_eq(found->rows[i - 1].reference,
	    last->reference))
		i--;
	*in = (struct span){ &found->rows[i], found->n - i };
}

static int
find_group(struct ou_answering *x, struct ou_arena *a,
    struct ou_str control, struct span *in, struct ou_err *err)
{
	struct ou_exchanges found = { NULL, 0 };
	uint32_t i;

	in->n = 0;
	for (;;) {
		for (i = 0; i < x->n_ids && found.n == 0; i++) {
			if (ou_store_exchange_group(x->store, a, x->ids[i],
			    control, &found, err) != 0)
				return -1;
		}
		if (found.n != 0 || control.n <= 1 || *control.p != '0')
			break;
		control = ou_str_sub(control, 1, control.n);
	}
	if (found.n != 0)
		last_reference(in, &found);
	return 0;
}

static int
answer_group(struct ou_answering *x, struct ou_arena *a,
    struct ou_str partner, struct ou_answered_group *g, struct ou_err *err)
{
	struct span in;

	if (find_group(x, a, g->control, &in, err) != 0)
		return -1;
	if (in.n != 0)
		return settle_group(x, &in, g, ou_arena_array(a, in.n,
		    sizeof(bool)), err);
	tell(x, true, "a group '%.*s' was never sent to '%.*s'",
	    OU_STR_ARG(g->control), OU_STR_ARG(partner));
	return 0;
}

/* --- interchanges: TA1, CONTRL --- */

/* The last of that reference; its messages were noted before it. */
static int
find_interchange(struct ou_answering *x, struct ou_arena *a,
    struct ou_str control, struct span *in, struct ou_err *err)
{
	struct ou_exchanges found = { NULL, 0 };
	uint32_t i;

	in->n = 0;
	for (i = 0; i < x->n_ids && found.n == 0; i++) {
		if (ou_store_exchange_reference(x->store, a, OU_SENT,
		    x->ids[i], control, &found, err) != 0)
			return -1;
	}
	if (found.n == 0)
		return 0;
	for (i = found.n - 1; i > 0 && found.rows[i - 1].message.n != 0; i--)
		;
	*in = (struct span){ &found.rows[i], found.n - i };
	return 0;
}

static int
answer_interchange(struct ou_answering *x, struct ou_arena *a,
    struct ou_str partner, struct ou_acknowledgement *k, struct ou_err *err)
{
	const struct ou_answered_interchange *i = k->interchange;
	enum ou_exchange_state state = state_of(i->verdict);
	bool only = ou_str_is(k->form, "TA1") ||
	    ou_str_is(i->verdict, "received");
	struct span in;
	bool *named;
	uint32_t g;

	if (find_interchange(x, a, i->control, &in, err) != 0)
		return -1;
	if (in.n == 0) {
		tell(x, true, "an interchange '%.*s' was never sent to "
		    "'%.*s'", OU_STR_ARG(i->control), OU_STR_ARG(partner));
		return 0;
	}
	if (settle(x, &in.rows[in.n - 1], state, err) != 0)
		return -1;
	/* that it came does not say that it could be read */
	if (only && state != OU_EXCHANGE_REJECTED)
		return 0;
	named = ou_arena_array(a, in.n, sizeof(*named));
	if (settle_messages(x, &in, NULL, k->messages, k->n_messages, state,
	    named, err) != 0)
		return -1;
	for (g = 0; g < k->n_groups; g++) {
		if (settle_group(x, &in, &k->groups[g], named, err) != 0)
			return -1;
	}
	return settle_others(x, &in, NULL, state, named, err);
}

int
ou_ledger_answer(struct ou_answering *x, struct ou_arena *a,
    struct ou_acknowledgement *k, struct ou_err *err)
{
	uint32_t i;

	find_ids(x, a, k->sender);
	if (k->interchange != NULL)
		return answer_interchange(x, a, k->sender, k, err);
	for (i = 0; i < k->n_groups; i++) {
		if (answer_group(x, a, k->sender, &k->groups[i], err) != 0)
			return -1;
	}
	return 0;
}

/* --- 824, APERAK --- */

static enum ou_exchange_state
advised(const struct ou_application_advice *k, const struct ou_advice *item)
{
	enum ou_exchange_state state = state_of(item->verdict);

	if (state == OU_EXCHANGE_NONE)
		state = state_of(k->kind);
	if (state == OU_EXCHANGE_NONE && item->n_faults != 0)
		state = OU_EXCHANGE_REJECTED;
	return state;
}

static struct ou_exchanged *
last_of(const struct ou_exchanges *found)
{
	return found->n == 0 ? NULL : &found->rows[found->n - 1];
}

/* By the number of the document, whatever message it was sent in. */
static int
find_document(struct ou_answering *x, struct ou_arena *a,
    const struct ou_advice *item, struct ou_exchanged **row,
    struct ou_err *err)
{
	struct ou_exchanges found;
	uint32_t i;

	*row = NULL;
	for (i = 0; i < x->n_ids && *row == NULL && item->number.n != 0; i++) {
		if (ou_store_exchange_document(x->store, a, OU_SENT,
		    x->ids[i], item->message_type, item->number, &found, err)
		    != 0)
			return -1;
		*row = last_of(&found);
	}
	return 0;
}

static int
find_advised(struct ou_answering *x, struct ou_arena *a,
    const struct ou_advice *item, struct ou_exchanged **row,
    struct ou_err *err)
{
	const struct ou_answered_message m = { .control =
	    item->message_control, .type = item->message_type };
	struct span in;

	*row = NULL;
	if (item->group_control.n != 0 && item->message_control.n != 0) {
		if (find_group(x, a, item->group_control, &in, err) != 0)
			return -1;
		*row = find_message(&in, NULL, &m);
	}
	return *row != NULL ? 0 : find_document(x, a, item, row, err);
}

int
ou_ledger_advice(struct ou_answering *x, struct ou_arena *a,
    struct ou_str partner, const struct ou_application_advice *k,
    struct ou_err *err)
{
	struct ou_exchanged *row;
	uint32_t i;

	find_ids(x, a, partner);
	for (i = 0; i < k->n_items; i++) {
		if (find_advised(x, a, &k->items[i], &row, err) != 0)
			return -1;
		if (row == NULL)
			tell(x, true, "a document '%.*s' was never sent to "
			    "'%.*s'", OU_STR_ARG(k->items[i].number),
			    OU_STR_ARG(partner));
		else if (settle(x, row, advised(k, &k->items[i]), err) != 0)
			return -1;
	}
	return 0;
}
