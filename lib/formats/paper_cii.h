#ifndef OU_FORMATS_PAPER_CII_H
#define OU_FORMATS_PAPER_CII_H

#include "paper_parts.h"

/* Rows that UN/CEFACT's documents have in common, in the order of Order-X 1.0,
 * COMFORT.  Elements of the root's namespace have no prefix. */
#define CII "urn:un:unece:uncefact:data:"
#define CII_ELEMENTS \
	CII "standard:ReusableAggregateBusinessInformationEntity:"
#define CII_TYPES CII "standard:UnqualifiedDataType:"

extern const struct paper_family ou_paper_orderx;

extern const struct paper_row ou_cii_address_rows[];
extern const struct paper_row ou_cii_contact_rows[];
extern const struct paper_row ou_cii_note_rows[];
extern const struct paper_row ou_cii_allowance_rows[];

#define CII_ID(document) \
	"ram:" document "ReferencedDocument/ram:IssuerAssignedID"
#define CII_LINE_ID(document) "ram:" document "ReferencedDocument/ram:LineID"
#define CII_FLAG(where) where "/udt:Indicator"

/* UNCL 2379 beside it: 102 a day, 203 and 205 a time of it, without and with
 * its offset. */
#define CII_DAY(where, field) \
	{ .at = where "/udt:DateTimeString", field, .only = "format=102", \
	  .flags = PAPER_102 }
#define CII_TIME(where, field, flag) \
	{ .at = where "/udt:DateTimeString", field, .only = "format=205", \
	  .flags = PAPER_205 }, \
	{ .at = where "/udt:DateTimeString", field, .only = "format=203", \
	  .flags = PAPER_203 | PAPER_ELSE }, \
	{ .at = where "/udt:DateTimeString", field, .only = "format=102", \
	  .flags = PAPER_102 | PAPER_ELSE | flag }

#define CII_ADDRESS { .at = "ram:PostalTradeAddress", "", ou_cii_address_rows }

#define CII_GLN { .at = "ram:GlobalID", "gln", .only = "schemeID=0088" }
#define CII_VAT \
	{ .at = "ram:SpecifiedTaxRegistration/ram:ID", "vatID", \
	  .only = "schemeID=VA" }

#define CII_TAX(where) \
	{ .at = where, "", (const struct paper_row []){ \
		{ .at = "ram:CategoryCode", "tax.category" }, \
		{ .at = "ram:RateApplicablePercent", "tax.percent", \
		  .flags = PAPER_BESIDE }, \
		{ .at = NULL } }, .first = "ram:TypeCode=VAT" }

/* What a line is of, without what stands behind its name. */
#define CII_PRODUCT(product) \
	{ .at = "ram:GlobalID", product "gtin", .only = "schemeID=0160" }, \
	{ .at = "ram:SellerAssignedID", product "sku" }, \
	{ .at = "ram:BuyerAssignedID", product "buyerItemId" }, \
	{ .at = "ram:Name", product "name" }

#define CII_PRICE(where, flag) \
	{ .at = where "/ram:ChargeAmount", "unitPrice", .flags = flag }, \
	{ .at = where "/ram:BasisQuantity", "priceBaseQuantity", \
	  .with = "unitCode>unitCode|C62" }

#define CII_TOTALS(where, flag) \
	{ .at = where "/ram:LineTotalAmount", "totals.lineExtensionAmount", \
	  .flags = flag }, \
	{ .at = where "/ram:ChargeTotalAmount", "totals.chargeTotalAmount" }, \
	{ .at = where "/ram:AllowanceTotalAmount", \
	  "totals.allowanceTotalAmount" }, \
	{ .at = where "/ram:TaxBasisTotalAmount", \
	  "totals.taxExclusiveAmount", .flags = flag }, \
	{ .at = where "/ram:TaxTotalAmount", "totals.taxAmount", \
	  .with = "currencyID>/currency" }, \
	{ .at = where "/ram:GrandTotalAmount", "totals.taxInclusiveAmount" }

extern const struct paper_form ou_orderx_order, ou_orderx_response;

#endif
