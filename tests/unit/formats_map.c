#include "imported.h"
#include "ou/formats/map.h"

#define WANTS 6

/* Maps that are wrong: where and why. */
static void
test_wrong(void)
{
	static const struct {
		const char *map;
		unsigned line;
		const char *want;
	} rows[] = {
		{ "", 1, "sets no field" },
		{ "orderNumber %a\nnonsense %b", 2, "'nonsense' is no field" },
		{ "orderNumber", 1, "gets no value" },
		{ "customer %a", 1, "fields of its own" },
		{ "orderedItem.orderQuantity %a", 2, "neither 'group'" },
		{ "orderNumber %{a", 1, "without '}'" },
		{ "orderNumber %", 1, "without a column" },
		{ "orderNumber %{a|nope}", 1, "neither a function nor" },
		{ "orderNumber %{a|first x}", 1, "no number" },
		{ "orderNumber %{a|upper x}", 1, "takes nothing" },
		{ "separator ab", 1, "not one character" },
		{ "charset klingon", 1, "no character set" },
		{ "decimal x", 1, "a decimal mark" },
		{ "header maybe", 1, "none of the words" },
		{ "if %a is x\norderNumber 1", 2, "before its last 'end'" },
		{ "orderNumber 1\nend", 2, "without a beginning" },
		{ "orderNumber 1\nelse", 2, "without 'if'" },
		{ "if %a equals x", 1, "expected is, not" },
		{ "if %a below x", 1, "not a number" },
		{ "hold NOPE x", 1, "no code" },
		{ "charge all FC %a", 1, "expected first, sum" },
		{ "first orderDate", 1, "no line above" },
		{ "match \"a", 1, "not closed" },
		{ "export\ncolumn a 3 %nope\nend", 2, "'nope' is no field" },
		{ "export\ncharset iso-8859-5\nend", 2, "not written" },
		{ "export\ngroup %a\nend", 2, "'export' knows" },
		{ "orderNumber %a\nexport\nend", 4, "either reads or writes" },
		{ "orderNumber \xff", 1, "not UTF-8" },
	};
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_err err;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		ROW("%s", rows[i].map);
		memset(&err, 0, sizeof(err));
		if (!CHECK(ou_map_parse(&a, "m", ou_str_c(rows[i].map),
		    &err) == NULL))
			continue;
		CHECK(err.kind == OU_ERR_USAGE && err.code == OU_DIAG_MAP);
		if (strstr(err.text, rows[i].want) == NULL)
			CHECK_STR(err.text, rows[i].want);
		if (strstr(rows[i].want, "either") == NULL &&
		    rows[i].map[0] != '\0')
			CHECK_INT(err.line, rows[i].line);
	}
	ou_arena_release(&a);
}

#define BASE "orderNumber %n\norderedItem.orderQuantity %q\n" \
	"orderedItem.product.sku %s\n"

static const struct {
	const char *name;
	const char *map;
	const char *csv;
	const char *wants[WANTS];
} cases[] = {
	{ "rows make orders", BASE,
	  "n,q,s\n1,2,A\n1,3,B\n2,1,C\n",
	  { "2 documents 2 orders 0 rejects", "\"orderNumber\":\"1\"",
	    "{\"orderItemNumber\":\"2\",\"orderQuantity\":3,\"product\":"
	    "{\"sku\":\"B\"},\"quantities\":{\"ordered\":3}}" } },
	{ "columns in any order, separator sniffed", BASE,
	  "s;q;n\nA;2;1\n",
	  { "1 orders", "\"orderQuantity\":2" } },
	{ "rows apart", BASE, "n,q,s\n1,2,A\n2,1,C\n1,3,B\n",
	  { "3 documents 2 orders 1 rejects", "\"code\":\"GROUPING\"",
	    "from line 2 on", "\"raw\":\"1,3,B\\n\"",
	    "\"envelope\":\"n,q,s\\n\"" } },
	{ "rows disagree", BASE "currency %c\n",
	  "n,q,s,c\n1,2,A,EUR\n1,1,B,USD\n",
	  { "0 orders 1 rejects", "'EUR' and 'USD'",
	    "\"raw\":\"1,2,A,EUR\\n1,1,B,USD\\n\"" } },
	{ "the first row counts", BASE "currency %c\nfirst currency\n",
	  "n,q,s,c\n1,2,A,EUR\n1,1,B,USD\n", { "1 orders 0 rejects" } },
	{ "later rows may say nothing", BASE "currency %c\n",
	  "n,q,s,c\n1,2,A,\n1,1,B,EUR\n1,1,C,\n",
	  { "1 orders", "\"currency\":\"EUR\"" } },
	{ "a short row refuses its order only", BASE,
	  "n,q,s\n1,2\n1,2,A\n2,1,C\n",
	  { "2 documents 1 orders 1 rejects", "\"code\":\"CSV\"",
	    "\"raw\":\"1,2\\n1,2,A\\n\"", "\"orderNumber\":\"2\"" } },
	{ "an open quote", BASE, "n,q,s\n1,2,A\n2,1,\"C\n",
	  { "0 orders 2 rejects", "\"code\":\"TRUNCATED\"", "error CSV" } },
	{ "two readings", BASE, "n,q,s\n1,\"1,234\",A\n",
	  { "0 orders 1 rejects", "AMBIGUOUS", "orderQuantity" } },
	{ "one reading", "decimal ,\n" BASE, "n;q;s\n1;1,234;A\n",
	  { "\"orderQuantity\":1.234" } },
	{ "thousands", "decimal .\n" BASE, "n;q;s\n1;1,234;A\n",
	  { "\"orderQuantity\":1234" } },
	{ "a date with two readings", BASE "orderDate %d\n",
	  "n,q,s,d\n1,2,A,02/03/2026\n", { "AMBIGUOUS", "1 rejects" } },
	{ "a date by pattern", BASE "orderDate %d\ndate %d/%m/%Y\n",
	  "n,q,s,d\n1,2,A,02/03/2026\n",
	  { "\"orderDate\":\"2026-03-02\"" } },
	{ "cut digits", BASE, "n,q,s\n1,2,\"3,40123E+12\"\n",
	  { "1 rejects", "cut digits off" } },
	{ "what spreadsheets put around", BASE, "n,q,s\n1,'2,\"=\"\"007\"\"\"\n",
	  { "\"sku\":\"007\"", "\"orderQuantity\":2" } },
	{ "below zero is held", BASE, "n,q,s\n1,-2,A\n",
	  { "\"orderQuantity\":-2", "\"code\":\"QUANTITY\"" } },
	{ "below zero is left out", "negative skip\n" BASE,
	  "n,q,s\n1,-2,A\n1,1,B\n",
	  { "finding FILTERED", "1 orders", "!\"sku\":\"A\"" } },
	{ "below zero is refused", "negative reject\n" BASE,
	  "n,q,s\n1,-2,A\n", { "1 rejects", "a quantity of -2" } },
	{ "the same row twice", BASE, "n,q,s\n1,2,A\n1,2,A\n",
	  { "finding DUPLICATE", "\"orderItemNumber\":\"2\"" } },
	{ "the same row once", "duplicate skip\n" BASE,
	  "n,q,s\n1,2,A\n1,2,A\n",
	  { "finding DUPLICATE", "!\"orderItemNumber\":\"2\"" } },
	{ "conditions", BASE "if %s is A*|?2\n if %q above 5\n  extra.x big\n"
	  " else\n  extra.x small\n end\nelse\n extra.x other\nend\n",
	  "n,q,s\n1,2,A1\n2,7,B2\n3,1,C\n",
	  { "{\"x\":\"small\"}", "{\"x\":\"big\"}", "{\"x\":\"other\"}" } },
	{ "skip, hold, reject", BASE "if %s is A\nskip no A\nend\n"
	  "if %s is B\nhold ITEM no B\nend\nif %s is C\nreject no C\nend\n",
	  "n,q,s\n1,1,A\n2,1,B\n3,1,C\n",
	  { "2 documents 1 orders 1 rejects", "finding FILTERED : no A",
	    "\"code\":\"ITEM\",\"reason\":\"no B\"",
	    "\"reason\":\"no C\"" } },
	{ "functions and tables", BASE "table t\na \"b c\"\n* d\nend\n"
	  "customer.name \"%{n|upper}-%{s|t} %{q|default 9|pad 3} 5%%\"\n",
	  "n,q,s\nx,1,a\n", { "\"name\":\"X-b c 001 5%\"" } },
	{ "charges", BASE "charge sum FC %p Port\nallowance first 95 %q %s\n"
	  "charge line - %p each\n",
	  "n,q,s,p\n1,2,A,1.50\n1,3,B,2.25\n",
	  { "{\"charge\":true,\"reasonCode\":\"FC\",\"reason\":\"Port\","
	    "\"amount\":\"3.75\"}", "{\"charge\":false,\"reasonCode\":"
	    "\"95\",\"reason\":\"A\",\"amount\":\"2.00\"}",
	    "{\"charge\":true,\"reason\":\"each\",\"amount\":\"1.50\"}" } },
	{ "the price of the line", BASE "price line\ncurrency EUR\n"
	  "orderedItem.lineTotal %p\n",
	  "n,q,s,p\n1,4,A,10.00\n1,3,B,10.00\n1,-3,C,-10.00\n",
	  { "\"unitPrice\":\"2.50\",\"lineTotal\":\"10.00\"",
	    "\"unitPrice\":\"10.00\",\"priceBaseQuantity\":3,"
	    "\"lineTotal\":\"10.00\"", "\"orderQuantity\":-3,\"product\":"
	    "{\"sku\":\"C\"},\"unitPrice\":\"10.00\","
	    "\"priceBaseQuantity\":3" } },
	{ "preamble and trailer", "skip-until n,*\nignore Total*\n" BASE,
	  "Sales\n\nn,q,s\n1,2\n2,1,A\nTotal,3,\n",
	  { "1 orders 1 rejects", "\"envelope\":\"Sales\\n\\nn,q,s\\n\"",
	    "\"line\":4" } },
	{ "no header", "columns n q s\n" BASE, "1,2,A\n",
	  { "1 orders", "\"sku\":\"A\"" } },
	{ "columns by number", "header no\norderNumber %1\n"
	  "orderedItem.orderQuantity %2\norderedItem.product.sku %3\n",
	  "1,2,A\n", { "1 orders", "\"sku\":\"A\"" } },
	{ "a column that is not there", BASE "currency %c\n",
	  "n,q,s\n1,2,A\n", { "error MAP", "no column 'c'", "0 documents" } },
	{ "a column that may be missing", BASE "currency %{c?}\n",
	  "n,q,s\n1,2,A\n", { "1 orders" } },
	{ "windows-1252", "charset windows-1252\n" BASE,
	  "n,q,s\n1,2,\xe9\x80\n2,x,\xe9\n",
	  { "\"sku\":\"é€\"", "\"rawBase64\":\"Mix4LOkK\"",
	    "\"charset\":\"windows-1252\"" } },
	{ "units", "units x12\n" BASE "orderedItem.unitCode %u\n",
	  "n,q,s,u\n1,2,A,CA\n1,2,B,??\n",
	  { "\"unitCode\":\"XCS\"", "finding UNIT", "\"unitCode\":\"??\"" } },
	{ "no quantity", BASE, "n,q,s\n1,,A\n",
	  { "1 rejects", "has no quantity" } },
	{ "no number", BASE, "n,q,s\n,1,A\n",
	  { "1 rejects", "NO-ORDER-NUMBER" } },
	{ "yes and no", BASE "isGift %g\n", "n,q,s,g\n1,1,A,oui\n2,1,A,hm\n",
	  { "\"isGift\":true", "'hm' is neither yes nor no" } },
};

static void
test_import(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_err err = { 0 };
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ou_import im = { .channel = "test" };

		ROW("%s", cases[i].name);
		im.map = ou_map_parse(&a, "maps/test.map",
		    ou_str_c(cases[i].map), &err);
		if (!CHECK(im.map != NULL))
			continue;
		check_import(&im, &ou_format_map, ou_str_c(cases[i].csv),
		    cases[i].wants);
	}
	ou_arena_release(&a);
}

static void
test_matches(void)
{
	static const struct {
		const char *map, *head;
		bool yes;
	} rows[] = {
		{ "match n \"q r\"\n" BASE, "n;q r;s\n1;2;3\n", true },
		{ "match n q\n" BASE, "n,s\n", false },
		{ BASE, "n,q,s\n", false },
		{ "match n\nskip-lines 1\n" BASE, "x\nn,q,s\n", true },
		{ "match n\nskip-until n,*\n" BASE, "x\ny\n", false },
		{ "match n\n" BASE, "", false },
	};
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_err err;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		ROW("%s", rows[i].head);
		CHECK(ou_map_matches(ou_map_parse(&a, "m",
		    ou_str_c(rows[i].map), &err), ou_str_c(rows[i].head),
		    false) == rows[i].yes);
	}
	ou_arena_release(&a);
}

/* --- writing --- */

static const struct {
	const char *map;
	const char *want;		/* header and line; NULL: an error */
	int rc;
} written[] = {
	{ "column A - x\ncolumn B - %id", "x;a:1/s1\n", 0 },
	{ "separator ,\nquote always\nnewline crlf\nheader yes\n"
	  "column A - \"q\"\"\"\ncolumn B 3 %id", "\"A\",\"B\"\r\n"
	  "\"q\"\"\"\"\",\"a:1\"\r\n", 1 },
	{ "column A - %{orderDelivery.deliveryAddress.name}",
	  "\"Œuvre; Łódź\"\n", 0 },
	{ "charset iso-8859-15\ntransliterate yes\ncolumn A - "
	  "%{orderDelivery.deliveryAddress.name|after ;}", "L\xf3" "dz\n",
	  0 },
	{ "charset ascii\ncolumn A - %{orderDelivery.deliveryAddress.name}",
	  NULL, -1 },
	{ "charset ascii\ntransliterate yes\ncolumn A - 中é", "?e\n", 1 },
	{ "rows package\ncolumn A - %{package.id}\n"
	  "column B - %package.number/%package.count\n"
	  "column C - %{package.grossWeightKg|scale 1000|decimals 0}",
	  "p1;1/2;3250\np2;2/2;\n", 0 },
	{ "layout fixed\ncolumn A 6 %{shipDate|date %d%m%y}\ncolumn B 3 é\n"
	  "column C 2 %{packageCount?|pad 2}", "251126é    \n", 0 },
	{ "line $VERSION=110\ncolumn A - %{grossWeightKg|comma}",
	  "$VERSION=110\n4,25\n", 0 },
	{ "column A - %{orderDelivery.deliveryAddress.streetAddress.1}",
	  "two\n", 0 },
	{ "column A - %{orderDelivery.deliveryAddress.streetAddress}",
	  "one, two\n", 0 },
	{ "column A - %{orderDelivery.deliveryAddress.streetAddress.7}",
	  "\n", 0 },
};

static const struct ou_shipment *
shipment(void)
{
	static struct ou_str street[] = { { "one", 3 }, { "two\n", 3 } };
	static struct ou_address to;
	static struct ou_delivery delivery;
	static struct ou_package packages[2];
	static struct ou_shipment s;

	to.name = OU_STR("Œuvre; Łódź");
	to.street = street;
	to.n_street = 2;
	delivery.address = &to;
	packages[0].id = OU_STR("p1");
	packages[0].gross_weight_kg = (struct ou_quantity){ 3250000, true };
	packages[1].id = OU_STR("p2");
	s.id = OU_STR("a:1/s1");
	s.delivery = &delivery;
	s.packages = packages;
	s.n_packages = 2;
	s.ship_date = (struct ou_date){ 2026, 11, 25 };
	s.gross_weight_kg = (struct ou_quantity){ 4250000, true };
	return &s;
}

static void
test_export(void)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_err err = { 0 };
	struct ou_map *m;
	struct ou_buf b;
	size_t i;

	ou_buf_init(&b, 0);
	for (i = 0; i < sizeof(written) / sizeof(*written); i++) {
		ROW("%s", written[i].map);
		m = ou_map_parse(&a, "m", ou_str_printf(&a,
		    "export\n%s\nend\n", written[i].map), &err);
		if (!CHECK(m != NULL))
			continue;
		ou_buf_clear(&b);
		ou_map_export_header(m, &b);
		CHECK_INT(ou_map_export(m, &a, shipment(), &b, &err),
		    written[i].rc);
		if (written[i].want != NULL)
			CHECK_STRN(b.p, b.n, written[i].want);
		else
			CHECK_INT(b.n, 0);
	}
	ou_buf_release(&b);
	ou_arena_release(&a);
}

int
main(void)
{
	RUN(test_wrong);
	RUN(test_import);
	RUN(test_matches);
	RUN(test_export);
	ou_buf_release(&imported);
	return (UNIT_DONE());
}
