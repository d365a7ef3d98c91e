#include "ou/model/forecast.h"

OU_RECORD_TABLE(forecast_value, OU_FORECAST_VALUE_FIELDS,
    "a period of a forecast");
OU_RECORD_TABLE(forecast_trial, OU_FORECAST_TRIAL_FIELDS,
    "how a method did on the last periods");
OU_RECORD_TABLE(forecast_record, OU_FORECAST_RECORD_FIELDS,
    "what demand is expected, and what stock it takes");
OU_RECORD_TABLE(purchase_proposal, OU_PURCHASE_PROPOSAL_FIELDS,
    "what should be ordered from a supplier");
OU_RECORD_TABLE(slot_move, OU_SLOT_MOVE_FIELDS,
    "an item that should lie in another bin");
