#include <stdio.h>
#include <stdlib.h>

#include "postgres.h"

/* Notices of the server are for nobody: the library does not print. */
static void
ignore(void *arg, const char *message)
{
	(void)arg;
	(void)message;
}

/* The name for messages and the password, from the URL. */
static int
read_url(struct postgres *q, struct ou_err *err)
{
	const char *host = "", *name = "", *user = "";
	PQconninfoOption *o, *all = q->pq->conninfoParse(q->url, NULL);

	if (all == NULL)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_STORE,
		    "the URL of the store cannot be read: expected "
		    "postgresql://user@host:port/database");
	for (o = all; o->keyword != NULL; o++) {
		if (o->val == NULL)
			continue;
		if (strcmp(o->keyword, "host") == 0)
			host = o->val;
		else if (strcmp(o->keyword, "dbname") == 0)
			name = o->val;
		else if (strcmp(o->keyword, "user") == 0)
			user = o->val;
		else if (strcmp(o->keyword, "password") == 0 &&
		    (q->password = strdup(o->val)) == NULL)
			ou_out_of_memory();
	}
	snprintf(q->db.name, sizeof(q->db.name), "postgresql://%s%s%s/%s",
	    user, user[0] != '\0' ? "@" : "", host, name);
	q->pq->conninfoFree(all);
	return 0;
}

/*
 * What every session is told.  Rows are looked for by their keys: a plan
 * that was made while tables were empty must not read them from end to end
 * when they are full.
 */
static int
settle(struct postgres *q, struct ou_err *err)
{
	char sql[600];
	PGresult *r;
	int bad = 0;

	q->pq->setNoticeProcessor(q->c, ignore, NULL);
	snprintf(sql, sizeof(sql),
	    "SET client_encoding = 'UTF8'; SET lock_timeout = %u;"
	    "SET enable_seqscan = off; SET jit = off;"
	    "SET plan_cache_mode = force_generic_plan;"
	    "SET default_transaction_isolation = 'read committed';"
	    "SET default_transaction_read_only = %s;"
	    "SELECT set_config('synchronous_commit', 'on', false)"
	    " WHERE current_setting('synchronous_commit') = 'off'",
	    q->db.wait_ms, q->db.read_only ? "on" : "off");
	r = q->pq->exec(q->c, sql);
	if (q->pq->resultStatus(r) != PGRES_TUPLES_OK)
		bad = ou_postgres_refused(q, r, err);
	q->pq->clear(r);
	if (bad == 0 && q->pq->enterPipelineMode(q->c) != 1)
		bad = ou_postgres_lost(q, err);
	q->n_sent = 0;
	memset(q->prepared, 0, sizeof(q->prepared));
	return bad;
}

int
ou_postgres_connect(struct postgres *q, struct ou_err *err)
{
	char wait[16];
	const char *const words[] = { "fallback_application_name",
	    "connect_timeout", "tcp_user_timeout", "dbname", NULL };
	const char *const values[] = { "orderutils", wait, "60000", q->url,
	    NULL };

	if (read_url(q, err) != 0)
		return -1;
	snprintf(wait, sizeof(wait), "%u", q->db.wait_ms / 1000 + 2);
	q->c = q->pq->connectdbParams(words, values, 1);
	if (q->c != NULL && q->pq->status(q->c) == CONNECTION_OK)
		return settle(q, err);
	return ou_postgres_unconnected(q,
	    q->pq->pingParams(words, values, 1), err);
}

int
ou_postgres_reconnect(struct postgres *q, struct ou_err *err)
{
	if (q->pq->status(q->c) == CONNECTION_OK)
		return 0;
	q->pq->reset(q->c);
	if (q->pq->status(q->c) != CONNECTION_OK)
		return ou_postgres_lost(q, err);
	return settle(q, err);
}
