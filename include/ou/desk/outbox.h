#ifndef OU_DESK_OUTBOX_H
#define OU_DESK_OUTBOX_H

#include "ou/desk/folder.h"
#include "ou/formats/exchange.h"
#include "ou/formats/lossless.h"

/*
 * Interchanges on their way out of a command: one after the other on its
 * output, which has one family, for nobody reads X12 behind EDIFACT; or a file
 * each in the folder of --file.  Such a file is named by the profile of who
 * gets it, or by the id in its header, and its control number: with a store
 * it never takes the place of another, not of one of an earlier run either.
 */
struct ou_outbox {
	struct ou_run *run;
	const struct ou_partners *partners;	/* or NULL */
	bool folder;			/* run->file is one */
	/* its own */
	struct ou_folder files;
	struct ou_lossless_out *writer;
	struct ou_buf bytes;
	bool written;			/* something, of this family */
	enum ou_edi_family family;
};

/* With run->file, that must be a folder.  0, or -1 with run->err. */
int ou_outbox_begin(struct ou_outbox *x, struct ou_run *run,
    const struct ou_partners *partners);

/* A whole interchange for a file of its own. */
int ou_outbox_file(struct ou_outbox *x, enum ou_edi_family family,
    struct ou_str bytes);

/**
 * ou_outbox_record(x, record):
 * An EdiMessage or EdiInterchange.  0, or -1 with run->err: OU_ERR_RECORD
 * when it cannot be written, or not here.
 */
int ou_outbox_record(struct ou_outbox *x, const struct ou_record *record);

/* The trailers of what is still open. */
int ou_outbox_end(struct ou_outbox *x);
void ou_outbox_release(struct ou_outbox *x);

/* The control number that the header of an interchange has. */
struct ou_str ou_outbox_control(struct ou_arena *a,
    enum ou_edi_family family, struct ou_str bytes);

#endif
