#ifndef OU_DESK_MANIFEST_H
#define OU_DESK_MANIFEST_H

#include "ou/book/lookup.h"
#include "ou/cli/command.h"
#include "ou/desk/folder.h"
#include "ou/formats/map.h"
#include "ou/rules/shipping.h"

/*
 * What ship-manifest does: picked and packed orders become shipments of a
 * carrier and a day; their slips and the carriers' files are gathered, one of
 * each a carrier, and written at the end.
 *
 * An order goes into the documents with all of its shipments or, when it is
 * rejected, with none.
 */
struct ou_carrier_documents;

struct ou_manifest {
	/* asked for */
	const char *carrier;		/* only this one; NULL: all */
	const char *name;	/* of the manifests; NULL: the day, -1 */
	struct ou_date date;		/* of despatch; absent: today */
	int ship_complete;		/* enum ou_complete */
	/* of the book */
	struct ou_settings settings;
	struct ou_items items;
	struct ou_customers customers;
	struct ou_carriers carriers;
	/* its own */
	struct ou_carrier_documents *documents;	/* sorted by carrier */
	const struct ou_map *as_map;	/* of --as */
	bool file_is_folder, print_is_folder, emit;
	struct ou_folder folder;
	const struct ou_record_type *shipment_type;
	struct ou_buf scratch;
};

/* The fields of an order that it looks at. */
extern const char ou_manifest_view[];

/* Look at the options and load the book.  0, or -1 with run->err. */
int ou_manifest_begin(struct ou_manifest *x, struct ou_run *run);

/* Ship an order, as far as it may go and goods are there. */
enum ou_answer ou_manifest_order(struct ou_manifest *x, struct ou_run *run,
    struct ou_record *record, struct ou_order *o);

/* Write the documents.  0, or -1 with run->err. */
int ou_manifest_end(struct ou_manifest *x, struct ou_run *run);

#endif
