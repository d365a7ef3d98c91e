#include "cii_rows.h"

/*
 * Which element of a CII order goes where: UN/CEFACT's Cross Industry Order
 * as Order-X has it, profiles BASIC, COMFORT and EXTENDED.  What stands in no
 * row goes to extra with its path.
 */
#define ONE TRADE_ROW_ONE
#define FIRST TRADE_ROW_FIRST
#define MORE TRADE_ROW_MORE
#define IN TRADE_ROW_IN
#define OPEN TRADE_ROW_OPEN
#define END TRADE_ROW_END

#define DATE(path) path "/DateTimeString"
#define FLAG(path) path "/Indicator"
#define DOC(path) path "ReferencedDocument/IssuerAssignedID"

static const struct trade_row address_rows[] = {
	FIRST("PostcodeCode", address, zip),
	FIRST("LineOne", address, street),
	FIRST("LineTwo", address, additional),
	MORE("LineThree", address, lines),
	FIRST("CityName", address, city),
	FIRST("CountryID", address, country),
	FIRST("CountrySubDivisionName", address, region),
	END
};

static const struct trade_row contact_rows[] = {
	FIRST("PersonName", contact, name),
	FIRST("TelephoneUniversalCommunication/CompleteNumber", contact,
	    telephone),
	FIRST("EmailURIUniversalCommunication/URIID", contact, email),
	FIRST("FaxUniversalCommunication/CompleteNumber", contact, fax),
	END
};

static const struct trade_row tax_scheme_rows[] = {
	FIRST("ID", tax_scheme, company),
	END
};

static const struct trade_row party_rows[] = {
	MORE("ID", party, ids),
	MORE("GlobalID", party, ids),
	FIRST("Name", party, legal_name),
	FIRST("SpecifiedLegalOrganization/ID", party, legal_id),
	FIRST("SpecifiedLegalOrganization/TradingBusinessName", party, name),
	IN("SpecifiedLegalOrganization/PostalTradeAddress", party,
	    legal_address, address_rows),
	IN("DefinedTradeContact", party, contact, contact_rows),
	IN("PostalTradeAddress", party, address, address_rows),
	FIRST("URIUniversalCommunication/URIID", party, endpoint),
	OPEN("SpecifiedTaxRegistration", party, taxes, tax_scheme,
	    tax_scheme_rows),
	END
};

static const struct trade_row tax_category_rows[] = {
	FIRST("TypeCode", tax_category, scheme),
	FIRST("CategoryCode", tax_category, id),
	FIRST("RateApplicablePercent", tax_category, percent),
	FIRST("ExemptionReasonCode", tax_category, reason_code),
	FIRST("ExemptionReason", tax_category, reason),
	END
};

static const struct trade_row allowance_rows[] = {
	ONE(FLAG("ChargeIndicator"), allowance, charge),
	FIRST("ReasonCode", allowance, code),
	FIRST("Reason", allowance, reason),
	ONE("CalculationPercent", allowance, factor),
	ONE("ActualAmount", allowance, amount),
	ONE("BasisAmount", allowance, base),
	IN("CategoryTradeTax", allowance, tax, tax_category_rows),
	END
};

static const struct trade_row tax_group_rows[] = {
	ONE("BasisAmount", subtotal, taxable),
	ONE("CalculatedAmount", subtotal, amount),
	FIRST("TypeCode", subtotal, tax.scheme),
	FIRST("CategoryCode", subtotal, tax.id),
	FIRST("RateApplicablePercent", subtotal, tax.percent),
	FIRST("ExemptionReasonCode", subtotal, tax.reason_code),
	FIRST("ExemptionReason", subtotal, tax.reason),
	END
};

static const struct trade_row note_rows[] = {
	FIRST("Content", note, text),
	FIRST("SubjectCode", note, subject),
	END
};

static const struct trade_row property_rows[] = {
	FIRST("Description", property, name),
	FIRST("Value", property, value),
	END
};

#define EVENT "RequestedDeliverySupplyChainEvent"
#define DESPATCH DATE("RequestedDespatchSupplyChainEvent/OccurrenceDateTime")

static const struct trade_row event_rows[] = {
	ONE("UnitQuantity", delivery, quantity),
	FIRST(DATE("OccurrenceDateTime"), delivery, period.day),
	FIRST(DATE("OccurrenceSpecifiedPeriod/StartDateTime"), delivery,
	    period.start),
	FIRST(DATE("OccurrenceSpecifiedPeriod/EndDateTime"), delivery,
	    period.end),
	END
};

static const struct trade_row delivery_rows[] = {
	IN("ShipToTradeParty", delivery, party, party_rows),
	/* of the delivery itself */
	{ EVENT, TRADE_IN, 0, 0, event_rows },
	FIRST(DESPATCH, delivery, despatch_date),
	END
};

#define PRODUCT "SpecifiedTradeProduct/"
#define AGREED CII_LINE_AGREED
#define DELIVERED "SpecifiedLineTradeDelivery/"
#define SETTLED "SpecifiedLineTradeSettlement/"

static const struct trade_row line_rows[] = {
	ONE("AssociatedDocumentLineDocument/LineID", line, id),
	FIRST("AssociatedDocumentLineDocument/LineStatusCode", line, status),
	OPEN("AssociatedDocumentLineDocument/IncludedNote", line, remarks,
	    note, note_rows),
	FIRST(PRODUCT "GlobalID", line, gtin),
	FIRST(PRODUCT "SellerAssignedID", line, seller_id),
	FIRST(PRODUCT "BuyerAssignedID", line, buyer_id),
	FIRST(PRODUCT "ManufacturerAssignedID", line, maker_id),
	FIRST(PRODUCT "Name", line, name),
	MORE(PRODUCT "Description", line, descriptions),
	FIRST(PRODUCT "BatchID", line, lot),
	OPEN(PRODUCT "ApplicableProductCharacteristic", line, properties,
	    property, property_rows),
	MORE(PRODUCT "DesignatedProductClassification/ClassCode", line,
	    classes),
	FIRST(PRODUCT "OriginTradeCountry/ID", line, origin),
	FIRST(AGREED CII_ORDER_LINE, line, order_line),
	FIRST(AGREED DOC("Quotation"), line, quotation),
	FIRST(AGREED DOC("Contract"), line, contract),
	ONE(AGREED "GrossPriceProductTradePrice/ChargeAmount", line, gross),
	ONE(AGREED "GrossPriceProductTradePrice/BasisQuantity", line,
	    gross_base),
	OPEN(AGREED "GrossPriceProductTradePrice/AppliedTradeAllowanceCharge",
	    line, price_allowances, allowance, allowance_rows),
	ONE(AGREED "NetPriceProductTradePrice/ChargeAmount", line, price),
	ONE(AGREED "NetPriceProductTradePrice/BasisQuantity", line, base),
	FIRST(DELIVERED FLAG("PartialDeliveryAllowedIndicator"), line,
	    partial),
	ONE(DELIVERED "RequestedQuantity", line, quantity),
	FIRST(DELIVERED "PerPackageUnitQuantity", line, pack_size),
	OPEN(DELIVERED "ShipToTradeParty", line, ship_to, party, party_rows),
	OPEN(DELIVERED EVENT, line, deliveries, delivery, event_rows),
	FIRST(DELIVERED DESPATCH, line, despatch_date),
	OPEN(SETTLED "ApplicableTradeTax", line, taxes, tax_category,
	    tax_category_rows),
	OPEN(SETTLED "SpecifiedTradeAllowanceCharge", line, allowances,
	    allowance, allowance_rows),
	ONE(SETTLED "SpecifiedTradeSettlementLineMonetarySummation/"
	    "LineTotalAmount", line, net),
	END
};

#define CONTEXT "ExchangedDocumentContext/"
#define HEAD "ExchangedDocument/"
#define TRADE "SupplyChainTradeTransaction/"
#define AGREEMENT TRADE "ApplicableHeaderTradeAgreement/"
#define TERMS AGREEMENT "ApplicableTradeDeliveryTerms/"
#define SETTLEMENT TRADE "ApplicableHeaderTradeSettlement/"
#define SUMS SETTLEMENT "SpecifiedTradeSettlementHeaderMonetarySummation/"

const struct trade_row ou_cii_order_rows[] = {
	FIRST(CONTEXT FLAG("TestIndicator"), doc, test),
	ONE(HEAD "ID", doc, id),
	FIRST(HEAD "TypeCode", doc, type),
	FIRST(HEAD DATE("IssueDateTime"), doc, issue_date),
	FIRST(HEAD FLAG("CopyIndicator"), doc, copy),
	FIRST(HEAD "PurposeCode", doc, purpose),
	OPEN(HEAD "IncludedNote", doc, remarks, note, note_rows),
	FIRST(HEAD DATE("EffectiveSpecifiedPeriod/EndDateTime"), doc,
	    valid_to),
	TRADE_ROW_LINE(TRADE "IncludedSupplyChainTradeLineItem", line_rows),
	FIRST(AGREEMENT "BuyerReference", doc, customer_reference),
	IN(AGREEMENT "SellerTradeParty", doc, seller, party_rows),
	IN(AGREEMENT "BuyerTradeParty", doc, buyer, party_rows),
	IN(AGREEMENT "BuyerRequisitionerTradeParty", doc, originator,
	    party_rows),
	FIRST(TERMS "DeliveryTypeCode", doc, incoterm),
	FIRST(TERMS "RelevantTradeLocation/Name", doc, incoterm_place),
	FIRST(TERMS "RelevantTradeLocation/ID", doc, incoterm_description),
	FIRST(AGREEMENT DOC("SellerOrder"), doc, seller_number),
	FIRST(AGREEMENT DOC("BuyerOrder"), doc, ordered),
	FIRST(AGREEMENT DOC("Quotation"), doc, quotation),
	FIRST(AGREEMENT DOC("Contract"), doc, contract),
	FIRST(AGREEMENT DOC("BlanketOrder"), doc, blanket),
	FIRST(AGREEMENT DOC("PreviousOrderChange"), doc, previous),
	OPEN(TRADE "ApplicableHeaderTradeDelivery", doc, deliveries, delivery,
	    delivery_rows),
	FIRST(SETTLEMENT "OrderCurrencyCode", doc, currency),
	IN(SETTLEMENT "InvoiceeTradeParty", doc, payer, party_rows),
	FIRST(SETTLEMENT "SpecifiedTradeSettlementPaymentMeans/TypeCode", doc,
	    payment_code),
	MORE(SETTLEMENT "SpecifiedTradePaymentTerms/Description", doc, terms),
	OPEN(SETTLEMENT "SpecifiedTradeAllowanceCharge", doc, allowances,
	    allowance, allowance_rows),
	OPEN(SETTLEMENT "ApplicableTradeTax", doc, tax_groups, subtotal,
	    tax_group_rows),
	ONE(SUMS "LineTotalAmount", doc, line_extension),
	ONE(SUMS "ChargeTotalAmount", doc, charge_total),
	ONE(SUMS "AllowanceTotalAmount", doc, allowance_total),
	ONE(SUMS "TaxBasisTotalAmount", doc, tax_exclusive),
	FIRST(SUMS "TaxTotalAmount", doc, tax_amount),
	ONE(SUMS "GrandTotalAmount", doc, tax_inclusive),
	ONE(SUMS "TotalPrepaidAmount", doc, prepaid),
	ONE(SUMS "RoundingAmount", doc, rounding),
	ONE(SUMS "DuePayableAmount", doc, payable),
	FIRST(SETTLEMENT "ReceivableSpecifiedTradeAccountingAccount/ID", doc,
	    cost),
	END
};
