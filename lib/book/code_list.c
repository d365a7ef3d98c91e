#include <string.h>

#include "ou/base/names.h"
#include "ou/book/code_list.h"
#include "rewrite.h"

#define HEADER "party,code,sku,unitCode,factor\n"

struct code {
	struct ou_item_code row;
	const struct ou_item_code *was;	/* of the book; NULL: new */
	uint32_t line;
	struct code *next;		/* of the same text, another party's */
};

struct ou_code_list {
	struct ou_arena *a;
	const struct ou_rows *rows;
	struct ou_names codes;		/* struct code, by code */
	struct code **all;		/* the book's, then new ones */
	uint32_t n, room;
};

static struct code *
add(struct ou_code_list *l, const struct ou_item_code *row)
{
	void **at = ou_names_at(&l->codes, l->a, row->code);
	struct code *c = ou_arena_zalloc(l->a, sizeof(*c));

	c->row = *row;
	c->next = *at;
	*at = c;
	if (l->n == l->room) {
		l->room = l->room * 2 + 64;
		l->all = ou_arena_extend(l->a, l->all,
		    l->n * sizeof(*l->all), l->room * sizeof(*l->all));
	}
	l->all[l->n++] = c;
	return c;
}

struct ou_code_list *
ou_code_list_new(struct ou_arena *a, const struct ou_rows *rows)
{
	struct ou_code_list *l = ou_arena_zalloc(a, sizeof(*l));
	struct code *c;
	uint32_t i;

	l->a = a;
	l->rows = rows;
	for (i = 0; i < rows->n; i++) {
		c = add(l, ou_rows_at(rows, i));
		c->was = ou_rows_at(rows, i);
		c->line = rows->lines[i];
	}
	return l;
}

static struct code *
find(const struct ou_code_list *l, struct ou_str party, struct ou_str code)
{
	struct code *c = ou_names_find(&l->codes, code);

	while (c != NULL && !ou_str_eq(c->row.party, party))
		c = c->next;
	return c;
}

struct ou_str
ou_code_list_find(const struct ou_code_list *l, struct ou_str party,
    struct ou_str code)
{
	const struct code *c = find(l, party, code);

	return c != NULL ? c->row.sku : OU_STR_NONE;
}

void
ou_code_list_state(struct ou_code_list *l, const struct ou_item_code *row)
{
	struct code *c = find(l, row->party, row->code);
	struct ou_item_code kept = *row;

	if (c == NULL) {
		kept.party = ou_str_dup(l->a, row->party);
		kept.code = ou_str_dup(l->a, row->code);
		kept.sku = ou_str_dup(l->a, row->sku);
		kept.unit = OU_STR_NONE;
		c = add(l, &kept);
	}
	if (row->unit.n == 0 || !row->factor.given)
		return;
	if (!ou_str_eq(c->row.unit, row->unit))
		c->row.unit = ou_str_dup(l->a, row->unit);
	c->row.factor = row->factor;
}

static bool
same_unit(const struct ou_item_code *a, const struct ou_item_code *b)
{
	return ou_str_eq(a->unit, b->unit) &&
	    a->factor.given == b->factor.given && a->factor.v == b->factor.v;
}

const struct ou_item_code_change *
ou_code_list_end(struct ou_code_list *l, uint32_t *n)
{
	struct ou_item_code_change *changes = ou_arena_array(l->a, l->n + 1,
	    sizeof(*changes)), *x;
	const struct code *c;
	uint32_t i;

	*n = 0;
	for (i = 0; i < l->n; i++) {
		c = l->all[i];
		if (c->was != NULL && same_unit(c->was, &c->row))
			continue;
		x = &changes[(*n)++];
		*x = (struct ou_item_code_change){
		    .type = OU_STR("ItemCodeChange"),
		    .schema = OU_STR("item-code-change/1"),
		    .action = c->was == NULL ? OU_STR("add") :
		    OU_STR("change"), .party = c->row.party,
		    .code = c->row.code, .sku = c->row.sku,
		    .unit = c->row.unit, .factor = c->row.factor };
		if (c->was == NULL)
			continue;
		x->was_unit = c->was->unit;
		x->was_factor = c->was->factor;
		x->line = (struct ou_integer){ c->line, true };
	}
	return changes;
}

int
ou_code_list_write(const struct ou_code_list *l, const char *path,
    struct ou_buf *out, struct ou_err *err)
{
	struct ou_rewrite *all = ou_arena_array(l->a, l->n + 1,
	    sizeof(*all));
	uint32_t i;

	for (i = 0; i < l->n; i++)
		all[i] = (struct ou_rewrite){ &l->all[i]->row,
		    l->all[i]->was };
	return ou_book_rewrite(l->a, l->rows, HEADER, all, l->n, path, out,
	    err);
}
