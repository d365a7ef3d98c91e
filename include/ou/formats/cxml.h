#ifndef OU_FORMATS_CXML_H
#define OU_FORMATS_CXML_H

#include "ou/formats/import.h"

/*
 * cXML OrderRequest.  One document a source, read as UBL is (ubl.h), but that
 * it has a DOCTYPE: its DTD is not read, and one that declares anything by
 * itself is refused.  The shared secret of the sender and card numbers go
 * nowhere.
 */
extern const struct ou_format ou_format_cxml;

#endif
