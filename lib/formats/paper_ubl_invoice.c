#include "paper_ubl.h"

/* Invoice and CreditNote. */
#define OWN(...) (const struct paper_row []){ __VA_ARGS__, { .at = NULL } }

static const struct paper_row item_rows[] = {
	{ .at = "cbc:PackSizeNumeric", "packaging.packQuantity" },
	UBL_ITEM("product."),
	UBL_TAX("cac:ClassifiedTaxCategory"),
	{ .at = NULL }
};

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
	{ .at = "cac:Price/cac:AllowanceCharge/cbc:BaseAmount", "grossPrice", \
	  .with = UBL_MONEY, .flags = PAPER_READ }

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
	UBL_REFERENCE("cac:BillingReference/cac:InvoiceDocumentReference", \
	    "previousInvoice"), \
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
	.namespaces = ou_ubl_namespaces, .sender = "seller",
	.fits = is_no_credit,
};

const struct paper_form ou_ubl_credit_note = {
	.name = "ubl-credit-note", .root = "CreditNote",
	.uri = UBL "CreditNote-2", .record = "Invoice",
	.rows = credit_rows, .namespaces = ou_ubl_namespaces,
	.sender = "seller", .fits = is_credit,
};
