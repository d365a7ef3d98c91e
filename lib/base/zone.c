#include <string.h>

#include "ou/base/arena.h"
#include "zone_rule.h"

/*
 * RFC 8536.  The transitions are sorted instants; before the first one type 0
 * holds, behind the last one the rule in the footer.  A local time is tried
 * with every offset that the zone has ever had: those that lead back to
 * themselves are its readings, so gaps and folds need no special case.
 */
#define HEADER 44
#define OFFSET_MAX (26 * 3600)

struct ou_zone {
	const char *name;
	size_t n;
	int64_t *at;
	uint8_t *type;
	int32_t types[256];		/* seconds east of UTC */
	bool has_rule;
	struct zone_rule rule;
	int32_t offsets[258];		/* different ones */
	size_t noffsets;
};

struct header {
	size_t isut, isstd, leaps, times, types, chars;
};

static uint32_t
get32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

static int64_t
get64(const unsigned char *p)
{
	return (int64_t)((uint64_t)get32(p) << 32 | get32(p + 4));
}

static bool
read_header(const unsigned char *p, size_t n, struct header *h)
{
	if (n < HEADER || memcmp(p, "TZif", 4) != 0)
		return false;
	h->isut = get32(p + 20);
	h->isstd = get32(p + 24);
	h->leaps = get32(p + 28);
	h->times = get32(p + 32);
	h->types = get32(p + 36);
	h->chars = get32(p + 40);
	/* Far above what there is, and far from overflow below. */
	return h->isut <= 256 && h->isstd <= 256 && h->leaps <= 65536 &&
	    h->times <= 1000000 && h->types >= 1 && h->types <= 256 &&
	    h->chars <= 65536;
}

static size_t
data_size(const struct header *h, size_t time_size)
{
	return h->times * (time_size + 1) + h->types * 6 + h->chars +
	    h->leaps * (time_size + 4) + h->isstd + h->isut;
}

static bool
read_data(struct ou_zone *z, struct ou_arena *a, const unsigned char *p,
    const struct header *h, size_t time_size)
{
	const unsigned char *type = p + h->times * time_size;
	size_t i;

	z->n = h->times;
	z->at = ou_arena_array(a, h->times, sizeof(z->at[0]));
	z->type = ou_arena_array(a, h->times, 1);
	for (i = 0; i < h->times; i++) {
		z->at[i] = time_size == 8 ? get64(p + i * 8) :
		    (int32_t)get32(p + i * 4);
		z->type[i] = type[i];
		if (type[i] >= h->types ||
		    (i != 0 && z->at[i] <= z->at[i - 1]))
			return false;
	}
	p = type + h->times;
	for (i = 0; i < h->types; i++) {
		z->types[i] = (int32_t)get32(p + i * 6);
		if (z->types[i] > OFFSET_MAX || z->types[i] < -OFFSET_MAX)
			return false;
	}
	return true;
}

/* "\nTZ string\n"; empty when the zone has no rule for the future. */
static bool
read_footer(struct ou_zone *z, const char *p, size_t n)
{
	const char *end;

	if (n < 2 || p[0] != '\n' ||
	    (end = memchr(p + 1, '\n', n - 1)) == NULL)
		return false;
	if (end == p + 1)
		return true;
	z->has_rule = true;
	return ou_zone_rule_parse(&z->rule,
	    ou_str_make(p + 1, (size_t)(end - p - 1)));
}

static bool
read_zone(struct ou_zone *z, struct ou_arena *a, struct ou_str bytes)
{
	const unsigned char *p = (const unsigned char *)bytes.p;
	size_t n = bytes.n, size;
	struct header h;

	if (!read_header(p, n, &h))
		return false;
	size = HEADER + data_size(&h, 4);
	if (n < size)
		return false;
	if (p[4] == '\0')
		return read_data(z, a, p + HEADER, &h, 4);
	/* From version 2 on everything comes again with 64-bit times. */
	p += size;
	n -= size;
	if (!read_header(p, n, &h))
		return false;
	size = HEADER + data_size(&h, 8);
	if (n < size)
		return false;
	return read_data(z, a, p + HEADER, &h, 8) &&
	    read_footer(z, (const char *)p + size, n - size);
}

static void
add_offset(struct ou_zone *z, int32_t offset)
{
	size_t i;

	for (i = 0; i < z->noffsets; i++) {
		if (z->offsets[i] == offset)
			return;
	}
	z->offsets[z->noffsets++] = offset;
}

struct ou_zone *
ou_zone_parse(struct ou_arena *a, const char *name, struct ou_str bytes,
    struct ou_err *err)
{
	struct ou_zone *z = ou_arena_zalloc(a, sizeof(*z));
	size_t i;

	z->name = ou_str_cdup(a, ou_str_c(name));
	if (!read_zone(z, a, bytes)) {
		ou_err_set(err, OU_ERR_USAGE, OU_DIAG_FORMAT,
		    "time zone '%.64s' is not a TZif file", name);
		return NULL;
	}
	add_offset(z, z->types[0]);
	for (i = 0; i < z->n; i++)
		add_offset(z, z->types[z->type[i]]);
	if (z->has_rule) {
		add_offset(z, z->rule.standard);
		add_offset(z, z->rule.summer);
	}
	return z;
}

static int32_t
offset_at(const struct ou_zone *z, int64_t t)
{
	size_t low = 0, high = z->n, mid;

	if (z->has_rule && (z->n == 0 || t >= z->at[z->n - 1]))
		return ou_zone_rule_offset(&z->rule, t);
	while (low < high) {
		mid = (low + high) / 2;
		if (z->at[mid] <= t)
			low = mid + 1;
		else
			high = mid;
	}
	return z->types[low == 0 ? 0 : z->type[low - 1]];
}

/* Before standard time zones offsets had seconds; to the nearest minute. */
static int
minutes(int32_t seconds)
{
	return (seconds + (seconds < 0 ? -30 : 30)) / 60;
}

int
ou_zone_offset(const struct ou_zone *z, int64_t seconds)
{
	return minutes(offset_at(z, seconds));
}

static int
bad_local(const struct ou_zone *z, const struct ou_time *t, size_t readings,
    const int32_t found[2], struct ou_err *err)
{
	struct ou_time one = *t, two = *t;
	char local[OU_TIME_MAX], a[OU_TIME_MAX], b[OU_TIME_MAX];
	int n, na, nb;

	n = (int)ou_time_text(local, t);
	if (readings == 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
		    "'%.*s' does not exist in %s: clocks went forward", n,
		    local, z->name);
	one.has_offset = two.has_offset = true;
	one.offset = (int16_t)minutes(found[0]);
	two.offset = (int16_t)minutes(found[1]);
	na = (int)ou_time_text(a, &one);
	nb = (int)ou_time_text(b, &two);
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_AMBIGUOUS,
	    "'%.*s' is twice in %s: %.*s or %.*s", n, local, z->name, na, a,
	    nb, b);
}

int
ou_zone_apply(const struct ou_zone *z, struct ou_time *t, struct ou_err *err)
{
	int32_t found[2] = { 0, 0 }, offset;
	size_t i, readings = 0;
	int64_t local;

	if (!t->has_clock || t->has_offset)
		return 0;
	local = ou_time_seconds(t);
	for (i = 0; i < z->noffsets && readings < 2; i++) {
		offset = z->offsets[i];
		if (offset_at(z, local - offset) == offset)
			found[readings++] = offset;
	}
	/* The earlier one first: it is further east. */
	if (readings == 2 && found[0] < found[1]) {
		offset = found[0];
		found[0] = found[1];
		found[1] = offset;
	}
	if (readings != 1)
		return bad_local(z, t, readings, found, err);
	t->offset = (int16_t)minutes(found[0]);
	t->has_offset = true;
	return 0;
}
