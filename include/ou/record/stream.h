#ifndef OU_RECORD_STREAM_H
#define OU_RECORD_STREAM_H

#include "ou/io/lines.h"
#include "ou/io/sink.h"
#include "ou/record/record.h"

/*
 * Streams of records: JSON Lines, or CSV with one row per line item.
 *
 * CSV has a fixed header: the dotted paths of the type's table, depth first.
 * Lists other than the one that makes rows, free members, and in "_other"
 * and "LIST._other" all that no column can hold, are cells of compact JSON.
 * Any columns in any order are read; those that no table knows become
 * members.  Rows next to each other with the same id are one record.  When a
 * row cannot be read, the records it may belong to are refused.
 */
enum ou_stream_form {
	OU_STREAM_JSONL,
	OU_STREAM_CSV,
};

struct ou_reader;

struct ou_reader_options {
	enum ou_stream_form form;
	const struct ou_record_type *types;
	const struct ou_record_type *csv_type;	/* what CSV rows are */
	struct ou_json_limits json;
	size_t line_max;		/* 0: the default, 64 MiB */
	bool sealed;			/* an EndOfStream record is demanded */
};

struct ou_reader *ou_reader_new(struct ou_source *src,
    const struct ou_reader_options *options, struct ou_err *err);
void ou_reader_free(struct ou_reader *r);

/**
 * ou_reader_next(r, rec, a, err):
 * 1 and a record (in the arena, which the caller resets between records);
 * 0 at a clean end, which with options.sealed means behind an EndOfStream
 * record (that record is consumed in any case, never handed out, and anything
 * behind it is damage; its count is not compared, because a user's own filter
 * may have dropped some); -1 with ${err}: OU_ERR_RECORD, the line
 * is in ou_reader_raw and the next call goes on, else OU_ERR_DAMAGED: an
 * unfinished last line, a missing seal, a failed read, or a first line that
 * does not begin an object (OU_DIAG_FORMAT).
 * Blank lines are skipped.
 */
int ou_reader_next(struct ou_reader *r, struct ou_record *rec,
    struct ou_arena *a, struct ou_err *err);

/* The line (or CSV rows) handed out or refused last, and where it stood. */
struct ou_str ou_reader_raw(const struct ou_reader *r);
uint64_t ou_reader_line(const struct ou_reader *r);

/* The CSV header row with its line end, absent for JSON Lines: what must
 * stand in front of a refused row to read it again. */
struct ou_str ou_reader_envelope(const struct ou_reader *r);

/* True when the next record is not there yet and would have to be waited
 * for: flush what was written.  Free of cost for files. */
bool ou_reader_would_block(const struct ou_reader *r);

struct ou_writer;

/**
 * ou_writer_new(sink, form, csv_type):
 * Write records to ${sink} (borrowed).
 */
struct ou_writer *ou_writer_new(struct ou_sink *sink,
    enum ou_stream_form form, const struct ou_record_type *csv_type);

/* A record with its changes; a new one from a struct; ready JSON text. */
int ou_writer_record(struct ou_writer *w, struct ou_record *rec,
    struct ou_err *err);
int ou_writer_struct(struct ou_writer *w, const struct ou_record_type *type,
    const void *object, struct ou_err *err);
int ou_writer_json(struct ou_writer *w, struct ou_str json,
    struct ou_err *err);

/* Records written so far. */
uint64_t ou_writer_count(const struct ou_writer *w);

/* The EndOfStream record (JSON Lines only). */
void ou_writer_seal(struct ou_writer *w);

void ou_writer_free(struct ou_writer *w);

#endif
