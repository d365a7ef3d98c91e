#ifndef OU_DESK_RESPOND_H
#define OU_DESK_RESPOND_H

#include "ou/cli/command.h"
#include "ou/desk/folder.h"
#include "ou/desk/sent.h"
#include "ou/formats/exchange.h"

/*
 * What order-respond does: each order is answered from its sections, in the
 * form that its partner wants, and goes on as it came.
 */
struct ou_respond {
	/* asked for */
	const char *partner_name;	/* NULL: by the channel */
	uint64_t control;		/* first control number; 0: 1 */
	bool overdue;			/* only those that should have been
					 * answered by now */
	/* its own */
	struct ou_partners partners;
	struct ou_exchange_out out;
	struct ou_buf bytes;		/* of the document at hand */
	struct ou_sink *file, *print;	/* NULL: none, or a folder */
	bool file_is_folder, print_is_folder;
	struct ou_folder folder;
	bool csv_begun;
	bool printed, filed;		/* something, to the one file */
	const struct ou_seller *seller;	/* of the settings, or NULL */
	const char *kind;		/* what that is, once it is known */
	const char *kept_kind;		/* the same, with the batch at hand */
	const struct ou_record_type *type;
	/* with a store */
	struct ou_sent sent;
	struct ou_lossless_out *writer;
	struct ou_view *order_view, *response_view;
	struct ou_arena held;		/* of the order at hand */
	struct ou_str kept_form;	/* of what is delivered; absent: the
					 * profile's */
	struct ou_order order;
	int next;			/* what comes behind it */
};

/* The fields of an order that it looks at. */
extern const char ou_respond_view[];

int ou_respond_begin(struct ou_respond *x, struct ou_run *run);
enum ou_answer ou_respond_order(struct ou_respond *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o);
/* An attempt at a batch begins, see ou_command.batch. */
void ou_respond_batch(struct ou_respond *x);
/* What is kept of an order, see ou_command.deliver. */
int ou_respond_deliver(struct ou_respond *x, struct ou_run *run,
    struct ou_str line);
int ou_respond_end(struct ou_respond *x, struct ou_run *run);
void ou_respond_release(struct ou_respond *x);

#endif
