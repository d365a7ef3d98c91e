#ifndef OU_FORMATS_EXCHANGE_H
#define OU_FORMATS_EXCHANGE_H

#include "ou/book/partner.h"
#include "ou/formats/guide.h"

/*
 * EDI files as the records that their messages are: an InventoryReport for an
 * 846 or INVRPT, an Invoice for an 810 ...  Orders are not among them: those
 * are read by order-import, which holds what must be looked at.
 */
struct ou_exchange {
	/* from the caller */
	struct ou_arena *arena;		/* of the run */
	const struct ou_partners *partners;	/* profiles, or NULL */
	const char *channel;		/* instead of the sender's, or NULL */
	struct ou_import im;		/* limits, year, zone, findings; its
					 * arena is reset by every message */
	void *arg;
	/* a record, valid during the call: 0, or -1 to stop */
	int (*record)(void *arg, const struct ou_record_type *type,
	    void *record);
	/* a message that is none, or cannot be read, with the reason; the
	 * same */
	int (*other)(void *arg, const struct ou_edi *edi,
	    const struct ou_err *why);
	/* what is wrong with envelopes; NULL: nobody asks */
	void (*fault)(void *arg, const struct ou_edi_fault *fault);

	/* its own */
	struct exchange_guide *guides;
	uint32_t n_guides;
};

/**
 * ou_exchange_message(x, edi, type, record, err):
 * The message at hand.  0; 1 when it is of no type that is read here, and -1
 * when something in it cannot be read: ${err} says why (OU_ERR_RECORD).
 */
int ou_exchange_message(struct ou_exchange *x, const struct ou_edi *edi,
    const struct ou_record_type **type, void **record, struct ou_err *err);

/**
 * ou_exchange_run(x, src, family, err):
 * All messages of a source.  0 at a clean end, -1 with ${err}: OU_ERR_DAMAGED
 * when it is cut off or none of the family, what record() or other() left.
 */
int ou_exchange_run(struct ou_exchange *x, struct ou_source *src,
    enum ou_edi_family family, struct ou_err *err);

#endif
