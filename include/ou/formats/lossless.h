#ifndef OU_FORMATS_LOSSLESS_H
#define OU_FORMATS_LOSSLESS_H

#include "ou/formats/edi/reader.h"
#include "ou/base/utf8.h"
#include "ou/model/edi.h"
#include "ou/model/records.h"

/*
 * EDI as records, and back to the same bytes.
 *
 * Each message is a record, with the headers it stands under; each
 * interchange ends with a record of its own.  From the arrays of those
 * records follows what is written: headers as they stand, trailers with
 * counts and references made anew, separators, a line end where the
 * interchange has them.  Where that is not what was read (a count was wrong,
 * something is padded, stray bytes stand in between), the record has the
 * bytes as well, with a digest of what would have been written.  Whoever
 * changes the arrays changes that digest, and the bytes no longer count.
 *
 * So nothing is kept twice in what is well-formed, and nothing that was
 * edited is lost to bytes that were kept.
 */
enum ou_edi_view {
	OU_EDI_VIEW_RAW,
	OU_EDI_VIEW_TYPED,		/* elements by name, see names.h */
};

struct ou_lossless {
	/* from the caller */
	struct ou_arena *arena;		/* of the message: reset for each */
	size_t message_max;		/* 0: the reader's own */
	enum ou_charset charset;	/* UNKNOWN: as declared */
	const char *types;		/* "850,ORDERS"; NULL: all */
	enum ou_edi_view view;
	bool tree;			/* HL and CPS by parent */
	bool check;			/* look into segments as well */
	bool silent;			/* no records but what is wrong */
	void *arg;
	/* 0, or -1 to stop.  ${json} may be written into behind its end. */
	int (*record)(void *arg, struct ou_str json);
	int (*reject)(void *arg, struct ou_reject *reject);
	int (*finding)(void *arg, const struct ou_finding *finding,
	    const struct ou_edi_fault *fault);
};

/**
 * ou_lossless_read(x, src, family, err):
 * Read all of ${src} and hand out what is in it.  0, or -1 with ${err}:
 * OU_ERR_DAMAGED as ou_edi_next has it, OU_ERR_OUTPUT when a callback wants
 * to stop.
 */
int ou_lossless_read(const struct ou_lossless *x, struct ou_source *src,
    enum ou_edi_family family, struct ou_err *err);

/* The way back. */
struct ou_lossless_out;

/**
 * ou_lossless_out_new(note, arg):
 * ${note} hears of counts and references that were made anew; NULL: nobody
 * does.
 */
struct ou_lossless_out *ou_lossless_out_new(
    void (*note)(void *arg, const char *text), void *arg);
void ou_lossless_out_free(struct ou_lossless_out *o);

/**
 * ou_lossless_write(o, record, to, err):
 * Append the bytes of an EdiMessage or EdiInterchange to ${to}: what is due
 * before it (trailers, headers), and its own.  0, or -1 with OU_ERR_RECORD
 * and nothing appended: OU_DIAG_EDI_CARRY for a value that cannot be written,
 * OU_DIAG_VALUE for what is no segment.
 */
int ou_lossless_write(struct ou_lossless_out *o,
    const struct ou_record *record, struct ou_buf *to, struct ou_err *err);

/* How many of the bytes of that belong to the interchange before: its
 * trailers, where no EdiInterchange has ended it. */
size_t ou_lossless_late(const struct ou_lossless_out *o);

/* The trailers of what is still open. */
void ou_lossless_finish(struct ou_lossless_out *o, struct ou_buf *to);

#endif
