#ifndef OU_FORMATS_PAPER_UBL_H
#define OU_FORMATS_PAPER_UBL_H

#include "paper_parts.h"

/* Rows that UBL's documents have in common, in the order of UBL 2.1. */
#define UBL "urn:oasis:names:specification:ubl:schema:xsd:"

extern const struct paper_family ou_paper_ubl;

extern const struct paper_row ou_ubl_address_rows[];
extern const struct paper_row ou_ubl_vat_rows[];
extern const struct paper_row ou_ubl_party_rows[];
/* One that must have an address in the network: a GLN, else its id. */
extern const struct paper_row ou_ubl_reached_rows[];
extern const struct paper_row ou_ubl_allowance_rows[];
extern const struct paper_row ou_ubl_note_rows[];
extern const struct paper_row ou_ubl_reference_rows[];
extern const struct paper_row ou_ubl_quantity_rows[];

#define UBL_UNIT "unitCode>unitCode|C62"
#define UBL_MONEY "currencyID>/currency"

/* The document and how it is called. */
#define UBL_HEAD(customization, profile) \
	{ .at = "cbc:CustomizationID", .text = customization, \
	  .flags = PAPER_NEED }, \
	{ .at = "cbc:ProfileID", .text = profile, .flags = PAPER_NEED }

#define UBL_ISSUED \
	{ .at = "cbc:IssueDate", "issueDate", .flags = PAPER_NEED }, \
	{ .at = "cbc:IssueTime", "issueDate", .flags = PAPER_CLOCK }

#define UBL_NOTES(where) { .at = where, "notes", ou_ubl_note_rows }

#define UBL_PARTY(where, who) \
	{ .at = where, "parties", ou_ubl_party_rows, "role=" who }

#define UBL_REFERENCE(where, what) \
	{ .at = where, "references", ou_ubl_reference_rows, "kind=" what }

/* An item below a member of the line. */
#define UBL_ITEM(product) \
	{ .at = "cbc:Description", product "name", \
	  .flags = PAPER_READ | PAPER_ELSE }, \
	{ .at = "cbc:Name", product "name" }, \
	{ .at = "cac:BuyersItemIdentification/cbc:ID", \
	  product "buyerItemId" }, \
	{ .at = "cac:SellersItemIdentification/cbc:ID", product "sku" }, \
	{ .at = "cac:ManufacturersItemIdentification/cbc:ID", \
	  product "manufacturerItemId" }, \
	{ .at = "cac:StandardItemIdentification/cbc:ID", product "gtin", \
	  .only = "schemeID=0160" }, \
	{ .at = "cac:StandardItemIdentification/cbc:ID", product "gtin", \
	  .flags = PAPER_READ | PAPER_ELSE }, \
	{ .at = "cac:OriginCountry/cbc:IdentificationCode", \
	  product "countryOfOrigin" }, \
	{ .at = "cac:CommodityClassification/cbc:ItemClassificationCode", \
	  product "hsCode", .only = "listID=HS" }

/* A line's price. */
#define UBL_PRICE(where) \
	{ .at = where "/cbc:PriceAmount", "unitPrice", .with = UBL_MONEY }, \
	{ .at = where "/cbc:BaseQuantity", "priceBaseQuantity", \
	  .with = UBL_UNIT, .flags = PAPER_BESIDE }

#define UBL_TAX(where) \
	{ .at = where, "", (const struct paper_row []){ \
		{ .at = "cbc:ID", "tax.category" }, \
		{ .at = "cbc:Percent", "tax.percent" }, \
		{ .at = "cbc:TaxExemptionReasonCode", \
		  "tax.exemptionReasonCode" }, \
		{ .at = "cbc:TaxExemptionReason", "tax.exemptionReason" }, \
		{ .at = "cac:TaxScheme/cbc:ID", .text = "VAT" }, \
		{ .at = NULL } } }

#define UBL_TOTALS(where) \
	{ .at = where "/cbc:LineExtensionAmount", \
	  "totals.lineExtensionAmount", \
	  .with = UBL_MONEY }, \
	{ .at = where "/cbc:TaxExclusiveAmount", "totals.taxExclusiveAmount", \
	  .with = UBL_MONEY }, \
	{ .at = where "/cbc:TaxInclusiveAmount", "totals.taxInclusiveAmount", \
	  .with = UBL_MONEY }, \
	{ .at = where "/cbc:AllowanceTotalAmount", \
	  "totals.allowanceTotalAmount", \
	  .with = UBL_MONEY }, \
	{ .at = where "/cbc:ChargeTotalAmount", "totals.chargeTotalAmount", \
	  .with = UBL_MONEY }, \
	{ .at = where "/cbc:PrepaidAmount", "totals.prepaidAmount", \
	  .with = UBL_MONEY }, \
	{ .at = where "/cbc:PayableRoundingAmount", \
	  "totals.payableRoundingAmount", .with = UBL_MONEY }, \
	{ .at = where "/cbc:PayableAmount", "totals.payableAmount", \
	  .with = UBL_MONEY }

extern const struct paper_form ou_ubl_order_response,
    ou_ubl_order_response_simple, ou_ubl_despatch_advice,
    ou_ubl_receipt_advice, ou_ubl_catalogue, ou_ubl_invoice,
    ou_ubl_credit_note, ou_ubl_order_form;

#endif
