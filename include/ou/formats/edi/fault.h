#ifndef OU_FORMATS_EDI_FAULT_H
#define OU_FORMATS_EDI_FAULT_H

#include "ou/base/err.h"

/*
 * What can be wrong with interchanges, so that it can be acknowledged: each
 * kind of fault has one row in a table, which says its diagnostic and the
 * codes it means in the acknowledgements of both families.  What it is not
 * said with at a level has the code NULL there.
 */
enum ou_edi_level {
	OU_EDI_IN_INTERCHANGE,
	OU_EDI_IN_GROUP,
	OU_EDI_IN_MESSAGE,
	OU_EDI_IN_SEGMENT,
	OU_EDI_IN_ELEMENT,
};

enum ou_edi_fault_kind {
	OU_EDI_FAULT_NONE,
	/* headers */
	OU_EDI_FAULT_HEADER,		/* not of its fixed form */
	OU_EDI_FAULT_SEPARATORS,	/* no, or not different, separators */
	OU_EDI_FAULT_NO_HEADER,		/* what stands around it is missing */
	OU_EDI_FAULT_SYNTAX_VERSION,
	OU_EDI_FAULT_SENDER,		/* not known, or not usable */
	OU_EDI_FAULT_RECIPIENT,		/* it is not for us */
	OU_EDI_FAULT_NUMBER,		/* a control number that is none */
	OU_EDI_FAULT_DUPLICATE,		/* received before */
	OU_EDI_FAULT_TEST,		/* a test is not wanted here */
	/* trailers */
	OU_EDI_FAULT_TRAILER,		/* missing */
	OU_EDI_FAULT_COUNT,
	OU_EDI_FAULT_REFERENCE,
	OU_EDI_FAULT_CUT,		/* the input ends in the middle */
	OU_EDI_FAULT_EMPTY,		/* nothing in it */
	OU_EDI_FAULT_STRAY,		/* outside of what should hold it */
	OU_EDI_FAULT_MIXED,		/* group and message do not fit */
	OU_EDI_FAULT_TOO_LONG,		/* above a limit of ours */
	/* messages */
	OU_EDI_FAULT_MESSAGE_TYPE,	/* not supported */
	OU_EDI_FAULT_PACKAGE,		/* UNO or UIB: not read */
	OU_EDI_FAULT_MESSAGE_NUMBER,	/* not unique in its group */
	/* segments */
	OU_EDI_FAULT_SYNTAX,		/* cannot be taken apart */
	OU_EDI_FAULT_TERMINATOR,	/* ended by a line, or by nothing */
	OU_EDI_FAULT_UNKNOWN_SEGMENT,
	OU_EDI_FAULT_UNEXPECTED_SEGMENT,
	OU_EDI_FAULT_MISSING_SEGMENT,
	OU_EDI_FAULT_SEGMENT_REPEATS,
	OU_EDI_FAULT_LOOP_REPEATS,
	OU_EDI_FAULT_SEGMENT_ORDER,
	OU_EDI_FAULT_EMPTY_SEGMENT,
	/* elements */
	OU_EDI_FAULT_MISSING,
	OU_EDI_FAULT_CONDITION,		/* missing because of another */
	OU_EDI_FAULT_EXCLUSION,		/* not together with another */
	OU_EDI_FAULT_TOO_MANY,		/* elements or components */
	OU_EDI_FAULT_REPEATS,
	OU_EDI_FAULT_SHORT,
	OU_EDI_FAULT_LONG,
	OU_EDI_FAULT_CHARACTER,		/* not of the character set */
	OU_EDI_FAULT_TYPE,		/* letters where digits belong */
	OU_EDI_FAULT_NUMERIC,		/* no number, wrong decimal mark */
	OU_EDI_FAULT_CODE,		/* not of the code list */
	OU_EDI_FAULT_DATE,
	OU_EDI_FAULT_TIME,
	OU_EDI_FAULT_VALUE,		/* readable, but not acceptable */
	OU_EDI_FAULT_KINDS
};

/* The codes, as they are written; NULL where the fault has none. */
struct ou_edi_codes {
	enum ou_diag diag;
	const char *ta1;		/* TA105, the note code */
	const char *ak9;		/* AK905: groups */
	const char *ak5;		/* AK502, IK502: messages */
	const char *ak3;		/* AK304, IK304: segments */
	const char *ak4;		/* AK403, IK403: elements */
	const char *contrl;		/* 0085, at all levels */
};

/* The row of a kind; of a kind that there is not, that of
 * OU_EDI_FAULT_NONE. */
const struct ou_edi_codes *ou_edi_codes(enum ou_edi_fault_kind kind);

/*
 * One fault.  All strings are borrowed until the call that handed it out
 * returns; err has the text, and the place for messages: line is the number
 * of the segment in the input, column the element.
 */
struct ou_edi_fault {
	enum ou_edi_fault_kind kind;
	enum ou_edi_level level;
	struct ou_err err;		/* code is that of the kind */
	struct ou_str tag;		/* "PO1"; absent where none is */
	uint64_t position;		/* of the segment in its message, ST
					 * or UNH being 1; 0 outside */
	unsigned element;		/* from 1; 0: the whole segment */
	unsigned component;		/* from 1; 0: the whole element */
	unsigned repetition;		/* from 1; 0: the element does not
					 * repeat */
	struct ou_str data;		/* the offending bytes as they stand */
};

#endif
