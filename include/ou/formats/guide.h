#ifndef OU_FORMATS_GUIDE_H
#define OU_FORMATS_GUIDE_H

#include "ou/formats/edi/out.h"
#include "ou/formats/edi/reader.h"
#include "ou/formats/import.h"
#include "ou/model/units.h"

/*
 * A guide (what the trade calls a message implementation guideline) says how
 * a message and a record of ours say the same.  The same lines read and
 * write.  Guides are text, built into the library from
 * lib/formats/guides/NAME.guide; a partner's own may take the place of one.
 *
 *	x12 810 IN Invoice	family, type, group code, type of the record;
 *	edifact INVOIC Invoice	EDIFACT has no group code.  With "also" behind
 *				it, it is not what such a record is written as
 *
 *	segment BIG !		a segment; with ! the standard says that it must
 *				be there, with !! only we do
 *	segment REF 1=IA|VR	only with one of these values in element 1
 *				(written: the first), or with != none of them
 *	  2! number		element 2 is the field "number"; ! and !! as
 *				above
 *	  1.2 issueDate dtm	component 2 of element 1
 *	  3.4-5 name		components 4 to 5: one text, cut where it is
 *				too long for one, or members of a list of texts
 *	  9-10 streetAddress	the same of elements
 *	  7 kind {CR=credit DI=invoice *}
 *				codes and our words; with * others are kept
 *				as they are, without they are not read; codes
 *				behind "read" are not written
 *	  1 ="F"		always this; what else comes is kept in extra
 *	  1 lineNumber index	the number of the member where there is none
 *	  1.3 /currency		of the record
 *	  2 ^unitCode unit	of the object around the one at hand
 *	  4 quantities[weight].quantity
 *				of the member of that kind or role; a loop of
 *				the same list then leaves it out
 *	  2 number read		only read; so may be a segment or a loop
 *	  2 number else read	where no line above has taken the element;
 *				what those cannot read is no error then
 *	segment QTY next=SCC	only in front of such a segment
 *	segment PIA *		may come again, and is written again when there
 *				are more pairs than it has room for
 *	segment SDQ * each 3 2	read, the elements from 3 on, two at a time, are
 *				of a member of the loop's list each; the others
 *				are like the first
 *
 *	loop REF -> references[]	each REF, and what belongs to it up to
 *	  segment REF			"end", makes a member; without []
 *	  ...				there is one object; "/" in front of
 *	end				the path: of the record
 *	set kind warehouse	in a group: where no element says otherwise
 *	loop SCH -> quantities[] kind=scheduled|planned
 *				only members with one of these words (read
 *				without one: the first); a loop of the same
 *				list without words is for all others
 *	loop LOC 1=162 => lines[]
 *				what is read here is said of each member of
 *	  ...			the record's list that comes within, in
 *	  loop LIN -> /lines[]	a loop of this one; a package of a shipment,
 *	  ...			-> /packages[], is said of the lines within.
 *				No => stands within another
 *
 *	define NAME ... end, use NAME	the same lines in several places:
 *				segments, or elements of a segment
 *	codes NAME {...}	in the common guide: for "as NAME"
 *
 * A line may end in since 01B or until 00B: versions of the message.
 *
 * Behind a field stand, in any order,
 *
 *	date		YYMMDD or CCYYMMDD
 *	clock		HHMM[SS] of the time that a date element began
 *	dtm		the value of a C507, its format in the next component;
 *			X12: RD8
 *	period=PATH	the end of such a period
 *	n2		two implied decimals
 *	sign=PATH	a flag: not below zero
 *	unit, country	of measure; codes of the family
 *	sscc		X12 has 00 in front
 *	{...}, as NAME	codes, or those of that name in the common guide
 *	<=35, <=35?	the longest text, and a piece of a range; with ? what
 *			is longer is left out, or stands in another element
 *			of the same field
 *	if 3.2=SA|IN	only then (written: the first value too); also !=
 *	with=PATH	written where that field has a value, though another
 *			element has the same; also of ="TEXT", and such texts
 *			alone make a segment
 *	beside=4	of ="TEXT": written where a line above has written
 *			element 4
 *
 * and instead of a field
 *
 *	=count PATH, =sum PATH.FIELD, =segments TAG
 *			compared when read
 *	=index		the number of the member
 *	=structure	of the levels of a despatch (BSN05)
 *	pairs {UP:12=product.gtin VN=product.sku ...}
 *			qualifier and value in turn from this element on, in
 *			EDIFACT one composite each with the value first; ":12"
 *			is for values of 12 characters; of a shared list, what
 *			the object has no field for is kept in extra
 *	ids PATH {...}	the same behind a number without a qualifier, some of
 *			them left out or the qualifiers behind by who writes
 *			it so
 *
 * A field that finds its elements taken is told as left out.
 *
 *	tree HL 1 2 3		hierarchical levels by parent: id, parent and
 *	level T|P -> packages[]	level code; CPS has no level codes: the first
 *	end			is S, others P.  A level O is a member of
 *				orders[], which goes when it is the only one
 *				and says no more than the shipment; a P below
 *				an I holds that line, several share it.  A
 *				line that only the contents of packages place
 *				is written once for each
 *
 * A segment belongs to the innermost open group that has a line for it which
 * is not used up (lines of a list are never); order is not looked at.  What no
 * line takes goes into "extra" of the innermost object that has one.
 */
struct ou_guide;

/* Which message: as ST01 and GS08, or UNH S009 have it; the agency UN is
 * written where the version does not name one. */
struct ou_guide_name {
	enum ou_edi_family family;
	struct ou_str type;		/* "810", "INVOIC" */
	struct ou_str version;		/* "004010VICS", "D:96A:UN" */
};

/* That of the message at hand; X12 without a group is 004010.  Texts are the
 * message's, or in ${a}. */
void ou_guide_name(struct ou_guide_name *name, struct ou_arena *a,
    const struct ou_edi *edi);

/* The same of a message by its header, and that of its group or NULL. */
void ou_guide_name_of(struct ou_guide_name *name, struct ou_arena *a,
    enum ou_edi_family family, const struct ou_edi_segment *head,
    const struct ou_edi_segment *group);

/**
 * ou_guide_find(a, name, text, err):
 * The guide for a message: built in, or ${text} when that is not absent.
 * NULL with ${err}: OU_DIAG_EDI_TYPE (OU_ERR_RECORD) when there is none,
 * OU_DIAG_MAP (OU_ERR_USAGE) with its line when it is wrong.
 */
const struct ou_guide *ou_guide_find(struct ou_arena *a,
    const struct ou_guide_name *name, struct ou_str text,
    struct ou_err *err);

/* Guides that were read: each once, for its type and version. */
struct ou_guides {
	struct guide_kept *kept;
	uint32_t n;
};

/* As ou_guide_find, of those that are built in, for a partner or NULL; ${a}
 * lives as long as ${all}. */
const struct ou_guide *ou_guides_find(struct ou_guides *all,
    struct ou_arena *a, const struct ou_guide_name *name,
    const struct ou_partner *partner, struct ou_err *err);

/**
 * ou_guide_for(a, g, partner):
 * The guide with the qualifiers of a profile (which may be NULL) in it: what
 * they mean is read where they stand, and written under them.  A qualifier that
 * the partner has for something else no longer means what the standard says.
 * ${g} itself when the profile has none; both live as long as ${a}.
 */
const struct ou_guide *ou_guide_for(struct ou_arena *a,
    const struct ou_guide *g, const struct ou_partner *partner);

/* Names of those that are built in, "x12-810"; ends with NULL. */
extern const char *const ou_guide_names[];

/* Of its record: "Invoice"; and its group code, absent in EDIFACT. */
const struct ou_record_type *ou_guide_record(const struct ou_guide *g);
struct ou_str ou_guide_group(const struct ou_guide *g);

/* A type of message that is written for a type of record: "810" for X12 and
 * Invoice; of several the first.  Absent when there is none. */
struct ou_str ou_guide_type(enum ou_edi_family family, struct ou_str record);

/**
 * ou_guide_read(g, im, marks, message, charset, to, err):
 * Read a message into the zeroed struct ${to} of the guide's record, all of it
 * in im->arena, texts also in the message; findings go to im->finding.  The
 * caller fills in id, channel and source.  0, or -1 with ${err} and its place:
 * a value that cannot be read, OU_ERR_RECORD.
 */
int ou_guide_read(const struct ou_guide *g, struct ou_import *im,
    const struct ou_edi_marks *marks, const struct ou_edi_message *message,
    enum ou_charset charset, void *to, struct ou_err *err);

/**
 * ou_guide_write(g, a, out, reference, partner, from, left, arg, err):
 * Write ST to SE, or UNH to UNT, with ${reference} as its number.  The codes
 * of the profile ${partner} (may be NULL) are turned back: units, places,
 * items and fields are written as the partner does.  What the
 * message has no place for is told to ${left} (may be NULL) by its path,
 * "invoicedItem.0.extra"; what it cannot carry is refused: -1 with ${err}
 * (OU_ERR_RECORD, OU_DIAG_EDI_CARRY, OU_DIAG_EDI_MISSING) and out->to may
 * hold a beginning.
 */
int ou_guide_write(const struct ou_guide *g, struct ou_arena *a,
    struct ou_edi_out *out, struct ou_str reference,
    const struct ou_partner *partner, const void *from,
    void (*left)(void *arg, const char *path), void *arg,
    struct ou_err *err);

#endif
