#ifndef OU_CLI_KEEP_H
#define OU_CLI_KEEP_H

#include "ou/cli/command.h"

/*
 * Records that are kept back until all are known, because whoever comes last
 * may have to be served first.  They go out in the order in which they came,
 * those of other types among them (the command has OU_ALL_TYPES).
 */
struct ou_keep;

/* ${max}: bytes that may be kept. */
struct ou_keep *ou_keep_new(struct ou_run *run, const char *view, size_t max);

/**
 * ou_keep_record(k, record, mine, priority):
 * Keep a record: what process() then answers.  Those that are not ${mine}
 * are only passed on in the end.
 */
enum ou_answer ou_keep_record(struct ou_keep *k, struct ou_record *record,
    bool mine, int64_t priority);

/**
 * ou_keep_each(k, process):
 * Call ${process} for every record of ours, lowest priority number first,
 * then as they came; it may change and reject the record.  0 or -1 (stop).
 */
int ou_keep_each(struct ou_keep *k, enum ou_answer (*process)
    (struct ou_run *run, struct ou_record *record, void *object));

/* Write all of them, as they came.  0 or -1 (stop). */
int ou_keep_write(struct ou_keep *k);

#endif
