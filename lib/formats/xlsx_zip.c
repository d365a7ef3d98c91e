#include <stdlib.h>
#include <zlib.h>

#include "xlsx.h"

/*
 * The directory at the end of the archive is what counts; the header in front
 * of an entry must be there, no more.  Entries may be stored or deflated; what
 * unpacks to more than the limits allow is refused while it does.
 */
#define ENTRIES_MAX 2000
#define CHUNK ((size_t)64 << 10)
#define RATIO_FREE ((uint64_t)1 << 20)
#define END_SIZE 22
#define CENTRAL_SIZE 46
#define LOCAL_SIZE 30
#define ENCRYPTED 1

static uint32_t
number(const char *p, size_t n)
{
	uint32_t v = 0;

	while (n-- > 0)
		v = v << 8 | (unsigned char)p[n];
	return v;
}

static uint64_t
number64(const char *p)
{
	return (uint64_t)number(p + 4, 4) << 32 | number(p, 4);
}

int
ou_xlsx_damaged(struct ou_err *err, const char *text)
{
	return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
	    "the workbook is damaged: %s", text);
}

/* The end of the directory: the last one there is. */
static const char *
find_end(struct ou_str b)
{
	const char *p, *first;

	if (b.n < END_SIZE)
		return NULL;
	first = b.n > END_SIZE + 0xffff ? b.p + b.n - END_SIZE - 0xffff : b.p;
	for (p = b.p + b.n - END_SIZE; p >= first; p--) {
		if (memcmp(p, "PK\005\006", 4) == 0 &&
		    (size_t)(b.p + b.n - p) == END_SIZE + number(p + 20, 2))
			return p;
	}
	return NULL;
}

/* Sizes that do not fit stand in an extra field (zip64). */
static bool
large(struct zip_entry *e, struct ou_str extra)
{
	uint64_t *to[3] = { &e->size, &e->packed, &e->at };
	struct ou_str field;
	size_t i, n;

	while (extra.n >= 4) {
		n = number(extra.p + 2, 2);
		if (n > extra.n - 4)
			return false;
		field = ou_str_sub(extra, 4, n);
		if (number(extra.p, 2) == 1) {
			for (i = 0; i < 3; i++) {
				if (*to[i] != 0xffffffff)
					continue;
				if (field.n < 8)
					return false;
				*to[i] = number64(field.p);
				field = ou_str_sub(field, 8, field.n);
			}
			return true;
		}
		extra = ou_str_sub(extra, 4 + n, extra.n);
	}
	return true;
}

static int
central(struct zip *z, const char **at, struct ou_err *err)
{
	const char *p = *at, *end = z->bytes.p + z->bytes.n;
	struct zip_entry *e = &z->entries[z->n++];
	size_t name, extra, comment;

	if (end - p < CENTRAL_SIZE || memcmp(p, "PK\001\002", 4) != 0)
		return ou_xlsx_damaged(err, "its directory is cut off");
	e->flags = (uint16_t)number(p + 8, 2);
	e->method = (uint16_t)number(p + 10, 2);
	e->crc = number(p + 16, 4);
	e->packed = number(p + 20, 4);
	e->size = number(p + 24, 4);
	e->at = number(p + 42, 4);
	name = number(p + 28, 2);
	extra = number(p + 30, 2);
	comment = number(p + 32, 2);
	p += CENTRAL_SIZE;
	if ((size_t)(end - p) < name + extra + comment)
		return ou_xlsx_damaged(err, "its directory is cut off");
	e->name = ou_str_make(p, name);
	if (!large(e, ou_str_make(p + name, extra)))
		return ou_xlsx_damaged(err, "its directory is wrong");
	*at = p + name + extra + comment;
	return 0;
}

int
ou_zip_open(struct zip *z, struct ou_arena *a, struct ou_str bytes,
    struct ou_err *err)
{
	const char *end = find_end(bytes), *at;
	uint32_t i, k, n;
	uint64_t from;

	z->bytes = bytes;
	z->n = 0;
	if (end == NULL)
		return ou_xlsx_damaged(err, "it is cut off");
	n = number(end + 10, 2);
	from = number(end + 16, 4);
	if (n == 0xffff || from == 0xffffffff || n > ENTRIES_MAX)
		return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_LIMIT,
		    "an archive of more than %d entries or 4 GiB",
		    ENTRIES_MAX);
	if (from > (uint64_t)(end - bytes.p))
		return ou_xlsx_damaged(err, "its directory is not there");
	z->entries = ou_arena_array(a, n, sizeof(*z->entries));
	at = bytes.p + from;
	for (i = 0; i < n; i++) {
		if (central(z, &at, err) != 0)
			return -1;
		for (k = 0; k < i; k++) {
			if (ou_str_caseeq(z->entries[k].name,
			    z->entries[i].name))
				return ou_xlsx_damaged(err,
				    "an entry stands in it twice");
		}
	}
	return 0;
}

const struct zip_entry *
ou_zip_find(const struct zip *z, struct ou_str name)
{
	uint32_t i;

	for (i = 0; i < z->n; i++) {
		if (ou_str_caseeq(z->entries[i].name, name))
			return &z->entries[i];
	}
	return NULL;
}

/* The packed bytes. */
static int
packed_of(const struct zip *z, const struct zip_entry *e, struct ou_str *out,
    struct ou_err *err)
{
	const char *p;
	uint64_t skip;

	if ((e->flags & ENCRYPTED) != 0)
		return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
		    "the archive is encrypted; unpack it first");
	if (e->method != 0 && e->method != 8)
		return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
		    "the archive is packed by method %u, which no spreadsheet "
		    "uses", e->method);
	if (e->at > z->bytes.n || z->bytes.n - e->at < LOCAL_SIZE)
		return ou_xlsx_damaged(err, "an entry is not there");
	p = z->bytes.p + e->at;
	skip = LOCAL_SIZE + number(p + 26, 2) + number(p + 28, 2);
	if (memcmp(p, "PK\003\004", 4) != 0 || z->bytes.n - e->at < skip ||
	    z->bytes.n - e->at - skip < e->packed)
		return ou_xlsx_damaged(err, "an entry is not there");
	*out = ou_str_make(p + skip, (size_t)e->packed);
	return 0;
}

/* Unpacked bytes: counted, checked, handed on. */
struct unpacking {
	struct zip *z;
	const struct zip_entry *e;
	int (*take)(void *arg, const char *p, size_t n, struct ou_err *err);
	void *arg;
	uint64_t n;
	uLong crc;
};

static int
hand_on(struct unpacking *u, const char *p, size_t n, uint64_t packed,
    struct ou_err *err)
{
	u->n += n;
	if (u->n > u->e->size)
		return ou_xlsx_damaged(err, "an entry is longer than it says");
	if (n > u->z->budget || (u->n > RATIO_FREE &&
	    u->n / u->z->ratio > packed))
		return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_LIMIT,
		    "the workbook unpacks to more than the limits allow");
	u->z->budget -= n;
	u->crc = crc32(u->crc, (const unsigned char *)p, (uInt)n);
	return u->take(u->arg, p, n, err);
}

static int
stored(struct unpacking *u, struct ou_str in, struct ou_err *err)
{
	struct ou_str piece;

	for (; in.n > 0; in = ou_str_sub(in, piece.n, in.n)) {
		piece = ou_str_sub(in, 0, CHUNK);
		if (hand_on(u, piece.p, piece.n, u->e->packed, err) != 0)
			return -1;
	}
	return 0;
}

static int
deflated(struct unpacking *u, struct ou_str in, struct ou_err *err)
{
	unsigned char *out = malloc(CHUNK);
	z_stream s = { 0 };
	int r = Z_OK, rc = 0;
	size_t n;

	/* no header: the archive has its own */
	if (out == NULL || inflateInit2(&s, -15) != Z_OK)
		ou_out_of_memory();
	s.next_in = (unsigned char *)(uintptr_t)in.p;
	s.avail_in = (uInt)in.n;
	while (rc == 0 && r != Z_STREAM_END) {
		s.next_out = out;
		s.avail_out = CHUNK;
		r = inflate(&s, Z_NO_FLUSH);
		if (r == Z_MEM_ERROR)
			ou_out_of_memory();
		n = CHUNK - s.avail_out;
		if ((r != Z_OK && r != Z_STREAM_END) ||
		    (r == Z_OK && n == 0))
			rc = ou_xlsx_damaged(err, "an entry cannot be "
			    "unpacked");
		else if (n > 0)
			rc = hand_on(u, (char *)out, n, s.total_in, err);
	}
	inflateEnd(&s);
	free(out);
	return rc;
}

int
ou_zip_read(struct zip *z, const struct zip_entry *e,
    int (*take)(void *arg, const char *p, size_t n, struct ou_err *err),
    void *arg, struct ou_err *err)
{
	struct unpacking u = { z, e, take, arg, 0, crc32(0, NULL, 0) };
	struct ou_str in;

	if (packed_of(z, e, &in, err) != 0)
		return -1;
	if (in.n > UINT32_MAX)
		return ou_xlsx_damaged(err, "an entry of more than 4 GiB");
	if ((e->method == 0 ? stored : deflated)(&u, in, err) != 0)
		return -1;
	if (u.n != e->size || (uint32_t)u.crc != e->crc)
		return ou_xlsx_damaged(err, "an entry fails its check");
	return 0;
}
