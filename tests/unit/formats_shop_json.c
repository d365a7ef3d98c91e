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
	RUN(test_limit);
	ou_buf_release(&imported);
	return (UNIT_DONE());
}
