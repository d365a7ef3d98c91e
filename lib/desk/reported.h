#ifndef OU_LIB_DESK_REPORTED_H
#define OU_LIB_DESK_REPORTED_H

#include "ou/cli/command.h"
#include "ou/formats/reported.h"

/**
 * ou_desk_reported(run, told, source, family):
 * Read what a partner reports by EDI, with the profiles of the book.
 * ${told} has what the caller wants of it, and to whom it goes.  0, or -1
 * with run->err.
 */
int ou_desk_reported(struct ou_run *run, struct ou_reported *told,
    struct ou_source *source, enum ou_edi_family family);

#endif
