#include "imported.h"
#include "ou/formats/cxml.h"

#define DTD "<!DOCTYPE cXML SYSTEM \"http://xml.cXML.org/cXML.dtd\">"
#define MONEY(p) "<Money currency=\"EUR\">" p "</Money>"
#define ITEM(more) "<ItemID><SupplierPartID>S</SupplierPartID></ItemID>" \
	"<ItemDetail><UnitPrice>" MONEY("2") "</UnitPrice><UnitOfMeasure>EA" \
	"</UnitOfMeasure>" more "</ItemDetail>"
#define LINE(attributes, more, rest) "<ItemOut quantity=\"12\" " attributes \
	">" ITEM(more) rest "</ItemOut>"
#define HEAD(attributes, inside) "<OrderRequestHeader orderID=\"1\" " \
	attributes ">" inside "</OrderRequestHeader>"
#define DOC(head, lines) "<cXML><Request><OrderRequest>" head lines \
	"</OrderRequest></Request></cXML>"
#define ONE LINE("", "", "")
#define SHIP_TO(id) "<ShipTo><Address addressID=\"" id "\"/></ShipTo>"

static const struct import_case cases[] = {
	{ "the least", DOC(HEAD("", ""), ONE),
	  { "1 documents 1 orders 0 rejects", "\"id\":\"cxml:1\"",
	    "\"orderQuantity\":12,\"unitCode\":\"EA\",\"product\":{\"sku\":"
	    "\"S\"}", "\"currency\":\"EUR\"", "\"unitPrice\":\"2.00\"" } },
	{ "a DOCTYPE", DTD DOC(HEAD("", ""), ONE), { "1 orders 0 rejects",
	    "!finding" } },
	{ "a DOCTYPE that declares", "<!DOCTYPE cXML [<!ENTITY a \"b\">]>"
	  DOC(HEAD("", ""), ONE), { "1 rejects", "\"code\":\"DOCTYPE\"" } },
	{ "an empty subset", "<!DOCTYPE cXML []>" DOC(HEAD("", ""), ONE),
	  { "1 rejects", "\"code\":\"DOCTYPE\"" } },
	{ "an entity of the DTD", DTD DOC(HEAD("", "<Comments>&a;"
	  "</Comments>"), ONE), { "0 orders 1 rejects" } },
	{ "an entity of the DTD in an attribute", DTD DOC(HEAD("a=\"&a;\"",
	  ""), ONE), { "0 orders 1 rejects" } },
	{ "another request", "<cXML><Request><PunchOutSetupRequest operation="
	  "\"create\"/></Request></cXML>", { "1 rejects", "a cXML "
	    "PunchOutSetupRequest, not an OrderRequest" } },
	{ "another root", "<xml/>", { "1 rejects", "error FORMAT" } },
	{ "no number", DOC("<OrderRequestHeader/>", ONE), { "1 rejects",
	    "NO-ORDER-NUMBER" } },
	{ "no lines", DOC(HEAD("", ""), ""), { "1 rejects", "NO-LINES" } },
	{ "a time with its zone", DOC(HEAD("orderDate=\"2026-11-20T10:00:00"
	  "-08:00\"", ""), ONE),
	  { "\"orderDate\":\"2026-11-20T10:00:00-08:00\"" } },
	{ "an update", DOC(HEAD("type=\"update\"", ""), ONE),
	  { "\"documentFunction\":\"replace\"", "\"code\":\"FUNCTION\"" } },
	{ "a deletion", DOC(HEAD("type=\"delete\"", ""), ONE),
	  { "\"documentFunction\":\"cancel\"" } },
	{ "a type that nobody knows", DOC(HEAD("type=\"x\"", ""), ONE),
	  { "an order of type 'x'" } },
	{ "a blanket order", DOC(HEAD("orderType=\"blanket\"", ""), ONE),
	  { "\"code\":\"FUNCTION\"", "\"orderType\":\"blanket\"" } },
	{ "the sender's secret", "<cXML><Header><Sender><Credential domain="
	  "\"d\"><Identity>i</Identity><SharedSecret>geheim</SharedSecret>"
	  "</Credential></Sender></Header><Request><OrderRequest>" HEAD("",
	  "<Payment><PCard number=\"geheim\" name=\"geheim\"><x>geheim</x>"
	  "</PCard></Payment>") ONE "</OrderRequest></Request></cXML>",
	  { "1 orders", "!geheim", "!UserAgent" } },
	{ "who sends", "<cXML><Header><From><Credential domain=\"DUNS\">"
	  "<Identity>7</Identity></Credential></From></Header><Request>"
	  "<OrderRequest>" HEAD("", "") ONE "</OrderRequest></Request></cXML>",
	  { "\"channel\":\"cxml-DUNS-7\"" } },
	{ "the total is the lines'", DOC(HEAD("", "<Total>" MONEY("24")
	  "</Total>"), ONE), { "\"lineExtensionAmount\":\"24.00\"",
	    "!\"code\"" } },
	{ "with shipping", DOC(HEAD("", "<Total>" MONEY("29") "</Total>"
	  "<Shipping>" MONEY("5") "</Shipping>"), ONE),
	  { "\"taxExclusiveAmount\":\"29.00\"", "\"amount\":\"5.00\"",
	    "!\"code\":\"PRICE\"" } },
	{ "with shipping and tax", DOC(HEAD("", "<Total>" MONEY("34")
	  "</Total><Shipping>" MONEY("5") "</Shipping><Tax>" MONEY("5")
	  "</Tax>"), ONE), { "\"payableAmount\":\"34.00\"",
	    "\"taxAmount\":\"5.00\"", "!\"code\":\"PRICE\"" } },
	{ "a total that is none of them", DOC(HEAD("", "<Total>" MONEY("25")
	  "</Total>"), ONE), { "\"code\":\"PRICE\"", "finding TOTAL" } },
	{ "a price per hundred", DOC(HEAD("", ""), LINE("",
	  "<PriceBasisQuantity quantity=\"100\"><UnitOfMeasure>EA"
	  "</UnitOfMeasure></PriceBasisQuantity>", "")),
	  { "\"priceBaseQuantity\":100" } },
	{ "a price per something else", DOC(HEAD("", ""), LINE("",
	  "<PriceBasisQuantity quantity=\"1\"><UnitOfMeasure>KGM"
	  "</UnitOfMeasure></PriceBasisQuantity>", "")),
	  { "\"code\":\"PRICE\"" } },
	{ "a composite", DOC(HEAD("", ""), LINE("lineNumber=\"1\" "
	  "itemType=\"composite\"", "", "") LINE("lineNumber=\"2\" "
	  "itemType=\"item\" parentLineNumber=\"1\"", "", "")),
	  { "\"code\":\"QUANTITY\"", "\"@parentLineNumber\":\"1\"" } },
	{ "lines to two places", DOC(HEAD("", ""), LINE("", "", SHIP_TO("A"))
	  LINE("", "", SHIP_TO("B"))), { "2 orders", "\"id\":\"cxml:1/A\"",
	    "\"deliveryAddress\":{\"id\":\"B\"}" } },
	{ "a schedule", DOC(HEAD("", ""), LINE("", "", "<ScheduleLine "
	  "quantity=\"5\" requestedDeliveryDate=\"2026-12-01\"/>"
	  "<ScheduleLine quantity=\"7\" requestedDeliveryDate=\"2026-12-08\""
	  "/>")), { "\"deliverySchedule\":[{\"quantity\":5,\"requestedDate\":"
	    "\"2026-12-01\"},{\"quantity\":7,\"requestedDate\":"
	    "\"2026-12-08\"}]" } },
	{ "persons and streets", DOC(HEAD("", "<ShipTo><Address><Name>Firm"
	  "</Name><PostalAddress><DeliverTo>P</DeliverTo><DeliverTo>Q"
	  "</DeliverTo><Street>s 1</Street><Street>s 2</Street>"
	  "</PostalAddress></Address></ShipTo>"), ONE),
	  { "\"name\":\"P\",\"company\":\"Firm\",\"streetAddress\":[\"Q\","
	    "\"s 1\",\"s 2\"]" } },
	{ "complete only", DOC(HEAD("shipComplete=\"yes\"", ""), ONE),
	  { "\"partialAllowed\":false" } },
	{ "text beside elements", DOC(HEAD("", "<Comments>a<URL>u</URL>b"
	  "</Comments>"), ONE), { "\"text\":\"a\"", "\"text\":\"b\"",
	    "Comments/URL\":\"u\"" } },
	{ "free members", DOC(HEAD("", "<Extrinsic name=\"k\">v</Extrinsic>"
	  ), LINE("", "", "<Extrinsic name=\"l\">w</Extrinsic>")),
	  { "\"Extrinsic@k\":\"v\"", "\"Extrinsic@l\":\"w\"" } },
	{ "accounting", DOC(HEAD("", ""), LINE("", "", "<Distribution>"
	  "<Accounting name=\"n\"><AccountingSegment id=\"47\"/></Accounting>"
	  "</Distribution>")), { "\"Distribution/Accounting/@name\":\"n\"",
	    "\"Distribution/Accounting/AccountingSegment/@id\":\"47\"" } },
	{ "terms", DOC(HEAD("", "<PaymentTerm payInNumberOfDays=\"30\"/>"),
	  ONE), { "\"netDays\":30" } },
};

static void
test_documents(void)
{
	check_imports(&ou_format_cxml, cases, sizeof(cases) / sizeof(*cases));
}

static void
test_cut(void)
{
	static const char xml[] = DTD DOC(HEAD("orderDate=\"2026-11-20\"",
	    "<Comments>a</Comments>"), ONE);

	check_import_cut(&ou_format_cxml, OU_STR(xml));
}

int
main(void)
{
	RUN(test_documents);
	RUN(test_cut);
	ou_buf_release(&imported);
	return (UNIT_DONE());
}
