#include <stdio.h>

#include "guide_reader.h"

/* What stands in the segment at hand, and which of it a line has taken. */

/* As text: trimmed, without release characters, in UTF-8.  Absent when it is
 * empty. */
int
ou_guide_text(struct guide_reader *r, unsigned e, unsigned c,
    struct ou_str *out)
{
	struct ou_str s = ou_str_trim(ou_edi_component(r->seg, e, c));

	*out = r->edi != NULL ? ou_edi_plain(r->a, r->marks, s) : OU_STR_NONE;
	if (s.n == 0 || r->edi != NULL)
		return 0;
	if (s.n > ou_import_field_max(r->im)) {
		ou_err_set(r->err, OU_ERR_RECORD, OU_DIAG_LIMIT,
		    "an element has %zu bytes, the limit is %zu", s.n,
		    ou_import_field_max(r->im));
		return ou_err_at(r->err, NULL, r->seg->number, e);
	}
	s = ou_edi_plain(r->a, r->marks, s);
	if (ou_charset_decode(r->a, out, s, r->charset, r->err) != 0) {
		r->err->column = 0;
		return ou_err_at(r->err, NULL, r->seg->number, e);
	}
	return 0;
}

static uint32_t
bit(unsigned component)
{
	return component > 0 && component <= GUIDE_COMPONENTS_MAX ?
	    (uint32_t)1 << (component - 1) : 0;
}

void
ou_guide_take(struct guide_reader *r, unsigned e, unsigned c)
{
	if (e < r->seg->n)
		r->taken[e] |= bit(c);
}

bool
ou_guide_is_taken(const struct guide_reader *r, unsigned e, unsigned c)
{
	return e < r->seg->n && (r->taken[e] & bit(c)) != 0;
}

bool
ou_guide_meets(struct guide_reader *r, const struct guide_condition *only)
{
	return only->n_values == 0 || ou_guide_holds(only, ou_str_trim(
	    ou_edi_component(r->seg, only->element, only->component)));
}

static void
tell(struct guide_reader *r, enum ou_diag code, unsigned element,
    void (*to)(struct ou_import *im, const struct ou_err *finding),
    const char *fmt, va_list ap)
{
	struct ou_err e = { 0 };
	char text[200];

	if (r->edi != NULL)
		return;
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	ou_err_set(&e, OU_ERR_RECORD, code, "%s", text);
	e.line = r->seg->number;
	e.column = element;
	e.byte = r->seg->byte;
	to(r->im, &e);
}

void
ou_guide_finding(struct guide_reader *r, enum ou_diag code, unsigned element,
    const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(r, code, element, ou_import_finding, fmt, ap);
	va_end(ap);
}

void
ou_guide_doubt(struct guide_reader *r, enum ou_diag code, unsigned element,
    const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(r, code, element, ou_import_doubt, fmt, ap);
	va_end(ap);
}

static void
report(struct guide_reader *r, struct ou_edi_fault *fault, const char *text)
{
	fault->position = r->seg->number - r->message->segment + 1;
	if (fault->element == 0)
		ou_edi_report(r->edi, fault, r->seg->number, r->seg->byte,
		    "%s", text);
	else
		ou_edi_report(r->edi, fault, r->seg->number, r->seg->byte,
		    "%.*s %02u: %s", OU_STR_ARG(fault->tag), fault->element,
		    text);
}

void
ou_guide_fault(struct guide_reader *r, const struct guide_element *x,
    enum ou_edi_fault_kind kind, const char *text)
{
	struct ou_edi_fault fault = { .kind = kind,
	    .level = OU_EDI_IN_ELEMENT, .tag = r->seg->e[0],
	    .element = x->element,
	    .component = x->of_elements ? 0 : x->component,
	    .data = ou_edi_component(r->seg, x->element, x->component) };

	if (r->edi != NULL)
		report(r, &fault, text);
}

void
ou_guide_missing(struct guide_reader *r, const struct guide_element *x)
{
	ou_guide_finding(r, OU_DIAG_EDI_MISSING, x->element,
	    "%.*s %02u is missing", OU_STR_ARG(r->seg->e[0]), x->element);
	if (!x->ours)
		ou_guide_fault(r, x, OU_EDI_FAULT_MISSING,
		    "there must be something");
}

void
ou_guide_missing_segment(struct guide_reader *r,
    const struct guide_rule *rule)
{
	struct ou_edi_fault fault = { .kind = OU_EDI_FAULT_MISSING_SEGMENT,
	    .level = OU_EDI_IN_SEGMENT, .tag = rule->tag };
	struct ou_str group = r->depth > 1 ?
	    r->stack[r->depth - 1].rule->tag : OU_STR_NONE;
	const char *text = ou_str_printf(r->a, "segment %.*s is missing%s%.*s",
	    OU_STR_ARG(rule->tag), group.n > 0 ? " in a group of " : "",
	    OU_STR_ARG(group)).p;

	ou_guide_finding(r, OU_DIAG_EDI_MISSING, 0, "%s", text);
	if (!rule->ours && r->edi != NULL)
		report(r, &fault, text);
}
