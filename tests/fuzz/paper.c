/*
 * A stranger's XML as a record: what is read has a type and an id; what can be
 * written of it is read again, and written a second time is the same.
 */
#include "ou/formats/paper.h"

#include "fuzz.h"

static void
on_finding(void *arg, const struct ou_err *f)
{
	(void)arg;
	want(f->code != OU_DIAG_NONE && f->text[0] != '\0');
}

static enum ou_paper_answer
take(struct ou_import *im, struct ou_str in,
    const struct ou_record_type **type, void **record)
{
	struct ou_source *src = ou_source_memory("fuzz", in);
	struct ou_buf bytes = OU_BUF_INIT;
	struct ou_err err = { 0 };
	struct ou_str raw;
	enum ou_paper_answer answer = ou_paper_read(im, src, NULL, &bytes,
	    &raw, type, record, &err);

	want((answer == OU_PAPER_READ) == (err.text[0] == '\0'));
	ou_buf_release(&bytes);
	ou_source_close(src);
	return answer;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct ou_import im[2] = { { .finding = on_finding },
	    { .finding = on_finding } };
	static struct ou_arena a;
	const struct ou_record_type *type, *again;
	struct ou_buf b[2] = { OU_BUF_INIT, OU_BUF_INIT };
	struct ou_err err = { 0 };
	void *record;

	if (take(&im[0], ou_str_make((const char *)data, size), &type,
	    &record) == OU_PAPER_READ && ou_paper_write(&a, "ubl", type, record,
	    NULL, NULL, &b[0], &err) == 0) {
		want(take(&im[1], ou_buf_str(&b[0]), &again, &record) ==
		    OU_PAPER_READ && again == type);
		want(ou_paper_write(&a, "ubl", type, record, NULL, NULL, &b[1],
		    &err) == 0);
		want(ou_str_eq(ou_buf_str(&b[0]), ou_buf_str(&b[1])));
	}
	ou_buf_release(&b[0]);
	ou_buf_release(&b[1]);
	ou_arena_reset(&im[0].arena);
	ou_arena_reset(&im[1].arena);
	ou_arena_reset(&a);
	return 0;
}
