#include "guide_reader.h"

/*
 * An invoice adds up: lines, allowances and charges, and taxes are its total
 * (EN 16931 BR-CO-10, BR-CO-15; X12 TDS01).  What cannot be known, a price
 * that is missing or a charge in per cent of something, says nothing.
 */
struct sum {
	struct ou_amount lines, total;
	int64_t tolerance;		/* who rounds each line, and who not */
	int places;
	bool known;
};

static void
add(struct sum *sum, struct ou_amount *to, struct ou_amount a)
{
	if (ou_amount_add(to, *to, a, NULL) != 0)
		sum->known = false;
}

static void
add_allowances(struct sum *sum, struct ou_amount *to,
    const struct ou_allowance *all, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++) {
		if (!all[i].amount.given)
			sum->known = false;
		else if (all[i].charge == OU_FLAG_YES)
			add(sum, to, all[i].amount);
		else if (ou_amount_sub(to, *to, all[i].amount, NULL) != 0)
			sum->known = false;
	}
}

static void
add_line(struct sum *sum, const struct ou_invoice_line *line)
{
	struct ou_amount net = { 0 };
	int64_t unit = 10000;
	int i;

	if (line->total.given) {
		add(sum, &sum->lines, line->total);
		return;
	}
	if (line->unit_price.given && line->quantity.given) {
		if (ou_price_extend(&net, line->unit_price, line->quantity,
		    line->price_base, sum->places, NULL) != 0)
			sum->known = false;
	} else if (line->n_allowances == 0)
		sum->known = false;
	add_allowances(sum, &net, line->allowances, line->n_allowances);
	add(sum, &sum->lines, net);
	for (i = 0; i < sum->places; i++)
		unit /= 10;
	sum->tolerance += (unit + 1) / 2;
}

static void
add_taxes(struct sum *sum, const struct ou_invoice *v)
{
	uint32_t i;

	if (v->totals != NULL && v->totals->tax.given) {
		add(sum, &sum->total, v->totals->tax);
		return;
	}
	for (i = 0; i < v->n_taxes; i++) {
		if (v->taxes[i].tax.given)
			add(sum, &sum->total, v->taxes[i].tax);
		else if (v->taxes[i].percent.v != 0)
			sum->known = false;
	}
	for (i = 0; i < v->n_lines && v->n_taxes == 0; i++) {
		if (v->lines[i].tax != NULL && v->lines[i].tax->percent.v != 0)
			sum->known = false;
	}
}

static void
compare(struct guide_reader *r, const struct sum *sum, const char *what,
    struct ou_amount have, struct ou_amount stated)
{
	char a[OU_DECIMAL_MAX], b[OU_DECIMAL_MAX];
	int64_t by = stated.v > have.v ? stated.v - have.v :
	    have.v - stated.v;

	if (!sum->known || !stated.given || by <= sum->tolerance)
		return;
	have.places = stated.places = (uint8_t)sum->places;
	ou_guide_finding(r, OU_DIAG_EDI_TOTAL, 0,
	    "%s add up %.*s, but the total is %.*s", what,
	    (int)ou_amount_text(a, have), a, (int)ou_amount_text(b, stated),
	    b);
}

void
ou_guide_compare_invoice(struct guide_reader *r, const struct ou_invoice *v)
{
	struct sum sum = { .known = v->n_lines > 0 && v->totals != NULL };
	int places = ou_currency_places(v->currency);
	bool x12 = r->g->family == OU_EDI_X12;
	uint32_t i;

	sum.places = places >= 0 ? places : 2;
	for (i = 0; i < v->n_lines; i++)
		add_line(&sum, &v->lines[i]);
	if (!sum.known)
		return;
	compare(r, &sum, "lines", sum.lines, v->totals->line_extension);
	sum.total = sum.lines;
	add_allowances(&sum, &sum.total, v->allowances, v->n_allowances);
	add_taxes(&sum, v);
	compare(r, &sum, "lines, charges and taxes", sum.total, x12 ?
	    v->totals->payable : v->totals->tax_inclusive);
}
