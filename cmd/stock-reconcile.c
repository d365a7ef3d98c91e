/*
 * stock-reconcile: what several systems say about the same stock.
 */
#include <string.h>

#include "ou/book/book.h"
#include "ou/cli/command.h"
#include "ou/formats/stock.h"
#include "ou/io/file.h"
#include "ou/render/differences.h"
#include "ou/rules/reconcile.h"

static int by, duplicates, decimal;
static const char *tolerance, *location, *charset;

static const struct ou_option options[] = {
	{ 0, "by", "location|lot|item", OU_OPTION_CHOICE, &by,
	    "what is added up and compared" },
	{ 0, "tolerance", "N|N%", OU_OPTION_TEXT, &tolerance,
	    "differences up to this pass" },
	{ 0, "location", "PLACE", OU_OPTION_TEXT, &location,
	    "where rows that name no place are" },
	{ 0, "duplicates", "reject|sum", OU_OPTION_CHOICE, &duplicates,
	    "the same item and place twice in a source" },
	{ 0, "decimal", "none|comma|point", OU_OPTION_CHOICE, &decimal,
	    "decimal mark of foreign files" },
	{ 0, "charset", "NAME", OU_OPTION_TEXT, &charset,
	    "character set of foreign files (utf-8)" },
	{ 0, NULL, NULL, OU_OPTION_FLAG, NULL, NULL },
};

/* A source of figures: NAME[@PLACE]=FILE, or a file by its own name. */
struct origin {
	struct ou_str name;
	struct ou_str location;
	const char *path;
};

static struct origin origins[OU_RECONCILE_SOURCES];
static int n_origins, current = -1;
static struct ou_str names[OU_RECONCILE_SOURCES];
static struct ou_settings settings;
static struct ou_reconcile_options rules;
static struct ou_reconciler *reconciler;
static struct ou_rows codes;
static struct ou_index *by_code;
static enum ou_charset charset_of_files;
static const struct ou_record_type *level_type, *difference_type, *move_type;
static bool emit_moves, broken;
static struct ou_sink *print_sink, *file_sink;

/* The last part of a path, without what is behind its point. */
static struct ou_str
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct ou_str s = ou_str_c(slash != NULL ? slash + 1 : path);
	ptrdiff_t dot = ou_str_find(s, '.');

	return dot > 0 ? ou_str_sub(s, 0, (size_t)dot) : s;
}

static const char *
operand(struct ou_run *run, const char *text)
{
	struct ou_str rest = ou_str_c(text), name;
	struct origin *o;

	if (n_origins == OU_RECONCILE_SOURCES) {
		ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "more than %d sources", OU_RECONCILE_SOURCES);
		return NULL;
	}
	o = &origins[n_origins++];
	if (ou_file_exists(text) || ou_str_find(rest, '=') <= 0) {
		o->path = text;
		o->name = strcmp(text, "-") == 0 ? OU_STR("stdin")
		    : base_name(text);
		return text;
	}
	ou_str_split(&rest, '=', &name);
	o->path = rest.p;
	o->location = name;
	ou_str_split(&o->location, '@', &o->name);
	if (o->name.n != 0 && *o->path != '\0')
		return o->path;
	ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
	    "'%s' is not NAME[@PLACE]=FILE", text);
	return NULL;
}

static int
read_tolerance(struct ou_run *run)
{
	struct ou_str s = ou_str_c(tolerance != NULL ? tolerance : "0");

	rules.percent = ou_str_ends(s, "%");
	if (rules.percent)
		s.n--;
	if (ou_quantity_parse(&rules.tolerance, s, NULL) == 0 &&
	    rules.tolerance.v >= 0)
		return 0;
	return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
	    "option --tolerance: '%s' is neither a quantity nor a percentage",
	    tolerance);
}

static int
check_options(struct ou_run *run)
{
	static const enum ou_reconcile_by ways[] = { OU_RECONCILE_LOCATION,
	    OU_RECONCILE_LOT, OU_RECONCILE_ITEM };

	if (run->emit != NULL && strcmp(run->emit, "StockMove") != 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --emit: '%s' is not StockMove", run->emit);
	if (run->print != NULL && strcmp(run->print, "-") != 0 &&
	    !ou_str_ends(ou_str_c(run->print), ".txt"))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --print: '%s' does not end in .txt", run->print);
	if (run->as != NULL && strcmp(run->as, "csv") != 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --as: '%s' is not csv", run->as);
	if (charset != NULL) {
		charset_of_files = ou_charset_find(ou_str_c(charset));
		if (charset_of_files == OU_CHARSET_UNKNOWN)
			return ou_err_set(&run->err, OU_ERR_USAGE,
			    OU_DIAG_USAGE, "option --charset: '%s' is not "
			    "known", charset);
	}
	emit_moves = run->emit != NULL;
	rules.by = ways[by];
	rules.sum = duplicates == 1;
	return read_tolerance(run);
}

/* Two files of one name are two sources all the same: stock, stock-2. */
static struct ou_str
unique_name(struct ou_run *run, int i)
{
	struct ou_str name = origins[i].name;
	int n = 1, k;

	for (k = 0; k < i; k++) {
		if (!ou_str_eq(names[k], name))
			continue;
		name = ou_str_printf(&run->arena, "%.*s-%d",
		    OU_STR_ARG(origins[i].name), ++n);
		k = -1;
	}
	return name;
}

static int
begin(struct ou_run *run)
{
	struct ou_arena *a = &run->arena;
	int i;

	if (check_options(run) != 0 ||
	    ou_book_settings(a, run->book, &settings, &run->err) != 0 ||
	    ou_book_load(a, run->book, "item-codes", NULL, &codes,
	    &run->err) != 0)
		return -1;
	by_code = ou_index_new(a, &codes, &ou_item_code_table,
	    OU_FIELD(item_code, code));
	if (n_origins == 0)
		origins[n_origins++] = (struct origin){
		    .name = OU_STR("stdin"), .path = "-" };
	reconciler = ou_reconciler_new(a, &rules);
	for (i = 0; i < n_origins; i++) {
		names[i] = unique_name(run, i);
		origins[i].name = names[i];
		ou_reconciler_source(reconciler, names[i]);
	}
	/* Once foreign files are read, nothing can be opened any more. */
	if (run->print != NULL &&
	    (print_sink = ou_run_side(run, run->print)) == NULL)
		return -1;
	if (run->file != NULL &&
	    (file_sink = ou_run_side(run, run->file)) == NULL)
		return -1;
	level_type = ou_record_type_find(OU_STR("StockLevel"));
	difference_type = ou_record_type_find(OU_STR("StockDifference"));
	move_type = ou_record_type_find(OU_STR("StockMove"));
	return 0;
}

/* --- reading --- */

/* The source's own code and unit into ours. */
static int
our_item(struct ou_stock_level *l, struct ou_err *err)
{
	struct ou_quantity *figures[] = { &l->on_hand, &l->reserved,
	    &l->safety, &l->incoming };
	const struct ou_item_code *code;
	size_t i;

	for (code = ou_index_find(by_code, l->sku); code != NULL;
	    code = ou_index_next(by_code, code)) {
		if (ou_str_eq(code->party, origins[current].name))
			break;
	}
	if (code == NULL)
		return 0;
	l->sku = code->sku;
	for (i = 0; code->factor.given && i < 4; i++) {
		if (figures[i]->given && ou_quantity_convert(figures[i],
		    *figures[i], code->factor, err) != 0)
			return -1;
	}
	return 0;
}

static int
count(struct ou_run *run, struct ou_stock_level *l)
{
	if (l->location.n == 0)
		l->location = origins[current].location.n != 0
		    ? origins[current].location : location != NULL
		    ? ou_str_c(location) : settings.location;
	if (our_item(l, &run->err) != 0)
		return -1;
	return ou_reconciler_level(reconciler, current, l, &run->err);
}

/* What the readers of foreign files hand back to us. */
struct reading {
	struct ou_run *run;
	struct ou_stock_import *import;
};

static int
take_level(void *arg, struct ou_stock_level *l)
{
	struct reading *r = arg;

	if (count(r->run, l) != 0)
		return ou_stock_refuse(r->import, &r->run->err);
	return ou_run_write_struct(r->run, level_type, l);
}

static int
take_reject(void *arg, struct ou_reject *reject)
{
	struct reading *r = arg;

	return ou_run_reject(r->run, reject);
}

/* A StockLevel record of our own: it goes on with what we know better. */
static enum ou_answer
take_record(struct ou_run *run, struct ou_record *record, void *object)
{
	static const int fields[] = { OU_FIELD(stock_level, sku),
	    OU_FIELD(stock_level, location), OU_FIELD(stock_level, on_hand),
	    OU_FIELD(stock_level, reserved), OU_FIELD(stock_level, safety),
	    OU_FIELD(stock_level, incoming), OU_FIELD(stock_level, from) };
	struct ou_stock_level *l = object;
	size_t i;

	if (!l->on_hand.given) {
		ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "what is on hand is not said");
		ou_err_in(&run->err, "onHand");
		return OU_REJECT;
	}
	if (l->from.n == 0)
		l->from = origins[current].name;
	if (count(run, l) != 0)
		return OU_REJECT;
	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		ou_record_put(record, &ou_stock_level_table, l, fields[i]);
	return OU_PASS;
}

/* Records begin with a brace, tables do not.  A file of nothing is no table:
 * who exports an empty stock writes a header. */
static bool
is_json(struct ou_source *source, struct ou_err *err)
{
	struct ou_str head = ou_source_fill(source, 64, err);

	if (head.p == NULL)
		return false;
	head = ou_str_trim(head);
	return head.n > 0 && head.p[0] == '{';
}

static int
read_foreign(struct ou_run *run, struct ou_source *source)
{
	static const char marks[] = { 0, ',', '.' };
	struct ou_stock_import im;
	struct reading r = { .run = run, .import = &im };
	int x;

	memset(&im, 0, sizeof(im));
	im.format = run->from;
	im.from = origins[current].name;
	im.location = origins[current].location;
	im.charset = charset_of_files;
	im.numbers.decimal = marks[decimal];
	im.arg = &r;
	im.level = take_level;
	im.reject = take_reject;
	x = ou_stock_read(&im, source, &run->err);
	run->records += im.rows;
	ou_arena_release(&im.arena);
	if (x == 0) {
		ou_err_set(&run->err, OU_ERR_NONE, OU_DIAG_NONE, "read as %s, "
		    "by %s; left out: %u", im.found, im.why,
		    (unsigned)im.left_out);
		ou_run_message(run, OU_NOTE, &run->err);
	}
	return x;
}

static int
input(struct ou_run *run, struct ou_source *source)
{
	const char *name = ou_source_name(source);
	bool csv = run->from != NULL && strcmp(run->from, "csv") == 0;
	bool json = run->from != NULL ? strcmp(run->from, "json") == 0
	    : is_json(source, &run->err);
	int x;

	do
		current++;
	while (current < n_origins - 1 &&
	    strcmp(origins[current].path, name) != 0);
	if (json || csv)
		x = ou_run_stream(run, source, csv ? OU_STREAM_CSV
		    : OU_STREAM_JSONL, "StockLevel", NULL, take_record);
	else
		x = read_foreign(run, source);
	if (x != 0)
		broken = true;
	return x;
}

/* --- the end --- */

static void
fill_move(struct ou_run *run, const struct ou_stock_difference *d,
    struct ou_stock_move *m)
{
	char date[10];
	struct ou_str day = { date, ou_date_text(date, run->now.date) };
	struct ou_arena *a = &run->arena;

	memset(m, 0, sizeof(*m));
	m->type = OU_STR("StockMove");
	m->schema = OU_STR("stock-move/1");
	m->id = ou_str_printf(a, "%.*s:count-%.*s:%.*s:%.*s:%.*s:%.*s",
	    OU_STR_ARG(names[0]), OU_STR_ARG(day), OU_STR_ARG(d->sku),
	    OU_STR_ARG(d->location), OU_STR_ARG(d->lot),
	    OU_STR_ARG(d->status));
	m->at = run->now;
	m->sku = d->sku;
	m->location = d->location;
	m->lot = d->lot;
	m->status = d->status;
	m->owner = d->owner;
	m->quantity = d->adjustment;
	m->reason = OU_STR("count");
	m->reference = ou_str_printf(a, "count-%.*s", OU_STR_ARG(day));
}

static int
write_records(struct ou_run *run, const struct ou_stock_difference *rows,
    uint32_t n)
{
	struct ou_stock_move move;
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (ou_run_write_struct(run, difference_type, &rows[i]) != 0)
			return -1;
		if (!emit_moves || !rows[i].adjustment.given)
			continue;
		fill_move(run, &rows[i], &move);
		if (ou_run_write_struct(run, move_type, &move) != 0)
			return -1;
	}
	return 0;
}

static int
end(struct ou_run *run)
{
	struct ou_differences d;
	char time[OU_TIME_MAX];

	if (broken) {
		ou_err_set(&run->err, OU_ERR_DAMAGED, OU_DIAG_STOCK,
		    "nothing is compared, because a source was not read to "
		    "its end");
		ou_run_message(run, OU_ERROR, &run->err);
		return 0;
	}
	memset(&d, 0, sizeof(d));
	d.rows = ou_reconciler_compare(reconciler, &d.n);
	d.sources = names;
	d.n_sources = (uint32_t)n_origins;
	d.compared = ou_reconciler_compared(reconciler);
	d.printed = ou_str_dup(&run->arena, (struct ou_str){ time,
	    ou_time_text(time, &run->now) });
	run->differs = d.n != 0;
	if (write_records(run, d.rows, d.n) != 0)
		return -1;
	if (print_sink != NULL)
		ou_differences_print(&d, &run->arena, print_sink);
	if (file_sink != NULL)
		ou_differences_csv(&d, file_sink);
	return 0;
}

static const struct ou_command command = {
	.name = "stock-reconcile",
	.title = "compare what several systems say about the same stock",
	.operands = "[[NAME[@PLACE]=]FILE...]",
	.options = options,
	.flags = OU_HAS_PRINT | OU_HAS_FILE | OU_HAS_EMIT | OU_NO_EXPLAIN,
	.type = "StockLevel",
	.formats = "json|csv|book|shopify|fba|plain",
	.begin = begin,
	.operand = operand,
	.input = input,
	.end = end,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
