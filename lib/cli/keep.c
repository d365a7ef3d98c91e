#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ou/cli/keep.h"
#include "ou/io/source.h"

struct kept {
	struct ou_str text;
	const char *source;
	uint64_t line;
	int64_t priority;
	uint32_t number;
	bool mine;
	bool gone;			/* rejected */
};

struct ou_keep {
	struct ou_run *run;
	struct ou_view *view;
	struct ou_record_type types[2];
	void *object;
	struct kept *all;
	uint32_t n, cap;
	size_t size, max;
	struct ou_str source;		/* the last one, copied */
};

/* One run a process: a record that is being written. */
static struct ou_buf text;

struct ou_keep *
ou_keep_new(struct ou_run *run, const char *view, size_t max)
{
	struct ou_keep *k = ou_arena_zalloc(&run->arena, sizeof(*k));

	k->run = run;
	k->max = max;
	k->types[0] = *ou_record_type_find(ou_str_c(run->command->type));
	ou_table_prepare(k->types[0].table);
	k->object = ou_arena_zalloc(&run->arena, k->types[0].table->size);
	k->view = ou_view_new(&run->arena, k->types[0].table, view,
	    &run->err);
	return k->view != NULL ? k : NULL;
}

/* A copy that may be read as a record. */
static struct ou_str
copy(struct ou_keep *k, struct ou_str s)
{
	char *p = ou_arena_zalloc(&k->run->arena, s.n + OU_SOURCE_PADDING);

	memcpy(p, s.p, s.n);
	k->size += s.n;
	return (struct ou_str){ p, s.n };
}

enum ou_answer
ou_keep_record(struct ou_keep *k, struct ou_record *record, bool mine,
    int64_t priority)
{
	struct ou_run *run = k->run;
	struct kept *x;

	if (record->json.len > k->max - k->size || k->n == UINT32_MAX) {
		ou_err_set(&run->err, OU_ERR_USAGE, OU_DIAG_LIMIT,
		    "more than %zu bytes of records would have to be kept "
		    "back", k->max);
		return OU_STOP;
	}
	if (k->n == k->cap) {
		k->cap = k->cap == 0 ? 256 : k->cap * 2;
		k->all = ou_arena_extend(&run->arena, k->all,
		    k->n * sizeof(*k->all), k->cap * sizeof(*k->all));
	}
	if (!ou_str_is(k->source, run->source))
		k->source = ou_str_dup(&run->arena, ou_str_c(run->source));
	x = &k->all[k->n];
	memset(x, 0, sizeof(*x));
	x->text = copy(k, (struct ou_str){ record->json.text,
	    record->json.len });
	x->source = k->source.p;
	x->line = run->line;
	x->priority = priority;
	x->number = k->n++;
	x->mine = mine;
	return OU_DROP;
}

static int
compare(const void *x, const void *y)
{
	const struct kept *a = *(const struct kept *const *)x;
	const struct kept *b = *(const struct kept *const *)y;

	if (a->priority != b->priority)
		return a->priority < b->priority ? -1 : 1;
	return a->number < b->number ? -1 : 1;
}

/* The reject is of the record as we have it: one line of JSON. */
static int
reject(struct ou_keep *k, struct kept *x)
{
	struct ou_run *run = k->run;
	struct ou_reject r;
	struct ou_origin o;

	memset(&r, 0, sizeof(r));
	memset(&o, 0, sizeof(o));
	x->gone = true;
	r.code = ou_str_c(ou_diag_name(run->err.code));
	r.reason = ou_str_c(run->err.text);
	r.field = ou_str_c(run->err.field);
	r.format = OU_STR("json");
	r.raw = x->text;
	r.source = &o;
	o.file = ou_str_c(x->source);
	o.line = (struct ou_integer){ (int64_t)x->line, x->line != 0 };
	return ou_run_reject(run, &r);
}

static int
one(struct ou_keep *k, struct kept *x, enum ou_answer (*process)
    (struct ou_run *, struct ou_record *, void *))
{
	struct ou_run *run = k->run;
	struct ou_record record;

	ou_arena_reset(&run->record_arena);
	run->source = x->source;
	run->line = x->line;
	/* It was read before, so it can be read again. */
	if (ou_record_parse(&record, &run->record_arena, x->text, k->types,
	    NULL, &run->err) != 0 ||
	    ou_record_load(&record, k->view, k->object, &run->err) != 0)
		return reject(k, x);
	switch (process(run, &record, k->object)) {
	case OU_PASS:
		if (!ou_record_changed(&record))
			return 0;
		ou_buf_clear(&text);
		ou_record_write(&record, &text);
		x->text = copy(k, ou_buf_str(&text));
		return 0;
	case OU_DROP:
		x->gone = true;
		return 0;
	case OU_REJECT:
		return reject(k, x);
	case OU_STOP:
		break;
	}
	return -1;
}

int
ou_keep_each(struct ou_keep *k, enum ou_answer (*process)
    (struct ou_run *, struct ou_record *, void *))
{
	struct kept **order;
	uint32_t i, n = 0;
	int r = 0;

	order = ou_arena_array(&k->run->arena, k->n, sizeof(struct kept *));
	for (i = 0; i < k->n; i++) {
		if (k->all[i].mine && !k->all[i].gone)
			order[n++] = &k->all[i];
	}
	if (n != 0)
		qsort(order, n, sizeof(struct kept *), compare);
	for (i = 0; i < n && r == 0; i++)
		r = one(k, order[i], process);
	k->run->source = NULL;
	k->run->line = 0;
	return r;
}

int
ou_keep_write(struct ou_keep *k)
{
	uint32_t i;

	ou_buf_release(&text);
	for (i = 0; i < k->n; i++) {
		if (!k->all[i].gone &&
		    ou_run_write_json(k->run, k->all[i].text) != 0)
			return -1;
	}
	return 0;
}
