#include <string.h>

#include "ack.h"

/*
 * What the codes of acknowledgements stand for, in words.  X12: I18 of TA1,
 * 716 of AK9, 718 of AK5 and IK5, 720 of AK3 and IK3, 723 of AK4 and IK4;
 * EDIFACT: 0085 of all segments of CONTRL.
 */
struct meaning {
	const char *code, *text;
};

static const struct meaning interchanges[] = {
	{ "000", "no error" },
	{ "001", "control numbers of header and trailer differ" },
	{ "002", "the standard of the control segments is not supported" },
	{ "003", "the version of the control segments is not supported" },
	{ "004", "wrong segment terminator" },
	{ "005", "wrong qualifier of the sender" },
	{ "006", "wrong sender" },
	{ "007", "wrong qualifier of the receiver" },
	{ "008", "wrong receiver" },
	{ "009", "unknown receiver" },
	{ "010", "wrong qualifier of the authorization" },
	{ "011", "wrong authorization" },
	{ "012", "wrong qualifier of the security information" },
	{ "013", "wrong security information" },
	{ "014", "wrong date" },
	{ "015", "wrong time" },
	{ "016", "wrong standards identifier" },
	{ "017", "wrong version identifier" },
	{ "018", "wrong control number" },
	{ "019", "wrong request of an acknowledgement" },
	{ "020", "wrong test indicator" },
	{ "021", "wrong number of groups" },
	{ "022", "wrong control structure" },
	{ "023", "the file ends too early" },
	{ "024", "wrong content of the interchange" },
	{ "025", "the control number came before" },
	{ "026", "wrong element separator" },
	{ "027", "wrong component separator" },
	{ NULL, NULL },
};

static const struct meaning groups[] = {
	{ "1", "the group is not supported" },
	{ "2", "the version is not supported" },
	{ "3", "the trailer is missing" },
	{ "4", "control numbers of header and trailer differ" },
	{ "5", "the number of sets differs from the one stated" },
	{ "6", "wrong control number" },
	{ "19", "the control number came before in this interchange" },
	{ NULL, NULL },
};

static const struct meaning messages[] = {
	{ "1", "the transaction set is not supported" },
	{ "2", "the trailer is missing" },
	{ "3", "control numbers of header and trailer differ" },
	{ "4", "the number of segments differs from the one stated" },
	{ "5", "segments in error" },
	{ "6", "wrong set identifier" },
	{ "7", "wrong control number" },
	{ "23", "the control number came before in this group" },
	{ "I5", "segments against the implementation guide" },
	{ "I6", "the implementation guide is not supported" },
	{ NULL, NULL },
};

static const struct meaning segments[] = {
	{ "1", "unknown segment" },
	{ "2", "unexpected segment" },
	{ "3", "a mandatory segment is missing" },
	{ "4", "the loop comes too often" },
	{ "5", "the segment comes too often" },
	{ "6", "the segment is not of this set" },
	{ "7", "the segment stands in the wrong place" },
	{ "8", "elements in error" },
	{ "I4", "the implementation guide does not use the segment" },
	{ "I6", "a segment that depends on others is missing" },
	{ "I7", "the loop comes too seldom" },
	{ "I8", "the segment comes too seldom" },
	{ "I9", "a segment that others exclude" },
	{ NULL, NULL },
};

static const struct meaning elements[] = {
	{ "1", "a mandatory element is missing" },
	{ "2", "an element that depends on others is missing" },
	{ "3", "too many elements" },
	{ "4", "too short" },
	{ "5", "too long" },
	{ "6", "a character that may not stand there" },
	{ "7", "wrong code" },
	{ "8", "wrong date" },
	{ "9", "wrong time" },
	{ "10", "an element that others exclude" },
	{ "12", "too many repetitions" },
	{ "13", "too many components" },
	{ "I6", "a code that the implementation guide does not use" },
	{ "I9", "an element that depends on others is missing" },
	{ "I10", "the implementation guide does not use the element" },
	{ "I11", "too few repetitions" },
	{ "I12", "not of the form that the implementation guide wants" },
	{ "I13", "an element that others exclude" },
	{ NULL, NULL },
};

static const struct meaning edifact[] = {
	{ "2", "syntax version or level not supported" },
	{ "7", "the recipient is another" },
	{ "12", "wrong value" },
	{ "13", "missing" },
	{ "14", "the value is not supported in this place" },
	{ "15", "not supported in this place" },
	{ "16", "too many constituents" },
	{ "17", "no agreement" },
	{ "18", "an error that is not said" },
	{ "19", "wrong decimal mark" },
	{ "20", "a character that may not be a service character" },
	{ "21", "a character that may not stand there" },
	{ "22", "wrong service character" },
	{ "23", "unknown sender" },
	{ "24", "too old" },
	{ "25", "tests are not supported" },
	{ "26", "it came before" },
	{ "27", "the security function is not supported" },
	{ "28", "references differ" },
	{ "29", "the count differs from the one stated" },
	{ "30", "groups and messages are mixed" },
	{ "31", "more than one message type in a group" },
	{ "32", "nothing in it" },
	{ "33", "outside of a message or group" },
	{ "35", "too many repetitions" },
	{ "36", "too many repetitions of a segment group" },
	{ "37", "wrong kind of character" },
	{ "38", "no digit in front of the decimal mark" },
	{ "39", "too long" },
	{ "40", "too short" },
	{ "43", "unknown recipient" },
	{ NULL, NULL },
};

struct ou_str
ou_ack_meaning(enum ack_list list, struct ou_str code)
{
	static const struct meaning *const lists[] = {
		[ACK_INTERCHANGE_CODES] = interchanges,
		[ACK_GROUP_CODES] = groups,
		[ACK_MESSAGE_CODES] = messages,
		[ACK_SEGMENT_CODES] = segments,
		[ACK_ELEMENT_CODES] = elements,
		[ACK_EDIFACT_CODES] = edifact,
	};
	const struct meaning *m;

	for (m = lists[list]; m->code != NULL; m++) {
		if (ou_str_is(code, m->code))
			return ou_str_c(m->text);
	}
	return OU_STR_NONE;
}

struct ou_str
ou_ack_advice_code(struct ou_str code)
{
	/* what would be the same when it is cut */
	static const struct {
		enum ou_diag code;
		const char *text;
	} others[] = {
		{ OU_DIAG_HOLD_DUPLICATE, "DUP-ORDR" },
		{ OU_DIAG_HOLD_LIKELY, "DUP-LIKE" },
		{ OU_DIAG_NO_ORDER_NUMBER, "NO-ORDNO" },
		{ OU_DIAG_HOLD_UNIT, "UNIT-MEA" },
		{ OU_DIAG_DUPLICATE_KEY, "DUP-KEY" },
		{ OU_DIAG_BOOK_OVERLAP, "BOOK-OVL" },
	};
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(*others); i++) {
		if (ou_str_is(code, ou_diag_name(others[i].code)))
			return ou_str_c(others[i].text);
	}
	return ou_str_sub(code, 0, 8);
}
