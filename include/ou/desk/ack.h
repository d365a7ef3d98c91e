#ifndef OU_DESK_ACK_H
#define OU_DESK_ACK_H

#include "ou/desk/sent.h"
#include "ou/formats/ack.h"

/*
 * What edi-convert --ack and order-import --ack do: the interchanges that are
 * read are acknowledged in a file.  With a store each is acknowledged once:
 * numbers, answer and the note of both are one transaction, and who sends it
 * again gets the bytes of then.
 */
struct ou_ack_desk {
	/* asked for */
	const char *file;		/* NULL: nothing is */
	int form;			/* enum ou_ack_form */
	bool strict;
	uint64_t control;		/* 0: 1 */
	size_t message_max;
	bool silent;			/* faults are told by others */
	struct ou_store *store;		/* or NULL; not edi-convert's own */
	/* its own */
	struct ou_run *run;
	struct ou_ack ack;
	struct ou_partners partners;
	struct ou_sink *sink;
	struct ou_buf bytes;
	/* with a store, see ack_store.c */
	struct ou_sent sent;
	struct ou_received received;
	struct ou_arena arena;		/* of an interchange */
	bool open;			/* a transaction is */
	bool other;			/* its reference is another's */
	size_t from;			/* where its answer begins */
};

/* Look at the options and open the file.  0, or -1 with run->err. */
int ou_ack_desk_begin(struct ou_ack_desk *x, struct ou_run *run);

/* A file of interchanges.  0, or -1 with run->err. */
int ou_ack_desk_read(struct ou_ack_desk *x, struct ou_run *run,
    struct ou_source *source, enum ou_edi_family family);

void ou_ack_desk_release(struct ou_ack_desk *x);

#endif
