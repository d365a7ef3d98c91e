#include <stdio.h>

#include "directory.h"

/*
 * Which elements of a segment depend on others: see struct edi_note.
 */

/* Pairs of qualifier and value. */
#define PAIRS_06 "P0607 P0809 P1011 P1213 P1415 P1617 P1819 P2021 P2223 P2425"
#define PAIRS_07 "P0708 P0910 P1112 P1314 P1516 P1718 P1920 P2122 P2324 P2526"
#define PAIRS_08 "P0809 P1011 P1213 P1415 P1617 P1819 P2021 P2223 P2425 P2627"
#define PAIRS_09 "P0910 P1112 P1314 P1516 P1718 P1920 P2122 P2324 P2526 P2728"

/* X12, in 004010 and all later versions. */
static const struct edi_tagged x12[] = {
	{ "ACK", "P0203 C0405 " PAIRS_07 },
	{ "ADX", "P0304" },
	{ "AT7", "R0103 E0103 P0102 P0304 C0605 C0706" },
	{ "AT8", "P010203 P0607" },
	{ "B10", "R0106 P0506" },
	{ "BFR", "R0203" },
	{ "BGN", "C0504" },
	{ "BPR", "P0607 C0809 P1213 C1415" },
	{ "BSN", "C0706" },
	{ "CAD", "R0405 C0708" },
	{ "CSH", "C0203 P0607" },
	{ "CTP", "P0405 C0607 C0902 C1002 C1103" },
	{ "CTT", "P0304 P0506" },
	{ "CUR", "C0807 C0907 L101112 C1110 C1210 L131415 C1413 C1513" },
	{ "DTM", "R020305 C0403 P0506" },
	{ "ENT", "P020304 P050607 P0809" },
	{ "FOB", "C0302 C0405 C0706 C0806" },
	{ "FST", "P0607 P0809" },
	{ "G62", "R0103 P0102 P0304" },
	{ "ISS", "R010305 P0102 P0304 P0506" },
	{ "IT1", "P020304 " PAIRS_06 },
	{ "ITD", "L03040513 L08040513 L091011" },
	{ "L0", "P0203 P0405 P0607 P0809 C1104" },
	{ "L1", "P0203 R040506" },
	{ "L11", "R0103 P0102" },
	{ "L3", "P0102 P0304 P0910" },
	{ "L5", "P0304" },
	{ "LIN", "P0405 " PAIRS_06 " P2627 P2829 P3031" },
	{ "MAN", "P0405 C0605" },
	{ "MS1", "L010203 C0201 C0301 P0405" },
	{ "MS2", "P0102" },
	{ "MSG", "C0302" },
	{ "N1", "R0203 P0304" },
	{ "N4", "E0207 C0605 C0704" },
	{ "N9", "R0203 C0605" },
	{ "OID", "P0405 P0607" },
	{ "OTI", "C0908" },
	{ "PER", "P0304 P0506 P0708" },
	{ "PID", "C0403 R0405 C0703 C0804 C0905" },
	{ "PO1", "C0302 C0504 " PAIRS_06 },
	{ "PO4", "P0203 C0506 P0607 P0809 C1013 C1113 C1213 L13101112" },
	{ "POC", "C0305 C0706 " PAIRS_08 },
	{ "PTD", "P0203 P0405" },
	{ "QTY", "R0204 E0204" },
	{ "REF", "R0203" },
	{ "RMR", "P0102 P0708" },
	{ "S5", "P0304 P0506 P0708" },
	{ "SAC", "R0203 P0304 P0607 P0910 C1110 C1413 C1615" },
	{ "SCH", "L080910 C0908 C1008" },
	{ "SDQ", "P0506 P0708 P0910 P1112 P1314 P1516 P1718 P1920 P2122" },
	{ "SHP", "C0102" },
	{ "SLN", "P0405 C0706 C0806 " PAIRS_09 },
	{ "SN1", "P0506" },
	{ "TD1", "C0102 C0304 C0607 P0708 P0910" },
	{ "TD3", "C0203 C0405 P0506" },
	{ "TD5", "R0204050612 C0203 C0708 C1011 C1312 C1413 C1512" },
	{ "TXI", "R020306 P0405 C0803" },
	{ "UIT", "C0302" },
	{ "W01", "P0405 P0607" },
	{ "W03", "P0203 P0405 P0607" },
	{ "W04", "P0405 P0607" },
	{ "W07", "P0405 P0607" },
	{ "W12", "P0708" },
	{ "W20", "P040506 P0809" },
	{ "W76", "P0203 P0405" },
	{ "ZA", "P0203 P0405 P0607" },
	{ "", NULL },
};

/* EDIFACT: what has a number always has one.  The directories let other
 * qualifiers stand alone, which says nothing. */
static const struct edi_tagged edifact[] = {
	{ "CNT", "1.C0102" },
	{ "CUX", "~1.C0102" },
	{ "DTM", "~1.C0102" },
	{ "MOA", "~1.C0102" },
	{ "PCD", "~1.C0102" },
	{ "PRI", "~1.C0102" },
	{ "QTY", "1.C0102" },
	/* a number, a line, or a version of either name */
	{ "RFF", "~1.L0102030405" },
	{ "", NULL },
};

const struct edi_tagged *
ou_edi_notes_all(enum ou_edi_family family)
{
	return family == OU_EDI_X12 ? x12 : edifact;
}

static unsigned
two(const char *p)
{
	return (unsigned)(p[0] - '0') * 10 + (unsigned)(p[1] - '0');
}

bool
ou_edi_note_next(struct ou_str *text, struct edi_note *note)
{
	struct ou_str one;

	if (!ou_str_split(text, ' ', &one) || one.n == 0)
		return false;
	*note = (struct edi_note){ .ours = *one.p == '~' };
	one = ou_str_sub(one, note->ours, one.n);
	if (one.n > 2 && one.p[1] == '.') {
		note->composite = (uint8_t)(*one.p - '0');
		one = ou_str_sub(one, 2, one.n);
	}
	note->kind = *one.p;
	note->first = (uint64_t)1 << two(one.p + 1);
	for (one = ou_str_sub(one, 1, one.n); one.n >= 2;
	    one = ou_str_sub(one, 2, one.n))
		note->all |= (uint64_t)1 << two(one.p);
	return true;
}

uint64_t
ou_edi_present(const struct ou_edi_segment *seg, unsigned composite)
{
	unsigned n = composite == 0 ? seg->n - 1 :
	    ou_edi_components(seg, composite), i;
	uint64_t bits = 0;
	struct ou_str s;

	for (i = 1; i <= n && i < 64; i++) {
		s = composite == 0 ? seg->e[i] :
		    ou_edi_component(seg, composite, i);
		if (s.n > 0 && (*s.p > ' ' || ou_str_trim(s).n > 0))
			bits |= (uint64_t)1 << i;
	}
	return bits;
}

static unsigned
lowest(uint64_t bits)
{
	return bits == 0 ? 0 : (unsigned)__builtin_ctzll(bits);
}

/* "02, 03, 05" */
static const char *
numbers(uint64_t bits, char *to, size_t size)
{
	size_t n = 0;

	for (*to = '\0'; bits != 0 && n + 4 < size; bits &= bits - 1)
		n += (size_t)snprintf(to + n, size - n, "%s%02u",
		    n == 0 ? "" : ", ", lowest(bits));
	return to;
}

/* ${wanted} are those of which the first, or with R and L one, is missing. */
static bool
missing(const struct edi_note *note, uint64_t wanted, unsigned other,
    struct edi_broken *bad)
{
	char list[40];

	bad->at = lowest(wanted);
	bad->kind = OU_EDI_FAULT_CONDITION;
	if (note->kind == 'P' || note->kind == 'C')
		(void)snprintf(bad->text, sizeof(bad->text),
		    "there must be something, for %02u is there", other);
	else if (note->kind == 'L')
		(void)snprintf(bad->text, sizeof(bad->text),
		    "one of %s must be there, for %02u is",
		    numbers(wanted, list, sizeof(list)), other);
	else
		(void)snprintf(bad->text, sizeof(bad->text),
		    "one of %s must be there",
		    numbers(wanted, list, sizeof(list)));
	return false;
}

bool
ou_edi_note_holds(const struct edi_note *note, uint64_t there,
    struct edi_broken *bad)
{
	uint64_t has = there & note->all, others = note->all & ~note->first;

	switch (note->kind) {
	case 'P':
		return has == 0 || has == note->all ||
		    missing(note, note->all & ~has, lowest(has), bad);
	case 'C':
		return (has & note->first) == 0 || has == note->all ||
		    missing(note, note->all & ~has, lowest(note->first), bad);
	case 'L':
		return (has & note->first) == 0 || (has & others) != 0 ||
		    missing(note, others, lowest(note->first), bad);
	case 'R':
		return has != 0 || missing(note, note->all, 0, bad);
	default:
		if ((has & (has - 1)) == 0)
			return true;
		bad->at = lowest(has & (has - 1));
		bad->kind = OU_EDI_FAULT_EXCLUSION;
		(void)snprintf(bad->text, sizeof(bad->text),
		    "not together with %02u", lowest(has));
		return false;
	}
}
