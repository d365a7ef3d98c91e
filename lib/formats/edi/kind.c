#include "edi.h"

/*
 * Tags of envelopes.  A tag counts only with an element separator behind it:
 * the one in use, or any that could be one where none is known yet.
 */
static bool
is_separator(const struct ou_edi *edi, char c)
{
	if (edi->marked)
		return c == edi->marks.element || c == edi->marks.terminator;
	return c > ' ' && c < 0x7f && !(c >= '0' && c <= '9') &&
	    !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z');
}

/* An ISA may bring other separators than the interchange in front of it. */
static bool
begins_isa(const char *p, size_t n)
{
	return n >= 4 && memcmp(p, "ISA", 3) == 0 && p[3] != '\0' &&
	    p[3] != ' ' && !(p[3] >= '0' && p[3] <= '9') &&
	    !(p[3] >= 'A' && p[3] <= 'Z') && !(p[3] >= 'a' && p[3] <= 'z');
}

static enum edi_kind
x12_kind(const struct ou_edi *edi, const char *p, size_t n)
{
	bool two = is_separator(edi, p[2]);

	switch (p[0]) {
	case 'S':
		if (two && p[1] == 'T')
			return EDI_MESSAGE;
		if (two && p[1] == 'E')
			return EDI_MESSAGE_END;
		break;
	case 'G':
		if (two && p[1] == 'S')
			return EDI_GROUP;
		if (two && p[1] == 'E')
			return EDI_GROUP_END;
		break;
	case 'I':
		if (begins_isa(p, n))
			return EDI_INTERCHANGE;
		if (n < 4 || !is_separator(edi, p[3]))
			break;
		if (memcmp(p, "IEA", 3) == 0)
			return EDI_INTERCHANGE_END;
		if (memcmp(p, "ISB", 3) == 0 || memcmp(p, "ISE", 3) == 0)
			return EDI_SERVICE;
		break;
	case 'T':
		if (n >= 4 && memcmp(p, "TA1", 3) == 0 &&
		    is_separator(edi, p[3]))
			return EDI_SERVICE;
		break;
	}
	return EDI_OTHER;
}

static enum edi_kind
edifact_kind(const struct ou_edi *edi, const char *p, size_t n)
{
	if (p[0] != 'U' || (p[1] != 'N' && p[1] != 'I'))
		return EDI_OTHER;
	if (n < 4)
		return EDI_MORE;
	if (p[1] == 'I')
		return p[2] == 'B' && (p[3] == '+' ||
		    is_separator(edi, p[3])) ? EDI_INTERACTIVE : EDI_OTHER;
	if (p[2] == 'A')
		return n >= 9 ? EDI_UNA : EDI_MORE;
	/* UNB comes with the default separators, those of UNA, or IS3 */
	if (p[2] == 'B')
		return p[3] == '+' || p[3] == '\x1d' ||
		    is_separator(edi, p[3]) ? EDI_INTERCHANGE : EDI_OTHER;
	if (!is_separator(edi, p[3]))
		return EDI_OTHER;
	switch (p[2]) {
	case 'G':
		return EDI_GROUP;
	case 'H':
		return EDI_MESSAGE;
	case 'T':
		return EDI_MESSAGE_END;
	case 'E':
		return EDI_GROUP_END;
	case 'Z':
		return EDI_INTERCHANGE_END;
	case 'O':
		return EDI_PACKAGE;
	default:
		return EDI_OTHER;
	}
}

enum edi_kind
ou_edi_kind(const struct ou_edi *edi, const char *p, size_t n)
{
	if (n < 3)
		return EDI_MORE;
	return edi->family == OU_EDI_X12 ? x12_kind(edi, p, n) :
	    edifact_kind(edi, p, n);
}

static bool
begins_una(const char *p, size_t n)
{
	return n >= 12 && memcmp(p, "UNA", 3) == 0 &&
	    (memcmp(p + 9, "UN", 2) == 0 || p[9] == '\r' || p[9] == '\n');
}

static bool
begins_unb(const char *p, size_t n)
{
	return n >= 7 && memcmp(p, "UNB", 3) == 0 &&
	    memcmp(p + 4, "UNO", 3) == 0;
}

/* With no separators known yet, a message may begin the input. */
static bool
begins_bare(const struct ou_edi *edi, const char *p, size_t n)
{
	if (edi->marked)
		return false;
	if (edi->family == OU_EDI_EDIFACT)
		return n >= 5 && memcmp(p, "UNH+", 4) == 0;
	return n >= 6 && memcmp(p, "ST", 2) == 0 && p[2] > ' ' &&
	    p[2] < 'A' && memcmp(p + 3, "850", 3) == 0;
}

size_t
ou_edi_buried(const struct ou_edi *edi, struct ou_str s)
{
	bool x12 = edi->family == OU_EDI_X12;
	size_t i, n;

	for (i = 0; i < s.n; i++) {
		n = s.n - i;
		switch (s.p[i]) {
		case 'I':
			if (x12 && begins_isa(s.p + i, n) && n >= 7 &&
			    s.p[i + 6] == s.p[i + 3])
				return i;
			break;
		case 'S':
			if (x12 && begins_bare(edi, s.p + i, n))
				return i;
			break;
		case 'U':
			if (!x12 && (begins_una(s.p + i, n) ||
			    begins_unb(s.p + i, n) ||
			    begins_bare(edi, s.p + i, n)))
				return i;
			break;
		}
	}
	return s.n;
}

/* ST names a set of three digits.  A table may have a column ST too. */
static bool
names_set(const char *p, size_t n)
{
	size_t i;

	if (p[0] != 'S')
		return true;
	for (i = 3; i < n && i < 6; i++) {
		if (p[i] < '0' || p[i] > '9')
			return false;
	}
	return i == 6;
}

int
ou_edi_detect(enum ou_edi_family family, struct ou_str head, const char **why)
{
	struct ou_edi edi = { .family = family };
	struct ou_edi_marks m;
	size_t at;

	if (ou_str_starts(head, "\xef\xbb\xbf"))
		head = ou_str_sub(head, 3, head.n);
	head = ou_str_trim(head);
	if (head.n < 4)
		return 0;
	switch (ou_edi_kind(&edi, head.p, head.n)) {
	case EDI_INTERCHANGE:
	case EDI_UNA:
		*why = family == OU_EDI_X12 ? "it begins with ISA" :
		    head.p[2] == 'A' ? "it begins with UNA" :
		    "it begins with UNB";
		return 98;
	case EDI_INTERACTIVE:
		*why = "it begins with UIB";
		return 98;
	case EDI_GROUP:
	case EDI_MESSAGE:
		if (ou_edi_marks_bare(&m, head.p, head.n) == -1 ||
		    !names_set(head.p, head.n))
			return 0;
		*why = family == OU_EDI_X12 ?
		    "it begins with GS or ST, without ISA" :
		    "it begins with UNH, without UNB";
		return 80;
	default:
		break;
	}
	at = ou_edi_buried(&edi, head);
	if (at == head.n)
		return 0;
	*why = family == OU_EDI_X12 ? "it has an ISA, behind something else" :
	    "it has a UNB, behind something else";
	return 50;
}

/* How files begin that are electronic interchanges of another kind. */
static const struct {
	const char *begin;
	const char *text;
} others[] = {
	{ "STX=", "TRADACOMS, which is not read; ask the partner for EDIFACT, "
	  "or have it translated" },
	{ "EDI_DC", "an IDoc, which is not read; export it as X12 or "
	  "EDIFACT" },
};

const char *
ou_edi_advice(struct ou_str head)
{
	size_t i;

	if (ou_str_starts(head, "\xef\xbb\xbf"))
		head = ou_str_sub(head, 3, head.n);
	head = ou_str_trim(head);
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (ou_str_starts(head, others[i].begin))
			return others[i].text;
	}
	return NULL;
}
