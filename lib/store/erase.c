#include "private.h"

/*
 * Erasing what is personal.  Every version of the record becomes the same:
 * bytes and key columns of the erasure itself, which is a row of the log like
 * any other and now the current version.  The digests of what was there stay,
 * for the chain; verify compares the erased rows with the erasure.
 */

/* A column is kept when the record still says it. */
static struct ou_str
still(const struct db_value *v, struct ou_str raw)
{
	struct ou_str s = ou_db_as_text(v);

	return s.n != 0 && ou_str_search(raw, s) >= 0 ? s : OU_STR_NONE;
}

static int
erase_rows(struct ou_store *s, const struct log_row *row, int64_t seq,
    struct ou_err *err)
{
	char day[16];
	struct ou_str line = ou_str_printf(&s->arena, "%.*s\n",
	    OU_STR_ARG(row->raw));

	if (ou_store_run(s, DB_ERASE_RECORDS, DB_ANY, err,
	    V(db_key(row->type), db_key(row->id), db_bytes(row->raw),
	    db_int(seq), db_text(row->status), db_text(row->channel),
	    db_text(row->segment), db_text(row->customer),
	    ou_db_day(day, row->day))) != 0 ||
	    ou_store_run(s, DB_ERASE_EFFECTS, DB_ANY, err,
	    V(db_key(row->type), db_key(row->id), db_bytes(line),
	    db_int(seq))) != 0)
		return -1;
	if (row->customer.n != 0)
		return 0;
	return ou_store_run(s, DB_ERASE_RESERVATIONS, DB_ANY, err,
	    V(db_key(row->id)));
}

int
ou_store_erase(struct ou_store *s, struct ou_str type, struct ou_str id,
    struct ou_str raw, struct ou_err *err)
{
	struct log_row row = { .kind = LOG_ERASURE, .type = type, .id = id,
	    .command = OU_STR("order-store"),
	    .raw = raw.n != 0 ? raw : OU_STR("") };
	struct db_rows got;
	int64_t seq;

	if (ou_store_writing(s, err) != 0 || ou_store_flush(s, err) != 0 ||
	    ou_store_rows(s, DB_RECORD_LAST, &s->arena, &got, err,
	    V(db_key(type), db_key(id))) != 0)
		return -1;
	if (got.n != 0) {
		row.status = still(&got.v[0], raw);
		row.channel = still(&got.v[1], raw);
		row.segment = still(&got.v[2], raw);
		row.customer = still(&got.v[3], raw);
		row.day = ou_db_as_day(&got.v[4]);
	}
	ou_log_content(&row.content, &row);
	if (ou_store_log(s, &row, err) != 0 || ou_store_flush(s, err) != 0 ||
	    ou_store_last(s, &seq, err) != 0)
		return -1;
	return erase_rows(s, &row, seq, err);
}
