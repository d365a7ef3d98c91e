#include <stdio.h>

#include "ou/formats/ubl.h"
#include "ubl_doc.h"

/*
 * A UBL document as an order: the head, and the way of a document from the
 * source to an order or a reject.
 */

/* --- the head --- */

/* UNCL 1001, the part that Peppol allows for orders. */
static const struct {
	const char *code;
	const char *what;
	bool hold;
} types[] = {
	{ "105", "purchase order", false },
	{ "220", "order", false },
	{ "221", "blanket order; goods are called off by later orders", true },
	{ "226", "call-off order", false },
	{ "227", "consignment order", false },
	{ "402", "temporary order", false },
};

static void
order_type(struct ubl_order *u)
{
	struct ou_str type = u->doc->type.text;
	struct ou_import *im = u->im;
	size_t i, n = sizeof(types) / sizeof(*types);

	if (type.n == 0)
		return;
	ou_import_extra(im, &u->order->extra, &u->order->n_extra,
	    OU_STR("OrderTypeCode"), type);
	for (i = 0; i < n && !ou_str_is(type, types[i].code); i++)
		continue;
	if (i == n)
		ubl_finding(u, OU_DIAG_VALUE, &u->doc->type, "OrderTypeCode",
		    "'%.*s' is not a type of order", OU_STR_ARG(type));
	else if (types[i].hold)
		ou_import_hold(im, u->order, OU_DIAG_HOLD_FUNCTION,
		    ou_str_printf(&im->arena, "OrderTypeCode %s: a %s",
		    types[i].code, types[i].what), OU_STR_NONE);
}

static void
references(struct ubl_order *u)
{
	const struct ubl_doc *d = u->doc;
	struct ou_references *r = u->order->references;

	r->purchase_order = d->id.text;
	r->contract = d->contract.text;
	r->quotation = d->quotation.text;
	r->customer_reference = d->customer_reference.text;
	r->vendor = d->their_number.text;
	/* a call-off names the blanket order, others the order they replace */
	if (ou_str_is(d->type.text, "226"))
		r->blanket_order = d->previous.text;
	else
		r->original = d->previous.text;
}

static void
notes(struct ubl_order *u)
{
	const struct ubl_leaf *l = u->doc->notes.p;
	struct ou_note *to;
	uint32_t i;

	for (i = 0; i < u->doc->notes.n; i++) {
		to = ou_import_append(&u->im->arena, &u->order->notes,
		    &u->order->n_notes, sizeof(*to));
		to->from = OU_STR("buyer");
		to->text = l[i].text;
	}
}

static void
payment(struct ubl_order *u)
{
	const struct ubl_doc *d = u->doc;
	const struct ubl_leaf *note = d->terms.p;
	struct ou_payment *p;

	if (!ubl_has(&d->payment_code) && d->terms.n == 0 &&
	    !ubl_has(&d->terms_discount))
		return;
	p = ou_arena_zalloc(&u->im->arena, sizeof(*p));
	p->method = d->payment_code.text;
	u->order->payment = p;
	if (d->terms.n == 0 && !ubl_has(&d->terms_discount))
		return;
	p->terms = ou_arena_zalloc(&u->im->arena, sizeof(*p->terms));
	if (d->terms.n > 0)
		p->terms->text = note[0].text;
	ou_ubl_rate(u, &p->terms->discount_percent, &d->terms_discount,
	    "payment.terms.discountPercent");
}

static void
delivery_terms(struct ubl_order *u, struct ou_delivery *to)
{
	const struct ubl_doc *d = u->doc;
	struct ou_import *im = u->im;
	struct ou_str place = d->incoterm_place.text;

	if (place.n == 0)
		place = d->incoterm_description.text;
	if (d->incoterm.text.n == 3) {
		to->incoterm = ou_arena_zalloc(&im->arena,
		    sizeof(*to->incoterm));
		to->incoterm->code = d->incoterm.text;
		to->incoterm->place = place;
	} else {
		ou_import_extra(im, &u->order->extra, &u->order->n_extra,
		    OU_STR("DeliveryTerms/ID"), d->incoterm.text);
		ou_import_extra(im, &u->order->extra, &u->order->n_extra,
		    OU_STR("DeliveryTerms/DeliveryLocation"), place);
	}
	to->instructions = d->special_terms.text;
}

static void
delivery(struct ubl_order *u)
{
	const struct ubl_delivery *d = u->doc->deliveries.p;
	const struct ubl_contact *c = &u->doc->delivery_contact;
	struct ou_delivery *to = ou_arena_zalloc(&u->im->arena, sizeof(*to));
	struct ou_order *o = u->order;

	delivery_terms(u, to);
	if (u->doc->deliveries.n > 0) {
		ou_ubl_delivery_of(u, to, d);
		if (to->instructions.n == 0)
			to->instructions = d->instructions.text;
		if (ubl_has(&d->marks)) {
			o->packing_rules = ou_arena_zalloc(&u->im->arena,
			    sizeof(*o->packing_rules));
			o->packing_rules->marks = d->marks.text;
		}
		ou_import_extra(u->im, &o->extra, &o->n_extra,
		    OU_STR("ShippingPriorityLevelCode"), d->priority.text);
	}
	ou_ubl_places(u, to);
	if (to->address != NULL && to->address->telephone.n == 0)
		to->address->telephone = c->telephone.text;
	if (to->address != NULL && to->address->email.n == 0)
		to->address->email = c->email.text;
	if (to->address != NULL || to->window != NULL ||
	    to->incoterm != NULL || to->instructions.n > 0 ||
	    ou_date_given(to->requested_date) ||
	    ou_date_given(to->requested_ship_date))
		o->delivery = to;
}

static void
currency(struct ubl_order *u)
{
	struct ou_order *o = u->order;

	o->currency = u->doc->currency.text;
	if (o->currency.n == 0)
		o->currency = u->doc->payable.scheme;
	if (o->currency.n == 0)
		o->currency = u->currency;
	if (u->other_currency.n == 0 && (u->currency.n == 0 ||
	    ou_str_eq(u->currency, o->currency)))
		return;
	ou_import_hold(u->im, o, OU_DIAG_HOLD_CURRENCY,
	    ou_str_printf(&u->im->arena, "the order is in %.*s, and lines "
	    "are in %.*s", OU_STR_ARG(o->currency),
	    OU_STR_ARG(u->other_currency.n > 0 ? u->other_currency :
	    u->currency)), OU_STR_NONE);
}

/* The sender, as far as the document says: scheme and id of the buyer. */
static void
channel(struct ubl_order *u)
{
	const struct ubl_party *p = &u->doc->buyer;
	const struct ubl_leaf *id = &p->endpoint;
	const struct ubl_leaf *ids = p->ids.p;

	if (!ubl_has(id) && p->ids.n > 0)
		id = ids;
	if (!ubl_has(id))
		id = &p->legal_id;
	u->order->channel = !ubl_has(id) ? OU_STR("ubl") :
	    ou_str_printf(&u->im->arena, "ubl-%.*s%s%.*s",
	    OU_STR_ARG(id->scheme), id->scheme.n > 0 ? "-" : "",
	    OU_STR_ARG(id->text));
}

static void
head(struct ubl_order *u)
{
	const struct ubl_doc *d = u->doc;
	struct ou_order *o = u->order;
	struct ou_date until = { 0 };
	bool copy = false;

	o->references = ou_arena_zalloc(&u->im->arena, sizeof(*o->references));
	o->number = d->id.text;
	o->seller_number = d->seller_number.text;
	o->segment = OU_STR("b2b");
	o->prices_include_tax = OU_FLAG_NO;
	o->extra = d->extra;
	o->n_extra = d->n_extra;
	if (ou_ubl_flag(u, &copy, &d->copy, "CopyIndicator") && copy)
		o->document_function = OU_STR("duplicate");
	ou_ubl_time(u, &o->date, &d->issue_date, &d->issue_time, "orderDate");
	if (ou_ubl_date(u, &until, &d->valid_to, "ValidityPeriod") &&
	    ou_date_given(o->date.date) &&
	    ou_date_cmp(until, o->date.date) < 0)
		ubl_finding(u, OU_DIAG_VALUE, &d->valid_to, "ValidityPeriod",
		    "the order ends to be valid before it was issued");
	ou_import_extra(u->im, &o->extra, &o->n_extra,
	    OU_STR("ValidityPeriod/EndDate"), d->valid_to.text);
	ou_import_extra(u->im, &o->extra, &o->n_extra,
	    OU_STR("UBLVersionID"), d->version.text);
	channel(u);
	references(u);
	ou_ubl_parties(u);
	order_type(u);
	notes(u);
	payment(u);
	delivery(u);
	ou_ubl_money(u);
	currency(u);
}

/* --- the way of a document --- */

struct document {
	struct ou_import *im;
	struct ou_source *src;
	struct ou_str raw;		/* as it came */
	enum ou_charset charset;
	struct ubl_doc doc;
	struct ubl_order u;
};

static struct ou_origin *
origin(struct document *d)
{
	struct ou_origin *o = ou_arena_zalloc(&d->im->arena, sizeof(*o));

	o->format = OU_STR("ubl-order");
	o->file = ou_str_c(ou_source_name(d->src));
	o->message = d->doc.id.text;
	o->line = (struct ou_integer){ 1, true };
	return o;
}

static int
refuse(struct document *d, const struct ou_err *err)
{
	struct ou_reject *r = ou_arena_zalloc(&d->im->arena, sizeof(*r));

	r->source = origin(d);
	r->number = d->doc.id.text;
	r->format = OU_STR("ubl");
	r->charset = ou_str_c(ou_charset_name(d->charset));
	return ou_import_reject(d->im, r, d->raw, OU_STR_NONE, err);
}

/* The lines that could not be read are one reject beside the order. */
static int
refuse_lines(struct document *d)
{
	struct ou_err err = d->u.first_bad;
	struct ou_str quantities = ou_buf_str(&d->u.bad_quantities);

	(void)snprintf(err.text, sizeof(err.text),
	    "%.160s; %u of the order's lines cannot be read, quantities %.*s",
	    d->u.first_bad.text, d->u.bad_lines,
	    (int)(quantities.n < 150 ? quantities.n : 150), quantities.p);
	return refuse(d, &err);
}

static int
hand_out(struct document *d)
{
	struct ubl_order *u = &d->u;
	struct ou_err err = { 0 };
	int rc;

	if (!ubl_has(&d->doc.id)) {
		ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_NO_ORDER_NUMBER,
		    "the document has no ID");
		return refuse(d, &err);
	}
	if (u->order->n_lines == 0) {
		ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_NO_LINES,
		    "no line with item and quantity%s%s",
		    u->bad_lines > 0 ? ": " : "", u->bad_lines > 0 ?
		    u->first_bad.text : "");
		err.line = u->first_bad.line;
		return refuse(d, &err);
	}
	head(u);
	u->order->source = origin(d);
	ou_ubl_check(u);
	rc = ou_ubl_hand_out(u, &err);
	if (rc != 0)
		return rc > 0 ? refuse(d, &err) : -1;
	return u->bad_lines > 0 ? refuse_lines(d) : 0;
}

/* --- bytes and characters --- */

/* All of the source; more than the limit is refused without its bytes. */
static int
take_bytes(struct document *d, struct ou_buf *b, struct ou_err *err)
{
	struct ou_str s;
	size_t max = ou_import_message_max(d->im), n = 0;

	for (;;) {
		s = ou_source_fill(d->src, 65536, err);
		d->raw = ou_buf_str(b);
		if (s.p == NULL)
			return -1;
		if (s.n == 0)
			break;
		n += s.n;
		if (n <= max)
			ou_buf_adds(b, s);
		ou_source_skip(d->src, s.n);
	}
	if (n <= max)
		return 0;
	d->raw = OU_STR_NONE;
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_LIMIT,
	    "the document has %zu bytes, more than %zu", n, max);
}

static struct ou_str
declared(struct ou_str head)
{
	ptrdiff_t end = ou_str_search(head, OU_STR("?>")), at;
	struct ou_str s, name = OU_STR_NONE;
	char quote;

	if (end < 0 || !ou_str_starts(head, "<?xml"))
		return name;
	s = ou_str_sub(head, 0, (size_t)end);
	if ((at = ou_str_search(s, OU_STR("encoding"))) < 0)
		return name;
	s = ou_str_trim(ou_str_sub(s, (size_t)at + 8, s.n));
	if (s.n == 0 || *s.p != '=')
		return name;
	s = ou_str_trim(ou_str_sub(s, 1, s.n));
	if (s.n < 2 || (*s.p != '"' && *s.p != '\''))
		return name;
	quote = *s.p;
	s = ou_str_sub(s, 1, s.n);
	(void)ou_str_split(&s, quote, &name);
	return name;
}

/* What the bytes are written in: their first ones, the user, what the
 * document declares, UTF-8. */
static int
charset_of(struct document *d, struct ou_err *err)
{
	struct ou_str s = d->raw, name;

	d->charset = OU_CHARSET_UTF8;
	if (s.n >= 2 && (memcmp(s.p, "\xff\xfe", 2) == 0 ||
	    memcmp(s.p, "<\0", 2) == 0))
		d->charset = OU_CHARSET_UTF16LE;
	else if (s.n >= 2 && (memcmp(s.p, "\xfe\xff", 2) == 0 ||
	    memcmp(s.p, "\0<", 2) == 0))
		d->charset = OU_CHARSET_UTF16BE;
	else if (d->im->charset != OU_CHARSET_UNKNOWN)
		d->charset = d->im->charset;
	else if (!ou_str_starts(s, "\xef\xbb\xbf") &&
	    (name = declared(ou_str_sub(s, 0, 200))).n > 0) {
		d->charset = ou_charset_find(name);
		/* saved as bytes by somebody who kept the declaration */
		if (d->charset == OU_CHARSET_UTF16LE ||
		    d->charset == OU_CHARSET_UTF16BE)
			d->charset = OU_CHARSET_UTF8;
		if (d->charset == OU_CHARSET_UNKNOWN &&
		    ou_str_caseeq(name, OU_STR("utf-16")))
			d->charset = OU_CHARSET_UTF8;
		if (d->charset == OU_CHARSET_UNKNOWN)
			return ou_err_set(err, OU_ERR_RECORD,
			    OU_DIAG_ENCODING, "encoding '%.*s' is not known",
			    OU_STR_ARG(ou_str_sub(name, 0, 40)));
	}
	return 0;
}

static int
decode(struct document *d, struct ou_str *text, struct ou_err *err)
{
	ptrdiff_t nul;

	if (charset_of(d, err) != 0)
		return -1;
	if (ou_charset_decode(&d->im->arena, text, d->raw, d->charset,
	    err) != 0) {
		err->kind = OU_ERR_DAMAGED;
		return -1;
	}
	if (ou_str_starts(*text, "\xef\xbb\xbf"))
		*text = ou_str_sub(*text, 3, text->n);
	*text = ou_str_trim(*text);
	if ((nul = ou_str_find(*text, '\0')) >= 0)
		return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_XML,
		    "a NUL byte at offset %td", nul);
	if (text->n == 0)
		return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_TRUNCATED,
		    "the document is empty");
	return 0;
}

static int
run(struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	struct document d = { .im = im, .src = src };
	struct ou_str text;
	struct ou_buf bytes;
	struct ou_err why = { 0 };
	int rc;

	ou_import_begin(im);
	ou_buf_init(&bytes, 0);
	ou_buf_init(&d.u.bad_quantities, 4096);
	d.u.im = im;
	d.u.doc = &d.doc;
	d.u.source = ou_source_name(src);
	d.u.order = ou_arena_zalloc(&im->arena, sizeof(*d.u.order));
	if (take_bytes(&d, &bytes, &why) == 0 &&
	    decode(&d, &text, &why) == 0 &&
	    ou_ubl_read(im, text, ou_ubl_line_of, &d.u, &d.doc, &why) == 0) {
		rc = hand_out(&d);
	} else {
		ou_err_at(&why, d.u.source, 0, 0);
		rc = refuse(&d, &why);
		if (rc == 0 && why.kind == OU_ERR_DAMAGED) {
			*err = why;
			rc = -1;
		}
	}
	ou_buf_release(&bytes);
	ou_buf_release(&d.u.bad_quantities);
	ou_arena_reset(&im->arena);
	return rc;
}

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	struct ou_str s = head;

	(void)name;
	if (s.n >= 4 && (memcmp(s.p, "\xff\xfe<\0", 4) == 0 ||
	    memcmp(s.p, "<\0?\0", 4) == 0 ||
	    memcmp(s.p, "\0<\0?", 4) == 0)) {
		*why = "XML in UTF-16";
		return 60;
	}
	if (ou_str_starts(s, "\xef\xbb\xbf"))
		s = ou_str_sub(s, 3, s.n);
	s = ou_str_trim(s);
	if (s.n < 2 || *s.p != '<')
		return 0;
	if (ou_str_search(s, OU_STR(UBL_ROOT_ORDER)) >= 0) {
		*why = "XML with the namespace of the UBL Order";
		return 100;
	}
	if (ou_str_search(s, OU_STR(UBL_ROOT_ANY)) >= 0) {
		*why = "XML with a namespace of UBL";
		return 90;
	}
	(void)a;
	*why = "XML, and UBL is the only XML that is read";
	return 50;
}

const struct ou_format ou_format_ubl = {
	"ubl", "UBL 2 Order, Peppol", detect, run
};
