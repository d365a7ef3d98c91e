#ifndef OU_STORE_EXCHANGE_H
#define OU_STORE_EXCHANGE_H

#include "ou/store/store.h"

/*
 * What was exchanged with partners, for ever: each interchange and each
 * message of it, received and sent, by its control references, with the
 * digest of its content, and how far it is acknowledged.
 *
 * The store keeps what it is told.  Whether a reference may come again is
 * decided by those who know the partner.
 */
enum ou_direction {
	OU_RECEIVED,
	OU_SENT,
};

enum ou_exchange_state {
	OU_EXCHANGE_NONE,		/* nothing is owed */
	OU_EXCHANGE_OWED,		/* received: to be acknowledged; a
					 * message: to be delivered */
	OU_EXCHANGE_ANSWERED,		/* received: that was done */
	OU_EXCHANGE_AWAITED,		/* sent: not acknowledged yet */
	OU_EXCHANGE_ACCEPTED,
	OU_EXCHANGE_ERRORS,		/* accepted, with errors */
	OU_EXCHANGE_REJECTED,
};
/* The word for it. */
const char *ou_exchange_state_name(enum ou_exchange_state state);

struct ou_exchanged {
	int64_t number;			/* given by the store, ascending */
	enum ou_direction direction;
	struct ou_str partner;		/* who it is: "ZZ:STORES" */
	struct ou_str own;		/* and we: "ZZ:SAVEX" */
	struct ou_str reference;	/* ISA13, UNB 0020 */
	struct ou_str group;		/* GS06, UNG 0048; absent: none */
	struct ou_str message;		/* ST02, UNH 0062; absent: this is the
					 * interchange, or the group */
	struct ou_digest digest;
	struct ou_str profile;		/* name, or absent */
	struct ou_str type;		/* "850" */
	struct ou_str document;		/* its number */
	struct ou_str function;		/* "original" */
	struct ou_time at;
	enum ou_exchange_state state;
	struct ou_time due;		/* absent: never */
	struct ou_time answered;
	struct ou_str answer;		/* bytes of the acknowledgement */
};

/* What is looked for; the rows come in the order in which they were added.
 * Within a transaction those that may be changed are locked. */
struct ou_exchanges {
	struct ou_exchanged *rows;
	uint32_t n;
};

/* All under the references of ${key}: one row, or, where a reference was used
 * for several contents, more. */
int ou_store_exchange(struct ou_store *s, struct ou_arena *a,
    const struct ou_exchanged *key, struct ou_exchanges *found,
    struct ou_err *err);

/* All messages of a partner about that document; without a ${type}, of any. */
int ou_store_exchange_document(struct ou_store *s, struct ou_arena *a,
    enum ou_direction direction, struct ou_str partner, struct ou_str type,
    struct ou_str document, struct ou_exchanges *found, struct ou_err *err);

/* What was sent to a partner in groups of that reference. */
int ou_store_exchange_group(struct ou_store *s, struct ou_arena *a,
    struct ou_str partner, struct ou_str group, struct ou_exchanges *found,
    struct ou_err *err);

/* All in interchanges of that reference, whoever of us sent or got them. */
int ou_store_exchange_reference(struct ou_store *s, struct ou_arena *a,
    enum ou_direction direction, struct ou_str partner,
    struct ou_str reference, struct ou_exchanges *found, struct ou_err *err);

/* What was to be acknowledged by that time, on either side, and is not. */
int ou_store_exchange_due(struct ou_store *s, struct ou_arena *a,
    const struct ou_time *by, struct ou_exchanges *found, struct ou_err *err);

/* Add a row; x->number and, where absent, x->at are filled in. */
int ou_store_exchange_add(struct ou_store *s, struct ou_exchanged *x,
    struct ou_err *err);

/* State, due, answered and answer of row x->number are what ${x} has. */
int ou_store_exchange_change(struct ou_store *s, const struct ou_exchanged *x,
    struct ou_err *err);

#endif
