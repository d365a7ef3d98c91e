#ifndef OU_FORMATS_EDIFACT_H
#define OU_FORMATS_EDIFACT_H

#include "ou/formats/import.h"

/*
 * UN/EDIFACT ORDERS, purchase order: directories D.93A to D.19B, and EANCOM.
 * See import.h.
 */
extern const struct ou_format ou_format_edifact;

#endif
