#include <stdlib.h>

#include "ou/desk/workbook.h"
#include "ou/formats/xlsx.h"

const char *ou_desk_sheet;

struct ou_source *
ou_desk_workbook(struct ou_run *run, struct ou_source *source,
    uint64_t max_ratio)
{
	struct ou_xlsx_options o = { .sheet = ou_desk_sheet,
	    .ratio = max_ratio };
	struct ou_source *table;
	struct ou_err e = { 0 };
	char *sheet = NULL;

	table = ou_xlsx_open(source, &o, &sheet, &run->err);
	if (table == NULL)
		return NULL;
	ou_err_set(&e, OU_ERR_NONE, OU_DIAG_NONE, "a workbook; its sheet '%s' "
	    "is read as CSV", sheet);
	ou_run_message(run, OU_NOTE, &e);
	free(sheet);
	return table;
}
