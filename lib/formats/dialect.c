#include <string.h>

#include "ou/formats/dialect.h"
#include "ou/io/file.h"

/* Paths and roles of partner profiles, resolved. */

static int
wrong(const struct ou_partner *p, const char *members, struct ou_str key,
    struct ou_err *err)
{
	if (err == NULL)
		return -1;
	err->kind = OU_ERR_USAGE;
	err->code = OU_DIAG_BOOK;
	ou_err_in(err, "%s.%.*s", members, OU_STR_ARG(key));
	return ou_err_at(err, p->file, 0, 0);
}

static int
role(struct ou_meaning *m, struct ou_str word, struct ou_err *err)
{
	struct ou_str rest = ou_str_c(OU_ROLES), one;

	m->what = OU_MEANS_ROLE;
	for (m->role = 0; ou_str_split(&rest, '|', &one); m->role++) {
		if (ou_str_eq(one, word))
			return 0;
	}
	return ou_err_set(err, OU_ERR_USAGE, OU_DIAG_BOOK,
	    "'%.*s' is not one of %s", OU_STR_ARG(word), OU_ROLES);
}

static int
meaning(struct ou_meaning *m, struct ou_str word, struct ou_err *err)
{
	if (ou_str_is(m->tag, "N1") || ou_str_is(m->tag, "NAD"))
		return role(m, word, err);
	if (ou_str_is(word, "-")) {
		m->what = OU_MEANS_NOTHING;
		return 0;
	}
	m->what = OU_MEANS_FIELD;
	m->of_line = ou_str_starts(word, "orderedItem.");
	return ou_slot_find(&m->slot, &ou_order_table, word, err);
}

/* "references.department orderedItem.references.line": one for the head, one
 * for lines. */
static int
find_meanings(struct ou_arena *a, struct ou_dialect *d, struct ou_err *err)
{
	const struct ou_partner *p = d->partner;
	const struct ou_partner_codes *c;
	struct ou_meaning *m;
	struct ou_str rest, word;
	uint32_t i, k, n = 0;
	int bad;

	for (i = 0; i < p->qualifiers.n; i++)
		n += p->qualifiers.list[i].n;
	d->meanings = ou_arena_array(a, (size_t)n * 2, sizeof(*m));
	for (i = 0; i < p->qualifiers.n; i++) {
		c = &p->qualifiers.list[i];
		for (k = 0; k < c->n; k++) {
			rest = c->pairs[k].value;
			bad = 0;
			for (n = 0; n < 2 && bad == 0 &&
			    ou_str_split(&rest, ' ', &word); n++) {
				m = &d->meanings[d->n_meanings++];
				m->tag = c->name;
				m->qualifier = c->pairs[k].key;
				bad = meaning(m, word, err);
			}
			if (bad == 0 && rest.n != 0)
				bad = ou_err_set(err, OU_ERR_USAGE,
				    OU_DIAG_BOOK, "more than a field of the "
				    "head and one of lines");
			if (bad == 0)
				continue;
			ou_err_in(err, "%.*s", OU_STR_ARG(c->pairs[k].key));
			return wrong(p, "qualifiers", c->name, err);
		}
	}
	return 0;
}

static int
find_fields(struct ou_arena *a, struct ou_dialect *d, struct ou_err *err)
{
	const struct ou_partner_lists *fields = &d->partner->fields;
	uint32_t i;

	d->fields = ou_arena_array(a, fields->n, sizeof(*d->fields));
	for (i = 0; i < fields->n; i++) {
		if (ou_slot_find(&d->fields[i], &ou_order_table,
		    fields->list[i].name, err) != 0)
			return wrong(d->partner, "codes.fields",
			    fields->list[i].name, err);
	}
	return 0;
}

static int
find_zone(struct ou_arena *a, struct ou_dialect *d,
    const struct ou_settings *s, struct ou_err *err)
{
	struct ou_str zone = ou_setting_of_channel(s, OU_SETTING_TIME_ZONE,
	    ou_str_c(d->channel));

	if (zone.n == 0)
		return 0;
	d->zone = ou_zone_load(a, zone, err);
	return d->zone != NULL ? 0 : -1;
}

static int
make(struct ou_arena *a, struct ou_dialect *d, const struct ou_partner *p,
    const struct ou_settings *s, struct ou_err *err)
{
	d->partner = p;
	d->channel = ou_str_cdup(a, ou_partner_channel(p));
	d->customer = p->customer;
	return find_meanings(a, d, err) != 0 || find_fields(a, d, err) != 0 ||
	    find_zone(a, d, s, err) != 0 ? -1 : 0;
}

/* The addresses are read where some profile speaks of places. */
static int
load_addresses(struct ou_arena *a, const char *book,
    struct ou_dialects *dialects, struct ou_err *err)
{
	struct ou_rows *rows = NULL;
	uint32_t i;

	for (i = 0; i < dialects->partners.n; i++) {
		if (dialects->partners.list[i].n_locations == 0)
			continue;
		if (rows == NULL) {
			rows = ou_arena_zalloc(a, sizeof(*rows));
			if (ou_book_load(a, book, "addresses", NULL, rows,
			    err) != 0)
				return -1;
		}
		dialects->list[i].addresses = rows;
	}
	return 0;
}

int
ou_dialects_load(struct ou_arena *a, const char *book, const char *name,
    const struct ou_settings *settings, struct ou_dialects *dialects,
    struct ou_err *err)
{
	struct ou_partners *p = &dialects->partners;
	bool all = strcmp(name, "auto") == 0;
	uint32_t i;

	memset(dialects, 0, sizeof(*dialects));
	if (all && ou_partners_load(a, book, p, err) != 0)
		return -1;
	if (!all) {
		*p = (struct ou_partners){ ou_arena_zalloc(a,
		    sizeof(*p->list)), 1 };
		if (ou_partner_load(a, book, name, p->list, err) != 0)
			return -1;
	}
	dialects->list = ou_arena_array(a, p->n, sizeof(*dialects->list));
	for (i = 0; i < p->n; i++) {
		if (make(a, &dialects->list[i], &p->list[i], settings, err)
		    != 0)
			return -1;
	}
	dialects->only = all ? NULL : dialects->list;
	return load_addresses(a, book, dialects, err);
}

const struct ou_dialect *
ou_dialect_of(const struct ou_dialects *dialects,
    const struct ou_partner *partner)
{
	return partner == NULL ? NULL
	    : &dialects->list[partner - dialects->partners.list];
}
