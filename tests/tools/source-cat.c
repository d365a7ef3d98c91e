/*
 * source-cat [FILE]: the bytes of a source on standard output, whatever it is
 * packed in.  What failed is told on standard error; 3 for damaged input, 2
 * and 4 as everywhere.
 */
#include <stdio.h>

#include "ou/io/sink.h"
#include "ou/io/source.h"

static int
tell(const struct ou_err *err, int status)
{
	struct ou_buf b = OU_BUF_INIT;

	ou_err_text(err, &b);
	fprintf(stderr, "source-cat: %.*s\n", (int)b.n, b.p);
	ou_buf_release(&b);
	return status;
}

int
main(int argc, char **argv)
{
	struct ou_source *src;
	struct ou_sink *out;
	struct ou_err err;
	struct ou_str w;

	if ((src = ou_source_open(argc > 1 ? argv[1] : "-", NULL, &err)) ==
	    NULL)
		return tell(&err, 2);
	if ((out = ou_sink_stdout(&err)) == NULL)
		return tell(&err, 4);
	while ((w = ou_source_fill(src, 1, &err)).n != 0) {
		ou_sink_puts(out, w);
		ou_source_skip(src, w.n);
	}
	ou_source_close(src);
	if (w.p == NULL) {
		(void)ou_sink_close(out, NULL);
		return tell(&err, 3);
	}
	return ou_sink_close(out, &err) == 0 ? 0 : tell(&err, 4);
}
