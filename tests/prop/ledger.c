#include <unistd.h>

#include "ou/io/source.h"
#include "ou/ledger/ledger.h"
#include "unit.h"

/*
 * Orders go through their lives against a model that keeps three numbers a
 * place: what is there, what is reserved, what has left.  Whatever comes, in
 * whatever version and however often, the store has the same.
 */
#define ITEMS 3
#define PLACES 2
#define ORDERS 5
#define LINES 2
#define OPENING 60

struct line {
	int item, ordered, cancelled, shipped;
	int at[PLACES];			/* allocated, with what is shipped */
};

struct order {
	struct line lines[LINES];
	/* the last version that was taken */
	struct line taken[LINES];
	char before[4000];
};

static struct order orders[ORDERS];
static int opening[ITEMS][PLACES], on_hand[ITEMS][PLACES];
static struct ou_store *store;
static struct ou_ledger *ledger;
static struct ou_arena arena;
static int told;

static void
tell(void *arg, const struct ou_err *err)
{
	(void)arg;
	(void)err;
	told++;
}

/* Take a line in a transaction of its own: 0, or -1 and nothing is done. */
static int
take(const char *text)
{
	static struct ou_arena a;
	struct ou_record record;
	struct ou_err err;
	size_t n = strlen(text);
	char *p;
	int r;

	ou_arena_reset(&a);
	p = ou_arena_zalloc(&a, n + OU_SOURCE_PADDING);
	memcpy(p, text, n);
	memset(&err, 0, sizeof(err));
	if (!CHECK(ou_record_parse(&record, &a, ou_str_make(p, n),
	    ou_record_types, NULL, &err) == 0) ||
	    !CHECK(ou_store_begin(store, &err) == 0))
		return -1;
	r = ou_ledger_take(ledger, &a, &record, &err);
	if (r == 0)
		r = ou_store_commit(store, &err);
	else
		ou_store_rollback(store);
	if (r != 0 && err.kind != OU_ERR_RECORD)
		unit_fail(__FILE__, __LINE__, "%s", err.text);
	return r;
}

static int
allocated(const struct line *l)
{
	return l->at[0] + l->at[1];
}

static void
write_line(struct ou_buf *b, const struct line *l, int number)
{
	int k, n = 0;

	ou_buf_printf(b, "{\"orderItemNumber\":\"%d\",\"orderQuantity\":%d,"
	    "\"product\":{\"sku\":\"I%d\"},\"quantities\":{\"ordered\":%d,"
	    "\"allocated\":%d,\"cancelled\":%d,\"shipped\":%d},"
	    "\"allocations\":[", number, l->ordered, l->item, l->ordered,
	    allocated(l), l->cancelled, l->shipped);
	for (k = 0; k < PLACES; k++) {
		if (l->at[k] != 0)
			ou_buf_printf(b, "%s{\"location\":\"P%d\","
			    "\"quantity\":%d}", n++ != 0 ? "," : "", k,
			    l->at[k]);
	}
	ou_buf_puts(b, "]}");
}

static void
write_order(char *to, size_t max, int number)
{
	struct ou_buf b = OU_BUF_INIT;
	int i;

	ou_buf_printf(&b, "{\"type\":\"Order\",\"schema\":\"order/1\","
	    "\"id\":\"o:%d\",\"orderedItem\":[", number);
	for (i = 0; i < LINES; i++) {
		if (i != 0)
			ou_buf_addc(&b, ',');
		write_line(&b, &orders[number].lines[i], i + 1);
	}
	ou_buf_puts(&b, "]}");
	CHECK(b.n < max);
	snprintf(to, max, "%.*s", OU_STR_ARG(ou_buf_str(&b)));
	ou_buf_release(&b);
}

/* What of a line stands at a place and has not left: the first place's units
 * leave first. */
static int
open_at(const struct line *l, int place)
{
	int shipped = l->shipped, k, n;

	for (k = 0; k < place; k++)
		shipped -= shipped < l->at[k] ? shipped : l->at[k];
	n = l->at[place] - (shipped < l->at[place] ? shipped
	    : l->at[place]);
	return n;
}

static int
reserved(int item, int place)
{
	int i, k, n = 0;

	for (i = 0; i < ORDERS; i++) {
		for (k = 0; k < LINES; k++) {
			if (orders[i].lines[k].item == item)
				n += open_at(&orders[i].lines[k], place);
		}
	}
	return n;
}

/* What has left had been reserved, and its reservations say so. */
static void
check_shipped(struct ou_arena *a)
{
	const struct ou_reservation_filter f = { .all_states = true };
	struct ou_reservation *rows;
	int left = 0, i, k;
	struct ou_err err;
	uint32_t n, r;

	for (i = 0; i < ITEMS; i++) {
		for (k = 0; k < PLACES; k++)
			left += opening[i][k] - on_hand[i][k];
	}
	if (!CHECK(ou_store_reservations(store, a, &f, &rows, &n,
	    &err) == 0))
		return;
	for (r = 0; r < n; r++) {
		if (rows[r].state == OU_RESERVATION_SHIPPED)
			left -= (int)(rows[r].quantity.v / 1000000);
	}
	CHECK_INT(left, 0);
}

static void
check(void)
{
	struct ou_arena scratch = OU_ARENA_INIT;
	struct ou_position *rows;
	uint32_t i, n;
	struct ou_err err;
	int item, place;

	if (!CHECK(ou_store_positions(store, &scratch, NULL, 0, &rows, &n,
	    &err) == 0))
		return;
	CHECK_INT(n, ITEMS * PLACES);
	for (i = 0; i < n; i++) {
		item = rows[i].key.sku.p[1] - '0';
		place = rows[i].key.location.p[1] - '0';
		CHECK_INT(rows[i].on_hand.v / 1000000,
		    on_hand[item][place]);
		CHECK_INT(rows[i].reserved.v / 1000000,
		    reserved(item, place));
	}
	check_shipped(&scratch);
	ou_arena_release(&scratch);
}

/* --- what happens to an order --- */

/* New allocations stand behind those that a line has: the first leave
 * first. */
static void
allocate(struct line *l)
{
	int place = l->at[1] != 0 ? 1 : (int)unit_rand(PLACES);
	int free = on_hand[l->item][place] - reserved(l->item, place);
	int open = l->ordered - l->cancelled - allocated(l);
	int n = (int)unit_rand((uint64_t)(free < open ? free : open) + 1);

	l->at[place] += n;
}

static void
ship(struct line *l)
{
	int n = (int)unit_rand((uint64_t)(allocated(l) - l->shipped) + 1);
	int k, before, after;

	for (k = 0; k < PLACES; k++) {
		before = open_at(l, k);
		l->shipped += n;
		after = open_at(l, k);
		l->shipped -= n;
		on_hand[l->item][k] -= before - after;
	}
	l->shipped += n;
}

/* Units that have not left are taken from the last place first. */
static void
cancel(struct line *l)
{
	int n = (int)unit_rand((uint64_t)(l->ordered - l->cancelled -
	    l->shipped) + 1);
	int spare = l->ordered - l->cancelled - allocated(l);
	int k, x;

	l->cancelled += n;
	n -= n < spare ? n : spare;
	for (k = PLACES - 1; k >= 0 && n > 0; k--) {
		x = open_at(l, k) < n ? open_at(l, k) : n;
		l->at[k] -= x;
		n -= x;
	}
}

static bool
older(const struct order *o)
{
	int i;

	for (i = 0; i < LINES; i++) {
		if (o->taken[i].shipped < o->lines[i].shipped ||
		    o->taken[i].cancelled < o->lines[i].cancelled)
			return true;
	}
	return false;
}

static void
step(int number)
{
	struct order *o = &orders[number], was = *o;
	int there[ITEMS][PLACES];
	char text[4000];
	int i;

	memcpy(there, on_hand, sizeof(there));
	for (i = 0; i < LINES; i++) {
		switch (unit_rand(4)) {
		case 0:
			allocate(&o->lines[i]);
			break;
		case 1:
			ship(&o->lines[i]);
			break;
		case 2:
			cancel(&o->lines[i]);
			break;
		default:
			break;
		}
	}
	write_order(text, sizeof(text), number);
	if (unit_rand(8) == 0) {
		/* It does not come to it: as if nothing had been. */
		*o = was;
		memcpy(on_hand, there, sizeof(there));
		return;
	}
	CHECK_INT(take(text), 0);
	if (unit_rand(3) == 0)
		CHECK_INT(take(text), 0);
	/* The version before is refused when more has left since, and what
	 * it says otherwise is undone by the newer one. */
	if (was.before[0] != '\0' && unit_rand(4) == 0) {
		CHECK_INT(take(was.before), older(o) ? -1 : 0);
		CHECK_INT(take(text), 0);
	}
	memcpy(o->taken, o->lines, sizeof(o->taken));
	snprintf(o->before, sizeof(o->before), "%s", text);
}

static void
found(void *arg, const char *text)
{
	(void)arg;
	unit_fail(__FILE__, __LINE__, "%s", text);
}

static void
begin(const char *path)
{
	const struct ou_store_options create = { .create = true };
	struct ou_ledger_options o = { .tell = tell };
	struct ou_err err;
	char text[300];
	int i, k;

	store = ou_store_open(path, &create, &err);
	if (!CHECK(store != NULL))
		exit(1);
	o.store = store;
	o.command = OU_STR("test");
	ou_time_from_seconds(&o.now, 0, 0);
	ledger = ou_ledger_new(&arena, &o, &err);
	CHECK(ledger != NULL);
	memset(orders, 0, sizeof(orders));
	for (i = 0; i < ITEMS; i++) {
		for (k = 0; k < PLACES; k++) {
			opening[i][k] = (int)unit_rand(OPENING);
			on_hand[i][k] = opening[i][k];
			snprintf(text, sizeof(text), "{\"type\":"
			    "\"StockLevel\",\"schema\":\"stock-level/1\","
			    "\"sku\":\"I%d\",\"location\":\"P%d\","
			    "\"onHand\":%d}", i, k, on_hand[i][k]);
			CHECK_INT(take(text), 0);
		}
	}
	for (i = 0; i < ORDERS; i++) {
		for (k = 0; k < LINES; k++) {
			orders[i].lines[k].item = (int)unit_rand(ITEMS);
			orders[i].lines[k].ordered = 1 +
			    (int)unit_rand(20);
		}
	}
}

static void
test_lives(void)
{
	char folder[] = "/tmp/ou-ledger.XXXXXX", path[60];
	long round, rounds = unit_rounds(4);
	struct ou_err err;
	int i;

	if (!CHECK(mkdtemp(folder) != NULL))
		return;
	snprintf(path, sizeof(path), "%s/s.db", folder);
	for (round = 0; round < rounds; round++) {
		ROW("round %ld", round);
		begin(path);
		for (i = 0; i < 60 && !unit.bad; i++) {
			step((int)unit_rand(ORDERS));
			check();
		}
		/* Nothing was promised that was not there. */
		CHECK_INT(told, 0);
		CHECK_INT(ou_store_verify(store, found, NULL, &err), 0);
		ou_store_close(store);
		ou_arena_reset(&arena);
		unlink(path);
	}
	snprintf(path, sizeof(path), "%s/s.db-wal", folder);
	unlink(path);
	snprintf(path, sizeof(path), "%s/s.db-shm", folder);
	unlink(path);
	CHECK(rmdir(folder) == 0);
	ou_arena_release(&arena);
}

int
main(void)
{
	unit_seed();
	RUN(test_lives);
	return (UNIT_DONE());
}
