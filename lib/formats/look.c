#include <string.h>

#include "ou/formats/edi/reader.h"
#include "ou/formats/look.h"

#define HEAD 512
/* How sure ou_edi_detect is that it is EDI: by an interchange's first segment,
 * by a message's, or somewhere in it. */
#define INTERCHANGE 98
#define MESSAGE 80
#define BURIED 1

static enum ou_look
edi_of(struct ou_str head, int sure)
{
	const char *why;

	if (ou_edi_detect(OU_EDI_EDIFACT, head, &why) >= sure)
		return OU_LOOK_EDIFACT;
	return ou_edi_detect(OU_EDI_X12, head, &why) >= sure ? OU_LOOK_X12
	    : OU_LOOK_OTHER;
}

/* Does what stands there tell already? */
static bool
tells(struct ou_str head, enum ou_look *look)
{
	struct ou_str text = head;

	if (ou_str_starts(text, "\xef\xbb\xbf"))
		text = ou_str_sub(text, 3, text.n);
	text = ou_str_trim(text);
	if (text.n == 0)
		return false;
	*look = *text.p == '{' ? OU_LOOK_RECORDS : OU_LOOK_OTHER;
	/* ISA GS ST, UNA UNB UNH, and half a byte order mark */
	if (memchr("IGSU\xef", *text.p, 5) == NULL)
		return true;
	*look = edi_of(head, INTERCHANGE);
	if (*look != OU_LOOK_OTHER)
		return true;
	*look = edi_of(head, MESSAGE);
	return memchr(text.p, '\n',
	    (size_t)(head.p + head.n - text.p)) != NULL;
}

enum ou_look
ou_look(struct ou_source *source, const char *from)
{
	enum ou_look look = OU_LOOK_NOTHING;
	struct ou_str head;
	size_t n = 0;

	if (from != NULL && strcmp(from, "json") == 0)
		return OU_LOOK_RECORDS;
	if (from != NULL && strcmp(from, "edi") != 0)
		return OU_LOOK_OTHER;
	if (from != NULL) {
		look = edi_of(ou_source_fill(source, HEAD, NULL), BURIED);
		return look != OU_LOOK_OTHER ? look : OU_LOOK_X12;
	}
	/* A read that fails is told by who reads on. */
	for (;;) {
		head = ou_source_fill(source, n + 1, NULL);
		if (tells(head, &look) || head.n <= n || head.n >= HEAD)
			return look;
		n = head.n;
	}
}
