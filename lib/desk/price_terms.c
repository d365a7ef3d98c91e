#include <string.h>

#include "price.h"

/*
 * What the settings say of the prices of an order: of its channel, its
 * portal, its segment, the shop.  The command's options go before.
 */
struct ou_price_terms {
	struct ou_policies whose;
	struct ou_pricing_terms say;
	struct ou_price_terms *next;
};

/* The number of a word among those of a setting; 0 when it is absent. */
static int
word_number(struct ou_str word, const char *words)
{
	struct ou_str rest = ou_str_c(words), w;
	int i;

	for (i = 0; ou_str_split(&rest, '|', &w); i++) {
		if (ou_str_eq(w, word))
			return i;
	}
	return 0;
}

/* The number that an option has; else that of the setting's word. */
static int
chosen(int option, const struct ou_policies *whose, enum ou_setting what,
    const char *words)
{
	return option >= 0 ? option : word_number(ou_policies_get(whose,
	    what), words);
}

static void
make(const struct ou_price_desk *x, const struct ou_policies *whose,
    struct ou_pricing_terms *t)
{
	struct ou_str tolerance = x->tolerance.p != NULL ? x->tolerance :
	    ou_policies_get(whose, OU_SETTING_PRICE_TOLERANCE);
	struct ou_err err;

	t->incoming = (enum ou_incoming)chosen(x->incoming, whose,
	    OU_SETTING_INCOMING, OU_PRICE_INCOMING);
	t->policy = (enum ou_price_policy)chosen(x->policy, whose,
	    OU_SETTING_PRICE_POLICY, OU_PRICE_POLICIES);
	t->day = (enum ou_price_day)chosen(x->price_date, whose,
	    OU_SETTING_PRICE_DATE, OU_PRICE_DAYS);
	t->list = ou_policies_get(whose, OU_SETTING_LIST);
	/* Both were looked at when they were read. */
	if (tolerance.p != NULL)
		(void)ou_price_parse(&t->tolerance, tolerance, &err);
}

const struct ou_pricing_terms *
ou_price_terms_of(struct ou_price_desk *x, struct ou_run *run,
    const struct ou_order *o)
{
	struct ou_policies whose;
	struct ou_price_terms *t;

	ou_policies_of(&x->settings, o->channel, o->portal, o->segment,
	    &whose);
	for (t = x->terms; t != NULL; t = t->next) {
		if (memcmp(&t->whose, &whose, sizeof(whose)) == 0)
			return &t->say;
	}
	t = ou_arena_zalloc(&run->arena, sizeof(*t));
	t->whose = whose;
	make(x, &whose, &t->say);
	t->next = x->terms;
	x->terms = t;
	return &t->say;
}
