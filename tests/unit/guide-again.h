/*
 * What a guide has written, read again: the record of the first message.
 */
#ifndef OU_TESTS_UNIT_GUIDE_AGAIN_H
#define OU_TESTS_UNIT_GUIDE_AGAIN_H

#include "ou/formats/guide.h"

/* Envelopes are the business of others. */
static inline void
again_fault(void *arg, const struct ou_edi_fault *fault)
{
	(void)arg, (void)fault;
}

/* A message that lives as long as the arena. */
static inline struct ou_edi_message
again_kept(struct ou_arena *a, const struct ou_edi_message *message)
{
	struct ou_edi_message kept = *message;
	struct ou_edi_piece *pieces = ou_arena_array(a, message->n,
	    sizeof(*pieces));
	char *bytes;

	memcpy(pieces, message->pieces, message->n * sizeof(*pieces));
	kept.pieces = pieces;
	/* read sixteen bytes at a time, as a source has them */
	bytes = ou_arena_zalloc(a, message->bytes.n + OU_SOURCE_PADDING);
	memcpy(bytes, message->bytes.p, message->bytes.n);
	kept.bytes.p = bytes;
	return kept;
}

/* In im->arena, findings to im->finding; NULL with ${err} where it cannot be
 * read, without a word where no message was found. */
static inline void *
guide_again(const struct ou_guide *g, struct ou_import *im,
    struct ou_str bytes, enum ou_edi_family family, struct ou_err *err)
{
	struct ou_source *src = ou_source_memory("written", bytes);
	enum ou_edi_event event = OU_EDI_OPEN;
	struct ou_edi_message message;
	void *record = NULL;
	struct ou_edi edi;

	ou_edi_init(&edi, src, family);
	edi.message_max = bytes.n + 1;
	edi.fault = again_fault;
	while (event != OU_EDI_MESSAGE && event != OU_EDI_END &&
	    ou_edi_next(&edi, &event, err) == 0)
		;
	if (event == OU_EDI_MESSAGE) {
		message = again_kept(&im->arena, &edi.message);
		record = ou_arena_zalloc(&im->arena,
		    ou_guide_record(g)->table->size);
		if (ou_guide_read(g, im, &edi.marks, &message,
		    OU_CHARSET_UTF8, record, err) != 0)
			record = NULL;
	}
	ou_edi_release(&edi);
	ou_source_close(src);
	return record;
}

#endif
