#include <stdio.h>

#include "ou/formats/edi/out.h"
#include "dictionary.h"
#include "directory.h"
#include "ou/base/sixteen.h"
#include "ou/formats/edi/envelope.h"
#include "ou/formats/edi/syntax.h"

/* Where we are. */
struct look {
	struct ou_edi *edi;
	const struct ou_edi_directory *directory;	/* or NULL */
	const struct ou_edi_segment *seg;
	enum ou_edi_level level;	/* of what is wrong in it */
	uint64_t position;
};

static void
say(const struct look *l, enum ou_edi_fault_kind kind, unsigned element,
    unsigned component, struct ou_str data, const char *text)
{
	const struct ou_edi_segment *seg = l->seg;
	struct ou_edi_fault fault = { .kind = kind, .level = l->level,
	    .tag = seg->e[0], .position = l->position, .element = element,
	    .component = component, .data = data };

	if (element == 0 && l->level == OU_EDI_IN_ELEMENT)
		fault.level = OU_EDI_IN_SEGMENT;
	if (element == 0)
		ou_edi_report(l->edi, &fault, seg->number, seg->byte,
		    "%.*s: %s", OU_STR_ARG(seg->e[0]), text);
	else
		ou_edi_report(l->edi, &fault, seg->number, seg->byte,
		    "%.*s %02u: %s", OU_STR_ARG(seg->e[0]), element, text);
}

/* --- elements --- */

static size_t
length(const struct ou_edi_marks *m, struct ou_str s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++, n++) {
		if (m->release != 0 && s.p[i] == m->release)
			i++;
	}
	return n;
}

static bool
all_in(struct ou_str s, char from, char to)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] < from || s.p[i] > to)
			return false;
	}
	return true;
}

static unsigned
two(const char *p)
{
	return (unsigned)(p[0] - '0') * 10 + (unsigned)(p[1] - '0');
}

/* YYMMDD or CCYYMMDD. */
static bool
is_date(struct ou_str s)
{
	unsigned month, day;

	if ((s.n != 6 && s.n != 8) || !all_in(s, '0', '9'))
		return false;
	month = two(s.p + s.n - 4);
	day = two(s.p + s.n - 2);
	return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* HHMM, with more behind it. */
static bool
is_time(struct ou_str s)
{
	return s.n >= 4 && s.n <= 8 && all_in(s, '0', '9') &&
	    two(s.p) < 24 && two(s.p + 2) < 60;
}

/* What X12 calls by a note code of its own. */
static enum ou_edi_fault_kind
isa_kind(const struct look *l, unsigned element, enum ou_edi_fault_kind kind)
{
	if (!ou_edi_tag_is(l->seg, "ISA"))
		return kind;
	switch (element) {
	case 5: case 6:
		return OU_EDI_FAULT_SENDER;
	case 7: case 8:
		return OU_EDI_FAULT_RECIPIENT;
	case 12:
		return OU_EDI_FAULT_SYNTAX_VERSION;
	case 13:
		return OU_EDI_FAULT_NUMBER;
	case 15:
		return OU_EDI_FAULT_TEST;
	default:
		return kind;
	}
}

static void
check_value(const struct look *l, const struct edi_rule *rule, unsigned e,
    unsigned c, struct ou_str v)
{
	size_t n = length(l->seg->marks, v);
	enum ou_edi_fault_kind kind = OU_EDI_FAULT_NONE;
	const char *text = NULL;

	if (ou_str_trim(v).n == 0) {
		if (!rule->mandatory)
			return;
		kind = OU_EDI_FAULT_MISSING;
		text = "there must be something";
	} else if (rule->most > 0 && n > rule->most) {
		kind = OU_EDI_FAULT_LONG;
		text = "too long";
	} else if (n < rule->least) {
		kind = OU_EDI_FAULT_SHORT;
		text = "too short";
	} else if ((rule->kind == 'n' && !all_in(v, '0', '9')) ||
	    (rule->kind == 'a' && !all_in(v, 'A', 'Z'))) {
		kind = OU_EDI_FAULT_TYPE;
		text = rule->kind == 'n' ? "not all digits" :
		    "not all capital letters";
	} else if (rule->kind == 'd' && !is_date(v)) {
		kind = OU_EDI_FAULT_DATE;
		text = "no date";
	} else if (rule->kind == 't' && !is_time(v)) {
		kind = OU_EDI_FAULT_TIME;
		text = "no time";
	}
	if (kind != OU_EDI_FAULT_NONE)
		say(l, isa_kind(l, e, kind), e, c, v, text);
}

static void
check_element(const struct look *l, struct ou_str rules, unsigned e)
{
	bool composite = ou_str_find(rules, ':') >= 0;
	struct edi_rule rule;
	unsigned c = 0;

	while (ou_edi_rule(&rules, &rule)) {
		c++;
		/* a composite that may be left out as a whole */
		if (c == 1 && composite && !rule.mandatory &&
		    ou_edi_element(l->seg, e).n == 0)
			return;
		check_value(l, &rule, e, composite ? c : 0,
		    composite ? ou_edi_component(l->seg, e, c) :
		    ou_edi_element(l->seg, e));
	}
	if (composite && ou_edi_components(l->seg, e) > c)
		say(l, OU_EDI_FAULT_TOO_MANY, e, c + 1,
		    ou_edi_component(l->seg, e, c + 1),
		    "more components than it has");
}

static void
check_by_rules(const struct look *l)
{
	const char *text = ou_edi_dictionary(l->seg->marks->family,
	    l->seg->e[0]);
	struct ou_str rules = ou_str_c(text), one;
	unsigned e = 0;

	if (text == NULL)
		return;
	while (ou_str_split(&rules, ' ', &one))
		check_element(l, one, ++e);
	if (l->seg->n > e + 1)
		say(l, OU_EDI_FAULT_TOO_MANY, e + 1, 0,
		    l->seg->e[e + 1], "more elements than it has");
}

/* --- elements that depend on others --- */

static void
check_notes(const struct look *l, const struct edi_notes *notes)
{
	uint64_t elements = ou_edi_present(l->seg, 0), told = 0;
	const struct edi_note *note = notes->notes;
	struct edi_broken bad;
	uint32_t i;

	for (i = 0; i < notes->n; i++, note++) {
		/* of what several notes ask for, one */
		if (note->ours || ou_edi_note_holds(note,
		    note->composite == 0 ? elements :
		    ou_edi_present(l->seg, note->composite), &bad) ||
		    (told >> bad.at & 1) != 0)
			continue;
		told |= (uint64_t)1 << bad.at;
		if (note->composite == 0)
			say(l, bad.kind, bad.at, 0,
			    ou_edi_element(l->seg, bad.at), bad.text);
		else
			say(l, bad.kind, note->composite, bad.at, OU_STR_NONE,
			    "a qualifier without its value");
	}
}

/* --- characters --- */

enum set { SET_ANY, SET_A, SET_B, SET_ISO8859, SET_UTF8 };

static enum set
declared(const struct ou_edi *edi)
{
	struct ou_edi_interchange i;

	ou_edi_interchange(edi, &i);
	if (edi->family == OU_EDI_X12 || !ou_str_starts(i.syntax, "UNO") ||
	    i.syntax.n != 4)
		return SET_ANY;
	switch (i.syntax.p[3]) {
	case 'A':
		return SET_A;
	case 'B':
		return SET_B;
	case 'W': case 'X': case 'Y':
		return SET_UTF8;
	default:
		return i.syntax.p[3] >= 'C' && i.syntax.p[3] <= 'K' ?
		    SET_ISO8859 : SET_ANY;
	}
}

static bool
wrong(enum set set, unsigned char c)
{
	if (c < ' ' || c == 0x7f)
		return true;
	switch (set) {
	case SET_A:
		return !ou_edi_level_a(c);
	case SET_B:
		return c > 0x7e;
	case SET_ISO8859:
		return c >= 0x80 && c < 0xa0;
	default:
		return false;
	}
}

static bool
is_mark(const struct ou_edi_marks *m, char c)
{
	return c == m->element || c == m->component ||
	    (c != 0 && (c == m->repetition || c == m->release ||
	    c == m->terminator));
}

/* Which of sixteen bytes may be wrong. */
static uint32_t
doubtful(enum set set, const char *p)
{
	uint32_t bits = ou_sixteen_odd(p) |
	    ou_sixteen_above(p, set == SET_A ? 'Z' : '~');

	return set != SET_A ? bits : bits | ou_sixteen(p, '#') |
	    ou_sixteen(p, '$') | ou_sixteen(p, '@');
}

/* The first wrong byte of ${s}, or s.n. */
static size_t
first_wrong(const struct ou_edi_marks *m, enum set set, struct ou_str s)
{
	size_t at, i;
	uint32_t bits;

	if (set == SET_UTF8)
		s.n = ou_utf8_valid(s.p, s.n);
	for (at = 0; at < s.n; at += 16) {
		bits = doubtful(set, s.p + at) & ou_sixteen_of(s.n - at);
		for (; bits != 0; bits &= bits - 1) {
			i = at + (size_t)__builtin_ctz(bits);
			if (wrong(set, (unsigned char)s.p[i]) &&
			    !is_mark(m, s.p[i]))
				return i;
		}
	}
	return s.n;
}

/* Nobody takes a message with one: it stands for bytes that were lost. */
static void
refuse_nul(const struct look *l)
{
	struct ou_edi_fault fault = { .kind = OU_EDI_FAULT_SYNTAX,
	    .level = OU_EDI_IN_MESSAGE, .tag = l->seg->e[0],
	    .position = l->position };

	ou_edi_report(l->edi, &fault, l->seg->number, l->seg->byte,
	    "%.*s: a NUL byte", OU_STR_ARG(l->seg->e[0]));
}

static void
check_characters(const struct look *l, enum set set)
{
	const struct ou_edi_segment *seg = l->seg;
	struct ou_str v;
	unsigned e;
	size_t at;
	char text[64];

	if (first_wrong(seg->marks, set, seg->raw) == seg->raw.n)
		return;
	for (e = 0; e < seg->n; e++) {
		v = seg->e[e];
		if ((at = first_wrong(seg->marks, set, v)) == v.n)
			continue;
		(void)snprintf(text, sizeof(text),
		    "a character 0x%02x that the set does not have",
		    (unsigned char)v.p[at]);
		say(l, OU_EDI_FAULT_CHARACTER, e, 0, v, text);
		if (memchr(seg->raw.p, '\0', seg->raw.n) != NULL)
			refuse_nul(l);
		return;
	}
}

/* --- segments --- */

static bool
is_tag(enum ou_edi_family family, struct ou_str tag)
{
	size_t i;

	if (family == OU_EDI_X12 ? tag.n < 2 || tag.n > 3 : tag.n != 3)
		return false;
	for (i = 0; i < tag.n; i++) {
		if (!(tag.p[i] >= 'A' && tag.p[i] <= 'Z') &&
		    !(i > 0 && tag.p[i] >= '0' && tag.p[i] <= '9'))
			return false;
	}
	return true;
}

static bool
is_binary(const struct ou_edi_segment *seg)
{
	return ou_edi_tag_is(seg, "BIN") || ou_edi_tag_is(seg, "BDS");
}

/* A tag that the message's own segments do not have. */
static void
check_tag(const struct look *l, enum ou_edi_family family, struct ou_str tag)
{
	if (!is_tag(family, tag))
		say(l, OU_EDI_FAULT_UNKNOWN_SEGMENT, 0, 0, l->seg->e[0],
		    "no tag of a segment");
	else if (!ou_edi_segment_known(family, tag))
		say(l, OU_EDI_FAULT_UNKNOWN_SEGMENT, 0, 0, l->seg->e[0],
		    "the standard has no such segment");
	/* with Z it is of partners, between themselves */
	else if (l->directory != NULL && l->directory->closed &&
	    *tag.p != 'Z')
		say(l, OU_EDI_FAULT_UNEXPECTED_SEGMENT, 0, 0, l->seg->e[0],
		    "the message has no such segment");
}

static void
check_segment(const struct look *l, enum set set, bool overfull)
{
	const struct ou_edi_segment *seg = l->seg;
	enum ou_edi_family family = seg->marks->family;
	const struct edi_entry *entry = NULL;
	struct ou_str tag;

	if (overfull)
		say(l, OU_EDI_FAULT_SYNTAX, 0, 0, OU_STR_NONE,
		    "more elements than can be read");
	/* EDIFACT has a tag with components: repetition and nesting */
	tag = family == OU_EDI_X12 ? seg->e[0] : ou_edi_component(seg, 0, 1);
	if (l->directory != NULL)
		entry = edi_directory_entry(l->directory, tag);
	if (entry == NULL || !entry->listed)
		check_tag(l, family, tag);
	/* ISO 9735-8: it stands beside messages */
	if (family == OU_EDI_EDIFACT && ou_edi_tag_is(seg, "UNO"))
		say(l, OU_EDI_FAULT_UNEXPECTED_SEGMENT, 0, 0, OU_STR_NONE,
		    "a package inside a message");
	if (!is_binary(seg))
		check_characters(l, set);
	check_by_rules(l);
	if (entry != NULL && entry->notes != NULL)
		check_notes(l, entry->notes);
}

/* Nothing between two terminators. */
static void
check_gap(struct ou_edi *edi, const struct ou_edi_message *m, uint32_t i)
{
	const struct ou_edi_piece *p = &m->pieces[i - 1];
	struct ou_edi_fault fault;
	size_t at = (size_t)p->at + p->n + 1;

	if (edi->marks.terminator == '\n' ||
	    ou_edi_object(&edi->marks, m, i).p != NULL)
		return;
	for (; at < m->pieces[i].at; at++) {
		if (m->bytes.p[at] != edi->marks.terminator)
			continue;
		fault = (struct ou_edi_fault){
			.kind = OU_EDI_FAULT_EMPTY_SEGMENT,
			.level = OU_EDI_IN_SEGMENT, .position = i + 1 };
		ou_edi_report(edi, &fault, m->segment + i, m->byte + at,
		    "a segment with nothing in it");
	}
}

/* Is the message in the group that is for it? */
static void
check_group(struct ou_edi *edi, const struct ou_edi_message *m,
    struct ou_edi_segment *seg)
{
	struct ou_edi_fault fault = { .kind = OU_EDI_FAULT_MIXED,
	    .level = OU_EDI_IN_MESSAGE, .position = 1 };
	struct ou_edi_group group;
	struct ou_edi_heading h;
	const char *want;

	fault.tag = ou_str_c(edi->family == OU_EDI_X12 ? "ST" : "UNH");
	if (!edi->group.open) {
		if (edi->family != OU_EDI_X12 || !edi->interchange.open)
			return;
		fault.kind = OU_EDI_FAULT_NO_HEADER;
		ou_edi_report(edi, &fault, m->segment, m->byte,
		    "a transaction set outside of a group");
		return;
	}
	ou_edi_group(edi, &group);
	ou_edi_heading(&edi->marks, m, seg, &h);
	want = edi->family == OU_EDI_X12 ? ou_edi_functional_group(h.type) :
	    NULL;
	if (edi->family == OU_EDI_X12 ? want == NULL || ou_str_is(group.type,
	    want) : group.type.n == 0 || ou_str_eq(group.type, h.type))
		return;
	fault.data = group.type;
	ou_edi_report(edi, &fault, m->segment, m->byte,
	    "a message of type '%.*s' in a group of '%.*s'",
	    OU_STR_ARG(h.type), OU_STR_ARG(group.type));
}

void
ou_edi_look_into(struct ou_edi *edi, const struct ou_edi_message *message,
    const struct ou_edi_directory *directory, struct ou_edi_segment *seg,
    ou_edi_looker *look, void *arg)
{
	struct look l = { .edi = edi, .directory = directory, .seg = seg,
	    .level = OU_EDI_IN_ELEMENT };
	enum set set = declared(edi);
	bool overfull;
	uint32_t i;

	check_group(edi, message, seg);
	for (i = 0; i < message->n; i++) {
		if (i > 0)
			check_gap(edi, message, i);
		overfull = ou_edi_segment(&edi->marks, message, i, seg) != 0;
		l.position = i + 1;
		check_segment(&l, set, overfull);
		if (look != NULL)
			look(arg, edi, seg, l.position);
	}
}

static void
look_at_header(struct ou_edi *edi, const struct ou_edi_header *h,
    enum ou_edi_level level)
{
	struct look l = { .edi = edi, .seg = &h->seg, .level = level };

	if (h->seg.n > 0)
		check_by_rules(&l);
}

void
ou_edi_look_at_interchange(struct ou_edi *edi)
{
	look_at_header(edi, &edi->interchange, OU_EDI_IN_INTERCHANGE);
}

void
ou_edi_look_at_group(struct ou_edi *edi)
{
	look_at_header(edi, &edi->group, OU_EDI_IN_GROUP);
}

void
ou_edi_look_at_end(struct ou_edi *edi, enum ou_edi_level level, bool service)
{
	const struct ou_edi_header *h = level == OU_EDI_IN_GROUP ?
	    &edi->group : &edi->interchange;
	struct ou_edi_fault fault = { .kind = OU_EDI_FAULT_EMPTY,
	    .level = level };

	if (h->messages > 0 || service ||
	    (level == OU_EDI_IN_INTERCHANGE && h->groups > 0))
		return;
	ou_edi_report(edi, &fault, edi->segments,
	    ou_source_offset(edi->src), level == OU_EDI_IN_GROUP ?
	    "a group without a message" : "an interchange without a message");
}
