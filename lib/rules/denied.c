#include <stdlib.h>
#include <string.h>

#include "ou/base/arena.h"
#include "ou/base/names.h"
#include "ou/base/utf8.h"
#include "ou/rules/denied.h"
#include "ou/rules/similar.h"

#define WORDS_MAX 12
#define NAME_BYTES 96

/* A name ready for comparing: its words, sorted. */
struct name {
	char text[NAME_BYTES];
	char sorted[NAME_BYTES];
	struct ou_str whole;
	struct ou_str words[WORDS_MAX];
	uint32_t n;
};

struct entry {
	struct entry *next;		/* with a word that begins alike */
	struct denied_row *row;
};

struct denied_row {
	struct name name;
	struct ou_str country;
	uint32_t row;
};

struct ou_denied {
	struct ou_arena *a;
	struct ou_names beginnings;	/* to struct entry */
	struct ou_names countries;	/* to denied_row: all of a country */
};

static bool
is_empty_word(struct ou_str s)
{
	static const char words[] = " ag and bv cie co company corp dr et fils "
	    "gmbh inc kg la le les limited llc ltd m mlle mm mme monsieur mr "
	    "mrs ms nv oy plc sa sarl sas societe spa srl ste the und y ";
	char key[16];

	if (s.n + 2 > sizeof(key))
		return false;
	key[0] = ' ';
	memcpy(key + 1, s.p, s.n);
	key[s.n + 1] = ' ';
	return memmem(words, sizeof(words) - 1, key, s.n + 2) != NULL;
}

static int
by_text(const void *a, const void *b)
{
	return ou_str_cmp(*(const struct ou_str *)a,
	    *(const struct ou_str *)b);
}

static void
make_name(struct name *x, struct ou_str s)
{
	struct ou_str rest, word;
	size_t n = 0;
	uint32_t i;

	x->n = 0;
	rest = ou_str_make(x->text, ou_utf8_fold(x->text, sizeof(x->text),
	    s));
	while (x->n < WORDS_MAX && ou_str_split(&rest, ' ', &word)) {
		if (word.n > 0 && !is_empty_word(word))
			x->words[x->n++] = word;
	}
	qsort(x->words, x->n, sizeof(x->words[0]), by_text);
	for (i = 0; i < x->n; i++) {
		if (i > 0)
			x->sorted[n++] = ' ';
		memcpy(x->sorted + n, x->words[i].p, x->words[i].n);
		n += x->words[i].n;
	}
	x->whole = ou_str_make(x->sorted, n);
}

struct ou_denied *
ou_denied_new(struct ou_arena *a)
{
	struct ou_denied *d = ou_arena_zalloc(a, sizeof(*d));

	d->a = a;
	return d;
}

static struct ou_str
beginning(struct ou_str word)
{
	return ou_str_sub(word, 0, 4);
}

void
ou_denied_add(struct ou_denied *d, struct ou_str name, struct ou_str country,
    uint32_t row)
{
	struct denied_row *x = ou_arena_zalloc(d->a, sizeof(*x));
	struct entry *e;
	void **at;
	uint32_t i;

	x->country = country;
	x->row = row;
	make_name(&x->name, name);
	if (x->name.n == 0 && name.n == 0 && country.n > 0) {
		at = ou_names_at(&d->countries, d->a, country);
		if (*at == NULL)
			*at = x;
	}
	for (i = 0; i < x->name.n; i++) {
		at = ou_names_at(&d->beginnings, d->a,
		    beginning(x->name.words[i]));
		e = ou_arena_alloc(d->a, sizeof(*e));
		*e = (struct entry){ *at, x };
		*at = e;
	}
}

static bool
has_word(const struct name *x, struct ou_str word)
{
	uint32_t i;

	for (i = 0; i < x->n; i++) {
		if (ou_similar(x->words[i], word) >= OU_DENIED_WORD)
			return true;
	}
	return false;
}

static bool
is_same(const struct name *listed, const struct name *x)
{
	uint32_t i;

	if (ou_similar(listed->whole, x->whole) >= OU_DENIED_LIKE)
		return true;
	for (i = 0; i < listed->n; i++) {
		if (!has_word(x, listed->words[i]))
			return false;
	}
	return listed->n > 1;
}

bool
ou_denied_find(const struct ou_denied *d, struct ou_str name,
    struct ou_str country, uint32_t *row)
{
	const struct denied_row *x = NULL, *found = NULL;
	const struct entry *e;
	struct name n;
	uint32_t i;

	if (country.n > 0)
		found = ou_names_find(&d->countries, country);
	make_name(&n, name);
	for (i = 0; i < n.n; i++) {
		e = ou_names_find(&d->beginnings, beginning(n.words[i]));
		for (; e != NULL; e = e->next) {
			x = e->row;
			if ((found != NULL && found->row <= x->row) ||
			    (x->country.n > 0 && country.n > 0 &&
			    !ou_str_eq(x->country, country)))
				continue;
			if (is_same(&x->name, &n))
				found = x;
		}
	}
	if (found != NULL)
		*row = found->row;
	return found != NULL;
}
