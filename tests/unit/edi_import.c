/*
 * What the segments of 850 and ORDERS become: a message of a few segments in,
 * pieces of the order's JSON out.  Also codes of rejects ("reject NO-LINES")
 * and findings ("finding EDI-COUNT").  A piece that begins with '!' must not
 * be there.
 */
#include "ou/formats/edifact.h"
#include "ou/formats/x12.h"
#include "unit.h"

#define PIECES 6

struct row {
	const char *name, *body;
	const char *want[PIECES];
};

static struct ou_buf out;
static bool strict;

static int
on_order(void *arg, struct ou_order *o)
{
	(void)arg;
	ou_table_encode(&out, &ou_order_table, o);
	ou_buf_addc(&out, '\n');
	return 0;
}

static int
on_reject(void *arg, struct ou_reject *r)
{
	(void)arg;
	ou_buf_printf(&out, "reject %.*s\n", OU_STR_ARG(r->code));
	ou_table_encode(&out, &ou_reject_table, r);
	return 0;
}

static void
on_finding(void *arg, const struct ou_err *finding)
{
	(void)arg;
	if (ou_diag_severity(finding->code) >= OU_WARNING)
		ou_buf_printf(&out, "finding %s: %s\n",
		    ou_diag_name(finding->code), finding->text);
}

static void
import(const struct ou_format *format, struct ou_str bytes)
{
	struct ou_import im = { .year = 2026, .strict = strict,
		.order = on_order, .reject = on_reject,
		.finding = on_finding };
	struct ou_source *s = ou_source_memory("test", bytes);
	struct ou_err err = { 0 };

	ou_buf_clear(&out);
	if (format->run(&im, s, &err) != 0)
		ou_buf_printf(&out, "error %s: %s\n", ou_diag_name(err.code),
		    err.text);
	ou_source_close(s);
	ou_arena_release(&im.arena);
}

static void
check_pieces(const struct row *row)
{
	const char *w;
	bool there;
	int i;

	for (i = 0; i < PIECES && (w = row->want[i]) != NULL; i++) {
		there = ou_str_search(ou_buf_str(&out),
		    ou_str_c(w + (*w == '!'))) >= 0;
		if (there == (*w != '!'))
			continue;
		unit_fail(__FILE__, __LINE__, "%s: '%s' in\n%.*s",
		    *w == '!' ? "not wanted" : "wanted", w, (int)out.n,
		    out.p);
	}
}

#define ISA_TO(usage) \
	"ISA*00*          *00*          *ZZ*ACME:STORES    *ZZ*SAVEX     " \
	"     *261120*0914*U*00401*000000905*0*" usage "*>~" \
	"GS*PO*ACME*SAVEX*20261120*0914*1*X*004010VICS~ST*850*0001~"
#define ITEM "PO1*1*2*EA*1**VN*A~"

static void
x12_body(const char *body, const char *isa)
{
	struct ou_buf b = OU_BUF_INIT;
	unsigned n = 3;
	const char *p;

	for (p = body; *p != '\0'; p++)
		n += *p == '~';
	ou_buf_puts(&b, isa);
	ou_buf_puts(&b, "BEG*00*SA*4500**20261120~");
	ou_buf_puts(&b, body);
	ou_buf_printf(&b, "SE*%u*0001~GE*1*1~IEA*1*000000905~", n);
	import(&ou_format_x12, ou_buf_str(&b));
	ou_buf_release(&b);
}

static const struct row x12_rows[] = {
	{ "the least", ITEM, { "\"id\":\"x12-ACME-STORES:4500\"",
	    "\"segment\":\"b2b\"", "\"format\":\"x12-850-004010VICS\"",
	    "\"message\":\"0001\",\"segment\":3,\"byte\":",
	    "\"documentFunction\":\"original\"", "!finding" } },
	{ "ids in any order", "PO1*1*2*EA*1**SK*K*EN*9520001001017*BP*B*VN*A~",
	    { "\"sku\":\"A\",\"gtin\":\"9520001001017\","
	    "\"buyerItemId\":\"B\"", "\"PO1.SK\":\"K\"" } },
	{ "SK where no other", "PO1*1*2*EA*1**SK*K*BP*B~",
	    { "\"sku\":\"K\"" } },
	{ "case and unit, unit ordered",
	    "PO1*1*2*EA*1**UP*123456789012*UK*19520001001014~",
	    { "\"gtin\":\"123456789012\"",
	    "\"packGtin\":\"19520001001014\"" } },
	{ "case and unit, case ordered",
	    "PO1*1*2*CA*1**UP*123456789012*UK*19520001001014~",
	    { "\"gtin\":\"19520001001014\"",
	    "\"product.unitGtin\":\"123456789012\"",
	    "\"unitCode\":\"XCS\"" } },
	{ "ISBN-10", "PO1*1*2*EA*1**IB*0-306-40615-2~",
	    { "\"gtin\":\"9780306406157\"",
	    "\"PO1.IB\":\"0-306-40615-2\"" } },
	{ "a qualifier nobody knows", "PO1*1*2*EA*1**QQ*X1~",
	    { "\"buyerItemId\":\"X1\"", "\"PO1.QQ\":\"X1\"" } },
	{ "price per hundred", "PO1*1*2*EA*142*HP*VN*A~",
	    { "\"unitPrice\":\"142.00\"", "\"priceBaseQuantity\":100" } },
	{ "price per dozen, pieces ordered", "PO1*1*24*EA*6*PD*VN*A~",
	    { "\"priceBaseQuantity\":12" } },
	{ "price per pound, cases ordered", "PO1*1*2*CA*3.1*PP*VN*A~",
	    { "!\"unitPrice\"", "\"price\":\"3.10 per LBR\"",
	    "\"code\":\"PRICE\"" } },
	{ "unknown unit", "PO1*1*2*QQ*1**VN*A~",
	    { "\"unitCode\":\"QQ\"", "finding UNIT" } },
	{ "charges are cents, or have a point",
	    "SAC*C*D240***1800~SAC*A*F340***10.5~" ITEM,
	    { "\"charge\":true,\"reasonCode\":\"D240\",\"amount\":\"18",
	    "\"charge\":false,\"reasonCode\":\"F340\",\"amount\":\"10.5",
	    "finding VALUE" } },
	{ "parties", "N1*BY*Acme*92*C1~N3*1 rue~N4*Lyon*ARA*69002*FRA~"
	    "N1*ST*Depot*UL*9520002000033~N3*Quai*2~N4*Lyon**69800*FR~"
	    "N1*SF*Savex~N3*Port~N1*BT*Acme Paris~" ITEM,
	    { "\"customer\":{\"id\":\"C1\",\"type\":\"Organization\","
	    "\"name\":\"Acme\"}", "\"gln\":\"9520002000033\","
	    "\"streetAddress\":[\"Quai\",\"2\"],\"postalCode\":\"69800\"",
	    "\"billingAddress\":{\"name\":\"Acme Paris\"}",
	    "\"customer.address\":\"1 rue, 69002 Lyon ARA FR\"",
	    "\"N1.SF\":\"Savex\",\"N1.SF.N3.01\":\"Port\"" } },
	{ "dates", "DTM*002*20261127~DTM*037*261124~DTM*038*991231~"
	    "DTM*064*20261125*0800~DTM*001*20261130~DTM*999*x~" ITEM,
	    { "\"requestedDate\":\"2026-11-27\"",
	    "\"shipWindow\":{\"from\":\"2026-11-24\",\"to\":\"1999-12-31\"}",
	    "\"cancelAfter\":\"2026-11-30\"", "\"DTM.064.03\":\"0800\"",
	    "\"DTM.999\":\"x\"" } },
	{ "texts", "N9*L1*GIFT*Hello~MSG*One~MSG*Two~N9*CT*C7~NTE*GEN*Note~"
	    ITEM, { "\"subject\":\"GIFT\",\"text\":\"Hello\\nOne\\nTwo\"",
	    "\"contract\":\"C7\"", "\"subject\":\"GEN\",\"text\":\"Note\"" } },
	{ "references of a party are not the order's",
	    "N1*ST*Depot~REF*DP*9~" ITEM,
	    { "\"N1.ST.REF.DP\":\"9\"", "!\"department\"" } },
	{ "schedule", ITEM "SCH*1*EA***002*20261127~SCH*1*EA***010*20261201~",
	    { "\"deliverySchedule\":[{\"quantity\":1,\"requestedDate\":"
	    "\"2026-11-27\"},{\"quantity\":1,\"requestedShipDate\":"
	    "\"2026-12-01\"}]", "!\"QUANTITY\"" } },
	{ "schedule of another sum", ITEM "SCH*5*EA***002*20261127~",
	    { "finding EDI-TOTAL", "\"code\":\"QUANTITY\"" } },
	{ "quantity from the schedule",
	    "PO1*1**EA*1**VN*A~SCH*5*EA***002*20261127~",
	    { "\"orderQuantity\":5" } },
	{ "stores", "PO1*1*10*EA*1**VN*A~SDQ*EA*92*S1*4*S2*6~" ITEM,
	    { "\"id\":\"x12-ACME-STORES:4500/S1\"",
	    "\"id\":\"x12-ACME-STORES:4500/S2\"",
	    "\"id\":\"x12-ACME-STORES:4500\"",
	    "\"deliveryAddress\":{\"id\":\"S2\"}", "\"orderQuantity\":6",
	    "\"references\":{\"document\":\"4500\"" } },
	{ "stores that do not add up", "PO1*1*10*EA*1**VN*A~SDQ*EA*92*S1*4~",
	    { "finding EDI-TOTAL", "\"code\":\"QUANTITY\"",
	    "\"orderQuantity\":4" } },
	{ "the same of a line without number",
	    "PO1**10*EA*1**VN*A~PO1**10*EA*1**VN*B~SDQ*EA*92*S1*4~",
	    { "line 2 orders 10, but", "\"line\":\"2\"" } },
	{ "a bad line among those without number",
	    "PO1**x*EA*1**VN*A~PO1**10*EA*1**VN*B~",
	    { "\"orderItemNumber\":\"2\"", "\"line\":\"1\"",
	    "line 1 was rejected" } },
	{ "a case of 24", "PO1*1*2*CA*1**VN*A~PO4*24~",
	    { "\"packQuantity\":24", "!UNIT-OF-MEASURE" } },
	{ "a case of six bottles of 12 ounces",
	    "PO1*1*2*CA*1**VN*A~PO4*6*12*OZ~",
	    { "\"packQuantity\":6", "!UNIT-OF-MEASURE" } },
	{ "a case of one, or of 24", "PO1*1*2*CA*1**VN*A~PO4*1*24*EA~",
	    { "!packQuantity", "\"code\":\"UNIT-OF-MEASURE\"",
	    "one XCS holds 1 by PO401, or 24 by PO401 x PO402",
	    "\"PO4.01\":\"1\"" } },
	{ "inner packs", "PO1*1*2*CT*1**VN*A~PO4*4*************6~",
	    { "!packQuantity", "\"code\":\"UNIT-OF-MEASURE\"",
	    "holds 4 by PO401, or 24 by PO401 x PO414" } },
	{ "a case of one, or the item's", "PO1*1*2*CA*1**VN*A~PO4*1~",
	    { "!packQuantity", "\"code\":\"UNIT-OF-MEASURE\"",
	    "is that one piece, or one case" } },
	{ "pieces, and what a case holds", "PO1*1*48*EA*1**VN*A~PO4*24~",
	    { "\"packQuantity\":24", "!UNIT-OF-MEASURE" } },
	{ "pieces and cases", "PO1*1*2*EA*1**VN*A~PO4*24*1*CA~",
	    { "\"code\":\"UNIT-OF-MEASURE\"",
	    "the line orders C62 by PO103 and XCS by PO403" } },
	{ "a price below zero, and packs", "PO1*1*2*CA*-1**VN*A~PO4*1~",
	    { "\"code\":\"PRICE\",\"reason\":\"the price is negative\"",
	    "\"code\":\"UNIT-OF-MEASURE\"" } },
	{ "a price of nothing", "PO1*1*2*EA*0**VN*A~",
	    { "\"unitPrice\":\"0.00\"", "!\"PRICE\"" } },
	{ "a charge shared out", "SAC*C*D240***1000~PO1*1*3*EA*1**VN*A~"
	    "SDQ*EA*92*S1*1*S2*1*S3*1~", { "\"amount\":\"3.34\"",
	    "\"amount\":\"3.33\"" } },
	{ "a place for one line", ITEM "N1*ST*Zoe*92*Z1~N3*2 rue~" ITEM,
	    { "\"id\":\"x12-ACME-STORES:4500/Z1\"",
	    "\"name\":\"Zoe\",\"streetAddress\":[\"2 rue\"]" } },
	{ "the place of all lines again",
	    "N1*ST*Zoe*92*Z1~" ITEM "N1*ST*Zoe*92*Z1~" ITEM,
	    { "\"id\":\"x12-ACME-STORES:4500\"",
	    "\"name\":\"Zoe\"" } },
	{ "some lines are bad", ITEM "PO1*2*x*EA*1**VN*B~",
	    { "\"code\":\"LINE\"", "reject LINE", "\"line\":\"2\"",
	    "'x' is not a quantity" } },
	{ "all lines are bad", "PO1*2*-1*EA*1**VN*B~",
	    { "reject NO-LINES", "!\"type\":\"Order\"",
	    "the quantity '-1' is negative" } },
	{ "no lines", "", { "reject NO-LINES" } },
	{ "a second head", "BEG*00*SA*77~" ITEM,
	    { "finding EDI-SYNTAX", "\"code\":\"EDI-SYNTAX\"",
	    "\"orderNumber\":\"4500\"" } },
	{ "control totals", ITEM "AMT*TT*3~CTT*2*9~",
	    { "total of lines is 2, the lines add up to 1",
	    "total of quantities is 9, the lines add up to 2" } },
	{ "repeated keys are joined", "REF*ZZ*1~REF*ZZ*2~" ITEM,
	    { "\"REF.ZZ\":\"1; 2\"" } },
	{ "odd qualifiers make no odd keys", "REF*a\"b*1~" ITEM,
	    { "\"REF.a_b\":\"1\"" } },
};

static void
test_x12(void)
{
	size_t i;

	for (i = 0; i < sizeof(x12_rows) / sizeof(x12_rows[0]); i++) {
		ROW("x12: %s", x12_rows[i].name);
		x12_body(x12_rows[i].body, ISA_TO("P"));
		check_pieces(&x12_rows[i]);
	}
	ROW("x12: test indicator");
	x12_body(ITEM, ISA_TO("T"));
	CHECK(ou_str_search(ou_buf_str(&out), OU_STR("\"TEST\"")) >= 0);
}

static void
edifact_body(const char *body, const char *una)
{
	struct ou_buf b = OU_BUF_INIT;
	unsigned n = 3;
	const char *p;

	for (p = body; *p != '\0'; p++)
		n += *p == '\'' && p[-1] != '?';
	ou_buf_puts(&b, una);
	ou_buf_puts(&b, "UNB+UNOC:3+9520002000019:14+X:14+261120:0914+R1'"
	    "UNH+1+ORDERS:D:96A:UN:EAN008'BGM+220+4500+9'");
	ou_buf_puts(&b, body);
	ou_buf_printf(&b, "UNT+%u+1'UNZ+1+R1'", n);
	import(&ou_format_edifact, ou_buf_str(&b));
	ou_buf_release(&b);
}

#define LINE "LIN+1++9520001001017:EN'QTY+21:2:PCE'"

static const struct row edifact_rows[] = {
	{ "the least", LINE, { "\"id\":\"unb-9520002000019:4500\"",
	    "\"format\":\"edifact-orders-d96a\"", "\"BGM.1225\":\"9\"",
	    "\"UNH.0057\":\"EAN008\"", "\"unitCode\":\"C62\"", "!finding" } },
	{ "dates", "DTM+137:20261120:102'DTM+2:2026112720261130:718'"
	    "DTM+63:202649:616'DTM+61:20261231:102'DTM+76:2:999'" LINE,
	    { "\"orderDate\":\"2026-11-20\"",
	    "\"window\":{\"from\":\"2026-11-27\",\"to\":\"2026-11-30\"}",
	    "\"cancelAfter\":\"2026-12-31\"", "\"DTM.76\":\"2\"",
	    "\"DTM.63\":\"202649\"" } },
	{ "a clock and no zone", "DTM+137:202611200914:203'" LINE,
	    { "\"orderDate\":\"2026-11-20T09:14\"",
	    "\"code\":\"TIMEZONE\"" } },
	{ "a clock of zeros is a day", "DTM+137:202611200000:203'" LINE,
	    { "\"orderDate\":\"2026-11-20\"", "!TIMEZONE" } },
	{ "a zone", "DTM+137:202611200914?+01:303'" LINE,
	    { "\"orderDate\":\"2026-11-20T09:14+01:00\"", "!TIMEZONE" } },
	{ "137 before 4", "DTM+4:20261101:102'DTM+137:20261120:102'" LINE,
	    { "\"orderDate\":\"2026-11-20\"", "\"DTM.4\":\"2026-11-01\"" } },
	{ "a clock that a date has no place for",
	    "DTM+2:202611270930:203'" LINE,
	    { "\"requestedDate\":\"2026-11-27\"",
	    "\"DTM.2\":\"202611270930\"" } },
	{ "the date of a reference", "RFF+CT:C1'DTM+171:20260101:102'" LINE,
	    { "\"contract\":\"C1\"", "\"RFF.CT.DTM.171\":\"20260101\"" } },
	{ "parties", "NAD+BY+9520002000019::9++Acme:SAS+1 rue+Lyon++69002+FR'"
	    "RFF+VA:FR11123456782'CTA+OC+:Zoe'COM+a@b.example:EM'"
	    "NAD+SU+S::92'NAD+IV+9520002000026::9'NAD+SF+X'" LINE,
	    { "\"name\":\"Acme SAS\",\"gln\":\"9520002000019\","
	    "\"vatID\":\"FR11123456782\"",
	    "\"contact\":{\"name\":\"Zoe\",\"email\":\"a@b.example\"",
	    "\"seller\":{\"id\":\"S\"}",
	    "\"billingAddress\":{\"gln\":\"9520002000026\"}",
	    "\"NAD.SF\":\"X\"",
	    "\"deliveryAddress\":{\"name\":\"Acme SAS\"" } },
	{ "an address as lines", "NAD+DP++Depot:1 rue:69002 Lyon'" LINE,
	    { "\"name\":\"Depot\",\"streetAddress\":[\"1 rue\","
	    "\"69002 Lyon\"]" } },
	{ "released characters", "FTX+AAI+++a?+b?:c?'d:e?" "?'" LINE,
	    { "\"text\":\"a+b:c'd e?\"" } },
	{ "texts for the driver", "FTX+DEL+++Hayon:rdv'" LINE,
	    { "\"instructions\":\"Hayon rdv\"" } },
	{ "terms", "PAT+1++5:3:D:45'PAT+22++5:3:D:10'PCD+12:2.5'"
	    "TOD+6++DAP'LOC+1+:::Lyon'TDT+20++30++GEODIS'" LINE,
	    { "\"terms\":{\"netDays\":45,\"discountPercent\":\"2.50\","
	    "\"discountDays\":10}",
	    "\"incoterm\":{\"code\":\"DAP\",\"place\":\"Lyon\"}",
	    "\"carrier\":\"GEODIS\"" } },
	{ "price and its basis", LINE "PRI+AAA:142::CT:100:PCE'",
	    { "\"unitPrice\":\"142.00\"", "\"priceBaseQuantity\":100" } },
	{ "the net price wins", LINE "PRI+AAB:9'PRI+AAA:8'PRI+AAE:10'",
	    { "\"unitPrice\":\"8.00\"", "\"PRI.AAE\":\"10\"",
	    "\"PRI.AAB\":\"9.00\"" } },
	{ "price for another unit", LINE "PRI+AAA:14.58:CT:AAE:1:KGM'",
	    { "!\"unitPrice\"", "\"code\":\"PRICE\"" } },
	{ "a discount comes off a gross price",
	    LINE "PRI+AAB:10'ALC+A++++DI'PCD+3:20'",
	    { "\"charge\":false,\"reasonCode\":\"DI\","
	    "\"percent\":\"20.00\"" } },
	{ "and is in a net one", LINE "PRI+AAA:8'ALC+A'PCD+3:20'",
	    { "!allowanceCharges", "\"ALC.A.PCD.3\":\"20\"" } },
	{ "places", LINE "LOC+7+P1::92'QTY+11:1'DTM+2:20261127:102'"
	    "LOC+7+9520002000033::9'QTY+11:1'",
	    { "4500/P1\"", "4500/9520002000033\"",
	    "\"deliveryAddress\":{\"gln\":\"9520002000033\"}",
	    "\"requestedDate\":\"2026-11-27\"" } },
	{ "places without quantities", LINE "LOC+7+P1'LOC+7+P2'",
	    { "\"deliveryAddress.id\":\"P1; P2\"", "\"code\":\"QUANTITY\"" } },
	{ "a schedule", LINE "SCC+1'QTY+11:1'DTM+2:20261127:102'SCC+1'"
	    "QTY+11:1'DTM+10:20261201:102'",
	    { "\"deliverySchedule\":[{\"quantity\":1,\"requestedDate\":"
	    "\"2026-11-27\"},{\"quantity\":1,\"requestedShipDate\":"
	    "\"2026-12-01\"}]" } },
	{ "packs", LINE "QTY+59:24'", { "\"packQuantity\":24" } },
	{ "tax of the head is that of the lines", "TAX+7+VAT+++:::20+S'" LINE
	    "LIN+2++A:SA'QTY+21:1'TAX+7+VAT+++:::5.5+S'",
	    { "\"tax\":{\"category\":\"S\",\"percent\":\"20.00\"}",
	    "\"percent\":\"5.50\"" } },
	{ "a part of a line", LINE "LIN+2++A:SA+1:1'QTY+21:1'",
	    { "\"code\":\"QUANTITY\"", "part of line 1" } },
	{ "two quantities", "LIN+1++A:SA'QTY+21:2'QTY+21:3'" LINE,
	    { "reject LINE", "a second quantity" } },
	{ "control totals", LINE "UNS+S'CNT+2:3'CNT+1:9'",
	    { "total of lines is 3, the lines add up to 1",
	    "total of quantities is 9, the lines add up to 2" } },
	{ "substitutes are no identification", LINE "PIA+4+X:SA'",
	    { "\"PIA.4\":\"X:SA\"", "!\"sku\"" } },
};

static void
test_edifact(void)
{
	size_t i;

	for (i = 0; i < sizeof(edifact_rows) / sizeof(edifact_rows[0]); i++) {
		ROW("edifact: %s", edifact_rows[i].name);
		edifact_body(edifact_rows[i].body, "UNA:+.? '");
		check_pieces(&edifact_rows[i]);
	}
}

static void
test_decimal(void)
{
	static const struct {
		const char *una, *quantity, *want;
	} rows[] = {
		{ "UNA:+,? '", "10,5", "\"orderQuantity\":10.5" },
		{ "UNA:+.? '", "10.5", "\"orderQuantity\":10.5" },
		{ "", "10.5", "\"orderQuantity\":10.5" },
		{ "", "10,5", "\"orderQuantity\":10.5" },
		{ "UNA:+,? '", "10.5", "\"orderQuantity\":10.5" },
		{ "UNA:+,? '", "1.234", "'1.234' is not a quantity" },
		{ "UNA:+.? '", "1,234", "'1,234' is not a quantity" },
		{ "UNA:+.? '", "1,234.5", "'1,234.5' is not a quantity" },
		{ "UNA:+.? '", "+3", "\"orderQuantity\":3" },
		{ "UNA:+.? '", "1e3", "'1e3' is not a quantity" },
	};
	char body[100];
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s %s", rows[i].una, rows[i].quantity);
		snprintf(body, sizeof(body), "LIN+1++A:SA'QTY+21:%s%s'",
		    *rows[i].quantity == '+' ? "?" : "", rows[i].quantity);
		edifact_body(body, rows[i].una);
		CHECK(ou_str_search(ou_buf_str(&out),
		    ou_str_c(rows[i].want)) >= 0);
	}
}

/* Strictly, what is wrong anywhere refuses; leniently it is told. */
static void
test_strict(void)
{
	static const struct {
		const char *name, *bytes;
	} rows[] = {
		{ "IEA count", "GS*PO*A*B*20261120*0914*1*X*004010~ST*850*1~"
		    "BEG*00*SA*1~" ITEM "SE*4*1~GE*1*1~IEA*2*000000905~" },
		{ "GE reference", "GS*PO*A*B*20261120*0914*1*X*004010~"
		    "ST*850*1~BEG*00*SA*1~" ITEM
		    "SE*4*1~GE*1*2~IEA*1*000000905~" },
		{ "SE count", "GS*PO*A*B*20261120*0914*1*X*004010~ST*850*1~"
		    "BEG*00*SA*1~" ITEM "SE*5*1~GE*1*1~IEA*1*000000905~" },
		{ "SE missing", "GS*PO*A*B*20261120*0914*1*X*004010~ST*850*1~"
		    "BEG*00*SA*1~" ITEM "GE*1*1~IEA*1*000000905~" },
		{ "unknown unit", "GS*PO*A*B*20261120*0914*1*X*004010~"
		    "ST*850*1~BEG*00*SA*1~PO1*1*1*QQ*1**VN*A~SE*4*1~"
		    "GE*1*1~IEA*1*000000905~" },
	};
	static const char isa[] =
	    "ISA*00*          *00*          *ZZ*ACMESTORES     *ZZ*SAVEX    "
	    "      *261120*0914*U*00401*000000905*0*P*>~";
	struct ou_buf b = OU_BUF_INIT;
	size_t i;
	int k;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ou_buf_clear(&b);
		ou_buf_puts(&b, isa);
		ou_buf_puts(&b, rows[i].bytes);
		for (k = 0; k < 2; k++) {
			ROW("%s, %s", rows[i].name, k ? "strict" : "lenient");
			strict = k != 0;
			import(&ou_format_x12, ou_buf_str(&b));
			CHECK_INT(ou_str_search(ou_buf_str(&out),
			    OU_STR("\"type\":\"Order\"")) >= 0, !strict);
			CHECK_INT(ou_str_search(ou_buf_str(&out),
			    OU_STR("reject ")) >= 0, strict);
			CHECK(ou_str_search(ou_buf_str(&out),
			    OU_STR("finding ")) >= 0);
		}
	}
	strict = false;
	ou_buf_release(&b);
}

static void
test_charsets(void)
{
	static const struct {
		const char *una, *name, *want;
		bool told;
	} rows[] = {
		{ "UNOC", "Caf\xe9", "Caf\xc3\xa9", false },
		{ "UNOC", "Caf\xc3\xa9", "Caf\xc3\xa9", true },
		{ "UNOB", "Caf\xe9", "Caf\xc3\xa9", true },
		{ "UNOY", "Caf\xc3\xa9", "Caf\xc3\xa9", false },
		{ "UNOF", "\xc1", "\xce\x91", false },
	};
	char bytes[300];
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ROW("%s %zu", rows[i].una, i);
		snprintf(bytes, sizeof(bytes), "UNB+%s:3+A+B+261120:0914+1'"
		    "UNH+1+ORDERS:D:96A:UN'BGM+220+1+9'NAD+BY+++%s'"
		    "LIN+1++A:SA'QTY+21:1'UNT+6+1'UNZ+1+1'", rows[i].una,
		    rows[i].name);
		import(&ou_format_edifact, ou_str_c(bytes));
		CHECK(ou_str_search(ou_buf_str(&out),
		    ou_str_c(rows[i].want)) >= 0);
		CHECK_INT(ou_str_search(ou_buf_str(&out),
		    OU_STR("finding CHARSET")) >= 0, rows[i].told);
	}
}

int
main(void)
{
	RUN(test_x12);
	RUN(test_edifact);
	RUN(test_decimal);
	RUN(test_strict);
	RUN(test_charsets);
	ou_buf_release(&out);
	return UNIT_DONE();
}
