#ifndef OU_LIB_STORE_PRIVATE_H
#define OU_LIB_STORE_PRIVATE_H

#include "db.h"

/* What the log and the journal are made of while a transaction runs: rows
 * get their numbers, and their place in the chain, at its end. */
enum log_kind { LOG_RECORD, LOG_EFFECT, LOG_ERASURE };

struct log_row {
	enum log_kind kind;
	uint64_t hash;			/* of its key */
	struct ou_str command, type, id;
	struct ou_str input;		/* of an effect: 32 bytes */
	struct ou_str status, channel, segment, customer;
	struct ou_date day;
	struct ou_str raw;
	struct ou_digest content;
};

struct range {
	int64_t from, to;
	struct ou_str command;
};

struct ranges {
	struct range *v;
	uint32_t n, cap;
	struct ou_arena arena;
};

struct ou_store {
	struct db *db;
	struct ou_transaction frame;
	struct ou_arena arena;		/* of the transaction */
	struct ou_time now;
	bool open;			/* a transaction is */
	bool failed;			/* and can only be rolled back */
	struct log_row *log;
	uint32_t n_log, cap_log;
	struct ou_move *moves;
	uint32_t n_moves, cap_moves;
	size_t bytes;			/* that wait in log */
	uint64_t changes;
	/* The outbox: what this transaction adds, what was committed and
	 * not yet printed, and what was printed and is still written down
	 * as not; the same of old outputs that were asked for again, which
	 * need not be all of a commit's. */
	struct ranges added, committed, printed;
	struct ranges answered, printed_again;
	struct voided *voided;		/* ids whose answers stand no more */
	struct ahead *ahead;		/* records that were asked for */
};

/* A statement with these values; ${s->failed} when it fails. */
#define V(...) (const struct db_value[]){ __VA_ARGS__ }, \
	sizeof((const struct db_value[]){ __VA_ARGS__ }) / \
	sizeof(struct db_value)
int ou_store_run(struct ou_store *s, enum db_statement id, int64_t expect,
    struct ou_err *err, const struct db_value *v, size_t n);
int ou_store_rows(struct ou_store *s, enum db_statement id,
    struct ou_arena *a, struct db_rows *rows, struct ou_err *err,
    const struct db_value *v, size_t n);

/* Are these texts such as both backends can keep?  Asked before the first
 * statement of an operation, so that what is refused has changed nothing. */
int ou_store_check(struct ou_err *err, const struct db_value *v, size_t n);

/* 0 when a transaction is open that can still be committed. */
int ou_store_writing(struct ou_store *s, struct ou_err *err);

/* ahead.c: what ou_store_ahead has found of a record: 1 with its content (of
 * 32 bytes, the store's), 0 when there is none, -1 when it was not asked for,
 * or written since. */
int ou_ahead_find(const struct ou_store *s, struct ou_str type,
    struct ou_str id, struct ou_str *content);
void ou_ahead_written(struct ou_store *s, struct ou_str type,
    struct ou_str id);

/* Write what waits; number it. */
int ou_store_flush(struct ou_store *s, struct ou_err *err);

/* Forget what waits. */
void ou_store_forget(struct ou_store *s);

/* Append a row, whose texts are copied; the content is filled in. */
int ou_store_log(struct ou_store *s, const struct log_row *row,
    struct ou_err *err);
bool ou_store_waits(const struct ou_store *s, const struct log_row *row);

/* The digests of the chain. */
void ou_log_content(struct ou_digest *d, const struct log_row *row);
void ou_log_digest(struct ou_digest *d, struct ou_str previous, int64_t seq,
    const struct db_value *at, const struct log_row *row);
void ou_move_digest(struct ou_digest *d, struct ou_str previous,
    const struct ou_move *m, const struct db_value *at);

/* The outbox. */
/* ${join}: make the last range longer if it ends just before this. */
void ou_ranges_add(struct ranges *r, int64_t from, int64_t to,
    struct ou_str command, bool join);
void ou_ranges_take(struct ranges *to, struct ranges *from);
void ou_ranges_clear(struct ranges *r);
void ou_ranges_release(struct ranges *r);
int ou_store_outbox(struct ou_store *s, struct ou_err *err);
int ou_store_outbox_close(struct ou_store *s, struct ou_err *err);
void ou_store_frame(struct ou_store *s);

/* Status available is what an absent one means. */
struct ou_str ou_store_status(struct ou_str status);

#endif
