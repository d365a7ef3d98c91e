#ifndef OU_LIB_FORMATS_PO_H
#define OU_LIB_FORMATS_PO_H

#include "ou/formats/dialect.h"
#include "ou/formats/edi/reader.h"
#include "ou/model/units.h"
#include "split.h"

/*
 * What X12 850 and EDIFACT ORDERS have in common: a message is walked segment
 * by segment, each segment's elements are taken by qualifier into the order,
 * and what nobody took goes to the extra member of the line or order.
 *
 * po_text.c	elements as text, what is left of them
 * po_value.c	numbers and dates
 * po_order.c	lines and references
 * po_party.c	parties; texts, allowances, schedules
 * po_check.c	what is checked at the end of a message
 * po_out.c	orders, split by place, and rejects
 * po_partner.c	what a partner's profile says otherwise
 * po_run.c	interchanges, strict reading, rejects
 */

/* What is known of an order line beside the line itself. */
struct po_line {
	uint64_t segment;
	struct ou_str fault;		/* why it cannot be taken */
	enum ou_diag fault_code;
	struct ou_str unit_gtin;
	struct ou_str case_gtin;
	struct ou_str fallback_id;	/* of a kind that is not known */
	struct ou_str price_unit;	/* Rec 20, when not the line's */
	struct ou_str split_unit;
	struct split *splits;
	uint32_t n_splits;
	uint32_t cap_splits;
	int price_rank;
	struct ou_str price_code;	/* which price it is */
	bool quantity_given;
	bool net_price;			/* allowances are in the price */
	struct po_hold *holds;		/* why somebody must look at it */
};

struct po_hold {
	enum ou_diag code;
	struct ou_str reason;
	struct po_hold *next;
};

enum po_role {
	PO_OTHER,
	PO_BUYER,
	PO_SELLER,
	PO_DELIVERY,
	PO_BILLING,
};

enum po_id {
	PO_ID_OTHER,
	PO_ID_SKU,
	PO_ID_SKU_WEAK,			/* only where no other comes */
	PO_ID_BUYER,
	PO_ID_MAKER,
	PO_ID_GTIN,
	PO_ID_CASE,			/* GTIN of a case */
	PO_ID_ISBN,
	PO_ID_COLOR,
	PO_ID_SIZE,
	PO_ID_KEEP,			/* no identification of the item */
};

/* A control total of the message's end. */
struct po_control {
	struct ou_quantity lines;	/* CTT01, CNT 2 */
	struct ou_quantity quantities;	/* CTT02, CNT 1 */
	struct ou_amount amount;	/* AMT TT, MOA 79 */
	uint64_t lines_at, quantities_at, amount_at;	/* segments */
};

/* What a message is, and how it is read. */
enum po_kind {
	PO_ORDER,			/* segment by segment */
	PO_GUIDED,			/* an order, by its guide */
	PO_CHANGE,			/* of an order, by its guide */
};

#define PO_PLACES 128

struct po {
	struct ou_import *im;
	struct ou_arena *a;
	struct ou_edi *edi;
	const struct ou_edi_marks *marks;
	const struct ou_edi_message *message;
	const struct ou_edi_segment *interchange;
	const struct ou_edi_segment *group;
	const struct po_family *family;
	const struct ou_dialect *dialect;	/* of a partner, or NULL */
	bool introduced;		/* said who it is */
	bool stranger;			/* somebody should look who it is */
	enum ou_charset charset;	/* what text is decoded from */
	bool ascii;			/* nothing to decode */

	/* the segment at hand */
	bool plain;			/* its bytes are text as they stand */
	size_t field_max;
	struct ou_edi_segment seg;
	uint32_t taken[OU_EDI_ELEMENTS_MAX];
	struct ou_str prefix;		/* of extra keys: a party's */
	struct ou_str qualifier;

	/* the order in the making */
	struct ou_order *o;
	struct po_line *info;		/* beside o->lines */
	uint32_t cap_lines;
	struct ou_order_line *line;	/* NULL: in the head or at the end */
	struct po_line *li;
	struct ou_err refusal;		/* kind set: the message is refused */
	struct po_control control;
	uint32_t bad_lines;
	bool test;
	bool two_heads;
	bool no_segment;	/* one had no tag */
	enum po_kind kind;

	/* where in the message we are */
	uint32_t at;			/* segment, from 0 */
	enum po_role party;
	bool in_party;
	struct ou_contact *contact;	/* of the buyer's party */
	struct ou_address *address;	/* that further segments fill */
	struct ou_address *buyer_address;
	struct ou_note *note;		/* that text segments fill */
	struct split *split;		/* that QTY and DTM fill */
	struct ou_schedule *schedule;	/* the same */
	struct ou_allowance *allowance;
	int state;			/* the family's own */
	struct ou_tax *head_tax;
	int date_rank;			/* where the order date is from */
	/* of the run: the unit looked up last */
	char unit_text[8];
	uint32_t unit_length;
	struct ou_str unit_known;
	/* of the run: where the family's segments stand, by tag; 0: none */
	uint8_t place[PO_PLACES];
	/* of the run: what was said to be kept in extra */
	uint64_t told[64];
	uint32_t n_told;
};

/* A segment that a family reads, and where it may stand. */
struct po_segment {
	uint32_t tag;			/* PO_CODE */
	unsigned where;
	void (*read)(struct po *c);
};
#define PO_IN_PARTY 1			/* among the segments of a party too */
#define PO_IN_GROUP 2			/* it belongs to the one before it */
#define PO_TEXT 4			/* more of the text before it */

/* What a family brings along. */
struct po_family {
	enum ou_edi_family edi;
	const char *format;		/* "x12" */
	/* by enum po_kind: "850", "940", "860"; NULL: it has none */
	const char *types[3];
	unsigned type_element, type_component;
	unsigned reference_element;	/* of ST or UNH */
	unsigned sender_element;	/* of ISA or UNB */
	/* the segment at hand, when it has the order's number; and what its
	 * function is called */
	bool (*identify)(struct po *c, struct ou_str *number,
	    struct ou_str *function);
	/* what the envelope says of who sends it */
	void (*envelope)(struct po *c, struct ou_partner_envelope *e);
	const char *channel;		/* "x12-" */
	enum ou_unit_family units;
	const char *line_tag;
	const char *trailer;
	const struct po_segment *segments;	/* at most PO_PLACES / 2 */
	size_t n_segments;
	bool (*is_test)(const struct ou_edi_segment *interchange);
	enum ou_charset (*charset)(const struct ou_edi_segment *interchange);
	struct ou_str (*version)(struct po *c);
	void (*header)(struct po *c);	/* the first segment */
	/* in front of a segment that is read; one that is not */
	void (*enter)(struct po *c, const struct po_segment *s);
	void (*keep)(struct po *c);
	void (*end)(struct po *c);	/* of the last line; may be NULL */
	void (*key)(struct ou_buf *to, const struct ou_edi_segment *seg,
	    unsigned e, unsigned component);
};

/* --- po_text.c --- */

/* Begin with segment ${i}: nothing of it is taken. */
void ou_po_begin_segment(struct po *c, uint32_t i);

/* Text of raw bytes: trimmed, released, UTF-8. */
struct ou_str ou_po_text(struct po *c, struct ou_str raw);

/* The same of an envelope, whose bytes are not looked at with the message's:
 * UTF-8 if they are, else ISO 8859-1. */
struct ou_str ou_po_header_text(struct po *c, struct ou_str raw);

/* An element or component as text, absent when empty. */
struct ou_str ou_po_element(struct po *c, unsigned e);
struct ou_str ou_po_component(struct po *c, unsigned e, unsigned component);

/* Is it text as it stands?  Nearly all is. */
static inline bool
po_is_text(const struct po *c, struct ou_str s)
{
	return c->plain && s.n > 0 && s.n <= c->field_max && s.p[0] > ' ' &&
	    s.p[s.n - 1] > ' ';
}

/* The same as above, looked at only, */
static inline struct ou_str
po_see(struct po *c, unsigned e)
{
	struct ou_str s = ou_edi_element(&c->seg, e);

	return po_is_text(c, s) ? s : ou_po_element(c, e);
}

static inline struct ou_str
po_see_part(struct po *c, unsigned e, unsigned component)
{
	struct ou_str s = ou_edi_component(&c->seg, e, component);

	return po_is_text(c, s) ? s : ou_po_component(c, e, component);
}

/* and taken from now on. */
static inline struct ou_str
po_take(struct po *c, unsigned e)
{
	if (e < c->seg.n)
		c->taken[e] |= 1;
	return po_see(c, e);
}

static inline struct ou_str
po_part(struct po *c, unsigned e, unsigned component)
{
	if (e < c->seg.n)
		c->taken[e] |= 1u << component;
	return po_see_part(c, e, component);
}

/* Taken without a look. */
static inline void
po_mark(struct po *c, unsigned e)
{
	if (e < c->seg.n)
		c->taken[e] |= 1;
}

static inline void
po_mark_part(struct po *c, unsigned e, unsigned component)
{
	if (e < c->seg.n)
		c->taken[e] |= 1u << component;
}

/* Codes are short: a loop is faster than two calls. */
static inline bool
po_is(struct ou_str s, const char *code)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] != code[i] || code[i] == '\0')
			return false;
	}
	return s.p != NULL && code[i] == '\0';
}

/* Tags and qualifiers of one to three characters as numbers, for tables. */
#define PO_CODE(s) \
	((uint32_t)(unsigned char)(s)[0] << 16 | \
	(uint32_t)(unsigned char)(sizeof(s) > 2 ? (s)[1] : ' ') << 8 | \
	(uint32_t)(unsigned char)(sizeof(s) > 3 ? \
	(s)[sizeof(s) > 3 ? 2 : 0] : ' '))

/* 0 for what has no character or more than three. */
static inline uint32_t
po_code(struct ou_str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	uint32_t second, third;

	if (s.n - 1 > 2)
		return 0;
	second = s.n > 1 ? p[1] : ' ';
	third = s.n > 2 ? p[2] : ' ';
	return (uint32_t)p[0] << 16 | second << 8 | third;
}

/* first, a mark, second: a key in the arena. */
struct ou_str ou_po_key(struct po *c, struct ou_str first, char mark,
    struct ou_str second);

/* The qualifier is in the key of what is left, and not left itself. */
struct ou_str ou_po_qualify(struct po *c, unsigned e, unsigned component);

/* What was not taken of the segment goes to extra. */
void ou_po_keep_rest(struct po *c);

/* All of the segment behind element ${from} goes to extra, as it stands. */
void ou_po_keep_all(struct po *c, unsigned from);

/* What stands where a tag should is none: a finding. */
void ou_po_no_segment(struct po *c);

/* It may be one; does the standard have it? */
void ou_po_unknown_segment(struct po *c);

/* A value of the segment under [prefix.]TAG.qualifier. */
void ou_po_keep_value(struct po *c, struct ou_str qualifier,
    struct ou_str value);

/* Add to extra of the line or order. */
void ou_po_extra(struct po *c, struct ou_str key, struct ou_str value);

/* The tag of the ${n}th segment behind this one, absent behind the last. */
struct ou_str ou_po_next_tag(struct po *c, uint32_t n);

/* --- messages of all kinds, at the segment at hand --- */

/* A finding at element ${e}. */
void ou_po_finding(struct po *c, enum ou_diag code, unsigned e, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));

/* The same of what may change the order: it waits for somebody to look. */
void ou_po_doubt(struct po *c, enum ou_diag code, unsigned e, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));

/* The line cannot be taken. */
void ou_po_fault(struct po *c, enum ou_diag code, unsigned e, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));

/* The message cannot be taken. */
void ou_po_refuse(struct po *c, enum ou_diag code, unsigned e, const char *fmt,
    ...) __attribute__((format(printf, 4, 5)));

/* --- po_value.c --- */

/* Numbers as EDI writes them, without words: 0, or -1 and nothing is set. */
int ou_po_quantity(struct po *c, struct ou_quantity *q, struct ou_str s);
int ou_po_price(struct po *c, struct ou_price *p, struct ou_str s);
int ou_po_rate(struct po *c, struct ou_rate *r, struct ou_str s);
int ou_po_amount(struct po *c, struct ou_amount *a, struct ou_str s);
/* X12 N2: two decimals that are not written; with a point: as written. */
int ou_po_amount_n2(struct po *c, struct ou_amount *a, struct ou_str s);
int ou_po_integer(struct ou_integer *n, struct ou_str s);

/* CCYYMMDD or YYMMDD. */
int ou_po_date(struct po *c, struct ou_date *d, struct ou_str s);
/* HHMM, HHMMSS; 0000 alone leaves only the date. */
int ou_po_clock(struct ou_time *t, struct ou_str s);

/* EDIFACT C507: 0; 1 when it was read but for its zone; -1 when the format is
 * not known or does not fit.  ${end} gets the end of a period. */
int ou_po_dtm(struct po *c, struct ou_time *from, struct ou_time *end,
    struct ou_str value, struct ou_str format);

/* --- po_order.c, po_party.c --- */

struct ou_references *ou_po_references(struct po *c);
struct ou_delivery *ou_po_delivery(struct po *c);
struct ou_product *ou_po_product(struct po *c);
struct ou_terms *ou_po_terms(struct po *c);

/* Set where nothing stands yet, or the same: true.  Else leave it. */
bool ou_po_set(struct ou_str *to, struct ou_str value);
/* The same with an element or component, which is then taken. */
bool ou_po_put(struct po *c, struct ou_str *to, unsigned e);
bool ou_po_put_part(struct po *c, struct ou_str *to, unsigned e,
    unsigned component);
bool ou_po_set_date(struct ou_date *to, struct ou_date d);
bool ou_po_set_time(struct ou_time *to, const struct ou_time *t);

/* A new line; the one before is finished. */
void ou_po_line_begin(struct po *c);
void ou_po_line_end(struct po *c);

/* An identification of the line's item: true when it was put anywhere. */
bool ou_po_product_id(struct po *c, enum po_id kind, struct ou_str value);

/* Unit of measure, as Rec 20 or as it came with a finding. */
struct ou_str ou_po_unit(struct po *c, struct ou_str code, unsigned e);

void ou_po_order_quantity(struct po *c, struct ou_str value, unsigned e);

/* A party begins. */
struct ou_address *ou_po_party_begin(struct po *c, enum po_role role);
void ou_po_party_name(struct po *c, struct ou_str name);
bool ou_po_party_gln(struct po *c, struct ou_str gln);
bool ou_po_party_id(struct po *c, struct ou_str id);
bool ou_po_party_contact(struct po *c, struct ou_str name, struct ou_str role);
bool ou_po_party_number(struct po *c, bool email, struct ou_str number);
/* A country in any writing: true when it was understood. */
bool ou_po_country(struct po *c, struct ou_str *to, struct ou_str s);

struct ou_note *ou_po_note(struct po *c, struct ou_str subject);
void ou_po_note_add(struct po *c, struct ou_str text);
struct ou_allowance *ou_po_allowance(struct po *c, bool charge);
struct ou_schedule *ou_po_schedule(struct po *c);
struct split *ou_po_split(struct po *c, struct ou_str id, bool gln);

/* A line that needs somebody to look at it: with one reason of a kind. */
void ou_po_hold_line(struct po *c, enum ou_diag code, struct ou_str reason);

/* The line's number for messages, or where it stands. */
struct ou_str ou_po_line_name(struct po *c);

/* --- po_partner.c --- */

/* Who sends the interchange: c->dialect, before anything of it is read. */
void ou_po_partner(struct po *c);

/* The same of a message, whose group and type are known. */
void ou_po_partner_message(struct po *c);

/* Does the partner's profile say what a qualifier of a segment means?  Then
 * ${value} was put there, or is not wanted: the caller marks it as taken. */
bool ou_po_means_by(struct po *c, const char *tag, struct ou_str qualifier,
    struct ou_str value);

/* Asked about each number of a line, and most partners have no profile. */
static inline bool
ou_po_means(struct po *c, const char *tag, struct ou_str qualifier,
    struct ou_str value)
{
	return c->dialect != NULL &&
	    ou_po_means_by(c, tag, qualifier, value);
}

/* The same of a day or time. */
bool ou_po_means_time(struct po *c, const char *tag, struct ou_str qualifier,
    const struct ou_time *t);

/* Does it say anything at all where we are? */
bool ou_po_has_meaning(struct po *c, const char *tag,
    struct ou_str qualifier);

/* The role of a party by the profile, else ${role}. */
enum po_role ou_po_role(struct po *c, const char *tag,
    struct ou_str qualifier, enum po_role role);

/* What the partner calls an item, by the profile's lists. */
void ou_po_item_code(struct po *c, struct ou_str qualifier,
    struct ou_str value);

/* A unit by the profile's list; absent when it is none of it. */
struct ou_str ou_po_unit_code(const struct po *c, struct ou_str code);

/* What is put right at the end of a message that is an order. */
void ou_po_settle(struct po *c);

/* --- po_check.c --- */

/* What was read is an order: check totals, drop bad lines, add holds. */
void ou_po_finish(struct po *c);

/* --- po_out.c --- */

/* Hand the order out, as several where lines go to several places. */
int ou_po_hand_out(struct po *c);

/* po_guide.c: read the message by its guide into c->o, or set c->refusal. */
void ou_po_guided(struct po *c);

/* po_change.c: the same, as the change of an order that it is, and hand that
 * out. */
int ou_po_change(struct po *c, const struct ou_import_message *own);

/* Its header is at hand: read it by its guide into a record of the guide's
 * type.  -1: c->refusal is set. */
int ou_po_by_guide(struct po *c, void *record);

int ou_po_reject(struct po *c, const struct ou_err *why);

/* --- po_run.c --- */

int ou_po_run(struct ou_import *im, struct ou_source *src,
    const struct po_family *family, struct ou_err *err);

/* A family as a format: ${id}_family becomes ou_format_${id}. */
#define PO_FORMAT(id, title) \
	static int \
	id##_detect(struct ou_arena *a, struct ou_str head, const char *name, \
	    const char **why) \
	{ \
		(void)a, (void)name; \
		return ou_edi_detect(id##_family.edi, head, why); \
	} \
	static int \
	id##_run(struct ou_import *im, struct ou_source *src, \
	    struct ou_err *err) \
	{ \
		return ou_po_run(im, src, &id##_family, err); \
	} \
	const struct ou_format ou_format_##id = { #id, title, id##_detect, \
		id##_run, false }

#endif
