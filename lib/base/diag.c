#include <string.h>

#include "ou/base/diag.h"

static const struct row {
	const char *name;
	enum ou_severity severity;
	const char *text;
} rows[OU_DIAG_COUNT] = {
	[OU_DIAG_NONE] = { "", OU_NOTE, "" },
#define OU_DIAG_ROW(id, name, severity, text) \
	[OU_DIAG_##id] = { name, severity, text },
#include "ou/base/diag-table.h"
#undef OU_DIAG_ROW
};

static const struct row *
row_of(enum ou_diag d)
{
	return &rows[(unsigned)d < OU_DIAG_COUNT ? d : OU_DIAG_NONE];
}

const char *
ou_diag_name(enum ou_diag d)
{
	return row_of(d)->name;
}

enum ou_severity
ou_diag_severity(enum ou_diag d)
{
	return row_of(d)->severity;
}

const char *
ou_diag_text(enum ou_diag d)
{
	return row_of(d)->text;
}

enum ou_diag
ou_diag_find(const char *name)
{
	int d;

	for (d = OU_DIAG_NONE + 1; d < OU_DIAG_COUNT; d++) {
		if (strcmp(rows[d].name, name) == 0)
			return (enum ou_diag)d;
	}
	return OU_DIAG_NONE;
}
