#include <string.h>

#include "private.h"

/*
 * Answers of before, and of this batch.  A record that was done before is
 * answered with the bytes of then, one that comes twice in a batch with those
 * of the first.  A command that has again() may change such an answer, when
 * time has passed it by; what is kept in the store is not changed.
 */

static struct ou_str
digest_of(const struct slot *x)
{
	return ou_str_make((const char *)x->digest.b, OU_DIGEST_SIZE);
}

struct ou_effect
ou_cli_slot_effect(const struct ou_batch *b, const struct slot *x)
{
	return (struct ou_effect){
		.command = b->command,
		.type = x->type, .id = x->id, .digest = digest_of(x),
	};
}

struct ou_str
ou_cli_slot_output(struct ou_batch *b, const struct slot *x)
{
	const struct piece *piece;
	size_t n = 0;
	char *to;

	for (piece = x->first; piece != NULL; piece = piece->next) {
		if (!piece->reject && piece->next == NULL && n == 0)
			return piece->text;
		n += piece->reject ? 0 : piece->text.n;
	}
	to = ou_arena_alloc(&b->run->batch_arena, n);
	n = 0;
	for (piece = x->first; piece != NULL; piece = piece->next) {
		if (piece->reject)
			continue;
		memcpy(to + n, piece->text.p, piece->text.n);
		n += piece->text.n;
	}
	return ou_str_make(to, n);
}

/* What was done before is answered by the store. */
int
ou_cli_batch_look_up(struct ou_batch *b)
{
	struct ou_run *run = b->run;
	const struct ou_transaction *t = run->transaction;
	struct ou_effect *effects;
	struct slot *x;
	uint32_t i, n = 0;

	effects = ou_arena_array(&run->batch_arena, b->left,
	    sizeof(*effects));
	for (i = 0; i < b->n; i++) {
		if (b->slots[i].state == SLOT_LEFT)
			effects[n++] = ou_cli_slot_effect(b, &b->slots[i]);
	}
	if (n != 0 && t->done(t->store, &run->batch_arena, effects, n,
	    &run->err) != 0)
		return -1;
	for (i = n = 0; i < b->n; i++) {
		x = &b->slots[i];
		if (x->state != SLOT_LEFT)
			continue;
		if (effects[n].output.p != NULL) {
			ou_cli_slot_add(run, x, effects[n].output, false);
			ou_cli_batch_answered(b, x, SLOT_ANSWERED);
			x->effect = &effects[n];
		}
		n++;
	}
	return 0;
}

/* A table of slots by their hashes, with room for all of a batch. */
struct table {
	struct slot **at;
	uint64_t mask;
};

static struct table
table_new(struct ou_batch *b, uint32_t n)
{
	struct table t = { .mask = 1 };

	while (t.mask < (uint64_t)n * 2)
		t.mask *= 2;
	t.at = ou_arena_array(&b->run->batch_arena, t.mask, sizeof(*t.at));
	t.mask--;
	return t;
}

static bool
same_id(const struct slot *x, const struct slot *y)
{
	return ou_str_eq(x->id, y->id) && ou_str_eq(x->type, y->type);
}

static bool
same(const struct slot *x, const struct slot *y)
{
	return memcmp(x->digest.b, y->digest.b, OU_DIGEST_SIZE) == 0 &&
	    same_id(x, y);
}

/* A record that comes twice in a batch gets one effect and two answers. */
void
ou_cli_batch_twins(struct ou_batch *b)
{
	struct table t = table_new(b, b->left);
	struct slot *x;
	uint64_t at;
	uint32_t i;

	for (i = 0; i < b->n; i++) {
		x = &b->slots[i];
		if (x->state != SLOT_LEFT)
			continue;
		memcpy(&at, x->digest.b, sizeof(at));
		while (t.at[at & t.mask] != NULL &&
		    !same(t.at[at & t.mask], x))
			at++;
		if (t.at[at & t.mask] == NULL)
			t.at[at & t.mask] = x;
		else {
			x->twin = t.at[at & t.mask];
			ou_cli_batch_answered(b, x, SLOT_TWIN);
		}
	}
}

static int
answer_twins(struct ou_batch *b)
{
	const struct piece *piece;
	struct slot *x;
	uint32_t i;
	int r = 0;

	for (i = 0; i < b->n && r == 0; i++) {
		x = &b->slots[i];
		if (x->state != SLOT_TWIN)
			continue;
		if (x->twin->state == SLOT_REJECTED) {
			x->why = x->twin->why;
			b->run->private->slot = x;
			r = ou_cli_batch_refuse(b, x);
			continue;
		}
		for (piece = x->twin->first; piece != NULL;
		    piece = piece->next)
			ou_cli_slot_add(b->run, x, piece->text,
			    piece->reject);
	}
	b->run->private->slot = NULL;
	return r;
}

/* --- answers that time has passed by --- */

/* A line of an answer; ${to} gets what goes out for it. */
static int
again_line(struct ou_batch *b, struct ou_str line,
    const struct ou_effect *effect, struct ou_buf *to)
{
	struct ou_run *run = b->run;
	const struct binding *with = &b->binding;
	struct ou_record record;
	void *object = NULL;

	ou_arena_reset(&run->record_arena);
	if (ou_record_parse(&record, &run->record_arena,
	    ou_source_copy(&run->record_arena, line), with->types,
	    &with->limits, &run->err) != 0)
		return -1;
	if (record.table != NULL && (ou_cli_load(run, with, &record,
	    &object) != 0 || run->command->again(run, &record, object,
	    effect) != 0))
		return -1;
	ou_record_write(&record, to);
	ou_buf_addc(to, '\n');
	return 0;
}

int
ou_cli_again(struct ou_batch *b, const struct ou_effect *effect,
    struct ou_buf *to)
{
	struct ou_str rest = effect->output, line;
	int r = 0;

	while (r == 0 && ou_str_split(&rest, '\n', &line)) {
		if (line.n != 0)
			r = again_line(b, line, effect, to);
	}
	return r;
}

static int
again_slot(struct ou_batch *b, struct slot *x,
    const struct ou_effect *effect)
{
	struct ou_run *run = b->run;
	struct piece *piece;
	struct ou_str rest, line;
	int r = 0;

	run->source = x->source;
	run->line = x->line;
	run->private->slot = b->current = x;
	for (piece = x->first; piece != NULL && r == 0;
	    piece = piece->next) {
		rest = piece->text;
		ou_buf_clear(&b->text);
		while (r == 0 && !piece->reject &&
		    ou_str_split(&rest, '\n', &line)) {
			if (line.n != 0)
				r = again_line(b, line, effect, &b->text);
		}
		if (!piece->reject)
			piece->text = ou_str_dup(&run->batch_arena,
			    ou_buf_str(&b->text));
	}
	run->source = NULL;
	run->line = 0;
	run->private->slot = b->current = NULL;
	return r;
}

/* Where the last one with the id of ${x} that was decided stands. */
static struct slot **
newest(const struct table *t, const struct slot *x)
{
	uint64_t at = ou_str_hash(x->id);

	while (t->at[at & t->mask] != NULL &&
	    !same_id(t->at[at & t->mask], x))
		at++;
	return &t->at[at & t->mask];
}

/* In the order of the input, so that it does not matter how the records were
 * cut into batches. */
static int
answer_again(struct ou_batch *b)
{
	struct table t = table_new(b, b->n);
	struct ou_effect effect;
	const struct slot *decided;
	struct slot *x;
	uint32_t i;

	for (i = 0; i < b->n; i++) {
		x = &b->slots[i];
		if (x->mine && x->state == SLOT_DECIDED && !x->no_effect)
			*newest(&t, x) = x;
		if (x->state != SLOT_ANSWERED && (x->state != SLOT_TWIN ||
		    x->twin->state != SLOT_DECIDED))
			continue;
		effect = x->effect != NULL ? *x->effect
		    : ou_cli_slot_effect(b, x);
		decided = *newest(&t, x);
		if (decided != NULL) {
			effect.seq = INT64_MAX;
			effect.newer = 0;
			effect.overtaken = !ou_str_eq(
			    ou_cli_slot_output(b, decided),
			    ou_cli_slot_output(b, x));
		}
		if (again_slot(b, x, &effect) != 0)
			return -1;
	}
	return 0;
}

static bool
any_answer(const struct ou_batch *b)
{
	uint32_t i;

	for (i = 0; i < b->n; i++) {
		if (b->slots[i].state == SLOT_ANSWERED ||
		    b->slots[i].state == SLOT_TWIN)
			return true;
	}
	return false;
}

int
ou_cli_batch_answer(struct ou_batch *b)
{
	if (!any_answer(b))
		return 0;
	if (answer_twins(b) != 0)
		return -1;
	return b->run->command->again != NULL ? answer_again(b) : 0;
}
