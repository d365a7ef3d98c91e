#ifndef OU_LIB_BOOK_PRICE_LIST_H
#define OU_LIB_BOOK_PRICE_LIST_H

#include "ou/base/names.h"
#include "ou/book/price_list.h"

/*
 *	price_list.c		what holds when
 *	price_list_write.c	the file
 */
struct price {
	struct ou_price_row row;
	const struct ou_price_row *was;	/* of the book; NULL: new */
	struct ou_str unit;		/* the item's, if it says none */
	struct price *next;		/* of the same item */
	int32_t from, through;		/* days; see NEVER_BEGUN, EVER */
	uint32_t line;
	uint32_t list;			/* that states it; 0: none does */
	bool gone;
};

/* What a list has stated. */
struct statement {
	const struct ou_price_row *row;
	struct ou_str unit;
	uint32_t list;
	struct statement *next;		/* of the same item */
};

/* And of an item together. */
struct offer {
	const struct ou_price_row *row;
	uint32_t list;
	int32_t from;			/* the first day of it */
	struct offer *next;
};

struct priced {
	struct price *first, *last;
	struct offer *offers;
	struct statement *statements;
	bool doubted;			/* more may be stated for it */
};

struct ou_price_list {
	struct ou_arena *a;
	const struct ou_rows *rows;
	const struct ou_items *items_known;
	struct price **all;		/* the book's, then new ones */
	uint32_t n, room;
	uint32_t list;			/* number of the one at hand */
	struct ou_names items;		/* struct priced, by sku */
	struct priced **order;		/* as they were first met */
	uint32_t n_items, items_room;
	bool doubted;			/* and for any of them */
};

#define NEVER_BEGUN INT32_MIN		/* no first day */
#define EVER INT32_MAX			/* no last day */

#endif
