/*
 * What spreadsheets and people do to a table of orders before it is sent, done
 * to the table of every shop: the orders are the same.
 */
#include "imported.h"
#include "ou/formats/shop.h"
#include "ou/record/csv.h"

#define CELLS 24

static const struct table {
	const struct ou_format *format;
	const char *cells[4][CELLS];	/* the header first */
	int total;			/* where people write Total */
} tables[] = {
	{ &ou_format_shopify, {
	  { "Name", "Currency", "Subtotal", "Shipping", "Taxes", "Total",
	    "Created at", "Lineitem quantity", "Lineitem name",
	    "Lineitem price", "Lineitem sku", "Shipping Zip",
	    "Shipping City", "Shipping Country", "Shipping Address1" },
	  { "#1", "EUR", "1244.36", "3.90", "208.04", "1248.26",
	    "2026-11-24 08:50:26 +0100", "2", "Soap; \"fine\", large",
	    "4.90", "0612", "06000", "Nice", "FR", "rue 1" },
	  { "#1", "", "", "", "", "", "", "1", "Chest", "1234.56", "S2",
	    "", "", "", "" },
	  { "#2", "EUR", "4.90", "0.00", "0.82", "4.90",
	    "2026-11-24 09:50:26 +0100", "1", "Soap", "4.90", "0612",
	    "06000", "Nice", "FR", "rue 2" } }, 0 },
	{ &ou_format_amazon, {
	  { "order-id", "order-item-id", "purchase-date", "sku",
	    "product-name", "quantity-purchased", "currency", "item-price",
	    "shipping-price", "ship-service-level", "recipient-name",
	    "ship-address-1", "ship-city", "ship-postal-code",
	    "ship-country", "sales-channel" },
	  { "403-1", "11", "2026-11-24T08:15:30+00:00", "0612", "Soap", "3",
	    "EUR", "1234.56", "3.90", "Standard", "Ada", "rue 1", "Nice",
	    "06000", "FR", "Amazon.fr" },
	  { "403-1", "12", "2026-11-24T08:15:30+00:00", "S2", "Chest", "7",
	    "EUR", "10.00", "0.00", "Standard", "Ada", "rue 1", "Nice",
	    "06000", "FR", "Amazon.fr" },
	  { "403-2", "13", "2026-11-24T08:15:30+00:00", "S2", "Chest", "1",
	    "EUR", "4.90", "0.00", "Standard", "Ada", "rue 1", "Nice",
	    "06000", "FR", "Amazon.fr" } }, 0 },
	{ &ou_format_ebay, {
	  { "Order Number", "Buyer Username", "Item Number", "Item Title",
	    "Custom Label", "Quantity", "Sold For", "Shipping And Handling",
	    "Seller Collected Tax", "Total Price", "Sale Date",
	    "Paid On Date", "Ship To Name", "Ship To Address 1",
	    "Ship To City", "Ship To Zip", "Ship To Country" },
	  { "11-1", "b", "", "", "", "2", "1239.46", "3.20", "1.00",
	    "1243.66", "Nov-24-26", "Nov-24-26", "Bea", "1 Road", "Leeds",
	    "0612", "GB" },
	  { "11-1", "b", "33", "Soap", "0612", "1", "4.90", "", "", "", "",
	    "", "", "", "", "", "" },
	  { "11-1", "b", "34", "Chest", "S2", "1", "1234.56", "", "", "",
	    "", "", "", "", "", "", "" } }, 0 },
	{ &ou_format_woocommerce_csv, {
	  { "order_id", "order_number", "order_date", "status",
	    "shipping_total", "tax_total", "order_total", "order_currency",
	    "billing_first_name", "billing_last_name", "billing_address_1",
	    "billing_postcode", "billing_city", "billing_country",
	    "item_name", "item_sku", "item_quantity", "item_total" },
	  { "5", "5", "2026-11-24 10:00:00 +0100", "processing", "2.00",
	    "0.00", "1241.46", "EUR", "Ada", "Exemple", "rue 1", "06000",
	    "Nice", "FR", "Soap", "0612", "1", "4.90" },
	  { "5", "5", "2026-11-24 10:00:00 +0100", "processing", "2.00",
	    "0.00", "1241.46", "EUR", "Ada", "Exemple", "rue 1", "06000",
	    "Nice", "FR", "Chest", "S2", "1", "1234.56" },
	  { "6", "6", "2026-11-24 10:00:00 +0100", "processing", "2.00",
	    "0.00", "6.90", "EUR", "Ada", "Exemple", "rue 1", "06000",
	    "Nice", "FR", "Soap", "0612", "1", "4.90" } }, 0 },
	{ &ou_format_square, {
	  { "Date", "Time", "Time Zone", "Item", "Qty", "SKU",
	    "Gross Sales", "Discounts", "Net Sales", "Tax",
	    "Transaction ID", "Location" },
	  { "2026-11-24", "12:59:30", "", "Soap", "2.0", "0612", "$9.80",
	    "-$0.80", "$9.00", "$0.74", "T1", "Main" },
	  { "2026-11-24", "12:59:30", "", "Chest", "1.0", "S2", "$1,234.56",
	    "", "$1,234.56", "$0.00", "T1", "Main" },
	  { "2026-11-24", "13:59:30", "", "Soap", "1.0", "0612", "$4.90",
	    "", "$4.90", "$0.40", "T2", "Main" } }, 10 },
	{ &ou_format_prestashop_sql, {
	  { "id_order", "reference", "date_add", "state_paid", "currency",
	    "total_shipping_tax_incl", "total_paid_tax_incl",
	    "delivery_lastname", "delivery_address1", "delivery_postcode",
	    "delivery_city", "delivery_country", "id_order_detail",
	    "product_reference", "product_name", "product_quantity",
	    "unit_price_tax_incl", "total_price_tax_incl" },
	  { "71", "XKB", "2026-11-24 10:15:30 +0100", "1", "EUR",
	    "3.900000", "1243.360000", "Exemple", "rue 1", "06000", "Nice",
	    "FR", "101", "0612", "Soap", "1", "4.900000", "4.900000" },
	  { "71", "XKB", "2026-11-24 10:15:30 +0100", "1", "EUR",
	    "3.900000", "1243.360000", "Exemple", "rue 1", "06000", "Nice",
	    "FR", "102", "S2", "Chest", "1", "1234.560000",
	    "1234.560000" },
	  { "72", "XKC", "2026-11-24 10:15:30 +0100", "1", "EUR",
	    "0.000000", "4.900000", "Exemple", "rue 1", "06000", "Nice",
	    "FR", "103", "0612", "Soap", "1", "4.900000", "4.900000" } },
	  0 },
};

enum change {
	PLAIN, SEMICOLONS, TABS, WIDE_LITTLE, WIDE_BIG, MARKED, PREAMBLE,
	TRAILER, CAPITALS, REVERSED, AS_TEXT, COMMAS, TWICE, N_CHANGES
};
static const char *const changes[N_CHANGES] = {
	"as it is", "sep=; and semicolons", "tabs", "Unicode text (UTF-16LE)",
	"UTF-16BE", "byte order mark, CRLF, all quoted", "lines in front",
	"a total and empty rows behind", "header in capitals",
	"columns the other way round", "apostrophes and =\"\"",
	"decimal commas, blanks for thousands", "a column twice",
};

static int
count(const struct table *t)
{
	int n = 0;

	while (n < CELLS && t->cells[0][n] != NULL)
		n++;
	return n;
}

/* 1234.56 as the French write it, of what has a point and two digits. */
static void
put_comma(struct ou_buf *b, const char *s)
{
	size_t n = strlen(s), point = strcspn(s, ".");
	size_t i, digits = strspn(s, "0123456789.");

	if (digits != n || point == n || point == 0) {
		ou_buf_puts(b, s);
		return;
	}
	for (i = 0; i < n; i++) {
		if (i > 0 && i < point && (point - i) % 3 == 0)
			ou_buf_puts(b, "\302\240");
		ou_buf_addc(b, s[i] == '.' ? ',' : s[i]);
	}
}

static void
put_cell(struct ou_buf *b, enum change change, int row, const char *s,
    char separator)
{
	struct ou_buf cell = OU_BUF_INIT;
	size_t i;

	if (change == CAPITALS && row == 0) {
		for (i = 0; s[i] != '\0'; i++)
			ou_buf_addc(&cell, s[i] >= 'a' && s[i] <= 'z' ?
			    (char)(s[i] - 32) : s[i]);
	} else if (change == COMMAS && row > 0 && s[0] != '$')
		put_comma(&cell, s);
	else if (change == AS_TEXT && strcmp(s, "06000") == 0)
		ou_buf_puts(&cell, "'06000");
	else if (change == AS_TEXT && strcmp(s, "0612") == 0)
		ou_buf_puts(&cell, "=\"0612\"");
	else
		ou_buf_puts(&cell, s);
	if (change == MARKED) {
		ou_buf_addc(b, '"');
		for (i = 0; i < cell.n; i++) {
			if (cell.p[i] == '"')
				ou_buf_addc(b, '"');
			ou_buf_addc(b, cell.p[i]);
		}
		ou_buf_addc(b, '"');
	} else if (cell.n > 0)
		ou_csv_put(b, ou_buf_str(&cell), separator);
	ou_buf_release(&cell);
}

static void
put_row(struct ou_buf *b, const struct table *t, enum change change, int row)
{
	char separator = change == SEMICOLONS || change == COMMAS ? ';' :
	    change == TABS || change == WIDE_LITTLE || change == WIDE_BIG ?
	    '\t' : ',';
	int i, n = count(t);

	for (i = 0; i < n; i++) {
		if (i > 0)
			ou_buf_addc(b, separator);
		put_cell(b, change, row, t->cells[row][change == REVERSED ?
		    n - 1 - i : i], separator);
	}
	if (change == TWICE) {
		ou_buf_addc(b, separator);
		if (row == 0)
			ou_buf_puts(b, t->cells[0][0]);
	}
	ou_buf_puts(b, change == MARKED || change == WIDE_LITTLE ? "\r\n" :
	    "\n");
}

static void
widen(struct ou_buf *b, bool big)
{
	struct ou_buf wide = OU_BUF_INIT;
	size_t i;

	ou_buf_addc(&wide, big ? '\376' : '\377');
	ou_buf_addc(&wide, big ? '\377' : '\376');
	for (i = 0; i < b->n; i++) {
		ou_buf_addc(&wide, big ? '\0' : b->p[i]);
		ou_buf_addc(&wide, big ? b->p[i] : '\0');
	}
	ou_buf_release(b);
	*b = wide;
}

static void
write_table(struct ou_buf *b, const struct table *t, enum change change)
{
	int row, i;

	if (change == SEMICOLONS)
		ou_buf_puts(b, "sep=;\r\n");
	if (change == MARKED)
		ou_buf_puts(b, "\357\273\277");
	if (change == PREAMBLE)
		ou_buf_puts(b, "Orders; of the 24th\n\n\"made by\",me\n");
	for (row = 0; row < 4; row++)
		put_row(b, t, change, row);
	if (change == TRAILER) {
		for (i = 0; i < count(t); i++)
			ou_buf_puts(b, i == t->total ? "Total," :
			    i + 1 < count(t) ? "," : "\n");
		for (i = 0; i < 2 * count(t); i++)
			ou_buf_addc(b, i % count(t) + 1 < count(t) ? ',' :
			    '\n');
	}
	if (change == WIDE_LITTLE || change == WIDE_BIG)
		widen(b, change == WIDE_BIG);
}

static int
order_only(void *arg, struct ou_order *o)
{
	struct ou_order copy = *o;

	(void)arg;
	copy.source = NULL;
	ou_table_encode(&imported, &ou_order_table, &copy);
	ou_buf_addc(&imported, '\n');
	return 0;
}

static void
check_table(const struct table *t, enum change change, struct ou_buf *want)
{
	struct ou_policy shop = {
	    .values[OU_SETTING_CURRENCY] = OU_STR("USD") };
	struct ou_settings settings = { .policies[OU_SCOPE_SHOP] = &shop };
	struct ou_import im = { .settings = &settings, .year = 2026,
	    .order = order_only, .reject = imported_reject };
	struct ou_buf text = OU_BUF_INIT;
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_source *src;
	struct ou_err err = { 0 };
	const char *why = NULL;

	ROW("%s, %s", t->format->name, changes[change]);
	write_table(&text, t, change);
	CHECK(ou_format_detect(&a, ou_buf_str(&text), "x", &why) == t->format);
	src = ou_source_memory("test", ou_buf_str(&text));
	ou_buf_clear(&imported);
	if (t->format->run(&im, src, &err) != 0)
		unit_fail(__FILE__, __LINE__, "%s", err.text);
	if (change == PLAIN) {
		CHECK(im.orders > 0 && im.rejects == 0);
		ou_buf_adds(want, ou_buf_str(&imported));
	} else if (!ou_str_eq(ou_buf_str(want), ou_buf_str(&imported)))
		unit_fail(__FILE__, __LINE__, "want %.*sgot %.*s",
		    OU_STR_ARG(ou_buf_str(want)),
		    OU_STR_ARG(ou_buf_str(&imported)));
	ou_source_close(src);
	ou_arena_release(&im.arena);
	ou_arena_release(&a);
	ou_buf_release(&text);
}

static void
test_changes(void)
{
	struct ou_buf want = OU_BUF_INIT;
	size_t i;
	int k;

	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		ou_buf_clear(&want);
		/* a quantity of Square's may be 1.250 */
		for (k = 0; k < N_CHANGES; k++)
			if (k != COMMAS ||
			    tables[i].format != &ou_format_square)
				check_table(&tables[i], (enum change)k,
				    &want);
	}
	ou_buf_release(&want);
}

int
main(void)
{
	RUN(test_changes);
	ou_buf_release(&imported);
	return (UNIT_DONE());
}
