#ifndef OU_DESK_STORE_H
#define OU_DESK_STORE_H

#include "ou/book/lookup.h"
#include "ou/cli/batch.h"
#include "ou/ledger/ledger.h"

/*
 * What order-store does: records go into the store as the ledger means them,
 * and come out as they stand there.
 */
enum ou_store_action {
	OU_STORE_INIT, OU_STORE_PUT, OU_STORE_GET, OU_STORE_QUERY,
	OU_STORE_LOG, OU_STORE_EXPORT, OU_STORE_IMPORT, OU_STORE_BACKUP,
	OU_STORE_VERIFY, OU_STORE_ERASE,
};
#define OU_STORE_ACTIONS \
	"init|put|get|query|log|export|import|backup|verify|erase"

/* Those that read records; bits as in struct ou_command. */
#define OU_STORE_READERS ((1U << OU_STORE_PUT) | (1U << OU_STORE_IMPORT))

struct ou_store_desk {
	/* asked for */
	const char *type, *status, *channel, *segment, *customer, *order;
	const char *as_role;
	struct ou_date from, through;
	uint64_t since;			/* what came after that number */
	uint64_t limit;			/* 0: none */
	uint64_t seconds;		/* how long to follow; 0: for ever */
	bool history, follow, moves;
	/* its own */
	struct ou_run *run;
	struct ou_store *store;
	struct ou_ledger *ledger;
	const struct ou_role *role;	/* of as_role; NULL: sees all */
	struct ou_items items;
	struct ou_str *ids;		/* orders of the batch */
	uint32_t n_ids;
};

/* Look at the options and open the store.  0, or -1 with run->err. */
int ou_store_desk_begin(struct ou_store_desk *x, struct ou_run *run);

/* put and import: the orders of a batch, which the store is asked for at once;
 * then do what a record says. */
int ou_store_desk_batch(struct ou_store_desk *x, struct ou_batch *b,
    enum ou_answer (*note)(struct ou_run *run, struct ou_record *record,
	void *object));
enum ou_answer ou_store_desk_note(struct ou_store_desk *x,
    const struct ou_record *record);

enum ou_answer ou_store_desk_record(struct ou_store_desk *x,
    struct ou_record *record);

/* What the other actions do.  0, or -1 with run->err. */
int ou_store_desk_end(struct ou_store_desk *x);

void ou_store_desk_release(struct ou_store_desk *x);

#endif
