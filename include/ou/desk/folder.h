#ifndef OU_DESK_FOLDER_H
#define OU_DESK_FOLDER_H

#include "ou/base/seen.h"
#include "ou/cli/command.h"

/*
 * Documents that a run writes into folders, a file each.  None takes the place
 * of another one of the run: of those that would have the same name the second
 * is NAME.2.csv and so on.  The same whole document again is the same file.
 */
struct ou_folder {
	struct ou_seen seen;		/* names, documents */
};

/**
 * ou_folder_open(f, run, folder, name, end):
 * The sink of a document that is written bit by bit; ${name} may have any
 * characters, ${end} is ".xml".  NULL with run->err.
 */
struct ou_sink *ou_folder_open(struct ou_folder *f, struct ou_run *run,
    const char *folder, struct ou_str name, const char *end);

/**
 * ou_folder_put(f, run, folder, name, end, bytes):
 * Write a whole document.  0, or -1 with run->err.
 */
int ou_folder_put(struct ou_folder *f, struct ou_run *run,
    const char *folder, struct ou_str name, const char *end,
    struct ou_str bytes);

#endif
