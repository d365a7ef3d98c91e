#include "private.h"

/*
 * Erasing what is personal.  Every version of the record becomes the same:
 * bytes and key columns of the erasure itself, which is a row of the log like
 * any other and now the current version.  The digests of what was there stay,
 * for the chain; verify compares the erased rows with the erasure.
 */

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
ou_store_erase(struct ou_store *s, const struct ou_stored *r,
    struct ou_err *err)
{
	struct log_row row = { .kind = LOG_ERASURE, .type = r->type,
	    .id = r->id, .command = OU_STR("order-store"),
	    .status = r->status, .channel = r->channel,
	    .segment = r->segment, .customer = r->customer,
	    .day = r->date, .raw = r->raw.n != 0 ? r->raw : OU_STR("") };
	int64_t seq;

	ou_log_content(&row.content, &row);
	if (ou_store_writing(s, err) != 0 || ou_store_flush(s, err) != 0 ||
	    ou_store_log(s, &row, err) != 0 || ou_store_flush(s, err) != 0 ||
	    ou_store_last(s, &seq, err) != 0)
		return -1;
	return erase_rows(s, &row, seq, err);
}
