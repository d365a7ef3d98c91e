#ifndef OU_FORMATS_INTERCHANGE_H
#define OU_FORMATS_INTERCHANGE_H

#include "ou/book/partner.h"
#include "ou/formats/edi/out.h"
#include "ou/formats/guide.h"

/*
 * An interchange on its way to a partner: ISA and GS, or UNA and UNB, around
 * messages, as the partner's profile says.  Control numbers are asked for
 * one by one, so that a store can count them in the transaction of the
 * document.
 *
 *	ou_interchange_init(&x, &b, partner, OU_EDI_X12, now);
 *	x.number = next;
 *	ou_interchange_begin(&x, err);
 *	ou_interchange_message(&x, OU_STR("IN"), OU_STR("810"), &ref, err);
 *	... segments through x.out ...
 *	ou_interchange_end(&x, err);
 */
enum ou_interchange_level {
	OU_NUMBER_INTERCHANGE,		/* ISA13: 9 digits; 0020: 14 */
	OU_NUMBER_GROUP,		/* GS06: 9 digits */
	OU_NUMBER_MESSAGE,		/* ST02: 9 digits; 0062: 14 */
};

struct ou_interchange {
	/* set by init */
	struct ou_edi_out out;
	const struct ou_partner *partner;
	const struct ou_partner_output *output;
	enum ou_edi_family family;
	struct ou_time now;
	/* from the caller: the next number of a level; NULL: 1, 2, 3 ... */
	int (*number)(void *arg, enum ou_interchange_level level,
	    int64_t *number, struct ou_err *err);
	void *arg;
	bool test;			/* as the partner's mode says */
	bool acknowledge;		/* ask for TA1 or CONTRL */

	/* the numbers in use, as written */
	char control[16], group[16];
	/* the writer's own */
	char group_code[4];
	struct ou_str version;		/* of the group */
	uint64_t groups, messages;	/* of the interchange, of the group */
	int64_t counted[3];
};

/* The family as profiles count it. */
enum ou_partner_family ou_interchange_family(enum ou_edi_family family);

/* ${to} gets all bytes. */
void ou_interchange_init(struct ou_interchange *x, struct ou_buf *to,
    const struct ou_partner *partner, enum ou_edi_family family,
    struct ou_time now);

/**
 * ou_interchange_begin(x, err):
 * Write ISA, or UNA and UNB.  0, or -1 with ${err}: OU_ERR_USAGE when the
 * profile does not say who sends to whom, or an id does not fit its element.
 */
int ou_interchange_begin(struct ou_interchange *x, struct ou_err *err);

/**
 * ou_interchange_message(x, group, type, version, reference, err):
 * A message is written next; the caller does that through x->out, from ST to
 * SE or UNH to UNT, under the number in ${reference} (16 bytes).  In X12 a
 * group begins when code or version are others than those of the open one.
 * ${version} absent: the profile's for the type, or 004010, D:96A:UN.
 */
int ou_interchange_message(struct ou_interchange *x, struct ou_str group,
    struct ou_str type, struct ou_str version, char reference[16],
    struct ou_err *err);

/* The version that messages of a type are written in. */
struct ou_str ou_interchange_version(const struct ou_interchange *x,
    struct ou_str type);

/* Who it is, as profiles write it: "ZZ:STORES", "9520002000019:14". */
struct ou_str ou_interchange_party(struct ou_arena *a,
    enum ou_edi_family family, struct ou_str id, struct ou_str qualifier);

/* Write the trailers. */
int ou_interchange_end(struct ou_interchange *x, struct ou_err *err);

#endif
