#ifndef OU_DESK_TRADE_H
#define OU_DESK_TRADE_H

#include "ou/cli/command.h"
#include "ou/desk/outbox.h"
#include "ou/desk/sent.h"
#include "ou/desk/views.h"
#include "ou/formats/exchange.h"

/*
 * EDI messages as records of the trade, and the way back: what edi-convert
 * does with --view records, and with records that are no EdiMessage.
 */
struct ou_trade {
	/* asked for */
	const char *partner_name;	/* NULL: by envelope or channel */
	const char *message;		/* "867"; NULL: the record's usual */
	uint64_t control;		/* first control number; 0: 1 */
	const char *types;		/* "810,INVOIC"; NULL: all */
	struct ou_outbox *outbox;	/* where interchanges go */
	bool reads, writes;		/* messages become records, or records
					 * messages */
	/* its own */
	struct ou_run *run;
	struct ou_partners partners;
	const struct ou_seller *us;	/* of the settings, or NULL */
	struct ou_exchange in;
	struct ou_exchange_out out;
	struct ou_buf bytes;
	struct ou_trade_to *to;		/* into a folder: all that are open */
	struct ou_sent sent;		/* store NULL: there is none */
	struct ou_views views;
};

/* An interchange of a folder, to which records of others may come between. */
struct ou_trade_to {
	const struct ou_partner *partner;
	enum ou_edi_family family;
	struct ou_exchange_out out;
	struct ou_buf bytes;
	struct ou_trade_to *next;
};

enum { OU_TRADE_RECORDS, OU_TRADE_EDI, OU_TRADE_XML };

/* What a file is, EDI with a family; -1 with run->err.  No more is waited for
 * than is needed to tell. */
int ou_trade_choose(struct ou_run *run, struct ou_source *source,
    enum ou_edi_family *family);

/* Look at the options and load the profiles.  0, or -1 with run->err. */
int ou_trade_begin(struct ou_trade *x, struct ou_run *run);

/* All messages of a file, as records. */
int ou_trade_read(struct ou_trade *x, struct ou_source *source,
    enum ou_edi_family family);

/* A record as a message to its partner. */
enum ou_answer ou_trade_write(struct ou_trade *x, struct ou_record *record);

/* The trailers of what was written. */
int ou_trade_end(struct ou_trade *x);
void ou_trade_release(struct ou_trade *x);

#endif
