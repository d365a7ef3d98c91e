#ifndef OU_CLI_BATCH_H
#define OU_CLI_BATCH_H

#include "ou/cli/command.h"

/*
 * Batches: records that are decided about together.
 *
 * With a transaction (run->transaction) the driver gathers up to 256 records,
 * fewer when the input would block, and does for each batch: begin; ask which
 * records were done before; the command's batch(), then its process() for
 * every record that is left, with all they write kept back; keep each
 * effect with its output; commit; write the outputs in the order of the
 * input; flush; report them as printed.
 *
 * When somebody else is at work (OU_ERR_BUSY, also from the command: OU_STOP
 * with such an err), all of it is rolled back and the same batch is tried
 * again, until --wait is over: then nothing of the batch was done or printed,
 * and the run ends with 75.  After any other failure the same, with 4 (or
 * what err's kind says).  What an attempt wrote, rejected, said, explained
 * and counted (run->held, run->differs) goes with it; what the command itself
 * remembers it must set anew in batch(), which is called once an attempt.
 *
 * A record that was done before is answered with the bytes of then, unless the
 * command has again() and changes them: neither batch() nor process() sees it,
 * and nothing else is said or counted.  The key is the command's name (and
 * action), the record's type and id and the SHA-256 of its line without the
 * member "source".  Rejected records have no effect, and are looked at again
 * by the next run.  Records of other types pass in place, without an effect,
 * unless the command has OU_EVERY_TYPE.  Side documents are not kept back: a
 * command writes them in end(), or builds them by itself.
 *
 * With run->whole, set in begin(), the batch is the whole input, with or
 * without a transaction: batch() is called behind the last record, before
 * end().  At most run->keep_max bytes of records are kept.
 *
 * With --dry-run all batches are one transaction, rolled back at the end.
 */
struct ou_batch;

/**
 * ou_batch_each(b, process):
 * Call ${process} for every record of ours that is left: lowest rank first,
 * then as they came.  It may change the record (OU_PASS: what was put is
 * there for the next pass), take it away (OU_DROP), reject it, or stop the
 * run.  0, or -1 with run->err (stop; hand it on).
 */
int ou_batch_each(struct ou_batch *b, enum ou_answer (*process)
    (struct ou_run *run, struct ou_record *record, void *object));

/* Within a pass: the rank of the record that is being processed, for the
 * passes that follow and for process().  It is 0 otherwise. */
void ou_batch_rank(struct ou_batch *b, int64_t rank);

/* The same: the record goes out without an effect, as those of other types
 * do, and is no answer to its id. */
void ou_batch_no_effect(struct ou_batch *b);

/* Within a pass, and in process(): the number of the record in its batch,
 * from 0, the same in all passes; below ou_batch_size.  For what the command
 * keeps beside each record, in run->batch_arena. */
uint32_t ou_batch_number(const struct ou_batch *b);
uint32_t ou_batch_size(const struct ou_batch *b);

/* The batch that process() is called for; NULL when there is none. */
struct ou_batch *ou_run_batch(struct ou_run *run);

/**
 * ou_run_effect(run, type, id, content, act, arg):
 * One effect of a command that does not go record by record (adjustments of
 * a reconciliation): ${act} is called in a transaction, as process() would be
 * for a record of that type and id whose line is ${content}; what it writes
 * is its output.  Done before: the output of then, and ${act} is not called.
 * Without run->transaction ${act} is only called.  ${act} answers 0, or -1
 * with run->err (OU_ERR_BUSY: again).  0, or -1 with run->err: stop.
 */
int ou_run_effect(struct ou_run *run, struct ou_str type, struct ou_str id,
    struct ou_str content, int (*act)(struct ou_run *run, void *arg),
    void *arg);

#endif
