#ifndef OU_DESK_DOCUMENTS_H
#define OU_DESK_DOCUMENTS_H

#include "ou/cli/command.h"
#include "ou/desk/folder.h"
#include "ou/desk/views.h"
#include "ou/formats/paper.h"

/*
 * XML documents of the trade as records, and records as documents beside the
 * stream: what edi-convert does with a file of UBL, and with --file.
 */
struct ou_documents {
	/* asked for */
	const char *types;		/* "OrderResponse,Invoice"; NULL: all */
	uint64_t message_max;		/* bytes; 0: the importers' limit */
	bool edi;			/* with --to=edi: --file is not ours */
	bool wanted;			/* as records; else a file is refused */
	/* its own */
	struct ou_run *run;
	struct ou_import im;
	struct ou_sink *one;		/* NULL: none, or a folder */
	bool written;			/* the one document */
	struct ou_folder folder;
	struct ou_views views;
};

/* Look at --file and --as.  0, or -1 with run->err. */
int ou_documents_begin(struct ou_documents *x, struct ou_run *run);

/* Does the file begin as XML does? */
bool ou_documents_see(struct ou_str head);

/* The document that a file is, as a record, or as a reject.  0, or -1 with
 * run->err: the file is damaged, or output failed. */
int ou_documents_read(struct ou_documents *x, struct ou_source *source);

/* With --file: the record's document; the record goes on.  Records of types
 * that have no document only go on. */
enum ou_answer ou_documents_write(struct ou_documents *x,
    struct ou_record *record);

void ou_documents_release(struct ou_documents *x);

#endif
