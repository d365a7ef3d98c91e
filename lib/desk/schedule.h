#ifndef OU_LIB_DESK_SCHEDULE_H
#define OU_LIB_DESK_SCHEDULE_H

#include "ou/desk/schedule.h"

/* At most so many orders are made of one record. */
#define OU_SCHEDULE_MAX 10000

/* --- schedule_days.c: which days an order has --- */

struct ou_schedule_days {
	int32_t wanted;			/* as the rule or the buyer has it */
	int32_t delivery;
	int32_t despatch;		/* the latest day that it can leave */
	int32_t leaves;			/* the first one, as it is now */
	int32_t earliest;		/* delivery then */
	int32_t transit;		/* working days on the way */
	struct ou_str closed;		/* why the wanted day is not it */
	struct ou_str missing;		/* why nothing is known of that */
	bool none;			/* a closed day that is skipped */
};

/**
 * ou_schedule_find_days(x, o, wanted, closed, lead, days):
 * The days of an order for that one; ${lead} negative: the carrier's.
 */
void ou_schedule_find_days(struct ou_schedule_desk *x, const struct ou_order *o,
    int32_t wanted, enum ou_closed closed, int64_t lead,
    struct ou_schedule_days *days);

/* The same for despatch on that day. */
void ou_schedule_find_delivery(struct ou_schedule_desk *x,
    const struct ou_order *o, int32_t despatch,
    struct ou_schedule_days *days);

/* Where an order is delivered. */
struct ou_place ou_schedule_place(struct ou_schedule_desk *x,
    const struct ou_order *o);

/* They are written into the order. */
void ou_schedule_put_days(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_order *o,
    const struct ou_schedule_days *days);

/* Say them, for --explain. */
void ou_schedule_explain(struct ou_schedule_desk *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_schedule_days *days);

/* Tell, once of an order, that its days on the way are not known. */
void ou_schedule_tell_carrier(struct ou_schedule_desk *x, struct ou_run *run,
    const struct ou_order *o, const struct ou_schedule_days *days);

/* Hold it when it is too late for them; true when that added a hold. */
bool ou_schedule_late(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_order *o, const struct ou_schedule_days *days);

/* The same, and put it. */
void ou_schedule_hold_late(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_record *r, struct ou_order *o,
    const struct ou_schedule_days *days);

/* --- schedule.c --- */

/* A record of its own, in x->piece, from text that is copied; loaded. */
int ou_schedule_piece(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_str text, struct ou_record *r, struct ou_order *o);

/* The references of an order, made where there are none; put them. */
struct ou_references *ou_schedule_references(struct ou_schedule_desk *x,
    struct ou_order *o);
void ou_schedule_put_references(struct ou_record *r, struct ou_order *o);

/* "2026-11-24", in x->piece. */
struct ou_str ou_schedule_day(struct ou_schedule_desk *x, int32_t day);

/* The current record of that type and id in the store, loaded: 1, 0 when
 * there is none, or -1. */
int ou_schedule_load(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_str type, struct ou_str id, const struct ou_view *view,
    void *to);

/* Make it that. */
int ou_schedule_save(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_str type, struct ou_str id, const struct ou_table *table,
    const void *object);

/* The row of a contract, or NULL. */
const struct ou_contract_row *ou_schedule_contract(
    const struct ou_schedule_desk *x, struct ou_str contract);

/* --- each in a file of its own --- */

/* Contracts of the book: their orders. */
int ou_schedule_contracts(struct ou_schedule_desk *x, struct ou_run *run);

/* Slots of which more is booked than there is. */
int ou_schedule_overbooked(struct ou_schedule_desk *x, struct ou_run *run);

enum ou_answer ou_schedule_standing(struct ou_schedule_desk *x,
    struct ou_run *run, struct ou_record *record);
enum ou_answer ou_schedule_order(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_record *record);
enum ou_answer ou_schedule_calls(struct ou_schedule_desk *x,
    struct ou_run *run, struct ou_record *record);
/* A slot for an order: one that stays whole, or a piece. */
enum ou_answer ou_schedule_slot(struct ou_schedule_desk *x,
    struct ou_run *run, struct ou_record *record, struct ou_order *o);

/* A time on the clock of the warehouse. */
struct ou_time ou_schedule_local(const struct ou_schedule_desk *x,
    struct ou_time t);

/* An order that needs none gives back the slot that it had: 0 or -1.  Is it
 * split into ${n} ${parts}, those of before that are not among them do, too. */
int ou_schedule_no_slot(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_order *o, const struct ou_str *parts, uint32_t n);

#endif
