#ifndef OU_FORMATS_MAP_PARTS_H
#define OU_FORMATS_MAP_PARTS_H

#include "ou/formats/map.h"
#include "ou/formats/slot.h"
#include "ou/model/units.h"

/*
 * A map as it is after parsing: settings, a small program that runs once a
 * row, and, for carrier files, columns to write.
 *
 * A value is text with columns in it: "%{First name} %{Name|upper}".
 */
enum map_fn_op {
	FN_UPPER, FN_LOWER, FN_DIGITS, FN_LETTERS, FN_FIRST, FN_LAST,
	FN_BEFORE, FN_AFTER, FN_DEFAULT, FN_TABLE, FN_SCALE, FN_DECIMALS,
	FN_COMMA, FN_DATE, FN_PAD, FN_ASCII,
};

struct map_table_row {
	struct ou_str from, to;
};

struct map_table {
	struct ou_str name;
	struct map_table_row *rows;
	uint32_t n_rows;
	struct ou_str other;		/* of "*"; p = NULL: none */
	const struct map_table *next;
};

struct map_fn {
	enum map_fn_op op;
	struct ou_str arg;		/* NUL behind it */
	int64_t n;
	const struct map_table *table;
};

struct map_part {
	struct ou_str text;		/* when column is -1 */
	int32_t column;			/* of m->columns, else -1 */
	struct map_fn *fns;
	uint32_t n_fns;
};

struct map_value {
	struct map_part *parts;
	uint32_t n_parts;
};

/* A column that the map names: of the input, or a field of the shipment. */
struct map_column {
	struct ou_str name;
	bool optional;
	uint32_t line;			/* of the map, where named */
	/* export */
	enum {
		FROM_SHIPMENT, FROM_PACKAGE, PACKAGE_NUMBER, PACKAGE_COUNT
	} from;
	struct ou_slot slot;
};

enum map_op {
	MAP_SET,	/* slot = value */
	MAP_IF,		/* when the test fails: go to jump */
	MAP_GOTO,	/* to jump */
	MAP_CHARGE,	/* a charge or allowance */
	MAP_HOLD, MAP_SKIP, MAP_REJECT,
};

enum map_test { TEST_IS, TEST_NOT, TEST_EMPTY, TEST_GIVEN, TEST_BELOW,
	TEST_ABOVE };

enum map_scope { SCOPE_FIRST, SCOPE_SUM, SCOPE_LINE };

struct map_stmt {
	enum map_op op;
	struct map_value value;
	/* MAP_SET */
	struct ou_slot slot;		/* of the order, or of the line */
	bool of_line;
	bool code_like;			/* digits that are a name */
	bool first;			/* the first row counts */
	/* MAP_IF */
	enum map_test test;
	struct ou_str pattern;
	int64_t number;
	uint32_t jump;
	/* MAP_CHARGE */
	bool charge;
	enum map_scope scope;
	struct ou_str reason_code;
	struct map_value reason;	/* also of HOLD, SKIP, REJECT */
	enum ou_diag code;
	uint32_t line;			/* in the map */
};

enum map_negative { NEGATIVE_HOLD, NEGATIVE_KEEP, NEGATIVE_SKIP,
	NEGATIVE_REJECT };
enum map_duplicate { DUPLICATE_FINDING, DUPLICATE_KEEP, DUPLICATE_SKIP,
	DUPLICATE_REJECT };

struct map_export_column {
	struct ou_str name;
	uint32_t width;			/* characters; 0: any */
	struct map_value value;
};

struct map_export {
	bool given;
	char separator;
	bool quote_always;
	bool crlf;
	bool fixed;			/* widths are filled with blanks */
	bool transliterate;
	bool per_package;
	bool header;			/* the columns' names */
	enum ou_charset charset;
	struct ou_str *lines;		/* in front of everything */
	uint32_t n_lines;
	struct map_export_column *columns;
	uint32_t n_columns;
};

/* What a row makes: an order, or a line of a price list. */
struct map_root {
	const char *name;
	const struct ou_table *head;
	const char *line_prefix;	/* of paths of the row's line */
	const struct ou_table *line;
};
extern const struct map_root ou_map_orders, ou_map_catalogues;

struct ou_map {
	struct ou_arena *arena;
	const char *name;
	const struct map_root *root;
	/* reading */
	char separator, quote;
	enum ou_charset charset;
	struct ou_slot_forms forms;
	const char **dates;
	uint32_t n_dates;
	struct ou_str zone;
	uint32_t skip;
	struct ou_str skip_until;
	bool no_header;
	struct ou_str *names;		/* of columns without a header */
	uint32_t n_names;
	struct ou_str *match;
	uint32_t n_match;
	struct ou_str *ignore;
	uint32_t n_ignore;
	enum map_negative negative;
	enum map_duplicate duplicate;
	enum ou_unit_family units;
	bool price_of_line;
	struct map_value group;
	/* the program */
	struct map_column *columns;
	uint32_t n_columns;
	struct map_stmt *program;
	uint32_t n_program;
	const struct map_table *tables;
	struct map_export export;
};

/* --- values (map_value.c) --- */

/* Where column texts come from while a value is made. */
struct map_cells {
	struct ou_str (*get)(void *arg, uint32_t column);
	void *arg;
	struct ou_buf *one;		/* of map_value_text: one part */
};

/**
 * ou_map_value_parse(a, m, value, text, line, err):
 * Take a value apart; columns are added to the map's.  Tables are resolved
 * by map_value_tables once all are known.
 */
int ou_map_value_parse(struct ou_map *m, struct map_value *value,
    struct ou_str text, uint32_t line, struct ou_err *err);
int ou_map_value_tables(const struct ou_map *m, struct map_value *value,
    struct ou_err *err);

/**
 * ou_map_value_text(value, cells, scratch, out, err):
 * The value for a row: borrowed from a cell or from the map, or made in
 * ${scratch} (which is cleared first).
 */
static inline int ou_map_value_text(const struct map_value *value,
    const struct map_cells *cells, struct ou_buf *scratch,
    struct ou_str *out, struct ou_err *err);

/* One that has to be made. */
int ou_map_value_make(const struct map_value *value,
    const struct map_cells *cells, struct ou_buf *scratch,
    struct ou_str *out, struct ou_err *err);

static inline int
ou_map_value_text(const struct map_value *value, const struct map_cells *cells,
    struct ou_buf *scratch, struct ou_str *out, struct ou_err *err)
{
	const struct map_part *p = value->parts;

	/* nearly all are a cell as it stands */
	if (value->n_parts != 1 || p->n_fns != 0)
		return ou_map_value_make(value, cells, scratch, out, err);
	*out = p->column < 0 ? p->text :
	    cells->get(cells->arg, (uint32_t)p->column);
	return 0;
}

/* Shell patterns: * and ?, alternatives with |. */
bool ou_map_glob(struct ou_str pattern, struct ou_str s);

/* Text in a character set (map_charset.c).  1 when something could not be
 * written and was replaced, -1 when that is not allowed. */
bool ou_map_charset_writes(enum ou_charset cs);
int ou_map_encode(struct ou_buf *out, struct ou_str s, enum ou_charset cs,
    bool transliterate);

#endif
