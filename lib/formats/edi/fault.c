#include "ou/formats/edi/fault.h"

/*
 * X12: TA105 data element I18, AK905 716, AK502 718, AK304 720, AK403 723.
 * EDIFACT: 0085 of CONTRL.  A fault at a lower level is told at those above
 * it as well: "segments in error", "content", which is for whoever writes the
 * acknowledgement to add.
 */
static const struct ou_edi_codes table[OU_EDI_FAULT_KINDS] = {
#define ROW(kind, diag, ...) \
	[OU_EDI_FAULT_##kind] = { OU_DIAG_##diag, __VA_ARGS__ }
	/*				TA1    AK9   AK5   AK3   AK4   0085 */
	ROW(HEADER, EDI_HEADER,		"022", NULL, "6",  "8",  "5",  "12"),
	ROW(SEPARATORS, EDI_HEADER,	"026", NULL, NULL, NULL, NULL, "22"),
	ROW(NO_HEADER, EDI_HEADER,	"022", NULL, NULL, "2",  NULL, "33"),
	ROW(SYNTAX_VERSION, EDI_HEADER,	"017", "2",  NULL, NULL, NULL, "2"),
	ROW(SENDER, EDI_HEADER,		"006", NULL, NULL, NULL, NULL, "23"),
	ROW(RECIPIENT, EDI_HEADER,	"008", NULL, NULL, NULL, NULL, "7"),
	ROW(NUMBER, EDI_HEADER,		"018", "6",  "7",  NULL, NULL, "12"),
	ROW(DUPLICATE, EDI_DUPLICATE,	"025", "19", "23", NULL, NULL, "26"),
	ROW(TEST, EDI_TEST,		"020", NULL, NULL, NULL, NULL, "25"),
	ROW(TRAILER, EDI_TRAILER,	"023", "3",  "2",  NULL, NULL, "13"),
	ROW(COUNT, EDI_COUNT,		"021", "5",  "4",  NULL, NULL, "29"),
	ROW(REFERENCE, EDI_REFERENCE,	"001", "4",  "3",  NULL, NULL, "28"),
	ROW(CUT, TRUNCATED,		"023", "3",  "2",  NULL, NULL, "13"),
	ROW(EMPTY, EDI_EMPTY,		"024", "5",  "5",  NULL, NULL, "32"),
	ROW(STRAY, EDI_STRAY,		"022", NULL, NULL, "2",  NULL, "33"),
	ROW(MIXED, EDI_MIXED,		"024", "1",  "6",  NULL, NULL, "30"),
	ROW(TOO_LONG, LIMIT,		"024", NULL, "5",  "8",  "5",  "18"),
	ROW(MESSAGE_TYPE, EDI_TYPE,	NULL,  "1",  "1",  NULL, NULL, "14"),
	ROW(PACKAGE, EDI_TYPE,		"024", NULL, NULL, NULL, NULL, "15"),
	ROW(MESSAGE_NUMBER, EDI_DUPLICATE, NULL, NULL, "23", NULL, NULL, "26"),
	ROW(SYNTAX, EDI_SYNTAX,		"024", NULL, "5",  "8",  "3",  "16"),
	ROW(TERMINATOR, EDI_SYNTAX,	"004", NULL, "5",  "8",  NULL, "22"),
	ROW(UNKNOWN_SEGMENT, EDI_SEGMENT, "024", NULL, "5", "1", NULL, "15"),
	ROW(UNEXPECTED_SEGMENT, EDI_SEGMENT, "024", NULL, "5", "6", NULL,
	    "15"),
	ROW(MISSING_SEGMENT, EDI_SEGMENT, "024", NULL, "5", "3", NULL, "13"),
	ROW(SEGMENT_REPEATS, EDI_SEGMENT, "024", NULL, "5", "5", NULL, "35"),
	ROW(LOOP_REPEATS, EDI_SEGMENT,	"024", NULL, "5",  "4",  NULL, "36"),
	ROW(SEGMENT_ORDER, EDI_SEGMENT,	"024", NULL, "5",  "7",  NULL, "15"),
	ROW(EMPTY_SEGMENT, EDI_SYNTAX,	"024", NULL, "5",  "8",  "1",  "13"),
	ROW(MISSING, EDI_ELEMENT,	"024", NULL, "5",  "8",  "1",  "13"),
	ROW(CONDITION, EDI_ELEMENT,	"024", NULL, "5",  "8",  "2",  "13"),
	ROW(EXCLUSION, EDI_ELEMENT,	"024", NULL, "5",  "8",  "10", "15"),
	ROW(TOO_MANY, EDI_ELEMENT,	"024", NULL, "5",  "8",  "3",  "16"),
	ROW(REPEATS, EDI_ELEMENT,	"024", NULL, "5",  "8",  "3",  "35"),
	ROW(SHORT, EDI_ELEMENT,		"024", NULL, "5",  "8",  "4",  "40"),
	ROW(LONG, EDI_ELEMENT,		"024", NULL, "5",  "8",  "5",  "39"),
	ROW(CHARACTER, EDI_CHARACTER,	"024", NULL, "5",  "8",  "6",  "21"),
	ROW(TYPE, EDI_ELEMENT,		"024", NULL, "5",  "8",  "6",  "37"),
	ROW(NUMERIC, EDI_ELEMENT,	"024", NULL, "5",  "8",  "6",  "19"),
	ROW(CODE, EDI_ELEMENT,		"024", NULL, "5",  "8",  "7",  "12"),
	ROW(DATE, EDI_ELEMENT,		"014", NULL, "5",  "8",  "8",  "12"),
	ROW(TIME, EDI_ELEMENT,		"015", NULL, "5",  "8",  "9",  "12"),
	ROW(VALUE, EDI_ELEMENT,		"024", NULL, "5",  "8",  "7",  "12"),
#undef ROW
};

const struct ou_edi_codes *
ou_edi_codes(enum ou_edi_fault_kind kind)
{
	return &table[(unsigned)kind < OU_EDI_FAULT_KINDS ? kind :
	    OU_EDI_FAULT_NONE];
}
