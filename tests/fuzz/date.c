/*
 * Dates, times, patterns and zones.  A first byte of 'Z' makes the rest a
 * TZif file, of 'P' a pattern and a text with a newline between them, and
 * anything else a text for every parser.
 */
#include "ou/base/arena.h"
#include "ou/base/date.h"

#include "fuzz.h"

/* What was read is a time, and its text is read as the same. */
static void
check_time(const struct ou_time *t)
{
	char to[OU_TIME_MAX], again[OU_TIME_MAX];
	struct ou_time back;
	size_t n;

	want(ou_date_valid(t->date.year, t->date.month, t->date.day));
	want(t->hour < 24 && t->minute < 60 && t->second < 60);
	n = ou_time_text(to, t);
	want(n <= sizeof(to));
	want(ou_time_parse(&back, ou_str_make(to, n), NULL) == 0);
	want(ou_time_seconds(&back) == ou_time_seconds(t));
	want(ou_str_eq(ou_str_make(to, n), ou_str_make(again,
	    ou_time_text(again, &back))));
}

static void
fuzz_texts(struct ou_str s)
{
	struct ou_time t;
	struct ou_date d;
	struct ou_err err;

	if (ou_date_parse(&d, s, &err) == 0)
		want(ou_date_cmp(ou_date_from_days(ou_date_days(d)), d) == 0);
	if (ou_time_parse(&t, s, &err) == 0)
		check_time(&t);
	if (ou_time_guess(&t, s, &err) == 0)
		check_time(&t);
	else
		want(err.code == OU_DIAG_VALUE ||
		    err.code == OU_DIAG_AMBIGUOUS);
}

static void
fuzz_pattern(struct ou_str s)
{
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_str pattern;
	struct ou_time t;

	if (ou_str_split(&s, '\n', &pattern) && s.p != NULL &&
	    ou_time_pattern(&t, s, ou_str_cdup(&a, pattern), 2026, NULL) == 0)
		check_time(&t);
	ou_arena_release(&a);
}

static void
fuzz_zone(struct ou_str s)
{
	static const int64_t instants[] = {
		INT64_MIN, -62135596800, -5000000000, -1, 0, 1795166045,
		1774744200, 1792891800, 253402300799, INT64_MAX
	};
	struct ou_arena a = OU_ARENA_INIT;
	struct ou_zone *z;
	struct ou_time t;
	size_t i;
	int offset;

	z = ou_zone_parse(&a, "Fuzz/Zone", s, NULL);
	for (i = 0; z != NULL && i < sizeof(instants) / sizeof(instants[0]);
	    i++) {
		offset = ou_zone_offset(z, instants[i]);
		want(offset >= -26 * 60 && offset <= 26 * 60);
		ou_time_from_seconds(&t, instants[i], 0);
		if (!ou_date_given(t.date))
			continue;
		t.has_offset = t.utc = false;
		if (ou_zone_apply(z, &t, NULL) == 0)
			want(t.has_offset);
	}
	ou_arena_release(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ou_str s = ou_str_make((const char *)data, size);

	if (size != 0 && data[0] == 'Z')
		fuzz_zone(ou_str_sub(s, 1, size));
	else if (size != 0 && data[0] == 'P')
		fuzz_pattern(ou_str_sub(s, 1, size));
	else
		fuzz_texts(s);
	return 0;
}
