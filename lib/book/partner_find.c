#include <fnmatch.h>
#include <string.h>

#include "ou/book/partner.h"
#include "ou/book/settings.h"
#include "ou/model/units.h"
#include "private.h"

/*
 * Whose envelope it is, and what the profile says then.
 */

/* "ZZ:SAVEX" and "9520002000019:14". */
static struct ou_partner_id
take_apart(enum ou_partner_family family, struct ou_str text)
{
	struct ou_str first;

	if (ou_str_find(text, ':') < 0)
		return (struct ou_partner_id){ .id = text };
	(void)ou_str_split(&text, ':', &first);
	return family == OU_PARTNER_EDIFACT ?
	    (struct ou_partner_id){ .id = first, .qualifier = text } :
	    (struct ou_partner_id){ .id = text, .qualifier = first };
}

/* The id alone is any qualifier's.  Ids of X12 are filled up with blanks. */
static bool
is_id(enum ou_partner_family family, struct ou_str said,
    const struct ou_partner_id *id)
{
	struct ou_str own = ou_str_trim(id->id);
	struct ou_partner_id is = take_apart(family, said);

	return ou_str_eq(said, own) || (ou_str_eq(is.id, own) &&
	    ou_str_eq(is.qualifier, ou_str_trim(id->qualifier)));
}

static bool
has_id(const struct ou_partner *p, const struct ou_partner_envelope *e)
{
	const struct ou_partner_texts *ids = &p->ids[e->family];
	uint32_t i;

	for (i = 0; i < ids->n; i++) {
		if (is_id(e->family, ids->list[i], &e->sender))
			return true;
	}
	for (i = 0; i < p->glns.n; i++) {
		if (ou_str_eq(p->glns.list[i], ou_str_trim(e->sender.id)))
			return true;
	}
	return false;
}

static bool
like(struct ou_str pattern, struct ou_str s)
{
	char p[256], t[256];

	if (ou_str_eq(pattern, s))
		return true;
	if (pattern.n >= sizeof(p) || s.n >= sizeof(t))
		return false;
	memcpy(p, pattern.p, pattern.n);
	memcpy(t, s.p, s.n);
	p[pattern.n] = t[s.n] = '\0';
	return fnmatch(p, t, 0) == 0;
}

static bool
among(const struct ou_partner_texts *texts, struct ou_str s)
{
	uint32_t i;

	s = ou_str_trim(s);
	for (i = 0; i < texts->n; i++) {
		if (s.n != 0 && like(texts->list[i], s))
			return true;
	}
	return false;
}

int
ou_partner_fits(const struct ou_partner *p,
    const struct ou_partner_envelope *e)
{
	const struct {
		const struct ou_partner_texts *texts;
		struct ou_str value;
	} more[] = {
		{ &p->groups, e->group },
		{ &p->versions, e->version },
		{ &p->messages, e->message },
	};
	int fits = has_id(p, e);
	size_t i;

	/* A sender behind a network is known by the group alone. */
	if (fits == 0 && (p->ids[e->family].n != 0 || p->groups.n == 0))
		return 0;
	for (i = 0; i < sizeof(more) / sizeof(more[0]); i++) {
		/* The interchange alone does not say it yet. */
		if (more[i].texts->n == 0 || (more[i].value.p == NULL &&
		    fits != 0))
			continue;
		if (!among(more[i].texts, more[i].value))
			return 0;
		fits++;
	}
	return fits;
}

struct ou_str
ou_partner_receiver(struct ou_arena *a, const struct ou_partner *p,
    enum ou_partner_family family)
{
	const struct ou_partner_id *to = &p->output[family].receiver;

	if (to->id.n == 0)
		return to->id;
	if (family == OU_PARTNER_X12)
		return ou_str_printf(a, "%.*s:%.*s",
		    OU_STR_ARG(to->qualifier.n != 0 ? to->qualifier :
		    OU_STR("ZZ")), OU_STR_ARG(to->id));
	return to->qualifier.n == 0 ? to->id : ou_str_printf(a, "%.*s:%.*s",
	    OU_STR_ARG(to->id), OU_STR_ARG(to->qualifier));
}

/* ISA13, GS06 and ST02 have nine digits; 0020 and 0062 fourteen characters. */
int64_t
ou_partner_control_last(const struct ou_partner_output *o,
    enum ou_partner_family family)
{
	if (o != NULL && o->control_last != 0)
		return o->control_last;
	return family == OU_PARTNER_X12 ? 999999999 :
	    INT64_C(99999999999999);
}

/* An absent qualifier is the usual one. */
static bool
is_receiver(const struct ou_partner *p, const struct ou_partner_envelope *e)
{
	const struct ou_partner_id *to = &p->output[e->family].receiver;

	return to->id.n != 0 && ou_str_eq(to->id, e->sender.id) &&
	    (to->qualifier.n == 0 ||
	    ou_str_eq(to->qualifier, e->sender.qualifier));
}

bool
ou_partner_is(const struct ou_partner *p, enum ou_partner_family family,
    struct ou_str party)
{
	const struct ou_partner_envelope e = { .family = family,
		.sender = take_apart(family, party) };

	return has_id(p, &e) || is_receiver(p, &e);
}

const struct ou_partner *
ou_partners_find(const struct ou_partners *partners,
    const struct ou_partner_envelope *e, const struct ou_partner **other)
{
	const struct ou_partner *found = NULL;
	int best = 0, fits;
	uint32_t i;

	*other = NULL;
	for (i = 0; i < partners->n; i++) {
		fits = ou_partner_fits(&partners->list[i], e);
		if (fits > best) {
			best = fits;
			found = &partners->list[i];
			*other = NULL;
		} else if (fits == best && fits != 0)
			*other = &partners->list[i];
	}
	return found;
}

const struct ou_partner *
ou_partners_find_file(const struct ou_partners *partners, const char *file)
{
	const char *base = strrchr(file, '/');
	uint32_t i;

	base = base != NULL ? base + 1 : file;
	for (i = 0; i < partners->n; i++) {
		if (among(&partners->list[i].files, ou_str_c(base)))
			return &partners->list[i];
	}
	return NULL;
}

const struct ou_partner *
ou_partners_named(const struct ou_partners *partners, struct ou_str name)
{
	uint32_t i;

	for (i = 0; i < partners->n; i++) {
		if (ou_str_is(name, partners->list[i].name))
			return &partners->list[i];
	}
	return NULL;
}

const struct ou_partner *
ou_partners_of_channel(const struct ou_partners *partners,
    struct ou_str channel)
{
	uint32_t i;

	for (i = 0; i < partners->n && channel.n > 0; i++) {
		if (ou_str_eq(ou_partner_channel(&partners->list[i]),
		    channel))
			return &partners->list[i];
	}
	return NULL;
}

const struct ou_partner_codes *
ou_partner_list(const struct ou_partner_lists *lists, struct ou_str name)
{
	uint32_t i;

	for (i = 0; i < lists->n; i++) {
		if (ou_str_eq(lists->list[i].name, name))
			return &lists->list[i];
	}
	return NULL;
}

struct ou_str
ou_partner_unit(const struct ou_partner *p, struct ou_str code)
{
	struct ou_str unit = OU_STR_NONE, known;

	if (p != NULL)
		unit = ou_book_pair(p->units, p->n_units, code);
	known = ou_unit_code(OU_UNITS_EDIFACT, unit);
	return known.n != 0 ? known : unit;
}

struct ou_str
ou_partner_item(const struct ou_partner *p, struct ou_str qualifier,
    struct ou_str number)
{
	const struct ou_partner_codes *codes;
	struct ou_str sku = OU_STR_NONE;

	if (p == NULL || p->items.n == 0)
		return sku;
	codes = ou_partner_list(&p->items, qualifier);
	if (codes != NULL)
		sku = ou_book_pair(codes->pairs, codes->n, number);
	codes = ou_partner_list(&p->items, OU_STR("*"));
	if (sku.n == 0 && codes != NULL)
		sku = ou_book_pair(codes->pairs, codes->n, number);
	return sku;
}

struct ou_str
ou_partner_channel(const struct ou_partner *p)
{
	return p->channel.n != 0 ? p->channel : ou_str_c(p->name);
}

enum ou_partner_severity
ou_partner_severity(const struct ou_partner *p, enum ou_diag code)
{
	if (p != NULL && p->severity[code] != OU_PARTNER_USUAL)
		return (enum ou_partner_severity)p->severity[code];
	return ou_diag_severity(code) == OU_NOTE ? OU_PARTNER_IGNORE
	    : OU_PARTNER_WARN;
}

struct ou_str
ou_partner_version(const struct ou_partner_output *o, struct ou_str message)
{
	struct ou_str v = ou_book_pair(o->versions, o->n_versions, message);

	return v.n != 0 ? v : o->version;
}

/* --- who writes --- */

static struct ou_partner_output *
without_sender(struct ou_partner *p, enum ou_partner_family f)
{
	return p->output[f].given && p->output[f].sender.id.n == 0 ?
	    &p->output[f] : NULL;
}

/* Can it stand in a header, whatever the separators are? */
static bool
is_plain(struct ou_str s, size_t most)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (!((s.p[i] >= '0' && s.p[i] <= '9') ||
		    (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
		    (s.p[i] >= 'a' && s.p[i] <= 'z') || s.p[i] == '-'))
			return false;
	}
	return s.n > 0 && s.n <= most;
}

int
ou_partner_senders(struct ou_arena *a, const char *book,
    struct ou_partner *list, uint32_t n, struct ou_err *err)
{
	static const char *const qualifiers[OU_PARTNER_FAMILIES] = {
		[OU_PARTNER_X12] = "ZZ", [OU_PARTNER_EDIFACT] = "14" };
	struct ou_settings settings = { .seller = NULL };
	struct ou_partner_output *o;
	bool loaded = false;
	struct ou_str id;
	uint32_t i, f;

	for (i = 0; i < n * OU_PARTNER_FAMILIES; i++) {
		f = i % OU_PARTNER_FAMILIES;
		if ((o = without_sender(&list[i / OU_PARTNER_FAMILIES],
		    (enum ou_partner_family)f)) == NULL)
			continue;
		if (!loaded && ou_book_settings(a, book, &settings, err) != 0)
			return -1;
		loaded = true;
		if (settings.seller == NULL)
			continue;
		id = f == OU_PARTNER_X12 ? settings.seller->id :
		    settings.seller->gln;
		if (!is_plain(id, 15))
			continue;
		o->sender.id = id;
		o->sender.qualifier = ou_str_c(qualifiers[f]);
	}
	return 0;
}
