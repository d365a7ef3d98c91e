#ifndef OU_FORMATS_MAP_RUN_H
#define OU_FORMATS_MAP_RUN_H

#include "map_parts.h"
#include "rows.h"

/*
 * A map at work on a file.
 */
struct map_run {
	struct rows rows;
	const struct ou_map *m;
	struct ou_slot_forms forms;
	struct ou_arena run;
	uint64_t front;			/* lines that were skipped */
	int *cell_of;			/* of the map's columns */
	struct map_cells cells;
	struct ou_buf scratch, key, reason, one;
	const struct ou_csv_row *row;
	void *head, *into;		/* what the row's fields go into */
	/* the order in the making */
	struct ou_order *o;
	struct ou_order_line *line;
	struct ou_order_line *spare;	/* of a row that was skipped */
	struct ou_str *texts;		/* of each statement, at first */
	struct ou_str *raws;		/* the cell it was made from */
	struct map_sum {
		struct ou_amount amount;
		struct ou_str reason;
	} *sums;			/* of each MAP_CHARGE */
	/* rows of the group, to find the same one twice */
	uint64_t seed;
	uint64_t *hashes;
	uint32_t n_hashes, mask;
	/* or the price list, of one line */
	struct ou_price_catalogue *catalogue;
};

/* What struct rows asks for (map_import.c). */
struct ou_str ou_map_run_cell(void *arg, uint32_t column);
struct ou_str ou_map_run_key(void *arg, const struct ou_csv_row *row);
bool ou_map_run_ignores(void *arg, const struct ou_csv_row *row);
void ou_map_run_begin(void *arg);
int ou_map_run_row(void *arg, const struct ou_csv_row *row,
    struct ou_err *err);
struct ou_order *ou_map_run_end(void *arg, struct ou_err *err);

/* Run the program.  False when the row is left out, or is wrong: then with
 * ${err}. */
bool ou_map_run_program(struct map_run *r, struct ou_err *err);

/* The unit as Rec 20 has it; what is no unit is a finding. */
void ou_map_run_unit(struct map_run *r, struct ou_str *unit);

/* And for price lists (map_catalogue.c). */
void ou_map_catalogue_begin(void *arg);
int ou_map_catalogue_row(void *arg, const struct ou_csv_row *row,
    struct ou_err *err);
struct ou_order *ou_map_catalogue_end(void *arg, struct ou_err *err);

#endif
