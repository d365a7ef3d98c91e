#include "imported.h"
#include "ou/formats/shop.h"

/* Orders of shops in JSON, and the answers that they stand in. */
#define WANTS 10

#define MONEY(p) "{\"shopMoney\":{\"amount\":\"" p "\",\"currencyCode\":" \
	"\"EUR\"}}"
#define G_ITEM(more) "{\"sku\":\"S\",\"quantity\":2," \
	"\"originalUnitPriceSet\":" MONEY("5.00") more "}"
#define G_LINES(items) "\"lineItems\":[" items "],"
#define GQL(more, lines) "{\"name\":\"#1\",\"currencyCode\":\"EUR\"," \
	"\"taxesIncluded\":true," more lines "\"totalTaxSet\":" \
	MONEY("1.67") "}"
#define G_TOTAL(p) "\"totalPriceSet\":" MONEY(p) ","
#define G_ONE G_LINES(G_ITEM(""))

struct test_case {
	const char *name;
	const char *text;
	const char *wants[WANTS];
};

static const struct test_case graphql[] = {
	{ "the least", GQL(G_TOTAL("10.00"), G_ONE),
	  { "1 documents 1 orders 0 rejects", "\"id\":\"shopify:#1\"",
	    "\"pricesIncludeTax\":true", "\"unitPrice\":\"5.00\"",
	    "\"lineTotal\":\"10.00\"", "\"payableAmount\":\"10.00\"",
	    "!\"code\"", "!finding" } },
	{ "net prices", "{\"name\":\"#1\",\"taxesIncluded\":false,"
	  G_TOTAL("11.67") G_ONE "\"totalTaxSet\":" MONEY("1.67") "}",
	  { "\"pricesIncludeTax\":false", "\"taxExclusiveAmount\":\"10.00\"",
	    "!\"code\"" } },
	{ "it does not say whether, and the sums do", "{\"name\":\"#1\","
	  G_TOTAL("11.67") G_ONE "\"totalTaxSet\":" MONEY("1.67") "}",
	  { "\"pricesIncludeTax\":false", "!\"code\"" } },
	{ "a total that is not", GQL(G_TOTAL("10.01"), G_ONE),
	  { "finding TOTAL", "\"code\":\"PRICE\"" } },
	{ "numbers as they are written", GQL("\"totalPriceSet\":{\"shopMoney\""
	  ":{\"amount\":39.98,\"currencyCode\":\"EUR\"}},", G_LINES(
	  "{\"sku\":\"S\",\"quantity\":2,\"originalUnitPriceSet\":"
	  "{\"shopMoney\":{\"amount\":19.99}}}")),
	  { "\"unitPrice\":\"19.99\"", "\"payableAmount\":\"39.98\"",
	    "!\"code\"" } },
	{ "only what was shown", "{\"name\":\"#1\",\"currencyCode\":\"EUR\","
	  "\"taxesIncluded\":true,\"totalPriceSet\":{\"presentmentMoney\":"
	  "{\"amount\":\"8\",\"currencyCode\":\"GBP\"}},\"lineItems\":["
	  "{\"quantity\":1,\"sku\":\"S\",\"originalUnitPriceSet\":"
	  "{\"presentmentMoney\":{\"amount\":\"8\",\"currencyCode\":\"GBP\"}}"
	  "}]}", { "\"currency\":\"GBP\"", "!\"code\":\"CURRENCY\"" } },
	{ "two currencies", GQL(G_TOTAL("10.00"), G_LINES("{\"quantity\":2,"
	  "\"sku\":\"S\",\"originalUnitPriceSet\":{\"shopMoney\":{\"amount\":"
	  "\"5\",\"currencyCode\":\"USD\"}}}")),
	  { "\"code\":\"CURRENCY\"" } },
	{ "discounts of lines", GQL(G_TOTAL("9.00"), G_LINES(G_ITEM(
	  ",\"discountAllocations\":[{\"allocatedAmountSet\":" MONEY("0.40")
	  "},{\"allocatedAmountSet\":" MONEY("0.60") "}]"))
	  "\"totalDiscountsSet\":" MONEY("1.00") ","),
	  { "\"amount\":\"1.00\"", "\"lineTotal\":\"9.00\"", "!\"code\"" } },
	{ "a discount of no line", GQL(G_TOTAL("9.00") "\"totalDiscountsSet\":"
	  MONEY("1.00") ",", G_ONE),
	  { "\"allowanceCharges\":[{\"charge\":false,\"reasonCode\":\"95\"",
	    "\"lineTotal\":\"10.00\"", "!\"code\"" } },
	{ "shipping less its discount", GQL(G_TOTAL("13.00") "\"shippingLine\""
	  ":{\"title\":\"T\",\"originalPriceSet\":" MONEY("4.00")
	  ",\"discountAllocations\":[{\"allocatedAmountSet\":" MONEY("1.00")
	  "}]},", G_ONE), { "\"reason\":\"T\",\"amount\":\"3.00\"",
	    "\"service\":\"T\"", "!\"code\"" } },
	{ "held by the shop", GQL(G_TOTAL("10.00") "\"fulfillmentOrders\":"
	  "{\"edges\":[{\"node\":{\"status\":\"ON_HOLD\","
	  "\"fulfillmentHolds\":[{\"reason\":\"HIGH_RISK_OF_FRAUD\","
	  "\"reasonNotes\":\"call\"}]}}]},", G_ONE),
	  { "\"code\":\"STATUS\",\"reason\":\"held by the shop: "
	    "HIGH_RISK_OF_FRAUD, call\"" } },
	{ "lines that were taken away", GQL(G_TOTAL("10.00"), G_LINES(G_ITEM(
	  ",\"currentQuantity\":1"))), { "\"code\":\"STATUS\",\"reason\":"
	    "\"1 of 2 are left" } },
	{ "partly sent", GQL(G_TOTAL("10.00"), G_LINES(G_ITEM(
	  ",\"currentQuantity\":2,\"unfulfilledQuantity\":1"))),
	  { "1 of 2 have not been sent" } },
	{ "more lines than the page has", GQL(G_TOTAL("10.00"),
	  "\"lineItems\":{\"nodes\":[" G_ITEM("") "],\"pageInfo\":"
	  "{\"hasNextPage\":true}},"), { "1 rejects", "there are more "
	    "lineItems" } },
	{ "no lines", GQL(G_TOTAL("10.00"), ""), { "NO-LINES" } },
	{ "cancelled", GQL(G_TOTAL("10.00") "\"cancelledAt\":\"2026-11-20T10:"
	  "00:00Z\",", G_ONE), { "\"documentFunction\":\"cancel\"" } },
	{ "not paid", GQL(G_TOTAL("10.00") "\"displayFinancialStatus\":"
	  "\"PENDING\",", G_ONE), { "\"code\":\"STATUS\"",
	    "\"status\":\"due\"" } },
	{ "on terms", GQL(G_TOTAL("10.00") "\"displayFinancialStatus\":"
	  "\"PENDING\",\"paymentTerms\":{\"paymentTermsName\":\"Net 30\","
	  "\"dueInDays\":30},", G_ONE), { "\"segment\":\"b2b\"",
	    "\"netDays\":30", "!\"code\"" } },
	{ "a company", GQL(G_TOTAL("10.00") "\"poNumber\":\"PO-1\","
	  "\"purchasingEntity\":{\"company\":{\"name\":\"F\",\"externalId\":"
	  "\"C7\"}},", G_ONE), { "\"segment\":\"b2b\"", "\"id\":\"C7\"",
	    "\"purchaseOrder\":\"PO-1\"" } },
	{ "nodes", "{\"data\":{\"orders\":{\"nodes\":[" GQL(G_TOTAL("10.00"),
	  G_ONE) "," GQL(G_TOTAL("10.00"), G_ONE) "]}}}", { "2 orders" } },
	{ "one order", "{\"data\":{\"order\":" GQL(G_TOTAL("10.00"), G_ONE)
	  "}}", { "1 orders" } },
	{ "an array", "[" GQL(G_TOTAL("10.00"), G_ONE) "]", { "1 orders" } },
	{ "an empty answer", "{\"data\":{\"orders\":{\"edges\":[]}}}",
	  { "0 documents 0 orders", "!error" } },
	{ "no place for orders", "{\"data\":{\"shop\":{\"name\":\"x\"}}}",
	  { "error FORMAT" } },
	{ "an error", "{\"errors\":[{\"message\":\"Throttled\"}],\"data\":"
	  "null}", { "error FORMAT: the shop answered with an error: "
	    "Throttled" } },
	{ "a page", "{\"data\":{\"orders\":{\"nodes\":[" GQL(G_TOTAL("10.00"),
	  G_ONE) "],\"pageInfo\":{\"hasNextPage\":true}}}}",
	  { "1 orders", "finding PAGE" } },
	{ "cut off behind an order", "{\"data\":{\"orders\":{\"nodes\":["
	  GQL(G_TOTAL("10.00"), G_ONE), { "1 orders", "error TRUNCATED" } },
	{ "cut off in an order", "{\"data\":{\"orders\":{\"nodes\":["
	  "{\"name\":\"#1\"", { "0 orders 1 rejects", "error TRUNCATED" } },
	{ "no comma", "{\"data\":{\"orders\":{\"nodes\":[{} {}]}}}",
	  { "error JSON" } },
	{ "a member twice", "{\"name\":\"#1\",\"name\":\"#2\"}",
	  { "1 rejects", "DUPLICATE-KEY" } },
	{ "bulk", "{\"id\":\"gid://shopify/Order/1\",\"name\":\"#1\","
	  "\"taxesIncluded\":true," G_TOTAL("10.00") "\"totalTaxSet\":"
	  MONEY("1.67") "}\n{\"id\":\"gid://shopify/LineItem/2\",\"sku\":"
	  "\"S\",\"quantity\":2,\"originalUnitPriceSet\":" MONEY("5.00")
	  ",\"__parentId\":\"gid://shopify/Order/1\"}\n"
	  "{\"id\":\"gid://shopify/Order/3\",\"name\":\"#3\"}\n",
	  { "2 documents 1 orders 1 rejects", "\"id\":\"shopify:#1\"",
	    "\"lineTotal\":\"10.00\"", "NO-LINES", "!\"code\":\"PRICE\"" } },
	{ "bulk, a stranger's line", "{\"id\":\"gid://shopify/Order/1\","
	  "\"name\":\"#1\"," G_ONE "\"taxesIncluded\":true}\n{\"id\":"
	  "\"gid://shopify/LineItem/2\",\"quantity\":2,\"__parentId\":"
	  "\"gid://shopify/Order/7\"}\n", { "1 orders 1 rejects",
	    "GROUPING" } },
	{ "bulk, cut in a part", "{\"id\":\"gid://shopify/Order/1\",\"name\":"
	  "\"#1\"," G_ONE "\"taxesIncluded\":true}\n{\"id\":\"gid://",
	  { "0 orders 1 rejects", "error TRUNCATED" } },
};

#define M_LINE(more) "{\"offer_sku\":\"S\",\"quantity\":2,\"price_unit\":" \
	"5.00,\"price\":10.00,\"shipping_price\":3" more "}"
#define MIRAKL(more, total, lines) "{\"order_id\":\"A-1\"," \
	"\"currency_iso_code\":\"EUR\"," more "\"total_price\":" total \
	",\"order_lines\":[" lines "]}"
#define M_IN "\"order_tax_mode\":\"TAX_INCLUDED\","
#define M_EX "\"order_tax_mode\":\"TAX_EXCLUDED\","
#define M_TAXES ",\"taxes\":[{\"amount\":2,\"code\":\"T\",\"rate\":20}]," \
	"\"shipping_taxes\":[{\"amount\":0.6}]"

static const struct test_case mirakl[] = {
	{ "the least", MIRAKL(M_IN, "13.00", M_LINE("")),
	  { "1 documents 1 orders 0 rejects", "\"id\":\"mirakl:A-1\"",
	    "\"pricesIncludeTax\":true", "\"payableAmount\":\"13.00\"",
	    "\"amount\":\"3.00\"", "!\"code\"", "!taxExclusiveAmount" } },
	{ "without tax", MIRAKL(M_EX, "13.00", M_LINE(M_TAXES)),
	  { "\"pricesIncludeTax\":false", "\"taxAmount\":\"2.60\"",
	    "\"payableAmount\":\"15.60\"", "\"percent\":\"20.00\"",
	    "!\"code\"" } },
	{ "no word of tax", MIRAKL("", "13.00", M_LINE("")),
	  { "\"code\":\"PRICE\"", "no order_tax_mode" } },
	{ "a total that is not", MIRAKL(M_IN, "13.01", M_LINE("")),
	  { "\"code\":\"PRICE\"", "finding TOTAL" } },
	{ "a promotion", MIRAKL(M_IN, "9.50", "{\"offer_sku\":\"S\","
	  "\"quantity\":2,\"price_unit\":5,\"price\":9.50}"),
	  { "\"reason\":\"Promotion\",\"amount\":\"0.50\"", "!\"code\"" } },
	{ "no price of one", MIRAKL(M_IN, "10.00", "{\"offer_sku\":\"S\","
	  "\"quantity\":3,\"price\":10.00}"),
	  { "\"unitPrice\":\"10.00\",\"priceBaseQuantity\":3", "!\"code\"" } },
	{ "a line that is cancelled", MIRAKL(M_IN, "13.00", M_LINE("") ","
	  M_LINE(",\"order_line_state\":\"CANCELED\"")),
	  { "\"cancelled\":2", "!\"code\"" } },
	{ "refunds", MIRAKL(M_IN, "13.00", M_LINE(",\"refunds\":[{\"amount\":1"
	  "}]")), { "\"code\":\"STATUS\"" } },
	{ "it waits", MIRAKL(M_IN "\"order_state\":\"WAITING_DEBIT\",",
	  "13.00", M_LINE("")), { "\"code\":\"STATUS\"" } },
	{ "it was sent", MIRAKL(M_IN "\"order_state\":\"SHIPPED\",", "13.00",
	  M_LINE("")), { "\"code\":\"STATUS\"" } },
	{ "refused", MIRAKL(M_IN "\"order_state\":\"REFUSED\",", "13.00",
	  M_LINE("")), { "\"documentFunction\":\"cancel\"" } },
	{ "a country of three letters", MIRAKL(M_IN "\"customer\":{\"shipping_"
	  "address\":{\"city\":\"X\",\"country_iso_code\":\"USA\"}},",
	  "13.00", M_LINE("")), { "\"addressCountry\":\"US\"" } },
	{ "an organization", MIRAKL(M_IN "\"customer\":{\"organization\":"
	  "{\"name\":\"F\",\"tax_identification_number\":\"FR1\"}},",
	  "13.00", M_LINE("")), { "\"segment\":\"b2b\"",
	    "\"vatID\":\"FR1\"" } },
	{ "a pick-up point", MIRAKL(M_IN "\"shipping_pudo_id\":\"P\",",
	  "13.00", M_LINE("")), { "\"method\":\"pickupPoint\"",
	    "\"pickupPoint\":{\"id\":\"P\"" } },
	{ "a list", "{\"orders\":[" MIRAKL(M_IN, "13.00", M_LINE("")) ","
	  MIRAKL(M_IN, "13.00", M_LINE("")) "],\"total_count\":2}",
	  { "2 orders" } },
	{ "the count in front", "{\"total_count\":1,\"orders\":[" MIRAKL(M_IN,
	  "13.00", M_LINE("")) "]}", { "1 orders", "!error" } },
	{ "an empty list", "{\"orders\":[],\"total_count\":0}",
	  { "0 documents", "!error" } },
	{ "no number", "{\"orders\":[{\"order_state\":\"SHIPPING\"}]}",
	  { "NO-ORDER-NUMBER" } },
	{ "no lines", MIRAKL(M_IN, "13.00", ""), { "NO-LINES" } },
	{ "no quantity", MIRAKL(M_IN, "13.00", "{\"offer_sku\":\"S\"}"),
	  { "1 rejects", "REQUIRED" } },
	{ "a price that is none", MIRAKL(M_IN, "13.00", "{\"offer_sku\":"
	  "\"S\",\"quantity\":1,\"price\":\"x\"}"), { "1 rejects",
	    "'x' is not an amount" } },
};

#define G2_ITEM(more) "{\"item_id\":1,\"sku\":\"S\",\"qty_ordered\":2," \
	"\"price\":5,\"row_total\":10" more "}"
#define MAGENTO(more, total, items) "{\"increment_id\":\"1\"," \
	"\"order_currency_code\":\"EUR\"," more "\"tax_amount\":2," \
	"\"grand_total\":" total ",\"items\":[" items "]}"

static const struct test_case magento[] = {
	{ "the least", MAGENTO("", "12", G2_ITEM("")),
	  { "1 documents 1 orders 0 rejects", "\"id\":\"magento:1\"",
	    "\"pricesIncludeTax\":false", "\"unitPrice\":\"5.00\"",
	    "\"payableAmount\":\"12.00\"", "!\"code\"" } },
	{ "a total that is not", MAGENTO("", "12.01", G2_ITEM("")),
	  { "\"code\":\"PRICE\"" } },
	{ "a configurable item once", MAGENTO("", "12", G2_ITEM(
	  ",\"product_type\":\"configurable\"") ",{\"item_id\":2,"
	  "\"parent_item_id\":1,\"sku\":\"S\",\"qty_ordered\":2,\"price\":0,"
	  "\"row_total\":0}"), { "\"orderQuantity\":2", "!\"orderItemNumber"
	    "\":\"2\"", "!\"code\"" } },
	{ "a bundle whose parts cost", MAGENTO("", "12", "{\"item_id\":9,"
	  "\"product_type\":\"bundle\",\"sku\":\"B\",\"qty_ordered\":1,"
	  "\"price\":10,\"row_total\":10}," G2_ITEM(",\"parent_item_id\":9")),
	  { "\"sku\":\"S\"", "!\"sku\":\"B\"", "\"bundle\":\"B\"",
	    "!\"code\"" } },
	{ "a bundle that costs", MAGENTO("", "12", "{\"item_id\":9,"
	  "\"product_type\":\"bundle\",\"sku\":\"B\",\"qty_ordered\":1,"
	  "\"price\":10,\"row_total\":10},{\"item_id\":1,\"parent_item_id\":"
	  "9,\"sku\":\"S\",\"qty_ordered\":2,\"price\":0,\"row_total\":0}"),
	  { "\"sku\":\"B\"", "!\"sku\":\"S\"", "!\"code\"" } },
	{ "an item that is its own part", MAGENTO("", "12", G2_ITEM(
	  ",\"parent_item_id\":1")), { "1 orders", "!\"code\"" } },
	{ "a discount of a price with tax", MAGENTO("", "10.00", G2_ITEM(
	  ",\"discount_amount\":2.40,\"discount_tax_compensation_amount\":"
	  "0.40")), { "\"amount\":\"2.00\"", "\"lineTotal\":\"8.00\"",
	    "!\"code\"" } },
	{ "shipping less its discount", MAGENTO("\"shipping_amount\":5,"
	  "\"shipping_discount_amount\":1,", "16", G2_ITEM("")),
	  { "\"reasonCode\":\"FC\",\"amount\":\"4.00\"", "!\"code\"" } },
	{ "times are in UTC", MAGENTO("\"created_at\":\"2026-11-20 10:00:00\""
	  ",", "12", G2_ITEM("")),
	  { "\"orderDate\":\"2026-11-20T10:00:00Z\"" } },
	{ "partly sent", MAGENTO("", "12", G2_ITEM(",\"qty_shipped\":1")),
	  { "\"code\":\"STATUS\",\"reason\":\"1 of 2 are sent" } },
	{ "held", MAGENTO("\"state\":\"holded\",", "12", G2_ITEM("")),
	  { "\"code\":\"STATUS\"" } },
	{ "new, on account", MAGENTO("\"state\":\"new\",\"payment\":"
	  "{\"method\":\"purchaseorder\",\"po_number\":\"P7\"},", "12",
	  G2_ITEM("")), { "\"purchaseOrder\":\"P7\"", "\"segment\":\"b2b\"",
	    "\"status\":\"due\"", "!\"code\"" } },
	{ "cancelled", MAGENTO("\"state\":\"canceled\",", "12", G2_ITEM("")),
	  { "\"documentFunction\":\"cancel\"" } },
	{ "two places", MAGENTO("\"extension_attributes\":{\"shipping_"
	  "assignments\":[{\"shipping\":{\"method\":\"m\"}},{}]},", "12",
	  G2_ITEM("")), { "\"code\":\"DELIVERY\"" } },
	{ "twins go nowhere", MAGENTO("\"base_grand_total\":12,"
	  "\"base_currency_code\":\"EUR\",\"remote_ip\":\"192.0.2.7\",",
	  "12", G2_ITEM(",\"base_price\":5")), { "!base_", "!192.0.2" } },
	{ "another base", MAGENTO("\"base_grand_total\":14,"
	  "\"base_currency_code\":\"USD\",", "12", G2_ITEM("")),
	  { "\"base_grand_total\":\"14\"", "\"currency\":\"EUR\"" } },
	{ "a list", "{\"items\":[" MAGENTO("", "12", G2_ITEM("")) "],"
	  "\"search_criteria\":{},\"total_count\":1}", { "1 orders" } },
	{ "one whose items stand first", "{\"items\":[" G2_ITEM("") "],"
	  "\"increment_id\":\"1\",\"order_currency_code\":\"EUR\"}",
	  { "1 orders", "\"id\":\"magento:1\"" } },
	{ "an empty list", "{\"items\":[],\"total_count\":0}",
	  { "0 documents", "!error" } },
	{ "no number", "{\"state\":\"new\"}", { "NO-ORDER-NUMBER" } },
	{ "no items", MAGENTO("", "12", ""), { "NO-LINES" } },
};

#define P_ROW "{\"id\":\"1\",\"product_quantity\":\"2\"," \
	"\"product_reference\":\"S\",\"unit_price_tax_incl\":\"6.000000\"," \
	"\"unit_price_tax_excl\":\"5.000000\"}"
#define P_ROWS(rows) "\"associations\":{\"order_rows\":[" rows "]}"
#define PRESTA(more) "{\"id\":7,\"id_address_delivery\":\"12\"," \
	"\"id_currency\":\"1\"," more P_ROWS(P_ROW) "}"
#define P_BOOK "{\"addresses\":[{\"id\":\"12\",\"id_country\":\"8\"," \
	"\"lastname\":\"L\",\"address1\":\"A\",\"city\":\"C\"}]}" \
	"{\"countries\":[{\"id\":8,\"iso_code\":\"FR\"}]}" \
	"{\"currency\":{\"id\":1,\"iso_code\":\"EUR\"}}"
#define P_XML(inside) "<prestashop><orders><order><id>7</id><id_currency>1" \
	"</id_currency>" inside "<associations><order_rows><order_row>" \
	"<product_quantity>2</product_quantity><product_reference>S" \
	"</product_reference></order_row></order_rows></associations>" \
	"</order>"
#define P_XML_END "</orders></prestashop>"

static const struct test_case prestashop[] = {
	{ "what it needs stands in front", P_BOOK PRESTA("\"total_paid_tax_"
	  "incl\":\"12.00\",\"total_paid_tax_excl\":\"10.00\","),
	  { "1 documents 1 orders 0 rejects", "\"id\":\"prestashop:7\"",
	    "\"currency\":\"EUR\"", "\"addressCountry\":\"FR\"",
	    "\"pricesIncludeTax\":true", "\"unitPrice\":\"6.00\"",
	    "\"percent\":\"20.00\"", "\"payableAmount\":\"12.00\"",
	    "!\"code\"" } },
	{ "only numbers", PRESTA(""), { "\"code\":\"DELIVERY\"",
	    "only the number 12", "\"code\":\"CURRENCY\"" } },
	{ "the shop's own currency", PRESTA("\"conversion_rate\":"
	  "\"1.000000\","), { "!the number 1," } },
	{ "an address without a country", "{\"address\":{\"id\":12,"
	  "\"id_country\":8,\"city\":\"C\"}}" PRESTA(""),
	  { "of the country there is only the number 8" } },
	{ "an address behind the order", PRESTA("") P_BOOK,
	  { "only the number 12" } },
	{ "net prices that add up", P_BOOK PRESTA("\"total_products_wt\":"
	  "\"12.01\",\"total_products\":\"10.00\",\"total_paid_tax_incl\":"
	  "\"12.01\",\"total_paid_tax_excl\":\"10.00\","),
	  { "\"pricesIncludeTax\":false", "\"unitPrice\":\"5.00\"",
	    "!\"code\"" } },
	{ "a total that is not", P_BOOK PRESTA("\"total_paid_tax_incl\":"
	  "\"12.50\","), { "\"code\":\"PRICE\"", "finding TOTAL" } },
	{ "discount and shipping", P_BOOK PRESTA("\"total_discounts_tax_incl"
	  "\":\"1.00\",\"total_shipping_tax_incl\":\"3.00\","
	  "\"total_paid_tax_incl\":\"14.00\","),
	  { "\"charge\":true,\"reasonCode\":\"FC\"",
	    "\"charge\":false,\"reasonCode\":\"95\"", "!\"code\":\"PRICE\"" } },
	{ "not paid", P_BOOK PRESTA("\"current_state\":\"10\","),
	  { "\"code\":\"STATUS\"", "\"status\":\"due\"" } },
	{ "a state of the shop's own", P_BOOK "{\"order_states\":[{\"id\":40,"
	  "\"paid\":\"1\",\"shipped\":\"0\"}]}" PRESTA("\"current_state\":"
	  "\"40\","), { "\"status\":\"paid\"", "!\"code\"" } },
	{ "a state that nobody knows", P_BOOK PRESTA("\"current_state\":"
	  "\"41\","), { "\"code\":\"STATUS\"" } },
	{ "secrets", P_BOOK PRESTA("\"secure_key\":\"geheim\","),
	  { "1 orders", "!geheim" } },
	{ "a list", "{\"orders\":[" PRESTA("") "," PRESTA("") "]}",
	  { "2 orders" } },
	{ "an error", "{\"errors\":[{\"message\":\"no right\"}]}",
	  { "error FORMAT: the shop answered with an error: no right" } },
	{ "only the book", P_BOOK, { "0 documents", "!error" } },
	{ "no rows", "{\"id\":7}", { "NO-LINES", "display=full" } },
	{ "XML", P_XML("<note>n</note>") P_XML_END, { "1 orders 0 rejects",
	    "\"id\":\"prestashop:7\"", "\"orderQuantity\":2",
	    "\"text\":\"n\"" } },
	{ "XML, one behind the other", P_XML("") P_XML_END "\n<?xml version="
	  "\"1.0\"?>\n" P_XML("") P_XML_END, { "2 orders", "!error" } },
	{ "XML, the first language", P_XML("<x><language id=\"1\">a"
	  "</language><language id=\"2\">b</language></x>") P_XML_END,
	  { "\"x\":\"a\"" } },
	{ "XML, a field twice", P_XML("<id>8</id>") P_XML_END,
	  { "1 rejects", "DUPLICATE-KEY" } },
	{ "XML, only numbers", "<prestashop><orders><order id=\"9\"/></orders>"
	  "</prestashop>", { "1 rejects", "NO-LINES",
	    "\"orderNumber\":\"9\"" } },
	{ "XML, cut behind an order", P_XML(""), { "1 orders",
	    "error XML" } },
	{ "XML, an entity", P_XML("<note>&a;</note>") P_XML_END,
	  { "0 orders 1 rejects", "error XML" } },
	{ "XML, a DOCTYPE", "<!DOCTYPE prestashop>" P_XML("") P_XML_END,
	  { "0 orders", "error DOCTYPE" } },
	{ "another XML", "<a/>", { "0 orders", "error FORMAT" } },
};

static void
check_cases(const struct ou_format *format, const struct test_case *all,
    size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		struct ou_import im = { .channel = NULL };

		ROW("%s: %s", format->name, all[i].name);
		check_import(&im, format, ou_str_c(all[i].text),
		    all[i].wants);
	}
}

/* Cut anywhere: an error, and no order but a whole one. */
static void
check_cut(const struct ou_format *format, const char *text)
{
	static const char *const wants[] = { "0 orders", "error", NULL };
	size_t i, n = strlen(text);

	for (i = 1; i < n; i++) {
		struct ou_import im = { .channel = NULL };

		ROW("%s cut at %zu", format->name, i);
		check_import(&im, format, ou_str_make(text, i), wants);
	}
}

static void
test_graphql(void)
{
	check_cases(&ou_format_shopify_graphql, graphql,
	    sizeof(graphql) / sizeof(*graphql));
	check_cut(&ou_format_shopify_graphql, GQL(G_TOTAL("10.00"), G_ONE));
}

static void
test_mirakl(void)
{
	check_cases(&ou_format_mirakl, mirakl,
	    sizeof(mirakl) / sizeof(*mirakl));
	check_cut(&ou_format_mirakl, MIRAKL(M_IN, "13.00", M_LINE("")));
}

static void
test_magento(void)
{
	check_cases(&ou_format_magento, magento,
	    sizeof(magento) / sizeof(*magento));
	check_cut(&ou_format_magento, MAGENTO("", "12", G2_ITEM("")));
}

static void
test_prestashop(void)
{
	check_cases(&ou_format_prestashop, prestashop,
	    sizeof(prestashop) / sizeof(*prestashop));
	check_cut(&ou_format_prestashop, PRESTA(""));
	check_cut(&ou_format_prestashop, P_XML("<note>n</note>"));
}

/* An order of more bytes than the limit, and the one behind it. */
static void
test_limit(void)
{
	static const char *const wants[] = {
		"2 documents 1 orders 1 rejects", "LIMIT", "\"size\"", NULL
	};
	struct ou_import im = { .message_max = 400 };
	struct ou_buf b = OU_BUF_INIT;
	int i;

	ou_buf_puts(&b, "{\"data\":{\"orders\":{\"nodes\":[{\"name\":\"");
	for (i = 0; i < 500; i++)
		ou_buf_addc(&b, 'x');
	ou_buf_puts(&b, "\"}," GQL("", "\"lineItems\":[{\"quantity\":1,"
	    "\"sku\":\"S\"}],") "]}}}");
	ROW("limit");
	check_import(&im, &ou_format_shopify_graphql, ou_buf_str(&b), wants);
	ou_buf_release(&b);
}

int
main(void)
{
	RUN(test_graphql);
	RUN(test_mirakl);
	RUN(test_magento);
	RUN(test_prestashop);
	RUN(test_limit);
	ou_buf_release(&imported);
	return (UNIT_DONE());
}
