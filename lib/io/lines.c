#include <string.h>

#include "ou/io/lines.h"

void
ou_lines_init(struct ou_lines *l, struct ou_source *src, size_t max)
{
	memset(l, 0, sizeof(*l));
	l->src = src;
	l->max = max != 0 ? max : SIZE_MAX - 2;
}

static int
line_error(const struct ou_lines *l, struct ou_err *err)
{
	if (err != NULL)
		err->byte = ou_source_offset(l->src);
	return ou_err_at(err, ou_source_name(l->src), l->number, 0);
}

static int
too_long(struct ou_lines *l, struct ou_err *err)
{
	ou_err_set(err, OU_ERR_RECORD, OU_DIAG_LIMIT,
	    "a line of more than %zu bytes", l->max);
	if (err != NULL)
		err->byte = l->byte;
	return ou_err_at(err, ou_source_name(l->src), l->number, 0);
}

/* Drop what belongs to a line that is too long, and its end. */
static int
skip_line(struct ou_lines *l, struct ou_err *err)
{
	const char *lf = NULL;
	struct ou_str w;

	while (lf == NULL) {
		w = ou_source_fill(l->src, 1, NULL);
		if (w.n == 0)
			break;
		lf = memchr(w.p, '\n', w.n);
		ou_source_skip(l->src,
		    lf != NULL ? (size_t)(lf - w.p) + 1 : w.n);
	}
	l->complete = lf != NULL;
	return too_long(l, err);
}

/* The last line, or the failure that cut it off. */
static int
last_line(struct ou_lines *l, struct ou_str w, struct ou_str *line,
    struct ou_err *err)
{
	if (ou_source_failed(l->src)) {
		ou_source_skip(l->src, w.n);
		l->number++;
		ou_source_fill(l->src, 1, err);
		return line_error(l, err);
	}
	if (w.n == 0)
		return 0;
	l->number++;
	l->complete = false;
	l->taken = w.n;
	if (w.n > l->max)
		return too_long(l, err);
	*line = w;
	return 1;
}

int
ou_lines_next(struct ou_lines *l, struct ou_str *line, struct ou_err *err)
{
	const char *lf;
	struct ou_str w;
	size_t seen = 0, n;

	ou_source_skip(l->src, l->taken);
	l->taken = 0;
	if (l->number == 0) {
		w = ou_source_fill(l->src, 3, err);
		if (w.n >= 3 && memcmp(w.p, "\357\273\277", 3) == 0)
			ou_source_skip(l->src, 3);
	}
	l->byte = ou_source_offset(l->src);
	w = ou_source_window(l->src);
	while (w.n == seen ||
	    (lf = memchr(w.p + seen, '\n', w.n - seen)) == NULL) {
		seen = w.n;
		if (seen > l->max + 1) {
			l->number++;
			return skip_line(l, err);
		}
		w = ou_source_fill(l->src, seen + 1, err);
		if (w.n <= seen)
			return last_line(l, w, line, err);
	}
	n = (size_t)(lf - w.p);
	l->number++;
	l->complete = true;
	l->taken = n + 1;
	if (n != 0 && w.p[n - 1] == '\r')
		n--;
	if (n > l->max)
		return too_long(l, err);
	*line = ou_str_make(w.p, n);
	return 1;
}

bool
ou_lines_would_block(const struct ou_lines *l)
{
	struct ou_str w = ou_source_window(l->src);

	if (ou_source_size(l->src) != 0)
		return false;
	if (w.n > l->taken &&
	    memchr(w.p + l->taken, '\n', w.n - l->taken) != NULL)
		return false;
	return ou_source_would_block(l->src);
}
