#include "ou/formats/cxml.h"
#include "cxml_rows.h"
#include "xml_text.h"

/*
 * cXML: an OrderRequest, as buyers' procurement systems send it.
 */
static const struct trade_form cxml;

static const struct trade_form *
root(const char *name, const char *uri, struct ou_err *err)
{
	if (strcmp(name, "cXML") == 0 && *uri == '\0')
		return &cxml;
	ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
	    "root element '%.60s' is not cXML", name);
	return NULL;
}

static bool
fits(bool leaf, const char *uri)
{
	(void)leaf;
	return *uri == '\0';
}

static void
cxml_line(struct trade_order *u, struct trade_line *line)
{
	if (line->quantity.scheme.n == 0)
		line->quantity.scheme = line->unit.text;
	if (line->base.scheme.n == 0)
		line->base.scheme = line->base_unit.text;
	ou_trade_line_place(u, line);
	if (ou_str_is(line->kind.text, "composite"))
		ou_import_hold(u->im, u->order, OU_DIAG_HOLD_QUANTITY,
		    OU_STR("a composite: what it is made of stands in lines "
		    "of its own, and would be sent twice"), line->id.text);
}

/* --- the head --- */

/* What it is, if it is no order: the element in Request or Message. */
static int
no_order(const struct trade_doc *d, struct ou_err *err)
{
	static const char *const kinds[] = {
		"Request/", "Message/", "Response/"
	};
	struct ou_str key, name;
	uint32_t i;
	size_t k;

	for (i = 0; i < d->n_extra; i++) {
		for (k = 0; k < sizeof(kinds) / sizeof(*kinds); k++) {
			key = d->extra[i].key;
			if (!ou_str_starts(key, kinds[k]))
				continue;
			key = ou_str_sub(key, strlen(kinds[k]), key.n);
			(void)ou_str_split(&key, '/', &name);
			if (*name.p != '@' && !ou_str_is(name, "OrderRequest"))
				return ou_err_set(err, OU_ERR_RECORD,
				    OU_DIAG_FORMAT, "a cXML %.*s, not an "
				    "OrderRequest",
				    OU_STR_ARG(ou_str_sub(name, 0, 60)));
		}
	}
	return 0;
}

/* +1 800 5551212 ext. 12 */
static void
telephone(struct trade_order *u, struct trade_contact *c)
{
	struct ou_str parts[4] = {
		c->country.text, c->area.text, c->telephone.text,
		c->extension.text
	};
	struct ou_buf b = OU_BUF_INIT;
	int i;

	if (!trade_has(&c->telephone))
		return;
	for (i = 0; i < 4; i++) {
		if (parts[i].n == 0)
			continue;
		ou_buf_puts(&b, b.n > 0 ? " " : "");
		ou_buf_puts(&b, i == 0 && *parts[i].p != '+' ? "+" : "");
		ou_buf_puts(&b, i == 3 ? "ext. " : "");
		ou_buf_adds(&b, parts[i]);
	}
	c->telephone.text = ou_str_dup(&u->im->arena, ou_buf_str(&b));
	ou_buf_release(&b);
}

/* The first who gets it is the person, others are on the way to him. */
static void
place(struct trade_order *u, struct trade_delivery *d,
    struct trade_party *p)
{
	const struct trade_leaf *persons = p->persons.p;
	uint32_t i = 0;

	telephone(u, &p->contact);
	if (p->persons.n > 0 && d != NULL) {
		d->location_name = p->legal_name;
		p->legal_name = persons[i++];
	}
	if (i < p->persons.n)
		p->address.department = persons[i++];
	if (i < p->persons.n)
		p->address.building = persons[i++];
	for (; i < p->persons.n; i++)
		ou_import_extra(u->im, &u->doc->extra, &u->doc->n_extra,
		    OU_STR("DeliverTo"), persons[i].text);
}

static void
credentials(struct trade_order *u, const struct trade_list *from,
    struct trade_list *to)
{
	const struct trade_credential *c = from->p;
	struct trade_leaf *l;
	uint32_t i;

	for (i = 0; i < from->n; i++) {
		l = ou_import_append(&u->im->arena, &to->p, &to->n,
		    sizeof(*l));
		*l = c[i].identity;
		l->scheme = c[i].domain.text;
	}
}

static int
cxml_before(struct trade_order *u, struct ou_err *err)
{
	struct trade_doc *d = u->doc;
	struct trade_contact *contacts = d->contacts.p;
	struct trade_delivery *to = d->deliveries.p;
	struct trade_tax_total *tax;
	uint32_t i;

	if (!trade_has(&d->id) && no_order(d, err) != 0)
		return -1;
	credentials(u, &d->from, &d->buyer.ids);
	credentials(u, &d->to, &d->seller.ids);
	place(u, NULL, &d->payer);
	for (i = 0; i < d->deliveries.n; i++)
		place(u, &to[i], &to[i].party);
	if (d->deliveries.n == 0 && trade_has(&d->ordered))
		to = ou_import_append(&u->im->arena, &d->deliveries.p,
		    &d->deliveries.n, sizeof(*to));
	if (d->deliveries.n > 0)
		to->period.day = d->ordered;
	d->buyer.legal_name = d->payer.legal_name;
	for (i = 0; i < d->contacts.n; i++) {
		telephone(u, &contacts[i]);
		if (i == 0)
			d->buyer.contact = contacts[i];
		else
			ou_import_extra(u->im, &d->extra, &d->n_extra,
			    OU_STR("Contact"), contacts[i].name.text);
	}
	if (trade_has(&d->tax_amount)) {
		tax = ou_import_append(&u->im->arena, &d->tax_totals.p,
		    &d->tax_totals.n, sizeof(*tax));
		tax->amount = d->tax_amount;
	}
	d->payable.scheme = d->total.scheme;
	return 0;
}

/* --- money --- */

static bool
lines_of(struct trade_order *u, struct ou_amount *sum)
{
	const struct ou_order *o = u->order;
	const struct ou_order_line *l;
	struct ou_amount base;
	int places = ou_order_places(o);
	struct ou_err err;
	uint32_t i;

	*sum = (struct ou_amount){ .places = 2, .given = true };
	for (i = 0; i < o->n_lines; i++) {
		l = &o->lines[i];
		if (!l->unit_price.given || ou_price_extend(&base,
		    l->unit_price, l->quantity, l->price_base,
		    places < 0 ? 2 : places, &err) != 0 ||
		    ou_amount_add(sum, *sum, base, &err) != 0)
			return false;
	}
	return u->bad_lines == 0;
}

/*
 * The total is of the lines, without tax and shipping, but some write what
 * is to be paid.
 */
static void
totals(struct trade_order *u, struct ou_amount shipping)
{
	struct ou_order *o = u->order;
	struct ou_amount total, sum, lines, tax = { 0 };
	char a[OU_DECIMAL_MAX], b[OU_DECIMAL_MAX];
	struct ou_err err;
	int n, k;

	if (!ou_trade_amount(u, &total, &u->doc->total, "Total") ||
	    !lines_of(u, &lines))
		return;
	if (o->totals == NULL)
		o->totals = ou_arena_zalloc(&u->im->arena, sizeof(*o->totals));
	tax = o->totals->tax;
	if (total.v == lines.v) {
		o->totals->line_extension = total;
		return;
	}
	if (ou_amount_add(&sum, lines, shipping, &err) == 0 &&
	    sum.v == total.v) {
		o->totals->tax_exclusive = total;
		return;
	}
	if (ou_amount_add(&sum, sum, tax, &err) == 0 && sum.v == total.v) {
		o->totals->tax_inclusive = o->totals->payable = total;
		return;
	}
	n = (int)ou_amount_text(a, total);
	k = (int)ou_amount_text(b, lines);
	trade_finding(u, OU_DIAG_TOTAL, &u->doc->total, "Total",
	    "%.*s is not the sum of the lines, %.*s, with or without shipping "
	    "and tax", n, a, k, b);
	ou_import_hold(u->im, o, OU_DIAG_HOLD_PRICE,
	    ou_str_printf(&u->im->arena, "the total %.*s is not the sum of "
	    "the lines, %.*s, with or without shipping and tax", n, a, k, b),
	    OU_STR_NONE);
}

static struct ou_amount
shipping(struct trade_order *u)
{
	struct ou_order *o = u->order;
	struct ou_amount amount = { 0 };
	struct ou_allowance *x;

	if (!ou_trade_amount(u, &amount, &u->doc->shipping, "Shipping") ||
	    amount.v == 0)
		return amount;
	x = ou_import_append(&u->im->arena, &o->allowances,
	    &o->n_allowances, sizeof(*x));
	x->charge = OU_FLAG_YES;
	x->reason_code = OU_STR("FC");
	x->reason = OU_STR("Shipping");
	x->amount = amount;
	return amount;
}

static void
terms(struct trade_order *u)
{
	const struct trade_doc *d = u->doc;
	struct ou_order *o = u->order;
	int64_t days;

	if (!trade_has(&d->net_days) || ou_decimal_scan(&days,
	    d->net_days.text, 0, OU_DECIMAL_LOOSE, NULL) != OU_DECIMAL_OK)
		return;
	if (o->payment == NULL)
		o->payment = ou_arena_zalloc(&u->im->arena,
		    sizeof(*o->payment));
	if (o->payment->terms == NULL)
		o->payment->terms = ou_arena_zalloc(&u->im->arena,
		    sizeof(*o->payment->terms));
	/* with a discount they are its days */
	if (trade_has(&d->terms_discount))
		o->payment->terms->discount_days =
		    (struct ou_integer){ days, true };
	else
		o->payment->terms->net_days = (struct ou_integer){ days, true };
}

static void
function(struct trade_order *u)
{
	struct ou_str type = u->doc->purpose.text, kind = u->doc->kind.text;
	struct ou_order *o = u->order;

	/* an update says all of the order again */
	if (ou_str_is(type, "update"))
		o->document_function = OU_STR("replace");
	else if (ou_str_is(type, "delete"))
		o->document_function = OU_STR("cancel");
	else if (type.n > 0 && !ou_str_is(type, "new"))
		ou_import_hold(u->im, o, OU_DIAG_HOLD_FUNCTION,
		    ou_str_printf(&u->im->arena, "an order of type '%.*s'",
		    OU_STR_ARG(type)), OU_STR_NONE);
	if (ou_str_is(kind, "blanket"))
		ou_import_hold(u->im, o, OU_DIAG_HOLD_FUNCTION,
		    OU_STR("a blanket order; goods are called off by later "
		    "orders"), OU_STR_NONE);
	if (kind.n > 0 && !ou_str_is(kind, "regular"))
		ou_import_extra(u->im, &o->extra, &o->n_extra,
		    OU_STR("orderType"), kind);
	if (ou_str_is(u->doc->test.text, "test"))
		ou_import_hold(u->im, o, OU_DIAG_HOLD_TEST,
		    OU_STR("the document is marked as a test"), OU_STR_NONE);
}

static void
cxml_after(struct trade_order *u)
{
	const struct trade_property *x = u->doc->properties.p;
	struct ou_order *o = u->order;
	uint32_t i;

	function(u);
	for (i = 0; i < u->doc->properties.n; i++)
		ou_import_extra(u->im, &o->extra, &o->n_extra,
		    ou_str_printf(&u->im->arena, "Extrinsic@%.*s",
		    OU_STR_ARG(x[i].name.text)), x[i].value.text);
	if (ou_str_is(u->doc->complete.text, "yes")) {
		if (o->delivery == NULL)
			o->delivery = ou_arena_zalloc(&u->im->arena,
			    sizeof(*o->delivery));
		o->delivery->partial_allowed = OU_FLAG_NO;
	}
	terms(u);
	totals(u, shipping(u));
}

static const struct trade_form cxml = {
	.name = "cxml", .origin = "cxml-order", .property = "Extrinsic",
	.doctype = true, .mixed = true, .attributes = true, .hold_sums = true,
	.root = root, .fits = fits, .rows = ou_cxml_order_rows,
	.line = cxml_line, .before = cxml_before, .after = cxml_after,
};

static int
run(struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	return ou_trade_run(&cxml, im, src, err);
}

static const struct ou_format_mark marks[] = {
	{ "<cXML", 98, "XML with the element cXML" },
	{ "DOCTYPE cXML", 98, "XML with the element cXML" },
	{ NULL, 0, NULL }
};

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	(void)a, (void)name;
	return ou_format_mark(ou_xml_head(head), marks, why);
}

const struct ou_format ou_format_cxml = {
	"cxml", "cXML OrderRequest", detect, run, false
};
