#include "ou/base/ident.h"
#include "edifact_order.h"

/*
 * The NAD group: parties, contacts, numbers.
 */

/* NAD 3035. */
static const struct {
	uint32_t code;
	enum po_role role;
} roles[] = {
	{ PO_CODE("BY"), PO_BUYER },
	{ PO_CODE("SU"), PO_SELLER },
	{ PO_CODE("SE"), PO_SELLER },
	{ PO_CODE("DP"), PO_DELIVERY },
	{ PO_CODE("ST"), PO_DELIVERY },
	{ PO_CODE("CN"), PO_DELIVERY },		/* consignee, without a DP */
	{ PO_CODE("IV"), PO_BILLING },
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

enum { NAD_ID = 2, NAD_LINES = 3, NAD_NAME = 4, NAD_STREET = 5, NAD_CITY = 6,
	NAD_REGION = 7, NAD_POSTAL_CODE = 8, NAD_COUNTRY = 9 };

static enum po_role
role_of(struct ou_str code)
{
	size_t i;

	for (i = 0; i < COUNT(roles); i++) {
		if (roles[i].code == po_code(code))
			return roles[i].role;
	}
	return PO_OTHER;
}

static bool
is_gln(struct po *c)
{
	struct ou_str id = po_see_part(c, NAD_ID, 1);
	struct ou_str agency = po_see_part(c, NAD_ID, 3);

	return po_is(agency, "9") || po_is(agency, "14") ||
	    (agency.n == 0 && ou_gln_valid(id));
}

/* Components ${from} to ${to} that have something in them become lines. */
static void
streets(struct po *c, struct ou_address *a, unsigned e, unsigned from,
    unsigned to)
{
	unsigned k, n = ou_edi_components(&c->seg, e);
	struct ou_str s;

	if (a->street == NULL)
		a->street = ou_arena_array(c->a, 8, sizeof(*a->street));
	if (to > n)
		to = n;
	for (k = from; k <= to && a->n_street < 8; k++) {
		s = po_part(c, e, k);
		if (s.n > 0)
			a->street[a->n_street++] = s;
	}
	if (a->n_street == 0)
		a->street = NULL;
}

static void
name(struct po *c)
{
	struct ou_str s = po_part(c, NAD_NAME, 1), more;
	unsigned k, n = ou_edi_components(&c->seg, NAD_NAME);

	for (k = 2; k <= 5 && k <= n; k++) {
		more = po_part(c, NAD_NAME, k);
		if (more.n > 0)
			s = ou_str_printf(c->a, "%.*s %.*s", OU_STR_ARG(s),
			    OU_STR_ARG(more));
	}
	ou_po_party_name(c, s);
}

static void
address(struct po *c)
{
	struct ou_address *a = c->address;

	name(c);
	if (a == NULL)
		return;
	/* name and address as one run of lines: the first is the name */
	if (ou_edi_element(&c->seg, NAD_LINES).n > 0) {
		if (ou_edi_element(&c->seg, NAD_NAME).n == 0)
			ou_po_party_name(c, po_part(c, NAD_LINES, 1));
		else
			streets(c, a, NAD_LINES, 1, 1);
		streets(c, a, NAD_LINES, 2, 5);
	}
	if (ou_edi_element(&c->seg, NAD_STREET).n > 0)
		streets(c, a, NAD_STREET, 1, 4);
	(void)ou_po_put_part(c, &a->locality, NAD_CITY, 1);
	(void)ou_po_put_part(c, &a->region, NAD_REGION, 1);
	(void)ou_po_put_part(c, &a->postal_code, NAD_POSTAL_CODE, 1);
	if (ou_po_country(c, &a->country, po_see_part(c, NAD_COUNTRY, 1)))
		po_mark_part(c, NAD_COUNTRY, 1);
}

/* A place of delivery for one line. */
static void
line_place(struct po *c)
{
	struct ou_str id = po_see_part(c, NAD_ID, 1);
	struct split *split;

	(void)ou_po_party_begin(c, PO_OTHER);
	if (id.n == 0)
		id = po_see_part(c, NAD_NAME, 1);
	split = ou_po_split(c, id, is_gln(c));
	split->address = c->address = ou_arena_zalloc(c->a,
	    sizeof(*c->address));
	c->schedule = NULL;
}

void
ou_edifact_nad(struct po *c)
{
	struct ou_str code = ou_po_qualify(c, 1, 1);
	enum po_role role = ou_po_role(c, "NAD", code, role_of(code));

	c->prefix = OU_STR_NONE;
	if (c->line != NULL && role == PO_DELIVERY)
		line_place(c);
	else
		(void)ou_po_party_begin(c, c->line != NULL ? PO_OTHER : role);
	if (c->party == PO_OTHER && c->address == NULL) {
		ou_po_keep_all(c, 1);
	} else {
		if (is_gln(c)) {
			if (ou_po_party_gln(c, po_see_part(c, NAD_ID, 1))) {
				po_mark_part(c, NAD_ID, 1);
				po_mark_part(c, NAD_ID, 3);
			}
		} else if (ou_po_party_id(c, po_see_part(c, NAD_ID, 1)))
			po_mark_part(c, NAD_ID, 1);
		address(c);
		ou_po_keep_rest(c);
	}
	ou_edifact_group(c, EDIFACT_OTHER, code);
}

/* CTA 3139: what a contact does. */
static const struct {
	uint32_t code;
	const char *role;
} functions[] = {
	{ PO_CODE("OC"), "buyer" },
	{ PO_CODE("PD"), "buyer" },
	{ PO_CODE("PE"), "buyer" },
	{ PO_CODE("AD"), "accounting" },
	{ PO_CODE("AR"), "accounting" },
	{ PO_CODE("DL"), "delivery" },
	{ PO_CODE("GR"), "delivery" },
};

void
ou_edifact_cta(struct po *c)
{
	struct ou_str code = po_see(c, 1), who = po_see_part(c, 2, 2);
	struct ou_str role = OU_STR_NONE;
	bool put;
	size_t i;

	for (i = 0; i < COUNT(functions); i++) {
		if (functions[i].code == po_code(code))
			role = ou_str_c(functions[i].role);
	}
	if (who.n == 0)
		who = po_see_part(c, 2, 1);
	put = c->in_party && ou_po_party_contact(c, who, role);
	if (put) {
		po_mark_part(c, 2, po_see_part(c, 2, 2).n > 0 ? 2 : 1);
		if (role.n > 0)
			po_mark_part(c, 1, 1);
	} else
		(void)ou_po_qualify(c, 1, 1);
	ou_po_keep_rest(c);
}

void
ou_edifact_com(struct po *c)
{
	struct ou_str kind = po_see_part(c, 1, 2);

	if ((po_is(kind, "TE") || po_is(kind, "EM")) &&
	    ou_po_party_number(c, po_is(kind, "EM"), po_see_part(c, 1, 1))) {
		po_mark_part(c, 1, 1);
		po_mark_part(c, 1, 2);
	} else
		(void)ou_po_qualify(c, 1, 2);
	ou_po_keep_rest(c);
}
