#ifndef OU_FORMATS_ACK_READ_H
#define OU_FORMATS_ACK_READ_H

#include "ou/formats/edi/reader.h"
#include "ou/formats/import.h"
#include "ou/model/exchange.h"

/*
 * Acknowledgements that come back: what a partner's translator says of what
 * we sent.  Codes stay the partner's, with their meaning beside them; what no
 * field is for (CTX of a 999) is kept in extra.
 */

/**
 * ou_ack_decode(im, edi, form, charset, to, err):
 * The message at hand, a 997, 999 or CONTRL.  Texts are in im->arena.  0, or
 * -1 with OU_ERR_RECORD when it does not say what it answers.
 */
int ou_ack_decode(struct ou_import *im, const struct ou_edi *edi,
    struct ou_str form, enum ou_charset charset,
    struct ou_acknowledgement *to, struct ou_err *err);

/* The TA1 at hand (edi->service). */
int ou_ack_decode_ta1(struct ou_import *im, const struct ou_edi *edi,
    struct ou_acknowledgement *to, struct ou_err *err);

#endif
