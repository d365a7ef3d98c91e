#include <libxml/xmlwriter.h>

#include "ou/formats/response.h"

/*
 * UBL 2.1 OrderResponse.  Elements stand in the order of the schema; what a
 * line is answered is its LineStatusCode (UNCL 1229).
 */
#define NS "urn:oasis:names:specification:ubl:schema:xsd:"
#define CUSTOMIZATION "urn:fdc:peppol.eu:poacc:trns:order_response:3"
#define PROFILE "urn:fdc:peppol.eu:poacc:bis:ordering:3"

struct xml {
	xmlTextWriterPtr w;
	bool failed;
	const struct ou_order_response *r;
};

static void
check(struct xml *x, int written)
{
	x->failed = x->failed || written < 0;
}

static void
begin(struct xml *x, const char *name)
{
	check(x, xmlTextWriterStartElement(x->w, (const xmlChar *)name));
}

static void
end(struct xml *x)
{
	check(x, xmlTextWriterEndElement(x->w));
}

static void
attribute(struct xml *x, const char *name, const char *value)
{
	check(x, xmlTextWriterWriteAttribute(x->w, (const xmlChar *)name,
	    (const xmlChar *)value));
}

static void
text(struct xml *x, struct ou_str s)
{
	struct ou_arena a = OU_ARENA_INIT;

	check(x, xmlTextWriterWriteString(x->w,
	    (const xmlChar *)ou_str_cdup(&a, s)));
	ou_arena_release(&a);
}

/* An element with a text, if there is one. */
static void
element(struct xml *x, const char *name, struct ou_str s)
{
	if (s.n == 0)
		return;
	begin(x, name);
	text(x, s);
	end(x);
}

static void
date(struct xml *x, const char *name, struct ou_date d)
{
	char to[10];

	if (ou_date_given(d))
		element(x, name, ou_str_make(to, ou_date_text(to, d)));
}

static void
quantity(struct xml *x, const char *name, struct ou_quantity q,
    struct ou_str unit)
{
	char to[OU_DECIMAL_MAX];
	struct ou_arena a = OU_ARENA_INIT;

	begin(x, name);
	attribute(x, "unitCode", unit.n > 0 ? ou_str_cdup(&a, unit) : "C62");
	text(x, ou_str_make(to, ou_quantity_text(to, q)));
	end(x);
	ou_arena_release(&a);
}

/* --- parties --- */

static const struct ou_party *
party_of(const struct xml *x, const char *role)
{
	uint32_t i;

	for (i = 0; i < x->r->n_parties; i++) {
		if (ou_str_is(x->r->parties[i].role, role))
			return &x->r->parties[i];
	}
	return NULL;
}

static void
party(struct xml *x, const char *around, const struct ou_party *p)
{
	bool gln = p->gln.n > 0;

	begin(x, around);
	begin(x, "cac:Party");
	begin(x, "cbc:EndpointID");
	if (gln)
		attribute(x, "schemeID", "0088");
	text(x, gln ? p->gln : p->id);
	end(x);
	begin(x, "cac:PartyIdentification");
	begin(x, "cbc:ID");
	if (gln)
		attribute(x, "schemeID", "0088");
	text(x, gln ? p->gln : p->id);
	end(x);
	end(x);
	if (p->name.n > 0) {
		begin(x, "cac:PartyLegalEntity");
		element(x, "cbc:RegistrationName", p->name);
		end(x);
	}
	end(x);
	end(x);
}

/* --- lines --- */

static const char *
line_status(struct ou_str status)
{
	if (ou_str_is(status, "accepted"))
		return "5";
	return ou_str_is(status, "rejected") ||
	    ou_str_is(status, "deleted") ? "7" : "3";
}

static void
item(struct xml *x, const char *name, const struct ou_product *p)
{
	static const struct ou_product none;

	if (p == NULL)
		p = &none;
	begin(x, name);
	element(x, "cbc:Name", p->name.n > 0 ? p->name : p->sku);
	if (p->buyer_item_id.n > 0) {
		begin(x, "cac:BuyersItemIdentification");
		element(x, "cbc:ID", p->buyer_item_id);
		end(x);
	}
	if (p->sku.n > 0) {
		begin(x, "cac:SellersItemIdentification");
		element(x, "cbc:ID", p->sku);
		end(x);
	}
	if (p->gtin.n > 0) {
		begin(x, "cac:StandardItemIdentification");
		begin(x, "cbc:ID");
		attribute(x, "schemeID", "0160");
		text(x, p->gtin);
		end(x);
		end(x);
	}
	end(x);
}

static void
price(struct xml *x, const struct ou_response_line *l)
{
	char to[OU_DECIMAL_MAX];
	struct ou_arena a = OU_ARENA_INIT;

	if (!l->unit_price.given || x->r->currency.n == 0)
		return;
	begin(x, "cac:Price");
	begin(x, "cbc:PriceAmount");
	attribute(x, "currencyID", ou_str_cdup(&a, x->r->currency));
	text(x, ou_str_make(to, ou_price_text(to, l->unit_price)));
	end(x);
	if (l->price_base.given)
		quantity(x, "cbc:BaseQuantity", l->price_base, l->unit);
	end(x);
	ou_arena_release(&a);
}

/* One answer; what is backordered stands beside what is delivered. */
static void
line(struct xml *x, const struct ou_response_line *l,
    const struct ou_line_answer *answer, uint32_t number)
{
	struct ou_arena a = OU_ARENA_INIT;
	bool waits = ou_str_is(answer->status, "backordered");
	struct ou_quantity nothing = { 0, true };

	begin(x, "cac:OrderLine");
	begin(x, "cac:LineItem");
	element(x, "cbc:ID", ou_str_number(&a, OU_STR(""), "", number));
	element(x, "cbc:Note", answer->reason);
	element(x, "cbc:LineStatusCode",
	    ou_str_c(line_status(answer->status)));
	quantity(x, "cbc:Quantity", waits ? nothing : answer->quantity,
	    answer->unit);
	if (waits)
		quantity(x, "cbc:MaximumBackorderQuantity", answer->quantity,
		    answer->unit);
	if (ou_date_given(answer->delivery_date)) {
		begin(x, "cac:Delivery");
		begin(x, "cac:PromisedDeliveryPeriod");
		date(x, "cbc:StartDate", answer->delivery_date);
		date(x, "cbc:EndDate", answer->delivery_date);
		end(x);
		end(x);
	}
	price(x, l);
	item(x, "cac:Item", l->product);
	end(x);
	if (answer->product != NULL) {
		begin(x, "cac:SellerSubstitutedLineItem");
		element(x, "cbc:ID", ou_str_number(&a, OU_STR(""), "",
		    number));
		item(x, "cac:Item", answer->product);
		end(x);
	}
	begin(x, "cac:OrderLineReference");
	element(x, "cbc:LineID", l->number);
	end(x);
	end(x);
	ou_arena_release(&a);
}

static void
lines(struct xml *x)
{
	const struct ou_response_line *l;
	uint32_t i, k, number = 0;

	for (i = 0; i < x->r->n_lines; i++) {
		l = &x->r->lines[i];
		for (k = 0; k < l->n_answers; k++)
			line(x, l, &l->answers[k], ++number);
	}
}

/* --- the document --- */

static const char *
code(struct ou_str status)
{
	if (ou_str_is(status, "accepted"))
		return "AP";
	if (ou_str_is(status, "rejected"))
		return "RE";
	return ou_str_is(status, "changed") ? "CA" : "AB";
}

static void
document(struct xml *x, const struct ou_party *seller,
    const struct ou_party *buyer)
{
	const struct ou_order_response *r = x->r;

	check(x, xmlTextWriterStartDocument(x->w, "1.0", "UTF-8", NULL));
	begin(x, "OrderResponse");
	attribute(x, "xmlns", NS "OrderResponse-2");
	attribute(x, "xmlns:cac", NS "CommonAggregateComponents-2");
	attribute(x, "xmlns:cbc", NS "CommonBasicComponents-2");
	element(x, "cbc:CustomizationID", OU_STR(CUSTOMIZATION));
	element(x, "cbc:ProfileID", OU_STR(PROFILE));
	element(x, "cbc:ID", r->number);
	date(x, "cbc:IssueDate", r->date.date);
	element(x, "cbc:OrderResponseCode", ou_str_c(code(r->status)));
	element(x, "cbc:DocumentCurrencyCode", r->currency);
	begin(x, "cac:OrderReference");
	element(x, "cbc:ID", r->order_number);
	end(x);
	party(x, "cac:SellerSupplierParty", seller);
	party(x, "cac:BuyerCustomerParty", buyer);
	if (ou_str_is(r->status, "changed"))
		lines(x);
	end(x);
	check(x, xmlTextWriterEndDocument(x->w));
}

int
ou_response_ubl(struct ou_buf *out, const struct ou_order_response *r,
    struct ou_err *err)
{
	struct xml x = { .r = r };
	const struct ou_party *seller = party_of(&x, "seller");
	const struct ou_party *buyer = party_of(&x, "buyer");
	xmlBufferPtr b;

	if (seller == NULL || (seller->gln.n == 0 && seller->id.n == 0))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "the seller has neither a GLN nor an id");
	if (buyer == NULL || (buyer->gln.n == 0 && buyer->id.n == 0))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "the buyer has neither a GLN nor an id");
	b = xmlBufferCreate();
	x.w = b != NULL ? xmlNewTextWriterMemory(b, 0) : NULL;
	if (x.w == NULL)
		ou_out_of_memory();
	check(&x, xmlTextWriterSetIndent(x.w, 1));
	document(&x, seller, buyer);
	xmlFreeTextWriter(x.w);
	if (!x.failed)
		ou_buf_add(out, xmlBufferContent(b),
		    (size_t)xmlBufferLength(b));
	xmlBufferFree(b);
	return !x.failed ? 0 : ou_err_set(err, OU_ERR_RECORD,
	    OU_DIAG_EDI_CARRY, "it cannot be written as XML");
}
