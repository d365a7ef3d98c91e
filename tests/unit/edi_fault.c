#include "ou/formats/edi/envelope.h"
#include "unit.h"

/*
 * What is read of an interchange, written down in one line: events, and
 * faults as code@level/position/element/tag=data.
 */
struct seen {
	struct ou_buf out;
	const struct ou_edi *edi;
};

#define ISA(text) "ISA*00*          *00*          *ZZ*ACMESTORES     *ZZ*" \
	"SAVEX          *261120*0914*U*00401*000000905*1*T*>~" text
#define PO(n) "ST*850*" n "~BEG*00*SA*77**20261120~SE*3*" n "~"

static void
on_fault(void *arg, const struct ou_edi_fault *f)
{
	struct seen *s = arg;

	ou_buf_printf(&s->out, "!%s@%c/%d/%u/%.*s=%.*s ",
	    ou_diag_name(f->err.code), "igmse"[f->level], (int)f->position,
	    f->element, OU_STR_ARG(f->tag), OU_STR_ARG(f->data));
}

static void
on_event(struct seen *s, enum ou_edi_event event)
{
	static const char *const names[] = { "end", "open", "group",
	    "service", "message", "stray", "group-close", "close" };
	struct ou_edi *edi = (struct ou_edi *)s->edi;
	struct ou_edi_segment seg;

	ou_buf_printf(&s->out, "%s ", names[event]);
	if (event == OU_EDI_MESSAGE)
		ou_edi_check(edi, &edi->message, &seg);
}

static int
walk(struct seen *s, enum ou_edi_family family, const char *text)
{
	struct ou_source *src = ou_source_memory("t", ou_str_c(text));
	enum ou_edi_event event;
	struct ou_edi edi;
	struct ou_err err;
	int r;

	ou_edi_init(&edi, src, family);
	edi.fault = on_fault;
	edi.arg = s;
	s->edi = &edi;
	do {
		if ((r = ou_edi_next(&edi, &event, &err)) == 0)
			on_event(s, event);
	} while (r == 0 && event != OU_EDI_END);
	if (r != 0)
		ou_buf_adds(&s->out, OU_STR("damaged"));
	ou_edi_release(&edi);
	ou_source_close(src);
	return r;
}

static void
test_events(void)
{
	static const struct {
		const char *name;
		enum ou_edi_family family;
		const char *text, *want;
	} rows[] = {
		{ "as it should be", OU_EDI_X12,
		    ISA("GS*PO*A*B*20261120*0914*5*X*004010~" PO("0001")
		    "GE*1*5~IEA*1*000000905~"),
		    "open group message group-close close end " },
		{ "TA1 alone", OU_EDI_X12,
		    ISA("TA1*000000001*261120*0914*A*000~IEA*0*000000905~"),
		    "open service close end " },
		{ "GE is missing", OU_EDI_X12,
		    ISA("GS*PO*A*B*20261120*0914*5*X*004010~" PO("0001")
		    "IEA*1*000000905~"),
		    "open group message !EDI-TRAILER@g/0/0/GE= group-close close "
		    "end " },
		{ "counts", OU_EDI_X12,
		    ISA("GS*PO*A*B*20261120*0914*5*X*004010~"
		    "ST*850*1~BEG*00~SE*9*2~GE*7*6~IEA*x*905~"),
		    "open group message !EDI-COUNT@m/3/1/SE=9 !EDI-REFERENCE@m/3/2/SE=2 "
		    "!EDI-COUNT@g/0/1/GE=7 !EDI-REFERENCE@g/0/2/GE=6 group-close "
		    "!EDI-COUNT@i/0/1/IEA=x close end " },
		{ "two groups, the first not closed", OU_EDI_X12,
		    ISA("GS*PO*A*B*20261120*0914*5*X*004010~" PO("0001")
		    "GS*PO*A*B*20261120*0914*6*X*004010~" PO("0001")
		    "GE*1*6~IEA*2*000000905~"),
		    "open group message !EDI-TRAILER@g/0/0/GE= group-close group "
		    "message group-close close end " },
		{ "cut off", OU_EDI_X12,
		    ISA("GS*PO*A*B*20261120*0914*5*X*004010~ST*850*1~BEG*0"),
		    "open group message !TRUNCATED@m/2/0/= !EDI-TRAILER@g/0/0/GE= "
		    "group-close !EDI-TRAILER@i/0/0/IEA= close damaged" },
		{ "trailers of nothing", OU_EDI_X12,
		    ISA("GE*1*5~IEA*0*000000905~IEA*0*1~"),
		    "open !EDI-STRAY@g/0/0/GE=GE*1*5 close "
		    "!EDI-STRAY@i/0/0/IEA=IEA*0*1 end " },
		{ "no separators", OU_EDI_EDIFACT,
		    "UNA++.? 'UNB+UNOA:2+A+B+261120:0914+7'UNZ+0+7'",
		    "!EDI-HEADER@i/0/0/UNA= open close end " },
		{ "UNT is missing", OU_EDI_EDIFACT,
		    "UNB+UNOA:2+A+B+261120:0914+7'UNH+1+ORDERS:D:96A:UN'"
		    "BGM+220+5'UNZ+1+7'",
		    "open message !EDI-TRAILER@m/2/0/= close end " },
		{ "without an interchange", OU_EDI_EDIFACT,
		    "UNH+1+ORDERS:D:96A:UN'UNT+2+1'",
		    "!EDI-HEADER@i/0/0/= message end " },
		{ "something else in between", OU_EDI_EDIFACT,
		    "UNB+UNOA:2+A+B+261120:0914+7'XYZ+1'"
		    "UNH+1+ORDERS:D:96A:UN'UNT+2+1'UNZ+1+7'",
		    "open !EDI-STRAY@i/0/0/=XYZ+1' stray message close end " },
		{ "the same number twice", OU_EDI_X12,
		    ISA("GS*PO*A*B*20261120*0914*5*X*004010~" PO("0001")
		    PO("0002") PO("1") PO("A-1") PO("A-1") "GE*5*5~"
		    "GS*PO*A*B*20261120*0914*6*X*004010~" PO("0001") "GE*1*6~"
		    "IEA*2*000000905~"),
		    "open group message message message "
		    "!EDI-DUPLICATE@m/0/0/= message message "
		    "!EDI-DUPLICATE@m/0/0/= group-close "
		    "group message group-close close end " },
		{ "a package", OU_EDI_EDIFACT,
		    "UNB+UNOA:4+A+B+20261120:0914+7'"
		    "UNO+1+A:1+B:2+7'A'UNH+'UNP+7+1'"
		    "UNH+1+ORDERS:D:96A:UN'UNT+2+1'UNZ+2+7'",
		    "open !EDI-TYPE@i/0/0/=UNO+1+A:1+B:2+7'A'UNH+'UNP+7+1' "
		    "stray message close end " },
		{ "a package behind a segment, in lines", OU_EDI_EDIFACT,
		    "UNB+UNOA:4+A+B+20261120:0914+7'\n"
		    "UNO+1+A:1+B:2+4:1'\nUSX+1'\nUNZ'UNP+4+1'\nUNZ+1+7'",
		    "open !EDI-TYPE@i/0/0/=UNO+1+A:1+B:2+4:1'\nUSX+1'\n"
		    "UNZ'UNP+4+1' stray close end " },
		{ "a package that is cut off", OU_EDI_EDIFACT,
		    "UNB+UNOA:4+A+B+20261120:0914+7'"
		    "UNO+1+A:1+B:2+600'UNH+1+ORDERS:D:96A:UN'",
		    "open !EDI-TYPE@i/0/0/=UNO+1+A:1+B:2+600'"
		    "UNH+1+ORDERS:D:96A:UN' stray !EDI-TRAILER@i/0/0/UNZ= "
		    "close damaged" },
		{ "a package with a wrong length", OU_EDI_EDIFACT,
		    "UNB+UNOA:4+A+B+20261120:0914+7'UNO+1+A:1+B:2+2'AAA"
		    "UNP+2+1'UNZ+1+7'",
		    "open !EDI-STRAY@i/0/0/=UNO+1+A:1+B:2+2'AAAUNP+2+1' stray "
		    "!EDI-COUNT@i/0/1/UNZ=1 close end " },
		{ "a package inside a message", OU_EDI_EDIFACT,
		    "UNB+UNOA:4+A+B+20261120:0914+7'"
		    "UNH+1+ORDERS:D:96A:UN'\nUNO+1+A:1+B:2+8'\n"
		    "'UNT+9+1UNP+8+1'\nUNT+4+1'UNZ+1+7'",
		    "open message close end " },
		{ "one behind a segment, and another", OU_EDI_EDIFACT,
		    "UNB+UNOA:4+A+B+20261120:0914+7'UNH+1+ORDERS:D:96A:UN'"
		    "UNO+1+A:1+B:2+4:1'USX+1'UNZ'UNP+4+1'"
		    "UNO+2+A:1+B:2+0'UNP+0+2'UNT+7+1'UNZ+1+7'",
		    "open message close end " },
		{ "one behind a message without its trailer", OU_EDI_EDIFACT,
		    "UNB+UNOA:4+A+B+20261120:0914+7'UNH+1+ORDERS:D:96A:UN'"
		    "UNO+1+A:1+B:2+4'UNT+UNP+4+1'UNZ+2+7'",
		    "open message !EDI-TRAILER@m/1/0/= "
		    "!EDI-TYPE@i/0/0/=UNO+1+A:1+B:2+4'UNT+UNP+4+1' stray "
		    "close end " },
		{ "a message is cut off in one", OU_EDI_EDIFACT,
		    "UNB+UNOA:4+A+B+20261120:0914+7'UNH+1+ORDERS:D:96A:UN'"
		    "UNO+1+A:1+B:2+40'UNT+3+1'UNZ+1+7'",
		    "open message !TRUNCATED@m/2/0/= !EDI-TRAILER@i/0/0/UNZ= "
		    "close damaged" },
		{ "a message is cut off behind one", OU_EDI_EDIFACT,
		    "UNB+UNOA:4+A+B+20261120:0914+7'UNH+1+ORDERS:D:96A:UN'"
		    "UNO+1+A:1+B:2+4'UNT+UNP+4+1'",
		    "open message !TRUNCATED@m/3/0/= !EDI-TRAILER@i/0/0/UNZ= "
		    "close damaged" },
		{ "one of a wrong length in a message", OU_EDI_EDIFACT,
		    "UNB+UNOA:4+A+B+20261120:0914+7'UNH+1+ORDERS:D:96A:UN'"
		    "UNO+1+A:1+B:2+2'AAAUNP+2+1'UNT+4+1'UNZ+1+7'",
		    "open message close end " },
		{ "an interactive interchange", OU_EDI_EDIFACT,
		    "UIB+UNOA:4+1'UIH+A:0:1:1+1'UIT+1+2'UIZ++1'", "damaged" },
		{ "one behind a batch", OU_EDI_EDIFACT,
		    "UNB+UNOA:4+A+B+20261120:0914+7'UNZ+0+7'"
		    "UIB+UNOA:4+1'UIZ++1'UNB+UNOA:4+A+B+20261120:0914+8'"
		    "UNZ+0+8'",
		    "open close !EDI-TYPE@i/0/0/=UIB+UNOA:4+1'UIZ++1' stray "
		    "open close end " },
	};
	struct seen s = { .out = OU_BUF_INIT };
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].name);
		ou_buf_clear(&s.out);
		(void)walk(&s, rows[i].family, rows[i].text);
		CHECK_STRN(s.out.p, s.out.n, rows[i].want);
	}
	ou_buf_release(&s.out);
}

/* Read up to the end of the first interchange, and look at what it said. */
static struct ou_source *
read_all(struct ou_edi *edi, enum ou_edi_family family, const char *text,
    struct ou_edi_heading *heading)
{
	struct ou_source *src = ou_source_memory("t", ou_str_c(text));
	static struct ou_edi_segment seg;
	enum ou_edi_event event;
	struct ou_err err;

	ou_edi_init(edi, src, family);
	do {
		if (!CHECK_INT(ou_edi_next(edi, &event, &err), 0))
			break;
		if (event == OU_EDI_MESSAGE)
			ou_edi_heading(&edi->marks, &edi->message, &seg,
			    heading);
	} while (event != OU_EDI_CLOSE && event != OU_EDI_END);
	return src;
}

#define CHECK_TEXT(s, want) CHECK_STRN((s).p, (s).n, want)

static void
test_x12_facts(void)
{
	struct ou_edi edi;
	struct ou_edi_interchange i;
	struct ou_edi_group g;
	struct ou_edi_heading h;
	struct ou_source *src = read_all(&edi, OU_EDI_X12,
	    ISA("GS*PO*AGS*BGS*20261120*0914*5*X*004010VICS~" PO("0001")
	    PO("0002") "GE*2*5~IEA*1*000000905~"), &h);

	ou_edi_interchange(&edi, &i);
	ou_edi_group(&edi, &g);
	CHECK(i.given && i.wants_answer && i.test && i.stated.given);
	CHECK_TEXT(i.sender.id, "ACMESTORES");
	CHECK_TEXT(i.recipient.id, "SAVEX");
	CHECK_TEXT(i.sender.qualifier, "ZZ");
	CHECK_TEXT(i.reference, "000000905");
	CHECK_TEXT(i.version, "00401");
	CHECK_TEXT(i.date, "261120");
	CHECK_TEXT(i.stated.count, "1");
	CHECK_INT(i.groups, 1);
	CHECK_INT(i.messages, 2);
	CHECK(g.given && g.stated.given);
	CHECK_TEXT(g.type, "PO");
	CHECK_TEXT(g.sender.id, "AGS");
	CHECK_TEXT(g.version, "004010VICS");
	CHECK_TEXT(g.reference, "5");
	CHECK_TEXT(g.stated.count, "2");
	CHECK_INT(g.messages, 2);
	CHECK_TEXT(h.type, "850");
	CHECK_INT(h.segments, 3);
	ou_edi_release(&edi);
	ou_source_close(src);
}

static void
test_edifact_facts(void)
{
	struct ou_edi edi;
	struct ou_edi_interchange i;
	struct ou_edi_group g;
	struct ou_edi_heading h = { .type = OU_STR_NONE };
	struct ou_source *src = read_all(&edi, OU_EDI_EDIFACT,
	    "UNB+UNOC:3+4012345000009:14+5412345000013:14:X+261120:0914+7"
	    "++ORDERS++1+EANCOM+1'UNH+M1+ORDERS:D:96A:UN:EAN008'BGM+220+5'"
	    "UNT+3+M1'UNZ+1+7'", &h);

	ou_edi_interchange(&edi, &i);
	ou_edi_group(&edi, &g);
	CHECK(i.given && i.wants_answer && i.test && !g.given);
	CHECK_TEXT(i.syntax, "UNOC");
	CHECK_TEXT(i.version, "3");
	CHECK_TEXT(i.sender.id, "4012345000009");
	CHECK_TEXT(i.recipient.qualifier, "14");
	CHECK_TEXT(i.recipient.internal, "X");
	CHECK_TEXT(i.reference, "7");
	CHECK_TEXT(i.time, "0914");
	CHECK_TEXT(i.application, "ORDERS");
	CHECK_TEXT(i.agreement, "EANCOM");
	CHECK_TEXT(i.stated.reference, "7");
	CHECK_INT(i.messages, 1);
	CHECK_TEXT(h.type, "ORDERS");
	CHECK_TEXT(h.release, "96A");
	CHECK_TEXT(h.association, "EAN008");
	CHECK_TEXT(h.stated.count, "3");
	ou_edi_release(&edi);
	ou_source_close(src);
}

/* Every kind has a diagnostic, and a code to say it with in each family. */
static void
test_codes(void)
{
	const struct ou_edi_codes *c;
	int k;

	for (k = OU_EDI_FAULT_NONE + 1; k < OU_EDI_FAULT_KINDS; k++) {
		ROW("kind %d", k);
		c = ou_edi_codes((enum ou_edi_fault_kind)k);
		CHECK(c->diag != OU_DIAG_NONE);
		CHECK(c->contrl != NULL);
		CHECK(c->ta1 != NULL || c->ak5 != NULL);
		/* what is told of elements is told of segments too */
		CHECK(c->ak4 == NULL || c->ak3 != NULL);
	}
	CHECK(ou_edi_codes(OU_EDI_FAULT_KINDS)->contrl == NULL);
}

/* Of what is cut off within or behind a package nothing is whole. */
static void
test_cut_packages(void)
{
	static const char whole[] =
	    "UNB+UNOA:4+A+B+20261120:0914+7'\n"
	    "UNO+1+A:1+B:2+5'\nUNZ+'UNP+5+1'\n"
	    "UNH+1+ORDERS:D:96A:UN'\nUNO+2+A:1+B:2+8:1'\nUSX+1'\n"
	    "'UNT+3+1UNP+8+2'\nUNT+5+1'\nUNZ+2+7'";
	struct seen s = { .out = OU_BUF_INIT };
	char text[sizeof(whole)];
	size_t i;

	for (i = 1; i < sizeof(whole); i++) {
		ROW("cut at %zu", i);
		memcpy(text, whole, i);
		text[i] = '\0';
		ou_buf_clear(&s.out);
		/* UNZ may lack its terminator */
		CHECK_INT(walk(&s, OU_EDI_EDIFACT, text),
		    i + 2 < sizeof(whole) ? -1 : 0);
	}
	ou_buf_release(&s.out);
}

int
main(void)
{
	RUN(test_events);
	RUN(test_cut_packages);
	RUN(test_x12_facts);
	RUN(test_edifact_facts);
	RUN(test_codes);
	return UNIT_DONE();
}
