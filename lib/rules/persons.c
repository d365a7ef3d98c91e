#include <string.h>

#include "ou/base/utf8.h"
#include "ou/rules/persons.h"
#include "ou/rules/similar.h"

enum { GIVEN, FAMILY, STREET, LOCALITY, POSTAL, TELEPHONE, MAILBOX, DOMAIN };

/* What a field weighs, and how many of its bytes count. */
static const struct {
	unsigned weight, most;
} fields[OU_PERSON_FIELDS] = {
	[GIVEN] = { 3, 24 }, [FAMILY] = { 4, 40 }, [STREET] = { 4, 64 },
	[LOCALITY] = { 2, 32 }, [POSTAL] = { 2, 10 }, [TELEPHONE] = { 5, 16 },
	[MAILBOX] = { 5, 32 }, [DOMAIN] = { 0, 32 },
};
#define ENOUGH 8
#define COUNTS_FROM 6000

static struct ou_str
field(const struct ou_person_card *card, int which)
{
	const char *p = card->text;
	int i;

	for (i = 0; i < which; i++)
		p += card->length[i];
	return ou_str_make(p, card->length[which]);
}

/* --- keys --- */

static uint32_t
key(unsigned which, struct ou_str a, size_t most_a, struct ou_str b,
    size_t most_b)
{
	uint64_t h = OU_STR_MIX + which;

	if (a.n == 0 || b.n == 0)
		return 0;
	h = ou_str_mix(ou_str_mix(h, ou_str_sub(a, 0, most_a)),
	    ou_str_sub(b, 0, most_b));
	h ^= h >> 32;
	return (uint32_t)h != 0 ? (uint32_t)h : 1;
}

static void
make_keys(struct ou_person_card *c)
{
	struct ou_str given = field(c, GIVEN), family = field(c, FAMILY);
	struct ou_str town = field(c, LOCALITY), code = field(c, POSTAL);
	struct ou_str street = field(c, STREET);
	uint32_t *k = c->keys, swap;

	k[0] = key(0, field(c, MAILBOX), 64, field(c, DOMAIN), 64);
	k[1] = key(1, field(c, TELEPHONE), 16, OU_STR("t"), 1);
	/* names may be swapped: each counts as the other */
	k[2] = key(2, family, 3, code, 16);
	k[3] = key(2, given, 3, code, 16);
	k[4] = key(4, family, 3, town, 32);
	k[5] = key(4, given, 3, town, 32);
	k[6] = key(6, street, 64, OU_STR("s"), 1);
	k[7] = key(7, given, 40, family, 40);
	swap = key(7, family, 40, given, 40);
	if (swap < k[7])
		k[7] = swap;
	k[8] = key(8, family, 40, OU_STR("f"), 1);
	/* a family name alone is too common, but for a company */
	if (given.n != 0)
		k[8] = 0;
}

/* --- the card --- */

static void
put(struct ou_person_card *c, int which, struct ou_str s)
{
	c->length[which] = (uint8_t)ou_utf8_fold(c->text + c->bytes,
	    fields[which].most, s);
	c->bytes = (uint8_t)(c->bytes + c->length[which]);
}

/* Leading zeros and the country in front differ with who wrote it. */
static void
put_telephone(struct ou_person_card *c, struct ou_str s)
{
	char digits[16];
	size_t i, n = 0;

	for (i = s.n; i-- > 0 && n < 9;) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			digits[n++] = s.p[i];
	}
	put(c, TELEPHONE, ou_str_make(digits, n));
}

/* Many have the same provider: what stands before the @ says more. */
static void
put_email(struct ou_person_card *c, struct ou_str s)
{
	struct ou_str mailbox = OU_STR_NONE;

	(void)ou_str_split(&s, '@', &mailbox);
	put(c, MAILBOX, mailbox);
	put(c, DOMAIN, s);
}

void
ou_person_card_make(struct ou_person_card *c, const struct ou_person *p)
{
	struct ou_str given = p->given, family = ou_str_trim(p->family);
	size_t blank = family.n;

	memset(c, 0, offsetof(struct ou_person_card, text));
	if (given.n == 0) {
		while (blank > 0 && family.p[blank - 1] != ' ')
			blank--;
		given = ou_str_sub(family, 0, blank);
		family = ou_str_sub(family, blank, family.n);
	}
	put(c, GIVEN, given);
	put(c, FAMILY, family);
	put(c, STREET, p->street);
	put(c, LOCALITY, p->locality);
	put(c, POSTAL, p->postal_code);
	put_telephone(c, p->telephone);
	put_email(c, p->email);
	make_keys(c);
}

/* --- comparing --- */

struct score {
	unsigned sum, weight;
};

static void
add(struct score *s, unsigned like, unsigned weight)
{
	s->weight += weight;
	if (like > COUNTS_FROM)
		s->sum += weight * (like - COUNTS_FROM);
}

static void
compare(struct score *s, struct ou_str a, struct ou_str b, unsigned weight)
{
	if (a.n != 0 && b.n != 0)
		add(s, ou_similar(a, b), weight);
}

static void
compare_emails(struct score *s, const struct ou_person_card *a,
    const struct ou_person_card *b)
{
	struct ou_str x = field(a, MAILBOX), y = field(b, MAILBOX);
	unsigned same = ou_str_eq(field(a, DOMAIN), field(b, DOMAIN)) ?
	    OU_SIMILAR_SAME : 0;

	if (x.n != 0 && y.n != 0)
		add(s, (3 * ou_similar(x, y) + same) / 4,
		    fields[MAILBOX].weight);
}

static struct score
names(const struct ou_person_card *a, const struct ou_person_card *b,
    bool swapped)
{
	struct score s = { 0, 0 };

	compare(&s, field(a, GIVEN), field(b, swapped ? FAMILY : GIVEN),
	    fields[GIVEN].weight);
	compare(&s, field(a, FAMILY), field(b, swapped ? GIVEN : FAMILY),
	    fields[FAMILY].weight);
	return s;
}

unsigned
ou_person_score(const struct ou_person_card *a, const struct ou_person_card *b)
{
	struct score s = names(a, b, false), t = names(a, b, true);
	int i;

	if (t.sum > s.sum)
		s = t;
	for (i = STREET; i <= TELEPHONE; i++)
		compare(&s, field(a, i), field(b, i), fields[i].weight);
	compare_emails(&s, a, b);
	if (s.weight < ENOUGH)
		return 0;
	return (unsigned)((uint64_t)s.sum * OU_SIMILAR_SAME /
	    (s.weight * (OU_SIMILAR_SAME - COUNTS_FROM)));
}
