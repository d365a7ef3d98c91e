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

/* Whatever a guide writes may stand in its message. */
static void
look_at_guide(const char *name)
{
	bool is_x12 = strncmp(name, "x12-", 4) == 0;
	enum ou_edi_family family = is_x12 ? OU_EDI_X12 : OU_EDI_EDIFACT;
	struct ou_str type = ou_str_c(name + (is_x12 ? 4 : 8)), line, word;
	const char *segments = ou_edi_message_segments(family, type);
	struct ou_edi_directories all = { 0 };
	const struct ou_edi_directory *d;
	const struct guide_source *source;
	struct ou_arena a = { 0 };
	struct ou_str text;

	ROW("%s", name);
	if (!CHECK(segments != NULL))
		return;
	d = ou_edi_directory(&all, &a, family, type, is_x12 ?
	    OU_STR("004010") : OU_STR("D:96A:UN"));
	for (source = ou_guide_sources; strcmp(source->name, name) != 0;)
		source++;
	for (text = ou_str_c(source->text); ou_str_split(&text, '\n', &line);) {
		(void)ou_str_split(&line, ' ', &word);
		if ((!ou_str_is(word, "segment") && !ou_str_is(word, "loop"))
		    || ou_str_ends(line, " read"))
			continue;
		(void)ou_str_split(&line, ' ', &word);
		if (!edi_directory_entry(d, word)->listed)
			unit_fail(__FILE__, __LINE__, "%.*s is not of %s",
			    OU_STR_ARG(word), name);
	}
	ou_arena_release(&a);
}

static void
test_guides(void)
{
	unsigned i;

	for (i = 0; ou_guide_names[i] != NULL; i++) {
		if (strstr(ou_guide_names[i], "common") == NULL)
			look_at_guide(ou_guide_names[i]);
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
		    "RFF+ON'DTM+137'DTM+137::102'MOA+79:'RFF+LI::2'",
		    "RFF/2/1.2= 8,2,13; DTM/3/1.2= 8,2,13; "
		    "DTM/4/1.2= 8,2,13; MOA/5/1.2= 8,2,13; " },
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
