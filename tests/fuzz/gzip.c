/*
 * Bytes from a stranger through the source and its lines: whatever they are,
 * it ends, says the same at every step width, and hands out no more than the
 * ratio allows.
 */
#include "ou/io/lines.h"

#include "fuzz.h"

/* Length, sum and end of all that a source gives in steps of ${step}. */
static uint64_t
drain(struct ou_str bytes, size_t step)
{
	struct ou_source *s = ou_source_memory("fuzz", bytes);
	struct ou_err err;
	struct ou_str w;
	uint64_t sum = 0, n = 0;
	size_t i, k;

	for (;;) {
		w = ou_source_fill(s, step, &err);
		if (w.n == 0)
			break;
		k = w.n < step ? w.n : step;
		for (i = 0; i < k; i++)
			sum = sum * 31 + (unsigned char)w.p[i];
		want(ou_source_offset(s) == n);
		n += k;
		ou_source_skip(s, k);
	}
	if (w.p == NULL)
		want(err.kind == OU_ERR_DAMAGED && err.text[0] != '\0');
	want(n <= ((uint64_t)2 << 20) + 400 * bytes.n);
	ou_source_close(s);
	return sum * 31 + n * 2 + (w.p == NULL);
}

static void
read_lines(struct ou_str bytes)
{
	struct ou_source *s = ou_source_memory("fuzz", bytes);
	struct ou_lines l;
	struct ou_str line;
	struct ou_err err;
	uint64_t number = 0;
	int r;

	ou_lines_init(&l, s, 100);
	while ((r = ou_lines_next(&l, &line, &err)) != 0) {
		if (r < 0 && err.kind == OU_ERR_DAMAGED)
			break;
		want(l.number == ++number);
		want(r < 0 || line.n <= 100);
	}
	ou_source_close(s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ou_str bytes = ou_str_make((const char *)data, size);

	want(drain(bytes, 4096) == drain(bytes, 61));
	read_lines(bytes);
	return 0;
}
