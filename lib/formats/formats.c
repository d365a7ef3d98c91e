#include "ou/formats/cii.h"
#include "ou/formats/cxml.h"
#include "ou/formats/edifact.h"
#include "ou/formats/import.h"
#include "ou/formats/map.h"
#include "ou/formats/shop.h"
#include "ou/formats/ubl.h"
#include "ou/formats/x12.h"

/*
 * The formats, surest marks first: where two are equally sure the earlier
 * one wins.
 */
static struct ou_str
behind_blanks(struct ou_str s)
{
	if (ou_str_starts(s, "\xef\xbb\xbf"))
		s = ou_str_sub(s, 3, s.n);
	while (s.n > 0 && (*s.p == ' ' || *s.p == '\t' || *s.p == '\r' ||
	    *s.p == '\n'))
		s = ou_str_sub(s, 1, s.n);
	return s;
}

/* Does the first line have "type" with that value ahead of all else that
 * could carry one? */
static bool
first_record_is(struct ou_str head, const char *type)
{
	ptrdiff_t at = ou_str_search(head, OU_STR("\"type\""));
	struct ou_str s;

	if (at < 0)
		return false;
	s = behind_blanks(ou_str_sub(head, (size_t)at + 6, head.n));
	if (s.n == 0 || *s.p != ':')
		return false;
	s = behind_blanks(ou_str_sub(s, 1, s.n));
	if (s.n == 0 || *s.p != '"')
		return false;
	s = ou_str_sub(s, 1, s.n);
	return type == NULL || (ou_str_starts(s, type) &&
	    s.n > strlen(type) && s.p[strlen(type)] == '"');
}

static struct ou_str
first_line(struct ou_str head)
{
	struct ou_str line = OU_STR_NONE;

	ou_str_split(&head, '\n', &line);
	return ou_str_trim(line);
}

static int
detect_reject(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	(void)a, (void)name;
	head = first_line(behind_blanks(head));
	if (head.n == 0 || *head.p != '{' || !first_record_is(head, "Reject"))
		return 0;
	*why = "the first line is a JSON object of type Reject";
	return 95;
}

static int
detect_json(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	(void)a, (void)name;
	head = first_line(behind_blanks(head));
	if (head.n == 0 || *head.p != '{' || !first_record_is(head, NULL))
		return 0;
	*why = "the first line is a JSON object with a type";
	return 90;
}

static int
detect_csv(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	(void)a, (void)name;
	head = first_line(behind_blanks(head));
	if (ou_str_search(head, OU_STR("orderNumber")) < 0 ||
	    ou_str_search(head, OU_STR("orderedItem.")) < 0)
		return 0;
	*why = "the first line has the columns orderNumber and orderedItem...";
	return 90;
}

static const struct ou_format json = {
	"json", "canonical JSON Lines", detect_json, NULL, false
};

static const struct ou_format csv = {
	"csv", "canonical CSV", detect_csv, NULL, false
};

static const struct ou_format reject = {
	"reject", "Reject records, fed again", detect_reject, NULL, false
};

const struct ou_format *const ou_formats[] = {
	&ou_format_x12,
	&ou_format_edifact,
	&ou_format_ubl,
	&ou_format_cii,
	&ou_format_cxml,
	&ou_format_shopify,
	&ou_format_shopify_graphql,
	&ou_format_woocommerce,
	&ou_format_amazon,
	&ou_format_ebay,
	&ou_format_woocommerce_csv,
	&ou_format_mirakl,
	&ou_format_magento,
	&ou_format_prestashop,
	&ou_format_square,
	&ou_format_prestashop_sql,
	&ou_format_map, &json, &csv, &reject, NULL
};

const struct ou_format *
ou_format_find(const char *name)
{
	size_t i;

	for (i = 0; ou_formats[i] != NULL; i++) {
		if (strcmp(ou_formats[i]->name, name) == 0)
			return ou_formats[i];
	}
	return NULL;
}

bool
ou_format_is_document(const struct ou_format *f)
{
	return f == &ou_format_ubl || f == &ou_format_cii ||
	    f == &ou_format_cxml;
}

/* UTF-16 with its mark, as spreadsheets write it, and XML without one look
 * like what they are. */
struct ou_str
ou_format_head(struct ou_arena *a, struct ou_str head, enum ou_charset cs)
{
	struct ou_str text;

	if (head.n >= 2 && (memcmp(head.p, "\xff\xfe", 2) == 0 ||
	    memcmp(head.p, "<\0", 2) == 0))
		cs = OU_CHARSET_UTF16LE;
	else if (head.n >= 2 && (memcmp(head.p, "\xfe\xff", 2) == 0 ||
	    memcmp(head.p, "\0<", 2) == 0))
		cs = OU_CHARSET_UTF16BE;
	if (head.n < 2 || (cs != OU_CHARSET_UTF16LE &&
	    cs != OU_CHARSET_UTF16BE))
		return head;
	/* the last character may be cut in two */
	head.n &= ~(size_t)1;
	if (ou_charset_decode(a, &text, head, cs, NULL) == 0 ||
	    ou_charset_decode(a, &text, ou_str_sub(head, 0, head.n - 2), cs,
	    NULL) == 0)
		return text;
	return head;
}

int
ou_format_mark(struct ou_str head, const struct ou_format_mark *marks,
    const char **why)
{
	for (; marks->text != NULL; marks++) {
		if (ou_str_search(head, ou_str_c(marks->text)) < 0)
			continue;
		*why = marks->why;
		return marks->sure;
	}
	return 0;
}

const struct ou_format *
ou_format_detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	const struct ou_format *best = NULL;
	const char *reason;
	int sure, most = 0;
	size_t i;

	head = ou_format_head(a, head, OU_CHARSET_UNKNOWN);
	*why = "nothing in its first bytes is known";
	for (i = 0; ou_formats[i] != NULL; i++) {
		reason = NULL;
		sure = ou_formats[i]->detect(a, head, name, &reason);
		if (sure > most) {
			most = sure;
			best = ou_formats[i];
			*why = reason;
		}
	}
	return best;
}
