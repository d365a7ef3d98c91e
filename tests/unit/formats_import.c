#include "imported.h"
#include "ou/base/base64.h"
#include "ou/formats/map.h"
#include "ou/formats/slot.h"
#include "ou/io/file.h"

/* An order with ${n} lines of these numbers. */
static struct ou_order *
order(struct ou_import *im, const char *const *numbers, uint32_t n)
{
	struct ou_order *o = ou_arena_zalloc(&im->arena, sizeof(*o));
	uint32_t i;

	o->number = OU_STR("7");
	o->channel = OU_STR("shop:fr");
	o->lines = ou_arena_array(&im->arena, n, sizeof(*o->lines));
	o->n_lines = n;
	for (i = 0; i < n; i++) {
		o->lines[i].quantity = ou_quantity_of(i + 1);
		o->lines[i].number = ou_str_c(numbers[i]);
	}
	return o;
}

static void
test_numbers(void)
{
	static const struct {
		const char *came[5], *are[5];
	} rows[] = {
		{ { "", "", "" }, { "1", "2", "3" } },
		{ { "10", "", "20" }, { "10", "2", "20" } },
		{ { "2", "", "" }, { "2", "3", "4" } },
		{ { "1", "1", "1.2", "1" }, { "1", "1.2", "1.2.2", "1.3" } },
		{ { "", "1", "1" }, { "2", "1", "1.2" } },
	};
	size_t i;
	uint32_t k, n;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct ou_import im = { .finding = imported_finding };
		struct ou_order *o;

		ROW("%s %s", rows[i].came[0], rows[i].came[1]);
		for (n = 0; n < 5 && rows[i].came[n] != NULL; n++)
			continue;
		o = order(&im, rows[i].came, n);
		ou_import_finish(&im, o);
		for (k = 0; k < n; k++) {
			CHECK_STRN(o->lines[k].number.p,
			    o->lines[k].number.n, rows[i].are[k]);
			CHECK_INT(o->lines[k].quantities->ordered.v,
			    (k + 1) * INT64_C(1000000));
		}
		ou_arena_release(&im.arena);
	}
}

static void
test_finish(void)
{
	struct ou_policy shop = {
	    .values[OU_SETTING_CURRENCY] = OU_STR("JPY") };
	struct ou_settings settings = { .policies[OU_SCOPE_SHOP] = &shop };
	struct ou_import im = { .finding = imported_finding,
	    .settings = &settings };
	static const char *const none[] = { "" };
	struct ou_order *o = order(&im, none, 1);
	struct ou_err err;

	ou_buf_clear(&imported);
	ou_import_begin(&im);
	o->references = ou_arena_zalloc(&im.arena, sizeof(*o->references));
	o->references->release = OU_STR("2");
	o->lines[0].total = (struct ou_amount){ 15000, 2, true };
	o->document_function = OU_STR("cancel");
	ou_import_finish(&im, o);
	CHECK_STRN(o->id.p, o->id.n, "shop-fr:7/2");
	CHECK_STRN(o->currency.p, o->currency.n, "JPY");
	CHECK_INT(o->lines[0].total.v, 20000);
	CHECK_INT(o->lines[0].total.places, 0);
	CHECK_INT(o->n_holds, 1);
	CHECK(ou_str_is(o->holds[0].code, "FUNCTION"));
	CHECK(ou_str_search(ou_buf_str(&imported), OU_STR("finding DECIMALS "
	    "orderedItem.0.lineTotal: '1.5' has more decimals than JPY has; "
	    "taken as 2")) >= 0);
	CHECK(!ou_import_refuses(&im, &err));
	im.strict = true;
	CHECK(ou_import_refuses(&im, &err) && err.code == OU_DIAG_DECIMALS);
	ou_import_begin(&im);
	CHECK(!ou_import_refuses(&im, &err));
	/* once only */
	ou_import_finish(&im, o);
	CHECK_INT(o->n_holds, 1);
	ou_arena_release(&im.arena);
}

/* Holds have an end. */
static void
test_holds(void)
{
	struct ou_import im = { .channel = NULL };
	static const char *const none[] = { "" };
	struct ou_order *o = order(&im, none, 1);
	uint32_t i;

	for (i = 0; i < 1000; i++)
		ou_import_hold(&im, o, OU_DIAG_HOLD_QUANTITY,
		    ou_str_printf(&im.arena, "%u", i), OU_STR_NONE);
	CHECK_INT(o->n_holds, OU_ORDER_HOLDS_MAX);
	CHECK(ou_str_is(o->holds[98].reason, "98"));
	CHECK(ou_str_is(o->holds[99].reason, "and more of the like"));
	ou_arena_release(&im.arena);
}

static void
test_times(void)
{
	static const struct {
		const char *came, *is;	/* is NULL: held */
	} rows[] = {
		{ "2026-07-01T10:00:00", "2026-07-01T10:00:00+02:00" },
		{ "2026-12-01T10:00:00Z", "2026-12-01T10:00:00Z" },
		{ "2026-12-01", "2026-12-01" },
		{ "2026-03-29T02:30:00", NULL },
		{ "2026-10-25T02:30:00", NULL },
	};
	static const char *const none[] = { "" };
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_err err;
	char text[OU_TIME_MAX];
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct ou_import im = { .zone = ou_zone_load(&a,
		    OU_STR("Europe/Paris"), &err) };
		struct ou_order *o = order(&im, none, 1);

		ROW("%s", rows[i].came);
		CHECK(im.zone != NULL);
		CHECK_INT(ou_time_parse(&o->date, ou_str_c(rows[i].came),
		    &err), 0);
		ou_import_finish(&im, o);
		CHECK_INT(o->n_holds, rows[i].is == NULL);
		if (rows[i].is != NULL)
			CHECK_STRN(text, ou_time_text(text, &o->date),
			    rows[i].is);
		ou_arena_release(&im.arena);
	}
	ou_arena_release(&a);
}

/* What stands in extra is bounded, and joined under one key. */
static void
test_extra(void)
{
	struct ou_import im = { .channel = NULL };
	struct ou_pair *pairs = NULL;
	uint32_t n = 0, i;
	char key[16];

	ou_import_extra(&im, &pairs, &n, OU_STR("a"), OU_STR(""));
	CHECK_INT(n, 0);
	for (i = 0; i < 1000; i++)
		ou_import_extra(&im, &pairs, &n, OU_STR("a"), OU_STR("bc"));
	CHECK_INT(n, 1);
	CHECK_INT(pairs[0].value.n, 1000 * 4 - 2);
	CHECK(ou_str_starts(pairs[0].value, "bc; bc; bc"));
	for (i = 0; i < 2000; i++) {
		(void)snprintf(key, sizeof(key), "k%u", i);
		ou_import_extra(&im, &pairs, &n,
		    ou_str_dup(&im.arena, ou_str_c(key)), OU_STR("v"));
	}
	CHECK_INT(n, OU_EXTRA_MAX);
	CHECK_INT(im.extra_left_out, 2001 - OU_EXTRA_MAX);
	ou_arena_release(&im.arena);
}

static void
test_detect(void)
{
	static const struct {
		const char *head, *format;
	} rows[] = {
		{ "{\"type\":\"Order\",\"schema\":\"order/1\"}\n", "json" },
		{ "\xef\xbb\xbf\n {\"a\":1,\"type\" : \"Order\"}\n", "json" },
		{ "{\"type\":\"Reject\",\"code\":\"X\"}\n", "reject" },
		{ "orderNumber,orderedItem.orderQuantity\n", "csv" },
		{ "[{\"id\":1,\"order_key\":\"wc\"", "woocommerce" },
		{ "{\"id\":1,\"line_items\":[]}", "woocommerce" },
		{ "Name,Email,Lineitem quantity\n", "shopify" },
		{ "sep=;\nName;Lineitem quantity\n", "shopify" },
		{ "\xef\xbb\xbf<?xml version='1.0'?><Order xmlns='urn:oasis:"
		  "names:specification:ubl:schema:xsd:Order-2'>", "ubl" },
		{ "<a/>", "ubl" },
		{ "ISA*00*          *00*          *ZZ*A              *ZZ*B   "
		  "           *260101*1200*U*00401*000000001*0*P*>~GS*PO*",
		  "x12" },
		{ "UNA:+.? 'UNB+UNOC:3+A+B+260101:1200+1'", "edifact" },
		{ "a,b\n1,2\n", NULL },
		{ "{\"a\":1}", NULL },
		{ "", NULL },
	};
	struct ou_arena a = OU_ARENA_INIT;
	const struct ou_format *f;
	const char *why;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		ROW("%s", rows[i].head);
		why = NULL;
		f = ou_format_detect(&a, ou_str_c(rows[i].head), "x.edi",
		    &why);
		CHECK_STR(f != NULL ? f->name : NULL, rows[i].format);
		CHECK(why != NULL && why[0] != '\0');
	}
	ROW("UTF-16");
	f = ou_format_detect(&a, OU_STR("\xff\xfeN\0a\0m\0e\0,\0L\0i\0n\0e\0"
	    "i\0t\0e\0m\0 \0q\0u\0a\0n\0t\0i\0t\0y\0\n"), "x", &why);
	CHECK(f != NULL && strcmp(f->name, "shopify") == 0);
	CHECK(ou_format_find("ubl") != NULL);
	CHECK(ou_format_find("ubl2") == NULL);
	ou_arena_release(&a);
}

static void
test_base64(void)
{
	/* RFC 4648, section 10, and what is not canonical */
	static const struct {
		const char *bytes, *text;
	} rows[] = {
		{ "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" },
		{ "foo", "Zm9v" }, { "foobar", "Zm9vYmFy" },
		{ "\xff\xfe\xfd", "//79" },
		{ NULL, "Zg=" }, { NULL, "Zh==" }, { NULL, "Zm9=" },
		{ NULL, "Z" }, { NULL, "Zm 9" }, { NULL, "====" },
		{ NULL, "=A==" }, { NULL, "Zm9v\n" },
	};
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_str s;
	struct ou_err err;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		ROW("%s", rows[i].text);
		if (rows[i].bytes == NULL) {
			CHECK_INT(ou_base64_decode(&a, &s,
			    ou_str_c(rows[i].text), &err), -1);
			continue;
		}
		s = ou_base64_encode(&a, ou_str_c(rows[i].bytes));
		CHECK_STRN(s.p, s.n, rows[i].text);
		CHECK_INT(ou_base64_decode(&a, &s, ou_str_c(rows[i].text),
		    &err), 0);
		CHECK_STRN(s.p, s.n, rows[i].bytes);
	}
	ou_arena_release(&a);
}

/* What cannot stand in a record as text stands there as Base64. */
static void
test_unless_text(void)
{
	static const struct {
		struct ou_str bytes;
		bool text;
	} rows[] = {
		{ { "BEG*00", sizeof("BEG*00") - 1 }, true },
		{ { "\xc3\xa9\x01\n", sizeof("\xc3\xa9\x01\n") - 1 }, true },
		{ { "\xe9", sizeof("\xe9") - 1 }, false },
		{ { "a\0b", sizeof("a\0b") - 1 }, false },
	};
	struct ou_str text = OU_STR_NONE, base64 = OU_STR_NONE;
	struct ou_arena a = OU_ARENA_INIT;
	size_t i;

	ou_base64_unless_text(&a, OU_STR_NONE, &text, &base64);
	CHECK(text.p == NULL && base64.p == NULL);
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		ROW("%zu", i);
		text = base64 = OU_STR_NONE;
		ou_base64_unless_text(&a, rows[i].bytes, &text, &base64);
		CHECK_INT(text.p != NULL, rows[i].text);
		CHECK_INT(base64.p != NULL, !rows[i].text);
	}
	ou_arena_release(&a);
}

/* A field by its path: put, and the same text back. */
static void
test_slots(void)
{
	static const struct {
		const char *path, *text, *back;	/* back NULL: refused */
	} rows[] = {
		{ "orderNumber", "7", "7" },
		{ "orderDelivery.deliveryAddress.name", "A", "A" },
		{ "orderDelivery.deliveryAddress.streetAddress", "s", "s" },
		{ "orderDelivery.deliveryAddress.streetAddress.0", "t", "t" },
		{ "orderDelivery.requestedDate", "2026-11-20",
		  "2026-11-20" },
		{ "orderDelivery.partialAllowed", "nein", "false" },
		{ "totals.payableAmount", "1.50", "1.5" },
		{ "payment.terms.netDays", "30", "30" },
		{ "allowanceCharges.1.amount", "2", "2" },
		{ "notes.text", "n", "n" },
		{ "extra.a.b", "v", "v" },
		{ "totals.payableAmount", "x", NULL },
		{ "orderDelivery.requestedDate", "2026-13-01", NULL },
		{ "payment.terms.netDays", "1.5", NULL },
	};
	static const char *const wrong[] = {
		"", "nope", "customer", "orderNumber.x", "orderedItem",
		"customer.name.0", "extra", "a.b.c.d.e.f.g.h", ".", "notes.x",
	};
	struct ou_import im = { .channel = NULL };
	struct ou_slot_forms forms = { .year = 2026 };
	struct ou_order o;
	struct ou_slot slot;
	struct ou_err err;
	struct ou_buf b;
	size_t i;

	ou_buf_init(&b, 0);
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		ROW("%s %s", rows[i].path, rows[i].text);
		memset(&o, 0, sizeof(o));
		ou_buf_clear(&b);
		if (!CHECK_INT(ou_slot_find(&slot, &ou_order_table,
		    ou_str_c(rows[i].path), &err), 0))
			continue;
		CHECK(!ou_slot_text(&slot, &o, &b));
		CHECK_INT(ou_slot_put(&im, &slot, &o,
		    ou_str_c(rows[i].text), &forms, &err),
		    rows[i].back == NULL ? -1 : 0);
		if (rows[i].back == NULL) {
			CHECK_STR(err.field, rows[i].path);
			continue;
		}
		CHECK(ou_slot_text(&slot, &o, &b));
		CHECK_STRN(b.p, b.n, rows[i].back);
	}
	for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		ROW("wrong: %s", wrong[i]);
		CHECK_INT(ou_slot_find(&slot, &ou_order_table,
		    ou_str_c(wrong[i]), &err), -1);
		CHECK_INT(err.kind, OU_ERR_USAGE);
	}
	ou_buf_release(&b);
	ou_arena_release(&im.arena);
}

int
main(void)
{
	RUN(test_numbers);
	RUN(test_finish);
	RUN(test_holds);
	RUN(test_times);
	RUN(test_extra);
	RUN(test_detect);
	RUN(test_base64);
	RUN(test_unless_text);
	RUN(test_slots);
	ou_buf_release(&imported);
	return (UNIT_DONE());
}
