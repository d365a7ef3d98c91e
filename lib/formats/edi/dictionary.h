#ifndef OU_LIB_FORMATS_EDI_DICTIONARY_H
#define OU_LIB_FORMATS_EDI_DICTIONARY_H

#include "ou/formats/edi/token.h"

/* One element, or component. */
struct edi_rule {
	bool mandatory;
	char kind;		/* a letters, n digits, x anything, d a date,
				 * t a time */
	unsigned least, most;	/* characters; 0: not checked */
};

/* The rules of a segment's elements in one text, or NULL. */
const char *ou_edi_dictionary(enum ou_edi_family family, struct ou_str tag);

/* The rule that begins ${rules}, which then begins behind it; false: there is
 * none. */
bool ou_edi_rule(struct ou_str *rules, struct edi_rule *rule);

#endif
