#include <stdlib.h>

#include "private.h"

/*
 * Effects, and the outbox.  One row a commit and command says which rows of
 * the log have output that perhaps nobody has seen.  That it was printed is
 * written down with the next commit, or when the store is closed: who dies in
 * between has it printed a second time, never not at all.
 */

void
ou_ranges_add(struct ranges *r, int64_t from, int64_t to,
    struct ou_str command, bool join)
{
	struct range *last = r->n != 0 ? &r->v[r->n - 1] : NULL;

	if (join && last != NULL && last->to + 1 == from &&
	    ou_str_eq(last->command, command)) {
		last->to = to;
		return;
	}
	if (r->n == r->cap) {
		r->cap = r->cap == 0 ? 8 : r->cap * 2;
		r->v = reallocarray(r->v, r->cap, sizeof(*r->v));
		if (r->v == NULL)
			ou_out_of_memory();
	}
	r->v[r->n++] = (struct range){ from, to,
	    ou_str_dup(&r->arena, command) };
}

void
ou_ranges_clear(struct ranges *r)
{
	r->n = 0;
	ou_arena_reset(&r->arena);
}

void
ou_ranges_take(struct ranges *to, struct ranges *from)
{
	uint32_t i;

	for (i = 0; i < from->n; i++)
		ou_ranges_add(to, from->v[i].from, from->v[i].to,
		    from->v[i].command, false);
	ou_ranges_clear(from);
}

void
ou_ranges_release(struct ranges *r)
{
	free(r->v);
	ou_arena_release(&r->arena);
	*r = (struct ranges){ 0 };
}

static int
drop(struct ou_store *s, int64_t from, int64_t to, struct ou_str command,
    struct ou_err *err)
{
	return ou_store_run(s, DB_OUTBOX_DROP, DB_ANY, err, V(db_int(from),
	    db_key(command), db_int(to)));
}

static int
add(struct ou_store *s, int64_t from, int64_t to, struct ou_str command,
    struct ou_err *err)
{
	if (from > to)
		return 0;
	return ou_store_run(s, DB_OUTBOX_ADD, 1, err, V(db_int(from),
	    db_key(command), db_int(to)));
}

/* A part of what commits have left: the rest of them stays. */
static int
cut(struct ou_store *s, const struct range *r, struct ou_err *err)
{
	struct db_rows got;
	uint32_t i;

	if (ou_store_rows(s, DB_OUTBOX_OF, &s->arena, &got, err,
	    V(db_key(r->command), db_int(r->from), db_int(r->to))) != 0)
		return -1;
	for (i = 0; i < got.n; i++) {
		const struct db_value *v = &got.v[2 * i];

		if (drop(s, v[0].i, v[1].i, r->command, err) != 0 ||
		    add(s, v[0].i, r->from - 1, r->command, err) != 0 ||
		    add(s, r->to + 1, v[1].i, r->command, err) != 0)
			return -1;
	}
	return 0;
}

/* In a transaction: what was printed is no longer waited for. */
int
ou_store_outbox(struct ou_store *s, struct ou_err *err)
{
	const struct range *r = s->printed.v;
	uint32_t i;

	for (i = 0; i < s->printed.n; i++) {
		if (drop(s, r[i].from, r[i].to, r[i].command, err) != 0)
			return -1;
	}
	for (i = 0; i < s->printed_again.n; i++) {
		if (cut(s, &s->printed_again.v[i], err) != 0)
			return -1;
	}
	return 0;
}

int
ou_store_outbox_close(struct ou_store *s, struct ou_err *err)
{
	if ((s->printed.n == 0 && s->printed_again.n == 0) ||
	    s->db->read_only)
		return 0;
	if (ou_store_begin(s, err) != 0)
		return -1;
	return ou_store_commit(s, err);
}

static uint64_t
hash_of(struct ou_str id, struct ou_str digest)
{
	return ou_str_hash(id) * 31 + ou_str_hash(digest);
}

/*
 * Answers that no longer stand.  A mark in the log says so: an effect without
 * output, whose input is that of the n-th mark of its id.  Behind it the same
 * record is another one: its digest is taken together with the last mark.
 */
struct voided {
	struct ou_str command, id;
	struct ou_digest mark;
	struct voided *next;
};

static struct ou_digest
mark_of(const struct ou_digest *before)
{
	struct ou_str parts[2] = { OU_STR("void"), { NULL, 0 } };
	struct ou_digest d;

	if (before != NULL)
		parts[1] = ou_str_make((const char *)before->b,
		    OU_DIGEST_SIZE);
	ou_digest_of(&d, parts, 2);
	return d;
}

/* The last mark of an id among the rows of a query; false: it has none. */
static bool
last_mark(const struct db_rows *rows, struct ou_str id,
    struct ou_digest *mark)
{
	struct ou_digest next = mark_of(NULL);
	bool any = false, found = true;
	const struct db_value *v;
	uint32_t r;

	while (found) {
		found = false;
		for (r = 0; r < rows->n && !found; r++) {
			v = &rows->v[rows->width * r];
			found = v[1].s.n == OU_DIGEST_SIZE && memcmp(v[1].s.p,
			    next.b, OU_DIGEST_SIZE) == 0 &&
			    ou_str_eq(v[0].s, id);
		}
		if (!found)
			break;
		any = true;
		*mark = next;
		next = mark_of(mark);
	}
	return any;
}

static const struct voided *
find_voided(const struct ou_store *s, struct ou_str command,
    struct ou_str id)
{
	const struct voided *v;

	for (v = s->voided; v != NULL; v = v->next) {
		if (ou_str_eq(v->id, id) && ou_str_eq(v->command, command))
			return v;
	}
	return NULL;
}

static void
add_voided(struct ou_store *s, struct ou_str command, struct ou_str id,
    const struct ou_digest *mark)
{
	struct voided *v = ou_arena_zalloc(&s->arena, sizeof(*v));

	v->command = ou_str_dup(&s->arena, command);
	v->id = ou_str_dup(&s->arena, id);
	v->mark = *mark;
	v->next = s->voided;
	s->voided = v;
}

/* The digest that an effect is kept under. */
static struct ou_str
input_of(struct ou_store *s, const struct ou_effect *e,
    struct ou_digest *room)
{
	const struct voided *v = find_voided(s, e->command, e->id);
	struct ou_str parts[2] = { e->digest, { NULL, 0 } };

	if (v == NULL)
		return e->digest;
	parts[1] = ou_str_make((const char *)v->mark.b, OU_DIGEST_SIZE);
	ou_digest_of(room, parts, 2);
	return ou_str_make((const char *)room->b, OU_DIGEST_SIZE);
}

int
ou_store_effect_void(struct ou_store *s, struct ou_str command,
    struct ou_str type, struct ou_str id, struct ou_err *err)
{
	struct log_row row = { .kind = LOG_EFFECT, .command = command,
	    .type = type, .id = id, .raw = OU_STR("") };
	struct ou_digest mark, last;
	struct db_rows rows;

	if (ou_store_writing(s, err) != 0 || ou_store_flush(s, err) != 0 ||
	    ou_store_rows(s, DB_EFFECTS, &s->arena, &rows, err,
	    V(db_key(command), ou_db_list(&s->arena, &id, 1))) != 0)
		return -1;
	mark = last_mark(&rows, id, &last) ? mark_of(&last) : mark_of(NULL);
	add_voided(s, command, id, &mark);
	row.input = ou_str_make((const char *)mark.b, OU_DIGEST_SIZE);
	row.hash = hash_of(id, row.input);
	ou_log_content(&row.content, &row);
	return ou_store_log(s, &row, err);
}

static void
find_marks(struct ou_store *s, const struct db_rows *rows,
    const struct ou_effect *e, uint32_t n)
{
	const struct ou_digest first = mark_of(NULL);
	const struct db_value *v;
	struct ou_digest mark;
	uint32_t i, r;

	for (r = 0; r < rows->n; r++) {
		v = &rows->v[rows->width * r];
		if (v[1].s.n != OU_DIGEST_SIZE ||
		    memcmp(v[1].s.p, first.b, OU_DIGEST_SIZE) != 0)
			continue;
		for (i = 0; i < n && !ou_str_eq(e[i].id, v[0].s); i++)
			continue;
		if (i < n && last_mark(rows, e[i].id, &mark))
			add_voided(s, e[i].command, e[i].id, &mark);
	}
}

/* What comes behind the answer of an effect, and is no mark: behind the last
 * one there is none. */
static void
overtake(struct ou_effect *e, const struct db_value *v)
{
	if (e->output.p == NULL)
		return;
	e->overtaken = !ou_str_eq(e->output, v[2].s);
	e->newer = v[3].i;
	e->newer_at = ou_db_as_time(&v[5]);
}

/* One query for effects of one command. */
static int
done_some(struct ou_store *s, struct ou_arena *a, struct ou_effect *e,
    uint32_t n, struct ou_err *err)
{
	struct ou_str *ids = ou_arena_array(a, n, sizeof(*ids));
	struct ou_digest room;
	struct db_rows rows;
	uint32_t i, r;

	for (i = 0; i < n; i++) {
		ids[i] = e[i].id;
		e[i].overtaken = false;
	}
	if (ou_store_rows(s, DB_EFFECTS, a, &rows, err,
	    V(db_key(e->command), ou_db_list(a, ids, n))) != 0)
		return -1;
	find_marks(s, &rows, e, n);
	for (r = 0; r < rows.n; r++) {
		const struct db_value *v = &rows.v[rows.width * r];
		bool asked = false;

		for (i = 0; i < n; i++) {
			if (!ou_str_eq(e[i].id, v[0].s))
				continue;
			if (!ou_str_eq(input_of(s, &e[i], &room), v[1].s)) {
				overtake(&e[i], v);
				continue;
			}
			e[i].output = v[2].s;
			e[i].seq = v[3].i;
			asked = true;
		}
		if (asked && v[4].i != 0)
			ou_ranges_add(&s->answered, v[3].i, v[3].i,
			    e->command, true);
	}
	return 0;
}

static int
effects_done(void *store, struct ou_arena *a, struct ou_effect *e,
    uint32_t n, struct ou_err *err)
{
	struct ou_store *s = store;
	struct log_row row = { .kind = LOG_EFFECT };
	struct ou_digest room;
	uint32_t i, from;

	for (i = 0; i < n; i++) {
		e[i].output = OU_STR_NONE;
		row.id = e[i].id;
		row.hash = hash_of(e[i].id, input_of(s, &e[i], &room));
		if (ou_store_waits(s, &row) && ou_store_flush(s, err) != 0)
			return -1;
	}
	for (from = 0; from < n; from = i) {
		for (i = from + 1; i < n && i - from < 256 &&
		    ou_str_eq(e[i].command, e[from].command); i++)
			;
		if (done_some(s, a, e + from, i - from, err) != 0)
			return -1;
	}
	return 0;
}

static int
effect_keep(void *store, const struct ou_effect *e, struct ou_err *err)
{
	struct ou_store *s = store;
	struct ou_digest room;
	struct log_row row = { .kind = LOG_EFFECT, .command = e->command,
	    .type = e->type, .id = e->id, .input = input_of(s, e, &room),
	    .raw = e->output };

	row.hash = hash_of(e->id, row.input);

	if (ou_store_writing(s, err) != 0 || ou_store_check(err,
	    V(db_text(e->command), db_text(e->type), db_text(e->id))) != 0)
		return -1;
	if (ou_store_waits(s, &row))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_DUPLICATE,
		    "'%.*s' has come twice", OU_STR_ARG(e->id));
	ou_log_content(&row.content, &row);
	return ou_store_log(s, &row, err);
}

static int
effects_printed(void *store, struct ou_err *err)
{
	struct ou_store *s = store;

	(void)err;
	ou_ranges_take(&s->printed, &s->committed);
	ou_ranges_take(&s->printed_again, &s->answered);
	return 0;
}

/* A row of OUTPUT: an answer, and the last one of its id. */
static struct ou_effect
answer_of(struct ou_str command, const struct db_value *v)
{
	return (struct ou_effect){ .command = command, .type = v[2].s,
	    .id = v[3].s, .output = v[1].s, .seq = v[0].i,
	    .overtaken = !ou_str_eq(v[1].s, v[5].s), .newer = v[4].i,
	    .newer_at = ou_db_as_time(&v[6]) };
}

/* The outputs of one range. */
static int
print_range(struct ou_store *s, struct ou_arena *a, const struct range *r,
    int (*print)(void *arg, const struct ou_effect *e, struct ou_err *err),
    void *arg, struct ou_err *err)
{
	struct ou_effect e;
	struct db_rows rows;
	int64_t since = r->from - 1;
	uint32_t i;

	for (;;) {
		ou_arena_reset(a);
		if (ou_store_rows(s, DB_OUTPUT, a, &rows, err,
		    V(db_key(r->command), db_int(since),
		    db_int(r->to))) != 0)
			return -1;
		if (rows.n == 0)
			return 0;
		for (i = 0; i < rows.n; i++) {
			e = answer_of(r->command, &rows.v[rows.width * i]);
			if (print(arg, &e, err) != 0)
				return -1;
		}
		since = rows.v[rows.width * (rows.n - 1)].i;
	}
}

static int
effects_resume(void *store, struct ou_str command,
    int (*print)(void *arg, const struct ou_effect *e, struct ou_err *err),
    void *arg, struct ou_err *err)
{
	struct ou_store *s = store;
	struct ou_arena a = OU_ARENA_INIT, texts = OU_ARENA_INIT;
	struct range r = { 0, 0, command };
	struct db_rows rows;
	uint32_t i;
	int bad;

	do {
		ou_arena_reset(&a);
		bad = ou_store_rows(s, DB_OUTBOX, &a, &rows, err,
		    V(db_key(command), db_int(r.from)));
		for (i = 0; bad == 0 && i < rows.n; i++) {
			r.from = rows.v[2 * i].i;
			r.to = rows.v[2 * i + 1].i;
			bad = print_range(s, &texts, &r, print, arg, err);
			if (bad == 0)
				ou_ranges_add(&s->committed, r.from, r.to,
				    command, false);
		}
	} while (bad == 0 && rows.n != 0);
	ou_arena_release(&a);
	ou_arena_release(&texts);
	return bad;
}

static uint64_t
frame_changes(void *store)
{
	return ((struct ou_store *)store)->changes;
}

static int
frame_begin(void *store, struct ou_err *err)
{
	return ou_store_begin(store, err);
}

static int
frame_commit(void *store, struct ou_err *err)
{
	return ou_store_commit(store, err);
}

static void
frame_rollback(void *store)
{
	ou_store_rollback(store);
}

void
ou_store_frame(struct ou_store *s)
{
	s->frame = (struct ou_transaction){ s, frame_begin, effects_done,
	    effect_keep, frame_commit, frame_rollback, frame_changes,
	    effects_printed, effects_resume };
}

const struct ou_transaction *
ou_store_transaction(struct ou_store *s)
{
	return &s->frame;
}
