/* The statements of the store; included by db.h and text.c only.  No guard:
 * it is meant to be included more than once.
 * DB_STATEMENT(id, text with the tokens of ou_db_expand) */

/* The log, the journal and their chains */
DB_STATEMENT(COUNTER,
    "SELECT log_seq, log_digest, move_seq, move_digest FROM ou_counter"
    " WHERE one = 1 @LOCK")
DB_STATEMENT(COUNTER_READ,
    "SELECT log_seq, log_digest, move_seq, move_digest FROM ou_counter"
    " WHERE one = 1")
DB_STATEMENT(COUNTER_SET,
    "UPDATE ou_counter SET log_seq = ?1, log_digest = ?2, move_seq = ?3,"
    " move_digest = ?4 WHERE one = 1")
DB_STATEMENT(LOG_ADD,
    "INSERT INTO ou_log (seq, kind, command, type, id, at, input, status,"
    " channel, segment, customer, day, content, raw, digest)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
    " ?15)")
DB_STATEMENT(MOVE_ADD,
    "INSERT INTO ou_move (seq, id, sku, location, lot, status, owner,"
    " quantity, reason, justification, reference, by_whom, at, digest)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)")

/* Effects */
DB_STATEMENT(EFFECTS,
    "SELECT l.id, l.input, l.raw, l.seq, (SELECT count(*) FROM ou_outbox o"
    " WHERE o.command = ?1 AND o.from_seq <= l.seq AND o.to_seq >= l.seq),"
    " l.at FROM ou_log l WHERE l.kind = 1 AND l.command = ?1"
    " AND l.id @IN(?2) ORDER BY l.seq")
DB_STATEMENT(OUTBOX_ADD,
    "INSERT INTO ou_outbox (from_seq, command, to_seq) VALUES (?1, ?2, ?3)")
DB_STATEMENT(OUTBOX_DROP,
    "DELETE FROM ou_outbox WHERE from_seq = ?1 AND command = ?2"
    " AND to_seq = ?3")
DB_STATEMENT(OUTBOX_OF,
    "SELECT from_seq, to_seq FROM ou_outbox WHERE command = ?1"
    " AND from_seq <= ?3 AND to_seq >= ?2 @LOCK")
DB_STATEMENT(OUTBOX,
    "SELECT from_seq, to_seq FROM ou_outbox WHERE command = ?1"
    " AND from_seq > ?2 ORDER BY from_seq LIMIT 100")
DB_STATEMENT(OUTPUT,
    "SELECT l.seq, l.raw, l.type, l.id, n.seq, n.raw, n.at FROM ou_log l"
    " JOIN ou_log n ON n.seq = (SELECT max(m.seq) FROM ou_log m"
    " WHERE m.kind = 1 AND m.command = ?1 AND m.id = l.id)"
    " WHERE l.kind = 1 AND l.command = ?1 AND l.seq > ?2 AND l.seq <= ?3"
    " ORDER BY l.seq LIMIT 200")

/* Stock */
DB_STATEMENT(POSITIONS_ALL,
    "SELECT sku, location, lot, status, owner, expiry, on_hand, reserved,"
    " safety FROM ou_position"
    " ORDER BY sku, location, lot, status, owner @LOCK")
DB_STATEMENT(POSITIONS,
    "SELECT sku, location, lot, status, owner, expiry, on_hand, reserved,"
    " safety FROM ou_position WHERE sku @IN(?1)"
    " ORDER BY sku, location, lot, status, owner @LOCK")
DB_STATEMENT(POSITION_SET,
    "INSERT INTO ou_position (sku, location, lot, status, owner, expiry,"
    " on_hand, reserved, safety) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 0, ?7)"
    " ON CONFLICT (sku, location, lot, status, owner)"
    " DO UPDATE SET expiry = excluded.expiry, safety = excluded.safety")
DB_STATEMENT(POSITION_MOVE,
    "INSERT INTO ou_position (sku, location, lot, status, owner,"
    " on_hand, reserved, safety) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 0)"
    " ON CONFLICT (sku, location, lot, status, owner)"
    " DO UPDATE SET on_hand = ou_position.on_hand + excluded.on_hand")
DB_STATEMENT(POSITION_RESERVE,
    "UPDATE ou_position SET reserved = reserved + ?6"
    " WHERE sku = ?1 AND location = ?2 AND lot = ?3 AND status = ?4"
    " AND owner = ?5 AND on_hand - safety - reserved >= ?6")
DB_STATEMENT(POSITION_GIVE,
    "UPDATE ou_position SET reserved = reserved - ?6"
    " WHERE sku = ?1 AND location = ?2 AND lot = ?3 AND status = ?4"
    " AND owner = ?5 AND reserved >= ?6")
DB_STATEMENT(RECEIPTS_ALL,
    "SELECT reference, sku, location, supplier, quantity, promised, expected"
    " FROM ou_receipt ORDER BY sku, expected, reference, location @LOCK")
DB_STATEMENT(RECEIPTS,
    "SELECT reference, sku, location, supplier, quantity, promised, expected"
    " FROM ou_receipt WHERE sku @IN(?1)"
    " ORDER BY sku, expected, reference, location @LOCK")
DB_STATEMENT(RECEIPT_SET,
    "INSERT INTO ou_receipt (sku, reference, location, supplier, quantity,"
    " promised, expected) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)"
    " ON CONFLICT (sku, reference, location)"
    " DO UPDATE SET supplier = excluded.supplier,"
    " quantity = excluded.quantity, expected = excluded.expected")
DB_STATEMENT(RECEIPT_RESERVE,
    "UPDATE ou_receipt SET promised = promised + ?4"
    " WHERE sku = ?1 AND reference = ?2 AND location = ?3"
    " AND quantity - promised >= ?4")
DB_STATEMENT(RECEIPT_GIVE,
    "UPDATE ou_receipt SET promised = promised - ?4"
    " WHERE sku = ?1 AND reference = ?2 AND location = ?3"
    " AND promised >= ?4")
DB_STATEMENT(MOVE_FIND,
    "SELECT sku, location, lot, status, owner, quantity, reason,"
    " justification, reference FROM ou_move WHERE id = ?1")
DB_STATEMENT(ARRIVALS,
    "SELECT sku, location, lot, status, owner FROM ou_move"
    " WHERE quantity > 0 AND sku @IN(?1)"
    " GROUP BY sku, location, lot, status, owner"
    " ORDER BY min(at), min(seq)")
DB_STATEMENT(MOVES,
    "SELECT seq, id, sku, location, lot, status, owner, quantity, reason,"
    " justification, reference, by_whom, at, digest FROM ou_move"
    " WHERE seq > ?1 ORDER BY seq LIMIT 500")

/* Reservations */
#define RESERVATION \
    "SELECT number, order_id, line, sku, location, lot, status, owner," \
    " receipt, quantity, channel, segment, customer, expires, state" \
    " FROM ou_reservation"
#define RESERVATION_REST \
    " AND (?3 IS NULL OR expires <= ?3) AND (?4 = 0 OR receipt <> '')" \
    " AND (?5 = 1 OR state = 0) ORDER BY number"
DB_STATEMENT(RESERVATION_ADD,
    "INSERT INTO ou_reservation (order_id, line, sku, location, lot, status,"
    " owner, receipt, quantity, channel, segment, customer, expires, state)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0)")
DB_STATEMENT(RESERVATION_ONE,
    RESERVATION " WHERE number = ?1 AND state = 0 @LOCK")
DB_STATEMENT(RESERVATION_CLOSE,
    "UPDATE ou_reservation SET quantity = ?2, state = ?3, closed = ?4"
    " WHERE number = ?1 AND state = 0")
DB_STATEMENT(RESERVATIONS_ORDERS,
    RESERVATION " WHERE order_id @IN(?1)"
    " AND (?2 IS NULL OR sku @IN(?2))" RESERVATION_REST)
DB_STATEMENT(RESERVATIONS_SKUS,
    RESERVATION " WHERE ?1 IS NULL AND sku @IN(?2)" RESERVATION_REST)
DB_STATEMENT(RESERVATIONS_OPEN_SKUS,
    RESERVATION " WHERE state = 0 AND ?1 IS NULL AND sku @IN(?2)"
    RESERVATION_REST)
DB_STATEMENT(RESERVATIONS_OPEN_EXPIRED,
    RESERVATION " WHERE state = 0 AND expires <= ?3 AND ?1 IS NULL"
    " AND ?2 IS NULL" RESERVATION_REST)
DB_STATEMENT(RESERVATIONS_OPEN,
    RESERVATION " WHERE state = 0 AND ?1 IS NULL AND ?2 IS NULL"
    RESERVATION_REST)
DB_STATEMENT(RESERVATIONS_ALL,
    RESERVATION " WHERE ?1 IS NULL AND ?2 IS NULL" RESERVATION_REST)
#undef RESERVATION
#undef RESERVATION_REST

/* Records */
#define STORED \
    "SELECT l.seq, l.type, l.id, l.command, l.at, l.status, l.channel," \
    " l.segment, l.customer, l.day, l.raw FROM "
#define STORED_REST \
    " AND (?1 IS NULL OR l.type = ?1) AND (?2 IS NULL OR l.id = ?2)" \
    " AND (?3 IS NULL OR l.status = ?3) AND (?4 IS NULL OR l.channel = ?4)" \
    " AND (?5 IS NULL OR l.segment = ?5)" \
    " AND (?6 IS NULL OR l.customer = ?6)" \
    " AND (?7 IS NULL OR l.day >= ?7) AND (?8 IS NULL OR l.day <= ?8)"
DB_STATEMENT(RECORD_CONTENT,
    "SELECT content FROM ou_record WHERE type = ?1 AND id = ?2 @LOCK")
DB_STATEMENT(RECORD_CONTENTS,
    "SELECT id, content FROM ou_record WHERE type = ?1 AND id @IN(?2)"
    " ORDER BY id @LOCK")
DB_STATEMENT(RECORD_SET,
    "INSERT INTO ou_record (type, id, seq, content, status)"
    " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (type, id)"
    " DO UPDATE SET seq = excluded.seq, content = excluded.content,"
    " status = excluded.status")
DB_STATEMENT(RECORDS,
    STORED "ou_record r JOIN ou_log l ON l.seq = r.seq WHERE r.seq > ?9"
    STORED_REST " ORDER BY r.seq LIMIT ?10")
DB_STATEMENT(RECORDS_ID,
    STORED "ou_record r JOIN ou_log l ON l.seq = r.seq"
    " WHERE r.type = ?1 AND r.id = ?2 AND r.seq > ?9"
    STORED_REST " ORDER BY r.seq LIMIT ?10")
DB_STATEMENT(RECORDS_CUSTOMER,
    STORED "ou_log l JOIN ou_record r ON r.seq = l.seq"
    " WHERE l.customer = ?6 AND l.seq > ?9"
    STORED_REST " ORDER BY l.seq LIMIT ?10")
DB_STATEMENT(RECORDS_STATUS,
    STORED "ou_record r JOIN ou_log l ON l.seq = r.seq"
    " WHERE r.status = ?3 AND r.seq > ?9"
    STORED_REST " ORDER BY r.seq LIMIT ?10")
DB_STATEMENT(HISTORY,
    STORED "ou_log l WHERE l.kind <> 1 AND l.seq > ?9"
    STORED_REST " ORDER BY l.seq LIMIT ?10")
DB_STATEMENT(HISTORY_ID,
    STORED "ou_log l WHERE l.kind <> 1 AND l.type = ?1 AND l.id = ?2"
    " AND l.seq > ?9" STORED_REST " ORDER BY l.seq LIMIT ?10")
DB_STATEMENT(HISTORY_CUSTOMER,
    STORED "ou_log l WHERE l.kind <> 1 AND l.customer = ?6 AND l.seq > ?9"
    STORED_REST " ORDER BY l.seq LIMIT ?10")
DB_STATEMENT(ANSWERS,
    STORED "ou_log l WHERE l.kind = 1 AND l.seq > ?9"
    STORED_REST " ORDER BY l.seq LIMIT ?10")
#undef STORED
#undef STORED_REST
DB_STATEMENT(ERASE_RECORDS,
    "UPDATE ou_log SET raw = ?3, erased = ?4, status = ?5, channel = ?6,"
    " segment = ?7, customer = ?8, day = ?9"
    " WHERE kind <> 1 AND type = ?1 AND id = ?2 AND seq < ?4")
DB_STATEMENT(ERASE_EFFECTS,
    "UPDATE ou_log SET raw = ?3, erased = ?4"
    " WHERE kind = 1 AND type = ?1 AND id = ?2 AND seq < ?4")

DB_STATEMENT(ERASE_RESERVATIONS,
    "UPDATE ou_reservation SET customer = NULL WHERE order_id = ?1")

/* Amounts, documents, numbers */
DB_STATEMENT(LIMIT_ADD,
    "INSERT INTO ou_limit (kind, owner, period, currency, total)"
    " VALUES (?1, ?2, ?3, ?4, 0) ON CONFLICT DO NOTHING")
DB_STATEMENT(LIMIT,
    "SELECT total FROM ou_limit WHERE kind = ?1 AND owner = ?2"
    " AND period = ?3 AND currency = ?4 @LOCK")
DB_STATEMENT(LIMIT_CHANGE,
    "UPDATE ou_limit SET total = total + ?5 WHERE kind = ?1 AND owner = ?2"
    " AND period = ?3 AND currency = ?4")
DB_STATEMENT(COMMITMENT,
    "SELECT currency, amount FROM ou_commitment WHERE kind = ?1"
    " AND owner = ?2 AND period = ?3 AND reference = ?4 @LOCK")
DB_STATEMENT(COMMITMENTS,
    "SELECT reference, currency, amount FROM ou_commitment WHERE kind = ?1"
    " AND owner = ?2 AND period = ?3 ORDER BY reference")
DB_STATEMENT(COMMITMENTS_OF,
    "SELECT owner, period, currency, amount FROM ou_commitment"
    " WHERE kind || '' = ?1 AND reference = ?2 ORDER BY owner, period")
DB_STATEMENT(COMMITMENT_SET,
    "INSERT INTO ou_commitment (kind, owner, period, reference, currency,"
    " amount) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    " ON CONFLICT (kind, owner, period, reference)"
    " DO UPDATE SET currency = excluded.currency, amount = excluded.amount")
DB_STATEMENT(COMMITMENT_DROP,
    "DELETE FROM ou_commitment WHERE kind = ?1 AND owner = ?2"
    " AND period = ?3 AND reference = ?4")
DB_STATEMENT(EXCHANGE,
    "SELECT number, direction, partner, own, reference, grp, message, digest,"
    " profile, type, document, function, at, state, due, answered, answer"
    " FROM ou_exchange WHERE direction = ?1 AND partner = ?2 AND own = ?3"
    " AND reference = ?4 AND grp = ?5 AND message = ?6 ORDER BY number"
    " @LOCK")
DB_STATEMENT(EXCHANGE_DOCUMENT,
    "SELECT number, direction, partner, own, reference, grp, message, digest,"
    " profile, type, document, function, at, state, due, answered, answer"
    " FROM ou_exchange WHERE partner = ?1 AND type = ?2 AND document = ?3"
    " AND document <> '' AND +direction = ?4 ORDER BY number")
DB_STATEMENT(EXCHANGE_NUMBERED,
    "SELECT number, direction, partner, own, reference, grp, message, digest,"
    " profile, type, document, function, at, state, due, answered, answer"
    " FROM ou_exchange WHERE partner = ?1 AND document = ?2"
    " AND document <> '' AND +direction = ?3 ORDER BY number")
DB_STATEMENT(EXCHANGE_GROUP,
    "SELECT number, direction, partner, own, reference, grp, message, digest,"
    " profile, type, document, function, at, state, due, answered, answer"
    " FROM ou_exchange WHERE +direction = 1 AND partner = ?1 AND grp = ?2"
    " AND grp <> '' ORDER BY number @LOCK")
DB_STATEMENT(EXCHANGE_REFERENCE,
    "SELECT number, direction, partner, own, reference, grp, message, digest,"
    " profile, type, document, function, at, state, due, answered, answer"
    " FROM ou_exchange WHERE +direction = ?1 AND partner = ?2"
    " AND reference = ?3 ORDER BY number @LOCK")
DB_STATEMENT(EXCHANGE_DUE,
    "SELECT number, direction, partner, own, reference, grp, message, digest,"
    " profile, type, document, function, at, state, due, answered, answer"
    " FROM ou_exchange WHERE due IS NOT NULL AND due <= ?1"
    " ORDER BY due, number")
DB_STATEMENT(EXCHANGE_ADD,
    "INSERT INTO ou_exchange (number, direction, partner, own, reference,"
    " grp, message, digest, profile, type, document, function, at, state,"
    " due, answered, answer) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
    " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)")
DB_STATEMENT(EXCHANGE_STATE,
    "UPDATE ou_exchange SET state = ?2, due = ?3, answered = ?4,"
    " answer = ?5 WHERE number = ?1")
DB_STATEMENT(NUMBER_LOCK,
    "SELECT number FROM ou_sequence WHERE name = ?1 @LOCK")
DB_STATEMENT(NUMBER,
    "INSERT INTO ou_sequence (name, number) VALUES (?1, ?3)"
    " ON CONFLICT (name) DO UPDATE SET number = CASE"
    " WHEN ou_sequence.number >= ?2 THEN 1 ELSE ou_sequence.number + 1 END"
    " RETURNING number")

/* Copies into a new store */
DB_STATEMENT(COPY_LOG,
    "INSERT INTO ou_log (seq, kind, command, type, id, at, input, status,"
    " channel, segment, customer, day, content, raw, erased, digest)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
    " ?15, ?16)")
DB_STATEMENT(COPY_RECORD,
    "INSERT INTO ou_record (type, id, seq, content, status)"
    " VALUES (?1, ?2, ?3, ?4, ?5)")
DB_STATEMENT(COPY_POSITION,
    "INSERT INTO ou_position (sku, location, lot, status, owner, expiry,"
    " on_hand, reserved, safety)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
DB_STATEMENT(COPY_RECEIPT,
    "INSERT INTO ou_receipt (sku, reference, location, supplier, quantity,"
    " promised, expected) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
DB_STATEMENT(COPY_RESERVATION,
    "INSERT INTO ou_reservation (number, order_id, line, sku, location, lot,"
    " status, owner, receipt, quantity, channel, segment, customer, expires,"
    " state, closed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
    " ?12, ?13, ?14, ?15, ?16)")
DB_STATEMENT(COPY_LIMIT,
    "INSERT INTO ou_limit (kind, owner, period, currency, total)"
    " VALUES (?1, ?2, ?3, ?4, ?5)")
DB_STATEMENT(COPY_COMMITMENT,
    "INSERT INTO ou_commitment (kind, owner, period, reference, currency,"
    " amount) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
DB_STATEMENT(COPY_SEQUENCE,
    "INSERT INTO ou_sequence (name, number) VALUES (?1, ?2)"
    " ON CONFLICT (name) DO UPDATE SET number = excluded.number")
