#ifndef OU_FORMATS_UBL_H
#define OU_FORMATS_UBL_H

#include "ou/formats/import.h"

/*
 * UBL Order 2.0 to 2.4, Peppol's (T01) among them.  One document a source.  An
 * OrderChange or OrderCancellation is an OrderChange record.
 * Names are compared by namespace URI and local name, never by prefix, and
 * elements may stand in any order.  A DOCTYPE is refused at once; nothing but
 * the source is ever read.  Character sets are decoded here, libxml2 sees
 * UTF-8 only, so that it neither loads converters nor needs the rights to.
 */
extern const struct ou_format ou_format_ubl;

#endif
