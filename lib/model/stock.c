#include "ou/model/stock.h"

OU_RECORD_TABLE(stock_alert, OU_STOCK_ALERT_FIELDS, "stock that needs a look");
OU_RECORD_TABLE(stock_adjustment, OU_STOCK_ADJUSTMENT_FIELDS,
    "a change that would put stock right");
OU_RECORD_TABLE(stock_count, OU_STOCK_COUNT_FIELDS, "what is to be counted");
OU_RECORD_TABLE(channel_item, OU_CHANNEL_ITEM_FIELDS,
    "an item as a channel lists it");
OU_RECORD_TABLE(channel_stock, OU_CHANNEL_STOCK_FIELDS,
    "what a channel is told");
OU_RECORD_TABLE(justification, OU_JUSTIFICATION_FIELDS,
    "why stock may be adjusted");
OU_RECORD_TABLE(stock_decision, OU_STOCK_DECISION_FIELDS,
    "a decision about an adjustment");
