#include "paper_cii.h"
#include "paper_ubl.h"

/* All documents that are read or written; the first that fits a record is the
 * one it is written as. */
const struct paper_form *const ou_paper_forms[] = {
	&ou_ubl_order_form, &ou_ubl_order_response,
	&ou_ubl_order_response_simple, &ou_ubl_despatch_advice,
	&ou_ubl_receipt_advice, &ou_ubl_catalogue, &ou_ubl_invoice,
	&ou_ubl_credit_note, &ou_orderx_response, &ou_orderx_order, NULL
};

/* Whatever version a list of CII's elements has. */
const struct xml_namespace ou_paper_namespaces[] = {
	{ UBL "CommonAggregateComponents-2", "cac" },
	{ UBL "CommonBasicComponents-2", "cbc" },
	{ CII_ELEMENTS, "ram" },
	{ CII_TYPES, "udt" },
	{ NULL, NULL }
};
