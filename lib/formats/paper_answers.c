#include "paper_parts.h"

/*
 * The lines of an order response.  Documents have a line for each answer; a
 * record has all answers to a line of the order with it.
 */

/* A quantity that waits beside one that comes makes two answers. */
static void
split_backorder(struct ou_import *im, struct ou_response_line *l)
{
	struct ou_line_answer *first = l->answers, *all;

	if (!l->left.given || l->left.v <= 0 || l->n_answers != 1)
		return;
	if (first->quantity.v == 0) {
		first->quantity = l->left;
		first->status = OU_STR("backordered");
		l->left = (struct ou_quantity){ 0 };
		return;
	}
	all = ou_arena_zalloc(&im->arena, 2 * sizeof(*all));
	all[0] = *first;
	all[1].status = OU_STR("backordered");
	all[1].quantity = l->left;
	all[1].unit = first->unit;
	l->left = (struct ou_quantity){ 0 };
	l->answers = all;
	l->n_answers = 2;
}

static void
add_answers(struct ou_import *im, struct ou_response_line *to,
    const struct ou_response_line *from)
{
	struct ou_line_answer *all = ou_arena_zalloc(&im->arena,
	    (to->n_answers + from->n_answers) * sizeof(*all));

	if (to->n_answers > 0)
		memcpy(all, to->answers, to->n_answers * sizeof(*all));
	if (from->n_answers > 0)
		memcpy(all + to->n_answers, from->answers,
		    from->n_answers * sizeof(*all));
	to->answers = all;
	to->n_answers += from->n_answers;
}

int
ou_paper_join_answers(struct ou_import *im, void *record, struct ou_err *err)
{
	struct ou_order_response *r = record;
	struct ou_response_line *l, *last = NULL;
	uint32_t i, n = 0;

	(void)err;
	for (i = 0; i < r->n_lines; i++) {
		l = &r->lines[i];
		split_backorder(im, l);
		if (l->n_answers > 0 && l->answers->product != NULL &&
		    (ou_str_is(l->answers->status, "changed") ||
		    ou_str_is(l->answers->status, "added")))
			l->answers->status = OU_STR("substituted");
		if (last != NULL && l->number.n > 0 &&
		    ou_str_eq(last->number, l->number)) {
			add_answers(im, last, l);
			continue;
		}
		r->lines[n] = *l;
		last = &r->lines[n++];
	}
	r->n_lines = n;
	return 0;
}

/* What is said of the whole order needs no lines. */
static bool
is_of_all(const struct ou_order_response *r)
{
	uint32_t i, k;

	if (ou_str_is(r->status, "acknowledged"))
		return true;
	if (!ou_str_is(r->status, "accepted") &&
	    !ou_str_is(r->status, "rejected"))
		return false;
	for (i = 0; i < r->n_lines; i++) {
		for (k = 0; k < r->lines[i].n_answers; k++) {
			if (!ou_str_eq(r->lines[i].answers[k].status,
			    r->status))
				return false;
		}
	}
	return true;
}

/* What has no name is called by its number. */
static struct ou_product *
named(struct ou_arena *a, struct ou_product *p)
{
	struct ou_product *copy;

	if (p == NULL || p->name.n > 0)
		return p;
	copy = ou_arena_zalloc(a, sizeof(*copy));
	*copy = *p;
	copy->name = p->sku;
	return copy;
}

/* A line with one of its answers, as it is written. */
static void
flatten(struct ou_arena *a, const struct ou_response_line *from,
    uint32_t which, struct ou_response_line *to)
{
	struct ou_line_answer *answer;

	*to = *from;
	to->left = (struct ou_quantity){ 0 };
	to->product = named(a, from->product);
	if (from->n_answers == 0)
		return;
	to->answers = answer = ou_arena_zalloc(a, sizeof(*answer));
	to->n_answers = 1;
	*answer = from->answers[which];
	answer->product = named(a, answer->product);
	if (!ou_str_is(answer->status, "backordered") ||
	    !answer->quantity.given)
		return;
	to->left = answer->quantity;
	answer->quantity = (struct ou_quantity){ 0, true };
}

const void *
ou_paper_split_answers(struct ou_arena *a, const void *record)
{
	const struct ou_order_response *r = record;
	struct ou_order_response *copy = ou_arena_zalloc(a, sizeof(*copy));
	struct ou_response_line *to;
	uint32_t i, k, n = 0;

	*copy = *r;
	for (i = 0; i < r->n_lines; i++)
		n += r->lines[i].n_answers > 0 ? r->lines[i].n_answers : 1;
	copy->lines = to = ou_arena_zalloc(a, (n + 1) * sizeof(*to));
	copy->n_lines = is_of_all(r) ? 0 : n;
	for (i = 0; i < r->n_lines; i++) {
		for (k = 0; k == 0 || k < r->lines[i].n_answers; k++)
			flatten(a, &r->lines[i], k, to++);
	}
	return copy;
}
