#ifndef OU_BASE_CONTACT_H
#define OU_BASE_CONTACT_H

#include <stdbool.h>

#include "ou/base/str.h"

/*
 * How people and places are reached: the forms of postal codes, telephone
 * numbers and e-mail addresses.  They say whether a text can be one, not
 * whether anybody is there.
 */

/**
 * ou_postal_code_valid(country, code):
 * Is it of the form that the country (ISO 3166-1 alpha-2) has, with or
 * without blanks, hyphens and the country in front ("LV-1010")?  A country
 * whose form is not known here takes any code, an empty one too.
 */
bool ou_postal_code_valid(struct ou_str country, struct ou_str code);

/* Does every address of the country have a code? */
bool ou_postal_code_needed(struct ou_str country);

/* The territory with an ISO code of its own that a French code lies in ("RE"
 * for 97400, "MC" for 98000); absent for metropolitan France. */
struct ou_str ou_postal_territory(struct ou_str french_code);

/**
 * ou_email_valid(s):
 * One mailbox as RFC 5321 4.1.2 has it, without quoted local parts and
 * address literals: local part of 1 to 64 bytes, domain of two labels or more
 * (letters, digits, hyphens; UTF-8 in both), the last one not of digits
 * alone; at most 254 bytes.
 */
bool ou_email_valid(struct ou_str s);

/**
 * ou_telephone_digits(to, s, international):
 * The digits of a telephone number, 6 to 15 (E.164) into ${to}, which has
 * room for 15; their number, or 0 when it is none.  Between them may stand
 * blanks, points, hyphens, slashes and round brackets; in front one plus or
 * 00, which makes it ${international} and is left out, as is a zero in
 * brackets behind it: "+33 (0)1 99 00 12 34" is 33199001234.
 */
size_t ou_telephone_digits(char *to, struct ou_str s, bool *international);

#endif
