#include <string.h>

#include "ou/cli/batch.h"
#include "ou/desk/documents.h"
#include "ou/io/file.h"

static void
take_finding(void *arg, const struct ou_err *finding)
{
	struct ou_documents *x = arg;

	ou_run_message(x->run, x->im.severity, finding);
}

static int
take_reject(void *arg, struct ou_reject *reject)
{
	struct ou_documents *x = arg;

	x->run->records++;
	return ou_run_reject(x->run, reject);
}

int
ou_documents_begin(struct ou_documents *x, struct ou_run *run)
{
	bool folder = run->file != NULL && ou_file_is_folder(run->file);

	x->run = run;
	x->im.message_max = (size_t)x->message_max;
	x->im.year = run->now.date.year;
	x->im.finding = take_finding;
	x->im.reject = take_reject;
	x->im.arg = x;
	if (run->as != NULL && !ou_paper_writes(run->as, NULL))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --as: '%s' is neither ubl nor orderx", run->as);
	/* interchanges go into a folder as what they are */
	if (x->edi && run->file != NULL && run->as == NULL)
		return 0;
	if (x->edi && run->as != NULL)
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "option --as: with --to=edi nothing else is written");
	if ((run->as != NULL) != (run->file != NULL))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_USAGE,
		    "--file and --as go together");
	run->opens = run->opens || folder;
	if (run->file != NULL && !folder &&
	    (x->one = ou_run_side(run, run->file)) == NULL)
		return -1;
	return 0;
}

/* --- documents as records --- */

bool
ou_documents_see(struct ou_str head)
{
	struct ou_arena a = OU_ARENA_INIT;
	bool yes;

	head = ou_format_head(&a, head, OU_CHARSET_UNKNOWN);
	if (ou_str_starts(head, "\xef\xbb\xbf"))
		head = ou_str_sub(head, 3, head.n);
	yes = ou_str_starts(ou_str_trim(head), "<");
	ou_arena_release(&a);
	return yes;
}

static int
refuse(struct ou_documents *x, struct ou_source *source, struct ou_str raw,
    const struct ou_err *why)
{
	struct ou_origin from = { .format = OU_STR("xml"),
	    .file = ou_str_c(ou_source_name(source)),
	    .line = { (int64_t)why->line, why->line > 0 } };
	struct ou_reject r = { .format = OU_STR("xml"), .source = &from };

	return ou_import_reject(&x->im, &r, raw, OU_STR_NONE, why);
}

int
ou_documents_read(struct ou_documents *x, struct ou_source *source)
{
	const struct ou_record_type *type;
	struct ou_buf bytes = OU_BUF_INIT;
	struct ou_err err = { 0 };
	struct ou_str raw;
	void *record;
	enum ou_paper_answer rc;
	int stop = 0;

	if (!x->wanted) {
		ou_err_set(&x->run->err, OU_ERR_USAGE, OU_DIAG_USAGE, "an XML "
		    "document is read with --view=records, as a record");
		return ou_err_at(&x->run->err, ou_source_name(source), 0, 0);
	}
	ou_import_begin(&x->im);
	rc = ou_paper_read(&x->im, source, x->types, &bytes, &raw, &type,
	    &record, &err);
	if (rc == OU_PAPER_READ) {
		x->run->records++;
		stop = ou_run_write_struct(x->run, type, record);
	} else if (rc != OU_PAPER_PASSED) {
		stop = refuse(x, source, raw, &err);
	}
	ou_buf_release(&bytes);
	ou_arena_reset(&x->im.arena);
	if (stop == 0 && rc == OU_PAPER_DAMAGED) {
		x->run->err = err;
		stop = -1;
	}
	return stop;
}

/* --- records as documents --- */

static void
left_out(void *arg, const char *path)
{
	struct ou_documents *x = arg;

	ou_run_say(x->run, OU_NOTE, OU_DIAG_EDI_UNMAPPED,
	    "%s: the document has no place for it", path);
}

/* Into the one file, or one of the folder, by the record's id. */
static int
put(struct ou_documents *x, const struct ou_table *t, const void *object,
    struct ou_str bytes)
{
	int f = ou_table_find(t, "id", 2);
	struct ou_run *run = x->run;
	struct ou_str id = OU_STR_NONE;

	if (x->one == NULL) {
		if (f >= 0)
			memcpy(&id, (const char *)object + t->fields[f].offset,
			    sizeof(id));
		return ou_folder_put(&x->folder, run, run->file, id, ".xml",
		    bytes);
	}
	if (x->written)
		return ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_EDI_CARRY,
		    "a file has one XML document: give --file a folder");
	x->written = true;
	ou_sink_puts(x->one, bytes);
	return 0;
}

static enum ou_answer
failed(const struct ou_run *run)
{
	return run->err.kind == OU_ERR_RECORD ? OU_REJECT : OU_STOP;
}

enum ou_answer
ou_documents_write(struct ou_documents *x, struct ou_record *record)
{
	const struct ou_record_type *type = ou_record_type_find(record->type);
	struct ou_run *run = x->run;
	struct ou_arena *a = &run->record_arena;
	const struct ou_view *view;
	struct ou_buf b = OU_BUF_INIT;
	void *object;
	int bad = -1;

	/* a document beside the store is written whenever it is asked for */
	if (ou_run_batch(run) != NULL)
		ou_batch_no_effect(ou_run_batch(run));
	if (type == NULL || !ou_paper_writes(run->as, type))
		return OU_PASS;
	view = ou_views_of(&x->views, &run->arena, type, &run->err);
	if (view == NULL)
		return OU_STOP;
	object = ou_arena_zalloc(a, type->table->size);
	if (ou_record_load(record, view, object, &run->err) == 0 &&
	    ou_paper_write(a, run->as, type, object, left_out, x, &b,
	    &run->err) == 0)
		bad = put(x, type->table, object, ou_buf_str(&b));
	ou_buf_release(&b);
	return bad == 0 ? OU_PASS : failed(run);
}

void
ou_documents_release(struct ou_documents *x)
{
	ou_arena_release(&x->im.arena);
}
