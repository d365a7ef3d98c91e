#ifndef OU_FORMATS_INTAKE_H
#define OU_FORMATS_INTAKE_H

#include "ou/book/book.h"
#include "ou/book/settings.h"
#include "ou/formats/choose.h"
#include "ou/formats/dialect.h"

/*
 * A file comes in: which format it is of, the zone of its times, the importer
 * that reads it; and the way back, a reject that is read again.  What
 * becomes of orders, rejects and findings is the caller's business.
 *
 * Every file ends as orders and rejects.  One of no known format, one that
 * two maps fit, one that cannot be unpacked and one whose header is wrong is
 * one reject, whole: with its bytes, or with its size where it has more than
 * OU_INTAKE_WHOLE_MAX of them (behind a wrong header: more than 64 KiB), or
 * they cannot be read.
 */
#define OU_INTAKE_WHOLE_MAX ((size_t)1 << 20)

struct ou_intake {
	struct ou_arena *arena;		/* of the run */
	const struct ou_settings *settings;
	struct ou_chooser chooser;
	/* what the caller was asked for; a reject that is read again has its
	 * own otherwise */
	const char *channel;
	enum ou_charset charset;
	/* limits, strict and the year are set by the caller, the rest here */
	struct ou_import import;
	void *arg;
	int (*order)(void *arg, struct ou_order *order);
	int (*reject)(void *arg, struct ou_reject *reject);
	/* see import.h; NULL: there are only orders */
	int (*record)(void *arg, const struct ou_record_type *type,
	    const void *record);
	/* the same; price lists are read, and no orders */
	int (*catalogue)(void *arg, const struct ou_price_catalogue *c,
	    struct ou_err *err);
	void (*finding)(void *arg, const struct ou_err *finding);
	/* see ou/formats/import.h; or NULL */
	int (*received)(void *arg, struct ou_import_interchange *x,
	    struct ou_err *err);
	int (*delivered)(void *arg, struct ou_import_interchange *x,
	    struct ou_err *err);

	/* the intake's own */
	const struct ou_map_file *map;	/* in use */
	const struct ou_dialect *dialect;	/* in use, but for EDI, whose
						 * envelopes say whose it is */
	struct ou_buf head;		/* of the file at hand */
	struct ou_str zone_name;
	struct ou_zone *zone;
	char said[sizeof(((struct ou_err *)NULL)->text)];
};

/* The fields above the line are set: make ready. */
void ou_intake_begin(struct ou_intake *x);
void ou_intake_release(struct ou_intake *x);

/**
 * ou_intake_choose(x, a, source, from, choice, err):
 * Look at the first bytes of ${source}.  1 with the format in ${choice}; 0
 * when there is nothing to read: an empty file; -1 with ${err}:
 * OU_ERR_DAMAGED when the file was rejected as a whole, with an empty text
 * when that was said with the reject.  ${from} as in ou_choose.
 */
int ou_intake_choose(struct ou_intake *x, struct ou_arena *a,
    struct ou_source *source, const char *from, struct ou_choice *choice,
    struct ou_err *err);

/**
 * ou_intake_read(x, source, choice, err):
 * Run the importer of a format that has one.  As the importer's run; the
 * text of ${err} is empty when a reject has said the same.
 */
int ou_intake_read(struct ou_intake *x, struct ou_source *source,
    const struct ou_choice *choice, struct ou_err *err);

/**
 * ou_intake_again(x, a, r, name, bytes, choice, err):
 * A reject is read again: its envelope and bytes go into ${bytes}, its
 * format and map into ${choice}; channel and character set are the reject's
 * until ou_intake_again_end.  ${name} is that of its file.  0, or -1 with
 * ${err}.
 */
int ou_intake_again(struct ou_intake *x, struct ou_arena *a,
    const struct ou_reject *r, const char *name, struct ou_buf *bytes,
    struct ou_choice *choice, struct ou_err *err);
void ou_intake_again_end(struct ou_intake *x);

#endif
