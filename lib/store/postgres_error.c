#include <stdio.h>

#include "postgres.h"

static const struct {
	const char *state;		/* SQLSTATE, or how it begins */
	enum ou_err_kind kind;
	enum ou_diag code;
	const char *text;		/* NULL: the server's own words */
} states[] = {
	{ "23505", OU_ERR_BUSY, OU_DIAG_BUSY,
	    "somebody else has just added the same" },
	{ "40", OU_ERR_BUSY, OU_DIAG_BUSY,
	    "another process was at work on the same rows" },
	{ "55P03", OU_ERR_BUSY, OU_DIAG_BUSY, "held by another process" },
	{ "57", OU_ERR_BUSY, OU_DIAG_BUSY, NULL },
	{ "08", OU_ERR_BUSY, OU_DIAG_BUSY, NULL },
	{ "53300", OU_ERR_BUSY, OU_DIAG_BUSY, NULL },
	{ "53100", OU_ERR_OUTPUT, OU_DIAG_STORE,
	    "there is no room left on the server's disk" },
	{ "23514", OU_ERR_RECORD, OU_DIAG_OVERFLOW,
	    "a figure is too large for the store" },
	{ "22003", OU_ERR_RECORD, OU_DIAG_OVERFLOW,
	    "a figure is too large for the store" },
	{ "22021", OU_ERR_RECORD, OU_DIAG_ENCODING, NULL },
	{ "22P05", OU_ERR_RECORD, OU_DIAG_ENCODING, NULL },
	{ "", OU_ERR_OUTPUT, OU_DIAG_STORE, NULL },
};

/* The words of the server or the library on one line, without a password. */
static void
clean(const struct postgres *q, char *to, size_t size, const char *text)
{
	size_t n = 0, secret;

	secret = q->password != NULL ? strlen(q->password) : 0;
	while (*text != '\0' && n + 4 < size) {
		if (secret != 0 && strncmp(text, q->password, secret) == 0) {
			memcpy(to + n, "***", 3);
			n += 3;
			text += secret;
			continue;
		}
		to[n++] = *text == '\n' || *text == '\t' ? ' ' : *text;
		text++;
	}
	while (n != 0 && to[n - 1] == ' ')
		n--;
	to[n] = '\0';
}

int
ou_postgres_lost(struct postgres *q, struct ou_err *err)
{
	char text[256];

	clean(q, text, sizeof(text), q->pq->errorMessage(q->c));
	return ou_err_set(err, OU_ERR_BUSY, OU_DIAG_BUSY,
	    "the connection to '%s' was lost%s%s", q->db.name,
	    text[0] != '\0' ? ": " : "", text);
}

int
ou_postgres_refused(struct postgres *q, const PGresult *r,
    struct ou_err *err)
{
	const char *state = NULL, *words = NULL;
	char text[256];
	size_t i;

	if (r != NULL) {
		state = q->pq->resultErrorField(r, PG_DIAG_SQLSTATE);
		words = q->pq->resultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
	}
	if (state == NULL)
		return ou_postgres_lost(q, err);
	for (i = 0; strncmp(state, states[i].state,
	    strlen(states[i].state)) != 0; i++)
		;
	clean(q, text, sizeof(text), states[i].text != NULL ? states[i].text
	    : words != NULL ? words : state);
	return ou_err_set(err, states[i].kind, states[i].code, "'%s': %s",
	    q->db.name, text);
}

int
ou_postgres_unconnected(struct postgres *q, PGPing ping, struct ou_err *err)
{
	char text[256];

	clean(q, text, sizeof(text),
	    q->c != NULL ? q->pq->errorMessage(q->c) : "");
	if (ping == PQPING_REJECT)
		return ou_err_set(err, OU_ERR_BUSY, OU_DIAG_BUSY,
		    "the server of '%s' takes no connections now: %s",
		    q->db.name, text);
	if (ping == PQPING_NO_RESPONSE)
		return ou_err_set(err, OU_ERR_OUTPUT, OU_DIAG_STORE,
		    "no server answers for '%s': %s", q->db.name, text);
	return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_STORE,
	    "'%s' cannot be opened: %s", q->db.name, text);
}
