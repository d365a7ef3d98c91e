#include <string.h>

#include "ou/desk/documents.h"
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

static int
asked_for(const char *from, enum ou_edi_family *family)
{
	*family = strcmp(from, "edifact") == 0 ? OU_EDI_EDIFACT : OU_EDI_X12;
	return strcmp(from, "json") == 0 ? OU_TRADE_RECORDS :
	    strcmp(from, "xml") == 0 ? OU_TRADE_XML : OU_TRADE_EDI;
}

int
ou_trade_choose(struct ou_run *run, struct ou_source *source,
    enum ou_edi_family *family)
{
	struct ou_str head = ou_source_fill(source, 1, &run->err);
	const char *advice;

	if (head.p == NULL)
		return -1;
	if (run->from != NULL)
		return asked_for(run->from, family);
	if (head.n == 0 || ou_str_starts(ou_str_trim(head), "{"))
		return OU_TRADE_RECORDS;
	if (see(head, family) >= SURE)
		return OU_TRADE_EDI;
	if (ou_documents_see(head))
		return OU_TRADE_XML;
	head = ou_source_fill(source, HEAD, &run->err);
	if (head.p == NULL)
		return -1;
	if (see(head, family) > 0)
		return OU_TRADE_EDI;
	if (ou_documents_see(head))
		return OU_TRADE_XML;
	if (ou_str_trim(head).n == 0 ||
	    ou_str_starts(ou_str_trim(head), "{"))
		return OU_TRADE_RECORDS;
	advice = ou_edi_advice(head);
	ou_err_set(&run->err, OU_ERR_DAMAGED, OU_DIAG_FORMAT, "%s",
	    advice != NULL ? advice :
	    "neither X12 nor EDIFACT, nor XML, nor records");
	return ou_err_at(&run->err, ou_source_name(source), 0, 0);
}
