#include "ou/model/schedule.h"

OU_RECORD_TABLE(skip, OU_SKIP_FIELDS, "days that are left out");
OU_RECORD_TABLE(extra_day, OU_EXTRA_DAY_FIELDS, "a day in addition");
OU_RECORD_TABLE(standing_change, OU_STANDING_CHANGE_FIELDS,
    "another quantity");
OU_RECORD_TABLE(standing_order, OU_STANDING_ORDER_FIELDS,
    "an order that comes again");
