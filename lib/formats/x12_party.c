#include "ou/base/ident.h"
#include "x12_order.h"

/*
 * The N1 loop: who buys, who sells, where the goods and the invoice go.
 */

/* N101, data element 98. */
static const struct {
	uint32_t qualifier;
	enum po_role role;
} roles[] = {
	{ PO_CODE("ST"), PO_DELIVERY },
	{ PO_CODE("BY"), PO_BUYER },
	{ PO_CODE("BT"), PO_BILLING },
	{ PO_CODE("VN"), PO_SELLER },
	{ PO_CODE("SU"), PO_SELLER },
	{ PO_CODE("SE"), PO_SELLER },
	{ PO_CODE("BS"), PO_DELIVERY },		/* bill and ship to */
	{ PO_CODE("IV"), PO_BILLING },
	{ PO_CODE("SO"), PO_BUYER },		/* sold to, without a BY */
	{ PO_CODE("CN"), PO_DELIVERY },		/* consignee */
};

/* PER01, data element 366: what a contact does. */
static const struct {
	uint32_t code;
	const char *role;
} functions[] = {
	{ PO_CODE("BD"), "buyer" },
	{ PO_CODE("OC"), "buyer" },
	{ PO_CODE("AP"), "accounting" },
	{ PO_CODE("DC"), "delivery" },
	{ PO_CODE("RE"), "delivery" },
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static enum po_role
role_of(struct ou_str qualifier)
{
	size_t i;

	for (i = 0; i < COUNT(roles); i++) {
		if (roles[i].qualifier == po_code(qualifier))
			return roles[i].role;
	}
	return PO_OTHER;
}

/* A place of delivery for one line. */
static void
line_place(struct po *c)
{
	struct ou_str id = po_see(c, 4);
	struct split *split;

	if (id.n == 0)
		id = po_see(c, 2);
	(void)ou_po_party_begin(c, PO_OTHER);
	split = ou_po_split(c, id, po_is(po_see(c, 3), "UL"));
	split->address = c->address = ou_arena_zalloc(c->a,
	    sizeof(*c->address));
	c->split = NULL;
}

void
ou_x12_n1(struct po *c)
{
	struct ou_str qualifier = ou_po_qualify(c, 1, 0);
	struct ou_str kind = po_see(c, 3);
	enum po_role role = ou_po_role(c, "N1", qualifier,
	    role_of(qualifier));
	struct ou_str key;

	c->prefix = OU_STR_NONE;
	if (c->line != NULL && role == PO_DELIVERY)
		line_place(c);
	else
		(void)ou_po_party_begin(c, c->line != NULL ? PO_OTHER : role);
	key = ou_po_key(c, c->seg.e[0], '.', qualifier);
	if (c->party == PO_OTHER && c->address == NULL) {
		ou_po_keep_all(c, 1);
		c->prefix = key;
		return;
	}
	ou_po_party_name(c, po_take(c, 2));
	if (po_is(kind, "UL") || (po_is(kind, "UM") &&
	    ou_gln_valid(po_see(c, 4)))) {
		if (ou_po_party_gln(c, po_see(c, 4))) {
			po_mark(c, 3);
			po_mark(c, 4);
		}
	} else if (ou_po_party_id(c, po_see(c, 4)))
		po_mark(c, 4);
	ou_po_keep_rest(c);
	c->prefix = key;
}

void
ou_x12_n2(struct po *c)
{
	if (c->address != NULL)
		(void)ou_po_put(c, &c->address->company, 1);
	ou_po_keep_rest(c);
}

static void
street(struct po *c, unsigned e)
{
	struct ou_address *a = c->address;
	struct ou_str *more;

	if (a->n_street >= 8 || po_see(c, e).n == 0)
		return;
	more = ou_arena_array(c->a, a->n_street + 1, sizeof(*more));
	if (a->n_street > 0)
		memcpy(more, a->street, a->n_street * sizeof(*more));
	more[a->n_street++] = po_take(c, e);
	a->street = more;
}

void
ou_x12_n3(struct po *c)
{
	if (c->address != NULL && c->in_party) {
		street(c, 1);
		street(c, 2);
	}
	ou_po_keep_rest(c);
}

void
ou_x12_n4(struct po *c)
{
	struct ou_address *a = c->address;

	if (a == NULL || !c->in_party) {
		ou_po_keep_all(c, 0);
		return;
	}
	(void)ou_po_put(c, &a->locality, 1);
	(void)ou_po_put(c, &a->region, 2);
	/* one that is no code of two letters */
	if (po_is(po_see(c, 5), "SP") && ou_po_put(c, &a->region, 6))
		po_mark(c, 5);
	(void)ou_po_put(c, &a->postal_code, 3);
	if (ou_po_country(c, &a->country, po_see(c, 4)))
		po_mark(c, 4);
	ou_po_keep_rest(c);
}

void
ou_x12_per(struct po *c)
{
	struct ou_str code = po_see(c, 1), kind, role = OU_STR_NONE;
	unsigned e;
	size_t i;

	for (i = 0; i < COUNT(functions); i++) {
		if (functions[i].code == po_code(code))
			role = ou_str_c(functions[i].role);
	}
	if (!ou_po_party_contact(c, po_see(c, 2), role))
		(void)ou_po_qualify(c, 1, 0);
	else {
		po_mark(c, 2);
		if (role.n > 0)
			po_mark(c, 1);
	}
	for (e = 3; e + 1 < c->seg.n; e += 2) {
		kind = po_see(c, e);
		if ((po_is(kind, "TE") || po_is(kind, "EM")) &&
		    ou_po_party_number(c, po_is(kind, "EM"),
		    po_see(c, e + 1))) {
			po_mark(c, e);
			po_mark(c, e + 1);
		}
	}
	ou_po_keep_rest(c);
}
