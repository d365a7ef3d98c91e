#include "paper_ubl.h"

/* Invoice and CreditNote. */
#define OWN(...) (const struct paper_row []){ __VA_ARGS__, { .at = NULL } }

static const struct paper_row item_rows[] = {
	{ .at = "cbc:PackSizeNumeric", "packaging.packQuantity" },
	UBL_ITEM("product."),
	UBL_TAX("cac:ClassifiedTaxCategory"),
	{ .at = NULL }
};

/* What is between the gross price and the price, and whether it is put on. */
#define CHARGED "Price/AllowanceCharge/ChargeIndicator"
#define CHANGED "Price/AllowanceCharge/Amount"

#define LINE_ROWS(quantity) \
	{ .at = "cbc:ID", "lineNumber", .flags = PAPER_NEED }, \
	UBL_NOTES("cbc:Note"), \
	{ .at = quantity, "invoicedQuantity", .with = UBL_UNIT }, \
	{ .at = "cbc:LineExtensionAmount", "lineTotal", .with = UBL_MONEY, \
	  .flags = PAPER_NEED }, \
	{ .at = "cac:InvoicePeriod", "dates", OWN({ .at = "cbc:StartDate", \
	  "at" }, \
	  { .at = "cbc:EndDate", "through" }), "kind=period" }, \
	{ .at = "cac:OrderLineReference/cbc:LineID", "orderItemNumber" }, \
	{ .at = "cac:OrderLineReference/cac:OrderReference/cbc:ID", \
	  "orderNumber" }

#define BEHIND_REFERENCES \
	{ .at = "cac:AllowanceCharge", "allowanceCharges", \
	  ou_ubl_allowance_rows }, \
	{ .at = "cac:Item", "", item_rows, .flags = PAPER_NEED }, \
	UBL_PRICE("cac:Price"), \
	{ .at = "cac:Price/cac:AllowanceCharge/cbc:ChargeIndicator", \
	  "extra." CHARGED, .flags = PAPER_MADE }, \
	{ .at = "cac:Price/cac:AllowanceCharge/cbc:Amount", "extra." CHANGED, \
	  .with = UBL_MONEY, .flags = PAPER_MADE }, \
	{ .at = "cac:Price/cac:AllowanceCharge/cbc:BaseAmount", "grossPrice", \
	  .with = UBL_MONEY, .flags = PAPER_BESIDE }, \
	/* only there where it is another than the price's: it is told */ \
	{ .at = "cac:Price/cac:AllowanceCharge/cbc:BaseAmount", \
	  "grossPriceBaseQuantity", .flags = PAPER_WRITE | PAPER_BESIDE }

static const struct paper_row invoice_line_rows[] = {
	LINE_ROWS("cbc:InvoicedQuantity"),
	BEHIND_REFERENCES,
	{ .at = NULL }
};

static const struct paper_row credit_line_rows[] = {
	LINE_ROWS("cbc:CreditedQuantity"),
	BEHIND_REFERENCES,
	{ .at = NULL }
};

static const struct paper_row subtotal_rows[] = {
	{ .at = "cbc:TaxableAmount", "taxableAmount", .with = UBL_MONEY },
	{ .at = "cbc:TaxAmount", "taxAmount", .with = UBL_MONEY },
	{ .at = "cac:TaxCategory/cbc:ID", "category" },
	{ .at = "cac:TaxCategory/cbc:Percent", "percent" },
	{ .at = "cac:TaxCategory/cbc:TaxExemptionReasonCode",
	  "exemptionReasonCode" },
	{ .at = "cac:TaxCategory/cbc:TaxExemptionReason", "exemptionReason" },
	{ .at = "cac:TaxCategory/cac:TaxScheme/cbc:ID", .text = "VAT" },
	{ .at = NULL }
};

static const struct paper_row terms_rows[] = {
	{ .at = "cbc:Note", "text" },
	{ .at = "cbc:SettlementDiscountPercent", "discountPercent" },
	{ .at = "cbc:Amount", "amount", .with = UBL_MONEY },
	{ .at = "cbc:PaymentDueDate", "dueDate" },
	{ .at = NULL }
};

#define CODES "380=invoice 381=credit 383=debit 384=corrected " \
	"325=proforma 389=selfBilled 393=factored 396=factoredCredit " \
	"386=prepayment *"

#define HEAD \
	UBL_HEAD("urn:cen.eu:en16931:2017#compliant#" \
	    "urn:fdc:peppol.eu:2017:poacc:billing:3.0", \
	    "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"), \
	{ .at = "cbc:ID", "number", .flags = PAPER_NEED }, \
	UBL_ISSUED

#define REFERENCES \
	UBL_NOTES("cbc:Note"), \
	{ .at = "cbc:DocumentCurrencyCode", "currency", .flags = PAPER_NEED }, \
	{ .at = "cbc:BuyerReference", "references", OWN({ .at = ".", \
	  "number" }), \
	  "kind=customerReference" }, \
	{ .at = "cac:InvoicePeriod", "dates", OWN({ .at = "cbc:StartDate", \
	  "at" }, \
	  { .at = "cbc:EndDate", "through" }), "kind=period" }, \
	{ .at = "cac:OrderReference/cbc:ID", "orderNumber" }, \
	{ .at = "cac:OrderReference/cbc:SalesOrderID", "references", \
	  OWN({ .at = ".", "number" }), "kind=vendorOrder" }, \
	{ .at = "cac:OrderReference/cbc:IssueDate", "orderDate" }, \
	{ .at = "cac:BillingReference/cac:InvoiceDocumentReference", \
	  "references", ou_ubl_reference_rows, "kind=previousInvoice", \
	  .flags = PAPER_AGAIN }, \
	UBL_REFERENCE("cac:DespatchDocumentReference", "despatchAdvice"), \
	UBL_REFERENCE("cac:ReceiptDocumentReference", "receivingAdvice")

#define PARTIES \
	{ .at = "cac:AccountingSupplierParty/cac:Party", "parties", \
	  ou_ubl_party_rows, "role=seller", .flags = PAPER_NEED }, \
	{ .at = "cac:AccountingCustomerParty/cac:Party", "parties", \
	  ou_ubl_party_rows, "role=buyer", .flags = PAPER_NEED }, \
	{ .at = "cac:PayeeParty", "parties", ou_ubl_party_rows, \
	  "role=payee" }, \
	{ .at = "cac:Delivery/cbc:ActualDeliveryDate", "dates", \
	  OWN({ .at = ".", "at" }), "kind=delivered" }

#define PAYMENT \
	{ .at = "cac:PaymentMeans/cbc:PaymentMeansCode", "paymentMethod" }, \
	{ .at = "cac:PaymentMeans/cbc:PaymentID", "references", \
	  OWN({ .at = ".", "number" }), "kind=paymentReference" }, \
	{ .at = "cac:PaymentTerms", "terms", terms_rows }

#define ALLOWANCES \
	{ .at = "cac:AllowanceCharge", "allowanceCharges", \
	  ou_ubl_allowance_rows }

#define MONEY \
	{ .at = "cac:TaxTotal/cbc:TaxAmount", "totals.taxAmount", \
	  .with = UBL_MONEY }, \
	{ .at = "cac:TaxTotal/cac:TaxSubtotal", "taxes", subtotal_rows }, \
	UBL_TOTALS("cac:LegalMonetaryTotal")

static const struct paper_row invoice_rows[] = {
	HEAD,
	{ .at = "cbc:DueDate", "dueDate" },
	{ .at = "cbc:InvoiceTypeCode", "kind", .words = CODES },
	REFERENCES,
	UBL_REFERENCE("cac:ContractDocumentReference", "contract"),
	PARTIES, PAYMENT, ALLOWANCES, MONEY,
	{ .at = "cac:InvoiceLine", "invoicedItem", invoice_line_rows,
	  .flags = PAPER_NEED },
	{ .at = NULL }
};

static const struct paper_row credit_rows[] = {
	HEAD,
	{ .at = "cbc:CreditNoteTypeCode", "kind", .words = CODES },
	REFERENCES,
	UBL_REFERENCE("cac:ContractDocumentReference", "contract"),
	PARTIES, PAYMENT, ALLOWANCES, MONEY,
	{ .at = "cac:CreditNoteLine", "invoicedItem", credit_line_rows,
	  .flags = PAPER_NEED },
	{ .at = NULL }
};

/* --- gross prices --- */

/* What is put on the gross price, or taken off it below zero; false: it is not
 * known, or not of the same base. */
static bool
change_of(const struct ou_invoice_line *l, struct ou_price *change)
{
	const struct ou_quantity one = ou_quantity_of(1);
	struct ou_quantity base = l->price_base.given ? l->price_base : one;
	struct ou_quantity gross = l->gross_base.given ? l->gross_base : one;

	*change = (struct ou_price){ .given = true };
	change->places = l->unit_price.places > l->gross_price.places ?
	    l->unit_price.places : l->gross_price.places;
	return l->unit_price.given && l->gross_price.given &&
	    base.v == gross.v && !__builtin_sub_overflow(l->unit_price.v,
	    l->gross_price.v, &change->v) && change->v != INT64_MIN;
}

static void
make(struct ou_arena *a, struct ou_invoice_line *l)
{
	struct ou_pair *made = ou_arena_array(a, 2, sizeof(*made));
	char text[OU_DECIMAL_MAX];
	struct ou_price change;

	l->extra = NULL;
	l->n_extra = 0;
	if (!change_of(l, &change))
		return;
	l->gross_base = (struct ou_quantity){ 0 };
	made[0].key = OU_STR(CHARGED);
	made[0].value = change.v > 0 ? OU_STR("true") : OU_STR("false");
	if (change.v < 0)
		change.v = -change.v;
	made[1].key = OU_STR(CHANGED);
	made[1].value = ou_str_dup(a, ou_str_make(text,
	    ou_price_text(text, change)));
	l->extra = made;
	l->n_extra = 2;
}

static const void *
before_writing(struct ou_arena *a, const void *record)
{
	const struct ou_invoice *v = record;
	struct ou_invoice *copy = ou_arena_zalloc(a, sizeof(*copy));
	uint32_t i;

	*copy = *v;
	copy->lines = ou_arena_array(a, v->n_lines, sizeof(*copy->lines));
	for (i = 0; i < v->n_lines; i++) {
		copy->lines[i] = v->lines[i];
		make(a, &copy->lines[i]);
	}
	return copy;
}

/* Does the pair say what follows from the prices? */
static bool
follows(const struct ou_pair *p, const struct ou_price *change)
{
	struct ou_price x;

	if (ou_str_is(p->key, CHARGED))
		return ou_str_is(p->value, change->v > 0 ? "true" : "false");
	return ou_str_is(p->key, CHANGED) &&
	    ou_price_parse(&x, p->value, NULL) == 0 &&
	    x.v == (change->v < 0 ? -change->v : change->v);
}

static int
after_reading(struct ou_import *im, void *record, struct ou_err *err)
{
	struct ou_invoice *v = record;
	struct ou_invoice_line *l;
	struct ou_price change;
	uint32_t i, k, n;

	(void)im;
	(void)err;
	for (i = 0; i < v->n_lines; i++) {
		l = &v->lines[i];
		if (l->gross_price.given && l->price_base.v !=
		    ou_quantity_of(1).v)
			l->gross_base = l->price_base;
		if (!change_of(l, &change))
			continue;
		for (k = n = 0; k < l->n_extra; k++) {
			if (!follows(&l->extra[k], &change))
				l->extra[n++] = l->extra[k];
		}
		l->n_extra = n;
	}
	return 0;
}

static bool
is_credit(const void *record)
{
	const struct ou_invoice *i = record;

	return ou_str_is(i->kind, "credit") ||
	    ou_str_is(i->kind, "factoredCredit");
}

static bool
is_no_credit(const void *record)
{
	return !is_credit(record);
}

const struct paper_form ou_ubl_invoice = {
	.name = "ubl-invoice", .root = "Invoice", .uri = UBL "Invoice-2",
	.record = "Invoice", .rows = invoice_rows,
	.family = &ou_paper_ubl, .sender = "seller",
	.fits = is_no_credit, .read = after_reading, .write = before_writing,
};

const struct paper_form ou_ubl_credit_note = {
	.name = "ubl-credit-note", .root = "CreditNote",
	.uri = UBL "CreditNote-2", .record = "Invoice",
	.rows = credit_rows, .family = &ou_paper_ubl,
	.sender = "seller", .fits = is_credit, .read = after_reading,
	.write = before_writing,
};
