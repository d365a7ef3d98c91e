#include <dirent.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "ou/book/partner.h"
#include "ou/io/file.h"
#include "private.h"

/*
 * partners/NAME.json: what each member is, and where it goes.
 */

/* --- members of kinds of their own --- */

/* One of "a|b|c": its number. */
static int
choice(struct ou_document *d, const json_t *v, const char *words)
{
	struct ou_str rest = ou_str_c(words), word, s;
	int i;

	if (ou_document_text(d, &s, v) != 0)
		return -1;
	for (i = 0; ou_str_split(&rest, '|', &word); i++) {
		if (ou_str_eq(s, word))
			return i;
	}
	return ou_document_fail(d, "'%.*s' is not one of %s", OU_STR_ARG(s),
	    words);
}

static int
read_mode(struct ou_document *d, void *to, const json_t *v)
{
	int i = choice(d, v, "production|test");

	*(bool *)to = i == 1;
	return i < 0 ? -1 : 0;
}

static int
read_segment(struct ou_document *d, void *to, const json_t *v)
{
	if (choice(d, v, "b2b|b2c") < 0)
		return -1;
	return ou_document_text(d, to, v);
}

static int
read_channel(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_str s;

	if (ou_document_text(d, &s, v) != 0)
		return -1;
	if (ou_str_find(s, ':') >= 0)
		return ou_document_fail(d, "'%.*s' has a colon in it",
		    OU_STR_ARG(s));
	*(struct ou_str *)to = s;
	return 0;
}

static int
read_tests(struct ou_document *d, void *to, const json_t *v)
{
	int i = choice(d, v, OU_PARTNER_TESTS);

	if (i >= 0)
		*(enum ou_partner_tests *)to = (enum ou_partner_tests)i;
	return i < 0 ? -1 : 0;
}

static int
read_charset(struct ou_document *d, void *to, const json_t *v)
{
	enum ou_charset cs;
	struct ou_str s;

	if (ou_document_text(d, &s, v) != 0)
		return -1;
	if ((cs = ou_charset_find(s)) == OU_CHARSET_UNKNOWN)
		return ou_document_fail(d, "'%.*s' is not a known character "
		    "set", OU_STR_ARG(s));
	*(enum ou_charset *)to = cs;
	return 0;
}

static int
read_decimal(struct ou_document *d, void *to, const json_t *v)
{
	int i = choice(d, v, ".|,");

	if (i >= 0)
		*(char *)to = ".,"[i];
	return i < 0 ? -1 : 0;
}

static int
read_year(struct ou_document *d, void *to, const json_t *v)
{
	json_int_t i = json_integer_value(v);

	if (!json_is_integer(v))
		return ou_document_mistyped(d, v, "a year");
	if (i < 1900 || i > 2100)
		return ou_document_fail(d, "a year from 1900 to 2100 is "
		    "expected");
	*(int *)to = (int)i;
	return 0;
}

static int
read_texts(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_partner_texts *t = to;
	size_t i;

	if (!json_is_array(v))
		return ou_document_mistyped(d, v, "a list of texts");
	t->list = ou_arena_array(d->a, json_array_size(v), sizeof(*t->list));
	for (i = 0; i < json_array_size(v); i++) {
		if (ou_document_text(d, &t->list[i], json_array_get(v, i))
		    != 0)
			return ou_err_in(d->err, "%zu", i);
	}
	t->n = (uint32_t)i;
	return 0;
}

static int
read_lists(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_partner_lists *lists = to;
	struct ou_partner_codes *c;
	const char *name;
	json_t *member;

	if (!json_is_object(v))
		return ou_document_mistyped(d, v, "an object");
	lists->list = ou_arena_array(d->a, json_object_size(v), sizeof(*c));
	json_object_foreach((json_t *)(uintptr_t)v, name, member) {
		c = &lists->list[lists->n++];
		c->name = ou_str_dup(d->a, ou_str_c(name));
		if (ou_document_pairs(d, &c->pairs, &c->n, member) != 0)
			return ou_err_in(d->err, "%s", name);
	}
	return 0;
}

static int
read_qualifiers(struct ou_document *d, void *to, const json_t *v)
{
	static const char tags[] = "REF N9 DTM N1 PO1 RFF NAD LIN";
	const struct ou_partner_lists *lists = to;
	struct ou_str rest, tag;
	uint32_t i;
	bool known;

	if (read_lists(d, to, v) != 0)
		return -1;
	for (i = 0; i < lists->n; i++) {
		rest = ou_str_c(tags);
		for (known = false; !known &&
		    ou_str_split(&rest, ' ', &tag);)
			known = ou_str_eq(tag, lists->list[i].name);
		if (known)
			continue;
		(void)ou_document_fail(d, "its qualifiers are not looked up; "
		    "those of %s are", tags);
		return ou_err_in(d->err, "%.*s",
		    OU_STR_ARG(lists->list[i].name));
	}
	return 0;
}

static int
read_severity(struct ou_document *d, void *to, const json_t *v)
{
	uint8_t *severity = to;
	enum ou_diag code;
	const char *name;
	json_t *member;
	int i;

	if (!json_is_object(v))
		return ou_document_mistyped(d, v, "an object");
	json_object_foreach((json_t *)(uintptr_t)v, name, member) {
		if ((code = ou_diag_find(name)) == OU_DIAG_NONE)
			i = ou_document_fail(d, "there is no such finding");
		else
			i = choice(d, member, OU_PARTNER_SEVERITIES);
		if (i < 0)
			return ou_err_in(d->err, "%s", name);
		severity[code] = (uint8_t)(i + 1);
	}
	return 0;
}

/* One byte that separates; the ends of lines have names. */
static int
read_mark(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_str s;

	if (ou_document_text(d, &s, v) != 0)
		return -1;
	if (s.n != 1 || (unsigned char)*s.p >= 0x80 ||
	    (*s.p >= '0' && *s.p <= '9') || (*s.p >= 'A' && *s.p <= 'Z') ||
	    (*s.p >= 'a' && *s.p <= 'z') || *s.p == ' ')
		return ou_document_fail(d, "'%.*s' is not one character that "
		    "can separate", OU_STR_ARG(s));
	*(char *)to = *s.p;
	return 0;
}

static int
read_line_end(struct ou_document *d, void *to, const json_t *v)
{
	static const char *const ends[] = { "", "\n", "\r\n" };
	int i = choice(d, v, "none|lf|crlf");

	if (i >= 0)
		*(struct ou_str *)to = ou_str_c(ends[i]);
	return i < 0 ? -1 : 0;
}

/* "ZZ:SAVEX": the qualifier in front, as in an ISA. */
static int
read_isa_id(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_partner_id *id = to;
	struct ou_str s;

	if (ou_document_text(d, &s, v) != 0)
		return -1;
	if (ou_str_find(s, ':') != 2 || s.n < 4 || s.n > 18)
		return ou_document_fail(d, "'%.*s' is not a qualifier of two "
		    "characters, a colon and an id of up to 15",
		    OU_STR_ARG(s));
	id->qualifier = ou_str_sub(s, 0, 2);
	id->id = ou_str_sub(s, 3, s.n);
	return 0;
}

/* "9520002000019:14": the qualifier behind it, as in a UNB. */
static int
read_unb_id(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_partner_id *id = to;
	struct ou_str s;

	if (ou_document_text(d, &s, v) != 0)
		return -1;
	(void)ou_str_split(&s, ':', &id->id);
	id->qualifier = s;
	if (id->id.n == 0 || id->id.n > 35 || s.n > 4)
		return ou_document_fail(d, "an id of up to 35 characters is "
		    "expected, and behind a colon its qualifier");
	return 0;
}

static int
read_amount(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_str s;

	if (ou_document_text(d, &s, v) != 0 ||
	    ou_amount_parse(to, s, d->err) != 0)
		return -1;
	return ((struct ou_amount *)to)->v >= 0 ? 0 :
	    ou_document_fail(d, "a negative amount");
}

/* --- tables --- */

#define AT(member) offsetof(struct ou_partner, member)
#define OWN(name, member, how) \
	{ name, OU_DOCUMENT_OWN, AT(member), 0, 0, NULL, read_##how }
#define TEXTS(name, member) OWN(name, member, texts)
#define HOURS_MAX 8784

static const struct ou_document_member recognise[] = {
	TEXTS("isa", ids[OU_PARTNER_X12]),
	TEXTS("unb", ids[OU_PARTNER_EDIFACT]),
	TEXTS("gs", groups),
	TEXTS("gln", glns),
	TEXTS("versions", versions),
	TEXTS("messages", messages),
	TEXTS("files", files),
	{ .name = NULL },
};

static const struct ou_document_member dialect[] = {
	{ "repetitionIsData", OU_DOCUMENT_FLAG, AT(repetition_is_data), 0, 0,
	  NULL, NULL },
	OWN("decimalMark", decimal, decimal),
	OWN("twoDigitYearFrom", year_from, year),
	OWN("tests", tests, tests),
	{ "waitForTrailer", OU_DOCUMENT_FLAG, AT(wait_for_trailer), 0, 0,
	  NULL, NULL },
	OWN("charset", charset, charset),
	{ .name = NULL },
};

static const struct ou_document_member codes[] = {
	{ "units", OU_DOCUMENT_PAIRS, AT(units), AT(n_units), 0, NULL, NULL },
	OWN("items", items, lists),
	{ "locations", OU_DOCUMENT_PAIRS, AT(locations), AT(n_locations), 0,
	  NULL, NULL },
	OWN("fields", fields, lists),
	{ .name = NULL },
};

#define LEAD_DAYS_MAX 366

static const struct ou_document_member orders[] = {
	TEXTS("require", require),
	OWN("minAmount", min_amount, amount),
	{ "leadDays", OU_DOCUMENT_NUMBER, AT(lead_days), 0, LEAD_DAYS_MAX,
	  NULL, NULL },
	{ .name = NULL },
};

#define ANSWER_MEMBERS(part) \
	{ "form", OU_DOCUMENT_TEXT, AT(part.form), 0, 0, NULL, NULL }, \
	{ "hours", OU_DOCUMENT_NUMBER, AT(part.hours), 0, HOURS_MAX, NULL, \
	  NULL }
#define ANSWER(part) \
static const struct ou_document_member part[] = { \
	ANSWER_MEMBERS(part), \
	{ .name = NULL }, \
}
ANSWER(acknowledgement);
ANSWER(order_response);
ANSWER(expected);

static const struct ou_document_member advice[] = {
	ANSWER_MEMBERS(advice),
	{ "holds", OU_DOCUMENT_FLAG, AT(advice_holds), 0, 0, NULL, NULL },
	{ .name = NULL },
};

static const struct ou_document_member answers[] = {
	{ "acknowledgement", OU_DOCUMENT_OBJECT, 0, 0, 0, acknowledgement,
	  NULL },
	{ "orderResponse", OU_DOCUMENT_OBJECT, 0, 0, 0, order_response, NULL },
	{ "applicationAdvice", OU_DOCUMENT_OBJECT, 0, 0, 0, advice, NULL },
	{ "expected", OU_DOCUMENT_OBJECT, 0, 0, 0, expected, NULL },
	{ .name = NULL },
};

#define OUT(member) offsetof(struct ou_partner_output, member)
#define OUT_OWN(name, member, how) \
	{ name, OU_DOCUMENT_OWN, OUT(member), 0, 0, NULL, read_##how }
#define OUT_TEXT(name, member) \
	{ name, OU_DOCUMENT_TEXT, OUT(member), 0, 0, NULL, NULL }
#define OUT_FLAG(name, member) \
	{ name, OU_DOCUMENT_FLAG, OUT(member), 0, 0, NULL, NULL }
#define OUT_NUMBER(name, member, most) \
	{ name, OU_DOCUMENT_NUMBER, OUT(member), 0, most, NULL, NULL }
#define CONTROL_MAX 999999999
#define OUT_BOTH \
	OUT_TEXT("groupSender", group_sender), \
	OUT_TEXT("groupReceiver", group_receiver), \
	OUT_TEXT("version", version), \
	{ "versions", OU_DOCUMENT_PAIRS, OUT(versions), OUT(n_versions), 0, \
	  NULL, NULL }, \
	OUT_FLAG("askAcknowledgement", acknowledge), \
	OUT_OWN("lineEnd", line_end, line_end), \
	OUT_OWN("charset", charset, charset), \
	OUT_FLAG("transliterate", transliterate), \
	OUT_NUMBER("controlFirst", control_first, CONTROL_MAX), \
	OUT_NUMBER("controlLast", control_last, CONTROL_MAX), \
	OUT_OWN("element", element, mark), \
	OUT_OWN("component", component, mark), \
	OUT_OWN("repetition", repetition, mark), \
	OUT_OWN("terminator", terminator, mark)

static const struct ou_document_member output_x12[] = {
	OUT_OWN("sender", sender, isa_id),
	OUT_OWN("receiver", receiver, isa_id),
	OUT_BOTH,
	{ .name = NULL },
};

static const struct ou_document_member output_edifact[] = {
	OUT_OWN("sender", sender, unb_id),
	OUT_OWN("receiver", receiver, unb_id),
	OUT_BOTH,
	OUT_OWN("release", release, mark),
	OUT_OWN("decimalMark", decimal, decimal),
	OUT_TEXT("syntax", syntax),
	OUT_TEXT("agreement", agreement),
	OUT_FLAG("una", una),
	{ .name = NULL },
};

static int
check_control(struct ou_document *d, const struct ou_partner_output *o)
{
	if (o->control_last != 0 && o->control_first > o->control_last)
		return ou_document_fail(d, "controlFirst is above controlLast");
	return 0;
}

/* No two separators are the same: those that are not named have their usual
 * ones, and a profile that takes one of these must name another. */
static int
check_marks(struct ou_document *d, const struct ou_partner_output *o,
    const char *usual)
{
	char marks[6] = { o->element, o->component, o->terminator,
	    o->repetition, o->release, '\0' };
	size_t i, k, n = strlen(usual);

	for (i = 0; i < n; i++) {
		if (marks[i] == '\0')
			marks[i] = usual[i];
		for (k = 0; k < i; k++) {
			if (marks[i] == marks[k])
				return ou_document_fail(d, "two separators "
				    "are '%c'", marks[i]);
		}
	}
	return 0;
}

static int
read_output_x12(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_partner_output *o = to;

	o->given = true;
	if (ou_document_object(d, to, v, output_x12) != 0 ||
	    check_control(d, o) != 0)
		return -1;
	return check_marks(d, o, "*>~");
}

static int
read_output_edifact(struct ou_document *d, void *to, const json_t *v)
{
	struct ou_partner_output *o = to;

	o->given = true;
	if (ou_document_object(d, to, v, output_edifact) != 0 ||
	    check_control(d, o) != 0)
		return -1;
	return check_marks(d, o, "+:'*?");
}

static const struct ou_document_member output[] = {
	OWN("x12", output[OU_PARTNER_X12], output_x12),
	OWN("edifact", output[OU_PARTNER_EDIFACT], output_edifact),
	{ .name = NULL },
};

static const struct ou_document_member profile[] = {
	OWN("channel", channel, channel),
	OWN("segment", segment, segment),
	{ "customer", OU_DOCUMENT_TEXT, AT(customer), 0, 0, NULL, NULL },
	OWN("mode", test, mode),
	{ "recognise", OU_DOCUMENT_OBJECT, 0, 0, 0, recognise, NULL },
	{ "dialect", OU_DOCUMENT_OBJECT, 0, 0, 0, dialect, NULL },
	OWN("severity", severity, severity),
	{ "codes", OU_DOCUMENT_OBJECT, 0, 0, 0, codes, NULL },
	OWN("qualifiers", qualifiers, qualifiers),
	{ "orders", OU_DOCUMENT_OBJECT, 0, 0, 0, orders, NULL },
	{ "answers", OU_DOCUMENT_OBJECT, 0, 0, 0, answers, NULL },
	{ "output", OU_DOCUMENT_OBJECT, 0, 0, 0, output, NULL },
	{ .name = NULL },
};

/* --- files --- */

/* Whoever refuses for what may stand in a trailer waits for the trailer. */
static bool
refuses_envelopes(const struct ou_partner *p)
{
	static const enum ou_diag around[] = { OU_DIAG_EDI_STRAY,
	    OU_DIAG_EDI_HEADER, OU_DIAG_EDI_TRAILER, OU_DIAG_EDI_COUNT,
	    OU_DIAG_EDI_REFERENCE, OU_DIAG_EDI_MIXED };
	size_t i;

	for (i = 0; i < sizeof(around) / sizeof(around[0]); i++) {
		if (p->severity[around[i]] == OU_PARTNER_REJECT)
			return true;
	}
	return p->wait_for_trailer;
}

static int
load(struct ou_arena *a, const char *path, struct ou_partner *p,
    struct ou_err *err)
{
	struct ou_document d = { a, err };
	json_t *root;
	int bad;

	p->file = path;
	if ((root = ou_document_load(path, err)) == NULL)
		return -1;
	bad = ou_document_object(&d, p, root, profile);
	json_decref(root);
	if (bad)
		return ou_document_wrong(path, err);
	p->refuses_envelopes = refuses_envelopes(p);
	return 0;
}

int
ou_partner_load(struct ou_arena *a, const char *book, const char *name,
    struct ou_partner *p, struct ou_err *err)
{
	const char *path = ou_path_join(a, book, ou_str_cdup(a,
	    ou_str_printf(a, "partners/%s.json", name)));

	memset(p, 0, sizeof(*p));
	p->name = name;
	if (strchr(name, '/') != NULL || !ou_file_exists(path))
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK,
		    "there is no partner '%s' in %s/partners", name, book);
	return load(a, path, p, err) != 0 ? -1 :
	    ou_partner_senders(a, book, p, 1, err);
}

static int
is_profile(const struct dirent *e)
{
	return e->d_name[0] != '.' &&
	    ou_str_ends(ou_str_c(e->d_name), ".json");
}

/* Bytes, not the locale's order. */
static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

int
ou_partners_load(struct ou_arena *a, const char *book,
    struct ou_partners *partners, struct ou_err *err)
{
	const char *dir = ou_path_join(a, book, "partners");
	struct dirent **names;
	struct ou_partner *p;
	struct ou_str name;
	int i, found, r = 0;

	*partners = (struct ou_partners){ NULL, 0 };
	if ((found = scandir(dir, &names, is_profile, by_name)) < 0)
		return 0;
	p = ou_arena_array(a, (size_t)found, sizeof(*p));
	for (i = 0; i < found; i++) {
		name = ou_str_c(names[i]->d_name);
		name.n -= strlen(".json");
		p[i].name = ou_str_cdup(a, name);
		if (r == 0)
			r = load(a, ou_path_join(a, dir, names[i]->d_name),
			    &p[i], err);
		free(names[i]);
	}
	free(names);
	if (r == 0)
		r = ou_partner_senders(a, book, p, (uint32_t)found, err);
	if (r == 0)
		*partners = (struct ou_partners){ p, (uint32_t)found };
	return r;
}
