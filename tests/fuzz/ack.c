/*
 * Bytes from a stranger are acknowledged.  Whatever they are: it ends, and
 * what was written is as many interchanges as were counted, whole, with right
 * counts and references.
 */
#include <stdlib.h>

#include "ou/formats/ack.h"

#include "fuzz.h"

/* Of these an acknowledgement of ours has none. */
static void
on_fault(void *arg, const struct ou_edi_fault *fault)
{
	(void)arg;
	want(fault->kind != OU_EDI_FAULT_COUNT &&
	    fault->kind != OU_EDI_FAULT_REFERENCE &&
	    fault->kind != OU_EDI_FAULT_TRAILER &&
	    fault->kind != OU_EDI_FAULT_CUT &&
	    fault->kind != OU_EDI_FAULT_STRAY);
}

static void
read_back(struct ou_str bytes, enum ou_edi_family family, uint64_t written)
{
	struct ou_source *src = ou_source_memory("ack", bytes);
	enum ou_edi_event event = OU_EDI_OPEN;
	struct ou_edi_segment *seg = malloc(sizeof(*seg));
	struct ou_err err = { 0 };
	struct ou_edi edi;
	uint64_t opened = 0;

	want(seg != NULL);
	ou_edi_init(&edi, src, family);
	edi.fault = on_fault;
	while (event != OU_EDI_END) {
		want(ou_edi_next(&edi, &event, &err) == 0);
		opened += event == OU_EDI_OPEN;
		if (event == OU_EDI_MESSAGE)
			ou_edi_check(&edi, &edi.message, seg);
	}
	want(opened == written);
	ou_edi_release(&edi);
	ou_source_close(src);
	free(seg);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ou_buf to = OU_BUF_INIT;
	struct ou_ack x = { .to = &to, .control = 999999998,
	    .now = { .date = { 2026, 11, 26 }, .has_clock = true,
	    .nanos = -1 } };
	struct ou_source *src;
	struct ou_err err = { 0 };
	enum ou_edi_family family;

	if (size == 0)
		return 0;
	family = data[0] % 2 == 0 ? OU_EDI_X12 : OU_EDI_EDIFACT;
	x.strict = (data[0] & 2) != 0;
	x.form = (enum ou_ack_form)(data[0] / 4 % 4);
	src = ou_source_memory("in", ou_str_make((const char *)data + 1,
	    size - 1));
	(void)ou_ack_read(&x, src, family, &err);
	ou_source_close(src);
	if (to.n > 0)
		read_back(ou_buf_str(&to), family, x.written);
	ou_buf_release(&to);
	return 0;
}
