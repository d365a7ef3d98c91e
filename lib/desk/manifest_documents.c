#include <string.h>

#include "manifest.h"
#include "ou/formats/carrier.h"
#include "ou/io/file.h"

#define MAP_MAX 1048576

/* The slips and files of the carriers. */

static const struct ou_map *
load_map(struct ou_run *run, const char *name)
{
	const char *file = ou_str_printf(&run->arena, "maps/%s.map", name).p;
	struct ou_str text;

	file = ou_run_book_file(run, file);
	if (ou_file_load(&run->arena, file, MAP_MAX, &text, &run->err) != 0)
		return NULL;
	return ou_map_parse(&run->arena, file, text, &run->err);
}

int
ou_manifest_options(struct ou_manifest *x, struct ou_run *run)
{
	const char *p = run->print;

	if (run->emit != NULL && strcmp(run->emit, "Shipment") != 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --emit: '%s' is not Shipment", run->emit);
	x->emit = run->emit != NULL;
	x->file_is_folder = run->file != NULL && ou_file_is_folder(run->file);
	x->print_is_folder = p != NULL && ou_file_is_folder(p);
	if (p != NULL && !x->print_is_folder && strcmp(p, "-") != 0 &&
	    !ou_str_ends(ou_str_c(p), ".txt"))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --print: '%s' does not end in .txt", p);
	if (run->as == NULL || strcmp(run->as, "csv") == 0)
		return 0;
	return (x->as_map = load_map(run, run->as)) != NULL ? 0 : -1;
}

/* A file that holds several carriers has one form: --as, else our own CSV.
 * A file of one carrier is in that carrier's form. */
static int
choose_map(struct ou_manifest *x, struct ou_run *run,
    struct ou_carrier_documents *m, const struct ou_carrier *row)
{
	m->map = x->as_map;
	if (run->file == NULL || run->as != NULL || row == NULL ||
	    row->map.n == 0 || (!x->file_is_folder && x->carrier == NULL))
		return 0;
	m->map = load_map(run, ou_str_cdup(&run->arena, row->map));
	return m->map != NULL ? 0 : -1;
}

struct ou_carrier_documents *
ou_manifest_documents(struct ou_manifest *x, struct ou_run *run,
    struct ou_str carrier, const struct ou_carrier *row)
{
	struct ou_carrier_documents **at = &x->documents, *m;
	struct ou_arena *a = &run->arena;

	while (*at != NULL && ou_str_cmp((*at)->carrier, carrier) < 0)
		at = &(*at)->next;
	if (*at != NULL && ou_str_eq((*at)->carrier, carrier))
		return *at;
	m = ou_arena_zalloc(a, sizeof(*m));
	m->carrier = ou_str_dup(a, carrier);
	m->slip.carrier = m->carrier;
	m->slip.manifest = ou_str_printf(a, "%.*s-%s", OU_STR_ARG(carrier),
	    x->name);
	m->slip.date = x->date;
	m->file_end = &m->file;
	if (x->settings.seller != NULL)
		m->slip.sender = x->settings.seller->name;
	if (choose_map(x, run, m, row) != 0)
		return NULL;
	m->next = *at;
	*at = m;
	return m;
}

static int
keep_chunk(struct ou_manifest *x, struct ou_run *run,
    struct ou_carrier_documents *m)
{
	struct chunk *c = ou_arena_zalloc(&run->arena, sizeof(*c));

	c->text = ou_str_dup(&run->arena, ou_buf_str(&x->scratch));
	*m->file_end = c;
	m->file_end = &c->next;
	return 0;
}

/* A shipment's rows of the carrier's file. */
static int
write_rows(struct ou_manifest *x, struct ou_run *run,
    struct ou_carrier_documents *m, const struct ou_shipment *s)
{
	int r;

	ou_buf_clear(&x->scratch);
	if (m->map == NULL) {
		ou_carrier_csv(s, &x->scratch);
		return keep_chunk(x, run, m);
	}
	r = ou_map_export(m->map, &run->record_arena, s, &x->scratch,
	    &run->err);
	if (r < 0)
		return r;
	keep_chunk(x, run, m);
	if (r == 0)
		return 0;
	/* Something was cut to the width of its column. */
	ou_err_in(&run->err, "%.*s", OU_STR_ARG(s->id));
	ou_run_message(run, OU_WARNING, &run->err);
	return 0;
}

/* All shipments of an order, or none. */
int
ou_manifest_gather(struct ou_manifest *x, struct ou_run *run,
    struct ou_carrier_documents *m, const struct ou_shipment *shipments,
    uint32_t n)
{
	struct chunk **before = m->file_end;
	uint32_t i;

	for (i = 0; run->file != NULL && i < n; i++) {
		if (write_rows(x, run, m, &shipments[i]) == 0)
			continue;
		m->file_end = before;
		*before = NULL;
		return -1;
	}
	for (i = 0; run->print != NULL && i < n; i++)
		ou_slip_add(&m->slip, &run->arena, &shipments[i]);
	return 0;
}

static void
put_header(struct ou_sink *sink, const struct ou_map *map)
{
	struct ou_buf b = OU_BUF_INIT;

	if (map != NULL)
		ou_map_export_header(map, &b);
	else
		ou_carrier_csv_header(&b);
	ou_sink_puts(sink, ou_buf_str(&b));
	ou_buf_release(&b);
}

static int
write_files(struct ou_manifest *x, struct ou_run *run)
{
	struct ou_sink *sink = NULL;
	struct ou_carrier_documents *m;
	struct chunk *c;

	if (!x->file_is_folder) {
		if ((sink = ou_run_side(run, run->file)) == NULL)
			return -1;
		put_header(sink, x->as_map != NULL ? x->as_map :
		    x->carrier != NULL && x->documents != NULL ?
		    x->documents->map : NULL);
	}
	for (m = x->documents; m != NULL; m = m->next) {
		if (x->file_is_folder) {
			sink = ou_folder_open(&x->folder, run, run->file,
			    m->slip.manifest, ".csv");
			if (sink == NULL)
				return -1;
			put_header(sink, m->map);
		}
		for (c = m->file; c != NULL; c = c->next)
			ou_sink_puts(sink, c->text);
	}
	return 0;
}

static int
write_slips(struct ou_manifest *x, struct ou_run *run)
{
	struct ou_text_page page;
	struct ou_carrier_documents *m;
	bool first = true;

	memset(&page, 0, sizeof(page));
	if (!x->print_is_folder &&
	    (page.sink = ou_run_side(run, run->print)) == NULL)
		return -1;
	if (x->documents == NULL && !x->print_is_folder) {
		page.title = OU_STR("Deposit slip");
		ou_text_begin(&page);
		ou_text_line(&page, OU_STR("Nothing goes out."));
	}
	for (m = x->documents; m != NULL; m = m->next) {
		if (x->print_is_folder && (page.sink = ou_folder_open(
		    &x->folder, run, run->print, m->slip.manifest, ".txt"))
		    == NULL)
			return -1;
		ou_slip_print(&m->slip, &run->arena, &page,
		    first || x->print_is_folder);
		first = false;
	}
	return 0;
}

int
ou_manifest_end(struct ou_manifest *x, struct ou_run *run)
{
	ou_buf_release(&x->scratch);
	if (run->file != NULL && write_files(x, run) != 0)
		return -1;
	return run->print != NULL ? write_slips(x, run) : 0;
}
