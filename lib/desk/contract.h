#ifndef OU_LIB_DESK_CONTRACT_H
#define OU_LIB_DESK_CONTRACT_H

#include "ou/book/contract.h"
#include "ou/cli/command.h"
#include "ou/store/store.h"

/*
 * What contracts with a maximum have left: commitments of kind "contract"
 * whose owner is the contract and whose reference is the order.  A
 * commitment has four decimals: what is finer counts as the next one up.
 */

/* What an order had of contracts is free again, whosever they are; 0 or -1. */
int ou_contract_forget(struct ou_store *store, struct ou_run *run,
    struct ou_str order);

/**
 * ou_contract_take(store, run, o, c, units, held):
 * An order that takes nothing of the contract yet takes that many stock units
 * (negative: it cannot be told), or is held (*held is true then; the caller
 * puts the holds).  Without a store each is compared by itself.
 */
int ou_contract_take(struct ou_store *store, struct ou_run *run,
    struct ou_order *o, const struct ou_contract_row *c, int64_t units,
    bool *held);

#endif
