#include "paper_parts.h"

/*
 * What a document has no place for: each field that has a value and no row.
 * Fields that say where a record came from are ours, not the partner's.
 */
struct paper_seen {
	struct ou_arena *a;
	void (*left)(void *arg, const char *path);
	void *arg;
};

static const char *const own[] = {
	"type", "schema", "id", "channel", "source", "segment",
	"documentFunction", NULL
};

/* Does a row below write the field, ${depth} steps in? */
static bool
reaches(const struct paper_node *n, const struct ou_field *const *way,
    int depth)
{
	int i;

	if (n->absolute || n->slot.n < depth)
		return false;
	for (i = 0; i < depth; i++) {
		if (n->slot.steps[i] != way[i])
			return false;
	}
	return true;
}

/* Is it a field of ${t}, and one of those that are given?  It may be of any
 * table. */
static bool
is_given(const struct ou_field *f, const struct ou_table *t, uint64_t given)
{
	uintptr_t at = (uintptr_t)f - (uintptr_t)t->fields;

	at /= sizeof(*f);
	return at < (uintptr_t)t->n_fields && (given & (1ULL << at)) != 0;
}

/* Does it stand beside a value that there is?  ${given}: fields of ${t}, of
 * which the last step is one. */
static bool
with_reaches(const struct paper_node *n, const struct ou_field *const *way,
    int depth, const struct ou_table *t, uint64_t given)
{
	struct paper_node with = { .slot = n->with };

	return n->has_with && !n->with_absolute && n->with.n == depth &&
	    reaches(&with, way, depth) && (n->slot.n != depth ||
	    is_given(n->last, t, given));
}

/* Is the element another's, whose row stands in front? */
static bool
is_other(const struct paper_node *n, const struct ou_table *t,
    uint64_t given)
{
	return (n->row->flags & PAPER_ELSE) != 0 &&
	    (n->row->flags & PAPER_INDEX) == 0 &&
	    strcmp(n[-1].row->at, n->row->at) == 0 &&
	    is_given(n[-1].last, t, given);
}

enum { NO_ROW, SOME_ROW, WHOLE_ROW };

/* Is the field written by a row of these, or by several for its parts? */
static int
covered(const struct paper_node *nodes, const struct ou_field *const *way,
    int depth, const struct ou_table *t, uint64_t given)
{
	const struct paper_node *n;
	int most = NO_ROW, below;

	for (n = nodes; n->row != NULL; n++) {
		if ((n->row->flags & (PAPER_READ | PAPER_MADE)) != 0)
			continue;
		if (is_other(n, t, given))
			continue;
		if ((reaches(n, way, depth) && n->slot.n == depth &&
		    n->row->field != NULL) ||
		    with_reaches(n, way, depth, t, given))
			return WHOLE_ROW;
		if (reaches(n, way, depth) && n->slot.n > depth)
			most = SOME_ROW;
		if (n->nodes == NULL || n->slot.n != 0)
			continue;
		below = covered(n->nodes, way, depth, t, given);
		most = below > most ? below : most;
		if (most == WHOLE_ROW)
			return most;
	}
	return most;
}

/* The row that writes a member of the object or list, or NULL. */
static const struct paper_node *
row_for(const struct paper_node *nodes, const struct ou_field *const *way,
    int depth, const void *member)
{
	const struct paper_node *n, *found = NULL;

	for (n = nodes; n->row != NULL && found == NULL; n++) {
		if ((n->row->flags & PAPER_READ) != 0 || n->nodes == NULL)
			continue;
		if (n->slot.n == 0)
			found = row_for(n->nodes, way, depth, member);
		else if (n->slot.n == depth && reaches(n, way, depth) &&
		    ou_paper_is_for(n, member))
			found = n;
	}
	return found;
}

static bool
is_own(const char *name)
{
	const char *const *o;

	for (o = own; *o != NULL; o++) {
		if (strcmp(*o, name) == 0)
			return true;
	}
	return false;
}

/*
 * Who may write a field of the object at hand: the rows of its element, and
 * those of elements around that reach into it.
 */
#define VIEWS_MAX 4

struct paper_view {
	const struct paper_node *nodes;
	const struct ou_field *way[OU_SLOT_STEPS];
	int depth;
};

struct paper_views {
	struct paper_view all[VIEWS_MAX];
	int n;
	const struct ou_field *set;	/* what the row says without a row */
};

/* Step into a field; those that cannot follow are left behind. */
static struct paper_views
step_into(const struct paper_views *v, const struct ou_field *f)
{
	struct paper_views to = { .n = 0 };
	int i;

	for (i = 0; i < v->n; i++) {
		if (v->all[i].depth == OU_SLOT_STEPS)
			continue;
		to.all[to.n] = v->all[i];
		to.all[to.n].way[to.all[to.n].depth++] = f;
		to.n++;
	}
	return to;
}

static int
covered_by(const struct paper_views *v, const struct ou_table *t,
    uint64_t given)
{
	int i, how, most = NO_ROW;

	for (i = 0; i < v->n; i++) {
		how = covered(v->all[i].nodes, v->all[i].way,
		    v->all[i].depth, t, given);
		most = how > most ? how : most;
	}
	return most;
}

static const struct paper_node *
row_of(const struct paper_views *v, const void *member)
{
	const struct paper_node *n = NULL;
	int i;

	for (i = 0; i < v->n && n == NULL; i++)
		n = row_for(v->all[i].nodes, v->all[i].way, v->all[i].depth,
		    member);
	return n;
}

static void look(const struct paper_seen *s, const struct paper_views *views,
    const struct ou_table *t, const char *object, const char *path);

/* What is in a field that some row writes. */
static void
look_inside(const struct paper_seen *s, const struct paper_views *views,
    const struct ou_field *f, const char *object, bool whole,
    const char *path)
{
	const struct paper_node *n;
	struct paper_views inner;
	const char *to, *name = path;
	uint32_t i, count = 1;

	memcpy(&to, object + f->offset, sizeof(to));
	if (f->kind == OU_KIND_LIST)
		memcpy(&count, object + f->count_offset, sizeof(count));
	for (i = 0; i < count; i++, to += f->table->size) {
		n = row_of(views, to);
		inner = *views;
		if (f->kind == OU_KIND_LIST) {
			name = ou_str_printf(s->a, "%s.%u", path, i).p;
			if (n != NULL || whole)
				inner.n = 0;
		}
		inner.set = n != NULL && n->has_set ? n->set.steps[0] : NULL;
		if (n != NULL && inner.n < VIEWS_MAX)
			inner.all[inner.n++] = (struct paper_view){
			    .nodes = n->nodes };
		if (inner.n == 0)
			s->left(s->arg, name);
		else
			look(s, &inner, f->table, to, name);
	}
}

static void
look(const struct paper_seen *s, const struct paper_views *views,
    const struct ou_table *t, const char *object, const char *path)
{
	const struct ou_field *f;
	struct paper_views at;
	const char *name;
	uint64_t given = ou_table_given(t, object,
	    UINT64_MAX >> (64 - t->n_fields));
	uint16_t i;
	int how;

	for (i = 0; i < t->n_fields; i++) {
		f = &t->fields[i];
		if ((given & (1ULL << i)) == 0 || f == views->set ||
		    (*path == '\0' && is_own(f->name)))
			continue;
		at = step_into(views, f);
		name = ou_str_printf(s->a, "%s%s%s", path,
		    *path != '\0' ? "." : "", f->name).p;
		how = covered_by(&at, t, given);
		if (how == NO_ROW)
			s->left(s->arg, name);
		else if (f->kind == OU_KIND_OBJECT ||
		    f->kind == OU_KIND_LIST)
			look_inside(s, &at, f, object, how == WHOLE_ROW,
			    name);
	}
}

void
ou_paper_left(const struct paper_form *form, struct ou_arena *a,
    const void *record, void (*left)(void *arg, const char *path),
    void *arg)
{
	const struct paper_seen s = { a, left, arg };
	const struct paper_views views = { .n = 1,
	    .all = { { .nodes = ou_paper_nodes(form) } } };

	look(&s, &views, ou_record_type_find(ou_str_c(form->record))->table,
	    record, "");
}
