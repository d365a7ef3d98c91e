#include "imported.h"
#include "ou/formats/shop.h"

#define WANTS 6
#define HEAD "Name,Financial Status,Currency,Subtotal,Shipping,Taxes,Total," \
	"Discount Code,Discount Amount,Created at,Lineitem quantity," \
	"Lineitem name,Lineitem price,Lineitem sku,Tax 1 Name,Tax 1 Value," \
	"Outstanding Balance,Tags\n"

static const struct {
	const char *name;
	const char *csv;
	const char *wants[WANTS];
} shopify[] = {
	{ "prices with tax", HEAD
	  "#1,paid,EUR,9.80,3.90,2.28,13.70,,,2026-11-24 08:50:26 +0100,2,"
	  "Soap,4.90,S1,FR TVA 20%,2.28,0.00,\n",
	  { "\"pricesIncludeTax\":true", "\"tax\":{\"category\":\"S\","
	    "\"percent\":\"20.00\"}", "\"prepaidAmount\":\"13.70\","
	    "\"payableAmount\":\"0.00\"",
	    "\"orderDate\":\"2026-11-24T08:50:26+01:00\"",
	    "\"taxExclusiveAmount\":\"11.42\"" } },
	{ "prices without tax", HEAD
	  "#1,paid,USD,10.00,5.00,1.20,16.20,,,2026-11-24,2,Soap,5.00,S1,"
	  "State Tax 8%,1.20,0.00,\n",
	  { "\"pricesIncludeTax\":false", "\"taxInclusiveAmount\":\"16.20\"",
	    "!\"tax\":{" } },
	{ "neither fits", HEAD
	  "#1,paid,EUR,9.80,3.90,2.28,14.00,,,2026-11-24,2,Soap,4.90,S1,,,,"
	  "\n", { "\"code\":\"PRICE\"", "finding TOTAL",
	    "!pricesIncludeTax" } },
	{ "a discount off the lines", HEAD
	  "#1,paid,EUR,8.80,0,1.47,8.80,TEN,1.00,2026-11-24,2,Soap,4.90,S1,,,,"
	  "\n", { "\"discountCode\":[\"TEN\"]", "{\"charge\":false,"
	    "\"reasonCode\":\"95\",\"reason\":\"TEN\",\"amount\":\"1.00\"}",
	    "!\"code\":\"PRICE\"" } },
	/* what the order before said is no word on this one */
	{ "no tax behind prices with tax", HEAD
	  "#1,paid,EUR,9.80,3.90,2.28,13.70,,,2026-11-24,2,Soap,4.90,S1,,,,\n"
	  "#2,paid,EUR,9.80,3.90,0.00,13.70,,,2026-11-24,2,Soap,4.90,S1,,,,"
	  "\n", { "\"pricesIncludeTax\":true", "\"code\":\"PRICE\",\"reason\""
	    ":\"the order has no tax, so that nothing says whether prices "
	    "include it; channels.shopify.pricesIncludeTax of the settings "
	    "would\"" } },
	{ "no tax", HEAD
	  "#2,paid,EUR,9.80,3.90,0.00,13.70,,,2026-11-24,2,Soap,4.90,S1,,,,"
	  "\n", { "!pricesIncludeTax\":", "\"code\":\"PRICE\"",
	    "!finding" } },
	/* 9.80 + 3.90, and 9.80 + 3.90 + 2.00 - 2.00 */
	{ "two readings", HEAD
	  "#1,paid,EUR,9.80,3.90,2.00,13.70,TWO,2.00,2026-11-24,2,Soap,4.90,"
	  "S1,,,,\n", { "!pricesIncludeTax\":", "\"code\":\"PRICE\"",
	    "finding TOTAL" } },
	{ "no columns with sums", "Name,Currency,Shipping,Total,Lineitem "
	  "quantity,Lineitem price,Lineitem sku\n"
	  "#1,EUR,3.90,13.70,2,4.90,S1\n", { "!pricesIncludeTax\":",
	    "\"reason\":\"the file has no column 'Subtotal', 'Taxes': nothing "
	    "says whether prices include tax\"", "\"reasonCode\":\"FC\"",
	    "finding TOTAL totals: the file has no column 'Subtotal', "
	    "'Taxes': the sums cannot be checked" } },
	{ "no column Taxes", "Name,Currency,Subtotal,Shipping,Total,Lineitem "
	  "quantity,Lineitem price,Lineitem sku\n"
	  "#1,EUR,9.80,3.90,13.70,2,4.90,S1\n", { "!pricesIncludeTax\":",
	    "no column 'Taxes'", "\"code\":\"PRICE\"" } },
	{ "a discount off the shipping", HEAD
	  "#1,paid,EUR,9.80,0,1.63,9.80,FREE,3.90,2026-11-24,2,Soap,4.90,S1,"
	  ",,,\n", { "\"Discount Amount\":\"3.90\"", "!\"reason\":\"FREE\"",
	    "\"pricesIncludeTax\":true" } },
	{ "later rows", HEAD
	  "#1,paid,EUR,14.70,0,0,14.70,,,2026-11-24,2,Soap,4.90,S1,,,,\n"
	  "#1,,,,,,,,,2026-11-24,1,Soap,4.90,S2,,,,\n",
	  { "1 documents 1 orders", "\"orderItemNumber\":\"2\"" } },
	{ "rows that disagree", HEAD
	  "#1,paid,EUR,14.70,0,0,14.70,,,2026-11-24,2,Soap,4.90,S1,,,,\n"
	  "#1,pending,,,,,,,,,1,Soap,4.90,S2,,,,\n",
	  { "1 rejects", "'paid' and 'pending'",
	    "\"field\":\"Financial Status\"" } },
	{ "rows apart", HEAD
	  "#1,paid,EUR,,,,,,,,2,Soap,4.90,S1,,,,\n"
	  "#2,paid,EUR,,,,,,,,2,Soap,4.90,S1,,,,\n"
	  "#1,,,,,,,,,,1,Soap,4.90,S2,,,,\n",
	  { "2 orders 1 rejects", "\"code\":\"GROUPING\"",
	    "\"raw\":\"#1,,,,,,,,,,1,Soap,4.90,S2,,,,\\n\"" } },
	{ "statuses", HEAD
	  "#1,pending,EUR,,,,,,,,2,Soap,4.90,S1,,,,\n"
	  "#2,refunded,EUR,,,,,,,,2,Soap,4.90,S1,,,,\n"
	  "#3,odd,EUR,,,,,,,,2,Soap,4.90,S1,,,,\n",
	  { "Financial Status is 'pending'",
	    "\"documentFunction\":\"cancel\"", "nothing is known about" } },
	{ "segments", HEAD
	  "#1,paid,EUR,,,,,,,,2,Soap,4.90,S1,,,,\"vip, B2B\"\n"
	  "#2,paid,EUR,,,,,,,,2,Soap,4.90,S1,,,,vip\n",
	  { "\"segment\":\"b2b\"", "\"segment\":\"b2c\"" } },
	{ "decimal commas and semicolons",
	  "Name;Lineitem quantity;Lineitem price;Lineitem sku;Currency\n"
	  "#1;2;4,90;S1;EUR\n", { "\"unitPrice\":\"4.90\"" } },
	{ "two readings",
	  "Name;Lineitem quantity;Lineitem price;Lineitem sku;Currency\n"
	  "#1;1.000;4,90;S1;EUR\n",
	  { "AMBIGUOUS", "\"field\":\"Lineitem quantity\"" } },
	{ "a date that a spreadsheet has counted",
	  "Name,Lineitem quantity,Lineitem sku,Created at\n"
	  "#1,1,S1,45384.3478\n", { "1 rejects",
	    "\"field\":\"Created at\"" } },
	{ "digits that a spreadsheet has cut",
	  "Name,Lineitem quantity,Lineitem sku\n#1,1,3.40123E+12\n",
	  { "1 rejects", "cut digits off" } },
	{ "a postal code that has lost its zero",
	  "Name,Lineitem quantity,Lineitem sku,Shipping Zip,Shipping Country,"
	  "Shipping City\n#1,1,S,6000,France,Nice\n#2,1,S,'75008,FR,Paris\n",
	  { "\"postalCode\":\"06000\"", "finding VALUE",
	    "\"postalCode\":\"75008\"" } },
	{ "gifts and pick-up points",
	  "Name,Lineitem quantity,Lineitem sku,Note Attributes\n"
	  "#1,1,S,\"no colon\nGift Message: Bonjour: toi\nBises\n"
	  "pickup_point_id: 62\ncolour: red\"\n",
	  { "\"isGift\":true,\"giftMessage\":\"Bonjour: toi\\nBises\"",
	    "\"method\":\"pickupPoint\",\"pickupPoint\":{\"id\":\"62\"}",
	    "\"Note Attributes.colour\":\"red\"",
	    "\"Note Attributes\":\"no colon\"" } },
	{ "unknown columns",
	  "Name,Lineitem quantity,Lineitem sku,Risk\n#1,1,S,Low\n",
	  { "\"extra\":{\"Risk\":\"Low\"}" } },
	{ "lines that were sent",
	  "Name,Lineitem quantity,Lineitem sku,Lineitem fulfillment status\n"
	  "#1,2,S,fulfilled\n", { "\"shipped\":2", "\"code\":\"STATUS\"" } },
	{ "no lines", "Name,Lineitem quantity,Lineitem sku\n#1,,\n",
	  { "1 rejects", "NO-LINES" } },
	{ "no quantity", "Name,Lineitem quantity,Lineitem sku\n#1,,S\n",
	  { "1 rejects", "without quantity" } },
	{ "another file", "a,b\n1,2\n", { "error FORMAT", "0 documents" } },
};

static void
test_shopify(void)
{
	size_t i;

	for (i = 0; i < sizeof(shopify) / sizeof(*shopify); i++) {
		struct ou_import im = { .channel = NULL };

		ROW("%s", shopify[i].name);
		check_import(&im, &ou_format_shopify,
		    ou_str_c(shopify[i].csv), shopify[i].wants);
	}
}

#define LINE "{\"quantity\":3,\"name\":\"N\",\"subtotal\":\"12.25\"," \
	"\"subtotal_tax\":\"2.45\",\"total\":\"12.25\"," \
	"\"total_tax\":\"2.45\",\"price\":4.083333}"

static const struct {
	const char *name;
	const char *json;
	const char *wants[WANTS];
} woo[] = {
	{ "gross prices", "[{\"number\":\"7\",\"currency\":\"EUR\","
	  "\"prices_include_tax\":true,\"total\":\"14.70\","
	  "\"total_tax\":\"2.45\",\"line_items\":[" LINE "]}]",
	  { "\"unitPrice\":\"4.90\"", "\"lineTotal\":\"14.70\"",
	    "\"taxExclusiveAmount\":\"12.25\"", "!\"code\":\"PRICE\"" } },
	{ "net prices, not even", "[{\"number\":\"7\",\"currency\":\"EUR\","
	  "\"prices_include_tax\":false,\"total\":\"14.70\","
	  "\"total_tax\":\"2.45\",\"line_items\":[" LINE "]}]",
	  { "\"unitPrice\":\"12.25\",\"priceBaseQuantity\":3",
	    "finding DECIMALS", "!\"code\":\"PRICE\"" } },
	{ "sums that do not add up", "[{\"number\":\"7\","
	  "\"currency\":\"EUR\",\"total\":\"14.71\",\"total_tax\":\"2.45\","
	  "\"line_items\":[" LINE "]}]",
	  { "finding TOTAL", "\"code\":\"PRICE\"" } },
	{ "one after the other", "{\"id\":1,\"line_items\":[" LINE "]}\n"
	  "{\"id\":2,\"line_items\":[" LINE "]}\n",
	  { "2 documents 2 orders", "\"orderNumber\":\"2\"" } },
	{ "local time and UTC", "{\"id\":1,\"date_created\":"
	  "\"2026-07-24T21:17:09\",\"date_created_gmt\":"
	  "\"2026-07-24T19:17:09\",\"line_items\":[" LINE "]}",
	  { "\"orderDate\":\"2026-07-24T21:17:09+02:00\"" } },
	{ "UTC alone", "{\"id\":1,\"date_created_gmt\":"
	  "\"2026-07-24T19:17:09\",\"line_items\":[" LINE "]}",
	  { "\"orderDate\":\"2026-07-24T19:17:09Z\"" } },
	{ "local time alone", "{\"id\":1,\"date_created\":"
	  "\"2026-07-24T21:17:09\",\"line_items\":[" LINE "]}",
	  { "\"code\":\"TIMEZONE\"" } },
	{ "numbers stay as written", "{\"id\":1,\"ratio\":1.10,"
	  "\"big\":12345678901234567890,\"list\":[1e2],\"line_items\":["
	  LINE "]}", { "\"ratio\":\"1.10\"",
	    "\"big\":\"12345678901234567890\"", "\"list\":\"[1e2]\"" } },
	{ "discounts, fees, taxes", "{\"id\":1,\"currency\":\"EUR\","
	  "\"prices_include_tax\":true,\"total\":\"11.00\",\"total_tax\":"
	  "\"1.83\",\"coupon_lines\":[{\"code\":\"c\"}],\"fee_lines\":["
	  "{\"name\":\"wrap\",\"total\":\"-0.83\",\"total_tax\":\"-0.17\"}],"
	  "\"tax_lines\":[{\"rate_id\":4,\"rate_percent\":20,\"tax_total\":"
	  "\"1.83\"}],\"line_items\":[{\"quantity\":1,\"sku\":\"S\","
	  "\"subtotal\":\"12.50\",\"subtotal_tax\":\"2.50\",\"total\":"
	  "\"10.00\",\"total_tax\":\"2.00\",\"taxes\":[{\"id\":4,"
	  "\"total\":\"2.00\"}]}]}",
	  { "{\"charge\":false,\"reasonCode\":\"95\",\"reason\":\"c\","
	    "\"amount\":\"3.00\"}", "\"tax\":{\"category\":\"S\","
	    "\"percent\":\"20.00\"}", "{\"charge\":false,\"reasonCode\":"
	    "\"95\",\"reason\":\"wrap\",\"amount\":\"1.00\"}",
	    "\"discountCode\":[\"c\"]", "!\"code\":\"PRICE\"" } },
	{ "a business", "{\"id\":1,\"billing\":{\"company\":\"B\",\"city\":"
	  "\"C\"},\"meta_data\":[{\"key\":\"_vat_number\",\"value\":\"FR1\"},"
	  "{\"key\":\"_gift_message\",\"value\":\"hi\"},{\"key\":\"o\","
	  "\"value\":{\"a\":1}}],\"line_items\":[" LINE "]}",
	  { "\"segment\":\"b2b\"", "\"vatID\":\"FR1\"",
	    "\"giftMessage\":\"hi\"", "\"meta.o\":\"{\\\"a\\\":1}\"" } },
	{ "statuses", "{\"id\":1,\"status\":\"pending\",\"line_items\":["
	  LINE "]}{\"id\":2,\"status\":\"trash\",\"line_items\":[" LINE "]}",
	  { "status is 'pending'", "\"documentFunction\":\"cancel\"" } },
	{ "a bad one among good ones", "[{\"id\":1,\"line_items\":[" LINE
	  "]},{\"id\":2,\"line_items\":[{\"quantity\":\"x\"}]},{\"id\":3,"
	  "\"x\":tru},{\"id\":4,\"id\":4},{\"id\":5,\"line_items\":[" LINE
	  "]}]",
	  { "5 documents 2 orders 3 rejects", "line_items.0",
	    "\"raw\":\"{\\\"id\\\":3,\\\"x\\\":tru}\"",
	    "DUPLICATE-KEY" } },
	{ "cut off", "[{\"id\":1,\"line_items\":[" LINE "]},{\"id\":2",
	  { "1 orders 1 rejects", "error TRUNCATED",
	    "\"raw\":\"{\\\"id\\\":2\"" } },
	{ "not closed", "[{\"id\":1,\"line_items\":[" LINE "]}",
	  { "1 orders 0 rejects", "error TRUNCATED" } },
	{ "something behind", "[{\"id\":1,\"line_items\":[" LINE "]}] x",
	  { "1 orders", "error JSON" } },
	{ "no comma", "[{\"id\":1,\"line_items\":[" LINE "]} {\"id\":2}]",
	  { "1 orders", "error JSON" } },
	{ "none", "[]", { "0 documents", "!error" } },
	{ "no number", "{\"line_items\":[" LINE "]}",
	  { "NO-ORDER-NUMBER" } },
};

static void
test_woo(void)
{
	size_t i;

	for (i = 0; i < sizeof(woo) / sizeof(*woo); i++) {
		struct ou_import im = { .channel = NULL };

		ROW("%s", woo[i].name);
		check_import(&im, &ou_format_woocommerce,
		    ou_str_c(woo[i].json), woo[i].wants);
	}
}

int
main(void)
{
	RUN(test_shopify);
	RUN(test_woo);
	ou_buf_release(&imported);
	return (UNIT_DONE());
}
