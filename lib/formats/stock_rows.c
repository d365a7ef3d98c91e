#include <stdio.h>
#include <string.h>

#include "ou/base/base64.h"
#include "ou/formats/stock.h"
#include "ou/record/csv.h"

/*
 * Each form of file is a table: which column feeds which field, by the names
 * that its exports have had.  What a value means beyond that (a condition, a
 * place where nothing is stocked) is in the form's own finish().
 */
enum field { SKU, GTIN, LOCATION, LOT, STATUS, OWNER, EXPIRY, ON_HAND,
    RESERVED, SAFETY, INCOMING, AVAILABLE, AT, N_FIELDS };

static const char *const field_names[N_FIELDS] = { "sku", "gtin", "location",
    "lot", "status", "owner", "expiryDate", "onHand", "reserved", "safety",
    "incoming", "available", "at" };

struct column {
	enum field field;
	const char *name;		/* lower case */
};

struct reader {
	struct ou_stock_import *im;
	const struct form *form;
	int columns[N_FIELDS];		/* number of the column, or -1 */
	struct ou_stock_level level;
	struct ou_quantity available;
	struct ou_err *err;
};

struct form {
	const char *name;
	const struct column *columns;	/* preferred names first */
	const enum field *needs;	/* ends with N_FIELDS */
	const char *why;
	/* 1 a level, 0 leave the row out, -1 err */
	int (*finish)(struct reader *r, const struct ou_csv_row *row);
};

static const struct column book_columns[] = {
	{ SKU, "sku" }, { GTIN, "gtin" }, { LOCATION, "location" },
	{ LOT, "lot" }, { STATUS, "status" }, { OWNER, "owner" },
	{ EXPIRY, "expirydate" }, { ON_HAND, "onhand" },
	{ RESERVED, "reserved" }, { SAFETY, "safety" },
	{ INCOMING, "incoming" }, { AT, "at" }, { N_FIELDS, NULL },
};
static const struct column shopify_columns[] = {
	{ SKU, "sku" }, { LOCATION, "location" },
	{ ON_HAND, "on hand (current)" }, { ON_HAND, "on hand" },
	{ RESERVED, "committed (not editable)" }, { RESERVED, "committed" },
	{ SAFETY, "unavailable (not editable)" }, { SAFETY, "unavailable" },
	{ INCOMING, "incoming (not editable)" }, { INCOMING, "incoming" },
	{ AVAILABLE, "available (not editable)" },
	{ AVAILABLE, "available" }, { N_FIELDS, NULL },
};
static const struct column fba_columns[] = {
	{ SKU, "seller-sku" }, { SKU, "sku" },
	{ ON_HAND, "quantity available" },
	{ AVAILABLE, "afn-fulfillable-quantity" },
	{ ON_HAND, "afn-warehouse-quantity" },
	{ RESERVED, "afn-reserved-quantity" },
	{ SAFETY, "afn-unsellable-quantity" },
	{ STATUS, "warehouse-condition-code" }, { N_FIELDS, NULL },
};

static const enum field book_needs[] = { SKU, ON_HAND, N_FIELDS };
static const enum field shopify_needs[] = { SKU, LOCATION, N_FIELDS };
static const enum field fba_needs[] = { SKU, N_FIELDS };
static const enum field plain_needs[] = { SKU, ON_HAND, N_FIELDS };

static struct ou_str
cell_of(const struct reader *r, const struct ou_csv_row *row, enum field f)
{
	int c = r->columns[f];

	return c >= 0 && (uint32_t)c < row->n ? ou_str_trim(row->cells[c])
	    : OU_STR_NONE;
}

/* A row without the figures that make a level. */
static int
no_quantity(struct reader *r)
{
	ou_err_set(r->err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
	    "neither what is on hand nor what is available");
	return ou_err_in(r->err, "onHand");
}

static int
finish_book(struct reader *r, const struct ou_csv_row *row)
{
	(void)row;
	return r->level.on_hand.given ? 1 : no_quantity(r);
}

/* On hand is available, committed and unavailable together. */
static int
from_available(struct reader *r)
{
	struct ou_stock_level *l = &r->level;

	if (l->on_hand.given)
		return 1;
	if (!r->available.given)
		return no_quantity(r);
	if (ou_quantity_add(&l->on_hand, r->available, l->reserved,
	    r->err) != 0 ||
	    ou_quantity_add(&l->on_hand, l->on_hand, l->safety, r->err) != 0)
		return -1;
	return 1;
}

static int
finish_fba(struct reader *r, const struct ou_csv_row *row)
{
	struct ou_str code = cell_of(r, row, STATUS);

	if (code.n != 0) {
		r->level.status = ou_str_caseeq(code, OU_STR("SELLABLE"))
		    ? OU_STR("available") : OU_STR("damaged");
	}
	if (r->level.location.n == 0)
		r->level.location = OU_STR("FBA");
	return from_available(r);
}

static int
finish_shopify(struct reader *r, const struct ou_csv_row *row)
{
	static const enum field figures[] = { ON_HAND, AVAILABLE, N_FIELDS };
	size_t i;

	for (i = 0; figures[i] != N_FIELDS; i++) {
		if (ou_str_caseeq(cell_of(r, row, figures[i]),
		    OU_STR("not stocked")))
			return 0;
	}
	return from_available(r);
}

static const struct form forms[] = {
	{ "book", book_columns, book_needs, "columns sku and onHand",
	    finish_book },
	{ "shopify", shopify_columns, shopify_needs,
	    "columns SKU and Location", finish_shopify },
	{ "fba", fba_columns, fba_needs, "column seller-sku", finish_fba },
	{ "plain", NULL, plain_needs, "two columns", finish_book },
	{ NULL, NULL, NULL, NULL, NULL },
};

/* --- the header --- */

static bool
same_name(struct ou_str cell, const char *name)
{
	return ou_str_caseeq(ou_str_trim(cell), ou_str_c(name));
}

static void
find_columns(struct reader *r, const struct form *form,
    const struct ou_csv_row *header)
{
	const struct column *c;
	uint32_t i;

	for (i = 0; i < N_FIELDS; i++)
		r->columns[i] = -1;
	if (form->columns == NULL) {
		r->columns[SKU] = 0;
		r->columns[ON_HAND] = 1;
		return;
	}
	for (c = form->columns; c->name != NULL; c++) {
		for (i = 0; r->columns[c->field] < 0 && i < header->n; i++) {
			if (same_name(header->cells[i], c->name))
				r->columns[c->field] = (int)i;
		}
	}
}

static bool
has_column(const struct ou_csv_row *header, const char *name)
{
	uint32_t i;

	for (i = 0; i < header->n; i++) {
		if (same_name(header->cells[i], name))
			return true;
	}
	return false;
}

static bool
form_fits(struct reader *r, const struct form *form,
    const struct ou_csv_row *header)
{
	size_t i;

	if (form->columns == NULL)
		return header->n == 2;
	find_columns(r, form, header);
	for (i = 0; form->needs[i] != N_FIELDS; i++) {
		if (r->columns[form->needs[i]] < 0)
			return false;
	}
	if (form->columns == fba_columns)
		return has_column(header, "seller-sku") ||
		    r->columns[AVAILABLE] >= 0;
	return r->columns[ON_HAND] >= 0 || r->columns[AVAILABLE] >= 0;
}

static int
choose_form(struct reader *r, const struct ou_csv_row *header)
{
	struct ou_stock_import *im = r->im;
	const struct form *f;

	for (f = forms; f->name != NULL; f++) {
		if (im->format != NULL ? strcmp(im->format, f->name) == 0
		    : form_fits(r, f, header))
			break;
	}
	if (f->name == NULL && im->format != NULL)
		return ou_err_set(r->err, OU_ERR_USAGE, OU_DIAG_FORMAT,
		    "'%s' is no form of stock file", im->format);
	if (f->name == NULL || !form_fits(r, f, header))
		return ou_err_set(r->err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
		    "no stock file%s%s: looked for sku and onHand, SKU and "
		    "Location, seller-sku, or two columns", f->name != NULL
		    ? " of the form " : "", f->name != NULL ? f->name : "");
	find_columns(r, f, header);
	r->form = f;
	im->found = f->name;
	im->why = f->why;
	return 0;
}

/* --- rows --- */

/* What spreadsheets put around a value so that it stays text. */
static struct ou_str
plain_text(struct ou_str s)
{
	if (s.n > 0 && s.p[0] == '\'')
		return ou_str_sub(s, 1, s.n - 1);
	if (s.n > 3 && ou_str_starts(s, "=\"") && s.p[s.n - 1] == '"')
		return ou_str_sub(s, 2, s.n - 3);
	return s;
}

static int
read_quantity(struct reader *r, const struct ou_csv_row *row, enum field f,
    struct ou_quantity *to)
{
	struct ou_str s = plain_text(cell_of(r, row, f));
	int ok;

	if (s.n == 0 || ou_str_caseeq(s, OU_STR("not stocked")))
		return 0;
	if (r->form->columns == book_columns)
		ok = ou_quantity_parse(to, s, r->err);
	else {
		ok = ou_number_parse(&to->v, s, OU_QUANTITY_SCALE,
		    &r->im->numbers, r->err);
		to->given = ok == 0;
	}
	return ok == 0 ? 0 : ou_err_in(r->err, "%s", field_names[f]);
}

static int
read_dates(struct reader *r, const struct ou_csv_row *row)
{
	struct ou_str s = cell_of(r, row, EXPIRY);

	if (s.n != 0 && ou_date_parse(&r->level.expiry_date, s, r->err) != 0)
		return ou_err_in(r->err, "expiryDate");
	s = cell_of(r, row, AT);
	if (s.n != 0 && ou_time_parse(&r->level.at, s, r->err) != 0)
		return ou_err_in(r->err, "at");
	return 0;
}

static int
read_row(struct reader *r, const struct ou_csv_row *row)
{
	struct ou_stock_level *l = &r->level;

	memset(l, 0, sizeof(*l));
	r->available = (struct ou_quantity){ 0, false };
	l->type = OU_STR("StockLevel");
	l->schema = OU_STR("stock-level/1");
	l->sku = plain_text(cell_of(r, row, SKU));
	l->gtin = cell_of(r, row, GTIN);
	l->location = cell_of(r, row, LOCATION);
	l->lot = cell_of(r, row, LOT);
	l->status = cell_of(r, row, STATUS);
	l->owner = cell_of(r, row, OWNER);
	l->from = r->im->from;
	if (l->location.n == 0)
		l->location = r->im->location;
	if (l->sku.n == 0) {
		ou_err_set(r->err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "no item number");
		return ou_err_in(r->err, "sku");
	}
	if (read_quantity(r, row, ON_HAND, &l->on_hand) != 0 ||
	    read_quantity(r, row, RESERVED, &l->reserved) != 0 ||
	    read_quantity(r, row, SAFETY, &l->safety) != 0 ||
	    read_quantity(r, row, INCOMING, &l->incoming) != 0 ||
	    read_quantity(r, row, AVAILABLE, &r->available) != 0 ||
	    read_dates(r, row) != 0)
		return -1;
	return r->form->finish(r, row);
}

int
ou_stock_refuse(struct ou_stock_import *im, const struct ou_err *err)
{
	struct ou_reject r;
	struct ou_origin o;

	memset(&r, 0, sizeof(r));
	memset(&o, 0, sizeof(o));
	im->rejects++;
	r.code = ou_str_c(ou_diag_name(err->code));
	r.reason = ou_str_c(err->text);
	r.field = ou_str_c(err->field);
	r.format = ou_str_c(im->found);
	r.source = &o;
	o.file = im->file;
	o.line = (struct ou_integer){ (int64_t)im->row->line, true };
	o.byte = (struct ou_integer){ (int64_t)im->row->byte, true };
	ou_base64_unless_text(&im->arena, im->row->raw, &r.raw,
	    &r.raw_base64);
	ou_base64_unless_text(&im->arena, im->header, &r.envelope,
	    &r.envelope_base64);
	return im->reject(im->arg, &r);
}

/* One row, good or bad: 0, or -1 to stop. */
static int
take_row(struct reader *r, const struct ou_csv_row *row)
{
	struct ou_stock_import *im = r->im;
	struct ou_origin origin;
	int x;

	im->row = row;
	im->rows++;
	memset(r->err, 0, sizeof(*r->err));
	x = read_row(r, row);
	if (x < 0)
		return ou_stock_refuse(im, r->err);
	if (x == 0) {
		im->left_out++;
		return 0;
	}
	memset(&origin, 0, sizeof(origin));
	origin.format = ou_str_c(r->form->name);
	origin.file = im->file;
	origin.line = (struct ou_integer){ (int64_t)row->line, true };
	r->level.source = &origin;
	im->levels++;
	return im->level(im->arg, &r->level);
}

/* A plain list may begin with its first item at once. */
static bool
header_is_row(const struct reader *r, const struct ou_csv_row *header)
{
	int64_t v;

	return r->form->columns == NULL && header->n == 2 &&
	    ou_number_parse(&v, ou_str_trim(header->cells[1]),
	    OU_QUANTITY_SCALE, &r->im->numbers, NULL) == 0;
}

static int
read_rows(struct reader *r, struct ou_csv *csv)
{
	struct ou_csv_row row;
	int x;

	for (;;) {
		ou_arena_reset(&r->im->arena);
		x = ou_csv_next(csv, &row, r->err);
		if (x == 0)
			return 0;
		r->im->row = &row;
		if (x > 0)
			x = take_row(r, &row);
		else if (r->err->kind == OU_ERR_RECORD) {
			r->im->rows++;
			x = ou_stock_refuse(r->im, r->err);
		}
		if (x < 0)
			return -1;
	}
}

int
ou_stock_read(struct ou_stock_import *im, struct ou_source *src,
    struct ou_err *err)
{
	struct ou_csv_options options = { .charset = im->charset,
	    .loose_header = true };
	struct reader r = { .im = im, .err = err };
	const struct ou_csv_row *header;
	struct ou_arena keep = OU_ARENA_INIT;
	struct ou_csv *csv;
	int x;

	im->file = ou_str_c(ou_source_name(src));
	im->rows = im->levels = im->rejects = im->left_out = 0;
	if ((csv = ou_csv_new(src, &options, err)) == NULL)
		return -1;
	header = ou_csv_header(csv);
	x = choose_form(&r, header);
	if (x == 0 && header_is_row(&r, header)) {
		im->header = OU_STR_NONE;
		x = take_row(&r, header);
	} else if (x == 0)
		im->header = ou_str_dup(&keep, header->raw);
	if (x == 0)
		x = read_rows(&r, csv);
	ou_csv_free(csv);
	ou_arena_release(&keep);
	return x;
}
