#include "paper_ubl.h"

static const struct xml_namespace namespaces[] = {
	{ UBL "CommonAggregateComponents-2", "cac" },
	{ UBL "CommonBasicComponents-2", "cbc" },
	{ NULL, NULL }
};

const struct paper_family ou_paper_ubl = {
	.as = "ubl", .channel = "ubl", .namespaces = namespaces,
};

const struct paper_row ou_ubl_address_rows[] = {
	{ .at = "cbc:StreetName", "streetAddress.0" },
	{ .at = "cbc:AdditionalStreetName", "streetAddress.1" },
	{ .at = "cbc:CityName", "addressLocality" },
	{ .at = "cbc:PostalZone", "postalCode" },
	{ .at = "cbc:CountrySubentity", "addressRegion" },
	{ .at = "cac:AddressLine/cbc:Line", "streetAddress.2" },
	{ .at = "cac:AddressLine/cbc:Line", "streetAddress.3",
	  .flags = PAPER_AGAIN },
	{ .at = "cac:Country/cbc:IdentificationCode", "addressCountry" },
	{ .at = NULL }
};

const struct paper_row ou_ubl_vat_rows[] = {
	{ .at = "cbc:CompanyID", "vatID" },
	{ .at = "cac:TaxScheme/cbc:ID", .text = "VAT" },
	{ .at = NULL }
};

static const struct paper_row number_rows[] = {
	{ .at = ".", "number" },
	{ .at = NULL }
};

static const struct paper_row legal_rows[] = {
	{ .at = "cbc:RegistrationName", "name" },
	{ .at = "cbc:CompanyID", "references", number_rows,
	  "kind=companyRegistration" },
	{ .at = NULL }
};

#define ENDPOINT(flag) \
	{ .at = "cbc:EndpointID", "gln", .only = "schemeID=0088" }, \
	{ .at = "cbc:EndpointID", "id", .with = "schemeID>scheme", \
	  .flags = flag | PAPER_ELSE }

/* Behind the numbers. */
#define PARTY \
	{ .at = "cac:PartyName/cbc:Name", "name", \
	  .flags = PAPER_READ | PAPER_ELSE }, \
	{ .at = "cac:PostalAddress", "", ou_ubl_address_rows }, \
	{ .at = "cac:PartyTaxScheme", "", ou_ubl_vat_rows, \
	  .only = "cac:TaxScheme/cbc:ID=VAT" }, \
	{ .at = "cac:PartyLegalEntity", "", legal_rows }, \
	{ .at = "cac:Contact/cbc:Name", "contact.name" }, \
	{ .at = "cac:Contact/cbc:Telephone", "contact.telephone" }, \
	{ .at = "cac:Contact/cbc:ElectronicMail", "contact.email" }

const struct paper_row ou_ubl_party_rows[] = {
	ENDPOINT(PAPER_READ),
	{ .at = "cac:PartyIdentification/cbc:ID", "gln",
	  .only = "schemeID=0088" },
	{ .at = "cac:PartyIdentification/cbc:ID", "id",
	  .with = "schemeID>scheme", .flags = PAPER_AGAIN },
	PARTY,
	{ .at = NULL }
};

/* Whoever is reached by an endpoint has one number beside it: its id, or the
 * GLN again. */
const struct paper_row ou_ubl_reached_rows[] = {
	ENDPOINT(PAPER_NEED),
	{ .at = "cac:PartyIdentification/cbc:ID", "gln",
	  .only = "schemeID=0088", .flags = PAPER_READ },
	{ .at = "cac:PartyIdentification/cbc:ID", "id",
	  .with = "schemeID>scheme" },
	{ .at = "cac:PartyIdentification/cbc:ID", "gln",
	  .only = "schemeID=0088", .flags = PAPER_ELSE },
	PARTY,
	{ .at = NULL }
};

const struct paper_row ou_ubl_allowance_rows[] = {
	{ .at = "cbc:ChargeIndicator", "charge" },
	{ .at = "cbc:AllowanceChargeReasonCode", "reasonCode" },
	{ .at = "cbc:AllowanceChargeReason", "reason" },
	{ .at = "cbc:MultiplierFactorNumeric", "percent" },
	{ .at = "cbc:Amount", "amount", .with = UBL_MONEY },
	{ .at = "cbc:BaseAmount", "baseAmount", .with = UBL_MONEY },
	UBL_TAX("cac:TaxCategory"),
	{ .at = NULL }
};

const struct paper_row ou_ubl_note_rows[] = {
	{ .at = ".", "text" },
	{ .at = NULL }
};

const struct paper_row ou_ubl_reference_rows[] = {
	{ .at = "cbc:ID", "number" },
	{ .at = "cbc:IssueDate", "date" },
	{ .at = NULL }
};

const struct paper_row ou_ubl_quantity_rows[] = {
	{ .at = ".", "quantity", .with = UBL_UNIT },
	{ .at = NULL }
};
