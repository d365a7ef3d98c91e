#include "allocation.h"

/*
 * Kits and substitutes.  A way serves whole grains of the line's own item:
 * what one grain needs of each part must be an exact number of its stock
 * units, and of every part as much is taken as the scarcest allows.
 *
 * The components of a kit may come from several rows; a substitute, like the
 * item itself, gives whole grains from each row.
 */
void
ou_allocator_kit(struct ou_allocator *al, struct ou_str sku,
    struct ou_str component, struct ou_quantity quantity)
{
	struct item *item = ou_allocator_add_item(al, sku);
	struct part *p = ou_arena_zalloc(al->arena, sizeof(*p)), **end;

	p->item = ou_allocator_add_item(al, component);
	p->quantity = quantity.v;
	for (end = &item->parts; *end != NULL; end = &(*end)->next)
		continue;
	*end = p;
}

static int64_t
priority_of(const struct ou_allocator_substitute *s)
{
	return s->priority.given ? s->priority.v : INT64_MAX;
}

void
ou_allocator_substitute(struct ou_allocator *al,
    const struct ou_allocator_substitute *substitute)
{
	struct item *item = ou_allocator_add_item(al, substitute->sku);
	struct substitute *s = ou_arena_zalloc(al->arena, sizeof(*s)), **at;

	s->s = *substitute;
	s->part.item = ou_allocator_add_item(al, substitute->other);
	s->part.quantity = substitute->factor.given ? substitute->factor.v
	    : OU_MICRO;
	at = &item->substitutes;
	while (*at != NULL && priority_of(&(*at)->s) <=
	    priority_of(substitute))
		at = &(*at)->next;
	s->next = *at;
	*at = s;
}

void
ou_allocator_skus(struct ou_allocator *al, struct ou_str sku,
    void (*each)(void *arg, struct ou_str sku), void *arg)
{
	const struct item *item = ou_names_find(&al->items, sku);
	const struct substitute *s;
	const struct part *p;

	each(arg, sku);
	for (p = item != NULL ? item->parts : NULL; p != NULL; p = p->next)
		each(arg, p->item->sku);
	for (s = item != NULL ? item->substitutes : NULL; s != NULL;
	    s = s->next)
		each(arg, s->part.item->sku);
}

static int64_t
gcd(int64_t a, int64_t b)
{
	int64_t r;

	while (b != 0) {
		r = a % b;
		a = b;
		b = r;
	}
	return a;
}

/* What one grain needs of a part; 0 when that is no exact number. */
static int64_t
part_grain(const struct work *w, const struct part *p)
{
	return ou_grain_to_stock(w->grain, p->quantity);
}

/* Stock first; what is short may wait for goods that come. */
static int64_t
take_part(const struct asker *who, const struct work *w,
    const struct part *p, int64_t unit, int64_t want, bool waits,
    struct takes *to)
{
	int64_t got;

	ou_allocator_sort(who->al, p->item);
	got = ou_take_rows(who, p->item, w, unit, want, to);
	if (waits && got < want)
		got += ou_take_receipts(who, p->item, w->line->due, LATER,
		    unit, want - got, to);
	return got;
}

static void
append(struct takes *to, const struct takes *more)
{
	if (more->first == NULL)
		return;
	if (to->first == NULL)
		to->first = more->first;
	else
		to->last->next = more->first;
	to->last = more->last;
	to->stock += more->stock;
}

/* Serve what is left of the line from these parts, as far as they go. */
static void
make(const struct asker *who, struct work *w, const struct part *parts,
    bool kit, bool waits)
{
	int64_t grains = (w->want - work_all(w)) / w->grain, need, unit, most;
	const struct part *p;
	struct takes *each;
	struct made *m;
	uint32_t n = 0, i;

	for (p = parts; p != NULL; p = p->next, n++) {
		if (part_grain(w, p) <= 0 ||
		    grains > INT64_MAX / part_grain(w, p))
			return;
	}
	if (grains <= 0)
		return;
	each = ou_arena_array(who->arena, n, sizeof(*each));
	for (p = parts, i = 0; p != NULL; p = p->next, i++) {
		need = part_grain(w, p);
		unit = kit ? gcd(OU_MICRO, need) : need;
		most = take_part(who, w, p, unit, grains * need, waits,
		    &each[i]) / need;
		grains = most < grains ? most : grains;
	}
	m = ou_arena_zalloc(who->arena, sizeof(*m));
	for (p = parts, i = 0; p != NULL; p = p->next, i++) {
		ou_take_back(&each[i], grains * part_grain(w, p));
		append(&m->takes, &each[i]);
	}
	if (grains == 0)
		return;
	m->own = grains * w->grain;
	m->waits = waits;
	*w->made_end = m;
	w->made_end = &m->next;
	if (waits)
		w->made_later += m->own;
	else
		w->made_now += m->own;
}

static bool
agreed(const struct asker *who, const struct ou_allocator_substitute *s)
{
	return (s->customer.n == 0 || ou_str_eq(s->customer, who->customer)) &&
	    (s->channel.n == 0 || ou_str_eq(s->channel, who->channel));
}

void
ou_take_ways(const struct asker *who, struct work *w)
{
	const struct substitute *s;

	if (w->item == NULL)
		return;
	if (w->item->parts != NULL)
		make(who, w, w->item->parts, true, false);
	for (s = w->item->substitutes; s != NULL &&
	    work_all(w) < w->want; s = s->next) {
		if (agreed(who, &s->s))
			make(who, w, &s->part, false, false);
	}
}

void
ou_take_kit_later(const struct asker *who, struct work *w)
{
	if (w->item != NULL && w->item->parts != NULL)
		make(who, w, w->item->parts, true, true);
}
