#include <string.h>

#include "map_run.h"

/*
 * A map meets a file: what stands in front of the header, which column is
 * where, and whether the map fits at all.
 */

/* --- columns --- */

static int
find_column(struct map_run *r, const struct map_column *c, int *out,
    struct ou_err *err)
{
	const struct ou_csv_row *header = ou_csv_header(r->rows.csv);
	const struct ou_str *names = r->m->no_header ? r->m->names :
	    header->cells;
	uint32_t i, n = r->m->no_header ? r->m->n_names : header->n;
	int64_t v;

	for (i = 0; i < n; i++) {
		if (ou_str_eq(ou_str_trim(names[i]), c->name)) {
			*out = (int)i;
			return 0;
		}
	}
	*out = -1;
	if (c->name.n > 0 && *c->name.p >= '1' && *c->name.p <= '9' &&
	    ou_decimal_parse(&v, c->name, 0, OU_DECIMAL_PLAIN, NULL,
	    NULL) == 0 && v <= 1024) {
		*out = (int)v - 1;
		return 0;
	}
	if (c->optional)
		return 0;
	return ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_MAP,
	    "the file has no column '%.*s', which line %u of %s reads",
	    OU_STR_ARG(c->name), c->line, r->m->name);
}

static int
find_columns(struct map_run *r, struct ou_err *err)
{
	uint32_t i;

	r->cell_of = ou_arena_array(&r->run, r->m->n_columns,
	    sizeof(*r->cell_of));
	for (i = 0; i < r->m->n_columns; i++) {
		if (find_column(r, &r->m->columns[i], &r->cell_of[i],
		    err) != 0)
			return ou_err_at(err, ou_source_name(r->rows.src),
			    ou_csv_header(r->rows.csv)->line, 0);
	}
	return 0;
}

/* Where the header is: behind so many lines, from one that looks like it. */
static bool
begins(void *arg, struct ou_str line)
{
	struct map_run *r = arg;

	if (r->front < r->m->skip) {
		r->front++;
		return false;
	}
	return r->m->skip_until.n == 0 ||
	    ou_map_glob(r->m->skip_until, ou_str_trim(line));
}

static struct ou_csv_options
csv_options(struct map_run *r, const struct ou_import *im)
{
	const struct ou_map *m = r->m;
	struct ou_csv_options o = {
		.separator = m->separator, .quote = m->quote,
		.charset = im != NULL && im->charset != OU_CHARSET_UNKNOWN ?
		    im->charset : m->charset,
		.cell_max = im != NULL ? im->field_max : 0,
		.no_header = m->no_header, .loose_header = true,
		.begins = m->skip > 0 || m->skip_until.n > 0 ? begins : NULL,
		.begins_arg = r,
	};

	return o;
}

/* "maps/grossiste.map" is the map "grossiste". */
static struct ou_str
short_name(const char *name)
{
	const char *slash = strrchr(name, '/');
	struct ou_str s = ou_str_c(slash != NULL ? slash + 1 : name);

	if (ou_str_ends(s, ".map"))
		s.n -= 4;
	return s;
}

static void
set_up(struct map_run *r)
{
	r->cells = (struct map_cells){ ou_map_run_cell, r, &r->one };
	r->forms = r->m->forms;
	if (ou_source_is_table(r->rows.src)) {
		/* what is a number or date in a workbook is one without
		 * doubt; what is text may be either */
		r->forms.number = (struct ou_number_form){ 0 };
		r->forms.iso = true;
	}
	r->seed = ou_str_hash(OU_STR("rows"));
	r->forms.year = r->rows.im->year;
	r->rows.arg = r;
	r->rows.ignore = r->m->n_ignore > 0 ? ou_map_run_ignores : NULL;
	if (ou_map_of_prices(r->m)) {
		r->rows.begin = ou_map_catalogue_begin;
		r->rows.row = ou_map_catalogue_row;
		r->rows.end = ou_map_catalogue_end;
	} else {
		r->rows.key = ou_map_run_key;
		r->rows.begin = ou_map_run_begin;
		r->rows.row = ou_map_run_row;
		r->rows.end = ou_map_run_end;
	}
	ou_buf_init(&r->scratch, 0);
	ou_buf_init(&r->key, 0);
	ou_buf_init(&r->reason, 0);
	ou_buf_init(&r->one, 0);
}

static int
run(struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	struct map_run r = { .m = im->map, .rows = {
		.im = im, .src = src, .format = "map" } };
	struct ou_csv_options options;
	int rc = 0;

	if (im->map == NULL)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_MAP,
		    "the format needs a map");
	if (im->map->export.given)
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_MAP,
		    "%s is a map for writing", im->map->name);
	if (ou_map_of_prices(im->map) != (im->catalogue != NULL))
		return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_MAP,
		    "%s is a map of %s", im->map->name, im->catalogue !=
		    NULL ? "orders: one of price lists says 'record "
		    "PriceCatalogue'" : "price lists: price-quote --import "
		    "reads them");
	set_up(&r);
	options = csv_options(&r, im);
	r.rows.map = short_name(r.m->name);
	if ((r.rows.csv = ou_csv_new(src, &options, err)) == NULL)
		rc = -1;
	if (rc == 0 && (rc = find_columns(&r, err)) == 0)
		rc = ou_rows_run(&r.rows, err);
	ou_csv_free(r.rows.csv);
	ou_buf_release(&r.scratch);
	ou_buf_release(&r.key);
	ou_buf_release(&r.reason);
	ou_buf_release(&r.one);
	ou_arena_release(&r.run);
	return rc;
}

/* --- detection --- */

static bool
has_columns(const struct ou_map *m, const struct ou_csv_row *header)
{
	uint32_t i, k;

	for (i = 0; i < m->n_match; i++) {
		for (k = 0; k < header->n && !ou_str_eq(ou_str_trim(
		    header->cells[k]), m->match[i]); k++)
			continue;
		if (k == header->n)
			return false;
	}
	return true;
}

bool
ou_map_of_prices(const struct ou_map *m)
{
	return m->root == &ou_map_catalogues;
}

bool
ou_map_matches(const struct ou_map *m, struct ou_str head, bool table)
{
	struct map_run r = { .m = m };
	struct ou_csv_options options = csv_options(&r, NULL);
	struct ou_csv *csv = NULL;
	struct ou_err err;
	bool yes = false;

	if (m->n_match == 0 || m->no_header || m->export.given)
		return false;
	if (table) {
		options.separator = ',';
		options.quote = '"';
		options.charset = OU_CHARSET_UTF8;
	}
	r.rows.src = ou_source_memory("head", head);
	if ((csv = ou_csv_new(r.rows.src, &options, &err)) != NULL)
		yes = has_columns(m, ou_csv_header(csv));
	ou_csv_free(csv);
	ou_source_close(r.rows.src);
	return yes;
}

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	/* a map says itself what it fits: ou_map_matches */
	(void)a, (void)head, (void)name, (void)why;
	return 0;
}

const struct ou_format ou_format_map = {
	"map", "CSV or TSV by a map file", detect, run, false
};
