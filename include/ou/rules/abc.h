#ifndef OU_RULES_ABC_H
#define OU_RULES_ABC_H

#include "ou/base/money.h"
#include "ou/base/str.h"

/*
 * Classes by sales value: the items that sell most and make up 80 % of all
 * are A, those up to 95 % B, the others C.
 */
struct ou_abc;

struct ou_abc *ou_abc_new(struct ou_arena *a);

/* An item has sold for ${value} (added up; negative: came back). */
void ou_abc_add(struct ou_abc *x, struct ou_str sku, struct ou_amount value);

/**
 * ou_abc_classify(x):
 * Decide, once all is added.  Sorted by value, then by item; the item that
 * steps over a border is still of the better class.  What sold for nothing
 * is C.
 */
void ou_abc_classify(struct ou_abc *x);

/* 'A', 'B', 'C'; 0 for an item that was never added. */
char ou_abc_class(const struct ou_abc *x, struct ou_str sku);

#endif
