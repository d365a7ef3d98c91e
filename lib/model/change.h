#ifndef OU_LIB_MODEL_CHANGE_H
#define OU_LIB_MODEL_CHANGE_H

#include "ou/model/exchange.h"

struct changer {
	struct ou_record *record;
	struct ou_arena *a;
	struct ou_order *o;
	bool changed;
	bool lines_changed;		/* the list is another */
	struct ou_err *err;
};

/* What a line of a change has something to say of. */
#define CHANGE_ADD 1
#define CHANGE_DELETE 2
#define CHANGE_QUANTITY 4
#define CHANGE_PRICE 8
#define CHANGE_DATE 16
unsigned ou_change_says(const struct ou_change_line *c);

/* Is it a day of the whole order that is changed? */
bool ou_change_says_day(const struct ou_dated *d);

/* The order's line that it is of: by number, else by the item. */
struct ou_order_line *ou_change_find(const struct changer *x,
    const struct ou_change_line *c);

/* change_check.c: may all of it be done?  -1 with x->err. */
int ou_change_check(struct changer *x, const struct ou_order_change *change);

#endif
