#ifndef OU_FORMATS_EDI_ENVELOPE_H
#define OU_FORMATS_EDI_ENVELOPE_H

#include "ou/base/utf8.h"
#include "ou/formats/edi/reader.h"

/*
 * What the headers and trailers say, in the words of both families.  All
 * texts are slices of the reader's headers, as written (release characters,
 * leading zeros and padding included), and valid as long as those: those of
 * an interchange until the next OU_EDI_OPEN, those of a group until the next
 * OU_EDI_GROUP, so that both can be asked for when they are over.
 */
struct ou_edi_party {
	struct ou_str id;		/* ISA06, S002 0004, GS02 */
	struct ou_str qualifier;	/* ISA05, S002 0007 */
	struct ou_str internal;		/* S002 0008, S003 0014 */
};

/* What a trailer said; absent where it is missing. */
struct ou_edi_stated {
	struct ou_str count;
	struct ou_str reference;
	bool given;			/* there was a trailer */
};

struct ou_edi_interchange {
	enum ou_edi_family family;
	bool given;			/* false: messages without one */
	struct ou_str reference;	/* ISA13, UNB 0020 */
	struct ou_edi_party sender;
	struct ou_edi_party recipient;
	struct ou_str date;		/* ISA09, UNB 0017 */
	struct ou_str time;		/* ISA10, UNB 0019 */
	struct ou_str syntax;		/* ISA12; "UNOC" */
	struct ou_str version;		/* ISA12; "3" */
	struct ou_str application;	/* UNB 0026 */
	struct ou_str agreement;	/* UNB 0032 */
	bool wants_answer;		/* ISA14, UNB 0031 */
	bool test;			/* ISA15 T, UNB 0035 */
	uint64_t groups;		/* received so far */
	uint64_t messages;
	struct ou_edi_stated stated;	/* IEA, UNZ */
};

struct ou_edi_group {
	bool given;			/* messages stand in a group */
	struct ou_str type;		/* GS01, UNG 0038 */
	struct ou_edi_party sender;	/* GS02, UNG S006 */
	struct ou_edi_party recipient;
	struct ou_str date;
	struct ou_str time;
	struct ou_str reference;	/* GS06, UNG 0048 */
	struct ou_str agency;		/* GS07, UNG 0051 */
	struct ou_str version;		/* GS08; UNG S008 0052 */
	struct ou_str release;		/* UNG S008 0054 */
	struct ou_str association;	/* UNG S008 0057 */
	uint64_t messages;		/* received so far */
	struct ou_edi_stated stated;	/* GE, UNE */
};

struct ou_edi_heading {
	struct ou_str type;		/* ST01, S009 0065 */
	struct ou_str reference;	/* ST02, UNH 0062 */
	struct ou_str version;		/* ST03; S009 0052 */
	struct ou_str release;		/* S009 0054 */
	struct ou_str agency;		/* S009 0051 */
	struct ou_str association;	/* S009 0057 */
	struct ou_str access;		/* UNH 0068 */
	uint64_t segments;		/* received, the trailer among them */
	struct ou_edi_stated stated;	/* SE, UNT */
};

/* Append the headers that are open: what a message needs to be read again. */
void ou_edi_envelope(const struct ou_edi *edi, struct ou_buf *to);

/* The interchange that is open, or was last; likewise the group. */
void ou_edi_interchange(const struct ou_edi *edi,
    struct ou_edi_interchange *to);
void ou_edi_group(const struct ou_edi *edi, struct ou_edi_group *to);

/* The header and trailer of a message; slices of its bytes.  ${seg} is room
 * to work in. */
void ou_edi_heading(const struct ou_edi_marks *marks,
    const struct ou_edi_message *message, struct ou_edi_segment *seg,
    struct ou_edi_heading *to);

/* The character set that an interchange says its texts are in; UNKNOWN for
 * X12, which has nothing to say it with. */
enum ou_charset ou_edi_declared(enum ou_edi_family family,
    const struct ou_edi_segment *header);

/* Is it an acknowledgement itself (997, 999, CONTRL), which must not be
 * acknowledged? */
bool ou_edi_is_answer(enum ou_edi_family family, struct ou_str type);

#endif
