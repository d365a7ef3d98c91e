#include "paper_ubl.h"

/* Catalogue: items and prices. */
static const struct paper_row price_rows[] = {
	{ .at = "cbc:MinimumQuantity", "minQuantity",
	  .with = "unitCode>unitCode|C62" },
	{ .at = "cbc:MaximumQuantity", "maxQuantity",
	  .with = "unitCode>unitCode|C62" },
	{ .at = "cac:Price/cbc:PriceAmount", "unitPrice",
	  .with = "currencyID>currency" },
	{ .at = "cac:Price/cbc:BaseQuantity", "priceBaseQuantity",
	  .with = "unitCode>unitCode|C62", .flags = PAPER_BESIDE },
	{ .at = "cac:Price/cac:ValidityPeriod/cbc:StartDate", "validFrom" },
	{ .at = "cac:Price/cac:ValidityPeriod/cbc:EndDate", "validThrough" },
	{ .at = NULL }
};

static const struct paper_row item_rows[] = {
	{ .at = "cbc:PackSizeNumeric", "packaging.packQuantity" },
	UBL_ITEM("product."),
	UBL_TAX("cac:ClassifiedTaxCategory"),
	{ .at = NULL }
};

static const struct paper_row line_rows[] = {
	{ .at = "cbc:ID", "lineNumber", .flags = PAPER_NEED },
	{ .at = "cbc:ActionCode", "action",
	  .words = "Add=add Update=change Delete=delete *" },
	UBL_NOTES("cbc:Note"),
	{ .at = "cbc:OrderableUnit", "unitCode" },
	{ .at = "cbc:ContentUnitQuantity", "quantities", ou_ubl_quantity_rows,
	  "kind=content" },
	{ .at = "cbc:MinimumOrderQuantity", "quantities", ou_ubl_quantity_rows,
	  "kind=minimumOrder" },
	{ .at = "cbc:MaximumOrderQuantity", "quantities", ou_ubl_quantity_rows,
	  "kind=maximumOrder" },
	{ .at = "cac:LineValidityPeriod", "dates", (const struct paper_row []){
		{ .at = "cbc:StartDate", "at" },
		{ .at = "cbc:EndDate", "through" },
		{ .at = NULL } }, "kind=valid" },
	{ .at = "cac:RequiredItemLocationQuantity", "prices", price_rows },
	{ .at = "cac:Item", "", item_rows, .flags = PAPER_NEED },
	{ .at = NULL }
};

static const struct paper_row rows[] = {
	UBL_HEAD("urn:fdc:peppol.eu:poacc:trns:catalogue:3",
	    "urn:fdc:peppol.eu:poacc:bis:catalogue_only:3"),
	{ .at = "cbc:ID", "number", .flags = PAPER_NEED },
	{ .at = "cbc:ActionCode", "documentFunction",
	  .words = "Add=original Update=change Replace=replace "
	  "Delete=cancel *" },
	{ .at = "cbc:Name", "name" },
	UBL_ISSUED,
	UBL_NOTES("cbc:Note"),
	{ .at = "cbc:VersionID", "version" },
	{ .at = "cac:ValidityPeriod/cbc:StartDate", "validFrom" },
	{ .at = "cac:ValidityPeriod/cbc:EndDate", "validThrough" },
	UBL_REFERENCE("cac:ReferencedContract", "contract"),
	{ .at = "cac:ProviderParty", "parties", ou_ubl_party_rows,
	  "role=sender",
	  .flags = PAPER_NEED },
	{ .at = "cac:ReceiverParty", "parties", ou_ubl_party_rows,
	  "role=receiver", .flags = PAPER_NEED },
	UBL_PARTY("cac:SellerSupplierParty/cac:Party", "seller"),
	UBL_PARTY("cac:ContractorCustomerParty/cac:Party", "buyer"),
	{ .at = "cac:CatalogueLine", "lines", line_rows, .flags = PAPER_NEED },
	{ .at = NULL }
};

const struct paper_form ou_ubl_catalogue = {
	.name = "ubl-catalogue", .root = "Catalogue",
	.uri = UBL "Catalogue-2", .record = "PriceCatalogue",
	.rows = rows, .family = &ou_paper_ubl, .sender = "sender",
};
