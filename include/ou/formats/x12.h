#ifndef OU_FORMATS_X12_H
#define OU_FORMATS_X12_H

#include "ou/formats/import.h"

/*
 * ANSI X12 850, purchase order: versions 003040 to 005010, and the dialects
 * of them that retailers and grocers use (VICS, UCS); and 940, the order of a
 * depositor to a warehouse.  See import.h.
 */
extern const struct ou_format ou_format_x12;

#endif
