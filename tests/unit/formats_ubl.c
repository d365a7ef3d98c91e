#include "imported.h"
#include "ou/formats/ubl.h"

#define XSD "urn:oasis:names:specification:ubl:schema:xsd:"
#define ORDER "<Order xmlns=\"" XSD "Order-2\" xmlns:cac=\"" XSD \
	"CommonAggregateComponents-2\" xmlns:cbc=\"" XSD \
	"CommonBasicComponents-2\">"
#define ID "<cbc:ID>1</cbc:ID>"
#define ITEM "<cac:Item><cbc:Name>N</cbc:Name></cac:Item>"
#define LINE(inside) "<cac:OrderLine><cac:LineItem>" inside ITEM \
	"</cac:LineItem></cac:OrderLine>"
#define QUANTITY "<cbc:ID>1</cbc:ID><cbc:Quantity unitCode=\"C62\">12" \
	"</cbc:Quantity>"
#define DOC(head, line) ORDER ID head LINE(line) "</Order>"
#define CHANGE(root, inside) "<" root " xmlns=\"" XSD root "-2\" " \
	"xmlns:cac=\"" XSD "CommonAggregateComponents-2\" xmlns:cbc=\"" XSD \
	"CommonBasicComponents-2\">" ID "<cac:OrderReference><cbc:ID>A-1" \
	"</cbc:ID></cac:OrderReference>" inside "</" root ">"
#define TO(place) "<cac:Delivery><cac:DeliveryLocation><cbc:ID>" place \
	"</cbc:ID></cac:DeliveryLocation></cac:Delivery>"
#define PART(place, n) "<cac:Delivery><cbc:Quantity>" n "</cbc:Quantity>" \
	"<cac:DeliveryLocation><cbc:ID>" place \
	"</cbc:ID></cac:DeliveryLocation></cac:Delivery>"
#define PRICE(p) "<cac:Price><cbc:PriceAmount currencyID=\"EUR\">" p \
	"</cbc:PriceAmount></cac:Price>"

static const struct import_case cases[] = {
	{ "the least", DOC("", QUANTITY),
	  { "1 documents 1 orders 0 rejects", "\"id\":\"ubl:1\"",
	    "\"segment\":\"b2b\"", "\"orderQuantity\":12,\"unitCode\":"
	    "\"C62\",\"product\":{\"name\":\"N\"}" } },
	{ "other prefixes, other order",
	  "<o:Order xmlns:o=\"" XSD "Order-2\" xmlns:a=\"" XSD
	  "CommonAggregateComponents-2\" xmlns=\"" XSD
	  "CommonBasicComponents-2\"><a:OrderLine><a:LineItem><a:Item>"
	  "<Name>N</Name></a:Item><Quantity>2</Quantity></a:LineItem>"
	  "</a:OrderLine><ID>7</ID></o:Order>",
	  { "1 orders", "\"orderNumber\":\"7\"", "\"orderQuantity\":2" } },
	{ "a leaf in the wrong namespace is none",
	  DOC("<cac:IssueDate>2026-11-20</cac:IssueDate>", QUANTITY),
	  { "!\"orderDate\"", "\"extra\":{\"IssueDate\":\"2026-11-20\"}" } },
	{ "a comment does not cut a value", ORDER "<cbc:ID>1<!-- -->0</cbc:ID>"
	  LINE(QUANTITY) "</Order>", { "\"orderNumber\":\"10\"" } },
	{ "an element does", ORDER "<cbc:ID>1<cbc:X/>0</cbc:ID>"
	  LINE(QUANTITY) "</Order>", { "0 orders 1 rejects", "FORMAT" } },
	{ "the number twice", ORDER ID ID LINE(QUANTITY) "</Order>",
	  { "1 rejects", "'ID' stands twice" } },
	{ "no number", ORDER LINE(QUANTITY) "</Order>",
	  { "1 rejects", "NO-ORDER-NUMBER" } },
	{ "no lines", ORDER ID "</Order>", { "1 rejects", "NO-LINES" } },
	{ "a line that cannot be read", ORDER ID LINE(QUANTITY)
	  LINE("<cbc:ID>2</cbc:ID><cbc:Quantity>many</cbc:Quantity>")
	  "</Order>",
	  { "1 documents 1 orders 1 rejects", "\"code\":\"LINE\"",
	    "quantities many", "\"raw\":\"<Order" } },
	{ "a DOCTYPE", "<!DOCTYPE Order>" DOC("", QUANTITY),
	  { "0 orders 1 rejects", "\"code\":\"DOCTYPE\"", "!error" } },
	{ "an entity", DOC("<cbc:Note>&a;</cbc:Note>", QUANTITY),
	  { "0 orders 1 rejects", "error XML" } },
	{ "cut off", ORDER ID "<cac:OrderLine>",
	  { "0 orders 1 rejects", "error XML", "\"line\":1" } },
	{ "another document", "<Quotation xmlns=\"" XSD "Quotation-2\"/>",
	  { "1 rejects", "a UBL Quotation, not an Order", "!error" } },
	{ "a change", CHANGE("OrderChange", "<cbc:SequenceNumberID>2"
	  "</cbc:SequenceNumberID>" LINE(QUANTITY "<cbc:LineStatusCode>3"
	  "</cbc:LineStatusCode>") LINE("<cbc:ID>2</cbc:ID><cbc:Line"
	  "StatusCode>2</cbc:LineStatusCode><cbc:Quantity>1</cbc:Quantity>"
	  TO("A"))),
	  { "1 documents 1 orders", "\"type\":\"OrderChange\"",
	    "\"id\":\"ubl:1\"", "\"order\":\"ubl:A-1\"",
	    "\"changeSequence\":\"2\"", "\"orderItemNumber\":\"1\",\"action\""
	    ":\"change\",\"orderQuantity\":12", "\"action\":\"delete\"" } },
	{ "a cancellation", CHANGE("OrderCancellation", "<cbc:Cancellation"
	  "Note>why</cbc:CancellationNote>"), { "1 orders",
	    "\"documentFunction\":\"cancel\"", "\"text\":\"why\"" } },
	{ "a change of no order", "<OrderChange xmlns=\"" XSD "OrderChange-2"
	  "\"/>", { "1 rejects", "NO-ORDER-NUMBER", "!error" } },
	{ "a root of another's namespace", "<OrderChange xmlns=\"" XSD
	  "Order-2\"/>", { "1 rejects" } },
	{ "another XML", "<a/>", { "1 rejects", "error FORMAT" } },
	{ "empty", "", { "1 rejects", "error TRUNCATED" } },
	{ "Latin-1", "<?xml version='1.0' encoding='ISO-8859-1'?>"
	  DOC("<cbc:Note>caf\xe9</cbc:Note>", QUANTITY),
	  { "\"text\":\"café\"" } },
	{ "bytes that are no text", DOC("<cbc:Note>\xe9</cbc:Note>",
	  QUANTITY), { "\"rawBase64\"", "error ENCODING" } },
	{ "an encoding that nobody knows",
	  "<?xml version='1.0' encoding='klingon'?>" DOC("", QUANTITY),
	  { "1 rejects", "'klingon' is not known" } },
	{ "date and time", DOC("<cbc:IssueDate>2026-11-20</cbc:IssueDate>"
	  "<cbc:IssueTime>10:00:00.5+01:00</cbc:IssueTime>", QUANTITY),
	  { "\"orderDate\":\"2026-11-20T10:00:00.5+01:00\"" } },
	{ "time without zone", DOC("<cbc:IssueDate>2026-11-20</cbc:IssueDate>"
	  "<cbc:IssueTime>10:00:00</cbc:IssueTime>", QUANTITY),
	  { "\"code\":\"TIMEZONE\"" } },
	{ "the zone of the date", DOC("<cbc:IssueDate>2026-11-20-05:00"
	  "</cbc:IssueDate><cbc:IssueTime>10:00:00</cbc:IssueTime>",
	  QUANTITY), { "\"orderDate\":\"2026-11-20T10:00:00-05:00\"" } },
	{ "a copy", DOC("<cbc:CopyIndicator>true</cbc:CopyIndicator>",
	  QUANTITY), { "\"documentFunction\":\"duplicate\"",
	    "\"code\":\"FUNCTION\"" } },
	{ "a blanket order", DOC("<cbc:OrderTypeCode>221</cbc:OrderTypeCode>",
	  QUANTITY), { "\"code\":\"FUNCTION\"", "blanket order" } },
	{ "parties", DOC("<cac:BuyerCustomerParty>"
	  "<cbc:SupplierAssignedAccountID>C1</cbc:SupplierAssignedAccountID>"
	  "<cac:Party><cbc:EndpointID schemeID=\"0088\">9520002000019"
	  "</cbc:EndpointID><cac:PartyIdentification><cbc:ID "
	  "schemeID=\"0009\">12345678200010</cbc:ID>"
	  "</cac:PartyIdentification><cac:PartyName><cbc:Name>A</cbc:Name>"
	  "</cac:PartyName><cac:PartyTaxScheme><cbc:CompanyID>FR11123456782"
	  "</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID>"
	  "</cac:TaxScheme></cac:PartyTaxScheme></cac:Party>"
	  "</cac:BuyerCustomerParty>", QUANTITY),
	  { "\"channel\":\"ubl-0088-9520002000019\"", "\"id\":\"C1\"",
	    "\"gln\":\"9520002000019\"", "\"siret\":\"12345678200010\"",
	    "\"vatID\":\"FR11123456782\"", "!finding" } },
	{ "a wrong check digit", DOC("<cac:BuyerCustomerParty><cac:Party>"
	  "<cbc:EndpointID schemeID=\"0088\">9520002000018</cbc:EndpointID>"
	  "</cac:Party></cac:BuyerCustomerParty>", QUANTITY),
	  { "finding VALUE", "\"gln\":\"9520002000018\"" } },
	{ "house numbers", DOC("<cac:Delivery><cac:DeliveryLocation>"
	  "<cac:Address><cbc:BuildingNumber>3</cbc:BuildingNumber>"
	  "<cbc:StreetName>Weg</cbc:StreetName><cac:Country>"
	  "<cbc:IdentificationCode>DE</cbc:IdentificationCode>"
	  "</cac:Country></cac:Address></cac:DeliveryLocation>"
	  "</cac:Delivery>", QUANTITY), { "[\"Weg 3\"]" } },
	{ "partial deliveries", DOC("", QUANTITY "<cac:Delivery>"
	  "<cbc:Quantity>4</cbc:Quantity><cac:RequestedDeliveryPeriod>"
	  "<cbc:EndDate>2026-12-01</cbc:EndDate>"
	  "</cac:RequestedDeliveryPeriod></cac:Delivery><cac:Delivery>"
	  "<cbc:Quantity>9</cbc:Quantity></cac:Delivery>"),
	  { "\"deliverySchedule\":[{\"quantity\":4,\"requestedDate\":"
	    "\"2026-12-01\"},{\"quantity\":9}]", "finding TOTAL" } },
	{ "lines to two places", ORDER ID LINE(QUANTITY TO("A"))
	  LINE(QUANTITY TO("B")) LINE(QUANTITY TO("A")) "</Order>",
	  { "1 documents 2 orders", "\"id\":\"ubl:1/A\"",
	    "\"deliveryAddress\":{\"id\":\"A\"}", "\"id\":\"ubl:1/B\"",
	    "\"deliveryAddress\":{\"id\":\"B\"}",
	    "\"references\":{\"document\":\"1\"", "!\"code\"" } },
	{ "all lines to one place", ORDER ID LINE(QUANTITY TO("A"))
	  LINE(QUANTITY) "</Order>", { "1 documents 1 orders",
	    "\"deliveryAddress\":{\"id\":\"A\"}", "!\"code\"" } },
	{ "one line elsewhere than the head says", ORDER ID TO("H")
	  LINE(QUANTITY TO("A")) LINE(QUANTITY) LINE(QUANTITY TO("H"))
	  "</Order>", { "1 documents 2 orders", "\"id\":\"ubl:1\"",
	    "\"deliveryAddress\":{\"id\":\"H\"}", "\"id\":\"ubl:1/A\"",
	    "!\"code\"" } },
	{ "several for the head, and lines name theirs", ORDER ID
	  "<cac:Delivery><cbc:ID>d1</cbc:ID><cac:DeliveryLocation><cbc:ID>A"
	  "</cbc:ID></cac:DeliveryLocation><cac:RequestedDeliveryPeriod>"
	  "<cbc:EndDate>2026-12-01</cbc:EndDate>"
	  "</cac:RequestedDeliveryPeriod></cac:Delivery>"
	  "<cac:Delivery><cbc:ID>d2</cbc:ID><cac:DeliveryLocation><cbc:ID>B"
	  "</cbc:ID></cac:DeliveryLocation><cac:RequestedDeliveryPeriod>"
	  "<cbc:EndDate>2026-12-02</cbc:EndDate>"
	  "</cac:RequestedDeliveryPeriod></cac:Delivery>"
	  LINE(QUANTITY "<cac:Delivery><cbc:ID>d2</cbc:ID></cac:Delivery>")
	  LINE(QUANTITY TO("A")) "</Order>", { "1 documents 2 orders",
	    "\"deliveryAddress\":{\"id\":\"B\"},\"requestedDate\":"
	    "\"2026-12-02\"", "\"deliveryAddress\":{\"id\":\"A\"},"
	    "\"requestedDate\":\"2026-12-01\"", "!\"code\"" } },
	{ "several for the head, and one line does not say", ORDER ID TO("A")
	  TO("B") LINE(QUANTITY TO("B")) LINE(QUANTITY) "</Order>",
	  { "1 documents 1 orders", "\"code\":\"DELIVERY\",\"reason\":"
	    "\"2 deliveries for the whole order, and 1 lines do not say "
	    "which is theirs\"" } },
	{ "several for the head, and no word", ORDER ID TO("A") TO("B")
	  LINE(QUANTITY) "</Order>", { "1 orders", "no word which lines are "
	    "whose" } },
	{ "a line to two places", ORDER ID LINE(QUANTITY PART("A", "5")
	  PART("B", "7")) "</Order>", { "1 documents 2 orders",
	    "\"orderQuantity\":5", "\"orderQuantity\":7",
	    "\"id\":\"ubl:1/B\"", "!\"code\"" } },
	{ "a line to two places that does not add up", ORDER ID
	  LINE(QUANTITY PART("A", "5") PART("B", "8")) "</Order>",
	  { "1 documents 1 orders", "\"orderQuantity\":12", "line 1 goes to "
	    "several places, and its deliveries do not say how much to each",
	    "finding TOTAL" } },
	{ "line net", DOC("", QUANTITY "<cbc:LineExtensionAmount>17.00"
	  "</cbc:LineExtensionAmount>" PRICE("1.42")),
	  { "finding TOTAL orderedItem.0.lineTotal: 17.00 is not quantity "
	    "times price with its allowances, 17.04",
	    "\"unitPrice\":\"1.42\"", "\"currency\":\"EUR\"" } },
	{ "a price per dozen", DOC("", QUANTITY "<cac:Price><cbc:PriceAmount>"
	  "24</cbc:PriceAmount><cbc:BaseQuantity unitCode=\"DZN\">1"
	  "</cbc:BaseQuantity></cac:Price>"),
	  { "\"priceBaseQuantity\":12", "!\"code\":\"PRICE\"" } },
	{ "a price per something else", DOC("", QUANTITY "<cac:Price>"
	  "<cbc:PriceAmount>24</cbc:PriceAmount><cbc:BaseQuantity "
	  "unitCode=\"KGM\">1</cbc:BaseQuantity></cac:Price>"),
	  { "\"code\":\"PRICE\"", "\"BaseQuantity@KGM\":\"1\"" } },
	{ "a price that is none", DOC("", QUANTITY PRICE("free")),
	  { "finding VALUE", "\"code\":\"PRICE\"",
	    "\"PriceAmount\":\"free\"" } },
	{ "too many decimals", DOC("<cac:AnticipatedMonetaryTotal>"
	  "<cbc:PayableAmount currencyID=\"EUR\">1.2345678</cbc:PayableAmount>"
	  "</cac:AnticipatedMonetaryTotal>", QUANTITY),
	  { "finding DECIMALS", "\"payableAmount\":\"1.23\"" } },
	{ "totals", DOC("<cac:AnticipatedMonetaryTotal>"
	  "<cbc:LineExtensionAmount>20</cbc:LineExtensionAmount>"
	  "<cbc:TaxExclusiveAmount>21</cbc:TaxExclusiveAmount>"
	  "</cac:AnticipatedMonetaryTotal>", QUANTITY),
	  { "finding TOTAL totals.taxExclusiveAmount" } },
	{ "an allowance in per cent", DOC("<cac:AllowanceCharge>"
	  "<cbc:ChargeIndicator>false</cbc:ChargeIndicator>"
	  "<cbc:MultiplierFactorNumeric>0.1</cbc:MultiplierFactorNumeric>"
	  "<cbc:Amount>2</cbc:Amount><cbc:BaseAmount>20</cbc:BaseAmount>"
	  "</cac:AllowanceCharge>", QUANTITY "<cbc:LineExtensionAmount>20"
	  "</cbc:LineExtensionAmount>"),
	  { "\"percent\":\"10.00\",\"baseAmount\":\"20\"" } },
	{ "two currencies", DOC("<cbc:DocumentCurrencyCode>SEK"
	  "</cbc:DocumentCurrencyCode>", QUANTITY PRICE("1")),
	  { "\"code\":\"CURRENCY\"", "\"currency\":\"SEK\"" } },
	{ "what no field has", DOC("<cac:X><cbc:Y z=\"a&amp;b\">b"
	  "</cbc:Y></cac:X>", QUANTITY "<cbc:Z>c</cbc:Z>"),
	  { "\"X/Y/@z\":\"a&b\",\"X/Y\":\"b\"", "\"LineItem/Z\":\"c\"" } },
};

static void
test_documents(void)
{
	check_imports(&ou_format_ubl, cases, sizeof(cases) / sizeof(*cases));
}

/* Depth, attributes, lines, bytes: whatever comes has an end. */
static void
test_limits(void)
{
	static const struct {
		const char *begin, *middle;
		int times;
		const char *want[2];
	} rows[] = {
		{ ORDER, "<cac:a>", 100, { "nested deeper than 64" } },
		{ ORDER ID "<cac:b", " a='1'", 600, { "attributes" } },
		{ ORDER ID, LINE(QUANTITY), 11, { "more than 10 order" } },
		{ ORDER "<cbc:ID>", "0123456789", 20,
		  { "'ID' has more than 100 bytes" } },
		{ "", " ", 70000, { "more than 60000" } },
		{ ORDER ID "<cbc:DocumentCurrencyCode>", "LONG", 65,
		  { "\"reason\":\"more than 256 bytes\",\"by\":"
		    "\"order-import\",\"field\":\"currency\"" } },
	};
	struct ou_buf b;
	size_t i;
	int k;

	ou_buf_init(&b, 0);
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct ou_import im = { .lines_max = 10,
		    .field_max = i == 5 ? 1000 : 100, .message_max = 60000 };

		ROW("%s", rows[i].want[0]);
		ou_buf_clear(&b);
		ou_buf_puts(&b, rows[i].begin);
		for (k = 0; k < rows[i].times; k++)
			ou_buf_puts(&b, rows[i].middle);
		if (i == 3)
			ou_buf_puts(&b, "</cbc:ID></Order>");
		if (i == 5)
			ou_buf_puts(&b, "</cbc:DocumentCurrencyCode>"
			    LINE(QUANTITY) "</Order>");
		check_import(&im, &ou_format_ubl, ou_buf_str(&b),
		    rows[i].want);
	}
	ou_buf_release(&b);
}

/* UTF-16 in both orders, with and without a mark. */
static void
test_utf16(void)
{
	static const char xml[] = DOC("<cbc:Note>a</cbc:Note>", QUANTITY);
	static const char *const wants[] = { "1 orders", "\"text\":\"a\"",
	    NULL };
	static char wide[2 * sizeof(xml) + 2];
	size_t i, n;
	int big, mark;

	for (big = 0; big < 2; big++) {
		for (mark = 0; mark < 2; mark++) {
			struct ou_import im = { .channel = NULL };

			ROW("%s %s", big ? "big" : "little",
			    mark ? "marked" : "bare");
			n = 0;
			if (mark) {
				wide[n++] = big ? '\xfe' : '\xff';
				wide[n++] = big ? '\xff' : '\xfe';
			}
			for (i = 0; i < sizeof(xml) - 1; i++) {
				wide[n++] = big ? '\0' : xml[i];
				wide[n++] = big ? xml[i] : '\0';
			}
			check_import(&im, &ou_format_ubl,
			    ou_str_make(wide, n), wants);
		}
	}
}

static void
test_strict(void)
{
	static const char *const wants[] = {
		"0 orders 1 rejects", "\"code\":\"TOTAL\"", NULL
	};
	struct ou_import im = { .strict = true };

	check_import(&im, &ou_format_ubl, OU_STR(DOC("", QUANTITY
	    "<cbc:LineExtensionAmount>17.00</cbc:LineExtensionAmount>"
	    PRICE("1.42"))), wants);
}

int
main(void)
{
	RUN(test_documents);
	RUN(test_limits);
	RUN(test_utf16);
	RUN(test_strict);
	ou_buf_release(&imported);
	return (UNIT_DONE());
}
