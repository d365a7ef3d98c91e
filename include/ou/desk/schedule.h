#ifndef OU_DESK_SCHEDULE_H
#define OU_DESK_SCHEDULE_H

#include "ou/base/names.h"
#include "ou/book/contract.h"
#include "ou/book/lookup.h"
#include "ou/book/partner.h"
#include "ou/book/workdays.h"
#include "ou/cli/batch.h"
#include "ou/model/schedule.h"
#include "ou/store/store.h"

/*
 * What order-schedule does: what is agreed for later becomes dated orders.
 *
 *   StandingOrder   an order for each day of its rule in the window
 *   Order           whose lines have deliveries on several days: an order for
 *                   each day
 *   DeliverySchedule  an order for each firm day; with a store, what a release
 *                   before it had otherwise is changed
 *   others          pass
 *
 * and, when asked to, contracts of the book whose items come again.
 *
 * A made order's id is that of what it comes from, and the day: whoever makes
 * it again makes the same one.  With a store, the days of a standing order
 * that have been made are commitments of kind "occurrence" under its id, so
 * that no other run makes them again.
 */
#define OU_CLOSED_DAYS "next|previous|skip|keep"
enum ou_closed { OU_CLOSED_NEXT, OU_CLOSED_PREVIOUS, OU_CLOSED_SKIP,
    OU_CLOSED_KEEP };

/* What is done when the wanted slot is full. */
#define OU_SLOT_FULL "next|hold"
enum ou_slot_full { OU_SLOT_FULL_NEXT, OU_SLOT_FULL_HOLD };

struct ou_schedule_desk {
	/* asked for */
	struct ou_date start, until, since;
	const char *horizon;		/* P4W */
	int closed;			/* enum ou_closed */
	bool slots;			/* orders get one */
	int full;			/* enum ou_slot_full */
	bool overbooked;		/* report, and read nothing */
	bool book_contracts;		/* those of the book, and read
					 * nothing */
	bool keep;			/* what orders are made from goes on */
	bool by_line;			/* lines of other days, too */
	bool dates;			/* of orders that stay whole, too */
	/* of the book */
	struct ou_settings settings;
	struct ou_customers customers;
	struct ou_partners partners;
	struct ou_rows addresses;
	struct ou_index *addresses_of;	/* by customer */
	struct ou_carriers carriers;
	struct ou_calendars calendars;
	struct ou_contracts contracts;
	struct ou_items items;		/* when a contract has a maximum */
	struct ou_rows slot_rows;
	/* what it works with */
	struct ou_view *standing, *order, *calls, *called, *shipped,
	    *booking;
	struct ou_place warehouse;
	struct ou_clock now;
	int32_t first, last;		/* the window, both included */
	int32_t begins;			/* of it, where --since leaves it */
	struct ou_arena piece;		/* of an order that is made */
	uint64_t told;			/* of which order that its carrier is
					 * unknown: the last one */
	struct ou_store *store;		/* or NULL */
	struct ou_zone *zone;		/* of the warehouse; NULL: that of
					 * --now */
	/* without a store: */
	struct ou_names booked;		/* how much, by slot and day */
	struct ou_names bookings;	/* what orders have */
};

int ou_schedule_begin(struct ou_schedule_desk *x, struct ou_run *run);

/* A batch begins: what the store has of slots, occurrences and call-offs is
 * read, and changed by nobody else until its transaction ends.  0, or -1 with
 * run->err. */
int ou_schedule_lock(struct ou_schedule_desk *x, struct ou_run *run);

enum ou_answer ou_schedule_one(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_record *record);

/* What was answered before: is its slot still its own?  0, or -1 with
 * run->err. */
int ou_schedule_again(struct ou_schedule_desk *x, struct ou_run *run,
    struct ou_record *record, const struct ou_effect *effect);

/* Contracts of the book, or what --overbooked tells. */
int ou_schedule_end(struct ou_schedule_desk *x, struct ou_run *run);

void ou_schedule_release(struct ou_schedule_desk *x);

#endif
