#include <stdio.h>
#include <string.h>

#include "ou/formats/intake.h"
#include "ou/io/file.h"

#define HEAD ((size_t)64 << 10)		/* what detection sees */

/* --- what importers hand out --- */

static int
pass_order(void *arg, struct ou_order *o)
{
	struct ou_intake *x = arg;

	if (x->dialect != NULL)
		ou_dialect_order(&x->import, x->dialect, o);
	return x->order(x->arg, o);
}

static int
pass_record(void *arg, const struct ou_record_type *type, const void *record)
{
	struct ou_intake *x = arg;

	return x->record(x->arg, type, record);
}

static int
pass_catalogue(void *arg, const struct ou_price_catalogue *c,
    struct ou_err *err)
{
	struct ou_intake *x = arg;

	return x->catalogue(x->arg, c, err);
}

static int
pass_reject(void *arg, struct ou_reject *r)
{
	struct ou_intake *x = arg;

	if (x->map != NULL)
		r->map = ou_str_c(x->map->name);
	(void)snprintf(x->said, sizeof(x->said), "%.*s",
	    OU_STR_ARG(r->reason));
	return x->reject(x->arg, r);
}

static void
pass_finding(void *arg, const struct ou_err *finding)
{
	struct ou_intake *x = arg;

	x->finding(x->arg, finding);
}

static int
pass_received(void *arg, struct ou_import_interchange *i, struct ou_err *err)
{
	struct ou_intake *x = arg;

	return x->received(x->arg, i, err);
}

static int
pass_delivered(void *arg, struct ou_import_interchange *i, struct ou_err *err)
{
	struct ou_intake *x = arg;

	return x->delivered(x->arg, i, err);
}

void
ou_intake_begin(struct ou_intake *x)
{
	struct ou_import *im = &x->import;

	im->settings = x->settings;
	im->arg = x;
	im->order = pass_order;
	im->reject = pass_reject;
	im->record = x->record != NULL ? pass_record : NULL;
	im->catalogue = x->catalogue != NULL ? pass_catalogue : NULL;
	x->chooser.prices = x->catalogue != NULL;
	im->finding = pass_finding;
	if (x->received != NULL) {
		im->received = pass_received;
		im->delivered = pass_delivered;
	}
	ou_intake_again_end(x);
}

void
ou_intake_release(struct ou_intake *x)
{
	ou_buf_release(&x->head);
	ou_arena_release(&x->import.arena);
}

/* --- a file as a whole --- */

static uint64_t
drain(struct ou_source *source, uint64_t size)
{
	struct ou_str w;

	while ((w = ou_source_fill(source, 1, NULL)).n > 0) {
		size += w.n;
		ou_source_skip(source, w.n);
	}
	return size;
}

/* All of a file as one reject; the reason stands in ${err}.  Return -1. */
static int
hand_out_whole(struct ou_intake *x, struct ou_source *source,
    struct ou_str raw, uint64_t size, const struct ou_format *format,
    struct ou_err *err)
{
	struct ou_reject r = { 0 };
	struct ou_origin from = { 0 };
	struct ou_err why = *err;

	from.file = ou_str_c(ou_source_name(source));
	r.source = &from;
	if (format != NULL)
		r.format = ou_str_c(format->name);
	if (raw.n == 0 && size != 0)
		r.size = (struct ou_integer){ (int64_t)size, true };
	if (ou_import_reject(&x->import, &r, raw, OU_STR_NONE, &why) != 0) {
		*err = why;
		return -1;
	}
	/* It was said. */
	return ou_err_set(err, OU_ERR_DAMAGED, why.code, "%s", "");
}

/* The file as it stands: nothing of it was read. */
static int
reject_whole(struct ou_intake *x, struct ou_arena *a,
    struct ou_source *source, struct ou_err *err)
{
	struct ou_str raw = OU_STR_NONE;
	struct ou_err limit;
	uint64_t size = ou_source_size(source);

	x->map = NULL;
	if (!ou_source_failed(source)) {
		raw = ou_source_fill(source, OU_INTAKE_WHOLE_MAX + 1, NULL);
		if (raw.n > OU_INTAKE_WHOLE_MAX) {
			size = drain(source, 0);
			raw = OU_STR_NONE;
		} else if (ou_source_all(source, a, OU_INTAKE_WHOLE_MAX,
		    &raw, &limit) != 0)
			raw = OU_STR_NONE;
	}
	return hand_out_whole(x, source, raw, size, NULL, err);
}

/* An importer gave up before it handed out anything: its header is wrong. */
static int
reject_unread(struct ou_intake *x, struct ou_source *source,
    const struct ou_format *format, struct ou_err *err)
{
	uint64_t size = drain(source, ou_source_offset(source));
	struct ou_str raw = OU_STR_NONE;

	if (x->head.n == size)
		raw = ou_buf_str(&x->head);
	return hand_out_whole(x, source, raw, size, format, err);
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

/* What the user says it is written in, or the profile that knows its name. */
static enum ou_charset
charset_of(const struct ou_intake *x, const char *file)
{
	const struct ou_dialects *all = x->import.dialects;
	const struct ou_partner *p;

	if (x->charset != OU_CHARSET_UNKNOWN || all == NULL)
		return x->charset;
	p = all->only != NULL ? all->only->partner :
	    ou_partners_find_file(&all->partners, file);
	return p != NULL ? p->charset : OU_CHARSET_UNKNOWN;
}

int
ou_intake_choose(struct ou_intake *x, struct ou_arena *a,
    struct ou_source *source, const char *from, struct ou_choice *choice,
    struct ou_err *err)
{
	struct ou_str head = look(source, err);

	if (head.p == NULL) {
		/* who knows what a failed read would have brought */
		if (err->kind != OU_ERR_DAMAGED || err->code == OU_DIAG_READ)
			return -1;
		return reject_whole(x, a, source, err);
	}
	/* An empty file has no format and no orders. */
	if (head.n < HEAD && ou_str_trim(head).n == 0) {
		ou_source_skip(source, head.n);
		return ou_source_fill(source, 1, err).p != NULL ? 0 : -1;
	}
	ou_buf_clear(&x->head);
	ou_buf_adds(&x->head, ou_str_sub(head, 0, HEAD));
	x->chooser.table = ou_source_is_table(source);
	x->chooser.charset = charset_of(x, ou_source_name(source));
	if (ou_choose(&x->chooser, a, ou_str_sub(head, 0, HEAD),
	    ou_source_name(source), from, choice, err) == 0)
		return 1;
	return err->kind == OU_ERR_DAMAGED ? reject_whole(x, a, source, err)
	    : -1;
}

/* --- reading --- */

/* The channel whose orders a format has: of woocommerce-csv, woocommerce. */
static struct ou_str
channel_of(const struct ou_format *format)
{
	struct ou_str name = ou_str_c(format->name);
	ptrdiff_t end = ou_str_find(name, '-');

	return end > 0 ? ou_str_sub(name, 0, (size_t)end) : name;
}

/* The zone of times without one: the map's, the channel's, the shop's. */
static int
find_zone(struct ou_intake *x, const struct ou_format *format,
    struct ou_err *err)
{
	struct ou_import *im = &x->import;
	struct ou_str name;

	im->zone = x->map != NULL ? x->map->zone : NULL;
	if (im->zone != NULL)
		return 0;
	name = ou_import_setting(im, OU_SETTING_TIME_ZONE, im->channel != NULL ?
	    ou_str_c(im->channel) : x->map != NULL ? ou_str_c(x->map->name) :
	    channel_of(format));
	if (!ou_str_eq(name, x->zone_name))
		x->zone = name.n == 0 ? NULL
		    : ou_zone_load(x->arena, name, err);
	x->zone_name = name;
	im->zone = x->zone;
	return x->zone != NULL || name.n == 0 ? 0 : -1;
}

/* The profile of a file that has no envelope: the one asked for, the one that
 * knows the file's name, or of a reject the one that has its channel. */
static void
find_dialect(struct ou_intake *x, const char *file, const char *format)
{
	struct ou_import *im = &x->import;
	const struct ou_dialects *all = im->dialects;
	const struct ou_partner *p;

	x->dialect = NULL;
	im->partner = NULL;
	if (all == NULL || strcmp(format, "x12") == 0 ||
	    strcmp(format, "edifact") == 0)
		return;
	p = ou_partners_find_file(&all->partners, file);
	if (p == NULL && im->refeed && im->channel != NULL)
		p = ou_partners_of_channel(&all->partners,
		    ou_str_c(im->channel));
	x->dialect = all->only != NULL ? all->only : ou_dialect_of(all, p);
	if (x->dialect == NULL)
		return;
	im->partner = x->dialect->partner;
	if (im->channel == NULL)
		im->channel = x->dialect->channel;
	if (im->charset == OU_CHARSET_UNKNOWN)
		im->charset = im->partner->charset;
}

/* Tables and documents look after UTF-16 themselves, and keep their own
 * bytes. */
static bool
widens(const struct ou_choice *choice)
{
	return choice->map == NULL && !choice->format->table &&
	    !ou_format_is_document(choice->format);
}

static int
run_wide(struct ou_intake *x, struct ou_source *source,
    const struct ou_choice *choice, struct ou_err *err)
{
	/* the text of a reject is text */
	enum ou_charset said = x->import.refeed ? OU_CHARSET_UNKNOWN :
	    charset_of(x, ou_source_name(source));
	struct ou_arena text = OU_ARENA_INIT;
	struct ou_source *wide = NULL;
	int r = 0;

	if (widens(choice))
		r = ou_source_widen(source, &text, said, &wide, err);
	if (wide != NULL)
		x->import.charset = OU_CHARSET_UTF8;
	if (r == 0)
		r = choice->format->run(&x->import, wide != NULL ? wide :
		    source, err);
	if (wide != NULL)
		ou_source_close(wide);
	ou_arena_release(&text);
	return r;
}

static int
run(struct ou_intake *x, struct ou_source *source,
    const struct ou_choice *choice, struct ou_err *err)
{
	uint64_t orders = x->import.orders, rejects = x->import.rejects;

	x->map = choice->map;
	x->import.map = x->map != NULL ? x->map->map : NULL;
	x->said[0] = '\0';
	if (find_zone(x, choice->format, err) != 0)
		return -1;
	if (run_wide(x, source, choice, err) == 0)
		return 0;
	if (err->kind == OU_ERR_DAMAGED && err->code != OU_DIAG_READ &&
	    !x->import.refeed && x->import.orders == orders &&
	    x->import.rejects == rejects)
		return reject_unread(x, source, choice->format, err);
	if (err->kind == OU_ERR_DAMAGED && strcmp(err->text, x->said) == 0)
		err->text[0] = '\0';
	return -1;
}

int
ou_intake_read(struct ou_intake *x, struct ou_source *source,
    const struct ou_choice *choice, struct ou_err *err)
{
	const char *channel = x->import.channel;
	enum ou_charset charset = x->import.charset;
	int r;

	find_dialect(x, ou_source_name(source), choice->format->name);
	r = run(x, source, choice, err);
	x->import.channel = channel;
	x->import.charset = charset;
	x->import.partner = NULL;
	x->dialect = NULL;
	return r;
}

/* --- rejects that are read again --- */

static int
not_again(const char *format, struct ou_err *err)
{
	return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_FORMAT,
	    "'%s' is not a format that can be read again", format);
}

int
ou_intake_again(struct ou_intake *x, struct ou_arena *a,
    const struct ou_reject *r, const char *name, struct ou_buf *bytes,
    struct ou_choice *choice, struct ou_err *err)
{
	enum ou_charset said;
	struct ou_map_file *map;
	const char *format = NULL;

	x->import.refeed = true;
	x->chooser.charset = OU_CHARSET_UNKNOWN;
	/* it would be taken for the whole order, and replace it */
	if (r->part_of.n != 0)
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_GROUPING,
		    "these rows are only a part of '%.*s': put its other rows "
		    "to them and take partOf away", OU_STR_ARG(r->part_of));
	if (ou_import_reject_bytes(a, r, bytes, err) != 0)
		return -1;
	x->chooser.table = ou_str_is(r->charset, "workbook");
	if (r->format.n != 0) {
		format = ou_str_cdup(a, r->format);
		if (ou_format_find(format) == NULL)
			return not_again(format, err);
	}
	if (r->map.n != 0) {
		map = ou_arena_zalloc(a, sizeof(*map));
		if (ou_map_load(a, x->chooser.book, ou_str_cdup(a, r->map),
		    map, err) != 0)
			return -1;
		*choice = (struct ou_choice){ ou_format_find("map"), map,
		    "the reject says so" };
	} else if (ou_choose(&x->chooser, a, ou_buf_str(bytes), name, format,
	    choice, err) != 0)
		return -1;
	if (strcmp(choice->format->name, "reject") == 0)
		return not_again(choice->format->name, err);
	if (x->channel == NULL && r->channel.n != 0)
		x->import.channel = ou_str_cdup(a, r->channel);
	if (x->charset == OU_CHARSET_UNKNOWN)
		x->import.charset = ou_charset_find(r->charset);
	/* what was UTF-16 is text in the reject */
	said = charset_of(x, name);
	if (r->raw.n > 0 && (said == OU_CHARSET_UTF16LE ||
	    said == OU_CHARSET_UTF16BE))
		x->import.charset = OU_CHARSET_UTF8;
	return 0;
}

void
ou_intake_again_end(struct ou_intake *x)
{
	x->import.refeed = false;
	x->import.channel = x->channel;
	x->import.charset = x->charset;
}
