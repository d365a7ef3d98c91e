#include "paper_cii.h"

static const struct xml_namespace namespaces[] = {
	{ CII_ELEMENTS "128", "ram" },
	{ CII_TYPES "128", "udt" },
	{ NULL, NULL }
};

const struct paper_family ou_paper_orderx = {
	.as = "orderx", .channel = "cii", .namespaces = namespaces,
};

const struct paper_row ou_cii_address_rows[] = {
	{ .at = "ram:PostcodeCode", "postalCode" },
	{ .at = "ram:LineOne", "streetAddress.0" },
	{ .at = "ram:LineTwo", "streetAddress.1" },
	{ .at = "ram:LineThree", "streetAddress.2" },
	{ .at = "ram:CityName", "addressLocality" },
	{ .at = "ram:CountryID", "addressCountry",
	  .flags = PAPER_NEED | PAPER_BESIDE },
	{ .at = "ram:CountrySubDivisionName", "addressRegion",
	  .flags = PAPER_BESIDE },
	{ .at = NULL }
};

const struct paper_row ou_cii_contact_rows[] = {
	{ .at = "ram:PersonName", "name" },
	{ .at = "ram:TelephoneUniversalCommunication/ram:CompleteNumber",
	  "telephone" },
	{ .at = "ram:EmailURIUniversalCommunication/ram:URIID", "email" },
	{ .at = NULL }
};

const struct paper_row ou_cii_note_rows[] = {
	{ .at = "ram:Content", "text", .flags = PAPER_NEED },
	{ .at = "ram:SubjectCode", "subject" },
	{ .at = NULL }
};

const struct paper_row ou_cii_allowance_rows[] = {
	{ .at = CII_FLAG("ram:ChargeIndicator"), "charge",
	  .flags = PAPER_NEED },
	{ .at = "ram:CalculationPercent", "percent" },
	{ .at = "ram:BasisAmount", "baseAmount" },
	{ .at = "ram:ActualAmount", "amount", .flags = PAPER_NEED },
	{ .at = "ram:ReasonCode", "reasonCode" },
	{ .at = "ram:Reason", "reason" },
	CII_TAX("ram:CategoryTradeTax"),
	{ .at = NULL }
};
