#include "dictionary.h"
#include "ou/formats/edi/syntax.h"
#include "tagged.h"

/*
 * The service segments: element by element, components with colons between.
 * A rule is an exclamation mark where there must be something, the kind, and
 * the least and most characters: "!n4-9".  Lengths are those of the latest
 * syntax, since older ones had no shorter least.
 */
static const struct edi_tagged x12[] = {
	/* lengths of ISA are looked at with its separators */
	{ "ISA", "!x x !x x !x !x !x !x !d !t !x !n !n !n !x x" },
	{ "GS", "!x2-2 !x2-15 !x2-15 !d6-8 !t4-8 !n1-9 !x1-2 !x1-12" },
	{ "ST", "!x3-3 !x4-9 x1-35" },
	{ "SE", "!n1-10 !x4-9" },
	{ "GE", "!n1-6 !n1-9" },
	{ "IEA", "!n1-5 !n9-9" },
	{ "TA1", "!n9-9 !d6-6 !t4-4 !x1-1 !n3-3" },
	{ "AK1", "!x2-2 !n1-9 x1-12" },
	{ "AK2", "!x3-3 !x4-9 x1-35" },
	{ "AK3", "!x2-3 !n1-10 x1-6 x1-3" },
	{ "AK4", "!n1-2:n1-2:n1-4 n1-4 !x1-3 x1-99" },
	{ "AK5", "!x1-1 x1-3 x1-3 x1-3 x1-3 x1-3" },
	{ "AK9", "!x1-1 !n1-6 !n1-6 !n1-6 x1-3 x1-3 x1-3 x1-3 x1-3" },
	{ "IK3", "!x2-3 !n1-10 x1-6 x1-3" },
	{ "IK4", "!n1-2:n1-2:n1-4 n1-4 !x1-3 x1-99" },
	{ "IK5", "!x1-1 x1-3 x1-3 x1-3 x1-3 x1-3" },
};

static const struct edi_tagged edifact[] = {
	{ "UNB", "!a4-4:!x1-1:x1-6:x1-3:x2-2 !x1-35:x1-4:x1-35:x1-35 "
	    "!x1-35:x1-4:x1-35:x1-35 !d6-8:!t4-4 !x1-14 x1-14:x2-2 x1-14 "
	    "a1-1 n1-1 x1-35 n1-1" },
	{ "UNG", "x1-6 x1-35:x1-4 x1-35:x1-4 d6-8:t4-4 !x1-14 x1-3 "
	    "x1-3:x1-3:x1-6 x1-14" },
	{ "UNH", "!x1-14 !x1-6:!x1-3:!x1-3:!x1-3:x1-6:x1-6:x1-6 x1-35 "
	    "n1-2:a1-1 x1-14:x1-3:x1-3:x1-3 x1-14:x1-3:x1-3:x1-3 "
	    "x1-14:x1-3:x1-3:x1-3" },
	{ "UNT", "!n1-10 !x1-14" },
	{ "UNE", "!n1-6 !x1-14" },
	{ "UNZ", "!n1-6 !x1-14" },
	{ "UNS", "!a1-1" },
	{ "UCI", "!x1-14 !x1-35:x1-4:x1-35 !x1-35:x1-4:x1-35 !x1-3 x1-3 x1-3 "
	    "n1-3:n1-3:n1-6 x1-3 x1-3" },
	{ "UCF", "!x1-14 x1-35:x1-4 x1-35:x1-4 !x1-3 x1-3 x1-3 "
	    "n1-3:n1-3:n1-6" },
	{ "UCM", "!x1-14 !x1-6:!x1-3:!x1-3:!x1-3:x1-6 !x1-3 x1-3 x1-3 "
	    "n1-3:n1-3:n1-6 x1-3 x1-3" },
	{ "UCS", "!n1-6 x1-3" },
	{ "UCD", "!x1-3 !n1-3:n1-3:n1-6" },
};

/* Most segments are no service segments: they begin otherwise. */
static bool
may_be_x12(struct ou_str tag)
{
	switch (tag.n > 0 ? *tag.p : 0) {
	case 'A': case 'G': case 'I': case 'S': case 'T':
		return true;
	default:
		return false;
	}
}

const char *
ou_edi_dictionary(enum ou_edi_family family, struct ou_str tag)
{
	if (family == OU_EDI_X12)
		return !may_be_x12(tag) ? NULL :
		    edi_tagged(x12, sizeof(x12) / sizeof(*x12), tag);
	/* all of them begin with it */
	if (tag.n != 3 || tag.p[0] != 'U')
		return NULL;
	return edi_tagged(edifact, sizeof(edifact) / sizeof(*edifact), tag);
}

static unsigned
number(struct ou_str *s)
{
	unsigned n = 0;

	for (; s->n > 0 && *s->p >= '0' && *s->p <= '9'; s->p++, s->n--)
		n = n * 10 + (unsigned)(*s->p - '0');
	return n;
}

bool
ou_edi_rule(struct ou_str *rules, struct edi_rule *rule)
{
	struct ou_str one;

	if (!ou_str_split(rules, ':', &one) || one.n == 0)
		return false;
	*rule = (struct edi_rule){ .mandatory = *one.p == '!' };
	one = ou_str_sub(one, rule->mandatory, one.n);
	rule->kind = *one.p;
	one = ou_str_sub(one, 1, one.n);
	rule->least = number(&one);
	one = ou_str_sub(one, 1, one.n);
	rule->most = number(&one);
	return true;
}

const char *
ou_edi_functional_group(struct ou_str type)
{
	static const struct edi_tagged groups[] = {
		{ "180", "AN" }, { "204", "SM" }, { "210", "IM" },
		{ "214", "QM" }, { "810", "IN" }, { "812", "CD" },
		{ "820", "RA" }, { "824", "AG" }, { "830", "PS" },
		{ "832", "SC" }, { "846", "IB" }, { "850", "PO" },
		{ "852", "PD" }, { "855", "PR" }, { "856", "SH" },
		{ "860", "PC" }, { "861", "RC" }, { "862", "SS" },
		{ "865", "CA" }, { "867", "PT" }, { "940", "OW" },
		{ "943", "AR" }, { "944", "RE" }, { "945", "SW" },
		{ "947", "AW" }, { "990", "GF" }, { "997", "FA" },
		{ "999", "FA" },
	};

	return edi_tagged(groups, sizeof(groups) / sizeof(*groups), type);
}
