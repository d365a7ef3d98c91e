#ifndef OU_CLI_COMMAND_H
#define OU_CLI_COMMAND_H

#include "ou/base/transaction.h"
#include "ou/io/sink.h"
#include "ou/model/records.h"
#include "ou/record/stream.h"

/*
 * The driver: everything that is the same for every command.  A command is a
 * table of options, a begin() that loads what is joined, a process() that
 * looks at one record, an end() for what needs all of them:
 *
 *	static const struct ou_command command = {
 *		.name = "price-quote",
 *		.title = "price orders from the price book",
 *		.options = options,
 *		.type = "Order",
 *		.view = "id currency orderedItem ...",
 *		.begin = begin, .process = process, .end = end,
 *	};
 *
 *	int
 *	main(int argc, char **argv)
 *	{
 *		return ou_command_main(&command, argc, argv);
 *	}
 *
 * The driver does: options, --help from the tables, inputs (files or standard
 * input, gzip), reading and writing as --from and --to say, rejects, messages
 * as text or JSON Lines, sealing, flushing when input would block, side
 * documents written whole and renamed together, and the exit status.
 */
struct ou_run;

enum ou_answer {
	OU_PASS,	/* write the record as it stands now */
	OU_DROP,	/* the command kept it, or sent it on itself */
	OU_REJECT,	/* run->err says why; the driver makes the Reject */
	OU_STOP,	/* run->err says why; the run cannot go on */
};

enum ou_option_kind {
	OU_OPTION_FLAG,		/* bool */
	OU_OPTION_TEXT,		/* const char * */
	OU_OPTION_OPTIONAL,	/* const char *; --name or --name=ARG, without
				 * ARG it becomes "" */
	OU_OPTION_SIZE,		/* uint64_t; 64K, 1M, 2G */
	OU_OPTION_COUNT,	/* uint64_t; 12 */
	OU_OPTION_CHOICE,	/* int: index into arg "verify|book|keep" */
	OU_OPTION_DECIMAL,	/* struct ou_str of checked decimal text */
	OU_OPTION_DATE,		/* struct ou_date */
};

struct ou_option {
	char letter;		/* 0: none */
	const char *name;	/* long name; NULL ends the table */
	const char *arg;	/* "FILE"; NULL for a flag */
	enum ou_option_kind kind;
	void *to;		/* static variable of the command */
	const char *doc;	/* one line, lower case, no full stop */
};

/* Common options that a command does without (its --help leaves them out and
 * giving them is wrong usage). */
#define OU_NO_BOOK 1
#define OU_NO_EXPLAIN 2
#define OU_NO_CSV_OUT 4
#define OU_HAS_PRINT 8		/* takes --print PATH */
#define OU_HAS_FILE 16		/* takes --file PATH, --as FORMAT */
#define OU_HAS_EMIT 32		/* takes --emit TYPE */
#define OU_HAS_STORE 128	/* takes --store, --wait, --resume */
#define OU_NO_RESUME 1024	/* but not --resume: what was not printed is
				 * answered when the same input comes again */
#define OU_EVERY_TYPE 256	/* process() gets records of all types that
				 * there are, bound to their tables but not
				 * loaded: ${object} is NULL, and it loads
				 * what it wants with views of its own */
#define OU_OWN_FORMS 512		/* input() reads nothing but records and
				 * CSV, as every command does: it is not
				 * confined, and names side documents after
				 * what it has read */

/* Records that process() gets: of that type, with these fields of its struct
 * (NULL: all).  record->table says which of several it is. */
struct ou_wanted {
	const char *type;		/* NULL ends the list; the first is
					 * what rows of CSV are */
	const char *view;
};

struct ou_batch;
struct ou_command {
	const char *name;
	const char *title;	/* one line for --help */
	const char *operands;	/* "[FILE...]" when NULL */
	/* "put|get|...": the first operand must be one of these words;
	 * run->action says which */
	const char *actions;
	/* Which of them read records (bit 0 for the first ...).  The operands
	 * of others are in run->operands and not opened, process() is not
	 * called, and end() does the work. */
	unsigned readers;
	/* Which of them take operands, and which have each option, in the
	 * order of the table; NULL: all. */
	unsigned operators;
	const unsigned *fits;
	const struct ou_option *options;
	unsigned flags;
	/* Records of this type are processed; others pass.  With input below
	 * it is the type that the command gives (--schema, --to csv). */
	const char *type;
	const char *view;	/* fields that process() reads; NULL: all */
	/* What -f takes beside json and csv, "x12|edifact|...", or NULL */
	const char *formats;
	int (*begin)(struct ou_run *run);
	/* What to open for an operand, where it is more than the name of a
	 * file ("wms=stock.csv"): called for each before begin, in order;
	 * NULL with run->err when it is wrong. */
	const char *(*operand)(struct ou_run *run, const char *operand);
	/* ${object}: the struct of the type, loaded */
	enum ou_answer (*process)(struct ou_run *run, struct ou_record *record,
	    void *object);
	/* Before process() is called for the records of a batch, within its
	 * transaction: load for all what is joined, decide about several
	 * together; see batch.h.  Only with run->transaction or run->whole.
	 * 0: process() comes next; 1: all is decided, it is not called; -1
	 * with run->err (stop). */
	int (*batch)(struct ou_run *run, struct ou_batch *batch);
	/* A record that was done before is answered with the bytes of then
	 * (see batch.h).  Called for each record of the command's type in
	 * such an answer (with OU_EVERY_TYPE of any that there is, not
	 * loaded): whether it still stands, and if not, what to change
	 * in it.  It changes nothing in the store.  0, or -1 with run->err
	 * (stop). */
	int (*again)(struct ou_run *run, struct ou_record *record,
	    void *object, const struct ou_effect *effect);
	/* What is kept of the records of a batch, new or answered again, goes
	 * out through this instead of being written as it stands: called for
	 * each line behind the commit, and for --resume.  It has the padding
	 * of a source behind it, and is the record_arena's.  0, or -1 with
	 * run->err (stop). */
	int (*deliver)(struct ou_run *run, struct ou_str line);
	/* Instead of process (but for records that ou_run_stream hands to
	 * it): the command reads the input itself (foreign
	 * files), and is confined while it does.  0, or -1 with run->err;
	 * after OU_ERR_DAMAGED the driver goes on with the next file. */
	int (*input)(struct ou_run *run, struct ou_source *source);
	/* A workbook (zip archive) comes as input: its sheet as a table, or
	 * NULL with run->err.  NULL: none are read. */
	struct ou_source *(*workbook)(struct ou_run *run,
	    struct ou_source *source, uint64_t max_ratio);
	/* After the last record; not called when the input was damaged and
	 * sealed streams are on. */
	int (*end)(struct ou_run *run);
	/* At the very end, also of a run that failed, when begin() was called
	 * (even if that failed): close what it opened.  It says nothing. */
	void (*release)(struct ou_run *run);
};

struct ou_run {
	const struct ou_command *command;
	struct ou_arena arena;		/* of the run */
	struct ou_arena record_arena;	/* of the record */
	struct ou_arena batch_arena;	/* of an attempt at a batch */
	struct ou_err err;
	/* common options */
	const char *from;		/* NULL: detect, or json */
	const char *to;			/* NULL: json */
	const char *output;
	const char *rejects;
	const char *book;		/* --book, $ORDERUTILS_BOOK or ./book */
	const char *print;
	const char *file;
	const char *as;
	const char *emit;
	const char *explain;		/* NULL off, "" standard error */
	const char *store;		/* --store, $ORDERUTILS_STORE or NULL */
	uint32_t wait_ms;		/* for others, with a store; never 0 */
	bool sealed;
	bool dry_run;
	bool quiet;
	bool verbose;
	bool diagnostics_jsonl;
	struct ou_time now;		/* --now, else the clock at the start */
	/* of a command with actions */
	int action;
	const char *const *operands;	/* what follows the action */
	int n_operands;
	/* set by begin(), see batch.h: the frame around effects (of a store
	 * that the command has opened and closes in release()), and whether
	 * a batch is the whole input */
	const struct ou_transaction *transaction;
	bool whole;
	bool opens;			/* it goes on opening files to write
					 * while it reads: it is not confined */
	bool idle;			/* no input is read */
	uint64_t keep_max;		/* bytes; 0: 1 GiB */
	/* Also set by begin(), where options make it work on records of
	 * other types, and give records of another; NULL: the command's. */
	const struct ou_wanted *wants;
	const char *gives;
	/* The same, where options make another effect of the same
	 * record: a part of the key of its effect; absent: none. */
	struct ou_str effect_key;
	/* of the record that is being processed */
	const char *source;
	uint64_t line;
	/* where its bytes stood first, when a reject is read again: rejects
	 * and messages name that place; NULL otherwise */
	struct ou_origin *origin;
	/* counts for -v and the exit status */
	uint64_t records;		/* read */
	uint64_t passed;		/* written */
	uint64_t rejected;
	uint64_t held;			/* orders written that are held; with
					 * -v only */
	bool differs;			/* exit 1: differences were found */
	/* the driver's own */
	struct ou_writer *writer;
	struct ou_run_private *private;
};

/* main() of every command. */
int ou_command_main(const struct ou_command *command, int argc, char **argv);

/**
 * ou_run_message(run, severity, err):
 * Say something on standard error, with the program's name and the place as
 * far as err knows it (the current record's otherwise); text or JSON Lines.
 * Notes are shown with -v only, warnings not with -q.
 */
void ou_run_message(struct ou_run *run, enum ou_severity severity,
    const struct ou_err *err);

/* A warning, for those who tell by a callback: ${run} is the run. */
void ou_run_warn(void *run, const struct ou_err *err);

/* The same in words. */
void ou_run_say(struct ou_run *run, enum ou_severity severity,
    enum ou_diag code, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/**
 * ou_run_stream(run, source, form, type, view, process):
 * For a command with input(): read ${source} as records the way the driver
 * does for all others.  Records of ${type} go to ${process}, others pass.
 * 0, or -1 with run->err when the input is damaged or the run must stop.
 * Called from such a process(), with what stands in a record, no seal is
 * demanded, and damage is that record's.
 */
int ou_run_stream(struct ou_run *run, struct ou_source *source,
    enum ou_stream_form form, const char *type, const char *view,
    enum ou_answer (*process)(struct ou_run *run, struct ou_record *record,
	void *object));

/* The same for the records that the command wants, which go to its own
 * process(): as all commands without input() do. */
int ou_run_records(struct ou_run *run, struct ou_source *source,
    enum ou_stream_form form);

/* Write a record that the command made or kept.  0, or -1 (stop). */
int ou_run_write(struct ou_run *run, struct ou_record *record);
int ou_run_write_struct(struct ou_run *run, const struct ou_record_type *type,
    const void *object);
int ou_run_write_json(struct ou_run *run, struct ou_str json);

/* Write bytes that are no records, for a command that gives something else
 * when asked to: such an output has no seal, and whoever writes it counts what
 * it is in run->passed.  0, or -1 (stop). */
int ou_run_write_bytes(struct ou_run *run, struct ou_str bytes);

/* Hand what was written to the kernel, for a command that waits for more by
 * itself.  0, or -1 (stop). */
int ou_run_flush(struct ou_run *run);

/* Wait so many milliseconds before such a command asks again.  When its
 * reader has gone meanwhile, it ends as by writing to it: by SIGPIPE. */
void ou_run_pause(struct ou_run *run, int ms);

/**
 * ou_run_reject(run, reject):
 * Count it, say it on standard error, and append it to --rejects, flushed
 * before anything else goes out.  0, or -1 (stop).
 */
int ou_run_reject(struct ou_run *run, struct ou_reject *reject);

/* A Reject of the record that is being processed, from run->err. */
int ou_run_reject_record(struct ou_run *run, struct ou_str raw);

/**
 * ou_run_hold(run, order, code, line, blocks, fmt, ...):
 * Hold an order (by this command, at run->now) unless the same hold stands
 * there; ${blocks} NULL: allocate.  True when it was added; the caller puts
 * the field.
 */
bool ou_run_hold(struct ou_run *run, struct ou_order *order,
    enum ou_diag code, struct ou_str line, const char *blocks,
    const char *fmt, ...) __attribute__((format(printf, 6, 7)));

/* A line of --explain, for the record that is being processed. */
void ou_run_explain(struct ou_run *run, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/**
 * ou_run_side(run, path):
 * A side document: a sink that is finished and renamed with all the others
 * at the very end, and only when the run went well.  NULL with run->err.
 * A command with input() opens them in begin(): later it is confined.
 */
struct ou_sink *ou_run_side(struct ou_run *run, const char *path);

/* Nothing is there for such a document: none is made, and what stands under
 * its name stays. */
void ou_run_no_side(struct ou_run *run, const struct ou_sink *sink);

/* dir/file of the book, in the run's arena; the file may be absent. */
const char *ou_run_book_file(struct ou_run *run, const char *name);

#endif
