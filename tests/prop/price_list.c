/*
 * Laws of price lists that come into the book, against a model that knows of
 * every thing, day by day, what it costs: what holds is what the lists and
 * the rows say, in whatever order lists come that state nothing for the same
 * day; nothing holds twice; the same lists again change nothing; rows that no
 * list speaks of keep their bytes; and what is written is a table that can be
 * priced from.
 */
#include <unistd.h>

#include "ou/book/price_list.h"
#include "ou/io/file.h"
#include "ou/rules/pricing.h"
#include "unit.h"

#define DAYS 16		/* 0: before all others */
#define ITEMS 3
#define OFFERS 2	/* of an item: what is stated together */
#define KINDS 4		/* of an offer: tiers and units */
#define THINGS (ITEMS * OFFERS * KINDS)
#define LISTS 3
#define STATED 40
#define offer_of(thing) ((thing) / KINDS)

static const char *const skus[ITEMS] = { "A", "B", "C" };
static const char *const lists[OFFERS] = { "acme", "acme, too" };

/* What lists may state: anything; nothing for the same day; or that, nothing
 * that holds already, and each later than the one before it. */
enum mode { ANYHOW, APART, LATER };

struct says {
	int thing, from, through;	/* days; through DAYS: no end */
	int price;			/* in cents; 0: the item is deleted */
	int list;
};

/* A row of the model, at its first day. */
struct held {
	bool given;
	int through, price, list;	/* 0: of the book */
};

struct world {
	struct held book[THINGS][DAYS];
	struct says says[STATED];
	int n;
	int start[LISTS + 1][ITEMS * OFFERS];	/* DAYS: not named */
	bool deleted[ITEMS * OFFERS];
	struct ou_buf text;		/* the book's file */
};

static char dir[] = "/tmp/ou-price-list.XXXXXX";
static char path[64];

/* --- what there is --- */

static void
make_book(struct world *w)
{
	int t, day, next;

	for (t = 0; t < THINGS; t++) {
		if (unit_rand(3) == 0)
			continue;
		for (day = (int)unit_rand(6); day < DAYS; day = next) {
			next = day + 1 + (int)unit_rand(6);
			w->book[t][day] = (struct held){ true, next > DAYS ||
			    unit_rand(3) == 0 ? DAYS : next - 1,
			    100 + (int)unit_rand(3), 0 };
			if (w->book[t][day].through == DAYS)
				break;
			next += (int)unit_rand(3);
		}
	}
}

static bool
is_stated(const struct world *w, int thing, int from, bool by, int list)
{
	int i;

	for (i = 0; i < w->n; i++) {
		if (w->says[i].price != 0 && w->says[i].thing == thing &&
		    w->says[i].from == from && (!by ||
		    w->says[i].list == list))
			return (true);
	}
	return (false);
}

static void
state_offer(struct world *w, int offer, int list, enum mode mode)
{
	int k, t, from, n;

	for (k = 0; k < KINDS; k++) {
		t = offer * KINDS + k;
		for (n = (int)unit_rand(3); n > 0 && w->n < STATED; n--) {
			from = 1 + (int)unit_rand(DAYS - 1);
			if (is_stated(w, t, from, mode == ANYHOW, list) ||
			    (mode == LATER && (from - 1) / 5 != list - 1))
				continue;
			w->says[w->n++] = (struct says){ t, from,
			    unit_rand(3) == 0 ? from + (int)unit_rand((uint64_t)
			    (DAYS - from)) : DAYS, mode == LATER ?
			    200 + w->n : 100 + (int)unit_rand(4), list };
			if (from < w->start[list][offer])
				w->start[list][offer] = from;
		}
	}
}

static void
make_lists(struct world *w, int n, enum mode mode)
{
	int list, o;

	for (list = 1; list <= LISTS; list++) {
		for (o = 0; o < ITEMS * OFFERS; o++)
			w->start[list][o] = DAYS;
	}
	for (o = 0; o < ITEMS * OFFERS; o++) {
		w->deleted[o] = unit_rand(8) == 0 && w->n < STATED;
		if (w->deleted[o])
			w->says[w->n++] = (struct says){ o * KINDS,
			    1 + (int)unit_rand(DAYS - 1), DAYS, 0, 1 };
		for (list = 1; list <= n && !w->deleted[o]; list++) {
			if (unit_rand(2) == 0)
				state_offer(w, o, list, mode);
		}
	}
}

/* --- the model --- */

static void
delete(struct held held[KINDS][DAYS], int from)
{
	int k, day;

	for (k = 0; k < KINDS; k++) {
		for (day = 0; day < DAYS; day++) {
			if (day >= from)
				held[k][day].given = false;
			else if (held[k][day].through >= from)
				held[k][day].through = from - 1;
		}
	}
}

/* What the list does not have any more of an offer. */
static void
end_missing(const struct world *w, struct held (*held)[DAYS], int list,
    int offer)
{
	int start = w->start[list][offer], k, day, t;
	bool stated;

	for (k = 0; k < KINDS; k++) {
		t = offer * KINDS + k;
		for (stated = false, day = 0; day < DAYS; day++)
			stated = stated || is_stated(w, t, day, true, list);
		if (stated)
			continue;
		for (day = 0; day < start; day++) {
			if (held[t][day].through >= start)
				held[t][day].through = start - 1;
		}
		if (held[t][start].list == 0)
			held[t][start].given = false;
	}
}

/* What everything costs on each day; 0: nothing holds. */
static void
model(const struct world *w, int cost[THINGS][DAYS])
{
	struct held held[THINGS][DAYS];
	const struct says *s;
	int i, t, day, d, o, list;

	memcpy(held, w->book, sizeof(held));
	for (list = 1; list <= LISTS; list++) {
		for (i = 0; i < w->n; i++) {
			s = &w->says[i];
			if (s->list != list)
				continue;
			if (s->price == 0)
				delete(held + s->thing, s->from);
			else
				held[s->thing][s->from] = (struct held){ true,
				    s->through, s->price, list };
		}
	}
	for (list = 1; list <= LISTS; list++) {
		for (o = 0; o < ITEMS * OFFERS; o++) {
			if (w->start[list][o] < DAYS)
				end_missing(w, held, list, o);
		}
	}
	memset(cost, 0, sizeof(int) * THINGS * DAYS);
	for (t = 0; t < THINGS; t++) {
		for (day = 0; day < DAYS; day++) {
			/* it ends when the next one begins */
			for (d = day; held[t][day].given && d < DAYS &&
			    d <= held[t][day].through && (d == day ||
			    !held[t][d].given); d++)
				cost[t][d] = held[t][day].price;
		}
	}
}

/* --- the book's file --- */

static struct ou_date
date_of(int day, int never)
{
	return (day == never ? (struct ou_date){ 0, 0, 0 } :
	    ou_date_from_days(ou_date_days((struct ou_date){ 2026, 12, 20 }) +
	    day));
}

static int
day_of(struct ou_date d, int none)
{
	return (ou_date_given(d) ? ou_date_days(d) - ou_date_days(
	    (struct ou_date){ 2026, 12, 20 }) : none);
}

/* Tiers of the item's unit, which is said or not, and of cases. */
static struct ou_price_row
row_of(int thing, int from, int through, int price)
{
	int kind = thing % KINDS;

	return ((struct ou_price_row){
	    .list = ou_str_c(lists[offer_of(thing) % OFFERS]),
	    .sku = ou_str_c(skus[thing / KINDS / OFFERS]),
	    .currency = OU_STR("EUR"),
	    .unit = kind == 3 ? OU_STR("XCT") : unit_rand(2) == 0 ?
	    OU_STR("C62") : OU_STR_NONE,
	    .min_quantity = { kind % 3 * 10000000, kind % 3 != 0 },
	    .unit_price = { (int64_t)price * 10000, 2, true },
	    .valid_from = date_of(from, 0),
	    .valid_through = date_of(through, DAYS) });
}

static int
thing_of(const struct ou_price_row *r)
{
	int o = ou_str_is(r->list, lists[1]), i = r->sku.p[0] - 'A';

	return ((i * OFFERS + o) * KINDS + (ou_str_is(r->unit, "XCT") ? 3 :
	    (int)(r->min_quantity.v / 10000000)));
}

/* Cells as people write them: with quotes that need not be. */
static void
put_cell(struct ou_buf *b, const char *text, char end)
{
	bool quoted = strchr(text, ',') != NULL || unit_rand(4) == 0;

	ou_buf_printf(b, "%s%s%s%c", quoted ? "\"" : "", text, quoted ? "\"" :
	    "", end);
}

static void
put_row(struct ou_buf *p, int thing, int day, const struct held *h)
{
	struct ou_price_row r = row_of(thing, day, h->through, h->price);
	char text[40];
	int n;

	put_cell(p, lists[offer_of(thing) % OFFERS], ',');
	put_cell(p, skus[thing / KINDS / OFFERS], ',');
	put_cell(p, thing % KINDS % 3 == 0 ? "" : thing % KINDS == 1 ? "10" :
	    unit_rand(2) == 0 ? "20" : "20.0", ',');
	(void)snprintf(text, sizeof(text), "%d.%02d%s", h->price / 100,
	    h->price % 100, unit_rand(2) == 0 ? "" : "0");
	put_cell(p, text, ',');
	put_cell(p, ou_str_is(r.unit, "XCT") ? "XCT" : r.unit.p != NULL ?
	    "C62" : "", ',');
	put_cell(p, "EUR", ',');
	n = (int)ou_date_text(text, r.valid_from);
	text[ou_date_given(r.valid_from) ? n : 0] = '\0';
	put_cell(p, text, ',');
	n = (int)ou_date_text(text, r.valid_through);
	text[ou_date_given(r.valid_through) ? n : 0] = '\0';
	put_cell(p, text, ',');
	put_cell(p, unit_rand(2) == 0 ? "as agreed, in May" : "", '\n');
}

/* Rows of all things, in any order. */
static void
write_book(struct world *w)
{
	int at[THINGS * DAYS], n = 0, i, k, x;

	for (i = 0; i < THINGS * DAYS; i++) {
		if (w->book[i / DAYS][i % DAYS].given)
			at[n++] = i;
	}
	for (i = n; i-- > 1; at[k] = x) {
		k = (int)unit_rand((uint64_t)i + 1);
		x = at[i];
		at[i] = at[k];
	}
	ou_buf_printf(&w->text, "list,sku,minQuantity,unitPrice,unitCode,currency,"
	    "validFrom,validThrough,note\n");
	for (i = 0; i < n; i++)
		put_row(&w->text, at[i] / DAYS, at[i] % DAYS,
		    &w->book[at[i] / DAYS][at[i] % DAYS]);
}

static bool
save(const char *text, size_t n)
{
	FILE *f = fopen(path, "w");

	return (CHECK(f != NULL) && CHECK(fwrite(text, 1, n, f) == n) &&
	    CHECK(fclose(f) == 0));
}

/* --- an import --- */

struct import {
	struct ou_arena a;
	struct ou_items items;
	struct ou_rows rows;
	struct ou_price_list *l;
	struct ou_buf text;
	uint32_t changes;
};

/* Lists one after the other, ${order} says in which, each in the order of
 * ${shuffle}. */
static void
state_all(struct import *m, const struct world *w, const int *order, int n)
{
	struct ou_price_row *r;
	int i, k, first = (int)unit_rand((uint64_t)w->n + 1);

	for (k = 0; k < n; k++) {
		ou_price_list_next(m->l);
		for (i = 0; i < w->n; i++) {
			const struct says *s = &w->says[(i + first) % w->n];

			if (s->list != order[k])
				continue;
			r = ou_arena_alloc(&m->a, sizeof(*r));
			*r = row_of(s->thing, s->from, s->through, s->price);
			if (s->price == 0) {
				ou_price_list_stop(m->l, r, r->valid_from);
				continue;
			}
			CHECK(!ou_price_list_denies(m->l, r));
			ou_price_list_state(m->l, r);
		}
	}
}

static bool
import(struct import *m, const struct world *w, const int *order, int n)
{
	struct ou_err err;

	memset(m, 0, sizeof(*m));
	ou_buf_init(&m->text, SIZE_MAX);
	if (!CHECK_INT(ou_items_load(&m->items, &m->a, dir, NULL, &err), 0) ||
	    !CHECK_INT(ou_book_load(&m->a, dir, "prices", NULL, &m->rows,
	    &err), 0))
		return (false);
	m->l = ou_price_list_new(&m->a, &m->rows, &m->items);
	state_all(m, w, order, n);
	(void)ou_price_list_end(m->l, &m->changes);
	return (CHECK_INT(ou_price_list_write(m->l, path, &m->text, &err), 0));
}

static void
done(struct import *m)
{
	ou_buf_release(&m->text);
	ou_arena_release(&m->a);
}

/* What the rows say of each day; nothing is said twice. */
static void
look(const struct ou_rows *rows, int cost[THINGS][DAYS])
{
	const struct ou_price_row *r;
	int t, day, last;
	uint32_t i;

	memset(cost, 0, sizeof(int) * THINGS * DAYS);
	for (i = 0; i < rows->n; i++) {
		r = ou_rows_at(rows, i);
		t = thing_of(r);
		last = day_of(r->valid_through, DAYS);
		for (day = day_of(r->valid_from, 0); day < DAYS &&
		    day <= last; day++) {
			CHECK_INT(cost[t][day], 0);
			cost[t][day] = (int)(r->unit_price.v / 10000);
		}
	}
}

/* The table as it is to be is one that orders can be priced from. */
static void
check_pricing(const struct ou_rows *rows, struct ou_arena *a)
{
	struct ou_pricing_policy policy = { .currency = OU_STR("EUR") };
	struct ou_pricing *p = ou_pricing_new(a, &policy);
	struct ou_pricing_fault fault;
	const struct ou_price_row *x;
	uint32_t i;

	for (i = 0; i < ITEMS; i++)
		ou_pricing_add_item(p, &(struct ou_pricing_item){
		    .sku = ou_str_c(skus[i]),
		    .packs = { .pack = ou_quantity_of(12) } });
	for (i = 0; i < rows->n; i++) {
		x = ou_rows_at(rows, i);
		ou_pricing_add_price(p, &(struct ou_pricing_price){
		    .list = x->list, .sku = x->sku, .min = x->min_quantity,
		    .price = x->unit_price, .unit = x->unit,
		    .currency = x->currency, .from = x->valid_from,
		    .through = x->valid_through });
	}
	CHECK_INT(ou_pricing_build(p, &fault), 0);
}

/* Rows of items that no list names are there, byte for byte. */
static void
check_bytes(const struct world *w, struct ou_str text)
{
	struct ou_str rest = ou_buf_str(&w->text), line;
	bool named[ITEMS] = { false };
	int i;

	for (i = 0; i < w->n; i++)
		named[w->says[i].thing / KINDS / OFFERS] = true;
	while (ou_str_split(&rest, '\n', &line)) {
		const char *sku = line.n == 0 ? NULL : strstr(line.p,
		    line.p[0] == '"' ? "\"," : ",");

		if (sku == NULL || ou_str_starts(line, "list,"))
			continue;
		sku += *sku == '"' ? 2 : 1;
		sku += *sku == '"';
		if (!named[*sku - 'A'])
			CHECK(ou_str_search(text, ou_str_make(line.p,
			    line.n + 1)) >= 0);
	}
}

static void
check_costs(int got[THINGS][DAYS], int want[THINGS][DAYS])
{
	int t, day;

	for (t = 0; t < THINGS; t++) {
		for (day = 0; day < DAYS; day++) {
			if (got[t][day] != want[t][day])
				unit_fail(__FILE__, __LINE__, "thing %d on "
				    "day %d: %d, expected %d", t, day,
				    got[t][day], want[t][day]);
		}
	}
}

/* The lists before the last come in runs of their own. */
static bool
import_first(const struct world *w, const int *order, int n)
{
	struct import m;
	bool ok = true;
	int i;

	for (i = 0; i < n && ok; i++) {
		ok = import(&m, w, &order[i], 1);
		ok = ok && save(m.text.p, m.text.n);
		done(&m);
	}
	return (ok);
}

static void
one(const int *order, int n, enum mode mode)
{
	static struct world w;
	int got[THINGS][DAYS], want[THINGS][DAYS];
	struct import m, again;
	struct ou_rows rows;
	struct ou_err err;

	memset(&w, 0, sizeof(w));
	ou_buf_init(&w.text, 0);
	make_book(&w);
	make_lists(&w, n, mode);
	write_book(&w);
	model(&w, want);
	if (!save(w.text.p, w.text.n))
		return;
	if (mode == LATER) {
		if (!import_first(&w, order, n - 1))
			return;
		order += n - 1;
		n = 1;
	}
	if (!import(&m, &w, order, n))
		return;
	ou_price_list_rows(m.l, &rows);
	look(&rows, got);
	check_costs(got, want);
	check_pricing(&rows, &m.a);
	if (m.changes == 0 && mode != LATER)
		CHECK(ou_str_eq(ou_buf_str(&m.text), ou_buf_str(&w.text)));
	check_bytes(&w, ou_buf_str(&m.text));
	/* what was written is what was meant, and the same again is nothing */
	if (save(m.text.p, m.text.n) && CHECK_INT(ou_book_load(&m.a, dir,
	    "prices", NULL, &rows, &err), 0)) {
		look(&rows, got);
		check_costs(got, want);
		if (import(&again, &w, order, n)) {
			CHECK_INT(again.changes, 0);
			CHECK(ou_str_eq(ou_buf_str(&again.text),
			    ou_buf_str(&m.text)));
			done(&again);
		}
	}
	done(&m);
	ou_buf_release(&w.text);
}

static void
many(const int *order, int n, enum mode mode)
{
	long i = unit_rounds(200);

	while (i-- > 0 && !unit.bad)
		one(order, n, mode);
}

static const int orders[][LISTS] = { { 1, 2, 3 }, { 3, 2, 1 },
    { 2, 3, 1 } };

/* One list, whatever order its lines have. */
static void
test_list(void)
{
	many(orders[0], 1, ANYHOW);
}

/* Several, as they come: of the same day, the last one counts. */
static void
test_lists(void)
{
	many(orders[0], LISTS, ANYHOW);
}

/* And in another order, where no two state something for the same day. */
static void
test_order(void)
{
	many(orders[1], LISTS, APART);
	many(orders[2], LISTS, APART);
}

/* Each in a run of its own, the earliest first. */
static void
test_runs(void)
{
	many(orders[0], LISTS, LATER);
}

int
main(void)
{
	char items[80];
	FILE *f;

	unit_seed();
	if (mkdtemp(dir) == NULL)
		return (2);
	(void)snprintf(path, sizeof(path), "%s/prices.csv", dir);
	(void)snprintf(items, sizeof(items), "%s/items.csv", dir);
	if ((f = fopen(items, "w")) == NULL || fprintf(f, "sku,unitCode,"
	    "packQuantity\nA,C62,12\nB,,12\nC,C62,12\n") < 0 ||
	    fclose(f) != 0)
		return (2);
	RUN(test_list);
	RUN(test_lists);
	RUN(test_order);
	RUN(test_runs);
	(void)unlink(path);
	(void)unlink(items);
	(void)rmdir(dir);
	return (UNIT_DONE());
}
