#include "paper_ubl.h"

/* DespatchAdvice and ReceiptAdvice: goods on their way, and those that came. */
static const struct paper_row despatch_item_rows[] = {
	UBL_ITEM("product."),
	{ .at = "cac:ItemInstance/cbc:BestBeforeDate", "expiryDate" },
	{ .at = "cac:ItemInstance/cbc:SerialID", "serialNumber",
	  .flags = PAPER_AGAIN },
	{ .at = "cac:ItemInstance/cac:LotIdentification/cbc:LotNumberID",
	  "lot" },
	{ .at = "cac:ItemInstance/cac:LotIdentification/cbc:ExpiryDate",
	  "expiryDate", .flags = PAPER_READ },
	{ .at = NULL }
};

static const struct paper_row despatch_line_rows[] = {
	{ .at = "cbc:ID", "lineNumber", .flags = PAPER_NEED },
	UBL_NOTES("cbc:Note"),
	{ .at = "cbc:LineStatusCode", "status",
	  .words = "Cancelled=cancelled *" },
	{ .at = "cbc:DeliveredQuantity", "quantity", .with = UBL_UNIT },
	{ .at = "cbc:BackorderQuantity", "differences", ou_ubl_quantity_rows,
	  "kind=backordered" },
	{ .at = "cbc:OutstandingQuantity", "differences", ou_ubl_quantity_rows,
	  "kind=outstanding" },
	{ .at = "cbc:OutstandingReason", "reason" },
	{ .at = "cbc:OversupplyQuantity", "differences", ou_ubl_quantity_rows,
	  "kind=over" },
	{ .at = "cac:OrderLineReference/cbc:LineID", "orderItemNumber" },
	{ .at = "cac:OrderLineReference/cac:OrderReference/cbc:ID",
	  "orderNumber" },
	{ .at = "cac:Item", "", despatch_item_rows, .flags = PAPER_NEED },
	{ .at = NULL }
};

static const struct paper_row unit_rows[] = {
	{ .at = "cbc:ID", "sscc", .only = "schemeID=0088" },
	{ .at = "cbc:ID", "sscc", .only = "schemeID=SSCC",
	  .flags = PAPER_READ },
	{ .at = "cbc:ID", "id" },
	{ .at = "cbc:TransportHandlingUnitTypeCode", "packageType",
	  .words = "201=pallet 200=halfPallet CT=carton BX=box PK=package "
	  "CS=case CR=crate *" },
	{ .at = NULL }
};

static const struct paper_row shipment_rows[] = {
	{ .at = "cbc:GrossWeightMeasure", "grossWeightKg",
	  .only = "unitCode=KGM" },
	{ .at = "cbc:GrossWeightMeasure", "grossWeight",
	  .with = "unitCode>weightUnitCode" },
	{ .at = "cbc:TotalTransportHandlingUnitQuantity", "packageCount" },
	{ .at = "cac:Consignment", "", (const struct paper_row []){
		{ .at = "cac:CarrierParty/cac:PartyName/cbc:Name", "carrier" },
		{ .at = NULL } }, .first = "cbc:ID" },
	{ .at = "cac:ShipmentStage/cbc:TransportModeCode", "transportMode",
	  .words = "1=sea 2=rail 3=road 4=air 5=mail *" },
	{ .at = "cac:Delivery/cbc:TrackingID", "trackingNumber" },
	{ .at = "cac:Delivery/cac:EstimatedDeliveryPeriod/cbc:EndDate",
	  "promisedDate" },
	{ .at = "cac:Delivery/cac:Despatch/cbc:ActualDespatchDate",
	  "shipDate" },
	{ .at = "cac:TransportHandlingUnit", "packages", unit_rows },
	{ .at = NULL }
};

static const struct paper_row despatch_rows[] = {
	UBL_HEAD("urn:fdc:peppol.eu:poacc:trns:despatch_advice:3",
	    "urn:fdc:peppol.eu:poacc:bis:despatch_advice:3"),
	{ .at = "cbc:ID", "shipmentNumber", .flags = PAPER_NEED },
	UBL_ISSUED,
	{ .at = "cbc:DespatchAdviceTypeCode", "kind",
	  .words = "351=despatch *" },
	UBL_NOTES("cbc:Note"),
	{ .at = "cac:OrderReference/cbc:ID", "orderNumber" },
	{ .at = "cac:OrderReference/cbc:IssueDate", "orderDate" },
	{ .at = "cac:AdditionalDocumentReference", "references",
	  ou_ubl_reference_rows, "kind=document" },
	{ .at = "cac:DespatchSupplierParty/cac:Party", "parties",
	  ou_ubl_party_rows, "role=shipFrom", .flags = PAPER_NEED },
	{ .at = "cac:DeliveryCustomerParty/cac:Party", "parties",
	  ou_ubl_party_rows, "role=shipTo", .flags = PAPER_NEED },
	UBL_PARTY("cac:BuyerCustomerParty/cac:Party", "buyer"),
	UBL_PARTY("cac:SellerSupplierParty/cac:Party", "seller"),
	UBL_PARTY("cac:OriginatorCustomerParty/cac:Party", "orderedBy"),
	{ .at = "cac:Shipment", "", shipment_rows, .first = "cbc:ID" },
	{ .at = "cac:DespatchLine", "shippedItem", despatch_line_rows,
	  .flags = PAPER_NEED },
	{ .at = NULL }
};

const struct paper_form ou_ubl_despatch_advice = {
	.name = "ubl-despatch-advice", .root = "DespatchAdvice",
	.uri = UBL "DespatchAdvice-2", .record = "Shipment",
	.rows = despatch_rows, .family = &ou_paper_ubl,
	.sender = "shipFrom",
};

/* --- what came --- */

static const struct paper_row receipt_item_rows[] = {
	UBL_ITEM("product."),
	{ .at = "cac:ItemInstance/cbc:SerialID", "serialNumber" },
	{ .at = "cac:ItemInstance/cac:LotIdentification/cbc:LotNumberID",
	  "lot" },
	{ .at = "cac:ItemInstance/cac:LotIdentification/cbc:ExpiryDate",
	  "expiryDate" },
	{ .at = NULL }
};

static const struct paper_row receipt_line_rows[] = {
	{ .at = "cbc:ID", "lineNumber", .flags = PAPER_NEED },
	UBL_NOTES("cbc:Note"),
	{ .at = "cbc:ReceivedQuantity", "quantities", ou_ubl_quantity_rows,
	  "kind=received" },
	{ .at = "cbc:ShortQuantity", "differences", ou_ubl_quantity_rows,
	  "kind=short" },
	{ .at = "cbc:RejectedQuantity", "differences", ou_ubl_quantity_rows,
	  "kind=rejected" },
	{ .at = "cbc:RejectReasonCode", "reason" },
	{ .at = "cbc:OversupplyQuantity", "differences", ou_ubl_quantity_rows,
	  "kind=over" },
	{ .at = "cac:OrderLineReference/cbc:LineID", "orderItemNumber" },
	{ .at = "cac:OrderLineReference/cac:OrderReference/cbc:ID",
	  "orderNumber" },
	{ .at = "cac:Item", "", receipt_item_rows },
	{ .at = NULL }
};

static const struct paper_row receipt_rows[] = {
	{ .at = "cbc:ID", "number", .flags = PAPER_NEED },
	UBL_ISSUED,
	{ .at = "cbc:ReceiptAdviceTypeCode", "kind", .words = "632=receipt *" },
	UBL_NOTES("cbc:Note"),
	{ .at = "cac:OrderReference/cbc:ID", "orderNumber" },
	{ .at = "cac:OrderReference/cbc:IssueDate", "orderDate" },
	{ .at = "cac:DespatchDocumentReference/cbc:ID", "shipmentNumber" },
	{ .at = "cac:DeliveryCustomerParty/cac:Party", "parties",
	  ou_ubl_party_rows, "role=shipTo", .flags = PAPER_NEED },
	{ .at = "cac:DespatchSupplierParty/cac:Party", "parties",
	  ou_ubl_party_rows, "role=shipFrom", .flags = PAPER_NEED },
	UBL_PARTY("cac:BuyerCustomerParty/cac:Party", "buyer"),
	UBL_PARTY("cac:SellerSupplierParty/cac:Party", "seller"),
	{ .at = "cac:ReceiptLine", "lines", receipt_line_rows,
	  .flags = PAPER_NEED },
	{ .at = NULL }
};

const struct paper_form ou_ubl_receipt_advice = {
	.name = "ubl-receipt-advice", .root = "ReceiptAdvice",
	.uri = UBL "ReceiptAdvice-2", .record = "ReceiptAdvice",
	.rows = receipt_rows, .family = &ou_paper_ubl,
	.sender = "shipTo",
};
