#ifndef OU_DESK_SENT_H
#define OU_DESK_SENT_H

#include "ou/cli/batch.h"
#include "ou/formats/exchange.h"
#include "ou/ledger/exchange.h"

/*
 * Interchanges that go out with a store behind them: their control numbers
 * are the store's, and it is noted what was sent, in one transaction (the
 * driver's, see ou/cli/batch.h).  What is kept of a record there are the
 * EdiMessage and EdiInterchange that its interchange is, so that it goes out
 * again byte for byte.
 */
struct ou_sent {
	struct ou_store *store;
	struct ou_run *run;
	bool own;			/* it is closed at the end */
	struct ou_arena arena;		/* of an interchange */
	struct ou_edi_segment *seg;	/* room to work in */
	struct ou_buf content;
};

/* Open the run's store, if it has one; with ${sends} its transaction is the
 * run's.  0, or -1 with run->err. */
int ou_sent_open(struct ou_sent *x, struct ou_run *run, bool sends);

/* Use a store that somebody else has opened. */
void ou_sent_use(struct ou_sent *x, struct ou_run *run,
    struct ou_store *store);

/* The control numbers of a partner by its id ("ZZ:STORES"); ${profile} may be
 * NULL. */
int ou_sent_number_of(struct ou_sent *x, struct ou_str id,
    const struct ou_partner *profile, enum ou_edi_family family,
    enum ou_interchange_level level, int64_t *number, struct ou_err *err);

/**
 * ou_sent_answered(x, partners, partner, type, record):
 * A record that may be an acknowledgement of what was sent: it is in a
 * transaction of its own, unless the run is a dry one.  0, or -1 with
 * run->err.
 */
int ou_sent_answered(struct ou_sent *x, const struct ou_partners *partners,
    struct ou_str partner, const struct ou_record_type *type, void *record);

/* For ou_exchange_out.number, with an ou_sent as its numbers: the next one of
 * a partner. */
int ou_sent_number(void *sent, const struct ou_partner *partner,
    enum ou_edi_family family, enum ou_interchange_level level,
    int64_t *number, struct ou_err *err);

/* Note whole interchanges as sent that are of no record. */
int ou_sent_note(struct ou_sent *x, const struct ou_partner *partner,
    enum ou_edi_family family, struct ou_str bytes, struct ou_err *err);

/**
 * ou_sent_end(x, out, type, record, err):
 * End the interchange that ${out} has begun for a record: it is noted as sent
 * and written as EdiMessage and EdiInterchange records, for the record of the
 * batch.  out->to is empty then.
 */
int ou_sent_end(struct ou_sent *x, struct ou_exchange_out *out,
    const struct ou_record_type *type, const void *record,
    struct ou_err *err);

void ou_sent_release(struct ou_sent *x);

#endif
