#ifndef OU_MODEL_FORECAST_H
#define OU_MODEL_FORECAST_H

#include "ou/record/record.h"

/*
 * What demand is expected, what should be bought for it, and where it should
 * lie.  Forecasts are estimates; their figures have three decimals at most.
 */
#define OU_FORECAST_VALUE_FIELDS(F, T) \
	F(T, DATE, from, "from", _, 0, 0, "first day of the period") \
	F(T, QUANTITY, quantity, "quantity", _, 0, 0, "expected demand") \
	F(T, QUANTITY, low, "low", _, 0, 0, "below it in one of ten cases") \
	F(T, QUANTITY, high, "high", _, 0, 0, "above it in one of ten cases")
OU_RECORD_STRUCT(forecast_value, OU_FORECAST_VALUE_FIELDS);

#define OU_FORECAST_TRIAL_FIELDS(F, T) \
	F(T, CODE, method, "method", _, 0, 0, "the method") \
	F(T, QUANTITY, error, "error", _, 0, 0, "RMSSE: root mean square error, by that of the last period's figure taken for the next one") \
	F(T, QUANTITY, bias, "bias", _, 0, 0, "forecast less actual, by actual; positive: too much")
OU_RECORD_STRUCT(forecast_trial, OU_FORECAST_TRIAL_FIELDS);

#define OU_FORECAST_RECORD_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "Forecast") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "forecast/1") \
	F(T, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0, "item, place and first day") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "our item number") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse") \
	F(T, TEXT, name, "name", _, 0, 0, "item name") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "stock unit") \
	F(T, CODE, status, "status", _, 0, 0, "ok, order, over, dead, new, inactive") \
	F(T, CODE, period, "period", _, 0, 0, "day, week or month") \
	F(T, INTEGER, periods, "periods", _, 0, 0, "of history") \
	F(T, QUANTITY, demand, "demand", _, 0, 0, "in all of them") \
	F(T, QUANTITY, mean, "meanDemand", _, 0, 0, "of a period") \
	F(T, DATE, last, "lastDemand", _, 0, 0, "first day of the last period with demand") \
	F(T, CODE, abc, "abc", _, 0, 0, "A: the first 80 per cent of the value sold in a year, B: up to 95, C: the rest") \
	F(T, CODE, xyz, "xyz", _, 0, 0, "X: steady, Y: varying, Z: erratic") \
	F(T, CODE, pattern, "pattern", _, 0, 0, "smooth, erratic, intermittent, lumpy") \
	F(T, CODE, method, "method", _, 0, 0, "naive, snaive, ses, damped, theta, mean, croston, sba, tsb") \
	F(T, INTEGER, season, "season", _, 0, 0, "periods of the season that was found") \
	F(T, QUANTITY, error, "error", _, 0, 0, "of the method in the backtest (RMSSE)") \
	F(T, QUANTITY, naive_error, "naiveError", _, 0, 0, "of the last period taken again") \
	F(T, QUANTITY, bias, "bias", _, 0, 0, "of the method in the backtest") \
	F(T, QUANTITY, on_hand, "onHand", _, 0, 0, "in stock, available") \
	F(T, QUANTITY, reserved, "reserved", _, 0, 0, "of it promised") \
	F(T, QUANTITY, backordered, "backordered", _, 0, 0, "what orders of the history wait for") \
	F(T, QUANTITY, incoming, "incoming", _, 0, 0, "on order") \
	F(T, INTEGER, lead_days, "leadTimeDays", _, 0, 0, "from order to receipt") \
	F(T, INTEGER, review_days, "reviewDays", _, 0, 0, "from one look at the stock to the next") \
	F(T, RATE, service, "service", _, 0, 0, "chance that nothing runs out") \
	F(T, QUANTITY, expected, "expectedDemand", _, 0, 0, "until what is ordered next time is there: lead time and review") \
	F(T, QUANTITY, deviation, "deviation", _, 0, 0, "standard error of that") \
	F(T, QUANTITY, safety, "safetyStock", _, 0, 0, "reorder point less expected demand") \
	F(T, QUANTITY, reorder_point, "reorderPoint", _, 0, 0, "order when there is no more than this") \
	F(T, QUANTITY, order_up_to, "orderUpTo", _, 0, 0, "and order up to this") \
	F(T, QUANTITY, proposed, "proposedQuantity", _, 0, 0, "what to order now") \
	F(T, INTEGER, cover_days, "coverDays", _, 0, 0, "how long the stock lasts") \
	F(T, QUANTITY, excess, "excess", _, 0, 0, "what is too much of it") \
	F(T, LIST, values, "values", forecast_value, OU_FIELD_ROWS, 0, "the forecast") \
	F(T, LIST, backtest, "backtest", forecast_trial, 0, 0, "all methods that were tried")
OU_RECORD_STRUCT(forecast_record, OU_FORECAST_RECORD_FIELDS);

#define OU_PURCHASE_PROPOSAL_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "PurchaseProposal") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "purchase-proposal/1") \
	F(T, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0, "supplier, item, place and day") \
	F(T, TEXT, supplier, "supplier", _, 0, 0, "from whom") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "our item number") \
	F(T, TEXT, gtin, "gtin", _, 0, 0, "GTIN of the unit") \
	F(T, TEXT, name, "name", _, 0, 0, "item name") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse") \
	F(T, QUANTITY, quantity, "quantity", _, OU_FIELD_REQUIRED, 0, "stock units to order") \
	F(T, CODE, unit, "unitCode", _, 0, 0, "stock unit") \
	F(T, QUANTITY, pack_quantity, "packQuantity", _, 0, 0, "units in a case") \
	F(T, QUANTITY, packs, "packs", _, 0, 0, "cases to order") \
	F(T, PRICE, cost, "cost", _, 0, 0, "of one unit") \
	F(T, AMOUNT, value, "value", _, 0, 0, "of the quantity") \
	F(T, CODE, currency, "currency", _, 0, 0, "ISO 4217") \
	F(T, DATE, order_date, "orderDate", _, 0, 0, "order on this day") \
	F(T, DATE, expected_date, "expectedDate", _, 0, 0, "then it is there") \
	F(T, TEXT, reason, "reason", _, 0, 0, "why")
OU_RECORD_STRUCT(purchase_proposal, OU_PURCHASE_PROPOSAL_FIELDS);

#define OU_SLOT_MOVE_FIELDS(F, T) \
	F(T, CODE, type, "type", _, OU_FIELD_REQUIRED, 0, "SlotMove") \
	F(T, CODE, schema, "schema", _, OU_FIELD_REQUIRED, 0, "slot-move/1") \
	F(T, TEXT, id, "id", _, OU_FIELD_REQUIRED, 0, "place, number of the exchange and item") \
	F(T, INTEGER, exchange, "exchange", _, 0, 0, "moves of one number belong together") \
	F(T, TEXT, location, "location", _, 0, 0, "warehouse") \
	F(T, TEXT, sku, "sku", _, OU_FIELD_REQUIRED, 0, "our item number") \
	F(T, TEXT, from, "fromBin", _, OU_FIELD_REQUIRED, 0, "where its pick face is") \
	F(T, TEXT, to, "toBin", _, OU_FIELD_REQUIRED, 0, "where it should be") \
	F(T, CODE, abc, "abc", _, 0, 0, "class by picks") \
	F(T, INTEGER, picks, "picks", _, 0, 0, "in the history") \
	F(T, QUANTITY, cube, "cubeDm3", _, 0, 0, "litres of a unit, if the book has its size") \
	F(T, TEXT, with, "boughtWith", _, 0, 0, "the item most often in the same order") \
	F(T, INTEGER, together, "timesTogether", _, 0, 0, "how often") \
	F(T, QUANTITY, saved, "metresSaved", _, 0, 0, "by the exchange, over the history; on its first move")
OU_RECORD_STRUCT(slot_move, OU_SLOT_MOVE_FIELDS);

#endif
