#ifndef OU_BOOK_PARTNER_H
#define OU_BOOK_PARTNER_H

#include "ou/base/diag.h"
#include "ou/base/utf8.h"
#include "ou/book/book.h"

/*
 * Partner profiles: partners/NAME.json of the book.  All that is a partner's
 * own way of writing EDI stands in such a file and nowhere in code: who it
 * is, how it separates and counts, what its codes and qualifiers mean, what
 * it must be answered, and how we write to it.
 *
 * A member that nobody knows is refused with its path, as in settings.json.
 * The paths of fields that a profile names are looked at by those who read
 * with it (ou/formats/dialect.h).
 *
 * Texts live in the arena that the profile was loaded into.
 */

/* How EDI of a family is written; and by whose ids a partner is known. */
enum ou_partner_family {
	OU_PARTNER_X12,
	OU_PARTNER_EDIFACT,
	OU_PARTNER_FAMILIES,
};

/* "ZZ:SAVEX" (ISA05:ISA06) or "9520002000019:14" (UNB 0004:0007), taken
 * apart; an absent qualifier is any, or the family's usual one. */
struct ou_partner_id {
	struct ou_str id;
	struct ou_str qualifier;
	struct ou_str internal;		/* UNB 0008, 0014: of an answer, as
					 * what is answered has it */
};

/* What a finding of a code does: whatever the catalogue says, nothing, a
 * word, or the refusal of the message it is in. */
enum ou_partner_severity {
	OU_PARTNER_USUAL,
	OU_PARTNER_IGNORE,
	OU_PARTNER_WARN,
	OU_PARTNER_REJECT,
};
#define OU_PARTNER_SEVERITIES "ignore|warn|reject"

/* What becomes of an interchange that is marked as a test. */
enum ou_partner_tests {
	OU_PARTNER_TESTS_HOLD,
	OU_PARTNER_TESTS_ACCEPT,
	OU_PARTNER_TESTS_REJECT,
};
#define OU_PARTNER_TESTS "hold|accept|reject"

/* A list of codes: theirs and ours. */
struct ou_partner_codes {
	struct ou_str name;		/* qualifier, or path of a field */
	struct ou_pair *pairs;
	uint32_t n;
};

struct ou_partner_lists {
	struct ou_partner_codes *list;
	uint32_t n;
};

struct ou_partner_texts {
	struct ou_str *list;
	uint32_t n;
};

/* What is written to the partner, in one family. */
struct ou_partner_output {
	bool given;			/* the profile says something of it */
	struct ou_partner_id sender;	/* us: ISA05/06, UNB S002 */
	struct ou_partner_id receiver;	/* the partner: ISA07/08, S003 */
	struct ou_str group_sender;	/* GS02, UNG; absent: the sender's */
	struct ou_str group_receiver;	/* GS03 */
	struct ou_str version;		/* GS08 "004010", or S009
					 * "D:96A:UN:EAN008" */
	struct ou_pair *versions;	/* the same by message type */
	uint32_t n_versions;
	struct ou_str syntax;		/* UNB S001 "UNOC:3" */
	struct ou_str agreement;	/* UNB 0032 "EANCOM" */
	/* 0: the family's usual ones */
	char element, component, repetition, release, terminator, decimal;
	bool una;			/* write one though all is usual */
	bool acknowledge;		/* ask for TA1 or CONTRL */
	struct ou_str line_end;		/* behind segments: "", LF, CR LF */
	enum ou_charset charset;	/* UNKNOWN: the family's usual one */
	/* write "e" for what the format cannot carry; else refuse */
	bool transliterate;
	/* control numbers: where a store begins, and the last before 1; 0: 1,
	 * and what the field has room for */
	uint32_t control_first, control_last;
};

/* An answer that is owed, and in how many hours; 0: none is. */
struct ou_partner_answer {
	struct ou_str form;		/* "997", "CONTRL", "855"; absent: the
					 * usual one */
	uint32_t hours;
};

struct ou_partner {
	const char *name;		/* of the file */
	const char *file;		/* in messages */
	struct ou_str channel;		/* absent: the name */
	struct ou_str segment;		/* absent: b2b */
	struct ou_str customer;		/* id in our book, or absent */
	bool test;			/* mode: "test" */

	/* how a file is recognised */
	struct ou_partner_texts ids[OU_PARTNER_FAMILIES];	/* isa, unb */
	struct ou_partner_texts groups;		/* gs: GS02, UNG 0040 */
	struct ou_partner_texts glns;
	struct ou_partner_texts versions;	/* GS08, S009; with * */
	struct ou_partner_texts messages;	/* "850", "ORDERS" */
	struct ou_partner_texts files;		/* name patterns */

	/* dialect */
	bool repetition_is_data;
	char decimal;			/* 0: as UNA says */
	int year_from;			/* two digits mean it or the 99 years
					 * behind it; 0: nearest */
	enum ou_partner_tests tests;
	bool wait_for_trailer;
	enum ou_charset charset;	/* UNKNOWN: as declared */

	uint8_t severity[OU_DIAG_COUNT];	/* ou_partner_severity */
	bool refuses_envelopes;		/* some code of an envelope is
					 * "reject" */

	/* codes */
	struct ou_pair *units;
	uint32_t n_units;
	struct ou_partner_lists items;	/* by qualifier; "*": any */
	struct ou_pair *locations;	/* to ids of addresses */
	uint32_t n_locations;
	struct ou_partner_lists fields;	/* by path */

	/* which qualifier means which field: for each tag a list from
	 * qualifier to path, or, for N1 and NAD, to a role */
	struct ou_partner_lists qualifiers;

	/* what its orders must have */
	struct ou_partner_texts require;	/* paths of fields */
	struct ou_amount min_amount;	/* at least, without tax */
	uint32_t lead_days;		/* between order and delivery */

	/* answers we owe, and the one the partner owes us */
	struct ou_partner_answer acknowledgement;
	struct ou_partner_answer order_response;
	struct ou_partner_answer advice;	/* of what could be read and
						 * not be taken */
	bool advice_holds;			/* and of what is held */
	struct ou_partner_answer expected;

	struct ou_partner_output output[OU_PARTNER_FAMILIES];
};

struct ou_partners {
	struct ou_partner *list;	/* by the file's name */
	uint32_t n;
};

/**
 * ou_partner_load(a, book, name, partner, err):
 * Load partners/NAME.json.  OU_ERR_USAGE when it is not there or wrong, with
 * the path of the member in err.field.
 */
int ou_partner_load(struct ou_arena *a, const char *book, const char *name,
    struct ou_partner *partner, struct ou_err *err);

/* All of them; a book without the folder has none. */
int ou_partners_load(struct ou_arena *a, const char *book,
    struct ou_partners *partners, struct ou_err *err);

/* What an envelope says of who sends it.  Absent is not known yet. */
struct ou_partner_envelope {
	enum ou_partner_family family;
	struct ou_partner_id sender;
	struct ou_str group;		/* GS02, UNG sender */
	struct ou_str version;		/* GS08, or S009 with colons */
	struct ou_str message;
};

/* Does the envelope fit?  0: no; else how closely, so that the profile for
 * one message beats the one for all. */
int ou_partner_fits(const struct ou_partner *partner,
    const struct ou_partner_envelope *e);

/* Whom its output goes to, as the envelope says it: X12 has no id without a
 * qualifier. */
struct ou_str ou_partner_receiver(struct ou_arena *a,
    const struct ou_partner *partner, enum ou_partner_family family);

/* The last control number before 1; ${output} may be NULL: what the field has
 * room for. */
int64_t ou_partner_control_last(const struct ou_partner_output *output,
    enum ou_partner_family family);

/* Is ${party} ("ZZ:SAVEX", "9520002000019:14") the partner in that family, by
 * one of its ids, or as the one that is written to? */
bool ou_partner_is(const struct ou_partner *partner,
    enum ou_partner_family family, struct ou_str party);

/**
 * ou_partners_find(partners, e, other):
 * The profile that fits most closely, or NULL.  ${other} is another that
 * fits as closely, or NULL.
 */
const struct ou_partner *ou_partners_find(const struct ou_partners *partners,
    const struct ou_partner_envelope *e, const struct ou_partner **other);

/* The first that has a pattern for that file's name (without its folder). */
const struct ou_partner *ou_partners_find_file(
    const struct ou_partners *partners, const char *file);

/* The profile of that name, or NULL. */
const struct ou_partner *ou_partners_named(
    const struct ou_partners *partners, struct ou_str name);

/* The first whose orders have that channel; NULL when none has, or it is
 * empty. */
const struct ou_partner *ou_partners_of_channel(
    const struct ou_partners *partners, struct ou_str channel);

/* The list of that name, or NULL. */
const struct ou_partner_codes *ou_partner_list(
    const struct ou_partner_lists *lists, struct ou_str name);

/* The unit that the profile (which may be NULL) turns the partner's into:
 * Rec 20, or what is usually sent for it ("CT" is XCT); else absent. */
struct ou_str ou_partner_unit(const struct ou_partner *p, struct ou_str code);

/* What the profile (which may be NULL) calls an item that the partner gives a
 * number of that qualifier: its list, else the list "*"; or absent. */
struct ou_str ou_partner_item(const struct ou_partner *p,
    struct ou_str qualifier, struct ou_str number);

/* The channel of its orders. */
struct ou_str ou_partner_channel(const struct ou_partner *partner);

/* What is done about a finding of that code: ou_diag_severity, unless the
 * profile (which may be NULL) says otherwise. */
enum ou_partner_severity ou_partner_severity(const struct ou_partner *partner,
    enum ou_diag code);

/* The version that messages of that type are written in; may be absent. */
struct ou_str ou_partner_version(const struct ou_partner_output *output,
    struct ou_str message);

#endif
