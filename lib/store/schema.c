#include "db.h"

/*
 * The schema, version by version.  What is released is never changed: a new
 * version is a further text, which leads from the one before to itself.
 *
 * Figures are whole numbers; the checks keep sums of three of them within 63
 * bits, so that no database falls back on floating point.  Texts that are
 * part of a key are never NULL: absent is ''.
 */
#define FIGURE(name) name " @INT NOT NULL CHECK (" name \
	" BETWEEN -1000000000000000000 AND 1000000000000000000), "
#define COUNT(name) name " @INT NOT NULL CHECK (" name \
	" BETWEEN 0 AND 1000000000000000000), "
#define KEY(name) name " @TEXT NOT NULL, "
#define POSITION_KEY KEY("sku") KEY("location") KEY("lot") KEY("status") \
	KEY("owner")

static const char schema_1[] =
/* The last rows of the two chains; whoever has this row numbers. */
"CREATE TABLE ou_counter ("
    "one @INT NOT NULL PRIMARY KEY CHECK (one = 1), "
    "log_seq @INT NOT NULL, log_digest @BYTES NOT NULL, "
    "move_seq @INT NOT NULL, move_digest @BYTES NOT NULL) @ROWS;"
"INSERT INTO ou_counter VALUES (1, 0, @EMPTY, 0, @EMPTY);"

/* kind 0: a record, 1: an effect with its output, 2: an erasure. */
"CREATE TABLE ou_log ("
    "seq @INT NOT NULL PRIMARY KEY, "
    "kind @INT NOT NULL CHECK (kind BETWEEN 0 AND 2), "
    KEY("command") KEY("type") KEY("id")
    "at @INT NOT NULL, "
    "input @BYTES, "
    "status @TEXT, channel @TEXT, segment @TEXT, customer @TEXT, day @TEXT, "
    "content @BYTES NOT NULL, raw @BYTES NOT NULL, "
    "erased @INT REFERENCES ou_log (seq), "
    "digest @BYTES NOT NULL) @ROWS;"
"CREATE UNIQUE INDEX ou_log_effect ON ou_log (id, command, input)"
    " WHERE kind = 1;"
"CREATE INDEX ou_log_record ON ou_log (type, id, seq) WHERE kind <> 1;"
"CREATE INDEX ou_log_customer ON ou_log (customer, seq)"
    " WHERE customer IS NOT NULL;"
"CREATE TABLE ou_record (" KEY("type") KEY("id")
    "seq @INT NOT NULL UNIQUE REFERENCES ou_log (seq), "
    "content @BYTES NOT NULL, PRIMARY KEY (type, id)) @KEYS;"
/* Committed output of which nobody has said that it was printed. */
"CREATE TABLE ou_outbox (from_seq @INT NOT NULL, " KEY("command")
    "to_seq @INT NOT NULL, PRIMARY KEY (from_seq, command)) @KEYS;"

"CREATE TABLE ou_position (" POSITION_KEY "expiry @TEXT, "
    FIGURE("on_hand") COUNT("reserved") COUNT("safety")
    "PRIMARY KEY (sku, location, lot, status, owner)) @KEYS;"
"CREATE TABLE ou_move ("
    "seq @INT NOT NULL PRIMARY KEY, "
    "id @TEXT NOT NULL UNIQUE, " POSITION_KEY FIGURE("quantity")
    "reason @TEXT, justification @TEXT, reference @TEXT, by_whom @TEXT, "
    "at @INT NOT NULL, digest @BYTES NOT NULL, "
    "FOREIGN KEY (sku, location, lot, status, owner) REFERENCES ou_position"
    ") @ROWS;"
"CREATE INDEX ou_move_in ON ou_move (sku) WHERE quantity > 0;"
"CREATE TABLE ou_receipt (" KEY("sku") KEY("reference") KEY("location")
    "supplier @TEXT, " COUNT("quantity") COUNT("promised")
    "expected @TEXT, PRIMARY KEY (sku, reference, location)) @KEYS;"
/* state: enum ou_reservation_state; receipt '': of stock. */
"CREATE TABLE ou_reservation (number @SERIAL, "
    KEY("order_id") KEY("line") POSITION_KEY KEY("receipt")
    COUNT("quantity")
    "channel @TEXT, segment @TEXT, customer @TEXT, expires @INT, "
    "state @INT NOT NULL CHECK (state BETWEEN 0 AND 3), "
    "closed @INT) @ROWS;"
"CREATE INDEX ou_reservation_order ON ou_reservation (order_id);"
"CREATE INDEX ou_reservation_sku ON ou_reservation (sku) WHERE state = 0;"
"CREATE INDEX ou_reservation_expires ON ou_reservation (expires)"
    " WHERE state = 0 AND expires IS NOT NULL;"

/* What all commitments of one owner take; its row is the lock. */
"CREATE TABLE ou_limit (" KEY("kind") KEY("owner") KEY("period")
    KEY("currency") FIGURE("total")
    "PRIMARY KEY (kind, owner, period, currency)) @KEYS;"
"CREATE TABLE ou_commitment (" KEY("kind") KEY("owner") KEY("period")
    KEY("reference") KEY("currency") FIGURE("amount")
    "PRIMARY KEY (kind, owner, period, reference), "
    "FOREIGN KEY (kind, owner, period, currency) REFERENCES ou_limit"
    ") @KEYS;"
"CREATE TABLE ou_document (" KEY("partner") KEY("reference")
    "digest @BYTES NOT NULL, answer @BYTES, at @INT NOT NULL, "
    "PRIMARY KEY (partner, reference)) @KEYS;"
"CREATE TABLE ou_sequence (name @TEXT NOT NULL PRIMARY KEY, "
    "number @INT NOT NULL) @KEYS;";

/*
 * What was exchanged with partners.  direction 0: received, 1: sent; the row
 * of an interchange has '' as its group and message.  Another content under a
 * reference that is there is another row: whether it may come is not the
 * store's to say.
 */
static const char schema_2[] =
"CREATE TABLE ou_exchange ("
    "number @INT NOT NULL UNIQUE, "
    "direction @INT NOT NULL CHECK (direction BETWEEN 0 AND 1), "
    KEY("partner") KEY("own") KEY("reference") KEY("grp") KEY("message")
    "digest @BYTES NOT NULL, "
    KEY("profile") KEY("type") KEY("document") KEY("function")
    "at @INT NOT NULL, "
    "state @INT NOT NULL CHECK (state BETWEEN 0 AND 6), "
    "due @INT, answered @INT, answer @BYTES, "
    "PRIMARY KEY (direction, partner, own, reference, grp, message, digest)"
    ") @KEYS;"
"INSERT INTO ou_sequence (name, number) VALUES ('exchange', 0);"
"CREATE INDEX ou_exchange_document ON ou_exchange"
    " (partner, type, document) WHERE document <> '';"
"CREATE INDEX ou_exchange_group ON ou_exchange"
    " (partner, grp, message) WHERE direction = 1 AND grp <> '';"
"CREATE INDEX ou_exchange_due ON ou_exchange (due) WHERE due IS NOT NULL;"
/* Nothing has ever been written there. */
"DROP TABLE ou_document;";

/* Records are asked for by their state: what is open among all that is done. */
static const char schema_3[] =
"ALTER TABLE ou_record ADD COLUMN status @TEXT;"
"UPDATE ou_record SET status = (SELECT l.status FROM ou_log l"
    " WHERE l.seq = ou_record.seq);"
"CREATE INDEX ou_record_status ON ou_record (status, seq)"
    " WHERE status IS NOT NULL;";

/* What was exchanged is asked for by its reference alone, and by the number of
 * its document whatever its type.  These indexes do not have the direction,
 * and the statements a + before it: SQLite would take the primary key for its
 * sake, and read all that there is of the partner. */
static const char schema_4[] =
"CREATE INDEX ou_exchange_reference ON ou_exchange (partner, reference);"
"DROP INDEX ou_exchange_group;"
"CREATE INDEX ou_exchange_group ON ou_exchange"
    " (partner, grp, message) WHERE grp <> '';"
"DROP INDEX ou_exchange_document;"
"CREATE INDEX ou_exchange_document ON ou_exchange"
    " (partner, document, type) WHERE document <> '';";

/* What an order has taken is asked for by the order, of whomever it was.  The
 * statement hides the kind from SQLite, which would read all of that kind by
 * the primary key. */
static const char schema_5[] =
"CREATE INDEX ou_commitment_reference ON ou_commitment (reference);";

const char *const ou_db_schema[OU_STORE_VERSION] = { schema_1, schema_2,
	schema_3, schema_4, schema_5 };

static int
known(const struct db *db, int version, int n, struct ou_err *err)
{
	if (version <= n)
		return 0;
	return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_STORE,
	    "'%s' is a store of version %d, of a newer orderutils: this one "
	    "knows version %d", db->name, version, n);
}

/* Within the transaction: another process may have been faster. */
static int
migrate_steps(struct db *db, const char *const *steps, int n,
    struct ou_err *err)
{
	int version;

	if (db->ops->version(db, &version, err) != 0 ||
	    known(db, version, n, err) != 0)
		return -1;
	for (; version < n; version++) {
		if (db->ops->script(db, steps[version], err) != 0)
			return -1;
	}
	return db->ops->mark(db, n, err);
}

int
ou_db_migrate(struct db *db, const char *const *steps, int n, bool create,
    struct ou_err *err)
{
	int version;

	if (db->ops->version(db, &version, err) != 0 ||
	    known(db, version, n, err) != 0)
		return -1;
	if (version == n)
		return 0;
	if (version == 0 && !create)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_STORE,
		    "there is no store in '%s'", db->name);
	if (db->read_only)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_STORE,
		    "'%s' is a store of the older version %d, and may only "
		    "be read", db->name, version);
	if (db->ops->begin(db, DB_MIGRATE, err) != 0)
		return -1;
	if (migrate_steps(db, steps, n, err) != 0) {
		db->ops->rollback(db);
		return -1;
	}
	return db->ops->commit(db, err);
}
