#ifndef OU_FORMATS_LOOK_H
#define OU_FORMATS_LOOK_H

#include "ou/io/source.h"

/*
 * What an input holds that may be records, a partner's EDI file or a table.
 * It may come live, so no more of it is waited for than is needed to tell:
 * its first line at most.
 */
enum ou_look {
	OU_LOOK_NOTHING,	/* it is empty, or blank so far */
	OU_LOOK_RECORDS,	/* JSON Lines */
	OU_LOOK_X12,
	OU_LOOK_EDIFACT,
	OU_LOOK_OTHER,		/* a table, or what cannot be read */
};

/**
 * ou_look(source, from):
 * Look at the beginning of ${source}.  What --from names (NULL: nothing) is
 * not looked for: "json" is records, any other name but "edi" none of these.
 * "edi" is EDIFACT or X12, also behind something else; if it is neither, the
 * reader of X12 says so.
 */
enum ou_look ou_look(struct ou_source *source, const char *from);

#endif
