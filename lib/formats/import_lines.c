#include "import_walk.h"

/*
 * Lines without a number get one, and one that stands twice becomes two.
 */
struct number {
	const struct ou_str *text;	/* NULL: free */
	unsigned next;			/* ending to try for a second one */
};

struct numbers {
	struct number *slots;		/* open addressing */
	size_t mask;
};

/* NULL when ${s} is new; it is remembered.  Else the one that was there. */
static struct number *
numbers_add(struct numbers *set, const struct ou_str *s)
{
	size_t i = ou_str_hash(*s) & set->mask;

	for (; set->slots[i].text != NULL; i = (i + 1) & set->mask) {
		if (ou_str_eq(*set->slots[i].text, *s))
			return &set->slots[i];
	}
	set->slots[i] = (struct number){ s, 2 };
	return NULL;
}

static void
number_again(struct ou_import *im, struct walk *w, struct numbers *set,
    struct number *first, struct ou_order_line *line, uint32_t i)
{
	struct ou_str was = line->number;
	struct ou_err err = { 0 };

	do {
		line->number = ou_str_printf(&im->arena, "%.*s.%u",
		    OU_STR_ARG(was), first->next++);
	} while (numbers_add(set, &line->number) != NULL);
	ou_import_extra(im, &line->extra, &line->n_extra,
	    OU_STR("orderItemNumber"), was);
	ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_DUPLICATE,
	    "line number '%.*s' stands on several lines; this one is now "
	    "'%.*s'", OU_STR_ARG(was), OU_STR_ARG(line->number));
	w->depth = 2;
	w->names[0] = "orderedItem";
	w->numbers[0] = i;
	w->names[1] = "orderItemNumber";
	w->numbers[1] = -1;
	ou_walk_finding(w, &err);
	w->depth = 0;
}

/* 1, 2, 3 ... as text. */
static struct ou_str
number_text(struct ou_arena *a, uint32_t v)
{
	char b[12], *p = b + sizeof(b);

	do {
		*--p = (char)('0' + v % 10);
	} while ((v /= 10) > 0);
	return ou_str_dup(a, ou_str_make(p, (size_t)(b + sizeof(b) - p)));
}

static bool
none_numbered(const struct ou_order *o)
{
	uint32_t i;

	for (i = 0; i < o->n_lines && o->lines[i].number.n == 0; i++)
		continue;
	return i == o->n_lines;
}

/* 1, 2, 10 ...: each longer than the one before, or greater, so that none
 * stands twice. */
static bool
numbers_rise(const struct ou_order *o)
{
	struct ou_str a = OU_STR_NONE, b;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		b = o->lines[i].number;
		if (b.n == 0)
			return false;
		if (i > 0 && (b.n < a.n ||
		    (b.n == a.n && memcmp(b.p, a.p, b.n) <= 0)))
			return false;
		a = b;
	}
	return true;
}

static void
finish_quantities(struct ou_import *im, struct ou_order *o)
{
	struct ou_order_line *line;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		line = &o->lines[i];
		if (line->quantities == NULL)
			line->quantities = ou_arena_zalloc(&im->arena,
			    sizeof(*line->quantities));
		line->quantities->ordered = line->quantity;
	}
}

void
ou_walk_lines(struct ou_import *im, struct walk *w)
{
	struct ou_order *o = w->order;
	struct ou_order_line *line;
	struct numbers set = { NULL, 15 };
	struct number *first;
	uint32_t i, next;

	finish_quantities(im, o);
	if (none_numbered(o)) {
		for (i = 0; i < o->n_lines; i++)
			o->lines[i].number = number_text(&im->arena, i + 1);
		return;
	}
	if (numbers_rise(o))
		return;
	while (set.mask < 2 * (size_t)o->n_lines)
		set.mask = set.mask * 2 + 1;
	set.slots = ou_arena_array(&im->arena, set.mask + 1,
	    sizeof(*set.slots));
	for (i = 0; i < o->n_lines; i++) {
		line = &o->lines[i];
		first = line->number.n > 0 ?
		    numbers_add(&set, &line->number) : NULL;
		if (first != NULL)
			number_again(im, w, &set, first, line, i);
	}
	/* new numbers only once all that came are known */
	for (i = 0, next = 1; i < o->n_lines; i++) {
		line = &o->lines[i];
		if (line->number.n > 0)
			continue;
		if (next < i + 1)
			next = i + 1;
		do {
			line->number = number_text(&im->arena, next++);
		} while (numbers_add(&set, &line->number) != NULL);
	}
}
