/*
 * Purchase orders that we write are those that our own reader reads: a random
 * order, written by the guide as an 850, comes back through order-import's
 * reader with the same fields.
 */
#include "ou/formats/guide.h"
#include "ou/formats/x12.h"
#include "unit.h"

static struct ou_arena arena;
static struct ou_buf json;
static unsigned orders, rejects;

/* --- an order at random --- */

static bool
some(void)
{
	return unit_rand(3) != 0;
}

static struct ou_str
word(unsigned most)
{
	static const char from[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -./";
	unsigned i, n = 1 + (unsigned)unit_rand(most < 14 ? most : 14);
	char *to = ou_arena_alloc(&arena, n);

	for (i = 0; i < n; i++)
		to[i] = from[unit_rand(sizeof(from) - 1)];
	if (to[0] == ' ')
		to[0] = 'A';
	if (to[n - 1] == ' ')
		to[n - 1] = 'Z';
	return ou_str_make(to, n);
}

static struct ou_str
maybe(unsigned most)
{
	return some() ? word(most) : OU_STR_NONE;
}

static struct ou_date
day(void)
{
	struct ou_date d = { (int16_t)(2020 + (int)unit_rand(20)),
	    (uint8_t)(1 + unit_rand(12)), (uint8_t)(1 + unit_rand(28)) };
	struct ou_date none = { 0 };

	return some() ? d : none;
}

static struct ou_time
moment(void)
{
	struct ou_time t = { .date = day(), .nanos = -1 };
	struct ou_time none = { 0 };

	return ou_date_given(t.date) ? t : none;
}

static struct ou_quantity
quantity(int64_t least)
{
	return (struct ou_quantity){ (least + (int64_t)unit_rand(5000)) *
	    1000000 + (unit_rand(4) == 0 ? 250000 : 0), true };
}

/* A GTIN-13 with its check digit. */
static struct ou_str
gtin(void)
{
	char text[16];
	int i, sum = 0;

	(void)snprintf(text, sizeof(text), "4%011u",
	    (unsigned)unit_rand(1000000000));
	for (i = 0; i < 12; i++)
		sum += (text[i] - '0') * (i % 2 == 0 ? 1 : 3);
	text[12] = (char)('0' + (10 - sum % 10) % 10);
	return ou_str_dup(&arena, ou_str_make(text, 13));
}

static struct ou_allowance *
allowances(uint32_t *n)
{
	struct ou_allowance *all = ou_arena_array(&arena, 2, sizeof(*all));
	uint32_t i;

	*n = (uint32_t)unit_rand(3);
	for (i = 0; i < *n; i++) {
		all[i].charge = ou_flag_of(some());
		all[i].reason_code = maybe(4);
		all[i].reason = maybe(40);
		if (some())
			all[i].amount = (struct ou_amount){
			    (int64_t)unit_rand(100000) * 10000, 2, true };
		else
			all[i].percent = (struct ou_rate){
			    (int64_t)unit_rand(1000) * 100000, 2, true };
	}
	return all;
}

static struct ou_note *
notes(uint32_t *n)
{
	struct ou_note *all = ou_arena_array(&arena, 2, sizeof(*all));
	uint32_t i;

	*n = (uint32_t)unit_rand(3);
	for (i = 0; i < *n; i++) {
		all[i].from = OU_STR("buyer");
		all[i].subject = word(30);
		all[i].text = word(200);
	}
	return all;
}

static struct ou_address *
address(void)
{
	static const char *const regions[] = { "IL", "BY", "Bavaria",
	    "Geneva" };
	struct ou_address *a = ou_arena_zalloc(&arena, sizeof(*a));
	uint32_t i;

	a->name = word(60);
	if (some())
		a->id = word(20);
	else
		a->gln = gtin();
	a->company = maybe(60);
	a->n_street = (uint32_t)unit_rand(3);
	a->street = ou_arena_array(&arena, 2, sizeof(*a->street));
	for (i = 0; i < a->n_street; i++)
		a->street[i] = word(50);
	a->postal_code = maybe(10);
	a->locality = maybe(30);
	a->region = some() ? ou_str_c(regions[unit_rand(4)]) : OU_STR_NONE;
	a->country = some() ? OU_STR("CH") : OU_STR_NONE;
	a->telephone = maybe(20);
	a->email = maybe(20);
	return a;
}

static void
make_line(struct ou_order_line *l, uint32_t number)
{
	static const char *const units[] = { "C62", "KGM", "XCS", "DZN" };
	struct ou_product *p = ou_arena_zalloc(&arena, sizeof(*p));
	uint32_t i;
	int64_t sum = 0;

	l->number = ou_str_number(&arena, OU_STR(""), "", number);
	l->quantity = quantity(1);
	l->unit = ou_str_c(units[unit_rand(4)]);
	l->product = p;
	p->sku = word(20);
	p->gtin = some() ? gtin() : OU_STR_NONE;
	p->buyer_item_id = maybe(20);
	p->manufacturer_item_id = maybe(20);
	p->name = maybe(80);
	p->color = maybe(20);
	p->size = maybe(10);
	if (some())
		l->unit_price = (struct ou_price){ 1 + (int64_t)
		    unit_rand(900000) * 100, 4, true };
	if (l->unit_price.given && unit_rand(3) == 0)
		l->price_base = ou_quantity_of(unit_rand(2) == 0 ? 100 :
		    1000);
	if (some()) {
		l->packaging = ou_arena_zalloc(&arena, sizeof(*l->packaging));
		l->packaging->pack_quantity = ou_quantity_of(2 +
		    (int64_t)unit_rand(90));
	}
	l->requested_date = day();
	l->requested_ship_date = day();
	l->partial_allowed = unit_rand(3) == 0 ? OU_FLAG_ABSENT :
	    ou_flag_of(some());
	l->allowances = allowances(&l->n_allowances);
	l->notes = notes(&l->n_notes);
	if (unit_rand(4) == 0) {
		l->references = ou_arena_zalloc(&arena,
		    sizeof(*l->references));
		l->references->line = word(10);
		l->references->contract = word(20);
	}
	l->n_schedule = (uint32_t)unit_rand(3);
	l->schedule = ou_arena_array(&arena, 3, sizeof(*l->schedule));
	for (i = 0; i < l->n_schedule; i++) {
		l->schedule[i].quantity = quantity(1);
		sum += l->schedule[i].quantity.v;
		if (some())
			l->schedule[i].requested_date = day();
		else
			l->schedule[i].requested_ship_date = day();
	}
	if (l->n_schedule > 0)
		l->quantity.v = sum;
}

static struct ou_window *
window(void)
{
	struct ou_window *w = ou_arena_zalloc(&arena, sizeof(*w));

	w->from = moment();
	w->to = moment();
	return ou_date_given(w->from.date) || ou_date_given(w->to.date) ? w :
	    NULL;
}

static void
make_delivery(struct ou_order *o)
{
	struct ou_delivery *d = ou_arena_zalloc(&arena, sizeof(*d));

	o->delivery = d;
	d->carrier = maybe(30);
	d->service = maybe(2);
	d->address = address();
	d->requested_date = day();
	d->requested_ship_date = day();
	d->cancel_after = day();
	d->window = window();
	d->ship_window = window();
	d->partial_allowed = unit_rand(3) == 0 ? OU_FLAG_ABSENT :
	    ou_flag_of(some());
	if (some()) {
		d->incoterm = ou_arena_zalloc(&arena, sizeof(*d->incoterm));
		d->incoterm->code = OU_STR("DAP");
		d->incoterm->place = maybe(40);
	}
}

static void
make_parties(struct ou_order *o)
{
	o->customer = ou_arena_zalloc(&arena, sizeof(*o->customer));
	o->customer->name = word(60);
	o->customer->id = word(20);
	o->customer->type = OU_STR("Organization");
	if (some()) {
		o->customer->contact = ou_arena_zalloc(&arena,
		    sizeof(*o->customer->contact));
		o->customer->contact->name = word(40);
		o->customer->contact->role = OU_STR("buyer");
		o->customer->contact->email = maybe(20);
		o->customer->contact->telephone = maybe(20);
	}
	o->seller = ou_arena_zalloc(&arena, sizeof(*o->seller));
	o->seller->name = word(60);
	o->seller->gln = gtin();
	if (some())
		o->billing_address = address();
}

static void
make_references(struct ou_order *o)
{
	struct ou_references *r = ou_arena_zalloc(&arena, sizeof(*r));

	o->references = r;
	r->purchase_order = o->number;
	r->release = maybe(20);
	r->contract = maybe(20);
	r->vendor = maybe(20);
	r->department = maybe(20);
	r->customer_reference = maybe(20);
	r->promotion = maybe(20);
	r->blanket_order = maybe(20);
	r->quotation = maybe(20);
}

static struct ou_order *
make(void)
{
	struct ou_order *o = ou_arena_zalloc(&arena, sizeof(*o));
	uint32_t i;

	o->type = OU_STR("Order");
	o->schema = OU_STR("order/1");
	o->document_function = OU_STR("original");
	o->number = word(22);
	o->date = (struct ou_time){ .date = { 2026, 11, 20 }, .nanos = -1 };
	o->currency = OU_STR("USD");
	make_references(o);
	make_parties(o);
	make_delivery(o);
	o->allowances = allowances(&o->n_allowances);
	o->notes = notes(&o->n_notes);
	if (some()) {
		o->payment = ou_arena_zalloc(&arena, sizeof(*o->payment));
		o->payment->terms = ou_arena_zalloc(&arena,
		    sizeof(*o->payment->terms));
		o->payment->terms->code = OU_STR("01");
		o->payment->terms->net_days = (struct ou_integer){ 30, true };
		o->payment->terms->text = maybe(60);
	}
	o->n_lines = 1 + (uint32_t)unit_rand(4);
	o->lines = ou_arena_array(&arena, o->n_lines, sizeof(*o->lines));
	for (i = 0; i < o->n_lines; i++)
		make_line(&o->lines[i], i + 1);
	return o;
}

/* --- there and back --- */

static void
left(void *arg, const char *path)
{
	(void)arg;
	/* the reader makes them of others */
	if (strcmp(path, "customer.type") != 0 &&
	    strcmp(path, "references.purchaseOrder") != 0 &&
	    strcmp(path, "customer.contact.role") != 0 &&
	    !ou_str_ends(ou_str_c(path), ".from"))
		unit_fail(__FILE__, __LINE__, "%s is left out", path);
}

static int
on_order(void *arg, struct ou_order *o)
{
	uint32_t i;

	(void)arg;
	orders++;
	/* what only a reader knows */
	o->id = o->channel = o->segment = OU_STR_NONE;
	o->source = NULL;
	if (o->references != NULL)
		o->references->document = OU_STR_NONE;
	o->n_extra = 0;
	for (i = 0; i < o->n_lines; i++) {
		o->lines[i].n_extra = 0;
		o->lines[i].quantities = NULL;
	}
	ou_table_encode(&json, &ou_order_table, o);
	return 0;
}

static int
on_reject(void *arg, struct ou_reject *r)
{
	(void)arg;
	rejects++;
	unit_fail(__FILE__, __LINE__, "%.*s", OU_STR_ARG(r->reason));
	return 0;
}

static void
on_finding(void *arg, const struct ou_err *e)
{
	(void)arg, (void)e;
}

static void
read_again(struct ou_order *sent, struct ou_str message)
{
	struct ou_import im = { .order = on_order, .reject = on_reject,
	    .finding = on_finding, .arg = sent, .year = 2026 };
	struct ou_buf b = OU_BUF_INIT, want = OU_BUF_INIT;
	struct ou_source *src;
	struct ou_err err = { 0 };

	ou_buf_puts(&b, "ISA*00*          *00*          *ZZ*US             "
	    "*ZZ*THEM           *261120*0900*U*00401*000000001*0*P*>~"
	    "GS*PO*US*THEM*20261120*0900*1*X*004010~");
	ou_buf_adds(&b, message);
	ou_buf_puts(&b, "GE*1*1~IEA*1*000000001~");
	src = ou_source_memory("written", ou_buf_str(&b));
	ou_buf_clear(&json);
	orders = rejects = 0;
	CHECK_INT(ou_format_x12.run(&im, src, &err), 0);
	CHECK_INT(orders, 1);
	ou_table_encode(&want, &ou_order_table, sent);
	if (json.n != want.n || memcmp(json.p, want.p, want.n) != 0)
		unit_fail(__FILE__, __LINE__, "%.*s\nread again is %.*s\nby "
		    "%.*s", (int)want.n, want.p, (int)json.n, json.p,
		    (int)message.n, message.p);
	ou_source_close(src);
	ou_arena_release(&im.arena);
	ou_buf_release(&b);
	ou_buf_release(&want);
}

static void
prop_850(void)
{
	const struct ou_guide_name name = { OU_EDI_X12, OU_STR("850"),
	    OU_STR("004010") };
	struct ou_arena run = OU_ARENA_INIT;
	struct ou_err err = { 0 };
	const struct ou_guide *g = ou_guide_find(&run, &name, OU_STR_NONE,
	    &err);
	struct ou_buf b = OU_BUF_INIT;
	struct ou_edi_out out = { .to = &b };
	struct ou_order *o;
	long i, n = unit_rounds(300);

	if (g == NULL)
		unit_fail(__FILE__, __LINE__, "%s", err.text);
	ou_edi_marks_usual(&out.marks, OU_EDI_X12);
	for (i = 0; i < n && g != NULL && !unit.bad; i++) {
		o = make();
		ou_buf_clear(&b);
		if (ou_guide_write(g, &arena, &out, OU_STR("0001"), NULL,
		    o, left, NULL, &err) != 0)
			unit_fail(__FILE__, __LINE__, "%s: %s", err.field,
			    err.text);
		else
			read_again(o, ou_buf_str(&b));
		ou_arena_reset(&arena);
	}
	ou_buf_release(&b);
	ou_buf_release(&json);
	ou_arena_release(&arena);
	ou_arena_release(&run);

}

int
main(void)
{
	unit_seed();
	RUN(prop_850);
	return (UNIT_DONE());
}
