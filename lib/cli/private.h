#ifndef OU_LIB_CLI_PRIVATE_H
#define OU_LIB_CLI_PRIVATE_H

#include "ou/base/digest.h"
#include "ou/cli/batch.h"
#include "ou/cli/command.h"
#include "ou/cli/options.h"

/*
 * What the parts of the driver share.  One run a process.
 */

/* Why a run does not end with 0; each may hold beside others. */
#define FAIL_REJECTED 1		/* exit 1 */
#define FAIL_DAMAGED 2		/* exit 3 */
#define FAIL_BUSY 4		/* exit 75 */
#define FAIL_OUTPUT 8		/* exit 4 */
#define FAIL_USAGE 16		/* exit 2 */

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
enum sandbox { SANDBOX_AUTO, SANDBOX_REQUIRE, SANDBOX_OFF };

struct side {
	struct side *next;
	struct ou_sink *sink;
	bool unwanted;			/* there is nothing for it */
};

/* What records of one type are loaded with, and into. */
struct bound {
	const struct ou_table *table;
	struct ou_view *view;
	void *object;
};

/* How the records of a stream are looked at. */
struct binding {
	const struct ou_record_type *types;
	struct ou_json_limits limits;
	struct bound *bound;		/* of each type; n of them */
	uint32_t n;			/* 0: nothing is loaded */
};

/* Something that goes out for a record of a batch: lines with their LF. */
struct piece {
	struct piece *next;
	struct ou_str text;
	bool reject;			/* for --rejects, not for the output */
};

enum slot_state {
	SLOT_LEFT,			/* to be decided about */
	SLOT_DECIDED,
	SLOT_ANSWERED,			/* done before: from the store */
	SLOT_REJECTED,
	SLOT_TWIN,			/* it comes twice in this batch */
};

/* A record of a batch.  Its text has an LF behind it that is not counted,
 * and the padding of a source. */
struct slot {
	/* as it was read; in the arena of the batch */
	struct ou_str text, type, id;
	struct ou_digest digest;
	const char *source;
	uint64_t line;
	uint32_t number;		/* of ours, from 0 */
	bool mine;
	struct ou_err *why;		/* it is rejected, in every attempt */
	struct piece *refused;		/* it could not even be read */
	/* of the attempt; in run->batch_arena */
	enum slot_state state;
	int64_t rank;
	bool no_effect;
	struct ou_str now;		/* the text as it stands */
	struct slot *twin;
	const struct ou_effect *effect;	/* that answers it */
	struct piece *first, **last;
};

struct ou_batch {
	struct ou_run *run;
	struct ou_str command;		/* of its effects, with the action */
	struct ou_arena arena;		/* of what was read */
	struct binding binding;
	struct slot *slots;
	uint32_t n, cap;
	uint32_t n_mine;
	uint32_t left;
	size_t size;			/* bytes read */
	struct slot *current;		/* in a pass */
	bool ranked;
	bool again;			/* roll back, and without the one that
					 * was rejected */
	bool begun;			/* a transaction is open */
	bool unprinted;			/* not reported yet */
	struct ou_str source;		/* the last one, copied */
	struct ou_buf text;
	/* of ou_run_effect */
	int (*act)(struct ou_run *run, void *arg);
	void *arg;
};

struct ou_run_private {
	struct ou_option *options;	/* the command's and the common ones */
	const char **inputs;
	int n_inputs;
	/* options that the command does not see */
	bool help, version, schema;
	int diagnostics;
	int color;
	int sandbox;
	const char *now;
	struct ou_str wait;
	bool resume;
	bool begun;			/* begin() was called */
	uint64_t max_line, max_depth, max_ratio;
	/* the standard descriptors that were closed when we came */
	bool closed[3];
	bool colored;
	struct ou_source *input;	/* of a command that reads by itself */
	struct ou_sink *out;
	struct ou_sink *rejects;
	struct ou_sink *explain;
	struct side *sides;
	struct side **sides_end;
	enum ou_stream_form from_form, to_form;
	/* of the stream that is being read */
	enum ou_stream_form stream_form;
	struct ou_reader *reader;
	struct ou_view *holds_view;	/* what -v counts held orders by */
	unsigned failed;
	bool no_records;		/* bytes were written: no seal */
	/* A stream of records, or the machine, failed in the middle: nothing
	 * is renamed and no seal is written. */
	bool cut;
	bool stop;
	struct ou_buf text;		/* for messages */
	/* Records are gathered here, when they are. */
	struct ou_batch *batch;
	/* What is written goes to this record of a batch. */
	struct slot *slot;
	/* An attempt may come to nothing: messages wait in these. */
	bool attempt;
	struct ou_buf said, explained;
};

/* common.c: options, environment, --help and what else ends at once. */
struct ou_run *ou_cli_run(const struct ou_command *command);
int ou_cli_options(struct ou_run *run, int argc, char **argv);
int ou_cli_print(struct ou_run *run);

/* action.c: which action it is, and which operands are inputs. */
int ou_cli_action(struct ou_run *run);
void ou_cli_inputs(struct ou_run *run);

/* start.c: standard descriptors and signals. */
void ou_cli_descriptors(struct ou_run_private *p);
void ou_cli_signals(void);

/* message.c */
void ou_cli_say(struct ou_run *run, const char *severity,
    const struct ou_err *err);
/* Say it and remember the exit status that it stands for. */
void ou_cli_fail(struct ou_run *run, const struct ou_err *err);

/* held.c: with -v, count it if it is an order that is held. */
void ou_cli_count_held(struct ou_run *run, struct ou_str json);
void ou_cli_count_held_record(struct ou_run *run, struct ou_record *record);
void ou_cli_count_held_struct(struct ou_run *run,
    const struct ou_record_type *type, const void *object);

/* Write what was said in an attempt that has come to something. */
void ou_cli_say_kept(struct ou_run *run);

/* stream.c: what the run's own records are, and what those of ${wants} are
 * read with; 0 or -1. */
const struct ou_wanted *ou_cli_wants(struct ou_run *run);
int ou_cli_bind(struct ou_run *run, struct binding *b,
    const struct ou_wanted *wants);

/* Load a record that is bound; ${object} is NULL where nothing is loaded.
 * 0 or -1. */
int ou_cli_load(struct ou_run *run, const struct binding *b,
    struct ou_record *record, void **object);

/* batch.c: gathering, and the passes over what was gathered. */
struct ou_batch *ou_cli_batch_new(struct ou_run *run);
void ou_cli_batch_clear(struct ou_batch *b);
void ou_cli_batch_free(struct ou_batch *b);
int ou_cli_batch_add(struct ou_batch *b, const struct ou_record *record,
    bool mine);
/* A line that is no record: what is rejected for it keeps its place. */
struct slot *ou_cli_batch_refused(struct ou_batch *b);
/* An effect that is of no line. */
void ou_cli_batch_one(struct ou_batch *b, struct ou_str type,
    struct ou_str id, struct ou_str content);
bool ou_cli_batch_full(const struct ou_batch *b);
/* Every record forgets the last attempt. */
void ou_cli_batch_start(struct ou_batch *b);
/* Decide about all that are left: by process(), or as they stand. */
int ou_cli_batch_process(struct ou_batch *b, bool ask);
/* Reject it for what slot->why says. */
int ou_cli_batch_refuse(struct ou_batch *b, struct slot *x);
/* Lines (borrowed) that go out for it; a line that is copied and gets its
 * LF. */
void ou_cli_slot_add(struct ou_run *run, struct slot *x, struct ou_str text,
    bool reject);
void ou_cli_slot_line(struct ou_run *run, struct slot *x, struct ou_str line,
    bool reject);

/* It has been dealt with. */
void ou_cli_batch_answered(struct ou_batch *b, struct slot *x,
    enum slot_state state);

/* answer.c: what the store has answered before; which records come twice;
 * and, when all others are decided, what goes out for these. */
int ou_cli_batch_look_up(struct ou_batch *b);
void ou_cli_batch_twins(struct ou_batch *b);
int ou_cli_batch_answer(struct ou_batch *b);

/* What goes out today for an answer of then, through the command's again(). */
int ou_cli_again(struct ou_batch *b, const struct ou_effect *effect,
    struct ou_buf *to);
struct ou_effect ou_cli_slot_effect(const struct ou_batch *b,
    const struct slot *x);
/* The lines that go out for a record, in one piece. */
struct ou_str ou_cli_slot_output(struct ou_batch *b, const struct slot *x);

/* transact.c: the attempts at a batch, and what is left when all is over. */
int ou_cli_batch_run(struct ou_run *run);
int ou_cli_resume(struct ou_run *run);
/* All output is where it belongs (${whole}), or will not get there. */
void ou_cli_batch_end(struct ou_run *run, bool whole);

/* output.c: opening, and the end of all documents. */
int ou_cli_write_reject(struct ou_run *run, struct ou_str line);
int ou_cli_open_outputs(struct ou_run *run);
void ou_cli_open_writer(struct ou_run *run);
void ou_cli_finish_outputs(struct ou_run *run);

/* confine.c: give up what a reader of foreign files does not need. */
int ou_cli_confine(struct ou_run *run);

#endif
