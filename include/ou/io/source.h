#ifndef OU_IO_SOURCE_H
#define OU_IO_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ou/base/err.h"
#include "ou/base/utf8.h"

/*
 * The one way bytes come in: a file, or standard input ("-"), gunzipped when
 * the content says gzip (RFC 1952; all members, CRC and length checked, a cut
 * or anything but zero padding behind the last member is an error, the stored
 * name is never used).  An input that begins as another kind of archive or
 * compressed file (zip, compress, bzip2, xz, zstd) is refused by name.  An
 * empty file is an empty input.  Reads are retried when interrupted and a
 * failed read is never the same as the end.
 */
struct ou_source;

struct ou_source_limits {
	uint64_t ratio;			/* output/input after the first MiB of
					 * output; 0: the default, 200 */
	uint64_t bytes;			/* of output; 0: none */
	bool workbooks;			/* let zip archives in as they are */
};

/**
 * ou_source_open(path, limits, err):
 * Open ${path} ("-": standard input); a folder, or a standard input that is
 * closed, is an error.  ${limits} may be NULL.  NULL with ${err} filled
 * (OU_ERR_USAGE, OU_DIAG_OPEN) when that fails.
 */
struct ou_source *ou_source_open(const char *path,
    const struct ou_source_limits *limits, struct ou_err *err);

/* The same over bytes in memory, which must stay until it is closed; they
 * need no padding, because they go through the window like a file's.  Zip
 * archives are let in. */
struct ou_source *ou_source_memory(const char *name, struct ou_str bytes);

/**
 * ou_source_table(name, bytes), ou_source_is_table(s):
 * The same over CSV (UTF-8, commas) that was made of a workbook; takes the
 * bytes.  Its numbers have a decimal point whatever the country, and its dates
 * are ISO 8601, beside what somebody has typed as text: who reads it goes by
 * that, not by what partner files are set to.
 */
struct ou_source *ou_source_table(const char *name, struct ou_buf *bytes);
bool ou_source_is_table(const struct ou_source *s);

/* The input turned out to be damaged: ${err} is what reading it fails with. */
void ou_source_spoil(struct ou_source *s, const struct ou_err *err);

void ou_source_close(struct ou_source *s);

/**
 * ou_source_keep(s, err):
 * It will be read twice.  Called before anything was taken off the front.  Of
 * a file nothing is kept; of what cannot be read again, as a pipe, a copy of
 * what comes out, in a file without a name in $TMPDIR or /tmp.  0, or -1
 * with OU_ERR_OUTPUT.
 */
int ou_source_keep(struct ou_source *s, struct ou_err *err);

/* Stand at the beginning once more: the same bytes, and the same end where it
 * was reached; a file that ends before it is damaged.  0, or -1 with ${err}. */
int ou_source_again(struct ou_source *s, struct ou_err *err);

/* Can it be read again without having been kept? */
bool ou_source_rereads(const struct ou_source *s);

/* The name for messages and records: the path, or "-"; of a path that is not
 * UTF-8 the bytes that are none as \xNN. */
const char *ou_source_name(const struct ou_source *s);

/* Where the window begins, in uncompressed bytes from the start; size of the
 * file, 0 if not known; bytes read from it. */
uint64_t ou_source_offset(const struct ou_source *s);
uint64_t ou_source_size(const struct ou_source *s);
uint64_t ou_source_consumed(const struct ou_source *s);

/**
 * ou_source_fill(s, want, err):
 * Look ahead: make at least ${want} bytes stand in the window, or all up to
 * the end of input.  Return the window's bytes, which stay valid until the
 * next fill or skip; n < want only at the end.  The 64 bytes behind the
 * window may be read (they are padding, not data).  p = NULL with ${err}
 * filled on a failed read or damaged gzip (OU_ERR_DAMAGED); the bytes that
 * were good are handed out first.  The input ends well only where a fill
 * answers n = 0 with p set.
 */
struct ou_str ou_source_fill(struct ou_source *s, size_t want,
    struct ou_err *err);
#define OU_SOURCE_PADDING 64

/* A copy of a line, with its LF and that padding behind it. */
struct ou_str ou_source_copy(struct ou_arena *a, struct ou_str line);

/* The window as it stands: a fill that reads nothing. */
struct ou_str ou_source_window(const struct ou_source *s);

/* Take ${n} bytes (no more than the window holds) off the front. */
void ou_source_skip(struct ou_source *s, size_t n);

/* True when the input failed: the window holds the last good bytes, and an
 * error comes behind them. */
bool ou_source_failed(const struct ou_source *s);

/* True when a fill that wants more than the window holds would have to wait
 * for a pipe or terminal: what was written so far should be flushed first.
 * Never true, and free of cost, for files. */
bool ou_source_would_block(struct ou_source *s);

/* All that remains, up to ${max} bytes (more: OU_DIAG_LIMIT), in the arena. */
int ou_source_all(struct ou_source *s, struct ou_arena *a, size_t max,
    struct ou_str *out, struct ou_err *err);

/**
 * ou_source_widen(s, a, charset, wide, err):
 * UTF-16, by its mark or, where it has none, because ${charset} says so: all
 * that remains is read (OU_SOURCE_WIDE_MAX bytes at most), and ${wide} gets a
 * source of the same in UTF-8, which the caller closes, and whose bytes live
 * in ${a}.  NULL when it is no UTF-16.  0, or -1 with ${err}.
 */
#define OU_SOURCE_WIDE_MAX ((size_t)256 << 20)
int ou_source_widen(struct ou_source *s, struct ou_arena *a,
    enum ou_charset charset, struct ou_source **wide, struct ou_err *err);

#endif
