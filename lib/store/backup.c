#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "private.h"

/*
 * Backups.  The copy grows under a temporary name beside its place and gets
 * its own when it is whole and on the disk.
 */

/* The tables, so that a row comes before those that refer to it. */
static const struct {
	enum db_statement add;
	const char *sql;
	unsigned columns;
} tables[] = {
#define TABLE(id, columns, text) { DB_##id, text, columns },
	TABLE(COUNTER_SET, 4, "SELECT log_seq, log_digest, move_seq,"
	    " move_digest FROM ou_counter")
	TABLE(COPY_LOG, 16, "SELECT seq, kind, command, type, id, at, input,"
	    " status, channel, segment, customer, day, content, raw, erased,"
	    " digest FROM ou_log ORDER BY seq")
	TABLE(COPY_RECORD, 5, "SELECT type, id, seq, content, status"
	    " FROM ou_record")
	TABLE(OUTBOX_ADD, 3, "SELECT from_seq, command, to_seq FROM ou_outbox")
	TABLE(COPY_POSITION, 9, "SELECT sku, location, lot, status, owner,"
	    " expiry, on_hand, reserved, safety FROM ou_position")
	TABLE(MOVE_ADD, 14, "SELECT seq, id, sku, location, lot, status, owner,"
	    " quantity, reason, justification, reference, by_whom, at,"
	    " digest FROM ou_move ORDER BY seq")
	TABLE(COPY_RECEIPT, 7, "SELECT sku, reference, location, supplier,"
	    " quantity, promised, expected FROM ou_receipt")
	TABLE(COPY_RESERVATION, 16, "SELECT number, order_id, line, sku,"
	    " location, lot, status, owner, receipt, quantity, channel,"
	    " segment, customer, expires, state, closed FROM ou_reservation")
	TABLE(COPY_LIMIT, 5, "SELECT kind, owner, period, currency, total"
	    " FROM ou_limit")
	TABLE(COPY_COMMITMENT, 6, "SELECT kind, owner, period, reference,"
	    " currency, amount FROM ou_commitment")
	TABLE(EXCHANGE_ADD, 17, "SELECT number, direction, partner, own,"
	    " reference, grp, message, digest, profile, type, document,"
	    " function, at, state, due, answered, answer FROM ou_exchange")
	TABLE(COPY_SEQUENCE, 2, "SELECT name, number FROM ou_sequence")
#undef TABLE
};

struct copy {
	struct db *to;
	size_t table;
};

static int
copy_row(void *arg, const struct db_value *row, struct ou_err *err)
{
	struct copy *c = arg;

	return c->to->ops->run(c->to, tables[c->table].add, row,
	    tables[c->table].columns, 1, err);
}

/* From any backend into a SQLite file. */
static int
copy_tables(struct db *from, struct db *to, struct ou_err *err)
{
	struct copy c = { to, 0 };

	for (; c.table < sizeof(tables) / sizeof(tables[0]); c.table++) {
		if (from->ops->scan(from, tables[c.table].sql, copy_row, &c,
		    err) != 0)
			return -1;
	}
	return 0;
}

static int
copy_rows(struct db *from, const char *path, struct ou_err *err)
{
	struct ou_store_options o = { .create = true, .wait_ms = 1000 };
	struct db *to = ou_db_sqlite(path, &o, err);
	int bad = -1;

	if (to == NULL)
		return -1;
	if (ou_db_migrate(to, ou_db_schema, OU_STORE_VERSION, true,
	    err) == 0 && from->ops->begin(from, DB_READ, err) == 0) {
		bad = to->ops->begin(to, DB_WRITE, err);
		/* An erased row refers to a later one. */
		if (bad == 0)
			bad = to->ops->script(to,
			    "PRAGMA defer_foreign_keys = ON", err);
		if (bad == 0)
			bad = copy_tables(from, to, err);
		if (bad == 0)
			bad = to->ops->commit(to, err);
		from->ops->rollback(from);
	}
	to->ops->close(to);
	return bad;
}

static int
sync_path(const char *path, int flags)
{
	int bad, fd = open(path, flags | O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return -1;
	bad = fsync(fd);
	close(fd);
	return bad;
}

/* Give the whole copy its name, unless somebody else has taken it. */
static int
settle(const char *temporary, const char *path, const char *folder,
    struct ou_err *err)
{
	if (sync_path(temporary, 0) == 0 &&
	    renameat2(AT_FDCWD, temporary, AT_FDCWD, path,
	    RENAME_NOREPLACE) == 0 && sync_path(folder, O_DIRECTORY) == 0)
		return 0;
	if (errno == EEXIST)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_STORE,
		    "'%s' is there already", path);
	return ou_err_errno(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
	    "the backup '%s' cannot be written", path);
}

/* Two files are at work: which of them was to be written. */
static void
say_which(const char *path, struct ou_err *err)
{
	char text[sizeof(err->text)];

	if (err->kind != OU_ERR_OUTPUT)
		return;
	snprintf(text, sizeof(text), "%s", err->text);
	ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
	    "the backup '%.150s' cannot be written: %.200s", path, text);
}

static int
backup_to(struct ou_store *s, struct ou_arena *a, const char *path,
    struct ou_err *err)
{
	struct ou_str whole = ou_str_c(path), folder = OU_STR(".");
	const char *slash = strrchr(path, '/');
	char *temporary;
	int bad, fd;

	if (slash != NULL)
		folder = slash == path ? OU_STR("/")
		    : ou_str_sub(whole, 0, (size_t)(slash - path));
	temporary = ou_str_cdup(a, ou_str_printf(a, "%s.%ld.new", path,
	    (long)getpid()));
	fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return ou_err_errno(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
		    "the backup '%s' cannot be written", path);
	close(fd);
	bad = s->db->ops->copy != NULL
	    ? s->db->ops->copy(s->db, temporary, err)
	    : copy_rows(s->db, temporary, err);
	if (bad != 0)
		say_which(path, err);
	if (bad == 0)
		bad = settle(temporary, path, ou_str_cdup(a, folder), err);
	if (bad != 0) {
		unlink(temporary);
		unlink(ou_str_cdup(a, ou_str_printf(a, "%s-journal",
		    temporary)));
	}
	return bad;
}

int
ou_store_backup(struct ou_store *s, const char *path, struct ou_err *err)
{
	struct ou_arena a = OU_ARENA_INIT;
	int bad;

	if (s->open)
		return ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
		    "a transaction is open");
	if (access(path, F_OK) == 0)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_STORE,
		    "'%s' is there already", path);
	bad = backup_to(s, &a, path, err);
	ou_arena_release(&a);
	return bad;
}
