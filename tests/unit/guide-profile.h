/*
 * A partner's profile at random: qualifiers of the standard that mean
 * something else, some of the partner's own, and codes; and a record with what
 * the codes are for.
 */
#ifndef OU_TESTS_UNIT_GUIDE_PROFILE_H
#define OU_TESTS_UNIT_GUIDE_PROFILE_H

#include "guide-values.h"
#include "ou/book/partner.h"

struct profile_list {
	const char *tag;
	const char *theirs;		/* "IA|Z1" */
	const char *means;		/* paths, with | between */
};

/* A field of the record that has a line of its own is not said twice. */
static const struct profile_list profile_lists[] = {
	{ "REF", "IA|DP|PO|CT|Z1|Z2|Z3|Z4", "references.vendor|"
	    "references.department|references.contract|references.promotion|"
	    "references.customerReference|orderNumber|extra.one|extra.two|"
	    "orderedItem.references.line|orderedItem.extra.three|"
	    "references.quotation orderedItem.extra.four|-" },
	{ "N9", "IA|DP|Z1|Z2", "references.vendor|extra.five" },
	{ "DTM", "002|010|037|Z1|2|10|64|Z2", "orderDelivery.requestedDate|"
	    "orderDelivery.requestedShipDate|orderDelivery.cancelAfter|"
	    "orderDelivery.window.from|orderedItem.requestedDate|"
	    "orderDelivery.shipWindow.to orderedItem.requestedShipDate" },
	{ "N1", "BY|ST|BT|Z1|Z2", "buyer|seller|delivery|billing|other" },
	{ "PO1", "VP|BP|VN|Z1|Z2", "orderedItem.product.sku|"
	    "orderedItem.product.buyerItemId|orderedItem.extra.six|"
	    "orderedItem.product.manufacturerItemId|-" },
	{ "RFF", "ON|VN|CT|DP|Z1|Z2|Z3|Z4", "references.vendor|"
	    "references.department|references.contract|references.promotion|"
	    "references.customerReference|orderNumber|extra.one|extra.two|"
	    "orderedItem.references.line|orderedItem.extra.three|-" },
	{ "NAD", "BY|DP|IV|Z1|Z2", "buyer|seller|delivery|billing|other" },
	{ "LIN", "IN|SA|MF|Z1|Z2", "orderedItem.product.sku|"
	    "orderedItem.product.buyerItemId|orderedItem.extra.six|-" },
};

static struct ou_str
profile_nth(const char *list, uint32_t n)
{
	struct ou_str rest = ou_str_c(list), one = OU_STR_NONE;

	for (n++; n > 0; n--) {
		if (!ou_str_split(&rest, '|', &one))
			return OU_STR_NONE;
	}
	return one;
}

static uint32_t
profile_count(const char *list)
{
	uint32_t n = 0;

	while (profile_nth(list, n).n > 0)
		n++;
	return n;
}

/* Each qualifier once, and each meaning. */
static void
profile_qualifiers(struct ou_arena *a, struct ou_partner_codes *to,
    const struct profile_list *from)
{
	uint32_t theirs = profile_count(from->theirs),
	    means = profile_count(from->means), i,
	    first = (uint32_t)unit_rand(means);

	to->name = ou_str_c(from->tag);
	to->pairs = ou_arena_array(a, theirs, sizeof(*to->pairs));
	for (i = 0; i < theirs && i < means; i++) {
		if (unit_rand(2) == 0)
			continue;
		to->pairs[to->n++] = (struct ou_pair){
		    .key = profile_nth(from->theirs, i),
		    .value = profile_nth(from->means, (first + i) % means) };
	}
}

static const struct ou_pair *
profile_pair(struct ou_arena *a, const char *theirs, const char *ours)
{
	struct ou_pair *p = ou_arena_zalloc(a, sizeof(*p));

	*p = (struct ou_pair){ .key = ou_str_c(theirs),
	    .value = ou_str_c(ours) };
	return p;
}

static struct ou_partner *
profile_make(struct ou_arena *a)
{
	struct ou_partner *p = ou_arena_zalloc(a, sizeof(*p));
	uint32_t i, n = sizeof(profile_lists) / sizeof(*profile_lists);

	p->name = p->file = "random";
	p->qualifiers.list = ou_arena_array(a, n,
	    sizeof(*p->qualifiers.list));
	for (i = 0; i < n; i++)
		profile_qualifiers(a, &p->qualifiers.list[
		    p->qualifiers.n++], &profile_lists[i]);
	p->units = (struct ou_pair *)(uintptr_t)profile_pair(a, "KS", "XCS");
	p->n_units = 1;
	p->locations = (struct ou_pair *)(uintptr_t)profile_pair(a, "0014",
	    "DC14");
	p->n_locations = 1;
	p->fields.list = ou_arena_array(a, 2, sizeof(*p->fields.list));
	p->fields.n = 2;
	p->fields.list[0] = (struct ou_partner_codes){
	    OU_STR("orderDelivery.carrier"), (struct ou_pair *)(uintptr_t)
	    profile_pair(a, "C9", "DHL"), 1 };
	p->fields.list[1] = (struct ou_partner_codes){
	    OU_STR("orderedItem.product.color"), (struct ou_pair *)
	    (uintptr_t)profile_pair(a, "ROT", "red"), 1 };
	return p;
}

static inline void
profile_show(const struct ou_partner *p)
{
	uint32_t i, k;

	for (i = 0; p != NULL && i < p->qualifiers.n; i++) {
		for (k = 0; k < p->qualifiers.list[i].n; k++)
			printf("%.*s %.*s: %.*s\n",
			    OU_STR_ARG(p->qualifiers.list[i].name),
			    OU_STR_ARG(p->qualifiers.list[i].pairs[k].key),
			    OU_STR_ARG(p->qualifiers.list[i].pairs[k].value));
	}
}

/* Ours, or what stands there; but not the partner's, which would be ours when
 * it is read. */
static struct ou_str
profile_ours(const char *name, struct ou_str text)
{
	static const struct {
		const char *name, *ours, *theirs;
	} coded[] = {
		{ "carrier", "DHL", "C9" },
		{ "location", "DC14", "0014" },
		{ "color", "red", "ROT" },
	};
	size_t i;

	for (i = 0; i < sizeof(coded) / sizeof(*coded); i++) {
		if (strcmp(name, coded[i].name) == 0 && (unit_rand(2) == 0 ||
		    ou_str_is(text, coded[i].theirs)))
			return ou_str_c(coded[i].ours);
	}
	return text;
}

/* Some of the record's values are those that the profile has codes for. */
static void
profile_use(const struct ou_table *t, char *object, unsigned depth)
{
	struct ou_party *party = (void *)object;
	const struct ou_field *f;
	struct ou_str text;
	uint32_t i, n;
	uint16_t k;
	char *to;

	if (t == &ou_party_table && party->id.n > 0 && (unit_rand(2) == 0 ||
	    ou_str_is(party->id, "0014"))) {
		party->id = OU_STR("DC14");
		if (ou_str_is(party->scheme, "buyer"))
			party->scheme = OU_STR_NONE;
	}
	for (k = 0; k < t->n_fields && depth < 6; k++) {
		f = &t->fields[k];
		memcpy(&to, object + f->offset, sizeof(to));
		n = 1;
		if (f->kind == OU_KIND_LIST)
			memcpy(&n, object + f->count_offset, sizeof(n));
		for (i = 0; i < n && to != NULL && (f->kind ==
		    OU_KIND_OBJECT || f->kind == OU_KIND_LIST); i++)
			profile_use(f->table, to + i * f->table->size,
			    depth + 1);
		if (f->kind != OU_KIND_TEXT || to == NULL)
			continue;
		memcpy(&text, object + f->offset, sizeof(text));
		text = profile_ours(f->name, text);
		memcpy(object + f->offset, &text, sizeof(text));
	}
}

#endif
