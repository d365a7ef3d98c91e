/*
 * The segments of messages, and the notes of segments: the tables, and what is
 * found with them.
 */
#include "../../lib/formats/edi/directory.h"
#include "../../lib/formats/guide_parts.h"
#include "ou/formats/edi/reader.h"
#include "ou/formats/edi/syntax.h"
#include "unit.h"

static const enum ou_edi_family families[] = { OU_EDI_X12, OU_EDI_EDIFACT };

/* --- the tables --- */

/* Each tag is one of the standard, and stands once. */
static void
look_at_set(enum ou_edi_family family, const char *type, const char *segments)
{
	struct ou_str s = ou_str_c(segments), tag, rest, other;
	unsigned n;

	ROW("%s", type);
	while (ou_str_split(&s, ' ', &tag)) {
		CHECK(ou_edi_segment_known(family, tag));
		rest = ou_str_c(segments);
		for (n = 0; ou_str_split(&rest, ' ', &other);)
			n += ou_str_eq(tag, other);
		if (n != 1)
			unit_fail(__FILE__, __LINE__, "%.*s of %s, %u times",
			    OU_STR_ARG(tag), type, n);
	}
}

static void
test_sets(void)
{
	const char *type, *segments;
	unsigned f, i;

	for (f = 0; f < 2; f++) {
		for (i = 0; (type = ou_edi_message_at(families[f], i,
		    &segments)) != NULL; i++)
			look_at_set(families[f], type, segments);
	}
}

/* Whatever a guide writes may stand in its message; and where it has all that
 * it can write, nothing that another element asks for is missing. */
static uint64_t
written(const struct guide_rule *rule)
{
	const struct guide_element *x = rule->elements;
	uint64_t bits = 0;
	bool any = false;
	uint32_t i, e;

	for (i = 0; i < rule->n_only; i++)
		bits |= (uint64_t)1 << rule->only[i].element;
	for (i = 0; i < rule->n_elements; i++, x++) {
		if (x->read_only)
			continue;
		any = true;
		bits |= (uint64_t)1 << x->element;
		if (x->only.n_values > 0)
			bits |= (uint64_t)1 << x->only.element;
		for (e = x->element; e <= 31 && (x->what == GUIDE_PAIRS ||
		    x->what == GUIDE_IDS); e++)
			bits |= (uint64_t)1 << e;
	}
	return any ? bits : 0;
}

static void
look_at_rule(const struct ou_edi_directory *d, const struct guide_rule *rule)
{
	const struct edi_entry *entry = edi_directory_entry(d, rule->tag);
	uint64_t there = written(rule);
	struct edi_broken bad;
	uint32_t i;

	if (rule->read_only || (!rule->loop && there == 0))
		return;
	if (rule->tag.n > 0 && rule->levels.n == 0 && !entry->listed)
		unit_fail(__FILE__, __LINE__, "line %u: %.*s is not of it",
		    rule->line, OU_STR_ARG(rule->tag));
	for (i = 0; !rule->loop && entry->notes != NULL &&
	    i < entry->notes->n; i++) {
		if (entry->notes->notes[i].kind != 'E' &&
		    entry->notes->notes[i].composite == 0 &&
		    !ou_edi_note_holds(&entry->notes->notes[i], there, &bad))
			unit_fail(__FILE__, __LINE__, "line %u: %.*s %02u: %s",
			    rule->line, OU_STR_ARG(rule->tag), bad.at,
			    bad.text);
	}
	for (i = 0; i < rule->n_rules; i++)
		look_at_rule(d, &rule->rules[i]);
}

static void
look_at_guide(const char *name, const char *version)
{
	bool is_x12 = strncmp(name, "x12-", 4) == 0;
	struct ou_guide_name key = { is_x12 ? OU_EDI_X12 : OU_EDI_EDIFACT,
	    ou_str_c(name + (is_x12 ? 4 : 8)), ou_str_c(version) };
	struct ou_edi_directories all = { 0 };
	const struct ou_guide *g;
	struct ou_arena a = { 0 };

	ROW("%s %s", name, version);
	CHECK(ou_edi_message_segments(key.family, key.type) != NULL);
	g = ou_guide_find(&a, &key, OU_STR_NONE, NULL);
	if (CHECK(g != NULL))
		look_at_rule(ou_edi_directory(&all, &a, key.family, key.type,
		    key.version), &g->root);
	ou_arena_release(&a);
}

static void
test_guides(void)
{
	const char *name;
	unsigned i;

	for (i = 0; (name = ou_guide_names[i]) != NULL; i++) {
		if (strstr(name, "common") != NULL)
			continue;
		if (strncmp(name, "x12-", 4) == 0) {
			look_at_guide(name, "004010");
			look_at_guide(name, "005010");
		} else {
			look_at_guide(name, "D:96A:UN");
			look_at_guide(name, "D:01B:UN");
		}
	}
}

/* Notes are of their form, of two elements at least, and of known tags. */
static void
test_notes(void)
{
	const struct edi_tagged *row;
	struct edi_note note;
	struct ou_str tag, text;
	unsigned f, n;

	for (f = 0; f < 2; f++) {
		for (row = ou_edi_notes_all(families[f]); row->text != NULL;
		    row++) {
			tag = ou_str_make(row->tag, strnlen(row->tag, 4));
			ROW("%.*s", OU_STR_ARG(tag));
			CHECK(ou_edi_segment_known(families[f], tag));
			text = ou_str_c(row->text);
			for (n = 0; ou_edi_note_next(&text, &note); n++) {
				CHECK(strchr("PRECL", note.kind) != NULL);
				CHECK((note.all & note.first) != 0);
				CHECK((note.all & (note.all - 1)) != 0);
				CHECK((note.all & 1) == 0);
			}
			CHECK(n > 0 && text.n == 0);
		}
	}
}

/* --- one note --- */

static void
test_one_note(void)
{
	static const struct {
		const char *note;
		uint64_t there;
		unsigned at;		/* 0: it holds */
		const char *text;
	} rows[] = {
		{ "P0203", 0, 0, NULL },
		{ "P0203", 1 << 2 | 1 << 3 | 1 << 9, 0, NULL },
		{ "P0203", 1 << 2, 3,
		    "there must be something, for 02 is there" },
		{ "P0203", 1 << 3, 2,
		    "there must be something, for 03 is there" },
		{ "P020304", 1 << 3 | 1 << 4, 2,
		    "there must be something, for 03 is there" },
		{ "R0205", 1 << 3, 2, "one of 02, 05 must be there" },
		{ "R0205", 1 << 5, 0, NULL },
		{ "R0205", 1 << 2 | 1 << 5, 0, NULL },
		{ "E0204", 0, 0, NULL },
		{ "E0204", 1 << 4, 0, NULL },
		{ "E0204", 1 << 2 | 1 << 4, 4, "not together with 02" },
		{ "C0302", 1 << 2, 0, NULL },
		{ "C0302", 1 << 3, 2,
		    "there must be something, for 03 is there" },
		{ "C0302", 1 << 3 | 1 << 2, 0, NULL },
		{ "C100203", 1 << 10 | 1 << 2, 3,
		    "there must be something, for 10 is there" },
		{ "L080910", 1 << 9, 0, NULL },
		{ "L080910", 1 << 8 | 1 << 10, 0, NULL },
		{ "L080910", 1 << 8, 9,
		    "one of 09, 10 must be there, for 08 is" },
		{ "L13101112", 1 << 13, 10,
		    "one of 10, 11, 12 must be there, for 13 is" },
	};
	struct edi_broken bad;
	struct edi_note note;
	struct ou_str text;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		ROW("%s of %x", rows[i].note, (unsigned)rows[i].there);
		text = ou_str_c(rows[i].note);
		CHECK(ou_edi_note_next(&text, &note));
		bad.at = 0;
		CHECK_INT(ou_edi_note_holds(&note, rows[i].there, &bad),
		    rows[i].at == 0);
		CHECK_INT(bad.at, rows[i].at);
		if (rows[i].at != 0)
			CHECK_STR(bad.text, rows[i].text);
	}
}

/* --- what a version knows --- */

static void
test_versions(void)
{
	static const struct {
		enum ou_edi_family family;
		const char *type, *version;
		bool closed, noted;
	} rows[] = {
		{ OU_EDI_X12, "850", "004010", true, true },
		{ OU_EDI_X12, "850", "004010VICS", true, true },
		{ OU_EDI_X12, "850", "003040", true, false },
		{ OU_EDI_X12, "850", "003030", false, false },
		{ OU_EDI_X12, "850", "004009", true, false },
		{ OU_EDI_X12, "850", "006010", true, true },
		{ OU_EDI_X12, "850", "006020", false, true },
		{ OU_EDI_X12, "850", "008040", false, true },
		{ OU_EDI_X12, "850", "4010", false, false },
		{ OU_EDI_X12, "850", "", false, false },
		{ OU_EDI_X12, "840", "004010", false, true },
		{ OU_EDI_X12, "", "004010", false, true },
		{ OU_EDI_X12, "ORDERS", "004010", false, true },
		{ OU_EDI_EDIFACT, "ORDERS", "D:93A:UN", true, true },
		{ OU_EDI_EDIFACT, "ORDERS", "D:96A:UN:EAN008", true, true },
		{ OU_EDI_EDIFACT, "ORDERS", "D:99B:UN", true, true },
		{ OU_EDI_EDIFACT, "ORDERS", "D:00A:UN", true, true },
		{ OU_EDI_EDIFACT, "ORDERS", "D:11B:UN", true, true },
		{ OU_EDI_EDIFACT, "ORDERS", "D:12A:UN", false, true },
		{ OU_EDI_EDIFACT, "ORDERS", "D:92A:UN", false, true },
		{ OU_EDI_EDIFACT, "ORDERS", "1:911:UN", false, true },
		{ OU_EDI_EDIFACT, "ORDERS", "D", false, true },
		{ OU_EDI_EDIFACT, "ORDERS", "", false, true },
		{ OU_EDI_EDIFACT, "850", "D:96A:UN", false, true },
	};
	struct ou_edi_directories all = { 0 };
	const struct ou_edi_directory *d;
	struct ou_arena a = { 0 };
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		ROW("%s of '%s'", rows[i].type, rows[i].version);
		d = ou_edi_directory(&all, &a, rows[i].family,
		    ou_str_c(rows[i].type), ou_str_c(rows[i].version));
		CHECK_INT(d->closed, rows[i].closed);
		CHECK_INT(edi_directory_entry(d, rows[i].family == OU_EDI_X12 ?
		    OU_STR("N1") : OU_STR("DTM"))->notes != NULL,
		    rows[i].noted);
		CHECK(edi_directory_entry(d, OU_STR("UNT"))->listed);
		CHECK(!edi_directory_entry(d, OU_STR("X"))->listed);
		CHECK(!edi_directory_entry(d, OU_STR("ABCD"))->listed);
		/* the same one again */
		CHECK(ou_edi_directory(&all, &a, rows[i].family,
		    ou_str_c(rows[i].type), ou_str_c(rows[i].version)) == d);
	}
	ou_arena_release(&a);
}

/* Versions that do not differ have one directory, however many they are. */
static void
test_many(void)
{
	struct ou_edi_directories all = { 0 };
	const struct ou_edi_directory *first;
	struct ou_arena a = { 0 };
	char version[8];
	unsigned i;

	first = ou_edi_directory(&all, &a, OU_EDI_X12, OU_STR("850"),
	    OU_STR("004010"));
	CHECK(first->closed);
	for (i = 4011; i < 4111; i++) {
		(void)snprintf(version, sizeof(version), "00%u", i);
		CHECK(ou_edi_directory(&all, &a, OU_EDI_X12, OU_STR("850"),
		    ou_str_c(version)) == first);
	}
	CHECK(ou_edi_directory(&all, &a, OU_EDI_X12, OU_STR("855"),
	    OU_STR("004010")) != first);
	ou_arena_release(&a);
}

/* --- messages --- */

static void
on_fault(void *arg, const struct ou_edi_fault *f)
{
	const struct ou_edi_codes *codes = ou_edi_codes(f->kind);
	struct ou_buf *to = arg;

	ou_buf_printf(to, "%.*s/%d/%u.%u=%.*s %s,%s,%s; ", OU_STR_ARG(f->tag),
	    (int)f->position, f->element, f->component, OU_STR_ARG(f->data),
	    codes->ak3 != NULL ? codes->ak3 : "-",
	    codes->ak4 != NULL ? codes->ak4 : "-", codes->contrl);
}

static void
look(struct ou_buf *to, enum ou_edi_family family, struct ou_str type,
    struct ou_str version, const char *text)
{
	struct ou_source *src = ou_source_memory("t", ou_str_c(text));
	struct ou_edi_directories all = { 0 };
	enum ou_edi_event event = OU_EDI_OPEN;
	struct ou_edi_segment seg;
	struct ou_arena a = { 0 };
	struct ou_edi edi;

	ou_edi_init(&edi, src, family);
	while (event != OU_EDI_MESSAGE && event != OU_EDI_END &&
	    ou_edi_next(&edi, &event, NULL) == 0)
		;
	edi.fault = on_fault;
	edi.arg = to;
	if (CHECK_INT(event, OU_EDI_MESSAGE))
		ou_edi_look_into(&edi, &edi.message, ou_edi_directory(&all,
		    &a, family, type, version), &seg, NULL, NULL);
	ou_edi_release(&edi);
	ou_source_close(src);
	ou_arena_release(&a);
}

static void
test_messages(void)
{
	static const struct {
		enum ou_edi_family family;
		const char *version, *body, *want;
	} rows[] = {
		{ OU_EDI_X12, "004010", "BEG*00*SA*1**20261120~PO1*1*2*EA~",
		    "" },
		{ OU_EDI_X12, "004010", "POC*1*CA*2**EA~",
		    "POC/2/0.0=POC 6,-,15; " },
		{ OU_EDI_X12, "003020", "POC*1*CA*2**EA~", "" },
		{ OU_EDI_X12, "006020", "POC*1*CA*2**EA~", "" },
		{ OU_EDI_X12, "004010", "QQQ*1~", "QQQ/2/0.0=QQQ 1,-,15; " },
		{ OU_EDI_X12, "004010", "ZZZ*1~BIN*1*A~", "" },
		{ OU_EDI_X12, "004010", "PO1*1**EA~",
		    "PO1/2/2.0= 8,2,13; " },
		{ OU_EDI_X12, "003040", "PO1*1**EA~", "" },
		{ OU_EDI_X12, "008010", "PO1*1**EA~",
		    "PO1/2/2.0= 8,2,13; " },
		{ OU_EDI_X12, "004010",
		    "PO1*1*2*EA*1**VN~PO1*2*2*EA***VN*A**B~",
		    "PO1/2/7.0= 8,2,13; PO1/3/8.0= 8,2,13; " },
		{ OU_EDI_X12, "004010", "QTY*01*2**A~",
		    "QTY/2/4.0=A 8,10,15; " },
		{ OU_EDI_X12, "004010", "N1*BY~N1*BY***9~",
		    "N1/2/2.0= 8,2,13; N1/3/2.0= 8,2,13; N1/3/3.0= 8,2,13; " },
		/* blanks are nothing; what two notes ask for is told once */
		{ OU_EDI_X12, "004010", "N1*BY* *  ~",
		    "N1/2/2.0=  8,2,13; " },
		{ OU_EDI_X12, "004010", "SAC*A***X*100~",
		    "SAC/2/2.0= 8,2,13; SAC/2/3.0= 8,2,13; " },
		{ OU_EDI_EDIFACT, "D:96A:UN",
		    "NAD+BY'RFF+ON:1'DTM+137:20261120:102'", "" },
		{ OU_EDI_EDIFACT, "D:96A:UN", "GID+1'", 
		    "GID/2/0.0=GID 6,-,15; " },
		{ OU_EDI_EDIFACT, "D:12A:UN", "GID+1'", "" },
		{ OU_EDI_EDIFACT, "D:96A:UN",
		    "QTY+21'QTY+21::PCE'CNT+2'QTY+21:4'",
		    "QTY/2/1.2= 8,2,13; QTY/3/1.2= 8,2,13; "
		    "CNT/4/1.2= 8,2,13; " },
		/* conditional: such a qualifier may stand alone */
		{ OU_EDI_EDIFACT, "D:96A:UN", "RFF+ON'DTM+137'DTM+137::102'"
		    "MOA+79:'RFF+LI::2'CUX+2'PRI+AAA'PCD+1'", "" },
	};
	struct ou_buf b = OU_BUF_INIT, text = OU_BUF_INIT;
	size_t i;
	bool is_x12;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		is_x12 = rows[i].family == OU_EDI_X12;
		ROW("%s: %s", rows[i].version, rows[i].body);
		b.n = text.n = 0;
		ou_buf_printf(&text, is_x12 ? "ST*850*0001~%sSE*3*0001~" :
		    "UNH+1+ORDERS:D:96A:UN'%sUNT+3+1'", rows[i].body);
		ou_buf_addc(&text, '\0');
		look(&b, rows[i].family, is_x12 ? OU_STR("850") :
		    OU_STR("ORDERS"), ou_str_c(rows[i].version), text.p);
		ou_buf_addc(&b, '\0');
		CHECK_STR(b.p, rows[i].want);
	}
	ou_buf_release(&text);
	ou_buf_release(&b);
}

int
main(void)
{
	RUN(test_sets);
	RUN(test_guides);
	RUN(test_notes);
	RUN(test_one_note);
	RUN(test_versions);
	RUN(test_many);
	RUN(test_messages);
	return UNIT_DONE();
}
