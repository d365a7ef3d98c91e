#include "ou/formats/ubl.h"
#include "ubl_rows.h"
#include "xml_text.h"

/*
 * UBL Order, OrderChange and OrderCancellation: which root they have, and in
 * which namespaces their elements are.
 */
#define ANY "urn:oasis:names:specification:ubl:schema:xsd:"
#define ORDER ANY "Order-2"

static const struct trade_form order, change, cancellation;

static const struct trade_form *
root(const char *name, const char *uri, struct ou_err *err)
{
	static const struct {
		const char *name;
		const struct trade_form *form;
	} all[] = {
		{ "Order", &order }, { "OrderChange", &change },
		{ "OrderCancellation", &cancellation },
	};
	size_t i, n = strlen(ANY);

	for (i = 0; i < sizeof(all) / sizeof(*all); i++) {
		if (strcmp(name, all[i].name) == 0 &&
		    strncmp(uri, ANY, n) == 0 &&
		    strncmp(uri + n, name, strlen(name)) == 0 &&
		    strcmp(uri + n + strlen(name), "-2") == 0)
			return all[i].form;
	}
	if (strncmp(uri, ANY, n) == 0 && strcmp(name, "Order") != 0)
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_FORMAT,
		    "a UBL %.60s, not an Order", name);
	else
		ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
		    "root element '%.60s' of namespace '%.100s' is not a UBL "
		    "Order", name, uri);
	return NULL;
}

static bool
fits(bool leaf, const char *uri)
{
	return strcmp(uri, leaf ? ANY "CommonBasicComponents-2" :
	    ANY "CommonAggregateComponents-2") == 0;
}

/* A change has a number of its own: the order's is the key. */
static int
change_before(struct trade_order *u, struct ou_err *err)
{
	struct trade_doc *d = u->doc;

	if (!trade_has(&d->ordered))
		return ou_err_set(err, OU_ERR_RECORD, OU_DIAG_NO_ORDER_NUMBER,
		    "the document does not say which order it changes");
	u->is_change = true;
	u->change = d->id.text;
	d->id = d->ordered;
	return 0;
}

static void
change_after(struct trade_order *u)
{
	u->order->document_function = u->form == &cancellation ?
	    OU_STR("cancel") : OU_STR("change");
	if (u->change.n > 0)
		u->order->references->document = u->change;
}

#define COMMON .name = "ubl", .property = "AdditionalItemProperty", \
	.root = root, .fits = fits, .rows = ou_ubl_order_rows

static const struct trade_form order = {
	COMMON, .origin = "ubl-order",
};

static const struct trade_form change = {
	COMMON, .origin = "ubl-order-change", .lineless = true,
	.before = change_before, .after = change_after,
};

static const struct trade_form cancellation = {
	COMMON, .origin = "ubl-order-cancellation", .lineless = true,
	.before = change_before, .after = change_after,
};

static int
run(struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	return ou_trade_run(&order, im, src, err);
}

static const struct ou_format_mark marks[] = {
	{ ORDER, 100, "XML with the namespace of the UBL Order" },
	{ ANY, 90, "XML with a namespace of UBL" },
	{ "<", 50, "XML of no other kind that is known" },
	{ NULL, 0, NULL }
};

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	(void)a, (void)name;
	return ou_format_mark(ou_xml_head(head), marks, why);
}

const struct ou_format ou_format_ubl = {
	"ubl", "UBL 2 Order, Peppol", detect, run, false
};
