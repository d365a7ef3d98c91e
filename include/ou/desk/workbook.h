#ifndef OU_DESK_WORKBOOK_H
#define OU_DESK_WORKBOOK_H

#include "ou/cli/command.h"

/* The row of --sheet in a command's options, and what takes it. */
extern const char *ou_desk_sheet;
#define OU_OPTION_SHEET \
	{ 0, "sheet", "NAME", OU_OPTION_TEXT, &ou_desk_sheet, \
	    "sheet of a workbook (the first that is not hidden)" }

/* For struct ou_command: the sheet of a workbook as CSV. */
struct ou_source *ou_desk_workbook(struct ou_run *run,
    struct ou_source *source, uint64_t max_ratio);

#endif
