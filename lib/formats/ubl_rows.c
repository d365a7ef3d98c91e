#include "ubl_rows.h"

/*
 * Which element of a UBL Order goes where.  Aggregates are in cac, leaves in
 * cbc; the reader checks that.  What stands in no row goes to extra with its
 * path.
 */
#define ONE TRADE_ROW_ONE
#define FIRST TRADE_ROW_FIRST
#define MORE TRADE_ROW_MORE
#define IN TRADE_ROW_IN
#define OPEN TRADE_ROW_OPEN
#define END TRADE_ROW_END

static const struct trade_row address_rows[] = {
	FIRST("ID", address, id),
	FIRST("StreetName", address, street),
	FIRST("AdditionalStreetName", address, additional),
	FIRST("BuildingNumber", address, number),
	FIRST("BuildingName", address, building),
	FIRST("Department", address, department),
	FIRST("Floor", address, floor),
	FIRST("Room", address, room),
	FIRST("Postbox", address, postbox),
	FIRST("CityName", address, city),
	FIRST("PostalZone", address, zip),
	FIRST("CountrySubentity", address, region),
	FIRST("CountrySubentityCode", address, region_code),
	FIRST("Country/IdentificationCode", address, country),
	FIRST("Country/Name", address, country_name),
	MORE("AddressLine/Line", address, lines),
	END
};

static const struct trade_row contact_rows[] = {
	FIRST("Name", contact, name),
	FIRST("Telephone", contact, telephone),
	FIRST("ElectronicMail", contact, email),
	FIRST("Telefax", contact, fax),
	END
};

static const struct trade_row tax_scheme_rows[] = {
	FIRST("CompanyID", tax_scheme, company),
	FIRST("TaxScheme/ID", tax_scheme, scheme),
	END
};

static const struct trade_row party_rows[] = {
	FIRST("EndpointID", party, endpoint),
	MORE("PartyIdentification/ID", party, ids),
	FIRST("PartyName/Name", party, name),
	FIRST("Person/FirstName", party, first),
	FIRST("Person/MiddleName", party, middle),
	FIRST("Person/FamilyName", party, family),
	FIRST("Person/JobTitle", party, job),
	FIRST("PartyLegalEntity/RegistrationName", party, legal_name),
	FIRST("PartyLegalEntity/CompanyID", party, legal_id),
	IN("PartyLegalEntity/RegistrationAddress", party, legal_address,
	    address_rows),
	OPEN("PartyTaxScheme", party, taxes, tax_scheme, tax_scheme_rows),
	IN("PostalAddress", party, address, address_rows),
	IN("Contact", party, contact, contact_rows),
	END
};

static const struct trade_row tax_category_rows[] = {
	FIRST("ID", tax_category, id),
	FIRST("Percent", tax_category, percent),
	FIRST("TaxExemptionReasonCode", tax_category, reason_code),
	FIRST("TaxExemptionReason", tax_category, reason),
	FIRST("TaxScheme/ID", tax_category, scheme),
	END
};

static const struct trade_row allowance_rows[] = {
	ONE("ChargeIndicator", allowance, charge),
	FIRST("AllowanceChargeReasonCode", allowance, code),
	FIRST("AllowanceChargeReason", allowance, reason),
	ONE("MultiplierFactorNumeric", allowance, factor),
	ONE("Amount", allowance, amount),
	ONE("BaseAmount", allowance, base),
	IN("TaxCategory", allowance, tax, tax_category_rows),
	END
};

static const struct trade_row subtotal_rows[] = {
	ONE("TaxableAmount", subtotal, taxable),
	ONE("TaxAmount", subtotal, amount),
	ONE("Percent", subtotal, percent),
	IN("TaxCategory", subtotal, tax, tax_category_rows),
	END
};

static const struct trade_row tax_total_rows[] = {
	ONE("TaxAmount", tax_total, amount),
	OPEN("TaxSubtotal", tax_total, subtotals, subtotal, subtotal_rows),
	END
};

static const struct trade_row period_rows[] = {
	FIRST("StartDate", period, start),
	FIRST("StartTime", period, start_time),
	FIRST("EndDate", period, end),
	FIRST("EndTime", period, end_time),
	END
};

static const struct trade_row delivery_rows[] = {
	FIRST("ID", delivery, id),
	ONE("Quantity", delivery, quantity),
	FIRST("DeliveryLocation/ID", delivery, location_id),
	FIRST("DeliveryLocation/Name", delivery, location_name),
	IN("DeliveryLocation/Address", delivery, address, address_rows),
	IN("DeliveryAddress", delivery, old_address, address_rows),
	IN("DeliveryParty", delivery, party, party_rows),
	IN("RequestedDeliveryPeriod", delivery, period, period_rows),
	FIRST("Despatch/RequestedDespatchDate", delivery, despatch_date),
	FIRST("Despatch/RequestedDespatchTime", delivery, despatch_time),
	FIRST("Despatch/Instructions", delivery, instructions),
	FIRST("Shipment/ShippingPriorityLevelCode", delivery, priority),
	FIRST("Shipment/TransportHandlingUnit/ShippingMarks", delivery, marks),
	END
};

static const struct trade_row property_rows[] = {
	FIRST("Name", property, name),
	FIRST("Value", property, value),
	END
};

static const struct trade_row line_rows[] = {
	MORE("Note", line, notes),
	ONE("LineItem/ID", line, id),
	FIRST("LineItem/LineStatusCode", line, status),
	MORE("LineItem/Note", line, notes),
	ONE("LineItem/Quantity", line, quantity),
	ONE("LineItem/LineExtensionAmount", line, net),
	FIRST("LineItem/PartialDeliveryIndicator", line, partial),
	OPEN("LineItem/Delivery", line, deliveries, delivery, delivery_rows),
	OPEN("LineItem/AllowanceCharge", line, allowances, allowance,
	    allowance_rows),
	ONE("LineItem/Price/PriceAmount", line, price),
	ONE("LineItem/Price/BaseQuantity", line, base),
	FIRST("LineItem/Price/AllowanceCharge/ChargeIndicator", line,
	    price_charge),
	FIRST("LineItem/Price/AllowanceCharge/BaseAmount", line, gross),
	FIRST("LineItem/Price/AllowanceCharge/Amount", line, discount),
	FIRST("LineItem/Item/Name", line, name),
	MORE("LineItem/Item/Description", line, descriptions),
	FIRST("LineItem/Item/BuyersItemIdentification/ID", line, buyer_id),
	FIRST("LineItem/Item/SellersItemIdentification/ID", line, seller_id),
	FIRST("LineItem/Item/ManufacturersItemIdentification/ID", line,
	    maker_id),
	FIRST("LineItem/Item/StandardItemIdentification/ID", line, gtin),
	FIRST("LineItem/Item/OriginCountry/IdentificationCode", line, origin),
	FIRST("LineItem/Item/PackSizeNumeric", line, pack_size),
	FIRST("LineItem/Item/ItemInstance/LotIdentification/LotNumberID",
	    line, lot),
	OPEN("LineItem/Item/ClassifiedTaxCategory", line, taxes, tax_category,
	    tax_category_rows),
	OPEN("LineItem/Item/AdditionalItemProperty", line, properties,
	    property, property_rows),
	MORE("LineItem/Item/CommodityClassification/ItemClassificationCode",
	    line, classes),
	FIRST("QuotationLineReference/QuotationDocumentReference/ID", line,
	    quotation),
	END
};

const struct trade_row ou_ubl_order_rows[] = {
	FIRST("UBLVersionID", doc, version),
	ONE("ID", doc, id),
	FIRST("SalesOrderID", doc, seller_number),
	FIRST("CopyIndicator", doc, copy),
	ONE("IssueDate", doc, issue_date),
	ONE("IssueTime", doc, issue_time),
	FIRST("OrderTypeCode", doc, type),
	MORE("Note", doc, notes),
	ONE("DocumentCurrencyCode", doc, currency),
	FIRST("CustomerReference", doc, customer_reference),
	FIRST("AccountingCost", doc, cost),
	FIRST("AccountingCostCode", doc, cost_code),
	FIRST("ValidityPeriod/EndDate", doc, valid_to),
	FIRST("QuotationDocumentReference/ID", doc, quotation),
	FIRST("OrderDocumentReference/ID", doc, previous),
	FIRST("OrderReference/ID", doc, ordered),
	FIRST("SequenceNumberID", doc, sequence),
	MORE("CancellationNote", doc, notes),
	FIRST("Contract/ID", doc, contract),
	FIRST("BuyerCustomerParty/SupplierAssignedAccountID", doc,
	    our_number),
	IN("BuyerCustomerParty/Party", doc, buyer, party_rows),
	IN("BuyerCustomerParty/DeliveryContact", doc, delivery_contact,
	    contact_rows),
	FIRST("SellerSupplierParty/CustomerAssignedAccountID", doc,
	    their_number),
	IN("SellerSupplierParty/Party", doc, seller, party_rows),
	IN("OriginatorCustomerParty/Party", doc, originator, party_rows),
	IN("AccountingCustomerParty/Party", doc, payer, party_rows),
	OPEN("Delivery", doc, deliveries, delivery, delivery_rows),
	FIRST("DeliveryTerms/ID", doc, incoterm),
	FIRST("DeliveryTerms/DeliveryLocation/ID", doc, incoterm_place),
	FIRST("DeliveryTerms/DeliveryLocation/Description", doc,
	    incoterm_description),
	FIRST("DeliveryTerms/SpecialTerms", doc, special_terms),
	FIRST("PaymentMeans/PaymentMeansCode", doc, payment_code),
	MORE("PaymentTerms/Note", doc, terms),
	FIRST("PaymentTerms/SettlementDiscountPercent", doc, terms_discount),
	OPEN("AllowanceCharge", doc, allowances, allowance, allowance_rows),
	OPEN("TaxTotal", doc, tax_totals, tax_total, tax_total_rows),
	ONE("AnticipatedMonetaryTotal/LineExtensionAmount", doc,
	    line_extension),
	ONE("AnticipatedMonetaryTotal/TaxExclusiveAmount", doc,
	    tax_exclusive),
	ONE("AnticipatedMonetaryTotal/TaxInclusiveAmount", doc,
	    tax_inclusive),
	ONE("AnticipatedMonetaryTotal/AllowanceTotalAmount", doc,
	    allowance_total),
	ONE("AnticipatedMonetaryTotal/ChargeTotalAmount", doc, charge_total),
	ONE("AnticipatedMonetaryTotal/PrepaidAmount", doc, prepaid),
	ONE("AnticipatedMonetaryTotal/PayableRoundingAmount", doc, rounding),
	ONE("AnticipatedMonetaryTotal/PayableAmount", doc, payable),
	TRADE_ROW_LINE("OrderLine", line_rows),
	END
};
