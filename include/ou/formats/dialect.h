#ifndef OU_FORMATS_DIALECT_H
#define OU_FORMATS_DIALECT_H

#include "ou/book/partner.h"
#include "ou/book/settings.h"
#include "ou/formats/slot.h"

/*
 * Partner profiles as importers use them: every path that a profile names is
 * resolved once, before anything is read.
 */

/* What a qualifier of a segment means; several of one qualifier where it is
 * one thing in the head and another in a line. */
struct ou_meaning {
	struct ou_str tag, qualifier;
	enum { OU_MEANS_FIELD, OU_MEANS_NOTHING, OU_MEANS_ROLE } what;
	bool of_line;			/* OU_MEANS_FIELD */
	struct ou_slot slot;
	int role;			/* OU_MEANS_ROLE: of OU_ROLES */
};
#define OU_ROLES "other|buyer|seller|delivery|billing"

struct ou_dialect {
	const struct ou_partner *partner;
	struct ou_meaning *meanings;
	uint32_t n_meanings;
	struct ou_slot *fields;		/* beside partner->fields */
	const struct ou_zone *zone;	/* of the channel, or NULL */
	const char *channel;
	struct ou_str customer;
	/* our addresses, where the profile names some; NULL otherwise */
	const struct ou_rows *addresses;
};

/* The profiles of a run.  ${only} is one that was asked for by name: it is
 * taken whatever an envelope says. */
struct ou_dialects {
	struct ou_partners partners;
	struct ou_dialect *list;	/* beside partners.list */
	const struct ou_dialect *only;
};

/**
 * ou_dialects_load(a, book, name, settings, dialects, err):
 * Load the profiles of the book: the one of that name, or all of them with
 * "auto".  OU_ERR_USAGE with the profile's file, the path of the member in
 * err.field.
 */
int ou_dialects_load(struct ou_arena *a, const char *book, const char *name,
    const struct ou_settings *settings, struct ou_dialects *dialects,
    struct ou_err *err);

/* The dialect of that profile; NULL for NULL. */
const struct ou_dialect *ou_dialect_of(const struct ou_dialects *dialects,
    const struct ou_partner *partner);

/**
 * ou_dialect_order(im, d, o):
 * The codes of an order's fields become ours, its places our addresses, its
 * buyer our customer; once all of it was read.
 */
void ou_dialect_order(struct ou_import *im, const struct ou_dialect *d,
    struct ou_order *o);

/* What the partner's code of a place is at ours, or absent. */
struct ou_str ou_dialect_place(const struct ou_dialect *d,
    struct ou_str code);

/* The address of a place of ours is filled in where nothing stands. */
void ou_dialect_address(struct ou_import *im, const struct ou_dialect *d,
    struct ou_address *to);

#endif
