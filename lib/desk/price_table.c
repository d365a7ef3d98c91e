#include <string.h>

#include "ou/formats/look.h"
#include "price.h"

/*
 * Tables whose columns are not the book's come in as price lists through the
 * maps of the book.  A file is one list, whose rows are taken one by one.
 */
struct reading {
	struct ou_price_desk *x;
	struct ou_run *run;
};

static int
take_row(void *arg, const struct ou_price_catalogue *c, struct ou_err *err)
{
	struct reading *r = arg;

	r->run->records++;
	ou_arena_reset(&r->run->record_arena);
	if (ou_price_import_row(r->x, r->run, c) == 0)
		return 0;
	*err = r->run->err;
	return 0;
}

/* What a row would say that cannot be read, nobody knows. */
static int
take_reject(void *arg, struct ou_reject *reject)
{
	struct reading *r = arg;

	if (!ou_str_is(reject->code, ou_diag_name(OU_DIAG_PRICE_LIST))) {
		r->run->records++;
		ou_price_list_doubt(r->x->import.prices, OU_STR_NONE);
	}
	return ou_run_reject(r->run, reject);
}

static void
take_finding(void *arg, const struct ou_err *finding)
{
	struct reading *r = arg;

	ou_run_message(r->run, r->x->import.intake.import.severity, finding);
}

int
ou_price_table_begin(struct ou_price_desk *x, struct ou_run *run)
{
	struct ou_price_import *m = &x->import;
	struct ou_intake *k = &m->intake;

	if (ou_book_settings(&run->arena, run->book, &x->settings,
	    &run->err) != 0 || (m->map_name != NULL && ou_map_load(&run->arena,
	    run->book, m->map_name, &m->map, &run->err) != 0))
		return -1;
	k->arena = &run->arena;
	k->settings = &x->settings;
	k->chooser.arena = &run->arena;
	k->chooser.book = run->book;
	k->chooser.map = m->map_name != NULL ? &m->map : NULL;
	k->charset = OU_CHARSET_UNKNOWN;
	k->import.year = run->now.date.year;
	k->reject = take_reject;
	k->catalogue = take_row;
	k->finding = take_finding;
	return 0;
}

static int
read_table(struct ou_price_desk *x, struct ou_run *run,
    struct ou_source *source)
{
	struct ou_intake *k = &x->import.intake;
	struct reading r = { x, run };
	struct ou_choice choice;
	int got;

	k->arg = &r;
	ou_intake_begin(k);
	got = ou_intake_choose(k, &run->record_arena, source, "map", &choice,
	    &run->err);
	if (got <= 0)
		return got;
	ou_run_say(run, OU_NOTE, OU_DIAG_NONE, "read by map %s: %s",
	    choice.map->name, choice.why);
	ou_price_list_next(x->import.prices);
	return ou_intake_read(k, source, &choice, &run->err);
}

int
ou_price_read(struct ou_price_desk *x, struct ou_run *run,
    struct ou_source *source)
{
	bool csv = run->from != NULL && strcmp(run->from, "csv") == 0;
	enum ou_look look = x->import.to == NULL ? OU_LOOK_RECORDS :
	    ou_look(source, run->from);
	int got;

	if (csv || look == OU_LOOK_RECORDS || look == OU_LOOK_NOTHING)
		got = ou_run_records(run, source, csv ? OU_STREAM_CSV :
		    OU_STREAM_JSONL);
	else if (look == OU_LOOK_OTHER)
		got = read_table(x, run, source);
	else
		got = ou_err_set(&run->err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
		    "EDI: edi-convert --view=records makes records of it");
	x->import.broken = x->import.broken || got != 0;
	return got;
}
