#ifndef OU_LIB_CLI_PRIVATE_H
#define OU_LIB_CLI_PRIVATE_H

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
	/* A stream of records, or the machine, failed in the middle: nothing
	 * is renamed and no seal is written. */
	bool cut;
	bool stop;
	struct ou_buf text;		/* for messages */
};

/* common.c: options, environment, --help and what else ends at once. */
struct ou_run *ou_cli_run(const struct ou_command *command);
int ou_cli_options(struct ou_run *run, int argc, char **argv);
int ou_cli_print(struct ou_run *run);

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

/* output.c: opening, and the end of all documents. */
int ou_cli_open_outputs(struct ou_run *run);
void ou_cli_finish_outputs(struct ou_run *run);

/* confine.c: give up what a reader of foreign files does not need. */
int ou_cli_confine(struct ou_run *run);

#endif
