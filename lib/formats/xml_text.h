#ifndef OU_FORMATS_XML_TEXT_H
#define OU_FORMATS_XML_TEXT_H

#include "ou/formats/import.h"

/* All of a source, into ${b}; ${raw} is what was read.  A document longer than
 * the limit is refused without its bytes.  0, or -1 with ${err}. */
int ou_xml_bytes(struct ou_import *im, struct ou_source *src,
    struct ou_buf *b, struct ou_str *raw, struct ou_err *err);

/**
 * ou_xml_text(im, raw, charset, text, err):
 * The bytes of an XML document as UTF-8 without byte order mark; ${charset}
 * says what they were.  0, or -1 with ${err}.
 */
int ou_xml_text(struct ou_import *im, struct ou_str raw,
    enum ou_charset *charset, struct ou_str *text, struct ou_err *err);

/* The start of a file as XML without what may stand in front, for detection;
 * absent when it is none. */
struct ou_str ou_xml_head(struct ou_str head);

#endif
