#ifndef OU_FORMATS_CII_H
#define OU_FORMATS_CII_H

#include "ou/formats/import.h"

/*
 * UN/CEFACT's Cross Industry Order in XML, as Order-X has it: the profiles
 * BASIC, COMFORT and EXTENDED.  One document a source, read as UBL is
 * (ubl.h).  A change (type 230) is an OrderChange; a response is refused.
 */
extern const struct ou_format ou_format_cii;

#endif
