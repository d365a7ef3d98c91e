#ifndef OU_FORMATS_REPORTED_H
#define OU_FORMATS_REPORTED_H

#include "ou/book/lookup.h"
#include "ou/formats/exchange.h"
#include "ou/formats/sales.h"

/*
 * Stock and sales as partners' EDI messages tell them, line by line:
 *
 *	846 INVRPT		levels: on hand (or available), reserved, on
 *				order; damaged and held goods apart
 *	944 RECADV		moves into the stock; of what came damaged, or
 *				is held, under its status; without what was
 *				rejected or is wrong
 *	945			moves out of it
 *	852 867 SLSRPT		what was sold, less what came back
 *
 * Codes and units become ours: by the codes of the party (the source's name
 * or the partner's channel), by our own number, or by the GTIN of the item
 * or of its case.  A line that says nothing of the kind that is asked for is
 * left out; a message of another type is a reject, and the next one is read.
 */
struct ou_reported {
	/* from the caller */
	struct ou_exchange exchange;	/* arena, partners, im's year, charset
					 * and limits are set */
	const struct ou_items *items;
	struct ou_str party;		/* whose codes, beside the channel's */
	void *arg;
	/* NULL: nobody asks.  0; 1: refuse the line, for what stands in err;
	 * -1: stop */
	int (*level)(void *arg, struct ou_stock_level *level,
	    struct ou_err *err);
	int (*move)(void *arg, struct ou_stock_move *move,
	    struct ou_err *err);
	int (*sale)(void *arg, const struct ou_sale *sale,
	    struct ou_err *err);
	int (*reject)(void *arg, struct ou_reject *reject);
	/* counted */
	uint64_t messages, lines, rejects, left_out;

	/* its own */
	struct ou_index *by_gtin, *by_pack;
	struct ou_str channel;
	const struct ou_origin *from;
};

/**
 * ou_reported_read(x, src, family, err):
 * All messages of a source.  0 at a clean end, -1 with ${err} as
 * ou_exchange_run.
 */
int ou_reported_read(struct ou_reported *x, struct ou_source *src,
    enum ou_edi_family family, struct ou_err *err);

#endif
