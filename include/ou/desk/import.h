#ifndef OU_DESK_IMPORT_H
#define OU_DESK_IMPORT_H

#include "ou/base/seen.h"
#include "ou/cli/command.h"
#include "ou/desk/ack.h"
#include "ou/formats/dialect.h"
#include "ou/formats/intake.h"
#include "ou/ledger/exchange.h"

/*
 * What order-import does: partners' and shops' files in, orders out.  Every
 * file is looked at on its own: a broken one does not stop the others.
 */
struct ou_importing {
	/* asked for */
	const char *map_name, *channel, *charset, *partner;
	bool strict;
	uint64_t message_max, field_max, lines_max;
	uint64_t remember;
	struct ou_ack_desk ack;			/* --ack */
	/* of the book */
	struct ou_settings settings;
	struct ou_customers customers;
	struct ou_dialects dialects;
	struct ou_map_file map;			/* --map */
	/* its own */
	struct ou_run *run;
	struct ou_intake intake;
	struct ou_seen seen;			/* ids of this run */
	const struct ou_record_type *order_type;
	struct ou_reject *fed;			/* the reject that is read
						 * again */
	/* the store, see import_store.c; NULL: none */
	struct ou_store *store;
	const struct ou_received *receiving;	/* whose messages go out */
	bool documents;				/* each order is one */
	struct ou_arena noting;
	struct ou_advising *advising;		/* import_advice.c */
	struct ou_err stopped;			/* why it cannot go on */
	/* The command's, which call ou_importing_order and
	 * ou_importing_again: set by it. */
	enum ou_answer (*canonical)(struct ou_run *run,
	    struct ou_record *record, void *object);
	enum ou_answer (*feed)(struct ou_run *run, struct ou_record *record,
	    void *object);
};

/* Look at the options and load the book.  0, or -1 with run->err. */
int ou_importing_begin(struct ou_importing *x, struct ou_run *run);

/* Read a file.  0, or -1 with run->err. */
int ou_importing_read(struct ou_importing *x, struct ou_source *source);

/* An order of ours is checked like those that importers make. */
enum ou_answer ou_importing_order(struct ou_importing *x,
    struct ou_record *record, void *object);

/* A reject, repaired or not, is read again. */
enum ou_answer ou_importing_again(struct ou_importing *x,
    struct ou_reject *r);

void ou_importing_release(struct ou_importing *x);

#endif
