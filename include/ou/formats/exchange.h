#ifndef OU_FORMATS_EXCHANGE_H
#define OU_FORMATS_EXCHANGE_H

#include "ou/book/partner.h"
#include "ou/formats/guide.h"
#include "ou/formats/interchange.h"

/*
 * EDI files as the records that their messages are: an InventoryReport for an
 * 846 or INVRPT, an Invoice for an 810 ...  Orders are not among them: those
 * are read by order-import, which holds what must be looked at.
 */
struct ou_exchange {
	/* from the caller */
	struct ou_arena *arena;		/* of the run */
	const struct ou_partners *partners;	/* profiles, or NULL */
	const struct ou_partner *partner;	/* whose files they are, or
						 * NULL: by the envelope */
	const char *channel;		/* instead of the sender's, or NULL */
	const char *types;		/* "810,INVOIC": others are not looked
					 * at; NULL: all */
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
	struct ou_source *src;		/* at hand */
	struct ou_str sender;		/* of the record that is handed out,
					 * "ZZ:STORES"; or absent */
	struct ou_guides guides;
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

/*
 * The way back: records as messages to their partners.  Records of one
 * partner that follow each other stand in one interchange.  What the partner's
 * profile translates of what comes in is turned back, see ou_guide_write.
 */
struct ou_exchange_out {
	/* from the caller */
	struct ou_arena *arena;		/* of the run */
	const struct ou_partners *partners;
	const struct ou_partner *partner;	/* for all, or NULL: by the
						 * record's channel */
	struct ou_str type;		/* "867", or absent: the usual one of
					 * the record */
	struct ou_time now;
	struct ou_buf *to;
	int64_t first;			/* control number of each level; then
					 * one more each; 0: 1 */
	/* instead of that, see interchange.h; may be NULL */
	int (*number)(void *numbers, const struct ou_partner *partner,
	    enum ou_edi_family family, enum ou_interchange_level level,
	    int64_t *number, struct ou_err *err);
	void *numbers;
	/* all of it is one file, which has one family: X12 behind EDIFACT is
	 * refused, for nobody reads it */
	bool apart;
	/* what the message has no place for; may be NULL */
	void (*left)(void *arg, const char *path);
	void *arg;

	/* its own */
	struct ou_interchange interchange;
	struct ou_guides guides;
	int64_t counted[3];		/* numbers given, by level */
	bool open;
	bool written;			/* something, of this family */
	enum ou_edi_family family;
};

/**
 * ou_exchange_write(x, a, type, record, err):
 * Write one message; what is not whole is taken back.  0, or -1 with ${err}:
 * OU_ERR_RECORD when the record is for no partner, of no type that is
 * written, or has what the message cannot carry; OU_ERR_USAGE when the profile
 * does not say how.
 */
int ou_exchange_write(struct ou_exchange_out *x, struct ou_arena *a,
    const struct ou_record_type *type, const void *record,
    struct ou_err *err);

/* Whom that writes to, and in which family.  0, or -1 with ${err} as above. */
int ou_exchange_addressee(const struct ou_exchange_out *x,
    const struct ou_record_type *type, const void *record,
    const struct ou_partner **partner, enum ou_edi_family *family,
    struct ou_err *err);

/* End the interchange that is open, if any. */
int ou_exchange_end(struct ou_exchange_out *x, struct ou_err *err);

#endif
