#include "private.h"

/* Records: the log, and the current one of each id. */
#define PAGE 200

static struct log_row
row_of(const struct ou_stored *r)
{
	struct log_row row = { .kind = LOG_RECORD, .command = r->command,
	    .type = r->type, .id = r->id, .status = r->status,
	    .channel = r->channel, .segment = r->segment,
	    .customer = r->customer, .day = r->date, .raw = r->raw,
	    .hash = ou_str_hash(r->type) * 31 + ou_str_hash(r->id) };

	ou_log_content(&row.content, &row);
	return row;
}

int
ou_store_put(struct ou_store *s, const struct ou_stored *r,
    struct ou_err *err)
{
	struct log_row row = row_of(r);
	struct ou_str content;
	struct db_rows got;
	int known;

	if (ou_store_writing(s, err) != 0 ||
	    ou_store_check(err, V(db_text(r->command), db_text(r->type),
	    db_text(r->id), db_text(r->status), db_text(r->channel),
	    db_text(r->segment), db_text(r->customer))) != 0 ||
	    (ou_store_waits(s, &row) && ou_store_flush(s, err) != 0))
		return -1;
	known = ou_ahead_find(s, r->type, r->id, &content);
	if (known < 0) {
		if (ou_store_rows(s, DB_RECORD_CONTENT, &s->arena, &got, err,
		    V(db_key(r->type), db_key(r->id))) != 0)
			return -1;
		known = got.n != 0;
		content = known ? got.v[0].s : OU_STR_NONE;
	}
	if (known && content.n == OU_DIGEST_SIZE &&
	    memcmp(content.p, row.content.b, OU_DIGEST_SIZE) == 0)
		return 1;
	return ou_store_log(s, &row, err);
}

static struct ou_stored
stored_of(const struct db_value *v)
{
	return (struct ou_stored){ .seq = v[0].i, .type = v[1].s,
	    .id = v[2].s, .command = v[3].s, .at = ou_db_as_time(&v[4]),
	    .status = ou_db_as_text(&v[5]), .channel = ou_db_as_text(&v[6]),
	    .segment = ou_db_as_text(&v[7]), .customer = ou_db_as_text(&v[8]),
	    .date = ou_db_as_day(&v[9]), .raw = v[10].s };
}

static enum db_statement
choose(const struct ou_store_filter *f)
{
	if (f->effects)
		return DB_ANSWERS;
	if (f->type.n != 0 && f->id.n != 0)
		return f->history ? DB_HISTORY_ID : DB_RECORDS_ID;
	if (f->customer.n != 0)
		return f->history ? DB_HISTORY_CUSTOMER
		    : DB_RECORDS_CUSTOMER;
	if (f->status.n != 0 && !f->history)
		return DB_RECORDS_STATUS;
	return f->history ? DB_HISTORY : DB_RECORDS;
}

/* Absent when it is empty. */
static struct db_value
maybe(struct ou_str s)
{
	return db_text(s.n == 0 ? OU_STR_NONE : s);
}

static int
page(struct ou_store *s, struct ou_arena *a, const struct ou_store_filter *f,
    int64_t since, uint32_t limit, struct db_rows *got, struct ou_err *err)
{
	char from[16], through[16];

	return ou_store_rows(s, choose(f), a, got, err, V(maybe(f->type),
	    maybe(f->id), maybe(f->status), maybe(f->channel),
	    maybe(f->segment), maybe(f->customer), ou_db_day(from, f->from),
	    ou_db_day(through, f->through), db_int(since), db_int(limit)));
}

static bool
known_absent(const struct ou_store *s, const struct ou_store_filter *f)
{
	struct ou_str content;

	return f->type.n != 0 && f->id.n != 0 && !f->history && !f->effects &&
	    ou_ahead_find(s, f->type, f->id, &content) == 0;
}

int
ou_store_query(struct ou_store *s, const struct ou_store_filter *filter,
    int (*each)(void *arg, const struct ou_stored *r, struct ou_err *err),
    void *arg, struct ou_err *err)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct db_rows got = { NULL, 0, 0 };
	struct ou_stored r;
	int64_t since = filter->since;
	uint32_t i, n, left = filter->limit;
	int bad;

	if (known_absent(s, filter))
		return 0;
	bad = s->open ? ou_store_flush(s, err) : 0;
	while (bad == 0) {
		n = left != 0 && left < PAGE ? left : PAGE;
		ou_arena_reset(&a);
		if ((bad = page(s, &a, filter, since, n, &got, err)) != 0)
			break;
		for (i = 0; i < got.n && bad == 0; i++) {
			r = stored_of(&got.v[i * got.width]);
			since = r.seq;
			bad = each(arg, &r, err);
		}
		if (got.n < n || (left != 0 && (left -= got.n) == 0))
			break;
	}
	ou_arena_release(&a);
	return bad;
}

int
ou_store_last(struct ou_store *s, int64_t *seq, struct ou_err *err)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct db_rows got;
	int bad = s->open ? ou_store_flush(s, err) : 0;

	if (bad == 0)
		bad = ou_store_rows(s, DB_COUNTER_READ, &a, &got, err, NULL, 0);
	if (bad == 0)
		*seq = got.n != 0 ? got.v[0].i : 0;
	ou_arena_release(&a);
	return bad;
}
