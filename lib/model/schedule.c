#include "ou/model/schedule.h"

OU_RECORD_TABLE(skip, OU_SKIP_FIELDS, "days that are left out");
OU_RECORD_TABLE(extra_day, OU_EXTRA_DAY_FIELDS, "a day in addition");
OU_RECORD_TABLE(standing_change, OU_STANDING_CHANGE_FIELDS,
    "another quantity");
OU_RECORD_TABLE(slot_booking, OU_SLOT_BOOKING_FIELDS,
    "a place in a slot");
OU_RECORD_TABLE(slot_load, OU_SLOT_LOAD_FIELDS, "how full a slot is");
OU_RECORD_TABLE(called_line, OU_CALLED_LINE_FIELDS,
    "a line that is called off");
OU_RECORD_TABLE(called_sum, OU_CALLED_SUM_FIELDS,
    "what was sent of a line that is called off");
OU_RECORD_TABLE(call_off, OU_CALL_OFF_FIELDS, "what was called off");
OU_RECORD_TABLE(standing_order, OU_STANDING_ORDER_FIELDS,
    "an order that comes again");
