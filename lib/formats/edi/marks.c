#include "ou/formats/edi/token.h"

/*
 * Finding out what separates what.  ISA is the only segment of X12 with fixed
 * lengths, so that the separators can be read off by position; but one file
 * in twenty has an ISA of another length, so they are read off by counting
 * and the lengths are checked afterwards.
 */
#define ISA_ELEMENTS 16
#define ISA_MAX 1024
#define GS_MAX 160
#define UNA_LENGTH 9

/* The lengths of ISA01 to ISA16. */
static const unsigned char isa_length[ISA_ELEMENTS] = {
	2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1
};

static bool
is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z');
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* A byte that may separate: no letter, no digit, and no part of a UTF-8
 * mark at the start of a file. */
static bool
can_separate(char c)
{
	return c != '\0' && !is_alnum(c) && c != ' ';
}

void
ou_edi_marks_default(struct ou_edi_marks *m)
{
	*m = (struct ou_edi_marks){
		.family = OU_EDI_EDIFACT,
		.element = '+',
		.component = ':',
		.release = '?',
		.terminator = '\'',
	};
}

/* Does the segment behind the ISA begin here? */
static bool
follows_isa(const char *p, size_t n, char element)
{
	static const char tags[][4] = { "GS", "TA1", "IEA", "ST", "ISB" };
	size_t i, k;

	while (n > 0 && is_blank(*p)) {
		p++;
		n--;
	}
	for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
		k = strlen(tags[i]);
		if (n > k && memcmp(p, tags[i], k) == 0 && p[k] == element)
			return true;
	}
	return false;
}

/* Does the first line that is not empty end with ${c}? */
static bool
ends_line(const char *p, size_t n, char c)
{
	size_t i;

	for (i = 0; i < n && is_blank(p[i]); i++)
		;
	for (; i < n && p[i] != '\n'; i++)
		;
	for (; i > 0 && is_blank(p[i - 1]); i--)
		;
	return i > 0 && i < n && p[i - 1] == c;
}

/*
 * The component separator at p[at] and the terminator behind it.  Real files
 * have ISA16 empty, ISA16 equal to the element separator, a blank in front of
 * the line end, and line ends as terminators.
 */
static int
isa_tail(struct ou_edi_marks *m, const char *p, size_t n, size_t at,
    size_t *used)
{
	size_t end = at + 1;

	m->component = p[at];
	if (can_separate(p[at]) && follows_isa(p + at + 1, n - at - 1,
	    m->element) && !is_blank(p[end])) {
		/* ISA16 is missing: what stands there ends the segment */
		m->component = 0;
		m->terminator = p[at];
		*used = at + 1;
		return 1;
	}
	while (end < n && p[end] == ' ')
		end++;
	if (end == n)
		return -1;
	if (p[end] == '\r' && end + 1 < n && p[end + 1] == '\n')
		end++;
	if (p[end] == '\n' && ends_line(p + end + 1, n - end - 1, p[at])) {
		/* ISA16 is missing, and lines end behind the terminators */
		m->component = 0;
		m->terminator = p[at];
		*used = at + 1;
		return 1;
	}
	if (end > at + 1 && !is_blank(p[end]) &&
	    !follows_isa(p + end + 1, n - end - 1, m->element))
		end = at + 1;
	if (!can_separate(p[end]) || p[end] == m->element)
		return -1;
	m->terminator = p[end];
	*used = end + 1;
	if (m->component != m->element && can_separate(m->component) &&
	    m->component != m->terminator)
		return 0;
	m->component = 0;
	return 1;
}

static void
isa_repetition(struct ou_edi_marks *m, struct ou_str isa11,
    struct ou_str isa12)
{
	/* ISA11 is the repetition separator from version 00402 on; in front
	 * of that it says U, or what somebody left there. */
	m->repetition = 0;
	if (ou_edi_number(isa12) >= 402 && isa11.n == 1 &&
	    can_separate(*isa11.p) && *isa11.p != m->element &&
	    *isa11.p != m->component && *isa11.p != m->terminator)
		m->repetition = *isa11.p;
}

int
ou_edi_marks_isa(struct ou_edi_marks *m, const char *p, size_t n, bool last,
    size_t *used, struct ou_err *err)
{
	struct ou_str e[ISA_ELEMENTS];
	size_t at = 4, from = 4, i;
	int r;

	*m = (struct ou_edi_marks){ .family = OU_EDI_X12, .decimal = '.' };
	if (n < 4)
		return -2;
	m->element = p[3];
	if (!can_separate(p[3]))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_HEADER,
		    "'%c' behind ISA is no separator", p[3]);
	for (i = 0; i < ISA_ELEMENTS - 1; from = ++at, i++) {
		while (at < n && at < ISA_MAX && p[at] != m->element)
			at++;
		if (at == ISA_MAX)
			break;
		if (at == n && !last)
			return -2;
		if (at == n)
			break;
		e[i] = ou_str_make(p + from, at - from);
	}
	if (i < ISA_ELEMENTS - 1)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_HEADER,
		    "ISA has %zu elements, expected 16", i + 1);
	/* enough to see the line that follows */
	if (n < at + GS_MAX && !last)
		return -2;
	if (n < at + 2)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_HEADER,
		    "ISA is cut off");
	r = isa_tail(m, p, n, at, used);
	if (r < 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_HEADER,
		    "no segment terminator behind ISA16");
	isa_repetition(m, e[10], e[11]);
	if (r > 0) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_HEADER,
		    "ISA16 is not a separator of its own");
		return 1;
	}
	for (i = 0; i < ISA_ELEMENTS - 1; i++) {
		if (e[i].n == isa_length[i])
			continue;
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_HEADER,
		    "ISA%02zu has %zu characters, expected %u", i + 1, e[i].n,
		    isa_length[i]);
		err->column = i + 1;
		return 1;
	}
	return 0;
}

static bool
una_usable(const struct ou_edi_marks *m)
{
	const char c[4] = { m->component, m->element, m->release,
	    m->terminator };
	int i, k;

	for (i = 0; i < 4; i++) {
		if (is_alnum(c[i]) || c[i] == '\0')
			return false;
		for (k = 0; k < i; k++) {
			/* a blank says that there is no release character */
			if (c[i] == c[k])
				return false;
		}
	}
	return m->element != ' ' && m->terminator != ' ';
}

int
ou_edi_marks_una(struct ou_edi_marks *m, const char *p, size_t n,
    struct ou_err *err)
{
	ou_edi_marks_default(m);
	if (n < UNA_LENGTH)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_HEADER,
		    "UNA is cut off");
	m->component = p[3];
	m->element = p[4];
	m->decimal = p[5] == ',' || p[5] == '.' ? p[5] : '\0';
	m->release = p[6];
	m->repetition = p[7];
	m->terminator = p[8];
	if (!una_usable(m)) {
		ou_edi_marks_default(m);
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_HEADER,
		    "'%.6s' behind UNA are not six different separators",
		    p + 3);
	}
	if (m->release == ' ')
		m->release = '\0';
	if (m->repetition == ' ' || m->repetition == m->element ||
	    m->repetition == m->component || m->repetition == m->terminator ||
	    m->repetition == m->release || is_alnum(m->repetition))
		m->repetition = '\0';
	if (m->decimal != '\0')
		return 0;
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_EDI_HEADER,
	    "'%c' in UNA is no decimal mark", p[5]);
	return 1;
}

void
ou_edi_marks_unb(struct ou_edi_marks *m, const char *p, size_t n)
{
	if (n < 4 || p[3] != '\x1d')
		return;
	/* ISO 9735 annex A, level B */
	m->element = '\x1d';
	m->component = '\x1f';
	m->terminator = '\x1c';
	m->release = '\0';
}

/* The first byte behind ${at} that is no part of a plain value. */
static size_t
behind_value(const char *p, size_t n, size_t at)
{
	while (at < n && (is_alnum(p[at]) || p[at] == ' ' || p[at] == '-' ||
	    p[at] == '.'))
		at++;
	return at;
}

int
ou_edi_marks_bare(struct ou_edi_marks *m, const char *p, size_t n)
{
	unsigned elements = 2, i;
	size_t at = 2;

	if (n >= 3 && memcmp(p, "UN", 2) == 0) {
		ou_edi_marks_default(m);
		return 0;
	}
	if (n < 4)
		return -2;
	*m = (struct ou_edi_marks){ .family = OU_EDI_X12, .decimal = '.',
	    .element = p[2] };
	if (p[0] == 'G')
		elements = 8;
	if (!can_separate(m->element))
		return -1;
	for (i = 0; i < elements; i++) {
		if (at < n && p[at] != m->element)
			break;
		at = behind_value(p, n, at + 1);
	}
	if (at >= n)
		return n > ISA_MAX ? -1 : -2;
	/* ST03, the implementation, from 005010 on */
	if (p[at] == m->element)
		at = behind_value(p, n, at + 1);
	if (at >= n)
		return -2;
	if (p[at] == '\r' && at + 1 < n && p[at + 1] == '\n')
		at++;
	if (i < elements || !can_separate(p[at]) || p[at] == m->element)
		return -1;
	m->terminator = p[at];
	return 0;
}
