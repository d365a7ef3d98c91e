#include "trade.h"

/*
 * Where the lines of a trade document go.  A line names a place by its own
 * Delivery, or a Delivery of the head by that one's ID; lines that name none
 * go where the head's only Delivery does.  Several places make several
 * orders.  Where a line could go to one or the other nothing is guessed: the
 * order stays whole and is held.
 */
struct place {
	struct ou_address *address;
	struct ou_str id;		/* in the order's id */
};

struct places {
	struct trade_order *u;
	struct place *list;
	uint32_t n;
	struct ou_address **head;	/* of each of the head's deliveries */
	uint32_t unplaced;		/* lines that name none */
	struct ou_str why_not;		/* set: hold, with this reason */
};

static const struct trade_delivery *
head_delivery(const struct trade_order *u, uint32_t i)
{
	return (const struct trade_delivery *)u->doc->deliveries.p + i;
}

static struct ou_address *
address_of(const struct places *p, const struct trade_goes_to *to)
{
	const struct trade_order *u = p->u;
	uint32_t i;

	if (to->address != NULL || to->delivery.n == 0)
		return to->address;
	for (i = 0; i < u->doc->deliveries.n; i++) {
		if (ou_str_eq(head_delivery(u, i)->id.text, to->delivery))
			return p->head[i];
	}
	return NULL;
}

/* The number of a place, which may be new. */
static uint32_t
place_of(struct places *p, struct ou_address *address)
{
	struct ou_arena *a = &p->u->im->arena;
	struct place *x;
	uint32_t i;

	for (i = 0; i < p->n; i++) {
		if (ou_trade_same_place(p->list[i].address, address))
			return i;
	}
	x = ou_import_append(a, &p->list, &p->n, sizeof(*x));
	x->address = address;
	x->id = address->gln.n > 0 ? address->gln : address->id.n > 0 ?
	    address->id : ou_str_printf(a, "%u", p->n);
	return p->n - 1;
}

/* What line ${i} asks for; false with why_not when that is not clear. */
static bool
place_line(struct places *p, uint32_t i, struct split_line *out)
{
	const struct trade_goes *g = &p->u->goes[i];
	const struct ou_order_line *line = &p->u->order->lines[i];
	struct ou_quantity sum = { .given = true };
	struct ou_address *address;
	struct split *s;
	uint32_t k, at, first = 0;
	bool several = false, quantities = true;

	out->splits = ou_arena_array(&p->u->im->arena, g->n,
	    sizeof(*out->splits));
	for (k = 0; k < g->n; k++) {
		if ((address = address_of(p, &g->list[k])) == NULL)
			continue;
		at = place_of(p, address);
		if (out->n_splits > 0 && at != first)
			several = true;
		first = at;
		s = &out->splits[out->n_splits++];
		s->id = p->list[at].id;
		s->address = p->list[at].address;
		s->quantity = g->list[k].quantity;
		s->date = g->list[k].date;
		quantities = quantities && s->quantity.given &&
		    s->quantity.v >= 0 && ou_quantity_add(&sum, sum,
		    s->quantity, NULL) == 0;
	}
	if (out->n_splits == 0)
		p->unplaced++;
	if (!several && (out->n_splits == g->n || out->n_splits == 0)) {
		/* all of it goes there, whatever its schedule is */
		if (out->n_splits > 0) {
			out->n_splits = 1;
			out->splits[0].quantity = line->quantity;
			out->splits[0].date = (struct ou_date){ 0 };
		}
		return true;
	}
	if (out->n_splits == g->n && quantities && sum.v == line->quantity.v)
		return true;
	p->why_not = ou_str_printf(&p->u->im->arena, "line %.*s goes to "
	    "several places, and its deliveries do not say how much to each",
	    OU_STR_ARG(line->number));
	return false;
}

/* Is there one place for all that name none? */
static void
check_unplaced(struct places *p, const struct ou_delivery *to)
{
	uint32_t heads = p->u->doc->deliveries.n;
	struct ou_arena *a = &p->u->im->arena;

	if (p->unplaced == 0 || p->why_not.n > 0)
		return;
	if (heads > 1 && p->n == 0)
		p->why_not = ou_str_printf(a, "%u deliveries for the whole "
		    "order, and no word which lines are whose", heads);
	else if (heads > 1)
		p->why_not = ou_str_printf(a, "%u deliveries for the whole "
		    "order, and %u lines do not say which is theirs", heads,
		    p->unplaced);
	else if (to->address == NULL && p->n > 1)
		p->why_not = ou_str_printf(a, "lines go to %u places, and %u "
		    "do not say where to", p->n, p->unplaced);
}

/* What the head says of the delivery to a place. */
static void
take_delivery(struct trade_order *u, struct ou_delivery *to,
    struct ou_address *address)
{
	struct ou_delivery one;
	uint32_t i;

	for (i = 0; i < u->doc->deliveries.n; i++) {
		one = (struct ou_delivery){ 0 };
		ou_trade_delivery_of(u, &one, head_delivery(u, i));
		if (one.address == NULL ||
		    !ou_trade_same_place(one.address, address))
			continue;
		to->window = one.window;
		to->requested_date = one.requested_date;
		to->requested_ship_date = one.requested_ship_date;
		break;
	}
	to->address = address;
}

/* Where the head wanted the goods that all lines want elsewhere. */
static void
keep_address(struct trade_order *u, const struct ou_address *a)
{
	ou_import_extra(u->im, &u->order->extra, &u->order->n_extra,
	    OU_STR("deliveryAddress.name"), a->name);
	ou_import_extra(u->im, &u->order->extra, &u->order->n_extra,
	    OU_STR("deliveryAddress.id"), a->id.n > 0 ? a->id : a->gln);
}

void
ou_trade_places(struct trade_order *u, struct ou_delivery *to)
{
	struct places p = { .u = u };
	struct ou_arena *a = &u->im->arena;
	struct ou_delivery one;
	struct split_line *lines;
	uint32_t i, heads = u->doc->deliveries.n;

	p.head = ou_arena_array(a, heads, sizeof(struct ou_address *));
	for (i = 0; heads > 1 && i < heads; i++) {
		one = (struct ou_delivery){ 0 };
		ou_trade_delivery_of(u, &one, head_delivery(u, i));
		p.head[i] = one.address;
	}
	if (heads == 1)
		p.head[0] = to->address;
	lines = ou_arena_array(a, u->order->n_lines, sizeof(*lines));
	for (i = 0; i < u->order->n_lines; i++) {
		if (!place_line(&p, i, &lines[i]))
			break;
	}
	check_unplaced(&p, to);
	if (p.why_not.n > 0) {
		ou_import_hold(u->im, u->order, OU_DIAG_HOLD_DELIVERY,
		    p.why_not, OU_STR_NONE);
		return;
	}
	if (p.n == 0)
		return;
	if (p.n == 1 && (p.unplaced == 0 || to->address == NULL ||
	    ou_trade_same_place(to->address, p.list[0].address))) {
		if (heads == 1 && to->address != NULL &&
		    !ou_trade_same_place(to->address, p.list[0].address))
			keep_address(u, to->address);
		take_delivery(u, to, p.list[0].address);
		return;
	}
	/* those for the head's place are with those that name none */
	for (i = 0; i < u->order->n_lines; i++) {
		if (p.unplaced > 0 && lines[i].n_splits == 1 &&
		    ou_trade_same_place(to->address,
		    lines[i].splits[0].address))
			lines[i].n_splits = 0;
	}
	u->splits = lines;
}

/* What was stated of the whole is not said of its parts. */
static void
forget_totals(struct trade_order *u, struct ou_order *o)
{
	char text[OU_DECIMAL_MAX];

	if (o->totals != NULL && o->totals->payable.given)
		ou_import_extra(u->im, &o->extra, &o->n_extra,
		    OU_STR("totals.payableAmount"), ou_str_make(text,
		    ou_amount_text(text, o->totals->payable)));
	if (o->totals != NULL && o->totals->prepaid.v != 0)
		ou_import_hold(u->im, o, OU_DIAG_HOLD_PRICE,
		    OU_STR("something was paid in advance, for the orders of "
		    "several places together"), OU_STR_NONE);
	o->totals = NULL;
	o->taxes = NULL;
	o->n_taxes = 0;
}

int
ou_trade_hand_out(struct trade_order *u, struct ou_err *err)
{
	struct splitter s = { u->im, u->order, u->splits };
	struct ou_order **orders = &u->order;
	uint32_t i, n = 1;

	if (u->splits != NULL)
		n = ou_split_order(&s, &orders);
	for (i = 0; i < n; i++) {
		if (u->splits != NULL) {
			forget_totals(u, orders[i]);
			if (orders[i]->delivery != NULL)
				take_delivery(u, orders[i]->delivery,
				    orders[i]->delivery->address);
		}
		ou_import_finish(u->im, orders[i]);
	}
	if (ou_import_refuses(u->im, err))
		return 1;
	for (i = 0; i < n; i++) {
		if (ou_import_order(u->im, orders[i]) != 0)
			return -1;
	}
	return 0;
}
