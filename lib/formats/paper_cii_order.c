#include "ou/model/totals.h"
#include "paper_cii.h"

/*
 * Order-X, for writing: order-import reads it, by cii_rows.c and what belongs
 * to it, and tests/prop/papers.c holds the two against each other.
 */
static const struct paper_row buyer_rows[] = {
	CII_GLN,
	{ .at = "ram:Name", "name" },
	{ .at = "ram:SpecifiedLegalOrganization/ram:ID", "siret",
	  .only = "schemeID=0009" },
	{ .at = "ram:DefinedTradeContact", "contact", ou_cii_contact_rows },
	CII_VAT,
	{ .at = NULL }
};

static const struct paper_row seller_rows[] = {
	{ .at = "ram:ID", "id" },
	CII_GLN,
	{ .at = "ram:Name", "name" },
	CII_VAT,
	{ .at = NULL }
};

/* An address with whom it is of. */
static const struct paper_row place_rows[] = {
	{ .at = "ram:ID", "id" },
	CII_GLN,
	{ .at = "ram:Name", "name" },
	{ .at = "ram:DefinedTradeContact", "", (const struct paper_row []){
		{ .at = "ram:TelephoneUniversalCommunication/"
		  "ram:CompleteNumber", "telephone" },
		{ .at = "ram:EmailURIUniversalCommunication/ram:URIID",
		  "email" },
		{ .at = NULL } } },
	CII_ADDRESS,
	{ .at = NULL }
};

static const struct paper_row product_rows[] = {
	CII_PRODUCT("product."),
	{ .at = "ram:BatchID", "lot" },
	{ .at = "ram:OriginTradeCountry/ram:ID", "product.countryOfOrigin" },
	{ .at = NULL }
};

static const struct paper_row agreed_rows[] = {
	{ .at = CII_ID("Quotation"), "references.quotation" },
	CII_PRICE("ram:NetPriceProductTradePrice", PAPER_NEED),
	{ .at = NULL }
};

#define REQUESTED(what) \
	"ram:Requested" what "SupplyChainEvent/ram:OccurrenceDateTime"

static const struct paper_row delivered_rows[] = {
	{ .at = CII_FLAG("ram:PartialDeliveryAllowedIndicator"),
	  "partialAllowed" },
	{ .at = "ram:RequestedQuantity", "orderQuantity",
	  .with = "unitCode>unitCode|C62", .flags = PAPER_NEED },
	{ .at = "ram:PerPackageUnitQuantity", "packaging.packQuantity",
	  .with = "unitCode>unitCode|C62" },
	CII_DAY(REQUESTED("Despatch"), "requestedShipDate"),
	CII_DAY(REQUESTED("Delivery"), "requestedDate"),
	{ .at = NULL }
};

static const struct paper_row settled_rows[] = {
	CII_TAX("ram:ApplicableTradeTax"),
	{ .at = "ram:SpecifiedTradeAllowanceCharge", "allowanceCharges",
	  ou_cii_allowance_rows },
	{ .at = "ram:SpecifiedTradeSettlementLineMonetarySummation/"
	  "ram:LineTotalAmount", "lineTotal", .flags = PAPER_NEED },
	{ .at = NULL }
};

static const struct paper_row line_rows[] = {
	{ .at = "ram:AssociatedDocumentLineDocument/ram:LineID",
	  "orderItemNumber", .flags = PAPER_NEED },
	{ .at = "ram:AssociatedDocumentLineDocument/ram:IncludedNote",
	  "notes", ou_cii_note_rows },
	{ .at = "ram:SpecifiedTradeProduct", "", product_rows },
	{ .at = "ram:SpecifiedLineTradeAgreement", "", agreed_rows },
	{ .at = "ram:SpecifiedLineTradeDelivery", "", delivered_rows },
	{ .at = "ram:SpecifiedLineTradeSettlement", "", settled_rows },
	{ .at = NULL }
};

/* Of 2010 and before. */
#define INCOTERMS "CFR=CFR CIF=CIF CIP=CIP CPT=CPT DAP=DAP DAT=DAT DDP=DDP " \
	"EXW=EXW FAS=FAS FCA=FCA FOB=FOB"

static const struct paper_row agreement_rows[] = {
	{ .at = "ram:BuyerReference", "references.customerReference" },
	{ .at = "ram:SellerTradeParty", "seller", seller_rows,
	  .flags = PAPER_NEED },
	{ .at = "ram:BuyerTradeParty", "customer", buyer_rows,
	  .flags = PAPER_NEED },
	{ .at = "ram:BuyerRequisitionerTradeParty/ram:Name",
	  "references.department" },
	{ .at = "ram:ApplicableTradeDeliveryTerms/ram:DeliveryTypeCode",
	  "orderDelivery.incoterm.code", .words = INCOTERMS },
	{ .at = "ram:ApplicableTradeDeliveryTerms/ram:RelevantTradeLocation/"
	  "ram:Name", "orderDelivery.incoterm.place" },
	{ .at = CII_ID("SellerOrder"), "sellerOrderNumber" },
	{ .at = CII_ID("Quotation"), "references.quotation" },
	{ .at = CII_ID("Contract"), "references.contract" },
	{ .at = CII_ID("BlanketOrder"), "references.blanketOrder" },
	{ .at = CII_ID("PreviousOrderChange"), "references.original" },
	{ .at = NULL }
};

static const struct paper_row delivery_rows[] = {
	{ .at = "ram:ShipToTradeParty", "orderDelivery.deliveryAddress",
	  place_rows },
	CII_DAY(REQUESTED("Delivery"), "orderDelivery.requestedDate"),
	CII_DAY(REQUESTED("Despatch"), "orderDelivery.requestedShipDate"),
	{ .at = NULL }
};

/* UNCL 4461; a word of ours is none. */
#define MEANS "1=1 10=10 20=20 30=30 31=31 42=42 48=48 49=49 54=54 55=55 " \
	"57=57 58=58 59=59 68=68 97=97"

static const struct paper_row settlement_rows[] = {
	{ .at = "ram:OrderCurrencyCode", "currency", .flags = PAPER_NEED },
	{ .at = "ram:InvoiceeTradeParty", "billingAddress", place_rows },
	{ .at = "ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode",
	  "payment.method", .words = MEANS },
	{ .at = "ram:SpecifiedTradeAllowanceCharge", "allowanceCharges",
	  ou_cii_allowance_rows },
	{ .at = "ram:SpecifiedTradePaymentTerms/ram:Description",
	  "payment.terms.text" },
	CII_TOTALS("ram:SpecifiedTradeSettlementHeaderMonetarySummation",
	    PAPER_NEED),
	{ .at = "ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID",
	  "customer.costCenter" },
	{ .at = NULL }
};

static const struct paper_row head_rows[] = {
	{ .at = "ram:ID", "orderNumber", .flags = PAPER_NEED },
	{ .at = "ram:TypeCode", .text = "220", .flags = PAPER_NEED },
	CII_TIME("ram:IssueDateTime", "orderDate", PAPER_NEED),
	{ .at = "ram:PurposeCode", "documentFunction",
	  .words = "9=original 7=duplicate 1=cancel 4=change 5=replace" },
	{ .at = "ram:IncludedNote", "notes", ou_cii_note_rows },
	CII_DAY("ram:EffectiveSpecifiedPeriod/ram:EndDateTime",
	    "orderDelivery.cancelAfter"),
	{ .at = NULL }
};

static const struct paper_row trade_rows[] = {
	{ .at = "ram:IncludedSupplyChainTradeLineItem", "orderedItem",
	  line_rows, .flags = PAPER_NEED },
	{ .at = "ram:ApplicableHeaderTradeAgreement", "", agreement_rows },
	{ .at = "ram:ApplicableHeaderTradeDelivery", "", delivery_rows,
	  .flags = PAPER_NEED },
	{ .at = "ram:ApplicableHeaderTradeSettlement", "", settlement_rows },
	{ .at = NULL }
};

static const struct paper_row rows[] = {
	{ .at = "ExchangedDocumentContext/"
	  "ram:GuidelineSpecifiedDocumentContextParameter/ram:ID",
	  .text = "urn:order-x.eu:1p0:comfort", .flags = PAPER_NEED },
	{ .at = "ExchangedDocument", "", head_rows },
	{ .at = "SupplyChainTradeTransaction", "", trade_rows },
	{ .at = NULL }
};

/* --- sums, which the schema wants --- */

/* The lines with their totals, as far as those can be told. */
static void
add_line_totals(struct ou_arena *a, struct ou_order *o, int places)
{
	struct ou_order_line *lines = ou_arena_array(a, o->n_lines,
	    sizeof(*lines)), *l;
	struct ou_allowance *all;
	struct ou_err err;
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		l = &lines[i];
		*l = o->lines[i];
		if (l->total.given || !l->unit_price.given)
			continue;
		all = ou_arena_array(a, l->n_allowances, sizeof(*all));
		if (l->n_allowances > 0)
			memcpy(all, l->allowances,
			    l->n_allowances * sizeof(*all));
		l->allowances = all;
		if (ou_line_total(l, places, &err) != 0)
			l->total.given = false;
	}
	o->lines = lines;
}

static bool
sum_lines(const struct ou_order *o, struct ou_totals *t)
{
	struct ou_amount sum = { .given = true };
	uint32_t i;

	for (i = 0; i < o->n_lines; i++) {
		if (!o->lines[i].total.given || ou_amount_add(&sum, sum,
		    o->lines[i].total, NULL) != 0)
			return false;
	}
	t->line_extension = sum;
	return true;
}

static bool
sum_allowances(const struct ou_order *o, struct ou_totals *t)
{
	struct ou_amount sums[2] = { { 0 }, { 0 } }, *sum;
	const struct ou_allowance *x;
	uint32_t i;

	for (i = 0; i < o->n_allowances; i++) {
		x = &o->allowances[i];
		sum = &sums[x->charge == OU_FLAG_YES];
		if (!x->amount.given ||
		    ou_amount_add(sum, *sum, x->amount, NULL) != 0)
			return false;
	}
	if (!t->allowance_total.given)
		t->allowance_total = sums[0];
	if (!t->charge_total.given)
		t->charge_total = sums[1];
	return true;
}

/* Of net prices, beside those that there are; what is not known, or too much,
 * stays absent. */
static void
add_totals(const struct ou_order *o, struct ou_totals *t)
{
	struct ou_amount net;

	if ((!t->line_extension.given && !sum_lines(o, t)) ||
	    ((!t->charge_total.given || !t->allowance_total.given) &&
	    !sum_allowances(o, t)))
		return;
	if (!t->tax_exclusive.given &&
	    ou_amount_sub(&net, t->line_extension, t->allowance_total,
	    NULL) == 0 && ou_amount_add(&net, net, t->charge_total, NULL) == 0)
		t->tax_exclusive = net;
}

static const void *
before_writing(struct ou_arena *a, const void *record)
{
	struct ou_order *o = ou_arena_zalloc(a, sizeof(*o));
	struct ou_totals *t = ou_arena_zalloc(a, sizeof(*t));
	int places;

	*o = *(const struct ou_order *)record;
	places = ou_currency_places(o->currency);
	if (places < 0)
		return o;
	add_line_totals(a, o, places);
	if (o->totals != NULL)
		*t = *o->totals;
	if (o->prices_include_tax != OU_FLAG_YES)
		add_totals(o, t);
	o->totals = t;
	return o;
}

const struct paper_form ou_orderx_order = {
	.name = "orderx-order", .root = "SCRDMCCBDACIOMessageStructure",
	.uri = CII "SCRDMCCBDACIOMessageStructure:100", .record = "Order",
	.rows = rows, .family = &ou_paper_orderx, .sender = "buyer",
	.write_only = true, .write = before_writing,
};
