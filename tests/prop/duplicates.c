/*
 * Orders that came twice, among many alike: what is found is what comparing
 * each order with all that are still remembered finds.
 */
#include "ou/rules/duplicates.h"
#include "ou/rules/persons.h"
#include "ou/rules/similar.h"
#include "unit.h"

#define ORDERS 300
#define REMEMBERED 90

static struct one {
	struct ou_order o;
	struct ou_buyer buyer;
	struct ou_delivery delivery;
	struct ou_address address;
	struct ou_order_line line;
	struct ou_product product;
	struct ou_person_card card;
	char id[16], number[16], part[4], email[32];
} all[ORDERS];

static const struct ou_duplicates_options options = {
	REMEMBERED, 5, OU_PERSON_SAME
};

static struct ou_str
pick(const char *const *words, size_t n)
{
	return ou_str_c(words[unit_rand(n)]);
}
#define PICK(words) pick(words, sizeof(words) / sizeof(words[0]))

static void
make(struct one *x, unsigned i)
{
	static const char *const given[] = { "Anna", "Ana", "Luc", "Lucie",
	    "" };
	static const char *const family[] = { "Weber", "Webber", "Moreau",
	    "Morreau", "Lefebvre" };
	static const char *const towns[] = { "Lyon", "Lion", "Paris", "" };
	static const char *const codes[] = { "69001", "69002", "75001", "" };
	static struct ou_str streets[] = { { "12 rue X", 8 }, { "12 r. X", 7 },
	    { "3 quai Z", 8 } };

	memset(x, 0, sizeof(*x));
	(void)snprintf(x->id, sizeof(x->id), "%c:%u", "ab"[unit_rand(2)],
	    unit_rand(20) == 0 ? (unsigned)unit_rand(i + 1) : i);
	(void)snprintf(x->number, sizeof(x->number), "%u",
	    (unsigned)unit_rand(60));
	if (unit_rand(3) == 0) {
		(void)snprintf(x->part, sizeof(x->part), "%u",
		    (unsigned)unit_rand(3));
		(void)snprintf(x->id, sizeof(x->id), "%c:%s/%s",
		    "ab"[unit_rand(2)], x->number, x->part);
	}
	(void)snprintf(x->email, sizeof(x->email), "u%u@m.example",
	    (unsigned)unit_rand(9));
	x->buyer.given_name = PICK(given);
	x->buyer.family_name = PICK(family);
	if (unit_rand(2) == 0)
		x->buyer.email = ou_str_c(x->email);
	if (unit_rand(4) == 0)
		x->buyer.id = unit_rand(2) == 0 ? OU_STR("C-1") :
		    OU_STR("C-2");
	x->address.street = &streets[unit_rand(3)];
	x->address.n_street = 1;
	x->address.locality = PICK(towns);
	x->address.postal_code = PICK(codes);
	x->delivery.address = &x->address;
	x->product.sku = unit_rand(3) == 0 ? OU_STR("B") : OU_STR("A");
	x->line.product = &x->product;
	x->line.quantity = ou_quantity_of(1);
	x->o = (struct ou_order){ .id = ou_str_c(x->id),
	    .number = ou_str_c(x->number), .customer = &x->buyer,
	    .delivery = &x->delivery, .currency = OU_STR("EUR"),
	    .lines = &x->line, .n_lines = 1 };
	x->o.date.date = ou_date_from_days(20000 + (int)unit_rand(12));
	ou_person_card_make(&x->card, &(struct ou_person){
	    x->buyer.given_name, x->buyer.family_name, x->address.street[0],
	    x->address.locality, x->address.postal_code, x->buyer.email,
	    OU_STR_NONE });
}

static bool
share_key(const struct one *a, const struct one *b)
{
	int i;

	for (i = 0; i < OU_PERSON_KEYS; i++) {
		if (a->card.keys[i] != 0 && a->card.keys[i] ==
		    b->card.keys[i])
			return true;
	}
	return false;
}

/* Of what was ordered once, by the customer's number or by the id. */
static bool
are_parts(const struct one *a, const struct one *b, bool party)
{
	return a->part[0] != '\0' && b->part[0] != '\0' &&
	    strcmp(a->part, b->part) != 0 &&
	    strcmp(a->number, b->number) == 0 &&
	    (party || a->id[0] == b->id[0]);
}

static bool
compare(const struct one *a, const struct one *b, struct ou_duplicate *x)
{
	bool party = a->buyer.id.n > 0 &&
	    ou_str_eq(a->buyer.id, b->buyer.id);
	int apart = ou_date_days(a->o.date.date) -
	    ou_date_days(b->o.date.date);

	*x = (struct ou_duplicate){ OU_DUPLICATE_ID, b->o.id,
	    ou_str_eq(a->product.sku, b->product.sku), OU_SIMILAR_SAME };
	if (ou_str_eq(a->o.id, b->o.id))
		return true;
	if (are_parts(a, b, party))
		return false;
	x->kind = OU_DUPLICATE_NUMBER;
	if (party && ou_str_eq(a->o.number, b->o.number))
		return true;
	x->kind = OU_DUPLICATE_LIKELY;
	if (!party)
		x->score = ou_person_score(&a->card, &b->card);
	return x->same_lines && apart <= 5 && apart >= -5 &&
	    (party || share_key(a, b)) && x->score >= OU_PERSON_SAME;
}

/* All that are found, surest and newest first. */
static unsigned
slow(unsigned i, struct ou_duplicate *to)
{
	struct ou_duplicate x, swap;
	unsigned n = 0, k, at;

	for (k = i; k-- > 0 && i - k <= REMEMBERED;) {
		if (!compare(&all[i], &all[k], &x))
			continue;
		for (at = n++, to[at] = x; at > 0 &&
		    (to[at].kind < to[at - 1].kind ||
		    (to[at].kind == to[at - 1].kind &&
		    to[at].score > to[at - 1].score)); at--) {
			swap = to[at];
			to[at] = to[at - 1];
			to[at - 1] = swap;
		}
	}
	return n < OU_DUPLICATES_FOUND ? n : OU_DUPLICATES_FOUND;
}

static void
run(void)
{
	struct ou_duplicate found[OU_DUPLICATES_FOUND], wanted[ORDERS];
	struct ou_duplicates *d = ou_duplicates_new(&options);
	uint64_t before;
	unsigned i, k, n;

	for (i = 0; i < ORDERS; i++) {
		make(&all[i], i);
		n = ou_duplicates_look(d, &all[i].o, found, &before);
		if (!CHECK_INT(n, slow(i, wanted)))
			break;
		for (k = 0; k < n; k++) {
			CHECK_INT(found[k].kind, wanted[k].kind);
			CHECK_INT(found[k].score, wanted[k].score);
			CHECK_INT(found[k].same_lines, wanted[k].same_lines);
			CHECK(ou_str_eq(found[k].id, wanted[k].id));
		}
	}
	ou_duplicates_free(d);
}

static void
test_found(void)
{
	long i;

	for (i = unit_rounds(20); i > 0; i--) {
		ROW("round %ld", i);
		run();
	}
}

int
main(void)
{
	unit_seed();
	RUN(test_found);
	return UNIT_DONE();
}
