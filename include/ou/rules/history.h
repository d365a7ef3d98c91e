#ifndef OU_RULES_HISTORY_H
#define OU_RULES_HISTORY_H

#include "ou/base/money.h"
#include "ou/model/calendar.h"
#include "ou/base/err.h"

/*
 * What was asked for, per item and place, added up over equal periods.  Only
 * whole periods count: the one that today is in does not, as it is not over.
 */
struct ou_history_row {
	struct ou_str sku;
	struct ou_str location;
	/* By age: v[0] is the last whole period.  Negative where more came
	 * back than went out. */
	struct ou_quantity *v;
	uint32_t n, cap;
	struct ou_quantity sum;		/* of all of them */
	struct ou_quantity backordered;
	uint32_t next;			/* the history's own */
};

struct ou_history;

/* ${max}: how many periods back it reaches. */
struct ou_history *ou_history_new(struct ou_arena *a, enum ou_period period,
    int32_t today, uint32_t max);

/* The row of an item and place, made when there is none; texts are copied. */
struct ou_history_row *ou_history_row(struct ou_history *h,
    struct ou_str sku, struct ou_str location);

/* Does some row speak of that place? */
bool ou_history_knows(struct ou_history *h, struct ou_str location);

/**
 * ou_history_add(h, row, day, quantity, err):
 * Count a demand.  1; 0 when its period is not over, or lies too far back;
 * -1 with OU_DIAG_OVERFLOW.
 */
int ou_history_add(struct ou_history *h, struct ou_history_row *row,
    int32_t day, struct ou_quantity quantity, struct ou_err *err);

/* The same, for the period ${age} before the last whole one. */
int ou_history_add_age(struct ou_history *h, struct ou_history_row *row,
    uint32_t age, struct ou_quantity quantity, struct ou_err *err);

/* The first day of the period of that age; -1 is the one of today. */
int32_t ou_history_start(const struct ou_history *h, int64_t age);

/* All rows, sorted by item and place. */
struct ou_history_row **ou_history_rows(struct ou_history *h, uint32_t *n);

#endif
