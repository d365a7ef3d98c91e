#include "paper_cii.h"

/*
 * An order response of Order-X (type 231).  As in UBL's, a line of it is one
 * answer to a line of the order; what was asked for stands beside what was
 * agreed.
 */
static const struct paper_row party_rows[] = {
	{ .at = "ram:ID", "id" },
	CII_GLN,
	{ .at = "ram:Name", "name" },
	{ .at = "ram:SpecifiedLegalOrganization/ram:ID", "references",
	  (const struct paper_row []){
		{ .at = ".", "number" },
		{ .at = NULL } }, "kind=companyRegistration" },
	{ .at = "ram:DefinedTradeContact", "contact", ou_cii_contact_rows },
	CII_ADDRESS,
	CII_VAT,
	{ .at = NULL }
};

#define PARTY(where, who) { .at = where, "parties", party_rows, "role=" who }

#define LINE "ram:AssociatedDocumentLineDocument/"
#define AGREED "ram:SpecifiedLineTradeAgreement/"
#define DELIVERED "ram:SpecifiedLineTradeDelivery/"
#define SETTLED "ram:SpecifiedLineTradeSettlement/"
#define REQUESTED(what) \
	"ram:Requested" what "SupplyChainEvent/ram:OccurrenceDateTime"

static const struct paper_row line_rows[] = {
	{ .at = AGREED CII_LINE_ID("BuyerOrder"), "orderItemNumber" },
	{ .at = LINE "ram:LineID", "orderItemNumber",
	  .flags = PAPER_INDEX | PAPER_ELSE },
	{ .at = LINE "ram:LineStatusCode", "answers.status",
	  .words = "5=accepted 7=rejected 6=changed 3=changed 1=added *" },
	{ .at = LINE "ram:IncludedNote", "notes", ou_cii_note_rows },
	{ .at = "ram:SpecifiedTradeProduct", "", (const struct paper_row []){
		CII_PRODUCT("product."),
		{ .at = "ram:OriginTradeCountry/ram:ID",
		  "product.countryOfOrigin" },
		{ .at = NULL } } },
	{ .at = "ram:SubstitutedReferencedProduct", "",
	  (const struct paper_row []){
		CII_PRODUCT("answers.product."),
		{ .at = NULL } } },
	CII_PRICE(AGREED "ram:NetPriceProductTradePrice", 0),
	{ .at = DELIVERED "ram:RequestedQuantity", "orderQuantity",
	  .with = "unitCode>unitCode|C62" },
	{ .at = DELIVERED "ram:AgreedQuantity", "answers.quantity",
	  .with = "unitCode>answers.unitCode|C62" },
	CII_DAY(DELIVERED REQUESTED("Despatch"), "answers.shipDate"),
	CII_DAY(DELIVERED REQUESTED("Delivery"), "answers.deliveryDate"),
	CII_TAX(SETTLED "ram:ApplicableTradeTax"),
	{ .at = SETTLED "ram:SpecifiedTradeAllowanceCharge",
	  "allowanceCharges", ou_cii_allowance_rows },
	{ .at = SETTLED "ram:SpecifiedTradeSettlementLineMonetarySummation/"
	  "ram:LineTotalAmount", "lineTotal" },
	{ .at = NULL }
};

static const struct paper_row head_rows[] = {
	{ .at = "ram:ID", "number" },
	{ .at = "ram:TypeCode", .text = "231" },
	{ .at = "ram:StatusCode", "status",
	  .words = "1=accepted 3=changed 8=rejected *" },
	CII_TIME("ram:IssueDateTime", "issueDate", 0),
	{ .at = "ram:IncludedNote", "notes", ou_cii_note_rows },
	{ .at = NULL }
};

static const struct paper_row agreement_rows[] = {
	PARTY("ram:SellerTradeParty", "seller"),
	PARTY("ram:BuyerTradeParty", "buyer"),
	PARTY("ram:BuyerRequisitionerTradeParty", "orderedBy"),
	{ .at = "ram:ApplicableTradeDeliveryTerms/ram:DeliveryTypeCode",
	  "incoterm.code" },
	{ .at = "ram:ApplicableTradeDeliveryTerms/ram:RelevantTradeLocation/"
	  "ram:Name", "incoterm.place" },
	{ .at = CII_ID("SellerOrder"), "sellerOrderNumber" },
	{ .at = CII_ID("BuyerOrder"), "orderNumber" },
	{ .at = NULL }
};

static const struct paper_row settlement_rows[] = {
	{ .at = "ram:OrderCurrencyCode", "currency" },
	PARTY("ram:InvoiceeTradeParty", "payer"),
	{ .at = "ram:SpecifiedTradeAllowanceCharge", "allowanceCharges",
	  ou_cii_allowance_rows },
	CII_TOTALS("ram:SpecifiedTradeSettlementHeaderMonetarySummation", 0),
	{ .at = NULL }
};

#define TRADE "SupplyChainTradeTransaction/"

static const struct paper_row rows[] = {
	{ .at = "ExchangedDocument", "", head_rows },
	{ .at = TRADE "ram:IncludedSupplyChainTradeLineItem", "confirmedItem",
	  line_rows },
	{ .at = TRADE "ram:ApplicableHeaderTradeAgreement", "",
	  agreement_rows },
	PARTY(TRADE "ram:ApplicableHeaderTradeDelivery/ram:ShipToTradeParty",
	    "shipTo"),
	PARTY(TRADE "ram:ApplicableHeaderTradeDelivery/ram:ShipFromTradeParty",
	    "shipFrom"),
	{ .at = TRADE "ram:ApplicableHeaderTradeSettlement", "",
	  settlement_rows },
	{ .at = NULL }
};

const struct paper_form ou_orderx_response = {
	.name = "orderx-order-response",
	.root = "SCRDMCCBDACIOMessageStructure",
	.uri = CII "SCRDMCCBDACIOMessageStructure:100",
	.only = "ExchangedDocument/ram:TypeCode=231",
	.record = "OrderResponse", .rows = rows, .family = &ou_paper_orderx,
	.sender = "seller", .read_only = true, .read = ou_paper_join_answers,
};
