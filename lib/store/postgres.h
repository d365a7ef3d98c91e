#ifndef OU_LIB_STORE_POSTGRES_H
#define OU_LIB_STORE_POSTGRES_H

#include "db.h"
#include "libpq.h"

/* A statement that was sent and whose result was not looked at yet. */
struct sent {
	int64_t expect;
	int statement;			/* that it prepares, or -1 */
	bool may_miss;			/* and must be looked at */
};

#define POSTGRES_SENT 256

enum prepared { NOT_PREPARED, PREPARE_SENT, PREPARED };

struct postgres {
	struct db db;
	const struct libpq *pq;
	PGconn *c;
	char *url;
	char *password;			/* which no message may show */
	struct sent sent[POSTGRES_SENT];
	unsigned n_sent;
	enum prepared prepared[DB_STATEMENTS];
};

/* postgres_error.c: what went wrong, in words and as a kind. */
int ou_postgres_lost(struct postgres *q, struct ou_err *err);
int ou_postgres_refused(struct postgres *q, const PGresult *r,
    struct ou_err *err);
int ou_postgres_unconnected(struct postgres *q, PGPing ping,
    struct ou_err *err);

/* postgres_connect.c: a connection that is ready for statements. */
int ou_postgres_connect(struct postgres *q, struct ou_err *err);
int ou_postgres_reconnect(struct postgres *q, struct ou_err *err);

#endif
