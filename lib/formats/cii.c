#include "ou/formats/cii.h"
#include "cii_rows.h"
#include "xml_text.h"

/*
 * CII: which root, what its codes mean, and what it says in other ways than
 * UBL.
 */
#define ANY "urn:un:unece:uncefact:data:"
#define ORDERX ANY "SCRDMCCBDACIOMessageStructure:"
#define ORDER ANY "standard:CrossIndustryOrder:"

static const struct trade_form cii;

static const struct trade_form *
root(const char *name, const char *uri, struct ou_err *err)
{
	if ((strcmp(name, "SCRDMCCBDACIOMessageStructure") == 0 &&
	    strncmp(uri, ORDERX, strlen(ORDERX)) == 0) ||
	    (strcmp(name, "CrossIndustryOrder") == 0 &&
	    strncmp(uri, ORDER, strlen(ORDER)) == 0))
		return &cii;
	if (strncmp(uri, ANY, strlen(ANY)) == 0)
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_FORMAT,
		    "a %.60s of CII, not an order", name);
	else
		ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
		    "root element '%.60s' of namespace '%.100s' is not a CII "
		    "order", name, uri);
	return NULL;
}

/* Versions of the lists of elements end in a number of their own. */
static bool
fits(bool leaf, const char *uri)
{
	(void)leaf;
	return strncmp(uri, ANY, strlen(ANY)) == 0;
}

/* UNCL 1001. */
static bool
is_change(const struct trade_doc *d)
{
	return ou_str_is(d->type.text, "230");
}

static void
cii_line(struct trade_order *u, struct trade_line *line)
{
	ou_trade_line_place(u, line);
	/* the one unit that there is */
	if (line->quantity.scheme.n == 0)
		line->quantity.scheme = line->base.scheme;
	if (!trade_has(&line->order_line))
		return;
	/* lines of a change have numbers of their own, too */
	if (is_change(u->doc))
		line->id = line->order_line;
	else
		ou_import_extra(u->im, &line->extra, &line->n_extra,
		    OU_STR(CII_LINE_AGREED CII_ORDER_LINE),
		    line->order_line.text);
}

/* What is no order of any kind. */
static int
check_type(const struct trade_doc *d, struct ou_err *err)
{
	if (ou_str_is(d->type.text, "231"))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_FORMAT,
		    "an order response (type 231), not an order");
	if (ou_str_is(d->type.text, "320"))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_FORMAT,
		    "an acknowledgement of an order (type 320), not an order");
	return 0;
}

static int
cii_before(struct trade_order *u, struct ou_err *err)
{
	struct trade_doc *d = u->doc;
	struct trade_tax_total *tax;

	if (check_type(d, err) != 0)
		return -1;
	/* a change has a number of its own: the order's is the key */
	u->is_change = is_change(d);
	if (u->is_change && trade_has(&d->ordered)) {
		u->change = d->id.text;
		d->id = d->ordered;
	} else if (!trade_has(&d->previous) &&
	    !ou_str_eq(d->ordered.text, d->id.text)) {
		d->previous = d->ordered;
	}
	if (trade_has(&d->tax_amount) || d->tax_groups.n > 0) {
		tax = ou_import_append(&u->im->arena, &d->tax_totals.p,
		    &d->tax_totals.n, sizeof(*tax));
		tax->amount = d->tax_amount;
		tax->subtotals = d->tax_groups;
	}
	/* Order-X ends at the grand total */
	if (!trade_has(&d->payable) && !trade_has(&d->prepaid) &&
	    !trade_has(&d->rounding))
		d->payable = d->tax_inclusive;
	return 0;
}

/* UNCL 1225. */
static const struct {
	const char *code, *function;
} purposes[] = {
	{ "1", "cancel" }, { "3", "cancel" }, { "4", "change" },
	{ "5", "replace" }, { "7", "duplicate" }, { "9", "original" },
	{ "31", "duplicate" },
};

static void
cii_after(struct trade_order *u)
{
	const struct trade_doc *d = u->doc;
	struct ou_order *o = u->order;
	size_t i, n = sizeof(purposes) / sizeof(*purposes);
	bool test = false;

	for (i = 0; i < n && !ou_str_is(d->purpose.text, purposes[i].code);)
		i++;
	if (u->is_change)
		o->document_function = OU_STR("change");
	else if (o->document_function.n == 0 && i < n)
		o->document_function = ou_str_c(purposes[i].function);
	if (i == n && trade_has(&d->purpose))
		ou_import_hold(u->im, o, OU_DIAG_HOLD_FUNCTION,
		    ou_str_printf(&u->im->arena, "PurposeCode %.*s",
		    OU_STR_ARG(d->purpose.text)), OU_STR_NONE);
	if (u->change.n > 0)
		o->references->document = u->change;
	if (ou_trade_flag(u, &test, &d->test, "TestIndicator") && test)
		ou_import_hold(u->im, o, OU_DIAG_HOLD_TEST,
		    OU_STR("the document is marked as a test"), OU_STR_NONE);
}

static const struct trade_form cii = {
	.name = "cii", .origin = "cii-order",
	.property = "ApplicableProductCharacteristic", .hold_sums = true,
	.root = root, .fits = fits, .rows = ou_cii_order_rows,
	.line = cii_line, .before = cii_before, .after = cii_after,
};

static int
run(struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	return ou_trade_run(&cii, im, src, err);
}

static const struct ou_format_mark marks[] = {
	{ ORDERX, 100, "XML with the namespace of a CII order" },
	{ ORDER, 100, "XML with the namespace of a CII order" },
	{ ANY, 90, "XML with a namespace of UN/CEFACT" },
	{ NULL, 0, NULL }
};

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	(void)a, (void)name;
	return ou_format_mark(ou_xml_head(head), marks, why);
}

const struct ou_format ou_format_cii = {
	"cii", "Order-X, UN/CEFACT Cross Industry Order", detect, run, false
};
