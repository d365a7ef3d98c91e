#include "ou/base/ident.h"
#include "ou/base/names.h"
#include "ou/model/lines.h"

#define FEW 8			/* lines that are searched one by one */

static uint32_t
search(const struct ou_line_index *x, uint32_t n, struct ou_str number)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (ou_str_eq(x->order->lines[i].number, number))
			return i;
	}
	return x->order->n_lines;
}

/* Where the number stands, or would go. */
static uint32_t *
place(const struct ou_line_index *x, struct ou_str number)
{
	uint32_t i = (uint32_t)ou_str_hash(number) & (x->cap - 1);

	while (x->places[i] != 0 && !ou_str_eq(
	    x->order->lines[x->places[i] - 1].number, number))
		i = (i + 1) & (x->cap - 1);
	return &x->places[i];
}

static bool
add(struct ou_line_index *x, uint32_t line)
{
	struct ou_str number = x->order->lines[line].number;
	uint32_t *at;

	if (x->places == NULL)
		return search(x, line, number) == x->order->n_lines;
	at = place(x, number);
	if (*at != 0)
		return false;
	*at = line + 1;
	return true;
}

int
ou_line_index_init(struct ou_line_index *x, struct ou_arena *a,
    const struct ou_order *o, struct ou_err *err)
{
	struct ou_str number;
	uint32_t i;

	*x = (struct ou_line_index){ .order = o };
	if (o->n_lines > FEW) {
		for (x->cap = 32; x->cap < 2 * o->n_lines; x->cap *= 2)
			continue;
		x->places = ou_arena_array(a, x->cap, sizeof(*x->places));
	}
	for (i = 0; i < o->n_lines; i++) {
		number = o->lines[i].number;
		if (number.n != 0 && add(x, i))
			continue;
		if (number.n == 0)
			ou_err_set(err, OU_ERR_RECORD, OU_DIAG_REQUIRED,
			    "a line without number");
		else
			ou_err_set(err, OU_ERR_RECORD, OU_DIAG_VALUE,
			    "'%.*s' is the number of two lines",
			    OU_STR_ARG(number));
		return ou_err_in(err, "orderedItem.%u.orderItemNumber", i);
	}
	return 0;
}

uint32_t
ou_line_index_find(const struct ou_line_index *x, struct ou_str number)
{
	uint32_t at;

	if (x->places == NULL)
		return search(x, x->order->n_lines, number);
	at = *place(x, number);
	return at != 0 ? at - 1 : x->order->n_lines;
}

struct ou_str *
ou_line_names(struct ou_arena *a, const struct ou_order *o)
{
	struct ou_str *names = ou_arena_array(a, o->n_lines, sizeof(*names));
	struct ou_names seen = { 0 };
	struct ou_str number;
	uint32_t i, k;
	void **at;

	for (i = 0; i < o->n_lines; i++) {
		number = o->lines[i].number;
		if (number.n == 0)
			number = ou_str_printf(a, "%u", i + 1);
		names[i] = number;
		for (k = 2; *(at = ou_names_at(&seen, a, names[i])) != NULL;
		    k++)
			names[i] = ou_str_printf(a, "%.*s/%u",
			    OU_STR_ARG(number), k);
		*at = &names[i];
	}
	return names;
}

static bool
code_says(const struct ou_order_line *line, const struct ou_line_units *units)
{
	return units->code_factor.v > 0 && (units->code_unit.p == NULL ||
	    line->unit.p == NULL ||
	    ou_unit_same(line->unit, units->code_unit));
}

/* Many write a case's number and order it by the piece: they mean cases. */
static bool
gtin_says(const struct ou_order_line *line, const struct ou_line_units *units)
{
	return units->packs.pack.v > 0 && line->product != NULL &&
	    (line->unit.p == NULL || ou_unit_is_pack(line->unit) ||
	    ou_unit_same(line->unit, OU_STR("C62"))) &&
	    ou_gtin_same(line->product->gtin, units->pack_gtin);
}

enum ou_line_factor
ou_line_factor(const struct ou_order_line *line,
    const struct ou_line_units *units, struct ou_quantity *factor)
{
	struct ou_unit_packs packs = units->packs;

	if (code_says(line, units)) {
		*factor = units->code_factor;
		return OU_FACTOR_CODE;
	}
	if (gtin_says(line, units)) {
		*factor = packs.pack;
		return OU_FACTOR_GTIN;
	}
	if (line->packaging != NULL && line->packaging->pack_quantity.v > 0)
		packs.pack = line->packaging->pack_quantity;
	return ou_unit_resolve(line->unit, &packs, factor) && factor->v > 0 ?
	    OU_FACTOR_UNIT : OU_FACTOR_NONE;
}
