/*
 * Documents that we write are those that we read: a random record, written as
 * a document of UBL, comes back with all its fields but those that the writer
 * said it has no place for; and what was read once is the same ever after.
 */
#include <jansson.h>

#include "ou/formats/cii.h"
#include "ou/formats/paper.h"
#include "ou/formats/ubl.h"
#include "unit.h"

static struct ou_arena arena;

/* --- a record at random --- */

static struct ou_str
word(void)
{
	static const char from[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ <&>\"'-./";
	unsigned i, n = 3 + (unsigned)unit_rand(12);
	char *to = ou_arena_alloc(&arena, n);

	for (i = 0; i < n; i++)
		to[i] = from[unit_rand(i == 0 || i == n - 1 ? 26 :
		    sizeof(from) - 1)];
	return ou_str_make(to, n);
}

/* Words of ours, where a field has some. */
static struct ou_str
code(const char *table, const char *field)
{
	static const struct {
		const char *table, *field, *words[6];
	} all[] = {
		{ "order_response", "status", { "changed" } },
		{ "line_answer", "status", { "accepted", "rejected",
		  "backordered" } },
		{ "invoice", "kind", { "invoice", "credit", "corrected" } },
		{ "kind_quantity", "kind", { "received", "short", "rejected",
		  "over", "content", "backordered" } },
		{ "reference", "kind", { "contract", "companyRegistration",
		  "despatchAdvice", "document", "paymentReference" } },
		{ "dated", "kind", { "period", "valid", "delivered" } },
		{ NULL, "currency", { "EUR" } },
		{ NULL, "weightUnitCode", { "LBR" } },
		{ NULL, "addressCountry", { "FR", "CH" } },
		{ NULL, "countryOfOrigin", { "FR", "CH" } },
		{ NULL, "unitCode", { "C62", "KGM", "XBX", "LTR" } },
		{ "trade_line", "action", { "add", "change", "delete" } },
	};
	size_t i, k;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (strcmp(all[i].field, field) != 0 || (all[i].table != NULL
		    && strcmp(all[i].table, table) != 0))
			continue;
		for (k = 0; k < 6 && all[i].words[k] != NULL;)
			k++;
		return ou_str_c(all[i].words[unit_rand(k)]);
	}
	return word();
}

static struct ou_date
day(void)
{
	return (struct ou_date){ (int16_t)(2020 + (int)unit_rand(20)),
	    (uint8_t)(1 + unit_rand(12)), (uint8_t)(1 + unit_rand(28)) };
}

static int64_t
hundredths(void)
{
	return (int64_t)unit_rand(1000000) * 10000;
}

static void fill(const struct ou_table *t, char *object, int depth);

static const char *const roles[] = { "shipFrom", "shipTo", "sender",
    "receiver", "seller", "buyer" };

static void
fill_many(const struct ou_field *f, char *object, int depth)
{
	uint32_t i, n = 1 + (uint32_t)unit_rand(2);
	bool texts = f->kind == OU_KIND_TEXTS;
	size_t size = texts ? sizeof(struct ou_str) : f->table->size;
	char *all;

	bool parties = !texts && strcmp(f->table->name, "party") == 0;

	if (f->kind == OU_KIND_OBJECT)
		n = 1;
	else if (parties)
		n = 6;
	all = ou_arena_zalloc(&arena, n * size);
	for (i = 0; i < n; i++) {
		if (texts)
			((struct ou_str *)(void *)all)[i] = word();
		else
			fill(f->table, all + i * size, depth + 1);
		/* a document wants certain ones */
		if (parties)
			((struct ou_party *)(void *)all)[i].role =
			    ou_str_c(roles[i]);
	}
	memcpy(object + f->offset, &all, sizeof(all));
	if (f->kind != OU_KIND_OBJECT)
		memcpy(object + f->count_offset, &n, sizeof(n));
}

static void
fill_one(const struct ou_table *t, const struct ou_field *f, char *object,
    int depth)
{
	void *at = object + f->offset;

	switch (f->kind) {
	case OU_KIND_TEXT:
		*(struct ou_str *)at = word();
		break;
	case OU_KIND_CODE:
		*(struct ou_str *)at = code(t->name, f->name);
		break;
	case OU_KIND_AMOUNT:
		*(struct ou_amount *)at = (struct ou_amount){ hundredths(), 2,
		    true };
		break;
	case OU_KIND_PRICE:
		*(struct ou_price *)at = (struct ou_price){ hundredths(), 2,
		    true };
		break;
	case OU_KIND_QUANTITY:
		*(struct ou_quantity *)at = ou_quantity_of(2 +
		    (int64_t)unit_rand(1000));
		break;
	case OU_KIND_RATE:
		*(struct ou_rate *)at = (struct ou_rate){
		    (int64_t)unit_rand(100) * 1000000, 2, true };
		break;
	case OU_KIND_INTEGER:
		*(struct ou_integer *)at = (struct ou_integer){
		    (int64_t)unit_rand(100), true };
		break;
	case OU_KIND_FLAG:
		*(enum ou_flag *)at = ou_flag_of(unit_rand(2) == 0);
		break;
	case OU_KIND_DATE:
		*(struct ou_date *)at = day();
		break;
	case OU_KIND_TIME:
		*(struct ou_time *)at = (struct ou_time){ .date = day(),
		    .nanos = -1 };
		break;
	case OU_KIND_OBJECT:
	case OU_KIND_LIST:
	case OU_KIND_TEXTS:
		if (depth < 4)
			fill_many(f, object, depth);
		break;
	default:
		break;
	}
}

static void
fill(const struct ou_table *t, char *object, int depth)
{
	const struct ou_field *f;
	uint16_t i;
	bool needed;

	for (i = 0; i < t->n_fields; i++) {
		f = &t->fields[i];
		/* a percentage that makes another amount is none */
		if (strcmp(t->name, "allowance") == 0 &&
		    (f->kind == OU_KIND_RATE ||
		    strcmp(f->name, "baseAmount") == 0))
			continue;
		needed = (f->flags & OU_FIELD_REQUIRED) != 0 ||
		    strcmp(f->name, "number") == 0 ||
		    strcmp(f->name, "orderItemNumber") == 0 ||
		    strcmp(f->name, "quantity") == 0 ||
		    strcmp(f->name, "unitCode") == 0 ||
		    strcmp(f->name, "at") == 0 ||
		    strcmp(f->name, "name") == 0 ||
		    strcmp(f->name, "amount") == 0 ||
		    strcmp(f->name, "unitPrice") == 0 ||
		    strcmp(f->name, "payableAmount") == 0 ||
		    strcmp(f->name, "currency") == 0;
		if (needed || unit_rand(3) != 0)
			fill_one(t, f, object, depth);
	}
}

/* --- records as sorted lines --- */

struct lines {
	char *all[4000];
	size_t n;
};

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Whose it is, where it was read and what no field is for. */
static bool
is_own(const char *key)
{
	static const char *const own[] = { "type", "schema", "id", "channel",
	    "source", "extra", "segment", "documentFunction" };
	size_t i;

	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		if (strcmp(own[i], key) == 0)
			return true;
	}
	return false;
}

static void
flatten(json_t *j, const char *path, bool top, struct lines *to)
{
	const char *key;
	json_t *v;
	size_t i;
	char *text;

	if (json_is_object(j)) {
		json_object_foreach(j, key, v) {
			if (top ? !is_own(key) : strcmp(key, "extra") != 0 &&
			    strcmp(key, "from") != 0)
				flatten(v, ou_str_printf(&arena, "%s.%s",
				    path, key).p, false, to);
		}
	} else if (json_is_array(j)) {
		json_array_foreach(j, i, v)
			flatten(v, path, false, to);
	} else if (to->n < 4000) {
		text = json_dumps(j, JSON_ENCODE_ANY);
		to->all[to->n++] = ou_str_cdup(&arena, ou_str_printf(&arena,
		    "%s=%s", path, text));
		free(text);
	}
}

static json_t *
json_of(const struct ou_table *t, const void *record)
{
	struct ou_buf b = OU_BUF_INIT;
	json_t *j;

	ou_table_encode(&b, t, record);
	j = json_loadb(b.p, b.n, JSON_DECODE_ANY, NULL);
	ou_buf_release(&b);
	return j;
}

/* --- what the writer left out --- */

static void
take_away(json_t *from, struct ou_str path)
{
	struct ou_str step;
	char key[64];

	while (ou_str_split(&path, '.', &step)) {
		(void)snprintf(key, sizeof(key), "%.*s", OU_STR_ARG(step));
		if (path.p != NULL) {
			from = json_is_array(from) ? json_array_get(from,
			    (size_t)atoll(key)) : json_object_get(from, key);
		} else if (json_is_array(from)) {
			/* the others keep their numbers */
			json_array_set_new(from, (size_t)atoll(key),
			    json_object());
		} else {
			json_object_del(from, key);
		}
	}
}

static void
on_left(void *arg, const char *path)
{
	take_away(arg, ou_str_c(path));
}

/* --- there and back --- */

static void
on_finding(void *arg, const struct ou_err *f)
{
	(void)arg, (void)f;
}

static void *
read_again(struct ou_import *im, struct ou_source *src,
    const struct ou_buf *b, const struct ou_record_type *type)
{
	const struct ou_record_type *got = NULL;
	struct ou_buf bytes = OU_BUF_INIT;
	struct ou_err err = { 0 };
	struct ou_str raw;
	void *record = NULL;

	if (ou_paper_read(im, src, NULL, &bytes, &raw, &got, &record, &err) !=
	    OU_PAPER_READ || got != type) {
		unit_fail(__FILE__, __LINE__, "%s: %s\n%.*s", type->type,
		    err.text, (int)b->n, b->p);
		record = NULL;
	}
	ou_buf_release(&bytes);
	return record;
}

static void
same(const char *type, json_t *sent, json_t *got, const struct ou_buf *b)
{
	static struct lines a, c;
	size_t i;

	a.n = c.n = 0;
	flatten(sent, "", true, &a);
	flatten(got, "", true, &c);
	qsort(a.all, a.n, sizeof(a.all[0]), by_text);
	qsort(c.all, c.n, sizeof(c.all[0]), by_text);
	for (i = 0; i < a.n && i < c.n && strcmp(a.all[i], c.all[i]) == 0;)
		i++;
	if (i == a.n && i == c.n)
		return;
	unit_fail(__FILE__, __LINE__, "%s: '%s' sent, '%s' read\n%.*s", type,
	    i < a.n ? a.all[i] : "nothing", i < c.n ? c.all[i] : "nothing",
	    (int)b->n, b->p);
	for (i = 0; i < a.n; i++)
		(void)printf("# sent %s\n", a.all[i]);
	for (i = 0; i < c.n; i++)
		(void)printf("# read %s\n", c.all[i]);
}

static bool
there_and_back(const struct ou_record_type *type, const void *record)
{
	struct ou_import im = { .finding = on_finding };
	struct ou_buf b = OU_BUF_INIT, again = OU_BUF_INIT;
	struct ou_source *src;
	struct ou_err err = { 0 };
	json_t *sent = json_of(type->table, record), *got;
	void *one = NULL;
	bool written;

	written = ou_paper_write(&arena, "ubl", type, record, on_left, sent, &b,
	    &err) == 0;
	CHECK(written || err.kind == OU_ERR_RECORD);
	src = ou_source_memory("x", ou_buf_str(&b));
	if (written)
		one = read_again(&im, src, &b, type);
	if (one != NULL) {
		got = json_of(type->table, one);
		same(type->type, sent, got, &b);
		json_decref(got);
		CHECK_INT(ou_paper_write(&arena, "ubl", type, one, NULL, NULL,
		    &again, &err), 0);
		CHECK(again.n == b.n && memcmp(again.p, b.p, b.n) == 0);
	}
	json_decref(sent);
	ou_source_close(src);
	ou_buf_release(&b);
	ou_buf_release(&again);
	ou_arena_release(&im.arena);
	return written;
}

static void
prop_papers(void)
{
	static const char *const types[] = { "OrderResponse", "Shipment",
	    "ReceiptAdvice", "PriceCatalogue", "Invoice" };
	const struct ou_record_type *type;
	long i, n = unit_rounds(100), written;
	size_t k;
	char *record;

	for (k = 0; k < sizeof(types) / sizeof(types[0]); k++) {
		type = ou_record_type_find(ou_str_c(types[k]));
		ou_table_prepare(type->table);
		written = 0;
		for (i = 0; i < n && !unit.bad; i++) {
			record = ou_arena_zalloc(&arena, type->table->size);
			fill(type->table, record, 0);
			written += there_and_back(type, record);
			ou_arena_reset(&arena);
		}
		/* most have not all parties that the document must have */
		CHECK(n < 100 || unit.bad || written > 0);
	}
	ou_arena_release(&arena);
}

/* --- orders, which order-import's reader reads --- */

static int
on_order(void *arg, struct ou_order *o)
{
	json_t **to = arg;

	CHECK(*to == NULL);
	*to = json_of(&ou_order_table, o);
	return 0;
}

static int
on_reject(void *arg, struct ou_reject *r)
{
	(void)arg;
	unit_fail(__FILE__, __LINE__, "%.*s", OU_STR_ARG(r->reason));
	return 0;
}

/* What the reader adds, or has from elsewhere. */
static const char *const derived[] = {
	"references.document", "references.purchaseOrder", "customer.type",
	"pricesIncludeTax", "orderedItem.0.quantities",
	"orderedItem.1.quantities",
	/* goes into extra */
	"orderDelivery.cancelAfter",
};

/* The sums of Order-X, where there were none. */
static const char *const made[] = {
	"totals.lineExtensionAmount", "totals.taxExclusiveAmount",
	"totals.allowanceTotalAmount", "totals.chargeTotalAmount",
	"orderedItem.0.lineTotal", "orderedItem.1.lineTotal",
};

/* false: the document must have more than the order has. */
static bool
order_there_and_back(const char *as, const struct ou_format *format,
    const struct ou_order *o)
{
	struct ou_import im = { .order = on_order, .reject = on_reject,
	    .finding = on_finding, .year = 2026 };
	struct ou_buf b = OU_BUF_INIT;
	struct ou_source *src;
	struct ou_err err = { 0 };
	json_t *sent = json_of(&ou_order_table, o), *got = NULL;
	size_t i;

	im.arg = &got;
	if (ou_paper_write(&arena, as, ou_record_type_find(OU_STR("Order")),
	    o, on_left, sent, &b, &err) != 0) {
		CHECK(b.n == 0 && err.kind == OU_ERR_RECORD);
		ou_buf_release(&b);
		json_decref(sent);
		return false;
	}
	src = ou_source_memory("x", ou_buf_str(&b));
	CHECK_INT(format->run(&im, src, &err), 0);
	for (i = 0; i < sizeof(derived) / sizeof(derived[0]); i++) {
		take_away(sent, ou_str_c(derived[i]));
		take_away(got, ou_str_c(derived[i]));
	}
	for (i = 0; strcmp(as, "orderx") == 0 &&
	    i < sizeof(made) / sizeof(made[0]); i++)
		take_away(got, ou_str_c(made[i]));
	if (got != NULL)
		same("Order", sent, got, &b);
	json_decref(got);
	json_decref(sent);
	ou_source_close(src);
	ou_buf_release(&b);
	ou_arena_release(&im.arena);
	return true;
}

/* Only what can be: its parts add up, and its places are whole. */
static struct ou_order *
make_order(void)
{
	struct ou_order *o = ou_arena_zalloc(&arena, sizeof(*o));
	struct ou_order_line *l;
	uint32_t i;

	fill(&ou_order_table, (char *)o, 3);
	o->number = word();
	o->document_function = OU_STR("original");
	o->date = (struct ou_time){ .date = day(), .nanos = -1 };
	o->customer = ou_arena_zalloc(&arena, sizeof(*o->customer));
	o->customer->name = word();
	o->customer->id = word();
	o->billing_address = ou_arena_zalloc(&arena,
	    sizeof(*o->billing_address));
	fill(&ou_address_table, (char *)o->billing_address, 3);
	o->billing_address->name = word();
	o->billing_address->country = OU_STR("FR");
	o->seller = ou_arena_zalloc(&arena, sizeof(*o->seller));
	o->seller->name = word();
	o->n_lines = 1 + (uint32_t)unit_rand(2);
	o->lines = ou_arena_zalloc(&arena, o->n_lines * sizeof(*o->lines));
	for (i = 0; i < o->n_lines; i++) {
		l = &o->lines[i];
		fill(&ou_order_line_table, (char *)l, 4);
		l->number = ou_str_number(&arena, OU_STR(""), "", i + 1);
		l->quantity = ou_quantity_of(1 + (int64_t)unit_rand(500));
		l->product = ou_arena_zalloc(&arena, sizeof(*l->product));
		fill(&ou_product_table, (char *)l->product, 4);
		l->product->sku = word();
	}
	return o;
}

static void
prop_orders(void)
{
	long i, n = unit_rounds(200);

	ou_table_prepare(&ou_order_table);
	for (i = 0; i < n && !unit.bad; i++) {
		CHECK(order_there_and_back("ubl", &ou_format_ubl,
		    make_order()));
		ou_arena_reset(&arena);
	}
	ou_arena_release(&arena);
}

/* One with what Order-X must have, most of the time. */
static struct ou_order *
make_orderx(void)
{
	struct ou_order *o = make_order();
	struct ou_order_line *l;
	uint32_t i;

	/* sums are made, since others would be held */
	o->totals = NULL;
	for (i = 0; i < o->n_lines; i++) {
		l = &o->lines[i];
		l->unit_price = (struct ou_price){ .v = 1250000, .places = 2,
		    .given = true };
		l->total = (struct ou_amount){ 0 };
	}
	return o;
}

static void
prop_orderx(void)
{
	long i, n = unit_rounds(400), written = 0;

	ou_table_prepare(&ou_order_table);
	for (i = 0; i < n && !unit.bad; i++) {
		written += order_there_and_back("orderx", &ou_format_cii,
		    make_orderx());
		ou_arena_reset(&arena);
	}
	CHECK(n < 100 || unit.bad || written > n / 20);
	ou_arena_release(&arena);
}

int
main(void)
{
	unit_seed();
	RUN(prop_papers);
	RUN(prop_orders);
	RUN(prop_orderx);
	return (UNIT_DONE());
}
