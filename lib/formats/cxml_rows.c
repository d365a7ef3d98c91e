#include "cxml_rows.h"

/*
 * Which element and attribute of a cXML OrderRequest goes where.  There are no
 * namespaces.  What stands in no row goes to extra with its path, but for
 * secrets and card numbers.
 */
#define ONE TRADE_ROW_ONE
#define FIRST TRADE_ROW_FIRST
#define MORE TRADE_ROW_MORE
#define IN TRADE_ROW_IN
#define OPEN TRADE_ROW_OPEN
#define SKIP TRADE_ROW_SKIP
#define END TRADE_ROW_END

static const struct trade_row credential_rows[] = {
	FIRST("@domain", credential, domain),
	FIRST("Identity", credential, identity),
	SKIP("SharedSecret"),
	SKIP("DigitalSignature"),
	SKIP("CredentialMac"),
	END
};

static const struct trade_row address_rows[] = {
	FIRST("City", address, city),
	FIRST("State", address, region),
	FIRST("PostalCode", address, zip),
	FIRST("Country", address, country_name),
	FIRST("Country/@isoCountryCode", address, country),
	MORE("Street", address, lines),
	END
};

static const struct trade_row contact_rows[] = {
	FIRST("Name", contact, name),
	FIRST("Email", contact, email),
	FIRST("Phone/TelephoneNumber/CountryCode", contact, country),
	FIRST("Phone/TelephoneNumber/AreaOrCityCode", contact, area),
	FIRST("Phone/TelephoneNumber/Number", contact, telephone),
	FIRST("Phone/TelephoneNumber/Extension", contact, extension),
	END
};

/* Of the element Address. */
static const struct trade_row party_rows[] = {
	FIRST("@addressID", party, address.id),
	FIRST("Name", party, legal_name),
	MORE("PostalAddress/DeliverTo", party, persons),
	IN("PostalAddress", party, address, address_rows),
	FIRST("Email", party, contact.email),
	FIRST("Phone/TelephoneNumber/CountryCode", party, contact.country),
	FIRST("Phone/TelephoneNumber/AreaOrCityCode", party, contact.area),
	FIRST("Phone/TelephoneNumber/Number", party, contact.telephone),
	FIRST("Phone/TelephoneNumber/Extension", party, contact.extension),
	END
};

static const struct trade_row delivery_rows[] = {
	IN("Address", delivery, party, party_rows),
	END
};

static const struct trade_row property_rows[] = {
	FIRST("@name", property, name),
	FIRST(".", property, value),
	END
};

static const struct trade_row schedule_rows[] = {
	ONE("@quantity", delivery, quantity),
	FIRST("@requestedDeliveryDate", delivery, period.day),
	SKIP("UnitOfMeasure"),
	END
};

#define DETAIL "ItemDetail/"

static const struct trade_row line_rows[] = {
	ONE("@lineNumber", line, id),
	ONE("@quantity", line, quantity),
	FIRST("@requestedDeliveryDate", line, requested_date),
	FIRST("@requestedShipmentDate", line, despatch_date),
	FIRST("@itemType", line, kind),
	FIRST("ItemID/SupplierPartID", line, seller_id),
	FIRST("ItemID/BuyerPartID", line, buyer_id),
	ONE(DETAIL "UnitPrice/Money", line, price),
	MORE(DETAIL "Description", line, descriptions),
	FIRST(DETAIL "Description/ShortName", line, name),
	FIRST(DETAIL "UnitOfMeasure", line, unit),
	ONE(DETAIL "PriceBasisQuantity/@quantity", line, base),
	FIRST(DETAIL "PriceBasisQuantity/UnitOfMeasure", line, base_unit),
	MORE(DETAIL "Classification", line, classes),
	FIRST(DETAIL "ManufacturerPartID", line, maker_id),
	FIRST(DETAIL "ItemDetailIndustry/ItemDetailRetail/EANID", line, gtin),
	OPEN(DETAIL "Extrinsic", line, properties, property, property_rows),
	OPEN("Extrinsic", line, properties, property, property_rows),
	OPEN("ShipTo/Address", line, ship_to, party, party_rows),
	OPEN("ScheduleLine", line, deliveries, delivery, schedule_rows),
	MORE("Comments", line, notes),
	END
};

#define ORDER "Request/OrderRequest/"
#define HEAD ORDER "OrderRequestHeader/"

const struct trade_row ou_cxml_order_rows[] = {
	OPEN("Header/From/Credential", doc, from, credential,
	    credential_rows),
	OPEN("Header/To/Credential", doc, to, credential, credential_rows),
	SKIP("Header/Sender"),
	SKIP("@timestamp"),
	FIRST("Request/@deploymentMode", doc, test),
	ONE(HEAD "@orderID", doc, id),
	FIRST(HEAD "@orderDate", doc, issue_date),
	FIRST(HEAD "@type", doc, purpose),
	FIRST(HEAD "@orderType", doc, kind),
	FIRST(HEAD "@agreementID", doc, contract),
	FIRST(HEAD "@requisitionID", doc, customer_reference),
	FIRST(HEAD "@shipComplete", doc, complete),
	FIRST(HEAD "@requestedDeliveryDate", doc, ordered),
	ONE(HEAD "Total/Money", doc, total),
	ONE(HEAD "Shipping/Money", doc, shipping),
	ONE(HEAD "Tax/Money", doc, tax_amount),
	OPEN(HEAD "ShipTo", doc, deliveries, delivery, delivery_rows),
	IN(HEAD "BillTo/Address", doc, payer, party_rows),
	OPEN(HEAD "Contact", doc, contacts, contact, contact_rows),
	FIRST(HEAD "PaymentTerm/@payInNumberOfDays", doc, net_days),
	FIRST(HEAD "PaymentTerm/Discount/DiscountPercent/@percent", doc,
	    terms_discount),
	SKIP(HEAD "Payment/PCard"),
	FIRST(HEAD "TermsOfDelivery/TransportTerms/@value", doc, incoterm),
	MORE(HEAD "Comments", doc, notes),
	OPEN(HEAD "Extrinsic", doc, properties, property, property_rows),
	TRADE_ROW_LINE(ORDER "ItemOut", line_rows),
	END
};
