#include "shop_cut.h"

/*
 * What stands in front in a stream of JSON, followed by brackets and strings
 * alone: nothing is kept but what somebody asks for.
 */
bool
ou_bytes_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void
ou_bytes_take(struct shop_bytes *s, struct ou_str w, size_t n)
{
	const char *p = w.p, *end = w.p + n;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		s->line++;
		p++;
	}
	ou_source_skip(s->src, n);
}

int
ou_bytes_damaged(struct shop_bytes *s, enum ou_diag code, const char *what,
    struct ou_err *err)
{
	ou_err_set(err, OU_ERR_DAMAGED, code, "%s", what);
	return ou_err_at(err, ou_source_name(s->src), s->line, 0);
}

int
ou_bytes_next(struct shop_bytes *s, struct ou_str *w, struct ou_err *err)
{
	size_t i;

	for (;;) {
		*w = ou_source_fill(s->src, 65536, err);
		if (w->p == NULL)
			return -1;
		if (!s->started && ou_str_starts(*w, "\xef\xbb\xbf")) {
			ou_source_skip(s->src, 3);
			s->started = true;
			continue;
		}
		for (i = 0; i < w->n && ou_bytes_blank(w->p[i]); i++)
			continue;
		if (w->n == 0)
			return 0;
		ou_bytes_take(s, *w, i);
		if (i == w->n)
			continue;
		*w = ou_str_sub(*w, i, w->n);
		s->started = true;
		return 1;
	}
}

int
ou_bytes_need(struct shop_bytes *s, struct ou_str *w, struct ou_err *err)
{
	int got = ou_bytes_next(s, w, err);

	return got == 1 ? 0 : got < 0 ? -1 : ou_bytes_damaged(s,
	    OU_DIAG_TRUNCATED, "the input ends within an answer", err);
}

/* --- elements --- */

struct nesting {
	size_t at;			/* bytes looked at */
	unsigned depth;
	bool string, escape;
};

/* Go on over the window; true when the element has ended. */
static bool
scan(struct nesting *s, struct ou_str w)
{
	char ch;

	for (; s->at < w.n; s->at++) {
		ch = w.p[s->at];
		if (s->string) {
			if (s->escape)
				s->escape = false;
			else if (ch == '\\')
				s->escape = true;
			else if (ch == '"')
				s->string = false;
			if (!s->string && s->depth == 0) {
				s->at++;
				return true;
			}
		} else if (ch == '"') {
			s->string = true;
		} else if (ch == '{' || ch == '[') {
			s->depth++;
		} else if ((ch == '}' || ch == ']') && --s->depth == 0) {
			s->at++;
			return true;
		}
	}
	return false;
}

/* Behind an element without keeping it: its size, or 0 with ${err} when it
 * does not end. */
static uint64_t
skip_element(struct shop_bytes *s, struct nesting *at, struct ou_err *err)
{
	uint64_t size = 0;
	struct ou_str w;
	bool ended;

	do {
		w = ou_source_fill(s->src, at->at + 1, err);
		if (w.n <= at->at) {
			if (w.p != NULL)
				(void)ou_bytes_damaged(s, OU_DIAG_TRUNCATED,
				    "the input ends within an order", err);
			return 0;
		}
		ended = scan(at, w);
		ou_bytes_take(s, w, at->at);
		size += at->at;
		at->at = 0;
	} while (!ended);
	return size;
}

int
ou_bytes_element(struct shop_bytes *s, size_t max, struct ou_str *out,
    uint64_t *size, struct ou_err *err)
{
	struct nesting at = { 0 };
	struct ou_str w = ou_source_fill(s->src, 1, err);

	while (w.p != NULL && !scan(&at, w)) {
		*out = w;
		if (w.n > max) {
			*out = OU_STR_NONE;
			*size = skip_element(s, &at, err);
			return *size == 0 ? -1 : 1;
		}
		w = ou_source_fill(s->src, w.n * 2 < max ? w.n * 2 : max + 1,
		    err);
		if (w.n == at.at)
			return ou_bytes_damaged(s, OU_DIAG_TRUNCATED,
			    "the input ends within an order", err);
	}
	if (w.p == NULL)
		return -1;
	if (at.at > max) {
		ou_bytes_take(s, w, at.at);
		*size = at.at;
		return 1;
	}
	*out = ou_str_sub(w, 0, at.at);
	return 0;
}

int
ou_bytes_skip(struct shop_bytes *s, struct ou_str w, struct ou_err *err)
{
	struct nesting at = { 0 };
	size_t i;

	if (*w.p == '{' || *w.p == '[' || *w.p == '"')
		return skip_element(s, &at, err) == 0 ? -1 : 0;
	for (i = 0; i < w.n && !ou_bytes_blank(w.p[i]) && w.p[i] != ',' &&
	    w.p[i] != '}' && w.p[i] != ']'; i++) {
		if (strchr("+-.0123456789aeflnrstuE", w.p[i]) == NULL || i > 64)
			return ou_bytes_damaged(s, OU_DIAG_JSON,
			    "expected a value", err);
	}
	ou_bytes_take(s, w, i);
	return i > 0 ? 0 : ou_bytes_damaged(s, OU_DIAG_JSON,
	    "expected a value", err);
}
