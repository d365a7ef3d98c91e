#ifndef OU_RENDER_APPROVAL_H
#define OU_RENDER_APPROVAL_H

#include "ou/io/sink.h"
#include "ou/model/approval.h"

/*
 * A mail to somebody who must decide: what, until when, and the lines to send
 * back as a file of decisions.  It begins with the header that sendmail(8)
 * takes; what comes from orders cannot add to it.
 */
void ou_approval_mail(const struct ou_pending_approval *rows, uint32_t n,
    struct ou_sink *sink);

#endif
