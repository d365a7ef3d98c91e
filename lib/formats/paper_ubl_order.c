#include "paper_ubl.h"

/*
 * Order, for writing: order-import reads it, by ubl_rows.c and what belongs to
 * it, and tests/prop/papers.c holds the two against each other.
 */
static const struct paper_row buyer_rows[] = {
	{ .at = "cbc:EndpointID", "gln", .only = "schemeID=0088" },
	{ .at = "cac:PartyIdentification/cbc:ID", "gln",
	  .only = "schemeID=0088" },
	{ .at = "cac:PartyName/cbc:Name", "name" },
	{ .at = "cac:PartyTaxScheme", "", ou_ubl_vat_rows },
	{ .at = "cac:PartyLegalEntity/cbc:RegistrationName", "name" },
	{ .at = "cac:Contact/cbc:Name", "contact.name" },
	{ .at = "cac:Contact/cbc:Telephone", "contact.telephone" },
	{ .at = "cac:Contact/cbc:ElectronicMail", "contact.email" },
	{ .at = NULL }
};

static const struct paper_row seller_rows[] = {
	{ .at = "cbc:EndpointID", "gln", .only = "schemeID=0088" },
	{ .at = "cac:PartyIdentification/cbc:ID", "gln",
	  .only = "schemeID=0088" },
	{ .at = "cac:PartyIdentification/cbc:ID", "id",
	  .flags = PAPER_AGAIN },
	{ .at = "cac:PartyName/cbc:Name", "name" },
	{ .at = "cac:PartyTaxScheme", "", ou_ubl_vat_rows },
	{ .at = "cac:PartyLegalEntity/cbc:RegistrationName", "name" },
	{ .at = NULL }
};

static const struct paper_row payer_rows[] = {
	{ .at = "cac:PartyIdentification/cbc:ID", "gln",
	  .only = "schemeID=0088" },
	{ .at = "cac:PartyIdentification/cbc:ID", "id", .flags = PAPER_AGAIN },
	{ .at = "cac:PartyName/cbc:Name", "name" },
	{ .at = "cac:PostalAddress", "", ou_ubl_address_rows },
	{ .at = "cac:Contact/cbc:Telephone", "telephone" },
	{ .at = "cac:Contact/cbc:ElectronicMail", "email" },
	{ .at = NULL }
};

static const struct paper_row item_rows[] = {
	{ .at = "cbc:PackSizeNumeric", "packaging.packQuantity" },
	UBL_ITEM("product."),
	UBL_TAX("cac:ClassifiedTaxCategory"),
	{ .at = "cac:ItemInstance/cac:LotIdentification/cbc:LotNumberID",
	  "lot" },
	{ .at = NULL }
};

#define PERIOD "cac:RequestedDeliveryPeriod/"

static const struct paper_row schedule_rows[] = {
	{ .at = "cbc:Quantity", "quantity", .with = "unitCode>|C62" },
	{ .at = PERIOD "cbc:StartDate", "requestedDate" },
	{ .at = PERIOD "cbc:EndDate", "requestedDate" },
	{ .at = NULL }
};

static const struct paper_row line_delivery_rows[] = {
	{ .at = PERIOD "cbc:StartDate", "requestedDate" },
	{ .at = PERIOD "cbc:EndDate", "requestedDate" },
	{ .at = "cac:Despatch/cbc:RequestedDespatchDate", "requestedShipDate" },
	{ .at = NULL }
};

static const struct paper_row line_item_rows[] = {
	{ .at = "cbc:ID", "orderItemNumber", .flags = PAPER_NEED },
	UBL_NOTES("cbc:Note"),
	{ .at = "cbc:Quantity", "orderQuantity", .with = UBL_UNIT,
	  .flags = PAPER_NEED },
	{ .at = "cbc:LineExtensionAmount", "lineTotal", .with = UBL_MONEY },
	{ .at = "cbc:PartialDeliveryIndicator", "partialAllowed" },
	{ .at = "cac:Delivery", "", line_delivery_rows },
	{ .at = "cac:Delivery", "deliverySchedule", schedule_rows },
	{ .at = "cac:AllowanceCharge", "allowanceCharges",
	  ou_ubl_allowance_rows },
	UBL_PRICE("cac:Price"),
	{ .at = "cac:Item", "", item_rows, .flags = PAPER_NEED },
	{ .at = NULL }
};

static const struct paper_row line_rows[] = {
	{ .at = "cac:LineItem", "", line_item_rows },
	{ .at = NULL }
};

static const struct paper_row place_rows[] = {
	{ .at = "cbc:ID", "gln", .only = "schemeID=0088" },
	{ .at = "cbc:ID", "id", .flags = PAPER_ELSE },
	{ .at = "cac:Address", "", ou_ubl_address_rows },
	{ .at = NULL }
};

static const struct paper_row delivery_rows[] = {
	{ .at = "cac:DeliveryLocation", "deliveryAddress", place_rows },
	{ .at = PERIOD "cbc:StartDate", "requestedDate" },
	{ .at = PERIOD "cbc:EndDate", "requestedDate" },
	{ .at = "cac:DeliveryParty/cac:PartyName/cbc:Name",
	  "deliveryAddress.name" },
	{ .at = "cac:DeliveryParty/cac:Contact/cbc:Telephone",
	  "deliveryAddress.telephone" },
	{ .at = "cac:DeliveryParty/cac:Contact/cbc:ElectronicMail",
	  "deliveryAddress.email" },
	{ .at = "cac:Despatch/cbc:RequestedDespatchDate", "requestedShipDate" },
	{ .at = "cac:Despatch/cbc:Instructions", "instructions" },
	{ .at = NULL }
};

static const struct paper_row rows[] = {
	UBL_HEAD("urn:fdc:peppol.eu:poacc:trns:order:3",
	    "urn:fdc:peppol.eu:poacc:bis:ordering:3"),
	{ .at = "cbc:ID", "orderNumber", .flags = PAPER_NEED },
	{ .at = "cbc:SalesOrderID", "sellerOrderNumber" },
	{ .at = "cbc:IssueDate", "orderDate", .flags = PAPER_NEED },
	{ .at = "cbc:IssueTime", "orderDate", .flags = PAPER_CLOCK },
	{ .at = "cbc:OrderTypeCode", .text = "220", .flags = PAPER_NEED },
	UBL_NOTES("cbc:Note"),
	{ .at = "cbc:DocumentCurrencyCode", "currency" },
	{ .at = "cbc:CustomerReference", "references.customerReference" },
	{ .at = "cbc:AccountingCost", "customer.costCenter" },
	{ .at = "cac:ValidityPeriod/cbc:EndDate", "orderDelivery.cancelAfter" },
	{ .at = "cac:QuotationDocumentReference/cbc:ID",
	  "references.quotation" },
	{ .at = "cac:Contract/cbc:ID", "references.contract" },
	{ .at = "cac:BuyerCustomerParty/cbc:SupplierAssignedAccountID",
	  "customer.id" },
	{ .at = "cac:BuyerCustomerParty/cac:Party", "customer", buyer_rows,
	  .flags = PAPER_NEED },
	{ .at = "cac:SellerSupplierParty/cbc:CustomerAssignedAccountID",
	  "references.vendor" },
	{ .at = "cac:SellerSupplierParty/cac:Party", "seller", seller_rows,
	  .flags = PAPER_NEED },
	{ .at = "cac:AccountingCustomerParty/cac:Party", "billingAddress",
	  payer_rows },
	{ .at = "cac:Delivery", "orderDelivery", delivery_rows },
	{ .at = "cac:DeliveryTerms/cbc:ID", "orderDelivery.incoterm.code" },
	{ .at = "cac:DeliveryTerms/cac:DeliveryLocation/cbc:ID",
	  "orderDelivery.incoterm.place" },
	{ .at = "cac:PaymentMeans/cbc:PaymentMeansCode", "payment.method" },
	{ .at = "cac:PaymentTerms/cbc:Note", "payment.terms.text" },
	{ .at = "cac:PaymentTerms/cbc:SettlementDiscountPercent",
	  "payment.terms.discountPercent" },
	{ .at = "cac:AllowanceCharge", "allowanceCharges",
	  ou_ubl_allowance_rows },
	{ .at = "cac:TaxTotal/cbc:TaxAmount", "totals.taxAmount",
	  .with = UBL_MONEY },
	UBL_TOTALS("cac:AnticipatedMonetaryTotal"),
	{ .at = "cac:OrderLine", "orderedItem", line_rows,
	  .flags = PAPER_NEED },
	{ .at = NULL }
};

/* Totals have an amount payable: without one it is the most that is known. */
static const void *
before_writing(struct ou_arena *a, const void *record)
{
	const struct ou_order *o = record;
	struct ou_order *copy;
	struct ou_totals *t;

	if (o->totals == NULL || o->totals->payable.given)
		return o;
	copy = ou_arena_zalloc(a, sizeof(*copy));
	t = ou_arena_zalloc(a, sizeof(*t));
	*copy = *o;
	*t = *o->totals;
	t->payable = t->tax_inclusive.given ? t->tax_inclusive :
	    t->tax_exclusive.given ? t->tax_exclusive : t->line_extension;
	copy->totals = t;
	return copy;
}

const struct paper_form ou_ubl_order_form = {
	.name = "ubl-order", .root = "Order", .uri = UBL "Order-2",
	.record = "Order", .rows = rows, .family = &ou_paper_ubl,
	.sender = "buyer", .write_only = true, .write = before_writing,
};
