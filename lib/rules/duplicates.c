#include <stdlib.h>
#include <string.h>

#include "ou/base/ident.h"
#include "ou/rules/duplicates.h"
#include "ou/rules/persons.h"
#include "ou/rules/similar.h"

/*
 * A ring of orders, and chains through those whose keys fall into the same
 * bucket, the newest first.  A link names a place in the ring and which key of
 * the order there goes on; one that leads to a newer order is stale: what it
 * meant was forgotten.
 */
enum { KEY_ID = OU_PERSON_KEYS, KEY_NUMBER, KEY_PARTY, KEY_BUYER,
    KEYS };
#define LINK_BITS 4
_Static_assert(KEYS <= 1 << LINK_BITS, "a link names a key");

/* Buckets a key, at the least: to walk past the order of another key is to
 * wait for the memory it is in. */
#define BUCKETS 4

struct entry {
	uint64_t sequence;		/* from 1 */
	uint64_t looked_at;		/* by which order, last */
	uint64_t before;		/* orders of the same customer */
	uint64_t lines;			/* digest of what is ordered */
	uint64_t party;			/* digest of the customer's id */
	uint64_t number;		/* and of that and the order number */
	uint64_t base;			/* and of the id without its part */
	uint64_t part;			/* ou_order_part; 0: the only one */
	int32_t day;
	char currency[4];
	uint32_t keys[KEYS];		/* 0: it has not got this one */
	uint32_t older[KEYS];		/* links; 0: none */
	size_t id_length;
	char *id;			/* behind the card */
	struct ou_person_card card;	/* as much of it as there is */
};

struct ou_duplicates {
	struct ou_duplicates_options options;
	struct entry **ring;		/* from 1 */
	uint32_t *heads;		/* links by bucket */
	uint32_t mask;
	uint64_t n;			/* orders seen */
	struct entry *forgotten;	/* what was found may still name it */
};

/* --- digests: always the same, whatever run --- */

static uint64_t
spread(uint64_t h)
{
	h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9U;
	h = (h ^ (h >> 27)) * 0x94d049bb133111ebU;
	return h ^ (h >> 31);
}

static struct ou_str
item_of(const struct ou_product *p)
{
	if (p == NULL)
		return OU_STR_NONE;
	return p->sku.n != 0 ? p->sku : p->gtin.n != 0 ? p->gtin :
	    p->buyer_item_id.n != 0 ? p->buyer_item_id : p->name;
}

/* The order of the lines does not count. */
static uint64_t
lines_of(const struct ou_order *o)
{
	uint64_t sum = o->n_lines, h;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		h = ou_str_mix(OU_STR_MIX, item_of(o->lines[i].product));
		h = ou_str_mix(h, o->lines[i].unit);
		sum += spread(h + (uint64_t)o->lines[i].quantity.v);
	}
	return sum;
}

/* Who buys, by what numbers say; 0: they say nothing. */
static uint64_t
party_of(const struct ou_buyer *b)
{
	char plain[OU_VAT_MAX];
	struct ou_str s;

	if (b == NULL)
		return 0;
	s = b->id.n != 0 ? b->id : b->gln.n != 0 ? b->gln :
	    b->vat_id.n != 0 ? ou_vat_plain(plain, b->vat_id) : b->siret;
	return s.n != 0 ? ou_str_mix(OU_STR_MIX, s) : 0;
}

static uint32_t
key(uint64_t which, uint64_t h)
{
	uint32_t k = (uint32_t)spread(h + which);

	return k != 0 ? k : 1;
}

/* --- the person --- */

#define STREET_MAX 128

static void
person_of(const struct ou_order *o, struct ou_person *p, char *street)
{
	const struct ou_buyer *b = o->customer;
	const struct ou_address *x = o->delivery != NULL &&
	    o->delivery->address != NULL ? o->delivery->address :
	    o->billing_address;
	size_t n = 0, k;
	uint32_t i;

	memset(p, 0, sizeof(*p));
	if (b != NULL) {
		p->given = b->given_name;
		p->family = b->family_name.n != 0 ? b->family_name : b->name;
		if (b->family_name.n == 0)
			p->given = OU_STR_NONE;
		p->email = b->email;
		p->telephone = b->telephone;
	}
	if (x == NULL)
		return;
	if (p->family.n == 0)
		p->family = x->name;
	if (p->telephone.n == 0)
		p->telephone = x->telephone;
	if (p->email.n == 0)
		p->email = x->email;
	for (i = 0; i < x->n_street && n + 1 < STREET_MAX; i++) {
		k = x->street[i].n;
		if (k > STREET_MAX - 1 - n)
			k = STREET_MAX - 1 - n;
		if (k > 0)
			memcpy(street + n, x->street[i].p, k);
		n += k;
		street[n++] = ' ';
	}
	p->street = ou_str_make(street, n);
	p->locality = x->locality;
	p->postal_code = x->postal_code;
}

/* --- remembering --- */

struct ou_duplicates *
ou_duplicates_new(const struct ou_duplicates_options *options)
{
	struct ou_duplicates *d = calloc(1, sizeof(*d));
	uint64_t buckets = 1024;

	if (d == NULL)
		ou_out_of_memory();
	d->options = *options;
	if (d->options.max > OU_DUPLICATES_MAX)
		d->options.max = OU_DUPLICATES_MAX;
	while (buckets < BUCKETS * KEYS * d->options.max &&
	    buckets < (uint64_t)1 << 30)
		buckets *= 2;
	d->mask = (uint32_t)(buckets - 1);
	d->heads = calloc(buckets, sizeof(*d->heads));
	d->ring = calloc(d->options.max + 1, sizeof(struct entry *));
	if (d->heads == NULL || d->ring == NULL)
		ou_out_of_memory();
	return d;
}

void
ou_duplicates_free(struct ou_duplicates *d)
{
	uint64_t i;

	if (d == NULL)
		return;
	for (i = 0; i <= d->options.max; i++)
		free(d->ring[i]);
	free(d->forgotten);
	free(d->ring);
	free(d->heads);
	free(d);
}

/* The id of all orders of the number, and which of them it is. */
static void
put_part(struct entry *e, const struct ou_order *o)
{
	struct ou_str part = ou_order_part(o), base = o->id;

	if (part.n == 0)
		return;
	e->part = ou_str_mix(OU_STR_MIX, part) | 1;
	if (base.n > part.n && memcmp(base.p + base.n - part.n, part.p,
	    part.n) == 0)
		base.n -= part.n;
	e->base = ou_str_mix(OU_STR_MIX, base);
}

static struct entry *
make(const struct ou_order *o)
{
	struct ou_person_card card;
	struct ou_person p;
	struct entry *e;
	uint32_t k;
	char street[STREET_MAX];
	size_t n = offsetof(struct entry, card) +
	    offsetof(struct ou_person_card, text);

	person_of(o, &p, street);
	ou_person_card_make(&card, &p);
	if ((e = calloc(1, n + card.bytes + o->id.n + 1)) == NULL)
		ou_out_of_memory();
	memcpy(&e->card, &card, offsetof(struct ou_person_card, text) +
	    card.bytes);
	e->id = (char *)e + n + card.bytes;
	e->id_length = o->id.n;
	memcpy(e->id, o->id.p, o->id.n);
	e->lines = lines_of(o);
	e->party = party_of(o->customer);
	e->day = ou_date_given(o->date.date) ? ou_date_days(o->date.date) :
	    INT32_MIN;
	if (o->currency.n < sizeof(e->currency))
		memcpy(e->currency, o->currency.p != NULL ? o->currency.p : "",
		    o->currency.n);
	/* a likely one has the same lines: others need not be looked at */
	for (k = 0; k < OU_PERSON_KEYS; k++)
		e->keys[k] = card.keys[k] != 0 ?
		    key(k, e->lines + card.keys[k]) : 0;
	put_part(e, o);
	e->keys[KEY_ID] = key(KEY_ID, ou_str_mix(OU_STR_MIX, o->id));
	if (e->party != 0) {
		e->keys[KEY_PARTY] = key(KEY_PARTY, e->party + e->lines);
		e->keys[KEY_BUYER] = key(KEY_BUYER, e->party);
		if (o->number.n != 0) {
			e->number = ou_str_mix(e->party, o->number);
			e->keys[KEY_NUMBER] = key(KEY_NUMBER, e->number);
		}
	} else if (p.email.n != 0)
		e->keys[KEY_BUYER] = key(KEY_BUYER, ou_str_mix(OU_STR_MIX,
		    p.email));
	return e;
}

static void
keep(struct ou_duplicates *d, struct entry *e)
{
	uint64_t place = 1 + d->n % d->options.max;
	uint32_t k, *head;

	d->forgotten = d->ring[place];
	d->ring[place] = e;
	e->sequence = ++d->n;
	for (k = 0; k < KEYS; k++) {
		if (e->keys[k] == 0)
			continue;
		head = &d->heads[e->keys[k] & d->mask];
		e->older[k] = *head;
		*head = (uint32_t)(place << LINK_BITS | k);
	}
}

/* --- looking --- */

/* Surer first, then newer. */
static bool
before(const struct ou_duplicate *a, uint64_t a_seq,
    const struct ou_duplicate *b, uint64_t b_seq)
{
	if (a->kind != b->kind)
		return a->kind < b->kind;
	return a->score != b->score ? a->score > b->score : a_seq > b_seq;
}

struct findings {
	struct ou_duplicate *list;
	uint64_t sequence[OU_DUPLICATES_FOUND];
	unsigned n;
};

static void
found(struct findings *f, const struct ou_duplicate *x, uint64_t sequence)
{
	unsigned i = f->n;

	while (i > 0 && before(x, sequence, &f->list[i - 1],
	    f->sequence[i - 1])) {
		i--;
		if (i + 1 < OU_DUPLICATES_FOUND) {
			f->list[i + 1] = f->list[i];
			f->sequence[i + 1] = f->sequence[i];
		}
	}
	if (i == OU_DUPLICATES_FOUND)
		return;
	f->list[i] = *x;
	f->sequence[i] = sequence;
	if (f->n < OU_DUPLICATES_FOUND)
		f->n++;
}

static bool
near(const struct ou_duplicates *d, const struct entry *a,
    const struct entry *b)
{
	int64_t apart = (int64_t)a->day - b->day;

	if (a->day == INT32_MIN || b->day == INT32_MIN)
		return true;
	return (apart < 0 ? -apart : apart) <= d->options.days;
}

/* Two releases, places or days of what was ordered once. */
static bool
are_parts(const struct entry *a, const struct entry *b)
{
	return a->part != 0 && b->part != 0 && a->part != b->part &&
	    ((a->number != 0 && a->number == b->number) ||
	    a->base == b->base);
}

static bool
is_one(const struct ou_duplicates *d, const struct entry *e,
    const struct entry *x, struct ou_duplicate *to)
{
	*to = (struct ou_duplicate){ .id = ou_str_make(x->id, x->id_length),
	    .same_lines = e->lines == x->lines, .score = OU_SIMILAR_SAME };
	if (ou_str_eq(to->id, ou_str_make(e->id, e->id_length))) {
		to->kind = OU_DUPLICATE_ID;
		return true;
	}
	if (are_parts(e, x))
		return false;
	if (e->number != 0 && e->number == x->number) {
		to->kind = OU_DUPLICATE_NUMBER;
		return true;
	}
	to->kind = OU_DUPLICATE_LIKELY;
	if (!to->same_lines || !near(d, e, x) ||
	    strcmp(e->currency, x->currency) != 0)
		return false;
	if (e->party == 0 || e->party != x->party)
		to->score = ou_person_score(&e->card, &x->card);
	return to->score >= d->options.similar;
}

/* The next order with the key, from ${link} on; NULL: there is none. */
static struct entry *
next_with(const struct ou_duplicates *d, uint32_t wanted, uint32_t *link,
    uint64_t *newest, unsigned *steps)
{
	struct entry *at;
	uint32_t k;

	while (*link != 0 && (*steps)++ < OU_DUPLICATES_CHAIN) {
		at = d->ring[*link >> LINK_BITS];
		k = *link & ((1 << LINK_BITS) - 1);
		if (at->sequence > *newest)
			break;
		*newest = at->sequence;
		*link = at->older[k];
		if (at->keys[k] == wanted)
			return at;
	}
	return NULL;
}

static void
follow(struct ou_duplicates *d, struct entry *e, uint32_t k,
    struct findings *f)
{
	uint32_t link = d->heads[e->keys[k] & d->mask];
	uint64_t newest = UINT64_MAX;
	struct ou_duplicate x;
	struct entry *at;
	unsigned steps = 0;

	while ((at = next_with(d, e->keys[k], &link, &newest, &steps)) !=
	    NULL) {
		if (at->looked_at == d->n + 1)
			continue;
		at->looked_at = d->n + 1;
		if (is_one(d, e, at, &x))
			found(f, &x, at->sequence);
	}
}

/* The newest one of the same customer has counted those before it. */
static void
count_before(struct ou_duplicates *d, struct entry *e)
{
	uint32_t link = d->heads[e->keys[KEY_BUYER] & d->mask];
	uint64_t newest = UINT64_MAX;
	unsigned steps = 0;
	struct entry *at;

	at = next_with(d, e->keys[KEY_BUYER], &link, &newest, &steps);
	e->before = at != NULL ? at->before + 1 : 0;
}

/* Heads and the orders that they name lie all over the memory: they are
 * fetched side by side, not one behind the other. */
static void
fetch_ahead(const struct ou_duplicates *d, const struct entry *e)
{
	const struct entry *at;
	uint32_t k, link;

	for (k = 0; k < KEYS; k++)
		__builtin_prefetch(&d->heads[e->keys[k] & d->mask]);
	for (k = 0; k < KEYS; k++) {
		link = e->keys[k] != 0 ? d->heads[e->keys[k] & d->mask] : 0;
		if (link == 0)
			continue;
		at = d->ring[link >> LINK_BITS];
		__builtin_prefetch(at);
		__builtin_prefetch(&at->keys[link & ((1 << LINK_BITS) - 1)]);
	}
}

unsigned
ou_duplicates_look(struct ou_duplicates *d, const struct ou_order *o,
    struct ou_duplicate list[OU_DUPLICATES_FOUND], uint64_t *before)
{
	struct findings f = { .list = list };
	struct entry *e;
	uint32_t k;

	*before = 0;
	if (d->options.max == 0)
		return 0;
	free(d->forgotten);
	d->forgotten = NULL;
	e = make(o);
	fetch_ahead(d, e);
	for (k = 0; k < KEY_BUYER; k++) {
		if (e->keys[k] != 0)
			follow(d, e, k, &f);
	}
	if (e->keys[KEY_BUYER] != 0)
		count_before(d, e);
	*before = e->before;
	keep(d, e);
	return f.n;
}
