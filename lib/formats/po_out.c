#include "po.h"

/*
 * What was read of a message goes out: as one order, or one for each place
 * that it delivers to, or as a reject.
 */

/* What goes where; NULL when all goes to the message's own place. */
static const struct split_line *
split_lines(const struct po *c)
{
	struct split_line *lines;
	uint32_t i;

	for (i = 0; i < c->o->n_lines && c->info[i].n_splits == 0; i++)
		continue;
	if (i == c->o->n_lines)
		return NULL;
	lines = ou_arena_array(c->a, c->o->n_lines, sizeof(*lines));
	for (i = 0; i < c->o->n_lines; i++)
		lines[i] = (struct split_line){ c->info[i].splits,
		    c->info[i].n_splits };
	return lines;
}

/* The reject for lines that were left out of an order. */
static int
reject_lines(struct po *c, const struct po_line *info, uint32_t n,
    const struct ou_order_line *lines)
{
	struct ou_err err = { .kind = OU_ERR_RECORD, .code = OU_DIAG_LINE };
	struct ou_quantity sum = { .given = true };
	char text[OU_DECIMAL_MAX];
	const struct po_line *first = NULL;
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (info[i].fault.p == NULL)
			continue;
		if (first == NULL)
			first = &info[i];
		(void)ou_quantity_add(&sum, sum, lines[i].quantity, NULL);
	}
	ou_err_set(&err, OU_ERR_RECORD, OU_DIAG_LINE,
	    "%u of %u lines cannot be taken, quantity %.*s: %.*s", c->bad_lines,
	    n, (int)ou_quantity_text(text, sum), text,
	    OU_STR_ARG(first->fault));
	ou_err_at(&err, ou_source_name(c->edi->src), first->segment, 0);
	return ou_po_reject(c, &err);
}

int
ou_po_hand_out(struct po *c)
{
	struct ou_order **orders = &c->o;
	const struct po_line *info = c->info;
	const struct ou_order_line *lines = c->o->lines;
	uint32_t all = c->o->n_lines, i, n = 1;
	struct splitter s = { .im = c->im, .o = c->o };
	struct ou_err err;

	/* ou_po_finish packs the good lines together */
	if (c->bad_lines > 0) {
		info = ou_arena_alloc(c->a, all * sizeof(*info));
		memcpy((void *)(uintptr_t)info, c->info, all * sizeof(*info));
		lines = ou_arena_alloc(c->a, all * sizeof(*lines));
		memcpy((void *)(uintptr_t)lines, c->o->lines,
		    all * sizeof(*lines));
	}
	ou_po_finish(c);
	if (c->refusal.kind != OU_ERR_NONE)
		return ou_po_reject(c, &c->refusal);
	if ((s.lines = split_lines(c)) != NULL)
		n = ou_split_order(&s, &orders);
	for (i = 0; i < n; i++)
		ou_import_finish(c->im, orders[i]);
	if (ou_import_refuses(c->im, &err))
		return ou_po_reject(c, &err);
	if (c->im->strict && c->bad_lines > 0)
		return reject_lines(c, info, all, lines);
	for (i = 0; i < n; i++) {
		if (ou_import_order(c->im, orders[i]) != 0)
			return -1;
	}
	return c->bad_lines > 0 ? reject_lines(c, info, all, lines) : 0;
}
