#include <string.h>

#include "ou/desk/trade.h"

#define HEAD 4096	/* bytes that tell what a file is */
#define SURE 90

/* Which family it looks like; 0, or how sure. */
static int
see(struct ou_str head, enum ou_edi_family *family)
{
	const char *why;
	int x12 = ou_edi_detect(OU_EDI_X12, head, &why);
	int edifact = ou_edi_detect(OU_EDI_EDIFACT, head, &why);

	*family = edifact > x12 ? OU_EDI_EDIFACT : OU_EDI_X12;
	return edifact > x12 ? edifact : x12;
}

int
ou_trade_choose(struct ou_run *run, struct ou_source *source,
    enum ou_edi_family *family)
{
	struct ou_str head = ou_source_fill(source, 1, &run->err);

	if (head.p == NULL)
		return -1;
	*family = run->from != NULL && strcmp(run->from, "edifact") == 0 ?
	    OU_EDI_EDIFACT : OU_EDI_X12;
	if (run->from != NULL)
		return strcmp(run->from, "json") != 0;
	if (head.n == 0 || ou_str_starts(ou_str_trim(head), "{"))
		return 0;
	if (see(head, family) >= SURE)
		return 1;
	head = ou_source_fill(source, HEAD, &run->err);
	if (head.p == NULL)
		return -1;
	if (see(head, family) > 0)
		return 1;
	if (ou_str_trim(head).n == 0 ||
	    ou_str_starts(ou_str_trim(head), "{"))
		return 0;
	ou_err_set(&run->err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
	    "neither X12 nor EDIFACT, nor records");
	return ou_err_at(&run->err, ou_source_name(source), 0, 0);
}
