#ifndef OU_BASE_DIAG_H
#define OU_BASE_DIAG_H

/*
 * The catalogue of diagnostics: what partners and clerks must look up.  One
 * row each in lib/base/diag.c: name as printed ("EDI-COUNT"), severity, a
 * sentence that explains it, and the man page orderutils-diagnostics(7) is
 * written from it.  Rows are grouped; add at the end of a group.
 */
enum ou_severity { OU_NOTE, OU_WARNING, OU_ERROR };

enum ou_diag {
	OU_DIAG_NONE,
#define OU_DIAG_ROW(id, name, severity, text) OU_DIAG_##id,
#include "ou/base/diag-table.h"
#undef OU_DIAG_ROW
	OU_DIAG_COUNT
};

/* The printed name ("EDI-COUNT"), its severity and its explanation. */
const char *ou_diag_name(enum ou_diag d);
enum ou_severity ou_diag_severity(enum ou_diag d);
const char *ou_diag_text(enum ou_diag d);

/* The diagnostic of that name, or OU_DIAG_NONE. */
enum ou_diag ou_diag_find(const char *name);

#endif
