#include "ou/base/ident.h"
#include "po.h"

/*
 * Parties: the buyer is the customer, the seller the seller, the place of
 * delivery and the one who gets the invoice are addresses.  All others stay
 * in extra.  Segments behind a party belong to it until the next one.
 */
static struct ou_address *
new_address(struct po *c, struct ou_address **to)
{
	if (*to == NULL)
		*to = ou_arena_zalloc(c->a, sizeof(**to));
	return *to;
}

static struct ou_buyer *
customer(struct po *c)
{
	if (c->o->customer == NULL)
		c->o->customer = ou_arena_zalloc(c->a,
		    sizeof(*c->o->customer));
	return c->o->customer;
}

static struct ou_seller *
seller(struct po *c)
{
	if (c->o->seller == NULL)
		c->o->seller = ou_arena_zalloc(c->a, sizeof(*c->o->seller));
	return c->o->seller;
}

/* A role that is filled already makes the second party another one. */
static bool
is_free(const struct po *c, enum po_role role)
{
	const struct ou_order *o = c->o;

	switch (role) {
	case PO_BUYER:
		return o->customer == NULL;
	case PO_SELLER:
		return o->seller == NULL;
	case PO_DELIVERY:
		return o->delivery == NULL || o->delivery->address == NULL;
	case PO_BILLING:
		return o->billing_address == NULL;
	default:
		return true;
	}
}

struct ou_address *
ou_po_party_begin(struct po *c, enum po_role role)
{
	c->in_party = true;
	c->contact = NULL;
	c->address = NULL;
	c->party = is_free(c, role) ? role : PO_OTHER;
	switch (c->party) {
	case PO_BUYER:
		customer(c)->type = OU_STR("Organization");
		c->address = new_address(c, &c->buyer_address);
		break;
	case PO_SELLER:
		(void)seller(c);
		break;
	case PO_DELIVERY:
		c->address = new_address(c, &ou_po_delivery(c)->address);
		break;
	case PO_BILLING:
		c->address = new_address(c, &c->o->billing_address);
		break;
	default:
		break;
	}
	return c->address;
}

void
ou_po_party_name(struct po *c, struct ou_str name)
{
	if (name.n == 0)
		return;
	if (c->party == PO_BUYER)
		(void)ou_po_set(&customer(c)->name, name);
	else if (c->party == PO_SELLER)
		(void)ou_po_set(&seller(c)->name, name);
	if (c->address != NULL)
		(void)ou_po_set(&c->address->name, name);
}

bool
ou_po_party_gln(struct po *c, struct ou_str gln)
{
	if (c->party == PO_BUYER && !ou_po_set(&customer(c)->gln, gln))
		return false;
	if (c->party == PO_SELLER)
		return ou_po_set(&seller(c)->gln, gln);
	return c->address != NULL && ou_po_set(&c->address->gln, gln);
}

bool
ou_po_party_id(struct po *c, struct ou_str id)
{
	if (c->party == PO_BUYER)
		return ou_po_set(&customer(c)->id, id);
	if (c->party == PO_SELLER)
		return ou_po_set(&seller(c)->id, id);
	return c->address != NULL && ou_po_set(&c->address->id, id);
}

bool
ou_po_party_contact(struct po *c, struct ou_str name, struct ou_str role)
{
	struct ou_buyer *b;

	c->contact = NULL;
	if (c->in_party && c->party != PO_BUYER)
		return false;
	b = customer(c);
	if (b->contact != NULL)
		return false;
	b->contact = c->contact = ou_arena_zalloc(c->a, sizeof(*b->contact));
	b->contact->name = name;
	b->contact->role = role;
	return true;
}

bool
ou_po_party_number(struct po *c, bool email, struct ou_str number)
{
	if (c->contact != NULL)
		return ou_po_set(email ? &c->contact->email :
		    &c->contact->telephone, number);
	if (c->in_party && c->address != NULL && c->party != PO_BUYER)
		return ou_po_set(email ? &c->address->email :
		    &c->address->telephone, number);
	return false;
}

bool
ou_po_country(struct po *c, struct ou_str *to, struct ou_str s)
{
	struct ou_str code;

	(void)c;
	if (s.n == 0)
		return true;
	code = ou_country_code(s);
	return code.n > 0 && ou_po_set(to, code);
}

/* --- notes, allowances, schedules, places --- */

struct ou_note *
ou_po_note(struct po *c, struct ou_str subject)
{
	struct ou_note **notes = &c->o->notes;
	uint32_t *n = &c->o->n_notes;

	if (c->line != NULL) {
		notes = &c->line->notes;
		n = &c->line->n_notes;
	}
	/* room doubles, so that thousands of texts stay cheap */
	if ((*n & (*n - 1)) == 0) {
		struct ou_note *more = ou_arena_array(c->a,
		    *n == 0 ? 1 : *n * 2, sizeof(*more));

		if (*n > 0)
			memcpy(more, *notes, *n * sizeof(*more));
		*notes = more;
	}
	c->note = &(*notes)[(*n)++];
	c->note->from = OU_STR("buyer");
	c->note->subject = subject;
	return c->note;
}

void
ou_po_note_add(struct po *c, struct ou_str text)
{
	struct ou_note *note = c->note;
	struct ou_str old = note->text;
	size_t n = old.n + 1 + text.n;
	char *p;

	if (text.n == 0)
		return;
	if (n > ou_import_field_max(c->im)) {
		note = ou_po_note(c, note->subject);
		old = note->text;
	}
	if (old.n == 0) {
		note->text = text;
		return;
	}
	/* in place when nothing came in between, as in a run of MSG */
	p = ou_arena_extend(c->a, (void *)(uintptr_t)old.p, old.n, n);
	p[old.n] = '\n';
	memcpy(p + old.n + 1, text.p, text.n);
	note->text = ou_str_make(p, n);
}

struct ou_allowance *
ou_po_allowance(struct po *c, bool charge)
{
	struct ou_allowance **list = &c->o->allowances, *more;
	uint32_t *n = &c->o->n_allowances;

	if (c->line != NULL) {
		list = &c->line->allowances;
		n = &c->line->n_allowances;
	}
	if ((*n & (*n - 1)) == 0) {
		more = ou_arena_array(c->a, *n == 0 ? 1 : *n * 2,
		    sizeof(*more));
		if (*n > 0)
			memcpy(more, *list, *n * sizeof(*more));
		*list = more;
	}
	c->allowance = &(*list)[(*n)++];
	c->allowance->charge = ou_flag_of(charge);
	return c->allowance;
}

struct ou_schedule *
ou_po_schedule(struct po *c)
{
	struct ou_order_line *line = c->line;
	uint32_t n = line->n_schedule;
	struct ou_schedule *more;

	if ((n & (n - 1)) == 0) {
		more = ou_arena_array(c->a, n == 0 ? 1 : n * 2,
		    sizeof(*more));
		if (n > 0)
			memcpy(more, line->schedule, n * sizeof(*more));
		line->schedule = more;
	}
	line->n_schedule++;
	return c->schedule = &line->schedule[n];
}

struct split *
ou_po_split(struct po *c, struct ou_str id, bool gln)
{
	struct po_line *li = c->li;
	struct split *more;
	uint32_t cap;

	if (li->n_splits == li->cap_splits) {
		cap = li->cap_splits == 0 ? 8 : li->cap_splits * 2;
		more = ou_arena_array(c->a, cap, sizeof(*more));
		if (li->n_splits > 0)
			memcpy(more, li->splits,
			    li->n_splits * sizeof(*more));
		li->splits = more;
		li->cap_splits = cap;
	}
	c->split = &li->splits[li->n_splits++];
	c->split->id = id;
	c->split->gln = gln;
	return c->split;
}
