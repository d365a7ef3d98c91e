#include <string.h>

#include "reconcile.h"
#include "ou/formats/look.h"
#include "ou/formats/stock.h"
#include "reported.h"

/* What comes in. */

bool
ou_reconcile_next(struct ou_reconcile *x, struct ou_source *source)
{
	x->current = ou_inputs_next(&x->inputs, source);
	return x->follow && x->current == &x->inputs.all[x->inputs.n - 1];
}

static int
count_level(struct ou_reconcile *x, struct ou_run *run,
    struct ou_stock_level *l)
{
	return ou_reconciliation_level(x->work, x->current->source,
	    x->current->place, l, &run->err);
}

/* What the readers of foreign files hand back to us. */
struct reading {
	struct ou_reconcile *x;
	struct ou_run *run;
	struct ou_stock_import *import;
	const struct ou_record_type *type;
};

static int
take_level(void *arg, struct ou_stock_level *l)
{
	struct reading *r = arg;

	if (count_level(r->x, r->run, l) != 0)
		return ou_stock_refuse(r->import, &r->run->err);
	return r->x->levels != OU_LEVELS_ALL ? 0
	    : ou_run_write_struct(r->run, r->type, l);
}

static int
take_reject(void *arg, struct ou_reject *reject)
{
	struct reading *r = arg;

	return ou_run_reject(r->run, reject);
}

int
ou_reconcile_foreign(struct ou_reconcile *x, struct ou_run *run,
    struct ou_source *source)
{
	static const char marks[] = { 0, ',', '.' };
	struct ou_stock_import im;
	struct reading r = { x, run, &im, OU_DESK_TYPE("StockLevel") };
	int got;

	memset(&im, 0, sizeof(im));
	im.format = run->from;
	im.from = x->current->name;
	im.location = x->current->place;
	im.charset = x->charset != NULL
	    ? ou_charset_find(ou_str_c(x->charset)) : OU_CHARSET_UNKNOWN;
	im.numbers.decimal = marks[x->decimal];
	im.arg = &r;
	im.level = take_level;
	im.reject = take_reject;
	got = ou_stock_read(&im, source, &run->err);
	run->records += im.rows;
	ou_arena_release(&im.arena);
	if (got == 0) {
		ou_err_set(&run->err, OU_ERR_NONE, OU_DIAG_NONE, "read as %s, "
		    "by %s; left out: %u", im.found, im.why,
		    (unsigned)im.left_out);
		ou_run_message(run, OU_NOTE, &run->err);
	}
	return got;
}

static int
told_level(void *arg, struct ou_stock_level *l, struct ou_err *err)
{
	struct reading *r = arg;

	l->from = r->x->current->name;
	if (ou_reconciliation_level(r->x->work, r->x->current->source,
	    r->x->current->place, l, err) != 0)
		return 1;
	return r->x->levels != OU_LEVELS_ALL ? 0
	    : ou_run_write_struct(r->run, r->type, l);
}

static int
told_move(void *arg, struct ou_stock_move *m, struct ou_err *err)
{
	struct reading *r = arg;

	if (m->location.n == 0)
		m->location = r->x->current->place;
	return ou_reconciliation_move(r->x->work, r->x->current->source, m,
	    err) != 0;
}

static void
tell_read(struct ou_run *run, const struct ou_reported *told)
{
	ou_err_set(&run->err, OU_ERR_NONE, OU_DIAG_NONE, "read as EDI: "
	    "messages %u, lines %u, left out: %u", (unsigned)told->messages,
	    (unsigned)told->lines, (unsigned)told->left_out);
	ou_run_message(run, OU_NOTE, &run->err);
}

int
ou_reconcile_partner(struct ou_reconcile *x, struct ou_run *run,
    struct ou_source *source)
{
	struct reading r = { x, run, NULL, OU_DESK_TYPE("StockLevel") };
	struct ou_reported told;
	enum ou_look look = ou_look(source, run->from);
	int got;

	if (look != OU_LOOK_X12 && look != OU_LOOK_EDIFACT)
		return 1;
	memset(&told, 0, sizeof(told));
	told.exchange.im.charset = x->charset != NULL
	    ? ou_charset_find(ou_str_c(x->charset)) : OU_CHARSET_UNKNOWN;
	told.items = ou_reconciliation_items(x->work);
	told.party = x->current->name;
	told.arg = &r;
	told.level = told_level;
	told.move = told_move;
	told.reject = take_reject;
	got = ou_desk_reported(run, &told, source, look == OU_LOOK_X12
	    ? OU_EDI_X12 : OU_EDI_EDIFACT);
	if (got == 0)
		tell_read(run, &told);
	return got;
}

/* A StockLevel record of our own: it goes on with what we know better. */
enum ou_answer
ou_reconcile_level(struct ou_reconcile *x, struct ou_run *run,
    struct ou_record *record, struct ou_stock_level *level)
{
	static const int fields[] = { OU_FIELD(stock_level, sku),
	    OU_FIELD(stock_level, location), OU_FIELD(stock_level, on_hand),
	    OU_FIELD(stock_level, reserved), OU_FIELD(stock_level, safety),
	    OU_FIELD(stock_level, incoming), OU_FIELD(stock_level, from) };
	size_t i;

	if (!level->on_hand.given) {
		ou_err_set(&run->err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
		    "what is on hand is not said");
		ou_err_in(&run->err, "onHand");
		return OU_REJECT;
	}
	if (level->from.n == 0)
		level->from = x->current->name;
	if (count_level(x, run, level) != 0)
		return OU_REJECT;
	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		ou_record_put(record, &ou_stock_level_table, level,
		    fields[i]);
	return x->levels == OU_LEVELS_ALL ? OU_PASS : OU_DROP;
}

enum ou_answer
ou_reconcile_move(struct ou_reconcile *x, struct ou_run *run,
    const struct ou_stock_move *move)
{
	return ou_reconciliation_move(x->work, x->current->source, move,
	    &run->err) == 0 ? OU_DROP : OU_REJECT;
}

enum ou_answer
ou_reconcile_adjustment(struct ou_reconcile *x, struct ou_record *record,
    struct ou_stock_adjustment *adjustment)
{
	static const int fields[] = { OU_FIELD(stock_adjustment, value),
	    OU_FIELD(stock_adjustment, currency),
	    OU_FIELD(stock_adjustment, decision),
	    OU_FIELD(stock_adjustment, justification),
	    OU_FIELD(stock_adjustment, by),
	    OU_FIELD(stock_adjustment, decided_at),
	    OU_FIELD(stock_adjustment, note) };
	size_t i;

	if (ou_reconciliation_adjustment(x->work, adjustment) != 0)
		return OU_STOP;
	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		ou_record_put(record, &ou_stock_adjustment_table, adjustment,
		    fields[i]);
	return OU_PASS;
}

enum ou_answer
ou_reconcile_event(struct ou_reconcile *x, struct ou_run *run,
    struct ou_record *record)
{
	bool is_move = record->table == &ou_stock_move_table;
	struct ou_stock_level level;
	struct ou_stock_move move;
	int r;

	if (is_move)
		r = ou_record_load(record, x->move_view, &move,
		    &run->err) != 0 || ou_reconciliation_move(x->work,
		    x->current->source, &move, &run->err) != 0;
	else if (record->table == &ou_stock_level_table)
		r = ou_record_load(record, x->level_view, &level,
		    &run->err) != 0 || ou_reconciliation_snapshot(x->work,
		    &level, &run->err) != 0;
	else
		return OU_PASS;
	if (r != 0)
		return OU_REJECT;
	return ou_reconciliation_changed(x->work, is_move ? &move : NULL) == 0
	    ? OU_DROP : OU_STOP;
}
