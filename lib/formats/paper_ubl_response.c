#include "paper_ubl.h"

/*
 * OrderResponse.  A line of it is one answer to a line of the order; a record
 * has all answers of a line with it.  What a line is answered is its
 * LineStatusCode (UNCL 1229); what is backordered stands beside a quantity of
 * none.
 */
#define LINE "cac:LineItem/"
#define PROMISED LINE "cac:Delivery/cac:PromisedDeliveryPeriod/"

static const struct paper_row substitute_rows[] = {
	{ .at = "cac:Item", "", (const struct paper_row []){
		UBL_ITEM("answers.product."),
		{ .at = NULL } } },
	{ .at = NULL }
};

static const struct paper_row line_rows[] = {
	{ .at = LINE "cbc:ID", "orderItemNumber",
	  .flags = PAPER_INDEX | PAPER_ELSE },
	{ .at = LINE "cbc:Note", "answers.reason" },
	{ .at = LINE "cbc:LineStatusCode", "answers.status",
	  .words = "5=accepted 7=rejected 3=changed 3=backordered "
	  "3=substituted 3=quantityChanged 3=priceChanged 3=dateChanged "
	  "3=held 7=deleted *" },
	{ .at = LINE "cbc:Quantity", "answers.quantity",
	  .with = "unitCode>answers.unitCode|C62" },
	{ .at = LINE "cbc:MaximumBackorderQuantity", "leftToReceive",
	  .with = "unitCode>answers.unitCode|C62", .flags = PAPER_MADE },
	{ .at = PROMISED "cbc:StartDate", "answers.deliveryDate" },
	{ .at = PROMISED "cbc:EndDate", "answers.deliveryDate" },
	UBL_PRICE(LINE "cac:Price"),
	{ .at = LINE "cac:Item", "", (const struct paper_row []){
		UBL_ITEM("product."),
		UBL_TAX("cac:ClassifiedTaxCategory"),
		{ .at = NULL } }, .flags = PAPER_NEED },
	{ .at = "cac:SellerSubstitutedLineItem", "", substitute_rows,
	  .first = "cbc:ID" },
	{ .at = "cac:OrderLineReference/cbc:LineID", "orderItemNumber" },
	{ .at = NULL }
};

#define BEHIND_CODE \
	UBL_NOTES("cbc:Note"), \
	{ .at = "cbc:DocumentCurrencyCode", "currency" }, \
	{ .at = "cac:OrderReference/cbc:ID", "orderNumber", \
	  .flags = PAPER_NEED }, \
	{ .at = "cac:OrderReference/cbc:SalesOrderID", "sellerOrderNumber" }, \
	{ .at = "cac:OrderReference/cbc:IssueDate", "orderDate", \
	  .flags = PAPER_READ }, \
	{ .at = "cac:SellerSupplierParty/cac:Party", "parties", \
	  ou_ubl_reached_rows, "role=seller", .flags = PAPER_NEED }, \
	{ .at = "cac:BuyerCustomerParty/cac:Party", "parties", \
	  ou_ubl_reached_rows, "role=buyer", .flags = PAPER_NEED }

static const struct paper_row rows[] = {
	UBL_HEAD("urn:fdc:peppol.eu:poacc:trns:order_response:3",
	    "urn:fdc:peppol.eu:poacc:bis:ordering:3"),
	{ .at = "cbc:ID", "number", .flags = PAPER_NEED },
	{ .at = "cbc:SalesOrderID", "sellerOrderNumber", .flags = PAPER_READ },
	UBL_ISSUED,
	{ .at = "cbc:OrderResponseCode", "status",
	  .words = "AP=accepted CA=changed RE=rejected AB=acknowledged *" },
	BEHIND_CODE,
	{ .at = "cac:OrderLine", "confirmedItem", line_rows },
	{ .at = NULL }
};

static const struct paper_row simple_rows[] = {
	{ .at = "cbc:ID", "number" },
	UBL_ISSUED,
	{ .at = "cbc:AcceptedIndicator", "status",
	  .words = "true=accepted 1=accepted false=rejected 0=rejected" },
	{ .at = "cbc:RejectionNote", "notes", ou_ubl_note_rows,
	  "subject=rejection" },
	BEHIND_CODE,
	{ .at = NULL }
};

const struct paper_form ou_ubl_order_response = {
	.name = "ubl-order-response", .root = "OrderResponse",
	.uri = UBL "OrderResponse-2", .record = "OrderResponse",
	.rows = rows, .family = &ou_paper_ubl, .sender = "seller",
	.read = ou_paper_join_answers,
	.write = ou_paper_split_answers,
};

const struct paper_form ou_ubl_order_response_simple = {
	.name = "ubl-order-response-simple", .root = "OrderResponseSimple",
	.uri = UBL "OrderResponseSimple-2", .record = "OrderResponse",
	.rows = simple_rows, .family = &ou_paper_ubl,
	.sender = "seller",
};
