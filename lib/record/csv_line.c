#include "csv-internal.h"
#include "ou/base/sixteen.h"

int
ou_csv_text(struct ou_csv *c, struct ou_str line, struct ou_str *out,
    struct ou_err *err)
{
	size_t good;

	*out = line;
	if (c->o.charset != OU_CHARSET_UTF8 &&
	    ou_charset_decode(&c->row_arena, out, line, c->o.charset,
	    err) != 0) {
		*out = line;
		return ou_err_at(err, ou_source_name(c->src),
		    c->row.line + c->lines, 0);
	}
	good = ou_utf8_valid(out->p, out->n);
	if (good != out->n) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_ENCODING,
		    "byte 0x%02x is not UTF-8", (unsigned char)out->p[good]);
		return ou_err_at(err, ou_source_name(c->src),
		    c->row.line + c->lines, good + 1);
	}
	if (memchr(out->p, '\0', out->n) != NULL) {
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_CSV,
		    "a NUL byte is no text");
		return ou_err_at(err, ou_source_name(c->src),
		    c->row.line + c->lines, (uint64_t)((const char *)
		    memchr(out->p, '\0', out->n) - out->p) + 1);
	}
	return 0;
}

struct ou_str
ou_csv_line(struct ou_csv *c, size_t from, struct ou_err *err)
{
	struct ou_str w = ou_source_window(c->src);
	size_t seen = from;
	const char *lf;

	for (;;) {
		if (w.n > seen && (lf = memchr(w.p + seen, '\n',
		    w.n - seen)) != NULL)
			return ou_str_make(w.p + from,
			    (size_t)(lf + 1 - w.p) - from);
		if (w.n > seen)
			seen = w.n;
		if (seen > c->o.row_max)
			return ou_str_make(w.p + from, w.n - from);
		w = ou_source_fill(c->src, seen + 1, err);
		if (w.p == NULL)
			return OU_STR_NONE;
		if (w.n > seen)
			continue;
		if (!ou_source_failed(c->src))
			return ou_str_make(w.p + from, w.n - from);
		/* What came last before the failure is no row. */
		ou_source_skip(c->src, w.n);
		(void)ou_source_fill(c->src, 1, err);
		return OU_STR_NONE;
	}
}

/* A line that is being cut. */
struct cut {
	struct ou_str *cell, *last;
	const char *from;		/* where the cell begins */
	const char *end;
	char separator;
	bool inside;			/* quotes */
	bool closed;			/* the cell's quotes are behind us */
};

/* A separator or a quote; false: this line is not for us. */
static inline bool
mark_at(struct cut *k, const char *at, bool quote)
{
	if (quote && k->inside) {
		k->inside = false;
		k->closed = true;
		return at + 1 == k->end || at[1] == k->separator;
	}
	if (quote) {
		k->inside = at == k->from;
		k->from = at + 1;
		return k->inside;
	}
	if (k->inside)
		return true;
	if (k->cell > k->last)
		return false;
	*k->cell++ = ou_str_make(k->from, (size_t)(at - k->from) - k->closed);
	k->from = at + 1;
	k->closed = false;
	return true;
}

/* Sixteen bytes after the other; 0, or -1: not for us, 1: it has characters
 * beyond ASCII. */
static int
cut_line(struct cut *k, const char *p, char mark)
{
	const char *end = k->end, *at;
	char tail[16] = { 0 };
	uint32_t all, quotes, bits, odd = 0, high = 0;

	for (; p < end; p += 16) {
		at = p;
		if (end - p < 16)
			at = memcpy(tail, p, (size_t)(end - p));
		all = ou_sixteen_of((size_t)(end - p));
		quotes = ou_sixteen(at, mark);
		odd |= (ou_sixteen(at, '\r') | ou_sixteen(at, '\0')) & all;
		high |= ou_sixteen_high(at);
		bits = (ou_sixteen(at, k->separator) | quotes) & all;
		for (; bits != 0; bits &= bits - 1) {
			if (!mark_at(k, p + __builtin_ctz(bits),
			    (quotes & bits & -bits) != 0))
				return -1;
		}
	}
	if (odd != 0 || k->inside || !mark_at(k, end, false))
		return -1;
	return high != 0;
}

bool
ou_csv_cut(struct ou_csv *c, struct ou_str line)
{
	struct cut k = { .cell = c->cells, .last = c->cells +
	    c->o.columns_max, .separator = c->o.separator };
	int high;

	line = csv_without_end(line);
	k.from = line.p;
	k.end = line.p + line.n;
	high = cut_line(&k, line.p, c->o.quote);
	c->n_cells = (uint32_t)(k.cell - c->cells);
	return high == 0 || (high > 0 &&
	    ou_utf8_valid(line.p, line.n) == line.n);
}
