#include <stdlib.h>
#include <string.h>

#include "ou/io/source.h"
#include "private.h"

/*
 * A batch: records are gathered, then looked at in passes.  What was read
 * lives as long as the batch; what an attempt makes of it lives in
 * run->batch_arena, which each attempt begins anew.
 */
#define BATCH_RECORDS 256
#define BATCH_BYTES ((size_t)8 << 20)
#define KEEP_DEFAULT ((uint64_t)1 << 30)

/* Putting a record and importing it are two things. */
static struct ou_str
command_name(struct ou_run *run)
{
	struct ou_str rest, action = OU_STR_NONE;
	int i;

	if (run->command->actions == NULL)
		return ou_str_c(run->command->name);
	rest = ou_str_c(run->command->actions);
	for (i = 0; i <= run->action; i++)
		ou_str_split(&rest, '|', &action);
	return ou_str_printf(&run->arena, "%s %.*s", run->command->name,
	    OU_STR_ARG(action));
}

struct ou_batch *
ou_cli_batch_new(struct ou_run *run)
{
	struct ou_batch *b = ou_arena_zalloc(&run->arena, sizeof(*b));

	b->run = run;
	b->command = command_name(run);
	if (run->command->process != NULL &&
	    ou_cli_bind(run, &b->binding, ou_cli_wants(run)) != 0)
		return NULL;
	return b;
}

void
ou_cli_batch_clear(struct ou_batch *b)
{
	ou_arena_reset(&b->arena);
	b->slots = NULL;
	b->n = b->cap = b->n_mine = b->left = 0;
	b->size = 0;
	b->source = OU_STR_NONE;
	b->current = NULL;
}

void
ou_cli_batch_free(struct ou_batch *b)
{
	if (b == NULL)
		return;
	ou_arena_release(&b->arena);
	ou_buf_release(&b->text);
}

/* --- gathering --- */

static struct slot *
add(struct ou_batch *b, struct ou_str text)
{
	struct ou_run *run = b->run;
	struct slot *x;

	if (b->n == b->cap) {
		b->cap = b->cap == 0 ? BATCH_RECORDS : b->cap * 2;
		b->slots = ou_arena_extend(&b->arena, b->slots,
		    b->n * sizeof(*x), b->cap * sizeof(*x));
	}
	if (run->source != NULL && !ou_str_is(b->source, run->source))
		b->source = ou_str_dup(&b->arena, ou_str_c(run->source));
	x = &b->slots[b->n++];
	memset(x, 0, sizeof(*x));
	x->source = run->source != NULL ? b->source.p : NULL;
	x->line = run->line;
	if (text.p != NULL)
		x->text = ou_source_copy(&b->arena, text);
	b->size += text.n;
	return x;
}

/* Parts of a line between those that its digest does not cover. */
struct cuts {
	struct ou_arena *a;
	struct ou_str *parts;
	size_t n, cap;
	size_t from;			/* behind the last one */
};

static void
take_part(struct cuts *c, struct ou_str part)
{
	struct ou_str *more;

	if (c->n == c->cap) {
		more = ou_arena_array(c->a, c->cap * 2 + 8, sizeof(*more));
		if (c->n != 0)
			memcpy(more, c->parts, c->n * sizeof(*more));
		c->parts = more;
		c->cap = c->cap * 2 + 8;
	}
	c->parts[c->n++] = part;
}

/* Leave a member out, with the comma that stood before it, or behind it when
 * it came first.  Members come in the order of the line. */
static void
cut_member(struct cuts *c, const struct ou_json *j, uint32_t node)
{
	size_t from = j->nodes[node].key - 1, to = j->nodes[node].end;

	while (from > c->from && j->text[from - 1] <= ' ')
		from--;
	if (from > c->from && j->text[from - 1] == ',')
		from--;
	else {
		while (to < j->len && j->text[to] <= ' ')
			to++;
		if (to < j->len && j->text[to] == ',')
			to++;
	}
	take_part(c, ou_str_make(j->text + c->from, from - c->from));
	c->from = to;
}

/* When a hold was added. */
static void
cut_holds(struct cuts *c, const struct ou_json *j, uint32_t holds)
{
	uint32_t node, at;

	if (j->nodes[holds].kind != OU_JSON_ARRAY)
		return;
	for (node = holds + 1; node < j->nodes[holds].next;
	    node = j->nodes[node].next) {
		if (j->nodes[node].kind != OU_JSON_OBJECT)
			continue;
		at = ou_json_member(j, node, "at");
		if (at != 0)
			cut_member(c, j, at);
	}
}

/*
 * The digest of a record is that of its line without the member "source" and
 * the "at" of its holds: where and when it was read says nothing about it,
 * and the same file of the same partner is the same input tomorrow.
 */
static void
digest(struct ou_arena *a, const struct ou_json *j, struct ou_str key,
    struct ou_digest *d)
{
	uint32_t source = ou_json_member(j, 1, "source");
	uint32_t holds = ou_json_member(j, 1, "holds");
	struct cuts c = { .a = a };

	if (source != 0 && source < holds)
		cut_member(&c, j, source);
	if (holds != 0)
		cut_holds(&c, j, holds);
	if (source != 0 && source > holds)
		cut_member(&c, j, source);
	take_part(&c, ou_str_make(j->text + c.from, j->len - c.from));
	if (key.n != 0)
		take_part(&c, key);
	ou_digest_of(d, c.parts, c.n);
}

static struct ou_str
id_of(const struct ou_json *j, struct ou_arena *a)
{
	uint32_t node = ou_json_member(j, 1, "id");

	if (node == 0 || j->nodes[node].kind != OU_JSON_STRING)
		return OU_STR("");
	return ou_str_dup(a, ou_json_text(j, node, a));
}

int
ou_cli_batch_add(struct ou_batch *b, const struct ou_record *record, bool mine)
{
	struct ou_run *run = b->run;
	const uint64_t max = run->keep_max != 0 ? run->keep_max
	    : KEEP_DEFAULT;
	struct slot *x;

	if (run->whole && (record->json.len > max - b->size ||
	    b->n == UINT32_MAX))
		return ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_LIMIT,
		    "more than %llu bytes of records would have to be kept "
		    "back", (unsigned long long)max);
	x = add(b, ou_str_make(record->json.text, record->json.len));
	x->mine = mine;
	if (!mine)
		return 0;
	x->number = b->n_mine++;
	if (run->transaction == NULL)
		return 0;
	x->type = ou_str_dup(&b->arena, record->type);
	x->id = id_of(&record->json, &b->arena);
	digest(&b->arena, &record->json, run->effect_key, &x->digest);
	return 0;
}

void
ou_cli_batch_one(struct ou_batch *b, struct ou_str type, struct ou_str id,
    struct ou_str content)
{
	struct slot *x = add(b, OU_STR_NONE);

	x->mine = true;
	x->number = b->n_mine++;
	x->type = ou_str_dup(&b->arena, type);
	x->id = ou_str_dup(&b->arena, id);
	ou_digest_of(&x->digest, &content, 1);
}

struct slot *
ou_cli_batch_refused(struct ou_batch *b)
{
	struct slot *x = add(b, OU_STR_NONE);

	x->last = &x->refused;
	return x;
}

bool
ou_cli_batch_full(const struct ou_batch *b)
{
	return !b->run->whole &&
	    (b->n >= BATCH_RECORDS || b->size >= BATCH_BYTES);
}

/* --- an attempt --- */

void
ou_cli_batch_start(struct ou_batch *b)
{
	struct slot *x;
	uint32_t i;

	b->left = 0;
	b->ranked = false;
	b->again = false;
	b->current = NULL;
	for (i = 0; i < b->n; i++) {
		x = &b->slots[i];
		x->first = x->refused;
		x->last = &x->first;
		x->now = x->text;
		x->rank = 0;
		x->no_effect = false;
		x->effect = NULL;
		x->state = SLOT_DECIDED;
		if (x->mine) {
			x->state = SLOT_LEFT;
			b->left++;
		} else if (x->refused == NULL)
			ou_cli_slot_add(b->run, x, ou_str_make(x->text.p,
			    x->text.n + 1), false);
	}
}

/* What an attempt writes goes with it; what is not ours is written as it was
 * read. */
static struct ou_arena *
arena_of(struct ou_run *run, const struct slot *x)
{
	return x->mine ? &run->batch_arena : &run->private->batch->arena;
}

void
ou_cli_slot_add(struct ou_run *run, struct slot *x, struct ou_str text,
    bool reject)
{
	struct piece *piece;

	piece = ou_arena_zalloc(arena_of(run, x), sizeof(*piece));
	piece->text = text;
	piece->reject = reject;
	*x->last = piece;
	x->last = &piece->next;
}

void
ou_cli_slot_line(struct ou_run *run, struct slot *x, struct ou_str line,
    bool reject)
{
	char *to = ou_arena_alloc(arena_of(run, x), line.n + 1);

	memcpy(to, line.p, line.n);
	to[line.n] = '\n';
	ou_cli_slot_add(run, x, ou_str_make(to, line.n + 1), reject);
}

void
ou_cli_batch_answered(struct ou_batch *b, struct slot *x,
    enum slot_state state)
{
	x->state = state;
	b->left--;
}

/* The reject is of the record as it came: one line of JSON. */
int
ou_cli_batch_refuse(struct ou_batch *b, struct slot *x)
{
	struct ou_run *run = b->run;
	struct ou_arena *a = &run->batch_arena;
	struct ou_reject r;
	struct ou_origin o;

	memset(&r, 0, sizeof(r));
	memset(&o, 0, sizeof(o));
	run->source = x->source;
	run->line = x->line;
	r.code = ou_str_c(ou_diag_name(x->why->code));
	r.reason = ou_err_readable(a, x->why->text);
	r.field = ou_err_readable(a, x->why->field);
	r.format = OU_STR("json");
	r.raw = x->text;
	r.source = &o;
	o.file = ou_str_c(x->source);
	o.line = (struct ou_integer){ (int64_t)x->line, x->line != 0 };
	return ou_run_reject(run, &r);
}

static uint64_t
changes(const struct ou_batch *b)
{
	const struct ou_transaction *t = b->run->transaction;

	return t != NULL && t->changes != NULL ? t->changes(t->store) : 0;
}

/* It is rejected now and in every further attempt.  When it has left traces
 * in the store, this attempt comes to nothing. */
static int
reject(struct ou_batch *b, struct slot *x, uint64_t before)
{
	const struct ou_transaction *t = b->run->transaction;

	x->why = ou_arena_alloc(&b->arena, sizeof(*x->why));
	*x->why = b->run->err;
	if (t != NULL && (t->changes == NULL || changes(b) != before)) {
		b->again = true;
		return -1;
	}
	ou_cli_batch_answered(b, x, SLOT_REJECTED);
	return ou_cli_batch_refuse(b, x);
}

/* It goes out as it stands. */
static void
settle(struct ou_batch *b, struct slot *x)
{
	ou_cli_batch_answered(b, x, SLOT_DECIDED);
	ou_cli_slot_add(b->run, x, ou_str_make(x->now.p, x->now.n + 1),
	    false);
}

static void
pass(struct ou_batch *b, struct slot *x, struct ou_record *record, bool last)
{
	if (ou_record_changed(record)) {
		ou_buf_clear(&b->text);
		ou_record_write(record, &b->text);
		x->now = ou_source_copy(&b->run->batch_arena,
		    ou_buf_str(&b->text));
	}
	if (last)
		settle(b, x);
}

/* What reading it again, and the command, answer. */
static enum ou_answer
look(struct ou_batch *b, struct slot *x, struct ou_record *record,
    enum ou_answer (*process)(struct ou_run *, struct ou_record *, void *))
{
	struct ou_run *run = b->run;
	const struct binding *with = &b->binding;
	void *object = NULL;

	if (ou_record_parse(record, &run->record_arena, x->now, with->types,
	    &with->limits, &run->err) != 0 ||
	    ou_cli_load(run, with, record, &object) != 0)
		return OU_REJECT;
	return process(run, record, object);
}

static int
one(struct ou_batch *b, struct slot *x, bool last, enum ou_answer (*process)
    (struct ou_run *, struct ou_record *, void *))
{
	struct ou_run *run = b->run;
	uint64_t before = changes(b);
	struct ou_record record;

	ou_arena_reset(&run->record_arena);
	run->source = x->source;
	run->line = x->line;
	run->private->slot = b->current = x;
	switch (look(b, x, &record, process)) {
	case OU_PASS:
		pass(b, x, &record, last);
		return 0;
	case OU_DROP:
		ou_cli_batch_answered(b, x, SLOT_DECIDED);
		return 0;
	case OU_REJECT:
		if (run->err.kind == OU_ERR_RECORD)
			return reject(b, x, before);
		return -1;
	case OU_STOP:
		break;
	}
	return -1;
}

static int
compare(const void *x, const void *y)
{
	const struct slot *a = *(const struct slot *const *)x;
	const struct slot *b = *(const struct slot *const *)y;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return a->number < b->number ? -1 : 1;
}

static int
each(struct ou_batch *b, bool last, enum ou_answer (*process)
    (struct ou_run *, struct ou_record *, void *))
{
	struct ou_run *run = b->run;
	struct slot **order;
	uint32_t i, n = 0;
	int r = 0;

	order = ou_arena_alloc(&run->batch_arena, b->left * sizeof(*order));
	for (i = 0; i < b->n; i++) {
		if (b->slots[i].state == SLOT_LEFT)
			order[n++] = &b->slots[i];
	}
	if (b->ranked)
		qsort(order, n, sizeof(*order), compare);
	for (i = 0; i < n && r == 0; i++)
		r = one(b, order[i], last, process);
	run->source = NULL;
	run->line = 0;
	run->private->slot = b->current = NULL;
	return r;
}

int
ou_cli_batch_process(struct ou_batch *b, bool ask)
{
	struct slot *x;
	uint32_t i;

	if (ask)
		return each(b, true, b->run->command->process);
	for (i = 0; i < b->n; i++) {
		x = &b->slots[i];
		if (x->state == SLOT_LEFT)
			settle(b, x);
	}
	return 0;
}

/* --- for commands --- */

int
ou_batch_each(struct ou_batch *b, enum ou_answer (*process)
    (struct ou_run *, struct ou_record *, void *))
{
	return each(b, false, process);
}

void
ou_batch_rank(struct ou_batch *b, int64_t rank)
{
	b->current->rank = rank;
	b->ranked = true;
}

void
ou_batch_no_effect(struct ou_batch *b)
{
	b->current->no_effect = true;
}

uint32_t
ou_batch_number(const struct ou_batch *b)
{
	return b->current->number;
}

uint32_t
ou_batch_size(const struct ou_batch *b)
{
	return b->n_mine;
}

struct ou_batch *
ou_run_batch(struct ou_run *run)
{
	struct ou_batch *b = run->private->batch;

	return b != NULL && b->current != NULL ? b : NULL;
}
