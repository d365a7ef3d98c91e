#include "edi.h"

/*
 * Headers: what separates what, and where the interchange or group begins.
 */

/* A UNB without its terminator is ended by the line. */
static struct ou_str
read_header(struct ou_edi *edi, enum ou_edi_level level)
{
	struct ou_edi_fault fault = { .kind = OU_EDI_FAULT_TERMINATOR,
	    .level = level };
	struct ou_str raw = ou_edi_read_segment(edi);
	ptrdiff_t line;

	line = ou_str_find(raw, '\n');
	if (edi->family == OU_EDI_EDIFACT && line > 0 &&
	    (size_t)line + 4 < raw.n &&
	    memcmp(raw.p + line + 1, "UN", 2) == 0) {
		fault.tag = ou_str_sub(raw, 0, 3);
		ou_edi_report(edi, &fault, edi->segments + 1,
		    ou_source_offset(edi->src),
		    "%.3s ends with the line, without its terminator", raw.p);
		/* and so do all others, when the next one does */
		if (memchr(raw.p + line + 1, '\n', raw.n - (size_t)line - 1)
		    != NULL)
			edi->marks.terminator = '\n';
		raw.n = (size_t)line;
		if (raw.p[raw.n - 1] == '\r')
			raw.n--;
	}
	return raw;
}

/* What is wrong with the separators, or with an element of the ISA. */
static void
bad_marks(struct ou_edi *edi, const char *tag, const struct ou_err *err)
{
	struct ou_edi_fault fault = {
		.kind = err->column > 0 ? OU_EDI_FAULT_HEADER :
		    OU_EDI_FAULT_SEPARATORS,
		.level = OU_EDI_IN_INTERCHANGE,
		.tag = ou_str_c(tag),
		.element = (unsigned)err->column,
	};

	ou_edi_report(edi, &fault, edi->segments + 1,
	    ou_source_offset(edi->src), "%s", err->text);
}

static int
open_x12(struct ou_edi *edi)
{
	struct ou_edi_marks m;
	struct ou_err err = { 0 };
	struct ou_str w = ou_source_window(edi->src);
	size_t used = 0;
	int r;

	while ((r = ou_edi_marks_isa(&m, w.p, w.n, false, &used, &err)) ==
	    -2) {
		if (!ou_edi_look_further(edi, &w)) {
			r = ou_edi_marks_isa(&m, w.p, w.n, true, &used, &err);
			break;
		}
	}
	if (r != 0)
		bad_marks(edi, "ISA", &err);
	if (r < 0)
		return -1;
	edi->marks = m;
	ou_edi_open(edi, &edi->interchange, OU_STR_NONE,
	    ou_str_sub(w, 0, used));
	edi->taken = used;
	return 0;
}

static int
open_edifact(struct ou_edi *edi)
{
	struct ou_str w = ou_source_window(edi->src), raw, syntax;
	char repetition;

	if (!edi->una_given) {
		/* one of a message without interchange is over */
		ou_buf_clear(&edi->una);
		ou_edi_marks_default(&edi->marks);
		ou_edi_marks_unb(&edi->marks, w.p, w.n);
	}
	raw = read_header(edi, OU_EDI_IN_INTERCHANGE);
	repetition = edi->marks.repetition;
	edi->marks.repetition = '\0';
	ou_edi_open(edi, &edi->interchange, ou_buf_str(&edi->una), raw);
	edi->taken = raw.n;
	/* reserved before syntax 4, whatever stands in the UNA */
	syntax = ou_edi_component(&edi->interchange.seg, 1, 2);
	if (ou_edi_number(syntax) >= 4)
		edi->marks.repetition = edi->una_given ? repetition : '*';
	ou_buf_clear(&edi->una);
	edi->una_given = false;
	return 0;
}

int
ou_edi_open_interchange(struct ou_edi *edi)
{
	/* the group of another one is over */
	edi->group.seg.n = 0;
	return edi->family == OU_EDI_X12 ? open_x12(edi) : open_edifact(edi);
}

void
ou_edi_read_una(struct ou_edi *edi)
{
	struct ou_err err = { 0 };
	struct ou_str w = ou_edi_look(edi, EDI_LOOK);

	edi->una_given = true;
	if (ou_edi_marks_una(&edi->marks, w.p, w.n, &err) != 0)
		bad_marks(edi, "UNA", &err);
	ou_buf_clear(&edi->una);
	ou_buf_adds(&edi->una, ou_str_sub(w, 0, 9));
	ou_edi_pass(edi, w.n < 9 ? w.n : 9, OU_EDI_PASSED_UNA);
	edi->marked = true;
}

/* A group or message with no interchange around it. */
int
ou_edi_open_bare(struct ou_edi *edi)
{
	struct ou_edi_fault fault = { .kind = OU_EDI_FAULT_NO_HEADER,
	    .level = OU_EDI_IN_INTERCHANGE };
	struct ou_str w = ou_source_window(edi->src);
	int r = 0;

	while (!edi->marked &&
	    (r = ou_edi_marks_bare(&edi->marks, w.p, w.n)) == -2) {
		if (!ou_edi_look_further(edi, &w))
			return -1;
	}
	if (r != 0)
		return -1;
	edi->marked = true;
	if (!edi->bare && !edi->refeed)
		ou_edi_report(edi, &fault, edi->segments + 1,
		    ou_source_offset(edi->src), "%.2s without %s", w.p,
		    ou_edi_name(edi, EDI_INTERCHANGE));
	edi->bare = true;
	edi->interchange.seg.n = 0;
	ou_buf_clear(&edi->interchange.bytes);
	/* separators that a UNA gave are needed again */
	ou_buf_adds(&edi->interchange.bytes, ou_buf_str(&edi->una));
	edi->una_given = false;
	return 0;
}

void
ou_edi_open_group(struct ou_edi *edi)
{
	struct ou_str raw = read_header(edi, OU_EDI_IN_GROUP);

	ou_edi_open(edi, &edi->group, OU_STR_NONE, raw);
	edi->interchange.groups++;
	edi->taken = raw.n;
}
