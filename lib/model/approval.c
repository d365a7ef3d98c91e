#include "ou/model/approval.h"

OU_RECORD_TABLE(decision_row, OU_DECISION_ROW_FIELDS,
    "what somebody decided about an order");
OU_RECORD_TABLE(decision, OU_DECISION_FIELDS,
    "what somebody decided about an order");
OU_RECORD_TABLE(pending_approval, OU_PENDING_APPROVAL_FIELDS,
    "who is asked about an order");
