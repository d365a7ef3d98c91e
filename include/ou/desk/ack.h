#ifndef OU_DESK_ACK_H
#define OU_DESK_ACK_H

#include "ou/cli/command.h"
#include "ou/formats/ack.h"

/*
 * What edi-convert --ack does: the interchanges that are read are
 * acknowledged in a file.
 */
struct ou_ack_desk {
	/* asked for */
	const char *file;		/* NULL: nothing is */
	int form;			/* enum ou_ack_form */
	bool strict;
	uint64_t control;		/* 0: 1 */
	size_t message_max;
	/* its own */
	struct ou_ack ack;
	struct ou_partners partners;
	struct ou_sink *sink;
	struct ou_buf bytes;
};

/* Look at the options and open the file.  0, or -1 with run->err. */
int ou_ack_desk_begin(struct ou_ack_desk *x, struct ou_run *run);

/* A file of interchanges.  0, or -1 with run->err. */
int ou_ack_desk_read(struct ou_ack_desk *x, struct ou_run *run,
    struct ou_source *source, enum ou_edi_family family);

void ou_ack_desk_release(struct ou_ack_desk *x);

#endif
