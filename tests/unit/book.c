#include <sys/stat.h>
#include <unistd.h>

#include "ou/book/lookup.h"
#include "unit.h"

static struct ou_arena arena;
static char dir[] = "/tmp/ou-book-XXXXXX";

static void
path_of(char *path, size_t n, const char *name)
{
	(void)snprintf(path, n, "%s/%s", dir, name);
}

static void
write_file(const char *name, const char *text)
{
	char path[128];
	FILE *f;

	path_of(path, sizeof(path), name);
	f = fopen(path, "w");
	if (!CHECK(f != NULL))
		return;
	CHECK(fwrite(text, 1, strlen(text), f) == strlen(text));
	CHECK_INT(fclose(f), 0);
}

static void
remove_file(const char *name)
{
	char path[128];

	path_of(path, sizeof(path), name);
	(void)unlink(path);
}

/* The error as it is printed, without the folder. */
static const char *
said(const struct ou_err *err)
{
	static char text[1024];
	struct ou_buf b = OU_BUF_INIT;
	size_t skip = strlen(dir) + 1;

	ou_err_text(err, &b);
	if (b.n >= skip && memcmp(b.p, dir, skip - 1) == 0)
		(void)snprintf(text, sizeof(text), "%.*s",
		    (int)(b.n - skip), b.p + skip);
	else
		(void)snprintf(text, sizeof(text), "%.*s", (int)b.n,
		    b.n > 0 ? b.p : "");
	ou_buf_release(&b);
	return (text);
}

/* One file, one fault, one message. */
static void
test_faults(void)
{
	static const struct {
		const char *file, *text, *want;
	} rows[] = {
		/* kinds, with line and cell */
		{ "prices.csv", "sku,unitPrice,currency\nA,1.00,EUR\n"
		  "B,1.00,EUR\n\nC,\"1,42\",EUR\n",
		  "prices.csv:5:2: unitPrice: '1,42' is not a price" },
		{ "prices.csv", "sku;currency;unitPrice\nA;EUR;1.0000001\n",
		  "prices.csv:2:3: unitPrice: '1.0000001' has more than 6 "
		  "decimals" },
		{ "prices.csv", "sku,unitPrice,currency,minQuantity\n"
		  "A,1,EUR,ten\n",
		  "prices.csv:2:4: minQuantity: 'ten' is not a quantity" },
		{ "prices.csv", "sku,unitPrice,currency,priority\n"
		  "A,1,EUR,1.5\n",
		  "prices.csv:2:4: priority: '1.5' is not a whole number" },
		{ "prices.csv", "sku,unitPrice,currency,pricesIncludeTax\n"
		  "A,1,EUR,maybe\n", "prices.csv:2:4: pricesIncludeTax: "
		  "'maybe' is not true or false" },
		{ "prices.csv", "sku,unitPrice,currency,validFrom\n"
		  "A,1,EUR,2026-02-30\n", "prices.csv:2:4: validFrom: "
		  "'2026-02-30' is not a date (YYYY-MM-DD)" },
		{ "prices.csv", "sku,unitPrice,currency,validFrom\n"
		  "A,1,EUR,01/02/2026\n", "prices.csv:2:4: validFrom: "
		  "'01/02/2026' is not a date (YYYY-MM-DD)" },
		/* rows that make no sense */
		{ "prices.csv", "sku,unitPrice,currency\nA,-1,EUR\n",
		  "prices.csv:2:2: unitPrice: a negative price" },
		{ "prices.csv", "sku,unitPrice,currency\nA,1,EUX\n",
		  "prices.csv:2:3: currency: 'EUX' is not a currency of "
		  "ISO 4217" },
		{ "prices.csv", "sku,unitPrice,currency,priceBaseQuantity\n"
		  "A,1,EUR,0\n", "prices.csv:2:4: priceBaseQuantity: "
		  "a quantity must be above zero" },
		{ "prices.csv", "sku,unitPrice,currency,minQuantity\n"
		  "A,1,EUR,-1\n", "prices.csv:2:4: minQuantity: "
		  "a negative quantity" },
		{ "prices.csv", "sku,unitPrice,currency,validFrom,"
		  "validThrough\nA,1,EUR,2026-02-01,2026-01-31\n",
		  "prices.csv:2:5: validThrough: it ends on 2026-01-31 "
		  "before it begins on 2026-02-01" },
		{ "prices.csv", "sku,unitPrice,currency,priority\n"
		  "A,1,EUR,-1\n", "prices.csv:2:4: priority: "
		  "a number from 0 to 1000000000 is expected" },
		{ "tax.csv", "country,taxClass,category,percent\n"
		  "ZZ,standard,S,20\n", "tax.csv:2:1: country: 'ZZ' is not "
		  "a country of ISO 3166-1" },
		{ "tax.csv", "country,taxClass,category,percent\n"
		  "FR,standard,X,20\n", "tax.csv:2:3: category: 'X' is not "
		  "one of S Z E AE K G O" },
		{ "tax.csv", "country,taxClass,category,percent\n"
		  "FR,standard,S,\n", "tax.csv:2:4: percent: category S has "
		  "a rate above 0" },
		{ "tax.csv", "country,taxClass,category,percent\n"
		  "FR,standard,Z,20\n", "tax.csv:2:4: percent: only category "
		  "S has a rate above 0" },
		{ "tax.csv", "country,taxClass,category,percent\n"
		  "FR,standard,S,120\n", "tax.csv:2:4: percent: a rate from "
		  "0 to 100 is expected" },
		{ "tax.csv", "country,taxClass,category\nFR,standard,E\n",
		  "tax.csv:2: exemptionReasonCode: category E needs a reason "
		  "or its code" },
		{ "items.csv", "sku,gtin\nA,9520001001018\n",
		  "items.csv:2:2: gtin: '9520001001018' is not a GTIN with "
		  "its check digit" },
		{ "items.csv", "sku,packQuantity\nA,0\n", "items.csv:2:2: "
		  "packQuantity: a quantity must be above zero" },
		{ "items.csv", "sku,active\nA,\n,yes\n",
		  "items.csv:3:1: sku: a value is required" },
		{ "customers.csv", "id,segment\nC,B2B\n", "customers.csv:2:2: "
		  "segment: 'B2B' is not b2b or b2c" },
		{ "customers.csv", "id,gln\nC,123\n", "customers.csv:2:2: "
		  "gln: '123' is not a GLN with its check digit" },
		{ "warehouses.csv", "location,cutOff\nL,24:00\n",
		  "warehouses.csv:2:2: cutOff: '24:00' is not a time of day "
		  "(hh:mm)" },
		{ "stock.csv", "sku,onHand,status\nA,1,lost\n",
		  "stock.csv:2:3: status: 'lost' is not available, quarantine "
		  "or damaged" },
		{ "stock.csv", "sku,onHand,reserved\nA,1,-1\n",
		  "stock.csv:2:3: reserved: a negative quantity" },
		/* columns */
		{ "items.csv", "name,gtin\nA,\n",
		  "items.csv:1: there is no column 'sku'" },
		{ "items.csv", "sku,name,sku\nA,x,B\n",
		  "items.csv:1:3: the column 'sku' stands there twice" },
		/* keys */
		{ "items.csv", "sku\nA\nB\nA\n", "items.csv:4:1: sku: "
		  "line 2 has the same key (sku)" },
		{ "item-codes.csv", "party,code,sku\nP,1,A\nP,2,A\nQ,1,A\n"
		  "P,2,B\n", "item-codes.csv:5:1: party: line 3 has the same "
		  "key (party code)" },
		{ "tax.csv", "country,taxClass,category,percent,validFrom\n"
		  "FR,standard,S,20,2014-01-01\nFR,standard,S,21,2027-01-01\n"
		  "FR,standard,S,19.6,2014-01-01\n", "tax.csv:4:1: country: "
		  "line 2 has the same key (country taxClass validFrom)" },
		{ "stock.csv", "sku,location,lot,onHand\nA,L,1,5\nA,L,,5\n"
		  "A,L,2,5\nA,L,,6\n", "stock.csv:5:1: sku: line 3 has the "
		  "same key (sku location lot status owner)" },
		/* JSON Lines: the column is a byte */
		{ "items.jsonl", "{\"sku\":\"A\"}\n\n{\"sku\":\"B\","
		  "\"netWeightKg\":\"x\"}\n", "items.jsonl:3:26: netWeightKg: "
		  "'x' is not a quantity" },
		{ "items.jsonl", "{\"sku\":[\"A\"]}\n", "items.jsonl:1:8: sku: "
		  "a list or object is no value of this column" },
		{ "items.jsonl", "[1]\n",
		  "items.jsonl:1: a line must be one JSON object" },
		{ "items.jsonl", "{\"name\":\"A\"}\n",
		  "items.jsonl:1: sku: a value is required" },
		{ "items.jsonl", "{\"sku\":\"A\"}\n{\"sku\":\"A\"}\n",
		  "items.jsonl:2: sku: line 1 has the same key (sku)" },
	};
	struct ou_rows r;
	struct ou_err err;
	char name[32];
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].want);
		write_file(rows[i].file, rows[i].text);
		(void)snprintf(name, sizeof(name), "%.*s",
		    (int)(strchr(rows[i].file, '.') - rows[i].file),
		    rows[i].file);
		memset(&err, 0, sizeof(err));
		CHECK_INT(ou_book_load(&arena, dir, name, NULL, &r, &err), -1);
		CHECK_STR(said(&err), rows[i].want);
		CHECK_INT(err.kind, OU_ERR_USAGE);
		CHECK_INT(r.n, 0);
		remove_file(rows[i].file);
	}
}

static void
test_rows(void)
{
	const struct ou_price_row *p;
	struct ou_rows r;
	struct ou_err err;
	char path[128];
	int form;

	for (form = 0; form < 2; form++) {
		ROW(form == 0 ? "CSV" : "JSON Lines");
		if (form == 0)
			write_file("prices.csv", "\xef\xbb\xbfnote;currency;sku;"
			    "list;unitPrice;minQuantity;pricesIncludeTax;"
			    "validFrom\r\nx;EUR;A;L;1.50;;TRUE;2026-01-01\r\n"
			    "y;EUR;A;L;1.50;10;no;\r\n;USD;B;;2;10;;\r\n");
		else
			write_file("prices.jsonl", "{\"sku\":\"A\",\"list\":"
			    "\"L\",\"unitPrice\":\"1.50\",\"currency\":\"EUR\","
			    "\"pricesIncludeTax\":true,\"validFrom\":"
			    "\"2026-01-01\",\"note\":[{}]}\n{\"sku\":\"A\","
			    "\"list\":\"L\",\"unitPrice\":1.50,\"currency\":"
			    "\"EUR\",\"minQuantity\":10,\"pricesIncludeTax\":"
			    "false}\n{\"sku\":\"\\u0042\",\"unitPrice\":2,"
			    "\"minQuantity\":1e1,\"currency\":\"USD\","
			    "\"list\":null,\"group\":\"\"}\n");
		memset(&err, 0, sizeof(err));
		if (!CHECK_INT(ou_book_load(&arena, dir, "prices", NULL, &r,
		    &err), 0) || !CHECK_INT(r.n, 3)) {
			printf("# %s\n", said(&err));
			continue;
		}
		p = r.rows;
		CHECK_STRN(p[0].sku.p, p[0].sku.n, "A");
		CHECK_STRN(p[0].list.p, p[0].list.n, "L");
		CHECK_INT(p[0].unit_price.v, 1500000);
		CHECK_INT(p[0].prices_include_tax, OU_FLAG_YES);
		CHECK(!p[0].min_quantity.given);
		CHECK_INT(p[0].valid_from.year, 2026);
		CHECK_INT(p[1].min_quantity.v, 10000000);
		CHECK_INT(p[1].prices_include_tax, OU_FLAG_NO);
		CHECK_INT(p[1].unit_price.v, 1500000);
		CHECK(!ou_date_given(p[1].valid_from));
		CHECK_STRN(p[2].sku.p, p[2].sku.n, "B");
		CHECK(p[2].list.p == NULL && p[2].group.p == NULL);
		CHECK_INT(p[2].min_quantity.v, 10000000);
		CHECK_STRN(p[2].currency.p, p[2].currency.n, "USD");
		CHECK_INT(r.lines[0], 2 - form);
		CHECK_INT(r.lines[2], 4 - form);
		remove_file(form == 0 ? "prices.csv" : "prices.jsonl");
	}
	ROW("another place");
	write_file("list.txt", "sku\tunitPrice\tcurrency\nA\t1\tEUR\n");
	path_of(path, sizeof(path), "list.txt");
	CHECK_INT(ou_book_load(&arena, dir, "prices", path, &r, &err), 0);
	CHECK_INT(r.n, 1);
	remove_file("list.txt");
	ROW("no such file: no rows, but not where it was asked for");
	CHECK_INT(ou_book_load(&arena, dir, "prices", NULL, &r, &err), 0);
	CHECK_INT(r.n, 0);
	CHECK_INT(ou_book_load(&arena, dir, "prices", path, &r, &err), -1);
	CHECK_INT(err.kind, OU_ERR_USAGE);
	ROW("two of them");
	write_file("items.csv", "sku\nA\n");
	write_file("items.jsonl", "{\"sku\":\"A\"}\n");
	CHECK_INT(ou_book_load(&arena, dir, "items", NULL, &r, &err), -1);
	CHECK_STR(said(&err), "items.csv: items.jsonl stands beside it: "
	    "which of the two is meant?");
	remove_file("items.csv");
	remove_file("items.jsonl");
	ROW("only a header");
	write_file("items.csv", "sku\n");
	CHECK_INT(ou_book_load(&arena, dir, "items", NULL, &r, &err), 0);
	CHECK_INT(r.n, 0);
	ROW("nothing at all");
	write_file("items.csv", "");
	CHECK_INT(ou_book_load(&arena, dir, "items", NULL, &r, &err), -1);
	CHECK_INT(err.kind, OU_ERR_USAGE);
	remove_file("items.csv");
}

static void
test_index(void)
{
	const struct ou_item_code *c;
	struct ou_rows codes, items;
	struct ou_index *x, *y;
	struct ou_err err;

	write_file("item-codes.csv", "party,code,sku\nP,1,A\nP,2,B\nQ,1,A\n"
	    "Q,3,C\n");
	write_file("items.csv", "sku\nA\nB\n");
	CHECK_INT(ou_book_load(&arena, dir, "item-codes", NULL, &codes,
	    &err), 0);
	CHECK_INT(ou_book_load(&arena, dir, "items", NULL, &items, &err), 0);
	x = ou_index_new(&arena, &codes, &ou_item_code_table,
	    OU_FIELD(item_code, sku));
	c = ou_index_find(x, OU_STR("A"));
	if (CHECK(c != NULL)) {
		CHECK_STRN(c->party.p, c->party.n, "P");
		c = ou_index_next(x, c);
		if (CHECK(c != NULL)) {
			CHECK_STRN(c->party.p, c->party.n, "Q");
			CHECK(ou_index_next(x, c) == NULL);
		}
	}
	CHECK(ou_index_find(x, OU_STR("D")) == NULL);
	CHECK(ou_index_find(x, OU_STR_NONE) == NULL);
	y = ou_index_new(&arena, &items, &ou_item_table, OU_FIELD(item, sku));
	memset(&err, 0, sizeof(err));
	CHECK_INT(ou_book_references(&codes, OU_FIELD(item_code, sku), y,
	    &err), -1);
	CHECK_INT(err.code, OU_DIAG_BOOK_REFERENCE);
	CHECK_INT(err.line, 5);
	CHECK_INT(err.column, 3);
	items.n = 0;
	CHECK_INT(ou_book_references(&codes, OU_FIELD(item_code, sku), y,
	    &err), 0);
	remove_file("item-codes.csv");
	remove_file("items.csv");
}

/* The first of id, GLN, VAT id, SIRET and e-mail that says exactly one. */
static void
test_customers(void)
{
	static const struct {
		const char *id, *gln, *vat, *siret, *email, *want;
	} rows[] = {
		{ "A", NULL, NULL, NULL, NULL, "A" },
		{ "X", NULL, NULL, NULL, NULL, NULL },
		{ "X", "9521000100015", NULL, NULL, NULL, "A" },
		{ "B", "9521000100015", NULL, NULL, NULL, "B" },
		/* two have that GLN */
		{ NULL, "9521000100022", NULL, NULL, NULL, NULL },
		{ NULL, "9521000100022", "FR11123456782", NULL, NULL, "C" },
		/* as people write it, here and in the book */
		{ NULL, NULL, "FR 11-123.456 782", NULL, NULL, "C" },
		{ NULL, NULL, "DE123456789", NULL, NULL, "D" },
		{ NULL, NULL, "DE 12 3456789", NULL, NULL, "D" },
		{ NULL, NULL, " - ", NULL, NULL, NULL },
		{ NULL, NULL, NULL, "12345678200010", "a@x.example", "B" },
		{ NULL, NULL, NULL, NULL, "a@x.example", "A" },
		{ NULL, NULL, NULL, NULL, NULL, NULL },
	};
	const struct ou_customer *c;
	struct ou_customers all;
	struct ou_buyer b;
	struct ou_err err;
	size_t i;

	write_file("customers.csv", "id,name,gln,vatID,siret,email\n"
	    "A,a,9521000100015,,,a@x.example\n"
	    "B,b,9521000100022,,12345678200010,\n"
	    "C,c,9521000100022,FR11123456782,,\n"
	    "D,d,,DE 123.456.789,,\n");
	if (!CHECK_INT(ou_customers_load(&all, &arena, dir, &err), 0))
		return;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("customers: %u", (unsigned)i);
		memset(&b, 0, sizeof(b));
		b.id = ou_str_c(rows[i].id);
		b.gln = ou_str_c(rows[i].gln);
		b.vat_id = ou_str_c(rows[i].vat);
		b.siret = ou_str_c(rows[i].siret);
		b.email = ou_str_c(rows[i].email);
		c = ou_customers_find(&all, &b);
		if (!CHECK_INT(c != NULL, rows[i].want != NULL) || c == NULL)
			continue;
		CHECK_STRN(c->id.p, c->id.n, rows[i].want);
		CHECK_INT(ou_customers_number(&all, c),
		    rows[i].want[0] - 'A');
	}
	CHECK(ou_customers_find(&all, NULL) == NULL);
	CHECK(ou_customers_number(&all, NULL) == UINT32_MAX);
	remove_file("customers.csv");
}

static void
says(const struct ou_settings *s, enum ou_setting what, const char *channel,
    const char *want)
{
	struct ou_str v = ou_setting_of_channel(s, what, ou_str_c(channel));

	CHECK_STRN(v.n > 0 ? v.p : "", v.n, want);
}

static void
test_settings(void)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "{\"timezone\":\"Europe/Paris\"}",
		  "settings.json: timezone: there is no such setting" },
		{ "{\"timeZone\":1}",
		  "settings.json: timeZone: a number is not a text" },
		{ "{\"timeZone\":\"\"}",
		  "settings.json: timeZone: a text must not be empty" },
		{ "{\"priceTolerance\":0.05}", "settings.json: "
		  "priceTolerance: a number is not an amount (a text as "
		  "\"0.05\")" },
		{ "{\"priceTolerance\":\"-1\"}",
		  "settings.json: priceTolerance: a negative tolerance" },
		{ "{\"priceTolerance\":\"1,0\"}",
		  "settings.json: priceTolerance: '1,0' is not an amount" },
		{ "{\"priceDate\":\"today\"}", "settings.json: priceDate: "
		  "order, delivery or commitment is expected" },
		{ "{\"currency\":\"EURO\"}", "settings.json: currency: "
		  "a currency of ISO 4217 is expected" },
		{ "{\"seller\":{\"vatId\":\"FR1\"}}", "settings.json: "
		  "seller.vatId: there is no such setting" },
		{ "{\"seller\":[]}",
		  "settings.json: seller: a list is not an object" },
		{ "{\"channels\":{\"shopify\":{\"lst\":\"X\"}}}",
		  "settings.json: channels.shopify.lst: there is no such "
		  "setting" },
		{ "{\"channels\":{\"shopify\":{\"list\":true}}}",
		  "settings.json: channels.shopify.list: true or false is not "
		  "a text" },
		{ "{\"segments\":{\"b2g\":{}}}", "settings.json: "
		  "segments.b2g: b2b or b2c is expected" },
		{ "{\"portals\":{\"p\":{\"feed\":\"x\"}}}", "settings.json: "
		  "portals.p.feed: there is no such setting" },
		{ "{\"channels\":{\"c\":{\"checks\":{\"X\":\"warn\"}}}}",
		  "settings.json: channels.c.checks.X: there is no such "
		  "code" },
		{ "[]", "settings.json: settings are one JSON object" },
		{ "{\"currency\":\"EUR\",\n \"currency\":\"USD\"}",
		  "settings.json:2:11: duplicate object key near "
		  "'\"currency\"'" },
	};
	struct ou_settings s;
	struct ou_err err;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s", rows[i].text);
		write_file("settings.json", rows[i].text);
		memset(&err, 0, sizeof(err));
		CHECK_INT(ou_book_settings(&arena, dir, &s, &err), -1);
		CHECK_STR(said(&err), rows[i].want);
		CHECK_INT(err.kind, OU_ERR_USAGE);
	}
	ROW("all of them");
	write_file("settings.json", "{\"timeZone\":\"Europe/Paris\","
	    "\"currency\":\"EUR\",\"priceDate\":\"delivery\","
	    "\"priceTolerance\":\"0.05\",\"seller\":{\"id\":\"S\",\"name\":"
	    "\"Savonnerie\",\"gln\":\"9520002000903\",\"vatID\":"
	    "\"FR14987654324\"},\"carrier\":\"geodis/messagerie\","
	    "\"location\":\"LYON\",\"channels\":{\"a\":{\"list\":\"L1\"},"
	    "\"b\":{\"list\":\"L2\",\"timeZone\":\"UTC\"}}}");
	CHECK_INT(ou_book_settings(&arena, dir, &s, &err), 0);
	says(&s, OU_SETTING_TIME_ZONE, "", "Europe/Paris");
	says(&s, OU_SETTING_PRICE_TOLERANCE, "a", "0.05");
	CHECK_STRN(s.seller_country.p, s.seller_country.n, "FR");
	says(&s, OU_SETTING_CARRIER, "", "geodis");
	says(&s, OU_SETTING_SERVICE, "", "messagerie");
	says(&s, OU_SETTING_LIST, "a", "L1");
	says(&s, OU_SETTING_LIST, "b", "L2");
	says(&s, OU_SETTING_LIST, "c", "");
	says(&s, OU_SETTING_TIME_ZONE, "b", "UTC");
	ROW("none");
	remove_file("settings.json");
	CHECK_INT(ou_book_settings(&arena, dir, &s, &err), 0);
	says(&s, OU_SETTING_TIME_ZONE, "", "");
}

/* The narrower policy goes before the wider one, member by member. */
static void
test_policies(void)
{
	static const struct {
		const char *channel, *portal, *segment;
		const char *list, *limit, *carrier, *service;
	} rows[] = {
		{ "", "", "", "L0", "", "geodis", "messagerie" },
		{ "", "", "b2c", "L3", "60", "geodis", "messagerie" },
		{ "", "p", "b2c", "L2", "60", "geodis", "express" },
		{ "c", "p", "b2c", "L1", "60", "colis", "" },
		{ "c", "", "b2b", "L1", "", "colis", "" },
		{ "other", "other", "b2b", "L0", "", "geodis", "messagerie" },
	};
	struct ou_settings s;
	struct ou_policies p;
	struct ou_str carrier, service, v;
	struct ou_err err;
	size_t i;

	write_file("settings.json", "{\"list\":\"L0\",\"carrier\":"
	    "\"geodis/messagerie\",\"segments\":{\"b2c\":{\"list\":"
	    "\"L3\",\"riskLimit\":60}},\"portals\":{\"p\":{\"list\":"
	    "\"L2\",\"service\":\"express\"}},\"channels\":{\"c\":{"
	    "\"list\":\"L1\",\"carrier\":\"colis\"}}}");
	CHECK_INT(ou_book_settings(&arena, dir, &s, &err), 0);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s/%s/%s", rows[i].channel, rows[i].portal,
		    rows[i].segment);
		ou_policies_of(&s, ou_str_c(rows[i].channel),
		    ou_str_c(rows[i].portal), ou_str_c(rows[i].segment), &p);
		v = ou_policies_get(&p, OU_SETTING_LIST);
		CHECK_STRN(v.n > 0 ? v.p : "", v.n, rows[i].list);
		v = ou_policies_get(&p, OU_SETTING_RISK_LIMIT);
		CHECK_STRN(v.n > 0 ? v.p : "", v.n, rows[i].limit);
		ou_policies_carrier(&p, &carrier, &service);
		CHECK_STRN(carrier.p, carrier.n, rows[i].carrier);
		CHECK_STRN(service.n > 0 ? service.p : "", service.n,
		    rows[i].service);
	}
	remove_file("settings.json");
}

/* Each file's key names columns, and its required columns can be read. */
static void
test_tables(void)
{
	const struct ou_book_file *f;
	struct ou_str rest, name;
	int field;

	for (f = ou_book_files; f->name != NULL; f++) {
		ROW("%s", f->name);
		CHECK(ou_book_file_find(f->name) == f);
		rest = ou_str_c(f->key);
		while (ou_str_split(&rest, ' ', &name)) {
			field = ou_table_find(f->table, name.p, name.n);
			CHECK(field >= 0);
		}
	}
	CHECK(ou_book_file_find("prizes") == NULL);
}

int
main(void)
{
	if (mkdtemp(dir) == NULL) {
		perror(dir);
		return (1);
	}
	RUN(test_faults);
	RUN(test_rows);
	RUN(test_index);
	RUN(test_customers);
	RUN(test_settings);
	RUN(test_policies);
	RUN(test_tables);
	ou_arena_release(&arena);
	(void)rmdir(dir);
	return (UNIT_DONE());
}
