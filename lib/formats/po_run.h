#ifndef OU_LIB_FORMATS_PO_RUN_H
#define OU_LIB_FORMATS_PO_RUN_H

#include "po.h"

/*
 * A run over the interchanges of a source: po_run.c reads, po_wait.c keeps
 * the messages of an interchange until its trailer has come.
 */
#define WAITING_MAX 8

struct held {
	size_t at, n;			/* in run.bytes */
	size_t pieces;			/* in run.pieces */
	uint32_t n_pieces;
	size_t group, n_group;		/* in run.bytes; n 0: no group */
	struct ou_edi_message message;
};

struct po_run {
	struct po c;
	struct ou_edi edi;
	struct ou_edi_segment group;	/* of a message that was held back */
	/* strict */
	struct ou_buf bytes;
	struct ou_edi_piece *pieces;
	size_t n_pieces, cap_pieces;
	struct held *held;
	size_t n_held, cap_held;
	bool waits;			/* for the trailer */
	struct ou_err envelope;		/* first finding around messages that
					 * refuses */
	struct ou_err waiting[WAITING_MAX];
	unsigned n_waiting;
	bool in_message;
	/* what is said to who keeps record of interchanges */
	struct ou_arena arena;
	struct ou_err failure;		/* why the run stops */
	uint64_t done;			/* offset behind the last event */
};

/* One message is taken or refused.  ${own} is what whoever keeps record of
 * messages says of it, or NULL.  -1: stop. */
int ou_po_take(struct po_run *r, const struct ou_edi_message *message,
    const struct ou_edi_segment *group, struct ou_import_message *own);

/* The message that was read waits. */
void ou_po_hold_back(struct po_run *r);

/* The interchange is over: what was held back is taken or refused.  -1: stop,
 * with r->failure where it is known why. */
int ou_po_let_go(struct po_run *r);

void ou_po_wait_release(struct po_run *r);

#endif
