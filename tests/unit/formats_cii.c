#include "imported.h"
#include "ou/formats/cii.h"

#define URN "urn:un:unece:uncefact:data:"
#define SPACES " xmlns:r=\"" URN "standard:ReusableAggregateBusiness" \
	"InformationEntity:128\" xmlns:u=\"" URN "standard:Unqualified" \
	"DataType:128\""
#define ROOT "<s:SCRDMCCBDACIOMessageStructure xmlns:s=\"" URN \
	"SCRDMCCBDACIOMessageStructure:100\"" SPACES ">"
#define END "</s:SCRDMCCBDACIOMessageStructure>"
#define HEAD(inside) "<s:ExchangedDocument><r:ID>1</r:ID>" inside \
	"</s:ExchangedDocument>"
#define TRADE(inside) "<s:SupplyChainTradeTransaction>" inside \
	"</s:SupplyChainTradeTransaction>"
#define ITEM "<r:SpecifiedTradeProduct><r:Name>N</r:Name>" \
	"</r:SpecifiedTradeProduct>"
#define LINE(inside) "<r:IncludedSupplyChainTradeLineItem>" ITEM inside \
	"</r:IncludedSupplyChainTradeLineItem>"
#define DOC_LINE(id) "<r:AssociatedDocumentLineDocument><r:LineID>" id \
	"</r:LineID></r:AssociatedDocumentLineDocument>"
#define ORDER_LINE(id) "<r:BuyerOrderReferencedDocument><r:LineID>" id \
	"</r:LineID></r:BuyerOrderReferencedDocument>"
#define WANTED(inside) "<r:SpecifiedLineTradeDelivery>" inside \
	"</r:SpecifiedLineTradeDelivery>"
#define QUANTITY "<r:RequestedQuantity unitCode=\"C62\">12" \
	"</r:RequestedQuantity>"
#define DOC(head, line, rest) ROOT HEAD(head) TRADE(LINE(WANTED(QUANTITY) \
	line) rest) END
#define TYPE(t) "<r:TypeCode>" t "</r:TypeCode>"
#define DATE(format, text) "<r:IssueDateTime><u:DateTimeString format=\"" \
	format "\">" text "</u:DateTimeString></r:IssueDateTime>"
#define AGREED(inside) "<r:SpecifiedLineTradeAgreement>" inside \
	"</r:SpecifiedLineTradeAgreement>"
#define NET(p) "<r:NetPriceProductTradePrice><r:ChargeAmount>" p \
	"</r:ChargeAmount></r:NetPriceProductTradePrice>"
#define CHANGE(flag, p) "<r:AppliedTradeAllowanceCharge><r:ChargeIndicator>" \
	"<u:Indicator>" flag "</u:Indicator></r:ChargeIndicator>" \
	"<r:ActualAmount>" p "</r:ActualAmount>" \
	"</r:AppliedTradeAllowanceCharge>"
#define GROSS(p, inside) "<r:GrossPriceProductTradePrice><r:ChargeAmount>" p \
	"</r:ChargeAmount>" inside "</r:GrossPriceProductTradePrice>"
#define LINE_TOTAL(p) "<r:SpecifiedLineTradeSettlement><r:SpecifiedTrade" \
	"SettlementLineMonetarySummation><r:LineTotalAmount>" p \
	"</r:LineTotalAmount></r:SpecifiedTradeSettlementLineMonetary" \
	"Summation></r:SpecifiedLineTradeSettlement>"
#define SUMS(inside) "<r:ApplicableHeaderTradeSettlement>" \
	"<r:OrderCurrencyCode>EUR</r:OrderCurrencyCode><r:SpecifiedTrade" \
	"SettlementHeaderMonetarySummation>" inside "</r:SpecifiedTrade" \
	"SettlementHeaderMonetarySummation></r:ApplicableHeaderTrade" \
	"Settlement>"
#define AMOUNT(name, p) "<r:" name ">" p "</r:" name ">"
#define SHIP_TO(id) "<r:ShipToTradeParty><r:ID>" id "</r:ID>" \
	"</r:ShipToTradeParty>"
#define ORDER_REF(id) "<r:ApplicableHeaderTradeAgreement><r:BuyerOrder" \
	"ReferencedDocument><r:IssuerAssignedID>" id "</r:IssuerAssignedID>" \
	"</r:BuyerOrderReferencedDocument></r:ApplicableHeaderTradeAgreement>"

static const struct import_case cases[] = {
	{ "the least", DOC("", "", ""),
	  { "1 documents 1 orders 0 rejects", "\"id\":\"cii:1\"",
	    "\"orderQuantity\":12,\"unitCode\":\"C62\",\"product\":{\"name\":"
	    "\"N\"}", "\"format\":\"cii-order\"" } },
	{ "the other root", "<c:CrossIndustryOrder xmlns:c=\"" URN "standard:"
	  "CrossIndustryOrder:100\"" SPACES "><c:ExchangedDocument><r:ID>7"
	  "</r:ID></c:ExchangedDocument><c:SupplyChainTradeTransaction>"
	  LINE(WANTED(QUANTITY)) "</c:SupplyChainTradeTransaction>"
	  "</c:CrossIndustryOrder>", { "1 orders", "\"orderNumber\":\"7\"" } },
	{ "an invoice", "<c:CrossIndustryInvoice xmlns:c=\"" URN "standard:"
	  "CrossIndustryInvoice:100\"/>", { "1 rejects", "a "
	    "CrossIndustryInvoice of CII, not an order", "!error" } },
	{ "another XML", "<a/>", { "1 rejects", "error FORMAT" } },
	{ "a DOCTYPE", "<!DOCTYPE a>" DOC("", "", ""),
	  { "1 rejects", "\"code\":\"DOCTYPE\"" } },
	{ "a day", DOC(DATE("102", "20261120"), "", ""),
	  { "\"orderDate\":\"2026-11-20\"" } },
	{ "a minute without a zone", DOC(DATE("203", "202611201000"), "", ""),
	  { "\"code\":\"TIMEZONE\"" } },
	{ "a minute and its zone", DOC(DATE("205", "202611201000+0530"), "",
	  ""), { "\"orderDate\":\"2026-11-20T10:00:00+05:30\"", "!finding" } },
	{ "a date that is none", DOC(DATE("102", "20261320"), "", ""),
	  { "!\"orderDate\"", "finding VALUE orderDate" } },
	{ "a date cut off", DOC(DATE("203", "2026"), "", ""),
	  { "!\"orderDate\"", "finding VALUE orderDate" } },
	{ "a change of another line", ROOT HEAD(TYPE("230")) TRADE(LINE(
	  DOC_LINE("1") AGREED(ORDER_LINE("7")) WANTED(QUANTITY))
	  ORDER_REF("A")) END,
	  { "\"type\":\"OrderChange\"",
	    "\"orderItemNumber\":\"7\"" } },
	{ "an order's own line", ROOT HEAD("") TRADE(LINE(DOC_LINE("1")
	  AGREED(ORDER_LINE("7")) WANTED(QUANTITY))) END,
	  { "1 orders", "\"orderItemNumber\":\"1\"",
	    "BuyerOrderReferencedDocument/LineID\":\"7\"" } },
	{ "a change", ROOT HEAD(TYPE("230")) TRADE(LINE(WANTED(QUANTITY))
	  ORDER_REF("A-5")) END, { "\"type\":\"OrderChange\"",
	    "\"order\":\"cii:A-5\"", "\"documentFunction\":\"change\"",
	    "\"number\":\"1\"", "\"orderQuantity\":12" } },
	{ "a response", DOC(TYPE("231"), "", ""), { "0 orders 1 rejects",
	    "an order response (type 231), not an order" } },
	{ "a blanket order", DOC(TYPE("221"), "", ""),
	  { "\"code\":\"FUNCTION\"", "blanket order" } },
	{ "cancelled by its purpose", DOC("<r:PurposeCode>1</r:PurposeCode>",
	  "", ""), { "\"documentFunction\":\"cancel\"",
	    "\"code\":\"FUNCTION\"" } },
	{ "a purpose that nobody knows", DOC("<r:PurposeCode>77"
	  "</r:PurposeCode>", "", ""), { "\"reason\":\"PurposeCode 77\"" } },
	{ "a test", ROOT "<s:ExchangedDocumentContext><r:TestIndicator>"
	  "<u:Indicator>true</u:Indicator></r:TestIndicator>"
	  "</s:ExchangedDocumentContext>" HEAD("")
	  TRADE(LINE(WANTED(QUANTITY))) END, { "\"code\":\"TEST\"" } },
	{ "a price with what was taken from it", DOC("", AGREED(GROSS("2.00",
	  CHANGE("false", "0.50") CHANGE("true", "0.10")) NET("1.60")), ""),
	  { "\"unitPrice\":\"1.60\"", "\"PriceAllowance\":\"0.50\"",
	    "!finding" } },
	{ "a price that is another", DOC("", AGREED(GROSS("2.00",
	  CHANGE("false", "0.50")) NET("1.60")), ""),
	  { "finding TOTAL orderedItem.0.unitPrice: 2.00 less 0.50 is not the "
	    "price 1.60" } },
	{ "a line that does not add up", DOC("", AGREED(NET("1.60"))
	  LINE_TOTAL("19.00"), SUMS("")), { "finding TOTAL orderedItem.0."
	    "lineTotal: 19.00 is not", "\"code\":\"PRICE\",\"reason\":"
	    "\"orderedItem.0.lineTotal: 19.00 is not" } },
	{ "totals", DOC("", LINE_TOTAL("19.20"), SUMS(AMOUNT(
	  "LineTotalAmount", "19.20") AMOUNT("TaxBasisTotalAmount", "19.20")
	  "<r:TaxTotalAmount currencyID=\"EUR\">3.84</r:TaxTotalAmount>"
	  AMOUNT("GrandTotalAmount", "23.04"))),
	  { "\"taxAmount\":\"3.84\",\"taxInclusiveAmount\":\"23.04\","
	    "\"payableAmount\":\"23.04\"", "!finding", "!\"code\"" } },
	{ "a grand total that is not", DOC("", "", SUMS(AMOUNT(
	  "TaxBasisTotalAmount", "19.20") AMOUNT("TaxTotalAmount", "3.84")
	  AMOUNT("GrandTotalAmount", "23.00"))),
	  { "finding TOTAL totals.taxInclusiveAmount", "\"code\":\"PRICE\"" } },
	{ "lines to two places", ROOT HEAD("") TRADE(LINE(WANTED(QUANTITY
	  SHIP_TO("A"))) LINE(WANTED(QUANTITY SHIP_TO("B")))) END,
	  { "1 documents 2 orders", "\"id\":\"cii:1/A\"",
	    "\"deliveryAddress\":{\"id\":\"B\"}", "!\"code\"" } },
	{ "a line in two parts", DOC("", WANTED(
	  "<r:RequestedDeliverySupplyChainEvent><r:UnitQuantity>5"
	  "</r:UnitQuantity><r:OccurrenceDateTime><u:DateTimeString "
	  "format=\"102\">20261201</u:DateTimeString></r:OccurrenceDateTime>"
	  "</r:RequestedDeliverySupplyChainEvent>"
	  "<r:RequestedDeliverySupplyChainEvent><r:UnitQuantity>7"
	  "</r:UnitQuantity></r:RequestedDeliverySupplyChainEvent>"), ""),
	  { "\"deliverySchedule\":[{\"quantity\":5,\"requestedDate\":"
	    "\"2026-12-01\"},{\"quantity\":7}]", "!finding" } },
	{ "what no field has", DOC("<r:Name a=\"x\">D</r:Name>",
	  "<r:Other>o</r:Other>", "<r:Rest>z</r:Rest>"),
	  { "\"extra\":{\"Other\":\"o\"}", "\"ExchangedDocument/Name/@a\":"
	    "\"x\",\"ExchangedDocument/Name\":\"D\",\"SupplyChainTrade"
	    "Transaction/Rest\":\"z\"" } },
};

static void
test_documents(void)
{
	check_imports(&ou_format_cii, cases, sizeof(cases) / sizeof(*cases));
}

static void
test_cut(void)
{
	static const char xml[] = DOC(DATE("102", "20261120"),
	    AGREED(NET("1.60")), SUMS(AMOUNT("GrandTotalAmount", "19.20")));

	check_import_cut(&ou_format_cii, OU_STR(xml));
}

int
main(void)
{
	RUN(test_documents);
	RUN(test_cut);
	ou_buf_release(&imported);
	return (UNIT_DONE());
}
