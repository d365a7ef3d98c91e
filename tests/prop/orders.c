/*
 * An order that is written as ORDERS, by its guide, is the order that
 * order-import reads: with decimal point and comma, in the character sets and
 * syntax versions of the trade.
 */
#include "ou/formats/edifact.h"
#include "ou/formats/guide.h"
#include "ou/formats/slot.h"
#include "unit.h"

struct maker {
	struct ou_import im;		/* its arena has the order */
	bool latin;			/* letters of ISO 8859-1 */
	bool comma;
	struct ou_buf got;		/* as JSON, what came back */
	struct ou_buf trouble;
};

static const struct ou_slot_forms wire = { .number = { .decimal = '.' } };

static struct ou_str
words(struct maker *m)
{
	static const char *const latin[] = { "Café", "Müller & Söhne",
	    "Ø 5+2", "l'été", "a:b", "was?", "Zoë" };
	static const char *const plain[] = { "ACME", "NORD", "A'B", "1+1",
	    "LOT: 7", "WHY?", "X-1" };
	unsigned i = (unsigned)unit_rand(7), k = (unsigned)unit_rand(1000);

	return ou_str_printf(&m->im.arena, "%s %u", m->latin ? latin[i] :
	    plain[i], k);
}

static struct ou_str
day(struct maker *m)
{
	return ou_str_printf(&m->im.arena, "2026-%02u-%02u",
	    1 + (unsigned)unit_rand(12), 1 + (unsigned)unit_rand(28));
}

static struct ou_str
number(struct maker *m, unsigned places)
{
	unsigned whole = 1 + (unsigned)unit_rand(5000);

	return ou_str_printf(&m->im.arena, "%u%s%.*s%.0u", whole,
	    places > 0 ? "." : "", places > 0 ? (int)places - 1 : 0, "00000",
	    places > 0 ? 1 + (unsigned)unit_rand(9) : 0);
}

static struct ou_str
gln(struct maker *m)
{
	return ou_str_printf(&m->im.arena, "95200020000%u9",
	    (unsigned)unit_rand(10));
}

/* What kind of value: w words, d day, q quantity, p price, m money, g GLN,
 * n number of days. */
static struct ou_str
value(struct maker *m, char kind)
{
	switch (kind) {
	case 'd':
		return day(m);
	case 'q':
		return number(m, 3);
	case 'p':
		return number(m, 4);
	case 'm':
		return number(m, 2);
	case 'g':
		return gln(m);
	case 'n':
		return number(m, 0);
	default:
		return words(m);
	}
}

struct field {
	const char *path;
	char kind;
};
#define FILL(m, t, object, f) \
	fill(m, t, object, f, sizeof(f) / sizeof((f)[0]))

static void
put(struct maker *m, const struct ou_table *t, void *object,
    const char *path, struct ou_str s)
{
	struct ou_slot slot;
	struct ou_err err = { 0 };

	if (!CHECK_INT(ou_slot_find(&slot, t, ou_str_c(path), &err), 0) ||
	    !CHECK_INT(ou_slot_put(&m->im, &slot, object, s, &wire, &err), 0))
		unit_fail(__FILE__, __LINE__, "%s: %s", path, err.text);
}

/* Every second one. */
static void
fill(struct maker *m, const struct ou_table *t, void *object,
    const struct field *f, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (unit_rand(2) == 0)
			put(m, t, object, f[i].path, value(m, f[i].kind));
	}
}

static void
make_allowances(struct maker *m, struct ou_allowance **to, uint32_t *n)
{
	static const struct field f[] = { { "reasonCode", 'n' },
	    { "reason", 'w' }, { "baseAmount", 'm' }, { "percent", 'q' } };
	struct ou_allowance *x;
	unsigned k = (unsigned)unit_rand(3);

	while (k-- > 0) {
		x = ou_import_append(&m->im.arena, to, n, sizeof(*x));
		put(m, &ou_allowance_table, x, "charge", unit_rand(2) == 0 ?
		    OU_STR("true") : OU_STR("false"));
		FILL(m, &ou_allowance_table, x, f);
		/* without a rate or an amount it says nothing */
		put(m, &ou_allowance_table, x, "amount", number(m, 2));
		if (unit_rand(2) == 0) {
			put(m, &ou_allowance_table, x, "tax.percent",
			    OU_STR("20"));
			put(m, &ou_allowance_table, x, "tax.category",
			    OU_STR("S"));
		}
	}
}

static void
make_notes(struct maker *m, struct ou_note **to, uint32_t *n)
{
	struct ou_note *x;
	unsigned k = (unsigned)unit_rand(3);

	while (k-- > 0) {
		x = ou_import_append(&m->im.arena, to, n, sizeof(*x));
		x->subject = OU_STR("PUR");
		x->text = words(m);
	}
}

static void
make_line(struct maker *m, struct ou_order *o)
{
	static const struct field f[] = { { "product.gtin", 'g' },
	    { "product.buyerItemId", 'n' },
	    { "product.manufacturerItemId", 'w' }, { "product.name", 'w' },
	    { "product.color", 'w' }, { "product.size", 'n' },
	    { "packaging.packQuantity", 'q' }, { "requestedDate", 'd' },
	    { "requestedShipDate", 'd' }, { "lineTotal", 'm' } };
	static const struct field parts[] = { { "requestedDate", 'd' },
	    { "requestedShipDate", 'd' } };
	static const char *const units[] = { "C62", "KGM", "XCT", "LTR" };
	struct ou_order_line *l = ou_import_append(&m->im.arena, &o->lines,
	    &o->n_lines, sizeof(*l));
	struct ou_schedule *part;
	unsigned k = (unsigned)unit_rand(3);

	l->number = ou_str_number(&m->im.arena, OU_STR(""), "",
	    o->n_lines * 10);
	put(m, &ou_order_line_table, l, "product.sku", words(m));
	put(m, &ou_order_line_table, l, "orderQuantity", number(m, 3));
	l->unit = ou_str_c(units[unit_rand(4)]);
	FILL(m, &ou_order_line_table, l, f);
	make_allowances(m, &l->allowances, &l->n_allowances);
	if (unit_rand(2) == 0 || l->n_allowances > 0)
		put(m, &ou_order_line_table, l, "unitPrice", number(m, 4));
	if (l->unit_price.given && unit_rand(3) == 0)
		put(m, &ou_order_line_table, l, "priceBaseQuantity",
		    OU_STR("100"));
	if (unit_rand(2) == 0) {
		put(m, &ou_order_line_table, l, "tax.percent", number(m, 1));
		put(m, &ou_order_line_table, l, "tax.category", OU_STR("S"));
	}
	make_notes(m, &l->notes, &l->n_notes);
	while (k-- > 0) {
		part = ou_import_append(&m->im.arena, &l->schedule,
		    &l->n_schedule, sizeof(*part));
		put(m, &ou_schedule_table, part, "quantity", number(m, 2));
		FILL(m, &ou_schedule_table, part, parts);
		/* the line orders all its parts */
		if (l->n_schedule == 1)
			l->quantity = part->quantity;
		else
			l->quantity.v += part->quantity.v;
	}
}

/* A number of the partner's is no GLN: that would be read as one. */
static void
put_id(struct maker *m, struct ou_order *o, const char *at)
{
	bool is_gln = unit_rand(2) == 0;

	put(m, &ou_order_table, o, ou_str_printf(&m->im.arena, "%s.%s", at,
	    is_gln ? "gln" : "id").p, is_gln ? gln(m) : number(m, 0));
}

static void
make_place(struct maker *m, struct ou_order *o, const char *at)
{
	static const struct field f[] = { { "streetAddress", 'w' },
	    { "streetAddress", 'w' }, { "addressLocality", 'w' },
	    { "addressRegion", 'n' }, { "postalCode", 'n' } };
	struct field own;
	size_t i;

	put_id(m, o, at);
	put(m, &ou_order_table, o, ou_str_printf(&m->im.arena, "%s.name",
	    at).p, words(m));
	put(m, &ou_order_table, o, ou_str_printf(&m->im.arena,
	    "%s.addressCountry", at).p, OU_STR("FR"));
	for (i = 0; i < sizeof(f) / sizeof(*f); i++) {
		own.kind = f[i].kind;
		own.path = ou_str_printf(&m->im.arena, "%s.%s", at,
		    f[i].path).p;
		fill(m, &ou_order_table, o, &own, 1);
	}
}

static struct ou_order *
make(struct maker *m)
{
	static const struct field f[] = {
		{ "orderDelivery.requestedDate", 'd' },
		{ "orderDelivery.requestedShipDate", 'd' },
		{ "orderDelivery.cancelAfter", 'd' },
		{ "orderDelivery.window.from", 'd' },
		{ "orderDelivery.window.to", 'd' },
		{ "orderDelivery.shipWindow.from", 'd' },
		{ "orderDelivery.shipWindow.to", 'd' },
		{ "orderDelivery.instructions", 'w' },
		{ "orderDelivery.carrier", 'w' },
		{ "references.contract", 'w' },
		{ "references.blanketOrder", 'w' },
		{ "references.quotation", 'w' },
		{ "references.customerReference", 'w' },
		{ "references.promotion", 'w' },
		{ "references.department", 'w' },
		{ "payment.method", 'n' },
		{ "payment.terms.netDays", 'n' },
		{ "customer.name", 'w' }, { "customer.vatID", 'w' },
		{ "customer.contact.name", 'w' },
		{ "seller.name", 'w' }, { "seller.vatID", 'w' },
	};
	static const char *const functions[] = { "original", "cancel",
	    "change", "replace", "duplicate" };
	struct ou_order *o = ou_arena_zalloc(&m->im.arena, sizeof(*o));
	unsigned n = 1 + (unsigned)unit_rand(4);

	o->type = OU_STR("Order");
	o->schema = OU_STR("order/1");
	o->number = words(m);
	o->document_function = ou_str_c(functions[unit_rand(5)]);
	o->currency = OU_STR("EUR");
	put(m, &ou_order_table, o, "orderDate", day(m));
	put_id(m, o, "customer");
	put_id(m, o, "seller");
	FILL(m, &ou_order_table, o, f);
	if (o->payment != NULL && o->payment->terms != NULL &&
	    unit_rand(2) == 0) {
		put(m, &ou_order_table, o, "payment.terms.discountDays",
		    OU_STR("10"));
		put(m, &ou_order_table, o, "payment.terms.discountPercent",
		    OU_STR("2.5"));
	}
	make_place(m, o, "orderDelivery.deliveryAddress");
	make_place(m, o, "billingAddress");
	if (unit_rand(2) == 0) {
		put(m, &ou_order_table, o, "orderDelivery.incoterm.code",
		    OU_STR("DAP"));
		put(m, &ou_order_table, o, "orderDelivery.incoterm.place",
		    words(m));
	}
	make_allowances(m, &o->allowances, &o->n_allowances);
	make_notes(m, &o->notes, &o->n_notes);
	while (n-- > 0)
		make_line(m, o);
	return o;
}

/* --- there and back --- */

/* What the reader adds of its own. */
static int
on_order(void *arg, struct ou_order *o)
{
	struct maker *m = arg;
	uint32_t i, k;

	if (o->customer != NULL)
		o->customer->type = OU_STR_NONE;
	for (i = 0; i < o->n_notes; i++)
		o->notes[i].from = OU_STR_NONE;
	o->id = o->channel = o->segment = OU_STR_NONE;
	o->source = NULL;
	o->totals = NULL;
	o->n_taxes = o->n_extra = 0;
	if (o->references != NULL) {
		o->references->purchase_order = OU_STR_NONE;
		o->references->document = OU_STR_NONE;
	}
	for (i = 0; i < o->n_lines; i++) {
		o->lines[i].quantities = NULL;
		o->lines[i].n_extra = 0;
		for (k = 0; k < o->lines[i].n_notes; k++)
			o->lines[i].notes[k].from = OU_STR_NONE;
	}
	for (i = 0; i < o->n_holds; i++) {
		/* a cancellation and the like are for people */
		if (ou_str_starts(o->holds[i].reason, "the document funct"))
			continue;
		ou_buf_printf(&m->trouble, "held: %.*s\n",
		    OU_STR_ARG(o->holds[i].reason));
	}
	o->n_holds = 0;
	ou_table_encode(&m->got, &ou_order_table, o);
	return 0;
}

static int
on_reject(void *arg, struct ou_reject *r)
{
	struct maker *m = arg;

	ou_buf_printf(&m->trouble, "rejected: %.*s\n", OU_STR_ARG(r->reason));
	return 0;
}

static void
on_finding(void *arg, const struct ou_err *e)
{
	struct maker *m = arg;

	if (ou_diag_severity(e->code) != OU_NOTE)
		ou_buf_printf(&m->trouble, "finding: %s %s\n", e->field,
		    e->text);
}

static void
compare(struct maker *m, const struct ou_order *o, struct ou_str message)
{
	struct ou_import im = { .order = on_order, .reject = on_reject,
	    .finding = on_finding, .arg = m, .year = 2026 };
	struct ou_source *src = ou_source_memory("written", message);
	struct ou_buf want = OU_BUF_INIT;
	struct ou_err err = { 0 };

	ou_table_encode(&want, &ou_order_table, o);
	CHECK_INT(ou_format_edifact.run(&im, src, &err), 0);
	if (m->trouble.n > 0 || m->got.n != want.n ||
	    memcmp(m->got.p, want.p, want.n) != 0)
		unit_fail(__FILE__, __LINE__, "%.*s\nis read as %.*s\n%.*s"
		    "by %.*s", (int)want.n, want.p, (int)m->got.n, m->got.p,
		    (int)m->trouble.n, m->trouble.p, OU_STR_ARG(message));
	ou_source_close(src);
	ou_arena_release(&im.arena);
	ou_buf_release(&want);
}

static void
one(const char *version)
{
	static const struct {
		const char *charset;
		enum ou_charset set;
	} sets[] = {
		{ "UNOA:3", OU_CHARSET_ASCII }, { "UNOC:3", OU_CHARSET_LATIN1 },
		{ "UNOC:4", OU_CHARSET_LATIN1 }, { "UNOW:4", OU_CHARSET_UTF8 },
	};
	struct maker m = { .comma = unit_rand(2) == 0 };
	size_t k = (size_t)unit_rand(4);
	struct ou_buf b = OU_BUF_INIT;
	struct ou_edi_out out = { .to = &b, .charset = sets[k].set };
	struct ou_guide_name name = { OU_EDI_EDIFACT, OU_STR("ORDERS"),
	    ou_str_c(version) };
	struct ou_err err = { 0 };
	const struct ou_guide *g = ou_guide_find(&m.im.arena, &name,
	    OU_STR_NONE, &err);
	struct ou_order *o;

	if (!CHECK(g != NULL))
		return;
	m.im.year = 2026;
	m.latin = k > 0;
	o = make(&m);
	ou_edi_marks_usual(&out.marks, OU_EDI_EDIFACT);
	out.marks.decimal = m.comma ? ',' : '.';
	ou_buf_printf(&b, "UNA:+%c? 'UNB+%s+9520002000019:14+"
	    "9520002000903:14+%s261120:0914+R1'", m.comma ? ',' : '.',
	    sets[k].charset, sets[k].charset[5] == '4' ? "20" : "");
	if (ou_guide_write(g, &m.im.arena, &out, OU_STR("1"), NULL,
	    o, NULL, NULL, &err) != 0) {
		unit_fail(__FILE__, __LINE__, "%s: %s", err.field, err.text);
	} else {
		ou_buf_puts(&b, "UNZ+1+R1'");
		compare(&m, o, ou_buf_str(&b));
	}
	ou_buf_release(&b);
	ou_buf_release(&m.got);
	ou_buf_release(&m.trouble);
	ou_arena_release(&m.im.arena);
}

static void
prop_orders(void)
{
	static const char *const versions[] = { "D:93A:UN:EAN007",
	    "D:96A:UN:EAN008", "D:01B:UN:EAN010", "D:19B:UN" };
	long i, n = unit_rounds(200);

	for (i = 0; i < n && !unit.bad; i++)
		one(versions[i % 4]);
}

int
main(void)
{
	unit_seed();
	RUN(prop_orders);
	return (UNIT_DONE());
}
