#include "ou/formats/import.h"

/* What an order is held for, in whatever format it came. */

void
ou_import_hold(struct ou_import *im, struct ou_order *o, enum ou_diag code,
    struct ou_str reason, struct ou_str line)
{
	struct ou_hold hold = {
		.code = ou_str_c(ou_diag_name(code)),
		.reason = reason,
		.by = OU_STR("order-import"),
		.line = line,
		.n_blocks = 1,
	};

	hold.blocks = ou_arena_array(&im->arena, 1, sizeof(*hold.blocks));
	hold.blocks[0] = OU_STR("allocate");
	ou_order_hold(&im->arena, o, &hold);
}

static void
check_allowances(struct ou_import *im, struct ou_order *o,
    const struct ou_allowance *list, uint32_t n, struct ou_str line)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (list[i].amount.v < 0 || list[i].percent.v < 0)
			ou_import_hold(im, o, OU_DIAG_HOLD_PRICE,
			    OU_STR("an allowance or charge is negative"),
			    line);
		else if (!list[i].amount.given && !list[i].percent.given)
			ou_import_hold(im, o, OU_DIAG_HOLD_PRICE,
			    OU_STR("an allowance or charge has no amount"),
			    line);
	}
}

/* Nobody sells for less than nothing: EN 16931 BR-27.  What is given back
 * has a negative quantity. */
void
ou_import_check(struct ou_import *im, struct ou_order *o)
{
	const struct ou_order_line *l;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		l = &o->lines[i];
		if (l->unit_price.v < 0)
			ou_import_hold(im, o, OU_DIAG_HOLD_PRICE,
			    OU_STR("the price is negative"), l->number);
		if (l->price_base.given && l->price_base.v <= 0)
			ou_import_hold(im, o, OU_DIAG_HOLD_PRICE,
			    OU_STR("the price is per a quantity of zero or "
			    "less"), l->number);
		check_allowances(im, o, l->allowances, l->n_allowances,
		    l->number);
	}
	check_allowances(im, o, o->allowances, o->n_allowances, OU_STR_NONE);
	if (!ou_str_is(o->document_function, "original"))
		ou_import_hold(im, o, OU_DIAG_HOLD_FUNCTION,
		    ou_str_printf(&im->arena,
		    "the document function is %.*s, not original",
		    OU_STR_ARG(o->document_function)), OU_STR_NONE);
}
