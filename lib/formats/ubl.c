#include "ou/formats/ubl.h"
#include "ubl_rows.h"

/*
 * UBL Order: which root it has, and in which namespaces its elements are.
 */
#define ANY "urn:oasis:names:specification:ubl:schema:xsd:"
#define ORDER ANY "Order-2"

static bool
root(const char *name, const char *uri, struct ou_err *err)
{
	if (strcmp(name, "Order") == 0 && strcmp(uri, ORDER) == 0)
		return true;
	if (strncmp(uri, ANY, strlen(ANY)) == 0 && strcmp(name, "Order") != 0)
		ou_err_set(err, OU_ERR_RECORD, OU_DIAG_FORMAT,
		    "a UBL %.60s, not an Order", name);
	else
		ou_err_set(err, OU_ERR_DAMAGED, OU_DIAG_FORMAT,
		    "root element '%.60s' of namespace '%.100s' is not a UBL "
		    "Order", name, uri);
	return false;
}

static bool
fits(bool leaf, const char *uri)
{
	return strcmp(uri, leaf ? ANY "CommonBasicComponents-2" :
	    ANY "CommonAggregateComponents-2") == 0;
}

const struct trade_form ou_trade_ubl = {
	.name = "ubl", .origin = "ubl-order",
	.property = "AdditionalItemProperty",
	.root = root, .fits = fits, .rows = ou_ubl_order_rows,
};

static int
run(struct ou_import *im, struct ou_source *src, struct ou_err *err)
{
	return ou_trade_run(&ou_trade_ubl, im, src, err);
}

static int
detect(struct ou_arena *a, struct ou_str head, const char *name,
    const char **why)
{
	struct ou_str s = ou_xml_head(head);

	(void)a, (void)name;
	if (s.n == 0)
		return 0;
	if (ou_str_search(s, OU_STR(ORDER)) >= 0) {
		*why = "XML with the namespace of the UBL Order";
		return 100;
	}
	if (ou_str_search(s, OU_STR(ANY)) >= 0) {
		*why = "XML with a namespace of UBL";
		return 90;
	}
	*why = "XML of no other kind that is known";
	return 50;
}

const struct ou_format ou_format_ubl = {
	"ubl", "UBL 2 Order, Peppol", detect, run
};
