#include <inttypes.h>
#include <stdio.h>

#include "ou/formats/interchange.h"

/* X12.5 (ISA, IEA), X12.6 (GS, GE); ISO 9735-1 annex C (UNB, UNZ). */

enum ou_partner_family
ou_interchange_family(enum ou_edi_family family)
{
	return family == OU_EDI_X12 ? OU_PARTNER_X12 : OU_PARTNER_EDIFACT;
}

static void
use_mark(char *to, char given)
{
	if (given != 0)
		*to = given;
}

void
ou_interchange_init(struct ou_interchange *x, struct ou_buf *to,
    const struct ou_partner *partner, enum ou_edi_family family,
    struct ou_time now)
{
	const struct ou_partner_output *o =
	    &partner->output[ou_interchange_family(family)];
	struct ou_edi_marks *m = &x->out.marks;

	memset(x, 0, sizeof(*x));
	x->partner = partner;
	x->output = o;
	x->family = family;
	x->now = now;
	x->test = partner->test;
	x->acknowledge = o->acknowledge;
	ou_edi_marks_usual(m, family);
	use_mark(&m->element, o->element);
	use_mark(&m->component, o->component);
	use_mark(&m->repetition, o->repetition);
	use_mark(&m->release, o->release);
	use_mark(&m->terminator, o->terminator);
	use_mark(&m->decimal, o->decimal);
	x->out.to = to;
	x->out.line_end = o->line_end.n == 0 ? NULL :
	    o->line_end.n == 1 ? "\n" : "\r\n";
	x->out.substitute = o->transliterate;
	x->out.level_a = family == OU_EDI_EDIFACT &&
	    ou_str_starts(o->syntax, "UNOA");
	x->out.charset = o->charset;
	if (x->out.charset == OU_CHARSET_UNKNOWN)
		x->out.charset = family == OU_EDI_X12 ? OU_CHARSET_ASCII :
		    ou_edi_charset(o->syntax.n > 0 ? o->syntax :
		    OU_STR("UNOC"));
}

struct ou_str
ou_interchange_version(const struct ou_interchange *x, struct ou_str type)
{
	struct ou_str v = ou_partner_version(x->output, type);

	if (v.n > 0)
		return v;
	return x->family == OU_EDI_X12 ? OU_STR("004010") :
	    OU_STR("D:96A:UN");
}

static int
next(struct ou_interchange *x, enum ou_interchange_level level, int64_t *n,
    struct ou_err *err)
{
	if (x->number != NULL)
		return x->number(x->arg, level, n, err);
	*n = ++x->counted[level];
	return 0;
}

static int
no_id(const struct ou_interchange *x, const char *what, struct ou_err *err)
{
	return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK,
	    "partner %s: output.%s.%s is missing", x->partner->name,
	    x->family == OU_EDI_X12 ? "x12" : "edifact", what);
}

static int
check_ids(const struct ou_interchange *x, struct ou_err *err)
{
	size_t most = x->family == OU_EDI_X12 ? 15 : 35;

	if (x->output->sender.id.n == 0)
		return no_id(x, "sender", err);
	if (x->output->receiver.id.n == 0)
		return no_id(x, "receiver", err);
	if (x->output->sender.id.n > most || x->output->receiver.id.n > most)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK,
		    "partner %s: an id of output has more than %zu bytes",
		    x->partner->name, most);
	return 0;
}

/* --- X12 --- */

static struct ou_str
qualifier(const struct ou_partner_id *id)
{
	return id->qualifier.n > 0 ? id->qualifier : OU_STR("ZZ");
}

static void
begin_isa(struct ou_interchange *x)
{
	const struct ou_partner_output *o = x->output;
	const struct ou_edi_marks *m = &x->out.marks;
	struct ou_str version = ou_interchange_version(x, OU_STR_NONE);
	bool repeats = ou_str_cmp(version, OU_STR("004020")) >= 0;
	char e = m->element, last[8];

	if (repeats && m->repetition == 0)
		x->out.marks.repetition = '^';
	(void)snprintf(last, sizeof(last), "%c%c%s", m->component,
	    m->terminator, x->out.line_end != NULL ? x->out.line_end : "");
	ou_buf_printf(x->out.to, "ISA%c00%c%10s%c00%c%10s%c%-2.*s%c%-15.*s%c"
	    "%-2.*s%c%-15.*s%c%02d%02d%02d%c%02d%02d%c%c%c%.5s%c%s%c%c%c%c%c",
	    e, e, "", e, e, "", e, OU_STR_ARG(qualifier(&o->sender)), e,
	    OU_STR_ARG(o->sender.id), e, OU_STR_ARG(qualifier(&o->receiver)),
	    e, OU_STR_ARG(o->receiver.id), e, x->now.date.year % 100,
	    x->now.date.month, x->now.date.day, e, x->now.hour,
	    x->now.minute, e, repeats ? x->out.marks.repetition : 'U', e,
	    version.n >= 5 ? version.p : "00401", e,
	    x->control, e, x->acknowledge ? '1' : '0', e,
	    x->test ? 'T' : 'P', e);
	ou_buf_puts(x->out.to, last);
}

static int
put(struct ou_interchange *x, unsigned e, unsigned c, struct ou_str text,
    struct ou_err *err)
{
	return ou_edi_out_put(&x->out, e, c, text, err);
}

static int
put_number(struct ou_interchange *x, unsigned e, uint64_t n,
    struct ou_err *err)
{
	char text[24];

	(void)snprintf(text, sizeof(text), "%" PRIu64, n);
	return put(x, e, 1, ou_str_c(text), err);
}

static int
end_group(struct ou_interchange *x, struct ou_err *err)
{
	if (*x->group_code == '\0')
		return 0;
	*x->group_code = '\0';
	ou_edi_out_begin(&x->out, OU_STR("GE"));
	if (put_number(x, 1, x->messages, err) != 0 ||
	    put(x, 2, 1, ou_str_c(x->group), err) != 0)
		return -1;
	ou_edi_out_end(&x->out);
	return 0;
}

static int
begin_group(struct ou_interchange *x, struct ou_str code,
    struct ou_str version, struct ou_err *err)
{
	const struct ou_partner_output *o = x->output;
	char day[16], clock[8];
	int64_t n;

	if (next(x, OU_NUMBER_GROUP, &n, err) != 0)
		return -1;
	(void)snprintf(x->group, sizeof(x->group), "%" PRId64, n);
	(void)snprintf(x->group_code, sizeof(x->group_code), "%.*s",
	    OU_STR_ARG(code));
	(void)snprintf(day, sizeof(day), "%04d%02d%02d", x->now.date.year,
	    x->now.date.month, x->now.date.day);
	(void)snprintf(clock, sizeof(clock), "%02d%02d", x->now.hour,
	    x->now.minute);
	x->version = version;
	x->messages = 0;
	x->groups++;
	ou_edi_out_begin(&x->out, OU_STR("GS"));
	if (put(x, 1, 1, code, err) != 0 ||
	    put(x, 2, 1, o->group_sender.n > 0 ? o->group_sender :
	    o->sender.id, err) != 0 ||
	    put(x, 3, 1, o->group_receiver.n > 0 ? o->group_receiver :
	    o->receiver.id, err) != 0 ||
	    put(x, 4, 1, ou_str_c(ou_str_cmp(version, OU_STR("004")) < 0 ?
	    day + 2 : day), err) != 0 ||
	    put(x, 5, 1, ou_str_c(clock), err) != 0 ||
	    put(x, 6, 1, ou_str_c(x->group), err) != 0 ||
	    put(x, 7, 1, OU_STR("X"), err) != 0 ||
	    put(x, 8, 1, version, err) != 0)
		return -1;
	ou_edi_out_end(&x->out);
	return 0;
}

/* --- EDIFACT --- */

static void
put_una(struct ou_interchange *x)
{
	struct ou_edi_marks *m = &x->out.marks, usual;

	ou_edi_marks_usual(&usual, OU_EDI_EDIFACT);
	if (!x->output->una && m->element == usual.element &&
	    m->component == usual.component && m->release == usual.release &&
	    m->terminator == usual.terminator && m->repetition == 0 &&
	    m->decimal == usual.decimal)
		return;
	ou_buf_printf(x->out.to, "UNA%c%c%c%c%c%c%s", m->component,
	    m->element, m->decimal != 0 ? m->decimal : '.',
	    m->release != 0 ? m->release : ' ',
	    m->repetition != 0 ? m->repetition : ' ', m->terminator,
	    x->out.line_end != NULL ? x->out.line_end : "");
}

static int
begin_unb(struct ou_interchange *x, struct ou_err *err)
{
	const struct ou_partner_output *o = x->output;
	struct ou_str syntax = o->syntax.n > 0 ? o->syntax :
	    OU_STR("UNOC:3"), level, version;
	char day[16], clock[8];

	version = syntax;
	(void)ou_str_split(&version, ':', &level);
	if (version.n == 0)
		version = OU_STR("3");
	(void)snprintf(day, sizeof(day), "%04d%02d%02d", x->now.date.year,
	    x->now.date.month, x->now.date.day);
	(void)snprintf(clock, sizeof(clock), "%02d%02d", x->now.hour,
	    x->now.minute);
	put_una(x);
	ou_edi_out_begin(&x->out, OU_STR("UNB"));
	if (put(x, 1, 1, level, err) != 0 || put(x, 1, 2, version, err) != 0 ||
	    put(x, 2, 1, o->sender.id, err) != 0 ||
	    put(x, 2, 2, o->sender.qualifier, err) != 0 ||
	    put(x, 2, 3, o->sender.internal, err) != 0 ||
	    put(x, 3, 1, o->receiver.id, err) != 0 ||
	    put(x, 3, 2, o->receiver.qualifier, err) != 0 ||
	    put(x, 3, 3, o->receiver.internal, err) != 0 ||
	    put(x, 4, 1, ou_str_c(*version.p >= '4' ? day : day + 2), err)
	    != 0 || put(x, 4, 2, ou_str_c(clock), err) != 0 ||
	    put(x, 5, 1, ou_str_c(x->control), err) != 0 ||
	    put(x, 9, 1, x->acknowledge ? OU_STR("1") : OU_STR_NONE, err)
	    != 0 || put(x, 10, 1, o->agreement, err) != 0 ||
	    put(x, 11, 1, x->test ? OU_STR("1") : OU_STR_NONE, err) != 0)
		return -1;
	ou_edi_out_end(&x->out);
	return 0;
}

/* --- both --- */

struct ou_str
ou_interchange_party(struct ou_arena *a, enum ou_edi_family family,
    struct ou_str id, struct ou_str qualifier)
{
	if (qualifier.n == 0 || id.n == 0)
		return id;
	if (family == OU_EDI_X12)
		return ou_str_printf(a, "%.*s:%.*s", OU_STR_ARG(qualifier),
		    OU_STR_ARG(id));
	return ou_str_printf(a, "%.*s:%.*s", OU_STR_ARG(id),
	    OU_STR_ARG(qualifier));
}

int
ou_interchange_begin(struct ou_interchange *x, struct ou_err *err)
{
	bool x12 = x->family == OU_EDI_X12;
	int64_t n;

	if (check_ids(x, err) != 0 ||
	    next(x, OU_NUMBER_INTERCHANGE, &n, err) != 0)
		return -1;
	(void)snprintf(x->control, sizeof(x->control), x12 ? "%09" PRId64 :
	    "%" PRId64, n);
	if (!x12)
		return begin_unb(x, err);
	begin_isa(x);
	return 0;
}

int
ou_interchange_message(struct ou_interchange *x, struct ou_str group,
    struct ou_str type, struct ou_str version, char reference[16],
    struct ou_err *err)
{
	bool x12 = x->family == OU_EDI_X12;
	int64_t n;

	if (version.n == 0)
		version = ou_interchange_version(x, type);
	if (x12 && (!ou_str_is(group, x->group_code) ||
	    !ou_str_eq(version, x->version)) && (end_group(x, err) != 0 ||
	    begin_group(x, group, version, err) != 0))
		return -1;
	if (next(x, OU_NUMBER_MESSAGE, &n, err) != 0)
		return -1;
	(void)snprintf(reference, 16, x12 ? "%04" PRId64 : "%" PRId64, n);
	x->messages++;
	return 0;
}

int
ou_interchange_end(struct ou_interchange *x, struct ou_err *err)
{
	bool x12 = x->family == OU_EDI_X12;

	if (x12 && end_group(x, err) != 0)
		return -1;
	ou_edi_out_begin(&x->out, x12 ? OU_STR("IEA") : OU_STR("UNZ"));
	if (put_number(x, 1, x12 ? x->groups : x->messages, err) != 0 ||
	    put(x, 2, 1, ou_str_c(x->control), err) != 0)
		return -1;
	ou_edi_out_end(&x->out);
	return 0;
}
