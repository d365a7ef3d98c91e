#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ou/base/base64.h"
#include "ou/book/book.h"
#include "ou/cli/command.h"
#include "ou/formats/maps.h"
#include "ou/io/file.h"

/*
 * order-import: partners' and shops' files in, orders out.  Every file is
 * looked at on its own: a broken one does not stop the others.
 */
#define HEAD ((size_t)64 << 10)		/* what detection sees */
#define WHOLE_MAX ((size_t)1 << 20)	/* of a file that nobody knows */
#define REMEMBER_MAX ((uint64_t)1 << 26)

static const char *map_name, *channel, *charset;
static bool strict;
static uint64_t message_max, field_max, lines_max, remember = 65536;

static const struct ou_option options[] = {
	{ 'm', "map", "NAME", OU_OPTION_TEXT, &map_name,
	  "read CSV by this map of the book, or file" },
	{ 'c', "channel", "NAME", OU_OPTION_TEXT, &channel,
	  "where the orders come from" },
	{ 's', "strict", NULL, OU_OPTION_FLAG, &strict,
	  "refuse what has findings" },
	{ 0, "charset", "NAME", OU_OPTION_TEXT, &charset,
	  "character set, before what the file says" },
	{ 0, "max-message", "SIZE", OU_OPTION_SIZE, &message_max,
	  "longest message or document (64M)" },
	{ 0, "max-field", "SIZE", OU_OPTION_SIZE, &field_max,
	  "longest element or cell (64K)" },
	{ 0, "max-lines", "N", OU_OPTION_SIZE, &lines_max,
	  "most lines of an order (100000)" },
	{ 0, "remember", "N", OU_OPTION_SIZE, &remember,
	  "orders to know again in a run (65536)" },
	{ .name = NULL },
};

static struct ou_import im;
static struct ou_settings settings;
static const struct ou_record_type *order_type;
static struct ou_map_file the_map;	/* --map */
static struct ou_map_file *maps;	/* of the book, for detection */
static uint32_t n_maps;
static bool maps_loaded;
static const struct ou_map_file *im_map;	/* the one in use, or NULL */
static struct ou_reject *fed;		/* the reject that is read again */
static char last_reason[sizeof(((struct ou_err *)NULL)->text)];

/* Orders of this run: hashes with open addressing, 0 is free. */
static uint64_t *seen, n_seen, seen_mask;

static bool
is_again(const struct ou_order *o)
{
	uint64_t h, i;

	if (remember == 0)
		return false;
	h = ou_str_hash(o->id) ^ ou_str_hash(o->document_function) << 1;
	if (h == 0)
		h = 1;
	for (i = h & seen_mask; seen[i] != 0; i = (i + 1) & seen_mask) {
		if (seen[i] == h)
			return true;
	}
	if (n_seen < remember) {
		seen[i] = h;
		n_seen++;
	}
	return false;
}

/* Nothing is lost: the second one goes on, held and reported. */
static bool
hold_again(struct ou_run *run, struct ou_order *o)
{
	struct ou_arena *a = &run->record_arena;
	const struct ou_origin *from = o->source;
	struct ou_err e = { 0 };

	if (!is_again(o))
		return false;
	ou_err_set(&e, OU_ERR_RECORD, OU_DIAG_DUPLICATE,
	    "order '%.*s' came before in this run", OU_STR_ARG(o->id));
	if (from != NULL && run->line == 0 && run->origin == NULL)
		ou_err_at(&e, ou_str_cdup(a, from->file),
		    (uint64_t)(from->segment.given ? from->segment.v
		    : from->line.v), 0);
	ou_run_message(run, OU_WARNING, &e);
	return ou_run_hold(run, o, OU_DIAG_DUPLICATE, OU_STR_NONE, NULL,
	    "an order of this id came before in the same run");
}

/* The lines that could be read went out when the others were rejected; now
 * that all can be read they would be delivered twice. */
static bool
hold_fed(struct ou_run *run, struct ou_order *o)
{
	return fed != NULL && ou_str_is(fed->code,
	    ou_diag_name(OU_DIAG_LINE)) && ou_run_hold(run, o,
	    OU_DIAG_DUPLICATE, OU_STR_NONE, NULL,
	    "this order went out before, without the lines of its reject");
}

/* --- what importers hand out --- */

static int
take_order(void *arg, struct ou_order *o)
{
	struct ou_run *run = arg;
	bool again;
	uint32_t i;

	if (fed == NULL)
		ou_arena_reset(&run->record_arena);
	else if (run->origin != NULL)
		o->source = run->origin;
	run->records++;
	again = hold_again(run, o);
	again = hold_fed(run, o) || again;
	for (i = 0; i < o->n_holds; i++) {
		if (!ou_date_given(o->holds[i].at.date))
			o->holds[i].at = run->now;
	}
	if (o->n_holds != 0 && !again)
		run->held++;
	return ou_run_write_struct(run, order_type, o);
}

static int
take_reject(void *arg, struct ou_reject *r)
{
	struct ou_run *run = arg;

	if (fed == NULL)
		ou_arena_reset(&run->record_arena);
	run->records++;
	if (im.map != NULL)
		r->map = ou_str_c(im_map->name);
	snprintf(last_reason, sizeof(last_reason), "%.*s",
	    OU_STR_ARG(r->reason));
	return ou_run_reject(run, r);
}

static void
take_finding(void *arg, const struct ou_err *finding)
{
	ou_run_message(arg, ou_diag_severity(finding->code), finding);
}

/* --- foreign files --- */

/* The zone of times without one: the map's, the channel's, the shop's. */
static int
find_zone(struct ou_run *run, const char *format)
{
	static struct ou_str last;
	static struct ou_zone *zone;
	struct ou_str name, who;

	im.zone = NULL;
	if (im_map != NULL && im_map->zone != NULL) {
		im.zone = im_map->zone;
		return 0;
	}
	who = ou_str_c(im.channel != NULL ? im.channel
	    : im_map != NULL ? im_map->name : format);
	name = ou_book_pair(settings.channel_zones, settings.n_channel_zones,
	    who);
	if (name.n == 0)
		name = settings.time_zone;
	if (name.n == 0)
		return 0;
	if (!ou_str_eq(name, last)) {
		zone = ou_zone_load(&run->arena, name, &run->err);
		last = name;
	}
	im.zone = zone;
	return zone != NULL ? 0 : -1;
}

static int
read_foreign(struct ou_run *run, struct ou_source *source,
    const struct ou_format *format, const struct ou_map_file *map)
{
	im_map = map;
	im.map = map != NULL ? map->map : NULL;
	last_reason[0] = '\0';
	if (find_zone(run, format->name) != 0)
		return -1;
	if (format->run(&im, source, &run->err) == 0)
		return 0;
	/* the reject said it already */
	if (run->err.kind == OU_ERR_DAMAGED &&
	    strcmp(run->err.text, last_reason) == 0)
		run->err.text[0] = '\0';
	return -1;
}

/* --- the stream's own records --- */

static enum ou_answer
canonical(struct ou_run *run, struct ou_record *record, void *object)
{
	struct ou_order *o = object;
	struct ou_str *function = &o->document_function;
	bool held = false;

	if (function->n == 0) {
		*function = OU_STR("original");
		ou_record_put(record, &ou_order_table, o,
		    OU_FIELD(order, document_function));
	} else if (!ou_str_is(*function, "original")) {
		held = ou_run_hold(run, o, OU_DIAG_HOLD_FUNCTION, OU_STR_NONE,
		    NULL, "the document function is %.*s, not original",
		    OU_STR_ARG(*function));
	}
	if (hold_again(run, o) || held)
		ou_record_put(record, &ou_order_table, o,
		    OU_FIELD(order, holds));
	return OU_PASS;
}

static enum ou_answer feed(struct ou_run *run, struct ou_record *record,
    void *object);
static int identify(struct ou_run *run, struct ou_str head, const char *name,
    const char *from, const struct ou_format **f,
    const struct ou_map_file **map);

/* json, csv and reject are the stream's own. */
static int
read_format(struct ou_run *run, struct ou_source *source,
    const struct ou_format *f, const struct ou_map_file *map)
{
	if (f->run != NULL)
		return read_foreign(run, source, f, map);
	if (strcmp(f->name, "reject") == 0)
		return ou_run_stream(run, source, OU_STREAM_JSONL, "Reject",
		    NULL, feed);
	return ou_run_stream(run, source, strcmp(f->name, "csv") == 0
	    ? OU_STREAM_CSV : OU_STREAM_JSONL, "Order", NULL, canonical);
}

/* The bytes of a reject, in a form that can be read again. */
static int
fed_bytes(struct ou_run *run, const struct ou_reject *r, struct ou_buf *b)
{
	struct ou_str envelope = r->envelope, raw = r->raw;
	struct ou_arena *a = &run->record_arena;

	if (r->envelope_base64.n != 0 && ou_base64_decode(a, &envelope,
	    r->envelope_base64, &run->err) != 0)
		return -1;
	if (r->raw_base64.n != 0 && ou_base64_decode(a, &raw, r->raw_base64,
	    &run->err) != 0)
		return -1;
	if (raw.n == 0)
		return ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "a reject without its bytes cannot be read again");
	ou_buf_adds(b, envelope);
	ou_buf_adds(b, raw);
	/* a line was kept without its end */
	if (ou_str_is(r->format, "json"))
		ou_buf_addc(b, '\n');
	return 0;
}

static int
feed_one(struct ou_run *run, struct ou_reject *r, struct ou_buf *bytes)
{
	struct ou_arena *a = &run->record_arena;
	const char *name = ou_str_cdup(a, run->origin->file);
	const struct ou_map_file *map;
	struct ou_map_file its;
	const struct ou_format *f;
	struct ou_source *source;
	int ret;

	if (fed_bytes(run, r, bytes) != 0 || identify(run, ou_buf_str(bytes),
	    name, r->format.n != 0 ? ou_str_cdup(a, r->format) : NULL, &f,
	    &map) != 0)
		return -1;
	if (f == NULL || strcmp(f->name, "reject") == 0)
		return ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_FORMAT,
		    r->format.n == 0 ? "still of no known format%.*s"
		    : "'%.*s' is not a format that can be read again",
		    OU_STR_ARG(r->format));
	if (r->map.n != 0) {
		if (ou_map_load(a, run->book, ou_str_cdup(a, r->map), &its,
		    &run->err) != 0)
			return -1;
		map = &its;
	}
	if (channel == NULL && r->channel.n != 0)
		im.channel = ou_str_cdup(a, r->channel);
	if (charset == NULL)
		im.charset = ou_charset_find(r->charset);
	source = ou_source_memory(name, ou_buf_str(bytes));
	ret = read_format(run, source, f, map);
	ou_source_close(source);
	return ret;
}

/* A reject, repaired or not; what still fails is the same reject again, with
 * the reason of today. */
static enum ou_answer
feed(struct ou_run *run, struct ou_record *record, void *object)
{
	struct ou_origin here = { 0 };
	struct ou_buf bytes = OU_BUF_INIT;
	struct ou_import before = im;
	uint64_t rejected = run->rejected, records = run->records;
	int ret;

	(void)record;
	fed = object;
	here.file = ou_str_c(run->source);
	here.line = (struct ou_integer){ (int64_t)run->line, true };
	run->origin = fed->source != NULL ? fed->source : &here;
	im.refeed = true;
	ret = feed_one(run, object, &bytes);
	im.refeed = false;
	im.channel = before.channel;
	im.charset = before.charset;
	ou_buf_release(&bytes);
	if (ret != 0 && run->err.kind != OU_ERR_RECORD &&
	    run->err.kind != OU_ERR_DAMAGED)
		return OU_STOP;
	if (ret != 0 && run->rejected == rejected) {
		fed->code = ou_str_c(ou_diag_name(run->err.code));
		fed->reason = ou_str_c(run->err.text);
		fed->field = ou_str_c(run->err.field);
		fed->at = run->now;
		if (ou_run_reject(run, fed) != 0)
			return OU_STOP;
	}
	/* What was in it is counted, not the reject. */
	if (run->records != records)
		run->records--;
	fed = NULL;
	run->origin = NULL;
	return OU_DROP;
}

/* --- which format --- */

static int
no_format(struct ou_run *run, struct ou_source *source)
{
	struct ou_arena *a = &run->record_arena;
	const struct ou_format *const *f;
	struct ou_buf text = OU_BUF_INIT;
	struct ou_reject r = { 0 };
	struct ou_origin from = { 0 };
	struct ou_str raw;

	ou_buf_puts(&text, "of no known format; looked for");
	for (f = ou_formats; *f != NULL; f++) {
		if (strcmp((*f)->name, "map") != 0)
			ou_buf_printf(&text, "%s %s",
			    f == ou_formats ? "" : ",", (*f)->name);
	}
	if (n_maps != 0)
		ou_buf_printf(&text, " and the %u maps of the book", n_maps);
	ou_err_set(&run->err, OU_ERR_DAMAGED, OU_DIAG_FORMAT, "%.*s",
	    OU_STR_ARG(ou_buf_str(&text)));
	ou_buf_release(&text);
	if (ou_source_all(source, a, WHOLE_MAX, &raw, NULL) != 0)
		return -1;
	from.file = ou_str_c(ou_source_name(source));
	r.source = &from;
	im.arg = run;
	if (ou_import_reject(&im, &r, raw, OU_STR_NONE, &run->err) != 0)
		return -1;
	/* it was said */
	ou_err_set(&run->err, OU_ERR_DAMAGED, OU_DIAG_FORMAT, "%s", "");
	return -1;
}

/* The format of what begins with ${head}; ${f} NULL when nothing fits. */
static int
identify(struct ou_run *run, struct ou_str head, const char *name,
    const char *from, const struct ou_format **f,
    const struct ou_map_file **map)
{
	const char *why = "asked for";
	struct ou_err e = { 0 };

	*map = map_name != NULL ? &the_map : NULL;
	*f = map_name != NULL ? ou_format_find("map")
	    : from != NULL ? ou_format_find(from)
	    : ou_format_detect(&run->record_arena, head, name, &why);
	if (*map == NULL && (*f == NULL || strcmp((*f)->name, "map") == 0)) {
		if (!maps_loaded && ou_map_load_all(&run->arena, run->book,
		    &maps, &n_maps, &run->err) != 0)
			return -1;
		maps_loaded = true;
		*map = ou_map_find(maps, n_maps, head);
		*f = *map != NULL ? ou_format_find("map") : NULL;
		why = "the map's match lines fit";
	}
	if (*f == NULL)
		return 0;
	ou_err_set(&e, OU_ERR_NONE, OU_DIAG_NONE, "read as %s%s%s: %s",
	    (*f)->name, *map != NULL ? " " : "",
	    *map != NULL ? (*map)->name : "", why);
	ou_run_message(run, OU_NOTE, &e);
	return 0;
}

/* What detection looks at.  JSON Lines may come live: their first line is
 * enough, and waiting for more would hold it up. */
static struct ou_str
look(struct ou_source *source, struct ou_err *err)
{
	struct ou_str head = ou_source_fill(source, 1, err);
	size_t n = 0;

	if (head.n == 0 || *head.p != '{')
		return ou_source_fill(source, HEAD, err);
	while (head.n > n && head.n < HEAD && ou_str_find(head, '\n') < 0) {
		n = head.n;
		head = ou_source_fill(source, n + 1, err);
	}
	return head;
}

static int
input(struct ou_run *run, struct ou_source *source)
{
	const struct ou_format *f;
	const struct ou_map_file *map;
	struct ou_str head = look(source, &run->err);

	if (head.p == NULL)
		return -1;
	/* An empty file has no format and no orders. */
	if (head.n < HEAD && ou_str_trim(head).n == 0) {
		ou_source_skip(source, head.n);
		return ou_source_fill(source, 1, &run->err).p != NULL ? 0 : -1;
	}
	if (identify(run, ou_str_sub(head, 0, HEAD),
	    ou_source_name(source), run->from, &f, &map) != 0)
		return -1;
	return f != NULL ? read_format(run, source, f, map)
	    : no_format(run, source);
}

static int
begin(struct ou_run *run)
{
	order_type = ou_record_type_find(OU_STR("Order"));
	if (channel != NULL && strchr(channel, ':') != NULL)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --channel: '%s' has a colon in it", channel);
	if (charset != NULL && (im.charset =
	    ou_charset_find(ou_str_c(charset))) == OU_CHARSET_UNKNOWN)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --charset: '%s' is not known", charset);
	if (map_name != NULL && run->from != NULL &&
	    strcmp(run->from, "map") != 0)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--map goes with --from=map only");
	if (ou_book_settings(&run->arena, run->book, &settings,
	    &run->err) != 0)
		return -1;
	if (settings.currency.n != 0)
		im.default_currency = ou_str_cdup(&run->arena,
		    settings.currency);
	if (map_name != NULL && ou_map_load(&run->arena, run->book, map_name,
	    &the_map, &run->err) != 0)
		return -1;
	if (remember > REMEMBER_MAX)
		remember = REMEMBER_MAX;
	for (seen_mask = 1; seen_mask < 2 * remember; seen_mask = 2 * seen_mask)
		;
	seen = ou_arena_array(&run->arena, seen_mask--, sizeof(*seen));
	im.channel = channel;
	im.strict = strict;
	im.year = run->now.date.year;
	im.message_max = (size_t)message_max;
	im.field_max = (size_t)field_max;
	im.lines_max = lines_max > UINT32_MAX ? UINT32_MAX
	    : (uint32_t)lines_max;
	im.arg = run;
	im.order = take_order;
	im.reject = take_reject;
	im.finding = take_finding;
	return 0;
}

static const struct ou_command command = {
	.name = "order-import",
	.title = "read partners' and shops' files and write orders",
	.options = options,
	.flags = OU_NO_EXPLAIN,
	.type = "Order",
	.formats = "x12|edifact|ubl|shopify|woocommerce|map|json|csv|reject",
	.begin = begin,
	.input = input,
};

int
main(int argc, char **argv)
{
	return ou_command_main(&command, argc, argv);
}
