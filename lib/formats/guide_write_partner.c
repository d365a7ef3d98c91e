#include "guide_partner.h"
#include "guide_writer.h"
#include "ou/formats/interchange.h"

/*
 * A profile's codes, turned back: what was the partner's when it came is the
 * partner's when it goes out, and our ids stay at home.  What the record has
 * of the partner's own (the buyer's item number, the code of a place) comes
 * first; where two of theirs are one of ours, it is the first of the profile.
 */
struct ou_str
ou_guide_their_unit(const struct guide_writer *w, struct ou_str ours,
    struct ou_str usual)
{
	struct ou_str theirs = w->partner == NULL ? OU_STR_NONE :
	    ou_guide_theirs(w->partner->units, w->partner->n_units, ours);

	return theirs.n > 0 ? theirs : usual;
}

/* The text of the field beside the slot's own. */
static struct ou_str
beside(struct guide_writer *w, const struct ou_slot *slot,
    const struct ou_field *field, const void *object)
{
	struct ou_slot s = *slot;

	s.steps[s.n - 1] = field;
	ou_buf_clear(&w->buf);
	return ou_slot_text(&s, object, &w->buf) ? ou_str_dup(w->a,
	    ou_buf_str(&w->buf)) : OU_STR_NONE;
}

/* --- fields --- */

/* Codes of ISO are everybody's: a list for them only says what else came. */
static bool
is_standard(const struct ou_field *f)
{
	return strcmp(f->name, "currency") == 0 ||
	    strcmp(f->name, "addressCountry") == 0;
}

void
ou_guide_write_for(struct guide_writer *w, const struct ou_partner *partner)
{
	uint32_t i, n = partner != NULL ? partner->fields.n : 0;

	w->partner = partner;
	if (n == 0)
		return;
	w->fields = ou_guide_fields(w->a, w->g->record->table, partner);
	for (i = 0; i < n; i++) {
		if (w->fields[i].field != NULL &&
		    is_standard(w->fields[i].field))
			w->fields[i].field = NULL;
	}
}

/* --- places and parties --- */

/* Their code of a place, by ours or by itself; absent: none is known. */
static struct ou_str
place(const struct ou_partner *p, struct ou_str id)
{
	struct ou_str s = ou_guide_theirs(p->locations, p->n_locations, id);

	if (s.n == 0 && id.n > 0 && ou_book_pair(p->locations,
	    p->n_locations, id).n > 0)
		s = id;
	return s;
}

static struct ou_str
receiver(const struct guide_writer *w)
{
	return w->partner->output[ou_interchange_family(
	    w->g->family)].receiver.id;
}

/* A party is told by the code that its partner has for it, or by the GLN that
 * is this code. */
static struct ou_str
of_party(struct guide_writer *w, const struct ou_slot *slot,
    const void *object, struct ou_str text)
{
	const struct ou_field *f = ou_party_table.fields,
	    *last = slot->steps[slot->n - 1];
	const struct ou_partner *p = w->partner;
	struct ou_str id = last == &f[OU_FIELD(party, id)] ? text :
	    beside(w, slot, &f[OU_FIELD(party, id)], object), theirs;

	theirs = place(p, id);
	if (last == &f[OU_FIELD(party, id)]) {
		/* our number of the customer is ours */
		if (theirs.n == 0 && id.n > 0 && ou_str_eq(id, p->customer))
			return receiver(w);
		return theirs.n > 0 ? theirs : text;
	}
	if (last == &f[OU_FIELD(party, gln)])
		return theirs.n > 0 && !ou_str_eq(theirs, text) ?
		    OU_STR_NONE : text;
	return theirs.n > 0 && text.n == 0 ? OU_STR("buyer") : text;
}

/* Our number of the customer is ours: the buyer of an order is told by the
 * number that came with it, else by the GLN or the id of its partner. */
static struct ou_str
of_buyer(struct guide_writer *w, const struct ou_slot *slot,
    const void *object, struct ou_str text)
{
	const struct ou_field *f = ou_buyer_table.fields;
	bool is_id = slot->steps[slot->n - 1] == &f[OU_FIELD(buyer, id)];
	const struct ou_partner *p = w->partner;
	const struct ou_order *order = w->record;
	struct ou_str id = is_id ? text : beside(w, slot, &f[OU_FIELD(buyer,
	    id)], object), came = OU_STR_NONE;

	if (id.n == 0 || !ou_str_eq(id, p->customer))
		return text;
	if (w->g->record->table == &ou_order_table)
		came = ou_book_pair(order->extra, order->n_extra,
		    OU_STR("customer.id"));
	if (is_id)
		return came.n > 0 ? came : receiver(w);
	return text.n == 0 && came.n == 0 && p->glns.n > 0 ? p->glns.list[0] :
	    text;
}

struct ou_str
ou_guide_their_text(struct guide_writer *w, const struct ou_slot *slot,
    const void *object, struct ou_str text)
{
	const struct ou_field *last = slot->steps[slot->n - 1],
	    *party = ou_party_table.fields;
	const struct ou_partner *p = w->partner;
	struct ou_str s = OU_STR_NONE;
	uint32_t i;

	if (last == &party[OU_FIELD(party, id)] ||
	    last == &party[OU_FIELD(party, gln)] ||
	    last == &party[OU_FIELD(party, scheme)])
		return of_party(w, slot, object, text);
	if (last == &ou_buyer_table.fields[OU_FIELD(buyer, id)] ||
	    last == &ou_buyer_table.fields[OU_FIELD(buyer, gln)])
		return of_buyer(w, slot, object, text);
	for (i = 0; i < p->fields.n && s.n == 0; i++) {
		if (last == w->fields[i].field &&
		    ou_str_eq(slot->key, w->fields[i].key))
			s = ou_guide_theirs(p->fields.list[i].pairs,
			    p->fields.list[i].n, text);
	}
	if (s.n == 0 && (strcmp(last->name, "location") == 0 ||
	    last == &ou_address_table.fields[OU_FIELD(address, id)]))
		s = ou_guide_theirs(p->locations, p->n_locations, text);
	return s.n > 0 ? s : text;
}

/* --- items --- */

static struct ou_str
listed(const struct ou_partner *p, struct ou_str qualifier,
    struct ou_str sku)
{
	const struct ou_partner_codes *c = ou_partner_list(&p->items,
	    qualifier);

	return c != NULL ? ou_guide_theirs(c->pairs, c->n, sku) : OU_STR_NONE;
}

/* Is there another code for the field, which the profile knows the item by?
 * Our number then needs none. */
static bool
elsewhere(const struct guide_writer *w, const struct guide_element *x,
    uint32_t which, struct ou_str sku)
{
	uint32_t i;

	for (i = 0; i < x->n_codes; i++) {
		if (i != which && ou_str_eq(x->codes[i].word,
		    x->codes[which].word) && !x->codes[i].kept &&
		    listed(w->partner, x->codes[i].code, sku).n > 0)
			return true;
	}
	return false;
}

static bool
is_listed(const struct ou_partner *p, struct ou_str sku)
{
	uint32_t i;

	for (i = 0; i < p->items.n; i++) {
		if (ou_guide_theirs(p->items.list[i].pairs, p->items.list[i].n,
		    sku).n > 0)
			return true;
	}
	return false;
}

enum guide_turn
ou_guide_their_item(struct guide_writer *w, const struct guide_element *x,
    uint32_t which, const void *object, struct ou_str *s)
{
	const struct guide_code *k = &x->codes[which];
	const struct ou_field *f = ou_product_table.fields,
	    *last = k->slot.n > 0 ? k->slot.steps[k->slot.n - 1] : NULL;
	bool ours = last == &f[OU_FIELD(product, sku)];
	struct ou_str sku, theirs;

	if (w->partner == NULL || w->partner->items.n == 0 || last == NULL ||
	    last < f || last >= f + ou_product_table.n_fields)
		return GUIDE_USUAL;
	sku = ours ? *s : beside(w, &k->slot, &f[OU_FIELD(product, sku)],
	    object);
	if (sku.n == 0)
		return GUIDE_USUAL;
	theirs = listed(w->partner, k->code, sku);
	if (theirs.n > 0) {
		if (ours || s->n == 0)
			*s = theirs;
		return GUIDE_TURNED;
	}
	if (elsewhere(w, x, which, sku))
		return GUIDE_NEVER;
	theirs = ours ? listed(w->partner, OU_STR("*"), sku) : OU_STR_NONE;
	if (theirs.n > 0)
		*s = theirs;
	return ours && theirs.n == 0 && is_listed(w->partner, sku) ?
	    GUIDE_NEVER : GUIDE_USUAL;
}
